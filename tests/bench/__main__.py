"""Prints the table of timings; ``--json FILE`` and ``--markdown FILE`` write it too."""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.app import make_application
from tests.bench.graphs import SIZES
from tests.bench.scale import at_size
from tests.bench.start import start_up
from tests.bench.window import bundled, middling

if TYPE_CHECKING:
    from tests.bench.start import Starts
    from tests.bench.timing import Times

COMMAND = "python -m tests.bench --markdown docs/performance.md"
GOALS = {
    "bundled graph: click to filled panel": "≤ 16",
    "bundled graph: PNG at 4x": "≤ 1,000",
    "150 / 600: pan": "≤ 16, worst ≤ 33",
    "150 / 600: zoom": "≤ 16, worst ≤ 33",
    "150 / 600: drag": "≤ 16, worst ≤ 33",
    "150 / 600: force layout": "≤ 500",
}
NOTES = """\
How it is measured:

- A start runs from exec until what was painted has been handed to the screen, with Python's compiled modules and all
  files at hand, as at every start but the first. `empty window` is a `QMainWindow` with an empty widget. All are
  started in turn; *processor* is the median of user and system time, which other work on the machine disturbs less.
- `the last look` is a picture of the whole window as it opened on this graph before, which is shown until the window
  itself is there. It is shown only if graph, program, preferences, theme and screen are the same, and nothing answers
  to the mouse until `panels filled, after the last look`. `no last look` is a start without such a picture: the
  first one on a graph, or after any of those has changed.
- `cold`: the system was asked to drop all files of Python, the packages and the program from memory before each start.
- Frames are taken one every 16.7 ms, with the event loop running in between, so that workers paint the next layer
  meanwhile. A frame counts from the gesture to the end of painting everything that it made dirty.
- `drag` carries the entity with the most relations. `click` goes through entities and relations, the first of each
  included. `PNG at 4x` is the whole graph with all its footnotes, a poster of about 50 megapixels.

What is known to be weak:

- Python with numpy, pydantic and Qt's modules alone takes about twice as long as the empty window. Without a picture of
  the last time, three times of it is out of reach as long as the model rests on pydantic and the graph on numpy.
- Steps of a running layout and the transition to its end draw the whole graph anew, several times slower than a drag.
- Sparse graphs of 150 entities take the force layout longer than the one that is timed here, up to about a second.
"""


def main() -> None:
    """Run all timings."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the page about performance to this file")
    parser.add_argument("--starts", type=int, default=9, help="how often the window is started (default 9)")
    parser.add_argument(
        "--sizes", help=f"time only the window with graphs of these sizes, separated by commas: {', '.join(SIZES)}"
    )
    parser.add_argument("--cold", type=int, default=5, help="how often with files on the disk only (default 5)")
    options = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if options.sizes:
        at_sizes(options.sizes.split(","), options.json)
        return
    starts = start_up(options.starts)
    cold = start_up(options.cold, cold=True) if options.cold and hasattr(os, "posix_fadvise") else {}
    app = make_application()
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Qt platform {app.platformName()}"
    )
    table = {f"start: {name}": found.times for name, found in starts.items()}
    table |= {f"bundled graph: {name}": times for name, times in bundled().items()}
    table |= {f"150 / 600: {name}": times for name, times in middling().items()}
    print(machine)
    for name, times in table.items():
        print(f"{name:40} median {times.median:8.1f} ms   p95 {times.p95:8.1f}   worst {times.worst:8.1f}")
    print(*start_rows(starts), *start_rows(cold, ", cold"), sep="\n")
    if options.json is not None:
        found = {name: {"median": t.median, "p95": t.p95, "worst": t.worst} for name, t in table.items()}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if options.markdown is not None:
        options.markdown.write_text(
            page(machine, [*start_rows(starts), *start_rows(cold, ", cold")], table), encoding="utf-8", newline="\n"
        )


def at_sizes(sizes: list[str], target: Path | None) -> None:
    """Print what the window takes with graphs of some sizes, and write it to a file if one is named."""
    unknown = [size for size in sizes if size not in SIZES]
    if unknown:
        raise SystemExit(f"No size called {unknown[0]!r}. Available: {', '.join(SIZES)}.")
    app = make_application()
    print(f"Qt platform {app.platformName()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; milliseconds")
    found: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            entities, relations = SIZES[size]
            print(f"\n{entities:,} entities, {relations:,} relations")
            head = ("median", "p95", "worst", "blocked", "ready", "bare", "coarse")
            print(f"{'':24}", *(f"{word:>9}" for word in head))
            for name, done in at_size(Path(folder), size).items():
                times = done.times
                row = (times.median, times.p95, times.worst, done.blocked_ms, done.ready_ms)
                shares = (done.bare, done.coarse)
                print(f"{name:24}", *(f"{ms:9,.1f}" for ms in row), *(f"{share:9.0%}" for share in shares), flush=True)
                found.setdefault(size, {})[name] = dict(zip(head, (*row, *shares), strict=True))
    if target is not None:
        target.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def start_rows(starts: dict[str, Starts], kind: str = "") -> list[str]:
    """Return a row for each way to start: by the clock, by the processor, against the empty window, and memory."""
    rows = []
    for name, found in starts.items():
        floor = starts["empty window"]
        times = found.times.median / floor.times.median
        processor = found.busy.median / floor.busy.median
        rows.append(
            f"| {name}{kind} | {found.times.median:,.0f} | {found.busy.median:,.0f} | {times:.2f} | {processor:.2f} "
            f"| {found.peak_mib} |"
        )
    return rows


def page(machine: str, starts: list[str], table: dict[str, Times]) -> str:
    """Return the page about performance."""
    rows = [
        f"| {name} | {t.median:,.1f} | {t.p95:,.1f} | {t.worst:,.1f} | {GOALS.get(name, '')} |"
        for name, t in table.items()
        if not name.startswith("start")
    ]
    return "\n".join(
        [
            "# Performance",
            "",
            f"Made by `{COMMAND}`; no figure by hand. {machine}. Milliseconds; 150 / 600 is a seeded graph of",
            "150 entities and 600 relations with all labels, in a canvas of about 1600 × 1000.",
            "",
            "| what | median | p95 | worst | goal |",
            "| --- | --: | --: | --: | --- |",
            *rows,
            "",
            "The start, on the bundled graph. Goal: the first paint within 3 times the empty window, and 200 MiB.",
            "",
            "| start until | clock | processor | times the empty window | by the processor | MiB |",
            "| --- | --: | --: | --: | --: | --: |",
            *starts,
            "",
            NOTES,
        ]
    )


if __name__ == "__main__":
    main()
