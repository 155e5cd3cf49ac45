"""The Frame: everything to draw, in order, as arrays. A value without Qt, shared by screen, PNG, SVG and PDF.

All lengths are *frame pixels*: graph coordinates times ``Frame.zoom``, origin at the graph's origin, y down.
A pan therefore moves a Frame and a zoom makes a new one; sizes of nodes and text do not grow with zoom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from explorer.drawing.rows import Coded, Ids, take

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from explorer.drawing.sketch import Sketch

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]

Box = tuple[float, float, float, float]
"""x, y, width, height in frame pixels."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """Entities as geometry, least important first (painting order); n rows everywhere."""

    ids: tuple[str, ...]
    xy: Floats  # (n, 2) centres
    radius: Floats  # (n,)
    kind: Sequence[str]  # key of Theme.kind
    icon: Sequence[str]  # Lucide name; "" where detail leaves it out
    folded: Ints  # (n,) entities collapsed into this one; 0 for none
    pinned: Bools  # (n,)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of each id."""
        return _rows_of(self.ids)

    @cached_property
    def look(self) -> Coded:
        """The kinds as codes."""
        return Coded.of(self.kind)

    def take(self, rows: Ints) -> Nodes:
        """Return some of the entities, in this order."""
        return Nodes(
            ids=tuple(take(self.ids, rows)),
            xy=self.xy[rows],
            radius=self.radius[rows],
            kind=take(self.kind, rows),
            icon=take(self.icon, rows),
            folded=self.folded[rows],
            pinned=self.pinned[rows],
        )


@dataclass(frozen=True, eq=False)
class Edges:
    """Relations as geometry, least important first; m rows everywhere.

    A curve is a cubic Bézier that starts on the source's outline and ends at ``tip`` (on the target's
    outline, a small gap off). The painter ends the stroke inside the head.
    """

    ids: tuple[str, ...]
    source: Ints  # (m,) rows of Nodes
    target: Ints  # (m,)
    curve: Floats  # (m, 4, 2)
    straight: Bools  # (m,)
    tip: Floats  # (m, 2)
    direction: Floats  # (m, 2) unit vectors, the way the head points
    stroke: Sequence[str]  # key of Theme.stroke: a standing, or "voice_doubts" and its like
    width: Floats  # (m,)
    flagged: Bools  # (m,) a quotation no longer holds

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of each id."""
        return _rows_of(self.ids)

    @cached_property
    def look(self) -> Coded:
        """The strokes as codes."""
        return Coded.of(self.stroke)

    def take(self, rows: Ints) -> Edges:
        """Return some of the relations, in this order; their ends stay rows of all entities."""
        return Edges(
            ids=tuple(take(self.ids, rows)),
            source=self.source[rows],
            target=self.target[rows],
            curve=self.curve[rows],
            straight=self.straight[rows],
            tip=self.tip[rows],
            direction=self.direction[rows],
            stroke=take(self.stroke, rows),
            width=self.width[rows],
            flagged=self.flagged[rows],
        )


def _rows_of(ids: tuple[str, ...]) -> Mapping[str, int]:
    return ids.row if isinstance(ids, Ids) else {key: index for index, key in enumerate(ids)}


@dataclass(frozen=True, eq=False)
class Marks:
    """The small discs that say how a relation stands; k rows. ``number`` is 0 or a footnote's."""

    edge: Ints  # (k,) rows of Edges
    xy: Floats  # (k, 2) centres
    number: Ints  # (k,)


class Label(NamedTuple):
    """Text that found a place. ``lines`` are what fits; ``text`` is the whole."""

    owner: str  # entity or relation id
    of_relation: bool
    text: str
    lines: tuple[str, ...]
    box: Box  # tight around the lines
    size_px: float
    line_px: float
    semibold: bool
    align: str  # "left", "center", "right" within the box
    ink: str  # colour token
    plate: bool  # a piece of canvas behind it


class Level(IntEnum):
    """How much a picture shows, from all there is to where most of it lies; see ``detail``."""

    EVERYTHING = 0
    PLAIN = 1
    HAIRLINES = 2
    DENSITY = 3


class Detail(NamedTuple):
    """What is worth drawing at a zoom; see ``detail``."""

    level: Level = Level.EVERYTHING
    relation_labels: bool = True
    minor_labels: bool = True
    marks: bool = True
    icons: bool = True
    heads: bool = True
    dashes: bool = True
    shapes: bool = True  # of entities; else discs


class Crowd(NamedTuple):
    """How dense a whole graph is, in frame pixels.

    ``cover`` says how much line there is to a px of the room that most of it takes, ``local_px`` from what length lines
    lead out of their neighbourhood: they count for less, or nothing but them could be seen.
    """

    cover: float = 0.0
    local_px: float = math.inf


LONELY = Crowd()
"""Of a graph that is no crowd at all."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture of the graph at one zoom: all of it as geometry, with the labels and marks that ``area`` has room for.

    Attributes
    ----------
    area : Box or None
        What level, labels and marks were chosen for; None is the whole graph.
    left_out : str
        What a person should be told is missing; "" when nothing is.
    plan : Sketch or None
        What it was made from; None for a picture made by hand.
    crowd : Crowd
        What density is measured by.
    passing : ndarray of int or None
        Relations that cross the area or lead out of it, drawn as density below what is drawn in full.
    """

    zoom: float
    nodes: Nodes
    edges: Edges
    marks: Marks
    labels: tuple[Label, ...]
    bounds: Box  # around everything, labels included
    detail: Detail
    area: Box | None = None
    left_out: str = ""
    plan: Sketch | None = None
    crowd: Crowd = LONELY
    passing: Ints | None = None


@dataclass(frozen=True, eq=False)
class Emphasis:
    """States on top of a Frame: rows into its nodes and edges."""

    selected_nodes: tuple[int, ...] = ()
    selected_edges: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()  # nodes at the ends of selected edges
    hovered_node: int | None = None
    hovered_edge: int | None = None
    focused_node: int | None = None  # keyboard
    focused_edge: int | None = None
    lit_nodes: tuple[int, ...] | None = None  # None: nothing is dimmed; else all others are
    lit_edges: tuple[int, ...] = ()
    voices: tuple[tuple[int, str], ...] = ()  # (node row, "for" | "doubts" | "against")
    extra_labels: tuple[Label, ...] = ()  # always shown while the state lasts
    hidden_labels: tuple[str, ...] = ()  # owners of labels that give way to them
    close: tuple[Frame, Emphasis] | None = None  # of a crowd: what stands out, as a picture of its own, and its states
    throng: tuple[Ints, Ints] | None = (
        None  # nodes and edges of a crowd that are selected, too many for rings and bands
    )
