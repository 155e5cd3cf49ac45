"""What is in a graph and how well it is supported, in numbers: for programs as a dict, for people as text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.model.columns import STANDINGS
from explorer.model.contradictions import Sort, contradictions
from explorer.model.coverage import coverage
from explorer.model.evidence_table import evidence_table
from explorer.model.facets import Facet, columns, exactly
from explorer.model.gathering import NONE, SUGGESTED
from explorer.model.laundering import laundered
from explorer.model.queries import most_connected, only_mentioned
from explorer.model.sentences import counted, standing_label
from explorer.model.standing import Standing
from explorer.model.stories import stories, story_of
from explorer.model.values import date_text, one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from explorer.model.coverage import ArticleCoverage
    from explorer.model.facets import Columns, Mask
    from explorer.model.project import Project

MOST_CONNECTED = 10
MOST_TIES = 12  # kinds of relation that the text names; a dict has all
LONGEST_NAME = 60


def report(project: Project) -> dict[str, Any]:  # Any: nested counts, ready for JSON
    """Count what a graph holds.

    Returns
    -------
    dict
        ``title``, ``articles``, ``entities`` and ``relations`` (``total`` and counts by id of kind or by
        standing), ``coverage``, ``support`` and ``most_connected``. Only accepted evidence counts as either.
    """
    table = columns(project)
    told = _told(table)
    stands = Counter(table.standing[told].tolist())
    return {
        "title": project.title,
        "articles": list(_articles(project)),
        "entities": {
            "total": len(project.entities),
            "by_kind": _most_first(table.entity_kinds[code] for code in table.entity_kind.tolist()),
        },
        "relations": {
            "total": int(np.count_nonzero(told)),
            "by_standing": {own.value: stands[code] for code, own in enumerate(STANDINGS) if stands[code]},
            "by_kind": _most_first(table.relation_kinds[code] for code in table.relation_kind[told].tolist()),
            "without_both_ends": len(project.relations) - len(table.relations),
        },
        "coverage": _coverage(project),
        "support": _support(project),
        "most_connected": [
            {"id": key, "name": project.entities[key].name, "relations": number}
            for key, number in most_connected(project, MOST_CONNECTED)
        ],
    }


def worded(found: Mapping[str, Any], project: Project) -> str:
    """Put a report into words; the project names its kinds. What a report does not say is left out."""
    blocks = [
        _heading(found),
        _table("Entities", found["entities"]["total"], _kinds(project, found["entities"]["by_kind"])),
        _table("Relations", found["relations"]["total"], _standings(found["relations"]["by_standing"])),
        _table("By kind of relation", None, _ties(project, found["relations"]["by_kind"])),
        _table("Coverage", None, _covered(found)),
        _table("Most connected", None, {_short(one["name"]): one["relations"] for one in found["most_connected"]}),
    ]
    return "\n\n".join(block for block in blocks if block)


def _articles(project: Project) -> Iterator[dict[str, Any]]:
    table = evidence_table(project)
    passages = np.bincount(table.pieces.article[table.is_accepted], minlength=len(table.gathered.codes) + 1)
    for key, article in project.articles.items():
        yield {
            "id": key,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "story": story_of(project, key),
            "passages": int(passages[table.code(key)]),
        }


def _coverage(project: Project) -> dict[str, int]:
    table, evidence = columns(project), evidence_table(project)
    told, sources = _told(table), table.facet[Facet.SOURCES]
    speakers = evidence.pieces.speaker[evidence.is_accepted]
    named = speakers[speakers != NONE]
    return {
        "independent_sources": len(stories(project, project.articles)),
        "passages": int(np.count_nonzero(evidence.is_accepted)),
        "quotations": len(np.unique(evidence.quotation[evidence.is_accepted])),
        "suggested": int(np.count_nonzero(evidence.pieces.status == SUGGESTED)),
        "with_named_speaker": len(named),
        "named_speakers": len(np.unique(named)),
        "single_source_relations": int(np.count_nonzero(told & sources.mask([exactly(1)]))),
        "contested": int(np.count_nonzero(told & (table.standing == STANDINGS.index(Standing.CONTESTED)))),
        "unsupported": int(np.count_nonzero(told & sources.mask([exactly(0)]))),
        "only_mentioned": len(only_mentioned(project)),
    }


def _support(project: Project) -> dict[str, Any]:
    """Count what the coverage page counts, and what deserves a second look."""
    found, against = coverage(project), [one.sort for one in contradictions(project)]
    return {
        "relations_with_exact_quotation": len(found.exact),
        "relations_not_checked": len(found.unchecked),
        "relations_with_lost_quotation": len(found.lost),
        "relations_with_several_sources": len(found.several),
        "relations_with_named_speaker": len(found.named),
        "contradictions": len(against) - against.count(Sort.RIVAL),
        "competing_figures": against.count(Sort.RIVAL),
        "claims_marked_as_asserted": len(laundered(project)),
        "articles": [
            {"id": one.article, "sentences": one.sentences, "nothing_rests_on": _bare(one)} for one in found.articles
        ],
    }


def _bare(article: ArticleCoverage) -> int | None:
    return None if article.sentences is None else len(article.bare)


def _told(table: Columns) -> Mask:
    """Return which relations are more than suggestions; those without any evidence are."""
    told: Mask = (table.passages > 0) | (table.evidence.count == 0)
    return told


def _most_first(kinds: Iterable[str]) -> dict[str, int]:
    return dict(Counter(kinds).most_common())


def _heading(found: Mapping[str, Any]) -> str:
    lines = [one_line(found["title"])] if found["title"] else []
    if "articles_total" in found:
        lines.append(f"From {counted(found['articles_total'], 'article')}")
    for article in found.get("articles", ()):
        source = [article["publisher"], date_text(article["published"]) if article["published"] else "undated"]
        named = ", ".join(one_line(part) for part in (article["title"], *source) if part)
        lines.append(f"From {named} ({counted(article['passages'], 'passage')})")
    return "\n".join(lines)


def _kinds(project: Project, counts: Mapping[str, int]) -> dict[str, int]:
    return {_short(project.vocabulary.entity_kind(kind).label): number for kind, number in counts.items()}


def _ties(project: Project, counts: Mapping[str, int]) -> dict[str, int]:
    rows = {_short(project.vocabulary.relation_kind(kind).label): counts[kind] for kind in list(counts)[:MOST_TIES]}
    rest = list(counts.values())[MOST_TIES:]
    return rows | ({counted(len(rest), "other kind"): sum(rest)} if rest else {})


def _standings(counts: Mapping[str, int]) -> dict[str, int]:
    return {standing_label(Standing(key)): number for key, number in counts.items()}


def _covered(found: Mapping[str, Any]) -> dict[str, int]:
    counted_in = found["coverage"]
    words = {
        "Different quotations": "quotations",
        "Passages, a quotation under one relation or fact": "passages",
        "Passages with a named speaker": "with_named_speaker",
        "Named speakers": "named_speakers",
        "Relations resting on one source": "single_source_relations",
        "Relations in dispute": "contested",
        "Relations without evidence": "unsupported",
        "Entities only mentioned": "only_mentioned",
    }
    rows = {label: counted_in[key] for label, key in words.items() if key in counted_in}
    support = found.get("support", {})
    more = {
        "Relations with an exact quotation": "relations_with_exact_quotation",
        "Relations with a lost quotation": "relations_with_lost_quotation",
        "Relations with several independent sources": "relations_with_several_sources",
        "Relations with a named speaker": "relations_with_named_speaker",
        "Contradictions": "contradictions",
        "Claims marked as asserted": "claims_marked_as_asserted",
    }
    rows |= {label: support[key] for label, key in more.items() if support.get(key)}
    if counted_in.get("suggested"):
        rows["Suggested passages to review"] = counted_in["suggested"]
    if found["relations"]["without_both_ends"]:
        rows["Relations whose ends are missing"] = found["relations"]["without_both_ends"]
    return rows


def _table(title: str, total: int | None, rows: Mapping[str, int]) -> str:
    if total is None and not rows:
        return ""
    head = title if total is None else f"{title}: {total:,}"
    wide = max((len(label) for label in rows), default=0)
    return "\n".join([head, *(f"  {label:<{wide}}  {number:>6,}" for label, number in rows.items())])


def _short(name: str) -> str:
    return shortened(name, LONGEST_NAME)
