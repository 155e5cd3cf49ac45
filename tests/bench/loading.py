"""Reading a graph file, against parsing its JSON and nothing else; each in a process of its own, without a window.

Ours pauses the garbage collector, as the window does; ``json.loads`` is as anyone calls it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from explorer.bootstrap import ROOT
from tests.bench.graphs import write

if TYPE_CHECKING:
    from pathlib import Path

SIZES = ("10k", "100k")
RUNS = 3
PARSED = """
import json, sys, time
text = open(sys.argv[1], encoding="utf-8").read()
start = time.perf_counter()
kept = json.loads(text)
"""
OPENED = """
import gc, sys, time
from pathlib import Path
import explorer.stores.json_file
from explorer.opening import open_graph
gc.disable()
start = time.perf_counter()
kept = open_graph(Path(sys.argv[1]))
"""
TOLD = """
took = (time.perf_counter() - start) * 1000.0
status = open("/proc/self/status").read() if sys.platform == "linux" else "VmRSS: 0"
print(took, int(status.partition("VmRSS:")[2].split()[0]) // 1024)
"""


def loaded(folder: Path, size: str) -> tuple[float, float, int]:
    """Return how many ms opening a graph of a named size takes, how many parsing its JSON, and MiB of memory held."""
    path = write(folder / f"{size}.json", size)
    ours, parsed, memory = [], [], 0
    for _ in range(RUNS):
        took, memory = _told(OPENED, path)
        ours.append(took)
        parsed.append(_told(PARSED, path)[0])
    return statistics.median(ours), statistics.median(parsed), memory


def _told(code: str, path: Path) -> tuple[float, int]:
    command = [sys.executable, "-c", code + TOLD, str(path)]
    took, memory = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout.split()
    return float(took), int(memory)
