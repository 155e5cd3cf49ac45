"""Entities around an ellipse with their names on its outer side: beside it, above it and below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.network import LABEL_GAP_PX
from explorer.layouts.overlap import apart, settled
from explorer.layouts.spacing import spaced_around

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network
    from explorer.model.positions import Positions

BOX_GAP_PX = 10.0
GROWTH = 1.04
SAMPLES = 720


class Ellipse:
    """Owns the shape of the rings of one picture, and on which side each name is.

    Parameters
    ----------
    net : Network
    aspect : float
        Width by height.

    Attributes
    ----------
    offset, half : Floats, shape (n, 2)
        Boxes of nodes and names, as in ``Network``, but with the names outside.
    """

    def __init__(self, net: Network, aspect: float) -> None:
        self.offset, self.half = net.offset.copy(), net.half.copy()
        self._net = net
        self._axes = np.array([aspect**0.5, aspect**-0.5])

    def at(self, turns: Floats, radius_px: float) -> Floats:
        """Return points of the ellipse; turn 0 is the top, and turns run clockwise from 0 to 1."""
        angle = turns * 2 * np.pi
        points: Floats = np.stack([np.sin(angle), -np.cos(angle)], axis=1) * self._axes * radius_px
        return points

    def around(self, rows: Ints, wanted: Floats, least_px: float, inside: Ints, xy: Floats) -> tuple[Floats, float]:
        """Return the turns and the radius at which boxes meet neither each other nor those inside.

        Parameters
        ----------
        rows : Ints, shape (k,)
            Who sits on the ellipse.
        wanted : Floats, shape (k,)
            The turn where each would like to be.
        least_px : float
            The smallest radius.
        inside : Ints
            Rows that have places already.
        xy : Floats, shape (n, 2)
            The places of those.
        """
        turns, demand, room = self._demand(rows)
        radius = max(least_px, float(room.sum() / demand[-1]), 1.0)
        share = np.interp(wanted, turns, demand / demand[-1])
        found = np.interp(spaced_around(share, room / (radius * demand[-1])), demand / demand[-1], turns)
        self._turn_names_out(rows, found)
        while not self._is_clear(rows, self.at(found, radius), inside, xy):
            radius *= GROWTH
        return found, radius

    def evenly(self, rows: Ints) -> Floats:
        """Return turns for rows in this order that give each the room it needs, and an equal share of the rest."""
        turns, demand, room = self._demand(rows)
        middles = (np.cumsum(room) - room / 2) / max(float(room.sum()), 1e-9)
        return np.interp(middles, demand / demand[-1], turns)

    def finished(self, xy: Floats, start: Positions, pinned: AbstractSet[str]) -> Floats:
        """Return a picture with the pinned entities where they were, and nothing overlapping."""
        net = self._net
        return apart(settled(net, xy, start, pinned), self.offset, self.half, ~net.fixed(start, pinned))

    def _sizes(self, rows: Ints) -> Floats:
        """Return how wide each is on top of the ellipse, and how high beside it."""
        node = 2 * self._net.radius[rows, None]
        return np.maximum(node, self._net.label[rows]) + BOX_GAP_PX

    def _demand(self, rows: Ints) -> tuple[Floats, Floats, Floats]:
        """Return how many average boxes find room from the top to each turn, at radius 1, and what each box needs."""
        size = self._sizes(rows)
        turns = np.linspace(0.0, 1.0, SAMPLES + 1)
        steps = np.abs(np.diff(self.at(turns, 1.0), axis=0)) / size.mean(axis=0)
        demand = np.concatenate([[0.0], np.cumsum(steps.max(axis=1))])
        return turns, demand, (size / size.mean(axis=0)).max(axis=1)

    def _turn_names_out(self, rows: Ints, turns: Floats) -> None:
        net, size = self._net, self._sizes(rows).mean(axis=0)
        angle = turns * 2 * np.pi
        along = np.stack([np.cos(angle), np.sin(angle)], axis=1) * self._axes / size
        beside = np.abs(along[:, 1]) >= np.abs(along[:, 0])
        out = np.where(beside[:, None], [1, 0], [0, 1]) * np.stack([np.sin(angle), -np.cos(angle)], axis=1)
        node = np.stack([net.radius[rows], net.half[rows, 1] - net.offset[rows, 1]], axis=1)
        name = net.label[rows] + LABEL_GAP_PX * (net.label[rows] > 0)
        self.offset[rows] = np.sign(out) * name / 2
        across = np.maximum(node, net.label[rows] / 2)
        self.half[rows] = np.where(out != 0, node + name / 2, across)

    def _is_clear(self, rows: Ints, places: Floats, inside: Ints, xy: Floats) -> bool:
        centre = np.concatenate([places + self.offset[rows], xy[inside] + self.offset[inside]])
        half = np.concatenate([self.half[rows], self.half[inside]]) + BOX_GAP_PX / 2 - 1e-6
        gaps = (np.abs(centre[: len(rows), None] - centre) - half[: len(rows), None] - half).max(axis=2)
        np.fill_diagonal(gaps, np.inf)
        return bool((gaps >= 0).all())
