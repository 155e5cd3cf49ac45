"""The log of a store gives back its facts as they were before each of the last saves."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.model.changes import Move, Put, Remove
from explorer.model.errors import UnreadableFile
from explorer.model.facts import Entity, Relation
from explorer.stores.backups import KEPT
from explorer.stores.base import Opened
from explorer.stores.former import former, opening_former
from explorer.stores.sqlite import SqliteStore
from tests.builders import big, company, relation

if TYPE_CHECKING:
    from explorer.model.project import Project
    from explorer.stores.backups import Backup
    from explorer.stores.json_file import JsonStore

CHANGES = st.one_of(
    st.builds(lambda n, name: Put(company(f"e{n}", name=name)), st.integers(0, 9), st.text("ab", min_size=1)),
    st.builds(lambda n, m: Put(relation(f"e{m}", "uses", "e2", key=f"r{n}")), st.integers(0, 9), st.integers(0, 7)),
    st.builds(lambda n: Remove(Relation, f"r{n}"), st.integers(0, 7)),
    st.builds(lambda n: Remove(Entity, f"e{n}", even_if_tied=True), st.integers(0, 5)),
)


def facts(project: Project) -> tuple[dict[str, object], dict[str, object]]:
    return dict(project.entities), dict(project.relations)


def opened(version: Backup) -> Opened[JsonStore]:
    *_, last = opening_former(version)
    assert isinstance(last, Opened)
    return last


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(CHANGES, min_size=1, max_size=4), max_size=8))
def test_every_former_version_has_the_facts_that_were_saved_then(saves: list[list[Put | Remove]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "big.edgewise"
        store, project = SqliteStore.create(path), big(6, 8)
        store.save(project)
        states = [facts(project)]
        for changes in saves:
            for change in changes:
                if isinstance(change, Put) or change.key in project._table(change.kind):
                    change.apply(project)
            if facts(project) != states[-1]:
                store.save(project)
                states.append(facts(project))
        store.close()
        versions = former(path)
        assert [facts(opened(version).project) for version in versions] == states[-2::-1][:KEPT]


def test_what_moves_things_only_is_no_version_and_a_version_cannot_be_written_over(tmp_path: Path) -> None:
    path = tmp_path / "big.edgewise"
    store, project = SqliteStore.create(path), big(6, 8)
    store.save(project)
    Move({"e1": (5.0, 5.0)}).apply(project)
    store.save(project)
    assert former(path) == []
    Put(company("e1", name="New")).apply(project)
    store.save(project)
    store.close()
    [version] = former(path)
    assert version.size == 1
    home = opened(version).store
    assert not home.writable
    assert home.at(tmp_path / "elsewhere.json").writable


def test_a_file_that_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "big.edgewise").write_bytes(b"SQLite format 3\0 and nothing of it")
    with pytest.raises(UnreadableFile):
        former(tmp_path / "big.edgewise")
