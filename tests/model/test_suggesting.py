"""Suggestions: put there, counted nowhere, accepted or rejected, and never offered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.extractors.extracting import extract
from explorer.extractors.patterns import Patterns
from explorer.model.errors import BadChange
from explorer.model.facts import Stance, Status
from explorer.model.filters import Scope, visible
from explorer.model.report import report
from explorer.model.standing import Standing
from explorer.model.suggesting import accept, reject, suggested, waiting
from tests.extractors.articles import graph

if TYPE_CHECKING:
    from explorer.model.project import Project


@pytest.fixture
def project() -> Project:
    """A graph with one suggestion that ties Liang Wenfeng to DeepSeek, among others."""
    made = graph()
    suggested(made, extract(made, "a", Patterns()).suggestions).apply(made)
    return made


def test_suggestions_stand_by_themselves_and_are_counted_nowhere(project: Project) -> None:
    assert {project.standing(key) for key in project.relations} == {Standing.SUGGESTED}
    found = report(project)
    assert (found["relations"]["total"], found["coverage"]["unsupported"]) == (0, 0)
    assert found["coverage"]["suggested"] == len(waiting(project))


def test_they_wait_in_the_order_of_the_article(project: Project) -> None:
    starts = [own.evidence.quote.start or 0 for own in waiting(project)]
    assert starts == sorted(starts)
    assert starts


def test_accepted_it_counts(project: Project) -> None:
    own = waiting(project)[-1]
    accept(project, own).apply(project)
    assert project.relations[own.relation.id].evidence[0].status is Status.ACCEPTED
    assert own not in waiting(project)
    with pytest.raises(BadChange):
        accept(project, own)


def test_accepted_with_changes_it_moves_to_the_other_kind(project: Project) -> None:
    own = next(own for own in waiting(project) if own.relation.kind == "founded")
    inverse, _ = accept(project, own, kind="leads", stance=Stance.REPORTS, speaker=None).apply(project)
    assert own.relation.id not in project.relations
    (made,) = (project.relations[key] for key in project.relations_of("liang"))
    assert (made.kind, made.evidence[0].stance, made.evidence[0].status) == ("leads", Stance.REPORTS, Status.ACCEPTED)
    inverse.apply(project)
    assert project.relations[own.relation.id] == own.relation


def test_rejected_it_stays_in_the_file_out_of_sight_and_is_never_offered_again(project: Project) -> None:
    own = waiting(project)[0]
    reject(project, own, "  not what it says ").apply(project)
    kept = project.relations[own.relation.id].evidence[0]
    assert (kept.status, kept.note) == (Status.REJECTED, "not what it says")
    assert own.relation.id not in visible(project, Scope()).relations
    again = extract(project, "a", Patterns())
    assert again.suggestions == ()
    assert "rejected before" in {refusal.reason.value for refusal in again.refusals}
