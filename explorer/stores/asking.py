"""Filters as conditions of SQL. What passes is what ``explorer.model.filters`` lets pass, without loading anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facets import ENTITY_FACETS, LINKED, Facet, parse_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.model.chips import Term
    from explorer.model.filters import Filters

SHOWN = "r.removed = 0 and r.loose = 0"


class Condition(NamedTuple):
    """SQL that is true or false of a row, and the values bound in it."""

    sql: str
    bound: tuple[object, ...] = ()

    def __and__(self, other: Condition) -> Condition:
        """Return the condition that both hold."""
        return Condition(f"{self.sql} and {other.sql}", (*self.bound, *other.bound))


class Conditions(NamedTuple):
    """What filters ask of an entity ``e``, and of a relation ``r`` with its ends.

    ``narrowing`` and ``excluding`` say whether relations are asked for, or left out: then entities without a passing
    relation go too, save that leaving out spares those that have none at all.
    """

    entity: Condition
    relation: Condition
    narrowing: bool
    excluding: bool

    def kept(self) -> Condition:
        """Return what an entity has to be to be shown."""
        if not (self.narrowing or self.excluding):
            return self.entity
        ends = " union ".join(
            f"select r.{end} from relation as r where {self.relation.sql}" for end in ("source", "target")
        )
        unlinked = "" if self.narrowing else " or e.degree = 0"
        return self.entity & Condition(f"(e.id in ({ends}){unlinked})", (*self.relation.bound, *self.relation.bound))


def conditions(filters: Filters, voices: Iterable[str], *, leaving_out: Facet | None = None) -> Conditions:
    """Return filters as conditions.

    Parameters
    ----------
    filters : Filters
        What is chosen.
    voices : iterable of str
        The kinds of relation that are acts of speech.
    leaving_out : Facet, optional
        Whose terms do not count: those of the facet whose values are being counted.
    """
    terms = [term for term in filters.terms if term.facet is not leaving_out]
    entity, relation = Condition("e.removed = 0"), Condition(SHOWN)
    for term in terms:
        if term.facet in ENTITY_FACETS:
            entity &= _entity(term)
        else:
            relation &= _signed(term, _RELATION[term.facet](term, tuple(voices)))
    if any(term.facet in ENTITY_FACETS for term in terms):
        for end in ("source", "target"):
            relation &= Condition(
                f"exists (select 1 from entity as e where e.id = r.{end} and {entity.sql})", entity.bound
            )
    asked = [term.exclude for term in terms if term.facet not in ENTITY_FACETS]
    return Conditions(entity, relation, narrowing=False in asked, excluding=True in asked)


def _signed(term: Term, condition: Condition) -> Condition:
    return Condition(f"{'not ' if term.exclude else ''}({condition.sql})", condition.bound)


def _among(column: str, values: tuple[object, ...]) -> Condition:
    return Condition(f"{column} in ({', '.join('?' * len(values))})", values)


def _entity(term: Term) -> Condition:
    if term.facet is Facet.ENTITY_KIND:
        return _signed(term, _among("e.kind", term.values))
    asked = [("e.degree > 0" if value == LINKED else "e.degree = 0") for value in term.values]
    return _signed(term, Condition(" or ".join(asked)))


def _resting(term: Term, column: str) -> Condition:
    """Return that some accepted passage of the relation has one of the values."""
    among = _among(column, term.values)
    source = "evidence as v left join article as a on a.id = v.article and a.removed = 0"
    return Condition(
        f"exists (select 1 from {source} where v.relation = r.key and v.accepted = 1 and {among.sql})", among.bound
    )


def _spoken(term: Term, voices: tuple[str, ...]) -> Condition:
    said = _resting(term, "v.speaker")
    acts, by = _among("r.kind", voices), _among("r.source", term.values)
    return Condition(
        f"{said.sql} or (r.passages > 0 and {acts.sql} and {by.sql})", (*said.bound, *acts.bound, *by.bound)
    )


def _numbered(column: str) -> Callable[[Term, tuple[str, ...]], Condition]:
    def condition(term: Term, _: tuple[str, ...]) -> Condition:
        numbers = [number for number in map(parse_number, term.values) if number is not None]
        asked = [f"{column} {'>=' if and_more else '='} ?" for _, and_more in numbers]
        return Condition(" or ".join(asked) or "0", tuple(number for number, _ in numbers))

    return condition


_RELATION: dict[Facet, Callable[[Term, tuple[str, ...]], Condition]] = {
    Facet.RELATION_KIND: lambda term, _: _among("r.kind", term.values),
    Facet.STANDING: lambda term, _: _among("r.standing", term.values),
    Facet.SPEAKER: _spoken,
    Facet.ARTICLE: lambda term, _: _resting(term, "v.article"),
    Facet.DATE: lambda term, _: _resting(term, "coalesce(a.month, '')"),
    Facet.SOURCES: _numbered("r.sources"),
    Facet.PASSAGES: _numbered("r.passages"),
}
