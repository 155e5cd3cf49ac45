"""What marked words may say: entities near them, kinds, stance, speaker, figures."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.cues import cues, quoted
from explorer.model.facts import Article, Entity, GraphFile, Stance
from explorer.model.guessing import Guess, guess
from explorer.model.marking import Mark, NewEntity, marked
from explorer.model.mentions import mentions
from explorer.model.project import Project
from explorer.model.quantities import amounts
from explorer.model.spans import sentence_spans
from tests.marked.passages import HELD_OUT, TRIED_ON, guessed_right


def project(text: str) -> Project:
    entities = (
        Entity(id="deepseek", kind="company", name="DeepSeek"),
        Entity(id="nvidia", kind="company", name="Nvidia"),
        Entity(id="v3", kind="ai_model", name="DeepSeek V3", aliases=("V3",)),
        Entity(id="h800", kind="chip", name="H800", aliases=("Nvidia H800",)),
        Entity(id="wang", kind="person", name="Alexandr Wang"),
        Entity(id="scale", kind="company", name="Scale AI"),
        Entity(id="it", kind="technology", name="IT"),
    )
    return Project(GraphFile(entities=entities, articles=(Article(id="a", title="A", text=text),)))


def guessed(text: str, words: str) -> Guess:
    start = text.index(words)
    return guess(project(text), "a", start, start + len(words))


def test_the_names_around_a_verb_are_tied_by_the_kind_it_names() -> None:
    text = "DeepSeek trained V3 on H800 chips."
    own = guessed(text, "V3 on H800")
    assert (own.subject, own.object) == ("v3", "h800")
    assert guessed("V3 was trained on Nvidia H800 GPUs.", "V3 was trained on Nvidia H800").kinds[0] == "trained_on"


def test_words_that_read_backwards_turn_the_relation_round() -> None:
    own = guessed("V3, developed by DeepSeek, is large.", "V3, developed by DeepSeek")
    assert (own.subject, own.kinds[0], own.object) == ("deepseek", "developed", "v3")


def test_a_claim_has_its_cue_and_its_speaker() -> None:
    own = guessed(
        "Alexandr Wang, CEO of Scale AI, claimed that DeepSeek has Nvidia H800 GPUs.", "DeepSeek has Nvidia H800"
    )
    assert (own.stance, own.cue, own.speaker) == (Stance.CLAIMS, "claimed", "wang")


def test_he_said_is_whoever_was_named_before() -> None:
    own = guessed("Alexandr Wang spoke. He said DeepSeek bought H800 chips.", "DeepSeek bought H800")
    assert own.speaker == "wang"


def test_a_negation_denies_and_a_question_doubts() -> None:
    assert guessed("DeepSeek did not buy H800 chips.", "DeepSeek did not buy H800").stance is Stance.DENIES
    assert guessed("Did DeepSeek buy H800 chips?", "DeepSeek buy H800").stance is Stance.DOUBTS


def test_figures_and_dates_in_the_words_become_qualifiers() -> None:
    own = guessed(
        "In late 2023 DeepSeek bought 2,000 H800 GPUs for $5.6 million.",
        "DeepSeek bought 2,000 H800 GPUs for $5.6 million",
    )
    assert {role: getattr(value, "text", None) for role, value in own.qualifiers.items()} == {
        "count": "2,000",
        "cost": "$5.6 million",
    }


def test_short_names_have_to_be_written_as_they_are() -> None:
    text = "it is IT, says it"
    assert [text[own.start : own.end] for own in mentions(project(""), text)] == ["IT"]


def test_the_longest_name_wins_and_no_name_is_found_inside_a_word() -> None:
    found = mentions(project(""), "DeepSeek V3 and DeepSeekers")
    assert [own.entity for own in found] == ["v3"]


def test_pronouns_and_nouns_stand_for_whoever_was_spoken_of_before() -> None:
    text = "Nvidia, a rival of Scale AI, spoke first. The company designed the H800. It also makes V3."
    assert (guessed(text, "The company designed the H800").subject) == "nvidia"
    text = "Alexandr Wang came late. He praised DeepSeek."
    own = guessed(text, "He praised DeepSeek")
    assert (own.subject, own.kinds[0], own.object) == ("wang", "vouches_for", "deepseek")


def test_what_stands_between_commas_is_set_aside() -> None:
    own = guessed("Alexandr Wang, chief of Scale AI, doubted DeepSeek.", "doubted DeepSeek")
    assert (own.subject, own.object) == ("wang", "deepseek")


def test_which_takes_up_what_stands_before_it() -> None:
    own = guessed("It needs the H800, which Nvidia designed.", "the H800, which Nvidia designed")
    assert (own.subject, own.kinds[0], own.object) == ("nvidia", "designed", "h800")


def test_a_name_that_the_graph_does_not_have_is_offered_as_somebody_new() -> None:
    own = guessed("DeepSeek was founded by Liang Wenfeng.", "DeepSeek was founded by Liang Wenfeng")
    assert (own.subject, own.kinds[0], own.object) == (NewEntity("Liang Wenfeng", "person"), "founded", "deepseek")
    own = guessed("However, Nvidia designed the H800.", "However, Nvidia designed the H800")
    assert own.subject == "nvidia"


def test_what_words_are_evidence_for_already_is_not_offered_again() -> None:
    text = "V3, which DeepSeek developed, was trained on H800 chips."
    known = project(text)
    first = guess(known, "a", 0, len(text))
    mark = Mark("a", 0, len(text), str(first.subject), first.kinds[0], str(first.object))
    marked(known, mark).change.apply(known)
    second = guess(known, "a", 0, len(text))
    found = {(own.subject, own.kinds[0], own.object) for own in (first, second)}
    assert found == {("deepseek", "developed", "v3"), ("v3", "trained_on", "h800")}


def test_who_speaks_after_some_words_has_said_them_unless_he_is_in_them() -> None:
    after = guessed("Nvidia designed the H800, Alexandr Wang said.", "Nvidia designed the H800")
    assert (after.stance, after.speaker) == (Stance.CLAIMS, "wang")
    inverted = guessed("“Nvidia designed the H800,” said Alexandr Wang.", "Nvidia designed the H800")
    assert (inverted.stance, inverted.speaker) == (Stance.CLAIMS, "wang")
    inside = guessed("Alexandr Wang, who founded Scale AI, said nothing.", "Alexandr Wang, who founded Scale AI")
    assert (inside.stance, inside.speaker) == (Stance.ASSERTS, None)


def test_that_somebody_doubts_is_asserted_and_who_is_doubted_does_not_speak() -> None:
    own = guessed(
        "Alexandr Wang, chief of Scale AI, doubted DeepSeek.", "Alexandr Wang, chief of Scale AI, doubted DeepSeek"
    )
    assert (own.stance, own.speaker, own.cue) == (Stance.ASSERTS, None, "doubted")


def test_a_clause_before_denies_nothing_of_the_next_one() -> None:
    text = "DeepSeek does not make chips: Nvidia designed the H800."
    assert guessed(text, "Nvidia designed the H800").stance is Stance.ASSERTS


def test_the_figure_in_a_name_is_none() -> None:
    assert guessed("DeepSeek V3 parameters came late.", "DeepSeek V3 parameters").qualifiers == {}


def test_each_verb_of_speech_speaks_for_its_own_clause() -> None:
    text = "Alexandr Wang dismissed the whole paper and accused DeepSeek of using H800 chips."
    assert guessed(text, "DeepSeek of using H800").stance is Stance.CLAIMS


def test_most_of_an_article_is_guessed_right_whether_it_was_tried_on_or_not() -> None:
    for passages in (TRIED_ON, HELD_OUT):
        assert sum(guessed_right(own) for own in passages) > 0.7 * len(passages)


def test_what_cannot_be_told_apart_is_left_out() -> None:
    assert amounts("It may rise; shares dropped 19% and 6% respectively.") == ()
    assert [own.value.unit for own in amounts("50,000 H100")] == ["GPUs"]  # type: ignore[union-attr]  # a quantity


def test_may_is_a_cue_and_no_month() -> None:
    assert [cue.words for cue in cues("In May 2024 it may rise.")] == ["may"]


def test_quotation_marks_are_paired() -> None:
    text = "He said “yes” and „nein“."
    assert [text[start:end] for start, end in quoted(text)] == ["yes", "nein"]


def test_a_place_outside_the_text_gives_an_empty_guess() -> None:
    assert guess(project("abc"), "a", 2, 9) == Guess()
    assert guess(project("abc"), "nobody", 0, 1) == Guess()


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 60))
def test_no_text_whatever_breaks_a_guess(text: str, start: int, length: int) -> None:
    own = guess(project(text), "a", start, start + length)
    for name in (own.subject, own.object):
        known = name is None or name in project("").entities
        assert name.name in text if isinstance(name, NewEntity) else known


@given(st.text(alphabet="Ab. ?!\n“”•é🙂", max_size=120))
def test_sentences_hold_all_but_white_space_and_marks_of_lists(text: str) -> None:
    spans = sentence_spans(text)
    inside = {at for start, end in spans for at in range(start, end)}
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert not {letter for at, letter in enumerate(text) if at not in inside} - set(" \n•")
