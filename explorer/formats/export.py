"""Publishes a picture: composed, written as its kind asks, saved whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.atomic import write_atomically
from explorer.formats.options import Kind
from explorer.formats.picture import compose
from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.formats.options import PictureOptions
    from explorer.formats.page import Picture
    from explorer.formats.picture import Subject


def kind_of(path: Path) -> Kind:
    """Return what a file name asks for.

    Raises
    ------
    UnknownName
        It ends in something that is no picture; the message says what is.
    """
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in set(Kind):
        raise UnknownName.among("kind of picture", suffix, Kind)
    return Kind(suffix)


def publish(what: Subject, options: PictureOptions, path: Path, told: Callable[[float], None] | None = None) -> Picture:
    """Write a picture to a file.

    Needs a Qt application object (``image.start_painting``); any thread will do.

    Parameters
    ----------
    what : Subject
        What it shows.
    options : PictureOptions
        How. Its kind decides, not the file's name.
    path : Path
        The target.
    told : callable, optional
        Told how much is done, 0 to 1. May raise ``Cancelled``: nothing is written then.

    Returns
    -------
    Picture
        What was written; its notices are worth showing.

    Raises
    ------
    UnwritableFile
        It is too large, or the target cannot be written. The target is as it was.
    """
    from explorer.formats import image

    tell = told or (lambda _: None)
    tell(0.0)
    picture = compose(what, options, image.MEASURE)
    tell(0.3)
    data = to_bytes(picture, options)
    tell(0.9)
    write_atomically(path, data)
    tell(1.0)
    return picture


def to_bytes(picture: Picture, options: PictureOptions) -> bytes:
    """Return a composed picture as its kind asks."""
    from explorer.formats import image, svg

    if options.kind is Kind.SVG:
        return svg.svg(picture)
    if options.kind is Kind.PDF:
        return image.pdf(picture, options.points_per_px)
    return image.png(picture, options.pixels_per_px)
