"""From exec to the first painted window: ``python main.py`` on the bundled graph against an empty window, in turn."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from explorer.bootstrap import ROOT
from tests.bench.timing import Times

LEAVE = """
import os, sys
def leave():
    try:  # this process alone; getrusage also counts what the one that started it held
        with open("/proc/self/status") as file:
            peak = next(int(line.split()[1]) for line in file if line.startswith("VmHWM"))
    except OSError:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(str(peak // 1024))
    sys.stdout.flush()
    os._exit(0)
"""
EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
app = QApplication([])
class Canvas(QWidget):
    def paintEvent(self, event): QTimer.singleShot(0, leave)
window = QMainWindow()
window.setCentralWidget(Canvas())
window.resize(1440, 900)
window.show()
app.exec()
"""
OURS = """
import importlib.util, runpy
class Watch:
    def find_spec(self, name, path, target=None):
        if name != "explorer.widgets.canvas":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            from PySide6.QtCore import QTimer
            from PySide6.QtWidgets import QWidget
            paint, seen = module.Canvas.paintEvent, []
            def when_furnished(window):
                furnished = window.findChild(QWidget, "answers") is not None
                QTimer.singleShot(0, leave if furnished else lambda: when_furnished(window))
            def noted(self, event):
                if not seen:
                    seen.append(self.window())
                    QTimer.singleShot(0, leave if until == "graph" else lambda: when_furnished(seen[0]))
                paint(self, event)
            module.Canvas.paintEvent = noted
        spec.loader.exec_module = exec_module
        return spec
sys.meta_path.insert(0, Watch())
sys.argv = ["main.py"]
runpy.run_path("main.py", run_name="__main__")
"""
MS = 1000.0


@dataclass
class Starts:
    """What starting again and again took: the clock's time, the processor's, and memory at its highest."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peak_mib: int = 0

    @property
    def times(self) -> Times:
        """By the clock."""
        return Times(tuple(self.wall))

    @property
    def busy(self) -> Times:
        """By the processor."""
        return Times(tuple(self.processor))


def start_up(runs: int) -> dict[str, Starts]:
    """Start them in turn, as a second start does: with Python's compiled modules at hand and the files in memory.

    Each leaves as soon as what it painted has been handed to the screen: the graph, or the panels around it as well.
    """
    codes = {"empty window": EMPTY, "first paint": 'until = "graph"' + OURS, "panels filled": 'until = "panels"' + OURS}
    found = {name: Starts() for name in codes}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "pyc"), "XDG_CONFIG_HOME": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(runs + 1):
            for starts, code in zip(found.values(), codes.values(), strict=True):
                _start(starts if turn else Starts(), LEAVE + code, environment)
    return found


def _start(starts: Starts, code: str, environment: dict[str, str]) -> None:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    starts.wall.append((time.perf_counter() - start) * MS)
    starts.processor.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * MS)
    starts.peak_mib = max(starts.peak_mib, int(result.stdout.strip() or 0))
