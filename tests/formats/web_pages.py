"""Takes a web page apart: its data, its policy, and what it would fetch."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from explorer.formats.html import PageOptions, page_text
from explorer.formats.picture import Subject
from explorer.model.filters import Scope, visible
from explorer.model.verification import verification

if TYPE_CHECKING:
    from explorer.model.project import Project

_DATA = re.compile(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', re.DOTALL)
_CODE = re.compile(r"<script>.*?</script>|<style>.*?</style>", re.DOTALL)

_FETCHED = re.compile(
    r"""(?:src|href|action|data|srcset|poster)\s*=|url\(|@import|<link|<iframe|<base""", re.IGNORECASE
)


def page_of(project: Project, scope: Scope | None = None, **options: Any) -> str:
    """Return the page of a project as text."""
    shown = visible(project, scope or Scope())
    what = Subject(project, shown, project.positions, lost=verification(project).lost_relations)
    return page_text(what, PageOptions(**options))


def data_of(page: str) -> dict[str, Any]:
    """Return the page's blocks of data by their id."""
    return {key: json.loads(text) for key, text in _DATA.findall(page)}


def markup_of(page: str) -> str:
    """Return the page without scripts, styles and data."""
    return _CODE.sub("", _DATA.sub("", page))


def fetched_by(page: str) -> list[str]:
    """Return whatever in the markup or the styles could make a browser ask for something."""
    styles = re.findall(r"<style>.*?</style>", page, re.DOTALL)
    return _FETCHED.findall(markup_of(page) + "".join(styles))


def tags_of(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements that a browser would make of the page, each with the names of its attributes."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, tuple(name for name, _ in attrs)))

    Reader().feed(page)
    return found
