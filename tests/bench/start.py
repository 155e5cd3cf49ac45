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
import importlib.util
def kept():
    from explorer.widgets.last_look import FILE, cache_folder
    return (cache_folder() / FILE).exists()
def watch_canvas(module):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget
    paint, seen = module.Canvas.paintEvent, []
    def when_done():
        done = kept() if until == "kept" else seen[0].findChild(QWidget, "answers") is not None
        QTimer.singleShot(0, leave if done else when_done)
    def noted(self, event):
        if not seen:
            seen.append(self.window())
            QTimer.singleShot(0, leave if until == "graph" else when_done)
        paint(self, event)
    module.Canvas.paintEvent = noted
def watch_app(module):
    paint = module._paint
    def noted(cover):
        paint(cover)
        if until == "last look" and cover is not None and cover.was_painted:
            leave()
    module._paint = noted
WATCHED = {"explorer.widgets.canvas": watch_canvas, "explorer.app": watch_app}
class Watch:
    def find_spec(self, name, path, target=None):
        if name not in WATCHED:
            return None
        watch = WATCHED.pop(name)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            watch(module)
        spec.loader.exec_module = exec_module
        return spec
sys.meta_path.insert(0, Watch())
sys.argv = ["main.py"]
exec(compile(open("main.py").read(), "main.py", "exec"))  # runpy would import what no start does
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


@dataclass(frozen=True)
class Way:
    """A way to start: what runs, and whether a picture of the window as it last opened is at hand."""

    code: str
    has_look: bool = False


WAYS = {
    "empty window": Way(EMPTY),
    "first paint, no last look": Way('until = "graph"' + OURS),
    "panels filled, no last look": Way('until = "panels"' + OURS),
    "first paint, the last look": Way('until = "last look"' + OURS, has_look=True),
    "panels filled, after the last look": Way('until = "panels"' + OURS, has_look=True),
}


def start_up(runs: int, *, cold: bool = False) -> dict[str, Starts]:
    """Start in all ways in turn, with Python's compiled modules at hand, as at every start but the first.

    Each leaves as soon as what it painted has been handed to the screen: the picture of the last time, the graph, or
    the panels around it as well. Files are in memory, unless ``cold``: then the system has been asked to drop them.
    """
    found = {name: Starts() for name in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder) / "pyc"), "XDG_CONFIG_HOME": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        caches = {True: str(Path(folder) / "looks"), False: os.devnull}  # the latter keeps nothing
        _start(Starts(), LEAVE + 'until = "kept"' + OURS, {**environment, "XDG_CACHE_HOME": caches[True]})
        for turn in range(runs + 1):
            for starts, way in zip(found.values(), WAYS.values(), strict=True):
                if cold:
                    _drop_from_memory(Path(folder), ROOT / "explorer", ROOT / "assets", *map(Path, sys.path))
                _start(
                    starts if turn else Starts(),
                    LEAVE + way.code,
                    {**environment, "XDG_CACHE_HOME": caches[way.has_look]},
                )
    return found


def _drop_from_memory(*folders: Path) -> None:
    """Ask the system to read these files from the disk the next time; it keeps what other programs have open."""
    for folder in folders:
        for path in folder.rglob("*") if folder.is_dir() else ():
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _start(starts: Starts, code: str, environment: dict[str, str]) -> None:
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    starts.wall.append((time.perf_counter() - start) * MS)
    starts.processor.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * MS)
    starts.peak_mib = max(starts.peak_mib, int(result.stdout.strip() or 0))
