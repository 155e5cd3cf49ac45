"""States on top of a Frame: hover, selection, keyboard focus, who speaks. Nothing of the Frame moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.drawing.closeup import MOST_RELATIONS, close_up, is_crowd
from explorer.drawing.extra_labels import squeeze_in, squeeze_words_in
from explorer.drawing.frame import Emphasis
from explorer.drawing.labels import Names
from explorer.drawing.places import grounds
from explorer.model.facts import Stance
from explorer.model.sentences import relation_label
from explorer.model.standing import accepted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from explorer.drawing.frame import Box, Frame, Ints, Label
    from explorer.drawing.measure import Measure
    from explorer.drawing.sketch import Sketch
    from explorer.drawing.theme import Theme
    from explorer.model.project import Project

    Rows = tuple[int, ...]

FOR, DOUBTS, AGAINST = "for", "doubts", "against"
MOST_NAMED = 120  # around what is selected or pointed at
MOST_SURE = 2  # what is selected, or the ends of it
MOST_RINGED, MOST_BANDED = 400, 200  # of what is selected in a crowd; more is marked as one
_STRENGTH = (FOR, DOUBTS, AGAINST)


def build_emphasis(
    frame: Frame,
    project: Project,
    *,
    theme: Theme,
    measure: Measure,
    selected_entities: Collection[str] = (),
    selected_relations: Collection[str] = (),
    hovered_entity: str | None = None,
    hovered_relation: str | None = None,
    focused_entity: str | None = None,
    focused_relation: str | None = None,
    spotlight: Collection[str] | None = None,
) -> Emphasis:
    """Work out what a state changes about a picture.

    Parameters
    ----------
    frame : Frame
        The picture at rest.
    project : Project
        Where it came from.
    theme, measure
        What it was built with.
    selected_entities, selected_relations : collection of str
        What is selected; ids that are not shown are ignored.
    hovered_entity, hovered_relation : str, optional
        What the pointer is on. An entity dims all but itself, its relations and their other ends.
    focused_entity, focused_relation : str, optional
        What the keyboard is on.
    spotlight : collection of str, optional
        Entities and relations that stay while all else is dimmed, unless the pointer is on an entity.
    """
    states = _States(
        _present(frame.nodes.row, selected_entities),
        _present(frame.edges.row, selected_relations),
        frame.nodes.row.get(hovered_entity or ""),
        frame.edges.row.get(hovered_relation or ""),
        frame.nodes.row.get(focused_entity or ""),
        frame.edges.row.get(focused_relation or ""),
    )
    lit_nodes, lit_edges = _lit(frame, states, spotlight)
    if frame.plan is not None and is_crowd(frame):
        return _in_crowd(frame, frame.plan, project, states, lit_nodes, lit_edges, theme, measure)
    return _emphasis(frame, project, states, lit_nodes, lit_edges, theme, measure)


class _States(NamedTuple):
    """Rows that are in some state."""

    selected_nodes: tuple[int, ...]
    selected_edges: tuple[int, ...]
    hovered_node: int | None
    hovered_edge: int | None
    focused_node: int | None
    focused_edge: int | None

    @property
    def edges(self) -> tuple[int, ...]:
        """Relations in any state."""
        return (*self.selected_edges, *(row for row in (self.hovered_edge, self.focused_edge) if row is not None))

    @property
    def nodes(self) -> tuple[int, ...]:
        """Entities in any state."""
        return (*self.selected_nodes, *(row for row in (self.hovered_node, self.focused_node) if row is not None))


def _emphasis(
    frame: Frame,
    project: Project,
    states: _States,
    lit_nodes: Rows | None,
    lit_edges: Rows,
    theme: Theme,
    measure: Measure,
    avoid: Iterable[Box] = (),
) -> Emphasis:
    ends = _ends(frame, states.selected_edges)
    lit = None if lit_nodes is None else _owners(frame, lit_nodes, lit_edges)
    labels = [label for label in frame.labels if lit is None or (label.of_relation, label.owner) in lit]
    wanted = _named(frame, states, ends, lit_nodes)
    extra, hidden = _extra_names(frame, project, wanted, labels, lit_nodes, theme, measure, avoid)
    raised = [row for row in dict.fromkeys((*states.selected_edges, states.hovered_edge)) if row is not None]
    words, also_hidden = _extra_words(frame, project, raised, [*labels, *extra], theme, measure)
    return Emphasis(
        **states._asdict(),
        ends=ends,
        lit_nodes=lit_nodes,
        lit_edges=lit_edges,
        voices=_voices(frame, project, states.selected_edges, ends),
        extra_labels=(*extra, *words),
        hidden_labels=tuple(dict.fromkeys((*hidden, *also_hidden))),
    )


def _in_crowd(
    frame: Frame,
    plan: Sketch,
    project: Project,
    states: _States,
    lit_nodes: Rows | None,
    lit_edges: Rows,
    theme: Theme,
    measure: Measure,
) -> Emphasis:
    """Return the states of a crowd: what is lit, selected or pointed at, and all around it, as a close-up."""
    whole, throng = states, _throng(states)
    if throng is not None:
        states = states._replace(selected_nodes=(), selected_edges=())  # so many rings would hide what they are around
    edges, nodes = frame.edges, np.zeros(len(frame.nodes.ids), dtype=bool)
    centre = np.zeros(len(nodes), dtype=bool)
    centre[list(states.nodes)] = True
    rows = np.flatnonzero(centre[edges.source] | centre[edges.target]) if lit_nodes is None else np.array(lit_edges)
    rows = np.union1d(rows[-MOST_RELATIONS:].astype(np.intp), np.array(states.edges, dtype=np.intp))
    nodes[edges.source[rows]] = nodes[edges.target[rows]] = True
    nodes[list(lit_nodes or ())[-MOST_RELATIONS:]] = True
    nodes |= centre
    spoken = [row for row, _ in _voices(frame, project, states.selected_edges, ())]
    nodes[spoken] = True
    chosen = np.flatnonzero(nodes)
    if not len(chosen):
        return Emphasis(**whole._asdict(), lit_nodes=lit_nodes, lit_edges=lit_edges, throng=throng)
    close = close_up(frame, plan, chosen, rows, theme)
    avoid = [label.box for label in frame.labels if label.owner not in close.nodes.row] if lit_nodes is None else []
    inner = _emphasis(close, project, _renumbered(states, chosen, rows), None, (), theme, measure, avoid)
    return Emphasis(**whole._asdict(), lit_nodes=lit_nodes, lit_edges=lit_edges, close=(close, inner), throng=throng)


def _throng(states: _States) -> tuple[Ints, Ints] | None:
    """Return what is selected, where that is too much to put a ring or a band around each."""
    nodes, edges = states.selected_nodes, states.selected_edges
    if len(nodes) <= MOST_RINGED and len(edges) <= MOST_BANDED:
        return None
    return np.array(nodes, dtype=np.intp), np.array(edges, dtype=np.intp)


def _renumbered(states: _States, nodes: Ints, edges: Ints) -> _States:
    def node(row: int) -> int:
        return int(np.searchsorted(nodes, row))

    def edge(row: int) -> int:
        return int(np.searchsorted(edges, row))

    return _States(
        tuple(map(node, states.selected_nodes)),
        tuple(map(edge, states.selected_edges)),
        None if states.hovered_node is None else node(states.hovered_node),
        None if states.hovered_edge is None else edge(states.hovered_edge),
        None if states.focused_node is None else node(states.focused_node),
        None if states.focused_edge is None else edge(states.focused_edge),
    )


def _present(rows: Mapping[str, int], ids: Iterable[str]) -> Rows:
    return tuple(sorted(row for row in map(rows.get, ids) if row is not None))


def _ends(frame: Frame, rows: Rows) -> Rows:
    some = list(rows)
    if not some:
        return ()
    return tuple(np.union1d(frame.edges.source[some], frame.edges.target[some]).tolist())


def _incident(frame: Frame, nodes: Rows) -> Rows:
    edges, chosen = frame.edges, np.zeros(len(frame.nodes.ids), dtype=bool)
    chosen[list(nodes)] = True
    return tuple(np.flatnonzero(chosen[edges.source] | chosen[edges.target]).tolist())


def _lit(frame: Frame, states: _States, spotlight: Collection[str] | None) -> tuple[Rows | None, Rows]:
    """Return the rows that are not dimmed; None where nothing is."""
    if states.hovered_node is not None:
        edges = _incident(frame, (states.hovered_node,))
        nodes: Iterable[int] = (states.hovered_node, *_ends(frame, edges))
    elif spotlight is not None:
        edges = _present(frame.edges.row, spotlight)
        nodes = _present(frame.nodes.row, spotlight)
    else:
        return None, ()
    lit_edges = tuple(sorted({*edges, *states.selected_edges}))
    return tuple(sorted({*nodes, *states.selected_nodes, *_ends(frame, lit_edges)})), lit_edges


def _owners(frame: Frame, nodes: Iterable[int], edges: Iterable[int]) -> set[tuple[bool, str]]:
    """Return who owns the labels of these rows; an entity and a relation may have the same id."""
    return {(False, frame.nodes.ids[row]) for row in nodes} | {(True, frame.edges.ids[row]) for row in edges}


def _named(frame: Frame, states: _States, ends: Rows, lit: Rows | None) -> list[int]:
    """Return the entities whose name must be shown, those that matter most first."""
    hovered, selected = states.hovered_node, states.selected_nodes
    centre = [*selected, *ends] if hovered is None else [hovered, *selected, *ends]
    chosen = selected if hovered is None else (*selected, hovered)
    around = _ends(frame, _incident(frame, chosen)) if chosen else ()
    rows = dict.fromkeys((*centre, *reversed(around)))
    among = None if lit is None else frozenset(lit)
    return [row for row in rows if among is None or row in among][:MOST_NAMED]


def _extra_names(
    frame: Frame,
    project: Project,
    rows: list[int],
    labels: list[Label],
    lit: Rows | None,
    theme: Theme,
    measure: Measure,
    avoid: Iterable[Box],
) -> tuple[list[Label], list[str]]:
    labelled = {label.owner for label in labels if not label.of_relation}
    if all(frame.nodes.ids[row] in labelled for row in rows):
        return [], []
    written = _names(frame, project, theme, measure)
    extra, gone = squeeze_in(
        rows,
        frame.nodes,
        written,
        grounds(frame.nodes, theme),
        labels,
        theme,
        avoid=avoid,
        marks=frame.marks.xy.tolist() if lit is None else (),
        solid=lit,
        sure=MOST_SURE,
    )
    return extra, [labels[index].owner for index in sorted(gone)]


def _names(frame: Frame, project: Project, theme: Theme, measure: Measure) -> Names:
    if frame.plan is not None:
        return frame.plan.names
    texts = [project.entities[key].name if key in project.entities else key for key in frame.nodes.ids]
    return Names(texts, np.zeros(len(texts), dtype=np.intp), theme, measure)


def _extra_words(
    frame: Frame, project: Project, rows: list[int], labels: list[Label], theme: Theme, measure: Measure
) -> tuple[list[Label], list[str]]:
    labelled = {label.owner for label in labels if label.of_relation}
    missing = {
        row: relation_label(project, project.relations[key])
        for row, key in ((row, frame.edges.ids[row]) for row in rows)
        if key not in labelled and key in project.relations
    }
    if not missing:
        return [], []
    return squeeze_words_in(missing, frame, labels, theme, measure)


def _voices(frame: Frame, project: Project, selected: Rows, ends: Rows) -> tuple[tuple[int, str], ...]:
    """Return who speaks for or against the selected relations. That an end speaks for itself goes without saying."""
    found: dict[int, str] = {}
    for key in (frame.edges.ids[row] for row in selected):
        for passage in accepted(project.relations[key].evidence) if key in project.relations else ():
            speaker = frame.nodes.row.get(passage.speaker or "")
            if speaker is None:
                continue
            voice = {Stance.DOUBTS: DOUBTS, Stance.DENIES: AGAINST}.get(passage.stance, FOR)
            if voice == FOR and speaker in ends:
                continue
            found[speaker] = max(voice, found.get(speaker, FOR), key=_STRENGTH.index)
    return tuple(sorted(found.items()))
