"""Forces for large graphs: ties pull, everything pushes everything else, felt through a grid.

The forces and their step lengths are ForceAtlas2's (Jacomy, Venturini, Heymann and Bastian, 2014). What
pushes is spread over a grid and convolved with the push by Fourier transform, so that a round costs little
more than linear time, without a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.base import Bools, Floats
    from explorer.layouts.network import Network

PIVOTS = 40
FILLING = 0.12
PUSH = 2.0
GRAVITY = 1.0
LEAST_GRID, MOST_GRID = 64, 512


def unfold(
    net: Network, start: Floats, fixed: Bools, aspect: float, spacing: float, seed: int
) -> Iterator[tuple[Floats, float]]:
    """Yield ever better places of one connected part and the share of work done.

    Parameters
    ----------
    net : Network
        Connected.
    start : Floats, shape (n, 2)
        Places of those that are fixed.
    fixed : Bools, shape (n,)
        Which entities stay.
    aspect : float
        Width by height to aim for.
    spacing : float
        How far apart entities are.
    seed : int
    """
    rounds = int(np.clip(3e5 / len(net), 100, 300))
    stretch = np.array([aspect**0.5, aspect**-0.5])
    springs = Springs(net, _by_pivots(net, seed))
    for count in range(rounds):
        springs.step()
        yield _scaled(net, springs.xy, start, fixed, stretch, spacing), (count + 1) / rounds


def _scaled(net: Network, xy: Floats, start: Floats, fixed: Bools, stretch: Floats, spacing: float) -> Floats:
    """Return places in pixels, with the room that nodes need."""
    room = float((4 * net.half.prod(axis=1)).sum()) / FILLING * spacing**2
    low, high = np.percentile(xy, [2, 98], axis=0)
    scale = np.sqrt(room / max(float((high - low).prod()), 1e-9))
    places = (xy - (low + high) / 2) * scale * stretch
    if fixed.any():
        places = places + (start[fixed].mean(axis=0) - places[fixed].mean(axis=0))
    scaled: Floats = np.where(fixed[:, None], start, places)
    return scaled


class Springs:
    """Owns a picture that forces act on.

    Parameters
    ----------
    net : Network
    xy : Floats, shape (n, 2)
        Where to start; the unit is about the distance of neighbours.
    """

    def __init__(self, net: Network, xy: Floats) -> None:
        self.xy = xy.copy()
        self._first, self._second = net.edges.T
        self._mass = 1.0 + net.degree
        self._before = np.zeros_like(xy)
        self._speed = self._efficiency = 1.0
        side = 2 ** int(np.ceil(np.log2(2 * np.sqrt(len(net)) + 1)))
        self._side = int(np.clip(side, LEAST_GRID, MOST_GRID))
        self._push = _push_of(self._side)

    def step(self) -> None:
        """Let the forces act once."""
        force = self.repulsion() + self._attraction()
        far = np.hypot(*self.xy.T)[:, None] + 1e-9
        force -= self.xy / far * (GRAVITY * self._mass[:, None])
        self._advance(force)

    def _attraction(self) -> Floats:
        pull = self.xy[self._second] - self.xy[self._first]
        count = len(self.xy)
        return np.stack(
            [
                np.bincount(self._first, pull[:, axis], count) - np.bincount(self._second, pull[:, axis], count)
                for axis in (0, 1)
            ],
            axis=1,
        )

    def repulsion(self) -> Floats:
        """Return how hard everybody is pushed by everybody else."""
        from scipy import fft

        side = self._side
        low = self.xy.min(axis=0)
        cell = float(np.ptp(self.xy, axis=0).max()) * 1.001 / (side - 2) + 1e-12
        place = (self.xy - low) / cell
        corner = place.astype(np.intp)
        right, down = (place - corner).T
        corners = corner[:, 1] * side + corner[:, 0] + np.array([[0], [1], [side], [side + 1]])
        shares = np.array([(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down])
        density = np.bincount(corners.ravel(), (shares * self._mass).ravel(), minlength=side * side)
        padded = np.zeros((2 * side, 2 * side))
        padded[:side, :side] = density.reshape(side, side)
        field = fft.ifft2(fft.fft2(padded) * self._push)[:side, :side].ravel()
        felt = (shares * field[corners]).sum(axis=0)
        force: Floats = np.stack([felt.real, felt.imag], axis=1) / cell
        return force * (PUSH * self._mass)[:, None]

    def _advance(self, force: Floats) -> None:
        """Move everybody: far where forces agree with those before, hardly where they swing."""
        count = len(self.xy)
        swing = self._mass * np.hypot(*(self._before - force).T)
        swinging = float(swing.sum()) + 1e-12
        traction = float((self._mass * np.hypot(*(self._before + force).T)).sum()) / 2 + 1e-12
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
        self.xy = self.xy + force * (self._speed / (1 + np.sqrt(self._speed * swing)))[:, None]
        self._before = force


def _push_of(side: int) -> Floats:
    """Return the transform of the push that one unit of mass gives to every cell around it."""
    from scipy import fft

    steps = np.fft.fftfreq(2 * side) * 2 * side
    x, y = steps[None, :], steps[:, None]
    push = (x + 1j * y) / (x * x + y * y + 0.5)
    transformed: Floats = fft.fft2(push)
    return transformed


def _by_pivots(net: Network, seed: int) -> Floats:
    """Return a first picture: distances to some entities that are far from each other, flattened."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import dijkstra

    count = len(net)
    first, second = net.edges.T
    ties = coo_array((np.ones(len(net.edges)), (first, second)), shape=(count, count)).tocsr()
    pivot, nearest, columns = int(np.argmax(net.degree)), np.full(count, np.inf), []
    for _ in range(min(PIVOTS, count)):
        far = np.asarray(dijkstra(ties, directed=False, unweighted=True, indices=pivot))
        columns.append(far**2)
        nearest = np.minimum(nearest, far)
        pivot = int(np.argmax(nearest))
    squares = np.stack(columns, axis=1)
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean())
    axes = np.linalg.eigh(centred.T @ centred)[1][:, -2:]
    flat = centred @ axes
    spread = float(flat.std()) or 1.0
    jitter = np.random.default_rng(seed).normal(size=flat.shape)
    first_picture: Floats = flat / spread * np.sqrt(count) * 4 + jitter * 0.5
    return first_picture
