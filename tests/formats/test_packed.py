"""Many facts kept as text are the same as the values they were."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from explorer.formats.packed import AT_ONCE, Packed
from explorer.model.bodies import Bodies
from explorer.model.facts import Entity, Fact, GraphFile, Quantity, Relation
from explorer.stores.json_file import JsonStore, load
from explorer.stores.writing import to_bytes
from tests.formats.written import Arrived

if TYPE_CHECKING:
    from pathlib import Path

MANY = AT_ONCE * 2 + 100


def entity(number: int) -> Entity:
    facts = (Fact(id=f"f{number}", property="x", value=Quantity(amount=number)),) if number % 3 else ()
    return Entity(id=f"e{number}", kind="company", name='A\n    },\n"{}', **({"facts": facts} if facts else {}))


def test_what_was_put_in_comes_out_changed_or_not() -> None:
    packed = Packed(Entity)
    for number in range(MANY):
        packed.append(entity(number))
    for number in (0, AT_ONCE, MANY - 1):
        packed[number] = packed[number].model_copy(update={"name": f"New {number}"})
    wanted = [entity(number) for number in range(MANY)]
    for number in (0, AT_ONCE, MANY - 1):
        wanted[number] = wanted[number].model_copy(update={"name": f"New {number}"})
    assert list(packed) == wanted
    bodies = packed.bodies()
    assert bodies is not None
    assert list(bodies.values()) == wanted
    assert list(bodies) == [one.id for one in wanted]


def test_few_are_left_as_they_are() -> None:
    packed = Packed(Relation)
    packed.append(Relation(id="r", source="a", target="b", kind="uses"))
    assert packed.bodies() is None
    assert [one.id for one in packed] == ["r"]


def test_a_large_import_is_saved_as_a_small_one_would_be(tmp_path: Path) -> None:
    edges = "".join(f"n{number % 4999},n{(number * 7) % 5003},uses,{number}\n" for number in range(MANY))
    found = Arrived(tmp_path, e_csv=f"source,target,kind,weight\n{edges}", n_csv="id,name\nn0,Zero\n")
    assert isinstance(found.project.relations, Bodies)
    assert "5,002 entities named only as an end of relations" in found.said
    JsonStore.create(tmp_path / "out.json").save(found.project)
    raw = (tmp_path / "out.json").read_bytes()
    assert raw == to_bytes(load(tmp_path / "out.json").project.to_file())
    assert len(GraphFile.model_validate_json(raw).relations) == MANY


def test_ends_and_passages_that_come_late_find_their_relations_among_many(tmp_path: Path) -> None:
    edges = "".join(f'<edge id="r{number}" source="1" target="2" directed="false"/>' for number in range(MANY))
    text = f'<graphml><graph>{edges}<node id="1"/><edge source="1" target="1"/></graph></graphml>'
    found = Arrived(tmp_path, x_graphml=text)
    assert {relation.target for relation in found.file.relations} == {"1", "2"}
    assert found.file.relations[0].model_extra == {"imported": {"directed": False}}
    passages = "relation,quotation,article title\nr7,They do.,News\n"
    rows = "".join(f"r{number},a,b\n" for number in range(MANY))
    found = Arrived(tmp_path, r_csv="id,source,target\n" + rows, v_csv=passages)
    assert found.project.relations["r7"].evidence[0].quote.exact == "They do."


def test_json_arrives_whole_however_much_it_is(tmp_path: Path) -> None:
    nodes = [{"id": f"n{number}"} for number in range(MANY)]
    links = [{"source": node["id"], "target": "n0"} for node in nodes]
    elements = [{"data": one} for one in (*nodes, *links)]
    for value in ({"nodes": nodes, "links": links}, {"elements": elements}):
        found = Arrived(tmp_path, x_json=json.dumps(value))
        assert len(found.file.entities) == len(found.file.relations) == MANY
