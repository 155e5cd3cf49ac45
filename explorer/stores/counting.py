"""How much of what a store holds: counted where it lies, over all of it, whatever is loaded."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from explorer.model.facets import ENTITY_FACETS, LINKED, MENTIONED, Facet
from explorer.model.filters import Filters
from explorer.stores.asking import SHOWN, Condition, conditions
from explorer.stores.connection import rows

if TYPE_CHECKING:
    import apsw

_BUCKETS = (("0", "= 0"), ("1", "= 1"), ("2+", ">= 2"))
_GROUPED = {Facet.RELATION_KIND: "r.kind", Facet.STANDING: "r.standing"}
_LOOSE = "removed = 0 and loose = 1"
_RESTING = {Facet.ARTICLE: "v.article", Facet.SPEAKER: "v.speaker", Facet.DATE: "coalesce(a.month, '')"}
_NUMBERS = {Facet.SOURCES: "r.sources", Facet.PASSAGES: "r.passages"}


def tally(connection: apsw.Connection, facet: Facet, filters: Filters, voices: tuple[str, ...]) -> Counter[str]:
    """Count how many entities or relations each value of a facet would show, all *other* facets applied.

    A value that nothing passes is there with 0.
    """
    found = _tally(connection, facet, filters, voices)
    if any(term.facet is not facet for term in filters.terms):
        for value in _tally(connection, facet, Filters(), voices):
            found.setdefault(value, 0)
    return found


def totals(connection: apsw.Connection, filters: Filters, voices: tuple[str, ...]) -> tuple[int, int]:
    """Count the entities and relations that filters let pass."""
    asked = conditions(filters, voices)
    kept = asked.kept()
    return (
        _number(connection, f"select count(*) from entity as e where {kept.sql}", kept),
        _number(connection, f"select count(*) from relation as r where {asked.relation.sql}", asked.relation),
    )


def _number(connection: apsw.Connection, sql: str, condition: Condition) -> int:
    return int(next(rows(connection, sql, condition.bound))[0])


def _tally(connection: apsw.Connection, facet: Facet, filters: Filters, voices: tuple[str, ...]) -> Counter[str]:
    asked = conditions(filters, voices, leaving_out=facet)
    if facet in ENTITY_FACETS:
        kept = asked.kept()
        value = (
            "e.kind" if facet is Facet.ENTITY_KIND else f"case when e.degree > 0 then '{LINKED}' else '{MENTIONED}' end"
        )
        return _counted(
            connection, f"select {value}, count(*) from entity as e where {kept.sql} group by 1", kept.bound
        )
    where, bound = asked.relation
    if facet in _GROUPED:
        column = _GROUPED[facet]
        return _counted(connection, f"select {column}, count(*) from relation as r where {where} group by 1", bound)
    if facet in _NUMBERS:
        sums = ", ".join(f"coalesce(sum({_NUMBERS[facet]} {test}), 0)" for _, test in _BUCKETS)
        found = next(rows(connection, f"select {sums} from relation as r where {where}", bound))
        return Counter({value: int(number) for (value, _), number in zip(_BUCKETS, found, strict=True)})
    return _resting(connection, facet, asked.relation, voices)


def _resting(connection: apsw.Connection, facet: Facet, relation: Condition, voices: tuple[str, ...]) -> Counter[str]:
    """Count by what relations rest on: each value once for a relation, however many passages have it."""
    tables, where, bound = "evidence as v", "v.accepted = 1 and v.relation is not null", relation.bound
    if relation.sql != SHOWN or connection.execute(f"select 1 from relation where {_LOOSE} limit 1").get is not None:
        tables, where = f"{tables} join relation as r on r.key = v.relation", f"{where} and {relation.sql}"
    if facet is Facet.DATE:
        tables += " left join article as a on a.id = v.article and a.removed = 0"
    found = _counted(
        connection,
        f"select {_RESTING[facet]}, count(distinct v.relation) from {tables} where {where} group by 1",
        bound,
    )
    if facet is Facet.SPEAKER:
        found.update(_acts(connection, relation, voices))
    return found


def _acts(connection: apsw.Connection, relation: Condition, voices: tuple[str, ...]) -> Counter[str]:
    """Count the acts of speech of which no passage has been counted under who performs them."""
    said = "select 1 from evidence as v where v.speaker = r.source and v.relation = r.key and v.accepted = 1"
    return _counted(
        connection,
        f"select r.source, count(*) from relation as r where {relation.sql} and r.passages > 0"
        f" and r.kind in ({', '.join('?' * len(voices))}) and not exists ({said}) group by 1",
        (*relation.bound, *voices),
    )


def _counted(connection: apsw.Connection, sql: str, bound: tuple[object, ...]) -> Counter[str]:
    return Counter({value: int(number) for value, number in rows(connection, sql, bound)})
