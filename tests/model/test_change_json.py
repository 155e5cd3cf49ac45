"""Every change survives being written down, whatever it holds."""

from __future__ import annotations

import contextlib
import importlib
import json
import pkgutil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import explorer.model
from explorer.model.bringing import Bring
from explorer.model.change_json import _READ, _WRITTEN, from_json, to_json
from explorer.model.changes import Batch, Change, Move, Note, Pin, Put, Rearrange, Remove, Strike, UseKinds, UseLayout
from explorer.model.errors import BadChange
from explorer.model.facts import Article, Decision, Entity, EntityKind, Kinds, LayoutUsed, Relation, SavedView
from explorer.model.kept_texts import KeepTexts
from explorer.model.positions import Positions
from explorer.model.saved_views import UseView
from tests.stores import documents

words = st.text(max_size=6)  # with half characters
ids = st.text(min_size=1, max_size=4)
places = st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False))
puts = st.builds(
    Put,
    st.one_of(
        documents.entities.map(Entity.model_validate),
        documents.relations.map(Relation.model_validate),
        st.builds(Article, id=ids, title=ids, text=words),
    ),
    st.none() | st.integers(0, 9),
)
details = st.dictionaries(words, documents.json_values, max_size=2)
decisions = st.builds(
    Decision, id=ids, at=words, by=words, what=words, touched=st.lists(words).map(tuple), details=details
)
simple: st.SearchStrategy[Change] = st.one_of(
    puts,
    st.builds(Remove, st.sampled_from([Article, Entity, Relation]), ids, st.booleans()),
    st.builds(Move, st.dictionaries(ids, st.none() | places, max_size=3)),
    st.dictionaries(ids, places, max_size=3).map(lambda places: Rearrange(Positions.from_mapping(places))),
    st.builds(UseLayout, st.none() | st.builds(LayoutUsed, name=ids, params=details, seed=st.integers())),
    st.builds(Pin, st.frozensets(ids), st.frozensets(ids)),
    st.builds(Note, decisions, st.none() | st.integers(0, 9)),
    st.builds(Strike, ids),
    st.builds(UseKinds, st.builds(Kinds, entity=st.lists(st.builds(EntityKind, id=ids, label=words)).map(tuple))),
    st.builds(
        lambda filters, hidden: UseView(SavedView(filters=filters, hidden=hidden)),
        st.dictionaries(words, documents.json_values, max_size=2),
        st.lists(ids).map(tuple),
    ),
    st.builds(KeepTexts, st.none() | st.sampled_from(["inside", "beside"])),
)
changes = st.recursive(simple, lambda inner: st.lists(inner, max_size=3).map(lambda some: Batch(tuple(some))))


@given(changes)
def test_what_is_written_down_comes_back_the_same(change: Change):
    written = to_json(change)
    line = json.dumps(written)
    assert "\n" not in line
    back = from_json(json.loads(line))
    assert back == change
    assert json.dumps(to_json(back)) == line


@given(documents.json_values | st.fixed_dictionaries({"do": st.sampled_from(sorted(_READ))}, optional={"key": words}))
def test_what_is_no_change_is_refused(value: Any):
    with contextlib.suppress(BadChange):
        assert type(from_json(value)) in _WRITTEN


def test_every_step_that_can_be_undone_can_be_written_down():
    """Bring is none: what it brings was in the store before."""
    modules = [
        importlib.import_module(f"explorer.model.{found.name}")
        for found in pkgutil.iter_modules(explorer.model.__path__)
    ]
    made = {
        own
        for module in modules
        for own in vars(module).values()
        if isinstance(own, type) and hasattr(own, "apply") and not getattr(own, "_is_protocol", False)
    }
    assert made - {Bring} == set(_WRITTEN)
    assert {kind.__name__ for kind in _WRITTEN} == set(_READ)


def test_a_change_nobody_can_write_down_says_so():
    with pytest.raises(BadChange, match="Bring"):
        to_json(Bring())
