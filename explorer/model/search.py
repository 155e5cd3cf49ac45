"""What a person may mean by a few letters: entities, relations, articles and quotations, best first.

Literal matches come before similar ones, and what is better connected before what is not. Names may be
misspelt; quotations must be verbatim, so only short collections of them are searched for similar words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.evidence_table import evidence_table
from explorer.model.facets import columns
from explorer.model.folding import Span, folded, spans_of
from explorer.model.matching import (
    LARGEST_SIMILAR,
    SHORTEST_TYPO,
    Corpus,
    Entry,
    Found,
    corpus_of,
    literal,
    similar,
    window,
)
from explorer.model.memo import is_known, per_facts
from explorer.model.sentences import counted, kind_line, relation_sentence
from explorer.model.tie_search import likely_ties
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.gathering import Rows
    from explorer.model.project import Project

MANY_RELATIONS = 20_000
MOST_SENTENCES = 200
MOST_QUOTED = 100_000
"""Quotations of more relations are looked for in a store, which has an index of their words."""


class HitGroup(StrEnum):
    """Where a hit was found."""

    ENTITY = "entity"
    RELATION = "relation"
    ARTICLE = "article"
    QUOTATION = "quotation"


@dataclass(frozen=True)
class Hit:
    """Something found.

    Attributes
    ----------
    group : HitGroup
        What it is.
    id : str
        Id of the entity, relation, article, or (for a quotation) evidence.
    text : str
        What to show: a name, a sentence, a title, or the words around the match.
    score : float
        From 0 to 100; only comparable within one answer.
    spans : tuple of (int, int)
        The parts of ``text`` that match.
    detail : str
        A few words beside it: "Chip, 3 relations", "contested", "Legal Wires".
    alias : str or None
        The other name that matched, where the name itself did not.
    owner : str or None
        The relation or fact that a quotation belongs to.
    """

    group: HitGroup
    id: str
    text: str
    score: float
    spans: tuple[Span, ...] = ()
    detail: str = ""
    alias: str | None = None
    owner: str | None = None


def search(project: Project, query: str, limit: int = 8) -> dict[HitGroup, tuple[Hit, ...]]:
    """Return what matches a query, at most ``limit`` hits in each group; groups without hits are left out.

    An empty query suggests the best connected entities.
    """
    plain = folded(query)
    if not plain:
        return _suggested(project, limit)
    tokens = sorted(set(plain.split()), key=len, reverse=True)
    entities = _entities(project, plain, tokens, limit)
    relations = _relations(project, plain, tokens, limit) or _relations_of(project, entities, limit)
    found = {
        HitGroup.ENTITY: entities,
        HitGroup.RELATION: relations,
        HitGroup.ARTICLE: _articles(project, plain, tokens, limit),
        HitGroup.QUOTATION: _quotations(project, plain, tokens, limit),
    }
    return {group: hits for group, hits in found.items() if hits}


def warm(project: Project) -> None:
    """Prepare everything that ``search`` needs, so that the first letter typed into a big graph is as fast."""
    names = _names(project)
    names.alike("", 1)
    corpora = [names, _titles(project)]
    if not _is_large(project):
        corpora.append(_sentences(project))
    if len(project.relations) <= MOST_QUOTED:
        corpora.append(_quoted(project)[0])
    for corpus in corpora:
        _ = corpus.joined


def is_warm(project: Project) -> bool:
    """Whether all that has been prepared."""
    return is_known(project, _names) and is_known(project, _titles)


def _is_large(project: Project) -> bool:
    """Whether there are too many relations to write a sentence for each."""
    return len(project.relations) > MANY_RELATIONS


def _entities(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    corpus = _names(project)
    found = literal(corpus, plain, tokens)
    if len(found) < limit and len(plain) >= SHORTEST_TYPO:
        found += similar(corpus, plain, {item.row for item in found})
    best: dict[str, Hit] = {}
    for item in sorted(found, key=lambda item: -item.score):
        entry = corpus.entries[item.row]
        if entry.id not in best:
            best[entry.id] = _entity_hit(project, entry, item, tokens)
            if len(best) == limit:
                break
    return tuple(best.values())


def _entity_hit(project: Project, entry: Entry, item: Found, tokens: list[str]) -> Hit:
    entity = project.entities[entry.id]
    name = one_line(entity.name)
    by_name = entry.text == name
    spans = ((item.span,) if item.span else spans_of(name, tokens)) if by_name else ()
    return Hit(
        group=HitGroup.ENTITY,
        id=entity.id,
        text=name,
        score=item.score,
        spans=spans,
        detail=f"{kind_line(project, entity)}, {counted(_degree(project, entity.id), 'relation')}",
        alias=None if by_name else entry.text,
    )


def _relations(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    corpus = _some_sentences(project, tokens) if _is_large(project) else _sentences(project)
    return tuple(
        _relation_hit(project, corpus.entries[item.row], item.score, tokens)
        for item in literal(corpus, plain, tokens)[:limit]
    )


def _relations_of(project: Project, entities: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """Return the relations of what was found by a misspelt name."""
    result: dict[str, Hit] = {}
    for found in entities:
        for key in _firmest(project, found.id, limit):
            if len(result) == limit:
                return tuple(result.values())
            entry = Entry(key, relation_sentence(project, project.relations[key]))
            result.setdefault(key, _relation_hit(project, entry, found.score, [folded(found.text)]))
    return tuple(result.values())


def _firmest(project: Project, entity_id: str, limit: int) -> list[str]:
    table = columns(project)
    rows = table.relations_at(table.entity_row[entity_id])
    keys: list[str] = table.relations[rows[np.argsort(table.standing[rows], kind="stable")][:limit]].tolist()
    return keys


def _relation_hit(project: Project, entry: Entry, score: float, tokens: list[str]) -> Hit:
    return Hit(
        group=HitGroup.RELATION,
        id=entry.id,
        text=entry.text,
        score=score,
        spans=spans_of(entry.text, tokens),
        detail=project.standing(entry.id).value,
    )


def _articles(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    corpus = _titles(project)
    hits = []
    for item in literal(corpus, plain, tokens)[:limit]:
        entry = corpus.entries[item.row]
        spans = spans_of(entry.text, tokens)
        detail = one_line(project.articles[entry.id].publisher or "")
        hits.append(Hit(HitGroup.ARTICLE, entry.id, entry.text, item.score, spans, detail))
    return tuple(hits)


def _quotations(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    if _is_large(project) and not is_known(project, _quoted):
        return ()  # every fact would have to be read; a worker does that, or a store's own index
    corpus, article_of = _quoted(project)
    found = literal(corpus, plain, tokens)
    if not found and len(plain) >= SHORTEST_TYPO and len(corpus.entries) <= LARGEST_SIMILAR:
        found = similar(corpus, plain, set())
    hits = []
    for item in found[:limit]:
        entry = corpus.entries[item.row]
        spans = (item.span,) if item.span else spans_of(entry.text, tokens)
        text, spans = window(entry.text, spans)
        hits.append(
            Hit(
                HitGroup.QUOTATION,
                entry.id,
                text,
                item.score,
                spans,
                _source(project, article_of[entry.id]),
                owner=entry.owner,
            )
        )
    return tuple(hits)


def _source(project: Project, article_id: str) -> str:
    article = project.articles.get(article_id)
    return one_line(article.publisher or article.title) if article is not None else ""


def _suggested(project: Project, limit: int) -> dict[HitGroup, tuple[Hit, ...]]:
    corpus = _names(project)
    hits: dict[str, Hit] = {}
    for row, entry in enumerate(corpus.entries):
        if len(hits) == limit:
            break
        if entry.id not in hits and entry.text == one_line(project.entities[entry.id].name):
            hits[entry.id] = _entity_hit(project, entry, Found(row, 0), [])
    return {HitGroup.ENTITY: tuple(hits.values())} if hits else {}


def _degree(project: Project, entity_id: str) -> int:
    table = columns(project)
    return int(table.degree[table.entity_row[entity_id]])


@per_facts
def _names(project: Project) -> Corpus:
    table = columns(project)
    people = table.gathered.entities
    ranked = np.argsort(-table.degree, kind="stable")
    ids, names, aliases = (column[ranked].tolist() for column in (people.ids, people.name, people.aliases))
    return corpus_of(
        Entry(key, one_line(text))
        for key, name, others in zip(ids, names, aliases, strict=True)
        for text in (name, *others)
    )


@per_facts
def _owners(project: Project) -> Rows:
    """Return the row of the entity of each of the names; -1 for other names, which are in no sentence."""
    table = columns(project)
    ranked = np.argsort(-table.degree, kind="stable")
    others = [len(aliases) for aliases in table.gathered.entities.aliases[ranked].tolist()]
    count = np.array(others, dtype=np.intp) + 1
    owners = np.repeat(ranked, count)
    is_name = np.zeros(len(owners), dtype=bool)
    is_name[np.cumsum(count) - count] = True
    return np.where(is_name, owners, -1)


def _some_sentences(project: Project, tokens: list[str]) -> Corpus:
    keys = likely_ties(project, _names(project), _owners(project), tokens, MOST_SENTENCES)
    return corpus_of(Entry(key, relation_sentence(project, project.relations[key])) for key in keys)


@per_facts
def _sentences(project: Project) -> Corpus:
    relations = [relation for relation in project.relations.values() if not project.is_dangling(relation)]
    relations.sort(key=lambda relation: -len(relation.evidence))
    return corpus_of(Entry(relation.id, relation_sentence(project, relation)) for relation in relations)


@per_facts
def _titles(project: Project) -> Corpus:
    return corpus_of(Entry(article.id, one_line(article.title)) for article in project.articles.values())


@per_facts
def _quoted(project: Project) -> tuple[Corpus, dict[str, str]]:
    """Return every quotation once, under the first evidence that has it, and the article of each such evidence."""
    table = evidence_table(project)
    kept = np.flatnonzero(table.is_kept)
    order = np.argsort(table.quotation[kept], kind="stable")
    words = table.quotation[kept][order]
    is_first = np.ones(len(words), dtype=bool)
    is_first[1:] = words[1:] != words[:-1]
    entries: list[Entry] = []
    article_of: dict[str, str] = {}
    for owner, _, item in table.read(project, np.sort(kept[order[is_first]]).tolist()):
        entries.append(Entry(item.id, one_line(item.quote.exact), owner))
        article_of[item.id] = item.article
    return corpus_of(entries), article_of
