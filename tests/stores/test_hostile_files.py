"""What becomes of every file in tests/hostile: a sentence or a graph, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.formats import IMPORTERS
from explorer.model.errors import UnreadableFile
from explorer.stores.checking import check
from explorer.stores.json_file import load

FOLDER = Path(__file__).parents[1] / "hostile"

REFUSED = {
    "empty-object.json": 'no "format"',
    "empty.json": "is empty",
    "endless-number.json": "thousands of digits",
    "geo.json": "GeoJSON",
    "graphml.json": "is GraphML",
    "half-character-raw.json": "byte 53",
    "half-character.json": "half of a character",
    "infinity-in-unknown-key.json": "holds -Infinity in line 1, column 53",
    "json-lines.json": "several JSON values",
    "latin-1.json": "not text in Unicode",
    "list.json": "holds a list",
    "nan.json": "holds NaN in line 1",
    "not-json.json": "is not JSON",
    "notebook.json": "Jupyter notebook",
    "null.json": "only null",
    "number.json": "only a number",
    "only-white-space.json": "is empty",
    "other-format.json": "'somebody-elses'",
    "package.json": "npm package",
    "page.json": "is HTML",
    "picture.json": "PNG picture",
    "text.json": "only a text",
    "too-large-number.json": "1e999",
    "trailing-comma.json": "line 4, column 1",
    "truncated.json": "stops in the middle",
    "vis.json": "vis-network",
    "wrong-containers.json": "5 mistakes",
    "wrong-types.json": "7 mistakes",
    "wrong-version.json": "whole number",
}
OPENED = {
    "byte-order-mark.json": "byte order mark",
    "control-characters.json": "",
    "cytoscape.json": "imported",
    "dangling.json": "cannot be drawn",
    "duplicate-ids.json": "a → a-2",
    "format-0.json": "older format 0",
    "long-names.json": "",
    "looks.json": "",
    "markup.json": "",
    "newer.json": "newer version",
    "node-link.json": "imported",
    "repeated-keys.json": "/entities/0/name",
    "right-to-left.json": "",
    "unsafe-urls.json": "",
    "utf-16.json": "UTF-16",
    "without-format.json": "does not say",
}


def test_every_hostile_file_has_a_line_here() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == {*REFUSED, *OPENED}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        load(FOLDER / name, IMPORTERS)
    sentence = str(caught.value)
    assert REFUSED[name] in sentence
    assert sentence.startswith(name)
    assert sentence.endswith((".", "'"))
    assert "\n" not in sentence


@pytest.mark.parametrize("name", OPENED)
def test_it_opens_and_says_what_is_odd(name: str) -> None:
    notices = load(FOLDER / name, IMPORTERS).notices
    assert OPENED[name] in " ".join(notices)
    assert bool(notices) == bool(OPENED[name])


@pytest.mark.parametrize("name", OPENED)
def test_saving_it_untouched_elsewhere_changes_no_byte_or_loses_nothing(name: str, tmp_path: Path) -> None:
    opened = load(FOLDER / name, IMPORTERS)
    copy = tmp_path / "copy.json"
    opened.store.at(copy).save(opened.project)
    if name in {"node-link.json", "cytoscape.json"}:
        assert load(copy).project.to_file() == opened.project.to_file()
    else:
        assert copy.read_bytes() == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", [*REFUSED, *OPENED])
def test_checking_it_gives_a_report(name: str) -> None:
    report = check(FOLDER / name, importers=IMPORTERS)
    unreadable = name in REFUSED and not name.startswith("wrong-")
    assert (report.exit_code == 2) == unreadable
    assert bool(report.unreadable) == unreadable
    assert report.lines()
