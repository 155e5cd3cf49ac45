"""Prints the table of timings, and with ``--json FILE`` writes it too."""

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


def main() -> None:
    """Run all timings."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--starts", type=int, default=5, help="how often the window is started (default 5)")
    options = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    starts = start_up(options.starts)
    app = make_application()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Qt platform {app.platformName()}")
    floor, ours = starts["empty window"], starts["Edgewise"]
    table: dict[str, Times] = {"start: empty window": floor[0], "start: Edgewise": ours[0]}
    table |= {f"bundled graph: {name}": times for name, times in bundled().items()}
    table |= {f"150 / 600: {name}": times for name, times in middling().items()}
    for name, times in table.items():
        print(f"{name:40} median {times.median:8.1f} ms   p95 {times.p95:8.1f}   worst {times.worst:8.1f}")
    ratio = ours[0].median / floor[0].median
    print(f"start against the empty window: {ratio:.2f} times; peak memory {ours[1]} MiB against {floor[1]} MiB")
    if options.json is not None:
        found = {name: {"median": t.median, "p95": t.p95, "worst": t.worst} for name, t in table.items()}
        options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
