"""What the palette offers for a few letters: four providers behind one box, each row with a verb to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.model.folding import folded, spans_of
from explorer.model.search import Hit, HitGroup, search
from explorer.session.actions import ACTIONS, Menu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.model.project import Project

PER_GROUP = 6
ALONE = 40  # rows of a group that a person narrowed to
HEADINGS = {
    "entities": "Entities",
    "relations": "Relations",
    "articles": "In articles",
    "actions": "Actions",
}
GROUP_OF = {
    HitGroup.ENTITY: "entities",
    HitGroup.RELATION: "relations",
    HitGroup.ARTICLE: "articles",
    HitGroup.QUOTATION: "articles",
}


@dataclass(frozen=True)
class Offer:
    """One row of the palette.

    Attributes
    ----------
    group : str
        Key of ``HEADINGS``.
    verb : str
        What choosing it does: "entity", "relation", "article", "quotation", "action", "path", "focus".
    id : str
        Of the entity, relation, article, evidence or action.
    """

    group: str
    verb: str
    id: str
    text: str
    detail: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    owner: str | None = None
    icon: str = ""
    kind: str = ""  # of an entity that is not loaded


def offers(project: Project, query: str, narrowed: str = "") -> list[Offer]:
    """Return the rows for what was typed, grouped; groups that match to the letter come first.

    Parameters
    ----------
    project : Project
        What to search.
    query : str
        What was typed; nothing suggests entities and actions.
    narrowed : str
        A key of ``HEADINGS`` to show only that group; empty shows all.
    """
    return offers_of(search(project, query, limit_of(narrowed)), query, narrowed)


def limit_of(narrowed: str) -> int:
    """Return how many rows of a group are shown."""
    return ALONE if narrowed else PER_GROUP


def offers_of(
    found: Mapping[HitGroup, Sequence[Hit]], query: str, narrowed: str = "", kinds: Mapping[str, str] | None = None
) -> list[Offer]:
    """Return the rows for what was found, actions among them. See ``offers``.

    ``kinds`` are those of entities that are not loaded.
    """
    rows = [_offer(hit, (kinds or {}).get(hit.id, "")) for hits in found.values() for hit in hits]
    rows += _actions(query, limit_of(narrowed))
    if query:
        best = found.get(HitGroup.ENTITY, ())[:1]
        rows += [_about(hit, verb, lead, icon) for hit in best for verb, lead, icon in _ABOUT]
    shown = [row for row in rows if not narrowed or row.group == narrowed]
    tokens = folded(query).split()
    literal = {row.group for row in shown if all(token in folded(f"{row.text} {row.detail}") for token in tokens)}
    order = sorted(HEADINGS, key=lambda group: group not in literal)  # what merely resembles comes after what matches
    return sorted(shown, key=lambda row: order.index(row.group))


_ABOUT = (("path", "Path from {} to …", "route"), ("focus", "Focus on {}", "focus"))


def _offer(hit: Hit, kind: str) -> Offer:
    detail = f"{hit.detail}, also called {hit.alias}" if hit.alias else hit.detail
    icon = "file-text" if GROUP_OF[hit.group] == "articles" else ""
    return Offer(GROUP_OF[hit.group], hit.group.value, hit.id, hit.text, detail, hit.spans, hit.owner, icon, kind)


def _about(hit: Hit, verb: str, lead: str, icon: str) -> Offer:
    start = lead.index("{")
    return Offer("actions", verb, hit.id, lead.format(hit.text), spans=((start, start + len(hit.text)),), icon=icon)


def _actions(query: str, limit: int) -> Sequence[Offer]:
    tokens = folded(query).split()
    rows = []
    for row in ACTIONS:
        text = row.text.rstrip("…")
        words = folded(f"{text} {row.help}")
        if row.menu is not Menu.NONE and row.id != "palette" and all(token in words for token in tokens):
            rank = sum(token not in folded(text) for token in tokens)
            rows.append(
                (
                    rank,
                    Offer(
                        "actions",
                        "action",
                        row.id,
                        text,
                        ", ".join(row.keys[:1]),
                        spans_of(text, tokens),
                        icon=row.icon,
                    ),
                )
            )
    rows.sort(key=lambda item: item[0])
    return [offer for _, offer in rows[:limit]]
