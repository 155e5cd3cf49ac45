"""The page about performance: goals first, then every table and picture, with how they were measured and what is weak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench.figures import in_markdown
from tests.bench.goals import goals
from tests.bench.parts import growth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.figures import Part

COMMAND = "python -m tests.bench all --markdown docs/performance.md"
ORDER = (
    "start",
    "small",
    "reader",
    "marking",
    "window 1k",
    "window 10k",
    "window 100k",
    "window 100k/1M",
    "layouts",
    "loading",
    "first picture",
    "stores",
    "keystrokes",
    "pictures",
    "items",
    "crowds",
    "peers",
)
METHOD = """\
## How it is measured

- A start runs from exec until what was painted has been handed to the screen, with Python's compiled modules and all
  files at hand, as at every start but the first. `empty window` is a `QMainWindow` with an empty widget. All are
  started in turn; *processor* is the median of user and system time, which other work on the machine disturbs less.
- `the last look` is a picture of the whole window as it opened on this graph before, which is shown until the window
  itself is there. It is shown only if graph, program, preferences, theme and screen are the same, and nothing answers
  to the mouse until `panels filled, after the last look`. `no last look` is a start without such a picture: the
  first one on a graph, or after any of those has changed.
- `cold`: the system was asked to drop all files of Python, the packages and the program from memory before each start;
  it keeps what other programs hold open.
- Frames are taken one every 16.7 ms, with the event loop running in between, so that workers paint the next layer
  meanwhile. A frame counts from the gesture to the end of painting everything that it made dirty.
- A pan has 120 frames of 24 pixels and leaves the layer's margin again and again. `blocked` is the longest time in
  which the window could do nothing else, by a timer that ticks every 2 ms, until all was in full quality; `ready` the
  time from the last gesture to that; `bare` the share of frames with a border where nothing was to be seen, `coarse`
  the share of those where only the coarse picture was.
- `drag` carries the entity with the most relations. `click` goes through entities and relations, the first of each
  included. `PNG at 4x` is the whole graph with all its footnotes, a poster of about 50 megapixels.
- Relations are marked in the window, sentence by sentence, with whatever the form is filled with; what it has wrong is
  corrected letter by letter. A person's time is estimated by the keystroke-level model (Card, Moran and Newell, 1980); reading
  is not in it. `held out` are the passages that the guesses were not mended by.
- A graph file is read in the form in which we save; `json.loads` is called as anyone does, with the garbage collector at
  work, which ours pauses.
- A letter is typed into the search behind the palette, of names that share their syllables; the misspelt ones have two
  letters changed round.
- `the least` that a picture could take: of a PNG, saving the bare image of the same size, painting left out; of an SVG,
  painting the page once as pixels; of a PDF, painting it by Qt's writer, without the graph inside.
- Other programs draw the same graphs in headless Chromium without a graphics card. A browser pans at no less than
  16.7 ms a frame however little it does. sigma draws by WebGL in software: what it takes for 60 entities is its floor.
  Their memory is the share (PSS) of all processes of the browser.
- Crossings of large layouts are of 100,000 pairs of lines drawn at random; other programs' pictures are scaled to the
  area of ours before overlaps are counted, unless they were told of the names and left room for all. `neighbourhood` is the mean Jaccard index of an entity's neighbours in the
  graph and its nearest entities in the picture.
"""


def page(parts: dict[str, Part], pictures: Sequence[str] = ()) -> str:
    """Return the page about performance.

    Parameters
    ----------
    parts : dict of Part
        What was measured.
    pictures : sequence of str
        Paths of plots, from the page's folder.
    """
    lines = ["# Performance", "", f"Made by `{COMMAND}`; no figure by hand. Milliseconds unless said otherwise.", ""]
    grown = growth(parts)
    tables = [goals(parts), *(parts[name] for name in ORDER if name in parts), *([grown] if grown else [])]
    for part in tables:
        lines += [f"## {part.title}", "", *in_markdown(part), ""]
    lines += [f"![{path}]({path})" for path in pictures] + [""] * bool(pictures)
    return "\n".join([*lines, METHOD])
