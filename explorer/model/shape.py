"""Wrong types and missing keys in a document, all at once, and what is left of it when they are set aside.

What is left is checked further, so that one wrong number does not hide a false quotation.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from explorer.model.facts import GraphFile
from explorer.model.problem import Problem, Severity, Steps, plain, pointer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic_core import ErrorDetails

TABLES = ("articles", "entities", "relations")
_Item = TypeVar("_Item")

_ENTRIES = frozenset({"positions", "qualifiers"})
_EXPECTED = {
    "string_type": "text",
    "string_too_short": "text that is not empty",
    "string_too_long": "text of at most {max_length} characters",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number that is not infinite",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
    "enum": "one of {expected}",
    "greater_than_equal": "{ge} or more",
    "greater_than": "more than {gt}",
    "less_than_equal": "{le} or less",
}
_BY_KEY = {
    "value": "text, a quantity with its amount, or a date",
    "amount": "a number",
}
_A_PLACE = "two numbers, [x, y]"


@dataclass(frozen=True)
class Salvaged:
    """What is left of a document.

    Attributes
    ----------
    file : GraphFile
        The document without the parts that are wrong.
    dropped : frozenset of steps
        Where those parts were.
    ids : mapping of table name to (index, id)
        The ids in each table, those of dropped facts included.
    problems : tuple of Problem
        Why they were dropped.
    """

    file: GraphFile
    dropped: frozenset[Steps]
    ids: dict[str, tuple[tuple[int, str], ...]]
    problems: tuple[Problem, ...] = ()

    def numbered(self, steps: Steps, items: Sequence[_Item]) -> Iterator[tuple[Steps, _Item]]:
        """Yield each item of a list with the steps to it in the document as it was given."""
        index = 0
        for item in items:
            while (*steps, index) in self.dropped:
                index += 1
            yield (*steps, index), item
            index += 1

    def lost_within(self, steps: Steps) -> bool:
        """Whether something below this place was dropped."""
        return steps in self._touched

    @cached_property
    def _touched(self) -> frozenset[Steps]:
        return _above(self.dropped)


def salvage(document: Any) -> Salvaged:
    """Find every wrong type and missing key, and return what is left without them.

    Parameters
    ----------
    document : GraphFile or JSON value
        A validated document has no such problems.
    """
    if isinstance(document, GraphFile):
        return Salvaged(document, frozenset(), {name: _ids(getattr(document, name)) for name in TABLES})
    ids = {name: _raw_ids(document.get(name) if isinstance(document, dict) else None) for name in TABLES}
    try:
        return Salvaged(GraphFile.model_validate(document), frozenset(), ids)
    except ValidationError as error:
        details = error.errors(include_url=False)
    problems = _problems(document, details)
    dropped = frozenset(_container(document, detail["loc"]) for detail in details)
    return Salvaged(_without(document, dropped), dropped, ids, tuple(problems))


def _ids(items: Sequence[Any]) -> tuple[tuple[int, str], ...]:
    return tuple((index, item.id) for index, item in enumerate(items))


def _raw_ids(items: Any) -> tuple[tuple[int, str], ...]:
    if not isinstance(items, list):
        return ()
    return tuple(
        (index, item["id"])
        for index, item in enumerate(items)
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    )


def _without(document: Any, dropped: frozenset[Steps]) -> GraphFile:
    """Return the document without these places. Taking away a list's item never makes another one wrong."""
    if not isinstance(document, dict):
        return GraphFile()
    return GraphFile.model_validate(_pruned(document, (), dropped, _above(dropped)))


def _above(places: Iterable[Steps]) -> frozenset[Steps]:
    return frozenset(steps[:length] for steps in places for length in range(len(steps) + 1))


def _pruned(value: Any, steps: Steps, dropped: frozenset[Steps], above: frozenset[Steps]) -> Any:
    if steps not in above:
        return value
    if isinstance(value, dict):
        kept = ((key, inner, (*steps, key)) for key, inner in value.items())
        return {key: _pruned(inner, place, dropped, above) for key, inner, place in kept if place not in dropped}
    if isinstance(value, list):
        numbered = ((inner, (*steps, index)) for index, inner in enumerate(value))
        return [_pruned(inner, place, dropped, above) for inner, place in numbered if place not in dropped]
    return value


def _walk(document: Any, loc: Steps) -> Iterator[tuple[Steps, Any]]:
    """Yield each step of an error's place that is really in the document.

    pydantic names the branches of a union in its places; those are in no document.
    """
    value = document
    yield (), value
    for depth, step in enumerate(loc, 1):
        inside = step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
        if not inside:
            return
        value = value[step]
        yield loc[:depth], value


def _container(document: Any, loc: Steps) -> Steps:
    """Return the smallest part around an error that can be left out: an item of a list, or an entry by id."""
    best: Steps = ()
    for steps, _ in _walk(document, loc):
        if len(steps) == 1 or (steps and isinstance(steps[-1], int)):
            best = steps
        if len(steps) > 1 and steps[-2] in _ENTRIES:
            return steps
    return best


def _problems(document: Any, details: list[ErrorDetails]) -> list[Problem]:
    """Say each error as a problem; the branches of a union tell one story together."""
    grouped: dict[Steps, list[ErrorDetails]] = defaultdict(list)
    for detail in details:
        reached = [steps for steps, _ in _walk(document, detail["loc"])][-1]
        last = detail["loc"][-1] if detail["loc"] else 0
        missing = detail["type"] == "missing" and isinstance(last, str) and len(reached) == len(detail["loc"]) - 1
        grouped[(*reached, last) if missing else reached].append(detail)
    return [_problem(document, steps, group) for steps, group in grouped.items()]


def _problem(document: Any, steps: Steps, group: list[ErrorDetails]) -> Problem:
    places = list(_walk(document, steps))
    where = next(
        (value["id"] for _, value in reversed(places) if isinstance(value, dict) and isinstance(value.get("id"), str)),
        "",
    )
    key = next((step for step in reversed(steps) if isinstance(step, str)), "")
    if len(places) <= len(steps):
        return Problem(
            "missing-key", Severity.ERROR, where, pointer(*steps), f'"{plain(key)}" is missing.', f'Add "{plain(key)}".'
        )
    expected = _expected(steps, key, group)
    what = f"{_named(steps)} must be {expected}, but is {_shown(places[-1][1])}."
    return Problem("wrong-type", Severity.ERROR, where, pointer(*steps), what, "Correct it.")


def _named(steps: Steps) -> str:
    if not steps:
        return "The document"
    if isinstance(steps[-1], int):
        return f'Item {steps[-1] + 1} of "{plain(str(steps[-2]))}"' if len(steps) > 1 else f"Item {steps[-1] + 1}"
    return f'"{plain(steps[-1])}"'


def _expected(steps: Steps, key: str, group: list[ErrorDetails]) -> str:
    if "positions" in steps[:-1]:
        return _A_PLACE
    if len(steps) > 1 and steps[-2] == "qualifiers":
        return _BY_KEY["value"]
    if len(group) > 1 and key in _BY_KEY:
        return _BY_KEY[key]
    detail = group[0]
    template = _EXPECTED.get(detail["type"])
    return template.format(**detail.get("ctx", {})) if template else f"otherwise ({detail['msg'].lower()})"


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f"'{plain(value, 60)}'" if value else "empty"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "an object"
    return json.dumps(value) if value is None or isinstance(value, bool) else plain(str(value), 40)
