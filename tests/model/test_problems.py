"""Every problem is found, all at once, with its place and what to do."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from explorer.model.facts import GraphFile
from explorer.model.problems import Problem, Report, Severity, problems, report

BUNDLED = Path(__file__).parents[2] / "graph.json"

TEXT = "DeepSeek used 2,000 H800 GPUs. Palmer Luckey called it bogus. It was bogus, he said."


def clean() -> dict[str, Any]:
    """A small document with nothing wrong in it."""
    return {
        "format": "edgewise-graph",
        "version": 1,
        "articles": [{"id": "a1", "title": "An article", "text": TEXT, "sections": [{"heading": "One", "start": 0}]}],
        "entities": [
            {"id": "deepseek", "kind": "company", "name": "DeepSeek"},
            {"id": "h800", "kind": "chip", "name": "H800"},
            {"id": "luckey", "kind": "person", "name": "Palmer Luckey"},
        ],
        "relations": [
            {
                "id": "r1",
                "source": "deepseek",
                "target": "h800",
                "kind": "uses",
                "evidence": [
                    {
                        "id": "e1",
                        "article": "a1",
                        "quote": {"exact": "used 2,000 H800 GPUs", "start": 9, "end": 29},
                        "stance": "asserts",
                    }
                ],
            },
            {
                "id": "r2",
                "source": "luckey",
                "target": "deepseek",
                "kind": "dismisses",
                "evidence": [
                    {
                        "id": "e2",
                        "article": "a1",
                        "quote": {"exact": "bogus", "prefix": "called it "},
                        "speaker": "luckey",
                        "stance": "denies",
                    }
                ],
            },
        ],
        "views": [{"name": "main", "positions": {"deepseek": [0, 0]}, "pinned": ["h800"]}],
    }


def with_value(path: str, value: Any) -> dict[str, Any]:
    """The clean document with one value replaced or added; ``...`` removes it, ``/-`` appends."""
    document: Any = clean()
    *steps, last = path.split("/")[1:]
    place = document
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    if last == "-":
        place.append(value)
    elif value is ...:
        del place[last]
    else:
        place[int(last) if isinstance(place, list) else last] = value
    return document  # clean() is one


def only(found: list[Problem]) -> Problem:
    [problem] = found
    return problem


def test_the_clean_document_is_clean() -> None:
    assert problems(clean()) == []
    assert problems(GraphFile.model_validate(clean())) == []


def test_the_bundled_graph_is_clean() -> None:
    outcome = report(json.loads(BUNDLED.read_text(encoding="utf-8")))
    assert [problem.line for problem in outcome.problems if problem.severity is not Severity.NOTE] == []


ONE_THING_WRONG: list[tuple[str, Any, str, str, str]] = [
    # what is changed, to what, and the problem: code, where, pointer
    ("/articles/0/title", 5, "wrong-type", "a1", "/articles/0/title"),
    ("/articles/0/title", "", "wrong-type", "a1", "/articles/0/title"),
    ("/articles/0/title", ..., "missing-key", "a1", "/articles/0/title"),
    ("/entities/0/name", None, "wrong-type", "deepseek", "/entities/0/name"),
    ("/entities/0/aliases", "DS", "wrong-type", "deepseek", "/entities/0/aliases"),
    ("/entities/0/aliases", ["DS", 3], "wrong-type", "deepseek", "/entities/0/aliases/1"),
    ("/entities/-", "luckey", "wrong-type", "", "/entities/3"),
    ("/entities/0/facts", [{"id": "f", "property": "p", "value": []}], "wrong-type", "f", "/entities/0/facts/0/value"),
    ("/relations/0/evidence/0/stance", "sure", "wrong-type", "e1", "/relations/0/evidence/0/stance"),
    ("/relations/0/evidence/0/confidence", 1.5, "wrong-type", "e1", "/relations/0/evidence/0/confidence"),
    ("/relations/0/evidence/0/quote/start", -1, "wrong-type", "e1", "/relations/0/evidence/0/quote/start"),
    ("/relations/0/qualifiers", {"a/b~c": [1]}, "wrong-type", "r1", "/relations/0/qualifiers/a~1b~0c"),
    ("/views/0/positions/h800", [1], "wrong-type", "", "/views/0/positions/h800"),
    ("/views/0/positions/h800", [1, 2, 3], "wrong-type", "", "/views/0/positions/h800"),
    ("/views/0/positions/h800", ["left", 2], "wrong-type", "", "/views/0/positions/h800/0"),
    ("/version", "one", "wrong-type", "", "/version"),
    ("/views", None, "wrong-type", "", "/views"),
    ("/entities/-", {"id": "h800", "kind": "chip", "name": "Twin"}, "duplicate-id", "h800", "/entities/3/id"),
    ("/articles/-", {"id": "a1", "title": "Twin"}, "duplicate-id", "a1", "/articles/1/id"),
    ("/relations/1/evidence/0/id", "e1", "duplicate-id", "e1", "/relations/1/evidence/0/id"),
    ("/relations/1/id", "r1", "duplicate-id", "r1", "/relations/1/id"),
    ("/relations/0/source", "nobody", "unknown-source", "r1", "/relations/0/source"),
    ("/relations/0/target", "nothing", "unknown-target", "r1", "/relations/0/target"),
    ("/relations/1/evidence/0/speaker", "nobody", "unknown-speaker", "e2", "/relations/1/evidence/0/speaker"),
    ("/relations/0/evidence/0/article", "a9", "unknown-article", "e1", "/relations/0/evidence/0/article"),
    ("/views/0/positions/gone", [0, 0], "unknown-entity", "gone", "/views/0/positions/gone"),
    ("/views/0/pinned/-", "gone", "unknown-entity", "gone", "/views/0/pinned/1"),
    ("/views/0/hidden", ["gone"], "unknown-entity", "gone", "/views/0/hidden/0"),
    ("/entities/2/kind", "wizard", "unknown-kind", "luckey", "/entities/2/kind"),
    ("/relations/0/kind", "adores", "unknown-kind", "r1", "/relations/0/kind"),
    ("/relations/0/kind", "trained_on", "domain", "r1", "/relations/0/source"),
    ("/relations/1/kind", "educated_at", "range", "r2", "/relations/1/target"),
    ("/relations/1/source", "deepseek", "self-loop", "r2", "/relations/1/target"),
    ("/relations/0/evidence", [], "no-evidence", "r1", "/relations/0/evidence"),
    ("/relations/0/evidence", ..., "no-evidence", "r1", "/relations/0/evidence"),
    ("/entities/1/name", "deepSEEK ", "shared-name", "h800", "/entities/1/name"),
    ("/entities/1/name", "Palmer\u00a0Luckey", "shared-name", "luckey", "/entities/2/name"),
    ("/entities/1/aliases", ["DeepSeek"], "shared-name", "h800", "/entities/1/aliases/0"),
    ("/entities/1/name", "H800\x07", "control-character", "h800", "/entities/1/name"),
    ("/entities/1/name", "\u00a0", "blank-name", "h800", "/entities/1/name"),
    ("/entities/1/name", "evil\u202egnp", "control-character", "h800", "/entities/1/name"),
    ("/articles/0/url", "javascript:alert(1)", "unsafe-url", "a1", "/articles/0/url"),
    ("/articles/0/url", "http://[", "unsafe-url", "a1", "/articles/0/url"),
    ("/articles/0/sections/-", {"heading": "Two", "start": 0}, "section-order", "a1", "/articles/0/sections/1/start"),
    ("/articles/0/sections/-", {"heading": "Two", "start": 999}, "section-order", "a1", "/articles/0/sections/1/start"),
    ("/articles/0/text_sha256", "0" * 64, "text-changed", "a1", "/articles/0/text_sha256"),
    (
        "/relations/0/evidence/0/quote/exact",
        "used 3,000 H800 GPUs",
        "quote-missing",
        "e1",
        "/relations/0/evidence/0/quote/exact",
    ),
    ("/relations/0/evidence/0/quote/start", 8, "quote-offsets", "e1", "/relations/0/evidence/0/quote/start"),
    ("/relations/0/evidence/0/quote/end", 28, "quote-offsets", "e1", "/relations/0/evidence/0/quote/start"),
    ("/relations/0/evidence/0/quote/end", None, "quote-offsets", "e1", "/relations/0/evidence/0/quote"),
    ("/relations/1/evidence/0/quote/prefix", "", "quote-ambiguous", "e2", "/relations/1/evidence/0/quote/exact"),
    ("/relations/0/evidence/0/quote/prefix", "it ", "quote-context", "e1", "/relations/0/evidence/0/quote"),
    (
        "/kinds/relation",
        [{"id": "x", "label": "x", "range": ["elf"]}],
        "unknown-kind",
        "x",
        "/kinds/relation/0/range/0",
    ),
    (
        "/kinds/entity",
        [{"id": "x", "label": "x"}, {"id": "x", "label": "y"}],
        "duplicate-id",
        "x",
        "/kinds/entity/1/id",
    ),
]


@pytest.mark.parametrize(("path", "value", "code", "where", "pointer"), ONE_THING_WRONG)
def test_one_thing_wrong_is_one_problem(path: str, value: Any, code: str, where: str, pointer: str) -> None:
    problem = only(problems(with_value(path, value)))
    assert (problem.code, problem.where, problem.pointer) == (code, where, pointer)
    assert problem.what.endswith(".")
    assert problem.todo.endswith(".")


NOTHING_WRONG: list[tuple[str, Any]] = [
    ("/articles/0/url", "https://example.org/x"),
    ("/articles/0/text_sha256", hashlib.sha256(TEXT.encode()).hexdigest().upper()),
    ("/relations/1/kind", "owns"),
    ("/relations/0/evidence/0/quote/exact", "used\u00a02,000\nH800 GPUs"),
    ("/entities/0/later", {"anything": [1]}),
]


@pytest.mark.parametrize(("path", "value"), NOTHING_WRONG)
def test_what_is_only_unusual_is_no_problem(path: str, value: Any) -> None:
    assert problems(with_value(path, value)) == []


def test_a_document_s_own_kinds_are_known() -> None:
    document = with_value("/kinds", {"entity": [{"id": "wizard", "label": "Wizard"}], "relation": []})
    document["kinds"]["relation"].append({"id": "adores", "label": "adores", "domain": ["wizard"], "self_loop": True})
    document["entities"][2]["kind"] = "wizard"
    document["relations"][1] |= {"kind": "adores", "target": "luckey"}
    assert problems(document) == []
    document["relations"][1]["source"] = "deepseek"
    assert only(problems(document)).code == "domain"


def test_a_symmetric_kind_may_be_read_from_either_end() -> None:
    document = clean()
    document["kinds"] = {
        "relation": [{"id": "near", "label": "near", "domain": ["person"], "range": ["company"], "symmetric": True}]
    }
    document["relations"][1] |= {"kind": "near", "source": "deepseek", "target": "luckey"}
    assert problems(document) == []


def test_all_problems_are_told_at_once() -> None:
    document = clean()
    document["articles"][0]["title"] = 7
    document["entities"][1] = {"id": "h800", "kind": "chip"}
    document["entities"].append({"id": "deepseek", "kind": "wizard", "name": "Deepseek"})
    document["relations"][0]["evidence"].insert(0, {"id": "e0", "stance": "sure"})
    document["relations"][0]["evidence"][1]["quote"]["exact"] = "used 2,001 H800 GPUs"
    document["relations"][1]["evidence"][0]["speaker"] = "nobody"
    document["views"][0]["positions"]["h800"] = "left"
    document["articles"].append({"id": "a2", "title": "Two", "text": TEXT})
    document["relations"][0]["evidence"][1]["article"] = "a2"
    places = {(problem.code, problem.pointer) for problem in problems(document)}
    assert places == {
        ("wrong-type", "/articles/0/title"),
        ("missing-key", "/entities/1/name"),
        ("duplicate-id", "/entities/3/id"),
        ("unknown-kind", "/entities/3/kind"),
        ("shared-name", "/entities/3/name"),
        ("missing-key", "/relations/0/evidence/0/article"),
        ("missing-key", "/relations/0/evidence/0/quote"),
        ("wrong-type", "/relations/0/evidence/0/stance"),
        ("quote-missing", "/relations/0/evidence/1/quote/exact"),
        ("unknown-speaker", "/relations/1/evidence/0/speaker"),
        ("wrong-type", "/views/0/positions/h800"),
    }


def test_a_fact_with_a_mistake_is_not_told_to_be_missing_as_well() -> None:
    document = clean()
    document["entities"][0]["name"] = 5
    document["articles"][0]["title"] = 5
    document["relations"][0]["evidence"][0]["stance"] = "sure"
    assert {problem.code for problem in problems(document)} == {"wrong-type"}


@pytest.mark.parametrize("value", [None, [], 3, "text", {"entities": 3, "relations": [3]}])
def test_anything_at_all_can_be_checked(value: object) -> None:
    assert problems(value)


def test_checking_does_not_change_the_document() -> None:
    document = with_value("/relations/0/evidence/0/stance", "sure")
    before = copy.deepcopy(document)
    problems(document)
    assert document == before


# -- sentences ----------------------------------------------------------------------------------


def test_a_union_is_told_in_one_sentence() -> None:
    document = with_value("/relations/0/qualifiers", {"count": {"amount": "many"}})
    assert only(problems(document)).what == (
        '"count" must be text, a quantity with its amount, or a date, but is an object.'
    )


def test_a_choice_names_what_may_be_chosen() -> None:
    what = only(problems(with_value("/relations/0/evidence/0/status", "maybe"))).what
    assert what == "\"status\" must be one of 'accepted', 'suggested' or 'rejected', but is 'maybe'."


def test_a_missing_quotation_says_where_it_leaves_the_article() -> None:
    document = with_value("/relations/0/evidence/0/quote", {"exact": "DeepSeek used 2,000 H100 GPUs"})
    assert "goes on differently after “DeepSeek used 2,000”" in only(problems(document)).what


def test_the_range_of_a_kind_is_told_in_words() -> None:
    problem = only(problems(with_value("/relations/0/kind", "trained_on")))
    assert problem.what == "'trained on' needs as its source: AI model; 'deepseek' is of the kind company."
    assert problem.severity is Severity.WARNING


def test_long_and_hostile_text_stays_short_and_on_one_line() -> None:
    document = with_value("/relations/0/source", "x\n\u202e" * 60)
    line = only(problems(document)).line
    assert len(line) < 400
    assert line.isprintable()


# -- articles that are not here -----------------------------------------------------------------


def excerpts() -> dict[str, Any]:
    document = clean()
    del document["articles"][0]["text"]
    return document


def test_quotations_without_a_text_are_counted_not_passed_over() -> None:
    outcome = report(excerpts())
    assert (outcome.exit_code, outcome.checked, outcome.unchecked) == (0, 0, 2)
    assert "0 quotations checked, 2 not checked because the article's text is not here" in outcome.summary


def test_a_text_that_is_given_is_used() -> None:
    outcome = report(excerpts(), {"a1": TEXT})
    assert (outcome.exit_code, outcome.checked, outcome.unchecked) == (0, 2, 0)
    outcome = report(excerpts(), {"a1": TEXT.replace("2,000", "200")})
    assert [problem.code for problem in outcome.problems] == ["quote-missing"]
    assert outcome.exit_code == 1


def test_a_text_for_no_article_is_a_problem() -> None:
    problem = only(problems(excerpts(), {"a7": TEXT}))
    assert (problem.code, problem.where) == ("unknown-article", "a7")
    assert "a1" in problem.todo


def test_another_text_than_the_quotations_were_taken_from_is_told() -> None:
    document = excerpts()
    document["articles"][0]["text_sha256"] = hashlib.sha256(TEXT.encode()).hexdigest()
    assert problems(document, {"a1": TEXT}) == []
    assert only(problems(document, {"a1": TEXT + " "})).code == "text-changed"


def test_a_rejected_passage_need_not_stand_in_the_article() -> None:
    document = with_value("/relations/0/evidence/0/status", "rejected")
    document["relations"][0]["evidence"][0]["quote"] = {"exact": "invented"}
    outcome = report(document)
    assert [problem.severity for problem in outcome.problems] == [Severity.NOTE]
    assert outcome.exit_code == 0


# -- the report ---------------------------------------------------------------------------------


def test_a_report_as_lines_ends_with_its_outcome() -> None:
    document = with_value("/relations/0/target", "nothing")
    document["relations"][1]["kind"] = "adores"
    lines = report(document, name="g.json").lines()
    assert lines[0] == (
        "error: r1 (/relations/0/target): Its target 'nothing' is not an entity, so it cannot be drawn. "
        "Add that entity, or correct the id. [unknown-target]"
    )
    assert lines[-1] == "g.json: 2 problems (1 error, 1 warning). 2 quotations checked."


def test_a_report_as_json_has_the_same_for_programs() -> None:
    outcome = json.loads(report(with_value("/relations/0/target", "é\n"), name="g.json").as_json())
    assert (outcome["file"], outcome["exit_code"], outcome["unreadable"]) == ("g.json", 1, None)
    assert outcome["quotations"] == {"checked": 2, "not_checked": 0}
    assert [(one["code"], one["where"], one["pointer"]) for one in outcome["problems"]] == [
        ("unknown-target", "r1", "/relations/0/target")
    ]


def test_what_cannot_be_read_is_worse_than_any_problem() -> None:
    assert Report("g.json", unreadable="g.json is empty.").exit_code == 2
    assert Report("g.json", unreadable="g.json is empty.").lines() == ["g.json is empty."]
