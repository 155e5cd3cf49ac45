"""Thousands of small separate parts, all drawn at once: each around its most connected entity, set in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.packing import rows

if TYPE_CHECKING:
    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network

GAP_PX = 24.0
APART_PX = 48.0


def in_rows(net: Network, half: Floats, aspect: float, spacing: float) -> Floats:
    """Return places of many small parts beside each other, as a page sets words.

    Parameters
    ----------
    net : Network
        Its parts have a few entities each.
    half : Floats, shape (n, 2)
        Half of the room that each entity needs.
    aspect : float
        Width by height of the page.
    spacing : float
        How far apart entities are.
    """
    part = net.part_numbers()
    count = int(part.max(initial=-1)) + 1
    xy = _around_hubs(net, part, count, half.max(axis=1) * 2 + GAP_PX * spacing)
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, part, xy - half)
    np.maximum.at(high, part, xy + half)
    order = np.lexsort((np.arange(count), -np.bincount(part, minlength=count)))
    middles = np.empty((count, 2))
    middles[order] = rows((high - low)[order] / 2, aspect, APART_PX * spacing)
    placed: Floats = xy + (middles - (low + high) / 2)[part]
    return placed


def _around_hubs(net: Network, part: Ints, count: int, room: Floats) -> Floats:
    """Return places around the middle of each part: its most connected entity, its neighbours, theirs, and so on."""
    level, turn = _levels(net, part, count)
    widest = np.zeros(count)
    np.maximum.at(widest, part, room)
    reach = np.zeros(count)
    xy = np.zeros((len(net), 2))
    for ring in range(1, int(level.max(initial=0)) + 1):
        members = np.flatnonzero(level == ring)
        members = members[np.lexsort((turn[members], part[members]))]
        of = part[members]
        among = np.bincount(of, minlength=count)
        present = among > 0
        around = among * widest / (2 * np.pi)
        reach[present] = np.maximum(reach + widest, around)[present]
        first = np.searchsorted(of, of)
        angle = 2 * np.pi * (np.arange(len(members)) - first) / among[of]
        xy[members] = np.stack([np.cos(angle), np.sin(angle)], axis=1) * reach[of, None]
    return xy


def _levels(net: Network, part: Ints, count: int) -> tuple[Ints, Ints]:
    """Return how far everybody is from the hub of its part, and its turn among all, after those it hangs on."""
    order = np.lexsort((np.arange(len(net)), -net.degree, part))
    hubs = order[np.searchsorted(part[order], np.arange(count))]
    level, turn = np.full(len(net), -1, dtype=np.intp), np.zeros(len(net), dtype=np.intp)
    level[hubs], turn[hubs] = 0, np.arange(count)
    ring, met = hubs, count
    first, second = np.concatenate([net.edges, net.edges[:, ::-1]]).T
    while len(ring):
        is_next = (level[first] == level[ring[0]]) & (level[second] < 0)
        found = np.full(len(net), len(net), dtype=np.intp)
        np.minimum.at(found, second[is_next], turn[first[is_next]])
        ring_next = np.flatnonzero(found < len(net))
        level[ring_next] = level[ring[0]] + 1
        turn[ring_next[np.argsort(found[ring_next], kind="stable")]] = met + np.arange(len(ring_next))
        ring, met = ring_next, met + len(ring_next)
    return level, turn
