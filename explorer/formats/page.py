"""A published picture as a plan: what stands where on each page, in pixels. No Qt; PNG, PDF and SVG all follow it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.drawing.frame import Box, Frame
    from explorer.drawing.theme import Theme


@dataclass(frozen=True)
class Type:
    """How letters look: size in pixels, weight, whose words they are (serif is an article's), colour."""

    size_px: float
    color: str
    semibold: bool = False
    serif: bool = False


@dataclass(frozen=True)
class TextItem:
    """One stretch of letters: where it starts, on which baseline."""

    x: float
    y: float
    text: str
    type: Type
    width: float


@dataclass(frozen=True)
class RuleItem:
    """A horizontal line, drawn as a filled box."""

    box: Box
    color: str


@dataclass(frozen=True)
class SampleItem:
    """A sample of a stroke in the legend, centred in a box; with its mark where no footnotes are numbered."""

    box: Box
    stroke: str
    mark: bool


@dataclass(frozen=True)
class NumberItem:
    """The number of a footnote in the mark of its relation, around a point."""

    x: float
    y: float
    stroke: str
    number: int


@dataclass(frozen=True, eq=False)
class GraphItem:
    """The graph: a Frame whose origin lies at (x, y), made smaller as a whole where nothing else helped."""

    x: float
    y: float
    box: Box
    frame: Frame
    scale: float = 1.0


Item = TextItem | RuleItem | SampleItem | NumberItem | GraphItem


@dataclass(frozen=True, eq=False)
class Page:
    """One sheet: its size in pixels and what stands on it, in painting order."""

    width: float
    height: float
    items: tuple[Item, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture that is ready to be written.

    Attributes
    ----------
    pages : tuple of Page
        One, except for PDF.
    theme : Theme
        Colours of everything on them.
    background : str or None
        Colour of the sheet; None is transparent.
    title, description : str
        What it shows, for readers that cannot see it.
    names, sentences : dict of str to str
        What each entity and relation is called, by id, for tooltips in SVG; of very many relations nothing is said.
    graph : bytes
        What it shows, as graph.json, to be carried along; empty if that is too much.
    notices : tuple of str
        Sentences about what did not go as asked.
    """

    pages: tuple[Page, ...]
    theme: Theme
    background: str | None
    title: str
    description: str
    names: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, str] = field(default_factory=dict)
    graph: bytes = b""
    notices: tuple[str, ...] = ()
