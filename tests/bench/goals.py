"""Goals beside what was measured: ours, what it is held against, the ratio, and whether it is reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.figures import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.figures import Cell

PANS = ("pan, all in sight", "pan, 6 times nearer", "pan, 36 times nearer")
FRAMES = {"median": 4.0, "p95": 16.0, "worst": 33.0}
BLOCK_MS = 50.0
BARE_PERCENT = 5.0
LARGE_SIZES = ("1k", "10k", "100k", "100k/1M")


def goals(parts: dict[str, Part]) -> Part:
    """Return the table of goals, as far as parts were measured."""
    rows = (
        *_start(parts),
        *_small(parts),
        *_reader(parts),
        *_marking(parts),
        *_window(parts),
        *_against_others(parts),
        *_layouts(parts),
        *_loading(parts),
        *_first_picture(parts),
        *_store(parts),
        *_keystrokes(parts),
        *_pictures(parts),
        *_crowds(parts),
    )
    head = ("what", "ours", "against", "ratio", "goal", "reached")
    return Part("Goals", head, rows, (), "from the tables below")


def _row(what: str, ours: float, limit: float, unit: str = "ms") -> tuple[Cell, ...]:
    return (what, f"{ours:,.1f} {unit}", "", None, f"≤ {limit:g} {unit}", _verdict(ours <= limit))


def _ratio(what: str, ours: float, other: float, limit: float, name: str) -> tuple[Cell, ...]:
    ratio = ours / other
    return (what, f"{ours:,.2f}", f"{name}: {other:,.2f}", round(ratio, 3), f"≤ {limit:.3g}×", _verdict(ratio <= limit))


def _verdict(yes: bool) -> str:  # a word for a truth
    return "yes" if yes else "**no**"


def _start(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("start")
    for name in ("first paint, no last look", "first paint, the last look") if part else ():
        ours, empty = (part.cell(row, "clock ms") if part else None for row in (name, "empty window"))
        if ours and empty:
            yield _ratio(f"start: {name}, ms", ours, empty, 3.0, "empty window")


def _small(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("small")
    if part is None:
        return
    limits = {
        "bundled graph: click to filled panel": 16.0,
        "bundled graph: PNG at 4x": 1000.0,
        "150 / 600: force layout": 500.0,
    }
    for name, limit in limits.items():
        ours = part.cell(name, "median")
        if ours is not None:
            yield _row(f"{name}, median", ours, limit)
    for gesture in ("pan", "zoom", "drag"):
        for column in ("p95", "worst"):
            ours = part.cell(f"150 / 600: {gesture}", column)
            if ours is not None:
                yield _row(f"150 / 600: {gesture}, {column}", ours, FRAMES[column])


def _reader(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("reader")
    for name, column, limit in (("open", "median", 500.0), ("wheel", "p95", 16.0), ("wheel", "worst", 33.0)):
        ours = part.cell(name, column) if part is not None else None
        if ours is not None:
            yield _row(f"340,000 letters: {name}, {column}", ours, limit)


def _marking(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("marking")
    estimate = part.cell("a person's time, estimated, s, held out", "median") if part else None
    if estimate is not None:
        yield _row("marking: a relation by keyboard, estimated", estimate, 6.0, "s")


def _window(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    for size in LARGE_SIZES:
        part = parts.get(f"window {size}")
        if part is None:
            continue
        for name in (*PANS, "zoom", "drag the hub"):
            for column, limit in FRAMES.items():
                ours = part.cell(name, column)
                if ours is not None:
                    yield _row(f"{size}: {name}, {column}", ours, limit)
        bare = max((part.cell(name, "bare %") or 0.0) for name in PANS)
        yield _row(
            f"{size}: frames of a pan with a bare border (where the coarse picture shows, it is not bare)",
            bare,
            BARE_PERCENT,
            "%",
        )
        blocked, where = max((part.cell(str(row[0]), "blocked") or 0.0, str(row[0])) for row in part.rows)
        yield _row(f"{size}: longest block of the window ({where})", blocked, BLOCK_MS)


def _against_others(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("peers")
    for size, peer, limit in (("1k", "vis-network", 1 / 15), ("10k", "cytoscape.js, given places", 1 / 100)):
        ours = parts[f"window {size}"].cell(PANS[0], "p95") if f"window {size}" in parts else None
        other = peer_cell(part, size, peer, "pan p95")  # medians hide the frames that a browser leaves out
        if ours and other:
            yield _ratio(f"{size}: pan, p95 ms", ours, other, limit, peer)
    usual = parts.get("items")
    for size, limit in (("1k", 1 / 20), ("10k", 1 / 100)):
        ours = parts[f"window {size}"].cell(PANS[0], "median") if f"window {size}" in parts else None
        other = usual.cell(size, "median") if usual is not None else None
        if ours and other:
            yield _ratio(f"{size}: pan, median ms", ours, other, limit, "QGraphicsView")


def peer_cell(part: Part | None, size: str, peer: str, column: str) -> float | None:
    """Return a figure of another program; None where there is none."""
    if part is None:
        return None
    at = part.head.index(column)
    found = next((row[at] for row in part.rows if row[:2] == (size, peer)), None)
    return float(found) if isinstance(found, int | float) else None


def _layouts(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("layouts")
    if part is None:
        return
    by = {(str(row[0]), str(row[1])): row for row in part.rows}
    limits = {"1,000": 1.0, "10,000": 2.6, "100,000": 12.0}
    for (graph, program), row in by.items():
        size = graph.split(" / ")[0]
        if program == "Edgewise" and size in limits and isinstance(row[2], int | float):
            yield _row(f"layout of {graph}", float(row[2]), limits[size], "s")
    ours = next((row for (graph, program), row in by.items() if program == "Edgewise" and graph[:6] == "10,000"), None)
    other = next((row for (graph, program), row in by.items() if program == "sfdp" and graph[:6] == "10,000"), None)
    if ours is None or other is None:
        return
    for column, limit in (("s", 0.6), ("crossings", 0.5), ("nodes overlap", 1.0)):
        at = part.head.index(column)
        mine, theirs = ours[at], other[at]
        if isinstance(mine, int | float) and isinstance(theirs, int | float) and theirs:
            yield _ratio(f"layout of 10,000: {column}", float(mine), float(theirs), limit, "sfdp")
    at = part.head.index("neighbourhood")
    mine, theirs = ours[at], other[at]
    if isinstance(mine, int | float) and isinstance(theirs, int | float) and theirs:
        ratio = mine / theirs
        against = f"sfdp: {theirs:.3f}"
        yield (
            "layout of 10,000: neighbourhood",
            f"{mine:.3f}",
            against,
            round(ratio, 1),
            "≥ 10×",
            _verdict(ratio >= 10),
        )


def _crowds(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("crowds")
    for name in ("100k, all in sight", "100k, 6 times nearer") if part else ():
        ours, other = (part.cell(name, column) if part else None for column in ("density ms", "hairlines ms"))
        if ours and other:
            yield _ratio(f"lines of {name}: density, ms", ours, other, 0.25, "hairlines")


def _store(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("stores")
    limits = {
        "a new process, to the start page's answers": 500.0,
        "search: a whole name": 30.0,
        "search: a misspelt name": 30.0,
    }
    for name, limit in limits.items() if part else ():
        ours = part.cell(name, "median") if part else None
        if ours is not None:
            yield _row(f"a million relations: {name}", ours, limit)


def _loading(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("loading")
    for name, limit in (("10,000 / 29,000", 2.0), ("100,000 / 310,000", 1.3)):
        ours, other = (part.cell(name, column) if part else None for column in ("opened ms", "json.loads ms"))
        if ours and other:
            yield _ratio(f"reading {name}, ms", ours, other, limit, "json.loads")
    held = part.cell("100,000 / 310,000", "MiB") if part else None
    if held:
        yield _row("memory with 100,000 / 310,000, without a window", held, 400.0, "MiB")


def _first_picture(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("first picture")
    shown = part.cell("7,000 / 20,000", "first picture ms") if part else None
    if shown:
        yield _row("20,000 relations: first picture after reading", shown, 1500.0)


def _keystrokes(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("keystrokes")
    for name, *_ in part.rows if part else ():
        ours = part.cell(str(name), "p95") if part else None
        if ours is not None:
            yield _row(f"{name}, p95", ours, 30.0)


def _pictures(parts: dict[str, Part]) -> Iterator[tuple[Cell, ...]]:
    part = parts.get("pictures")
    for name, *_ in part.rows if part else ():
        ours, least = (part.cell(str(name), column) if part else None for column in ("written", "the least"))
        if ours and least:
            yield _ratio(f"{name}, ms", ours, least, 1.3 if "PNG" in str(name) else 1.5, "the least")
