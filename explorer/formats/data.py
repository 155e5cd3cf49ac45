"""Saves a graph as data for other programs, piece by piece, and says what their format could not carry."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from explorer.atomic import draft_of
from explorer.formats.data_csv import tables
from explorer.formats.data_json import cyjs, node_link
from explorer.formats.data_xml import gexf, graphml
from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from explorer.formats.base import Loss
    from explorer.formats.outgoing import Outgoing

_WRITERS = {".graphml": graphml, ".gexf": gexf, ".cyjs": cyjs, ".json": node_link}
_READINGS = {".graphml": 2, ".gexf": 2, ".csv": 3}  # how often a format goes through all facts; the others once
DATA = (*_WRITERS, ".csv")
"""Endings of what can be written."""


class Saved(NamedTuple):
    """The files that were written, and what is not in them."""

    paths: tuple[Path, ...]
    losses: tuple[Loss, ...]


def save_data(out: Outgoing, path: Path, told: Callable[[float], None] = lambda _: None) -> Saved:
    """Write a graph in the format that a file name asks for. Tables become several files beside each other.

    Parameters
    ----------
    out : Outgoing
        The graph.
    path : Path
        Where to.
    told : callable, optional
        Is told how far it is, from 0 to 1; what it raises stops the writing.

    Raises
    ------
    UnknownName
        It ends in something else; the message says what there is.
    UnwritableFile
        It could not be written; what was there is untouched.
    """
    suffix = path.suffix.lower()
    if suffix not in DATA:
        raise UnknownName.among("format of data", suffix, DATA)
    out.meter.begin(_READINGS.get(suffix, 1) * (len(out.entities) + len(out.relations)), told)
    if suffix == ".csv":
        made = {path.with_name(f"{path.stem}-{name}{path.suffix}"): text for name, text in tables(out).items()}
    else:
        made = {path: _WRITERS[suffix](out)}
    with ExitStack() as drafts:
        for target, text in made.items():
            _write(text, drafts.enter_context(draft_of(target)), "utf-8-sig" if suffix == ".csv" else "utf-8")
    return Saved(tuple(made), out.tally.losses())


def _write(text: Iterable[str], draft: Path, encoding: str) -> None:
    with draft.open("w", encoding=encoding, errors="replace", newline="") as file:
        file.writelines(text)
