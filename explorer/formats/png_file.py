"""Puts pixels into a PNG, several strips at a time: whatever else happens in the program is not held up meanwhile.

Rows are stored unfiltered, which suits flat colours best. Without Qt, whose own writer keeps all Python waiting.
"""

from __future__ import annotations

import struct
import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LEVEL = 6
AHEAD = 3  # strips under way at once
_ZLIB_HEADER = b"\x78\x9c"
_BASE = 65521  # the largest prime below 2**16, by which Adler-32 counts
_COLOUR_TYPE = {3: 2, 4: 6}  # by channels: RGB, and RGB with alpha


def png_of(size: tuple[int, int], strips: Iterable[Bytes], channels: int, per_metre: int) -> bytes:
    """Return a PNG.

    Parameters
    ----------
    size : tuple of int
        Width and height in pixels.
    strips : iterable of ndarray, shape (rows, width * channels)
        The pixels from top to bottom, in strips of any height.
    channels : int
        3 for RGB, 4 for RGB with alpha.
    per_metre : int
        Pixels to the metre, for programs that print.
    """
    head = struct.pack(">IIBBBBB", *size, 8, _COLOUR_TYPE[channels], 0, 0, 0)
    parts = [SIGNATURE, chunk(b"IHDR", head), chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))]
    total = 1
    before = _ZLIB_HEADER
    for packed, check, length in _packed(strips):
        total = joined(total, check, length)
        parts.append(chunk(b"IDAT", before + packed))
        before = b""
    # An empty last block ends the stream; each strip before it ends on a whole byte.
    parts.append(chunk(b"IDAT", zlib.compressobj(LEVEL, zlib.DEFLATED, -15).flush() + struct.pack(">I", total)))
    parts.append(chunk(b"IEND", b""))
    return b"".join(parts)


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG: length, kind, content, checksum."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def joined(one: int, other: int, length: int) -> int:
    """Return the Adler-32 of two pieces, one after the other, from theirs and the length of the second.

    Examples
    --------
    >>> joined(zlib.adler32(b"knowledge "), zlib.adler32(b"graph"), 5) == zlib.adler32(b"knowledge graph")
    True
    """
    low_one, high_one = one & 0xFFFF, one >> 16
    low_other, high_other = other & 0xFFFF, other >> 16
    low = (low_one + low_other - 1) % _BASE
    high = (high_one + high_other + length * (low_one - 1)) % _BASE
    return high << 16 | low


def _packed(strips: Iterable[Bytes]) -> Iterator[tuple[bytes, int, int]]:
    """Compress strips side by side; hand them on in their order."""
    with ThreadPoolExecutor(AHEAD, thread_name_prefix="png") as pool:
        waiting: deque[Future[tuple[bytes, int, int]]] = deque()
        for strip in strips:
            waiting.append(pool.submit(_pack, strip))
            if len(waiting) == AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _pack(strip: Bytes) -> tuple[bytes, int, int]:
    rows, width = strip.shape
    raw = np.zeros((rows, width + 1), dtype=np.uint8)  # each row begins with its filter: 0, none
    raw[:, 1:] = strip
    data = raw.tobytes()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return packed, zlib.adler32(data), len(data)
