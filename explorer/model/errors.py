"""The failures a person can act on. Their text is a whole sentence, shown as it is.

::

    ExplorerError
    ├── UnreadableFile      a file is missing, damaged, or not what it should be
    ├── UnwritableFile      a target cannot be written; nothing was changed there
    ├── UnknownName         a name (layout, format, entity) that does not exist; says which do
    ├── BadChange           a change that does not fit the project; nothing was applied
    └── Cancelled           a person stopped the work
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LISTED = 12
CLOSE = 5


class ExplorerError(Exception):
    """A failure whose text can be shown to a person as it stands."""


class UnreadableFile(ExplorerError):
    """A file is missing, damaged, or not what it should be."""


class UnwritableFile(ExplorerError):
    """A target cannot be written. The target is as it was before."""


class UnknownName(ExplorerError):
    """A name that does not exist; the message says which do, and first of all those that look like it."""

    @classmethod
    def among(cls, what: str, name: str, available: Iterable[str]) -> UnknownName:
        """Build the sentence ``No <what> called '<name>'. Available: …``; of very many, ``Did you mean …?``."""
        names = list(available)
        if not names:
            return cls(f"No {what} called '{name}'. There is none at all.")
        if len(names) <= LISTED:
            return cls(f"No {what} called '{name}'. Available: {', '.join(names)}.")
        from difflib import get_close_matches

        plain = {known.casefold(): known for known in reversed(names)}
        close = [plain[known] for known in get_close_matches(name.casefold(), plain, CLOSE)]
        if close:
            return cls(f"No {what} called '{name}'. Did you mean {' or '.join(close)}?")
        return cls(
            f"No {what} called '{name}'. Available: {', '.join(names[:LISTED])}, and {len(names) - LISTED:,} more."
        )


class TooManyEntities(ExplorerError):
    """A layout is not for so large a graph."""


class BadChange(ExplorerError):
    """A change that does not fit the project. Nothing was applied."""


class Cancelled(ExplorerError):
    """A person stopped the work."""
