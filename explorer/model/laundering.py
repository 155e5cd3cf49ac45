"""Claims that became facts on their way: evidence marked as asserted whose sentence says that somebody claims it.

"Wang claimed, without evidence, that DeepSeek has 50,000 of them" is verbatim, and still not a fact. Acts of speech are
left out: that Wang claimed is asserted, and rightly so. A person decides; nothing is lowered by the program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.claimed import claimed_parts
from explorer.model.cues import cues
from explorer.model.evidence_table import evidence_table
from explorer.model.facts import Stance, Status
from explorer.model.gathering import STANCES
from explorer.model.memo import per_facts
from explorer.model.spans import around, sentence_spans

if TYPE_CHECKING:
    from explorer.model.cues import Cue
    from explorer.model.facts import Evidence
    from explorer.model.project import Project
    from explorer.model.quotes import Span

_CLAIMING = frozenset({Stance.CLAIMS, Stance.REPORTS})


def claiming_cue(project: Project, relation: str | None, item: Evidence) -> Cue | None:
    """Return what says in its sentence that an asserted passage is a claim; ``relation`` is None for a fact's."""
    if item.stance is not Stance.ASSERTS or item.status is Status.REJECTED:
        return None
    if relation is not None and _is_speech(project, relation):
        return None
    return _first_cue(*_sentence(project, item))


@per_facts
def laundered(project: Project) -> tuple[tuple[str, str], ...]:
    """Return every passage that counts and passes a claim off as a fact: its id, and the words of the cue."""
    table = evidence_table(project)
    asserted = table.is_accepted & (table.pieces.stance == STANCES.index(Stance.ASSERTS))
    found = []
    for owner, entity, item in table.read(project, asserted.nonzero()[0].tolist()):
        if entity is None and _is_speech(project, owner):
            continue
        cue = _first_cue(*_sentence(project, item))
        if cue is not None:
            found.append((item.id, cue.words))
    return tuple(found)


def _is_speech(project: Project, relation: str) -> bool:
    return project.vocabulary.relation_kind(project.relations[relation].kind).voice is not None


def _first_cue(sentence: str, passage: Span) -> Cue | None:
    """Return what says that most of a passage is somebody's claim; both are places in its sentence."""
    start, end = passage
    for cue in cues(sentence):
        parts = claimed_parts(sentence, cue) if cue.stance in _CLAIMING else ()
        if any(2 * (min(last, end) - max(first, start)) > end - start for first, last in parts):
            return cue
    return None


@per_facts
def _spans(project: Project) -> dict[str, tuple[Span, ...]]:  # noqa: ARG001  # filled article by article
    return {}


def _sentence(project: Project, item: Evidence) -> tuple[str, Span]:
    """Return the sentence of a passage, from the article's text or what is kept of it, and where its words are in that."""
    quote, article = item.quote, project.articles.get(item.article)
    if article is not None and article.text is not None and quote.start is not None:
        end = quote.start + len(quote.exact)
        if article.text[quote.start : end] == quote.exact:
            known = _spans(project)
            if article.id not in known:
                known[article.id] = sentence_spans(article.text)
            first, last = around(known[article.id], quote.start, end)
            return article.text[first:last], (quote.start - first, end - first)
    whole, start = f"{quote.prefix}{quote.exact}{quote.suffix}", len(quote.prefix)
    end = start + len(quote.exact)
    first, last = around(sentence_spans(whole), start, end)
    return whole[first:last], (start - first, end - first)
