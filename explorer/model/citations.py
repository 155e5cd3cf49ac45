"""Evidence as a citation to paste elsewhere: plain, Markdown, or a BibTeX entry.

The words of a graph file are never trusted to be harmless: they come out on one line and escaped for where
they go, and only web addresses become links.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from explorer.model.errors import UnknownName
from explorer.model.passages import best_passage
from explorer.model.sentences import relation_sentence
from explorer.model.standing_words import weakness
from explorer.model.values import date_text, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.facts import Article, Evidence
    from explorer.model.paths import Path
    from explorer.model.project import Project

STYLES = ("plain", "markdown", "bibtex")
UNDATED = "undated"

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")
_MARKDOWN_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_MARKDOWN_START = re.compile(r"^(\d*)([-+=.)])")
_BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "%&$#_"},
}


def cite(project: Project, evidence: Evidence, style: str = "plain") -> str:
    """Return a citation of one piece of evidence.

    Parameters
    ----------
    project : Project
        Where its article and speaker are found.
    evidence : Evidence
        The passage to cite.
    style : {"plain", "markdown", "bibtex"}
        What to write it for.
    """
    _known(style)
    if style == "bibtex":
        return cite_all(project, [evidence], style)
    words, voice, source = _pieces(project, evidence, style)
    if style == "markdown":
        return f"> “{words}”\n\n{voice}, in {source}"
    return f"“{words}” ({voice}). {source}"


def cite_all(project: Project, evidence: Iterable[Evidence], style: str = "plain") -> str:
    """Return a citation of several pieces: a numbered list, or one BibTeX entry for each article."""
    _known(style)
    given = list(evidence)
    if style == "bibtex":
        return _bibtex(project, given)
    lines = []
    for number, item in enumerate(given, 1):
        words, voice, source = _pieces(project, item, style)
        lines.append(f"{number}. “{words}” ({voice}). {source}")
    return "\n".join(lines)


def cite_path(project: Project, path: Path, style: str = "plain") -> str:
    """Return a path as an argument: a sentence for each step, the weakest marked, then what each rests on."""
    _known(style)
    sentences, resting = [], []
    for step, relations in enumerate(path.relations):
        words = _escaped(relation_sentence(project, project.relations[relations[0]]), style)
        passage = best_passage(project, relations[0])
        if passage is not None:
            resting.append(passage.evidence)
        reference = f" [{len(resting)}]" if passage is not None else " [no passage]"
        weakest = ""
        if step == path.weakest and len(path.relations) > 1:
            why = weakness(project, project.relations[relations[0]])
            weakest = f" ({_escaped(f'the weakest step, {why}', style)})"
        sentences.append(f"{words}{_escaped(reference, style)}{weakest}.")
    return "\n\n".join(part for part in (" ".join(sentences), cite_all(project, resting, style)) if part)


def web_address(url: str | None) -> str | None:
    """Return an http or https address, safe to put between angle brackets or braces; None for any other."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return None
    return quote(url.strip(), safe=":/?#[]@!$&'*+,;=%~-._")


def _known(style: str) -> None:
    if style not in STYLES:
        raise UnknownName.among("citation style", style, STYLES)


def _pieces(project: Project, evidence: Evidence, style: str) -> tuple[str, str, str]:
    """Return the quotation, who takes which stance, and the article, escaped for a style."""
    words = _escaped(one_line(evidence.quote.exact), style)
    speaker = project.entities.get(evidence.speaker) if evidence.speaker is not None else None
    name = "the article" if evidence.speaker is None else one_line(speaker.name if speaker else evidence.speaker)
    voice = f"{_escaped(name, style)} {evidence.stance.value}"
    return words, voice, _source(project.articles.get(evidence.article), evidence.article, style)


def _source(article: Article | None, key: str, style: str) -> str:
    if article is None:
        return f"{_escaped(one_line(key), style)}, {UNDATED}."
    title = _escaped(one_line(article.title), style)
    address = web_address(article.url)
    title = f"[{title}](<{address}>)" if style == "markdown" and address is not None else f"“{title}”"
    rest = [_escaped(one_line(part), style) for part in (article.publisher, date_published(article)) if part]
    authors = [_escaped(one_line(author), style) for author in article.authors]
    line = ", ".join([*authors, title, *rest]) + "."
    return f"{line} {address}" if style == "plain" and address is not None else line


def date_published(article: Article) -> str:
    """Return when an article was published, in words, or that nobody knows."""
    return date_text(article.published) if article.published else UNDATED


def _bibtex(project: Project, evidence: list[Evidence]) -> str:
    by_article: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_article.setdefault(item.article, []).append(item)
    entries, keys = [], set[str]()
    for key, own in by_article.items():
        article = project.articles.get(key)
        entries.append(_entry(project, article, own, _unused(_bibtex_key(article, key), keys)))
    return "\n\n".join(entries)


def _entry(project: Project, article: Article | None, evidence: list[Evidence], key: str) -> str:
    quotations = []
    for item in evidence:
        words, voice, _ = _pieces(project, item, "bibtex")
        quotations.append(f"``{words}'' ({voice})")
    fields = {"note": "; ".join(quotations)}
    if article is None:
        fields = {"title": _escaped(one_line(evidence[0].article), "bibtex"), "year": UNDATED} | fields
    else:
        year = re.match(r"\d{4}", article.published or "")
        known = {
            "author": " and ".join(f"{{{_escaped(one_line(author), 'bibtex')}}}" for author in article.authors),
            "title": _escaped(one_line(article.title), "bibtex"),
            "howpublished": _escaped(one_line(article.publisher or ""), "bibtex"),
            "year": year[0] if year else UNDATED,
            "date": _escaped(one_line(article.published or ""), "bibtex"),
            "url": web_address(article.url) or "",
        }
        fields = {name: value for name, value in known.items() if value} | fields
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}"


def _bibtex_key(article: Article | None, fallback: str) -> str:
    words = [fallback]
    if article is not None:
        year = re.match(r"\d{4}", article.published or "")
        words = [article.publisher or "", year[0] if year else UNDATED, *article.title.split()[:1]]
    plain = unicodedata.normalize("NFKD", "-".join(words)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "article"


def _unused(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    taken.add(free)
    return free


def _escaped(text: str, style: str) -> str:
    if style == "markdown":
        text = _MARKDOWN_LINK.sub(r"\\\g<0>", _MARKDOWN_SPECIAL.sub(r"\\\1", text))
        return _MARKDOWN_START.sub(r"\1\\\2", text)
    if style == "bibtex":
        return "".join(_BIBTEX_SPECIAL.get(letter, letter) for letter in text)
    return text
