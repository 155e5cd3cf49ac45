"""What can be wrong with a document whose every value has the right type: ids, kinds, names, ends.

Quotations have their own file, ``quote_checks``.
"""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from explorer.model.citations import web_address
from explorer.model.problem import Problem, Severity, Steps, plain, pointer
from explorer.model.quotes import fold
from explorer.model.vocabulary import vocabulary
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.facts import Article, Entity, Evidence, Relation, RelationKind, SavedView
    from explorer.model.shape import Salvaged

_ONE_OF = {"articles": "article", "entities": "entity", "relations": "relation"}

_TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def error(code: str, where: str, steps: Steps, what: str, todo: str) -> Problem:
    """Return a problem that makes the document say something false or impossible."""
    return Problem(code, Severity.ERROR, where, pointer(*steps), what, todo)


def warning(code: str, where: str, steps: Steps, what: str, todo: str) -> Problem:
    """Return a problem that ought to be corrected, though the document can be understood."""
    return Problem(code, Severity.WARNING, where, pointer(*steps), what, todo)


def note(code: str, where: str, steps: Steps, what: str, todo: str) -> Problem:
    """Return something worth knowing."""
    return Problem(code, Severity.NOTE, where, pointer(*steps), what, todo)


def evidence_of(left: Salvaged) -> Iterator[tuple[Steps, Evidence]]:
    """Yield all evidence of a document, under facts and under relations, with its place."""
    for at, entity in left.numbered(("entities",), left.file.entities):
        for fact_at, fact in left.numbered((*at, "facts"), entity.facts):
            yield from left.numbered((*fact_at, "evidence"), fact.evidence)
    for at, relation in left.numbered(("relations",), left.file.relations):
        yield from left.numbered((*at, "evidence"), relation.evidence)


class Checks:
    """All checks of one document that need no article text."""

    def __init__(self, left: Salvaged) -> None:
        self._left = left
        self._file = left.file
        self._known = {table: frozenset(key for _, key in ids) for table, ids in left.ids.items()}
        self._kind_of = {entity.id: entity.kind for entity in left.file.entities}
        self._vocabulary = vocabulary(left.file.kinds)
        self._instead_of: dict[str, str] = {}  # looking for what is meant takes long, and the same slip comes often

    def all(self) -> Iterator[Problem]:
        """Yield every problem, in file order."""
        yield from self._ids()
        yield from self._kinds()
        for at, article in self._left.numbered(("articles",), self._file.articles):
            yield from self._article(at, article)
        for entity_at, entity in self._left.numbered(("entities",), self._file.entities):
            yield from self._entity(entity_at, entity)
        yield from self._names()
        for relation_at, relation in self._left.numbered(("relations",), self._file.relations):
            yield from self._relation(relation_at, relation)
        for evidence_at, item in evidence_of(self._left):
            yield from self._evidence(evidence_at, item)
        for view_at, view in self._left.numbered(("views",), self._file.views):
            yield from self._view(view_at, view)

    def _ids(self) -> Iterator[Problem]:
        for table, ids in self._left.ids.items():
            yield from _repeated((((table, index), key) for index, key in ids), _ONE_OF[table])
        yield from _repeated(((at, item.id) for at, item in evidence_of(self._left)), "piece of evidence")
        facts = (
            (fact_at, fact.id)
            for at, entity in self._left.numbered(("entities",), self._file.entities)
            for fact_at, fact in self._left.numbered((*at, "facts"), entity.facts)
        )
        yield from _repeated(facts, "fact")

    def _kinds(self) -> Iterator[Problem]:
        if self._file.kinds is None:
            return
        entity, relation = ("kinds", "entity"), ("kinds", "relation")
        numbered = self._left.numbered
        yield from _repeated(((at, kind.id) for at, kind in numbered(entity, self._file.kinds.entity)), "kind")
        yield from _repeated(((at, kind.id) for at, kind in numbered(relation, self._file.kinds.relation)), "kind")
        for at, kind in numbered(relation, self._file.kinds.relation):
            for side in ("domain", "range"):
                for end_at, name in numbered((*at, side), getattr(kind, side)):
                    if name not in self._vocabulary.entity:
                        what = f"Its {side} names '{plain(name)}', which is no kind of entity."
                        yield warning("unknown-kind", kind.id, end_at, what, self._entity_kinds())

    def _article(self, at: Steps, article: Article) -> Iterator[Problem]:
        yield from _written("title", article.title, article.id, at)
        if article.url is not None and web_address(article.url) is None:
            yield warning(
                "unsafe-url",
                article.id,
                (*at, "url"),
                f"'{plain(article.url)}' is not a web address, and will not be opened.",
                "Give an address that starts with https:// or http://.",
            )
        previous = -1
        for section_at, section in self._left.numbered((*at, "sections"), article.sections):
            if section.start <= previous:
                yield warning(
                    "section-order",
                    article.id,
                    (*section_at, "start"),
                    f"The section '{plain(section.heading)}' does not start after the one before it.",
                    "Put sections in the order of the text.",
                )
            previous = section.start

    def _entity(self, at: Steps, entity: Entity) -> Iterator[Problem]:
        yield from _written("name", entity.name, entity.id, at)
        if entity.kind not in self._vocabulary.entity:
            what = f"'{plain(entity.kind)}' is no kind of entity."
            yield warning("unknown-kind", entity.id, (*at, "kind"), what, self._entity_kinds())
        for fact_at, fact in self._left.numbered((*at, "facts"), entity.facts):
            if not fact.evidence and not self._left.lost_within((*fact_at, "evidence")):
                what = f"Nothing supports this fact about {plain(entity.name)}."
                yield note("no-evidence", fact.id, (*fact_at, "evidence"), what, "Add the passage that says so.")

    def _names(self) -> Iterator[Problem]:
        owners: dict[str, Entity] = {}
        for at, entity in self._left.numbered(("entities",), self._file.entities):
            first = owners.setdefault(_same_name(entity.name), entity)
            if first is not entity:
                what = f"It has the same name as '{plain(first.id)}': {plain(entity.name)}."
                todo = "Merge the two, or add to one name what tells them apart."
                yield warning("shared-name", entity.id, (*at, "name"), what, todo)
        for at, entity in self._left.numbered(("entities",), self._file.entities):
            for alias_at, alias in self._left.numbered((*at, "aliases"), entity.aliases):
                other = owners.get(_same_name(alias))
                if other is not None and other.id != entity.id:
                    what = f"Its alias {plain(alias)} is the name of '{plain(other.id)}'."
                    yield note("shared-name", entity.id, alias_at, what, "Merge the two if they are the same.")

    def _relation(self, at: Steps, relation: Relation) -> Iterator[Problem]:
        for side in ("source", "target"):
            end = getattr(relation, side)
            if end not in self._known["entities"]:
                yield error(
                    f"unknown-{side}",
                    relation.id,
                    (*at, side),
                    f"Its {side} '{plain(end)}' is not an entity, so it cannot be drawn.",
                    "Add that entity, or correct the id.",
                )
        kind = self._vocabulary.relation.get(relation.kind)
        if kind is None:
            what = f"'{plain(relation.kind)}' is no kind of relation."
            yield warning("unknown-kind", relation.id, (*at, "kind"), what, self._relation_kinds(relation.kind))
        else:
            yield from self._ends(at, relation, kind)
        if not relation.evidence and not self._left.lost_within((*at, "evidence")):
            what = "It has no evidence, and is drawn as unsupported."
            yield warning("no-evidence", relation.id, (*at, "evidence"), what, "Add the passage that says so.")

    def _ends(self, at: Steps, relation: Relation, kind: RelationKind) -> Iterator[Problem]:
        if relation.source == relation.target and not kind.self_loop:
            what = f"It ties '{plain(relation.source)}' to itself, which '{plain(kind.label)}' cannot."
            yield error("self-loop", relation.id, (*at, "target"), what, "Correct one of its ends, or remove it.")
        ends = self._kind_of.get(relation.source), self._kind_of.get(relation.target)
        if kind.symmetric and _fits(kind.domain, ends[1]) and _fits(kind.range, ends[0]):
            return
        for side, allowed, found in (("source", kind.domain, ends[0]), ("target", kind.range, ends[1])):
            if not _fits(allowed, found) and found in self._vocabulary.entity:
                named = [_inside(self._vocabulary.entity_kind(key).label) for key in (*allowed, str(found))]
                what = (
                    f"'{plain(kind.label)}' needs as its {side}: {' or '.join(named[:-1])}; "
                    f"'{plain(getattr(relation, side))}' is of the kind {named[-1]}."
                )
                todo = "Use another kind of relation, turn it round, or correct the kind of the entity."
                yield warning("domain" if side == "source" else "range", relation.id, (*at, side), what, todo)

    def _evidence(self, at: Steps, item: Evidence) -> Iterator[Problem]:
        if item.article not in self._known["articles"]:
            what = f"Its article '{plain(item.article)}' is not in the document."
            yield error("unknown-article", item.id, (*at, "article"), what, "Add that article, or correct the id.")
        if item.speaker is not None and item.speaker not in self._known["entities"]:
            what = f"Its speaker '{plain(item.speaker)}' is not an entity."
            yield error("unknown-speaker", item.id, (*at, "speaker"), what, "Add that entity, or correct the id.")

    def _view(self, at: Steps, view: SavedView) -> Iterator[Problem]:
        todo = "Remove it there, or add the entity."
        for key in view.positions:
            if key not in self._known["entities"]:
                what = f"The view '{plain(view.name)}' has a place for '{plain(key)}', which is not an entity."
                yield warning("unknown-entity", key, (*at, "positions", key), what, todo)
        for part in ("pinned", "hidden"):
            for key_at, key in self._left.numbered((*at, part), getattr(view, part)):
                if key not in self._known["entities"]:
                    what = f"The view '{plain(view.name)}' has '{plain(key)}' as {part}, which is not an entity."
                    yield warning("unknown-entity", key, key_at, what, todo)

    def _relation_kinds(self, wrong: str) -> str:
        if wrong not in self._instead_of:
            close = get_close_matches(wrong, self._vocabulary.relation)
            such = f", such as {' or '.join(close)}" if close else ""
            todo = f'Use one that exists{such} (the manual lists them all), or describe it under "kinds".'
            self._instead_of[wrong] = todo
        return self._instead_of[wrong]

    def _entity_kinds(self) -> str:
        return f'Use one of {", ".join(self._vocabulary.entity)}, or describe it under "kinds".'


def _repeated(ids: Iterable[tuple[Steps, str]], what: str) -> Iterator[Problem]:
    first: dict[str, Steps] = {}
    for at, key in ids:
        if first.setdefault(key, at) != at:
            sentence = f"Another {what} has the id '{plain(key)}' already ({pointer(*first[key])})."
            yield error("duplicate-id", key, (*at, "id"), sentence, "Give one of them another id.")


def _written(key: str, text: str, where: str, at: Steps) -> Iterator[Problem]:
    """Check that a name can be read."""
    if not text.strip():
        yield warning("blank-name", where, (*at, key), f"Its {key} is only white space.", f"Give it a {key}.")
    odd = [letter for letter in text if unicodedata.category(letter) == "Cc" or letter in _TURNS_TEXT_ROUND]
    if odd:
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(odd[:3]))
        what = f"Its {key} holds {counted(len(odd), 'control character')} ({codes})."
        yield warning("control-character", where, (*at, key), what, "Delete them.")


def _same_name(name: str) -> str:
    return fold(name).text.strip().casefold()


def _fits(allowed: tuple[str, ...], kind: str | None) -> bool:
    return not allowed or kind is None or kind in allowed


def _inside(label: str) -> str:
    """Return a label as it stands in the middle of a sentence."""
    return plain(label if label[1:2].isupper() else label[:1].lower() + label[1:])
