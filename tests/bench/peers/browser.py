"""Draws a graph with a web library in headless Chromium and takes its times: settled picture, frames of a pan, memory."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.timing import Times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HERE = Path(__file__).parent
CHROMIUM = Path("/usr/bin/chromium")
WIDTH, HEIGHT = 1600, 1000
ALWAYS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WITH_GL = (
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
PAN_LIMIT_MS = 20_000
MEMORY_EVERY_S = 0.5


@dataclass(frozen=True)
class Peer:
    """One way of drawing a graph in a browser.

    ``scripts`` are paths under ``node_modules``; ``code`` a file beside this one. ``preset`` draws at given places
    instead of arranging.
    """

    name: str
    code: str
    scripts: tuple[str, ...]
    preset: bool = False
    gl: bool = False


PYVIS = Peer("pyvis", "pyvis.js", ())
PEERS = (
    PYVIS,
    Peer("vis-network", "vis-network.js", ("vis-network/standalone/umd/vis-network.min.js",)),
    Peer("cytoscape.js, given places", "cytoscape.js", ("cytoscape/dist/cytoscape.min.js",), preset=True),
    Peer(
        "sigma, ForceAtlas2 100 steps",
        "sigma.js",
        (
            "graphology/dist/graphology.umd.min.js",
            "graphology-library/dist/graphology-library.min.js",
            "sigma/dist/sigma.min.js",
        ),
        gl=True,
    ),
    Peer(
        "sigma, given places",
        "sigma.js",
        ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
        preset=True,
        gl=True,
    ),
)
PACKAGES = ("vis-network", "cytoscape", "graphology", "graphology-library", "sigma@3")


@dataclass(frozen=True)
class Found:
    """What was measured. Milliseconds from the start of the page; None where the time ran out."""

    first_ms: float | None
    settled_ms: float | None
    pan: Times | None
    memory_mib: int
    error: str = ""


def page_of(peer: Peer) -> str:
    """Return the page that draws ``/graph.json`` with a library."""
    scripts = "".join(f'<script src="/modules/{path}"></script>' for path in peer.scripts)
    return (
        "<!doctype html><meta charset=utf-8><style>html,body{margin:0}#canvas{width:1600px;height:1000px}</style>"
        f"<script>window.PRESET = {json.dumps(peer.preset)};</script>{scripts}"
        '<div id="canvas"></div><script src="/page.js"></script>'
        f'<script src="/{peer.code}"></script>'
    )


def pyvis_page(graph: Mapping[str, Any]) -> str:
    """Return the page that pyvis makes of a graph, with the clock and the pan of the others."""
    from pyvis.network import Network

    network = Network(height="1000px", width="1600px", directed=True, cdn_resources="in_line")
    for node in graph["nodes"]:
        network.add_node(node["id"], label=node["label"], group=node["group"])
    network.add_edges(graph["edges"])
    clock = '<script src="/page.js"></script><script src="/pyvis.js"></script></body>'
    return str(network.generate_html()).replace("</body>", clock)


def measure(peer: Peer, graph: Mapping[str, Any], modules: Path, limit_s: float) -> Found:
    """Draw a graph with a library and take its times.

    Parameters
    ----------
    peer : Peer
    graph : mapping
        ``nodes`` with id, label, group, x and y, and ``edges`` as pairs of ids.
    modules : Path
        A folder of installed packages (``node_modules``).
    limit_s : float
        How long to wait for a settled picture.
    """
    page = pyvis_page(graph) if peer is PYVIS else page_of(peer)
    answers = {
        "/": (page.encode(), "text/html"),
        "/graph.json": (json.dumps(graph).encode(), "application/json"),
        "/page.js": ((HERE / "page.js").read_bytes(), "text/javascript"),
        f"/{peer.code}": ((HERE / peer.code).read_bytes(), "text/javascript"),
    }
    answers |= {f"/modules/{path}": ((modules / path).read_bytes(), "text/javascript") for path in peer.scripts}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, answers))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return visit(f"http://127.0.0.1:{server.server_port}/", limit_s, gl=peer.gl)
    finally:
        server.shutdown()
        server.server_close()


def visit(address: str, limit_s: float, *, gl: bool) -> Found:
    """Open a page that notes its times in ``T`` and pans by ``PAN``; wait for its settled picture, then pan."""
    from playwright.sync_api import Error, sync_playwright

    options = (*ALWAYS, *(WITH_GL if gl else ("--disable-gpu",)))
    with sync_playwright() as play, _Memory() as memory:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=list(options))
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        times: dict[str, Any] = {}
        gaps: list[float] = []
        error = ""
        try:
            page.goto(address, wait_until="commit")
            page.wait_for_function("window.T && (T.settled || T.error)", timeout=limit_s * 1000, polling=50)
            times = page.evaluate("T")
            gaps = page.evaluate(f"panFrames({PAN_LIMIT_MS})") if times.get("settled") else []
        except Error as failure:
            error = str(failure).splitlines()[0]
        found = Found(
            times.get("first"),
            times.get("settled"),
            Times(tuple(gaps[1:])) if len(gaps) > 1 else None,
            memory.peak_mib(),
            times.get("error") or error,
        )
        browser.close()
    return found


class _Pages(BaseHTTPRequestHandler):
    """Serves the page, its scripts and the graph, on this machine only."""

    def __init__(self, answers: Mapping[str, tuple[bytes, str]], *arguments: Any) -> None:
        self._answers = answers
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer with one of the few things there are."""
        if self.path not in self._answers:
            self.send_error(404)
            return
        body, kind = self._answers[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class _Memory:
    """Notes the largest share of memory (PSS) that all processes under this one have had together."""

    def __init__(self) -> None:
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> _Memory:
        self._own = {int(entry.name) for entry in _processes()}
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._over.set()
        self._thread.join()

    def peak_mib(self) -> int:
        """The largest so far, in MiB."""
        self._note()
        return self._peak // 1024

    def _watch(self) -> None:
        while not self._over.wait(MEMORY_EVERY_S):
            self._note()

    def _note(self) -> None:
        new = (entry for entry in _processes() if int(entry.name) not in self._own)
        self._peak = max(self._peak, sum(_kib(entry) for entry in new if _is_browser(entry)))


def _processes() -> Iterator[Path]:
    return (entry for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _is_browser(process: Path) -> bool:
    try:
        return b"chrom" in (process / "cmdline").read_bytes()
    except OSError:  # it has ended meanwhile
        return False


def _kib(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
