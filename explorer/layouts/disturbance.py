"""What makes a small picture restless, as one number: lines that cross or run under names, crowding, strangers.

Counted as in Davidson and Harel's "Drawing graphs nicely using simulated annealing" (1996), with boxes for
the names and for the words on lines. Only for pictures of some hundred lines: every line meets every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.lines import line_gaps
from explorer.layouts.nearness import Nearness

if TYPE_CHECKING:
    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network

CLEAR_PX = 14.0
"""Boxes nearer than this feel crowded."""

WORDS_HALF_PX = np.array((42.0, 8.0))
"""Half of the box that the words in the middle of a line need."""

SLOTS = np.array((0.3, 0.5, 0.7))
"""Where along a line its words may stand."""

# What each disturbance costs; the ratios were chosen by looking at pictures of graphs of 30 to 100 entities.
CROSSING = 7.0  # two lines
UNDER_NODE = 4.0  # a line that runs under a node or touches it
UNDER_NAME = 2.0  # a line that runs under a name
OWN_WORDS = 1.0  # words that find no room on their line
UNDER_WORDS = 0.5  # a line through the middle of another, where its words would be
CROWDING = 1.5  # boxes as near as can be without overlapping; up to sixteen times as much where they do
STRANGERS = 5.0  # a whole neighbourhood of entities that have nothing to do with its middle
SHORT, LONG = 2.0, 0.5  # a line of no length; one of twice its length
STRESS = 0.6  # as much again as the distance wanted, to each other entity, by its nearness in the graph
OUTSIDE = 12.0  # 60 pixels over the edge of the sheet
CENTRE = 3.0  # the most connected entity at the edge; others by the square of their connections


@dataclass(frozen=True, eq=False)
class Sheet:
    """What the picture should become.

    Attributes
    ----------
    wanted : Floats, shape (n, n)
        Distances between entities in the graph, as lengths.
    stretch : Floats, shape (2,)
        How much longer a length may be along x and along y: names are wide.
    half : Floats, shape (2,)
        Half width and height of the sheet, whose middle is the origin; infinite for none.
    """

    wanted: Floats
    stretch: Floats
    half: Floats


@dataclass(frozen=True, eq=False)
class Group:
    """Entities that move as one, and what they meet; s members, e own lines, r others, o other lines.

    ``near`` and ``far`` are the ends of own lines: first as a member (index into ``rows``), then as a row.
    """

    rows: Ints
    near: Ints
    far: Ints
    far_member: Ints  # (e,) index into rows, or -1
    rest: Ints
    others: Ints
    other_ends: Ints  # (o, 2) as indexes into rest
    foreign: Floats  # (e, r) 0 where the line ends there, else 1
    apart: Floats  # (e, o) 0 where the lines share an end, else 1
    wanted: Floats  # (s, r) see ``Sheet``
    weight: Floats  # (s, r) of stress
    wishes: Floats  # (s, r) see ``Nearness``


class Disturbance:
    """Owns what does not change while a picture is improved, and weighs places for groups.

    Parameters
    ----------
    net : Network
    sheet : Sheet
    """

    def __init__(self, net: Network, sheet: Sheet) -> None:
        self.net, self.sheet = net, sheet
        self.weight = np.where(sheet.wanted > 0, sheet.wanted, np.inf) ** -2.0
        self.node = net.radius + 6.0
        self.rank = (net.degree / max(1, net.degree.max())) ** 2
        self.node_half = np.stack([self.node, self.node], axis=1)
        self.nearness = Nearness(net)

    def group(self, rows: Ints) -> Group:
        """Return what is needed to move these rows together."""
        net = self.net
        member = np.full(len(net), -1, dtype=np.intp)
        member[rows] = np.arange(len(rows))
        inside = member[net.edges] >= 0
        own, others = net.edges[inside.any(axis=1)], net.edges[~inside.any(axis=1)]
        own = np.where(inside[inside.any(axis=1)][:, :1], own, own[:, ::-1])
        rest = np.flatnonzero(member < 0)
        place = np.full(len(net), -1, dtype=np.intp)
        place[rest] = np.arange(len(rest))
        between = np.ix_(rows, rest)
        return Group(
            rows=rows,
            near=member[own[:, 0]],
            far=own[:, 1],
            far_member=member[own[:, 1]],
            rest=rest,
            others=others,
            other_ends=place[others],
            foreign=(own[:, 1, None] != rest[None]).astype(float),
            apart=(own[:, 1, None, None] != others[None]).all(axis=2).astype(float),
            wanted=self.sheet.wanted[between],
            weight=self.weight[between],
            wishes=self.nearness.wishes(rows, rest),
        )

    def look(self, xy: Floats) -> None:
        """Note of a picture what holds for a while, however one of many is moved: how far neighbourhoods reach."""
        self.nearness.look(self._distances(xy, xy))

    def rough(self, xy: Floats, it: Group, places: Floats) -> Floats:
        """Weigh K places of a group by what decides the shape of the picture; (K, s, 2) -> (K,)."""
        near, far = self._ends(xy, it, places)
        apart = self._distances(places, xy[it.rest])
        total = 0.5 * self._stress(it, apart) + self._outside(it, places)
        total += STRANGERS * self.nearness.missed(it.wishes, it.rest, apart)
        if len(it.far):
            total += self._meetings(xy, it, near, far)
        return total

    def fine(self, xy: Floats, it: Group, places: Floats) -> Floats:
        """Weigh K places of a group by what ``rough`` leaves out: names, words and lengths."""
        net = self.net
        near, far = self._ends(xy, it, places)
        total = self.crowding(xy, it, places) + self._passing(xy, it, places)
        total += 0.5 * self._stress(it, self._distances(places, xy[it.rest]))
        if len(it.far):
            total += self._lengths(it, near, far)
            total += self._over(near, far, xy[it.rest] + net.offset[it.rest], net.half[it.rest], it, UNDER_NAME)
            total += self._words(xy, it, near, far)
        return total

    @staticmethod
    def _ends(xy: Floats, it: Group, places: Floats) -> tuple[Floats, Floats]:
        if len(it.rows) == 1:
            return places, xy[it.far][None]
        near = places[:, it.near]
        far = np.broadcast_to(xy[it.far], near.shape).copy()
        moving = it.far_member >= 0
        if moving.any():
            far[:, moving] = places[:, it.far_member[moving]]
        return near, far

    def _distances(self, places: Floats, others: Floats) -> Floats:
        """Return how far places are from others, as lengths; (..., 2) and (r, 2) -> (..., r)."""
        wide, high = self.sheet.stretch
        x = (places[..., 0, None] - others[:, 0]) / wide
        y = (places[..., 1, None] - others[:, 1]) / high
        apart: Floats = np.sqrt(x * x + y * y)
        return apart

    @staticmethod
    def _stress(it: Group, apart: Floats) -> Floats:
        off = apart - it.wanted
        cost: Floats = STRESS * (it.weight * off * off).sum(axis=(1, 2))
        return cost

    def _outside(self, it: Group, places: Floats) -> Floats:
        over = np.abs(places + self.net.offset[it.rows]) + self.net.half[it.rows] - self.sheet.half
        cost: Floats = OUTSIDE * (np.maximum(over / 60.0, 0.0) ** 2).sum(axis=(1, 2))
        away = places / self.sheet.half
        cost += CENTRE * ((away * away).sum(axis=2) * self.rank[it.rows]).sum(axis=1)
        return cost

    def _meetings(self, xy: Floats, it: Group, near: Floats, far: Floats) -> Floats:
        """Weigh what own lines cross, and the nodes that they run under or nearly touch."""
        along, rest = far - near, xy[it.rest]
        ax, ay = along[..., 0, None], along[..., 1, None]
        nx, ny = near[..., 0, None], near[..., 1, None]
        length = np.sqrt(ax * ax + ay * ay) + 1e-9
        ax, ay = ax / length, ay / length
        side = ax * rest[:, 1] - ay * rest[:, 0] - (ax * ny - ay * nx)
        parted = side[..., it.other_ends[:, 0]] * side[..., it.other_ends[:, 1]] < 0
        a = xy[it.others[:, 0]]
        way = xy[it.others[:, 1]] - a
        shift = way[:, 0] * a[:, 1] - way[:, 1] * a[:, 0]
        of_near = way[:, 0] * ny - way[:, 1] * nx - shift
        of_far = way[:, 0] * far[..., 1, None] - way[:, 1] * far[..., 0, None] - shift
        crossed = ((parted & (of_near * of_far < 0)) * it.apart).sum(axis=(1, 2))
        reached = ax * rest[:, 0] + ay * rest[:, 1] - (ax * nx + ay * ny)
        gap = np.maximum(np.abs(side), np.maximum(-reached, reached - length)) - self.node[it.rest]
        touched = (_touching(gap) * it.foreign).sum(axis=(1, 2))
        cost: Floats = CROSSING * crossed + UNDER_NODE * touched
        return cost

    @staticmethod
    def _over(near: Floats, far: Floats, centre: Floats, half: Floats, it: Group, weight: float) -> Floats:
        gaps = line_gaps(near[:, :, None], far[:, :, None], centre, half)
        cost: Floats = weight * (_touching(gaps) * it.foreign).sum(axis=(1, 2))
        return cost

    def crowding(self, xy: Floats, it: Group, places: Floats) -> Floats:
        """Weigh K places of a group by the boxes that come too near."""
        net = self.net
        centre = (places + net.offset[it.rows])[:, :, None]
        away = np.abs(centre - (xy + net.offset)[it.rest]) - net.half[it.rows][:, None] - net.half[it.rest]
        near = np.minimum(np.maximum(1.0 - np.maximum(away[..., 0], away[..., 1]) / CLEAR_PX, 0.0), 4.0)
        cost: Floats = CROWDING * (near * near).sum(axis=(1, 2))
        return cost

    def _passing(self, xy: Floats, it: Group, places: Floats) -> Floats:
        """Weigh the foreign lines that run under the group's own nodes and names."""
        if not len(it.others):
            return np.zeros(len(places))
        net = self.net
        a, b = xy[it.others[:, 0]], xy[it.others[:, 1]]
        centre = (places + net.offset[it.rows])[:, :, None]
        names = line_gaps(a, b, centre, net.half[it.rows][:, None])
        nodes = line_gaps(a, b, places[:, :, None], self.node_half[it.rows][:, None])
        cost: Floats = UNDER_NAME * _touching(names).sum(axis=(1, 2))
        cost += UNDER_NODE * _touching(nodes).sum(axis=(1, 2))
        return cost

    def _lengths(self, it: Group, near: Floats, far: Floats) -> Floats:
        away = (far - near) / self.sheet.stretch
        ratio = np.sqrt(away[..., 0] ** 2 + away[..., 1] ** 2) / self.sheet.wanted[it.rows[it.near], it.far]
        off = ratio - 1.0
        cost: Floats = (np.where(off > 0, LONG, SHORT) * off * off).sum(axis=1)
        return cost

    def _words(self, xy: Floats, it: Group, near: Floats, far: Floats) -> Floats:
        """Weigh the words on own lines that find no room, and the room that own lines take from others."""
        net = self.net
        a, b = xy[it.others[:, 0]], xy[it.others[:, 1]]
        spots = near[:, :, None] + (far - near)[:, :, None] * SLOTS[:, None]
        lines = np.clip(-line_gaps(a, b, spots[..., None, :], WORDS_HALF_PX) / 6.0, 0.0, 1.0).sum(axis=3)
        away = np.abs(spots[..., None, :] - (xy + net.offset)[it.rest]) - (WORDS_HALF_PX + net.half[it.rest])
        boxes = np.clip(-np.maximum(away[..., 0], away[..., 1]) / 6.0, 0.0, 1.0).sum(axis=3)
        lost = np.minimum((lines + boxes).min(axis=2), 1.0).sum(axis=1)
        taken = line_gaps(near[:, :, None], far[:, :, None], (a + b) / 2, WORDS_HALF_PX)
        cost: Floats = OWN_WORDS * lost + UNDER_WORDS * np.clip(-taken / 8.0, 0.0, 1.0).sum(axis=(1, 2))
        return cost


def _touching(gaps: Floats) -> Floats:
    """Return 1 where a line runs through something, 0 where it keeps well away from it, and what lies between."""
    touching: Floats = np.minimum(np.maximum((8.0 - gaps) / 12.0, 0.0), 1.0)
    return touching
