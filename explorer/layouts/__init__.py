"""Ways to arrange a graph: each turns a graph and the room it needs into positions, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.layouts.columns import Columns
from explorer.layouts.force import Force
from explorer.layouts.grouped import Grouped
from explorer.layouts.layered import Layered
from explorer.layouts.overlap import separate
from explorer.layouts.rings import Circular, Concentric
from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from explorer.layouts.base import Layout

LAYOUTS: tuple[Layout, ...] = (
    Force(),
    Concentric(),
    Grouped("communities", "Groups by ties", "community"),
    Grouped("kinds", "Groups by kind", "kind"),
    Columns(),
    Layered(),
    Circular(),
)
"""In the order in which they are offered; the first is the one a graph opens with."""


def layout_named(name: str) -> Layout:
    """Return the layout of this name.

    Examples
    --------
    >>> layout_named("force").title
    'Force-directed'
    """
    for layout in LAYOUTS:
        if layout.name == name:
            return layout
    raise UnknownName.among("layout", name, (layout.name for layout in LAYOUTS))


__all__ = ["LAYOUTS", "layout_named", "separate"]
