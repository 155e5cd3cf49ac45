"""What a start waits for: nothing heavy that the first picture can do without."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys

import pytest

from explorer.bootstrap import ROOT
from explorer.resources import bundled_graph
from explorer.start import STAND_INS, StandIn

UNTIL_PAINTED = """
import builtins, json, os, sys
from PySide6.QtWidgets import QApplication
from explorer.start import STAND_INS, StandIn, open_window
from pathlib import Path

loaded = []

def until_painted():
    from explorer.widgets.canvas import Canvas
    app = QApplication.instance()
    canvas = next(widget for widget in app.allWidgets() if isinstance(widget, Canvas))
    painted = []
    paint = Canvas.paintEvent
    def noted(self, event):
        paint(self, event)
        loaded.extend(sys.modules)
        painted.append(len(canvas._view.frame.nodes.ids))
    Canvas.paintEvent = noted
    while not painted:
        app.processEvents()
    slowed = builtins.__import__ is getattr(builtins, "__feature_import__", None)
    kept = [name for name in STAND_INS if isinstance(sys.modules[name], StandIn)]
    found = {"painted": painted[0], "modules": sorted(set(loaded)), "slowed": slowed, "stand_ins": kept}
    print(json.dumps(found), flush=True)
    os._exit(0)

QApplication.exec = staticmethod(until_painted)
open_window(Path(sys.argv[1]), None)
"""


@pytest.fixture(scope="module")
def first_paint(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """How many entities were painted first, and what had been imported until then."""
    home = str(tmp_path_factory.mktemp("home"))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": home, "HOME": home}
    command = [sys.executable, "-c", UNTIL_PAINTED, str(bundled_graph())]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT, timeout=100)
    assert run.returncode == 0, run.stderr
    found: dict[str, object] = json.loads(run.stdout)
    return found


def test_the_first_paint_shows_the_bundled_graph(first_paint: dict[str, object]) -> None:
    entities = json.loads(bundled_graph().read_text(encoding="utf-8"))["entities"]
    assert first_paint["painted"] == len(entities)


MOST_MODULES = 140
"""Of our own, before the first paint; each takes about a third of a millisecond. What is not drawn then can be imported
when it is used: in the controls or panels, which are made later, or within the function that needs it."""
LATER = [
    "calendar", "importlib.metadata", "networkx", "numba", "numpy.ma", "pyvis", "rapidfuzz", "scipy", "tomllib",
    "explorer.cli_options", "explorer.formats", "explorer.model.queries", "explorer.model.search", "explorer.model.shape",
    "explorer.session.actions", "explorer.session.item_models", "explorer.session.survey", "explorer.stores.raw",
    "explorer.widgets.answer_panel", "explorer.widgets.controls", "explorer.widgets.curation", "explorer.widgets.hints",
    "explorer.widgets.left_panel", "explorer.widgets.search_palette", "explorer.widgets.words",
]  # fmt: skip


def test_few_modules_are_imported_before_the_first_paint(first_paint: dict[str, object]) -> None:
    modules = first_paint["modules"]
    assert isinstance(modules, list)
    ours = [name for name in modules if name.partition(".")[0] == "explorer"]
    assert len(ours) <= MOST_MODULES, f"{len(ours)} modules are imported before the first paint: {', '.join(ours)}"


@pytest.mark.parametrize("name", LATER)
def test_what_is_heavy_waits_until_they_are_needed(first_paint: dict[str, object], name: str) -> None:
    modules = first_paint["modules"]
    assert isinstance(modules, list)
    assert "numpy" in modules  # or nothing would be said here about anything
    assert name not in modules


def test_modules_that_a_start_can_do_without_are_not_imported(first_paint: dict[str, object]) -> None:
    assert first_paint["stand_ins"] == list(STAND_INS)


@pytest.mark.parametrize(("module", "name"), [
    ("pydantic.plugin._loader", "PYDANTIC_ENTRY_POINT_GROUP"), ("numpy._core._add_newdocs", "add_newdoc"),
    ("numpy._typing", "ArrayLike"),
])  # fmt: skip
def test_what_else_is_wanted_of_such_a_module_is_found_in_it(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    stand_in = StandIn(module)
    monkeypatch.setitem(sys.modules, module, stand_in)
    assert getattr(stand_in, name) is getattr(importlib.import_module(module), name)
    assert all(getattr(stand_in, known) is getattr(sys.modules[module], known) for known in STAND_INS[module])


def test_pyside_does_not_slow_imports_down(first_paint: dict[str, object]) -> None:
    assert first_paint["slowed"] is False


TWO_STARTS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import explorer.app
from explorer.start import open_window
from explorer.widgets.last_look import LastLook, kept_look, look_of, picture_of

names, covers = [], []
def name_of(*what):
    names.append(look_of(*what))
    return names[-1]
def cover_of(*what):
    covers.append(LastLook(*what))
    return covers[-1]
cover_of.fits = LastLook.fits
explorer.app.look_of, explorer.app.LastLook = name_of, cover_of

def until_kept():
    app = QApplication.instance()
    window = next(widget for widget in app.topLevelWidgets() if widget.objectName() == "main_window")
    folder = explorer.app.cache_folder()
    if sys.argv[2] == "first":
        while kept_look(folder, names[0]) is None:
            app.processEvents()
        print(f"covered: {bool(covers)}")
    else:
        image, was_painted = covers[0].image, covers[0].was_painted
        gone = []
        covers[0].destroyed.connect(lambda: gone.append(True))
        while not gone:
            app.processEvents()
        app.processEvents()
        print(f"painted before anything else: {was_painted}; same to the pixel: {picture_of(window) == image}")
    sys.stdout.flush()
    os._exit(0)

QApplication.exec = staticmethod(until_kept)
open_window(Path(sys.argv[1]), None)
"""


@pytest.mark.parametrize("theme", ["system", "dark"])
def test_the_next_start_begins_with_the_last_look_which_is_the_window_to_the_pixel(
    tmp_path_factory: pytest.TempPathFactory, theme: str
) -> None:
    home = tmp_path_factory.mktemp("home")
    (home / "Edgewise").mkdir()
    (home / "Edgewise" / "Edgewise.conf").write_text(f"[General]\ntheme={theme}\n", encoding="utf-8")
    names = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **dict.fromkeys(names, str(home))}
    said = []
    for turn in ("first", "second"):
        command = [sys.executable, "-c", TWO_STARTS, str(bundled_graph()), turn]
        run = subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment, cwd=ROOT, timeout=60
        )
        assert run.returncode == 0, run.stderr
        said.append(run.stdout.strip())
    assert said == ["covered: False", "painted before anything else: True; same to the pixel: True"]
