"""Takes one graph up into another: what both know is told once, and nothing of either is lost.

An entity is the same if id and name agree, or else if its name is one of one entity only and the kinds do not differ.
Where two say something different of the same thing, the graph that takes up keeps its word, and the other's is kept beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.formats.base import Reading, Tally
from explorer.formats.intake import Ids
from explorer.model.facts import Entity, Fact, Kinds, Relation, SavedView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.facts import Article, Evidence, GraphFile

UNKNOWN_KIND = "thing"


def merged(base: GraphFile, other: GraphFile) -> Reading:
    """Return the first graph with all of the second in it, and what was done to fit it in."""
    return _Merger(base, other).merge()


class _Merger:
    """Takes one graph up."""

    def __init__(self, base: GraphFile, other: GraphFile) -> None:
        self._base, self._other = base, other
        self._tally = Tally()
        self._entities = {entity.id: entity for entity in base.entities}
        self._relations = {relation.id: relation for relation in base.relations}
        self._articles = {article.id: article for article in base.articles}
        self._facts, self._evidence = Ids("f"), Ids("e")
        for fact in (fact for entity in base.entities for fact in entity.facts):
            self._facts.fresh(fact.id)
        for item in _evidence_of(base):
            self._evidence.fresh(item.id)
        self._is: dict[str, str] = {}  # id of an entity in the other graph -> its id in the first
        self._is_article: dict[str, str] = {}

    def merge(self) -> Reading:
        """Do it."""
        self._take_articles()
        self._find_entities()
        self._take_entities()
        self._take_relations()
        base, other = self._base, self._other
        update: dict[str, Any] = {
            "articles": tuple(self._articles.values()),
            "entities": tuple(self._entities.values()),
            "relations": tuple(self._relations.values()),
        }
        update |= {word: getattr(other, word) for word in ("title", "description") if not getattr(base, word)}
        kinds = self._kinds()
        if kinds != base.kinds:
            update["kinds"] = kinds
        known = {decision.id for decision in base.journal}
        update["journal"] = (*base.journal, *(own for own in other.journal if own.id not in known))
        extra = {word: what for word, what in (other.model_extra or {}).items() if word not in (base.model_extra or {})}
        views = self._views()
        if views != base.views:
            update["views"] = views
        same = {word: value for word, value in update.items() if value == getattr(base, word)}
        update = {word: value for word, value in update.items() if word not in same}
        return Reading(base.model_copy(update={**update, **extra}), self._tally.losses())

    def _take_articles(self) -> None:
        by_url = {article.url: article.id for article in self._base.articles if article.url}
        ids = Ids("a")
        for key in self._articles:
            ids.fresh(key)
        for article in self._other.articles:
            known = self._articles.get(article.id)
            if known is not None and (known.title == article.title or (known.url and known.url == article.url)):
                self._is_article[article.id] = known.id
            elif article.url and article.url in by_url:
                self._is_article[article.id] = by_url[article.url]
            else:
                own = ids.fresh(article.id)
                self._is_article[article.id] = own
                self._articles[own] = _renamed(article, own)
                continue
            self._fill_article(self._articles[self._is_article[article.id]], article)

    def _fill_article(self, known: Article, article: Article) -> None:
        """Give an article what it lacked; what it has otherwise stays."""
        fresh = {
            word: getattr(article, word)
            for word in article.model_fields_set - {"id", "title"}
            if getattr(article, word) and not getattr(known, word)
        }
        if fresh:
            self._articles[known.id] = known.model_copy(update=fresh)

    def _find_entities(self) -> None:
        named: dict[str, list[Entity]] = {}
        for entity in self._base.entities:
            for name in {entity.name.casefold(), *(alias.casefold() for alias in entity.aliases)}:
                named.setdefault(name, []).append(entity)
        ids = Ids("n")
        for key in self._entities:
            ids.fresh(key)
        for entity in self._other.entities:
            same = self._entities.get(entity.id)
            names = {name.casefold() for name in (entity.name, *entity.aliases)}
            if same is None or names.isdisjoint({same.name.casefold(), *(name.casefold() for name in same.aliases)}):
                alike = named.get(entity.name.casefold(), [])
                kinds = {UNKNOWN_KIND, entity.kind}
                same = alike[0] if len(alike) == 1 and (alike[0].kind in kinds or entity.kind == UNKNOWN_KIND) else None
                if same is None and entity.id in self._entities:
                    told = "with the id of another in the graph, which got a new one"
                    self._tally.add("entity", told, entity.name, plural="entities")
            self._is[entity.id] = same.id if same is not None else ids.fresh(entity.id)

    def _take_entities(self) -> None:
        for entity in self._other.entities:
            own = self._is[entity.id]
            known = self._entities.get(own)
            if known is None:
                facts = tuple(self._fact(fact) for fact in entity.facts)
                update = {"id": own, "facts": facts} if facts else {"id": own}
                self._entities[own] = entity.model_copy(update=update)
            else:
                self._entities[own] = self._both(known, entity)

    def _both(self, known: Entity, entity: Entity) -> Entity:
        """Return what is known of an entity, with what the other graph says of it."""
        update: dict[str, Any] = {}
        names = {known.name, *known.aliases}
        aliases = [name for name in (entity.name, *entity.aliases) if name not in names]
        if aliases:
            update["aliases"] = (*known.aliases, *dict.fromkeys(aliases))
        same_as = [one for one in entity.same_as if one not in known.same_as]
        if same_as:
            update["same_as"] = (*known.same_as, *same_as)
        if known.kind == UNKNOWN_KIND != entity.kind:
            update["kind"] = entity.kind
        facts = list(entity.facts)
        for word in ("subtype", "description", "kind"):
            new, old = getattr(entity, word), getattr(known, word)
            if not new or new == old or (word == "kind" and UNKNOWN_KIND in {new, old}):
                continue
            if old:
                facts.append(Fact(id=f"{known.id}.{word}", property=f"{word} (imported)", value=new))
                told = f"with another {word} than in the graph, kept as the fact '{word} (imported)'"
                self._tally.add("entity", told, known.name, plural="entities")
            else:
                update[word] = new
        has = {(fact.property, _value(fact)): at for at, fact in enumerate(known.facts)}
        kept = list(known.facts)
        for fact in facts:
            at = has.get((fact.property, _value(fact)))
            if at is None:
                kept.append(self._fact(fact))
            elif fact.evidence:
                passages = self._fresh_evidence(kept[at].evidence, fact.evidence)
                kept[at] = kept[at].model_copy(update={"evidence": passages}) if passages else kept[at]
        if tuple(kept) != known.facts:
            update["facts"] = tuple(kept)
        return known.model_copy(update={**update, **_extra(known, entity)})

    def _take_relations(self) -> None:
        ids = Ids("r")
        for key in self._relations:
            ids.fresh(key)
        for relation in self._other.relations:
            source, target = (self._is.get(end, end) for end in (relation.source, relation.target))
            known = self._relations.get(relation.id)
            if known is not None and (known.source, known.target, known.kind) == (source, target, relation.kind):
                self._relations[known.id] = self._both_relations(known, relation)
                continue
            own = ids.fresh(relation.id)
            update: dict[str, Any] = {"id": own, "source": source, "target": target}
            if relation.evidence:
                update["evidence"] = self._fresh_evidence((), relation.evidence)
            self._relations[own] = relation.model_copy(update=update)

    def _both_relations(self, known: Relation, relation: Relation) -> Relation:
        update: dict[str, Any] = {}
        qualifiers = dict(known.qualifiers)
        for word, value in relation.qualifiers.items():
            if qualifiers.setdefault(word, value) != value:
                qualifiers.setdefault(f"{word} (imported)", value)
                told = f"with another '{word}' than in the graph, kept as '{word} (imported)'"
                self._tally.add("relation", told, known.id)
        if qualifiers != known.qualifiers:
            update["qualifiers"] = qualifiers
        passages = self._fresh_evidence(known.evidence, relation.evidence)
        if passages:
            update["evidence"] = passages
        if relation.note and relation.note != known.note:
            update["note"] = f"{known.note}\n{relation.note}" if known.note else relation.note
        return known.model_copy(update={**update, **_extra(known, relation)})

    def _fact(self, fact: Fact) -> Fact:
        update: dict[str, Any] = {"id": self._facts.fresh(fact.id)}
        if fact.evidence:
            update["evidence"] = self._fresh_evidence((), fact.evidence)
        return fact.model_copy(update=update)

    def _fresh_evidence(self, known: tuple[Evidence, ...], more: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return both lists as one, or nothing if the second adds none."""
        has = {_passage(item) for item in known}
        fresh = []
        for item in more:
            update: dict[str, Any] = {"article": self._is_article.get(item.article, item.article)}
            if item.speaker is not None:
                update["speaker"] = self._is.get(item.speaker, item.speaker)
            item = item.model_copy(update=update)
            if _passage(item) not in has:
                has.add(_passage(item))
                fresh.append(item.model_copy(update={"id": self._evidence.fresh(item.id)}))
        return (*known, *fresh) if fresh else ()

    def _kinds(self) -> Kinds | None:
        base, other = self._base.kinds or Kinds(), self._other.kinds or Kinds()
        update: dict[str, Any] = {}
        for word in ("entity", "relation"):
            has = {kind.id for kind in getattr(base, word)}
            more = [kind for kind in getattr(other, word) if kind.id not in has]
            if more:
                update[word] = (*getattr(base, word), *more)
        return base.model_copy(update=update) if update else self._base.kinds

    def _views(self) -> tuple[SavedView, ...]:
        base, other = self._base.views, self._other.views
        if not other or other == base:
            return base
        if base and base[0].positions:
            left = sum(key not in base[0].positions for key in (self._is.get(one, one) for one in other[0].positions))
            if left:
                self._tally.add("place", "left out, since the graph has an arrangement of its own", number=left)
            return base
        moved = {self._is.get(key, key): place for key, place in other[0].positions.items()}
        first = base[0] if base else SavedView(name=other[0].name)
        return (first.model_copy(update={"positions": moved}), *base[1:])


def _renamed(article: Article, key: str) -> Article:
    return article if article.id == key else article.model_copy(update={"id": key})


def _extra(known: Entity | Relation, other: Entity | Relation) -> dict[str, Any]:
    has = known.model_extra or {}
    return {word: value for word, value in (other.model_extra or {}).items() if word not in has}


def _value(fact: Fact) -> str:
    return fact.value if isinstance(fact.value, str) else fact.value.model_dump_json()


def _passage(item: Evidence) -> tuple[object, ...]:
    return item.article, item.quote.exact, item.quote.start, item.stance, item.speaker


def _evidence_of(file: GraphFile) -> Iterable[Evidence]:
    for relation in file.relations:
        yield from relation.evidence
    for entity in file.entities:
        for fact in entity.facts:
            yield from fact.evidence
