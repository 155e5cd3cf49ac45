"""Makes ``python main.py`` and ``python -m tests`` work in a fresh clone. Standard library only.

Where the packages can be imported already, nothing happens. Otherwise ``.venv`` is built once from a hash-checked
list of packages, and the same command runs again inside it. An environment that others made is used, never changed.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".edgewise"
"""Marks an environment that was built here; holds the digest of what is in it, nothing while that is unfinished."""

FORBID = "EDGEWISE_NO_VENV"
AGAIN = "EDGEWISE_RUN_AGAIN"
"""Set for the run inside ``.venv``, which must not start another one."""

PIP = ("-m", "pip", "install", "-qq", "--disable-pip-version-check")
OLDEST = (3, 11)


class Needs(NamedTuple):
    """What a command needs: modules that must be importable, and the list of packages that brings them."""

    modules: tuple[str, ...]
    lock: Path
    within: tuple[Path, ...] = ()  # lists that hold all of this one as well
    groups: tuple[str, ...] = ()  # dependency groups of pyproject.toml

    @property
    def missing(self) -> list[str]:
        """The modules that this interpreter cannot import."""
        return [name for name in self.modules if importlib.util.find_spec(name) is None]


_RUN_MODULES = (
    "PySide6",
    "networkx",
    "numpy",
    "scipy",
    "pydantic",
    "pyvis",
    "rapidfuzz",
    "apsw",
    "platformdirs",
    "fontTools",
)
_DEV_MODULES = (
    *("pytest", "pytestqt", "pytest_timeout", "xdist", "hypothesis", "PIL", "pypdf", "playwright"),
    *("ruff", "mypy", "importlinter"),
    *("trafilatura", "pypdfium2", "docx"),
)
RUN_LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"

RUN = Needs(_RUN_MODULES, RUN_LOCK, within=(DEV_LOCK,))
TESTS = Needs(_RUN_MODULES + _DEV_MODULES, DEV_LOCK, groups=("dev",))


def ensure(needs: Needs) -> None:
    """Return only if this interpreter can import what is needed; otherwise run the same command in ``.venv``."""
    if sys.version_info < OLDEST:
        sys.exit(f"Edgewise needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    again = os.environ.pop(AGAIN, None)
    missing = needs.missing
    if not missing:
        return
    if os.environ.get(FORBID):
        sys.exit(f"Missing: {', '.join(missing)}. Install them: pip install -r {needs.lock.name}, or unset {FORBID}.")
    if again or (_is_inside() and (_is_complete(needs) or _is_unfinished())):
        sys.exit(f"{VENV} lacks {', '.join(missing)}. Delete that folder and run the command again.")
    _prepare(needs)
    _run_inside()


def _is_inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _digest(lock: Path) -> str:
    import hashlib  # here and below: a start that has everything needs none of them

    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _is_complete(needs: Needs) -> bool:
    """Whether ``.venv`` was built here from a list that still holds."""
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") in map(_digest, (needs.lock, *needs.within))


def _is_unfinished() -> bool:
    """Whether building ``.venv`` was interrupted."""
    return STAMP.is_file() and not STAMP.read_text(encoding="ascii")


def _prepare(needs: Needs) -> None:
    """Build or complete ``.venv``, unless it has what is needed."""
    if not _python().exists() or _is_unfinished():
        _say("First run: preparing .venv (a download of some 150 to 250 MB, once) …")
        _make()
    elif not STAMP.is_file():
        _accept(needs)
        return
    elif _is_complete(needs):
        return
    else:
        _say("Completing .venv: the list of packages is longer or newer than what is in it …")
    _install(needs)


def _accept(needs: Needs) -> None:
    """Use an environment that was not built here if it has the packages; leave otherwise."""
    probe = "import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))"
    if _call([str(_python()), "-c", probe, *needs.modules]):
        sys.exit(
            f"{VENV} was not made by Edgewise and lacks some of: {', '.join(needs.modules)}. "
            f"Delete that folder, or install into it: {_python()} -m pip install -r {needs.lock.name}"
        )


def _make() -> None:
    import shutil

    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    STAMP.write_text("", encoding="ascii")
    uv = shutil.which("uv")
    if uv:
        command = [uv, "venv", "-q", "--allow-existing", "--seed", "--python", sys.executable, str(VENV)]
    else:
        command = [sys.executable, "-m", "venv", str(VENV)]
    if _call(command):
        shutil.rmtree(VENV, ignore_errors=True)
        hint = " On Debian or Ubuntu: sudo apt-get install -y python3-venv" if sys.platform == "linux" else ""
        sys.exit(f"The virtual environment {VENV} could not be made.{hint}")


def _install(needs: Needs) -> None:
    import shutil

    uv = shutil.which("uv")
    if uv:
        install = [uv, "pip", "install", "-q", "--python", str(_python()), "--only-binary", ":all:"]
    else:
        install = [str(_python()), *PIP, "--only-binary", ":all:"]
    if _call([*install, "--require-hashes", "-r", str(needs.lock)]):
        _say("The pinned packages could not be installed here; trying whatever pyproject.toml allows …")
        if _call([*install, *_ranges(needs)]):
            sys.exit("The packages could not be installed. Is the network reachable? The reason stands above.")
    STAMP.write_text(_digest(needs.lock), encoding="ascii")


def _ranges(needs: Needs) -> list[str]:
    import tomllib  # here, because an older Python has to get as far as the sentence that refuses it

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ranges = list(project["project"]["dependencies"])
    for group in needs.groups:
        ranges += project["dependency-groups"][group]
    return ranges


def _call(command: list[str]) -> int:
    import subprocess

    return subprocess.run(command, check=False).returncode


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _run_inside() -> NoReturn:
    os.environ[AGAIN] = "1"
    command = [str(_python()), *sys.orig_argv[1:]]
    if os.name == "nt":  # there, execv detaches from the console
        import subprocess

        raise SystemExit(subprocess.call(command))
    os.execv(command[0], command)
