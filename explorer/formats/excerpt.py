"""The part of a graph that a picture shows, as a document of its own: what the picture carries along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from explorer.model.facts import Article, GraphFile, SavedView

if TYPE_CHECKING:
    from explorer.model.filters import Visible
    from explorer.model.positions import Positions
    from explorer.model.project import Project


def excerpt(project: Project, visible: Visible, positions: Positions) -> GraphFile:
    """Return a document with just what is shown, and what that rests on.

    Speakers of its evidence come along, hidden; articles come without their text, which is not ours to publish, and
    without the journal, which names people.

    Parameters
    ----------
    project : Project
        The facts.
    visible : Visible
        What is shown.
    positions : Positions
        Where entities sit.
    """
    relations = [project.relations[key] for key in visible.relations]
    shown = {key: project.entities[key] for key in visible.entities}
    evidence = [item for relation in relations for item in relation.evidence]
    evidence += [item for entity in shown.values() for fact in entity.facts for item in fact.evidence]
    speakers = {item.speaker for item in evidence if item.speaker is not None} - shown.keys()
    cited = {item.article for item in evidence}
    whole = project.without_journal()
    entities = tuple(entity for entity in whole.entities if entity.id in shown or entity.id in speakers)
    view = SavedView(
        positions={key: (round(x, 1), round(y, 1)) for key, (x, y) in positions.as_dict().items() if key in shown},
        pinned=tuple(sorted(project.pinned & shown.keys())),
        hidden=tuple(entity.id for entity in entities if entity.id in speakers),
    )
    return whole.model_copy(
        update={
            "articles": tuple(_without_text(article) for article in whole.articles if article.id in cited),
            "entities": entities,
            "relations": tuple(relations),
            "views": (view,),
        }
    )


def to_ascii(file: GraphFile) -> bytes:
    """Return a document as one line of JSON that survives any container: ASCII, and harmless inside XML."""
    value = file.model_dump(mode="json", exclude_unset=True)
    value = {"format": file.format, "version": file.version} | value
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for character in "<>&\x7f":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("ascii")


def _without_text(article: Article) -> Article:
    given = article.model_fields_set - {"text"}
    kept = {name: getattr(article, name) for name in given}
    return Article.model_construct(_fields_set=given, **kept, **(article.model_extra or {}))
