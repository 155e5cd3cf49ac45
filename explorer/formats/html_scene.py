"""The Frame of a graph as plain lists for a web page: where everything is at several zooms, and how it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from explorer.drawing.framing import build_frame
from explorer.drawing.measure import AdvanceMeasure
from explorer.drawing.plain_text import drawable
from explorer.drawing.style import icon_of, look_of
from explorer.drawing.theme import load_theme
from explorer.model.facts import Stance
from explorer.model.sentences import relation_label
from explorer.resources import icon_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from explorer.drawing.frame import Frame, Label
    from explorer.drawing.theme import Mode, Theme
    from explorer.formats.picture import Subject

ZOOMS = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8)
FEWER_ZOOMS = (0.35, 0.7, 1.4)
MANY_RELATIONS = 300
"""From so many relations on there are fewer plans of labels, so that the page stays small."""

TOKENS = (
    "canvas",
    "panel",
    "card",
    "hover",
    "line",
    "line_strong",
    "ink",
    "ink_2",
    "ink_3",
    "accent",
    "mark",
    "mark_strong",
    "mark_line",
)
WARNING = "triangle-alert"
NAME_LIMIT = 200

Plain = dict[str, Any]  # ready for JSON


def scene(what: Subject) -> Plain:
    """Return entities and relations in painting order, and their geometry at several zooms.

    Every entity has to have a place.
    """
    zooms = ZOOMS if len(what.visible.relations) <= MANY_RELATIONS else FEWER_ZOOMS
    theme = load_theme("light")  # sizes and strokes have the same geometry in all themes
    frames = [
        build_frame(what.project, what.visible, what.positions, theme, zoom, AdvanceMeasure(), lost=what.lost)
        for zoom in zooms
    ]
    first = frames[-1]
    project = what.project
    at = what.positions.as_dict()
    nodes = [
        {
            "id": key,
            "name": drawable(project.entities[key].name[:NAME_LIMIT]),
            "kind": first.nodes.kind[row],
            "icon": icon_of(project, theme, project.entities[key]),
            "folded": int(first.nodes.folded[row]),
            "at": _rounded(at[key]),
        }
        for row, key in enumerate(first.nodes.ids)
    ]
    edges = [
        {
            "id": key,
            "source": int(first.edges.source[row]),
            "target": int(first.edges.target[row]),
            "stroke": first.edges.stroke[row],
            "width": float(first.edges.width[row]),
            "words": drawable(relation_label(project, project.relations[key])[:NAME_LIMIT]),
            "flagged": bool(first.edges.flagged[row]),
        }
        for row, key in enumerate(first.edges.ids)
    ]
    return {"nodes": nodes, "edges": edges, "levels": [_level(frame) for frame in frames]}


def _level(frame: Frame) -> Plain:
    edges = zip(frame.edges.curve.round(1).tolist(), frame.edges.direction.round(3).tolist(), strict=True)
    marks = zip(frame.marks.edge.tolist(), frame.marks.xy.round(1).tolist(), strict=True)
    return {
        "zoom": frame.zoom,
        "bounds": _rounded(frame.bounds),
        "detail": {
            "heads": frame.detail.heads,
            "dashes": frame.detail.dashes,
            "icons": frame.detail.icons,
        },
        "radius": _list(frame.nodes.radius),
        "edges": [list(pair) for pair in edges],
        "marks": [[edge, x, y] for edge, (x, y) in marks],
        "labels": [_label(frame, label) for label in frame.labels],
    }


def _label(frame: Frame, label: Label) -> Plain:
    return {
        "row": (frame.edges if label.of_relation else frame.nodes).row[label.owner],
        "relation": label.of_relation,
        "lines": [drawable(line) for line in label.lines],
        "box": _rounded(label.box),
        "size": label.size_px,
        "line": label.line_px,
        "bold": label.semibold,
        "align": label.align,
        "ink": label.ink,
        "plate": label.plate,
    }


def used_kinds(what: Subject) -> tuple[str, ...]:
    """Return the keys of the looks of what is shown and of who speaks, so that every sample has one."""
    theme = load_theme("light")
    project = what.project
    evidence = [item for key in what.visible.relations for item in project.relations[key].evidence]
    evidence += [
        item for key in what.visible.entities for fact in project.entities[key].facts for item in fact.evidence
    ]
    speakers = {item.speaker for item in evidence if item.speaker is not None}
    keys = [*what.visible.entities, *(key for key in speakers if key in project.entities)]
    found = {look_of(project, theme, project.entities[key]) for key in keys}
    return tuple(sorted(found))


def shared(what: Subject) -> Plain:
    """Return what all themes have in common: sizes, outlines, marks and icons."""
    theme = load_theme("light")
    project = what.project
    shapes = {theme.kind(kind).shape for kind in used_kinds(what)}
    icons = {icon_of(project, theme, project.entities[key]) for key in what.visible.entities} | {WARNING}
    signs = sorted({theme.stroke(key).glyph for key in theme.strokes} - {""})
    return {
        "sizes": {
            "arrow": list(theme.edge.arrow),
            "disc": theme.edge.disc,
            "halo": theme.edge.halo,
            "icon_share": theme.node.icon_share,
            "outline": theme.node.outline,
        },
        "shapes": {name: _shape(theme, name) for name in sorted(shapes)},
        "glyphs": {key: _glyph(theme, key) for key in signs},
        "icons": {name: icon_paths(name) for name in sorted(icons)},
    }


def _shape(theme: Theme, name: str) -> Plain:
    shape = theme.shape(name)
    return {
        "circle": shape.extent[2] if shape.is_circle else 0,
        "points": [] if shape.is_circle else shape.points.round(3).tolist(),
        "pen": shape.pen if shape.hollow else 0,
    }


def _glyph(theme: Theme, key: str) -> Plain:
    glyph = theme.glyph(key)
    return {"lines": [line.round(2).tolist() for line in glyph.lines], "dots": [list(dot) for dot in glyph.dots]}


def looks(first: str, kinds: Iterable[str]) -> list[Plain]:
    """Return the themes that the page may wear, the one to start with first. Grey, for print, has no other."""
    modes: dict[str, tuple[Mode, ...]] = {"light": ("light", "dark"), "dark": ("dark", "light"), "grey": ("grey",)}
    return [_look(load_theme(mode), tuple(kinds)) for mode in modes[first]]


def _look(theme: Theme, kinds: tuple[str, ...]) -> Plain:
    strokes = {}
    for key in theme.strokes:
        stroke = theme.stroke(key)
        strokes[key] = {
            "color": stroke.color,
            "dash": list(stroke.dash),
            "cap": "round" if stroke.cap == "round" else "butt",
            "head": stroke.head,
            "glyph": stroke.glyph,
            "mark": stroke.mark,
            "rail": list(stroke.rail) if stroke.rail else None,
            "width": stroke.width,
        }
    passages = {stance.value: theme.passage(stance.value) for stance in Stance}
    own = {key: theme.kind(key) for key in kinds}
    return {
        "mode": theme.mode,
        "color": {token: theme.color(token) for token in TOKENS},
        "stroke": strokes,
        "passage": {key: {"color": look.stroke.color, "dash": list(look.dash)} for key, look in passages.items()},
        "kind": {
            key: {"shape": look.shape, "color": look.color, "icon_color": look.icon_color} for key, look in own.items()
        },
    }


def icon_paths(name: str) -> list[str]:
    """Return an icon as SVG paths in its 24 px grid; none where it is not bundled."""
    file = icon_file(name)
    if file is None:
        return []
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314  # our own file
    return [path for path in map(_path, root) if path]


def _path(element: ElementTree.Element) -> str:
    def number(key: str) -> float:
        return float(element.get(key, "0"))

    match element.tag.rpartition("}")[2]:
        case "path":
            return element.get("d", "")
        case "line":
            return f"M{number('x1')} {number('y1')}L{number('x2')} {number('y2')}"
        case "circle":
            r = number("r")
            return f"M{number('cx') - r} {number('cy')}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"
        case "rect":
            r = number("rx")
            width, height = number("width") - 2 * r, number("height") - 2 * r
            corner = f"a{r} {r} 0 0 1"
            return (
                f"M{number('x') + r} {number('y')}h{width}{corner} {r} {r}v{height}{corner} {-r} {r}"
                f"h{-width}{corner} {-r} {-r}v{-height}{corner} {r} {-r}"
            )
        case "polyline" | "polygon":
            return "M" + element.get("points", "")
    return ""


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(value), 1) for value in values]


def _list(values: NDArray[np.float64]) -> list[float]:
    rounded: list[float] = values.round(1).tolist()
    return rounded
