"""Long lists of words sorted and numbered in small steps: while Python sorts, or fills a dictionary, no thread can go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.intp]

_STEP = 8192
_WORD, _WORDS = 8, 3  # bytes that are compared at once, and how often before Python compares the rest


def alphabetical(words: Sequence[str], key: Callable[[int], object]) -> Rows:
    """Return the rows of words in the order of their letters.

    Parameters
    ----------
    words : sequence of str
    key : callable
        Returns what a row is sorted by that begins as another: the word, and whatever comes after it.

    Examples
    --------
    >>> words = ["pear", "apple", "pear"]
    >>> alphabetical(words, lambda row: (words[row], -row)).tolist()
    [1, 2, 0]
    """
    if not words:
        return np.zeros(0, dtype=np.intp)
    length = _WORD * _WORDS
    steps = (words[start : start + _STEP] for start in range(0, len(words), _STEP))
    begins = [np.array([_bytes(word)[:length] for word in step], dtype=f"S{length}") for step in steps]
    numbers = np.concatenate(begins).view(">u8").reshape(-1, _WORDS).astype(np.uint64)
    order = np.lexsort(numbers.T[::-1])
    numbers = numbers[order]
    alike = np.concatenate([[False], (numbers[1:] == numbers[:-1]).all(axis=1), [False]])
    first, last = np.flatnonzero(~alike[:-1] & alike[1:]), np.flatnonzero(alike[:-1] & ~alike[1:]) + 1
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        order[start:end] = sorted(order[start:end].tolist(), key=key)  # type: ignore[arg-type]  # whatever key returns
    return order


def numbered(ids: Sequence[str]) -> dict[str, int]:
    """Return the place of each id.

    Examples
    --------
    >>> numbered(["a", "b"])
    {'a': 0, 'b': 1}
    """
    places: dict[str, int] = {}
    for start in range(0, len(ids), _STEP):
        step = ids[start : start + _STEP]
        places.update(zip(step, range(start, start + len(step)), strict=True))
    return places


def _bytes(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")  # in the order of the letters
