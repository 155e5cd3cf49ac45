"""What a graph holds, in numbers: the same for programs and for people."""

from __future__ import annotations

import json

from explorer.model.facts import Article, Stance, Status
from explorer.model.project import Project
from explorer.model.report import MOST_TIES, report, worded
from tests.builders import amount, big, company, evidence, fact, graph, relation, tiny


def said(project: Project) -> str:
    return worded(report(project), project)


def test_entities_and_relations_are_counted_by_kind_and_standing():
    found = report(tiny("a:company -uses-> b:chip | claims a", "c:company -uses-> b | asserts", "d:person"))
    assert found["entities"] == {"total": 4, "by_kind": {"company": 2, "chip": 1, "person": 1}}
    assert found["relations"] == {
        "total": 2,
        "by_standing": {"asserted": 1, "claimed": 1},
        "by_kind": {"uses": 2},
        "without_both_ends": 0,
    }


def test_coverage_says_how_well_it_is_supported():
    found = report(
        tiny(
            "a -uses-> b | claims a, denies luckey",
            "a -owns-> b | asserts, asserts@a2",
            "b -uses-> a",
            "c -owns-> a | doubts luckey",
        )
    )["coverage"]
    assert found == {
        "independent_sources": 2,
        "passages": 5,
        "quotations": 5,
        "suggested": 0,
        "with_named_speaker": 3,
        "named_speakers": 2,
        "single_source_relations": 2,
        "contested": 1,
        "unsupported": 1,
        "only_mentioned": 1,
    }


def test_support_says_what_the_words_are_worth():
    text = "Acme uses chips. Nobody knows why."
    tie = relation("a", "uses", "b", evidence("e1", exact="Acme uses", start=0), evidence("e2", Stance.DENIES))
    found = report(graph(Article(id="a1", title="A", text=text), tie))["support"]
    assert found == {
        "relations_with_exact_quotation": 1,
        "relations_not_checked": 0,
        "relations_with_lost_quotation": 1,
        "relations_with_several_sources": 0,
        "relations_with_named_speaker": 0,
        "contradictions": 1,
        "competing_figures": 0,
        "claims_marked_as_asserted": 0,
        "articles": [{"id": "a1", "sentences": 2, "nothing_rests_on": 1}],
    }
    assert "Contradictions" in said(graph(tie))


def test_the_same_words_under_two_relations_are_one_quotation_and_two_passages():
    words = evidence("e1", exact="the same", start=5), evidence("e2", exact="the same", start=5)
    coverage = report(graph(relation("a", "uses", "b", words[0]), relation("a", "owns", "b", words[1], key="r2")))
    assert (coverage["coverage"]["quotations"], coverage["coverage"]["passages"]) == (1, 2)


def test_facts_bring_passages_and_what_nobody_accepted_does_not_count():
    waiting = evidence("e2", status=Status.SUGGESTED)
    project = graph(company("a", fact("f1", "valued_at", amount(3), evidence("e1"), waiting)))
    assert report(project)["coverage"]["passages"] == 1
    assert report(project)["coverage"]["suggested"] == 1
    assert "Suggested passages to review" in said(project)


def test_a_relation_with_a_missing_end_is_counted_apart():
    project = tiny("a -uses-> b")
    file = project.to_file()
    broken = Project(file.model_copy(update={"relations": (*file.relations, relation("a", "uses", "gone", key="r9"))}))
    assert report(broken)["relations"]["total"] == 1
    assert report(broken)["relations"]["without_both_ends"] == 1
    assert "Relations whose ends are missing" in said(broken)


def test_the_most_connected_come_first():
    found = report(tiny("a -uses-> b", "a -owns-> c", "b -owns-> c", "d -uses-> a"))["most_connected"]
    assert found[0] == {"id": "a", "name": "a", "relations": 3}


def test_it_is_ready_for_json_whatever_the_graph():
    for project in (Project(), big(40, 90)):
        assert json.loads(json.dumps(report(project))) == report(project)


def test_the_text_says_the_same_in_words():
    article = Article(id="a1", title="On chips", publisher="The Wire", published="2025-01-27")
    project = graph(article, company("a", name="Ada"), relation("a", "uses", "b", evidence()))
    text = said(project)
    assert text.splitlines()[0] == "From On chips, The Wire, 27 January 2025 (1 passage)"
    assert "Entities: 2\n  Company       2" in text
    assert "Most connected\n  Ada" in text


def test_the_text_stays_short_and_on_its_lines():
    text = said(graph(company("a", name="x" * 5000), company("b", name="two\nlines"), relation("a", "uses", "b")))
    assert max(map(len, text.splitlines())) < 120
    assert "two lines" in text
    kinds = ("uses", "owns", "developed", "designed", "trained_on", "located_in", "competes_with", "doubts", "founded",
        "leads", "supplies", "issued", "restricts", "works_for")  # fmt: skip
    many = said(tiny(*(f"a -{kind}-> b" for kind in kinds)))
    assert f"{len(kinds) - MOST_TIES} other kinds" in many


def test_an_empty_graph_has_a_report():
    assert "Entities: 0" in said(Project())
