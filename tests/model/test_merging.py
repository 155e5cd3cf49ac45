"""Merging and splitting: nothing lost, nothing decided, everything taken back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Batch, Note, Put
from explorer.model.decisions import completed
from explorer.model.errors import BadChange
from explorer.model.facts import Decision, Fact
from explorer.model.merging import candidates, merge, merges_of, not_same, split
from explorer.model.project import Project
from tests.builders import tiny

NAMES = ("a", "b", "c", "d")


def carry_out(project, change, decision, what="Merge"):
    """Carry a change out and note its decision, as the document does; return what takes it back."""
    inverse, delta = change.apply(project)
    note = completed(decision, by="me", what=what, delta=delta)
    strike, _ = Note(note).apply(project)
    return Batch((strike, inverse)), note


def merged(project, keep, gone):
    found = merge(project, keep, gone)
    return carry_out(project, found.change, found.decision)


def facts_of(project):
    file = project.to_file()
    return file.entities, file.relations, project.positions.as_dict(), project.pinned


def renamed(project, key, name, *aliases):
    entity = project.entities[key]
    Put(entity.model_copy(update={"name": name, "aliases": aliases})).apply(project)


@st.composite
def graphs(draw):
    lines = []
    for _ in range(draw(st.integers(1, 9))):
        source, target = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
        kind = draw(st.sampled_from(("owns", "controls")))
        said = draw(st.lists(st.sampled_from(("asserts", "claims a", "denies b", "doubts c", "reports")), max_size=2))
        lines.append(f"{source} -{kind}-> {target}" + (f" | {', '.join(said)}" if said else ""))
    places = draw(st.dictionaries(st.sampled_from(NAMES), st.tuples(st.integers(-9, 9), st.integers(-9, 9))))
    project = tiny(*NAMES, *lines, positions=places)
    for key in draw(st.sets(st.sampled_from(NAMES))):
        spoken = tuple(
            item for relation in list(project.relations.values())[:1] for item in relation.evidence
        )  # evidence with speakers, under a fact too
        spoken = tuple(item.model_copy(update={"id": f"{key}-{item.id}"}) for item in spoken)
        facts = (Fact(id="f1", property="size", value=key, evidence=spoken), Fact(id="f2", property="age", value="9"))
        Put(project.entities[key].model_copy(update={"facts": facts})).apply(project)
    return Project(project.to_file())


@given(graphs(), st.permutations(NAMES))
def test_a_merge_and_its_split_leave_everything_as_it_was(project, names):
    before = facts_of(project)
    _, note = merged(project, names[0], names[1])
    change, decision = split(project, Decision.model_validate(json.loads(note.model_dump_json())))
    carry_out(project, change, decision, "Split")
    assert facts_of(project) == before


@given(graphs(), st.permutations(NAMES))
def test_undoing_a_merge_leaves_everything_as_it_was(project, names):
    before = facts_of(project), project.journal
    inverse, _ = merged(project, names[0], names[1])
    inverse.apply(project)
    assert (facts_of(project), project.journal) == before


@given(graphs(), st.permutations(NAMES))
def test_a_merge_loses_no_words_no_facts_and_no_names(project, names):
    keep, gone = names[:2]
    words = sum(len(relation.evidence) for relation in project.relations.values())
    facts = sum(len(entity.facts) for entity in project.entities.values())
    of_facts = sum(len(fact.evidence) for entity in project.entities.values() for fact in entity.facts)
    called = {project.entities[gone].name, *project.entities[gone].aliases}
    merged(project, keep, gone)
    assert sum(len(relation.evidence) for relation in project.relations.values()) == words
    assert sum(len(entity.facts) for entity in project.entities.values()) == facts
    assert sum(len(f.evidence) for entity in project.entities.values() for f in entity.facts) == of_facts
    assert called <= {project.entities[keep].name, *project.entities[keep].aliases}
    everything = project.to_file().model_dump_json(exclude={"journal"})
    assert f'"source":"{gone}"' not in everything
    assert f'"speaker":"{gone}"' not in everything
    assert not any(project.is_dangling(relation) for relation in project.relations.values())


@given(graphs(), st.permutations(NAMES))
def test_merges_one_after_the_other_are_split_in_any_order_they_allow(project, names):
    before = facts_of(project)
    _, first = merged(project, names[0], names[1])
    _, second = merged(project, names[0], names[2])
    for note in (second, first):
        change, decision = split(project, note)
        carry_out(project, change, decision, "Split")
    assert facts_of(project) == before


def test_a_split_keeps_what_was_edited_after_the_merge():
    project = tiny("deepseek -owns-> lab | asserts", "deepseek_ai -uses-> h800:chip | claims deepseek_ai")
    _, note = merged(project, "deepseek", "deepseek_ai")
    relation = project.relations["r2"]
    edited = relation.evidence[0].model_copy(update={"note": "checked"})
    Put(relation.model_copy(update={"evidence": (edited,)})).apply(project)
    change, decision = split(project, note)
    carry_out(project, change, decision, "Split")
    assert project.relations["r2"].source == "deepseek_ai"
    assert project.relations["r2"].evidence[0].note == "checked"
    assert project.relations["r2"].evidence[0].speaker == "deepseek_ai"
    assert project.relations["r1"].source == "deepseek"


def test_exact_duplicates_are_joined_and_loops_are_told():
    project = tiny("a -owns-> x | asserts", "b -owns-> x | denies", "a -controls-> b")
    found = merge(project, "a", "b")
    assert found.joined == ("r2",)
    assert found.loops == ("r3",)
    found.change.apply(project)
    assert [item.stance.value for item in project.relations["r1"].evidence] == ["asserts", "denies"]
    assert (project.relations["r3"].source, project.relations["r3"].target) == ("a", "a")


def test_a_merge_that_was_split_is_not_offered_for_splitting_again():
    project = tiny("a -owns-> x", "b -owns-> y")
    _, note = merged(project, "a", "b")
    assert merges_of(project, "a") == (note,)
    change, decision = split(project, note)
    carry_out(project, change, decision, "Split")
    assert merges_of(project, "a") == ()
    with pytest.raises(BadChange, match="split before"):
        split(project, note)


@pytest.mark.parametrize(("keep", "gone"), [("a", "a"), ("a", "nobody"), ("nobody", "a")])
def test_what_cannot_be_merged_is_refused_in_a_sentence(keep, gone):
    with pytest.raises(BadChange):
        merge(tiny("a", "b"), keep, gone)


def test_names_that_are_nearly_the_same_are_offered_the_better_connected_first():
    project = tiny("x -owns-> deep_seek", "deepseek -owns-> y", "deepseek -owns-> z")
    renamed(project, "deepseek", "DeepSeek")
    renamed(project, "deep_seek", "Deep Seek")
    assert [(item.keep, item.gone) for item in candidates(project)] == [("deepseek", "deep_seek")]


@pytest.mark.parametrize(
    ("one", "other"), [("H800", "H100"), ("GPT-4", "GPT-4o"), ("Llama 2", "Llama 3"), ("R1", "R2")]
)
def test_names_with_other_figures_are_not_offered(one, other):
    project = tiny("a:chip", "b:chip")
    renamed(project, "a", one)
    renamed(project, "b", other)
    assert candidates(project) == ()


def test_what_was_said_not_to_be_the_same_is_not_offered_again_until_that_is_undone():
    project = tiny("a", "b")
    renamed(project, "a", "Acme Labs")
    renamed(project, "b", "Acme Lab")
    assert len(candidates(project, ["a"])) == 1
    assert candidates(project, ["c"]) == ()
    inverse, _ = carry_out(project, Batch(), not_same("b", "a"), "Not the same")
    assert candidates(project) == ()
    inverse.apply(project)
    assert len(candidates(project)) == 1


def test_entities_of_different_kinds_are_not_offered():
    project = tiny("a:company", "b:person")
    renamed(project, "a", "Liang Wenfeng")
    renamed(project, "b", "Liang Wenfeng")
    assert candidates(project) == ()
