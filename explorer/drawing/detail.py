"""What is worth drawing at a zoom and for so many relations: every threshold, in one table.

What counts is *ink*: the px of line that are in sight. A hundred lines across the window cost, and hide, as much as
ten thousand short ones.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from explorer.drawing.frame import Detail, Level

if TYPE_CHECKING:
    from explorer.drawing.theme import ZoomLimits


class Limits(NamedTuple):
    """Up to where a level holds, and what it draws if the zoom allows.

    Attributes
    ----------
    most_ink_px : float
        Px of line in sight.
    most_relations : int
        Relations in sight, however short.
    most_names : int
        So many entities in sight, the most important, look for a place for their name.
    draws : frozenset of str
        Names of ``Detail``.
    """

    most_ink_px: float
    most_relations: float
    most_names: int
    draws: frozenset[str]


_FAR = frozenset({"minor_labels", "icons", "shapes"})
_PLAIN = _FAR | {"marks", "heads", "dashes"}

LEVELS: dict[Level, Limits] = {
    Level.EVERYTHING: Limits(150_000, 2_000, 2_000, _PLAIN | {"relation_labels"}),
    Level.PLAIN: Limits(600_000, 6_000, 1_500, _PLAIN),
    Level.HAIRLINES: Limits(900_000, 60_000, 500, _FAR),
    Level.DENSITY: Limits(math.inf, math.inf, 300, _FAR),
}
"""The first level that has room for what is in sight is drawn."""

SMALL_GRAPH = 2_000
"""Up to so many relations a graph is drawn in full, however long its lines are."""

MOST_SHAPES = 2_000
"""So many entities in sight have shapes; more are discs."""


def level_for(ink_px: float, in_sight: int, relations: int | None = None) -> Level:
    """Return the level for so much line, of so many relations, in sight.

    Parameters
    ----------
    ink_px : float
        Px of line.
    in_sight : int
        Relations they belong to.
    relations : int, optional
        How many the whole graph has: a small one is always drawn in full.

    Examples
    --------
    >>> level_for(100_000, 1_500).name, level_for(5_000_000, 2_000, 2_000).name, level_for(5_000_000, 2_000).name
    ('EVERYTHING', 'EVERYTHING', 'DENSITY')
    """
    if relations is not None and relations <= SMALL_GRAPH:
        return Level.EVERYTHING
    return next(
        level for level, limits in LEVELS.items() if ink_px <= limits.most_ink_px and in_sight <= limits.most_relations
    )


def detail_at(zoom: float, limits: ZoomLimits, level: Level = Level.EVERYTHING, entities: int = 0) -> Detail:
    """Return what to draw.

    Parameters
    ----------
    zoom : float
        Pixels per graph unit.
    limits : ZoomLimits
        Zooms below which something is left out (``Theme.zoom``).
    level : Level
        What there is room for.
    entities : int
        How many are in sight.

    Examples
    --------
    >>> from explorer.drawing.theme import load_theme
    >>> detail_at(0.5, load_theme("light").zoom).relation_labels
    False
    """
    draws = LEVELS[level].draws
    shapes = entities <= MOST_SHAPES

    def at(name: str, least_zoom: float) -> bool:
        return name in draws and zoom >= least_zoom

    return Detail(
        level=level,
        relation_labels=at("relation_labels", limits.edge_label),
        minor_labels=at("minor_labels", limits.minor_label),
        marks=at("marks", limits.disc),
        icons=shapes and zoom >= limits.icon,
        heads=at("heads", limits.arrow),
        dashes=at("dashes", limits.dash),
        shapes=shapes,
    )


def told(level: Level, relations: int, passing: int = 0) -> str:
    """Return what a person should know of what a level leaves out; "" when nothing is.

    Parameters
    ----------
    level : Level
        How much is shown of
    relations : int
        so many relations in sight.
    passing : int
        How many more cross what is in sight, or lead out of it, and are drawn as density.

    Examples
    --------
    >>> told(Level.DENSITY, 28_900)
    '28,900 relations drawn as density; zoom in for labels'
    >>> told(Level.EVERYTHING, 120, 9_000)
    '9,000 relations from or to what is out of sight drawn as density'
    """
    if passing:
        return f"{passing:,} relations from or to what is out of sight drawn as density"
    if level is Level.EVERYTHING:
        return ""
    if level is Level.PLAIN:
        return f"{relations:,} relations drawn without their words; zoom in for labels"
    return f"{relations:,} relations drawn as {level.name.lower()}; zoom in for labels"
