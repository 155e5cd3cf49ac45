"""Which entities belong together: those that are tied more among themselves than to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.coarsening import likenesses

if TYPE_CHECKING:
    from explorer.layouts.base import Ints
    from explorer.layouts.network import Network

MOST_GROUPS = 300
COMPARED_UP_TO = 20_000
"""Larger graphs are looked at by a smaller likeness of theirs, in which closest neighbours are one."""


def communities(net: Network, seed: int) -> Ints:
    """Return the community of each entity, the largest first; those without any tie are in one of their own.

    So are the smallest of hundreds of communities.

    Parameters
    ----------
    net : Network
    seed : int
        Of the order in which Louvain's method (Blondel and others, 2008) tries entities.
    """
    import networkx as nx

    levels, groups = likenesses(net, seed, COMPARED_UP_TO)
    it, member = levels[-1], np.arange(len(levels[-1]))
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(it)))
    graph.add_weighted_edges_from(zip(it.first.tolist(), it.second.tolist(), it.weight.tolist(), strict=True))
    for number, found in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        member[list(found)] = number
    for group in reversed(groups):
        member = member[group]
    member = by_size(np.where(net.degree > 0, member, -1))
    return by_size(np.where(member < MOST_GROUPS, member, -1))


def by_size(member: Ints) -> Ints:
    """Return the groups numbered anew from 0, the largest first, of equal ones that with the first member."""
    _, first, place, size = np.unique(member, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(size), dtype=np.intp)
    rank[np.lexsort((first, -size))] = np.arange(len(size))
    return rank[place]
