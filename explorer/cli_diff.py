"""Carries out ``diff``: what is in the second graph and not in the first, down to single pieces of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.model.compare import How, Sort, words_of
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.compare import Comparison

LONGEST = 1000
_MARKS = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~"}


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Return a comparison for programs."""
    counts = {
        how.value: {sort.value: comparison.counts[how, sort] for sort in Sort if comparison.counts[how, sort]}
        for how in How
    }
    return {
        "counts": counts,
        "differences": [
            {
                "how": own.how.value,
                "sort": own.sort.value,
                "id": own.id,
                "in": own.owner,
                "name": own.name,
                "fields": {name: {"before": old, "after": new} for name, (old, new) in own.fields.items()},
            }
            for own in comparison.differences
        ],
    }


def lines(comparison: Comparison) -> Iterator[str]:
    """Go through a comparison in lines for a person; the last one sums it up."""
    for own in comparison.differences:
        where = f" (in {own.owner})" if own.sort in {Sort.EVIDENCE, Sort.FACT} else ""
        yield plain(f"{_MARKS[own.how]} {own.sort.value} {own.id}{where}: {own.name}".replace("  ", " "), LONGEST)
        for name, (old, new) in own.fields.items():
            yield plain(f"    {name}: {words_of(old)} → {words_of(new)}", LONGEST)
    yield comparison.summary()
