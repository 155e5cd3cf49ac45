"""The first run prepares an environment, the next ones use it, and none of them runs in circles."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from explorer.bootstrap import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for uv and python are shell scripts")

PYTHON_THAT_ANSWERS = '#!/bin/sh\necho "in the environment: $@"\n'
PYTHON_THAT_FAILS = "#!/bin/sh\nexit 1\n"
UV_THAT_WORKS = """#!/bin/sh
echo "uv $1 $2" >&2
if [ "$1" = venv ]; then mkdir -p .venv/bin; cp answering-python .venv/bin/python; fi
"""
UV_THAT_CANNOT_INSTALL_PINS = """#!/bin/sh
for word in "$@"; do
    if [ "$word" = --require-hashes ]; then exit 1; fi
    case "$word" in pyvis*) echo "range $word" >&2;; esac
done
if [ "$1" = venv ]; then mkdir -p .venv/bin; cp answering-python .venv/bin/python; fi
"""


class Clone:
    """A fresh clone, as far as starting goes, on a machine that has Python and a stand-in for uv."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "explorer").mkdir(parents=True)
        for name in ("main.py", "pyproject.toml", "explorer/__init__.py", "explorer/bootstrap.py"):
            shutil.copy(ROOT / name, root / name)
        self.write("requirements.lock", "")
        self.write("requirements-dev.lock", "pytest\n")
        self.script("answering-python", PYTHON_THAT_ANSWERS)
        self.script("bin/uv", UV_THAT_WORKS)

    @property
    def stamp(self) -> str:
        return (self.root / ".venv" / ".edgewise").read_text()

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def script(self, name: str, text: str) -> None:
        self.write(name, text).chmod(0o755)

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Start main.py by an interpreter that sees no installed package."""
        search = f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [sys.executable, "-S", "main.py", *words],
            cwd=self.root,
            env={"PATH": search, **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "clone")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_first_run_prepares_an_environment_says_so_and_goes_on_inside_it(clone: Clone) -> None:
    result = clone.run("info", "graph.json")
    assert result.stderr.splitlines()[0].startswith("First run: preparing .venv")
    assert result.stderr.splitlines()[1:] == ["uv venv -q", "uv pip install"]
    assert result.stdout == "in the environment: -S main.py info graph.json\n"
    assert clone.stamp == digest("")


def test_the_next_run_prepares_nothing(clone: Clone) -> None:
    clone.run()
    assert clone.run("check").stderr == ""


def test_an_environment_prepared_for_the_tests_serves_the_program_too(clone: Clone) -> None:
    clone.run()
    clone.write(".venv/.edgewise", digest("pytest\n"))
    assert clone.run().stderr == ""


def test_a_changed_list_of_packages_completes_the_environment(clone: Clone) -> None:
    clone.run()
    clone.write("requirements.lock", "# newer\n")
    result = clone.run()
    assert result.stderr.startswith("Completing .venv")
    assert "uv venv" not in result.stderr
    assert clone.stamp == digest("# newer\n")


def test_an_interrupted_first_run_starts_over(clone: Clone) -> None:
    clone.run()
    clone.write(".venv/.edgewise", "")
    assert "uv venv" in clone.run().stderr


def test_pins_that_do_not_fit_the_machine_give_way_to_the_ranges(clone: Clone) -> None:
    clone.script("bin/uv", UV_THAT_CANNOT_INSTALL_PINS)
    result = clone.run()
    assert "range pyvis>=0.3.2" in result.stderr
    assert result.stdout.startswith("in the environment")


def test_an_environment_made_by_others_is_used_as_it_is(clone: Clone) -> None:
    clone.script(".venv/bin/python", PYTHON_THAT_ANSWERS)
    result = clone.run()
    assert result.stderr == ""
    assert result.stdout.endswith("in the environment: -S main.py\n")


def test_an_environment_made_by_others_that_lacks_packages_is_left_alone(clone: Clone) -> None:
    clone.script(".venv/bin/python", PYTHON_THAT_FAILS)
    result = clone.run()
    assert result.returncode == 1
    assert "was not made by Edgewise and lacks some of" in result.stderr
    assert (clone.root / ".venv" / "bin" / "python").read_text() == PYTHON_THAT_FAILS


def test_a_damaged_environment_is_named_instead_of_being_started_for_ever(clone: Clone) -> None:
    real_python_without_packages = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
    clone.script("answering-python", real_python_without_packages)
    result = clone.run()
    assert result.returncode == 1
    assert "Delete that folder and run the command again." in result.stderr


def test_preparing_can_be_forbidden(clone: Clone) -> None:
    result = clone.run(EDGEWISE_NO_VENV="1")
    assert result.returncode == 1
    assert "pip install -r requirements.lock" in result.stderr
    assert not (clone.root / ".venv").exists()
