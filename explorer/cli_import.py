"""Carries out ``import``: graphs of other programs become a graph file, articles go to ``cli_articles``. Prints nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.cli_options import BadOption

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from explorer.cli_options import Outcome

ARTICLES = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}
GRAPHS = {".csv", ".tsv", ".graphml", ".gexf", ".cyjs", ".json"}


def import_files(options: argparse.Namespace) -> Outcome:
    """Import what ``options.files`` names.

    Raises
    ------
    BadOption
        Graphs and articles are mixed, a file is neither, or it is not said where the graph goes.
    ExplorerError
        A file cannot be read, or the graph cannot be written.
    """
    if _all_articles(options.files):
        from explorer.cli_articles import import_articles

        return import_articles(options)
    raise BadOption("Graphs of other programs cannot be imported yet.")


def _all_articles(files: list[Path]) -> bool:
    articles = [path for path in files if path.is_dir() or path.suffix.lower() in ARTICLES]
    others = [path for path in files if path not in articles]
    for path in others:
        if path.suffix.lower() not in GRAPHS:
            raise BadOption(f"'{path.name}' says no kind of file. Endings that are known: {_endings()}.")
    if articles and others:
        raise BadOption(
            f"'{articles[0].name}' is an article and '{others[0].name}' a graph. Import them one after the other."
        )
    return bool(articles)


def _endings() -> str:
    return ", ".join(sorted(GRAPHS | ARTICLES))
