"""What every home of a graph promises: it says whether it may be written, and never loses what it does not know."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

    from explorer.model.project import Project
    from explorer.stores.in_parts import Progress


@contextmanager
def unreadable_in_words(path: Path) -> Iterator[None]:
    """Turn what the system says while a file is read into ``UnreadableFile``, with what to do about it."""
    name = plain(path.name)
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"There is no file {plain(str(path), 300)}. Check the name, or choose it with Open."
        ) from error
    except PermissionError as error:
        raise UnreadableFile(f"You may not read {name}. Ask its owner for permission.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name holds a character that no file name may have"
        raise UnreadableFile(f"{name} could not be read: {reason}.") from error


class Conflict(UnwritableFile):
    """Somebody else has written the file since it was read. Save with ``overwrite=True`` to win anyway."""


class TooLarge(UnreadableFile):
    """It can be opened, but holds too much to be loaded as a whole."""


class Store(Protocol):
    """One home of one graph."""

    path: Path

    @property
    def writable(self) -> bool:
        """Whether ``save`` may be called; if not, ``why_not`` says why in a sentence."""

    @property
    def why_not(self) -> str:
        """Why it cannot be written, as a sentence; empty when it can."""

    def at(self, path: Path) -> Self:
        """Return the home of the same graph at another path ("save as"). Nothing is written before ``save``."""

    def mark(self) -> str:
        """Return what tells the state that was read or saved here from all others; empty where that is not known."""

    def is_changed_elsewhere(self) -> bool:
        """Whether somebody else has put something else where this home is, which saving would lose."""

    def close(self) -> None:
        """Let go of what is held open. What was saved is whole without it."""

    def save(self, project: Project, *, overwrite: bool = False) -> None:
        """Make the home hold the project as it is now. See ``saving``."""

    def saving(self, project: Project, *, overwrite: bool = False) -> Iterator[Progress]:
        """Make the home hold the project as it is now, step by step; who stops in between leaves what was there.

        Parameters
        ----------
        project : Project
            What to save. Nothing is written when nothing has changed.
        overwrite : bool
            Save even if somebody else has written there in the meantime.

        Raises
        ------
        Conflict
            Somebody else has written there, and ``overwrite`` is false.
        UnwritableFile
            It could not be saved; what was there is untouched.
        """


Store_co = TypeVar("Store_co", bound=Store, covariant=True)


@dataclass(frozen=True)
class Opened(Generic[Store_co]):
    """What opening a graph gives: the project, its home, and what a person should know (sentences)."""

    project: Project
    store: Store_co
    notices: tuple[str, ...] = ()
