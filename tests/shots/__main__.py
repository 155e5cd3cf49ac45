"""Draws every picture anew into ``docs/shots``: small enough for a repository, and the same on every run but for times of backups."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "shots"
COLOURS, EXACT = 256, 160
SHOTS = {
    "window": ["screenshot", "graph.json", "--select-edge", "DeepSeek -> H800"],
    "window-dark": ["screenshot", "graph.json", "--select", "DeepSeek", "--theme", "dark"],
    "picture": [
        "export", "graph.json", "--focus", "Nvidia", "--depth", "1", "--scale", "1",
        "--title", "What Nvidia made, and what hit it",
    ],
}  # fmt: skip


def reduced(raw: Path, target: Path) -> None:
    """Keep a picture with fewer colours: the commonest ones exactly, so that grounds and kinds look as they do in the window."""
    with Image.open(raw) as image:
        full = image.convert("RGB")
    colors, counts = np.unique(np.asarray(full).reshape(-1, 3), axis=0, return_counts=True)
    common = colors[np.argsort(-counts, kind="stable")[:EXACT]]
    others = full.quantize(COLOURS - EXACT, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*common.ravel().tolist(), *others])
    full.quantize(palette=palette, dither=Image.Dither.NONE).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}, {target.stat().st_size // 1000} kB")


def main() -> None:
    """Draw what the command line can draw, then the window in the middle of work."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for shot, words in SHOTS.items():
            subprocess.run([sys.executable, "main.py", *words, "-o", f"{folder}/{shot}.png"], cwd=ROOT, check=True)
        subprocess.run([sys.executable, "-m", "tests.shots.scenes", folder], cwd=ROOT, check=True)
        for raw in sorted(Path(folder).glob("*.png")):
            reduced(raw, FOLDER / raw.name)


if __name__ == "__main__":
    main()
