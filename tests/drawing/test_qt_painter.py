"""What a reader sees: colours at places that carry meaning, not whole pictures."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter

from explorer.drawing.frame import Emphasis
from explorer.drawing.qt_painter import (
    QtMeasure,
    icon_image,
    kind_sample,
    paint,
    paint_base,
    paint_text,
    stroke_sample,
)
from explorer.drawing.theme import MODES, Mode
from tests.drawing.painted import (
    MIDDLE,
    RADIUS,
    SOURCE,
    TARGET,
    TIP,
    at,
    image,
    labelled,
    look,
    marked,
    one_relation,
    row,
)

pytestmark = pytest.mark.usefixtures("qapp")

CANVAS = look().color("canvas")


def test_an_asserted_line_is_one_piece() -> None:
    assert CANVAS not in row(image(one_relation()), 40, 60, 170)


@pytest.mark.parametrize("key", ["claimed", "reported", "estimated", "speculated", "denied", "unsupported"])
def test_any_other_line_has_gaps(key: str) -> None:
    assert CANVAS in row(image(one_relation(key)), 40, 60, 170)


def test_a_contested_line_is_double() -> None:
    picture = image(one_relation("contested"))
    color = look().stroke("contested").color

    assert [at(picture, MIDDLE, y) for y in (38, 39, 40, 41)] == [color, CANVAS, CANVAS, color]


def test_a_claim_and_a_fact_differ_in_grey_print_as_well() -> None:
    assert image(one_relation("claimed"), mode="grey") != image(one_relation("asserted"), mode="grey")


def test_a_solid_head_is_filled_and_a_hollow_one_is_not() -> None:
    inside = TIP - 6
    assert at(image(one_relation("claimed")), inside, 39) == look().stroke("claimed").color
    assert at(image(one_relation("estimated")), inside, 39) == CANVAS


def test_the_head_reaches_its_tip_and_stops_there() -> None:
    picture = image(one_relation("asserted"))

    assert at(picture, TIP - 5, 40) == look().stroke("asserted").color
    assert at(picture, TIP, 40) == CANVAS


def test_canvas_keeps_an_entity_clear_of_a_line_behind_it() -> None:
    frame = one_relation()
    frame.nodes.xy[1] = (MIDDLE, 40.0)
    picture = image(frame)

    assert at(picture, MIDDLE, 40) == look().kind("person").color
    assert QColor(at(picture, MIDDLE - RADIUS - 1, 40)).lightness() > QColor(CANVAS).lightness() - 12


@pytest.mark.parametrize("mode", MODES)
def test_every_kind_is_drawn_in_its_colour(mode: Mode) -> None:
    theme = look(mode)
    for kind in theme.kinds:
        picture = image(one_relation(kind=kind), mode=mode)
        hollow = theme.shape(theme.kind(kind).shape).hollow
        assert at(picture, *SOURCE) == (theme.color("canvas") if hollow else theme.kind(kind).color)


def test_a_number_takes_the_place_of_the_glyph() -> None:
    assert image(marked(one_relation("claimed"), 7)) != image(marked(one_relation("claimed")))
    disc = at(image(marked(one_relation("claimed"), 7)), MIDDLE - 6, 40)
    assert disc == look().stroke("claimed").color


def test_a_lost_quotation_is_flagged_even_where_there_is_no_mark() -> None:
    assert image(marked(one_relation(flagged=True))) != image(marked(one_relation()))


def test_a_plate_cuts_the_line_behind_a_label() -> None:
    assert CANVAS in row(image(labelled(one_relation(), "uses", "r1", plate=True)), 40, 100, 140)


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "a\x00b\x1bc", "\ud800", "‮reversed", "שלום עולם", "مرحبا", "漢字", "😀", "x" * 10_000, " "]
)
def test_a_hostile_name_is_drawn_without_harm(text: str) -> None:
    assert image(labelled(one_relation(), text)) != image(one_relation()) or not text.strip()
    assert QtMeasure().width(text, 12) > 0


def test_markup_is_as_wide_as_its_letters() -> None:
    measure = QtMeasure()

    assert measure.width("<b>x</b>", 12) > measure.width("bxb", 12)


def test_a_worker_thread_paints_the_same_picture() -> None:
    frame = labelled(marked(one_relation("contested")), "DeepSeek")
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: image(frame), range(16)))

    assert all(picture == pictures[0] for picture in pictures)
    assert pictures[0] == image(frame)


def test_sprites_and_direct_drawing_look_alike() -> None:
    frame = labelled(marked(one_relation("denied")), "DeepSeek")
    kept, direct = image(frame, scale=3.0), image(frame, scale=3.001)

    assert _difference(kept, direct) < 0.01


def test_letters_are_drawn_as_they_were_written() -> None:
    measure = QtMeasure()

    assert measure.width("10x5", 12) == pytest.approx(sum(measure.width(letter, 12) for letter in "10x5"), abs=1)


def test_nothing_outside_the_image_is_drawn() -> None:
    theme = look()
    picture = QImage(50, 50, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor("red"))
    before = picture.copy()
    painter = QPainter(picture)
    painter.translate(-5000, 0)
    paint(painter, labelled(marked(one_relation()), "DeepSeek"), theme)
    painter.end()

    assert picture == before


def test_a_layer_can_leave_out_what_is_being_dragged() -> None:
    frame, theme = one_relation(), look()
    picture = QImage(240, 80, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(CANVAS))
    painter = QPainter(picture)
    paint_base(painter, frame, theme, edges=(), nodes=(1,))
    paint_text(painter, labelled(frame, "DeepSeek"), theme, without=frozenset("a"))
    painter.end()

    assert at(picture, *SOURCE) == CANVAS
    assert at(picture, MIDDLE, 40) == CANVAS
    assert at(picture, *TARGET) == theme.kind("person").color


def test_letters_stay_letters_in_a_pdf() -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(240, 80), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    writer.setResolution(72)
    painter = QPainter(writer)
    paint(painter, labelled(marked(one_relation(), 12), "DeepSeek <V3> -> 10x5"), look())
    painter.end()
    text = PdfReader(io.BytesIO(buffer.data().data())).pages[0].extract_text()
    assert "DeepSeek <V3> -> 10x5" in text.replace("\t", " ")
    assert "12" in text


def test_dimming_leaves_a_pale_rest_and_lights_the_lit_in_full() -> None:
    theme = look()
    picture = image(labelled(one_relation(), "DeepSeek"), Emphasis(lit_nodes=(1,), lit_edges=()))
    color = theme.kind("person").color

    assert at(picture, *TARGET) == color
    assert _apart(at(picture, *SOURCE), theme.blend(color, theme.state.dimmed_alpha)) <= 2


def test_a_dimmed_label_is_gone() -> None:
    dimming = Emphasis(lit_nodes=(1,), lit_edges=())

    assert image(labelled(one_relation(), "DeepSeek"), dimming) == image(one_relation(), dimming)


def test_a_selected_relation_lies_on_a_yellow_band_with_edges() -> None:
    picture = image(one_relation(), Emphasis(selected_edges=(0,), ends=(0, 1)))
    theme = look()

    assert at(picture, MIDDLE, 36) == theme.color("mark_strong")
    assert theme.color("mark_line") in {at(picture, MIDDLE, y) for y in (31, 32, 33)}
    assert at(picture, SOURCE[0], SOURCE[1] - RADIUS - 4) == theme.color("mark_strong")


def test_the_head_of_a_selected_relation_stops_at_the_rim() -> None:
    picture = image(one_relation(), Emphasis(selected_edges=(0,), ends=(0, 1)))

    assert at(picture, TARGET[0] - RADIUS - 4, 40) == look().color("mark_strong")


def test_other_heads_make_room_for_the_rim_of_an_end() -> None:
    frame = one_relation()
    picture = image(frame, Emphasis(ends=(1,)))
    color = look().stroke("asserted").color

    assert color not in {at(picture, x, 40) for x in (183, 184, 185, 186)}
    assert at(picture, 176, 40) == color


def test_a_selected_entity_wears_an_ink_ring_and_a_hovered_one_too() -> None:
    ink = look().color("ink")
    x, y = SOURCE

    assert at(image(one_relation(), Emphasis(selected_nodes=(0,))), x, y - RADIUS - 6) == ink
    assert at(image(one_relation(), Emphasis(hovered_node=0)), x, y - RADIUS - 4) == ink


def test_a_selected_entity_pushes_its_label_outwards() -> None:
    frame = labelled(one_relation(), "DeepSeek")
    ink = look().color("ink")

    def top(picture: QImage) -> int:
        return min(y for y in range(58, 80) for x in range(20, 60) if at(picture, x, y) == ink)

    assert top(image(frame, Emphasis(selected_nodes=(0,)))) == top(image(frame)) + 6


def test_a_label_that_gives_way_is_gone() -> None:
    frame = labelled(one_relation(), "AI")

    assert image(frame, Emphasis(hidden_labels=("a",))) == image(one_relation(), Emphasis(hidden_labels=("a",)))


@pytest.mark.parametrize(("voice", "key"), [("for", "claimed"), ("doubts", "contested"), ("against", "denied")])
def test_a_voice_wears_a_badge_in_the_colour_of_what_it_does(voice: str, key: str) -> None:
    picture = image(one_relation(), Emphasis(voices=((0, voice),)))
    x, y = SOURCE[0] + 0.79 * RADIUS, SOURCE[1] - 0.79 * RADIUS

    assert at(picture, x + 5, y) == look().stroke(key).color


def test_keyboard_focus_is_an_accent_square() -> None:
    picture = image(one_relation(), Emphasis(focused_node=0))

    assert at(picture, SOURCE[0], SOURCE[1] - RADIUS - 11) == look().color("accent")


def test_folded_and_pinned_entities_show_it() -> None:
    plain, folded, pinned = one_relation(), one_relation(), one_relation()
    folded.nodes.folded[0] = 12
    pinned.nodes.pinned[0] = True

    assert len({bytes(image(frame).constBits()) for frame in (plain, folded, pinned)}) == 3


@pytest.mark.parametrize("key", look().strokes)
def test_the_sample_of_a_stroke_has_its_colour(key: str) -> None:
    picture = QImage(46, 16, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(QColor(CANVAS))
    painter = QPainter(picture)
    stroke_sample(painter, QRectF(0, 0, 46, 16), look(), key, mark=True)
    painter.end()

    assert look().stroke(key).color in {at(picture, x, y) for x in range(46) for y in range(16)}


def test_the_sample_of_a_kind_has_its_colour() -> None:
    for kind in look().kinds:
        picture = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(QColor(CANVAS))
        painter = QPainter(picture)
        kind_sample(painter, QRectF(3, 3, 14, 14), look(), kind)
        painter.end()
        seen = {at(picture, x, y) for x in range(20) for y in range(20)}
        assert min(_apart(color, look().kind(kind).color) for color in seen) <= 2


def test_an_icon_comes_in_the_wanted_colour_and_resolution() -> None:
    picture = icon_image("brain", 16, "#FF0000", 2.0)

    assert picture.width() == 32
    assert picture.devicePixelRatio() == 2.0
    assert QColor("#FF0000").rgba() in {picture.pixel(x, y) for x in range(32) for y in range(32)}


def test_an_icon_that_is_not_bundled_is_empty(caplog: pytest.LogCaptureFixture) -> None:
    picture = icon_image("no-such-icon", 16, "#000000")

    assert {picture.pixel(x, y) for x in range(16) for y in range(16)} == {0}
    assert "no-such-icon" in caplog.text


def _apart(one: str, other: str) -> int:
    """Return how far two colours are apart in their most different channel."""
    return max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))


def _difference(one: QImage, other: QImage) -> float:
    """Return the mean difference of two pictures, 0 to 1, where they overlap."""
    width, height = min(one.width(), other.width()), min(one.height(), other.height())
    kept = [picture.copy(0, 0, width, height) for picture in (one, other)]  # their bits do not keep them alive
    pixels = [np.frombuffer(picture.constBits(), dtype=np.uint8).astype(float) for picture in kept]
    return float(np.abs(pixels[0] - pixels[1]).mean() / 255.0)
