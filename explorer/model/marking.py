"""Words of an article marked as evidence: a relation made of them, or one more passage under a relation that is there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.anchoring import quote_at
from explorer.model.changes import Batch, Put, Remove, UseKinds
from explorer.model.editing import fresh_id, short
from explorer.model.errors import BadChange
from explorer.model.facts import Entity, Evidence, Quote, Relation, RelationKind, Stance, Status
from explorer.model.suggesting import undecided

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.model.changes import Change
    from explorer.model.facts import FactValue
    from explorer.model.project import Project
    from explorer.model.suggesting import Waiting


@dataclass(frozen=True)
class NewEntity:
    """Somebody or something that the graph does not have yet."""

    name: str
    kind: str


@dataclass(frozen=True)
class Mark:
    """What a person says of some words.

    Attributes
    ----------
    article : str
        Whose words they are; empty for a relation that nothing supports yet.
    start, end : int
        Where they stand in its text, in code points.
    subject, object : str or NewEntity
        An id, or somebody new.
    kind : str or RelationKind
        An id, or a new kind.
    speaker : str, NewEntity or None
        None: the article in its own voice.
    into : str or None
        The relation that gets the words; None for a new one.
    """

    article: str
    start: int
    end: int
    subject: str | NewEntity
    kind: str | RelationKind
    object: str | NewEntity
    stance: Stance = Stance.ASSERTS
    speaker: str | NewEntity | None = None
    cue: str | None = None
    qualifiers: Mapping[str, FactValue] = field(default_factory=dict)
    into: str | None = None


class Marked(NamedTuple):
    """What a mark comes to: the change, what it is called, and the relation and evidence that it leads to."""

    change: Change
    name: str
    relation: str
    evidence: str


def marked(project: Project, mark: Mark) -> Marked:
    """Return how to carry a mark out.

    Raises
    ------
    BadChange
        The article has no text, the words are none, or what was pointed at is gone.
    """
    making = _Making(project, mark)
    relation = _relation(project, mark, making)
    evidence = _evidence(project, mark, making) if mark.article else None
    if evidence is not None:
        relation = relation.model_copy(update={"evidence": (*relation.evidence, evidence)})
    change = Batch((*making.changes, Put(relation)))
    return Marked(change, _step(mark, making), relation.id, "" if evidence is None else evidence.id)


def accepted_as(project: Project, own: Waiting, mark: Mark) -> Marked:
    """Return how to let the words of a suggestion count for what a mark says instead of what was suggested.

    A relation that has no words left then goes.

    Raises
    ------
    BadChange
        It has been decided on, or what was pointed at is gone.
    """
    before, item = undecided(project, own)
    making = _Making(project, mark)
    told = {"status": Status.ACCEPTED, "stance": mark.stance, "speaker": making.speaker, "cue": mark.cue or None}
    taken = item.model_copy(update=told)
    others = tuple(other for other in before.evidence if other.id != item.id)
    changes = list(making.changes)
    if mark.into == before.id or (mark.into is None and not others and making.says_same_as(before)):
        home = before if mark.into is not None else before.model_copy(update={"qualifiers": dict(mark.qualifiers)})
        evidence = tuple(taken if other.id == item.id else other for other in before.evidence)
    else:
        home = _relation(project, mark, making)
        evidence = (*home.evidence, taken)
        left = before.model_copy(update={"evidence": others})
        changes.append(Put(left) if others else Remove(Relation, before.id))
    changes.append(Put(home.model_copy(update={"evidence": evidence})))
    return Marked(Batch(tuple(changes)), _step(mark, making), home.id, taken.id)


def fitting(project: Project, subject: str, kind: str, target: str) -> tuple[str, ...]:
    """Return the relations that say of these two what the kind says, in file order."""
    is_symmetric = project.vocabulary.relation_kind(kind).symmetric
    ends = [(subject, target), *([(target, subject)] if is_symmetric else [])]
    ids = project.relations_of(subject) if subject in project.entities else ()
    ties = [project.relations[key] for key in ids]
    return tuple(tie.id for tie in ties if tie.kind == kind and (tie.source, tie.target) in ends)


class _Making:
    """What a mark points at: made first where it is new."""

    def __init__(self, project: Project, mark: Mark) -> None:
        self._project = project
        self._made: dict[NewEntity, str] = {}
        self.changes: list[Change] = []
        self.source, self.target = self._entity(mark.subject), self._entity(mark.object)
        self.kind = self._kind(mark.kind)
        self.speaker = None if mark.speaker is None else self._entity(mark.speaker)

    def says_same_as(self, relation: Relation) -> bool:
        return (self.source, self.kind, self.target) == (relation.source, relation.kind, relation.target)

    def name(self, who: str | NewEntity) -> str:
        return self._project.entities[who].name if isinstance(who, str) else who.name

    def label(self, kind: str | RelationKind) -> str:
        return (self._project.vocabulary.relation_kind(kind) if isinstance(kind, str) else kind).label

    def _entity(self, who: str | NewEntity) -> str:
        if isinstance(who, str):
            if who not in self._project.entities:
                raise BadChange(f"There is no entity '{who}' any more.")
            return who
        if who not in self._made:
            key = fresh_id(who.name, {*self._project.entities, *self._made.values()})
            self._made[who] = key
            self.changes.append(Put(Entity(id=key, kind=who.kind, name=who.name)))
        return self._made[who]

    def _kind(self, kind: str | RelationKind) -> str:
        if isinstance(kind, str):
            return kind
        kinds = self._project.kinds
        self.changes.append(UseKinds(kinds.model_copy(update={"relation": (*kinds.relation, kind)})))
        return kind.id


def _relation(project: Project, mark: Mark, making: _Making) -> Relation:
    """Return the relation that the words go to: one that is there, or a new one."""
    if mark.into is not None:
        relation = project.relations.get(mark.into)
        if relation is None:
            raise BadChange("The relation that the words were to support is no longer there.")
        return relation
    key = fresh_id(f"{making.source}-{making.kind}-{making.target}", project.relations)
    told = {"qualifiers": dict(mark.qualifiers)} if mark.qualifiers else {}
    return Relation(id=key, source=making.source, target=making.target, kind=making.kind, **told)


def _step(mark: Mark, making: _Making) -> str:
    """Return what the step is called."""
    name = short(" ".join((making.name(mark.subject), making.label(mark.kind), making.name(mark.object))))
    return f"Passage for {name}" if mark.into is not None else f"Relation {name}"


def _evidence(project: Project, mark: Mark, making: _Making) -> Evidence:
    article = project.articles.get(mark.article)
    text = "" if article is None or article.text is None else article.text
    words = text[mark.start : mark.end]
    if not words.strip():
        raise BadChange("There are no words to quote. Select some in the text of an article, then try again.")
    start = mark.start + len(words) - len(words.lstrip())
    end = mark.end - len(words) + len(words.rstrip())
    told = {
        "speaker": making.speaker,
        "cue": mark.cue or None,
        "noted_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return Evidence(
        id=f"{mark.article}-{uuid.uuid4().hex[:10]}",
        article=mark.article,
        quote=Quote.model_validate(quote_at(text, start, end)),
        stance=mark.stance,
        **{name: value for name, value in told.items() if value is not None},
    )
