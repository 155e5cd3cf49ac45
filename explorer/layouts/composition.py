"""The calmest picture of one connected part of some hundred entities: stress for its shape, then untangling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.disturbance import Disturbance, Sheet
from explorer.layouts.quality import crossings
from explorer.layouts.stress import Majoriser, distances
from explorer.layouts.untangle import Round, Untangler

if TYPE_CHECKING:
    from collections.abc import Iterator

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

STARTS = 8
STRESS_ROUNDS = 60
HOT_ROUNDS, WARM_ROUNDS = 48, 6
HOT_WORK, WARM_WORK = 13e6, 5e6
"""How many pairs of lines and things may be weighed; fewer rounds in larger graphs keep the time in bounds."""

COLD_REACHES_PX = (20.0, 12.0, 7.0, 4.0)


@dataclass(frozen=True, eq=False)
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
    origin = start[fixed].mean(axis=0) if fixed.any() else np.zeros(2)
    stretch = np.array([wishes.aspect**0.25, wishes.aspect**-0.25])
    wanted = distances(net, LENGTH_PX * wishes.spacing + net.radius[net.edges].sum(axis=1))
    at = np.where(fixed[:, None], start - origin, 0.0)
    xy = at
    for xy, done in _by_stress(net, at / stretch, fixed, wanted, wishes.seed):
        yield xy * stretch + origin, 0.2 * done
    xy = xy * stretch
    sheet = Sheet(wanted, stretch, _half_sheet(net, xy, wishes))
    if fixed.any():
        xy[fixed] = at[fixed]
    else:
        hub = _hub(net)
        xy = xy - (xy.mean(axis=0) if hub is None else xy[hub])
        xy = xy * min(1.0, float((sheet.half / np.abs(xy).max(axis=0)).max()))
    for untangled, done in _untangled(net, xy, fixed, sheet, wishes.seed):
        yield untangled + origin, 0.2 + 0.8 * done


def _by_stress(net: Network, at: Floats, fixed: Bools, wanted: Floats, seed: int) -> Iterator[tuple[Floats, float]]:
    """Yield the best of several starts so far: fewest crossings, then least stress."""
    rng = np.random.default_rng(seed)
    majoriser = Majoriser(wanted, ~fixed)
    best: tuple[int, float] | None = None
    starts = STARTS if len(net) <= 80 else STARTS // 2
    for count in range(starts):
        anywhere = rng.normal(size=at.shape) * wanted.max() / 3
        xy = majoriser.improve(np.where(fixed[:, None], at, anywhere), STRESS_ROUNDS)
        if not fixed.any():
            xy = _lying(xy)
        score = (crossings(xy, net.edges), round(majoriser.stress(xy), 6))
        if best is None or score < best:
            best, chosen = score, xy
        yield chosen, (count + 1) / starts


def _lying(xy: Floats) -> Floats:
    """Return the picture turned so that it is wider than high, and always the same way up."""
    middle = xy - xy.mean(axis=0)
    axes = np.linalg.svd(middle, full_matrices=False)[2]
    axes = axes * np.where(axes[:, :1] + 1e-3 * axes[:, 1:] < 0, -1.0, 1.0)
    turned: Floats = middle @ axes.T
    return turned


def _half_sheet(net: Network, xy: Floats, wishes: Wishes) -> Floats:
    """Return half width and height of the sheet: room for all boxes, and not much less than stress would take."""
    area = float((4 * net.half.prod(axis=1)).sum()) / FILLING * wishes.spacing**2
    aspect = wishes.aspect * NARROWER
    page = np.sqrt(area) / 2 * np.array([aspect**0.5, aspect**-0.5])
    natural = 0.45 * np.ptp(xy, axis=0).max() / 2 * np.array([1.0, 1 / aspect])
    half: Floats = np.maximum(page, natural)
    return half


def _hub(net: Network) -> int | None:
    """Return the entity that is tied to far more others than most, if there is one."""
    hub = int(np.argmax(net.degree))
    return hub if net.degree[hub] >= max(4.0, HUB_DEGREES * float(net.degree.mean())) else None


def _untangled(net: Network, xy: Floats, fixed: Bools, sheet: Sheet, seed: int) -> Iterator[tuple[Floats, float]]:
    free, hub = ~fixed, _hub(net)
    if hub is not None and not fixed.any():
        # Everything else arranges itself around the hub, which would drag thirty lines along if it moved.
        free[hub] = False
    untangler = Untangler(net, xy, free, Disturbance(net, sheet), seed)
    rounds = _rounds(net)
    turns = len(rounds) * untangler.count
    for turn, _ in enumerate(untangler.run(rounds), start=1):
        yield untangler.xy, min(1.0, turn / turns)
    yield untangler.xy, 1.0


def _rounds(net: Network) -> list[Round]:
    """Return the rounds that a graph of this size can be given: hot ones for the shape, then ever colder ones."""
    work = float(net.degree.sum() * (len(net.edges) + len(net)) * 13)
    hot = int(min(HOT_ROUNDS, HOT_WORK / max(work, 1.0)))
    warm = int(min(WARM_ROUNDS, WARM_WORK / max(work, 1.0)))
    rounds = [
        Round(2.0 * (1 - index / hot) + 0.1, float(reach), is_full=False)
        for index, reach in enumerate(np.geomspace(160.0, 50.0, hot))
    ]
    rounds += [
        Round(0.3 * (1 - index / warm), float(reach), is_full=True)
        for index, reach in enumerate(np.geomspace(60.0, 30.0, warm))
    ]
    if warm:
        rounds += [Round(0.0, reach, is_full=True) for reach in COLD_REACHES_PX[-warm:]]
    return rounds
