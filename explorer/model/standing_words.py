"""How a relation stands, in words: who stands behind it, and who does not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from explorer.model.facts import Stance, Status
from explorer.model.standing import AGAINST, SUPPORTING, Standing, accepted
from explorer.model.stories import stories, story_of
from explorer.model.telling import as_told
from explorer.model.words import Part, counted, entity_part, joined

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.facts import Evidence, Relation
    from explorer.model.project import Project

_SAID = {
    Stance.ASSERTS: "asserted",
    Stance.CLAIMS: "claimed",
    Stance.REPORTS: "reported",
    Stance.ESTIMATES: "estimated",
    Stance.SPECULATES: "speculated",
    Stance.DOUBTS: "doubted",
    Stance.DENIES: "denied",
}


def standing_label(standing: Standing) -> str:
    """Return a standing as a heading: "Contested"."""
    return standing.value.capitalize()


def standing_line(project: Project, relation: Relation) -> str:
    """Return who stands behind a relation and who does not: "claimed by DeepSeek, disputed by 2"."""
    return "".join(part.text for part in standing_parts(project, as_told(project, relation).evidence))


def weakness(project: Project, relation: Relation) -> str:
    """Return why a relation is the weakest of several: "contested, claimed by DeepSeek, disputed by 2; 1 source"."""
    counting, line = accepted(as_told(project, relation).evidence), standing_line(project, relation)
    if not counting:
        return line
    contested = "contested, " if project.standing(relation.id) is Standing.CONTESTED else ""
    sources = len(stories(project, {item.article for item in counting}))
    resting = counted(sources, "source") if len(counting) > 1 else "a single passage"
    return f"{contested}{line}; {resting}"


def standing_parts(project: Project, evidence: Iterable[Evidence]) -> tuple[Part, ...]:
    """Return ``standing_line`` in pieces, for the evidence of a relation or of a fact."""
    pieces = list(evidence)
    by_stance: dict[Stance, list[Evidence]] = defaultdict(list)
    for item in accepted(pieces):
        by_stance[item.stance].append(item)
    if not by_stance:
        return (Part(_nothing_accepted(pieces)),)
    clauses = {stance: [Part(f"{_SAID[stance]} "), *_who(project, own)] for stance, own in by_stance.items()}
    lines = [clauses[stance] for stance in SUPPORTING if stance in clauses]
    against = [stance for stance in Stance if stance in AGAINST and stance in clauses]
    if lines and against:
        lines.append(_disputed(project, [item for stance in against for item in by_stance[stance]]))
    else:
        lines += [clauses[stance] for stance in against]
    return tuple(joined(lines, ", "))


def _who(project: Project, evidence: list[Evidence]) -> list[Part]:
    """Return the speakers, named ones first; articles in their own voice are counted."""
    speakers = list(dict.fromkeys(item.speaker for item in evidence if item.speaker is not None))
    articles = {item.article for item in evidence if item.speaker is None}
    sources = stories(project, articles)
    names: list[list[Part]] = [[entity_part(project, speaker)] for speaker in speakers[:2]]
    if len(speakers) > len(names):
        names[1:] = [[Part(counted(len(speakers) - 1, "other"))]]
    groups = [[Part("by "), *joined(names, " and ")]] if names else []
    if articles:
        groups.append([Part(_in_articles(len(articles), len(sources)))])
    return joined(groups, " and ")


def _in_articles(articles: int, sources: int) -> str:
    """Say where articles speak in their own voice; near-copies of one story are one source."""
    if articles == 1:
        return "in the article"
    if articles == sources:
        return f"in {articles:,} articles"
    return "in one story" if sources == 1 else f"in {sources:,} stories"


def _disputed(project: Project, evidence: list[Evidence]) -> list[Part]:
    voices = {item.speaker or story_of(project, item.article) for item in evidence}
    if len(voices) > 1:
        return [Part(f"disputed by {len(voices):,}")]
    return [Part("disputed "), *_who(project, evidence)]


def _nothing_accepted(evidence: list[Evidence]) -> str:
    waiting = sum(1 for item in evidence if item.status is Status.SUGGESTED)
    return f"{counted(waiting, 'suggested passage')} to review" if waiting else "no passage supports it"
