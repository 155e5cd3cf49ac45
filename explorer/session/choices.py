"""What a person may mean while curating: entities and kinds by a few letters, the fitting ones first, new ones among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.model.folding import folded
from explorer.model.sentences import kind_line
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from explorer.model.facts import RelationKind
    from explorer.model.project import Project

MOST_ENTITIES = 6
LIKELY = 82
"""From this similarity, of 100, an entity is meant rather than a new one of nearly that name."""


class Suggestion(NamedTuple):
    """Something that may be meant. ``key`` is empty for what is new; ``kind`` is that of the entity."""

    key: str
    text: str
    detail: str
    kind: str = ""
    is_likely: bool = True


def entities_called(project: Project, letters: str, kinds: Collection[str] = ()) -> list[Suggestion]:
    """Return the entities that may be called so, then what a new one of that name would be, by kind.

    Parameters
    ----------
    project : Project
    letters : str
        As they were typed.
    kinds : collection of str
        The kinds that fit, which come first; empty if any does.
    """
    from explorer.model.search import HitGroup, search

    name = one_line(letters)
    hits = search(project, name, MOST_ENTITIES).get(HitGroup.ENTITY, ())
    found = []
    for hit in hits:
        entity = project.entities[hit.id]
        names = (entity.name, *entity.aliases)
        detail = f"also {one_line(hit.alias)}" if hit.alias else kind_line(project, entity)
        found.append(Suggestion(hit.id, one_line(entity.name), detail, entity.kind, _is_meant(name, names)))
    if kinds:
        found.sort(key=lambda item: (not item.is_likely, item.kind not in kinds))
    if not name or any(folded(name) == folded(item.text) for item in found):
        return found
    return [*found, *(Suggestion("", name, f"new {label}", kind) for kind, label in _kinds(project, kinds))]


def kinds_between(
    project: Project, letters: str, source: str, target: str, recent: Iterable[str] = ()
) -> list[Suggestion]:
    """Return the kinds of relation that may be meant: those that fit both ends first, the recent ones before others.

    Parameters
    ----------
    project : Project
    letters : str
        As they were typed; empty for all.
    source, target : str
        Kinds of the entities at both ends; empty where that is not known.
    recent : iterable of str
        Ids of kinds that were used before, the latest first.
    """
    typed = folded(letters)
    order = {kind: place for place, kind in enumerate(recent)}
    found = []
    for place, kind in enumerate(project.vocabulary.relation.values()):
        words = [folded(word) for word in (kind.label, kind.short or "", kind.id.replace("_", " "))]
        if not typed or any(typed in word for word in words):
            starts = any(word.startswith(typed) for word in words)
            rank = (not does_fit(kind, source, target), order.get(kind.id, len(order)), not starts, place)
            found.append((rank, Suggestion(kind.id, one_line(kind.label), _ends(project, kind))))
    suggestions = [item for _, item in sorted(found, key=lambda pair: pair[0])]
    name = one_line(letters)
    if not name or any(folded(name) == folded(item.text) for item in suggestions):
        return suggestions
    return [*suggestions, Suggestion("", name, "new kind of relation")]


def does_fit(kind: RelationKind, source: str, target: str) -> bool:
    """Return whether a kind of relation may tie entities of these kinds; what is not known fits."""
    forth = _allows(kind.domain, source) and _allows(kind.range, target)
    return forth or (kind.symmetric and _allows(kind.domain, target) and _allows(kind.range, source))


def misfit(project: Project, kind: RelationKind, source: str, target: str) -> str:
    """Return what a person should know of a kind that is not made for these ends; empty if it is."""
    if not source or not target or does_fit(kind, source, target):
        return ""
    ends = " to ".join(in_text(project.vocabulary.entity_kind(end).label) for end in (source, target))
    return f"“{one_line(kind.label)}” usually ties {_ends(project, kind)}, here {ends}. It can stay so."


def _is_meant(typed: str, names: Sequence[str]) -> bool:
    from rapidfuzz import fuzz

    plain = folded(typed)
    words = [folded(name) for name in names]
    return any(
        word.startswith(plain) or f" {plain}" in word or fuzz.ratio(plain, word) >= LIKELY for word in words
    )  # fmt: skip


def _kinds(project: Project, first: Collection[str]) -> list[tuple[str, str]]:
    kinds = sorted(project.vocabulary.entity.values(), key=lambda kind: kind.id not in first)
    return [(kind.id, in_text(kind.label)) for kind in kinds]


def in_text(label: str) -> str:
    """Return the label of a kind as it stands within a sentence: "company", but "AI model"."""
    words = one_line(label)
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _allows(kinds: tuple[str, ...], kind: str) -> bool:
    return not kinds or not kind or kind in kinds


def _ends(project: Project, kind: RelationKind) -> str:
    def words(kinds: tuple[str, ...]) -> str:
        labels = [in_text(project.vocabulary.entity_kind(key).label) for key in kinds]
        return ", ".join(labels) if labels else "anything"

    return f"{words(kind.domain)} to {words(kind.range)}"
