"""Carries out ``import``: graphs of other programs become a graph file, articles go to ``cli_articles``. Prints nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.cli_options import BadOption, Outcome
from explorer.cli_progress import progress, silence

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from explorer.importing import Imported

STREAMED_BYTES = 5_000_000
"""From this size on it is said how much has been read."""
MANY = 20_000
"""Relations; of more it is said how far the writing is."""
ARTICLES = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}
GRAPHS = {".csv", ".tsv", ".tab", ".graphml", ".gexf", ".xml", ".cyjs", ".json"}
OF_ARTICLES = ("title", "publisher", "published", "language", "url", "rights", "authors")


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
    idle = [f"--{name}" for name in OF_ARTICLES if getattr(options, name)]
    if idle:
        raise BadOption(f"{', '.join(idle)} would say something of an article, and these are graphs. Leave it out.")
    if options.output is None and options.into is None:
        raise BadOption("It is not said where the graph goes. Write -o OUT.json, or --into a graph that takes it up.")
    if options.output is not None and options.output.exists():
        more = "" if options.into else f" or write --into {options.output.name} to add to it"
        raise BadOption(f"{options.output.name} exists already. Choose another name{more}.")
    from explorer.importing import import_graphs

    is_long = sum(path.stat().st_size for path in options.files if path.is_file()) > STREAMED_BYTES
    what = options.files[0].name if len(options.files) == 1 else f"{len(options.files)} files"
    found = import_graphs(options.files, progress(f"Reading {what}") if is_long else silence)
    return _make(found, options.output) if options.into is None else _add(found, options.into, options.output)


def _make(found: Imported, target: Path) -> Outcome:
    from explorer.opening import home_at

    project = found.project
    told = progress(f"Writing {target.name}") if len(project.relations) > MANY else silence
    for step in home_at(target, None).saving(project):
        told(step.progress)
    told(1.0)
    return Outcome(found.notices, f"{target.name}: {_counts(len(project.entities), len(project.relations))}.")


def _add(found: Imported, into: Path, target: Path | None) -> Outcome:
    from explorer.formats.merging import merged
    from explorer.model.kept_texts import fill
    from explorer.opening import home_at, open_graph

    opened = open_graph(into)
    before = opened.project.to_file()
    both = merged(before, found.project.to_file())
    store = opened.store if target is None else home_at(target, opened.store)
    project = both.project
    fill(project, {own.id: own.text for own in opened.project.articles.values() if own.text is not None})
    store.save(project)
    notes = (*opened.notices, *found.notices, *(loss.sentence for loss in both.losses))
    entities = len(both.file.entities) - len(before.entities)
    relations = len(both.file.relations) - len(before.relations)
    return Outcome(notes, f"{(target or into).name}: {_counts(entities, relations)} more.")


def _counts(entities: int, relations: int) -> str:
    from explorer.model.words import counted

    return f"{counted(entities, 'entity', 'entities')}, {counted(relations, 'relation')}"


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
