"""The graph comes out of a picture as it went in, and nothing else comes out of anything else."""

from __future__ import annotations

import contextlib
import json
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.formats.embed import embedded_graph, is_picture, png_with_graph, svg_metadata
from explorer.formats.excerpt import excerpt, to_ascii
from explorer.formats.export import to_bytes
from explorer.formats.image import png
from explorer.formats.options import Kind, PictureOptions
from explorer.model.errors import UnreadableFile
from explorer.model.facts import GraphFile
from explorer.model.project import Project
from tests.formats.pictured import HOSTILE, PLACES, chips, composed, named

EMPTY_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))


@pytest.fixture(params=list(Kind))
def kind(request: pytest.FixtureRequest, qapp: object) -> Kind:
    return Kind(request.param)


def test_a_picture_reopens_with_places(kind: Kind) -> None:
    data = to_bytes(composed(chips(), kind=kind), PictureOptions(kind=kind))
    project = Project(GraphFile.model_validate_json(embedded_graph(data, "picture")))

    assert is_picture(data)
    assert project.positions.as_dict() == PLACES
    assert list(project.relations) == ["r1", "r2", "r3", "r4", "r5"]
    assert project.relations["r1"] == chips().project.relations["r1"]


def test_hostile_names_reopen_letter_by_letter(kind: Kind) -> None:
    what = named(HOSTILE)
    data = to_bytes(composed(what, kind=kind), PictureOptions(kind=kind))
    project = Project(GraphFile.model_validate_json(embedded_graph(data, "picture")))

    assert [entity.name for entity in project.entities.values()] == list(HOSTILE)


def test_keys_of_newer_versions_travel_along() -> None:
    file = chips().project.to_file().model_copy(update={"new_key": {"deep": [1, 2]}})
    what = chips()

    carried = json.loads(to_ascii(excerpt(Project(file), what.visible, what.positions)))
    assert carried["new_key"] == {"deep": [1, 2]}


def test_a_pdf_written_anew_by_another_program_still_reopens(qapp: object) -> None:
    import io

    from pypdf import PdfReader, PdfWriter

    data = to_bytes(composed(chips(), kind="pdf"), PictureOptions(kind=Kind.PDF))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    out = io.BytesIO()
    writer.write(out)

    assert json.loads(embedded_graph(out.getvalue(), "picture.pdf"))["format"] == "edgewise-graph"


def test_a_picture_without_a_graph_says_so() -> None:
    for data in (EMPTY_PNG, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4\n%%EOF"):
        with pytest.raises(UnreadableFile, match="carries no graph"):
            embedded_graph(data, "holiday")


def test_something_else_is_no_picture() -> None:
    assert not is_picture(b'{"format": "edgewise-graph"}')
    with pytest.raises(UnreadableFile, match="is not a PNG, SVG or PDF"):
        embedded_graph(b"hello", "letter.txt")


def test_a_bomb_is_not_unpacked() -> None:
    worker = zlib.compressobj(1)
    bomb = b"".join(worker.compress(b" " * 10_000_000) for _ in range(27)) + worker.flush()
    content = b"edgewise-graph\0\1\0\0\0" + bomb
    chunk = struct.pack(">I", len(content)) + b"iTXt" + content + struct.pack(">I", 0)

    with pytest.raises(UnreadableFile, match="carries no graph"):
        embedded_graph(EMPTY_PNG[:8] + chunk + EMPTY_PNG[8:], "bomb.png")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "data",
    [
        b"<svg >" + b"<edgewise:graph>" * 100_000,
        b"<svg >" + b"<edgewise:graph " * 100_000,
        b"<svg >" + b"<edgewise:graph></" * 100_000,
        b"%PDF-1.4\n" + b"1 0 obj <<>>\nstream\n" * 100_000,
        b"%PDF-1.4\n" + b'1 0 obj <<>>\nstream\n{"format":"edgewise-graph"' * 50_000,
        b"%PDF-1.4\n" + b"1 0 obj <</FlateDecode>>\nstream\n" * 100_000 + b"endstream",
    ],
    ids=["opened", "half opened", "half closed", "streams", "streams like graphs", "packed streams"],
)
def test_a_picture_made_to_keep_one_waiting_does_not(data: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        embedded_graph(data, "endless")


@pytest.mark.timeout(20)
def test_of_many_bombs_in_a_pdf_none_is_unpacked() -> None:
    bomb = zlib.compress(b" " * 50_000_000, 9)
    attached = b"1 0 obj <</Filter/FlateDecode>>\nstream\n" + bomb + b"\nendstream\n"
    with pytest.raises(UnreadableFile, match="carries no graph"):
        embedded_graph(b"%PDF-1.4\n" + attached * 600, "bombs.pdf")


@given(st.binary(max_size=400), st.sampled_from([b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\nstream\n", b"<svg >"]))
def test_garbage_never_harms(garbage: bytes, head: bytes) -> None:
    with pytest.raises(UnreadableFile):
        embedded_graph(head + garbage, "garbage")


@given(st.binary(max_size=200))
def test_a_damaged_picture_never_harms(noise: bytes) -> None:
    data = png_with_graph(EMPTY_PNG, b'{"format":"edgewise-graph"}', "t")
    middle = len(data) // 2
    with contextlib.suppress(UnreadableFile):
        embedded_graph(data[:middle] + noise + data[middle + len(noise) :], "damaged.png")


@given(st.dictionaries(st.text(), st.text()))
def test_any_text_is_harmless_inside_xml(extra: dict[str, str]) -> None:
    graph = to_ascii(GraphFile(title=json.dumps(extra)))
    element = svg_metadata(graph)

    assert element.count("<") == 4
    assert "&" not in element
    assert json.loads(json.loads(graph)["title"]) == extra


def test_a_png_stays_a_png_that_others_can_read(qapp: object) -> None:
    import io

    from PIL import Image

    with Image.open(io.BytesIO(png(composed(chips()), 1.0))) as image:
        image.load()
        assert image.size == (1440, 900)
        assert image.info["Software"] == "Edgewise"
        assert "edgewise-graph" in image.info
