"""Goes through an XML file of a stranger piece by piece: no entities, nothing from elsewhere, any or no namespaces.

Elements are named without their prefix, since half of the files in the world declare a wrong one or none.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol
from xml.parsers import expat

from explorer.model.errors import UnreadableFile
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[[int], None]

CHUNK_BYTES = 1 << 18
DEEPEST = 10_000
MOST_TEXT = 64_000_000
_STOPS = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
}
_STOPS |= {
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
}
_FALLBACK = "windows-1252"


class Elements(Protocol):
    """What is told of the elements."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str, text: str) -> None:
        """An element ends; ``text`` is what stood in it before its first child."""


def go_through(path: Path, make: Callable[[], Elements], root: str, told: Told) -> tuple[Elements, tuple[str, ...]]:
    """Go through a file.

    Parameters
    ----------
    path : Path
        The file.
    make : callable
        Returns who is told of the elements; called again if the file is not in the encoding it says.
    root : str
        What the outermost element has to be called.
    told : callable
        Is told how many bytes more have been read.

    Returns
    -------
    tuple
        Who was told, and what a person should know about the file.

    Raises
    ------
    UnreadableFile
        It is not XML, has another root, or wants more than a graph needs.
    """
    name = plain(path.name)
    try:
        with path.open("rb") as file:
            try:
                target = make()
                _Walk(name, target, root, told).walk(file, None)
            except _WrongEncoding:
                file.seek(0)
                target = make()
                _Walk(name, target, root, told).walk(file, _FALLBACK)
                return target, (f"{name} is not in the encoding it says; it was read as {_FALLBACK}.",)
    except OSError as error:
        raise UnreadableFile(f"{name} could not be read: {error.strerror or error}.") from error
    return target, ()


class _WrongEncoding(Exception):
    """Bytes that are no text in the encoding of the file."""


class _Walk:
    """One walk through one file."""

    def __init__(self, name: str, target: Elements, root: str, told: Told) -> None:
        self._name, self._target, self._root, self._told = name, target, root, told
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._text: list[str] = []
        self._before_children: dict[int, str] = {}  # by depth
        self._length = 0

    def walk(self, file: IO[bytes], encoding: str | None) -> None:
        """Tell the target of everything in it."""
        parser = self._parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.EntityDeclHandler = self._on_entity
        parser.SkippedEntityHandler = self._on_skipped
        bad = b""
        try:
            while chunk := file.read(CHUNK_BYTES):
                bad = chunk
                parser.Parse(chunk, False)
                self._told(len(chunk))
            bad = b""
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            if encoding is None and error.code == _INVALID_TOKEN and self._is_no_unicode(file, parser.ErrorByteIndex):
                raise _WrongEncoding from error
            raise UnreadableFile(self._sentence(error, at_end=not bad)) from error
        except (LookupError, ValueError) as error:  # an encoding that Python has no table for
            raise UnreadableFile(f"{self._name} is in an encoding that cannot be read. Save it as UTF-8.") from error

    @staticmethod
    def _is_no_unicode(file: IO[bytes], at: int) -> bool:
        file.seek(0)
        head = file.read(2)
        file.seek(max(0, at))
        piece = file.read(4)
        if head in (b"\xff\xfe", b"\xfe\xff") or not piece or piece[0] < 0x80:
            return False
        try:
            piece.decode("utf-8")
        except UnicodeDecodeError as error:
            return error.start == 0
        return False

    def _sentence(self, error: expat.ExpatError, *, at_end: bool) -> str:
        where = f"line {error.lineno:,}, column {error.offset + 1:,}"
        if error.code == _NO_ELEMENTS and not self._depth and error.lineno <= 1 and at_end:
            return f"{self._name} is empty. Choose another file, or restore this one from a copy."
        if at_end or error.code in _STOPS:
            return f"{self._name} stops in the middle, at {where}. It was not saved or copied whole; restore it from a copy."
        why = expat.ErrorString(error.code)
        return f"{self._name} is not sound XML: {why} at {where}. Mend it there, or export it again."

    def _on_start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if not self._depth and tag.lower() != self._root:
            raise UnreadableFile(
                f"{self._name} is XML, but its outermost element is <{plain(tag, 40)}>, not <{self._root}>. "
                "Choose another file."
            )
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableFile(f"{self._name} is nested too deeply to be a graph (over {DEEPEST:,} elements deep).")
        if self._text:
            text = self._taken()
            if not text.isspace():
                self._before_children[self._depth - 1] = text
        self._parser.CharacterDataHandler = self._on_text
        self._target.start(tag, attributes)

    def _on_end(self, tag: str) -> None:
        self._parser.CharacterDataHandler = None  # half of all text is line ends between elements
        text = self._taken() if self._text else ""
        if self._before_children:
            text = self._before_children.pop(self._depth, text)
        self._depth -= 1
        self._target.end(tag.rpartition(":")[2] if ":" in tag else tag, text)

    def _taken(self) -> str:
        text = "".join(self._text)
        self._text.clear()
        self._length = 0
        return text

    def _on_text(self, text: str) -> None:
        self._length += len(text)
        if self._length > MOST_TEXT:
            raise UnreadableFile(f"{self._name} has a single text of more than {MOST_TEXT:,} letters. It is no graph.")
        self._text.append(text)

    def _on_entity(self, name: str, *_: object) -> None:
        raise UnreadableFile(
            f"{self._name} declares entities of its own ({plain(name, 40)}), which can be used to fill the memory "
            "or to read other files. Export it again without them."
        )

    def _on_skipped(self, name: str, *_: object) -> None:
        raise UnreadableFile(
            f"{self._name} uses the entity &{plain(name, 40)};, which only its DTD explains. Export it again without a DTD."
        )


_INVALID_TOKEN = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_NO_ELEMENTS = expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
