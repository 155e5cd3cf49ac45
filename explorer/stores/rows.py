"""From a fact to the rows of a store that are worked out from it: what it is asked by, and what it is found by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic_core import PydanticSerializationError

from explorer.model.errors import UnwritableFile
from explorer.model.facets import ARTICLE_VOICE, month_of
from explorer.model.facts import Article, Entity, Relation
from explorer.model.folding import folded
from explorer.model.standing import accepted, standing
from explorer.model.values import one_line
from explorer.stores.schema import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.model.facts import Evidence, Value
    from explorer.model.project import Stored

KINDS: dict[Table, type[Article | Entity | Relation]] = {
    Table.ARTICLE: Article,
    Table.ENTITY: Entity,
    Table.RELATION: Relation,
}
NAMED = {Table.ARTICLE: "title", Table.ENTITY: "name"}
"""The table with the names of a sort of fact; the index of its words is called like it, with ``_words``."""

COLUMNS: dict[Table, tuple[str, ...]] = {
    Table.ARTICLE: ("title", "publisher", "month", "story"),
    Table.ENTITY: ("kind", "name"),
    Table.RELATION: ("source", "target", "kind", "standing", "passages", "sources"),
}
"""The columns that ``answers`` fills, in its order."""


class Passage(NamedTuple):
    """A row of ``evidence``, without what it belongs to. ``owner`` is the id of a relation or of a property."""

    id: str
    owner: str
    article: str
    speaker: str
    accepted: int
    exact: str


def to_body(value: Value) -> str:
    """Return a value as it is kept.

    Raises
    ------
    UnwritableFile
        It holds something that could not be read again.
    """
    try:
        return value.model_dump_json(exclude_unset=True)
    except PydanticSerializationError as error:
        raise UnwritableFile(
            "The graph cannot be saved, because some text in it holds half of a character. "
            "Retype the last name or note that was pasted in."
        ) from error


def answers(value: Stored, story_of: Callable[[str], str]) -> tuple[object, ...]:
    """Return the values of ``COLUMNS``. ``story_of`` says which story an article tells."""
    if isinstance(value, Article):
        return one_line(value.title), value.publisher, month_of(value), value.story or value.id
    if isinstance(value, Entity):
        return value.kind, one_line(value.name)
    counting = accepted(value.evidence)
    return (
        value.source,
        value.target,
        value.kind,
        standing(value.evidence).value,
        len(counting),
        len({story_of(item.article) for item in counting}),
    )


def names(value: Stored) -> tuple[tuple[str, str], ...]:
    """Return what a fact is called, each name with the form in which it is looked for.

    That form begins with a space, so that the beginnings of words are three letters like any others.
    """
    if isinstance(value, Relation):
        return ()
    given = (value.title,) if isinstance(value, Article) else (value.name, *value.aliases)
    lines = dict.fromkeys(one_line(name) for name in given)
    return tuple((line, f" {folded(line)}") for line in lines)


def passages(value: Stored) -> tuple[Passage, ...]:
    """Return the evidence in a fact."""
    return tuple(_passages(value))


def _passages(value: Stored) -> Iterator[Passage]:
    if isinstance(value, Relation):
        yield from (_passage(item, value.id) for item in value.evidence)
    elif isinstance(value, Entity):
        for fact in value.facts:
            yield from (_passage(item, fact.id) for item in fact.evidence)


def _passage(item: Evidence, owner: str) -> Passage:
    counts = int(bool(accepted((item,))))
    return Passage(item.id, owner, item.article, item.speaker or ARTICLE_VOICE, counts, item.quote.exact)
