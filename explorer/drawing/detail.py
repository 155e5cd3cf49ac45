"""What is worth drawing at a zoom and for so many relations: every threshold, in one table.

What counts is *ink*: the px of line that are in sight. A hundred lines across the window cost, and hide, as much as
ten thousand short ones.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.drawing.frame import Detail, Level

if TYPE_CHECKING:
    from explorer.drawing.theme import ZoomLimits


@dataclass(frozen=True)
class Limits:
    """Up to where a level holds, and what it draws if the zoom allows.

    Attributes
    ----------
    most_ink_px : float
        Px of line in sight.
    most_relations : int
        So few relations in sight have the level whatever their ink.
    draws : frozenset of str
        Names of ``Detail``.
    """

    most_ink_px: float
    most_relations: int
    draws: frozenset[str]


_PLAIN = frozenset({"minor_labels", "marks", "icons", "heads", "dashes", "shapes"})

LEVELS: dict[Level, Limits] = {
    Level.EVERYTHING: Limits(150_000, 2_000, _PLAIN | {"relation_labels"}),
    Level.PLAIN: Limits(600_000, 6_000, _PLAIN),
    Level.HAIRLINES: Limits(2_000_000, 0, frozenset({"minor_labels"})),
    Level.DENSITY: Limits(math.inf, 0, frozenset({"minor_labels"})),
}
"""The first level that has room for what is in sight is drawn."""

MOST_SHAPES = 1_500
"""So many entities in sight keep their shapes even where their lines are hairlines; more are discs."""


def level_for(ink_px: float, relations: int) -> Level:
    """Return the level for so much line, of so many relations, in sight.

    Examples
    --------
    >>> level_for(100_000, 5_000).name, level_for(5_000_000, 2_000).name, level_for(5_000_000, 10_000).name
    ('EVERYTHING', 'EVERYTHING', 'DENSITY')
    """
    return next(
        level for level, limits in LEVELS.items() if ink_px <= limits.most_ink_px or relations <= limits.most_relations
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
    shapes = "shapes" in draws or entities <= MOST_SHAPES

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
