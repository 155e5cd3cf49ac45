"""What is taken for a picture and what for a graph, whatever the name of the file says."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from explorer.model.errors import UnreadableFile
from explorer.opening import check_graph, open_graph

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = ("<svg >", "%PDF-1.7", "\x89PNG")


@pytest.mark.parametrize("title", ENDINGS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_graph_that_speaks_of_pictures_is_no_picture(title: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    document = {"format": "edgewise-graph", "version": 1, "title": title}
    path.write_text(json.dumps(document, ensure_ascii=False), encoding=encoding)
    assert open_graph(path).project.title == title
    assert check_graph(path).exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="This system has no named pipes.")
def test_a_pipe_is_refused_without_waiting_for_whoever_writes_into_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFile, match="not an ordinary file"):
        open_graph(pipe)
    assert check_graph(pipe).exit_code == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.graphml", "<graphml><graph><node id='a'/></graph></graphml>"),
        ("x.xml", "<!-- <svg> --><gexf><graph><nodes><node id='a'/></nodes></graph></gexf>"),
        ("x.csv", "id,name\na,Alpha\n"),
        ("x.cyjs", '{"elements": [{"data": {"id": "a"}}]}'),
    ],
)
def test_graphs_of_other_programs_open_as_documents_without_a_home(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    opened = open_graph(path)
    assert list(opened.project.entities) == ["a"]
    assert not opened.store.writable
    assert "imported" in opened.notices[0]
    opened.store.at(tmp_path / "ours.json").save(opened.project)
    assert open_graph(tmp_path / "ours.json").project.to_file() == opened.project.to_file()
    assert path.read_text() == text
    assert check_graph(path).exit_code == 0


def test_a_long_report_is_cut_where_it_would_fill_the_window(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    columns = [f"c{number}" for number in range(20)]
    rows = "".join(f"e{row},x,{','.join(str(row) for _ in columns)}\n" for row in range(2)).replace("e1,", "e0,")
    path.write_text(f"relation id,relation,{','.join(columns)},quotation\n" + rows)
    notices = open_graph(path).notices
    assert len(notices) == 13
    assert notices[-1].startswith("And ")
