"""Makes one graph of files of other programs, of any format that is understood. Joins two shelves, as ``opening`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.formats import IMPORTERS
from explorer.formats.foreign import is_foreign, is_table, read_foreign
from explorer.formats.merging import merged
from explorer.model.facts import FORMAT
from explorer.model.problem import plain
from explorer.model.words import counted
from explorer.stores import json_text
from explorer.stores.base import Opened
from explorer.stores.collector import collector_paused
from explorer.stores.json_file import JsonStore, load, read_bytes
from explorer.stores.raw import is_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from explorer.model.project import Project

LONGEST_REPORT = 12
_HEAD_BYTES = 4096


class Imported(NamedTuple):
    """A graph from elsewhere, and what a person should know about how it came."""

    project: Project
    notices: tuple[str, ...]


def import_graphs(paths: Sequence[Path], told: Callable[[float], None] = lambda _: None) -> Imported:
    """Return one graph of all that these files hold. Tables are read together, everything else one by one.

    Parameters
    ----------
    paths : sequence of Path
        The files.
    told : callable, optional
        Is told how much has been read, from 0 to 1.

    Raises
    ------
    UnreadableFile
        One of them holds no graph.
    """
    tables = [path for path in paths if is_table(path)]
    groups = [[path] for path in paths if not is_table(path)]
    if tables:
        groups.insert(0, tables)
    size, read = sum(_size(path) for path in paths), 0

    def count(more: int) -> None:
        nonlocal read
        read += more
        told(min(read / max(size, 1), 1.0))

    with collector_paused():
        whole = _import(groups[0], count)
        for group in groups[1:]:
            more = _import(group, count)
            found = merged(whole.project.to_file(), more.project.to_file())
            losses = tuple(loss.sentence for loss in found.losses)
            whole = Imported(found.project, (*whole.notices, *more.notices, *losses))
    told(1.0)
    return whole


def open_foreign(path: Path) -> Opened[JsonStore]:
    """Open a table, GraphML or GEXF as a document that has no home of its own yet.

    Raises
    ------
    UnreadableFile
        It holds no graph.
    """
    found = import_graphs([path])
    why = f"{plain(path.name)} was imported. Save it under another name to keep it as an Edgewise graph."
    notices = (why, *found.notices)
    if len(notices) > LONGEST_REPORT:
        rest = counted(len(notices) - LONGEST_REPORT, "more thing")
        notices = (*notices[:LONGEST_REPORT], f"And {rest}; import it on the command line to see all.")
    return Opened(found.project, JsonStore(path, why), notices)


def _import(paths: Sequence[Path], count: Callable[[int], None]) -> Imported:
    if is_foreign(paths[0]):
        reading, notices = read_foreign(paths, count)
        return Imported(reading.project, (*notices, *(loss.sentence for loss in reading.losses)))
    found = _import_json(paths[0])
    count(_size(paths[0]))
    return found


def _import_json(path: Path) -> Imported:
    """Read JSON of another program with less memory than ``load`` needs; all else is left to that."""
    raw, name = read_bytes(path), plain(path.name)
    if FORMAT.encode() not in raw[:_HEAD_BYTES]:
        parsed = json_text.parse(json_text.decode(raw, name).text, name)
        del raw
        importer = next((one for one in IMPORTERS if one.recognises(parsed.value)), None)
        if importer is not None and not is_ours(parsed.value):
            reading = importer.read(parsed.value, packs=True)
            told = tuple(loss.sentence for loss in reading.losses)
            if parsed.repeated:
                places = ", ".join(at for at, _ in parsed.repeated[:3])
                told = (f"{name} has keys that stand twice in one object ({places}); the last of them counts.", *told)
            return Imported(reading.project, told)
    opened = load(path, IMPORTERS)
    return Imported(opened.project, tuple(told for told in opened.notices if told != opened.store.why_not))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0  # what is wrong with it is said by whoever reads it
