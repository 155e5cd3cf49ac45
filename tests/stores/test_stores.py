"""What every home of a graph promises: the same for a JSON file and for a store that is written one change at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.model.changes import Batch, Move, Pin, Put, Remove, UseLayout
from explorer.model.errors import ExplorerError, UnwritableFile
from explorer.model.facts import Article, Entity, GraphFile, LayoutUsed, Relation
from explorer.model.kept_texts import BESIDE, KeepTexts
from explorer.model.project import Project
from explorer.opening import check_graph, home_at, open_graph
from explorer.stores import loading
from explorer.stores.base import Conflict
from explorer.stores.sqlite import SqliteStore
from explorer.stores.writing import to_bytes
from tests.builders import tiny
from tests.stores.documents import files
from tests.stores.savers import is_sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from explorer.model.changes import Change
    from explorer.stores.base import Opened, Store

ENDINGS = (".json", ".edgewise")
ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


@pytest.fixture(params=[*ENDINGS, "kept as text"])
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the graph is: a file, a store, and a store whose facts are read when they are asked for."""
    if request.param in ENDINGS:
        return tmp_path / f"graph{request.param}"
    monkeypatch.setattr(loading, "MANY_RELATIONS", 0)
    return tmp_path / "graph.edgewise"


@pytest.fixture
def opened(path: Path) -> Iterator[Opened[Store]]:
    """A small graph that was saved and opened again."""
    home_at(path, None).save(
        tiny("a -uses-> b:chip | claims c@x", "b -rivals-> a", positions={"a": (1, 2), "b": (3, 4)})
    )
    found = open_graph(path)
    yield found
    found.store.close()


def now(path: Path) -> bytes:
    """What is in a home, as a graph.json would have it."""
    found = open_graph(path)
    found.store.close()
    return to_bytes(found.project.to_file())


def save(found: Opened[Store], *changes: Change, overwrite: bool = False) -> bytes:
    """Change, save, and return what should be in the home now."""
    Batch(changes).apply(found.project)
    found.store.save(found.project, overwrite=overwrite)
    return to_bytes(found.project.to_file())


def entity(key: str, name: str = "New") -> Put:
    return Put(Entity(id=key, kind="company", name=name))


def test_what_was_saved_is_there_after_opening_again(opened: Opened[Store], path: Path) -> None:
    relation = Relation(id="late", source="new", target="a", kind="uses")
    assert save(opened, entity("new"), Put(relation), Move({"new": (5, 6)})) == now(path)


@pytest.mark.parametrize(
    "change",
    [
        entity("a", "Another name"),
        Remove(Relation, "r1"),
        Remove(Entity, "a", even_if_tied=True),
        Put(Entity(id="first", kind="chip", name="F"), 0),
        Put(Entity(id="middle", kind="chip", name="M"), 1),
        Put(Article(id="a1", title="Renamed", story="s")),
        Batch((Remove(Relation, "r1"), Put(Relation(id="r1", source="b", target="a", kind="uses")))),
        Move({"a": None}),
        Move({"b": (7, 8), "c": (0, 0)}),
        Pin(frozenset({"a"})),
        UseLayout(LayoutUsed(name="force")),
    ],
    ids=repr,
)
def test_a_change_is_saved_and_so_is_taking_it_back(opened: Opened[Store], path: Path, change: Change) -> None:
    before = now(path)
    inverse, _ = change.apply(opened.project)
    opened.store.save(opened.project)
    assert now(path) == to_bytes(opened.project.to_file())
    assert now(path) != before
    assert save(opened, inverse) == now(path)


def test_saving_nothing_new_leaves_every_byte(opened: Opened[Store], path: Path) -> None:
    before = path.read_bytes()
    inverse, _ = entity("new").apply(opened.project)
    inverse.apply(opened.project)
    opened.store.save(opened.project)
    assert path.read_bytes() == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_saving_as_leaves_the_first_home_and_goes_on_in_the_second(
    opened: Opened[Store], path: Path, ending: str
) -> None:
    before, second = now(path), path.with_name(f"second{ending}")
    store = home_at(second, opened.store)
    entity("new").apply(opened.project)
    store.save(opened.project)
    entity("later").apply(opened.project)
    store.save(opened.project)
    assert now(path) == before
    assert now(second) == to_bytes(opened.project.to_file())
    store.close()


def test_texts_of_articles_go_beside_the_graph_and_come_back(opened: Opened[Store], path: Path) -> None:
    Batch((KeepTexts(BESIDE), Put(Article(id="a1", title="T", text="All of it.")))).apply(opened.project)
    opened.store.save(opened.project)
    assert "All of it." not in path.read_text(encoding="latin-1")
    again = open_graph(path)
    assert again.project.articles["a1"].text == "All of it."
    again.store.close()


def test_saving_as_the_same_file_saves(opened: Opened[Store], path: Path) -> None:
    store = home_at(path, opened.store)
    entity("new").apply(opened.project)
    store.save(opened.project, overwrite=True)
    assert now(path) == to_bytes(opened.project.to_file())
    store.close()


def test_a_home_that_somebody_replaced_is_not_written_to_unasked(opened: Opened[Store], path: Path) -> None:
    other = path.with_name(f"other{path.suffix}")
    store = home_at(other, None)
    store.save(tiny("theirs"))
    store.close()
    other.replace(path)
    theirs = now(path)
    assert opened.store.is_changed_elsewhere()
    entity("new").apply(opened.project)
    with pytest.raises(Conflict, match="by another program"):
        opened.store.save(opened.project)
    assert now(path) == theirs
    assert save(opened, overwrite=True) == now(path)
    assert not opened.store.is_changed_elsewhere()


def test_a_home_that_has_gone_is_made_again(opened: Opened[Store], path: Path) -> None:
    path.unlink()
    assert save(opened, entity("new")) == now(path)


def test_a_home_marked_read_only_opens_says_why_and_stays_as_it_is(opened: Opened[Store], path: Path) -> None:
    opened.store.close()
    path.chmod(0o444)
    found = open_graph(path)
    before = path.read_bytes()
    entity("new").apply(found.project)
    with pytest.raises(UnwritableFile, match="read-only"):
        found.store.save(found.project)
    assert path.read_bytes() == before
    found.store.close()


def test_half_a_character_is_refused_and_nothing_is_lost(opened: Opened[Store], path: Path) -> None:
    before = now(path)
    Put(Entity(id="new", kind="company", name="N").model_copy(update={"name": "\ud83d"})).apply(opened.project)
    with pytest.raises(UnwritableFile, match="half of a character"):
        opened.store.save(opened.project)
    assert now(path) == before


def test_a_folder_in_the_place_of_a_home_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UnwritableFile, match="is a folder"):
        home_at(path, None).save(tiny("a"))
    with pytest.raises(ExplorerError, match="is a folder"):
        open_graph(path)


def test_a_home_is_checked_like_a_file(opened: Opened[Store], path: Path) -> None:
    save(opened, Remove(Entity, "b", even_if_tied=True))
    assert any("'b'" in line for line in check_graph(path).lines())


@ON_DISK
@given(file=files, ending=st.sampled_from(ENDINGS))
def test_any_document_is_the_same_after_saving_and_opening(tmp_path: Path, file: GraphFile, ending: str) -> None:
    path = tmp_path / f"any{ending}"
    path.unlink(missing_ok=True)
    home_at(path, None).save(Project(file))
    assert now(path) == to_bytes(file)


@ON_DISK
@given(file=files, many=st.sampled_from([0, 10**9]))
def test_any_document_is_the_same_however_its_facts_are_kept(tmp_path: Path, file: GraphFile, many: int) -> None:
    path = tmp_path / "any.edgewise"
    path.unlink(missing_ok=True)
    home_at(path, None).save(Project(file))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "MANY_RELATIONS", many)
        found = open_graph(path)
    found.store.save(found.project)
    assert SqliteStore.open(path).head() == 1
    Put(Entity(id="fresh", kind="company", name="F")).apply(found.project)
    found.store.save(found.project)
    assert now(path) == to_bytes(found.project.to_file())
    found.store.close()


WORKED_OUT = (
    "select id, title, publisher, month, story from article where removed = 0 order by id",
    "select id, kind, name, degree from entity where removed = 0 order by id",
    "select id, source, target, kind, standing, passages, sources, loose from relation where removed = 0 order by id",
    "select v.id, r.id, e.id, owner, article, speaker, accepted, exact from evidence as v"
    " left join relation as r on r.key = v.relation left join entity as e on e.key = v.entity order by 2, 3, 1, 4, 5, 6, 7, 8",
    "select e.id, text, plain from name as n join entity as e on e.key = n.owner order by 1, 2",
    "select a.id, text, plain from title as n join article as a on a.key = n.owner order by 1, 2",
)


def worked_out(store: SqliteStore) -> list[list[object]]:
    """What a store has worked out from its facts, to be asked by."""
    connection = store.connections_here().here()
    return [list(connection.execute(query)) for query in WORKED_OUT]


@ON_DISK
@given(first=files, second=files)
def test_what_is_worked_out_from_changes_is_what_is_worked_out_from_the_whole(
    tmp_path: Path, first: GraphFile, second: GraphFile
) -> None:
    stores = [SqliteStore.create(tmp_path / f"{name}.edgewise") for name in ("changed", "made")]
    for store in stores:
        store.path.unlink(missing_ok=True)
    stores[0].save(Project(first))
    stores[0].save(Project(second))
    stores[1].save(Project(second))
    assert worked_out(stores[0]) == worked_out(stores[1])
    for store in stores:
        assert is_sound(store.path)
        store.close()


@pytest.mark.parametrize(
    "change",
    [
        Remove(Entity, "b", even_if_tied=True),
        Put(Entity(id="a", kind="chip", name="Other", aliases=("One", "Two"))),
        Put(Article(id="x", title="X", story="shared")),
        Put(Relation(id="r1", source="b", target="nowhere", kind="uses")),
    ],
    ids=repr,
)
def test_what_hangs_on_a_changed_fact_is_worked_out_anew(tmp_path: Path, change: Change) -> None:
    project = tiny("a -uses-> b:chip | claims c@x, claims @y", "b -rivals-> a", "a -uses-> a")
    Put(Article(id="y", title="Y", story="shared")).apply(project)
    changed, made = (SqliteStore.create(tmp_path / f"{name}.edgewise") for name in ("changed", "made"))
    changed.save(project)
    inverse, _ = change.apply(project)
    for _ in range(2):
        changed.save(project)
        made.path.unlink(missing_ok=True)
        made = SqliteStore.create(made.path)
        made.save(project)
        assert worked_out(changed) == worked_out(made)
        assert is_sound(changed.path)
        made.close()
        inverse.apply(project)
    changed.close()


@ON_DISK
@given(first=files, second=files)
def test_any_document_can_become_any_other(tmp_path: Path, first: GraphFile, second: GraphFile) -> None:
    path = tmp_path / "any.edgewise"
    path.unlink(missing_ok=True)
    store = home_at(path, None)
    store.save(Project(first))
    store.save(Project(second))
    assert now(path) == to_bytes(second)
    store.save(Project(first))
    assert now(path) == to_bytes(first)
    store.close()
