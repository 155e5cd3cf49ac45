"""Browsing a store that is too large to be loaded: parts of it are brought when somebody goes there, and let go again.

Every question to the store is asked by a worker. What is brought is no edit: there is nothing to take back or to save.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from explorer.model.bringing import Bring, Elsewhere
from explorer.model.facts import Entity, Relation
from explorer.model.filters import Facet, Filters, Scope, visible
from explorer.model.words import counted
from explorer.session.browsing_census import Census
from explorer.session.browsing_watch import Watch
from explorer.session.tasks import Task
from explorer.stores.json_file import JsonStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from explorer.model.changes import Delta
    from explorer.model.errors import ExplorerError
    from explorer.model.positions import Point
    from explorer.model.project import Stored
    from explorer.model.search import Hit, HitGroup
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.stores.base import Store
    from explorer.stores.browsed import BrowsedStore
    from explorer.stores.neighbourhoods import Direction
    from explorer.stores.reader import Reader, Slice

    Then = Callable[[], None]

T = TypeVar("T")
MOST_RELATIONS = 1_000
"""That one step brings at most; what is more is brought by the next."""
MOST_IN_SIGHT = 5_000
"""Relations from which on it is said that a picture of so many says little."""
FEW, FAR = 6, 5.0
"""Of so many places, one that is so much further off than most is not used."""
SEARCH = "browse search"


class Found(NamedTuple):
    """What a search found, and the kinds of the entities among it."""

    hits: Mapping[HitGroup, list[Hit]]
    kinds: Mapping[str, str]


class Browser(QObject):
    """Owns what is known of a browsed store beside the project: how much each entity has there, and what was touched.

    Attributes
    ----------
    home : BrowsedStore or None
        The store; None while the document is one that is loaded as a whole.
    census : Census
        Counts over the whole store.

    Signals
    -------
    noticed : str
        Something to know: a failure, or what a limit left out.
    """

    noticed = Signal(str)

    def __init__(self, document: Document, view: View, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view, self._tasks = document, view, tasks
        self.home: BrowsedStore | None = None
        self._have: Counter[str] = Counter()  # relations of each entity that were brought
        self._degree: dict[str, int] = {}  # and how many the store has
        self._shown: set[str] = set()  # entities that somebody asked for, whether anything ties them or not
        self._touched: set[str] = set()  # ids of what undo may come back to
        self._steps = 0
        self._is_bringing = False
        document.replaced.connect(self._on_replaced)
        document.changed.connect(self._on_changed)
        document.saved.connect(self._on_saved)
        self.census = Census(self, view, tasks)
        self.watch = Watch(self)

    @property
    def is_on(self) -> bool:
        """Whether only parts of the document are loaded."""
        return self.home is not None

    @property
    def reader(self) -> Reader:
        """What answers from the whole store."""
        if self.home is None:
            raise RuntimeError("only a browsed store is asked")
        return self.home.reader

    def holds(self, entity: str) -> bool:
        """Whether an entity is loaded, and not for its name only."""
        project = self._document.project
        return entity in project.entities and entity not in project.elsewhere.aside

    def hidden(self, entity: str) -> int:
        """Return how many relations of an entity are in the store and not loaded."""
        return max(self._document.project.elsewhere.hidden.get(entity, 0), 0)

    @property
    def loaded(self) -> str:
        """How much is loaded, in words."""
        relations, whole = len(self._document.project.relations), "counts are of the whole graph"
        if self._view.scope.filters.lens != Filters().lens:
            whole = f"{whole}, as everybody tells it"
        return f"{relations:,} of {counted(self.census.relations, 'relation')} loaded; {whole}"

    # -- bringing -------------------------------------------------------------------------------

    def reach(
        self,
        entities: Collection[str],
        then: Then,
        *,
        hops: int = 1,
        kind: str | None = None,
        directions: Collection[Direction] = (),
    ) -> None:
        """Bring what lies around some entities, as far as the filters let it.

        Parameters
        ----------
        entities : collection of str
            Where to begin.
        then : callable
            Called when it is there.
        hops : int
            How many steps.
        kind : str, optional
            Only relations of this kind.
        directions : collection of Direction
            Only relations that lead this way; both if empty.
        """
        from explorer.stores.neighbourhoods import Direction, Limits

        filters = self._view.scope.filters
        if kind is not None:
            filters = filters.only(Facet.RELATION_KIND, kind)
        ways = tuple(directions) or tuple(Direction)
        is_next = hops == 1 and self.home is not None  # several steps lead through what is here
        known = tuple(self.home.ids(Relation)) if is_next and self.home is not None else ()
        limits = Limits(relations=MOST_RELATIONS)

        def ask(reader: Reader, cancel: Callable[[], bool]) -> Slice:
            return reader.neighbourhood(entities, hops, filters, limits, directions=ways, known=known, cancel=cancel)

        self._shown.update(entities)
        self._bring(f"browse {' '.join(sorted(entities))}", ask, Counter(self._have) if is_next else Counter(), then)

    def fetch(self, ids: Collection[str], then: Then) -> None:
        """Bring facts by their ids, whatever they are: relations with both ends, articles, entities."""
        self._shown.update(ids)
        self._bring(
            f"browse {' '.join(sorted(ids))}", lambda reader, cancel: reader.facts(ids, cancel), Counter(), then
        )

    def _bring(
        self, key: str, ask: Callable[[Reader, Callable[[], bool]], Slice], have: Counter[str], then: Then
    ) -> None:
        project = self._document.project
        present = set(project.entities)

        def work(reader: Reader, cancel: Callable[[], bool]) -> tuple[Slice, Slice | None]:
            found = ask(reader, cancel)
            speakers = _speakers(found) - present - {entity.id for entity in found.entities}
            return found, reader.facts(sorted(speakers), cancel) if speakers else None

        def done(found: tuple[Slice, Slice | None]) -> None:
            self._take(*found, have)
            QTimer.singleShot(0, self, then)  # what it needs to be shown is another piece of work

        self.ask(key, "Reading", work, done)

    def ask(
        self,
        key: str,
        title: str,
        work: Callable[[Reader, Callable[[], bool]], T],
        then: Callable[[T], None],
        failed: Then | None = None,
    ) -> None:
        """Let a worker ask the store; what is asked later under the same key takes the place of it.

        Parameters
        ----------
        key, title : str
            See ``Task``.
        work : callable
            Given the reader and whether to stop.
        then : callable
            Given the answer, unless another document is open by then.
        failed : callable, optional
            Called when there is none. Why is noticed in any case.
        """
        home, reader = self.home, self.reader

        def steps() -> Iterator[T]:
            yield work(reader, lambda: task.is_cancelled)

        def done(answer: T) -> None:
            if self.home is home:
                then(answer)

        def say(error: ExplorerError) -> None:
            self.noticed.emit(str(error))
            if failed is not None:
                failed()

        task = Task(key, title, steps)
        task.on_done = done
        task.on_failed = say
        self._tasks.start(task)

    def take_aside(self, found: Slice) -> None:
        """Take entities and articles in for their names only."""
        self._take(None, found, Counter())

    def _take(self, found: Slice | None, beside: Slice | None, have: Counter[str]) -> None:
        """Put what was read into the project, but for what it has: that may have been edited since."""
        home, project = self.home, self._document.project
        if home is None:
            return
        own: list[Stored] = [] if found is None else [*found.articles, *found.entities, *found.relations]
        names: list[Stored] = [] if beside is None else [*beside.articles, *beside.entities]
        fresh = [value for value in own if self._is_new(value)]
        news = {value.id for value in fresh}
        fresh += [value for value in names if self._is_new(value) and value.id not in news]
        places = {} if found is None else _near({key: at for key, at in found.places.items() if key in news})
        home.know(fresh, places)
        if found is not None:
            ends = _ends(found.relations)
            self._degree.update({key: number + have[key] + ends[key] for key, number in found.hidden.items()})
        self._have.update(_ends(value for value in fresh if isinstance(value, Relation)))
        self._put(tuple(self._with_texts(fresh)), (), places, {value.id for value in names})
        if found is not None and found.is_cut and len(fresh) > 1:
            self.noticed.emit("The best supported are shown. Expand again for more.")
        if len(project.relations) > MOST_IN_SIGHT:
            self.noticed.emit(
                f"{counted(len(project.relations), 'relation')} are in sight. Remove some from view, or filter, to see more."
            )

    def _put(
        self,
        values: tuple[Stored, ...],
        gone: tuple[Stored, ...],
        places: Mapping[str, Point],
        names: Iterable[str] = (),
    ) -> None:
        project, view = self._document.project, self._view
        is_first, is_fitted = not view.visible.entities, view.is_fitted
        left = {value.id for value in gone}
        there = {*project.entities, *(value.id for value in values if isinstance(value, Entity))} - left
        tied = {key for key, number in self._have.items() if number > 0}
        aside = frozenset(((project.elsewhere.aside | set(names)) & there) - tied - self._shown)
        hidden = {key: self._degree[key] - self._have[key] for key in self._degree.keys() & there}
        self._is_bringing = True
        try:
            self._document.settle(Bring(values, gone, places, Elsewhere(hidden, aside)))
        finally:
            self._is_bringing = False
        if is_first or is_fitted:
            view.fit(at_once=True)

    def _is_new(self, value: Stored) -> bool:
        """Whether the project has not had it: what somebody took away here, unsaved, is not brought back."""
        assert self.home is not None
        if self.home.has_known(value):
            return False
        project = self._document.project
        if isinstance(value, Relation):
            return value.id not in project.relations
        return value.id not in (project.entities if isinstance(value, Entity) else project.articles)

    def _with_texts(self, facts: list[Stored]) -> Iterator[Stored]:
        """Give articles the texts that lie beside the store."""
        assert self.home is not None
        waiting = [fact for fact in facts if not isinstance(fact, Entity | Relation)]
        texts = self.home.texts_of(waiting)
        for fact in facts:
            yield fact.model_copy(update={"text": texts[fact.id]}) if fact.id in texts else fact

    @property
    def names_here(self) -> frozenset[str]:
        """Ids of all entities and articles that are here, if only for their names."""
        return frozenset(self._document.project.entities) | frozenset(self._document.project.articles)

    # -- letting go -----------------------------------------------------------------------------

    def drop(self, entities: Iterable[str]) -> None:
        """Let entities go, with their relations and with whoever is tied to nothing else then. The store keeps them.

        What was edited stays: undo may come back to it.
        """
        project = self._document.project
        leaving = {key for key in entities if key in project.entities and key not in self._touched}
        ties = {key for entity in leaving for key in project.relations_of(entity)} - self._touched
        self._let_go(leaving, ties, {key for key in leaving if set(project.relations_of(key)) <= ties})

    def collapse(self, entities: Iterable[str]) -> None:
        """Let the neighbours of entities go that are tied to nothing else here."""
        project, keepers = self._document.project, set(entities)
        leaves = set()
        for entity in keepers:
            for key in project.relations_of(entity):
                relation = project.relations[key]
                other = relation.target if relation.source == entity else relation.source
                if other not in keepers and _others(project.relations, project.relations_of(other), other) == {entity}:
                    leaves.add(other)
        self.drop(leaves)

    def _let_go(self, leaving: set[str], ties: set[str], free: set[str]) -> None:
        home, project = self.home, self._document.project
        if home is None or not leaving:
            return
        relations = [project.relations[key] for key in ties]
        ends = {end for relation in relations for end in (relation.source, relation.target)} - leaving
        bare = {end for end in ends - self._touched - self._shown if set(project.relations_of(end)) <= ties}
        gone: tuple[Stored, ...] = (*relations, *(project.entities[key] for key in free | bare))
        self._shown -= free
        self._have.subtract(_ends(relation for relation in relations if home.has_known(relation)))
        home.forget(gone)
        for key in free | bare:
            self._degree.pop(key, None)
            self._have.pop(key, None)
        self._put((), gone, {})
        if free != leaving:
            self.noticed.emit("What was changed here stays in view, so that the change can be taken back.")

    # -- asking ---------------------------------------------------------------------------------

    def offers(self, entity: str, then: Callable[[Counter[tuple[str, Direction]]], None]) -> None:
        """Tell how many relations of each kind and direction ``reach`` would bring of an entity."""
        from explorer.stores.neighbourhoods import Direction

        filters = self._view.scope.filters
        here: Counter[tuple[str, Direction]] = Counter()
        project = self._document.project
        passing = visible(project, Scope(filters=filters)).relation_set if filters != Filters() else project.relations
        for key in project.relations_of(entity):
            relation = project.relations[key]
            if key in passing and self.home is not None and self.home.has_known(relation):
                here[relation.kind, Direction.OUT if relation.source == entity else Direction.IN] += 1
        self.ask(
            "browse counts",
            "Counting",
            lambda reader, cancel: reader.counts([entity], filters, cancel),
            lambda found: then(found.get(entity, Counter()) - here),
        )

    def search(self, text: str, limit: int, then: Callable[[Found], None]) -> None:
        """Look a few letters up in the whole store."""
        from explorer.model.search import HitGroup

        def work(reader: Reader, cancel: Callable[[], bool]) -> Found:
            hits = {group: reader.search(text, group, limit, cancel) for group in HitGroup}
            ids = [hit.id for hit in hits.get(HitGroup.ENTITY, ())]
            return Found(hits, {entity.id: entity.kind for entity in reader.facts(ids, cancel).entities})

        self.ask(SEARCH, "Searching", work, then, lambda: then(Found({}, {})))

    # -- answering signals ----------------------------------------------------------------------

    def take_in(self, facts: Collection[Stored], gone: Collection[Stored], degrees: Mapping[str, int]) -> None:
        """Take in what somebody else has changed of what is loaded."""
        assert self.home is not None
        self._have.subtract(_ends(value for value in gone if isinstance(value, Relation)))
        self._degree.update(degrees)
        self.home.forget(gone)
        self.home.know(facts, {})
        self._put(tuple(self._with_texts(list(facts))), tuple(gone), {})

    def is_touched(self, key: str) -> bool:
        """Whether somebody has edited a fact here."""
        return key in self._touched

    def _on_changed(self, delta: Delta) -> None:
        steps = self._document.undo_stack.index()
        if (
            self.home is not None and not self._is_bringing and steps != self._steps
        ):  # what is merely settled is no step
            self._touched |= delta.entities | delta.relations | delta.articles | delta.placed
        self._steps = steps

    def _on_saved(self) -> None:
        home = _browsed(self._document.store)
        if home is not None and self.home is not None and home is not self.home:  # the document has moved to a copy
            self.home = home
            self.watch.begin()

    def _on_replaced(self) -> None:
        self.home = _browsed(self._document.store)
        self._have, self._degree = Counter(), {}
        self._shown, self._touched = set(), set()
        self._steps = self._document.undo_stack.index()
        self.census.begin()
        self.watch.begin()


def _browsed(store: Store | None) -> BrowsedStore | None:
    if store is None or isinstance(store, JsonStore):
        return None
    from explorer.stores.browsed import BrowsedStore

    return store if isinstance(store, BrowsedStore) else None


def _near(places: Mapping[str, Point]) -> dict[str, Point]:
    """Return the places that lie together; whoever has one far off is better put near what it is tied to."""
    xy = np.array(list(places.values())).reshape(-1, 2)
    if len(xy) < FEW:
        return dict(places)
    middle = len(xy) // 2  # of sorted ones; numpy's own median first imports half of numpy
    away = np.hypot(*(xy - np.sort(xy, axis=0)[middle]).T)
    is_near = away <= FAR * max(float(np.sort(away)[middle]), 1.0)
    return {key: at for (key, at), near in zip(places.items(), is_near.tolist(), strict=True) if near}


def _ends(relations: Iterable[Relation]) -> Counter[str]:
    return Counter(end for relation in relations for end in {relation.source, relation.target})


def _others(relations: Mapping[str, Relation], ids: Iterable[str], entity: str) -> set[str]:
    found = {end for key in ids for end in (relations[key].source, relations[key].target)}
    return found - {entity}


def _speakers(found: Slice) -> set[str]:
    own = [item for relation in found.relations for item in relation.evidence]
    own += [item for entity in found.entities for fact in entity.facts for item in fact.evidence]
    return {item.speaker for item in own if item.speaker is not None}
