"""Entities and relations as rows of simple values, for formats that know nothing else; what does not fit is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats.attributes import DESCRIPTIONS, ENTITY_KINDS, LISTED_BY, NAMES, RELATION_KINDS, value_of
from explorer.formats.base import Tally
from explorer.formats.intake import DERIVED, ENTITY_ESCAPE, RELATION_ESCAPE
from explorer.model.facts import Quantity
from explorer.model.values import value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.formats.outgoing import Outgoing
    from explorer.model.facts import Entity, FactValue, Relation, Value

Simple = int | float | str
Row = dict[str, Simple]

_PASSAGES = ("quotation", "quote", "passage", "exact", "quoted", "article title", "headline", "source title")
_WAYS = ("directed", "direction")
_OF_ENTITIES = {
    *NAMES,
    *ENTITY_KINDS,
    *DESCRIPTIONS,
    "id",
    "aliases",
    "same_as",
    "subtype",
    "facts",
    "x",
    "y",
    "imported",
}
_OF_RELATIONS = {
    *RELATION_KINDS,
    *_PASSAGES,
    *_WAYS,
    "id",
    "source",
    "target",
    "note",
    "qualifiers",
    "evidence",
    "imported",
}
_WIDEST = 2**63


class Flat:
    """Makes rows; counts what they leave behind in the tally of what goes out.

    All facts are gone through twice: for the types of the columns, and for the rows.

    Attributes
    ----------
    entity_types, relation_types : dict of str to type
        The type of each column: text where not all of its values are numbers.
    relation_kinds : set of str
        The kinds of the relations.
    """

    def __init__(self, out: Outgoing) -> None:
        self._out, self._tally = out, out.tally
        self.relation_kinds: set[str] = set()
        self.entity_types = _types(self._entity(entity) for entity in out.entities)
        self.relation_types = _types(self._relation(relation) for relation in out.relations)
        self._tally = Tally()  # what a row leaves behind was counted when its types were

    def entities(self) -> Iterator[tuple[Entity, Row]]:
        """Go through the entities and their rows."""
        for entity in self._out.entities:
            yield entity, self._settled(self._entity(entity), self.entity_types)

    def relations(self) -> Iterator[tuple[Relation, Row]]:
        """Go through the relations and their rows."""
        for relation in self._out.relations:
            yield relation, self._settled(self._relation(relation), self.relation_types)

    def _settled(self, row: Row, types: dict[str, type]) -> Row:
        """Make all values of a row be of the type of their column."""
        for word, value in row.items():
            if types[word] is str and not isinstance(value, str):
                self._out.tally.add("amount", f"under '{word}', where others have text, as text", str(value))
                row[word] = str(value)
        return row

    def _entity(self, entity: Entity) -> Row:
        row: Row = {"kind": entity.kind}
        row |= {word: text for word in ("subtype", "description") if (text := getattr(entity, word))}
        for word in ("aliases", "same_as"):
            texts = getattr(entity, word)
            if any(LISTED_BY in text or not text.strip() for text in texts):
                self._tally.add("name", f"with '{LISTED_BY}' in it, or empty, that will not come back as it was")
            if texts:
                row[word] = LISTED_BY.join(texts)
        for fact in entity.facts:
            word = _escaped(fact.property, _OF_ENTITIES, ENTITY_ESCAPE)
            if word in row:
                told = "of which the entity has several, under a numbered name"
                self._tally.add("fact", told, fact.property)
                word = next(name for name in _numbered(word) if name not in row)
            self._put(row, word, fact.value)
            self._tell_extra(fact)
        self._tell_extra(entity)
        return row

    def _relation(self, relation: Relation) -> Row:
        self.relation_kinds.add(relation.kind)
        row: Row = {"kind": relation.kind}
        if relation.note:
            row["note"] = relation.note
        for name, value in relation.qualifiers.items():
            if not name:
                self._tally.add("detail", "without a name, left out")
            else:
                self._put(row, _escaped(name, _OF_RELATIONS, RELATION_ESCAPE), value)
        row[f"standing{DERIVED}"] = str(self._out.project.standing(relation.id))
        row[f"passages{DERIVED}"] = len(relation.evidence)
        self._tell_extra(relation)
        return row

    def _put(self, row: Row, word: str, value: FactValue) -> None:
        simple = self._simple(value)
        if simple == "":
            self._tally.add("value", "that is empty, left out", word)
        else:
            row[word] = simple

    def _simple(self, value: FactValue) -> Simple:
        if isinstance(value, str):
            return value
        if isinstance(value, Quantity):
            if not (value.unit or value.approx or value.text or value.model_extra):
                return value.amount
            self._tally.add("amount", "with a unit or in words, as text", value_text(value))
            return value_text(value)
        if value_of(value.date) == value:
            return value.date
        self._tally.add("date", "in words or not of one day, as text", value_text(value))
        return value.date if not value.text else value_text(value)

    def _tell_extra(self, value: Value) -> None:
        for word in value.model_extra or ():
            self._tally.add("group of values", f"under '{word}', left out", plural="groups of values")


def tell_of_evidence(out: Outgoing, what: str) -> None:
    """Count evidence and articles as left behind, by a format that has no place for them."""
    if out.passages:
        out.tally.add("passage", f"left out, since {what} has no place for quotations", number=out.passages)
    if out.articles:
        out.tally.add("article", "left out likewise", number=len(out.articles))


def tell_of_kinds(out: Outgoing) -> None:
    """Count the document's own kinds, of which only ids and labels are carried."""
    if out.kinds is not None:
        number = len(out.kinds.entity) + len(out.kinds.relation)
        if number:
            out.tally.add("kind", "of the graph's own, of which only the name was kept", number=number)


def _escaped(word: str, reserved: set[str], escape: str) -> str:
    unsafe = word.lower() in reserved or ":" in word or word.endswith(DERIVED)
    return escape + word if unsafe else word


def _numbered(word: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{word} ({number})"
        number += 1


def _types(rows: Iterable[Row]) -> dict[str, type]:
    """Return the type of each column."""
    types: dict[str, type] = {}
    for row in rows:
        for word, value in row.items():
            kind: type = type(value)
            if kind is int and not -_WIDEST <= value < _WIDEST:  # type: ignore[operator]
                kind = str
            before = types.get(word, kind)
            types[word] = kind if kind is before else float if str not in {kind, before} else str
    return types
