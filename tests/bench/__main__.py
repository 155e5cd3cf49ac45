"""Prints the table of timings; ``--json FILE`` and ``--markdown FILE`` write it too."""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.app import make_application
from tests.bench.start import start_up
from tests.bench.window import bundled, middling

if TYPE_CHECKING:
    from tests.bench.timing import Times

COMMAND = "python -m tests.bench --markdown docs/performance.md"


def main() -> None:
    """Run all timings."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the page about performance to this file")
    parser.add_argument("--starts", type=int, default=5, help="how often the window is started (default 5)")
    options = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    starts = start_up(options.starts)
    app = make_application()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Qt platform {app.platformName()}"
    floor, ours = starts["empty window"], starts["Edgewise"]
    table: dict[str, Times] = {"start: empty window": floor.times, "start: Edgewise": ours.times}
    table |= {f"bundled graph: {name}": times for name, times in bundled().items()}
    table |= {f"150 / 600: {name}": times for name, times in middling().items()}
    print(machine)
    for name, times in table.items():
        print(f"{name:40} median {times.median:8.1f} ms   p95 {times.p95:8.1f}   worst {times.worst:8.1f}")
    ratio = ours.times.median / floor.times.median
    sentence = (
        f"From exec to the first paint Edgewise takes {ratio:.2f} times as long as an empty window; "
        f"at its highest it holds {ours.peak_mib} MiB, the empty window {floor.peak_mib} MiB."
    )
    print(sentence)
    if options.json is not None:
        found = {name: {"median": t.median, "p95": t.p95, "worst": t.worst} for name, t in table.items()}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if options.markdown is not None:
        options.markdown.write_text(page(machine, table, sentence), encoding="utf-8", newline="\n")


def page(machine: str, table: dict[str, Times], sentence: str) -> str:
    """Return the page about performance."""
    rows = [f"| {name} | {t.median:,.1f} | {t.p95:,.1f} | {t.worst:,.1f} |" for name, t in table.items()]
    return "\n".join(
        [
            "# Performance",
            "",
            f"Made by `{COMMAND}`; no figure by hand. {machine}. Milliseconds; 150 / 600 is a seeded graph of",
            "150 entities and 600 relations with all labels, in a canvas of about 1600 × 1000.",
            "",
            "| what | median | p95 | worst |",
            "| --- | --: | --: | --: |",
            *rows,
            "",
            sentence,
            "",
        ]
    )


if __name__ == "__main__":
    main()
