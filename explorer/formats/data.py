"""Saves a graph as data for other programs, and says what their format could not carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.atomic import write_atomically
from explorer.formats.data_csv import tables
from explorer.formats.data_json import cyjs, node_link
from explorer.formats.data_xml import gexf, graphml
from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.formats.base import Loss
    from explorer.formats.outgoing import Outgoing

_WRITERS = {".graphml": graphml, ".gexf": gexf, ".cyjs": cyjs, ".json": node_link}
DATA = (*_WRITERS, ".csv")
"""Endings of what can be written."""


class Saved(NamedTuple):
    """The files that were written, and what is not in them."""

    paths: tuple[Path, ...]
    losses: tuple[Loss, ...]


def save_data(out: Outgoing, path: Path) -> Saved:
    """Write a graph in the format that a file name asks for. Tables become several files beside each other.

    Raises
    ------
    UnknownName
        It ends in something else; the message says what there is.
    UnwritableFile
        It could not be written; what was there is untouched.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        made = {path.with_name(f"{path.stem}-{name}{path.suffix}"): data for name, data in tables(out).items()}
    elif suffix in _WRITERS:
        made = {path: _WRITERS[suffix](out)}
    else:
        raise UnknownName.among("format of data", suffix, DATA)
    for target, data in made.items():
        write_atomically(target, data)
    return Saved(tuple(made), out.tally.losses())
