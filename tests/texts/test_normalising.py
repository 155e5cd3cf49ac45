"""The one form in which a text is frozen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.quotes import fold
from explorer.texts.normalising import normalised

ODD = st.text(
    st.sampled_from("ab \n\r\t\v\x00\x85\u00a0\u00ad\u2028\u0301e\u0327\ufeffé漢אب👩\u200d\u0344\u202f\ud800")
)


@given(st.text() | ODD)
def test_normalising_twice_changes_nothing_more(text):
    once = normalised(text)
    assert normalised(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text() | ODD)
def test_nothing_that_cannot_be_kept_is_left(text):
    once = normalised(text)
    once.encode()
    assert not set(once) & set("\r\u00a0\u00ad\u2028\u2029\x00\ufeff")
    assert once == once.strip()


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_words_and_figures_stay_as_they_are(text):
    assert normalised(text) == unicodedata.normalize("NFC", text).replace("\ufeff", "")


@pytest.mark.parametrize("text", ["👩\u200d👩\u200d👧", "می\u200cخواهم", "नमस्ते", "שָׁלוֹם"])
def test_joiners_of_emoji_and_scripts_stay(text):
    assert fold(normalised(text)).text == fold(text).text


def test_paragraphs_stay_apart_and_gaps_close():
    assert normalised("one\r\n\r\n\r\n\r\ntwo  \r\nthree") == "one\n\ntwo\nthree"
