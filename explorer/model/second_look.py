"""What deserves a second look in a document that is not wrong: notes, which never change the outcome of a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.checks import evidence_of, note
from explorer.model.contradictions import Sort, contradictions
from explorer.model.laundering import laundered
from explorer.model.problem import plain
from explorer.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.contradictions import Contradiction, Side
    from explorer.model.problem import Problem, Steps
    from explorer.model.shape import Salvaged

LONGEST_QUOTATION = 70


def second_looks(left: Salvaged) -> Iterator[Problem]:
    """Yield the contradictions of a document, then the claims in it that are marked as facts."""
    project = Project(left.file)
    places = _places(left)
    for one in contradictions(project):
        if one.sort is not Sort.RIVAL:
            yield note("contradiction", one.one.owner, places.get(one.one.owner, ()), _said(one), _todo(one))
    words = dict(laundered(project))
    for at, item in evidence_of(left) if words else ():
        if item.id in words:
            what = f"It is marked as asserted, and its sentence says “{plain(words[item.id])}”."
            yield note(
                "laundering", item.id, (*at, "stance"), what, "If somebody claims it, say who, and mark it as a claim."
            )


def _places(left: Salvaged) -> dict[str, Steps]:
    places: dict[str, Steps] = {}
    for at, entity in left.numbered(("entities",), left.file.entities):
        places.update((fact.id, steps) for steps, fact in left.numbered((*at, "facts"), entity.facts))
    places.update((relation.id, at) for at, relation in left.numbered(("relations",), left.file.relations))
    return places


def _said(one: Contradiction) -> str:
    return f"{plain(one.title, 120)}. {_side(one.one)}; {_side(one.other)}. {one.why}"


def _side(side: Side) -> str:
    return f"{plain(side.says)}: “{plain(side.evidence[0].quote.exact, LONGEST_QUOTATION)}”"


def _todo(one: Contradiction) -> str:
    if one.one.owner == one.other.owner:
        return "Nothing to correct if the sources disagree."
    return f"The other side is {plain(one.other.owner)}. Nothing to correct if the sources disagree."
