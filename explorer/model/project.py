"""One open graph in memory: facts by id, where they sit, and the networkx view of them.

``Project`` is also what scripts use::

    from explorer.stores.json_file import load
    project = load("graph.json").project
    nx.shortest_path(project.graph.to_undirected(as_view=True), "deepseek", "nvidia")

Only changes (``explorer.model.changes``) call the private mutators, so that every edit can be taken back.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from explorer.model.bodies import Bodies, place
from explorer.model.bringing import Elsewhere
from explorer.model.columns import STANDINGS
from explorer.model.facets import columns
from explorer.model.facts import (
    Article,
    Decision,
    Entity,
    GraphFile,
    Kinds,
    LayoutUsed,
    Relation,
    SavedView,
)
from explorer.model.gathering import gather
from explorer.model.positions import Positions
from explorer.model.standing import Standing, standing
from explorer.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from explorer.model.gathering import Gathered
    from explorer.model.telling import Lens

_Kept = TypeVar("_Kept", Entity, Relation)
_Table = dict[str, _Kept] | Bodies[_Kept]
Stored = Article | Entity | Relation
_GATHERED = "gathered"  # what it is remembered under


class Project:
    """Facts, positions and the indexes over them.

    Parameters
    ----------
    file : GraphFile
        A document with unique ids in each list (the stores see to that).
    entities, relations : Bodies, optional
        Facts that are read when they are asked for, in place of those of the document.
    gathered : Gathered, optional
        What is known of all facts already.

    Attributes
    ----------
    articles, entities, relations : mapping of str to values
        In file order. Relations whose ends do not exist are here too, but in no index and not in ``graph``.
    vocabulary : Vocabulary
        Built-in kinds and the document's own.
    positions : Positions
        Where entities sit; from the first saved view.
    pinned : frozenset of str
        Entities that layouts leave where they are.
    journal : tuple of Decision
        What was decided about the facts, oldest first.
    elsewhere : Elsewhere
        What is known of the rest, where this is a part of a store.
    lens : Lens or None
        Which evidence counts, where not all of it does: see ``model.telling``.
    revision : int
        Grows with every change.
    worked_out : dict
        What ``memo`` remembers of the facts; another one as soon as an article, entity or relation changes.
    """

    def __init__(
        self,
        file: GraphFile | None = None,
        *,
        entities: Bodies[Entity] | None = None,
        relations: Bodies[Relation] | None = None,
        gathered: Gathered | None = None,
    ) -> None:
        self._file = file or GraphFile()
        self._articles = {article.id: article for article in self._file.articles}
        self._entities: _Table[Entity] = entities or {entity.id: entity for entity in self._file.entities}
        self._relations: _Table[Relation] = relations or {own.id: own for own in self._file.relations}
        self.vocabulary = vocabulary(self._file.kinds)
        view = self._file.views[0] if self._file.views else SavedView()
        self._view = view
        self.positions = Positions.from_mapping(view.positions)
        self.pinned: frozenset[str] = frozenset(view.pinned)
        self.layout_used: LayoutUsed | None = view.layout
        self.journal: tuple[Decision, ...] = self._file.journal
        self.elsewhere = Elsewhere()
        self.lens: Lens | None = None
        self.revision = 0
        self.worked_out: dict[object, Any] = {}  # answers of any sort, each under what gave it
        if gathered is not None:
            self.worked_out[_GATHERED] = gathered
        self._gathered_before: Gathered | None = None
        self._touched: frozenset[str] = frozenset()  # ids of facts that changed since
        self._is_in_place = True  # whether none came, went or moved since
        self._graph: nx.MultiDiGraph[str] | None = None
        self._is_shared = False

    @property
    def articles(self) -> Mapping[str, Article]:
        """Articles by id, in file order."""
        return self._articles

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id, in file order."""
        return self._entities

    @property
    def relations(self) -> Mapping[str, Relation]:
        """Relations by id, in file order, dangling ones included."""
        return self._relations

    @property
    def title(self) -> str:
        """The document's own title; may be empty."""
        return self._file.title

    @property
    def description(self) -> str:
        """The document's own description; may be empty."""
        return self._file.description

    @property
    def kinds(self) -> Kinds:
        """The kinds that the document adds to the built-in ones, or renames in them."""
        return self._file.kinds or Kinds()

    @property
    def saved_view(self) -> SavedView:
        """The first saved view: camera, filters and hidden entities to start from."""
        return self._view

    def is_dangling(self, relation: Relation) -> bool:
        """Whether one end of the relation does not exist."""
        return relation.source not in self._entities or relation.target not in self._entities

    @property
    def gathered(self) -> Gathered:
        """The facts as arrays, brought up to date where something changed."""
        kept = self.worked_out  # taken first: see memo
        if _GATHERED not in kept:
            before = self._gathered_before
            kept[_GATHERED] = (
                gather(self._entities.values(), self._relations.values())
                if before is None
                else before.changed(self._entities, self._relations, self._touched, in_place=self._is_in_place)
            )
            if kept is self.worked_out:  # nothing has changed meanwhile
                self._gathered_before = None
        found: Gathered = kept[_GATHERED]
        return found

    def relations_of(self, entity: str) -> tuple[str, ...]:
        """Return the ids of the relations at an entity, both directions, in file order."""
        table = columns(self)
        row = table.entity_row.get(entity)
        return () if row is None else tuple(table.relations[table.relations_at(row)].tolist())

    def standing(self, relation: str) -> Standing:
        """Return how a relation stands."""
        table = columns(self)
        row = table.relation_row.get(relation)
        return standing(self._relations[relation].evidence) if row is None else STANDINGS[table.standing[row]]

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph that layouts, paths and metrics work on.

        Nodes are entity ids with ``entity`` as attribute; edges have the relation id as key and
        ``relation`` as attribute. Frozen: edits go through changes.
        """
        if self._graph is None:
            import networkx as nx

            graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
            graph.add_nodes_from((entity.id, {"entity": entity}) for entity in self._entities.values())
            for relation in self._relations.values():
                if not self.is_dangling(relation):
                    graph.add_edge(relation.source, relation.target, key=relation.id, relation=relation)
            self._graph = nx.freeze(graph)
        return self._graph

    def snapshot(self) -> Project:
        """Return the project as it is now, for work in another thread; later changes do not reach it.

        Costs nothing: the facts are shared, and copied once when the first of them changes.
        """
        self._is_shared = True
        return copy(self)

    def telling(self, gathered: Gathered, worked_out: dict[object, Any], lens: Lens | None = None) -> Project:
        """Return the same facts, of which other evidence counts: see ``model.telling``.

        ``worked_out`` is what is remembered of them, for as long as whoever asks keeps it.
        """
        other = self.snapshot()
        other.lens = lens or self.lens
        worked_out.setdefault(_GATHERED, gathered)
        other.worked_out = worked_out
        return other

    def to_file(self) -> GraphFile:
        """Return the document as it would be saved now."""
        update: dict[str, Any] = {}
        for name, table in (("entities", self._entities), ("relations", self._relations)):
            now = tuple(table.values())
            if now != getattr(self._file, name):
                update[name] = now
        return self.without_ties().model_copy(update=update)

    def without_journal(self) -> GraphFile:
        """Return the document as it would be saved now, but for who decided what in it: for what is given away."""
        file = self.to_file().model_copy(update={"journal": ()})
        file.model_fields_set.discard("journal")
        return file

    def without_ties(self) -> GraphFile:
        """Return the document as it would be saved now, but with the entities and relations that it came with."""
        update: dict[str, Any] = {}
        articles = tuple(self._articles.values())
        if any(article.text is not None for article in articles):
            from explorer.model.kept_texts import as_saved

            articles = as_saved(self)
        if articles != self._file.articles:
            update["articles"] = articles
        view = self._current_view()
        if view != (self._file.views[0] if self._file.views else SavedView()):
            update["views"] = (view, *self._file.views[1:])
        if self.journal != self._file.journal:
            update["journal"] = self.journal
        return self._file.model_copy(update=update)

    def _current_view(self) -> SavedView:
        update: dict[str, Any] = {}
        places = self.positions.as_dict()
        if self._view.positions != places:
            order = [key for key in self._entities if key in places]
            order += sorted(key for key in places if key not in self._entities)
            update["positions"] = {key: (round(places[key][0], 1), round(places[key][1], 1)) for key in order}
        if frozenset(self._view.pinned) != self.pinned:
            update["pinned"] = tuple(sorted(self.pinned))
        if self._view.layout != self.layout_used:
            update["layout"] = self.layout_used
        if update and not self._view.model_fields_set:
            update["name"] = self._view.name
        return self._view.model_copy(update=update)

    # -- mutators, for changes only ------------------------------------------------------------

    def _table(self, kind: type[Stored]) -> Any:
        # Any: each table holds values of the class it is found by.
        tables: dict[type, _Table[Any]] = {
            Article: self._articles,
            Entity: self._entities,
            Relation: self._relations,
        }
        return tables[kind]

    def _put(self, value: Stored, at: int | None = None) -> None:
        self._part_from_snapshots()
        table = self._table(type(value))
        is_there = value.id in table
        if isinstance(table, Bodies):
            table.put(value, at)
        else:
            place(table, value.id, value, at)
        self._facts_changed(value.id, in_place=is_there)

    def _remove(self, kind: type[Stored], key: str) -> None:
        self._part_from_snapshots()
        table = self._table(kind)
        if isinstance(table, Bodies):
            table.remove(key)
        else:
            del table[key]
        self._facts_changed(key)

    def _bring(self, values: Iterable[Stored], gone: Iterable[Stored]) -> None:
        self._part_from_snapshots()
        touched = set()
        for value in gone:
            del self._table(type(value))[value.id]
            touched.add(value.id)
        for value in values:
            self._table(type(value))[value.id] = value
            touched.add(value.id)
        self._facts_changed(*touched)

    def _place(self, positions: Positions, pinned: frozenset[str], layout: LayoutUsed | None) -> None:
        self.positions, self.pinned, self.layout_used = positions, pinned, layout
        self.revision += 1

    def _look(self, view: SavedView) -> None:
        placed = {"name", "positions", "pinned", "layout"} & self._view.model_fields_set
        self._view = view.model_copy(update={name: getattr(self._view, name) for name in placed})
        self.revision += 1

    def _use_kinds(self, kinds: Kinds) -> None:
        self._file = self._file.model_copy(update={"kinds": kinds if kinds.entity or kinds.relation else None})
        if self._file.kinds is None:
            self._file.model_fields_set.discard("kinds")
        self.vocabulary = vocabulary(kinds)
        self._facts_changed("", in_place=True)

    def _note(self, journal: tuple[Decision, ...]) -> None:
        self.journal = journal
        self.revision += 1

    def _part_from_snapshots(self) -> None:
        if self._is_shared:
            self._articles, self._entities = dict(self._articles), self._entities.copy()
            self._relations = self._relations.copy()
            self._is_shared = False

    def _facts_changed(self, *keys: str, in_place: bool = False) -> None:
        gathered = self.worked_out.get(_GATHERED)
        if gathered is not None:
            self._gathered_before, self._touched, self._is_in_place = gathered, frozenset(), True
        self._touched = self._touched.union(keys)
        self._is_in_place &= in_place
        self._graph = None
        self.worked_out = {}
        self.revision += 1
