"""What means what: from facts to stroke, kind, icon, width, size and rank. How that looks is the theme's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.model.facts import Quantity
from explorer.model.standing import Standing

if TYPE_CHECKING:
    from explorer.drawing.frame import Bools, Floats, Ints
    from explorer.drawing.rows import Coded
    from explorer.drawing.theme import Theme
    from explorer.model.facts import Entity, Relation
    from explorer.model.project import Project

FAN_ORDER: tuple[Standing, ...] = (
    Standing.ASSERTED,
    Standing.CLAIMED,
    Standing.REPORTED,
    Standing.CONTESTED,
    Standing.ESTIMATED,
    Standing.SPECULATED,
    Standing.DENIED,
    Standing.UNSUPPORTED,
    Standing.SUGGESTED,
)
"""Parallel relations lie beside each other in this order."""

PAINT_ORDER: tuple[Standing, ...] = (
    Standing.SUGGESTED,
    Standing.UNSUPPORTED,
    Standing.SPECULATED,
    Standing.ESTIMATED,
    Standing.REPORTED,
    Standing.CLAIMED,
    Standing.ASSERTED,
    Standing.DENIED,
    Standing.CONTESTED,
)
"""What is disputed lies on top of what is not."""

SMALL_GRAPH = 60
"""Up to so many entities there is room for the second smallest size, and a face to everyone."""

SMALLER_BELOW_ZOOM = 1.0
SMALLEST_SCALE = 0.3
NEVER_CROWDED = 600
MOST_COVERED = 0.12  # of the room that a large graph takes, by its entities
LEAST_RADIUS_PX = 0.9

FAR_ALPHA = 0.5
"""What is left of a line's colour where it is too small for dashes."""

DIAMOND = 1.18
NUMBER_GROWTH_PX = 1.5
_COUNTS = ("count", "quantity")


def highlight(theme: Theme) -> str:
    """Return the colour of the highlighter around what is selected, bright on either canvas."""
    return theme.color("mark_line" if theme.mode == "dark" else "mark_strong")


def stroke_of(project: Project, relation: Relation) -> str:
    """Return the key of the stroke of a relation: its standing, or what an asserted act of speech does."""
    return stroke_for(project.standing(relation.id), project.vocabulary.relation_kind(relation.kind).voice)


def stroke_for(stands: Standing, voice: str | None) -> str:
    """Return the key of the stroke of whatever stands so and has this voice.

    Examples
    --------
    >>> stroke_for(Standing.ASSERTED, "doubts"), stroke_for(Standing.REPORTED, "doubts")
    ('voice_doubts', 'reported')
    """
    return f"voice_{voice}" if voice and stands is Standing.ASSERTED else stands.value


def look_of(project: Project, theme: Theme, entity: Entity) -> str:
    """Return the key of the look of an entity; a kind that the document adds borrows shape and colour."""
    return look_of_kind(project, theme, entity.kind)


def look_of_kind(project: Project, theme: Theme, kind: str) -> str:
    """Return the key of the look of a kind of entity."""
    if kind in theme.kinds:
        return kind
    own = project.vocabulary.entity_kind(kind)
    if own.shape is None and own.color is None:
        return kind
    return f"{own.shape or ''}/{own.color or 'topic'}"


def icon_of(project: Project, theme: Theme, entity: Entity) -> str:
    """Return the Lucide name of the icon of an entity."""
    own = project.vocabulary.entity_kind(entity.kind).icon
    return own or theme.icon(look_of(project, theme, entity), entity.subtype)


def has_quantity(relation: Relation) -> bool:
    """Whether a number belongs to the words beside the line."""
    return any(isinstance(relation.qualifiers.get(name), Quantity) for name in _COUNTS)


def widths(theme: Theme, stroke: Coded, passages: Ints) -> Floats:
    """Return the pen of each relation in px: wider the more passages it rests on; double lines are always wide."""
    looks = [theme.stroke(key) for key in stroke.table]
    least = np.array([look.rail[0] if look.rail else look.width for look in looks])[stroke.codes]
    is_double = np.array([look.rail is not None for look in looks], dtype=bool)[stroke.codes]
    grown = np.zeros(len(stroke))
    for most, width in theme.edge.width_by_passages:
        grown[passages >= most] = width
    return np.where(is_double, least, np.maximum(least, grown))


def ranks(degree: Ints, thresholds: tuple[float, ...]) -> Ints:
    """Return the size step of each entity by its place among the others.

    Parameters
    ----------
    degree : ndarray of int
        Connections of each entity among what is shown.
    thresholds : tuple of float
        Share of entities that must be below it for each step, those level with it counting half; the last
        step is for a single most connected entity.

    Examples
    --------
    >>> ranks(np.array([1, 1, 2, 9]), (0.0, 0.4, 0.7, 0.9, 1.0)).tolist()
    [1, 1, 1, 4]
    """
    count = len(degree)
    if count == 0:
        return np.zeros(0, dtype=np.intp)
    ordered = np.sort(degree)
    share = (np.searchsorted(ordered, degree) + np.searchsorted(ordered, degree, side="right")) / (2 * count)
    step = np.searchsorted(np.array(thresholds[:-1]), share + 1e-9, side="right") - 1
    if count <= SMALL_GRAPH:
        step = np.maximum(step, 1)
    top = degree.max()
    # Where the most connected are many they are merely connected: with no first, nobody gets the last size.
    crowned = (degree == top) & (np.count_nonzero(degree == top) == 1) & (top > 1)
    return np.where(crowned, len(thresholds) - 1, step).astype(np.intp)


def are_minor(steps: Ints) -> Bools:
    """Return which entities are of the least size; none where all are alike.

    Examples
    --------
    >>> are_minor(np.array([1, 3, 1])).tolist(), are_minor(np.array([2, 2])).tolist()
    ([True, False, True], [False, False])
    """
    if not len(steps):
        return np.zeros(0, dtype=bool)
    return np.asarray((steps == steps.min()) & (steps.min() < steps.max()))


def node_scale(zoom: float) -> float:
    """Return how much smaller than their usual size entities are drawn; 1 from actual size on.

    Examples
    --------
    >>> node_scale(0.25), node_scale(1.0), node_scale(3.0)
    (0.5, 1.0, 1.0)
    """
    return float(max(SMALLEST_SCALE, np.sqrt(zoom))) if zoom < SMALLER_BELOW_ZOOM else 1.0


def radii(theme: Theme, steps: Ints, zoom: float) -> Floats:
    """Return the radius of each entity in px."""
    sizes = np.array(theme.node.size)
    return np.asarray(sizes[steps] / 2.0 * node_scale(zoom), dtype=float)


def crowded_scale(radius: Floats, room_px2: float) -> float:
    """Return how much smaller entities must be so that many of them on little room stay apart from each other.

    Parameters
    ----------
    radius : ndarray of float
        In px.
    room_px2 : float
        What most of them are spread over.

    Examples
    --------
    >>> crowded_scale(np.full(5_000, 10.0), 1e6) < 0.5, crowded_scale(np.full(60, 10.0), 1e4)
    (True, 1.0)
    """
    if len(radius) <= NEVER_CROWDED:
        return 1.0
    covered = float(np.pi * (radius**2).sum())
    scale = np.sqrt(MOST_COVERED * room_px2 / max(covered, 1e-9))
    return float(min(1.0, max(scale, LEAST_RADIUS_PX / float(radius.min()))))


def mark_radius(theme: Theme, stroke: str, number: int = 0) -> float:
    """Return how far the mark of a stroke reaches from its centre, 0 where it has none."""
    mark = theme.stroke(stroke).mark
    radius = theme.edge.disc / 2.0
    if number:
        radius += NUMBER_GROWTH_PX
    elif mark == "none":
        return 0.0
    return (radius + 1.0) * DIAMOND if mark == "diamond" else radius


def label_type(theme: Theme, step: int) -> tuple[float, float, bool]:
    """Return size, line height and whether semibold, for the label of an entity of a size step."""
    if step >= len(theme.node.size) - 1:
        hub = theme.type("hub")
        return hub.size, hub.line - 1.0, True
    if step <= 1:
        return theme.type("caption").size, 14.0, False
    return theme.type("label").size, 15.0, step == len(theme.node.size) - 2
