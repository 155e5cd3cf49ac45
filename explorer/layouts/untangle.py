"""Makes a small picture calm: moves one entity, or one dangling branch, at a time to where it disturbs least."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.layouts.base import Bools, Floats, Ints
    from explorer.layouts.disturbance import Disturbance, Group
    from explorer.layouts.network import Network

UNBOUNDED_PX = 2000.0
"""How far to look for a place on a sheet without edges."""


PROMISING = 7
"""So many places of each turn are looked at closely."""


class Round(NamedTuple):
    """One turn for everybody.

    Attributes
    ----------
    heat : float
        How much worse a place may be and still be taken now and then; 0 takes the best only.
    reach : float
        How far a move goes, in pixels.
    is_full : bool
        Whether all that disturbs is weighed, or only what decides the shape of the picture.
    """

    heat: float
    reach: float
    is_full: bool


class Untangler:
    """Owns a picture while it is being improved.

    Parameters
    ----------
    net : Network
    xy : Floats, shape (n, 2)
        The picture to start from, its sheet's middle at the origin.
    free : Bools, shape (n,)
        Which entities may move.
    disturbance : Disturbance
    seed : int
    """

    def __init__(self, net: Network, xy: Floats, free: Bools, disturbance: Disturbance, seed: int) -> None:
        self.xy = xy.copy()
        self._net, self._disturbance = net, disturbance
        self._rng = np.random.default_rng(seed)
        self._singles = [disturbance.group(np.array([row])) for row in np.flatnonzero(free)]
        self._branches = [(anchor, disturbance.group(rows)) for anchor, rows in branches(net) if free[rows].all()]

    def turns(self, one: Round) -> int:
        """Return how many have a turn in a round."""
        return len(self._singles) + (len(self._branches) if one.is_full else 0)

    def total(self) -> float:
        """Return how restless the picture is, everybody's view of it added up."""
        self._disturbance.look(self.xy)
        here = ((it, self.xy[None, it.rows]) for it in self._singles)
        weigh = self._disturbance
        return sum(float((weigh.rough(self.xy, it, at) + weigh.fine(self.xy, it, at))[0]) for it, at in here)

    def run(self, rounds: Sequence[Round]) -> Iterator[None]:
        """Yield after each turn."""
        for turn in rounds:
            eight, twelve = _ring(8, self._rng), _ring(12, self._rng)
            near = [np.zeros((1, 2)), eight * turn.reach]
            if turn.is_full:
                near.append(eight[::2] * (0.4 * turn.reach))
            steps = np.concatenate(near)
            self._disturbance.look(self.xy)
            for index in self._rng.permutation(len(self._singles)):
                it = self._singles[index]
                row = int(it.rows[0])
                far = self._beside(row, twelve) if len(it.far) == 1 else self._anywhere(row)
                self._choose(it, np.concatenate([self.xy[row] + steps, far])[:, None], turn)
                yield
            for anchor, it in self._branches if turn.is_full else ():
                self._choose(it, self._swung(anchor, it.rows, twelve, eight * turn.reach), turn)
                yield

    def _choose(self, it: Group, places: Floats, turn: Round) -> None:
        """Move a group to one of these places, of which the first is where it is."""
        weigh = self._disturbance
        cost = weigh.rough(self.xy, it, places)
        if turn.is_full:
            promising = np.argsort(cost[1:] + weigh.crowding(self.xy, it, places[1:]), kind="stable")[:PROMISING] + 1
            chosen = np.concatenate([[0], promising])
            places = places[chosen]
            cost = cost[chosen] + weigh.fine(self.xy, it, places)
        if turn.heat > 0:
            chances = np.exp((cost.min() - cost) / turn.heat).cumsum()
            index = int(chances.searchsorted(self._rng.random() * chances[-1]))
        else:
            index = int(cost.argmin())
            index = index if cost[index] < cost[0] - 1e-9 else 0
        self.xy[it.rows] = places[min(index, len(places) - 1)]

    def _beside(self, row: int, ring: Floats) -> Floats:
        """Return places around the only neighbour of an entity, near and farther off."""
        sheet = self._disturbance.sheet
        other = self._net.neighbours[row][0]
        spoke = ring * (sheet.wanted[row, other] * sheet.stretch)
        return np.concatenate([self.xy[other] + spoke, self.xy[other] + spoke[::2] * 1.6])

    def _anywhere(self, row: int) -> Floats:
        """Return the middle of an entity's neighbours, and three places anywhere on the sheet."""
        middle = self.xy[self._net.neighbours[row]].mean(axis=0)
        half = np.minimum(self._disturbance.sheet.half, UNBOUNDED_PX)
        return np.concatenate([middle[None], self._rng.uniform(-1.0, 1.0, (3, 2)) * half])

    def _swung(self, anchor: int, rows: Ints, ring: Floats, shifts: Floats) -> Floats:
        """Return places of a branch: where it is, swung around the entity it hangs on, and shifted."""
        stretch, here, hub = self._disturbance.sheet.stretch, self.xy[rows], self.xy[anchor]
        arm = (here - hub) / stretch
        across = np.stack([-arm[:, 1], arm[:, 0]], axis=1)
        swung = hub + (ring[:, None, :1] * arm + ring[:, None, 1:] * across) * stretch
        return np.concatenate([here[None], swung, here + shifts[:, None]])


def branches(net: Network) -> list[tuple[int, Ints]]:
    """Return the small parts of two or more entities that hang on one, each with the one it hangs on."""
    ties = np.zeros((len(net), len(net)), dtype=bool)
    ties[net.edges[:, 0], net.edges[:, 1]] = ties[net.edges[:, 1], net.edges[:, 0]] = True
    found = []
    for anchor in range(len(net)):
        left = np.ones(len(net), dtype=bool)
        left[anchor] = False
        for root in net.neighbours[anchor]:
            if left[root]:
                part = _reached(ties, int(root), left)
                left &= ~part
                if 2 <= np.count_nonzero(part) <= len(net) // 4:
                    found.append((anchor, np.flatnonzero(part)))
    return found


def _reached(ties: Bools, root: int, among: Bools) -> Bools:
    """Return the rows among these that can be reached from one of them."""
    reached = np.zeros(len(ties), dtype=bool)
    fresh = np.zeros(len(ties), dtype=bool)
    fresh[root] = True
    while fresh.any():
        reached |= fresh
        fresh = ties[fresh].any(axis=0) & among & ~reached
    return reached


def _ring(count: int, rng: np.random.Generator) -> Floats:
    angle = (np.arange(count) + rng.random()) * (2 * np.pi / count)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)
