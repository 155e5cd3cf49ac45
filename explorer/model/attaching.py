"""A person's own copy of an article, compared with everything that was quoted from it, and attached on their word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.model.anchoring import Anchor, Anchored, anchor, quote_at
from explorer.model.changes import Batch, Put
from explorer.model.errors import UnknownName
from explorer.model.quote_checks import sha256
from explorer.model.quotes import find, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from explorer.model.changes import Change
    from explorer.model.facts import Article, Entity, Evidence, Fact, Quote, Relation, Section
    from explorer.model.project import Project
    from explorer.model.quotes import Span

_GROUPS = tuple(Anchored)


@dataclass(frozen=True)
class Quotation:
    """One quotation of the article, however many relations rest on it: where it stands in the copy."""

    quote: Quote
    anchor: Anchor
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """An article and a copy of it.

    Attributes
    ----------
    article : Article
        As it is in the graph.
    text : str
        The copy, as it would be kept.
    quotations : tuple of Quotation
        Orphaned ones first, exact ones last.
    """

    article: Article
    text: str
    quotations: tuple[Quotation, ...]

    def count(self, state: Anchored) -> int:
        """Return how many quotations stand so."""
        return sum(1 for own in self.quotations if own.anchor.state is state)

    @property
    def is_another_text(self) -> bool:
        """Whether most of what was quoted is not in the copy: it is probably another article."""
        return self.count(Anchored.ORPHANED) * 2 > len(self.quotations)


def compared(project: Project, article_id: str, text: str) -> Comparison:
    """Look up every quotation of an article in a copy of it.

    Raises
    ------
    UnknownName
        There is no such article.
    """
    article = project.articles.get(article_id)
    if article is None:
        raise UnknownName(f"There is no article '{article_id}' in this graph.")
    now, before = fold(text), fold(article.text) if article.text is not None else None
    groups: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
    for item in _evidence_of(project, article_id):
        quote = item.quote
        groups[quote.exact, quote.start, quote.end, quote.prefix, quote.suffix].append(item)
    found = []
    for items in groups.values():
        quote = items[0].quote
        was_exact = before is not None and find(quote, before).is_verified
        found.append(Quotation(quote, anchor(quote, now, was_exact=was_exact), tuple(item.id for item in items)))
    order = list(reversed(_GROUPS))
    found.sort(key=lambda own: (order.index(own.anchor.state), own.quote.start or 0))
    return Comparison(article, text, tuple(found))


def attach(
    project: Project,
    comparison: Comparison,
    confirmed: Iterable[str] = (),
    chosen: Mapping[str, Span] | None = None,
    sections: Sequence[Section] = (),
) -> Change:
    """Return the change that gives an article its text and puts its quotations where they stand in it.

    Parameters
    ----------
    project : Project
    comparison : Comparison
        What was found. Orphaned quotations keep their words, and are flagged wherever they are shown; only the
        offsets go, which would point at other words of this text.
    confirmed : iterable of str
        Ids of the evidence whose drifted quotation a person has confirmed; it takes on the new words.
    chosen : mapping of str to (int, int)
        Which of several places a person has chosen, by id of evidence.
    sections : sequence of Section
        The headings of the copy, for an article that has none.
    """
    agreed = frozenset(confirmed)
    quotes: dict[str, Quote] = {}
    for own in comparison.quotations:
        moved = _moved(own, comparison.text, agreed, chosen or {})
        if moved != own.quote:
            quotes |= dict.fromkeys(own.evidence, moved)
    article = comparison.article
    update = {"text": comparison.text, "text_sha256": sha256(comparison.text)}
    if sections and not article.sections:
        update |= {"sections": tuple(sections)}  # type: ignore[dict-item]  # fields of several types
    changes: list[Change] = [Put(article.model_copy(update=update))]
    if quotes:
        changes += [Put(value) for value in _with_quotes(project, quotes)]
    return Batch(tuple(changes))


def _moved(own: Quotation, text: str, agreed: frozenset[str], chosen: Mapping[str, Span]) -> Quote:
    """Return a quotation as it stands in the text, or with its words alone where it does not."""
    place = own.anchor
    span = next((chosen[key] for key in own.evidence if key in chosen), None)
    if span is not None and span in place.places:
        place = Anchor(Anchored.MOVED, *span)
    if place.start is None or place.end is None:
        return _without_place(own.quote)
    if place.state is Anchored.DRIFTED:
        if not agreed.intersection(own.evidence):
            return _without_place(own.quote)
        return own.quote.model_copy(update=quote_at(text, place.start, place.end))
    fields = quote_at(text, place.start, place.end)
    kept = ("start", "end") if place.state is Anchored.EXACT else ("start", "end", "prefix", "suffix")
    return own.quote.model_copy(update={name: fields[name] for name in kept})


def _without_place(quote: Quote) -> Quote:
    return type(quote).model_validate(quote.model_dump(exclude_unset=True, exclude={"start", "end"}))


def _with_quotes(project: Project, quotes: Mapping[str, Quote]) -> Iterable[Relation | Entity]:
    for relation in project.relations.values():
        evidence = _requoted(relation.evidence, quotes)
        if evidence != relation.evidence:
            yield relation.model_copy(update={"evidence": evidence})
    for entity in project.entities.values():
        facts = tuple(_fact(fact, quotes) for fact in entity.facts)
        if facts != entity.facts:
            yield entity.model_copy(update={"facts": facts})


def _fact(fact: Fact, quotes: Mapping[str, Quote]) -> Fact:
    evidence = _requoted(fact.evidence, quotes)
    return fact if evidence == fact.evidence else fact.model_copy(update={"evidence": evidence})


def _requoted(evidence: tuple[Evidence, ...], quotes: Mapping[str, Quote]) -> tuple[Evidence, ...]:
    if not any(item.id in quotes for item in evidence):
        return evidence
    return tuple(item.model_copy(update={"quote": quotes.get(item.id, item.quote)}) for item in evidence)


def _evidence_of(project: Project, article_id: str) -> Iterable[Evidence]:
    for relation in project.relations.values():
        yield from (item for item in relation.evidence if item.article == article_id)
    for entity in project.entities.values():
        for fact in entity.facts:
            yield from (item for item in fact.evidence if item.article == article_id)
