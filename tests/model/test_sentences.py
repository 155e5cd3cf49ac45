"""Relations, standings and entities in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.facts import Date, Entity, Relation, Stance, Status
from explorer.model.sentences import (
    Part,
    counted,
    entity_line,
    kind_line,
    read_from,
    relation_label,
    relation_sentence,
    sentence_parts,
    standing_label,
    standing_line,
    standing_parts,
)
from explorer.model.standing import Standing
from tests.builders import amount, company, evidence, graph, relation, tiny

DEEPSEEK = company("deepseek", name="DeepSeek")
H800 = Entity(id="h800", kind="chip", name="H800")


def sentence(tie: Relation) -> str:
    return relation_sentence(graph(DEEPSEEK, H800, tie), tie)


def label(tie: Relation) -> str:
    return relation_label(graph(DEEPSEEK, H800, tie), tie)


def test_a_count_stands_before_the_target_and_a_purpose_after_it() -> None:
    tie = relation("deepseek", "uses", "h800", count=amount(2000), purpose="to train DeepSeek V3")
    assert sentence(tie) == "DeepSeek uses 2,000 × H800 to train DeepSeek V3"
    assert label(tie) == "uses 2,000 ×"


def test_a_quantity_is_a_count_too() -> None:
    assert label(relation("deepseek", "possesses", "h800", quantity=amount(50_000, approx="over"))) == (
        "has over 50,000 ×"
    )


def test_a_count_goes_with_the_short_verb() -> None:
    assert sentence(relation("deepseek", "possesses", "h800")) == "DeepSeek has stock of H800"
    assert sentence(relation("deepseek", "possesses", "h800", count=amount(10))) == "DeepSeek has 10 × H800"


@pytest.mark.parametrize(
    ("source", "kind", "target", "said"),
    [
        ("Meta", "located_in", "United States", "Meta is located in the United States"),
        ("United Kingdom", "located_in", "Europe", "The United Kingdom is located in Europe"),
        ("Domingos", "works_for", "University of Washington", "Domingos works for the University of Washington"),
        ("United Airlines", "located_in", "Chicago", "United Airlines is located in Chicago"),
        ("Meta", "counts_among_the", "University of the Rich", "Meta counts among the University of the Rich"),
    ],
)
def test_a_name_that_english_puts_the_before_gets_it_in_a_sentence(
    source: str, kind: str, target: str, said: str
) -> None:
    ends = (Entity(id="a", kind="company", name=source), Entity(id="b", kind="country", name=target))
    tie = relation("a", kind, "b")
    project = graph(*ends, tie)
    assert relation_sentence(project, tie) == said
    links = [part for part in sentence_parts(project, tie) if part.entity_id is not None]
    assert [part.text for part in links] == [source, target]


def test_a_change_of_price_shows_in_the_label_with_its_sign() -> None:
    tie = relation("falls", "affected", "nvidia", price_change=amount(-17, "%", text="plummeted 17%"), date="Monday")
    assert label(tie) == "affected −17%"
    assert sentence(tie) == "falls affected nvidia (price −17%) on Monday"


@pytest.mark.parametrize(
    ("kind", "role", "words"),
    [
        ("leads", "CEO", "CEO of"),
        ("works_for", "professor emeritus", "professor emeritus at"),
        ("holds_office", "President of", "President of"),
        ("founded", "co-founder", "co-founder of"),
    ],
)
def test_a_role_takes_the_place_of_the_verb(kind: str, role: str, words: str) -> None:
    tie = relation("deepseek", kind, "h800", role=role)
    assert label(tie) == words
    assert sentence(tie) == f"DeepSeek is {words} H800"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("located_in", "is located in"),
        ("trained_on", "was trained on"),
        ("competes_with", "is a rival of"),
        ("ally_of", "is an ally of"),
        ("based_on", "is based on"),
        ("owns", "owns"),
    ],
)
def test_a_label_without_a_verb_gets_one_in_a_sentence(kind: str, words: str) -> None:
    assert sentence(relation("deepseek", kind, "h800")) == f"DeepSeek {words} H800"
    assert not label(relation("deepseek", "located_in", "h800")).startswith("is")


def test_a_plural_name_takes_a_plural_verb() -> None:
    giants = company("giants", name="US tech giants")
    for kind, words in (("located_in", "are located in"), ("trained_on", "were trained on"), ("uses", "uses")):
        tie = relation("giants", kind, "us")
        assert relation_sentence(graph(giants, tie), tie) == f"US tech giants {words} us"
    for name in ("Legal Wires", "Cerebras", "a virus", "chess"):
        tie = relation("one", "located_in", "us")
        assert relation_sentence(graph(company("one", name=name), tie), tie) == f"{name} is located in us"


def test_an_approximate_cost_keeps_its_preposition() -> None:
    tie = relation("deepseek", "uses", "h800", cost=amount(100e6, "USD", approx="over", text="over $100 million"))
    assert sentence(tie) == "DeepSeek uses H800 for over $100 million"


def test_a_rise_has_a_sign_too() -> None:
    tie = relation("a", "affected", "b", price_change=amount(9, "%", approx="nearly"), share=amount(5, "%"))
    assert relation_label(graph(tie), tie) == "affected nearly +9%"
    assert relation_sentence(graph(tie), tie) == "a affected b (price nearly +9%, share 5%)"


def test_a_role_elsewhere_reads_after_the_target() -> None:
    assert sentence(relation("deepseek", "uses", "h800", role="accelerator")) == "DeepSeek uses H800 as accelerator"
    assert sentence(relation("deepseek", "leads", "h800", role="as its chair")) == "DeepSeek leads H800 as its chair"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (Date(date="2025-01-27"), "on 27 January 2025"),
        (Date(date="2025-01"), "in January 2025"),
        (Date(date="2023~", text="late 2023"), "in late 2023"),
        ("before US export bans took effect", "before US export bans took effect"),
        ("Monday", "on Monday"),
        ("yesterday", "yesterday"),
        ("27 January", "on 27 January"),
        ("2025", "in 2025"),
    ],
)
def test_a_date_gets_the_preposition_it_needs(date: Date | str, words: str) -> None:
    assert sentence(relation("deepseek", "uses", "h800", date=date)) == f"DeepSeek uses H800 {words}"


def test_how_and_where_come_before_qualifiers_of_other_names() -> None:
    tie = relation("deepseek", "uses", "h800", memory_kind="HBM3", place="Hangzhou", cost=amount(5.6e6, "USD"))
    assert sentence(tie) == "DeepSeek uses H800 for $5.6 million in Hangzhou, memory kind HBM3"


def test_an_empty_qualifier_says_nothing() -> None:
    assert sentence(relation("deepseek", "uses", "h800", purpose=" ", date="", role="")) == "DeepSeek uses H800"


def test_both_ends_are_links_and_a_missing_end_is_its_id() -> None:
    tie = relation("deepseek", "uses", "nobody", count=amount(3))
    project = graph(DEEPSEEK)
    assert sentence_parts(project, tie) == (
        Part("DeepSeek", "deepseek"),
        Part(" uses "),
        Part("3 × "),
        Part("nobody"),
    )


def test_a_relation_reads_from_both_ends() -> None:
    tie = relation("deepseek", "uses", "h800", count=amount(2000), purpose="to train V3")
    project = graph(DEEPSEEK, H800, tie)
    there = read_from(project, tie, "deepseek")
    back = read_from(project, tie, "h800")
    assert (there.heading, there.other, text(there.parts)) == ("uses", "h800", "2,000 × H800 to train V3")
    assert (back.heading, back.other, text(back.parts)) == ("used by", "deepseek", "DeepSeek, 2,000 × to train V3")


def test_a_role_is_told_from_both_ends() -> None:
    tie = relation("wang", "leads", "scale", role="CEO")
    assert text(read_from(graph(tie), tie, "wang").parts) == "scale, CEO"
    assert text(read_from(graph(tie), tie, "scale").parts) == "wang, CEO"


def test_a_symmetric_kind_reads_the_same_from_both_ends_and_a_kind_without_inverse_says_it() -> None:
    rival = relation("a", "competes_with", "b")
    assert {read_from(graph(rival), rival, end).heading for end in "ab"} == {"rival of"}
    tie = relation("a", "affiliated_with", "b")
    assert read_from(graph(tie), tie, "b").heading == "affiliated with it"


@given(st.text(min_size=1), st.text(), st.text(min_size=1), st.dictionaries(st.text(), st.text(), max_size=4))
def test_every_relation_has_a_sentence_on_one_line(
    name: str, kind: str, other: str, qualifiers: dict[str, str]
) -> None:
    tie = Relation(id="r", source="a", target="b", kind=kind or "uses", qualifiers=qualifiers)
    project = graph(company("a", name=name), company("b", name=other), tie)
    whole = relation_sentence(project, tie)
    for line in (whole, relation_label(project, tie), text(read_from(project, tie, "b").parts)):
        assert len(line.splitlines()) <= 1
    assert "".join(part.text for part in sentence_parts(project, tie)) == whole


def test_a_contested_relation_names_who_supports_it_and_counts_who_disputes_it() -> None:
    project = tiny("deepseek -uses-> h800 | claims deepseek, asserts, doubts domingos, denies luckey")
    tie = project.relations["r1"]
    assert standing_line(project, tie) == "asserted in the article, claimed by deepseek, disputed by 2"
    assert Part("deepseek", "deepseek") in standing_parts(project, tie.evidence)


@pytest.mark.parametrize(
    ("given_evidence", "words"),
    [
        ("claims ann", "claimed by ann"),
        ("claims ann, claims bob", "claimed by ann and bob"),
        ("claims ann, claims bob, claims cy, claims ann", "claimed by ann and 2 others"),
        ("asserts, asserts @a2", "asserted in 2 articles"),
        ("reports ann, reports", "reported by ann and in the article"),
        ("denies ann", "denied by ann"),
        ("doubts, denies ann", "doubted in the article, denied by ann"),
        ("claims ann, doubts bob", "claimed by ann, disputed by bob"),
        ("claims ann, doubts bob, denies bob", "claimed by ann, disputed by bob"),
        ("claims ann, doubts", "claimed by ann, disputed in the article"),
        ("", "no passage supports it"),
    ],
)
def test_standing_lines(given_evidence: str, words: str) -> None:
    project = tiny(f"a -uses-> b | {given_evidence}")
    assert standing_line(project, project.relations["r1"]) == words


def test_suggestions_are_told_but_do_not_count() -> None:
    waiting = [evidence(f"e{n}", Stance.CLAIMS, status=Status.SUGGESTED) for n in (1, 2)]
    tie = relation("a", "uses", "b", *waiting, evidence("e3", Stance.DENIES, status=Status.REJECTED))
    assert standing_line(graph(tie), tie) == "2 suggested passages to review"


def test_standings_have_headings() -> None:
    assert [standing_label(standing) for standing in (Standing.CONTESTED, Standing.ASSERTED)] == [
        "Contested",
        "Asserted",
    ]


def test_an_entity_says_what_it_is_and_how_connected() -> None:
    project = tiny("a -uses-> b", "a -owns-> b", "a -uses-> a", "lonely:person")
    assert entity_line(project, project.entities["a"]) == "Company, 3 relations, 1 neighbour"
    assert entity_line(project, project.entities["lonely"]) == "Person, 0 relations, 0 neighbours"
    place = Entity(id="u", kind="organization", subtype="news_outlet", name="U")
    assert kind_line(project, place) == "Organization (news outlet)"
    assert kind_line(project, Entity(id="x", kind="space_ship", name="X")) == "Space ship"


def test_numbers_agree_with_their_nouns() -> None:
    assert [counted(n, "passage") for n in (0, 1, 3000)] == ["0 passages", "1 passage", "3,000 passages"]
    assert counted(2, "company", "companies") == "2 companies"


def text(parts: tuple[Part, ...]) -> str:
    return "".join(part.text for part in parts)
