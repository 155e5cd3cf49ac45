"""Quotations are found word for word in texts of every script; only what was exact may drift, and never in its meaning."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explorer.model.anchoring import Anchored, anchor, quote_at, same_meaning, word_changes
from explorer.model.facts import Quote
from explorer.model.quotes import fold

PARTS = (
    "a",
    "B",
    "7",
    " ",
    "\n",
    "“",
    "-",
    "漢",
    "字",
    "א",
    "ב",
    "ש\u05c1",
    "e\u0301",
    "é",
    "👩\u200d🚀",
    "🇸🇪",
    "ñ",
    "ไ",
    ",",
)
PIECES = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)
SENTENCE = "The company confirmed on Monday that Nvidia had lost $593 billion in one day, the most that any had lost."
OTHER = "Nobody at the meeting said a word about the river, the bridge and the people who live on its other bank."


@given(PIECES, PIECES, PIECES)
def test_words_at_two_offsets_are_found_at_them_in_any_script(before, middle, after):
    text = before + middle + after
    start, end = len(before), len(before) + len(middle)
    assume(middle.strip() == middle != "" and not unicodedata.combining(middle[0]))
    assume(fold(text).text.count(fold(middle).text) == 1 and fold(middle).text in fold(text).text)
    found = anchor(Quote(**quote_at(text, start, end)), fold(text))
    if found.state is not Anchored.ORPHANED:  # a letter that is half of a composed one cannot be quoted
        assert fold(text[found.start : found.end]).text == fold(middle).text


@given(PIECES, PIECES)
def test_a_quotation_follows_when_something_is_put_before_it(text, more):
    quote = Quote(**quote_at(f"{text}\n{SENTENCE}", len(text) + 1, len(text) + 1 + len(SENTENCE)))
    now = f"{more}\n{text}\n{SENTENCE}"
    found = anchor(quote, fold(now))
    assert found.state in {Anchored.MOVED, Anchored.EXACT}
    assert fold(now[found.start : found.end]).text == SENTENCE


@pytest.mark.parametrize("kind", [" ".join, "\u00a0\n".join])
def test_white_space_and_quotation_marks_do_not_matter(kind):
    text = kind(f"He said: \u201c{SENTENCE}\u201d".split(" "))
    assert anchor(Quote(exact=f'"{SENTENCE}"'), fold(text)).state is Anchored.EXACT


def test_a_soft_hyphen_in_a_copy_is_a_different_text_until_it_is_normalised():
    from explorer.texts.normalising import normalised

    text = SENTENCE.replace("confirmed", "con\u00adfirmed")
    assert anchor(Quote(exact=SENTENCE), fold(text)).state is Anchored.ORPHANED
    assert anchor(Quote(exact=SENTENCE), fold(normalised(text))).state is Anchored.EXACT


def test_context_chooses_among_several_places_even_if_it_changed_a_little():
    text = "At first he said no to it all. Later on she said no to the plan."
    quote = Quote(exact="said no", prefix="Later on that day she ", suffix=" to the plans")
    found = anchor(quote, fold(text))
    assert (found.state, found.start) == (Anchored.MOVED, text.rindex("said no"))


def test_a_near_tie_asks():
    text = "Then he said no to it. Then he said no to it."
    found = anchor(Quote(exact="said no", prefix="Then he ", suffix=" to it"), fold(text))
    assert (found.state, len(found.places)) == (Anchored.ORPHANED, 2)


def test_words_that_changed_a_little_drift_if_they_were_exact_before():
    now = f"{OTHER} {SENTENCE.replace('the most', 'more')} {OTHER}"
    found = anchor(Quote(exact=SENTENCE), fold(now), was_exact=True)
    assert found.state is Anchored.DRIFTED
    assert now[found.start : found.end] == SENTENCE.replace("the most", "more")
    assert 0.85 <= found.similarity < 1


def test_words_that_were_never_exact_do_not_drift():
    now = SENTENCE.replace("the most", "more")
    assert anchor(Quote(exact=SENTENCE), fold(now)).state is Anchored.ORPHANED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("593", "598"), ("billion", "million"), ("confirmed", "denied"), ("had lost", "had not lost"),
        ("had lost", "hadn’t lost"), ("Nvidia", "Intel"), ("Nvidia", "nvidia"), ("Monday", "Tuesday"), ("one day", "two days"),
    ],
)  # fmt: skip
def test_a_changed_figure_negation_or_name_never_drifts(old, new):
    now = f"{OTHER} {SENTENCE.replace(old, new)} {OTHER}"
    assert anchor(Quote(exact=SENTENCE), fold(now), was_exact=True).state is Anchored.ORPHANED


def test_short_words_never_drift():
    assert (
        anchor(Quote(exact="it was cheap to train"), fold("it is cheap to train"), was_exact=True).state
        is Anchored.ORPHANED
    )


def test_two_look_alikes_are_none():
    one = SENTENCE.replace("the most", "more")
    two = SENTENCE.replace("the most", "much")
    assert anchor(Quote(exact=SENTENCE), fold(f"{one} {OTHER} {two}"), was_exact=True).state is Anchored.ORPHANED


@given(st.sampled_from([at for at, letter in enumerate(SENTENCE) if letter.isdigit()]), st.sampled_from("0123456789"))
def test_no_digit_can_be_changed_without_being_noticed(at, digit):
    assume(SENTENCE[at] != digit)
    assert not same_meaning(SENTENCE, SENTENCE[:at] + digit + SENTENCE[at + 1 :])


@given(st.text(st.sampled_from("ab. é"), max_size=30), st.text(st.sampled_from("ab. é"), max_size=30))
def test_a_word_diff_gives_back_both_wordings(before, now):
    changes = list(word_changes(before, now))
    assert "".join(words for what, words in changes if what != "new") == before
    assert "".join(words for what, words in changes if what != "gone") == now
