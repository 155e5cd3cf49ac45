"""What a big store answers without being loaded: how much of what, what is near something, what is called so.

Every answer counts over the whole store. All of it may be asked from any thread, best from one that may wait; each question takes
``cancel``, which is asked now and then whether to stop.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic_core import from_json

from explorer.model.facts import Article, Entity, GraphFile, Relation
from explorer.model.filters import Filters
from explorer.model.vocabulary import vocabulary
from explorer.stores.asking import SHOWN, Condition, conditions
from explorer.stores.connection import rows
from explorer.stores.counting import tally, totals
from explorer.stores.finding import find
from explorer.stores.neighbourhoods import Direction, Limits, reach

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import apsw

    from explorer.model.facets import Facet
    from explorer.model.positions import Point
    from explorer.model.search import Hit, HitGroup
    from explorer.model.vocabulary import Vocabulary
    from explorer.stores.connection import Connections

    Cancel = Callable[[], bool] | None

EVERYTHING = Filters()
_Fact = TypeVar("_Fact", Article, Entity, Relation)


@dataclass(frozen=True)
class Summary:
    """What a store holds, and the number of its newest change. ``loose`` relations miss an end and are not counted."""

    title: str
    description: str
    head: int
    articles: int
    entities: int
    relations: int
    loose: int


@dataclass(frozen=True)
class Listed:
    """An entity in a list of them."""

    id: str
    name: str
    kind: str
    degree: int


@dataclass(frozen=True)
class Slice:
    """A part of a store.

    Attributes
    ----------
    head : int
        The newest change when it was read.
    entities, relations, articles : tuple of values
        Facts: both ends of every relation, and every article that evidence here rests on.
    places : mapping of str to (float, float)
        Where the main saved view has these entities.
    hidden : mapping of str to int
        How many relations each entity has in the store that the caller does not have, filters or not.
    is_cut : bool
        Whether a limit left something out.
    """

    head: int
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    articles: tuple[Article, ...]
    places: Mapping[str, Point]
    hidden: Mapping[str, int]
    is_cut: bool = False


class Reader:
    """Answers from the store that these connections lead to."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def summary(self, cancel: Cancel = None) -> Summary:
        """Return what the store holds."""
        with self._connections.reading(cancel) as connection:
            file = _document(connection)
            articles = int(connection.execute("select count(*) from article where removed = 0").get)
            entities = int(connection.execute("select count(*) from entity where removed = 0").get)
            relations = int(connection.execute(f"select count(*) from relation as r where {SHOWN}").get)
            loose = int(connection.execute("select count(*) from relation where removed = 0 and loose = 1").get)
            return Summary(file.title, file.description, _head(connection), articles, entities, relations, loose)

    def document(self) -> GraphFile:
        """Return what the document says of itself, its kinds among it, without any facts or views."""
        with self._connections.reading() as connection:
            return _document(connection)

    def entities(
        self, filters: Filters = EVERYTHING, limit: int = 100, skip: int = 0, cancel: Cancel = None
    ) -> list[Listed]:
        """Return entities that pass, the best connected first."""
        with self._connections.reading(cancel) as connection:
            kept = conditions(filters, _voices(connection)).kept()
            select = (
                f"select e.id, e.name, e.kind, e.degree from entity as e where {kept.sql}"
                " order by e.degree desc, e.place limit ? offset ?"
            )
            return [Listed(*row) for row in rows(connection, select, (*kept.bound, limit, skip))]

    def totals(self, filters: Filters = EVERYTHING, cancel: Cancel = None) -> tuple[int, int]:
        """Count the entities and relations that pass."""
        with self._connections.reading(cancel) as connection:
            return totals(connection, filters, _voices(connection))

    def tally(self, facet: Facet, filters: Filters = EVERYTHING, cancel: Cancel = None) -> Counter[str]:
        """Count what each value of a facet would show, all *other* facets applied. See ``filters.counts``."""
        with self._connections.reading(cancel) as connection:
            return tally(connection, facet, filters, _voices(connection))

    def counts(
        self, ids: Iterable[str], filters: Filters = EVERYTHING, cancel: Cancel = None
    ) -> dict[str, Counter[tuple[str, Direction]]]:
        """Count the relations of entities by kind and direction: what "expand" has to offer. A loop leads out."""
        with self._connections.reading(cancel) as connection:
            passing = conditions(filters, _voices(connection)).relation
            return {entity: _counts(connection, entity, passing) for entity in ids}

    def neighbourhood(
        self,
        start: Iterable[str],
        hops: int = 1,
        filters: Filters = EVERYTHING,
        limits: Limits = Limits(),  # noqa: B008  # frozen
        *,
        directions: Collection[Direction] = tuple(Direction),
        known: Collection[str] = (),
        cancel: Cancel = None,
    ) -> Slice:
        """Return what lies within so many steps, and what ties it together.

        Parameters
        ----------
        start : iterable of str
            Entities to go from; those that do not exist are left out.
        hops : int
            How many steps.
        filters : Filters
            Which relations to go along.
        limits : Limits
            How much at most.
        directions : collection of Direction
            Which way to go.
        known : collection of str
            Ids of relations that the caller has already: not read again, and what comes after them is. So "25 more" is the same
            question with what is on the screen as ``known``.
        """
        with self._connections.reading(cancel) as connection:
            passing = conditions(filters, _voices(connection)).relation
            found = reach(connection, start, hops, passing, limits, directions, known)
            ends = Counter(end for pair in (*found.relations.values(), *found.known.values()) for end in set(pair))
            bodies = (
                connection.execute("select body from relation where key = ?", (key,)).get
                for key in sorted(found.relations)
            )
            relations = tuple(Relation.model_validate_json(body) for body in bodies)
            seen = {end for pair in found.relations.values() for end in pair}
            return _slice(connection, dict.fromkeys([*found.entities, *seen]), relations, ends, is_cut=found.is_cut)

    def facts(self, ids: Iterable[str], cancel: Cancel = None) -> Slice:
        """Return facts by id, whatever they are: relations with their ends, and what evidence rests on. Unknown ids are left out."""
        with self._connections.reading(cancel) as connection:
            wanted = dict.fromkeys(ids)
            relations = _facts(connection, Relation, wanted)
            ends = Counter(end for relation in relations for end in {relation.source, relation.target})
            entities = dict.fromkeys([*wanted, *ends])
            return _slice(connection, entities, relations, ends, articles=wanted)

    def search(self, text: str, what: HitGroup, limit: int = 8, cancel: Cancel = None) -> list[Hit]:
        """Return what matches a text, best first: names of entities and titles of articles, misspelt or not; quotations word by word.

        An empty text suggests the best connected entities.
        """
        with self._connections.reading(cancel) as connection:
            return find(connection, text, what, limit, _kinds(connection))


def _slice(
    connection: apsw.Connection,
    ids: Iterable[str],
    relations: tuple[Relation, ...],
    ends: Counter[str],
    *,
    articles: Iterable[str] = (),
    is_cut: bool = False,
) -> Slice:
    bodies = "select body, degree from entity where id = ? and removed = 0"
    entities, hidden = [], {}
    for key in ids:
        for body, degree in rows(connection, bodies, (key,)):
            entities.append(Entity.model_validate_json(body))
            hidden[key] = int(degree) - ends[key]
    places = {}
    for key in hidden:
        for (xy,) in rows(connection, "select xy from position where view = 0 and entity = ?", (key,)):
            x, y = from_json(xy)
            places[key] = (float(x), float(y))
    resting = dict.fromkeys(articles)
    resting.update(dict.fromkeys(item.article for relation in relations for item in relation.evidence))
    resting.update(dict.fromkeys(item.article for own in entities for fact in own.facts for item in fact.evidence))
    texts = _facts(connection, Article, resting)
    return Slice(_head(connection), tuple(entities), relations, texts, places, hidden, is_cut)


def _facts(connection: apsw.Connection, kind: type[_Fact], ids: Iterable[str]) -> tuple[_Fact, ...]:
    """Return the facts of a kind that there are among some ids."""
    select = f"select body from {kind.__name__.lower()} where id = ? and removed = 0"
    return tuple(kind.model_validate_json(body) for key in ids for (body,) in rows(connection, select, (key,)))


def _counts(connection: apsw.Connection, entity: str, passing: Condition) -> Counter[tuple[str, Direction]]:
    found: Counter[tuple[str, Direction]] = Counter()
    for direction, own, rest in ((Direction.OUT, "source", ""), (Direction.IN, "target", " and r.source <> r.target")):
        select = f"select r.kind, count(*) from relation as r indexed by relation_{own} where r.{own} = ? and {passing.sql}{rest} group by 1"
        for kind, number in rows(connection, select, (entity, *passing.bound)):
            found[kind, direction] = int(number)
    return found


def _head(connection: apsw.Connection) -> int:
    return int(connection.execute("select seq from graph").get)


def _document(connection: apsw.Connection) -> GraphFile:
    return GraphFile.model_validate_json(connection.execute("select body from graph").get)


def _kinds(connection: apsw.Connection) -> Vocabulary:
    return vocabulary(_document(connection).kinds)


def _voices(connection: apsw.Connection) -> tuple[str, ...]:
    return tuple(key for key, kind in _kinds(connection).relation.items() if kind.voice is not None)
