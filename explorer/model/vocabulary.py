"""The words a graph is written in: twelve kinds of entity, fifty-four kinds of relation, and a document's own.

Domains and ranges are warnings for people and errors for machines; an empty one means any kind.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from explorer.model.facts import EntityKind, Kinds, RelationKind, Stance

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTORS = "company organization public_body country person"
SPEAKERS = "person company organization public_body"
ORGANISED = "company organization public_body"
SUCCESSIVE = "chip ai_model person organization"
EVADERS = "company organization public_body country person chip"
MADE_TO_RULES = "chip ai_model company"
ANY = ""

ENTITY_KINDS: tuple[EntityKind, ...] = (
    EntityKind(id="company", label="Company", plural="Companies"),
    EntityKind(id="organization", label="Organization", plural="Organizations"),
    EntityKind(id="public_body", label="Public body", plural="Public bodies"),
    EntityKind(id="country", label="Country", plural="Countries"),
    EntityKind(id="person", label="Person", plural="People"),
    EntityKind(id="chip", label="Chip", plural="Chips"),
    EntityKind(id="ai_model", label="AI model", plural="AI models"),
    EntityKind(id="technology", label="Technology", plural="Technologies"),
    EntityKind(id="export_control", label="Export control", plural="Export controls"),
    EntityKind(id="facility", label="Facility", plural="Facilities"),
    EntityKind(id="event", label="Event", plural="Events"),
    EntityKind(id="topic", label="Topic", plural="Topics"),
)

VOICES: dict[str, Stance] = {
    "doubts": Stance.DOUBTS,
    "dismisses": Stance.DENIES,
    "vouches": Stance.CLAIMS,
    "comments": Stance.CLAIMS,
}
"""How far somebody commits themselves by an act of speech, by the ``voice`` of its kind."""

_AnyKind = TypeVar("_AnyKind", EntityKind, RelationKind)


class _Row(NamedTuple):
    """One line of the table below. ``flags``: s symmetric, f functional, t temporal."""

    id: str
    label: str
    inverse: str
    domain: str
    range: str
    flags: str = ""
    voice: str | None = None
    short: str | None = None


_TABLE: tuple[_Row, ...] = (
    _Row("developed", "developed", "developed by", "company organization", "ai_model technology", "f"),
    _Row("designed", "designed", "designed by", "company", "chip", "f"),
    _Row("manufactures", "makes", "made by", "company", "chip technology"),
    _Row("sells_to", "sells to", "buys from", "company", "company country"),
    _Row("supplies", "supplies", "supplied by", "company", "company technology"),
    _Row("input_to", "is an input to", "needs", "technology chip", "technology chip"),
    _Row("variant_of", "is a variant of", "has variant", "chip ai_model", "chip ai_model"),
    _Row("successor_of", "succeeds", "succeeded by", SUCCESSIVE, SUCCESSIVE),
    _Row("based_on", "is based on", "basis of", "ai_model", "ai_model"),
    _Row("distilled_from", "distilled from", "distilled into", "ai_model", "ai_model"),
    _Row("trained_on", "trained on", "used to train", "ai_model", "chip"),
    _Row("runs_on", "runs on", "runs", "ai_model facility", "chip"),
    _Row("possesses", "has stock of", "held by", "company country facility", "chip", "t", short="has"),
    _Row("outperforms", "outperforms", "outperformed by", "ai_model chip", "ai_model chip"),
    _Row("competes_with", "rival of", "rival of", "company ai_model", "company ai_model", "s"),
    _Row("uses", "uses", "used by", ACTORS, "ai_model technology chip", "t"),
    _Row("operates", "operates", "operated by", "company public_body", "facility"),
    _Row("owns", "owns", "owned by", "company person country", "company facility", "t"),
    _Row("parent_of", "parent of", "subsidiary of", "company", "company", "f"),
    _Row("controls", "controls", "controlled by", "company person country", "company", "t"),
    _Row("invested_in", "invested in", "investor", "company person", "company"),
    _Row("funds", "funds", "funded by", ACTORS, "organization person", "t"),
    _Row("founded", "founded", "founded by", "person company", "company organization", "f"),
    _Row("spun_off_from", "spun off from", "spun off", "company", "company", "f"),
    _Row("leads", "leads", "led by", "person", ORGANISED, "ft"),
    _Row("works_for", "works for", "employs", "person", ORGANISED, "t"),
    _Row("holds_office", "holds office in", "office held by", "person", "public_body country", "t"),
    _Row("educated_at", "studied at", "alumni", "person", "organization"),
    _Row("affiliated_with", "affiliated with", "", "person organization", "organization"),
    _Row("member_of", "member of", "has member", "organization country", "organization", "t"),
    _Row("partner_of", "partner of", "partner of", "company organization", "company organization", "st"),
    _Row("located_in", "located in", "location of", ANY, "country facility", "ft"),
    _Row("issued", "issued", "issued by", "country public_body", "export_control", "f"),
    _Row("amends", "amends", "amended by", "export_control", "export_control"),
    _Row("repeals", "repeals", "repealed by", "export_control", "export_control"),
    _Row("applies_to", "applies to", "subject to", "export_control", "country"),
    _Row("restricts", "restricts", "restricted by", "export_control", "chip technology ai_model"),
    _Row("lists", "lists", "listed by", "export_control", "company person"),
    _Row("circumvents", "evades", "evaded by", EVADERS, "export_control"),
    _Row("investigates", "investigates", "investigated by", "public_body", ACTORS),
    _Row("caused", "caused", "caused by", "event ai_model export_control", "event"),
    _Row("affected", "affected", "affected by", "event", "company topic country"),
    _Row("comments_on", "comments on", "commented on by", SPEAKERS, ANY, voice="comments"),
    _Row("vouches_for", "vouches for", "backed by", SPEAKERS, ANY, voice="vouches"),
    _Row("doubts", "doubts the claims of", "doubted by", SPEAKERS, ANY, voice="doubts", short="doubts"),
    _Row("dismisses", "dismisses the claims of", "dismissed by", SPEAKERS, ANY, voice="dismisses", short="dismisses"),
    _Row("ally_of", "ally of", "ally of", "person country", "person country", "st"),
    _Row("censors", "is silent on", "left out by", "ai_model public_body country", "topic event"),
    _Row("unveiled", "unveiled", "unveiled by", "company organization", "ai_model chip technology"),
    _Row("compared_with", "compared with", "compared with", ANY, ANY, "s"),
    _Row("complies_with", "is made to comply with", "met by", MADE_TO_RULES, "export_control", short="complies with"),
    _Row("challenges", "casts doubt on", "challenged by", ANY, "export_control topic company"),
    _Row("promotes", "promotes", "promoted by", ACTORS, ANY),
    _Row("bets_against", "bets against", "shorted by", "company person", "company"),
)


def _kind(row: _Row) -> RelationKind:
    return RelationKind(
        id=row.id,
        label=row.label,
        inverse=row.inverse or None,
        short=row.short,
        domain=tuple(row.domain.split()),
        range=tuple(row.range.split()),
        symmetric="s" in row.flags,
        functional="f" in row.flags,
        temporal="t" in row.flags,
        voice=row.voice,
    )


RELATION_KINDS: tuple[RelationKind, ...] = tuple(_kind(row) for row in _TABLE)


class Vocabulary(NamedTuple):
    """The kinds that one document may use, by id."""

    entity: Mapping[str, EntityKind]
    relation: Mapping[str, RelationKind]

    def entity_kind(self, kind: str) -> EntityKind:
        """Return the kind, or a plain stand-in for an unknown one so that it can still be shown."""
        return self.entity.get(kind) or EntityKind(id=kind, label=_readable(kind))

    def relation_kind(self, kind: str) -> RelationKind:
        """Return the kind, or a plain stand-in for an unknown one so that it can still be shown."""
        return self.relation.get(kind) or RelationKind(id=kind, label=_readable(kind).lower())


def vocabulary(extension: Kinds | None = None) -> Vocabulary:
    """Return the built-in kinds with a document's own on top.

    Parameters
    ----------
    extension : Kinds, optional
        New kinds, or built-in ids with other words; a field left out keeps its built-in value.

    Examples
    --------
    >>> vocabulary().relation_kind("trained_on").inverse
    'used to train'
    """
    entity = {kind.id: kind for kind in ENTITY_KINDS}
    relation = {kind.id: kind for kind in RELATION_KINDS}
    if extension is not None:
        for kind in extension.entity:
            entity[kind.id] = _overlay(entity.get(kind.id), kind)
        for tie in extension.relation:
            relation[tie.id] = _overlay(relation.get(tie.id), _heard(tie))
    return Vocabulary(MappingProxyType(entity), MappingProxyType(relation))


def _heard(kind: RelationKind) -> RelationKind:
    """Return a kind of a document with a voice that there is: an act of speech that nobody knows is a comment."""
    if kind.voice is None or kind.voice in VOICES:
        return kind
    return kind.model_copy(update={"voice": "comments" if kind.voice else None})


def _overlay(base: _AnyKind | None, top: _AnyKind) -> _AnyKind:
    if base is None:
        return top
    return base.model_copy(update={name: getattr(top, name) for name in top.model_fields_set})


def _readable(kind: str) -> str:
    return kind.replace("_", " ").capitalize()
