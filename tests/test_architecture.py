"""The page about the architecture, the import contracts and the house's limits, held against the disk."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import TYPE_CHECKING

from explorer.bootstrap import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "docs/architecture.md"
WORDS_FROM = 34  # the column of the tree where names end and words begin
LONGEST_FILE, LONGEST_FUNCTION = 450, 60
TOP_LEVEL_UNLISTED = {"explorer", "__pycache__", "node_modules", "build", "dist"}  # drawn below, or made by tools


def named_in_tree() -> set[str]:
    """Return what the page's tree names, as paths: ``main.py``, ``explorer/cli``, ``explorer/model/facts``."""
    tree = (ROOT / PAGE).read_text(encoding="utf-8").split("## The tree")[1].split("```")[1]
    named: set[str] = set()
    folder = ""
    for line in tree.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if indent > 4 or not line.strip():
            continue  # the words of the line before
        names, words = line[:WORDS_FROM], line[WORDS_FROM:]
        if not (names.endswith("  ") and re.search(r"\S \S", words)):
            names = line
        for name in re.split(r" {2,}", names.strip()):
            if indent < 4 and name.endswith("/"):
                folder = (folder.split("/")[0] + "/" if indent else "") + name
                named.add(folder.rstrip("/"))
            elif indent == 0:
                named.add(name)
            else:
                named.add(f"explorer/{name}" if indent == 2 else folder + name)
    return named


def present_on_disk() -> set[str]:
    top = {
        path.name
        for path in ROOT.iterdir()
        if (not path.name.startswith(".") or path.name == ".ci") and path.name not in TOP_LEVEL_UNLISTED
    }
    untracked = {name for name in top if name.endswith((".egg-info", ".png", ".log")) or name == "uv.lock"}
    modules = {path for path in (ROOT / "explorer").rglob("*.py") if path.name != "__init__.py"}
    rooms = {path.parent for path in modules}
    return (
        (top - untracked)
        | {path.relative_to(ROOT).with_suffix("").as_posix() for path in modules}
        | {path.relative_to(ROOT).as_posix() for path in rooms}
    )


def test_the_tree_on_the_page_is_the_tree_on_the_disk() -> None:
    named, present = named_in_tree(), present_on_disk()
    missing = [
        f"{PAGE} does not name {path}: add '{path.rsplit('/')[-1]}' to a line of its room" for path in present - named
    ]
    superfluous = [f"{PAGE} names {path}, which does not exist: take it out" for path in named - present]
    assert not missing + superfluous, "\n".join(sorted(missing + superfluous))


def test_every_painter_is_named_in_the_contracts_about_qt() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = [one for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "protected"]
    painters = {f"explorer.drawing.{path.stem}" for path in (ROOT / "explorer" / "drawing").glob("qt_*.py")}
    lists = [one["allowed_importers"] for one in contracts]
    lists += [one["protected_modules"] for one in contracts if "PySide6" not in one["protected_modules"]]
    assert len(lists) == 3
    for modules in lists:
        assert {name for name in modules if ".qt_" in name} == painters


def sources() -> list[Path]:
    return sorted((ROOT / "explorer").rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_and_functions_fit_into_a_head() -> None:
    too_long = []
    for path in sources():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        lines = text.count("\n")
        if lines > LONGEST_FILE:
            too_long.append(f"{name} has {lines} lines; more than one subject?")
        for one in functions(ast.parse(text)):
            length = (one.end_lineno or one.lineno) - one.lineno + 1
            if length > LONGEST_FUNCTION:
                too_long.append(f"{name}:{one.lineno} {one.name} has {length} lines; more than one level of detail?")
    assert not too_long, "\n".join(too_long)


def test_every_file_begins_by_saying_what_it_is_for() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in sources()
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent
