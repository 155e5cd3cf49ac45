"""From exec to the first painted window: Edgewise on its bundled graph against an empty window, in turn."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from explorer.resources import bundled_graph
from tests.bench.timing import Times

LEAVE = """
import os, resource, sys
sys.stdout.write("%d" % (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)); sys.stdout.flush(); os._exit(0)
"""
EMPTY = """
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
app = QApplication([]); painted = []
class Canvas(QWidget):
    def paintEvent(self, event): painted.append(1)
window = QMainWindow(); window.setCentralWidget(Canvas()); window.resize(1440, 900); window.show()
while not painted: app.processEvents()
"""
OURS = f"""
from pathlib import Path
from explorer.app import make_application
from explorer.desk import Desk
from explorer.opening import open_graph
app = make_application(); desk = Desk(); painted = []
paint = type(desk.canvas).paintEvent
def noted(self, event): paint(self, event); painted.append(1)
type(desk.canvas).paintEvent = noted
desk.files.show(open_graph(Path({str(bundled_graph())!r}))); desk.show()
while not painted: app.processEvents()
"""


def start_up(runs: int) -> dict[str, tuple[Times, int]]:
    """Return times and peak memory (MiB) of both, and of both without Python's own start."""
    found: dict[str, list[float]] = {"empty window": [], "Edgewise": []}
    peak = dict.fromkeys(found, 0)
    for _ in range(runs):
        for name, code in (("empty window", EMPTY), ("Edgewise", OURS)):
            start = time.perf_counter()
            result = subprocess.run(
                [sys.executable, "-c", code + LEAVE], capture_output=True, text=True, check=True, env=os.environ
            )
            found[name].append((time.perf_counter() - start) * 1000)
            peak[name] = max(peak[name], int(result.stdout.strip() or 0))
    return {name: (Times(tuple(times)), peak[name]) for name, times in found.items()}
