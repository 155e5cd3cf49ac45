"""A graph file opened by the program itself, in a new process: from the end of reading to the first picture of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.bootstrap import ROOT
from explorer.model.facts import GraphFile
from explorer.stores.writing import to_bytes
from tests.bench.graphs import document
from tests.bench.timing import Times

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = ((7_000, 20_000), (100_000, 310_000))
"""Entities and relations: what is read before the window is there, and what the window shows itself reading."""
RUNS = 5
CODE = """
import importlib.util, os, sys, time
read = None
def watch_files(module):
    show = module.Files.show
    def noted(self, opened):
        global read, busy
        read, busy = time.perf_counter(), time.process_time()
        show(self, opened)
    module.Files.show = noted
def watch_canvas(module):
    paint, is_grabbing = module.Canvas.paintEvent, []
    def noted(self, event):
        paint(self, event)
        if read is None or is_grabbing:
            return
        now, took = time.perf_counter(), time.process_time() - busy
        is_grabbing.append(True)
        from PySide6.QtCore import Qt
        image = self.grab().toImage().scaled(64, 40, mode=Qt.TransformationMode.SmoothTransformation)
        is_grabbing.clear()
        colors = {image.pixel(x, y) for x in range(64) for y in range(40)}
        if len(colors) > 50:
            print((read - begun) * 1000.0, (now - read) * 1000.0, took * 1000.0, flush=True)
            os._exit(0)
    module.Canvas.paintEvent = noted
WATCHED = {"explorer.widgets.canvas": watch_canvas, "explorer.session.files": watch_files}
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
sys.argv = ["main.py", "open", sys.argv[1]]
begun = time.perf_counter()
exec(compile(open("main.py").read(), "main.py", "exec"))
"""


def first_pictures() -> Iterator[tuple[str, Times, Times, Times]]:
    """Return for each size what the file took to be read, and from then the first picture: by the clock, by the processor."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder}
        for entities, relations in SIZES:
            path = Path(folder) / f"{relations}.json"
            path.write_bytes(to_bytes(GraphFile.model_validate(document(entities, relations))))
            told = [_told(path, environment) for _ in range(RUNS)]
            read, picture, busy = zip(*told, strict=True)
            yield f"{entities:,} / {relations:,}", Times(read), Times(picture), Times(busy)


def _told(path: Path, environment: dict[str, str]) -> tuple[float, ...]:
    command = [sys.executable, "-c", CODE, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=ROOT)
    return tuple(float(word) for word in result.stdout.split()[-3:])
