"""Takes times and says them as median, p95 and worst."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Times:
    """Milliseconds of repeated runs."""

    ms: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.ms)

    @property
    def p95(self) -> float:
        """All but one in twenty are at most this."""
        return sorted(self.ms)[min(int(len(self.ms) * 0.95), len(self.ms) - 1)]

    @property
    def worst(self) -> float:
        """The slowest."""
        return max(self.ms)


def timed(run: Callable[[], object], times: int = 20) -> Times:
    """Run something again and again."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        found.append((time.perf_counter() - start) * 1000)
    return Times(tuple(found))
