"""How much memory the process has had at its highest; 0 where the system does not say."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

FORGET_PEAK = "5"


def peak_mib() -> int:
    """Return the highest since the beginning, or since it was forgotten."""
    with suppress(OSError), Path("/proc/self/status").open(encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) // 1024
    return 0


def forget_peak() -> None:
    """Count from what there is now."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text(FORGET_PEAK, encoding="ascii")
