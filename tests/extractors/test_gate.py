"""The gate: nothing passes that does not stand in the article, and every refusal says why."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.extractors.base import Proposal
from explorer.extractors.gate import Gate, Reason, Refusal
from explorer.model.facts import Evidence, Quote, Relation, Stance, Status
from explorer.model.quotes import fold
from explorer.model.suggesting import Suggestion
from tests.extractors.altering import ALTERATIONS, altered
from tests.extractors.articles import TEXT, graph

TRAINED = "DeepSeek V3 on 2,000 Nvidia H800 GPUs"


def judged(text: str = TEXT, relations: tuple[Relation, ...] = (), **fields: object) -> Suggestion | Refusal:
    project = graph(text, relations)
    told = {"subject": "DeepSeek V3", "kind": "trained_on", "object": "H800", "quote": TRAINED} | fields
    return Gate(project, project.articles["a"], "model:test").judge(Proposal.model_validate(told))


def passed(**fields: object) -> Suggestion:
    outcome = judged(**fields)  # type: ignore[arg-type]  # fields of a proposal
    assert isinstance(outcome, Suggestion), outcome
    return outcome


def refused(**fields: object) -> Reason:
    outcome = judged(**fields)  # type: ignore[arg-type]  # fields of a proposal
    assert isinstance(outcome, Refusal), outcome
    assert outcome.sentence.endswith(".")
    return outcome.reason


def test_what_stands_in_the_article_becomes_evidence_that_does_not_count_yet() -> None:
    own = passed(figures=["2,000"])
    assert (own.source, own.kind, own.target) == ("v3", "trained_on", "h800")
    assert own.evidence.status is Status.SUGGESTED
    assert own.evidence.method == "model:test"
    assert TEXT[own.evidence.quote.start : own.evidence.quote.end] == TRAINED


def test_unknown_names_and_kinds_are_refused() -> None:
    assert refused(subject="Somebody") is Reason.UNKNOWN_NAME
    assert refused(kind="married_to") is Reason.UNKNOWN_KIND


def test_a_kind_has_to_fit_its_ends() -> None:
    assert refused(kind="founded") is Reason.WRONG_ENDS
    assert refused(kind="compared_with", object="V3") is Reason.SAME_ENDS


def test_words_that_are_not_there_are_refused() -> None:
    assert refused(quote="DeepSeek V3 on 3,000 Nvidia H800 GPUs") is Reason.NOT_THERE
    assert refused(quote="V3 on 2,000") is Reason.TOO_SHORT
    assert refused(quote="eepSeek V3 on 2,000 Nvidia H800 GPUs") is Reason.CUT


def test_white_space_and_quotation_marks_make_no_difference() -> None:
    assert passed(quote="DeepSeek\u00a0V3 on  2,000\nNvidia H800 GPUs").evidence.quote.exact == TRAINED


def test_both_ends_have_to_be_named_in_the_words_or_their_sentence() -> None:
    assert refused(quote="Liang Wenfeng founded DeepSeek", kind="outperforms", object="DeepSeek V3", subject="H100") in {
        Reason.WRONG_ENDS, Reason.NO_NAME,
    }  # fmt: skip
    assert refused(quote="Liang Wenfeng founded DeepSeek") is Reason.NO_NAME


def test_a_pronoun_stands_for_somebody_named_before_and_is_marked() -> None:
    own = passed(subject="DeepSeek", kind="sells_to", object="Nvidia", quote="It has never bought chips from Nvidia")
    assert own.evidence.note == "“It” is taken to be DeepSeek."


def test_figures_have_to_stand_in_the_words() -> None:
    assert refused(figures=["3,000"]) is Reason.NO_FIGURE
    assert refused(figures=["000"]) is Reason.NO_FIGURE


def test_a_speaker_has_to_be_near() -> None:
    assert refused(speaker="Liang Wenfeng") is Reason.NO_SPEAKER
    assert passed(speaker="DeepSeek").evidence.speaker == "deepseek"


def test_cues_lower_the_stance() -> None:
    quote = "DeepSeek had access to 50,000 more advanced H100 GPUs"
    own = passed(subject="DeepSeek", kind="possesses", object="H100", quote=quote, stance="asserts")
    assert (own.evidence.stance, own.evidence.speaker) == (Stance.SPECULATES, "wang")


def test_negations_and_questions_lower_the_stance() -> None:
    own = passed(subject="DeepSeek", kind="sells_to", object="Nvidia", quote="It has never bought chips from Nvidia")
    assert own.evidence.stance is Stance.DENIES
    own = passed(subject="DeepSeek", kind="uses", object="H100", quote="Did DeepSeek use the H100 after all?")
    assert own.evidence.stance is Stance.DOUBTS


def test_nothing_raises_the_stance() -> None:
    own = passed(
        subject="Liang Wenfeng",
        kind="founded",
        object="DeepSeek",
        quote="Liang Wenfeng founded DeepSeek",
        stance="denies",
    )
    assert own.evidence.stance is Stance.DENIES


def decided(status: Status) -> tuple[Relation, ...]:
    start = TEXT.index(TRAINED)
    quote = Quote(exact=TRAINED, start=start, end=start + len(TRAINED))
    item = Evidence(id="r-1", article="a", quote=quote, stance=Stance.ASSERTS, status=status)
    return (Relation(id="r", source="v3", target="h800", kind="trained_on", evidence=(item,)),)


def test_what_was_decided_on_is_not_offered_again() -> None:
    assert refused(relations=decided(Status.REJECTED)) is Reason.REJECTED
    assert refused(relations=decided(Status.ACCEPTED)) is Reason.KNOWN


def test_the_same_proposal_passes_once() -> None:
    project = graph()
    item = Proposal(subject="V3", kind="trained_on", object="H800", quote=TRAINED)
    suggestions, refusals = Gate(project, project.articles["a"], "rule:test").judged([item, item])
    assert [len(suggestions), [own.reason for own in refusals]] == [1, [Reason.KNOWN]]


@settings(max_examples=150)
@given(st.sampled_from(ALTERATIONS), st.integers(0, 40))
def test_no_altered_quotation_passes(how: str, seed: int) -> None:
    words = altered(how, TRAINED, seed)
    if words is None or fold(words).text in fold(TEXT).text:
        return
    outcome = judged(quote=words)
    assert isinstance(outcome, Refusal)
    assert outcome.reason in {Reason.NOT_THERE, Reason.CUT, Reason.TOO_SHORT}


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_no_text_whatever_passes_as_a_quotation_that_is_not_there(words: str) -> None:
    if not words or fold(words).text.strip() in fold(TEXT).text:
        return
    assert isinstance(judged(quote=words), Refusal)
