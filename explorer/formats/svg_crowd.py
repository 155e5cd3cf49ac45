"""A crowd in SVG, as the painter draws it on paper: hairlines of a colour in one path, entities as discs.

Lines of a crowd have no ids and titles of their own: nobody points at a hair among thousands, and with them no program
opens the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.raster import far_color
from explorer.formats.svg_text import number, title_element, xml_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from explorer.drawing.frame import Frame
    from explorer.drawing.theme import Theme

HAIR_PX = 0.6
LINES = 5_000  # of a path: programs that show one wait for its end


def draw_hairlines(frame: Frame, theme: Theme) -> Iterator[str]:
    """Draw all relations as straight lines, in the order of the painter: one colour after the other."""
    look = frame.edges.look
    ends = np.round(frame.edges.curve[:, (0, 3)].reshape(-1, 4), 1)
    codes, first = np.unique(look.codes, return_index=True)
    for code in codes[np.argsort(first)].tolist():
        alike, key = ends[look.codes == code], look.table[code]
        for start in range(0, len(alike), LINES):
            part = alike[start : start + LINES]
            data = "M%g %gL%g %g" * len(part) % tuple(part.ravel().tolist())
            yield f'<path class="{key}" d="{data}" stroke="{far_color(theme, key)}" stroke-width="{HAIR_PX}"/>'


def draw_discs(frame: Frame, theme: Theme, names: Mapping[str, str]) -> Iterator[str]:
    """Draw all entities as discs in the colour of their kind, each with its id and title."""
    nodes = frame.nodes
    colors = [theme.kind(kind).color for kind in nodes.look.table]
    shown = zip(nodes.ids, nodes.look.codes.tolist(), nodes.xy.tolist(), nodes.radius.tolist(), strict=True)
    for key, code, (x, y), radius in shown:
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{colors[code]}"'
        yield f'<circle id="{xml_id("entity", key)}" class="entity" {place}>{title_element(names.get(key, key))}</circle>'
