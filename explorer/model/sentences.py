"""Relations, standings and entities in words: beside a line, as a sentence, and read from the other end.

Qualifiers that read before the target: ``count`` or ``quantity``. After it: ``purpose``, ``cost``, ``date``,
``place`` and the rest. A ``role`` takes the place of the verb: "is CEO of". Every piece of text is one line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facets import columns
from explorer.model.facts import COUNTS, Date, Quantity
from explorer.model.standing_words import standing_label, standing_line, standing_parts
from explorer.model.values import count_text, one_line, quantity_text, value_text
from explorer.model.words import Part, counted, entity_part

if TYPE_CHECKING:
    from explorer.model.facts import Entity, FactValue, Relation
    from explorer.model.project import Project

__all__ = [
    "Part",
    "Reading",
    "counted",
    "entity_line",
    "figure_parts",
    "kind_line",
    "read_from",
    "relation_label",
    "relation_sentence",
    "sentence_parts",
    "standing_label",
    "standing_line",
    "standing_parts",
    "value_text",
]

MEASURES = ("price_change", "market_value_change", "change", "growth", "share", "cost")

_ROLE_JOINS = {
    "leads": "of",
    "holds_office": "of",
    "member_of": "of",
    "founded": "of",
    "works_for": "at",
    "affiliated_with": "at",
    "educated_at": "at",
}
_LEAD_INS = {
    "purpose": "",
    "role": "as",
    "cost": "for",
    "criterion": "by",
    "price": "for",
    "unit_price": "at",
    "place": "in",
    "start": "from",
    "since": "since",
    "end": "until",
    "until": "until",
    "as_of": "as of",
}
_PREPOSITIONS = frozenset(
    {
        *("about", "after", "against", "around", "as", "at", "because", "before", "between", "by", "during", "for"),
        *("from", "in", "into", "of", "on", "over", "since", "so", "than", "through", "to", "under", "until"),
        *("when", "while", "with", "within", "without"),
    }
)
_ALREADY_ADVERBS = frozenset({"earlier", "last", "later", "next", "now", "today", "tomorrow", "yesterday"})
_LINKING = {
    **dict.fromkeys(("affiliated", "aimed", "located"), "is"),
    **dict.fromkeys(("member", "parent", "partner", "rival", "subsidiary"), "is a"),
    "ally": "is an",
    **dict.fromkeys(("compared", "distilled", "spun", "trained"), "was"),
}
_WITH_THE = re.compile(
    r"(United (States|Kingdom|Nations|Arab Emirates)|European (Union|Commission)|Netherlands|University of)\b"
)
_PLURAL_OF = {"is": "are", "was": "were", "has": "have"}
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_FULL_DATE = len("2025-01-27")


class Reading(NamedTuple):
    """A relation read from one of its ends: "founded by", then the other end with what belongs to it."""

    heading: str
    other: str
    parts: tuple[Part, ...]


def relation_label(project: Project, relation: Relation) -> str:
    """Return the words beside a relation's line: "used 2,000 ×", "hit −17%", "president of"."""
    role = _role(relation)
    if role is not None:
        return role
    kind = project.vocabulary.relation_kind(relation.kind)
    word = one_line(kind.short or kind.label)
    count = _count(relation)
    if count is not None:
        return f"{word} {count} ×"
    for name in MEASURES:
        measure = relation.qualifiers.get(name)
        if isinstance(measure, Quantity):
            return f"{word} {_measure(name, measure)}"
    return word


def relation_sentence(project: Project, relation: Relation) -> str:
    """Return a relation as a sentence: "DeepSeek used 2,000 × H800 to train DeepSeek V3"."""
    return "".join(part.text for part in sentence_parts(project, relation))


def sentence_parts(project: Project, relation: Relation) -> tuple[Part, ...]:
    """Return the sentence in pieces, so that both ends can be links."""
    verb, article = _verb(project, relation), _article(project, relation.target)
    is_bare = _count(relation) is None and not verb.endswith(" the")
    return (
        *_part(_article(project, relation.source).capitalize()),
        entity_part(project, relation.source),
        Part(f" {verb} {article if is_bare else ''}"),
        *figure_parts(project, relation),
        *_part(_qualifiers(relation)),
    )


def figure_parts(project: Project, relation: Relation) -> tuple[Part, ...]:
    """Return a relation's target with how many of it: "2,000 × H800"."""
    count = _count(relation)
    return (*_part(f"{count} × " if count is not None else ""), entity_part(project, relation.target))


def read_from(project: Project, relation: Relation, entity_id: str) -> Reading:
    """Return a relation as it reads from one of its two ends.

    Parameters
    ----------
    project : Project
        Where names and kinds come from.
    relation : Relation
        A relation at that entity.
    entity_id : str
        The end to read from; the other one comes out as ``other``.
    """
    kind = project.vocabulary.relation_kind(relation.kind)
    role = _role(relation)
    as_role = f", {one_line(str(relation.qualifiers['role']))}" if role is not None else ""
    if entity_id == relation.source:
        parts = (*figure_parts(project, relation), *_part(as_role + _qualifiers(relation)))
        return Reading(one_line(kind.label), relation.target, parts)
    heading = kind.label if kind.symmetric else kind.inverse or f"{kind.label} it"
    count = _count(relation)
    how_many = f", {count} ×" if count is not None else ""
    parts = (entity_part(project, relation.source), *_part(how_many + as_role + _qualifiers(relation)))
    return Reading(one_line(heading), relation.source, parts)


def kind_line(project: Project, entity: Entity) -> str:
    """Return what an entity is: "Company", "Organization (university)"."""
    label = one_line(project.vocabulary.entity_kind(entity.kind).label)
    if not entity.subtype:
        return label
    return f"{label} ({one_line(entity.subtype).replace('_', ' ')})"


def entity_line(project: Project, entity: Entity) -> str:
    """Return what an entity is and how connected: "Company, 21 relations, 19 neighbours"."""
    table = columns(project)
    row = table.entity_row[entity.id]
    rows = table.relations_at(row)
    neighbours = set((table.source[rows] + table.target[rows] - row).tolist()) - {row}
    return ", ".join(
        (
            kind_line(project, entity),
            counted(len(rows), "relation"),
            counted(len(neighbours), "neighbour"),
        )
    )


def _role(relation: Relation) -> str | None:
    value = relation.qualifiers.get("role")
    join = _ROLE_JOINS.get(relation.kind)
    if not isinstance(value, str) or join is None:
        return None
    role = one_line(value)
    if not role or _first_word(role) in _PREPOSITIONS:
        return None
    return role if role.endswith((" of", " at", " in", " for", " with")) else f"{role} {join}"


def _count(relation: Relation) -> str | None:
    for name in COUNTS:
        value = relation.qualifiers.get(name)
        if value is not None:
            return count_text(value)
    return None


def _verb(project: Project, relation: Relation) -> str:
    role = _role(relation)
    if role is not None:
        return _agreeing(f"is {role}", entity_part(project, relation.source).text)
    kind = project.vocabulary.relation_kind(relation.kind)
    words = one_line((kind.short or kind.label) if _count(relation) is not None else kind.label)
    return _agreeing(_linked(words), entity_part(project, relation.source).text)


def _article(project: Project, entity_id: str) -> str:
    """Return "the " for a name that English puts it before, else nothing."""
    return "the " if _WITH_THE.match(entity_part(project, entity_id).text) else ""


def _linked(words: str) -> str:
    """Put "is" or "was" before a label that has no verb of its own: "located in", "rival of", "trained on"."""
    first, _, rest = words.partition(" ")
    link = _LINKING.get(first)
    return f"{link} {words}" if link and _first_word(rest) in _PREPOSITIONS else words


def _agreeing(words: str, name: str) -> str:
    """Put the verb in the plural for a name such as "US tech giants"; a guess, so only where it is a safe one."""
    last = name.rsplit(" ", 1)[-1]
    plural = last.islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))
    verb, _, rest = words.partition(" ")
    return f"{_PLURAL_OF[verb]} {rest}" if plural and verb in _PLURAL_OF else words


def _qualifiers(relation: Relation) -> str:
    """Return what reads after the target: measures in brackets, then how, when and where, then the rest."""
    given = {name: value for name, value in relation.qualifiers.items() if name not in COUNTS and value_text(value)}
    if _role(relation) is not None:
        del given["role"]
    measures = [name for name in MEASURES if name in given and name not in _LEAD_INS]
    adverbs = [name for name in (*_LEAD_INS, "date") if name in given]
    rest = [name for name in given if name not in measures and name not in adverbs]
    inside = ", ".join(f"{_readable(name)} {_measure(name, given[name])}" for name in measures)
    words = [f" ({inside})"] if inside else []
    words += [f" {_adverb(name, given[name])}" for name in adverbs]
    words += [f", {_readable(name)} {value_text(given[name])}" for name in rest]
    return "".join(words)


def _adverb(name: str, value: FactValue) -> str:
    text = value_text(value)
    lead_in = _LEAD_INS.get(name)
    if not lead_in and name != "date":
        return text
    if _first_word(text) in _PREPOSITIONS and not isinstance(value, Quantity):
        return text
    return f"{lead_in} {text}" if lead_in else _when(value, text)


def _measure(name: str, value: FactValue) -> str:
    """Return an amount in our own words; a change always has a sign."""
    if not isinstance(value, Quantity):
        return value_text(value)
    exact = value.model_copy(update={"approx": None})
    rise = "+" if value.amount > 0 and name.endswith(("change", "growth")) else ""
    about = f"{one_line(value.approx)} " if value.approx else ""
    return f"{about}{rise}{quantity_text(exact)}"


def _when(value: FactValue, text: str) -> str:
    first = _first_word(text)
    if first in _ALREADY_ADVERBS:
        return text
    exact = isinstance(value, Date) and not value.text and len(value.date) == _FULL_DATE
    starts_with_day = first.isdigit() and " " in text
    return f"on {text}" if exact or starts_with_day or first in _WEEKDAYS else f"in {text}"


def _readable(name: str) -> str:
    return one_line(name).replace("_", " ").removesuffix(" change")


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0].strip(",.;:()").casefold()


def _part(text: str) -> tuple[Part, ...]:
    return (Part(text),) if text else ()
