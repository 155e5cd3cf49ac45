"""Articles, entities, relations and the evidence under them: frozen values with ids, as graph.json holds them.

Keys that this version does not know are kept and written back. Nothing here looks at another value:
whether ids exist or quotations hold is the business of ``problems``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

FORMAT = "edgewise-graph"
VERSION = 1

Id = Annotated[str, Field(min_length=1, max_length=200)]
Number = int | FiniteFloat


class Value(BaseModel):
    """Base of everything that is stored: frozen, and tolerant of keys from newer versions."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False)


class Stance(StrEnum):
    """How far one passage commits itself to a relation."""

    ASSERTS = "asserts"
    CLAIMS = "claims"
    REPORTS = "reports"
    ESTIMATES = "estimates"
    SPECULATES = "speculates"
    DOUBTS = "doubts"
    DENIES = "denies"


class Status(StrEnum):
    """Where a piece of evidence is in its review."""

    ACCEPTED = "accepted"
    SUGGESTED = "suggested"
    REJECTED = "rejected"


class Quote(Value):
    """Words of an article, verbatim, with what is needed to find them again.

    Offsets count Unicode code points of the article text as stored; ``end`` is exclusive.
    """

    exact: Annotated[str, Field(min_length=1)]
    prefix: str = ""
    suffix: str = ""
    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(ge=0)] | None = None


class Evidence(Value):
    """One passage of one article that supports, doubts or denies something.

    ``speaker`` is an entity id; absent means the article in its own voice.
    """

    id: Id
    article: Id
    quote: Quote
    speaker: Id | None = None
    cue: str | None = None
    stance: Stance
    method: str = "manual"
    status: Status = Status.ACCEPTED
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    note: str | None = None
    noted_at: str | None = None


class Quantity(Value):
    """An amount with its unit; ``text`` keeps the article's own words ("nearly $593 billion")."""

    amount: Number
    unit: str = ""
    approx: str | None = None
    text: str | None = None


class Date(Value):
    """A date as precise as its source: EDTF ("2023", "2025-01-27"), with the words it was given in."""

    date: Annotated[str, Field(min_length=1)]
    text: str | None = None


FactValue = Quantity | Date | str
COUNTS = ("count", "quantity")
"""Qualifiers that say how many of its target a relation is about."""


class Fact(Value):
    """A property of one entity, with its evidence."""

    id: Id
    property: Annotated[str, Field(min_length=1)]
    value: FactValue
    evidence: tuple[Evidence, ...] = ()


class Entity(Value):
    """Somebody or something that the articles speak of."""

    id: Id
    kind: Id
    subtype: str | None = None
    name: Annotated[str, Field(min_length=1)]
    aliases: tuple[str, ...] = ()
    description: str | None = None
    same_as: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Relation(Value):
    """A directed tie between two entities. Several between the same two are normal."""

    id: Id
    source: Id
    target: Id
    kind: Id
    qualifiers: dict[str, FactValue] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None


class Section(Value):
    """A headed part of an article: where it starts, counted like a quotation's offsets."""

    heading: str
    start: Annotated[int, Field(ge=0)]


class Article(Value):
    """A text that evidence points into. ``text`` is absent where only excerpts may be kept.

    Near-copies of each other share a ``story`` and count as one source; without it an article is a story of its own.
    """

    id: Id
    title: Annotated[str, Field(min_length=1)]
    publisher: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    cites: tuple[str, ...] = ()
    rights: str | None = None
    text: str | None = None
    text_sha256: str | None = None
    story: Id | None = None
    sections: tuple[Section, ...] = ()


class EntityKind(Value):
    """A kind of entity: what it is called, and the role it plays in drawing."""

    id: Id
    label: str
    plural: str | None = None
    shape: str | None = None
    icon: str | None = None
    color: str | None = None


class RelationKind(Value):
    """A kind of relation: how it reads from both ends, and what it may tie.

    ``short`` is the word beside a line where ``label`` would be too long. ``domain`` and ``range``
    are entity kinds; empty means any. ``voice`` marks acts of speech.
    """

    id: Id
    label: str
    inverse: str | None = None
    short: str | None = None
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    symmetric: bool = False
    functional: bool = False
    temporal: bool = False
    self_loop: bool = False
    voice: str | None = None
    verbs: tuple[str, ...] = ()


class Kinds(Value):
    """The kinds a document adds to, or renames in, the built-in vocabulary."""

    entity: tuple[EntityKind, ...] = ()
    relation: tuple[RelationKind, ...] = ()


class LayoutUsed(Value):
    """Which layout made a view, so that it can be made again."""

    name: str
    params: dict[str, Any] = Field(default_factory=dict)  # each layout validates its own
    seed: int = 0


class CameraState(Value):
    """Where a saved view looks: centre in graph coordinates, and zoom (1 = actual size)."""

    x: FiniteFloat
    y: FiniteFloat
    zoom: Annotated[FiniteFloat, Field(gt=0)]


class SavedView(Value):
    """A picture of the graph that was worth keeping: positions, pins, filters, camera."""

    name: str = "main"
    positions: dict[str, tuple[FiniteFloat, FiniteFloat]] = Field(default_factory=dict)
    pinned: tuple[str, ...] = ()
    layout: LayoutUsed | None = None
    camera: CameraState | None = None
    filters: dict[str, Any] | None = None  # read by filters.Filters
    hidden: tuple[str, ...] = ()


class Decision(Value):
    """What somebody decided about the facts: who, when, and which facts it touched.

    ``what`` is the step as the Edit menu names it. ``kind`` says of which sort it was ("edit", "merge", "split",
    "not_same", "accept", "reject", …), and ``details`` hold whatever that sort needs to be looked at, or undone, later.
    """

    id: Id
    at: str
    by: str
    what: str
    kind: Annotated[str, Field(min_length=1)] = "edit"
    touched: tuple[str, ...] = ()
    details: dict[str, Any] = Field(default_factory=dict)  # of its kind; whoever makes the decision reads them


class GraphFile(Value):
    """A whole document, as graph.json holds it."""

    format: str = FORMAT
    version: Annotated[int, Field(ge=1)] = VERSION
    title: str = ""
    description: str = ""
    license: str | None = None
    created: str | None = None
    modified: str | None = None
    kinds: Kinds | None = None
    article_texts: str | None = None  # "inside" the file or "beside" it; see ``kept_texts``
    articles: tuple[Article, ...] = ()
    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    views: tuple[SavedView, ...] = ()
    journal: tuple[Decision, ...] = ()
