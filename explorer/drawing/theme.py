"""Named colours, strokes, shapes and sizes, made of ``tokens``. Says how things look, never what they mean.

Colours are ``"#RRGGBB"`` and opaque: what should look translucent is blended with what lies below.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from explorer.drawing.shapes import Glyph, Shape, flatten, shape_of
from explorer.drawing.tokens import TOKENS
from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

Mode = Literal["light", "dark", "grey"]
MODES: tuple[Mode, ...] = ("light", "dark", "grey")
FALLBACK_KIND = "topic"


class Stroke(NamedTuple):
    """How a relation is drawn.

    Attributes
    ----------
    key : str
        A standing, or ``voice_`` and an act of speech.
    color : str
    dash : tuple of float
        Lengths in px, empty for a solid line.
    cap : {"flat", "round"}
    head : {"solid", "hollow"}
    glyph : str
        Key of ``Theme.glyph``; "" for none.
    mark : {"none", "ring", "disc", "diamond", "dotted"}
        What surrounds the glyph: an outlined ring, a filled disc or diamond, or an empty dotted ring.
    rail : tuple of float or None
        Outer pen and inner, erasing pen of a double line.
    width : float
        Pen for one passage; a double line keeps it whatever the passages.
    """

    key: str
    color: str
    dash: tuple[float, ...]
    cap: Literal["flat", "round"]
    head: Literal["solid", "hollow"]
    glyph: str
    mark: Literal["none", "ring", "disc", "diamond", "dotted"]
    rail: tuple[float, float] | None
    width: float


class KindLook(NamedTuple):
    """How a kind of entity is drawn: name of its shape, Lucide icon, fill, and the icon's own colour."""

    key: str
    shape: str
    icon: str
    color: str
    icon_color: str


class TypeStyle(NamedTuple):
    """A size of text in px: glyphs, line, and whether it is semibold or serif."""

    size: float
    line: float
    semibold: bool
    serif: bool


class PassageLook(NamedTuple):
    """How one passage of a given stance is drawn: stroke of its standing, dash on a card, underline in the reader."""

    stroke: Stroke
    dash: tuple[float, ...]
    underline: str  # a name of QTextCharFormat.UnderlineStyle


class NodeSizes(NamedTuple):
    """Sizes of entities, px."""

    size: tuple[float, ...]
    rank: tuple[float, ...]
    icon_share: float
    outline: float
    label_gap: float
    label_max_px: float


class EdgeSizes(NamedTuple):
    """Sizes of relations, px."""

    width_by_passages: tuple[tuple[float, float], ...]
    gap_to_node: float
    arrow: tuple[float, float]
    disc: float
    parallel_gap: float
    halo: float
    hit: float


class StateSizes(NamedTuple):
    """Sizes of rings and bands, and how much dimming leaves of a line or an entity."""

    hover_ring: float
    selected_ring: float
    selected_band: float
    selected_extra_width: float
    focus_ring: float
    dimmed_alpha: float


class ZoomLimits(NamedTuple):
    """Zooms below which something is left out."""

    edge_label: float
    disc: float
    icon: float
    arrow: float
    minor_label: float
    dash: float


class Theme:
    """One look, light, dark or grey; get it from ``load_theme``.

    Attributes
    ----------
    mode : {"light", "dark", "grey"}
    node, edge, state, zoom
        Sizes and limits.
    radius : dict of str to int
        Corner radii.
    """

    def __init__(self, mode: Mode, table: Mapping[str, Any]) -> None:  # Any: see tokens
        self.mode = mode
        self._table = table
        self._colors: dict[str, str] = table["dark" if mode == "dark" else "light"]
        self.radius: dict[str, int] = table["radius"]
        self.node = NodeSizes(**table["node"])
        self.edge = EdgeSizes(**table["edge"])
        self.state = StateSizes(**table["state"])
        self.zoom = ZoomLimits(**table["zoom"])
        self.wash_alpha: float = table["wash"]["dark_alpha" if mode == "dark" else "light_alpha"]

    def color(self, token: str) -> str:
        """Return ``"#RRGGBB"`` for a token; a colour passes through. See ``alpha`` for the two that are translucent."""
        if token.startswith("#"):
            return token[:7]
        if self.mode == "grey" and token in ("canvas", "card", "panel"):
            return "#FFFFFF"
        found = self._colors.get(token)
        if found is None:
            raise UnknownName.among("colour", token, self._colors)
        return _grey(found[:7]) if self.mode == "grey" else found[:7]

    def alpha(self, token: str) -> float:
        """Return how opaque a token is, 0 to 1. Only veils over everything (scrim) are not 1."""
        value = self._colors[token]
        return int(value[7:9], 16) / 255 if len(value) == 9 else 1.0

    def blend(self, token: str, alpha: float, over: str = "canvas") -> str:
        """Return the opaque colour that a token (or colour) has at this alpha over another.

        Examples
        --------
        >>> load_theme("light").blend("#000000", 0.5, over="#FFFFFF")
        '#808080'
        """
        top, below = _rgb(self.color(token)), _rgb(self.color(over))
        mixed = (round(low + (high - low) * alpha) for high, low in zip(top, below, strict=True))
        return "#" + "".join(f"{value:02X}" for value in mixed)

    def stroke(self, key: str) -> Stroke:
        """Return the stroke of a standing or, as ``"voice_doubts"``, of an act of speech."""
        found = self._strokes.get(key)
        if found is None:
            raise UnknownName.among("stroke", key, self._strokes)
        return found

    def kind(self, key: str) -> KindLook:
        """Return the look of a kind.

        A key ``"hexagon/chip"`` takes the shape of one and the colour of another (a kind's name or
        ``"#RRGGBB"``): kinds that a document adds. What is neither looks like a topic, so that it still shows
        and nothing but a colour gets into a picture.
        """
        shape, _, color = key.partition("/")
        base = self._kinds.get(color or key) or self._kinds[FALLBACK_KIND]
        if not color:
            return base
        fill = color if re.fullmatch("#[0-9A-Fa-f]{6}", color) else base.color
        if self.mode == "grey":
            fill = _grey(fill)
        outline = self._shapes.get(shape) or self._shapes[base.shape]
        ink = self._icon_ink(outline, fill)
        return KindLook(key, outline.name, self._kinds[FALLBACK_KIND].icon, fill, ink)

    def icon(self, kind: str, subtype: str | None) -> str:
        """Return the Lucide icon of a kind, or of its subtype where that has one of its own."""
        special: dict[str, str] = self._table["icon_by_subtype"]
        return special.get(subtype or "") or self.kind(kind).icon

    def shape(self, name: str) -> Shape:
        """Return an outline by name."""
        found = self._shapes.get(name)
        if found is None:
            raise UnknownName.among("shape", name, self._shapes)
        return found

    def glyph(self, key: str) -> Glyph:
        """Return the strokes of a mark by the standing it belongs to."""
        found = self._glyphs.get(key)
        if found is None:
            raise UnknownName.among("glyph", key, self._glyphs)
        return found

    def passage(self, stance: str) -> PassageLook:
        """Return how a passage of this stance is drawn on cards and in the reader."""
        key, underline = self._table["passage"][stance]
        dash = self.stroke("denied").dash if stance == "doubts" else self.stroke(key).dash
        return PassageLook(self.stroke(key), dash, underline)

    def type(self, name: str) -> TypeStyle:
        """Return a size of text by its name: caption, label, body, heading, title and so on."""
        size, line, weight = self._table["type"][name]
        return TypeStyle(size, line, weight >= 600, name in ("quote", "article", "headline"))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The keys of the kinds that have a look of their own."""
        return tuple(self._kinds)

    @property
    def strokes(self) -> tuple[str, ...]:
        """The keys of all strokes, standings first."""
        return tuple(self._strokes)

    @cached_property
    def _shapes(self) -> dict[str, Shape]:
        return {name: shape_of(name, token) for name, token in self._table["shape"].items()}

    @cached_property
    def _glyphs(self) -> dict[str, Glyph]:
        return {
            key: Glyph(tuple(line for path in token["paths"] for line in flatten(path)), token["dots"])
            for key, token in self._table["glyph"].items()
        }

    @cached_property
    def _kinds(self) -> dict[str, KindLook]:
        looks = {}
        for key, token in self._table["kind"].items():
            fill = "#666666" if self.mode == "grey" else token[self.mode]
            ink = self._icon_ink(self._shapes[token["shape"]], fill)
            looks[key] = KindLook(key, token["shape"], token["icon"], fill, ink)
        return looks

    def _icon_ink(self, shape: Shape, fill: str) -> str:
        return fill if shape.hollow else "#FFFFFF"

    @cached_property
    def _strokes(self) -> dict[str, Stroke]:
        stances: dict[str, dict[str, Any]] = self._table["stance"]  # Any: see tokens
        by_sign = {token["glyph"]: key for key, token in stances.items() if token["glyph"]}
        strokes = {key: self._stroke(key, token, by_sign) for key, token in stances.items()}
        for name, act in self._table["voice"].items():
            token = {**stances[act["stance"]], **act, "head": "hollow", "rail": None, "width": 1.5}
            strokes[f"voice_{name}"] = self._stroke(f"voice_{name}", token, by_sign)
        return strokes

    def _stroke(self, key: str, token: Mapping[str, Any], by_sign: Mapping[str, str]) -> Stroke:
        glyph = by_sign.get(token["glyph"], "")
        mark: Literal["none", "ring", "disc", "diamond", "dotted"] = "ring" if glyph else "none"
        if token.get("empty_disc"):
            mark = "dotted"
        elif glyph == "contested":
            mark = "diamond"
        elif glyph == "denied":
            mark = "disc"
        rail = token.get("rail")
        return Stroke(
            key=key,
            color=token[self.mode],
            dash=tuple(token["dash"]),
            cap=token.get("cap", "flat"),
            head=token["head"],
            glyph=glyph,
            mark=mark,
            rail=(rail[0], rail[1]) if rail else None,
            width=token["width"],
        )


@cache
def load_theme(mode: Mode) -> Theme:
    """Return the look for "light", "dark" or "grey" (print: standings told apart without colour)."""
    if mode not in MODES:
        raise UnknownName.among("theme", mode, MODES)
    return Theme(mode, TOKENS)


@cache
def paper_theme(mode: Mode) -> Theme:
    """Return the look of published pictures: white paper where the screen is cream, dark as it is."""
    theme = load_theme(mode)
    if mode == "dark":
        return theme
    return Theme(mode, {**theme._table, "light": {**theme._colors, "canvas": "#FFFFFF"}})


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _grey(color: str) -> str:
    red, green, blue = _rgb(color)
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{level:02X}{level:02X}{level:02X}"
