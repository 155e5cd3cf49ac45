"""Letters and numbers in SVG: escaped, made drawable, and no longer than they must be."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from explorer.drawing.plain_text import drawable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_UNFIT = re.compile(r"[^A-Za-z0-9_-]")


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and nothing superfluous.

    Examples
    --------
    >>> number(-0.001), number(12.5), number(3.0)
    ('0', '12.5', '3')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path_data(points: Iterable[Sequence[float]], *, closed: bool = True) -> str:
    """Return a polygon, or an open line, as the ``d`` of a path.

    Examples
    --------
    >>> path_data([(0, 0), (1.5, 0), (1, 2.256)])
    'M0 0L1.5 0L1 2.26Z'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + ("Z" if closed else "")


def xml_id(kind: str, key: str) -> str:
    """Return an id for an element; different keys give different ids.

    Examples
    --------
    >>> xml_id("entity", "a.b c")
    'entity-a.2e.b.20.c'
    """
    return f"{kind}-" + _UNFIT.sub(lambda match: f".{ord(match[0]):x}.", key)


def title_element(text: str) -> str:
    """Return what a viewer shows as a tooltip and a screen reader reads."""
    return f"<title>{escape(drawable(text), quote=False)}</title>"


def text_element(
    text: str,
    x: float,
    y: float,
    size_px: float,
    color: str,
    *,
    semibold: bool = False,
    serif: bool = False,
    anchor: str = "start",
    halo: str | None = None,
) -> str:
    """Return text as text. A halo is an element of its own below: not every program knows ``paint-order``."""
    classes = ("q" if serif else "s") + (" b" if semibold else "")
    place = f'class="{classes}" x="{number(x)}" y="{number(y)}" font-size="{number(size_px)}"'
    if anchor != "start":
        place += f' text-anchor="{anchor}"'
    words = escape(drawable(text), quote=False)
    letters = f'<text {place} fill="{color}">{words}</text>'
    if halo is None:
        return letters
    rim = f'stroke="{halo}" stroke-width="3.5" stroke-linejoin="round" fill="{halo}"'
    return f'<text {place} {rim} aria-hidden="true">{words}</text>{letters}'
