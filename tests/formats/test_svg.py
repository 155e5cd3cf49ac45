"""SVG: well-formed, harmless, meaningful, and with its fonts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from explorer.formats.image import MEASURE, render
from explorer.formats.options import PictureOptions
from explorer.formats.picture import compose
from explorer.formats.svg import svg
from explorer.formats.svg_text import xml_id
from explorer.opening import open_graph
from tests.formats.pictured import HOSTILE, chips, crowd, named, subject_of

if TYPE_CHECKING:
    from explorer.formats.page import Picture

pytestmark = pytest.mark.usefixtures("qapp")

NS = "{http://www.w3.org/2000/svg}"
SUBJECTS = pytest.mark.parametrize("what", [chips(), crowd(), named(HOSTILE)], ids=["chips", "crowd", "hostile"])


def picture(what=None, **options) -> Picture:
    return compose(what or chips(), PictureOptions.model_validate(options), MEASURE)


def tree(what=None, **options) -> ET.Element:
    return ET.fromstring(svg(picture(what, **options)))


@SUBJECTS
def test_it_is_xml_without_script_or_request(what) -> None:
    data = svg(picture(what))
    root = ET.fromstring(data)

    assert root.tag == f"{NS}svg"
    tags = {element.tag.removeprefix(NS) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "metadata", "style", "rect", "g", "path", "circle", "text", "line",
                    "polyline", "polygon", "ellipse", "{urn:edgewise:graph}graph"}  # fmt: skip
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]
    assert set(re.findall(rb"url\((.{5})", data)) == {b"data:"}


def test_looks_that_a_file_asks_for_are_colours_and_icons_that_there_are() -> None:
    hostile = Path(__file__).parents[1] / "hostile" / "looks.json"
    data = svg(picture(subject_of(open_graph(hostile).project)))

    assert b"<script" not in data.partition(b"<metadata")[0] + data.partition(b"</metadata>")[2]
    assert set(re.findall(rb'(?:fill|stroke)="([^"]*)"', data)) >= {b"#AA3300"}
    for value in re.findall(rb'(?:fill|stroke)="([^"]*)"', data):
        assert re.fullmatch(rb"none|#[0-9A-Fa-f]{6}", value), value


@SUBJECTS
def test_every_entity_and_relation_has_an_id_of_its_own_and_a_title(what) -> None:
    root = tree(what)
    elements = {element.get("id"): element for element in root.iter() if element.get("id")}

    assert len(elements) == sum(1 for element in root.iter() if element.get("id"))
    for kind, keys in (("entity", what.visible.entities), ("relation", what.visible.relations)):
        for key in keys:
            title = elements[xml_id(kind, key)].find(f"{NS}title")
            assert title is not None
            assert title.text


def test_names_are_text_letter_by_letter() -> None:
    texts = [element.text or "" for element in tree(named(HOSTILE)).iter(f"{NS}text")]

    assert any("<script>alert(1)</script>" in text for text in texts)
    assert any("漢字" in text for text in texts)


def test_titles_say_what_a_relation_says_and_how_it_stands() -> None:
    titles = [element.text or "" for element in tree().iter(f"{NS}title")]

    assert "deepseek uses h800 (claimed by deepseek, disputed by luckey)" in titles


def test_only_the_letters_in_use_are_embedded() -> None:
    data = svg(picture(headline="A headline"))

    assert data.count(b"@font-face") == 4
    assert len(data) < 160_000


def test_a_transparent_svg_has_no_sheet() -> None:
    assert b'<rect width="1440" height="900" fill="#FFFFFF"/>' in svg(picture())
    assert b'<rect width="1440" height="900"' not in svg(picture(background="transparent"))


def test_a_crowd_is_hairs_and_discs_that_say_who_they_are() -> None:
    what = crowd(2_100, 3_000)
    root = tree(what, footnotes=False)
    relations = next(element for element in root.iter(f"{NS}g") if element.get("id") == "relations")

    assert sum(path.get("d", "").count("M") for path in relations) == len(what.visible.relations)
    assert len({path.get("class") for path in relations}) == len(relations) < 20
    titles = {disc.get("id"): disc.findtext(f"{NS}title") for disc in root.iter(f"{NS}circle")}
    for key in what.visible.entities:
        assert what.project.entities[key].name in (titles[xml_id("entity", key)] or "")


@pytest.mark.parametrize(
    "what",
    [chips(), crowd(900, 2_500), crowd(2_100, 3_000)],
    ids=["few", "too small for dashes", "hairs and discs"],
)
def test_it_looks_like_the_png(what) -> None:
    plan = picture(what, footnotes=False)
    expected = render(plan.pages[0], plan.theme, "#FFFFFF", 1.0)
    drawn = QImage(expected.size(), QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(QColor("white"))
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg(plan))).render(painter)
    painter.end()

    points = [(x, y) for x in range(0, expected.width(), 4) for y in range(0, expected.height(), 4)]
    different = sum(
        abs(expected.pixelColor(x, y).lightness() - drawn.pixelColor(x, y).lightness()) > 60 for x, y in points
    )
    assert different / len(points) < 0.02
