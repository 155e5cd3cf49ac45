"""Two who change one graph lose nothing: what does not clash is merged, what does is asked, and words stay words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Put, Remove
from explorer.model.facts import Decision, Entity, Evidence, Quote, Relation, Value
from explorer.model.merge3 import merge
from explorer.model.project import Project
from explorer.stores.tidying import tidied
from tests.builders import evidence, tiny
from tests.stores import documents

LINES = ("a -uses-> b:chip | claims a", "b -uses-> c")


def three() -> tuple[Project, Project, Project]:
    return tiny(*LINES), tiny(*LINES), tiny(*LINES)


def change(project: Project, key: str, **fields: object) -> None:
    value: Value = project.entities[key] if key in project.entities else project.relations[key]
    Put(value.model_copy(update=fields)).apply(project)  # type: ignore[arg-type]  # one of the two


def test_different_fields_of_one_fact_merge():
    base, mine, theirs = three()
    change(mine, "a", name="Alpha")
    change(theirs, "a", description="First")
    made = merge(base, mine, theirs)
    assert not made.clashes
    made.change.apply(mine)
    assert (mine.entities["a"].name, mine.entities["a"].description) == ("Alpha", "First")


def test_the_same_field_is_asked_and_either_may_win():
    base, mine, theirs = three()
    change(mine, "a", name="Alpha")
    change(theirs, "a", name="Aleph")
    (clash,) = merge(base, mine, theirs).clashes
    assert (clash.owner, clash.field, clash.base, clash.mine, clash.theirs) == ("a", "name", "a", "Alpha", "Aleph")
    merge(base, mine, theirs).change.apply(mine)
    assert mine.entities["a"].name == "Alpha"
    merge(base, mine, theirs, [clash.key]).change.apply(mine)
    assert mine.entities["a"].name == "Aleph"


def test_lists_merge_as_sets():
    base, mine, theirs = three()
    for project in (base, mine, theirs):
        change(project, "a", aliases=("x", "y"))
    change(mine, "a", aliases=("y", "z"))
    change(theirs, "a", aliases=("x", "y", "w"))
    merge(base, mine, theirs).change.apply(mine)
    assert mine.entities["a"].aliases == ("y", "z", "w")


def test_new_evidence_of_both_is_there_and_what_one_removed_is_gone():
    base, mine, theirs = three()
    kept = base.relations["r1"].evidence
    change(mine, "r1", evidence=(*kept, evidence("e8")))
    change(theirs, "r1", evidence=(evidence("e9"),))
    made = merge(base, mine, theirs)
    assert not made.clashes
    made.change.apply(mine)
    assert [item.id for item in mine.relations["r1"].evidence] == ["e8", "e9"]


def test_removed_against_changed_stays_and_is_asked():
    base, mine, theirs = three()
    Remove(Relation, "r2").apply(theirs)
    change(mine, "r2", note="important")
    (clash,) = merge(base, mine, theirs).clashes
    assert (clash.field, clash.theirs) == ("", None)
    merge(base, mine, theirs).change.apply(mine)
    assert mine.relations["r2"].note == "important"
    merge(base, mine, theirs, [clash.key]).change.apply(mine)
    assert "r2" not in mine.relations


def test_a_quotation_that_was_changed_is_kept_beside_the_one_that_was():
    base, mine, theirs = three()
    own = base.relations["r1"].evidence[0]
    change(theirs, "r1", evidence=(own.model_copy(update={"quote": Quote(exact="other words")}),))
    change(mine, "r1", evidence=(own.model_copy(update={"note": "seen"}),))
    merge(base, mine, theirs).change.apply(mine)
    told = {item.id: item.quote.exact for item in mine.relations["r1"].evidence}
    assert told == {own.id: own.quote.exact, f"{own.id}-2": "other words"}


def test_an_entity_that_somebody_tied_anew_is_not_taken_away():
    base, mine, theirs = three()
    Remove(Relation, "r2").apply(theirs)
    Remove(Entity, "c").apply(theirs)
    Put(Relation(id="r9", source="a", target="c", kind="uses")).apply(mine)
    merge(base, mine, theirs).change.apply(mine)
    assert "c" in mine.entities
    assert "r2" not in mine.relations


def test_decisions_of_both_are_in_the_journal():
    base, mine, theirs = three()
    theirs._note((Decision(id="d1", at="", by="Ada", what="x"),))
    merge(base, mine, theirs).change.apply(mine)
    assert [noted.id for noted in mine.journal] == ["d1"]


projects = documents.files.map(lambda file: tidied(file)[0])


@given(st.data())
def test_whatever_two_make_of_a_graph_nothing_new_is_lost(data: st.DataObject):
    base, mine, theirs = (data.draw(projects) for _ in range(3))
    one, own, other = Project(base), Project(mine), Project(theirs)
    made = merge(one, own, other)
    inverse, _ = made.change.apply(own)
    for table in ("articles", "entities", "relations"):
        old, now = getattr(one, table), getattr(own, table)
        wanted = {*getattr(other, table), *(item.id for item in getattr(mine, table))} - old.keys()
        assert wanted <= now.keys()
    assert {item.quote.exact for item in _said(other)} - {item.quote.exact for item in _said(one)} <= {
        item.quote.exact for item in [*_said(own), *(item for clash in made.clashes for item in _in(clash.theirs))]
    }
    inverse.apply(own)
    assert own.to_file().relations == mine.relations


@given(projects, projects)
def test_who_has_changed_nothing_gets_what_the_other_has_made(base, theirs):
    mine = Project(base)
    made = merge(Project(base), mine, Project(theirs))
    assert not made.clashes
    made.change.apply(mine)
    assert {key: mine.relations[key] for key in mine.relations} == {own.id: own for own in theirs.relations}
    assert not merge(Project(base), Project(theirs), Project(base)).change.changes


def _said(project: Project) -> list[Evidence]:
    return [item for relation in project.relations.values() for item in relation.evidence]


def _in(value: object) -> list[Evidence]:
    return list(value.evidence) if isinstance(value, Relation) else [value] if isinstance(value, Evidence) else []
