"""What a tooltip says of an entity or a relation. Plain text, always."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from explorer.model.sentences import counted, entity_line, relation_sentence, standing_label, standing_line

if TYPE_CHECKING:
    from explorer.model.project import Project

WIDTH_PX = 320


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
    passages = counted(len(found.evidence), "passage")
    return literally([relation_sentence(project, found), f"{standing}: {detail}" if detail else standing, passages])


def literally(lines: list[str]) -> str:
    """Return text that Qt shows letter by letter, whatever it looks like, broken at a readable width."""
    first, *rest = (html.escape(line).replace("\n", " ") for line in lines if line)
    body = "".join(f"<br>{line}" for line in rest)
    return f"<table width='{WIDTH_PX}'><tr><td><b>{first}</b>{body}</td></tr></table>"
