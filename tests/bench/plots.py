"""Pictures of figures, by matplotlib where it is installed: how times grow with the size of the graph, ours and others'."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from tests.bench.goals import PANS, peer_cell
from tests.bench.graphs import SIZES
from tests.bench.peers.browser import PEERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bench.figures import Part

WINDOW = ("1k", "10k", "100k")


def why_not() -> str:
    """Why no picture can be made; empty if it can."""
    return "" if find_spec("matplotlib") else "No pictures were made: matplotlib is missing (pip install matplotlib)."


def pan_by_size(parts: dict[str, Part], target: Path) -> bool:
    """Draw frames of a pan by size, ours and others', as SVG. Returns whether there was anything to draw."""
    ours = [
        (SIZES[size][0], parts[f"window {size}"].cell(PANS[0], "median"))
        for size in WINDOW
        if f"window {size}" in parts
    ]
    lines = {"Edgewise": [(count, ms) for count, ms in ours if ms]}
    for peer in PEERS:
        found = [(SIZES[size][0], peer_cell(parts.get("peers"), size, peer.name, "pan median")) for size in SIZES]
        lines[peer.name] = [(count, ms) for count, ms in found if ms]
    if not any(lines.values()):
        return False
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "edgewise"  # the same figures make the same file
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 4.5))
    for name, points in lines.items():
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=name, linewidth=2.5 if name == "Edgewise" else 1.2)
    axes.axhline(16.7, color="#999999", linewidth=0.8, linestyle="--")
    axes.set(xscale="log", yscale="log", xlabel="entities", ylabel="a frame of a pan, median ms")
    axes.legend(fontsize="small")
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})
    plt.close(figure)
    return True
