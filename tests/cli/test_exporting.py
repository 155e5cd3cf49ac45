"""Pictures, pages and screenshots from the command line: what they show, how large they are, where they must not go."""

from __future__ import annotations

import errno
import json
import os
import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader

from explorer.cli_options import LAYOUT_NAMES
from explorer.layouts import LAYOUTS
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from explorer.stores.json_file import load
from tests.builders import tiny
from tests.cli.commands import is_one_sentence, run, run_alone
from tests.formats.web_pages import data_of

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.model.project import Project

KINDS = ("png", "svg", "pdf", "html")
SMALL = ("--focus", "Scale AI", "--size", "600x400")


def pixels_of(path: Path) -> Image.Image:
    """Read a picture."""
    with Image.open(path) as picture:
        picture.load()
        return picture.copy()


def saved(project: Project, path: Path) -> Path:
    """Write a project where a command line can read it."""
    path.write_text(project.to_file().model_dump_json(exclude_unset=True), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_what_its_name_says(kind, capsys, tmp_path):
    target = tmp_path / f"out.{kind}"
    ran = run(capsys, "export", "-o", target, *SMALL)
    assert ran.code == 0
    assert ran.out == f"out.{kind}: 2 entities, 1 relation.\n"
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "html": b"<!doctype html>"}[kind]
    assert target.read_bytes().startswith(start)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_picture_opens_as_the_graph_that_it_shows(kind, capsys, tmp_path):
    target = tmp_path / f"out.{kind}"
    run(capsys, "export", "-o", target, "--focus", "Scale AI")
    whole, part = load(bundled_graph()).project, open_graph(target).project
    assert len(part.relations) == 1
    for key, place in part.positions.as_dict().items():
        assert place == pytest.approx(whole.positions.get(key), abs=0.1)
    assert json.loads(run(capsys, "info", target, "--json").out)["relations"]["total"] == 1


def test_size_and_scale_make_the_pixels(capsys, tmp_path):
    target = tmp_path / "out.png"
    run(capsys, "export", "-o", target, *SMALL, "--scale", "1.5", "--no-footnotes", "--no-title", "--no-legend")
    assert pixels_of(target).size == (900, 600)


def test_the_layouts_that_help_names_are_those_that_there_are(capsys):
    assert tuple(layout.name for layout in LAYOUTS) == LAYOUT_NAMES
    assert ", ".join(LAYOUT_NAMES) in " ".join(run(capsys, "export", "--help").out.split())


def test_an_option_that_means_nothing_to_a_web_page_is_told(capsys, tmp_path):
    ran = run(capsys, "export", "-o", tmp_path / "page.html", "--paper", "a4", "--dpi", "300")
    assert ran.code == 0
    assert "no difference to it: --paper, --dpi." in ran.err


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("x.png", ("--dpi", "600", "--portrait"), ["without --paper: --portrait, --dpi"]),
        ("x.png", ("--paper", "a5", "--size", "500x500", "--dpi", "72"), ["on paper: --size"]),
        ("x.svg", ("--scale", "2"), ["in files without pixels: --scale"]),
        ("x.png", ("--scale", "1"), []),
    ],
)
def test_an_option_that_means_nothing_to_a_picture_is_told(name, given, said, capsys, tmp_path):
    ran = run(capsys, "export", "-o", tmp_path / name, "--focus", "Scale AI", *given)
    told = [line for line in ran.err.splitlines() if "makes no difference" in line]
    assert told == [f"Note: What makes no difference {what}." for what in said]


def test_paper_and_dpi_make_the_pixels(capsys, tmp_path):
    target = tmp_path / "out.png"
    run(capsys, "export", "-o", target, "--focus", "Scale AI", "--paper", "a5", "--dpi", "100", "--portrait")
    width, height = pixels_of(target).size
    assert (width, height) == pytest.approx((583, 827), abs=1)


def test_footnotes_title_and_legend_are_in_the_pdf_or_not(capsys, tmp_path):
    target = tmp_path / "out.pdf"
    run(capsys, "export", "-o", target, "--focus", "Scale AI", "--title", "Who leads Scale AI")
    text = PdfReader(target).pages[0].extract_text()
    assert "Who leads Scale AI" in text
    assert "CEO of Scale AI" in text.replace("\n", " ")
    assert "2 of 51 entities" in text
    bare = ("--no-title", "--no-footnotes", "--no-legend", "--no-last-line")
    run(capsys, "export", "-o", target, "--focus", "Scale AI", *bare)
    text = PdfReader(target).pages[0].extract_text()
    assert "2 of 51 entities" not in text
    assert "Who leads" not in text
    assert "“CEO of Scale AI" not in text


def test_a_transparent_picture_has_nothing_in_its_corner(capsys, tmp_path):
    target = tmp_path / "out.png"
    run(capsys, "export", "-o", target, *SMALL, "--background", "transparent")
    corner = pixels_of(target).convert("RGBA").getpixel((1, 1))
    assert isinstance(corner, tuple)
    assert corner[3] == 0


def test_only_what_was_asked_for_is_exported(capsys, tmp_path):
    project = tiny(
        "a:company -uses-> b:chip | claims a",
        "a -founded-> c:person | asserts",
        "b -uses-> d:chip | denies a",
        "d -uses-> e:company | asserts",
    )
    graph, target = saved(project, tmp_path / "graph.json"), tmp_path / "out.html"

    def exported(*words: str) -> tuple[set[str], set[str]]:
        ran = run(capsys, "export", graph, "-o", target, *words)
        assert ran.code == 0, ran.err
        data = data_of(target.read_text(encoding="utf-8"))
        return {node["id"] for node in data["vis-nodes"]}, {edge["id"] for edge in data["vis-edges"]}

    assert exported() == (set("abcde"), {"r1", "r2", "r3", "r4"})
    assert exported("--only-stance", "claimed,denied") == (set("abd"), {"r1", "r3"})
    assert exported("--only-stance", "claimed", "--only-stance", "denied") == (set("abd"), {"r1", "r3"})
    assert exported("--only-kind", "chip") == (set("bd"), {"r3"})
    assert exported("--only-kind", "Companies,chip") == (set("abde"), {"r1", "r3", "r4"})
    assert exported("--only-kind", "founded") == (set("ac"), {"r2"})
    assert exported("--focus", "c") == (set("ac"), {"r2"})
    assert exported("--focus", "c", "--depth", "2") == (set("abc"), {"r1", "r2"})
    assert exported("--focus", "c", "--focus", "e") == (set("acde"), {"r2", "r4"})


def test_what_the_file_hides_stays_hidden(capsys, tmp_path):
    project = tiny("a -uses-> b", "b -uses-> c", positions={"a": (0, 0), "b": (100, 0), "c": (200, 0)})
    file = project.to_file()
    view = file.views[0].model_copy(update={"hidden": ("c",)})
    path = tmp_path / "graph.json"
    path.write_text(file.model_copy(update={"views": (view,)}).model_dump_json(), encoding="utf-8")
    run(capsys, "export", path, "-o", tmp_path / "out.html")
    data = data_of((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert {node["id"] for node in data["vis-nodes"]} == {"a", "b"}


def _places(page: Path) -> dict[str, tuple[float, float]]:
    data = data_of(page.read_text(encoding="utf-8"))
    return {node["id"]: (node["x"], node["y"]) for node in data["vis-nodes"]}


def test_everything_stays_where_the_file_has_it(capsys, tmp_path):
    target = tmp_path / "out.html"
    run(capsys, "export", "-o", target)
    kept = load(bundled_graph()).project.positions
    assert _places(target) == {key: pytest.approx(kept.get(key), abs=0.1) for key in kept.ids}


@pytest.mark.parametrize("layout", [layout.name for layout in LAYOUTS])
def test_a_layout_arranges_anew_and_the_same_seed_gives_the_same(layout, capsys, tmp_path):
    places = []
    for seed in ("3", "3", "4"):
        ran = run(capsys, "export", "-o", tmp_path / "out.html", "--layout", layout, "--seed", seed)
        assert ran.code == 0, ran.err
        places.append(_places(tmp_path / "out.html"))
    assert places[0] == places[1]
    assert places[0] != load(bundled_graph()).project.positions.as_dict()


def test_entities_without_a_place_get_one_and_the_others_keep_theirs(capsys, tmp_path):
    project = tiny("a -uses-> b", "b -uses-> c", positions={"a": (-300, 0), "b": (300, 0)})
    run(capsys, "export", saved(project, tmp_path / "graph.json"), "-o", tmp_path / "out.html")
    places = _places(tmp_path / "out.html")
    assert [list(places[key]) for key in "ab"] == [[-300, 0], [300, 0]]
    assert len(set(places.values())) == 3


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("where", ["missing folder", "folder", "inside a file", "read-only", "full disk"])
def test_a_target_that_cannot_be_written_is_one_sentence_and_stays_as_it_was(
    kind, where, capsys, monkeypatch, tmp_path
):
    (tmp_path / "file").write_text("a file")
    target = tmp_path / f"out.{kind}"
    if where == "missing folder":
        target = tmp_path / "nowhere" / f"out.{kind}"
    elif where == "inside a file":
        target = tmp_path / "file" / f"out.{kind}"
    elif where == "folder":
        target.mkdir()
    else:
        target.write_text("before")
    if where == "read-only":
        target.chmod(0o444)
    if where == "full disk":

        def full(handle):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
    ran = run(capsys, "export", "-o", target, *SMALL)
    assert (ran.code, ran.out) == (1, "")
    assert is_one_sentence(ran.err)
    assert f"out.{kind}" in ran.err
    if target.is_file():
        assert target.read_text() == "before"
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".edgewise")]


def test_a_screenshot_shows_the_window_at_the_size_and_theme_that_were_asked_for(capsys, tmp_path):
    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    assert run(capsys, "screenshot", "-o", light, "--size", "1200x800", "--select", "Nvidia").code == 0
    words = ("--size", "1200x800", "--theme", "dark", "--select-edge", "DeepSeek -> H800")
    assert run(capsys, "screenshot", "-o", dark, *words).code == 0
    assert pixels_of(light).size == pixels_of(dark).size == (1200, 800)
    bright, dim = (sum(pixels_of(path).convert("L").histogram()[128:]) for path in (light, dark))
    assert bright > 0.7 * 1200 * 800
    assert dim < 0.3 * 1200 * 800


def test_a_screenshot_that_cannot_be_written_is_one_sentence(capsys, tmp_path):
    ran = run(capsys, "screenshot", "-o", tmp_path / "nowhere" / "out.png")
    assert ran.code == 1
    assert is_one_sentence(ran.err)


@pytest.mark.parametrize(
    ("command", "name"), [("export", "own.json"), ("export", "own.png"), ("screenshot", "own.png")]
)
def test_a_graph_is_never_replaced_by_what_is_made_of_it(command, name, capsys, tmp_path):
    own = tmp_path / name
    if name.endswith(".png"):
        run(capsys, "export", "-o", own, *SMALL)
    else:
        saved(tiny("a -uses-> b | asserts"), own)
    before = own.read_bytes()
    ran = run(capsys, command, own, "-o", tmp_path / "." / name)
    assert ran.code == 2
    assert "is the graph itself" in ran.err
    assert own.read_bytes() == before


def test_no_display_is_needed(tmp_path):
    picture, window = tmp_path / "out.png", tmp_path / "window.png"
    assert run_alone("export", "-o", picture, "--focus", "Scale AI").code == 0
    done = run_alone("screenshot", "-o", window, "--scale", "2", "--size", "900x600")
    assert (done.code, done.err) == (0, "")
    assert pixels_of(window).size == (1800, 1200)
    reopened = run_alone("info", picture)
    assert reopened.code == 0
    assert re.search(r"Relations: 1\b", reopened.out)


def test_without_a_display_the_window_is_drawn_into_a_file(tmp_path):
    done = run_alone("--theme", "dark", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "graph-preview.png" in done.out
    assert pixels_of(tmp_path / "graph-preview.png").size == (1440, 900)


def test_a_picture_can_be_opened_like_a_graph(capsys, tmp_path):
    picture = tmp_path / "picture.png"
    run(capsys, "export", "-o", picture, *SMALL)
    done = run_alone("open", picture, cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "graph-preview.png").is_file()


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "cyjs", "json", "csv"])
def test_data_is_saved_and_what_it_lacks_is_said(suffix, capsys, tmp_path):
    ran = run(capsys, "export", "-o", tmp_path / f"out.{suffix}", "--focus", "DeepSeek", "--dpi", "90")
    assert ran.code == 0
    assert ran.out.startswith("out-entities.csv, out-relations.csv" if suffix == "csv" else f"out.{suffix}: ")
    assert "these make no difference to it: --dpi." in ran.err
    assert ("has no place for quotations" in ran.err) == (suffix in {"graphml", "gexf"})
    files = sorted(tmp_path.iterdir())
    again = run(capsys, "import", *files, "-o", tmp_path / "again.json")
    assert again.out.split(": ")[1] == ran.out.split(": ")[1]
