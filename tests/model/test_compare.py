"""Two graphs are compared down to single pieces of evidence, and what differs is said in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from explorer.cli_diff import as_json, lines
from explorer.model.bodies import Bodies
from explorer.model.changes import Put, Remove
from explorer.model.compare import How, Sort, compare
from explorer.model.facts import Article, Entity, GraphFile, Quantity, Relation, Status
from explorer.model.project import Project
from explorer.model.quote_checks import sha256
from explorer.stores.json_file import JsonStore
from explorer.stores.tidying import tidied
from tests.builders import big, evidence, graph, tiny
from tests.cli.commands import run
from tests.stores import documents

if TYPE_CHECKING:
    from pathlib import Path

LINES = ("a -uses-> b:chip | claims a", "b -uses-> c")


def told(before: Project, after: Project) -> list[tuple[str, str, str, str]]:
    return [(own.how.value, own.sort.value, own.id, own.owner) for own in compare(before, after).differences]


def test_a_graph_does_not_differ_from_itself():
    assert compare(tiny(*LINES), tiny(*LINES)).differences == ()
    assert compare(tiny(*LINES), tiny(*LINES, positions={"a": (1, 1)})).summary() == "Both hold the same facts."


def test_what_was_added_removed_and_changed_is_named_where_it_is():
    before, after = tiny(*LINES), tiny(*LINES)
    Put(after.entities["a"].model_copy(update={"name": "Alpha"})).apply(after)
    Remove(Relation, "r2").apply(after)
    Put(Relation(id="r9", source="c", target="a", kind="uses", evidence=(evidence("e9"),))).apply(after)
    assert told(before, after) == [
        ("changed", "entity", "a", "a"),
        ("added", "relation", "r9", "r9"),
        ("added", "evidence", "e9", "r9"),
        ("removed", "relation", "r2", "r2"),
    ]
    assert compare(before, after).summary() == (
        "Added: 1 relation, 1 piece of evidence; removed: 1 relation; changed: 1 entity."
    )


def test_a_relation_whose_evidence_alone_changed_is_the_same_relation():
    before, after = tiny(*LINES), tiny(*LINES)
    own = after.relations["r1"]
    item = own.evidence[0].model_copy(update={"status": Status.REJECTED, "note": "no"})
    Put(own.model_copy(update={"evidence": (item,)})).apply(after)
    (difference,) = compare(before, after).differences
    assert (difference.how, difference.sort, difference.owner) == (How.CHANGED, Sort.EVIDENCE, "r1")
    assert difference.fields == {"status": ("accepted", "rejected"), "note": (None, "no")}


def test_fields_are_told_in_words():
    before, after = tiny(*LINES), tiny(*LINES)
    worth = Quantity(amount=2_000, unit="", text="2,000")
    Put(after.relations["r2"].model_copy(update={"qualifiers": {"quantity": worth}})).apply(after)
    text = "\n".join(lines(compare(before, after)))
    assert "qualifiers: nothing → quantity 2,000" in text
    assert text.startswith("~ relation r2: ")


files = documents.files.map(GraphFile.model_validate).map(lambda file: Project(tidied(file)[0]))


@given(files, files)
def test_added_one_way_is_removed_the_other_way_and_everything_can_be_written(one: Project, other: Project):
    there, back = compare(one, other), compare(other, one)
    swapped = {How.ADDED: How.REMOVED, How.REMOVED: How.ADDED, How.CHANGED: How.CHANGED}
    assert {(swapped[own.how], own.sort, own.owner, own.id) for own in there.differences} == {
        (own.how, own.sort, own.owner, own.id) for own in back.differences
    }
    json.dumps(as_json(there))
    assert all(line.isprintable() for line in lines(there))
    assert compare(one, one).differences == ()


@given(st.data())
def test_applying_what_differs_makes_them_alike(data: st.DataObject):
    one, other = data.draw(files), data.draw(files)
    for sort, table in (
        (Sort.ARTICLE, other.articles),
        (Sort.ENTITY, other.entities),
        (Sort.RELATION, other.relations),
    ):
        for own in compare(one, other).differences:
            if own.sort is sort and own.how is How.ADDED:
                Put(table[own.id]).apply(one)
    assert not any(
        own.how is How.ADDED and own.sort in {Sort.ARTICLE, Sort.ENTITY, Sort.RELATION}
        for own in compare(one, other).differences
    )


def test_the_command_line_says_it_and_writes_json(capsys, tmp_path: Path):
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    JsonStore.create(before).save(tiny(*LINES))
    JsonStore.create(after).save(tiny(LINES[0]))
    ran = run(capsys, "diff", str(before), str(after))
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == "Removed: 1 entity, 1 relation."
    ran = run(capsys, "diff", str(before), str(after), "--json")
    assert json.loads(ran.out)["counts"] == {"added": {}, "removed": {"entity": 1, "relation": 1}, "changed": {}}
    assert run(capsys, "diff", str(before), str(before)).code == 0
    assert run(capsys, "diff", str(before), str(tmp_path / "none.json")).code == 2


@given(st.data())
def test_facts_that_are_still_text_differ_in_the_same_way(data: st.DataObject):
    before = big(6, 9)
    after = Project(before.to_file())
    for key in data.draw(st.lists(st.sampled_from(list(after.relations)), unique=True, max_size=4)):
        if data.draw(st.booleans()):
            Remove(Relation, key).apply(after)
        else:
            tie = after.relations[key]
            Put(tie.model_copy(update={"evidence": tie.evidence[1:], "note": "other"})).apply(after)
    assert compare(as_text(before), as_text(after)) == compare(before, after)


def as_text(project: Project) -> Project:
    file = project.to_file()
    people, ties = (
        [own.model_dump_json(exclude_unset=True) for own in facts] for facts in (file.entities, file.relations)
    )
    return Project(
        file,
        entities=Bodies(Entity, [own.id for own in file.entities], people.__getitem__),
        relations=Bodies(Relation, [own.id for own in file.relations], ties.__getitem__),
    )


def test_a_text_is_the_same_wherever_it_is_kept_and_another_one_is_said():
    inside = Article(id="a1", title="A", text="Some words.")
    beside = Article(id="a1", title="A", text_sha256=sha256("Some words."))
    assert told(graph(inside), graph(beside)) == []
    (changed,) = compare(graph(beside), graph(Article(id="a1", title="A", text="Other words."))).differences
    assert changed.fields == {"text": ("one that is not here", "12 letters")}
    (gone,) = compare(graph(inside), graph(Article(id="a1", title="A"))).differences
    assert gone.fields == {"text": ("11 letters", None)}
