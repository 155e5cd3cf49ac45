"""Entities in SVG: outline, fill, icon and badges, as groups with a title."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from explorer.formats.svg_text import number, path_data, text_element, title_element
from explorer.resources import icon_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.drawing.frame import Frame
    from explorer.drawing.shapes import Shape
    from explorer.drawing.theme import KindLook, Theme

FOLD_OFFSET_PX, FOLD_ALPHA = 4.0, 0.45
COUNT_HEIGHT_PX, COUNT_PAD_PX, DIGIT_PX = 15.0, 8.0, 7.2
BADGE_AT, PIN_RADIUS_PX, PIN_ICON_PX = 0.79, 6.5, 10.0
ICON_GRID = 24.0

_INSIDE = re.compile(r"<svg\b[^>]*>(.*)</svg>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BETWEEN = re.compile(r">\s+<")


def draw_node(frame: Frame, row: int, theme: Theme, element: str, name: str) -> Iterator[str]:
    """Draw one entity of a Frame."""
    nodes = frame.nodes
    look = theme.kind(nodes.kind[row])
    shape = theme.shape(look.shape)
    radius = float(nodes.radius[row])
    x, y = nodes.xy[row].tolist()
    yield f'<g id="{element}" class="entity" transform="translate({number(x)} {number(y)})">{title_element(name)}'
    if nodes.folded[row]:
        behind = theme.blend(look.color, FOLD_ALPHA)
        yield f'<g transform="translate({number(FOLD_OFFSET_PX)} {number(-FOLD_OFFSET_PX)})">'
        yield _filled(shape, radius, behind, theme) + "</g>"
    yield _outline(shape, look, radius, theme)
    if nodes.icon[row]:
        yield draw_icon(nodes.icon[row], 0.0, 0.0, radius * 2.0 * theme.node.icon_share, look.icon_color)
    if nodes.folded[row]:
        yield from _count(theme, radius, int(nodes.folded[row]))
    if nodes.pinned[row]:
        yield from _pin(theme, radius)
    yield "</g>"


def draw_icon(name: str, x: float, y: float, size: float, color: str) -> str:
    """Draw a Lucide icon centred on a point."""
    scale = size / ICON_GRID
    at = f"translate({number(x - size / 2)} {number(y - size / 2)}) scale({scale:.4f})"
    pen = f'fill="none" stroke="{color}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    return f'<g transform="{at}" {pen} aria-hidden="true">{_icon_body(name).replace("currentColor", color)}</g>'


def outline_element(shape: Shape, radius: float, attributes: str) -> str:
    """Return the outline of a shape around the origin with any attributes."""
    if shape.is_circle:
        return f'<circle r="{number(radius)}" {attributes}/>'
    return f'<path d="{path_data((shape.points * radius).tolist())}" {attributes}/>'


def _outline(shape: Shape, look: KindLook, radius: float, theme: Theme) -> str:
    if not shape.hollow:
        return _filled(shape, radius, look.color, theme)
    canvas = theme.color("canvas")
    rim = outline_element(shape, radius, f'fill="{canvas}" stroke="{canvas}" stroke-width="{theme.node.outline}"')
    pen = f'fill="{canvas}" stroke="{look.color}" stroke-width="{number(shape.pen)}"'
    return rim + outline_element(shape, radius - shape.pen / 2.0, pen)


def _filled(shape: Shape, radius: float, color: str, theme: Theme) -> str:
    """Return a rim of canvas with the fill on top of it."""
    rim = f'fill="none" stroke="{theme.color("canvas")}" stroke-width="{number(theme.node.outline)}"'
    return outline_element(shape, radius, rim) + outline_element(shape, radius, f'fill="{color}"')


def _count(theme: Theme, radius: float, folded: int) -> Iterator[str]:
    text = f"+{folded}"
    width = len(text) * DIGIT_PX + COUNT_PAD_PX
    x, y = radius * 0.65, -radius * 0.95 - COUNT_HEIGHT_PX / 2
    box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(COUNT_HEIGHT_PX)}"'
    rim = f'stroke="{theme.color("canvas")}" stroke-width="1.5"'
    yield f'<rect {box} rx="{number(COUNT_HEIGHT_PX / 2)}" fill="{theme.color("ink")}" {rim}/>'
    middle = y + COUNT_HEIGHT_PX / 2 + 4.0
    yield text_element(text, x + width / 2, middle, 11, theme.color("canvas"), semibold=True, anchor="middle")


def _pin(theme: Theme, radius: float) -> Iterator[str]:
    x, y = radius * BADGE_AT, -radius * BADGE_AT
    rim = f'stroke="{theme.color("canvas")}" stroke-width="1.5"'
    yield f'<circle cx="{number(x)}" cy="{number(y)}" r="{PIN_RADIUS_PX}" fill="{theme.color("ink")}" {rim}/>'
    yield draw_icon("pin", x, y, PIN_ICON_PX, theme.color("canvas"))


@lru_cache(maxsize=256)
def _icon_body(name: str) -> str:
    """Return the elements of a bundled icon; nothing for one that is not there."""
    path = icon_file(name)
    if path is None:
        return ""
    match = _INSIDE.search(_COMMENT.sub("", path.read_text(encoding="utf-8")))
    return _BETWEEN.sub("><", match[1]).strip() if match is not None else ""
