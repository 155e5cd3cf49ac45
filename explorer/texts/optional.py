"""Libraries that only some readers need: imported when they are needed, and missing ones named with what to do."""

from __future__ import annotations

import importlib
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from explorer.texts.draft import UnreadableText

if TYPE_CHECKING:
    from collections.abc import Iterator


def library(module: str, package: str, name: str) -> Any:  # Any: none of these libraries says its types
    """Import a library.

    Parameters
    ----------
    module, package : str
        What is imported, and what is installed to have it.
    name : str
        The file that cannot be read without.

    Raises
    ------
    UnreadableText
        It is not installed; the text says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        is_partial = error.name not in {None, module}
        what = f"is not whole here ({error})" if is_partial else "is not installed here"
        raise UnreadableText(
            f"{name} cannot be read without {package}, which {what}. "
            f"Install it ({sys.executable} -m pip install {package}) and try again, or copy the text and paste it."
        ) from error


@contextmanager
def refused(name: str, what: str, todo: str) -> Iterator[None]:
    """Turn whatever a library raises over a damaged or hostile file into one sentence."""
    try:
        yield
    except UnreadableText:
        raise
    except Exception as error:  # each library fails in ways of its own
        raise UnreadableText(f"{name} {what}. {todo}") from error
