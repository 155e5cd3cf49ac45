"""An article in blocks: every word can be led back to its place, and quotations that moved or were lost say so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.excerpt_sheet import DRIFTED, LOST, MOVED, sheet_of
from explorer.model.facts import Article, Section
from tests.builders import evidence, graph, relation

TEXT = "A heading\n\nAlpha uses Beta.\n  • one thing\n    • and another\nAlpha uses Beta no more. Done."
BITS = st.sampled_from(
    ["Alpha", " ", "\n", "  • ", "\N{GRINNING FACE}", "e\N{COMBINING ACUTE ACCENT}", "中文", "שלום", ".", "x"]
)


def quoting(*quotes, text: str = TEXT, sections: tuple[Section, ...] = ()):
    return graph(
        Article(id="a1", title="T", text=text, sections=sections),
        *(relation("a", "uses", f"b{n}", quote, key=f"r{n}") for n, quote in enumerate(quotes)),
    )


def test_lists_and_headings_are_known_as_such():
    sheet = sheet_of(quoting(sections=(Section(heading="A heading", start=0),)), "a1")
    assert [(block.is_heading, block.level) for block in sheet.blocks] == [
        (True, 0),
        (False, 0),
        (False, 1),
        (False, 2),
        (False, 0),
    ]


def test_a_quotation_of_a_heading_is_marked_in_it():
    project = quoting(evidence("e1", exact="heading", start=2), sections=(Section(heading="A heading", start=0),))
    assert [(span.start, span.end) for span in sheet_of(project, "a1").blocks[0].spans] == [(2, 9)]


def test_a_quotation_that_stands_elsewhere_is_shown_there_and_says_so():
    sheet = sheet_of(quoting(evidence("e1", exact="one thing", start=3)), "a1")
    block = next(block for block in sheet.blocks if block.spans)
    span = block.spans[0]
    assert block.text[span.start : span.end] == "one thing"
    assert sheet.doubts == {0: MOVED}


def test_a_quotation_that_is_not_in_the_text_comes_last_and_says_so():
    sheet = sheet_of(quoting(evidence("e1", exact="never said", start=3)), "a1")
    assert "never said" in sheet.blocks[-1].text
    assert sheet.blocks[-1].pieces == ()
    assert sheet.doubts == {0: LOST}


def test_a_quotation_whose_words_changed_a_little_is_shown_there_and_says_so():
    text = "First words. The company has said that it used many chips for training. Last words."
    quote = evidence("e1", exact="The company said that it used many chips for training", start=13)
    sheet = sheet_of(quoting(quote, text=text), "a1")
    (span,) = sheet.blocks[0].spans
    assert sheet.blocks[0].text[span.start : span.end] == "The company has said that it used many chips for training"
    assert sheet.doubts == {0: DRIFTED}


def test_a_quotation_in_several_places_says_in_how_many():
    sheet = sheet_of(quoting(evidence("e1", exact="Alpha uses Beta", start=3)), "a1")
    assert "stands 2 times" in sheet.doubts[0]


def test_quotations_where_they_should_be_raise_no_doubts():
    assert sheet_of(quoting(evidence("e1", exact="Alpha uses Beta", start=11)), "a1").doubts == {}


def test_overlapping_quotations_are_all_there_the_longer_ones_first():
    quotes = (
        evidence("e1", exact="uses", start=17),
        evidence("e2", exact="Alpha uses Beta", start=11),
        evidence("e3", exact="Beta.\n  • one", start=22),
    )
    spans = [block.spans for block in sheet_of(quoting(*quotes), "a1").blocks if block.spans]
    assert [[(span.start, span.end) for span in own] for own in spans] == [[(0, 15), (6, 10), (11, 16)], [(0, 5)]]


@given(st.lists(BITS, max_size=60).map("".join))
def test_every_letter_of_a_block_leads_back_to_the_article(text: str):
    for block in sheet_of(quoting(text=text), "a1").blocks:
        for at, letter in enumerate(block.text):
            offset = block.to_article(at)
            assert offset is not None
            assert text[offset] == letter
            assert block.to_block(offset) == at
