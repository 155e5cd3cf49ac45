"""What travels with a clone: nothing of one machine, nothing heavy, every asset that the program asks for."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtSvg import QSvgRenderer

from explorer.bootstrap import DEV_LOCK, ROOT, RUN_LOCK
from explorer.drawing.qt_text import SERIF_FAMILY, UI_FAMILY
from explorer.drawing.tokens import TOKENS
from explorer.resources import asset, bundled_graph
from explorer.session.actions import ACTIONS

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_BYTES = 300_000
HOSTS = ("py" + "pi.org", "pythonhosted" + ".org", "registry" + ".npmjs", "deb" + ".debian.org", "archive" + ".ubuntu")
SETTINGS = ("--index-url", "--extra-index-url", "--find-links", "--trusted-host")
LOCAL_PATH = re.compile(r"(?<![\w./-])/(?:root|home/\w+|Users/\w+|work|opt|mnt)/\w")
LICENSES = {"fonts": ("Inter-LICENSE.txt", "SourceSerifPro-LICENSE.md"), "icons": ("LUCIDE-LICENSE",)}


@cache
def tracked() -> list[Path]:
    """Return all files of the repository; skips where there is none, as in an unpacked archive."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode:
        pytest.skip("this is not a clone")
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def lines_of(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def test_no_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(lines_of(path), 1):
            setting = path.suffix == ".lock" and any(word in line for word in SETTINGS)
            if setting or LOCAL_PATH.search(line) or any(host in line for host in HOSTS):
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_no_file_is_heavy() -> None:
    heavy = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in tracked()}
    assert {name: size for name, size in heavy.items() if size > LARGEST_BYTES} == {}


def pins(lock: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE):
        found.setdefault(name.lower(), []).append(version)
    return found


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=lambda lock: lock.name)
def test_every_pin_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_pin_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.match(r"[\w.-]+", one) for one in project["project"]["dependencies"]]
    more = [re.match(r"[\w.-]+", one) for one in project["dependency-groups"]["dev"]]
    run, dev = pins(RUN_LOCK), pins(DEV_LOCK)
    assert {name.group().lower() for name in names if name} <= set(run)
    assert {name.group().lower() for name in more if name} <= set(dev)
    assert {name: dev.get(name) for name in run} == run
    assert run["pyside6-essentials"] == ["6.11.3"]


def icon_names() -> set[str]:
    """Return every icon that theme, actions and widgets ask for by name."""
    asked = {kind["icon"] for kind in TOKENS["kind"].values()} | set(TOKENS["icon_by_subtype"].values())
    asked |= {action.icon for action in ACTIONS if action.icon}
    for path in (ROOT / "explorer").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r'\b(?:icon|icon_image|SmallButton)\(\s*"([a-z0-9-]+)"', text))
        asked |= set(re.findall(r'\bicon(?:_name)?="([a-z0-9-]+)"', text))
    return asked


def test_every_icon_that_is_asked_for_is_bundled_and_can_be_drawn() -> None:
    asked = icon_names()
    assert len(asked) > 30
    assert [name for name in sorted(asked) if not asset("icons", f"{name}.svg").is_file()] == []
    assert [path.name for path in asset("icons").glob("*.svg") if not QSvgRenderer(str(path)).isValid()] == []


def test_the_bundled_fonts_are_those_that_are_asked_for() -> None:
    for family in (UI_FAMILY, SERIF_FAMILY):
        weights = {QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family)}
        assert {QFont.Weight.Normal.value, QFont.Weight.DemiBold.value} <= weights


def test_bundled_works_of_others_come_with_their_licence() -> None:
    for folder, names in LICENSES.items():
        for name in names:
            assert asset(folder, name).stat().st_size > 500


def test_the_bundled_graph_is_there() -> None:
    assert bundled_graph().is_file()
