"""The questions one may ask a person. The asker does not know whether a window answers."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtCore import SignalInstance


class Answer(Enum):
    """What to do with unsaved changes."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Prompt(Protocol):
    """Asks a person. ``widgets.dialogs`` answers with dialogs, tests from a list."""

    def unsaved(self, name: str) -> Answer:
        """Ask what to do with the unsaved changes of the document called ``name``."""

    def open_path(self) -> Path | None:
        """Ask which graph to open; None when the person thought better of it."""

    def save_path(self, suggestion: Path) -> Path | None:
        """Ask where to save; None when the person thought better of it."""

    def confirm(self, question: str, detail: str, accept: str) -> bool:
        """Ask a yes-or-no question. ``accept`` is the word on the button that says yes."""

    def choose(self, question: str, detail: str, choices: Sequence[str]) -> str | None:
        """Ask which of a few things to do, the safest first; None when the person wants to decide later."""

    def wait(self, sentence: str, over: SignalInstance, stop: Callable[[], object]) -> None:
        """Say what everything waits for, with a way to stop that; return when ``over`` is emitted."""

    def tell(self, message: str) -> None:
        """Show one sentence that a person has to see (a failure)."""
