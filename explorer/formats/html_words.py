"""What a web page says beside the graph: sentences, standings, quotations and facts, only of what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.drawing.style import icon_of, look_of, stroke_of
from explorer.drawing.theme import load_theme
from explorer.formats.furniture import WORDS
from explorer.model.citations import date_published, web_address
from explorer.model.fragments import context_of
from explorer.model.queries import evidence_for, facts_evidence, in_dispute, parallels, relation_groups, rivals
from explorer.model.sentences import (
    counted,
    kind_line,
    read_from,
    sentence_parts,
    standing_label,
    standing_parts,
    value_text,
)
from explorer.model.values import one_line
from explorer.model.verification import verification

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.formats.picture import Subject
    from explorer.model.facts import Article, Entity, Fact
    from explorer.model.passages import Passage
    from explorer.model.project import Project
    from explorer.model.words import Part

MOST_DISPUTES = 8
MOST_RIVALS = 3
OPENING = "opening paragraphs"

Plain = dict[str, Any]  # ready for JSON


def words(what: Subject) -> Plain:
    """Return everything that the panel and the legend may say."""
    return _Words(what).everything()


class _Words:
    """Says things about one subject; names of what is not shown are no links."""

    def __init__(self, what: Subject) -> None:
        self._project: Project = what.project
        self._shown = what.visible
        self._entities = what.visible.entity_set
        self._relations = what.visible.relation_set
        self._theme = load_theme("light")
        self._count: dict[str, int] = dict.fromkeys(what.visible.entities, 0)
        self._articles: dict[str, int] = {}
        self._lost = verification(what.project).lost
        for key in what.visible.relations:
            relation = self._project.relations[key]
            for end in {relation.source, relation.target}:
                self._count[end] += 1

    def everything(self) -> Plain:
        shown = self._shown
        order = sorted(shown.entities, key=lambda key: -self._count[key])
        return {
            "entities": {key: self._entity(self._project.entities[key]) for key in shown.entities},
            "relations": {key: self._relation(key) for key in shown.relations},
            "order": order,
            "disputes": self._disputes(),
            "lead": f"{counted(len(order), 'entity', 'entities')} and {counted(len(shown.relations), 'relation')}. "
            "Click a line to read the words that it rests on, and who said them.",
            "legend": self._legend(),
            "kinds": self._kinds(),
            "source": "Made with Edgewise. Quotations belong to their publishers.",
            "articles": [self._article(key) for key in self._articles],  # last: the others have filled it
        }

    def _relation(self, key: str) -> Plain:
        project = self._project
        relation = project.relations[key]
        others = [other for other in parallels(project, relation) if other != key and other in self._relations]
        passages = [passage for passage in evidence_for(project, key) if passage.is_accepted]
        return {
            "parts": self._parts(sentence_parts(project, relation)),
            "standing": standing_label(project.standing(key)),
            "stroke": stroke_of(project, relation),
            "who": self._parts(standing_parts(project, (passage.evidence for passage in passages))),
            "rivals": [
                {
                    "parts": self._parts(rival.parts),
                    "who": one_line(rival.speaker.name) if rival.speaker is not None else "the article",
                    "stance": rival.stance.value,
                    "excludes": rival.excludes,
                }
                for rival in rivals(project, relation)[:MOST_RIVALS]
            ],
            "note": one_line(relation.note or ""),
            "passages": [self._passage(passage) for passage in passages],
            "parallels": others,
        }

    def _entity(self, entity: Entity) -> Plain:
        project = self._project
        passages = facts_evidence(project, entity.id)
        groups = []
        for group in relation_groups(project, entity.id):
            rows = [
                [key, self._parts(read_from(project, project.relations[key], entity.id).parts)]
                for key in group.relations
                if key in self._relations
            ]
            if rows:
                groups.append({"heading": group.heading, "rows": rows})
        return {
            "name": one_line(entity.name),
            "kind": kind_line(project, entity),
            "look": look_of(project, self._theme, entity),
            "icon": icon_of(project, self._theme, entity),
            "aliases": [one_line(alias) for alias in entity.aliases],
            "description": one_line(entity.description or ""),
            "count": self._count[entity.id],
            "groups": groups,
            "facts": [self._fact(fact, passages[fact.id]) for fact in entity.facts],
        }

    def _fact(self, fact: Fact, passages: Iterable[Passage]) -> Plain:
        return {
            "label": one_line(fact.property).replace("_", " "),
            "value": value_text(fact.value),
            "passages": [self._passage(passage) for passage in passages if passage.is_accepted],
        }

    def _passage(self, passage: Passage) -> Plain:
        evidence, speaker = passage.evidence, passage.speaker
        context = context_of(self._project, evidence)
        before = context.before if context.opens else f"… {context.before}"
        after = context.after if context.closes else f"{context.after} …"
        named = None
        if speaker is not None:
            named = [one_line(speaker.name), speaker.id if speaker.id in self._entities else None]
        elif evidence.speaker is not None:
            named = [one_line(evidence.speaker), None]
        section = one_line(passage.section or "")
        if not section and evidence.quote.start is not None:
            section = OPENING
        return {
            "before": _spaced(before),
            "exact": _spaced(context.exact),
            "after": _spaced(after),
            "speaker": named,
            "kind": look_of(self._project, self._theme, speaker) if speaker is not None else None,
            "stance": evidence.stance.value,
            "cue": one_line(evidence.cue or ""),
            "section": section,
            "article": self._articles.setdefault(evidence.article, len(self._articles)),
            "lost": evidence.id in self._lost,
            "note": one_line(evidence.note or ""),
        }

    def _article(self, key: str) -> Plain:
        article: Article | None = self._project.articles.get(key)
        if article is None:
            return {"title": one_line(key), "outlet": "", "date": "not in this file", "url": None}
        return {
            "title": one_line(article.title),
            "outlet": one_line(article.publisher or ""),
            "date": date_published(article),
            "url": web_address(article.url),
        }

    def _disputes(self) -> list[Plain]:
        found: list[Plain] = []
        for dispute in in_dispute(self._project):
            shown = [key for key in dispute.relations if key in self._relations]
            if shown and len(found) < MOST_DISPUTES:
                stroke = stroke_of(self._project, self._project.relations[shown[0]])
                found.append({"relation": shown[0], "title": dispute.title, "line": dispute.line, "stroke": stroke})
        return found

    def _legend(self) -> list[list[str]]:
        used = {stroke_of(self._project, self._project.relations[key]) for key in self._shown.relations}
        return [[key, word] for key, word in WORDS.items() if key in used]

    def _kinds(self) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._shown.entities:
            entity = self._project.entities[key]
            label = one_line(self._project.vocabulary.entity_kind(entity.kind).label)
            found.setdefault(entity.kind, [look_of(self._project, self._theme, entity), label])
        return list(found.values())

    def _parts(self, parts: Iterable[Part]) -> list[list[str | None]]:
        return [[part.text, part.entity_id if part.entity_id in self._entities else None] for part in parts]


def _spaced(text: str) -> str:
    """Put a text on one line, keeping a space at either end: it stands between two others."""
    line = one_line(text)
    lead = " " if text[:1].isspace() and line else ""
    return f"{lead}{line}{' ' if text[-1:].isspace() and line else ''}"
