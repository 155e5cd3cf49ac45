"""Whatever a file holds, importing it gives a graph that can be saved, or a sentence."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from explorer.importing import import_graphs
from explorer.model.errors import UnreadableFile
from explorer.model.problems import Severity, problems
from explorer.stores.writing import to_bytes

attributes = st.sampled_from(
    ["id", "source", "target", "key", "for", "value", "edgedefault", "attr.name", "x", "y", "start"]
)
tags = st.sampled_from(
    [
        "graph",
        "node",
        "edge",
        "data",
        "key",
        "default",
        "nodes",
        "edges",
        "attvalues",
        "attvalue",
        "attributes",
        "attribute",
        "spells",
        "spell",
        "position",
        "color",
        "size",
        "hyperedge",
        "endpoint",
        "port",
        "desc",
        "NodeLabel",
        "Geometry",
        "meta",
        "creator",
        "parents",
        "parent",
    ]
)
texts = st.text(st.sampled_from("ab1 .,;\"'\n|-=<>&é\x00"), max_size=4)
escaped = texts.map(lambda text: text.translate({0: None, 60: "&lt;", 38: "&amp;", 34: "&quot;"}))
elements = st.recursive(
    escaped,
    lambda inside: st.builds(
        lambda tag, given, children: (
            f"<{tag} {' '.join(f'{word}={chr(34)}{text}{chr(34)}' for word, text in given.items())}>{''.join(children)}</{tag}>"
        ),
        tags,
        st.dictionaries(attributes, escaped, max_size=3),
        st.lists(inside, max_size=4),
    ),
    max_leaves=12,
)
headers = st.sampled_from(
    [
        "id",
        "name",
        "source",
        "target",
        "kind",
        "quotation",
        "speaker",
        "article title",
        "relation",
        "x",
        "y",
        "",
        "weight:int",
    ]
)
cells = texts.map(lambda text: f'"{text}"') | texts
tables = st.builds(
    lambda header, rows: "\n".join(",".join(row) for row in (header, *rows)),
    st.lists(headers, min_size=1, max_size=6),
    st.lists(st.lists(cells, max_size=7), max_size=6),
)


def check(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            file = import_graphs([path]).project.to_file()
        except UnreadableFile as error:
            sentence = str(error)
            assert sentence.endswith((".", "'"))
            assert "\n" not in sentence
            return
    assert to_bytes(file)
    assert not [problem for problem in problems(file) if problem.severity is Severity.ERROR]


@settings(deadline=None, max_examples=150)
@given(elements, st.sampled_from(["graphml", "gexf"]))
def test_any_xml(inside: str, root: str) -> None:
    check(f"x.{root}", f"<{root}>{inside}</{root}>".encode())


@settings(deadline=None, max_examples=150)
@given(tables, st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_any_table(table: str, encoding: str) -> None:
    check("x.csv", table.encode(encoding))


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=60), st.sampled_from(["csv", "graphml", "gexf", "cyjs", "json", "xml"]))
@example(b"\xff\xfe", "csv")
@example(b"<gexf>\xff</gexf>", "gexf")
def test_any_bytes(data: bytes, ending: str) -> None:
    check(f"x.{ending}", data)
