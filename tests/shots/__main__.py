"""Draws every picture anew into ``docs/shots``; small enough for a repository, the same on every run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "shots"
COLOURS = 256
SHOTS = {
    "window": ["screenshot", "graph.json", "--select-edge", "DeepSeek -> H800"],
    "window-dark": ["screenshot", "graph.json", "--select", "DeepSeek", "--theme", "dark"],
    "picture": [
        "export", "graph.json", "--focus", "Nvidia", "--depth", "1", "--scale", "1",
        "--title", "What Nvidia made, and what hit it",
    ],
}  # fmt: skip


def draw(name: str, target: Path) -> None:
    """Draw one picture and reduce its colours; lines and letters stay as sharp as they are."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.png"
        subprocess.run([sys.executable, "main.py", *SHOTS[name], "-o", str(raw)], cwd=ROOT, check=True)
        with Image.open(raw) as image:
            image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        draw(shot, FOLDER / f"{shot}.png")
        print(f"docs/shots/{shot}.png, {(FOLDER / f'{shot}.png').stat().st_size // 1000} kB")
