"""The graph inside a picture: put into PNG, SVG and PDF when they are written, found again when they are opened.

Reading trusts nothing: no XML or PDF library is let loose on a stranger's file, sizes are limited, no file is
gone through more than a few times, and what is returned is bytes for the graph's own reader to judge.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from explorer.formats.png_file import SIGNATURE, chunk
from explorer.model.errors import UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

PNG_KEY = "edgewise-graph"
SVG_TAG = "edgewise:graph"
SVG_NAMESPACE = "urn:edgewise:graph"
ATTACHMENT = "graph.json"
MAX_GRAPH_BYTES = 256_000_000

_SVG_START = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s>]")
_PDF_STREAM = re.compile(rb"\bstream\r?\n")
_PDF_DICTIONARY_BYTES = 4096
_PDF_GRAPHS_TRIED = 3
_HEAD_BYTES = 65_536
_LOOKED_AT_BYTES = 256
_UNPACKED_FROM_BYTES = 4096  # more than enough to unpack so many


def is_picture(data: bytes) -> bool:
    """Whether the bytes are a PNG, a PDF or an SVG, going by how they begin."""
    return _is_png(data) or _is_pdf(data) or _is_svg(data)


def embedded_graph(data: bytes, name: str) -> bytes:
    """Return the graph that a picture carries, as JSON.

    Parameters
    ----------
    data : bytes
        A PNG, SVG or PDF.
    name : str
        What to call it in a message.

    Raises
    ------
    UnreadableFile
        It is no picture, or carries no graph.
    """
    if _is_png(data):
        found = _from_png(data)
    elif _is_pdf(data):
        found = _from_pdf(data)
    elif _is_svg(data):
        found = _from_svg(data)
    else:
        raise UnreadableFile(f"{name} is not a PNG, SVG or PDF. Open a picture that Edgewise has saved.")
    if found is None:
        raise UnreadableFile(
            f"{name} carries no graph. Only pictures saved by Edgewise do, "
            "and programs that edit or compress pictures may take it out."
        )
    return found


def png_with_graph(data: bytes, graph: bytes, title: str) -> bytes:
    """Return a PNG with texts in it: its title, the program, and the graph (compressed, as iTXt)."""
    end = data.rindex(b"IEND") - 4
    texts = _itxt("Title", title.encode("utf-8", "replace"), compressed=False)
    texts += _itxt("Software", b"Edgewise", compressed=False)
    if graph:
        texts += _itxt(PNG_KEY, graph, compressed=True)
    return data[:end] + texts + data[end:]


def svg_metadata(graph: bytes) -> str:
    """Return the element that carries the graph; ``excerpt.to_ascii`` has made the bytes harmless inside XML."""
    return f'<metadata><{SVG_TAG} xmlns:edgewise="{SVG_NAMESPACE}">{graph.decode("ascii")}</{SVG_TAG}></metadata>'


def _is_png(data: bytes) -> bool:
    return data.startswith(SIGNATURE)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _is_svg(data: bytes) -> bool:
    return _SVG_START.search(data[:_HEAD_BYTES]) is not None


def _itxt(key: str, text: bytes, *, compressed: bool) -> bytes:
    body = zlib.compress(text, 9) if compressed else text
    content = key.encode("latin-1") + b"\0" + (b"\1" if compressed else b"\0") + b"\0\0\0" + body
    return chunk(b"iTXt", content)


def _from_png(data: bytes) -> bytes | None:
    for kind, content in _chunks(data):
        if kind != b"iTXt" or not content.startswith(PNG_KEY.encode() + b"\0"):
            continue
        rest = content[len(PNG_KEY) + 1 :]
        pieces = rest[2:].split(b"\0", 2)
        if len(rest) < 2 or len(pieces) < 3:
            return None
        return _inflated(pieces[2]) if rest[0] == 1 else pieces[2]
    return None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if at + 12 + length > len(data):
            return
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _from_svg(data: bytes) -> bytes | None:
    """Return what stands in the first element of ours; looking for the whole of it with a pattern could take hours."""
    _, _, rest = data.partition(b"<" + SVG_TAG.encode())
    _, _, inside = rest.partition(b">")
    content, closing, _ = inside.partition(b"</" + SVG_TAG.encode())
    return content.strip() if closing else None


def _from_pdf(data: bytes) -> bytes | None:
    """Return the first attachment that is one of our graphs.

    Streams stand in the open in every PDF, also in one that another program has written anew, so they are
    simply tried one by one.
    """
    tried = 0
    for match in _PDF_STREAM.finditer(data):
        dictionary = data[max(0, match.start() - _PDF_DICTIONARY_BYTES) : match.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if any(other in dictionary for other in (b"/Font", b"/XObject", b"/Image", b"/Length1", b"/ObjStm", b"/XRef")):
            continue
        packed = b"/FlateDecode" in dictionary or b"/Fl " in dictionary
        if not _looks_like_graph(_beginning(data, match.end(), packed=packed)):
            continue
        content = _stream(data, match.end(), packed=packed)
        if content is not None:
            return content.strip()
        tried += 1
        if tried == _PDF_GRAPHS_TRIED:
            return None
    return None


def _beginning(data: bytes, start: int, *, packed: bool) -> bytes:
    """Return the first bytes of what a stream holds; none where it is damaged."""
    if not packed:
        return data[start : start + _LOOKED_AT_BYTES]
    try:
        return zlib.decompressobj().decompress(data[start : start + _UNPACKED_FROM_BYTES], _LOOKED_AT_BYTES)
    except zlib.error:
        return b""


def _stream(data: bytes, start: int, *, packed: bool) -> bytes | None:
    """Return what a stream holds. A compressed one knows itself where it ends."""
    if packed:
        return _inflated(data[start:])
    end = data.find(b"endstream", start)
    return data[start:end] if end >= 0 else None


def _looks_like_graph(head: bytes) -> bool:
    head = head.lstrip()
    return head.startswith(b"{") and b'"edgewise-graph"' in head


def _inflated(data: bytes) -> bytes | None:
    """Return what was compressed; None where it is damaged or would be unreasonably large."""
    worker = zlib.decompressobj()
    try:
        result = worker.decompress(data, MAX_GRAPH_BYTES)
    except zlib.error:
        return None
    return None if worker.unconsumed_tail or not worker.eof else result
