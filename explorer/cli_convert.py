"""Carries out ``convert``: a graph file becomes a store, or a store a graph file. Nothing is lost either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.cli_options import BadOption, Outcome
from explorer.cli_progress import progress, silence
from explorer.model.words import counted

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from explorer.stores.reader import Summary

STREAMED_BYTES = 20_000_000
"""From this size on a file is read piece by piece, and it is said how far that is."""


def convert(options: argparse.Namespace) -> Outcome:
    """Convert ``options.source`` into ``options.target``.

    Raises
    ------
    BadOption
        It is not said what should become what, or the target is there already.
    ExplorerError
        The source cannot be read, or the target cannot be written; the target is as it was.
    """
    from explorer.stores.connection import SUFFIX, is_database

    source, target = options.source, options.target
    is_store, becomes_store = is_database(source), target.suffix.lower() == SUFFIX
    if is_store and becomes_store:
        raise BadOption(
            f"{source.name} is a store already. Give the target a name in .json to make a graph file of it."
        )
    if not is_store and not becomes_store:
        raise BadOption(f"{target.name} is no name of a store. Write it with {SUFFIX} at its end.")
    if is_store and target.suffix.lower() != ".json":
        raise BadOption(f"A store becomes a graph file. Give {target.name} a name in .json.")
    if target.exists() and not options.overwrite:
        raise BadOption(f"{target.name} exists already. Choose another name, or add --overwrite.")
    notes = _to_store(source, target) if becomes_store else _to_json(source, target)
    notes += _texts_along(source, target)
    summary = _summary(target if becomes_store else source)
    number = f"{counted(summary.entities, 'entity', 'entities')}, {counted(summary.relations, 'relation')}"
    return Outcome(notes, f"{target.name}: {number}.")


def _to_store(source: Path, target: Path) -> tuple[str, ...]:
    from explorer.stores.converting import to_store

    if _size(source) > STREAMED_BYTES and to_store(source, target, progress(f"Reading {source.name}")):
        return ()
    from explorer.opening import home_at, open_graph

    opened = open_graph(source)
    store = home_at(target, None)
    store.save(opened.project)
    store.close()
    return opened.notices


def _to_json(source: Path, target: Path) -> tuple[str, ...]:
    from explorer.stores.converting import to_json_file

    is_large = _size(source) > STREAMED_BYTES
    to_json_file(source, target, progress(f"Writing {target.name}") if is_large else silence)
    return ()


def _texts_along(source: Path, target: Path) -> tuple[str, ...]:
    """Put the article texts that lie beside the source beside the target as well; none is written over another."""
    from explorer.atomic import write_atomically
    from explorer.stores.article_texts import folder_of

    old, new = folder_of(source), folder_of(target)
    if old == new or not old.is_dir():
        return ()
    new.mkdir(exist_ok=True)
    kept = []
    for text in sorted(old.glob("*.txt")):
        raw, copy = text.read_bytes(), new / text.name
        if not copy.exists():
            write_atomically(copy, raw)
        elif copy.read_bytes() != raw:
            kept.append(text.name)
    if not kept:
        return ()
    what = counted(len(kept), "article text")
    return (f"{what} in {new.name} had other words and stayed as {'it was' if len(kept) == 1 else 'they were'}.",)


def _summary(store: Path) -> Summary:
    from explorer.stores.sqlite import SqliteStore

    opened = SqliteStore.open(store)
    try:
        return opened.reader().summary()
    finally:
        opened.close()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0  # what is wrong with it is said by whoever opens it
