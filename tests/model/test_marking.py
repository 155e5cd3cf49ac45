"""Words marked as evidence, and what comes of them."""

from __future__ import annotations

import pytest

from explorer.model.errors import BadChange
from explorer.model.facts import Quantity, RelationKind, Stance
from explorer.model.marking import Mark, NewEntity, fitting, marked
from explorer.model.quotes import find
from tests.builders import tiny

TEXT = "🚀 People said that  DeepSeek used 2,000 H800 to train V3. Nobody denied it."
START, END = TEXT.index(" DeepSeek"), TEXT.index(" to train")


def graph():
    return tiny("deepseek:company", "h800:chip", "deepseek -uses-> h800 | asserts", text=TEXT)


def words(**more):
    given = {"article": "text", "start": START, "end": END, "subject": "deepseek", "kind": "uses", "object": "h800"}
    return Mark(**{**given, **more})


def test_marked_words_become_a_relation_with_its_quotation_and_are_taken_back_at_once():
    project = graph()
    before = project.to_file()
    made = marked(project, words(qualifiers={"count": Quantity(amount=2000)}, stance=Stance.CLAIMS, cue="said"))
    inverse, _ = made.change.apply(project)
    relation = project.relations[made.relation]
    (item,) = relation.evidence
    assert item.id == made.evidence
    assert item.quote.exact == "DeepSeek used 2,000 H800"
    assert TEXT[item.quote.start : item.quote.end] == item.quote.exact
    assert item.quote.suffix.startswith(" to train")
    assert find(item.quote, TEXT).is_verified
    assert (item.stance, item.cue, relation.qualifiers["count"].amount) == (Stance.CLAIMS, "said", 2000)
    assert made.name == "Relation deepseek uses h800"
    inverse.apply(project)
    assert project.to_file() == before


def test_words_are_added_to_a_relation_that_says_so_already():
    project = graph()
    assert fitting(project, "deepseek", "uses", "h800") == ("r1",)
    made = marked(project, words(into="r1"))
    made.change.apply(project)
    assert list(project.relations) == ["r1"]
    assert len(project.relations["r1"].evidence) == 2
    assert made.name == "Passage for deepseek uses h800"


def test_a_symmetric_relation_fits_from_both_ends():
    project = tiny("a -competes_with-> b", "a -owns-> b")
    assert fitting(project, "b", "competes_with", "a") == ("r1",)
    assert fitting(project, "b", "owns", "a") == ()
    assert fitting(project, "nobody", "owns", "a") == ()


def test_new_entities_and_kinds_are_made_in_the_same_step_and_the_same_one_once():
    project = graph()
    before = project.to_file()
    people = NewEntity("People", "topic")
    kind = RelationKind(id="talks_of", label="talks of", domain=("topic",), range=("company",))
    made = marked(project, words(subject=people, object=NewEntity("V3", "ai_model"), kind=kind, speaker=people))
    inverse, _ = made.change.apply(project)
    relation = project.relations[made.relation]
    assert (relation.source, relation.target, relation.kind) == ("people", "v3", "talks_of")
    assert relation.evidence[0].speaker == "people"
    assert project.entities["v3"].kind == "ai_model"
    assert project.vocabulary.relation_kind("talks_of").domain == ("topic",)
    inverse.apply(project)
    assert project.to_file() == before


def test_a_relation_without_words_is_unsupported():
    project = graph()
    made = marked(project, words(article="", kind="designed"))
    made.change.apply(project)
    assert project.relations[made.relation].evidence == ()
    assert made.evidence == ""


@pytest.mark.parametrize(
    "given",
    [
        {"start": 5, "end": 5},
        {"article": "a1"},
        {"article": "nowhere"},
        {"subject": "nobody"},
        {"into": "gone"},
        {"start": TEXT.index("  ") + 1, "end": TEXT.index("  ") + 2},
    ],
    ids=str,
)
def test_what_cannot_be_marked_is_refused_in_a_sentence_and_changes_nothing(given):
    project = graph()
    before = project.to_file()
    with pytest.raises(BadChange):
        marked(project, words(**given)).change.apply(project)
    assert project.to_file() == before
