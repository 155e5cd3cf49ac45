"""The calmest picture of one connected part of some hundred entities: stress for its shape, then untangling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.disturbance import Disturbance, Sheet
from explorer.layouts.lines import crossings
from explorer.layouts.stress import Majoriser, distances
from explorer.layouts.untangle import Round, Untangler

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.layouts.base import Bools, Floats
    from explorer.layouts.network import Network

LENGTH_PX = 140.0
"""A line is this long between the outlines of its nodes: room for some words."""

FILLING = 0.4
"""The share of the sheet that the boxes of nodes and names take."""

NARROWER = 0.9
"""Names that move to the side of their nodes widen the picture; its sheet is so much narrower."""

HUB_DEGREES = 3.0
"""A hub has so many times more neighbours than entities have on average."""

SCREEN_PX = 700.0 * 600.0
"""So much a picture may take at actual size, however few its entities are, if stress would take it."""

UNFOLDED_UP_TO = 8
FOLDED = 0.45
"""The sheet is not smaller than this share of the picture that stress alone would draw; all of it for a few entities."""

PRESSED = 1.3
"""The picture is pressed into its sheet from this times its size, so that it fills the corners."""

MANY = 80
STARTS = 8
STRESS_ROUNDS, STRESS_PARTS = 60, 3
MOST_ATTEMPTS = 3
MOST_STEPS = 250
PLACES = 13
HEAT, WARMTH = 2.0, 0.3
HOT_ROUNDS, WARM_ROUNDS = 42, 6
HOT_WORK, WARM_WORK, COLD_WORK = 13e6, 3e6, 6e6
"""How many pairs of lines and things may be weighed; fewer rounds in larger graphs keep the time in bounds."""

UNHURRIED_UP_TO = 60
HURRIED = 0.35
"""Larger pictures get less of that, down to this share: each turn takes longer, and nobody should wait."""

COLD_REACHES_PX = (20.0, 12.0, 7.0, 4.0)


@dataclass(frozen=True)
class Wishes:
    """What a composition should be like."""

    aspect: float
    spacing: float
    seed: int


def compose(net: Network, start: Floats, fixed: Bools, wishes: Wishes) -> Iterator[tuple[Floats, float]]:
    """Yield ever better places and the share of work done.

    Parameters
    ----------
    net : Network
        Connected.
    start : Floats, shape (n, 2)
        Places of those that are fixed; of the others they do not matter.
    fixed : Bools, shape (n,)
        Which entities stay.
    wishes : Wishes
    """
    if fixed.all() or len(net) == 1:
        yield np.where(fixed[:, None], start, 0.0), 1.0
        return
    composition = Composition(net, start, fixed, wishes)
    for done in composition.run():
        yield composition.xy + composition.origin, done


class Composition:
    """Owns one picture in the making.

    Attributes
    ----------
    xy : Floats, shape (n, 2)
        The best so far, seen from the middle of its sheet.
    origin : Floats, shape (2,)
        Where that middle is.
    """

    def __init__(self, net: Network, start: Floats, fixed: Bools, wishes: Wishes) -> None:
        self._net, self._fixed, self._wishes = net, fixed, wishes
        self.origin = start[fixed].mean(axis=0) if fixed.any() else np.zeros(2)
        self.xy = np.where(fixed[:, None], start - self.origin, 0.0)
        self._wanted = distances(net, LENGTH_PX * wishes.spacing + net.radius[net.edges].sum(axis=1))
        self._stretch = np.array([wishes.aspect**0.25, wishes.aspect**-0.25])
        self._hub = None if fixed.any() else hub(net)

    def run(self) -> Iterator[float]:
        """Yield the share of work done."""
        effort = Effort.for_size(self._net)
        starts: list[tuple[tuple[int, float], Floats]] = []
        yield 0.0
        for done in self._by_stress(starts):
            yield 0.2 * done
        starts.sort(key=lambda scored: scored[0])
        self.xy = starts[0][1]
        disturbance = Disturbance(self._net, self._sheet(self.xy))
        tried: list[Untangler] = []
        for attempt, (_, xy) in enumerate(starts[: effort.attempts]):
            untangler = self._untangler(xy, disturbance, self._wishes.seed + attempt)
            tried.append(untangler)
            self.xy = untangler.xy
            for done in _shares(untangler, effort.shaping):
                yield 0.2 + 0.5 * (attempt + done) / effort.attempts
        best = min(tried, key=lambda one: one.total()) if len(tried) > 1 else tried[0]
        self.xy = best.xy
        for done in _shares(best, effort.calming):
            yield 0.7 + 0.3 * done
        yield 1.0

    def _by_stress(self, starts: list[tuple[tuple[int, float], Floats]]) -> Iterator[float]:
        """Fill a list with pictures from several starts, each with its crossings and stress before it."""
        net, fixed = self._net, self._fixed
        rng = np.random.default_rng(self._wishes.seed)
        majoriser = Majoriser(self._wanted, ~fixed)
        given = self.xy / self._stretch
        count = STARTS if len(net) <= MANY else STARTS // 2
        for start in range(count):
            xy = np.where(fixed[:, None], given, rng.normal(size=given.shape) * self._wanted.max() / 3)
            for part in range(STRESS_PARTS):
                xy = majoriser.improve(xy, STRESS_ROUNDS // STRESS_PARTS)
                self.xy = xy * self._stretch
                yield (start + (part + 1) / STRESS_PARTS) / count
            if not fixed.any():
                xy = _lying(xy)
            starts.append(((crossings(xy, net.edges), round(majoriser.stress(xy), 6)), xy * self._stretch))

    def _sheet(self, xy: Floats) -> Sheet:
        """Return a sheet with room for all boxes, and not much smaller than stress would like."""
        net, wishes = self._net, self._wishes
        extent = np.ptp(xy, axis=0)
        needed = float((4 * net.half.prod(axis=1)).sum()) / FILLING
        area = max(needed, min(float(extent.prod()), SCREEN_PX)) * wishes.spacing**2
        aspect = wishes.aspect * NARROWER
        page = np.sqrt(area) / 2 * np.array([aspect**0.5, aspect**-0.5])
        folded = float(np.clip(UNFOLDED_UP_TO / len(net), FOLDED, 1.0))
        natural = folded * float(extent.max()) / 2 * np.array([1.0, 1 / aspect]) + net.half.max(axis=0)
        given = np.abs(xy[self._fixed]).max(axis=0, initial=0.0) + self._fixed.any() * LENGTH_PX
        half = np.maximum(np.maximum(page, natural), given)
        return Sheet(self._compressed(PRESSED * 2 * float(half.max()) / float(extent.max())), self._stretch, half)

    def _compressed(self, share: float) -> Floats:
        """Return the wanted distances with long ones shortened so that the longest shrinks to this share."""
        if share >= 1.0:
            return self._wanted
        near = float(self._wanted[self._net.edges[:, 0], self._net.edges[:, 1]].mean())
        longest = float(self._wanted.max())
        power = 1.0 + np.log(share) / np.log(max(longest / near, 1.0 / share))
        compressed: Floats = near * (self._wanted / near) ** float(power)
        return compressed

    def _untangler(self, xy: Floats, disturbance: Disturbance, seed: int) -> Untangler:
        free = ~self._fixed
        if free.all():
            xy = xy - (xy.mean(axis=0) if self._hub is None else xy[self._hub])
            xy = xy * min(1.0, float((disturbance.sheet.half / np.abs(xy).max(axis=0)).max()))
        if self._hub is not None:
            # Everything else arranges itself around the hub, which would drag thirty lines along if it moved.
            free[self._hub] = False
        return Untangler(self._net, xy, free, disturbance, seed)


def hub(net: Network) -> int | None:
    """Return the entity that is tied to far more others than most, if there is one."""
    most = int(np.argmax(net.degree))
    return most if net.degree[most] >= max(4.0, HUB_DEGREES * float(net.degree.mean())) else None


def _shares(untangler: Untangler, rounds: Sequence[Round]) -> Iterator[float]:
    turns = sum(untangler.turns(one) for one in rounds)
    pause = max(1, turns // MOST_STEPS)
    for turn, _ in enumerate(untangler.run(rounds), start=1):
        if turn % pause == 0 or turn == turns:
            yield turn / turns


@dataclass(frozen=True)
class Effort:
    """How much a graph of some size can be given."""

    attempts: int
    shaping: tuple[Round, ...]
    calming: tuple[Round, ...]

    @classmethod
    def for_size(cls, net: Network) -> Effort:
        """Return what keeps the time in bounds: several attempts for a few entities, fewer rounds for many."""
        work = max(float(net.degree.sum() * (len(net.edges) + len(net)) * PLACES), 1.0)
        work /= float(np.clip(UNHURRIED_UP_TO / len(net), HURRIED, 1.0))
        hot, warm = int(min(HOT_ROUNDS, HOT_WORK / work)), int(min(WARM_ROUNDS, WARM_WORK / work))
        attempts = int(np.clip(HOT_WORK / (HOT_ROUNDS * work), 1, MOST_ATTEMPTS))
        shaping = tuple(
            Round(HEAT * (1 - index / hot) + 0.1, float(reach), is_full=False)
            for index, reach in enumerate(np.geomspace(160.0, 50.0, hot))
        )
        calming = [
            Round(WARMTH * (1 - index / warm), float(reach), is_full=True)
            for index, reach in enumerate(np.geomspace(60.0, 30.0, warm))
        ]
        cold = COLD_REACHES_PX[: int(COLD_WORK / work)]
        calming += [Round(0.0, reach, is_full=True) for reach in cold]
        return cls(attempts, shaping, tuple(calming))


def _lying(xy: Floats) -> Floats:
    """Return the picture turned so that it is wider than high, and always the same way up."""
    middle = xy - xy.mean(axis=0)
    axes = np.linalg.svd(middle, full_matrices=False)[2]
    axes = axes * np.where(axes[:, :1] + 1e-3 * axes[:, 1:] < 0, -1.0, 1.0)
    turned: Floats = middle @ axes.T
    return turned
