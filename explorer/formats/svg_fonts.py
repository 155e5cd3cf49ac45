"""The bundled fonts inside an SVG: only the letters that it uses, so that it looks the same on every machine."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from explorer.resources import asset

if TYPE_CHECKING:
    from collections.abc import Iterable


class Face(NamedTuple):
    """One bundled face, as a type asks for it."""

    semibold: bool
    serif: bool


FAMILIES = {
    False: "Inter, 'Helvetica Neue', Arial, sans-serif",
    True: "'Source Serif Pro', Georgia, serif",
}
_FILES = {
    Face(semibold=False, serif=False): "Inter-Regular.otf",
    Face(semibold=True, serif=False): "Inter-SemiBold.otf",
    Face(semibold=False, serif=True): "SourceSerifPro-Regular.ttf",
    Face(semibold=True, serif=True): "SourceSerifPro-Semibold.ttf",
}
_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]


def font_faces(used: Iterable[tuple[Face, str]]) -> str:
    """Return the style rules that embed the faces in use.

    Parameters
    ----------
    used : iterable
        Faces, and text set in them.
    """
    letters: dict[Face, set[str]] = {}
    for face, text in used:
        letters.setdefault(face, set()).update(text)
    return "".join(_rule(face, "".join(sorted(letters[face]))) for face in sorted(letters))


def _rule(face: Face, letters: str) -> str:
    name = FAMILIES[face.serif].split(",")[0].strip("'")
    data = base64.b64encode(_subset(_FILES[face], letters)).decode("ascii")
    weight = 600 if face.semibold else 400
    return (
        f'@font-face{{font-family:"{name}";font-weight:{weight};src:url(data:font/woff;base64,{data})format("woff")}}'
    )


@lru_cache(maxsize=32)
def _subset(file: str, letters: str) -> bytes:
    """Cut a font down to some letters; the same letters always give the same bytes."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        layout_features=_FEATURES,
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 13, 14],
        flavor="woff",
    )
    font = TTFont(asset("fonts", file), lazy=True, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    font.close()
    return out.getvalue()
