"""A planned picture as SVG, written by hand: text as text, an id and a title for every entity and relation.

No script, no link, no request to anywhere. The same page in gives the same bytes out.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from explorer.drawing.plain_text import drawable
from explorer.formats.embed import svg_metadata
from explorer.formats.page import GraphItem, NumberItem, RuleItem, SampleItem, TextItem
from explorer.formats.svg_fonts import FAMILIES, Face, font_faces
from explorer.formats.svg_graph import draw_graph, draw_sample
from explorer.formats.svg_marks import draw_mark
from explorer.formats.svg_text import number, text_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.formats.page import Item, Page, Picture


def svg(picture: Picture) -> bytes:
    """Return the first page as SVG that carries its graph and its fonts."""
    page = picture.pages[0]
    width, height = number(page.width), number(page.height)
    body = "\n".join(line for item in page.items for line in _item(item, picture))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{_text(picture.title)}</title>',
        f'<desc id="desc">{_text(picture.description)}</desc>',
        svg_metadata(picture.graph) if picture.graph else "",
        f"<style>{_style(page)}</style>",
    ]
    if picture.background is not None:
        parts.append(f'<rect width="{width}" height="{height}" fill="{picture.background}"/>')
    parts += [body, "</svg>", ""]
    return "\n".join(part for part in parts[:-1] if part).encode() + b"\n"


def _style(page: Page) -> str:
    rules = 'text{white-space:pre;font-feature-settings:"calt" 0,"liga" 0}'
    rules += f".s{{font-family:{FAMILIES[False]}}}.q{{font-family:{FAMILIES[True]}}}.b{{font-weight:600}}"
    return font_faces(_used(page)) + rules


def _used(page: Page) -> Iterator[tuple[Face, str]]:
    for item in page.items:
        if isinstance(item, TextItem):
            yield Face(semibold=item.type.semibold, serif=item.type.serif), item.text
        elif isinstance(item, NumberItem):
            yield Face(semibold=True, serif=False), str(item.number)
        elif isinstance(item, GraphItem):
            for label in item.frame.labels:
                yield Face(semibold=label.semibold, serif=False), "".join(map(drawable, label.lines))
            for note in item.frame.marks.number.tolist():
                yield Face(semibold=True, serif=False), str(note or "")
            if item.frame.nodes.folded.any():
                yield Face(semibold=True, serif=False), "+0123456789"


def _item(item: Item, picture: Picture) -> Iterator[str]:
    theme = picture.theme
    if isinstance(item, TextItem):
        letters = item.type
        yield text_element(
            item.text, item.x, item.y, letters.size_px, letters.color, semibold=letters.semibold, serif=letters.serif
        )
    elif isinstance(item, RuleItem):
        x, y, width, height = map(number, item.box)
        yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{item.color}"/>'
    elif isinstance(item, SampleItem):
        yield from draw_sample(item, theme)
    elif isinstance(item, NumberItem):
        yield from draw_mark(theme, item.stroke, item.x, item.y, item.number, theme.color("canvas"))
    else:
        yield from draw_graph(item, picture)


def _text(text: str) -> str:
    return escape(drawable(text), quote=False)
