"""Quotations are found word for word, or not at all. Accepting one that was altered is the worst bug we could have."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from explorer.model.facts import Quote
from explorer.model.quotes import Match, find, fold

BUNDLED = Path(__file__).parents[2] / "graph.json"

TEXT = (
    "Nvidia\u2019s stock price plummeted 17%, erasing nearly $593\u00a0billion in market value. "
    "DeepSeek claims it used 2,000 Nvidia H800 GPUs and spent $5.6 million to train R1\u2019s model, V3.\n\n"
    "  \u2022 Palmer Luckey, founder of Oculus VR, outright dismissed DeepSeek\u2019s claims, calling them \u201cbogus\u201d. "
    "The Nasdaq 100 index also saw a 1.59% recovery. Alexandr Wang did not provide evidence. "
    "Zu\u0308rich caf\u00e9s can\u2019t compete."
)
ARTICLE = fold(TEXT)
WORDS = [match.span() for match in re.finditer(r"\S+", TEXT)]


@st.composite
def genuine(draw: st.DrawFn) -> tuple[int, int]:
    """Where a run of whole words stands in the text."""
    first = draw(st.integers(0, len(WORDS) - 1))
    last = draw(st.integers(first, min(first + 14, len(WORDS) - 1)))
    return WORDS[first][0], WORDS[last][1]


@st.composite
def retyped(draw: st.DrawFn, text: str) -> str:
    """The same words as a browser, a word processor or a mail program would hand them over."""
    gaps = st.sampled_from([" ", "\u00a0", "\n", "  ", "\u2028", " \n\t", "\u202f"])
    text = re.sub(r"\s+", lambda _: draw(gaps), text)
    text = re.sub("[\u2018\u2019']", lambda _: draw(st.sampled_from("'\u2018\u2019\u201b")), text)
    text = re.sub('[\u201c\u201d"]', lambda _: draw(st.sampled_from('"\u201c\u201d\u201e\u00ab\u00bb')), text)
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)


# -- genuine ones -------------------------------------------------------------------------------


@settings(max_examples=400)
@given(st.data(), genuine())
def test_every_genuine_quotation_is_accepted_however_it_was_copied(data: st.DataObject, span: tuple[int, int]) -> None:
    start, end = span
    exact = data.draw(retyped(TEXT[start:end]))
    found = find(Quote(exact=exact, start=start, end=end), ARTICLE)
    assert (found.match, found.start, found.end) == (Match.EXACT, start, end)
    assert found.is_verified
    assert not found.is_cut


@given(st.data(), genuine())
def test_words_before_and_after_choose_the_place(data: st.DataObject, span: tuple[int, int]) -> None:
    start, end = span
    around = {"prefix": TEXT[max(0, start - 40) : start], "suffix": TEXT[end : end + 40]}
    quote = Quote(exact=TEXT[start:end], **{key: data.draw(retyped(text)) for key, text in around.items()})
    found = find(quote, ARTICLE)
    assert (found.match, found.start, found.end) == (Match.EXACT, start, end)
    assert found.context_agrees


def test_every_quotation_of_the_bundled_graph_is_found_in_a_text_made_of_them() -> None:
    def quotes(value: object) -> list[dict[str, object]]:
        if isinstance(value, dict):
            mine = [value["quote"]] if "quote" in value else []
            return mine + [quote for inner in value.values() for quote in quotes(inner)]
        return [quote for inner in value for quote in quotes(inner)] if isinstance(value, list) else []

    graph = json.loads(BUNDLED.read_text(encoding="utf-8"))
    bare = [Quote(exact=str(quote["exact"])) for quote in quotes(graph)]
    assert len(bare) > 50
    article = fold("\n".join(quote.exact for quote in bare))
    assert all(find(quote, article).match in {Match.EXACT, Match.AMBIGUOUS} for quote in bare)


# -- altered ones -------------------------------------------------------------------------------


_Drawn = TypeVar("_Drawn")


class Draw(Protocol):
    """Draws one example."""

    def __call__(self, strategy: st.SearchStrategy[_Drawn], /) -> _Drawn: ...


def digit_changed(draw: Draw, exact: str) -> str:
    digits = [at for at, letter in enumerate(exact) if letter.isdigit()]
    assume(digits)
    at = draw(st.sampled_from(digits))
    other = draw(st.sampled_from([digit for digit in "0123456789" if digit != exact[at]]))
    return exact[:at] + other + exact[at + 1 :]


def word_inserted(draw: Draw, exact: str) -> str:
    words = exact.split()
    assume(len(words) > 1)
    at = draw(st.integers(1, len(words) - 1))
    words.insert(at, draw(st.sampled_from(["not", "never", "allegedly", "also"])))
    return " ".join(words)


def word_left_out(draw: Draw, exact: str) -> str:
    words = exact.split()
    assume(len(words) > 2)
    del words[draw(st.integers(1, len(words) - 2))]
    return " ".join(words)


def name_swapped(draw: Draw, exact: str) -> str:
    names = ["Nvidia", "DeepSeek", "Palmer Luckey", "Oculus VR", "Alexandr Wang", "Nasdaq"]
    present = [name for name in names if name in exact]
    assume(present)
    name = draw(st.sampled_from(present))
    return exact.replace(name, draw(st.sampled_from([other for other in names if other != name])))


def tail_invented(draw: Draw, exact: str) -> str:
    return exact + draw(st.sampled_from([" in 2024", " without evidence", "0", " million", ", he said", "s"]))


def head_invented(draw: Draw, exact: str) -> str:
    return draw(st.sampled_from(["Not ", "1", "It is false that ", "$"])) + exact


def case_changed(draw: Draw, exact: str) -> str:
    letters = [at for at, letter in enumerate(exact) if letter.swapcase() != letter]
    assume(letters)
    at = draw(st.sampled_from(letters))
    return exact[:at] + exact[at].swapcase() + exact[at + 1 :]


def mark_changed(draw: Draw, exact: str) -> str:
    marks = [at for at, letter in enumerate(exact) if letter in ",.%$\u2022"]
    assume(marks)
    at = draw(st.sampled_from(marks))
    return exact[:at] + draw(st.sampled_from([";", "?", "\u20ac", ""])) + exact[at + 1 :]


Alteration = Callable[[Draw, str], str]
ALTERATIONS: list[Alteration] = [
    digit_changed,
    word_inserted,
    word_left_out,
    name_swapped,
    tail_invented,
    head_invented,
    case_changed,
    mark_changed,
]


@pytest.mark.parametrize("alter", ALTERATIONS, ids=lambda alter: alter.__name__)
def test_no_altered_quotation_is_accepted(alter: Alteration) -> None:
    @settings(max_examples=250)
    @given(st.data(), genuine())
    def holds(data: st.DataObject, span: tuple[int, int]) -> None:
        start, end = span
        altered = alter(data.draw, TEXT[start:end])
        # An alteration may by chance give other words of the text; those are then said in it.
        assume(fold(altered).text.strip() not in ARTICLE.text)
        found = find(Quote(exact=altered, start=start, end=end), ARTICLE)
        assert found.match is Match.MISSING
        assert not found.is_verified

    holds()


@pytest.mark.parametrize(
    "lie",
    [
        "plummeted 71%",
        "plummeted 17 %",
        "nearly $593 million",
        "2000 Nvidia H800 GPUs",
        "2,000 Nvidia H800 GPU\u0455",  # a Cyrillic letter
        "2,000 Nvidia H\uff1800 GPUs",  # a full-width digit
        "called them \u201cbogus\u201d",
        "provide\u200bevidence",
        "provide\u200b evidence",
        "Zurich",
        "caf\u00e8s",
        "can\u2032t compete",  # a prime is not an apostrophe
        "\u2026erasing nearly",
        "bogus.\u201d The",
    ],
)
def test_a_lie_by_one_character_is_missing(lie: str) -> None:
    assert find(Quote(exact=lie), ARTICLE).match is Match.MISSING


@pytest.mark.parametrize(
    ("cut", "is_cut"),
    [
        ("59% recovery", True),
        ("plummeted 1", True),
        ("erasing nearly $59", True),
        ("spent $5", True),
        (".6 million", True),
        ("used 2", True),
        ("000 Nvidia", True),
        ("compete", False),
        ("s can", True),
        ("Z\u00fcrich caf\u00e9s can", True),
        ("Nvidia", False),
        ("17", False),
        ("$5.6 million", False),
    ],
)
def test_words_torn_from_a_word_or_a_figure_are_marked(cut: str, is_cut: bool) -> None:
    found = find(Quote(exact=cut, prefix="2,000 " if cut == "Nvidia" else ""), TEXT)
    assert found.is_verified
    assert found.is_cut is is_cut


def test_languages_without_spaces_have_no_words_to_cut() -> None:
    assert not find(Quote(exact="\u82af\u7247"), "\u4e2d\u56fd\u7684\u82af\u7247\u4ea7\u4e1a").is_cut
    assert not find(Quote(exact="\u0e0a\u0e34\u0e1b"), "\u0e21\u0e35\u0e0a\u0e34\u0e1b\u0e43\u0e2b\u0e21\u0e48").is_cut


# -- several places, and offsets ----------------------------------------------------------------

TWICE = "He said it was true. Later she said it was false. Then he said it was nothing."


def test_words_that_stand_twice_are_ambiguous_without_more() -> None:
    found = find(Quote(exact="said it was"), TWICE)
    assert found.match is Match.AMBIGUOUS
    assert found.places == ((3, 14), (31, 42), (58, 69))
    assert found.start is None
    assert not found.is_verified


def test_a_prefix_and_a_suffix_count_together() -> None:
    assert find(Quote(exact="said it was", prefix="she "), TWICE).start == 31
    assert find(Quote(exact="said it was", suffix=" nothing"), TWICE).start == 58
    assert find(Quote(exact="said it was", prefix="he ", suffix=" false"), TWICE).start == 31
    assert find(Quote(exact="said it was", prefix="they ", suffix=" sad"), TWICE).match is Match.AMBIGUOUS


def test_offsets_choose_among_equals_and_are_checked_otherwise() -> None:
    assert find(Quote(exact="said it was", start=58, end=69), TWICE).match is Match.EXACT
    assert find(Quote(exact="said it was", start=57, end=68), TWICE).match is Match.AMBIGUOUS
    moved = find(Quote(exact="it was false", start=0, end=12), TWICE)
    assert (moved.match, moved.start, moved.end) == (Match.MOVED, 36, 48)


def test_context_outweighs_offsets_that_hit_other_words_by_chance() -> None:
    found = find(Quote(exact="said it was", prefix="she ", suffix=" false", start=3, end=14), TWICE)
    assert (found.match, found.start) == (Match.MOVED, 31)


def test_a_wrong_prefix_does_not_hide_a_quotation_but_is_told() -> None:
    found = find(Quote(exact="it was false", prefix="nobody said "), TWICE)
    assert found.is_verified
    assert not found.context_agrees


def test_offsets_count_code_points_not_bytes_or_halves() -> None:
    found = find(Quote(exact="chips"), "\U0001f600 \u00fcber chips")
    assert (found.start, found.end) == (7, 12)


@pytest.mark.parametrize("exact", [" ", "\u00a0\n", "\u2028"])
def test_white_space_is_no_quotation(exact: str) -> None:
    assert find(Quote(exact=exact), "a b").match is Match.MISSING


def test_white_space_at_the_ends_is_not_part_of_a_quotation() -> None:
    found = find(Quote(exact=" was true.\n", start=10, end=21), TWICE)
    assert (found.match, found.start, found.end) == (Match.EXACT, 11, 20)


def test_a_letter_is_not_found_inside_an_accented_one() -> None:
    assert find(Quote(exact="e"), "e\u0301").match is Match.MISSING
    assert find(Quote(exact="x"), "x\u0301").match is Match.MISSING
    assert find(Quote(exact="\u0301"), "e\u0301").match is Match.MISSING
    assert find(Quote(exact="\u00e9"), "e\u0301").match is Match.EXACT


# -- folding ------------------------------------------------------------------------------------

# Letters that combine, decompose, reorder or take part in Hangul syllables.
TRICKY = (
    "ae\u0301\u0323\u0308\u1100\u1161\u11a8\u09c7\u09be\u0f71\u0f72 \u00a0\n\u2028\"\u201c'\u2019\u00ab\u212b\ufb01"
)
texts = st.text(max_size=30) | st.text(TRICKY, max_size=12)


@given(texts)
@example("\u0301")
@example("a\u0323\u0301b")
def test_folding_is_normal_form_then_spaces_and_marks_and_nothing_else(text: str) -> None:
    plainly = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    marks = {**dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u275b\u275c\uff07", "'")}
    marks |= dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u275d\u275e\uff02", '"')
    assert fold(text).text == "".join(marks.get(letter, letter) for letter in plainly)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_the_way_back_covers_the_text_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(text)
    assert not text or folded.starts[0] == 0


@given(texts, st.data())
def test_whatever_is_found_folds_to_what_was_sought(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    exact = text[start : data.draw(st.integers(start + 1, len(text)))]
    sought = fold(exact).text.strip()
    found = find(Quote(exact=exact), text)
    for left, right in found.places:
        assert fold(text[left:right]).text.strip() == sought
