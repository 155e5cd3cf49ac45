"""Relations found by the words of their ends and of what ties them, where there are too many to write a sentence for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.model.facets import columns
from explorer.model.folding import folded

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from explorer.model.gathering import Rows
    from explorer.model.matching import Corpus
    from explorer.model.project import Project

_EVERYWHERE = 20_000  # a few letters that stand so often tell nobody apart


def likely_ties(project: Project, names: Corpus, owners: Rows, tokens: list[str], most: int) -> list[str]:
    """Return the relations whose sentences may hold every token, those with the most passages first.

    Parameters
    ----------
    project : Project
        The graph.
    names : Corpus
        What entities are called.
    owners : ndarray
        The entity's row for each row of ``names``; -1 where a name does not stand in sentences.
    tokens : list of str
        Folded words.
    most : int
        How many to return at most.
    """
    table = columns(project)
    found = np.ones(len(table.relations), dtype=bool)
    vocabulary = project.vocabulary
    labels = [folded(vocabulary.relation_kind(kind).label) for kind in table.relation_kinds]
    for token in tokens:
        if names.joined.count(token) > _EVERYWHERE:
            continue
        named = _named(names, owners, token, len(table.entities))
        tied = np.array([token in label for label in labels], dtype=bool)
        found &= named[table.source] | named[table.target] | tied[table.relation_kind]
    rows = np.flatnonzero(found)
    weight = table.passages[rows]
    if len(rows) > most:
        least = np.partition(weight, len(rows) - most)[len(rows) - most]
        rows, weight = rows[weight >= least], weight[weight >= least]
    keys: list[str] = table.relations[rows[np.argsort(-weight, kind="stable")][:most]].tolist()
    return keys


def _named(names: Corpus, owners: Rows, token: str, size: int) -> NDArray[np.bool_]:
    """Return which entities have a token in their name."""
    found = np.zeros(size + 1, dtype=bool)  # the last one: nobody
    found[owners[np.fromiter(names.rows_with(token), dtype=np.intp)]] = True
    return found[:-1]
