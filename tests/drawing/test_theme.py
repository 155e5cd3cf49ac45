"""The tokens hold what the rest of the drawing room relies on."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer.drawing.theme import MODES, Mode, load_theme
from explorer.model.errors import UnknownName
from explorer.model.facts import Stance
from explorer.model.standing import Standing
from explorer.model.vocabulary import ENTITY_KINDS


def luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_every_standing_and_every_act_of_speech_has_a_stroke(mode: Mode) -> None:
    theme = load_theme(mode)
    voices = {"voice_doubts", "voice_dismisses", "voice_vouches", "voice_comments"}
    assert {*Standing, *voices} == set(theme.strokes)


@pytest.mark.parametrize("mode", MODES)
def test_no_two_standings_share_dash_head_and_mark(mode: Mode) -> None:
    theme = load_theme(mode)
    codes = [(s.dash, s.head, s.mark, s.glyph, s.rail) for s in map(theme.stroke, Standing)]
    assert len(set(codes)) == len(codes)


def test_voices_are_hollow_and_only_dismissal_has_a_mark() -> None:
    theme = load_theme("light")
    voices = {key: theme.stroke(key) for key in theme.strokes if key.startswith("voice_")}
    assert {stroke.head for stroke in voices.values()} == {"hollow"}
    assert [key for key, stroke in voices.items() if stroke.glyph] == ["voice_dismisses"]
    assert voices["voice_doubts"].color == theme.stroke("contested").color
    assert voices["voice_doubts"].rail is None


@pytest.mark.parametrize("mode", MODES)
def test_every_built_in_kind_has_a_shape_an_icon_and_a_colour_of_its_own(mode: Mode) -> None:
    looks = [load_theme(mode).kind(kind.id) for kind in ENTITY_KINDS]
    assert len({look.shape for look in looks}) == len(looks)
    assert len({look.icon for look in looks}) == len(looks)
    if mode != "grey":
        assert len({look.color for look in looks}) == len(looks)


@pytest.mark.parametrize("mode", MODES)
def test_text_and_lines_stand_out_from_the_canvas(mode: Mode) -> None:
    theme = load_theme(mode)
    canvas = theme.color("canvas")
    assert all(contrast(theme.color(ink), canvas) >= 4.5 for ink in ("ink", "ink_2", "ink_3"))
    lines = [theme.stroke(key).color for key in theme.strokes if key != "unsupported"]
    assert all(contrast(color, canvas) >= 3 for color in lines)
    assert all(contrast(theme.kind(key).color, canvas) >= 3 for key in theme.kinds)


def test_an_unknown_kind_still_has_a_look() -> None:
    assert load_theme("light").kind("spaceship").shape == "ring"


def test_a_document_kind_borrows_a_shape_and_a_colour() -> None:
    theme = load_theme("dark")
    assert theme.kind("hexagon/chip").color == theme.kind("chip").color
    assert theme.kind("hexagon/#AA3300").color == "#AA3300"
    assert theme.kind("no such shape/chip").shape == "pinned_square"


@pytest.mark.parametrize(
    "color", ["#12", "#12345", "#zzzzzz", "#AA3300FF", '#"/><script>', "#AA3300\n", "no such kind"]
)
@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_colour_looks_like_a_topic(mode: Mode, color: str) -> None:
    theme = load_theme(mode)
    assert theme.kind(f"hexagon/{color}").color == theme.kind("topic").color


def test_a_colour_of_a_document_is_grey_where_everything_is_grey() -> None:
    red, green, blue = re.findall("..", load_theme("grey").kind("hexagon/#AA3300").color[1:])
    assert red == green == blue


def test_a_subtype_changes_the_icon_only() -> None:
    theme = load_theme("light")
    assert theme.icon("organization", "university") == "graduation-cap"
    assert theme.icon("organization", "choir") == "users"


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_of_a_passage_has_a_look(stance: Stance) -> None:
    assert load_theme("light").passage(stance).underline


def test_unknown_names_list_what_exists() -> None:
    theme = load_theme("light")
    for look_up in (theme.color, theme.stroke, theme.shape, theme.glyph):
        with pytest.raises(UnknownName, match="Available"):
            look_up("nothing like it")


def test_blending_gives_the_colour_that_translucency_would() -> None:
    theme = load_theme("light")
    assert theme.blend("ink", 1.0) == theme.color("ink")
    assert theme.blend("ink", 0.0) == theme.color("canvas")
    assert theme.blend("#FF0000", 0.25, over="#000000") == "#400000"


def test_hexagons_point_up_and_octagons_lie_flat() -> None:
    theme = load_theme("light")
    hexagon, octagon = theme.shape("hexagon").points, theme.shape("octagon").points
    assert np.isclose(hexagon[:, 1].min(), -1.05)
    assert np.isclose(octagon[:, 1].min(), -1.02 * np.cos(np.pi / 8))


def test_only_the_scrim_is_translucent() -> None:
    theme = load_theme("light")
    assert 0 < theme.alpha("scrim") < 1
    assert theme.alpha("ink") == 1
    assert len(theme.color("scrim")) == 7
