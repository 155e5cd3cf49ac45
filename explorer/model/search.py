"""What a person may mean by a few letters: entities, relations, articles and quotations, best first.

Literal matches come before similar ones, and what is better connected before what is not. Names may be
misspelt; quotations must be verbatim, so only short collections of them are searched for similar words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.folding import Span, folded, folded_with_places, spans_of
from explorer.model.memo import per_facts
from explorer.model.passages import all_passages
from explorer.model.paths import by_standing
from explorer.model.sentences import counted, kind_line, relation_sentence
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.project import Project


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


class _Entry(NamedTuple):
    id: str
    text: str
    owner: str | None = None


class _Corpus(NamedTuple):
    """Texts of one group beside their folded forms, each with a space before it; the weightiest first."""

    entries: tuple[_Entry, ...]
    plain: tuple[str, ...]


class _Found(NamedTuple):
    row: int
    score: float
    span: Span | None = None


_COMPARED = 500
_SIMILAR_ENOUGH = 70
_WINDOW = 80
_LEAD = 24
_SHORTEST_TYPO = 3
_LARGEST_SIMILAR = 5000


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
    _names(project)
    _sentences(project)
    _titles(project)
    _quoted(project)


def _entities(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    corpus = _names(project)
    found = _literal(corpus, plain, tokens)
    if len(found) < limit and len(plain) >= _SHORTEST_TYPO:
        found += _similar(corpus, plain, {item.row for item in found})
    best: dict[str, Hit] = {}
    for item in sorted(found, key=lambda item: -item.score):
        entry = corpus.entries[item.row]
        if entry.id not in best:
            best[entry.id] = _entity_hit(project, entry, item, tokens)
            if len(best) == limit:
                break
    return tuple(best.values())


def _entity_hit(project: Project, entry: _Entry, item: _Found, tokens: list[str]) -> Hit:
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
        detail=f"{kind_line(project, entity)}, {counted(len(project.relations_of(entity.id)), 'relation')}",
        alias=None if by_name else entry.text,
    )


def _relations(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    corpus = _sentences(project)
    return tuple(
        _relation_hit(project, corpus.entries[item.row], item.score, tokens)
        for item in _literal(corpus, plain, tokens)[:limit]
    )


def _relations_of(project: Project, entities: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """Return the relations of what was found by a misspelt name."""
    result: dict[str, Hit] = {}
    for found in entities:
        for key in by_standing(project, project.relations_of(found.id)):
            if len(result) == limit:
                return tuple(result.values())
            entry = _Entry(key, relation_sentence(project, project.relations[key]))
            result.setdefault(key, _relation_hit(project, entry, found.score, [folded(found.text)]))
    return tuple(result.values())


def _relation_hit(project: Project, entry: _Entry, score: float, tokens: list[str]) -> Hit:
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
    for item in _literal(corpus, plain, tokens)[:limit]:
        entry = corpus.entries[item.row]
        spans = spans_of(entry.text, tokens)
        detail = one_line(project.articles[entry.id].publisher or "")
        hits.append(Hit(HitGroup.ARTICLE, entry.id, entry.text, item.score, spans, detail))
    return tuple(hits)


def _quotations(project: Project, plain: str, tokens: list[str], limit: int) -> tuple[Hit, ...]:
    corpus = _quoted(project)
    found = _literal(corpus, plain, tokens)
    if not found and len(plain) >= _SHORTEST_TYPO and len(corpus.entries) <= _LARGEST_SIMILAR:
        found = _similar(corpus, plain, set())
    hits = []
    for item in found[:limit]:
        entry = corpus.entries[item.row]
        spans = (item.span,) if item.span else spans_of(entry.text, tokens)
        text, spans = _window(entry.text, spans)
        hits.append(
            Hit(HitGroup.QUOTATION, entry.id, text, item.score, spans, _source(project, entry), owner=entry.owner)
        )
    return tuple(hits)


def _literal(corpus: _Corpus, plain: str, tokens: list[str]) -> list[_Found]:
    """Return the rows that contain every token, best first; of very many the weightiest are looked at."""
    texts = corpus.plain
    rows = [row for row, text in enumerate(texts) if tokens[0] in text]
    for token in tokens[1:]:
        rows = [row for row in rows if token in texts[row]]
    if len(rows) > _COMPARED:
        start = f" {plain}"
        first = [row for row in rows if texts[row].startswith(start)]
        words = [row for row in rows if start in texts[row]]
        rows = list(dict.fromkeys([*first[:_COMPARED], *words[:_COMPARED], *rows[:_COMPARED]]))
    found = [_Found(row, _literal_score(texts[row], plain, tokens) - row / len(texts)) for row in rows]
    return sorted(found, key=lambda item: -item.score)


def _literal_score(text: str, plain: str, tokens: list[str]) -> float:
    brevity = 5 * len(plain) / len(text)
    if text == f" {plain}":
        return 100
    if text.startswith(f" {plain}"):
        return 90 + brevity
    if f" {plain}" in text:
        return 85 + brevity
    if all(f" {token}" in text for token in tokens):
        return 80 + brevity
    return 72 + brevity


def _similar(corpus: _Corpus, plain: str, known: set[int]) -> list[_Found]:
    """Return rows that look like the query, scored below every literal match."""
    from rapidfuzz import fuzz, process

    near = process.extract(
        plain, corpus.plain, scorer=fuzz.partial_ratio, limit=_COMPARED, score_cutoff=_SIMILAR_ENOUGH
    )
    result = []
    for text, _, row in near:
        score = fuzz.WRatio(plain, text, score_cutoff=_SIMILAR_ENOUGH)
        if score and row not in known:
            result.append(_Found(row, 0.7 * score - row / len(corpus.plain), _span(corpus.entries[row].text, plain)))
    return sorted(result, key=lambda item: -item.score)


def _span(text: str, plain: str) -> Span | None:
    from rapidfuzz import fuzz

    own, places = folded_with_places(text)
    found = fuzz.partial_ratio_alignment(plain, own)
    if found is None or found.dest_end <= found.dest_start or len(plain) > len(own):
        return (0, len(text)) if text else None
    return places[found.dest_start], places[found.dest_end - 1] + 1


def _window(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return the words around the first match, with dots where something is left out."""
    if len(text) <= _WINDOW:
        return text, spans
    start = max(0, (spans[0][0] if spans else 0) - _LEAD)
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    end = min(len(text), start + _WINDOW)
    end = max(text.rfind(" ", start, end), start + _LEAD) if end < len(text) else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in spans if a < end and b > start)
    return f"{before}{text[start:end]}{after}", inside


def _source(project: Project, entry: _Entry) -> str:
    article = project.articles.get(_article_of(project)[entry.id])
    return one_line(article.publisher or article.title) if article is not None else ""


def _suggested(project: Project, limit: int) -> dict[HitGroup, tuple[Hit, ...]]:
    corpus = _names(project)
    hits: dict[str, Hit] = {}
    for row, entry in enumerate(corpus.entries):
        if len(hits) == limit:
            break
        if entry.id not in hits and entry.text == one_line(project.entities[entry.id].name):
            hits[entry.id] = _entity_hit(project, entry, _Found(row, 0), [])
    return {HitGroup.ENTITY: tuple(hits.values())} if hits else {}


@per_facts
def _names(project: Project) -> _Corpus:
    ranked = sorted(project.entities.values(), key=lambda entity: -len(project.relations_of(entity.id)))
    return _corpus(_Entry(entity.id, one_line(name)) for entity in ranked for name in (entity.name, *entity.aliases))


@per_facts
def _sentences(project: Project) -> _Corpus:
    relations = [relation for relation in project.relations.values() if not project.is_dangling(relation)]
    relations.sort(key=lambda relation: -len(relation.evidence))
    return _corpus(_Entry(relation.id, relation_sentence(project, relation)) for relation in relations)


@per_facts
def _titles(project: Project) -> _Corpus:
    return _corpus(_Entry(article.id, one_line(article.title)) for article in project.articles.values())


@per_facts
def _quoted(project: Project) -> _Corpus:
    """Return every quotation once, under the first evidence that has it."""
    once = {
        (passage.evidence.article, passage.evidence.quote.start, passage.exact): passage
        for passage in reversed(all_passages(project))
    }
    kept = reversed(once.values())
    return _corpus(_Entry(passage.evidence.id, one_line(passage.exact), passage.owner) for passage in kept)


@per_facts
def _article_of(project: Project) -> dict[str, str]:
    return {passage.evidence.id: passage.evidence.article for passage in all_passages(project)}


def _corpus(entries: Iterable[_Entry]) -> _Corpus:
    kept = tuple(entries)
    return _Corpus(kept, tuple(f" {folded(entry.text)}" for entry in kept))
