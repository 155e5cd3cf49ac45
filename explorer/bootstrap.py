"""Makes ``python main.py`` and ``python -m tests`` work in a fresh clone. Standard library only.

Where the packages can be imported already, nothing happens. Otherwise ``.venv`` is built once from the
hash-checked ``requirements.lock`` and the same command runs again inside it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".lock-sha256"
FORBID = "EDGEWISE_NO_VENV"
RUN = ("PySide6", "networkx", "numpy", "scipy", "pydantic", "pyvis", "rapidfuzz", "platformdirs")
TEST = ("pytest", "pytestqt", "pytest_timeout", "hypothesis", "PIL", "pypdf", "playwright", "ruff", "mypy", "importlinter")
OLDEST = (3, 11)


def ensure(command: list[str], *, tests: bool = False) -> None:
    """Return only if this interpreter can import what is needed; otherwise run the command in ``.venv``.

    Parameters
    ----------
    command : list of str
        What to run after the interpreter's name: ``["main.py", …]`` or ``["-m", "tests", …]``.
    tests : bool
        Whether the packages for testing are needed as well.
    """
    if sys.version_info < OLDEST:
        sys.exit(f"Edgewise needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    needed = RUN + (TEST if tests else ())
    missing = [name for name in needed if importlib.util.find_spec(name) is None]
    if not missing:
        return
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if os.environ.get(FORBID):
        sys.exit(f"These packages are missing: {', '.join(missing)}. Install them: pip install -r requirements.lock")
    if inside and _is_fresh():
        sys.exit(f"{VENV} lacks {', '.join(missing)}. Delete it and run the command again.")
    if not _is_usable(needed):
        _build()
    _run_inside(command)


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _digest() -> str:
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def _is_fresh() -> bool:
    return STAMP.is_file() and STAMP.read_text(encoding="ascii") == _digest()


def _is_usable(needed: tuple[str, ...]) -> bool:
    """Whether ``.venv`` has what is needed: built here from this lock, or by other hands with the same packages."""
    if not _python().exists():
        return False
    if STAMP.is_file():
        return _is_fresh()
    probe = "import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in sys.argv[1:]))"
    if subprocess.run([str(_python()), "-c", probe, *needed], check=False).returncode == 0:
        return True
    sys.exit(
        f"{VENV} exists but lacks some of: {', '.join(needed)}. "
        f"Delete it, or install into it: {_python()} -m pip install -r requirements.lock"
    )


def _build() -> None:
    print(f"First run: preparing {VENV.name} (a download of about 150 MB, once) …", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if uv:
        make = [uv, "venv", "-q", "--clear", "--python", sys.executable, str(VENV)]
        install = [uv, "pip", "install", "-q", "--python", str(_python())]
    else:
        make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        install = [str(_python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--only-binary", ":all:"]
    if _call(make):
        _give_up(
            "The virtual environment could not be made.",
            "On Debian or Ubuntu: sudo apt-get install -y python3-venv" if sys.platform.startswith("linux") else "",
        )
    if _call([*install, "--require-hashes", "-r", str(LOCK)]):
        print("The pinned packages do not fit this system; trying the newest that should.", file=sys.stderr, flush=True)
        if _call([*install, *_ranges()]):
            _give_up("The packages could not be installed.", "Is the network reachable? The reason is above.")
    STAMP.write_text(_digest(), encoding="ascii")


def _ranges() -> list[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]


def _call(command: list[str]) -> int:
    return subprocess.run(command, check=False).returncode


def _give_up(what: str, hint: str) -> None:
    shutil.rmtree(VENV, ignore_errors=True)  # a half-built environment would be taken for a whole one
    sys.exit(f"{what} {hint}".strip())


def _run_inside(command: list[str]) -> None:
    whole = [str(_python()), *command]
    if os.name == "nt":  # there, execv detaches from the console
        raise SystemExit(subprocess.call(whole))
    os.execv(whole[0], whole)
