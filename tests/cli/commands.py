"""Runs command lines: inside this process, or as a person would."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.cli import main
from explorer.resources import bundled_graph

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ROOT = bundled_graph().parent
START = "import sys; from explorer.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Ran:
    """How a command line ended."""

    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Ran:
    """Carry out a command line in this process."""
    capsys.readouterr()
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return Ran(code, said.out, said.err)


def run_alone(*words: str | Path, cwd: Path | None = None, **environment: str) -> Ran:
    """Carry out a command line in a process of its own, on a machine without a display."""
    own = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    own.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-c", START, *map(str, words)]
    own |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **environment}
    done = subprocess.run(
        command, cwd=cwd or ROOT, env=own, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def is_one_sentence(text: str) -> bool:
    """Whether this is what a failure may print: one line, our name first, and no traceback."""
    lines = text.splitlines()
    return len(lines) == 1 and lines[0].startswith("edgewise: ") and lines[0][-1] in ".'?" and "Traceback" not in text
