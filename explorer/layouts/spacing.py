"""Places along a line or around a circle: as near as can be to where each would like to be, and no nearer to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Floats

ROUND_TRIPS = 200


def spaced(wanted: Floats, room: Floats) -> Floats:
    """Return places in this order, nearest to the wanted ones, that leave everyone its room.

    Parameters
    ----------
    wanted : Floats, shape (k,)
        Where each would like its middle.
    room : Floats, shape (k,)
        How long each is.

    Examples
    --------
    >>> spaced(np.array([0.0, 0.0, 50.0]), np.array([10.0, 10.0, 10.0])).tolist()
    [-5.0, 5.0, 50.0]
    """
    before = np.concatenate([[0.0], np.cumsum((room[:-1] + room[1:]) / 2)])[: len(room)]
    groups: list[tuple[float, int]] = []
    for slack in wanted - before:
        mean, count = float(slack), 1
        while groups and groups[-1][0] > mean:
            other, others = groups.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        groups.append((mean, count))
    level = np.repeat([mean for mean, _ in groups], [count for _, count in groups])
    places: Floats = level + before
    return places


def spaced_around(wanted: Floats, room: Floats) -> Floats:
    """Return places on a circle of length 1, in the order of the wanted ones, that leave everyone its room.

    Parameters
    ----------
    wanted : Floats, shape (k,)
        Where each would like to be, from 0 to 1.
    room : Floats, shape (k,)
        How much of the circle each takes; in all not more than 1, or there is no such place.

    Examples
    --------
    >>> spaced_around(np.array([0.5, 0.5]), np.array([0.2, 0.2])).round(3).tolist()
    [0.4, 0.6]
    """
    if len(wanted) < 2:
        return wanted.copy()
    order = np.argsort(wanted, kind="stable")
    places, need = wanted[order], room[order]
    gaps = (need + np.roll(need, -1)) / 2
    for _ in range(ROUND_TRIPS):
        ahead = np.roll(places, -1)
        ahead[-1] += 1.0
        lacking = np.maximum(gaps - (ahead - places), 0.0)
        if lacking.max() < 1e-6:
            break
        places = places - lacking / 2 + np.roll(lacking, 1) / 2
    around = np.empty_like(places)
    around[order] = places % 1.0
    return around
