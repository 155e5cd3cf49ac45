"""Edits as forms make them: put where they belong, taken away with what goes with them."""

from __future__ import annotations

import pytest

from explorer.model.changes import Put, UseKinds
from explorer.model.editing import Sort, Target, bulk, found, fresh_id, name_of, put, remove
from explorer.model.errors import BadChange
from explorer.model.facts import Entity, EntityKind, Evidence, Fact, Kinds, RelationKind
from tests.builders import evidence, tiny

A = Target(Sort.ENTITY, "a")


def sample():
    project = tiny("a -owns-> b | claims a, denies c@a2", "b -controls-> c | asserts a", "a -controls-> b")
    fact = Fact(id="f1", property="size", value="9", evidence=(evidence("fe1"),))
    Put(project.entities["a"].model_copy(update={"facts": (fact,)})).apply(project)
    return project


def saved(project):
    return project.to_file().model_dump_json()


@pytest.mark.parametrize(
    "target",
    [
        A,
        Target(Sort.RELATION, "r1"),
        Target(Sort.ARTICLE, "a1"),
        Target(Sort.FACT, "f1", entity="a"),
        Target(Sort.EVIDENCE, "r1e2", relation="r1"),
        Target(Sort.EVIDENCE, "fe1", entity="a", fact="f1"),
    ],
    ids=lambda target: f"{target.sort}-{target.id}",
)
def test_whatever_is_deleted_is_gone_and_comes_back_as_it_was(target):
    project = sample()
    before = saved(project)
    assert name_of(project, target)
    inverse, _ = remove(project, [target]).change.apply(project)
    assert found(project, target) is None
    assert not any(project.is_dangling(relation) for relation in project.relations.values())
    inverse.apply(project)
    assert saved(project) == before


def test_deleting_an_entity_says_what_goes_with_it_and_who_is_silent_then():
    removal = remove(sample(), [A])
    assert removal.goes_with_it == (
        "2 relations, 1 fact and 3 passages go with it. 1 passage will no longer say who speaks."
    )
    project = sample()
    removal.change.apply(project)
    assert project.relations["r2"].evidence[0].speaker is None


def test_deleting_an_article_takes_its_passages_and_leaves_the_relations():
    project = sample()
    removal = remove(project, [Target(Sort.ARTICLE, "a1")])
    assert removal.goes_with_it == "3 passages go with it."
    removal.change.apply(project)
    assert [item.id for item in project.relations["r1"].evidence] == ["r1e2"]
    assert project.relations["r2"].evidence == ()
    assert project.entities["a"].facts[0].evidence == ()


def test_several_are_deleted_as_one_step_and_counted():
    project = sample()
    before = saved(project)
    removal = remove(project, [A, Target(Sort.ENTITY, "b"), Target(Sort.RELATION, "r2")])
    assert removal.name == "2 entities and 1 relation"
    inverse, _ = removal.change.apply(project)
    assert (list(project.entities), list(project.relations)) == (["c"], [])
    inverse.apply(project)
    assert saved(project) == before


def test_what_is_gone_already_cannot_be_deleted():
    with pytest.raises(BadChange, match="nothing left"):
        remove(sample(), [Target(Sort.ENTITY, "nobody")])


def test_an_edited_passage_stays_in_its_place_under_its_relation_or_fact():
    project = sample()
    for target in (
        Target(Sort.EVIDENCE, "r1e1", relation="r1"),
        Target(Sort.EVIDENCE, "fe1", entity="a", fact="f1"),
    ):
        passage = found(project, target)
        assert isinstance(passage, Evidence)
        edited = passage.model_copy(update={"note": "checked"})
        put(project, target, edited).apply(project)
        assert found(project, target) == edited
    assert [item.id for item in project.relations["r1"].evidence] == ["r1e1", "r1e2"]


def test_a_kind_is_renamed_and_one_of_the_document_deleted_but_no_built_in_one():
    project = sample()
    target = Target(Sort.ENTITY_KIND, "lab")
    put(project, target, EntityKind(id="lab", label="Lab")).apply(project)
    assert project.vocabulary.entity_kind("lab").label == "Lab"
    put(project, Target(Sort.RELATION_KIND, "owns"), RelationKind(id="owns", label="has")).apply(project)
    assert project.vocabulary.relation_kind("owns").label == "has"
    remove(project, [target]).change.apply(project)
    assert project.kinds.entity == ()
    with pytest.raises(BadChange, match="built in"):
        remove(project, [Target(Sort.ENTITY_KIND, "company")])


def test_deleting_a_kind_in_use_says_how_many_are_of_it():
    project = sample()
    kinds = Kinds(entity=(EntityKind(id="lab", label="Lab"),))
    UseKinds(kinds).apply(project)
    Put(Entity(id="x", kind="lab", name="X")).apply(project)
    assert remove(project, [Target(Sort.ENTITY_KIND, "lab")]).goes_with_it.startswith("1 entity is of this kind")


def test_many_are_edited_alike_and_taken_back_at_once():
    project = sample()
    before = saved(project)
    targets = [A, Target(Sort.ENTITY, "b"), Target(Sort.ENTITY, "nobody")]
    inverse, delta = bulk(project, targets, lambda own: own.model_copy(update={"kind": "person"})).apply(project)
    assert {project.entities[key].kind for key in "ab"} == {"person"}
    assert delta.entities == {"a", "b"}
    inverse.apply(project)
    assert saved(project) == before


@pytest.mark.parametrize(
    ("name", "key"), [("Zhipu AI", "zhipu-ai"), ("Gräfin, Inc.", "grafin-inc"), ("智谱", "智谱"), ("!!", "new")]
)
def test_an_id_is_made_of_the_name(name, key):
    assert fresh_id(name, ()) == key
    assert fresh_id(name, {key}) == f"{key}-2"
