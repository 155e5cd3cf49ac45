"""How a relation stands, derived from the stances of its accepted evidence. Never stored."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from explorer.model.facts import Evidence, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Iterable


class Standing(StrEnum):
    """What all the evidence of a relation adds up to, strongest first."""

    ASSERTED = "asserted"
    CLAIMED = "claimed"
    REPORTED = "reported"
    ESTIMATED = "estimated"
    SPECULATED = "speculated"
    CONTESTED = "contested"
    DENIED = "denied"
    UNSUPPORTED = "unsupported"
    SUGGESTED = "suggested"


LEADS_TO: dict[Stance, Standing] = {
    Stance.ASSERTS: Standing.ASSERTED,
    Stance.CLAIMS: Standing.CLAIMED,
    Stance.REPORTS: Standing.REPORTED,
    Stance.ESTIMATES: Standing.ESTIMATED,
    Stance.SPECULATES: Standing.SPECULATED,
    Stance.DOUBTS: Standing.DENIED,
    Stance.DENIES: Standing.DENIED,
}
AGAINST = frozenset({Stance.DOUBTS, Stance.DENIES})
SUPPORTING = tuple(stance for stance in Stance if stance not in AGAINST)


def accepted(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence that counts, in its own order."""
    return [item for item in evidence if item.status is Status.ACCEPTED]


def standing(evidence: Iterable[Evidence]) -> Standing:
    """Add up the stances of the accepted evidence.

    Parameters
    ----------
    evidence : iterable of Evidence
        All evidence of one relation or fact; suggested and rejected pieces are left out.

    Returns
    -------
    Standing
        The strongest supporting stance; ``CONTESTED`` when another passage doubts or denies it;
        ``DENIED`` when none supports; without accepted evidence ``SUGGESTED`` when some waits to be decided on,
        else ``UNSUPPORTED``.

    Examples
    --------
    >>> standing([])
    <Standing.UNSUPPORTED: 'unsupported'>
    """
    items = list(evidence)
    stances = {item.stance for item in accepted(items)}
    if not stances:
        waits = any(item.status is Status.SUGGESTED for item in items)
        return Standing.SUGGESTED if waits else Standing.UNSUPPORTED
    supporting = [stance for stance in SUPPORTING if stance in stances]
    if not supporting:
        return Standing.DENIED
    if stances & AGAINST:
        return Standing.CONTESTED
    return LEADS_TO[supporting[0]]
