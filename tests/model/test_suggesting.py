"""Suggestions: put there, counted nowhere, accepted or rejected, and never offered twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from explorer.extractors.extracting import extract
from explorer.extractors.patterns import Patterns
from explorer.model.errors import BadChange
from explorer.model.facts import Stance, Status
from explorer.model.filters import Scope, visible
from explorer.model.marking import Mark, NewEntity, accepted_as
from explorer.model.report import report
from explorer.model.standing import Standing
from explorer.model.suggesting import accept, reject, suggested, waiting
from tests.extractors.articles import graph

if TYPE_CHECKING:
    from explorer.model.project import Project
    from explorer.model.suggesting import Waiting


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


def as_suggested(own: Waiting) -> Mark:
    """Return what a person says who agrees with a suggestion."""
    tie, item, quote = own.relation, own.evidence, own.evidence.quote
    return Mark(
        item.article, quote.start or 0, quote.end or 0, tie.source, tie.kind, tie.target, item.stance, item.speaker
    )


def test_accepted_with_changes_it_moves_to_the_relation_that_says_so(project: Project) -> None:
    own = next(own for own in waiting(project) if own.relation.kind == "founded")
    mark = replace(
        as_suggested(own), kind="leads", stance=Stance.REPORTS, speaker=None, object=NewEntity("Acme", "company")
    )
    inverse, _ = accepted_as(project, own, mark).change.apply(project)
    assert own.relation.id not in project.relations
    (made,) = (project.relations[key] for key in project.relations_of("liang"))
    assert (made.kind, project.entities[made.target].name) == ("leads", "Acme")
    assert made.evidence == (own.evidence.model_copy(update={"stance": Stance.REPORTS, "status": Status.ACCEPTED}),)
    inverse.apply(project)
    assert project.relations[own.relation.id] == own.relation


def test_accepted_with_other_figures_it_stays_where_it_is(project: Project) -> None:
    own = waiting(project)[0]
    mark = replace(as_suggested(own), qualifiers={"place": "Hangzhou"})
    accepted_as(project, own, mark).change.apply(project)
    kept = project.relations[own.relation.id]
    assert (list(kept.qualifiers), kept.evidence[0].status) == (["place"], Status.ACCEPTED)
    with pytest.raises(BadChange):
        accepted_as(project, own, mark)


def test_accepted_into_another_relation_the_words_add_to_it(project: Project) -> None:
    one, other = waiting(project)[:2]
    accept(project, other).apply(project)
    accepted_as(project, one, replace(as_suggested(other), into=other.relation.id)).change.apply(project)
    assert len(project.relations[other.relation.id].evidence) == 2
    assert one.relation.id not in project.relations


def test_rejected_it_stays_in_the_file_out_of_sight_and_is_never_offered_again(project: Project) -> None:
    own = waiting(project)[0]
    reject(project, own, "  not what it says ").apply(project)
    kept = project.relations[own.relation.id].evidence[0]
    assert (kept.status, kept.note) == (Status.REJECTED, "not what it says")
    assert own.relation.id not in visible(project, Scope()).relations
    again = extract(project, "a", Patterns())
    assert again.suggestions == ()
    assert "rejected before" in {refusal.reason.value for refusal in again.refusals}
