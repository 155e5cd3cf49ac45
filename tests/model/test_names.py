"""What a person types on a command line finds what is meant, or a sentence that helps."""

from __future__ import annotations

import pytest

from explorer.model.errors import UnknownName
from explorer.model.facets import Facet
from explorer.model.facts import Entity
from explorer.model.names import entity_named, kind_named, relation_between, standing_named
from explorer.model.standing import Standing
from tests.builders import graph, relation, tiny

PROJECT = graph(
    Entity(id="deepseek", kind="company", name="DeepSeek", aliases=("深度求索",)),
    Entity(id="h800", kind="chip", name="H800"),
    relation("deepseek", "uses", "h800", key="r7"),
)


@pytest.mark.parametrize("typed", ["DeepSeek", "deepseek", " DEEPSEEK ", "深度求索"])
def test_an_entity_is_found_by_name_alias_or_id_in_any_case(typed):
    assert entity_named(PROJECT, typed) == "deepseek"


def test_an_unknown_entity_brings_all_there_are():
    with pytest.raises(UnknownName, match=r"^No entity called 'DepSeek'\. Available: DeepSeek, H800\.$"):
        entity_named(PROJECT, "DepSeek")


def test_an_empty_graph_says_so():
    with pytest.raises(UnknownName, match=r"^No entity called 'a'\. There is none at all\.$"):
        entity_named(graph(), "a")


def test_of_many_entities_those_that_are_close_are_offered():
    many = tiny("Nvidia", *(f"entity{number}" for number in range(40)))
    with pytest.raises(UnknownName, match=r"^No entity called 'nvdia'\. Did you mean Nvidia\?$"):
        entity_named(many, "nvdia")


def test_of_many_entities_only_some_are_listed():
    many = tiny(*(f"entity{number}" for number in range(40)))
    with pytest.raises(UnknownName, match=r"and 28 more\.$"):
        entity_named(many, "zzz")


@pytest.mark.parametrize("typed", ["DeepSeek -> H800", "deepseek->h800", "r7"])
def test_a_relation_is_found_by_its_ends_or_its_id(typed):
    assert relation_between(PROJECT, typed) == "r7"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("DeepSeek", "names no relation"),
        ("DeepSeek ->", "names no relation"),
        ("H800 -> DeepSeek", "no relation from H800 to DeepSeek"),
        ("H900 -> DeepSeek", "No entity called 'H900'"),
    ],
)
def test_a_relation_that_is_not_there_is_said(typed, said):
    with pytest.raises(UnknownName, match=said):
        relation_between(PROJECT, typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chip", (Facet.ENTITY_KIND, "chip")),
        ("AI models", (Facet.ENTITY_KIND, "ai_model")),
        ("public body", (Facet.ENTITY_KIND, "public_body")),
        ("Trained on", (Facet.RELATION_KIND, "trained_on")),
    ],
)
def test_a_kind_is_found_by_id_label_or_plural(typed, found):
    assert kind_named(PROJECT, typed) == found


def test_a_kind_that_only_this_document_uses_is_found():
    assert kind_named(graph(Entity(id="a", kind="spaceship", name="A")), "spaceship") == (
        Facet.ENTITY_KIND,
        "spaceship",
    )


def test_a_kind_of_relation_that_only_this_document_uses_is_found():
    tied = tiny("a:company -haunts-> b:company | asserts")
    assert kind_named(tied, "haunts") == (Facet.RELATION_KIND, "haunts")


def test_an_unknown_kind_brings_those_in_use():
    with pytest.raises(UnknownName, match=r"Available: company, haunts\."):
        kind_named(tiny("a:company -haunts-> b:company | asserts"), "haunt")
    with pytest.raises(UnknownName, match=r"Available: company, chip, uses\."):
        kind_named(PROJECT, "animal")


def test_a_standing_is_found_in_any_case():
    assert standing_named(" Contested") is Standing.CONTESTED
    with pytest.raises(UnknownName, match="asserted, claimed"):
        standing_named("sure")
