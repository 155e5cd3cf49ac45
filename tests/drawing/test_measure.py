"""Names broken into lines that fit."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.measure import AdvanceMeasure, Lettering, lettering

MEASURE = AdvanceMeasure()


def written(text: str, split_px: float | None = 104) -> Lettering:
    return lettering(MEASURE, text, 12, semibold=False, split_px=split_px, limit_px=128)


def test_a_short_name_stays_on_one_line() -> None:
    assert written("DeepSeek V3").lines == ("DeepSeek V3",)


def test_a_long_name_takes_two_lines_as_even_as_can_be() -> None:
    assert written("University of Washington").lines == ("University of", "Washington")


def test_a_word_without_a_space_is_elided() -> None:
    (line,) = written("Donaudampfschifffahrtsgesellschaft").lines
    assert line.endswith("…")
    assert "Donaudampf" in line


def test_words_on_a_line_never_take_two() -> None:
    assert len(written("is made to comply with the rules of", split_px=None).lines) == 1


@given(text=st.text(max_size=300))
def test_whatever_the_text_it_fits_and_is_drawable(text: str) -> None:
    found = written(text)
    assert 1 <= len(found.lines) <= 2
    assert found.width <= 128
    assert not {unicodedata.category(character) for line in found.lines for character in line} & {"Cc", "Cs"}


def test_ten_thousand_characters_are_not_looked_at_one_by_one() -> None:
    looked_at = []

    class Counting(AdvanceMeasure):
        def width(self, text: str, size_px: float, semibold: bool = False, serif: bool = False) -> float:
            looked_at.append(len(text))
            return super().width(text, size_px, semibold, serif)

    lettering(Counting(), "x" * 10_000, 12, semibold=False, split_px=104, limit_px=128)
    assert max(looked_at) <= 401
    assert len(looked_at) < 20
