"""How a relation stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.facts import Stance, Status
from explorer.model.standing import AGAINST, LEADS_TO, SUPPORTING, Standing, accepted, standing
from tests.builders import evidence

stances = st.lists(st.sampled_from(Stance), max_size=6)


@pytest.mark.parametrize("stance", list(Stance))
def test_one_passage_decides_alone(stance: Stance) -> None:
    assert standing([evidence(stance=stance)]) is LEADS_TO[stance]


def test_nothing_accepted_means_suggested_while_something_waits_and_else_unsupported() -> None:
    waiting = [evidence(status=Status.SUGGESTED), evidence(status=Status.REJECTED)]
    assert standing(waiting) is Standing.SUGGESTED
    assert standing(waiting[1:]) is standing([]) is Standing.UNSUPPORTED
    assert accepted(waiting) == []


@given(stances)
def test_the_strongest_support_counts_unless_somebody_speaks_against_it(taken: list[Stance]) -> None:
    found = standing(evidence(f"e{n}", stance) for n, stance in enumerate(taken))
    supporting = [stance for stance in SUPPORTING if stance in taken]
    against = bool(AGAINST & set(taken))
    if supporting and against:
        assert found is Standing.CONTESTED
    elif supporting:
        assert found is LEADS_TO[supporting[0]]
    else:
        assert found is (Standing.DENIED if against else Standing.UNSUPPORTED)


@given(stances, st.randoms())
def test_the_order_of_the_evidence_does_not_matter(taken: list[Stance], chance: object) -> None:
    shuffled = sorted(taken, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert standing(evidence(stance=stance) for stance in taken) is standing(
        evidence(stance=stance) for stance in shuffled
    )
