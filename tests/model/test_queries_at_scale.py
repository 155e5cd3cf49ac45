"""Questions answered by arrays: the answers are those of looking at every value."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.filters import Scope, visible
from explorer.model.passages import all_passages
from explorer.model.project import Project
from explorer.model.queries import (
    doubts_about,
    most_connected,
    parallels,
    passages_in,
    passages_of,
    resting_on,
    what_ties,
    within,
)
from tests.builders import big, company, evidence, fact, relation, with_relations


def graph(seed: int) -> Project:
    project = with_relations(big(9, 18, seed=seed), relation("e1", "uses", "nobody", evidence("x"), key="loose"))
    told = company("extra", fact("f", "size", "3", evidence("y", exact="only here", article="a2")))
    file = project.to_file()
    return Project(file.model_copy(update={"entities": (*file.entities, told)}))


SEEDS = st.integers(0, 300)


@given(SEEDS, st.lists(st.sampled_from(["e0", "e3", "e8", "gone"]), min_size=1), st.integers(0, 4))
def test_steps_are_those_of_walking_along_every_relation(seed: int, ids: list[str], depth: int) -> None:
    project = graph(seed)
    reached = {key: 0 for key in ids if key in project.entities}
    for step in range(1, depth + 1):
        for tie in project.relations.values():
            for one, other in ((tie.source, tie.target), (tie.target, tie.source)):
                if reached.get(one, step) < step and other in project.entities:
                    reached.setdefault(other, step)
    assert within(project, ids, depth) == reached
    assert list(within(project, ids, depth).values()) == sorted(reached.values())


@given(SEEDS)
def test_ties_and_parallels_are_those_of_looking_at_every_relation(seed: int) -> None:
    project = graph(seed)
    tied = [own for own in project.relations.values() if not project.is_dangling(own)]
    for own in tied:
        same = tuple(other.id for other in tied if {other.source, other.target} == {own.source, own.target})
        assert parallels(project, own) == same
    chosen = ["e0", "e1", "e2", "e4"]
    found = what_ties(project, chosen)
    among = [own.id for own in tied if own.source in chosen and own.target in chosen and own.source != own.target]
    assert list(found.relations) == among
    near = {
        key: {one for own in tied for one in (own.source, own.target) if {one, key} == {own.source, own.target}} - {key}
        for key in project.entities
        if key not in chosen
    }
    shared = {key: ends & set(chosen) for key, ends in near.items() if len(ends & set(chosen)) > 1}
    assert {item.entity: set(item.touches) for item in found.shared} == shared


@given(SEEDS, st.frozensets(st.sampled_from(["e1", "e2", "extra", "r3", "r7"])))
def test_what_the_shown_rests_on_is_what_its_evidence_says(seed: int, hidden: frozenset[str]) -> None:
    project = graph(seed)
    shown = visible(project, Scope(hidden=hidden))
    own = [
        passage.evidence
        for passage in all_passages(project)
        if passage.is_accepted
        and (passage.owner in shown.relation_set or (passage.entity is not None and passage.entity in shown.entity_set))
    ]
    words = {(item.article, item.quote.start, item.quote.exact) for item in own}
    assert resting_on(project, shown) == (len(words), len({item.article for item in own}))
    degree = Counter(
        end for key in shown.relations for end in {project.relations[key].source, project.relations[key].target}
    )
    ranked = sorted((key for key in project.entities if degree[key]), key=lambda key: -degree[key])
    assert most_connected(project, 3, shown.relation_rows) == tuple((key, degree[key]) for key in ranked[:3])


@given(SEEDS)
def test_doubts_and_passages_are_those_of_reading_everything(seed: int) -> None:
    project = graph(seed)
    for entity in project.entities:
        doubting = [own.id for own in project.relations.values() if own.kind == "doubts" and own.target == entity]
        known = [key for key in doubting if not project.is_dangling(project.relations[key])]
        assert list(doubts_about(project, entity)) == known
    for article in (*project.articles, "gone"):
        own = [passage for passage in all_passages(project) if passage.evidence.article == article]
        assert sorted(map(repr, passages_of(project, article))) == sorted(map(repr, own))
        assert passages_in(project, article) == len(own)
