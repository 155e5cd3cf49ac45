"""States on top of a Frame: hover, selection, keyboard focus, who speaks. Nothing of the Frame moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.extra_labels import squeeze_in, squeeze_words_in
from explorer.drawing.frame import Emphasis
from explorer.drawing.labels import Names
from explorer.drawing.places import grounds
from explorer.model.facts import Stance
from explorer.model.sentences import relation_label
from explorer.model.standing import accepted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from explorer.drawing.frame import Frame, Label
    from explorer.drawing.measure import Measure
    from explorer.drawing.theme import Theme
    from explorer.model.project import Project

FOR, DOUBTS, AGAINST = "for", "doubts", "against"
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
    nodes, edges = frame.nodes.row, frame.edges.row
    selected_nodes = _present(nodes, selected_entities)
    selected_edges = _present(edges, selected_relations)
    hovered_node = nodes.get(hovered_entity or "")
    hovered_edge = edges.get(hovered_relation or "")
    lit_nodes, lit_edges = _lit(frame, selected_nodes, selected_edges, hovered_node, spotlight)
    ends = _ends(frame, selected_edges)
    lit = None if lit_nodes is None else _owners(frame, lit_nodes, lit_edges)
    labels = [label for label in frame.labels if lit is None or (label.of_relation, label.owner) in lit]
    wanted = _named(frame, selected_nodes, ends, hovered_node, lit_nodes)
    extra, hidden = _extra_names(frame, project, wanted, labels, lit_nodes, theme, measure)
    raised = [row for row in dict.fromkeys((*selected_edges, hovered_edge)) if row is not None]
    words, also_hidden = _extra_words(frame, project, raised, [*labels, *extra], theme, measure)
    return Emphasis(
        selected_nodes=selected_nodes,
        selected_edges=selected_edges,
        ends=ends,
        hovered_node=hovered_node,
        hovered_edge=hovered_edge,
        focused_node=nodes.get(focused_entity or ""),
        focused_edge=edges.get(focused_relation or ""),
        lit_nodes=lit_nodes,
        lit_edges=lit_edges,
        voices=_voices(frame, project, selected_edges, ends),
        extra_labels=(*extra, *words),
        hidden_labels=tuple(dict.fromkeys((*hidden, *also_hidden))),
    )


def _present(rows: Mapping[str, int], ids: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted(rows[key] for key in ids if key in rows))


def _ends(frame: Frame, rows: Iterable[int]) -> tuple[int, ...]:
    edges = frame.edges
    return tuple(sorted({int(end) for row in rows for end in (edges.source[row], edges.target[row])}))


def _incident(frame: Frame, node: int) -> tuple[int, ...]:
    edges = frame.edges
    return tuple(np.flatnonzero((edges.source == node) | (edges.target == node)).tolist())


def _lit(
    frame: Frame,
    selected_nodes: tuple[int, ...],
    selected_edges: tuple[int, ...],
    hovered_node: int | None,
    spotlight: Collection[str] | None,
) -> tuple[tuple[int, ...] | None, tuple[int, ...]]:
    """Return the rows that are not dimmed; None where nothing is."""
    if hovered_node is not None:
        edges = _incident(frame, hovered_node)
        nodes: Iterable[int] = (hovered_node, *_ends(frame, edges))
    elif spotlight is not None:
        edges = _present(frame.edges.row, spotlight)
        nodes = _present(frame.nodes.row, spotlight)
    else:
        return None, ()
    lit_edges = tuple(sorted({*edges, *selected_edges}))
    return tuple(sorted({*nodes, *selected_nodes, *_ends(frame, lit_edges)})), lit_edges


def _owners(frame: Frame, nodes: Iterable[int], edges: Iterable[int]) -> set[tuple[bool, str]]:
    """Return who owns the labels of these rows; an entity and a relation may have the same id."""
    return {(False, frame.nodes.ids[row]) for row in nodes} | {(True, frame.edges.ids[row]) for row in edges}


def _named(
    frame: Frame, selected: tuple[int, ...], ends: tuple[int, ...], hovered: int | None, lit: tuple[int, ...] | None
) -> list[int]:
    """Return the entities whose name must be shown, those that matter most first."""
    centre = [*selected, *ends] if hovered is None else [hovered, *selected, *ends]
    chosen = selected if hovered is None else (*selected, hovered)
    around = {end for node in chosen for end in _ends(frame, _incident(frame, node))}
    rows = dict.fromkeys((*centre, *sorted(around, reverse=True)))
    return [row for row in rows if lit is None or row in lit]


def _extra_names(
    frame: Frame,
    project: Project,
    rows: list[int],
    labels: list[Label],
    lit: tuple[int, ...] | None,
    theme: Theme,
    measure: Measure,
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
        marks=frame.marks.xy.tolist() if lit is None else (),
        solid=lit,
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


def _voices(
    frame: Frame, project: Project, selected: tuple[int, ...], ends: tuple[int, ...]
) -> tuple[tuple[int, str], ...]:
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
