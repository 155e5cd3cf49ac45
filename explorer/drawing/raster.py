"""Many lines as density: how much of what colour runs through each pixel, as a picture in the colours of the theme.

The one place for numba, an optional extra; without it nothing here is ready and hairlines are drawn instead.
``covered`` says in numpy what the compiled loop does, for tests and for reading.
"""

from __future__ import annotations

import logging
import threading
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.drawing.spots import FAR_SHARE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from explorer.drawing.frame import Crowd, Floats, Ints
    from explorer.drawing.theme import Theme

    Cover = NDArray[np.float32]
    Pixels = NDArray[np.uint32]

log = logging.getLogger(__name__)

DISPUTED = frozenset({"contested", "denied", "voice_doubts", "voice_dismisses"})
DISPUTED_WEIGHT = 2.2  # lines that one disputed line counts for, where colours are mixed
FAR, FAR_DISPUTED = 0.32, 0.5  # of the colour, for hairlines
FAINTEST, STRONGEST = 0.22, 0.85  # how opaque a single line is, and the thickest of the crowd
CROWD, LEAST_CROWD = 8.0, 6.0  # of the mean cover, from where it gets no thicker
RIM = 2  # pixels around a picture that lines may run into
TILE = 256  # pixels along each side that are added up at a time: what they need stays at hand

_ready = threading.Event()


def is_available() -> bool:
    """Whether the optional extra is installed."""
    return find_spec("numba") is not None


def is_ready() -> bool:
    """Whether density can be drawn without waiting for a compiler."""
    return _ready.is_set()


def prepare() -> bool:
    """Compile what draws density, or fetch it from the cache; false where that cannot be. Takes seconds the first time."""
    if not is_ready() and is_available():
        try:
            _compiled()
        except Exception:  # whatever a compiler may stumble over: hairlines do as well
            log.warning("Density drawing is not available; drawing hairlines instead.", exc_info=True)
            return False
        _ready.set()
    return is_ready()


def prepare_soon() -> None:
    """Have ``prepare`` run in the background."""
    if is_available() and not is_ready():
        _starting()


def density(
    xy: Floats,
    source: Ints,
    target: Ints,
    look: Ints,
    palette: Cover,
    size: tuple[int, int],
    crowd: Crowd,
    stop: Callable[[], bool] | None = None,
) -> Pixels | None:
    """Return lines as premultiplied ARGB, shape (height, width); None where it was stopped.

    Parameters
    ----------
    xy : ndarray, shape (n, 2)
        In pixels of the picture.
    source, target : ndarray of int, shape (m,)
        Rows of the ends of the lines.
    look : ndarray of int, shape (m,)
        Row of each line in ``palette``.
    palette : ndarray, shape (k, 4)
        Red, green, blue and weight; see ``palette_of``.
    size : tuple of int
        Width and height.
    crowd : Crowd
        Of the whole graph at this zoom: tones are measured by it, not by what is in sight, or they would jump from one
        part to the next.
    stop : callable, optional
        Asked now and then.
    """
    accumulate, tone = _compiled()
    width, height = size
    # One type of each: another would have to be compiled for, and a window does not wait.
    ends = np.concatenate((xy[source], xy[target]), axis=1, dtype=float)
    tints = _tints(ends, look, palette, crowd.local_px)
    low, high = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    most = max(LEAST_CROWD, round(CROWD * crowd.cover, 1))
    stride = TILE + 2 * RIM
    cover = np.empty(stride * stride * 4, dtype=np.float32)
    pixels = np.empty((height, width), dtype=np.uint32)
    for top in range(0, height, TILE):
        rows = np.flatnonzero((high > top - 1) & (low < top + TILE))
        band, shades = ends[rows], tints[rows]
        for left in range(0, width, TILE):
            if stop is not None and stop():
                return None
            cover.fill(0.0)
            accumulate(cover, stride, band, shades, left, top)
            tone(cover, stride, pixels, left, top, tones(most), np.float32(most))
    return pixels


def far_color(theme: Theme, key: str) -> str:
    """Return the colour of a hairline of a stroke: what is disputed stands out, all else stays back."""
    return theme.blend(theme.stroke(key).color, FAR_DISPUTED if key in DISPUTED else FAR)


def palette_of(theme: Theme, strokes: Iterable[str]) -> Cover:
    """Return colour and weight of each stroke."""
    shades = [shade_of(theme.stroke(key).color, DISPUTED_WEIGHT if key in DISPUTED else 1.0) for key in strokes]
    return np.concatenate(shades or [np.zeros((0, 4), dtype=np.float32)])


def shade_of(color: str, weight: float = 1.0) -> Cover:
    """Return a palette of one colour.

    Examples
    --------
    >>> shade_of("#ff8000").tolist()
    [[255.0, 128.0, 0.0, 1.0]]
    """
    return np.array([[*(int(color[at : at + 2], 16) for at in (1, 3, 5)), weight]], dtype=np.float32)


@lru_cache(maxsize=64)
def tones(crowd: float) -> NDArray[np.float32]:
    """Return how opaque a pixel is at 0, 1/1023 … of the crowd: by the logarithm, for few lines must be seen as well."""
    share = np.linspace(0.0, 1.0, 1024)
    grown = np.log1p(share * crowd * 3.0) / np.log1p(crowd * 3.0)
    single = min(1.0, 1.0 / crowd)
    at_single = np.log1p(3.0) / np.log1p(crowd * 3.0)
    rise = np.where(share < single, share / single * FAINTEST, 0.0)
    above = FAINTEST + (STRONGEST - FAINTEST) * np.clip((grown - at_single) / max(1.0 - at_single, 1e-6), 0.0, 1.0)
    return np.where(share < single, rise, above).astype(np.float32)


def covered(lines: Floats, size: tuple[int, int]) -> Floats:
    """Return how much of each pixel lines one px wide cover, shape (height, width), the slow way."""
    width, height = size
    cover = np.zeros((height + 2, width + 2))
    for x0, y0, x1, y1 in lines.tolist():
        steep = abs(y1 - y0) > abs(x1 - x0)
        (a, b), (c, d) = ((y0, x0), (y1, x1)) if steep else ((x0, y0), (x1, y1))
        if a > c:
            a, b, c, d = c, d, a, b
        along = np.arange(int(np.floor(a + 0.5)), int(np.floor(c + 0.5)) + 1)
        across = b + (d - b) / max(c - a, 1e-9) * (along - a) if c > a else np.array([b])
        low = np.floor(across).astype(int)
        for step, share in ((0, 1.0 - (across - low)), (1, across - low)):
            rows, columns = (along, low + step) if steep else (low + step, along)
            inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
            np.add.at(cover, (rows[inside], columns[inside]), share[inside])
    return cover[:height, :width]


def _tints(ends: Floats, look: Ints, palette: Cover, local_px: float) -> Cover:
    """Return red, green, blue and weight of each line: those that lead far count for less."""
    length = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    tints = np.ascontiguousarray(palette[look], dtype=np.float32)
    tints[:, 3] *= np.maximum(FAR_SHARE, 1.0 / (1.0 + length / min(local_px, 1e9)))
    return tints


@cache
def _starting() -> threading.Thread:
    thread = threading.Thread(target=prepare, name="density", daemon=True)
    thread.start()
    return thread


@cache
def _compiled() -> tuple[Callable[..., None], Callable[..., None]]:
    import numba

    jit: Any = numba.njit(nogil=True, cache=True, fastmath=True)  # numba has no types
    accumulate, tone = jit(_accumulate), jit(_tone)
    side = 2 + 2 * RIM
    cover = np.zeros(side * side * 4, dtype=np.float32)
    accumulate(cover, side, np.zeros((1, 4)), np.zeros((1, 4), dtype=np.float32), 0, 0)
    tone(cover, side, np.zeros((2, 2), dtype=np.uint32), 0, 0, tones(3.0), np.float32(3.0))
    return accumulate, tone


def _accumulate(cover: Any, stride: Any, ends: Any, tints: Any, left: Any, top: Any) -> None:  # Any: compiled
    """Add lines to ``cover``, whose rows are ``stride`` long: red, green, blue, each times its share, and the share.

    Four numbers that lie side by side, and a rim of pixels that nobody sees, let the compiler add all four at once.
    """
    high, wide = cover.shape[0] // (4 * stride) - 2 * RIM, stride - 2 * RIM
    for line in range(ends.shape[0]):
        x0, y0, x1, y1 = ends[line, 0] - left, ends[line, 1] - top, ends[line, 2] - left, ends[line, 3] - top
        if max(x0, x1) <= -1.0 or min(x0, x1) >= wide or max(y0, y1) <= -1.0 or min(y0, y1) >= high:
            continue
        steep = abs(y1 - y0) > abs(x1 - x0)
        if steep:
            x0, y0, x1, y1 = y0, x0, y1, x1
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        along, across = (high, wide) if steep else (wide, high)
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        first, last = max(0.0, np.floor(x0 + 0.5)), min(along - 1.0, np.floor(x1 + 0.5))
        if abs(slope) > 1e-9:
            enters, leaves = x0 + (-1.0 - y0) / slope, x0 + (across - y0) / slope
            if slope < 0.0:
                enters, leaves = leaves, enters
            first, last = max(first, np.ceil(enters)), min(last, np.floor(leaves))
        if last < first:
            continue
        red, green, blue, weight = tints[line, 0], tints[line, 1], tints[line, 2], tints[line, 3]
        ahead, aside = (4 * stride, 4) if steep else (4, 4 * stride)
        begin = np.int64(RIM * (stride + 1) * 4) + np.int64(first) * ahead
        place = y0 + slope * (first - x0) + 1.0
        for _ in range(np.int64(last - first) + 1):
            low = np.int64(place)
            far = np.float32(place - low) * weight
            near = weight - far
            at = np.uint64(begin + (low - 1) * aside)
            cover[at] += red * near
            cover[at + np.uint64(1)] += green * near
            cover[at + np.uint64(2)] += blue * near
            cover[at + np.uint64(3)] += near
            at = np.uint64(begin + low * aside)
            cover[at] += red * far
            cover[at + np.uint64(1)] += green * far
            cover[at + np.uint64(2)] += blue * far
            cover[at + np.uint64(3)] += far
            begin += ahead
            place += slope


def _tone(cover: Any, stride: Any, pixels: Any, left: Any, top: Any, table: Any, crowd: Any) -> None:  # Any: compiled
    """Turn cover into premultiplied colours of a part of a picture."""
    last = table.shape[0] - 1
    high, wide = cover.shape[0] // (4 * stride) - 2 * RIM, stride - 2 * RIM
    for row in range(min(high, pixels.shape[0] - top)):
        at = ((row + RIM) * stride + RIM) * 4
        for column in range(left, min(left + wide, pixels.shape[1])):
            much = cover[at + 3]
            if much <= 0.0:
                pixels[top + row, column] = 0
            else:
                opaque = table[min(np.int64(much / crowd * last), last)]
                share = opaque / much
                alpha = np.int64(opaque * 255.0 + 0.5)
                red = min(np.int64(cover[at] * share + 0.5), alpha)
                green = min(np.int64(cover[at + 1] * share + 0.5), alpha)
                blue = min(np.int64(cover[at + 2] * share + 0.5), alpha)
                pixels[top + row, column] = (alpha << 24) | (red << 16) | (green << 8) | blue
            at += 4
