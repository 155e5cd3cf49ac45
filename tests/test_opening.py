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
