"""What is worth drawing at a zoom and for so many relations: every threshold, in one table."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from explorer.drawing.frame import Detail

if TYPE_CHECKING:
    from explorer.drawing.theme import ZoomLimits

MOST_RELATIONS: dict[str, float] = {
    "relation_labels": 2_000,
    "marks": 6_000,
    "minor_labels": 6_000,
    "icons": math.inf,
    "heads": 30_000,
    "dashes": 6_000,
}
"""Beyond so many relations a picture is read for its structure, and what is left out costs the most to draw."""


def detail_at(zoom: float, limits: ZoomLimits, relations: int = 0) -> Detail:
    """Return what to draw.

    Parameters
    ----------
    zoom : float
        Pixels per graph unit.
    limits : ZoomLimits
        Zooms below which something is left out (``Theme.zoom``).
    relations : int
        How many relations are shown.

    Examples
    --------
    >>> from explorer.drawing.theme import load_theme
    >>> detail_at(0.5, load_theme("light").zoom).relation_labels
    False
    """
    from_zoom = {
        "relation_labels": limits.edge_label,
        "minor_labels": limits.minor_label,
        "marks": limits.disc,
        "icons": limits.icon,
        "heads": limits.arrow,
        "dashes": limits.dash,
    }
    return Detail(**{name: zoom >= from_zoom[name] and relations <= most for name, most in MOST_RELATIONS.items()})
