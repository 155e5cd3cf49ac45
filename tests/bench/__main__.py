"""Measures part by part, prints tables, keeps the figures, and writes the page about performance.

``python -m tests.bench`` measures the small graphs; name other parts, or ``all``. Parts that are not measured this time
stay on the page as they were.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import parts as measure
from tests.bench.figures import Part, in_markdown, read, write
from tests.bench.graphs import SIZES
from tests.bench.page import page
from tests.bench.plots import pan_by_size, why_not

if TYPE_CHECKING:
    from collections.abc import Callable

FIGURES = Path("docs/performance.json")
PLOT = "performance-pan.svg"
WINDOWS = {f"window {size}": size for size in SIZES if size not in {"60", "150"}}
NAMES = (
    "start", "small", "reader", "marking", *WINDOWS, "layouts", "loading", "first picture", "stores", "keystrokes", "pictures", "items", "crowds",
    "peers"
)  # fmt: skip


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"what to measure: all, or any of {', '.join(NAMES)} (default: small)")
    parser.add_argument("--sizes", default="", help=f"window with graphs of these sizes, by commas: {', '.join(SIZES)}")
    parser.add_argument("--peers", action="store_true", help="other programs too: a browser with web libraries")
    parser.add_argument("--peer-sizes", default="60,1k,10k,100k", help="sizes for those (default %(default)s)")
    parser.add_argument("--starts", type=int, default=9, help="how often the window is started (default %(default)s)")
    parser.add_argument("--large-layouts", action="store_true", help="layouts of 1,000 to 100,000 entities as well")
    parser.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()), help="where the large store is made"
    )
    parser.add_argument("--figures", type=Path, default=FIGURES, help="where figures are kept (default %(default)s)")
    parser.add_argument("--markdown", type=Path, help="write the page about performance to this file")
    options = parser.parse_args()
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted = wishes(options)
    if len(wanted) == 1:
        keep(options.figures, wanted[0], measured(wanted[0], options))
    else:  # each in a process of its own, so that none rests on what another has left in memory
        for name in wanted:
            command = [sys.executable, "-m", "tests.bench", name, *passed_on(options)]
            if subprocess.run(command, check=False).returncode:
                print(f"── {name} could not be measured")
    if options.markdown is not None:
        write_page(options.figures, options.markdown)


def wishes(options: argparse.Namespace) -> list[str]:
    """Return the names of the parts to measure; a sentence and an end for a name that is none."""
    wanted = [*(NAMES if "all" in options.parts else options.parts)]
    wanted += [f"window {size}" for size in options.sizes.split(",") if size]
    wanted += ["peers"] * (options.peers and "peers" not in wanted)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        raise SystemExit(f"No part is called {unknown[0]!r}. There are: all, {', '.join(NAMES)}.")
    return wanted or ([] if options.markdown else ["small"])


def passed_on(options: argparse.Namespace) -> list[str]:
    """Return the options as words for a process that measures one part."""
    words = ["--starts", options.starts, "--peer-sizes", options.peer_sizes, "--folder", options.folder]
    large = ["--large-layouts"] * (options.large_layouts or "all" in options.parts)
    return [str(word) for word in (*words, "--figures", options.figures, *large)]


def measured(name: str, options: argparse.Namespace) -> Part:
    """Measure one part."""
    in_window: dict[str, Callable[[], Part]] = {
        "small": measure.small,
        "reader": measure.reader,
        "marking": measure.marking,
        **{window: partial(measure.window, size) for window, size in WINDOWS.items()},
        "keystrokes": measure.keystrokes,
        "pictures": measure.pictures,
        "items": measure.items,
        "crowds": measure.crowds,
    }
    without: dict[str, Callable[[], Part]] = {
        "start": partial(measure.start, options.starts),
        "layouts": partial(measure.layouts, large=options.large_layouts),
        "loading": measure.loading,
        "first picture": measure.first_picture,
        "stores": partial(measure.stores, options.folder),
        "peers": partial(measure.peers, options.peer_sizes.split(",")),
    }
    return in_application(in_window[name]) if name in in_window else without[name]()


def in_application(run: Callable[[], Part]) -> Part:
    """Measure something that needs Qt, and say on which platform it was."""
    from explorer.app import make_application

    app = make_application()
    part = run()
    return replace(part, made=f"{part.made}; Qt platform {app.platformName()}")


def keep(path: Path, name: str, part: Part) -> None:
    """Print a part and keep its figures beside those of the others."""
    print(f"\n## {part.title}\n", *in_markdown(part), sep="\n", flush=True)
    before = read(path)
    if name == "peers" and name in before:
        part = before[name].beside(part)
    write(path, before | {name: part})


def write_page(figures: Path, target: Path) -> None:
    """Write the page, and its picture beside it."""
    parts, reason = read(figures), why_not()
    if reason:
        print(reason)
    elif pan_by_size(parts, target.with_name(PLOT)):
        print(f"Drew {target.with_name(PLOT)}.")
    pictures = [PLOT] if target.with_name(PLOT).exists() else []
    target.write_text(page(parts, pictures), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
