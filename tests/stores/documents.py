"""Documents of every shape, for property tests: unknown keys at every level, odd text, odd numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from explorer.model.facts import GraphFile, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Callable

Raw = dict[str, Any]  # a JSON object

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
ids = st.sampled_from(["a", "b", "c", "d", "é", "a/b", "~", "日本"])
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**20), 10**20)
coordinates = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**6), 10**6)
simple = st.none() | st.booleans() | numbers | words
json_values = st.recursive(
    simple, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
)
unknown = st.dictionaries(st.sampled_from(["mood", "x-later", "", "ünknown"]), json_values, max_size=2)


def objects(required: Raw, optional: Raw) -> st.SearchStrategy[Raw]:
    """Objects with these keys and, sometimes, keys that nobody knows."""
    known = st.fixed_dictionaries(required, optional=optional)
    return st.tuples(known, unknown).map(lambda pair: {**pair[1], **pair[0]})


def several(item: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A few of them."""
    return st.lists(item, max_size=most)


def own_ids(item: st.SearchStrategy[Raw], most: int = 3) -> st.SearchStrategy[list[Raw]]:
    """A few of them, no two with one id."""
    return st.lists(item, max_size=most, unique_by=_id)


_id: Callable[[Raw], str] = lambda item: item["id"]  # noqa: E731  # a key function

quotes = objects(
    {"exact": names},
    {"prefix": words, "suffix": words, "start": st.integers(0, 99), "end": st.none() | st.integers(0, 99)},
)
evidence = objects(
    {"id": ids, "article": ids, "quote": quotes, "stance": st.sampled_from([stance.value for stance in Stance])},
    {
        "speaker": st.none() | ids,
        "cue": words,
        "method": words,
        "status": st.sampled_from([status.value for status in Status]),
        "confidence": st.floats(0, 1),
        "note": words,
    },
)
values = (
    words
    | objects({"amount": numbers}, {"unit": words, "approx": words, "text": words})
    | objects({"date": names}, {"text": words})
)
facts = objects({"id": ids, "property": names, "value": values}, {"evidence": several(evidence)})
entities = objects(
    {"id": ids, "kind": st.sampled_from(["company", "chip", "odd"]), "name": names},
    {
        "subtype": words,
        "aliases": several(words),
        "description": words,
        "same_as": several(words),
        "facts": several(facts),
    },
)
relations = objects(
    {"id": ids, "source": ids, "target": ids, "kind": st.sampled_from(["uses", "owns", "odd"])},
    {"qualifiers": st.dictionaries(words, values, max_size=2), "evidence": several(evidence), "note": words},
)
sections = objects({"heading": words, "start": st.integers(0, 99)}, {})
articles = objects(
    {"id": ids, "title": names},
    {"url": words, "authors": several(words), "text": words, "text_sha256": words, "sections": several(sections)},
)
views = objects(
    {},
    {
        "name": words,
        "positions": st.dictionaries(ids, st.tuples(coordinates, coordinates).map(list), max_size=3),
        "pinned": several(ids),
        "layout": objects({"name": words}, {"params": unknown, "seed": st.integers(0, 9)}),
        "camera": objects({"x": coordinates, "y": coordinates, "zoom": st.floats(0.1, 9)}, {}),
        "filters": unknown,
    },
)
kinds = objects(
    {},
    {
        "entity": several(objects({"id": ids, "label": words}, {"shape": words})),
        "relation": several(objects({"id": ids, "label": words}, {"domain": several(ids), "self_loop": st.booleans()})),
    },
)
documents: st.SearchStrategy[Raw] = objects(
    {"format": st.just("edgewise-graph"), "version": st.just(1)},
    {
        "title": words,
        "license": st.none() | words,
        "kinds": kinds,
        "articles": own_ids(articles),
        "entities": own_ids(entities),
        "relations": own_ids(relations),
        "views": several(views),
    },
)
files: st.SearchStrategy[GraphFile] = documents.map(GraphFile.model_validate)
