"""What may be chosen about a published picture; the export dialog and the command line fill it in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PX_PER_INCH = 96.0
MM_PER_INCH = 25.4
MAX_MEGAPIXELS = 250.0
MAX_SIDE_PX = 32_000


class Kind(StrEnum):
    """What the picture is written as."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


class Extent(StrEnum):
    """How much of the graph it shows."""

    VIEW = "view"
    WHOLE = "whole"


class Paper(StrEnum):
    """Sizes of paper."""

    A3 = "a3"
    A4 = "a4"
    A5 = "a5"
    LETTER = "letter"
    LEGAL = "legal"
    TABLOID = "tabloid"


class Background(StrEnum):
    """What lies behind everything: the theme's paper, or nothing."""

    PAPER = "paper"
    TRANSPARENT = "transparent"


class Look(StrEnum):
    """Names of themes."""

    LIGHT = "light"
    DARK = "dark"
    GREY = "grey"


_MM: dict[Paper, tuple[float, float]] = {
    Paper.A3: (297.0, 420.0),
    Paper.A4: (210.0, 297.0),
    Paper.A5: (148.0, 210.0),
    Paper.LETTER: (215.9, 279.4),
    Paper.LEGAL: (215.9, 355.6),
    Paper.TABLOID: (279.4, 431.8),
}

Length = Annotated[int, Field(ge=240, le=8000)]


class PictureOptions(BaseModel):
    """Everything that decides what a published picture looks like, apart from the graph."""

    model_config = ConfigDict(frozen=True)

    kind: Kind = Field(Kind.PNG, title="Format")
    extent: Extent = Field(Extent.VIEW, title="Show")
    size: tuple[Length, Length] = Field((1440, 900), title="Size", description="Width and height in pixels")
    scale: Annotated[float, Field(ge=0.25, le=8)] = Field(2.0, title="Scale", description="Pixels of a PNG per pixel")
    paper: Paper | None = Field(None, title="Paper", description="Instead of a size in pixels")
    landscape: bool = Field(True, title="Landscape")
    dpi: Annotated[int, Field(ge=36, le=1200)] = Field(300, title="DPI", description="Of a PNG on paper")
    theme: Look = Field(Look.LIGHT, title="Theme")
    background: Background = Field(Background.PAPER, title="Background")
    legend: bool = Field(True, title="Legend")
    footnotes: bool = Field(True, title="Numbered evidence")
    title: bool = Field(True, title="Title")
    as_of: bool = Field(True, title="As-of and source line")
    headline: str = Field("", title="Headline", description="Instead of the graph's own title")
    sentence: str = Field("", title="Sentence", description="Instead of the graph's own description")
    as_of_date: str = Field("", title="As of", description="Instead of the latest date of the articles shown")
    margin: Annotated[int, Field(ge=0, le=400)] = Field(48, title="Margin")

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of a page in pixels of the plan."""
        if self.paper is None:
            return float(self.size[0]), float(self.size[1])
        short, long = (side / MM_PER_INCH * PX_PER_INCH for side in _MM[self.paper])
        return (long, short) if self.landscape else (short, long)

    @property
    def pixels_per_px(self) -> float:
        """How many pixels of a PNG one pixel of the plan gets."""
        return self.scale if self.paper is None else self.dpi / PX_PER_INCH

    @property
    def points_per_px(self) -> float:
        """How many points of a PDF one pixel of the plan gets."""
        return 72.0 / PX_PER_INCH
