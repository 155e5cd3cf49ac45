"""What the journal says of a step: who took it, when, and which facts it touched."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from explorer.model.facts import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.changes import Delta

MOST_TOUCHED = 200
"""Of a step that touches more facts the journal names these, and says how many they were."""
TOUCHED = "touched"


def decided(kind: str, details: Mapping[str, Any] | None = None, touched: Iterable[str] = ()) -> Decision:
    """Return a decision that says of which sort it is, and not yet who took it, when, and what it was.

    Parameters
    ----------
    kind : str
        "edit", "merge", "split", "not_same", "accept", "reject", …
    details : mapping, optional
        JSON that this kind of decision needs to be looked at, or undone, later.
    touched : iterable of str
        The ids it is about, the one to go to first; those that the step has changed if there are none.
    """
    told: dict[str, Any] = {"details": dict(details)} if details else {}
    ids = tuple(touched)
    return Decision(id=uuid.uuid4().hex, at="", by="", what="", kind=kind, **told, **({TOUCHED: ids} if ids else {}))


def completed(decision: Decision, *, by: str, what: str, delta: Delta) -> Decision:
    """Return a decision with whatever it did not say yet, and with the present as its time."""
    update: dict[str, Any] = {
        "at": decision.at or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "by": decision.by or by,
        "what": decision.what or what,
    }
    if not decision.touched:
        ids = (*sorted(delta.relations), *sorted(delta.entities), *sorted(delta.articles))
        update[TOUCHED] = ids[:MOST_TOUCHED]
        if len(ids) > MOST_TOUCHED:
            update["details"] = {**decision.details, TOUCHED: len(ids)}
    return decision.model_copy(update=update)
