"""What opening a file gives, and what it tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explorer.model.changes import Put
from explorer.model.errors import UnreadableFile
from explorer.model.facts import Entity
from explorer.stores.json_file import LARGEST_BYTES, load, parse
from explorer.stores.migrations import MIGRATIONS, migrated

HOSTILE = Path(__file__).parents[1] / "hostile"
HEAD = {"format": "edgewise-graph", "version": 1}


def write(path: Path, **document: Any) -> Path:
    path.write_text(json.dumps({**HEAD, **document}), encoding="utf-8")
    return path


def test_a_clean_file_opens_without_a_word(tmp_path: Path) -> None:
    opened = load(write(tmp_path / "g.json", entities=[{"id": "a", "kind": "company", "name": "Alpha"}]))
    assert opened.notices == ()
    assert opened.store.writable
    assert opened.project.entities["a"].name == "Alpha"


def test_a_path_may_be_given_as_text(tmp_path: Path) -> None:
    assert load(str(write(tmp_path / "g.json"))).store.path == tmp_path / "g.json"


def test_relations_with_a_loose_end_are_kept_and_told(tmp_path: Path) -> None:
    opened = load(HOSTILE / "dangling.json")
    assert set(opened.project.relations) == {"r1", "r2", "r3"}
    assert any("r2" in notice and "cannot be drawn" in notice for notice in opened.notices)
    opened.store.at(tmp_path / "copy.json").save(opened.project)
    assert (tmp_path / "copy.json").read_bytes() == (HOSTILE / "dangling.json").read_bytes()


def test_facts_that_share_an_id_all_survive_under_ids_of_their_own() -> None:
    project = load(HOSTILE / "duplicate-ids.json").project
    assert {key: entity.name for key, entity in project.entities.items()} == {
        "a": "One",
        "b": "B",
        "a-2": "Two",
        "a-3": "Three",
    }
    assert project.relations["r1"].source == "a"
    assert project.relations["r1-2"].source == "b"
    assert project.articles["a1-2"].title == "Another"


def test_a_new_id_is_never_one_that_is_taken(tmp_path: Path) -> None:
    twins = [{"id": key, "kind": "company", "name": key} for key in ("a", "a", "a-2")]
    assert list(load(write(tmp_path / "g.json", entities=twins)).project.entities) == ["a", "a-3", "a-2"]


def test_thousands_of_facts_may_share_an_id(tmp_path: Path) -> None:
    twins = [{"id": "a", "kind": "company", "name": "A"}] * 20_000
    entities = load(write(tmp_path / "g.json", entities=twins)).project.entities
    assert (len(entities), list(entities)[-1]) == (20_000, "a-20000")


def test_a_new_id_of_a_very_long_one_is_still_an_id(tmp_path: Path) -> None:
    twins = [{"id": "x" * 200, "kind": "company", "name": "N"}] * 2
    opened = load(write(tmp_path / "g.json", entities=twins))
    copy = opened.store.at(tmp_path / "copy.json")
    Put(Entity(id="b", kind="company", name="B")).apply(opened.project)
    copy.save(opened.project)
    assert len(load(tmp_path / "copy.json").project.entities) == 3


def test_a_newer_file_opens_read_only_and_says_so() -> None:
    opened = load(HOSTILE / "newer.json")
    assert not opened.store.writable
    assert "newer version" in opened.store.why_not
    assert opened.notices == (opened.store.why_not,)
    assert "a" in opened.project.entities


def test_format_0_is_raised_to_today() -> None:
    opened = load(HOSTILE / "format-0.json")
    assert opened.store.writable
    assert "older format 0" in opened.notices[0]
    assert opened.project.relations["r1"].source == "a"
    assert opened.project.to_file().model_extra == {"scratch": {"kept": True}}


def test_every_older_format_has_a_step() -> None:
    assert sorted(MIGRATIONS) == list(range(len(MIGRATIONS)))


def test_a_migration_leaves_what_it_does_not_understand() -> None:
    assert migrated({"version": 0, "edges": [3, None], "nodes": "?"}) == {
        "format": "edgewise-graph",
        "version": 1,
        "relations": [3, None],
        "entities": "?",
    }


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        load(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"There is no file .*gone\.json"):
        load(tmp_path / "gone.json")


def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not be read"):
        load(write(tmp_path / "g.json") / "inside.json")


@pytest.mark.parametrize("name", ["nul\0.json", "x" * 5000])
def test_an_impossible_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile):
        load(tmp_path / name)


def test_a_device_is_refused_unread() -> None:
    with pytest.raises(UnreadableFile, match="not an ordinary file"):
        load("/dev/zero")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    with path.open("wb") as out:
        out.truncate(LARGEST_BYTES + 1)
    with pytest.raises(UnreadableFile, match=r"holds 400 MB; .* up to 400 MB"):
        load(path)


@pytest.mark.parametrize("depth", [300, 900, 100_000])
@pytest.mark.parametrize(("opening", "heart", "closing"), [("[", "", "]"), ('{"":', "1", "}")])
def test_nesting_too_deep_to_be_written_again_is_refused(
    tmp_path: Path, depth: int, opening: str, heart: str, closing: str
) -> None:
    path = tmp_path / "g.json"
    inside = opening * depth + heart + closing * depth
    path.write_text(f'{{"format":"edgewise-graph","version":1,"later":{inside}}}')
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        load(path)


def test_nesting_that_can_be_written_again_is_kept(tmp_path: Path) -> None:
    later = json.loads("[" * 150 + "]" * 150)
    opened = load(write(tmp_path / "g.json", later=later))
    Put(Entity(id="b", kind="company", name="B")).apply(opened.project)
    opened.store.save(opened.project)
    assert load(tmp_path / "g.json").project.to_file().model_extra == {"later": later}


def test_mistakes_are_counted_and_the_first_are_told() -> None:
    with pytest.raises(UnreadableFile, match=r"has 7 mistakes .*\"title\" must be text, but is 5.* other 5"):
        load(HOSTILE / "wrong-types.json")


def test_a_graph_from_a_picture_does_not_save_over_the_picture(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"pixels")
    opened = parse(json.dumps(HEAD), picture)
    assert not opened.store.writable
    assert not opened.store.at(picture).writable
    opened.store.at(tmp_path / "g.json").save(opened.project)
    assert load(tmp_path / "g.json").store.writable
    assert picture.read_bytes() == b"pixels"
