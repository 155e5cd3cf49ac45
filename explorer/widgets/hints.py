"""What a tooltip says of an entity or a relation. Plain text, always."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from explorer.model.sentences import counted, entity_line, relation_sentence, standing_label, standing_line
from explorer.model.telling import as_told
from explorer.model.values import one_line

if TYPE_CHECKING:
    from explorer.model.project import Project

WIDTH_PX = 320
MOST_LETTERS = 400  # of one line; a name may be a novel
LINE_LETTERS = 44  # what surely fits into that width


def entity_hint(project: Project, entity: str) -> str:
    """Return name, kind and counts of an entity."""
    found = project.entities[entity]
    lines = [found.name, entity_line(project, found)]
    if found.description:
        lines.append(found.description)
    return literally(lines)


def relation_hint(project: Project, relation: str) -> str:
    """Return a relation's sentence, how it stands and on how much it rests."""
    found = project.relations[relation]
    standing = standing_label(project.standing(relation))
    detail = standing_line(project, found)
    passages = counted(len(as_told(project, found).evidence), "passage")
    return literally([relation_sentence(project, found), f"{standing}: {detail}" if detail else standing, passages])


def literally(lines: list[str]) -> str:
    """Return text that Qt shows letter by letter, whatever it looks like, broken at a readable width."""
    words = [_cut(one_line(line)) for line in lines if line]
    first, *rest = (html.escape(line) for line in words)
    body = "".join(f"<br>{line}" for line in rest)
    width = f" width='{WIDTH_PX}'" if max(map(len, words)) > LINE_LETTERS else ""
    wrap = "" if width else " style='white-space: nowrap'"
    return f"<table{width}><tr><td{wrap}><b>{first}</b>{body}</td></tr></table>"


def _cut(line: str) -> str:
    return line if len(line) <= MOST_LETTERS else f"{line[: MOST_LETTERS - 1]}…"
