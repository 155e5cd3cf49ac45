"""Carries out ``import`` for articles: files of words become articles of a graph. Prints nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.cli_options import BadOption

if TYPE_CHECKING:
    import argparse

    from explorer.cli_options import Outcome


def import_articles(options: argparse.Namespace) -> Outcome:
    """Put the articles in ``options.files`` into the graph ``options.into``.

    Raises
    ------
    BadOption
        Articles cannot be imported yet.
    """
    raise BadOption(f"'{options.files[0].name}' is an article, and articles cannot be imported yet. Import graphs.")
