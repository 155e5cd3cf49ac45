"""What is missing is said in one sentence before Qt could abort. Each test starts a process of its own, as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from explorer.bootstrap import ROOT
from explorer.preflight import PACKAGES, explain

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")

CHECK = """
import sys
from explorer.preflight import check_display, check_offscreen, display_missing
from explorer.model.errors import ExplorerError
try:
    print(eval(sys.argv[1]))
except ExplorerError as error:
    sys.exit(str(error))
"""


def ask(call: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Call a function of the module where only the given variables tell of a display."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    kept = {name: value for name, value in os.environ.items() if name not in displays}
    return subprocess.run(
        [sys.executable, "-c", CHECK, call],
        cwd=ROOT,
        env=kept | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_any_display_the_caller_is_told() -> None:
    assert ask("display_missing()").stdout == "True\n"
    assert ask("display_missing()", DISPLAY=":0").stdout == "False\n"
    assert ask("display_missing()", WAYLAND_DISPLAY="wayland-0").stdout == "False\n"
    assert ask("display_missing()", QT_QPA_PLATFORM="offscreen").stdout == "False\n"


def test_offscreen_drawing_needs_no_display() -> None:
    assert ask("check_offscreen()").stdout == "None\n"
    assert ask("check_display()", QT_QPA_PLATFORM="offscreen").stdout == "None\n"


def test_a_display_that_does_not_answer_is_one_sentence() -> None:
    result = ask("check_display()", DISPLAY=":987")
    assert result.returncode == 1
    assert "DISPLAY is ':987', but no X server answers there." in result.stderr or result.stderr.startswith("Qt needs")


def test_a_wayland_display_that_does_not_answer_is_one_sentence(tmp_path) -> None:
    result = ask("check_display()", WAYLAND_DISPLAY="wayland-9", XDG_RUNTIME_DIR=str(tmp_path))
    assert result.returncode == 1
    assert "no Wayland compositor answers there." in result.stderr or result.stderr.startswith("Qt needs")


def test_a_missing_library_is_found_before_qt_aborts(tmp_path) -> None:
    real = Path(PySide6.__file__).parent / "Qt"
    plugins = tmp_path / "PySide6" / "Qt" / "plugins" / "platforms"
    plugins.mkdir(parents=True)
    (tmp_path / "PySide6" / "__init__.py").touch()
    library = (real / "plugins" / "platforms" / "libqxcb.so").read_bytes()
    (plugins / "libqxcb.so").write_bytes(library.replace(b"libxcb-cursor.so.0", b"libxcb-cursor.so.X"))
    result = ask("check_display()", DISPLAY=":987", PYTHONPATH=str(tmp_path), LD_LIBRARY_PATH=str(real / "lib"))
    assert result.returncode == 1
    assert "libxcb-cursor.so.X" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_missing_libraries_come_with_the_line_that_installs_them() -> None:
    text = explain(["libxcb-cursor.so.0", "libxcb-icccm.so.4", "libstrange.so.7"])
    assert "sudo apt-get install -y libxcb-cursor0 libxcb-icccm4" in text
    assert "search your system's packages for libstrange.so.7" in text


def test_the_machine_that_runs_the_checks_installs_what_the_program_would_ask_for() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    asked = {name for name in PACKAGES.values() if name.startswith(("libxcb-", "libxkb", "libgl", "libegl"))}
    brought_by_others = {"libxcb-render0", "libxcb-shm0", "libxcb-sync1", "libxcb-util1", "libxcb-xfixes0"}
    assert sorted(name for name in asked - brought_by_others if name not in script) == []
