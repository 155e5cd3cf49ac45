"""Large files of any other layout: read fact by fact, so that text and values of all of them are never there at once."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from explorer.model.bodies import Bodies, texts_of
from explorer.model.facts import Article, Entity, GraphFile, Relation
from explorer.model.gathering import Gathering
from explorer.stores.in_parts import AT_ONCE, MANY_RELATIONS, Large, Progress, assembled
from explorer.stores.streaming import NotPlain, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_fact_by_fact(raw: bytes, *, many: int = MANY_RELATIONS) -> Iterator[Progress | Large]:
    """Read a document of many relations; the last step is the document.

    Nothing comes, or no document after some steps, where the file has few relations, or has to be read with more care.
    """
    if raw.count(b'"source"') < many:
        return
    read, file = _Read(), BytesIO(raw)
    articles: list[Article] = []
    try:
        for number, value in enumerate(facts_of(file, lambda _: None)):
            if isinstance(value, GraphFile):
                head = value.model_copy(update={"articles": tuple(articles)}) if articles else value
                found = read.assembled(head)
                if found is not None:
                    yield found
            elif isinstance(value, Article):
                articles.append(value)
            else:
                read.take(value)
            if number % AT_ONCE == 0:
                yield Progress(file.tell() / len(raw))
    except NotPlain:
        return


class _Read:
    """The entities and relations that have been read: what is known of all of them, and their text."""

    def __init__(self) -> None:
        self._gathering = Gathering()
        self._entities: list[Entity] = []
        self._relations: list[Relation] = []
        self._texts: dict[type, list[bytes]] = {Entity: [], Relation: []}

    def take(self, value: Entity | Relation) -> None:
        """Take in the next one."""
        if isinstance(value, Entity):
            self._entities.append(value)
        else:
            self._relations.append(value)
        if len(self._entities) + len(self._relations) >= AT_ONCE:
            self._put_down()

    def _put_down(self) -> None:
        self._texts[Entity] += texts_of(Entity, self._entities)
        self._texts[Relation] += texts_of(Relation, self._relations)
        self._gathering.add_entities(self._entities)
        self._gathering.add_relations(self._relations)
        self._entities, self._relations = [], []

    def assembled(self, head: GraphFile) -> Large | None:
        """Return the document; None if an id stands twice."""
        self._put_down()
        gathered = self._gathering.gathered()
        entities = Bodies(Entity, gathered.entities.ids.tolist(), self._texts[Entity].__getitem__)
        relations = Bodies(Relation, gathered.relations.ids.tolist(), self._texts[Relation].__getitem__)
        return assembled(head, entities, relations, gathered)
