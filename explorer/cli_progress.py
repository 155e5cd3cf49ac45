"""Says on the error stream how far long work is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Told = Callable[[float], None]

_STEP_TERMINAL, _STEP_LOG = 0.01, 0.1


def progress(what: str) -> Told:
    """Return what says how far it is, from 0 to 1: in place on a terminal, now and then in a log."""
    on_terminal = sys.stderr.isatty()
    step, told = (_STEP_TERMINAL if on_terminal else _STEP_LOG), 0.0

    def tell(share: float) -> None:
        nonlocal told
        if share - told >= step or share >= 1.0 > told:
            told = share
            line = f"{what}: {share:.0%}"
            end = "\n" if share >= 1.0 or not on_terminal else ""
            sys.stderr.write(f"\r{line}{end}" if on_terminal else f"{line}{end}")
            sys.stderr.flush()

    return tell


def silence(_: float) -> None:
    """Say nothing: it is over at once."""
