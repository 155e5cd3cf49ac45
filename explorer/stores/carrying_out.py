"""One edit, one transaction: the rows, what they are found by, how entities are tied, and the log.

The caller has begun the transaction, and ends it. Nothing here knows where an edit comes from.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, cast

from explorer.model.facts import Article, Entity, Relation
from explorer.model.problem import plain
from explorer.stores.base import Conflict
from explorer.stores.connection import rows
from explorer.stores.edits import Already, Applied, Step
from explorer.stores.rows import COLUMNS, KINDS, NAMED, answers, names, passages
from explorer.stores.schema import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import apsw

    from explorer.model.project import Stored
    from explorer.stores.edits import Edit, Key, Seat

_TOLD = 3


class _Row(NamedTuple):
    """A fact as it is in the store."""

    key: int
    version: int
    removed: int
    place: float
    body: str

    @property
    def known(self) -> str | None:
        """Its JSON; None while it is hidden."""
        return None if self.removed else self.body


_NOWHERE = _Row(key=0, version=0, removed=1, place=0.0, body="{}")


def carry_out(connection: apsw.Connection, edit: Edit, *, check: bool = True) -> Applied | Already:
    """Carry an edit out, unless it has been already. Without ``check``, over whatever others have done.

    Raises
    ------
    Conflict
        Somebody else has changed one of the facts; nothing was written.
    """
    before = connection.execute("select seq from change where id = ?", (edit.id,)).get
    if before is not None:
        return Already(before)
    found = {(step.table, step.id): _row(connection, step.table, step.id) for step in edit.steps}
    if check:
        _compare(edit, found)
    degrees: Counter[str] = Counter()
    inverse: list[Step] = []
    versions: dict[Key, int] = {}
    for step in edit.steps:
        key = (step.table, step.id)
        row = found[key]
        inverse.append(Step(*key, row.known if row else None, row.place if row else None))
        found[key] = now = _put(connection, step, row, degrees)
        versions[key] = now.version
    for entity, more in degrees.items():
        if more:
            connection.execute("update entity set degree = degree + ? where id = ?", (more, entity))
    _say_of_itself(connection, edit)
    for seat in edit.seats:
        _seat(connection, seat)
    seq = connection.execute("update graph set seq = seq + 1 returning seq").get
    logged = (edit.id, edit.author, edit.at, to_log(edit.steps), to_log(reversed(inverse)))
    connection.execute("insert into change values (?, ?, ?, ?, ?, ?)", (seq, *logged))
    return Applied(seq, versions)


def to_log(steps: Iterable[Step]) -> str:
    """Return steps as the log keeps them."""
    return json.dumps([[step.table, step.id, step.body, step.place] for step in steps], ensure_ascii=False)


def from_log(text: str) -> tuple[Step, ...]:
    """Return the steps that ``to_log`` wrote."""
    return tuple(Step(Table(table), key, body, place) for table, key, body, place in json.loads(text))


def _row(connection: apsw.Connection, table: Table, key: str) -> _Row | None:
    found = connection.execute(
        f"select key, version, removed, place, body from {table} where id = ?", (key,)
    ).fetchone()
    return _Row(*cast("tuple[int, int, int, float, str]", found)) if found else None


def _compare(edit: Edit, found: dict[Key, _Row | None]) -> None:
    """Refuse an edit of facts that are not as who made it knows them."""
    foreign = []
    for key, row in found.items():
        known = edit.base.get(key)
        there = row.version if row and not row.removed else 0
        # Taking away what somebody else has taken away, or putting back what is hidden, is no quarrel.
        if known is not None and known != there and not (row and row.removed and known == row.version):
            foreign.append(key)
    if foreign:
        told = ", ".join(f"{table} {plain(name, 40)}" for table, name in foreign[:_TOLD])
        more = f" and {len(foreign) - _TOLD:,} more" if len(foreign) > _TOLD else ""
        raise Conflict(
            f"Somebody else has changed {told}{more} since it was read here. "
            "Save under another name, or save anyway and lose what they wrote there."
        )


def _put(connection: apsw.Connection, step: Step, row: _Row | None, degrees: Counter[str]) -> _Row:
    """Write one fact with everything that is worked out from it; return its row as it is now."""
    if step.body is None and (row is None or row.removed):
        return row or _NOWHERE
    kind = KINDS[step.table]
    old = kind.model_validate_json(row.body) if row and not row.removed else None
    new = kind.model_validate_json(step.body) if step.body is not None else None
    place = step.place
    if place is None:
        place = row.place if row and not row.removed else _last(connection, step.table) + 1
    body = step.body if step.body is not None else row.body if row else _NOWHERE.body
    written = _write(connection, step, row, _Row(0, row.version + 1 if row else 1, int(new is None), place, body), new)
    if isinstance(old or new, Relation):
        _tie(connection, old, new, degrees)
    else:
        _rename(connection, step.table, written.key, old, new)
    _quote(connection, step.table, written.key, old, new)
    if isinstance(old or new, Entity) and (old is None) != (new is None):
        _tie_again(connection, step.id, degrees)
    if isinstance(old or new, Article) and _story(old, step.id) != _story(new, step.id):
        _count_stories(connection, step.id)
    return written


def _write(connection: apsw.Connection, step: Step, row: _Row | None, now: _Row, value: Stored | None) -> _Row:
    own = dict(zip(COLUMNS[step.table], answers(value, _stories(connection)), strict=True)) if value is not None else {}
    columns = {"place": now.place, "version": now.version, "removed": now.removed, "body": now.body, **own}
    if row is not None:
        settings = ", ".join(f"{name} = ?" for name in columns)
        connection.execute(f"update {step.table} set {settings} where key = ?", (*columns.values(), row.key))
        return now._replace(key=row.key)
    columns["id"] = step.id
    if step.table is Table.ENTITY:
        columns["degree"] = 0
    if step.table is Table.RELATION:
        columns["loose"] = 0
    marks = ", ".join("?" * len(columns))
    connection.execute(f"insert into {step.table} ({', '.join(columns)}) values ({marks})", tuple(columns.values()))
    return now._replace(key=connection.last_insert_rowid())


def _last(connection: apsw.Connection, table: Table) -> float:
    return float(connection.execute(f"select coalesce(max(place), 0) from {table}").get)


# -- what a fact is found by ----------------------------------------------------------------------


def _rename(connection: apsw.Connection, table: Table, key: int, old: Stored | None, new: Stored | None) -> None:
    before, after = (names(value) if value is not None else () for value in (old, new))
    if before == after:
        return
    kept = NAMED[table]
    for row, _, words in list(rows(connection, f"select key, text, plain from {kept} where owner = ?", (key,))):
        connection.execute(
            f"insert into {kept}_words ({kept}_words, rowid, plain) values ('delete', ?, ?)", (row, words)
        )
    connection.execute(f"delete from {kept} where owner = ?", (key,))
    for text, words in after:
        connection.execute(f"insert into {kept} (owner, text, plain) values (?, ?, ?)", (key, text, words))
        row = connection.last_insert_rowid()
        connection.execute(f"insert into {kept}_words (rowid, plain) values (?, ?)", (row, words))


def _quote(connection: apsw.Connection, table: Table, key: int, old: Stored | None, new: Stored | None) -> None:
    before, after = (passages(value) if value is not None else () for value in (old, new))
    if before == after:
        return
    for row, exact in list(rows(connection, f"select key, exact from evidence where {table} = ?", (key,))):
        connection.execute(
            "insert into quotation_words (quotation_words, rowid, exact) values ('delete', ?, ?)", (row, exact)
        )
    connection.execute(f"delete from evidence where {table} = ?", (key,))
    for item in after:
        connection.execute(
            f"insert into evidence ({table}, id, owner, article, speaker, accepted, exact) values (?, ?, ?, ?, ?, ?, ?)",
            (key, *item),
        )
        row = connection.last_insert_rowid()
        connection.execute("insert into quotation_words (rowid, exact) values (?, ?)", (row, item.exact))


def _stories(connection: apsw.Connection) -> Callable[[str], str]:
    """Return what says which story an article tells."""

    def story_of(article: str) -> str:
        found = connection.execute("select story from article where id = ? and removed = 0", (article,)).get
        return article if found is None else str(found)

    return story_of


def _story(value: Stored | None, article: str) -> str:
    return value.story or article if isinstance(value, Article) else article


def _count_stories(connection: apsw.Connection, article: str) -> None:
    """Count anew how many stories tell of what rests on an article that tells another one now."""
    connection.execute(
        "update relation set sources = (select count(distinct coalesce(told.story, said.article)) from evidence as said"
        " left join article as told on told.id = said.article and told.removed = 0"
        " where said.relation = relation.key and said.accepted = 1)"
        " where key in (select relation from evidence where article = ? and accepted = 1 and relation is not null)",
        (article,),
    )


# -- how entities are tied ------------------------------------------------------------------------


def _tie(connection: apsw.Connection, old: Stored | None, new: Stored | None, degrees: Counter[str]) -> None:
    """Count a relation at its ends. One with an end that does not exist is loose, and counts nowhere."""
    if isinstance(old, Relation) and not connection.execute("select loose from relation where id = ?", (old.id,)).get:
        _count(degrees, old.source, old.target, -1)
    if isinstance(new, Relation):
        loose = _is_loose(connection, new)
        connection.execute("update relation set loose = ? where id = ?", (int(loose), new.id))
        if not loose:
            _count(degrees, new.source, new.target, 1)


def _tie_again(connection: apsw.Connection, entity: str, degrees: Counter[str]) -> None:
    """Look anew at the relations that wait for an entity which came, or miss one which went."""
    tied = rows(
        connection,
        "select key, source, target, loose from relation where removed = 0 and loose = 0 and (source = ?1 or target = ?1)"
        " union all select key, source, target, loose from relation where removed = 0 and loose = 1"
        " and (source = ?1 or target = ?1)",
        (entity,),
    )
    for key, source, target, was_loose in list(tied):
        loose = not (_exists(connection, source) and _exists(connection, target))
        if loose != bool(was_loose):
            connection.execute("update relation set loose = ? where key = ?", (int(loose), key))
            _count(degrees, source, target, -1 if loose else 1)


def _count(degrees: Counter[str], source: str, target: str, more: int) -> None:
    degrees[source] += more
    if target != source:
        degrees[target] += more


def _is_loose(connection: apsw.Connection, relation: Relation) -> bool:
    return not (_exists(connection, relation.source) and _exists(connection, relation.target))


def _exists(connection: apsw.Connection, entity: str) -> bool:
    return connection.execute("select 1 from entity where id = ? and removed = 0", (entity,)).get is not None


# -- what is no fact ------------------------------------------------------------------------------


def _say_of_itself(connection: apsw.Connection, edit: Edit) -> None:
    if edit.document is not None:
        title = json.loads(edit.document).get("title", "")
        connection.execute("update graph set title = ?, body = ?", (title, edit.document))
    for number, body in edit.views.items():
        connection.execute("delete from view where place = ?", (number,))
        if body is None:
            connection.execute("delete from position where view = ?", (number,))
        else:
            connection.execute("insert into view values (?, ?)", (number, body))


def _seat(connection: apsw.Connection, seat: Seat) -> None:
    if seat.xy is None:
        connection.execute("delete from position where view = ? and entity = ?", (seat.view, seat.entity))
        return
    changed = connection.execute(
        "update position set xy = ?, place = coalesce(?, place) where view = ? and entity = ? returning key",
        (seat.xy, seat.place, seat.view, seat.entity),
    ).get
    if changed is None:
        place = seat.place
        if place is None:
            place = connection.execute(
                "select coalesce(max(place), 0) + 1 from position where view = ?", (seat.view,)
            ).get
        connection.execute(
            "insert into position (view, entity, place, xy) values (?, ?, ?, ?)",
            (seat.view, seat.entity, place, seat.xy),
        )
