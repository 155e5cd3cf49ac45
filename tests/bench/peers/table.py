"""The table of peers: which can be measured here, at which sizes, and what they took."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from tests.bench.graphs import SIZES, communities
from tests.bench.peers.browser import CHROMIUM, PACKAGES, PEERS, Found, Peer, measure

if TYPE_CHECKING:
    from pathlib import Path

LIMIT_S = 200.0
HOPELESS = {"pyvis": 3_000, "vis-network": 3_000, "sigma, ForceAtlas2 100 steps": 40_000}
"""Most entities that a peer is asked to draw: with ten times as many it was not done in the time given."""


def why_not() -> str:
    """Why no peer can be measured here; empty if they can."""
    if not CHROMIUM.exists():
        return f"there is no Chromium at {CHROMIUM}"
    return "" if shutil.which("npm") else "npm is missing, which fetches the libraries"


def modules() -> Path:
    """Return the folder of the libraries; they are fetched the first time."""
    folder = user_cache_path("edgewise") / "peers"
    if not all((folder / "node_modules" / script).exists() for peer in PEERS for script in peer.scripts):
        folder.mkdir(parents=True, exist_ok=True)
        npm = shutil.which("npm") or "npm"
        command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), *PACKAGES]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules"


def versions(folder: Path) -> dict[str, str]:
    """Return the version of each library."""
    names = [package.split("@")[0] for package in PACKAGES]
    return {name: json.loads((folder / name / "package.json").read_text())["version"] for name in names}


def graph(size: str) -> dict[str, Any]:  # as JSON has it
    """Return a graph of a named size as the peers' pages read it."""
    entities, relations = SIZES[size]
    source, target, places = communities(entities, relations)
    nodes = [
        {"id": row, "label": f"Entity number {row}", "group": row % 8, "x": x, "y": y}
        for row, (x, y) in enumerate(places.round(1).tolist())
    ]
    return {"nodes": nodes, "edges": list(zip(source.tolist(), target.tolist(), strict=True))}


def found(sizes: list[str]) -> list[tuple[Peer, str, Found | str]]:
    """Measure every peer at every size; a sentence in place of figures where one was left out."""
    folder = modules()
    rows: list[tuple[Peer, str, Found | str]] = []
    for size in sizes:
        what = graph(size)
        for peer in PEERS:
            most = HOPELESS.get(peer.name)
            if most is not None and len(what["nodes"]) > most:
                rows.append((peer, size, f"not tried beyond {most:,} entities"))
            else:
                rows.append((peer, size, measure(peer, what, folder, LIMIT_S)))
    return rows
