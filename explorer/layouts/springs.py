"""Forces on a large graph: ties pull, everything pushes everything else, felt through a grid.

The forces and their step lengths are ForceAtlas2's (Jacomy, Venturini, Heymann and Bastian, 2014), or LinLog's pull
(Noack, 2007), which draws communities apart. What pushes is spread over a grid and convolved with the push by
Fourier transform, so that a round costs little more than linear time, without a tree; who is in the same cell or the
next is pushed a little more, by those that stand beside it in the order of the cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.coarsening import Likeness

PUSH = 2.0
GRAVITY = 1.0
LEAST_GRID, MOST_GRID = 64, 512
NEAR = 3
"""So many on either side, in the order of cells, are felt directly."""
SORTED_EVERY = 4
SMALLEST_CELL = 1e-3


class Springs:
    """Owns a picture that forces act on.

    Parameters
    ----------
    it : Likeness
    xy : Floats, shape (n, 2)
        Where to start; the unit is about the distance of neighbours.
    draws_apart : bool
        Whether ties pull less the longer they are (LinLog), so that communities stand apart.
    """

    def __init__(self, it: Likeness, xy: Floats, *, draws_apart: bool = False) -> None:
        self._it, self._draws_apart = it, draws_apart
        self._at = np.ascontiguousarray(xy.T)
        self._before = np.zeros_like(self._at)
        self._speed = self._efficiency = 1.0
        side = 2 ** int(np.ceil(np.log2(2 * np.sqrt(len(it)) + 1)))
        self._side = int(np.clip(side, LEAST_GRID, MOST_GRID))
        self._push = _push_of(self._side)
        self._by_cell = np.arange(len(it))
        self._count = 0

    @property
    def xy(self) -> Floats:
        """Where everybody is, shape (n, 2); the next step makes another array."""
        return self._at.T

    def step(self) -> None:
        """Let the forces act once."""
        force = self._repulsion()
        force += self._attraction()
        force -= self._at * (GRAVITY * self._it.mass / (np.hypot(*self._at) + 1e-9))
        self._advance(force)
        self._count += 1

    def repulsion(self) -> Floats:
        """Return how hard everybody is pushed by everybody else, shape (n, 2)."""
        return self._repulsion().T

    def _attraction(self) -> Floats:
        it = self._it
        pull = self._at[:, it.second] - self._at[:, it.first]
        if self._draws_apart:
            length = np.sqrt((pull * pull).sum(axis=0)) + 1e-6
            pull *= it.weight * np.log1p(length) / length
        else:
            pull *= it.weight
        count = len(it)
        return np.stack([np.bincount(it.first, one, count) - np.bincount(it.second, one, count) for one in pull])

    def _repulsion(self) -> Floats:
        from scipy import fft

        side, mass = self._side, self._it.mass
        low = self._at.min(axis=1, keepdims=True)
        cell = float(np.ptp(self._at, axis=1).max()) * 1.001 / (side - 2) + SMALLEST_CELL
        place = (self._at - low) / cell
        corner = place.astype(np.intp)
        right, down = place - corner
        first = corner[1] * side + corner[0]
        shares = ((1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down)
        corners = (first, first + 1, first + side, first + side + 1)
        density = np.zeros(side * side)
        for at, share in zip(corners, shares, strict=True):
            density += np.bincount(at, share * mass, minlength=side * side)
        padded = np.zeros((2 * side, 2 * side), dtype=np.float32)
        padded[:side, :side] = density.reshape(side, side)
        spectrum = fft.rfft2(padded) * self._push
        fields = fft.irfft2(spectrum, s=(2 * side, 2 * side), axes=(1, 2))[:, :side, :side].reshape(2, -1)
        felt = np.zeros_like(self._at)
        for at, share in zip(corners, shares, strict=True):
            felt += share * fields[:, at]
        felt /= cell
        if self._count % SORTED_EVERY == 0:
            self._by_cell = np.argsort(first, kind="stable")
        felt[:, self._by_cell] += self._beside(self._by_cell, cell)
        felt *= PUSH * mass
        return felt

    def _beside(self, order: Ints, cell: float) -> Floats:
        """Return what those nearby push more than the grid lets feel, in this order."""
        at, mass = self._at[:, order], self._it.mass[order]
        more = np.zeros_like(at)
        for ahead in range(1, min(NEAR, len(order) - 1) + 1):
            away = at[:, ahead:] - at[:, :-ahead]
            square = (away * away).sum(axis=0) + 1e-4
            away *= np.where(square < (1.5 * cell) ** 2, 1 / square - 1 / (square + 0.5 * cell * cell), 0.0)
            more[:, ahead:] += away * mass[:-ahead]
            more[:, :-ahead] -= away * mass[ahead:]
        return more

    def _advance(self, force: Floats) -> None:
        """Move everybody: far where forces agree with those before, hardly where they swing."""
        count, mass = len(self._it), self._it.mass
        swing = mass * np.hypot(*(self._before - force))
        swinging = float(swing.sum()) + 1e-12
        traction = float((mass * np.hypot(*(self._before + force))).sum()) / 2 + 1e-12
        tolerance = 0.05 * np.sqrt(count)
        jitter = max(np.sqrt(tolerance), min(10.0, tolerance * traction / count**2))
        if swinging > 2 * traction:
            self._efficiency = max(0.05, self._efficiency * 0.5)
            jitter = max(jitter, 1.0)
        target = jitter * self._efficiency * traction / swinging
        if swinging > jitter * traction:
            self._efficiency = max(0.05, self._efficiency * 0.7)
        elif self._speed < 1000:
            self._efficiency *= 1.3
        self._speed += min(target - self._speed, 0.5 * self._speed)
        self._at = self._at + force * (self._speed / (1 + np.sqrt(self._speed * swing)))
        self._before = force


def _push_of(side: int) -> Floats:
    """Return the transform of the push that one unit of mass gives to every cell around it, along x and along y."""
    from scipy import fft

    steps = (np.fft.fftfreq(2 * side) * 2 * side).astype(np.float32)
    x, y = steps[None, :], steps[:, None]
    square = x * x + y * y + np.float32(0.5)
    transformed: Floats = np.stack([fft.rfft2(x / square), fft.rfft2(y / square)])
    return transformed
