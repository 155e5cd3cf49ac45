"""Claims that became facts on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.claimed import claimed_parts
from explorer.model.cues import cues
from explorer.model.facts import Article, Evidence, Quote, Stance, Status
from explorer.model.laundering import claiming_cue, laundered
from explorer.model.problems import report
from tests.builders import company, evidence, fact, graph, relation
from tests.model.claims import CLAIMS, STATED

if TYPE_CHECKING:
    from explorer.model.project import Project
    from tests.model.claims import Marked

BEFORE = "Nothing was said here. "


def marked(sentence: str, exact: str, **parts: object) -> Evidence:
    start = (BEFORE + sentence).index(exact)
    quote = Quote(exact=exact, start=start, end=start + len(exact))
    return evidence("e1").model_copy(update={"quote": quote, **parts})


def resting_on(sentence: str, item: Evidence, kind: str = "uses") -> Project:
    article = Article(id="a1", title="A", text=f"{BEFORE}{sentence} Somebody claimed something else.")
    return graph(article, relation("a", kind, "b", item))


@pytest.mark.parametrize(
    ("sentence", "exact", "cue"),
    [
        ("Wang claimed, without evidence, that DeepSeek has 50,000 chips.", "DeepSeek has 50,000 chips", "claimed"),
        ("DeepSeek has 50,000 chips, Wang claimed on Monday.", "DeepSeek has 50,000 chips", "claimed"),
        ("DeepSeek reportedly has 50,000 chips.", "DeepSeek reportedly has 50,000 chips", "reportedly"),
        ("Wang, founder of Scale, said that DeepSeek has 50,000 chips.", "Wang, founder of Scale", None),
        ("DeepSeek has 50,000 chips.", "DeepSeek has 50,000 chips", None),
    ],
)
def test_what_its_sentence_calls_a_claim_is_no_fact(sentence: str, exact: str, cue: str | None) -> None:
    project = resting_on(sentence, marked(sentence, exact))
    assert laundered(project) == ((("e1", cue),) if cue else ())


CLAIMED = "Wang claimed that DeepSeek has chips."


@pytest.mark.parametrize("parts", [{"stance": Stance.CLAIMS}, {"status": Status.REJECTED}])
def test_what_is_marked_as_a_claim_or_rejected_is_left_alone(parts: dict[str, object]) -> None:
    assert laundered(resting_on(CLAIMED, marked(CLAIMED, "DeepSeek has chips", **parts))) == ()


def test_that_somebody_doubts_is_asserted_rightly() -> None:
    item = marked(CLAIMED, "DeepSeek has chips")
    project = resting_on(CLAIMED, item, kind="doubts")
    assert laundered(project) == ()
    assert claiming_cue(project, "r1", item) is None


def test_without_its_text_the_words_around_a_passage_are_asked() -> None:
    quote = Quote(exact="it has chips", prefix="Wang claimed that ", suffix=". Others")
    item = evidence("e1").model_copy(update={"quote": quote})
    project = graph(company("a", fact("f1", "stock", "chips", item)))
    assert laundered(project) == (("e1", "claimed"),)
    found = claiming_cue(project, None, item)
    assert found is not None
    assert found.words == "claimed"


def test_a_check_notes_it_and_finds_nothing_wrong() -> None:
    checked = report(resting_on(CLAIMED, marked(CLAIMED, "DeepSeek has chips")).to_file())
    (found,) = (one for one in checked.problems if one.code == "laundering")
    assert (found.severity, found.where) == ("note", "e1")
    assert found.pointer == "/relations/0/evidence/0/stance"


def test_most_claims_are_found_and_few_statements_taken_for_claims() -> None:
    """Before the shape of the sentence was asked, 29 of the claims were found, and 31 of the statements as well."""

    def found(marked_: tuple[Marked, ...]) -> int:
        return sum(bool(laundered(resting_on(sentence, marked(sentence, exact)))) for sentence, exact in marked_)

    assert (len(CLAIMS), len(STATED)) == (30, 37)
    assert found(CLAIMS) >= 29
    assert found(STATED) <= 2


@given(st.text(alphabet="Wang said that claims “”,.; it to", max_size=60))
def test_what_is_claimed_lies_in_its_sentence(sentence: str) -> None:
    for cue in cues(sentence):
        for start, end in claimed_parts(sentence, cue):
            assert 0 <= start <= len(sentence)
            assert end <= len(sentence)
