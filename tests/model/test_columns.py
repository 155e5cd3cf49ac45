from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Put, Remove
from explorer.model.columns import STANDINGS, degrees
from explorer.model.facets import Facet, columns
from explorer.model.facts import Article, Date, Entity, Relation, Stance, Status
from explorer.model.filters import Scope, counts, visible
from explorer.model.project import Project
from explorer.model.standing import accepted, standing
from tests.builders import amount, big, evidence, graph, relation, tiny, with_relations

ENDS = st.sampled_from([f"e{n}" for n in range(8)] + ["fresh", "gone"])


@st.composite
def edits(draw: st.DrawFn) -> Put | Remove:
    kind = draw(st.sampled_from(["put", "tie", "remove", "untie", "article"]))
    if kind == "put":
        key = draw(ENDS)
        kind, name = draw(st.sampled_from(["chip", "topic"])), draw(st.sampled_from(["Zz", "a", "A", key]))
        return Put(Entity(id=key, kind=kind, name=name), draw(st.integers(0, 9)))
    if kind == "tie":
        given_ = [evidence(f"n{n}", draw(st.sampled_from(list(Stance)))) for n in range(draw(st.integers(0, 2)))]
        key = draw(st.sampled_from(["r1", "r5", "r9", "x1", "x2"]))
        whens: list[dict[str, Any]] = [{}, {"date": Date(date="2025-01")}, {"count": amount(3)}]
        when = draw(st.sampled_from(whens))
        return Put(relation(draw(ENDS), "doubts", draw(ENDS), *given_, key=key, **when), draw(st.integers(0, 12)))
    if kind == "remove":
        return Remove(Entity, draw(ENDS), even_if_tied=True)
    if kind == "untie":
        return Remove(Relation, draw(st.sampled_from(["r1", "r2", "r9", "x1"])))
    return Put(Article(id="a1", title="Again", published="2019", story="s"))


def table(project: Project) -> list[object]:
    found = columns(project)
    evidence_ = found.evidence
    words = [*found.gathered.codes, None]
    return [
        found.entities.tolist(),
        found.relations.tolist(),
        found.gathered.entities.by_name.tolist(),
        found.gathered.entities.rank.tolist(),
        found.gathered.relations.rank.tolist(),
        found.source.tolist(),
        found.target.tolist(),
        [found.entity_kinds[code] for code in found.entity_kind],
        [found.relation_kinds[code] for code in found.relation_kind],
        found.standing.tolist(),
        found.passages.tolist(),
        found.degree.tolist(),
        found.qualified.tolist(),
        found.counted.tolist(),
        found.begins.tolist(),
        [words[code] for code in evidence_.article],
        [words[code] for code in evidence_.speaker],
        evidence_.words.tolist(),
        counts(project, Scope()),
    ]


@given(st.lists(edits(), max_size=8), st.data())
def test_columns_after_changes_are_those_of_the_same_facts_read_anew(steps: list[Put | Remove], data) -> None:
    project = big(8, 12, seed=4)
    for step in steps:
        if isinstance(step, Put) or step.key in (project.entities if step.kind is Entity else project.relations):
            inverse, _ = step.apply(project)
            if data.draw(st.booleans()):
                table(project)
            if data.draw(st.booleans()):
                inverse.apply(project)
    assert table(project) == table(Project(project.to_file()))


@given(st.integers(0, 200))
def test_columns_say_what_looking_at_every_relation_says(seed: int) -> None:
    project = with_relations(big(9, 20, seed=seed), relation("e1", "uses", "nobody", key="loose"))
    found = columns(project)
    tied = [own for own in project.relations.values() if not project.is_dangling(own)]
    assert found.relations.tolist() == [own.id for own in tied]
    assert [found.entities[row] for row in found.source] == [own.source for own in tied]
    assert [found.entities[row] for row in found.target] == [own.target for own in tied]
    assert [STANDINGS[code] for code in found.standing] == [standing(own.evidence) for own in tied]
    assert found.passages.tolist() == [len(accepted(own.evidence)) for own in tied]
    at = Counter(end for own in tied for end in {own.source, own.target})
    assert found.degree.tolist() == [at[key] for key in project.entities]
    assert found.linked.tolist() == [at[key] > 0 for key in project.entities]
    for row, key in enumerate(project.entities):
        own = [own.id for own in tied if key in {own.source, own.target}]
        assert found.relations[found.relations_at(row)].tolist() == own
        assert list(project.relations_of(key)) == own


def test_rows_of_what_is_shown_lead_to_its_ids() -> None:
    project = big(12, 30)
    shown = visible(project, Scope(hidden=frozenset({"e3", "r4"})))
    found = columns(project)
    assert tuple(found.entities[shown.entity_rows]) == shown.entities
    assert tuple(found.relations[shown.relation_rows]) == shown.relations


def test_a_snapshot_keeps_its_columns_when_the_project_changes() -> None:
    project = tiny("a -uses-> b | asserts", "b -uses-> c")
    before = project.snapshot()
    Remove(Relation, "r1").apply(project)
    assert columns(before).relations.tolist() == ["r1", "r2"]
    assert columns(project).relations.tolist() == ["r2"]
    assert before.relations_of("a") == ("r1",)
    assert project.relations_of("a") == ()


def test_an_empty_graph_has_empty_columns() -> None:
    found = columns(Project())
    assert len(found.entities) == len(found.relations) == 0
    assert found.degree.tolist() == found.standing.tolist() == []
    assert all(not np.any(found.facet[facet].mask(["x"])) for facet in Facet)


def test_a_speaker_of_rejected_words_is_no_value_to_filter_by() -> None:
    project = graph(relation("a", "uses", "b", evidence("e1", speaker="c", status=Status.REJECTED), evidence("e2")))
    assert dict(counts(project, Scope())[Facet.SPEAKER]) == {"": 1}
    assert dict(counts(project, Scope())[Facet.ARTICLE]) == {"a1": 1}


def test_a_loop_is_one_connection() -> None:
    assert degrees(2, np.array([0, 0]), np.array([0, 1])).tolist() == [2, 1]
