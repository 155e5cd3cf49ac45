"""Texts of articles as files beside the graph: ``graph.articles/<id>.txt``. None is ever written over another text."""

from __future__ import annotations

import glob
import hashlib
import re
from typing import TYPE_CHECKING

from explorer.atomic import write_atomically
from explorer.model.errors import UnwritableFile
from explorer.model.kept_texts import BESIDE, are_inside, fill
from explorer.model.problem import plain
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from explorer.model.facts import Article
    from explorer.model.project import Project

SUFFIX = ".articles"
_LARGEST_BYTES = 40_000_000
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
_VERSION = re.compile(r"\.[0-9a-f]{8}$")
_HOMES = frozenset({".json", ".edgewise"})
_NAMED = 3


def folder_of(graph: Path) -> Path:
    """Return the folder beside a graph file in which its texts are kept."""
    return graph.with_name(graph.stem + SUFFIX)


def file_of(graph: Path, article_id: str) -> Path:
    """Return the file of one article's text. Ids of any sort become names that every system allows."""
    name = article_id
    if not _PLAIN_NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
        name = f"{readable}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}".lstrip("-")
    return folder_of(graph) / f"{name}.txt"


def bring_texts(project: Project, graph: Path) -> tuple[str, ...]:
    """Give articles the texts beside their graph, if those are still the texts that were put there.

    Returns
    -------
    tuple of str
        What a person should know, as sentences.
    """
    waiting = [own for own in project.articles.values() if own.text is None and own.text_sha256 is not None]
    if not waiting:
        return ()
    if not folder_of(graph).is_dir():
        is_expected = project.to_file().article_texts == BESIDE
        return (_absent(waiting, graph),) if is_expected else ()
    found = texts_beside(graph, waiting)
    fill(project, found)
    left = [own for own in waiting if own.id not in found]
    changed = [own for own in left if file_of(graph, own.id).is_file()]
    missing = [own for own in left if own not in changed]
    notices = (_absent(missing, graph) if missing else "", _altered(changed, graph) if changed else "")
    return tuple(notice for notice in notices if notice)


def texts_beside(graph: Path, articles: Iterable[Article]) -> dict[str, str]:
    """Return the texts beside a graph that are still what their articles were quoted from, by id of article."""
    found = {}
    for article in articles:
        if article.text is None and article.text_sha256 is not None:
            raw = _bytes(file_of(graph, article.id))
            if raw is not None and hashlib.sha256(raw).hexdigest() == article.text_sha256.lower():
                found[article.id] = raw.decode()
    return found


def keep_texts(project: Project, graph: Path) -> None:
    """Put the texts of a project's articles beside its graph, unless the graph file holds them itself.

    Raises
    ------
    UnwritableFile
        One could not be written; those before it are there, and none was lost.
    """
    articles = [article for article in project.articles.values() if article.text is not None]
    if not articles or are_inside(project):
        return
    folder = folder_of(graph)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UnwritableFile(
            f"The folder {plain(folder.name)} for article texts could not be made: {error.strerror or error}. "
            "Save under another name, or keep the texts in the graph file."
        ) from error
    for article in articles:
        raw = str(article.text).encode("utf-8", "surrogatepass")
        target = file_of(graph, article.id)
        before = _bytes(target)
        if before == raw:
            continue
        if before is not None:
            digest = hashlib.sha256(before).hexdigest()[:8]
            write_atomically(target.with_name(f"{target.stem}.{digest}.txt"), before)
        write_atomically(target, raw)


def stray_texts(project: Project, graph: Path) -> tuple[Path, ...]:
    """Return the texts beside a graph that belong to none of its articles, former versions of texts included.

    Where a graph of the same name but another kind shares the folder, its articles are not known, and none is called stray.
    """
    folder = folder_of(graph)
    if not folder.is_dir() or any(
        path != graph and path.suffix in _HOMES for path in graph.parent.glob(f"{glob.escape(graph.stem)}.*")
    ):
        return ()
    wanted = {file_of(graph, key).stem for key in project.articles}
    texts = sorted(path for path in folder.glob("*.txt") if path.is_file())
    return tuple(path for path in texts if not {path.stem, _VERSION.sub("", path.stem)} & wanted)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST_BYTES else None
    except (OSError, ValueError):
        return None


def _absent(articles: list[Article], graph: Path) -> str:
    what = counted(len(articles), "article text")
    verb = "is" if len(articles) == 1 else "are"
    return f"{what} {verb} not in {plain(folder_of(graph).name)} ({_named(articles)}); quotations show without context. “Attach text…” brings a text back."


def _altered(articles: list[Article], graph: Path) -> str:
    what = counted(len(articles), "article text")
    verb = "was" if len(articles) == 1 else "were"
    return (
        f"{what} in {plain(folder_of(graph).name)} {verb} changed ({_named(articles)}) and left aside, because quotations count "
        "letters in the text as it was. Attach the new text to compare them."
    )


def _named(articles: list[Article]) -> str:
    names = [plain(article.title, 40) for article in articles[:_NAMED]]
    rest = len(articles) - len(names)
    return ", ".join(names) + (f" and {rest:,} more" if rest else "")
