"""What quotations tell of an article's words: never a word too many, and honest about gaps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.excerpt_sheet import sheet_of
from explorer.model.facts import Article, Evidence, Quote, Section, Stance
from explorer.model.fragments import Context, context_of, fragments, shortened
from tests.builders import graph, relation

TEXT = (
    "Nvidia fell on Monday. DeepSeek claims it used 2,000 H800 GPUs and spent $5.6 million, "
    "which experts doubt.\n\nMarkets\n\nThe index recovered. Nothing else is known."
)


def quoted(key: str, start: int, end: int, context: int = 0, text: str = TEXT) -> Evidence:
    """Build evidence for a piece of a text, with so many characters of context on both sides."""
    quote = Quote(
        exact=text[start:end],
        prefix=text[max(start - context, 0) : start],
        suffix=text[end : end + context],
        start=start,
        end=end,
    )
    return Evidence(id=key, article="a1", quote=quote, stance=Stance.ASSERTS)


def of(words: str, key: str = "e1", context: int = 0) -> Evidence:
    """Build evidence for words of the text above."""
    start = TEXT.index(words)
    return quoted(key, start, start + len(words), context)


def test_pieces_that_touch_or_overlap_become_one() -> None:
    project = graph(relation("a", "uses", "b", of("DeepSeek claims ", "e1"), of("claims it used 2,000", "e2")))
    assert [fragment.text for fragment in fragments(project, "a1")] == ["DeepSeek claims it used 2,000"]


def test_a_gap_stays_a_gap() -> None:
    project = graph(relation("a", "uses", "b", of("Nvidia fell", "e1"), of("recovered", "e2")))
    assert [fragment.text for fragment in fragments(project, "a1")] == ["Nvidia fell", "recovered"]


def test_quotations_that_contradict_each_other_are_not_mixed() -> None:
    other = quoted("e2", 7, 11)
    wrong = other.model_copy(update={"quote": other.quote.model_copy(update={"exact": "rose"})})
    project = graph(relation("a", "uses", "b", of("Nvidia fell"), wrong))
    assert [fragment.text for fragment in fragments(project, "a1")] == ["Nvidia fell", "rose"]


def test_offsets_that_do_not_fit_the_words_place_nothing() -> None:
    quote = Quote(exact="five  words", start=3, end=9)
    evidence = Evidence(id="e1", article="a1", quote=quote, stance=Stance.ASSERTS)
    project = graph(relation("a", "uses", "b", evidence))
    assert fragments(project, "a1") == ()
    assert sheet_of(project, "a1").blocks[0].text.strip("…\N{NO-BREAK SPACE} ") == "five  words"


def test_a_sentence_is_completed_by_the_other_quotations_of_its_article() -> None:
    project = graph(
        relation("a", "uses", "b", of("it used 2,000 H800 GPUs", "e1")),
        relation("a", "owns", "b", of("Monday. DeepSeek claims it used", "e2"), key="r2"),
        relation("a", "leads", "b", of("GPUs and spent $5.6 million, which experts doubt.", "e3"), key="r3"),
    )
    found = context_of(project, project.relations["r1"].evidence[0])
    assert found == Context(
        "DeepSeek claims ", "it used 2,000 H800 GPUs", " and spent $5.6 million, which experts doubt.", True, True
    )


def test_a_figure_with_a_point_in_it_ends_no_sentence() -> None:
    project = graph(Article(id="a1", title="T", text=TEXT), relation("a", "uses", "b", of("spent $5")))
    assert context_of(project, project.relations["r1"].evidence[0]).after.startswith(".6 million")


def test_without_any_context_both_sides_are_open() -> None:
    project = graph(relation("a", "uses", "b", of("it used 2,000 H800 GPUs")))
    found = context_of(project, project.relations["r1"].evidence[0])
    assert (found.before, found.after, found.opens, found.closes) == ("", "", False, False)


def test_a_short_context_says_what_it_leaves_out() -> None:
    whole = Context(
        "Palmer Luckey, founder of Oculus VR, ", "dismissed it", " and called it bogus in public", True, True
    )
    assert shortened(whole, before=10) == Context("", "dismissed it", " and called it bogus in", False, False)
    assert shortened(whole, before=100, after=100) == whole


def test_headings_stand_before_what_follows_them() -> None:
    sections = (Section(heading="Markets", start=TEXT.index("Markets")),)
    article = Article(id="a1", title="T", sections=sections)
    project = graph(article, relation("a", "uses", "b", of("Nvidia fell", "e1"), of("recovered", "e2")))
    blocks = sheet_of(project, "a1").blocks
    assert [(block.text.strip("…\N{NO-BREAK SPACE} "), block.is_heading) for block in blocks] == [
        ("Nvidia fell", False),
        ("Markets", True),
        ("recovered", False),
    ]


@st.composite
def quotations(draw: st.DrawFn) -> tuple[str, list[Evidence]]:
    text = draw(st.text(st.sampled_from("ab .\n\N{GRINNING FACE}“”"), min_size=8, max_size=80))
    pieces = []
    for number in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text) - 2))
        end = draw(st.integers(start + 1, len(text)))
        pieces.append(quoted(f"e{number}", start, end, draw(st.integers(0, 9)), text))
    return text, pieces


@given(quotations())
def test_nothing_is_shown_that_is_not_in_the_article(case: tuple[str, list[Evidence]]) -> None:
    text, pieces = case
    project = graph(relation("a", "uses", "b", *pieces))
    known = fragments(project, "a1")
    assert all(text[own.start : own.end] == own.text for own in known)
    assert all(one.end < other.start for one, other in pairwise(known))
    for piece in pieces:
        found = context_of(project, piece)
        assert found.before + found.exact + found.after in text
        short = shortened(found, before=3, after=3)
        assert short.before + short.exact + short.after in text


@given(quotations())
def test_every_quotation_is_somewhere_on_the_sheet(case: tuple[str, list[Evidence]]) -> None:
    _, pieces = case
    project = graph(relation("a", "uses", "b", *pieces))
    sheet = sheet_of(project, "a1")
    shown: dict[int, str] = {}
    for block in sheet.blocks:
        for span in block.spans:
            shown[span.excerpt] = shown.get(span.excerpt, "") + block.text[span.start : span.end]
    for index, excerpt in enumerate(sheet.excerpts):
        wanted = "".join(excerpt.exact.split())
        assert "".join(shown.get(index, "").split()) == wanted
