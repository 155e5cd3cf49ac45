"""Changes as JSON and back: what a journal beside the file keeps of every step.

Whatever a change holds comes back the same, half characters included: nothing a person did is refused here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.model.changes import Batch, Move, Note, Pin, Put, Rearrange, Remove, Strike, UseKinds, UseLayout
from explorer.model.errors import BadChange
from explorer.model.facts import Article, Decision, Entity, Kinds, LayoutUsed, Relation, SavedView
from explorer.model.kept_texts import KeepTexts
from explorer.model.positions import Positions
from explorer.model.saved_views import UseView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from explorer.model.changes import Change
    from explorer.model.project import Stored

Json = dict[str, Any]  # a JSON object
_KINDS: dict[str, type[Stored]] = {"article": Article, "entity": Entity, "relation": Relation}
_PLACED = {"name", "positions", "pinned", "layout"}
_NAMES: dict[type, str] = {kind: name for name, kind in _KINDS.items()}


def to_json(change: Change) -> Json:
    """Return a change as JSON.

    Raises
    ------
    BadChange
        Nobody has said how this kind of change is written down.
    """
    written = _WRITTEN.get(type(change))
    if written is None:
        raise BadChange(f"A change of the kind {type(change).__name__} cannot be written down.")
    return {"do": type(change).__name__, **written(change)}


def from_json(value: Json) -> Change:
    """Return the change that ``to_json`` wrote.

    Raises
    ------
    BadChange
        It is none, or one of a newer version.
    """
    try:
        return _READ[value["do"]](value)
    except BadChange:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        name = value.get("do") if isinstance(value, dict) else value
        raise BadChange(
            f"A step of the kind {str(name)[:40]!r} cannot be read. It may come from a newer version."
        ) from error


def _fact(value: BaseModel) -> Json:
    return value.model_dump(exclude_unset=True)


def _put(change: Put) -> Json:
    return {"kind": _NAMES[type(change.value)], "value": _fact(change.value), "at": change.at}


def _rearranged(change: Rearrange) -> Json:
    return {"ids": list(change.positions.ids), "xy": np.asarray(change.positions.xy).tolist()}


def _used(change: UseLayout) -> Json:
    return {"layout": None if change.layout is None else _fact(change.layout)}


def _place(xy: list[float] | None) -> tuple[float, float] | None:
    return None if xy is None else (xy[0], xy[1])


_WRITTEN: dict[type, Callable[[Any], Json]] = {  # Any: each is given changes of the class it is found by
    Put: _put,
    Remove: lambda change: {"kind": _NAMES[change.kind], "key": change.key, "even_if_tied": change.even_if_tied},
    Move: lambda change: {"places": {key: None if xy is None else list(xy) for key, xy in change.places.items()}},
    Rearrange: _rearranged,
    UseLayout: _used,
    Pin: lambda change: {"pinned": sorted(change.pinned), "unpinned": sorted(change.unpinned)},
    Note: lambda change: {"decision": _fact(change.decision), "at": change.at},
    Strike: lambda change: {"key": change.key},
    KeepTexts: lambda change: {"where": change.where},
    UseView: lambda change: {"view": change.view.model_dump(exclude_unset=True, exclude=_PLACED)},
    UseKinds: lambda change: {"kinds": _fact(change.kinds)},
    Batch: lambda change: {"changes": [to_json(part) for part in change.changes]},
}

_READ: dict[str, Callable[[Json], Change]] = {
    "Put": lambda value: Put(_KINDS[value["kind"]].model_validate(value["value"]), value["at"]),
    "Remove": lambda value: Remove(_KINDS[value["kind"]], value["key"], value["even_if_tied"]),
    "Move": lambda value: Move({key: _place(xy) for key, xy in value["places"].items()}),
    "Rearrange": lambda value: Rearrange(Positions(value["ids"], value["xy"])),
    "UseLayout": lambda value: UseLayout(value["layout"] and LayoutUsed.model_validate(value["layout"])),
    "Pin": lambda value: Pin(frozenset(value["pinned"]), frozenset(value["unpinned"])),
    "Note": lambda value: Note(Decision.model_validate(value["decision"]), value["at"]),
    "Strike": lambda value: Strike(value["key"]),
    "KeepTexts": lambda value: KeepTexts(value["where"]),
    "UseView": lambda value: UseView(SavedView.model_validate(value["view"])),
    "UseKinds": lambda value: UseKinds(Kinds.model_validate(value["kinds"])),
    "Batch": lambda value: Batch(tuple(from_json(part) for part in value["changes"])),
}
