"""Reads tables: entities, relations, evidence and articles in CSV, in any number of files and any order.

Ends and speakers are found by id, then by name; who is not listed is added. A row with the words of an article is a
relation and its evidence in one; rows that name the same relation are the passages under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.formats.attributes import LISTED_BY, number_in, place_of, plain_cell, value_of
from explorer.formats.intake import Intake
from explorer.formats.table_evidence import Passages
from explorer.formats.table_roles import Holds, roles_of
from explorer.formats.tables import open_table
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from explorer.formats.attributes import Raw
    from explorer.formats.base import Reading
    from explorer.formats.table_roles import Roles
    from explorer.formats.tables import Table

_ORDER = (Holds.ARTICLES, Holds.ENTITIES, Holds.RELATIONS, Holds.EVIDENCE)
_WAYS = {"directed": True, "undirected": False, "mutual": False}
_SUSPICIOUS_LETTERS, _SUSPICIOUS_LINES = 5000, 200


def read_tables(paths: Sequence[Path], told: Callable[[int], None]) -> tuple[Reading, tuple[str, ...]]:
    """Return the graph in some tables, and what is to be said about the files themselves. ``told`` see ``read_foreign``.

    Raises
    ------
    UnreadableFile
        One of them is no table, or does not say what it holds.
    """
    tables = [open_table(path) for path in paths]
    known = [(table, roles_of(table.header, table.name)) for table in tables]
    reader = _Reader(told)
    for holds in _ORDER:
        for table, roles in known:
            if roles.holds is holds:
                table.is_headless = roles.is_headless
                reader.read(table, roles)
    return reader.finish(), tuple(notice for table in tables for notice in table.notices)


class _Reader:
    """Reads table after table into one document."""

    def __init__(self, told: Callable[[int], None]) -> None:
        self._told = told
        self._intake = Intake(packs=True)
        self._names: dict[str, str | None] = {}  # None: of several
        self._relations: dict[object, int] = {}
        self._passages = Passages(self._intake, self._found)

    def read(self, table: Table, roles: Roles) -> None:
        """Take in one table."""
        rows = self._rows(table, roles)
        if roles.holds is Holds.ENTITIES:
            for cells, others in rows:
                self._entity(cells, others)
        elif roles.holds is Holds.RELATIONS:
            gathers = "quotation" in roles.columns
            for cells, others in rows:
                self._relation(cells, others, table.name, gathers=gathers)
        elif roles.holds is Holds.ARTICLES:
            for cells, others in rows:
                self._passages.article(cells, table.name, others)
        else:
            for cells, others in rows:
                self._evidence(cells, others, table.name)

    def finish(self) -> Reading:
        """Return the document."""
        self._passages.hand_over()
        return self._intake.finish()

    def _rows(self, table: Table, roles: Roles) -> Iterator[tuple[dict[str, str], Raw]]:
        """Go through the rows: cells by role, and the other columns by name, each as the value that it is."""
        tally, width = self._intake.tally, len(table.header)
        columns, others = tuple(roles.columns.items()), roles.others
        for row in table.rows(self._told):
            padded = row
            if len(row) < width:
                tally.add(
                    "row", f"of {table.name} shorter than its header; what is missing was left empty", _first(row)
                )
                padded = [*row, *[""] * (width - len(row))]
            more: Raw = {word: _value(padded[index]) for index, word in others if padded[index]}
            if len(row) > width:
                tally.add(
                    "row", f"of {table.name} longer than its header; what is over was kept as 'column N'", _first(row)
                )
                more |= {f"column {index + 1}": _value(row[index]) for index in range(width, len(row)) if row[index]}
            for cell in row:
                if len(cell) > _SUSPICIOUS_LETTERS and cell.count("\n") > _SUSPICIOUS_LINES:
                    told = f"of {table.name} with hundreds of lines in it; a quotation mark may be missing before"
                    tally.add("cell", told, _first(row))
            yield {role: plain_cell(padded[index]) for role, index in columns if padded[index]}, more

    def _entity(self, cells: dict[str, str], others: Raw) -> None:
        key = cells.get("id", cells.get("name", ""))
        attributes: Raw = {word: cells[word] for word in ("name", "kind") if word in cells}
        place = place_of(cells["x"], cells["y"]) if {"x", "y"} <= cells.keys() else None
        if place is None:
            others |= {word: _value(cells[word]) for word in ("x", "y") if word in cells}
        for word in ("aliases", "same_as"):
            if word in others:
                others[word] = list(_listed(str(others[word])))
        entity = self._intake.entity(key, {**attributes, **others}, place)
        for name in {entity.name, *entity.aliases}:
            spelled = name.casefold()
            self._names[spelled] = None if self._names.get(spelled, entity.id) != entity.id else entity.id

    def _relation(self, cells: dict[str, str], others: Raw, table: str, *, gathers: bool) -> None:
        intake = self._intake
        ends = [self._end(cells.get(which, "")) for which in ("source", "target")]
        if "" in ends:
            intake.tally.add("row", f"of {table} with an end missing, left out", " → ".join(end or "?" for end in ends))
            return
        kind, way = cells.get("kind", ""), _WAYS.get(cells.get("kind", "").lower())
        for word in ("directed", "Directed", "Type", "direction") if way is None else ():
            if str(others.get(word, "")).lower() in _WAYS:
                way = _WAYS[str(others.pop(word)).lower()]
        if kind and kind.lower() not in _WAYS:
            others = {"kind": kind, **others}
        same = cells.get("id") or (*ends, kind)
        number = self._relations.get(same) if gathers and "quotation" in cells else None
        if number is None:
            number = len(intake.relations)
            if same in self._relations and cells.get("id"):
                intake.tally.add("relation", "with the id of another, which got a new one", cells["id"])
            self._relations.setdefault(same, number)
            source, target = ends
            intake.relation(source, target, others, cells.get("id"), directed=way)
        else:
            self._compare(number, others)
        if gathers or "article_title" in cells:
            self._passages.under_relation(number, cells, table)

    def _compare(self, number: int, others: Raw) -> None:
        """Keep what a further row of a relation says otherwise than the first."""
        relation = self._intake.relations[number]
        told = {word: value_of(value) for word, value in others.items() if word != "kind"}
        fresh = {word: value for word, value in told.items() if value is not None and word not in relation.qualifiers}
        for word, value in told.items():
            if word in relation.qualifiers and relation.qualifiers[word] != value:
                told_of = f"of '{word}' differing between the rows of one relation, kept under another name"
                self._intake.tally.add("value", told_of, str(others[word]))
                again = 2
                while f"{word} ({again})" in {**relation.qualifiers, **fresh}:
                    again += 1
                if value is not None:
                    fresh[f"{word} ({again})"] = value
        if fresh:
            update = {"qualifiers": {**relation.qualifiers, **fresh}}
            self._intake.relations[number] = relation.model_copy(update=update)

    def _evidence(self, cells: dict[str, str], others: Raw, table: str) -> None:
        """Put a passage under the relation or the fact that it names."""
        for word in others:
            self._intake.tally.add("value", f"in the column '{plain(word)}' of {table}, left out")
        if "relation" in cells:
            number = self._relations.get(cells["relation"])
            if number is not None:
                self._passages.under_relation(number, cells, table)
                return
        elif self._passages.under_fact(self._found(cells.get("entity", "")), cells, table):
            return
        what = cells.get("relation") or f"{cells.get('entity', '')}: {cells.get('property', '')}"
        self._intake.tally.add("passage", f"of {table} under nothing that is listed, left out", what)

    def _end(self, text: str) -> str:
        """Return the id of the entity that is meant, or the text if there is none."""
        if self._intake.knows(text):
            return text
        spelled = text.casefold()
        if spelled in self._names and self._names[spelled] is None:
            self._intake.tally.add("end", "named like several entities, made an entity of its own", text)
        return self._names.get(spelled) or text

    def _found(self, text: str) -> str:
        """Return the id here of the entity that is meant; empty if there is none."""
        return self._intake.key(self._end(text)) or ""


def _first(row: Iterable[str]) -> str:
    return next((cell for cell in row if cell), "")


def _value(cell: str) -> Any:
    """Return the number that a cell clearly is, else its text."""
    if cell[0] in "+-0123456789":
        number = number_in(cell)
        if number is not None:
            return number
    return plain_cell(cell)


def _listed(text: str) -> Iterator[str]:
    for part in text.split(LISTED_BY if LISTED_BY in text else "|"):
        if part.strip():
            yield part
