"""Tables arrive whole, however they are written; what is odd about them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.model.errors import UnreadableFile
from explorer.model.facts import Date, Quantity, Stance
from explorer.model.problems import Severity, problems
from tests.formats.written import Arrived

if TYPE_CHECKING:
    from pathlib import Path

NODES = "id,name,kind,aliases,founded\na,Alpha,Company,Al|Alfie,1998\nb,Beta,chip,,\n"
EDGES = "source,target,kind,weight,since\na,Beta,designed,0.5,2024-02-01\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_entities_and_relations_are_read_together(delimiter: str, encoding: str, end: str, tmp_path: Path) -> None:
    nodes, edges = (
        text.replace("Al|Alfie", "Al | Alfie" if delimiter != "|" else '"Al | Alfie"')
        .replace(",", delimiter)
        .replace("\n", end)
        for text in (NODES.replace("Alpha", "Alphá"), EDGES)
    )
    found = Arrived(tmp_path, e_csv=edges.encode(encoding), n_csv=nodes.encode(encoding))
    alpha, beta = found.file.entities
    assert (alpha.name, alpha.kind, alpha.aliases) == ("Alphá", "company", ("Al", "Alfie"))
    assert found.facts("a") == {"founded": Quantity(amount=1998)}
    assert (beta.name, beta.kind) == ("Beta", "chip")
    [relation] = found.file.relations
    assert (relation.source, relation.target, relation.kind) == ("a", "b", "designed")
    assert relation.qualifiers == {"weight": Quantity(amount=0.5), "since": Date(date="2024-02-01")}
    assert found.said == ""


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Source,Target,Type,Id,Label,Weight", "a,b,Undirected,7,owns,2"),
        ("from;to;relation;weight", "a;b;owns;2"),
        (":START_ID,:END_ID,:TYPE,weight:float", "a,b,owns,2"),
        ("Subject\tObject\tPredicate\tweight", "a\tb\towns\t2"),
        ("sep=;\nsource;target;type;weight", "a;b;owns;2"),
    ],
)
def test_headers_of_other_programs_are_understood(header: str, row: str, tmp_path: Path) -> None:
    found = Arrived(tmp_path, e_csv=f"{header}\n{row}\n")
    [relation] = found.file.relations
    assert (relation.source, relation.target, relation.kind) == ("a", "b", "owns")
    assert [value for word, value in relation.qualifiers.items() if word.lower() == "weight"] == [Quantity(amount=2)]


@pytest.mark.parametrize(("third", "kind"), [("", "related_to"), (",owns", "owns"), (",5", "related_to")])
def test_a_list_of_pairs_needs_no_header(third: str, kind: str, tmp_path: Path) -> None:
    found = Arrived(tmp_path, e_csv=f"x{third},y{third}\nb,c{third}\n".replace(f"x{third},", "x,").replace(",y", ",y"))
    assert found.ends() == [("x", "y"), ("b", "c")]
    assert {relation.kind for relation in found.file.relations} == {kind}
    assert "4 entities named only as an end" in found.said


PASSAGES = (
    "source,target,kind,quotation,speaker,stance,article title,article url,article date,outlet\n"
    'Alpha,Beta,owns,"Alpha ""owns"" Beta,\nthey say",Carol,claims,News,https://example.org/1,2024-01-02,The Paper\n'
    "Alpha,Beta,owns,It does not.,,denies,News,https://example.org/1,,\n"
    "Alpha,Beta,owns,Perhaps.,,maybe,Other news,,,\n"
    "Beta,Alpha,uses,,,,,,,\n"
)


def test_a_row_may_be_a_relation_and_its_passage_in_one(tmp_path: Path) -> None:
    found = Arrived(tmp_path, e_csv=PASSAGES)
    owns, uses = found.file.relations
    first, second, third = owns.evidence
    assert first.quote.exact == 'Alpha "owns" Beta,\nthey say'
    assert [item.stance for item in owns.evidence] == [Stance.CLAIMS, Stance.DENIES, Stance.REPORTS]
    assert found.project.entities[first.speaker or ""].name == "Carol"
    news, other = found.file.articles
    assert (news.title, news.url, news.published, news.publisher) == (
        "News", "https://example.org/1", "2024-01-02", "The Paper",
    )  # fmt: skip
    assert (first.article, second.article, third.article) == (news.id, news.id, other.id)
    assert uses.evidence == ()
    for told in ("1 stance that is none of ours, taken for 'reports' (maybe)", "named as a speaker only"):
        assert told in found.said
    assert not [problem for problem in problems(found.file) if problem.severity is Severity.ERROR]


def test_passages_may_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    found = Arrived(
        tmp_path,
        v_csv="relation,entity,property,quotation,stance,article,article title\n"
        "r7,,,They do.,asserts,a1,News\n,a,founded,In 1998.,asserts,a1,\nr8,,,Nowhere.,asserts,a1,\n",
        r_csv="id,source,target,kind\nr7,a,b,uses\n",
        n_csv=NODES,
    )
    assert found.file.relations[0].evidence[0].quote.exact == "They do."
    assert found.file.entities[0].facts[0].evidence[0].quote.exact == "In 1998."
    assert [article.title for article in found.file.articles] == ["News"]
    assert "1 passage of v.csv under nothing that is listed, left out (r8)." in found.said


def test_rows_of_the_wrong_length_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    found = Arrived(tmp_path, n_csv="id,name,size\na\nb,Beta,3,more\n\n,,\n")
    assert [entity.name for entity in found.file.entities] == ["a", "Beta"]
    assert found.facts("b") == {"size": Quantity(amount=3), "column 4": "more"}
    for told in ("1 row of n.csv shorter than its header", "1 row of n.csv longer than its header"):
        assert told in found.said


def test_missing_ends_and_repeated_ids_are_told(tmp_path: Path) -> None:
    found = Arrived(tmp_path, n_csv="id,name\na,Alpha\na,Again\n", e_csv="id,source,target\n1,a,\n2,a,zeta\n2,zeta,a\n")
    assert [entity.id for entity in found.file.entities] == ["a", "a-2", "zeta"]
    assert [relation.id for relation in found.file.relations] == ["2", "2-2"]
    for told in (
        "1 entity had the id of another",
        "1 row of e.csv with an end missing, left out (a → ?)",
        "1 entity named only as an end of relations, with nothing but an id (zeta)",
        "1 relation with the id of another, which got a new one (2)",
    ):
        assert told in found.said


def test_an_end_named_like_several_is_none_of_them(tmp_path: Path) -> None:
    found = Arrived(tmp_path, n_csv="id,name\na,Same\nb,Same\n", e_csv="source,target\nSame,a\n")
    assert found.ends() == [("Same", "a")]
    assert "1 end named like several entities, made an entity of its own (Same)." in found.said


def test_cells_keep_what_they_are(tmp_path: Path) -> None:
    row = "a,007,1e999,-5,NaN,12345678901234567890,'=1+1,3.10"
    found = Arrived(tmp_path, n_csv=f"id,zip,huge,minus,none,card,sum,price\n{row}\n")
    assert found.facts("a") == {
        "zip": "007",
        "huge": "1e999",
        "minus": Quantity(amount=-5),
        "none": "NaN",
        "card": "12345678901234567890",
        "sum": "=1+1",
        "price": Quantity(amount=3.1),
    }


def test_a_cell_may_hold_a_megabyte_and_an_id_too_much(tmp_path: Path) -> None:
    long = "word " * 200_000
    found = Arrived(tmp_path, n_csv=f'id,name,text\n{"k" * 1000},Alpha,"{long}"\n')
    [entity] = found.file.entities
    assert (len(entity.id), entity.facts[0].value) == (200, long)
    assert "1 id of more than 200 letters, cut short" in found.said


def test_a_quotation_mark_that_is_never_closed_is_suspected(tmp_path: Path) -> None:
    found = Arrived(tmp_path, n_csv='id,name\na,"Alpha\n' + "b,Beta and some more words\n" * 500)
    assert len(found.file.entities) == 1
    assert "a quotation mark may be missing" in found.said


def test_text_from_windows_is_read_and_told(tmp_path: Path) -> None:
    found = Arrived(tmp_path, n_csv="id,name\na,Müller – “Söhne”\n".encode("windows-1252"))
    assert found.file.entities[0].name == "Müller – “Söhne”"
    assert "n.csv is not in UTF-8; it was read as windows-1252." in found.said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b" \r\n\0", "is empty"),
        (b"colour,size,weight,height\nred,1,2,3\n", "no header that says what it holds"),
        (b"PK\x03\x04", "not a table in text"),
        (b"one column\n1\n2\n", "no header"),
    ],
)
def test_what_is_no_table_of_a_graph_gets_a_sentence(content: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=told):
        Arrived(tmp_path, x_csv=content)


def test_bytes_that_are_no_text_do_not_stop_it(tmp_path: Path) -> None:
    found = Arrived(tmp_path, n_csv=b"id,name\na,\x00Al\x01pha\xff\x81\n")
    assert len(found.file.entities) == 1
    assert "not in UTF-8" in found.said
