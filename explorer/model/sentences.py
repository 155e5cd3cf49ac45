"""Relations, standings and entities in words: beside a line, as a sentence, and read from the other end.

Qualifiers that read before the target: ``count`` or ``quantity``. After it: ``purpose``, ``cost``, ``date``,
``place`` and the rest. A ``role`` takes the place of the verb: "is CEO of". Every piece of text is one line.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facts import Date, Quantity, Stance
from explorer.model.standing import AGAINST, SUPPORTING, Standing, accepted
from explorer.model.values import count_text, one_line, quantity_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.facts import Entity, Evidence, FactValue, Relation
    from explorer.model.project import Project

__all__ = [
    "Part",
    "Reading",
    "counted",
    "entity_line",
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

COUNTS = ("count", "quantity")
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
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_FULL_DATE = len("2025-01-27")


class Part(NamedTuple):
    """A piece of a sentence; with an entity id where it is an entity's name and can be clicked."""

    text: str
    entity_id: str | None = None


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
            return f"{word} {quantity_text(measure)}"
    return word


def relation_sentence(project: Project, relation: Relation) -> str:
    """Return a relation as a sentence: "DeepSeek used 2,000 × H800 to train DeepSeek V3"."""
    return "".join(part.text for part in sentence_parts(project, relation))


def sentence_parts(project: Project, relation: Relation) -> tuple[Part, ...]:
    """Return the sentence in pieces, so that both ends can be links."""
    role = _role(relation)
    verb = f"is {role}" if role else one_line(project.vocabulary.relation_kind(relation.kind).label)
    return (
        _entity_part(project, relation.source),
        Part(f" {verb} "),
        *_object_parts(project, relation, relation.target),
    )


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
    if entity_id == relation.source:
        return Reading(one_line(kind.label), relation.target, _object_parts(project, relation, relation.target))
    heading = kind.label if kind.symmetric else kind.inverse or f"{kind.label} it"
    return Reading(one_line(heading), relation.source, _object_parts(project, relation, relation.source))


def standing_label(standing: Standing) -> str:
    """Return a standing as a heading: "Contested"."""
    return standing.value.capitalize()


def standing_line(project: Project, relation: Relation) -> str:
    """Return who stands behind a relation and who does not: "claimed by DeepSeek, disputed by 2"."""
    return "".join(part.text for part in standing_parts(project, relation.evidence))


def standing_parts(project: Project, evidence: Iterable[Evidence]) -> tuple[Part, ...]:
    """Return ``standing_line`` in pieces, for the evidence of a relation or of a fact."""
    pieces = list(evidence)
    by_stance: dict[Stance, list[Evidence]] = defaultdict(list)
    for item in accepted(pieces):
        by_stance[item.stance].append(item)
    if not by_stance:
        return (Part(_nothing_accepted(pieces)),)
    clauses = [
        [Part(f"{_said(stance)} "), *_who(project, by_stance[stance])] for stance in SUPPORTING if stance in by_stance
    ]
    against = [item for stance in Stance if stance in AGAINST for item in by_stance.get(stance, ())]
    if against and clauses:
        clauses.append(_disputed(project, against))
    elif against:
        clauses += [
            [Part(f"{_said(stance)} "), *_who(project, by_stance[stance])] for stance in Stance if stance in by_stance
        ]
    return tuple(_joined(clauses, ", "))


def kind_line(project: Project, entity: Entity) -> str:
    """Return what an entity is: "Company", "Organization (university)"."""
    label = one_line(project.vocabulary.entity_kind(entity.kind).label)
    if not entity.subtype:
        return label
    return f"{label} ({one_line(entity.subtype).replace('_', ' ')})"


def entity_line(project: Project, entity: Entity) -> str:
    """Return what an entity is and how connected: "Company, 21 relations, 19 neighbours"."""
    relations = [project.relations[key] for key in project.relations_of(entity.id)]
    neighbours = {end for relation in relations for end in (relation.source, relation.target)} - {entity.id}
    return ", ".join(
        (
            kind_line(project, entity),
            counted(len(relations), "relation"),
            counted(len(neighbours), "neighbour"),
        )
    )


def counted(number: int, word: str, plural: str | None = None) -> str:
    """Return "1 passage", "2 passages", "3,000 companies"."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


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


def _object_parts(project: Project, relation: Relation, entity_id: str) -> tuple[Part, ...]:
    count = _count(relation)
    before = (Part(f"{count} × "),) if count is not None else ()
    used = {*COUNTS, "role"} if _role(relation) is not None else {*COUNTS}
    after = "".join(_qualifier(name, value) for name, value in _in_reading_order(relation) if name not in used)
    end = (Part(after),) if after else ()
    return (*before, _entity_part(project, entity_id), *end)


def _in_reading_order(relation: Relation) -> list[tuple[str, FactValue]]:
    known = [name for name in (*_LEAD_INS, "date") if name in relation.qualifiers]
    others = [name for name in relation.qualifiers if name not in known]
    return [(name, relation.qualifiers[name]) for name in (*known, *others)]


def _qualifier(name: str, value: FactValue) -> str:
    text = value_text(value)
    if not text:
        return ""
    is_date = name == "date" or isinstance(value, Date)
    leads_in = name in _LEAD_INS or is_date
    if leads_in and _first_word(text) in _PREPOSITIONS:
        return f" {text}"
    if name in _LEAD_INS:
        return " ".join(("", _LEAD_INS[name], text)) if _LEAD_INS[name] else f" {text}"
    if is_date:
        when = _when(value, text)
        return f" {when}" if name == "date" else f", {_readable(name)} {when}"
    if isinstance(value, Quantity) and name in MEASURES:
        text = quantity_text(value)
    return f", {_readable(name)} {text}"


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


def _entity_part(project: Project, entity_id: str) -> Part:
    entity = project.entities.get(entity_id)
    return Part(one_line(entity.name), entity_id) if entity is not None else Part(one_line(entity_id))


def _said(stance: Stance) -> str:
    return {
        Stance.ASSERTS: "asserted",
        Stance.CLAIMS: "claimed",
        Stance.REPORTS: "reported",
        Stance.ESTIMATES: "estimated",
        Stance.SPECULATES: "speculated",
        Stance.DOUBTS: "doubted",
        Stance.DENIES: "denied",
    }[stance]


def _who(project: Project, evidence: list[Evidence]) -> list[Part]:
    """Return the speakers, named ones first; articles in their own voice are counted."""
    speakers = list(dict.fromkeys(item.speaker for item in evidence if item.speaker is not None))
    articles = {item.article for item in evidence if item.speaker is None}
    names: list[list[Part]] = [[_entity_part(project, speaker)] for speaker in speakers[:2]]
    if len(speakers) > len(names):
        names[1:] = [[Part(counted(len(speakers) - 1, "other"))]]
    groups = [[Part("by "), *_joined(names, " and ")]] if names else []
    if articles:
        groups.append([Part("in the article" if len(articles) == 1 else f"in {len(articles):,} articles")])
    return _joined(groups, " and ")


def _disputed(project: Project, evidence: list[Evidence]) -> list[Part]:
    voices = {item.speaker or item.article for item in evidence}
    if len(voices) > 1:
        return [Part(f"disputed by {len(voices):,}")]
    return [Part("disputed "), *_who(project, evidence)]


def _nothing_accepted(evidence: list[Evidence]) -> str:
    waiting = sum(1 for item in evidence if item.status.value == "suggested")
    return f"{counted(waiting, 'suggested passage')} to review" if waiting else "no passage supports it"


def _joined(groups: list[list[Part]], by: str) -> list[Part]:
    result: list[Part] = []
    for group in groups:
        result += [Part(by), *group] if result else group
    return result
