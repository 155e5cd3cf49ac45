"""Edits as values, and how they are taken back."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Batch, Change, Delta, Move, Pin, Put, Remove, UseKinds, UseLayout
from explorer.model.errors import BadChange
from explorer.model.facts import Article, Entity, EntityKind, GraphFile, Kinds, LayoutUsed, RelationKind
from explorer.model.facts import Relation as Tie
from explorer.model.project import Project
from tests.builders import company, evidence, relation, tiny


def saved(project: Project) -> str:
    return project.to_file().model_dump_json(indent=2)


def sample() -> Project:
    return tiny("a -uses-> b | asserts", "b -owns-> c", "d", positions={"a": (1, 2), "b": (3, 4), "gone": (9, 9)})


@dataclass(frozen=True)
class Breaks:
    """A change with a mistake in it."""

    def apply(self, project: Project) -> tuple[Change, Delta]:
        raise ZeroDivisionError


keys = st.sampled_from(["a", "b", "c", "d", "new", "newer"])
numbers = st.floats(-1e4, 1e4)
points = st.none() | st.tuples(numbers, numbers)
ids = st.frozensets(keys, max_size=3)
simple = st.one_of(
    st.builds(lambda key, name: Put(company(key, name=name)), keys, st.sampled_from(["One", "Two"])),
    st.builds(
        lambda key, at: Put(Article(id=key, title="T"), at),
        st.sampled_from(["a1", "a2"]),
        st.none() | st.integers(0, 3),
    ),
    st.builds(
        lambda key, source, target, at: Put(relation(source, "uses", target, evidence(), key=key), at),
        st.sampled_from(["r1", "r2", "r3"]),
        keys,
        keys,
        st.none() | st.integers(0, 3),
    ),
    st.builds(Remove, st.just(Entity), keys),
    st.builds(Remove, st.just(Tie), st.sampled_from(["r1", "r2", "r3"])),
    st.builds(Remove, st.just(Article), st.sampled_from(["a1", "a2"])),
    st.builds(Move, st.dictionaries(keys, points, max_size=4)),
    st.builds(Pin, ids, ids),
    st.builds(lambda seed: UseLayout(LayoutUsed(name="force", seed=seed)), st.integers(0, 3)),
    st.just(UseLayout(None)),
)
changes = st.recursive(simple, lambda inner: st.builds(lambda own: Batch(tuple(own)), st.lists(inner, max_size=3)))


@given(st.lists(changes, max_size=8))
def test_changes_and_then_their_inverses_give_back_the_same_saved_file(steps: list[Change]) -> None:
    project = sample()
    before, states, inverses = saved(project), [], []
    for step in steps:
        states.append(saved(project))
        try:
            inverse, _ = step.apply(project)
        except BadChange:
            assert saved(project) == states.pop()
        else:
            inverses.append(inverse)
    after = saved(project)
    redone = []
    for inverse, state in zip(reversed(inverses), reversed(states), strict=True):
        again, _ = inverse.apply(project)
        redone.append(again)
        assert saved(project) == state
    assert saved(project) == before
    for again in reversed(redone):
        again.apply(project)
    assert saved(project) == after


@given(st.lists(simple, max_size=4), st.sampled_from([Remove(Entity, "nobody"), Breaks()]))
def test_a_batch_that_fails_half_way_leaves_the_project_unchanged(steps: list[Change], bad: Change) -> None:
    project = sample()
    before = saved(project)
    with pytest.raises((BadChange, ZeroDivisionError)):
        Batch((*steps, bad, *steps)).apply(project)
    assert saved(project) == before
    assert project.positions.as_dict() == sample().positions.as_dict()


@given(changes)
def test_a_delta_names_everything_that_changed(change: Change) -> None:
    project, before = sample(), sample()
    try:
        _, delta = change.apply(project)
    except BadChange:
        return
    for now, then, touched in (
        (project.entities, before.entities, delta.entities),
        (project.relations, before.relations, delta.relations),
        (project.articles, before.articles, delta.articles),
    ):
        assert {key for key in {*now, *then} if now.get(key) != then.get(key)} <= touched
        assert (set(then) - set(now)) <= delta.removed
    moved = {key for key in "abcd" if project.positions.get(key) != before.positions.get(key)}
    assert moved | (project.pinned ^ before.pinned) <= delta.placed


def test_an_entity_with_relations_cannot_be_removed() -> None:
    with pytest.raises(BadChange, match="Entity 'a' still has relations"):
        Remove(Entity, "a").apply(sample())


def test_adding_the_entity_that_a_relation_waited_for_can_be_taken_back() -> None:
    project = sample()
    Put(relation("a", "uses", "ghost", key="r9")).apply(project)
    inverse, _ = Put(company("ghost")).apply(project)
    assert project.relations_of("ghost") == ("r9",)
    inverse.apply(project)
    assert "ghost" not in project.entities
    assert project.is_dangling(project.relations["r9"])


def test_removing_what_is_not_there_says_so() -> None:
    with pytest.raises(BadChange, match="There is no relation 'r9' to remove"):
        Remove(Tie, "r9").apply(sample())


@pytest.mark.parametrize("place", [(float("nan"), 0.0), (0.0, float("inf"))])
def test_a_place_must_be_finite_or_the_file_could_not_be_opened_again(place: tuple[float, float]) -> None:
    project = sample()
    before = saved(project)
    with pytest.raises(BadChange, match="Entity 'b' cannot be put at"):
        Move({"a": (7, 7), "b": place}).apply(project)
    assert saved(project) == before


def test_an_entity_and_its_relations_go_in_one_batch() -> None:
    project = sample()
    inverse, delta = Batch((Remove(Tie, "r2"), Remove(Entity, "c"))).apply(project)
    assert delta.removed == {"r2", "c"}
    assert delta.facts
    inverse.apply(project)
    assert project.relations_of("c") == ("r2",)


def test_moving_and_pinning_touch_no_facts() -> None:
    project = sample()
    for change in (Move({"d": (0, 0)}), Pin(frozenset({"d"}))):
        _, delta = change.apply(project)
        assert delta.placed == {"d"}
        assert not delta.facts


def test_pinning_again_what_is_pinned_leaves_it_pinned_after_undo() -> None:
    project = sample()
    Pin(frozenset({"a"})).apply(project)
    inverse, _ = Pin(frozenset({"a", "b"})).apply(project)
    inverse.apply(project)
    assert project.pinned == {"a"}


def test_an_entity_put_back_stands_where_it_stood() -> None:
    project = sample()
    inverse, _ = Remove(Entity, "d").apply(project)
    inverse.apply(project)
    assert list(project.entities) == ["a", "b", "c", "d"]


def test_a_changed_project_can_be_read_again() -> None:
    project = sample()
    Batch((Put(company("new")), Move({"new": (1.05, -2)}), Pin(frozenset({"new"})))).apply(project)
    again = Project(GraphFile.model_validate_json(saved(project)))
    assert again.entities == project.entities
    assert again.pinned == {"new"}


def test_new_words_for_a_kind_touch_whatever_is_of_that_kind_and_are_taken_back():
    project = tiny("a:company -owns-> b:company", "a -controls-> c:chip")
    before = project.to_file()
    kinds = Kinds(
        entity=(EntityKind(id="company", label="Firm"),),
        relation=(RelationKind(id="owns", label="has"), RelationKind(id="likes", label="likes")),
    )
    inverse, delta = UseKinds(kinds).apply(project)
    assert project.vocabulary.entity_kind("company").label == "Firm"
    assert project.vocabulary.relation_kind("likes").label == "likes"
    assert delta.entities == {"a", "b"}
    assert delta.relations == {"r1"}
    assert project.to_file().kinds == kinds
    inverse.apply(project)
    assert project.to_file() == before
    assert project.vocabulary.entity_kind("company").label == "Company"
