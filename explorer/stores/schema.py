"""The tables of a ``.edgewise`` file, defined once.

Every fact is kept as its own JSON, as text, so that keys of newer versions and their order survive. The other columns are worked
out from it, to be asked by. Nothing is deleted: ``removed`` hides a fact, and ``change`` only ever grows.
"""

from __future__ import annotations

from enum import StrEnum

APPLICATION_ID = 0x45444757
"""Stands in the header of the file ("EDGW"), so that another program's database is known as such."""
VERSION = 1


class Table(StrEnum):
    """Where facts of one sort are kept."""

    ARTICLE = "article"
    ENTITY = "entity"
    RELATION = "relation"


_FACT = "key integer primary key, id text not null unique, place real not null, version integer not null, removed integer not null"

TABLES = (
    "graph (only_row integer primary key check (only_row = 1), title text not null, body text not null, seq integer not null)",
    f"article ({_FACT}, title text not null, publisher text, month text not null, story text not null, body text not null)",
    "title (key integer primary key, owner integer not null, text text not null, plain text not null)",
    f"entity ({_FACT}, kind text not null, name text not null, degree integer not null, body text not null)",
    "name (key integer primary key, owner integer not null, text text not null, plain text not null)",
    f"relation ({_FACT}, loose integer not null, source text not null, target text not null, kind text not null,"
    " standing text not null, passages integer not null, sources integer not null, body text not null)",
    "evidence (key integer primary key, id text not null, relation integer, entity integer, owner text not null,"
    " article text not null, speaker text not null, accepted integer not null, exact text not null)",
    "view (place integer primary key, body text not null)",
    "position (key integer primary key, view integer not null, entity text not null, place real not null, xy text not null)",
    "change (seq integer primary key, id text not null unique, author text not null, at text not null,"
    " edit text not null, inverse text not null)",
)
"""``body`` is a fact's JSON. ``loose`` marks relations with an end that does not exist. ``speaker`` is empty for an article's own voice; ``sources`` counts
stories."""

_SHOWN = "where removed = 0 and loose = 0"

INDEXES = (
    "article_place on article (place)",
    "title_owner on title (owner)",
    "title_plain on title (plain)",
    "entity_place on entity (place)",
    "entity_degree on entity (degree desc, place, kind) where removed = 0",
    "name_owner on name (owner)",
    "name_plain on name (plain)",
    "relation_place on relation (place)",
    f"relation_source on relation (source, passages desc, place, kind, target) {_SHOWN}",
    f"relation_target on relation (target, passages desc, place, kind, source) {_SHOWN}",
    f"relation_standing on relation (standing, kind, sources, passages) {_SHOWN}",
    "relation_loose on relation (source, target) where removed = 0 and loose = 1",
    "evidence_relation on evidence (relation) where relation is not null",
    "evidence_entity on evidence (entity) where entity is not null",
    "evidence_article on evidence (article, relation) where accepted = 1 and relation is not null",
    "evidence_speaker on evidence (speaker, relation) where accepted = 1 and relation is not null",
    "evidence_id on evidence (id)",
)
UNIQUE_INDEXES = ("position_entity on position (view, entity)",)

WORDS = (
    "name_words using fts5(plain, content='name', content_rowid='key', tokenize='trigram')",
    "title_words using fts5(plain, content='title', content_rowid='key', tokenize='trigram')",
    "quotation_words using fts5(exact, content='evidence', content_rowid='key', tokenize='unicode61 remove_diacritics 2')",
)
"""What is searched: names and titles by any three letters in a row, quotations by words."""


def tables() -> tuple[str, ...]:
    """Return the statements that make an empty store, ready for many rows at once."""
    marks = (f"pragma application_id = {APPLICATION_ID}", f"pragma user_version = {VERSION}")
    return (*marks, *(f"create table {table} strict" for table in TABLES))


def indexes() -> tuple[str, ...]:
    """Return the statements that make it quick to ask, to be carried out when the first rows are there."""
    plain = tuple(f"create index {index}" for index in INDEXES)
    unique = tuple(f"create unique index {index}" for index in UNIQUE_INDEXES)
    words = tuple(f"create virtual table {table}" for table in WORDS)
    rebuilt = tuple(
        f"insert into {name} ({name}) values ('rebuild')" for name in (table.split(" ", 1)[0] for table in WORDS)
    )
    return (*plain, *unique, *words, *rebuilt)
