"""What can be measured, part by part. Each part returns its table."""

from __future__ import annotations

import os
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.figures import Cell, Part, circumstances
from tests.bench.memory import peak_mib
from tests.bench.timing import Times

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.start import Starts

TIMES = ("median", "p95", "worst")
MARKING = {"keys": "keys", "ms": "the program's time, ms", "estimate_s": "a person's time, estimated, s"}
GROWTH = ("1k", "100k")
STORE_RELATIONS = 1_000_000


def start(runs: int) -> Part:
    """From exec to the first paint, with files in memory and on the disk only."""
    from tests.bench.start import start_up

    made, rows = circumstances(), list(_starts(start_up(runs), ""))
    if hasattr(os, "posix_fadvise"):
        rows += _starts(start_up(min(runs, 5), cold=True), ", cold")
    head = ("start until", "clock ms", "processor ms", "times empty", "by processor", "MiB")
    return Part("The start, on the bundled graph", head, tuple(rows), (), made)


def _starts(starts: dict[str, Starts], kind: str) -> Iterator[tuple[Cell, ...]]:
    floor = starts["empty window"]
    for name, found in starts.items():
        clock, busy = found.times.median, found.busy.median
        yield (
            f"{name}{kind}",
            round(clock, 1),
            round(busy, 1),
            round(clock / floor.times.median, 2),
            round(busy / floor.busy.median, 2),
            found.peak_mib,
        )


def small() -> Part:
    """The bundled graph, and 150 entities with 600 relations and all labels."""
    from tests.bench.window import bundled, middling

    made = circumstances()
    found = {f"bundled graph: {name}": times for name, times in bundled().items()}
    found |= {f"150 / 600: {name}": times for name, times in middling().items()}
    rows = tuple((name, *(round(getattr(times, key), 2) for key in TIMES)) for name, times in found.items())
    return Part("Small graphs in the window", ("ms", *TIMES), rows, (), made)


def reader() -> Part:
    """An article of 340,000 letters with 2,000 passages."""
    from tests.bench.reader import reading

    made = circumstances()
    rows = tuple((name, *(round(getattr(times, key), 2) for key in TIMES)) for name, times in reading().items())
    return Part("An article of 340,000 letters with 2,000 passages", ("ms", *TIMES), rows, (), made)


def marking() -> Part:
    """Relations marked in an article by keyboard, and how many are guessed right."""
    from tests.bench.marking import KEY_S, MIND_S, marked, right, right_in_bundled
    from tests.marked.passages import HELD_OUT

    made, every = circumstances(), marked()
    rows = []
    for whose, efforts in (("all", every), ("held out", [own for own in every if own.passage in HELD_OUT])):
        for what in ("keys", "ms", "estimate_s"):
            times = Times(tuple(float(getattr(own, what)) for own in efforts))
            rows.append((f"{MARKING[what]}, {whose}", *(round(getattr(times, key), 1) for key in TIMES)))
    wrong = sum(own.corrected > 0 for own in every)
    notes = [
        f"{len(every)} relations, {wrong} of them corrected in the form; a key is taken for {KEY_S} s, making up one's mind for {MIND_S} s."
    ]
    counts = {"of the article's passages": right()}
    text = Path(os.environ.get("EDGEWISE_ARTICLES", "")) / "deepseek-shakes-markets.txt"
    if text.is_file():
        counts["of the bundled graph's quotations"] = right_in_bundled(text)
    for what, halves in counts.items():
        said = ", ".join(f"{good} of {number} ({name})" for name, (good, number) in halves.items())
        notes.append(f"Subject, relation and object guessed right {what}: {said}.")
    return Part("Marking relations by keyboard", ("for one relation", *TIMES), tuple(rows), tuple(notes), made)


def window(size: str) -> Part:
    """Everything a person does in the window with a graph of a named size."""
    from tests.bench.graphs import SIZES
    from tests.bench.scale import at_size

    entities, relations = SIZES[size]
    made = circumstances()
    with tempfile.TemporaryDirectory() as folder:
        found = at_size(Path(folder), size)
    rows = tuple(
        (
            name,
            *(round(getattr(done.times, key), 2) for key in TIMES),
            round(done.blocked_ms, 1),
            round(done.ready_ms, 1),
            round(100 * done.bare, 1),
            round(100 * done.coarse, 1),
        )
        for name, done in found.items()
    )
    head = ("ms", *TIMES, "blocked", "ready", "bare %", "coarse %")
    notes = (f"Memory of the process at its highest: {peak_mib():,} MiB.",)
    return Part(f"The window with {entities:,} entities and {relations:,} relations", head, rows, notes, made)


def layouts(*, large: bool) -> Part:
    """Quality and speed of layouts against Graphviz and networkx."""
    from tests.bench.layouts import Row, rows

    made, found, notes = circumstances(), list[tuple[Cell, ...]](), list[str]()
    for row in rows(large=large):
        if isinstance(row, Row):
            found.append(tuple(round(cell, 3) if isinstance(cell, float) else cell for cell in astuple(row)))
        else:
            notes.append(row)
    head = ("graph", "by", "s", "crossings", "nodes overlap", "names overlap", "aspect", "neighbourhood", "megapixels")
    return Part("Layouts", head, tuple(found), tuple(notes), made)


def stores(folder: Path) -> Part:
    """A SQLite store of a million relations."""
    from tests.bench import stores as bench

    made, path = circumstances(), folder / f"edgewise-bench-{STORE_RELATIONS}.edgewise"
    if not path.exists():
        bench.make(path, STORE_RELATIONS)
    fresh = min(bench.from_nothing(path) for _ in range(3))
    rows: list[tuple[Cell, ...]] = [("a new process, to the start page's answers", round(fresh, 1), None, None)]
    for what, times in bench.figures(path, STORE_RELATIONS):
        rows.append((what, *(round(times[key], 2) for key in TIMES)))
    notes = (f"The file has {path.stat().st_size / 1e6:,.0f} MB.",)
    return Part("A store of a million relations", ("ms", *TIMES), tuple(rows), notes, made)


def pictures() -> Part:
    """Writing a picture against the least it could take."""
    from tests.bench.pictures import SIZES, written

    made, rows = circumstances(), []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            for what, *both in written(Path(folder), size):
                ours, least = (times.median for times in both)
                rows.append((f"{size}: {what}", round(ours, 1), round(least, 1), round(ours / least, 2)))
    return Part("Pictures", ("median ms", "written", "the least", "times"), tuple(rows), (), made)


def keystrokes() -> Part:
    """A letter typed into the palette."""
    from tests.bench.keystrokes import COUNTS, typed

    made, rows = circumstances(), []
    for count in COUNTS:
        for what, times in typed(count).items():
            rows.append((f"{count:,} names: {what}", *(round(getattr(times, key), 2) for key in TIMES)))
    return Part("A letter typed into the palette", ("ms", *TIMES), tuple(rows), (), made)


def items() -> Part:
    """The usual way to draw by Qt."""
    from tests.bench.items import SIZES, panned

    made, rows = circumstances(), []
    for size in SIZES:
        times = panned(size)
        rows.append((size, *(round(getattr(times, key), 1) for key in TIMES)))
    return Part("A pan by QGraphicsView, an item for each thing", ("ms", *TIMES), tuple(rows), (), made)


def crowds() -> Part:
    """The same lines as density and as hairlines."""
    from explorer.drawing import raster
    from tests.bench.crowds import CROWDS, ZOOMS, drawn

    made, rows = circumstances(), []
    title, head = (
        "The same lines as density and as hairlines",
        ("lines of", "million px", "density ms", "hairlines ms", "times"),
    )
    if not raster.prepare():
        return Part(title, head, (), ("The optional extra `density` is not installed.",), made)
    for size in CROWDS:
        for nearer in ZOOMS:
            ink, dense, hair = drawn(size, nearer)
            name = f"{size}, all in sight" if nearer == 1.0 else f"{size}, {nearer:g} times nearer"
            rows.append(
                (
                    name,
                    round(ink, 1),
                    round(dense.median, 1),
                    round(hair.median, 1),
                    round(dense.median / hair.median, 2),
                )
            )
    return Part(title, head, tuple(rows), ("By processor, in turn; a layer of 2112 x 1512 px.",), made)


def loading() -> Part:
    """Reading a graph file against parsing its JSON."""
    from tests.bench.graphs import SIZES as ALL
    from tests.bench.loading import SIZES, loaded

    made, rows = circumstances(), []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            ours, parsed, memory_mib = loaded(Path(folder), size)
            name = "{:,} / {:,}".format(*ALL[size])
            rows.append((name, round(ours, 1), round(parsed, 1), round(ours / parsed, 2), memory_mib))
    head = ("entities / relations", "opened ms", "json.loads ms", "times", "MiB")
    notes = ("Memory of a process that holds the graph, without a window.",)
    return Part("Reading a graph file", head, tuple(rows), notes, made)


def first_picture() -> Part:
    """Opening graph files by the program itself."""
    from tests.bench.first_picture import first_pictures

    made = circumstances()
    rows = tuple(
        (name, round(read.median, 1), round(shown.median, 1), round(shown.worst, 1), round(busy.median, 1))
        for name, read, shown, busy in first_pictures()
    )
    head = ("entities / relations", "read ms", "first picture ms", "worst", "processor")
    notes = ("`read` is from the beginning of the program; the first picture counts from there.",)
    return Part("Opening a graph file in the window", head, rows, notes, made)


def peers(sizes: Sequence[str]) -> Part:
    """Web libraries in headless Chromium with the same graphs."""
    from tests.bench.peers.table import found, modules, versions, why_not

    head = ("size", "by", "first paint s", "settled s", "pan median", "pan p95", "pan worst", "MiB")
    reason = why_not()
    if reason:
        return Part("Other programs", head, (), (f"Skipped: {reason}.",), circumstances())
    made, rows, notes = circumstances(), list[tuple[Cell, ...]](), list[str]()
    for peer, size, result in found(list(sizes)):
        if isinstance(result, str):
            notes.append(f"{peer.name} at {size}: {result}.")
            continue
        seconds = [None if ms is None else round(ms / 1000, 2) for ms in (result.first_ms, result.settled_ms)]
        pan = [None] * 3 if result.pan is None else [round(getattr(result.pan, key), 1) for key in TIMES]
        rows.append((size, peer.name, *seconds, *pan, result.memory_mib))
        if result.error:
            notes.append(f"{peer.name} at {size}: {result.error}.")
    notes.append("Versions: " + ", ".join(f"{name} {number}" for name, number in versions(modules()).items()) + ".")
    return Part("Other programs", head, tuple(rows), tuple(notes), made)


def growth(parts: dict[str, Part]) -> Part | None:
    """Return how times grow with the number of entities: the exponent between the smallest and the largest size."""
    from math import log

    from tests.bench.graphs import SIZES

    low, high = (parts.get(f"window {size}") for size in GROWTH)
    if low is None or high is None:
        return None
    factor = log(SIZES[GROWTH[1]][0] / SIZES[GROWTH[0]][0])
    rows = []
    for name, *_ in low.rows:
        one, other = (part.cell(str(name), "median") for part in (low, high))
        if one and other:
            rows.append((name, one, other, round(log(other / one) / factor, 2)))
    head = ("median ms", f"at {GROWTH[0]}", f"at {GROWTH[1]}", "exponent")
    return Part("Growth", head, tuple(rows), (), f"from the tables of {GROWTH[0]} and {GROWTH[1]} above")
