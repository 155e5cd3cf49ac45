from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.plain_text import REPLACEMENT, drawable

any_text = st.text(st.characters(exclude_categories=()))


@given(any_text)
def test_nothing_that_xml_forbids_is_left(text: str) -> None:
    kept = drawable(text)

    assert all(unicodedata.category(character) not in {"Cc", "Cs"} for character in kept)
    assert "￾" not in kept
    assert "￿" not in kept


@given(any_text)
def test_a_harmless_line_stays_as_it_is(text: str) -> None:
    assert drawable(drawable(text)) == drawable(text)


def test_markup_is_kept_letter_by_letter() -> None:
    assert drawable("<b>x</b> &amp;") == "<b>x</b> &amp;"


def test_line_breaks_become_spaces_and_controls_a_visible_sign() -> None:
    assert drawable("a\nb\tc\x00d\ud800") == f"a b c{REPLACEMENT}d{REPLACEMENT}"


def test_overrides_of_direction_are_left_out_and_arabic_stays() -> None:
    assert drawable("\u202egnirts\u202c سلام") == "gnirts سلام"
