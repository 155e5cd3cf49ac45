"""Marks in SVG: what says how a relation stands, or the number of its footnote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.drawing.style import DIAMOND, NUMBER_GROWTH_PX
from explorer.formats.svg_nodes import draw_icon
from explorer.formats.svg_text import number, path_data, text_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.drawing.theme import Stroke, Theme

RING_PEN_PX, GLYPH_PEN_PX, DOTTED_PEN_PX, CLEAR_PX = 1.25, 1.5, 1.5, 1.5
NUMBER_PX, LONG_NUMBER_PX, CAP_HEIGHT = 11.0, 9.0, 0.727


def draw_mark(
    theme: Theme, key: str, x: float, y: float, note: int, below: str, *, flagged: bool = False
) -> Iterator[str]:
    """Draw a mark around a point.

    Parameters
    ----------
    theme : Theme
        The look.
    key : str
        Key of a stroke.
    x, y : float
        Where.
    note : int
        Number of the footnote, 0 for none.
    below : str
        Colour of what lies below.
    flagged : bool
        A quotation no longer holds.
    """
    stroke = theme.stroke(key)
    radius = theme.edge.disc / 2.0
    if not note and not flagged and stroke.mark == "none":
        return
    yield f'<g transform="translate({number(x)} {number(y)})">'
    if note:
        yield from _number(theme, stroke, note, radius + NUMBER_GROWTH_PX, below)
    elif flagged:
        yield f'<circle r="{number(radius + 2.0)}" fill="{below}"/>'
        yield draw_icon("triangle-alert", 0.0, -0.5, 2 * radius, theme.stroke("denied").color)
    else:
        filled = stroke.mark in {"disc", "diamond"}
        yield _plate(stroke, radius, below, filled=filled)
        if stroke.glyph:
            yield _glyph(theme, stroke.glyph, theme.color("canvas") if filled else stroke.color)
    yield "</g>"


def _plate(stroke: Stroke, radius: float, below: str, *, filled: bool) -> str:
    if stroke.mark == "diamond":
        reach = (radius + 1.0) * DIAMOND
        data = path_data([(0, -reach), (reach, 0), (0, reach), (-reach, 0)])
        rim = f'<path d="{data}" fill="{below}" stroke="{below}" stroke-width="{2 * CLEAR_PX}"/>'
        return f'{rim}<path d="{data}" fill="{stroke.color}"/>'
    clear = f'<circle r="{number(radius + CLEAR_PX)}" fill="{below}"/>'
    if filled:
        return f'{clear}<circle r="{number(radius)}" fill="{stroke.color}"/>'
    pen = f'stroke="{stroke.color}" stroke-width="{RING_PEN_PX}"'
    if stroke.mark == "dotted":
        pen = f'stroke="{stroke.color}" stroke-width="{DOTTED_PEN_PX}" stroke-linecap="round" stroke-dasharray="0.01 2.85"'
    return f'{clear}<circle r="{number(radius - RING_PEN_PX / 2)}" fill="none" {pen}/>'


def _number(theme: Theme, stroke: Stroke, note: int, radius: float, below: str) -> Iterator[str]:
    empty = stroke.mark == "dotted"
    yield _plate(stroke, radius, below, filled=not empty)
    text = str(note)
    size = NUMBER_PX if len(text) < 3 else LONG_NUMBER_PX
    ink = theme.color("ink" if empty else "canvas")
    yield text_element(text, 0.0, size * CAP_HEIGHT / 2.0, size, ink, semibold=True, anchor="middle")


def _glyph(theme: Theme, glyph: str, color: str) -> str:
    look = theme.glyph(glyph)
    data = "".join(path_data(line.tolist(), closed=False) for line in look.lines)
    pen = f'fill="none" stroke="{color}" stroke-width="{GLYPH_PEN_PX}" stroke-linecap="round" stroke-linejoin="round"'
    dots = "".join(
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(r)}" fill="{color}"/>' for x, y, r in look.dots
    )
    return (f'<path d="{data}" {pen}/>' if data else "") + dots
