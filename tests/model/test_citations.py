"""Evidence as citations, and what hostile words become in them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.citations import STYLES, cite, cite_all, cite_path, web_address
from explorer.model.errors import UnknownName
from explorer.model.facts import Article, Stance
from explorer.model.paths import shortest_paths
from tests.builders import company, evidence, graph, relation, tiny

ARTICLE = Article(
    id="a1",
    title="DeepSeek’s AI Model Shakes Markets",
    publisher="Legal Wires",
    authors=("Jane Doe", "Ng & Sons"),
    published="2025-01-28",
    url="https://example.org/deepseek",
)
CLAIM = evidence("e1", Stance.CLAIMS, exact="it used\u00a02,000 H800", speaker="deepseek")
PROJECT = graph(ARTICLE, company("deepseek", name="DeepSeek"), relation("deepseek", "uses", "h800", CLAIM))


def test_a_plain_citation_says_what_who_where_and_when() -> None:
    assert cite(PROJECT, CLAIM) == (
        "“it used 2,000 H800” (DeepSeek claims). Jane Doe, Ng & Sons, “DeepSeek’s AI Model Shakes Markets”, "
        "Legal Wires, 28 January 2025. https://example.org/deepseek"
    )


def test_a_markdown_citation_quotes_and_links() -> None:
    assert cite(PROJECT, CLAIM, "markdown") == (
        "> “it used 2,000 H800”\n\nDeepSeek claims, in Jane Doe, Ng \\& Sons, "
        "[DeepSeek’s AI Model Shakes Markets](<https://example.org/deepseek>), Legal Wires, 28 January 2025."
    )


def test_a_bibtex_citation_is_an_entry_with_the_quotation_as_note() -> None:
    assert cite(PROJECT, CLAIM, "bibtex") == (
        "@misc{legal-wires-2025-deepseeks,\n"
        "  author = {{Jane Doe} and {Ng \\& Sons}},\n"
        "  title = {DeepSeek’s AI Model Shakes Markets},\n"
        "  howpublished = {Legal Wires},\n"
        "  year = {2025},\n"
        "  date = {2025-01-28},\n"
        "  url = {https://example.org/deepseek},\n"
        "  note = {``it used 2,000 H800'' (DeepSeek claims)},\n"
        "}"
    )


@pytest.mark.parametrize("style", STYLES)
def test_an_article_without_a_date_is_undated(style: str) -> None:
    project = graph(Article(id="a1", title="T"), relation("a", "uses", "b", CLAIM))
    assert "undated" in cite(project, CLAIM, style)


@pytest.mark.parametrize("style", STYLES)
def test_evidence_of_a_missing_article_is_cited_by_its_id(style: str) -> None:
    assert "gone" in cite(PROJECT, evidence(article="gone"), style)


def test_the_article_itself_is_named_as_the_voice() -> None:
    assert "(the article asserts)" in cite(PROJECT, evidence())


def test_several_are_a_numbered_list_and_one_bibtex_entry_per_article() -> None:
    several = [CLAIM, evidence("e2"), evidence("e3", article="a2"), evidence("e4", article="a2")]
    project = graph(ARTICLE, ARTICLE.model_copy(update={"id": "a2"}), relation("a", "uses", "b", *several))
    assert [line[:3] for line in cite_all(project, several).splitlines()] == ["1. ", "2. ", "3. ", "4. "]
    bibtex = cite_all(project, several, "bibtex")
    assert re.findall(r"@misc\{(.*),", bibtex) == ["legal-wires-2025-deepseeks", "legal-wires-2025-deepseeks-2"]
    assert bibtex.count("``") == 4


@pytest.mark.parametrize("style", STYLES)
def test_citing_nothing_gives_nothing(style: str) -> None:
    assert cite_all(PROJECT, [], style) == ""


def test_an_unknown_style_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownName, match=r"No citation style called 'apa'\. Available: plain, markdown, bibtex"):
        cite(PROJECT, CLAIM, "apa")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//example.org", "https://", "http://[", ""],
)
@pytest.mark.parametrize("style", STYLES)
def test_only_web_addresses_are_given_out(url: str, style: str) -> None:
    project = graph(ARTICLE.model_copy(update={"url": url}), relation("a", "uses", "b", CLAIM))
    assert web_address(url) is None
    assert "alert" not in cite(project, CLAIM, style)
    assert "passwd" not in cite(project, CLAIM, style)


@given(st.text())
def test_an_address_cannot_leave_its_brackets(path: str) -> None:
    address = web_address(f"https://example.org/{path}")
    assert address is None or not set(address) & set('<>{}()\\"` \n\t')


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_hostile_words_stay_words_in_markdown(words: str) -> None:
    project = graph(
        Article(id="a1", title=words, publisher=words, url="https://example.org"),
        company("s", name=words),
        relation("s", "uses", "b"),
    )
    written = cite_all(project, [evidence(exact=words, speaker="s")], "markdown")
    assert len(written.splitlines()) == 1
    body = written.replace("(<https://example.org>)", "").removeprefix("1. ")
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", body)
    assert unescaped.count("[") == unescaped.count("]") == 1
    assert not set(unescaped) & set("\\`*_{}<>#|~&!$^")
    assert "://" not in unescaped


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_hostile_words_stay_inside_their_braces_in_bibtex(words: str) -> None:
    project = graph(
        Article(id="a1", title=words, publisher=words, authors=(words,)),
        company("s", name=words),
        relation("s", "uses", "b"),
    )
    written = cite(project, evidence(exact=words, speaker="s"), "bibtex")
    depth = 0
    for letter in written[written.index("{") :]:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0
        assert depth > 0 or letter == "}"
    assert depth == 0
    assert all(re.match(r"  [a-z]+ = \{.*\},$", line) for line in written.splitlines()[1:-1])
    assert not re.search(r"(?<!\\)[%&$#]", written)


def test_a_markdown_line_cannot_start_a_list_or_heading() -> None:
    for name in ("# head", "- item", "1. item", "+ item", "= x"):
        project = graph(ARTICLE, company("s", name=name), relation("s", "uses", "b"))
        voice = cite(project, evidence(speaker="s"), "markdown").splitlines()[2]
        assert re.match(r"\d*\\", voice)


def test_a_path_is_cited_as_an_argument_with_its_weakest_step_marked() -> None:
    project = tiny("ann -leads-> b | asserts", "b -owns-> c | speculates ann")
    path = shortest_paths(project, "ann", "c")[0]
    assert cite_path(project, path).splitlines() == [
        "ann leads b [1]. b owns c [2] (the weakest step, speculated by ann; a single passage).",
        "",
        "1. “words of r1e1” (the article asserts). “Article a1”, undated.",
        "2. “words of r2e1” (ann speculates). “Article a1”, undated.",
    ]


def test_a_step_without_a_passage_says_so() -> None:
    project = tiny("a -leads-> b")
    assert cite_path(project, shortest_paths(project, "a", "b")[0]) == "a leads b [no passage]."
    assert "\\[no passage\\]" in cite_path(project, shortest_paths(project, "a", "b")[0], "markdown")
