"""The ground that entities cover, and the eight places beside each where its name may stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.occupied import Occupied, Taker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from explorer.drawing.frame import Box, Floats, Ints, Nodes
    from explorer.drawing.theme import Theme

SIDE_GAP_PX = 2.5
CORNER_GAP_PX = 1.0
NODE_CLEAR_PX = 1.0
PILE = 4

_CENTER, _LEFT, _RIGHT = "center", "left", "right"
ALIGN: tuple[str, ...] = (_CENTER, _CENTER, _LEFT, _RIGHT, _LEFT, _RIGHT, _LEFT, _RIGHT)
"""Alignment at each place: below, above, right, left; below right, below left, above right, above left."""

PLACES = len(ALIGN)


@dataclass(frozen=True, eq=False)
class Grounds:
    """The ground that entities cover; n rows.

    Attributes
    ----------
    centre : ndarray, shape (n, 2)
    extent : ndarray, shape (n, 4)
        Left, top, right and bottom of every outline in frame pixels.
    corner : ndarray, shape (n, 4)
        How far along each diagonal an outline goes, in x as in y; see ``Shape.corners``.
    """

    centre: Floats
    extent: Floats
    corner: Floats

    def rows(self, chosen: Ints | Sequence[int]) -> Grounds:
        """Return the grounds of some rows."""
        return Grounds(self.centre[chosen], self.extent[chosen], self.corner[chosen])

    def sides(self) -> tuple[float, float]:
        """Return left and right of all that is covered."""
        return float(self.extent[:, 0].min(initial=np.inf)), float(self.extent[:, 2].max(initial=-np.inf))


def grounds(nodes: Nodes, theme: Theme) -> Grounds:
    """Return the ground that every entity covers."""
    shapes = [theme.shape(theme.kind(kind).shape) for kind in nodes.look.table]
    extent = np.array([shape.extent for shape in shapes]).reshape(-1, 4)[nodes.look.codes]
    corner = np.array([shape.corners for shape in shapes]).reshape(-1, 4)[nodes.look.codes]
    radius = nodes.radius[:, None]
    return Grounds(nodes.xy, nodes.xy[:, (0, 1, 0, 1)] + extent * radius, corner * radius)


def places(ground: Grounds, sizes: Floats, gap: float, farther: float = 0.0) -> Floats:
    """Return the boxes of a label at its eight places, best first, shape (n, 8, 4).

    Parameters
    ----------
    ground : Grounds
        Of the n entities.
    sizes : ndarray, shape (n, 2)
        Width and height of each label.
    gap : float
        Between outline and label.
    farther : float
        Moves all places outwards.
    """
    left, top, right, bottom = ground.extent.T
    x, y = ground.centre.T
    width, height = sizes.T
    out, side = gap + farther, gap + SIDE_GAP_PX + farther
    below_right, below_left, above_right, above_left = (ground.corner + CORNER_GAP_PX + farther).T
    corners = (
        (x - width / 2, bottom + out),
        (x - width / 2, top - out - height),
        (right + side, y - height / 2),
        (left - side - width, y - height / 2),
        (x + below_right, y + below_right),
        (x - below_left - width, y + below_left),
        (x + above_right, y - above_right - height),
        (x - above_left - width, y - above_left - height),
    )
    boxes = np.empty((len(x), 8, 4))
    boxes[..., :2] = np.stack([np.column_stack(corner) for corner in corners], axis=1)
    boxes[..., 2:] = sizes[:, None, :]
    return boxes


def taken_by_nodes(
    nodes: Nodes,
    ground: Grounds,
    avoid: Iterable[Box] = (),
    *,
    grown: float = NODE_CLEAR_PX,
    only: Collection[int] | None = None,
) -> Occupied:
    """Return the ground that no label may cover: entities (or only some), a little grown, and boxes to avoid."""
    taken = Occupied()
    extent: list[list[float]] = ground.extent.tolist()
    on_spot: Counter[tuple[float, ...]] = Counter()
    for row in range(len(nodes.ids)) if only is None else only:
        left, top, right, bottom = extent[row]
        on_spot[left, top, right, bottom] += 1
        if on_spot[left, top, right, bottom] > PILE:
            continue  # a pile takes no more ground than those on top of each other at first
        box = (left - grown, top - grown, right - left + 2 * grown, bottom - top + 2 * grown)
        taken.add(box, Taker("node", row))
    for box in avoid:
        taken.add(box, Taker("avoid"))
    return taken
