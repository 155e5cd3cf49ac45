"""Tiny graphs in one line.

>>> graph = tiny("deepseek:company -uses-> h800:chip", "nvidia:company -designed-> h800")
>>> sorted(graph.entities), sorted(graph.relations)
(['deepseek', 'h800', 'nvidia'], ['r1', 'r2'])
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explorer.model.facts import (
    Article,
    Entity,
    Evidence,
    Fact,
    GraphFile,
    Quantity,
    Quote,
    Relation,
    SavedView,
    Stance,
    Status,
)
from explorer.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.model.facts import FactValue

_LINE = re.compile(r"(?P<source>\S+)(?:\s+-(?P<kind>\w+)->\s+(?P<target>\S+)(?:\s+\|\s*(?P<evidence>.*))?)?")


def tiny(*lines: str, positions: Mapping[str, tuple[float, float]] | None = None, **articles: str) -> Project:
    """Build a project from lines such as ``"a:company -uses-> b:chip | claims a, denies luckey@other"``.

    Parameters
    ----------
    *lines : str
        An entity (``"sweden:country"``) or a relation with its evidence after a bar: stances, each with an
        optional speaker and, after ``@``, an optional article (``a1`` when left out). A kind is given
        where an entity first stands; without one it is a company. Relations are r1, r2, … and their
        evidence r1e1, r1e2, …; the article ``a1`` always exists.
    positions : mapping, optional
        Where entities sit.
    **articles : str
        Texts of articles by id.
    """
    entities: dict[str, Entity] = {}
    relations: list[Relation] = []
    texts: dict[str, str | None] = {"a1": None, **articles}
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(line)
        source = _entity(entities, match["source"])
        if match["kind"]:
            target = _entity(entities, match["target"])
            key = f"r{len(relations) + 1}"
            pieces = [piece.strip() for piece in (match["evidence"] or "").split(",") if piece.strip()]
            given = tuple(_evidence(f"{key}e{n}", piece) for n, piece in enumerate(pieces, 1))
            relations.append(Relation(id=key, source=source, target=target, kind=match["kind"], evidence=given))
    for relation in relations:
        for item in relation.evidence:
            texts.setdefault(item.article, None)
            if item.speaker is not None:
                _entity(entities, f"{item.speaker}:person")
    file = GraphFile(
        articles=tuple(Article(id=key, title=f"Article {key}", text=text) for key, text in texts.items()),
        entities=tuple(entities.values()),
        relations=tuple(relations),
        views=(SavedView(positions=dict(positions)),) if positions is not None else (),
    )
    return Project(file)


def evidence(
    key: str = "e1",
    stance: Stance = Stance.ASSERTS,
    *,
    exact: str = "words",
    start: int | None = None,
    speaker: str | None = None,
    article: str = "a1",
    status: Status = Status.ACCEPTED,
) -> Evidence:
    """Build one piece of evidence; ``end`` follows from ``start``."""
    end = None if start is None else start + len(exact)
    quote = Quote(exact=exact, start=start, end=end)
    return Evidence(id=key, article=article, quote=quote, speaker=speaker, stance=stance, status=status)


def relation(
    source: str = "a",
    kind: str = "uses",
    target: str = "b",
    *given: Evidence,
    key: str = "r1",
    **qualifiers: FactValue,
) -> Relation:
    """Build one relation with evidence and qualifiers."""
    return Relation(id=key, source=source, target=target, kind=kind, evidence=given, qualifiers=qualifiers)


def fact(key: str, prop: str, value: FactValue, *given: Evidence) -> Fact:
    """Build one fact with its evidence."""
    return Fact(id=key, property=prop, value=value, evidence=given)


def company(key: str, *facts: Fact, name: str | None = None) -> Entity:
    """Build a company."""
    return Entity(id=key, kind="company", name=name or key, facts=facts)


def amount(number: float, unit: str = "", approx: str | None = None, text: str | None = None) -> Quantity:
    """Build a quantity."""
    return Quantity(amount=number, unit=unit, approx=approx, text=text)


def graph(*values: Article | Entity | Relation) -> Project:
    """Build a project from whole values. The article ``a1`` and entities that are only ends are added."""
    articles = {value.id: value for value in values if isinstance(value, Article)}
    entities = {value.id: value for value in values if isinstance(value, Entity)}
    relations = [value for value in values if isinstance(value, Relation)]
    articles.setdefault("a1", Article(id="a1", title="Article a1"))
    for value in relations:
        for end in (value.source, value.target):
            entities.setdefault(end, company(end))
    return Project(
        GraphFile(articles=tuple(articles.values()), entities=tuple(entities.values()), relations=tuple(relations))
    )


def with_relations(project: Project, *more: Relation) -> Project:
    """Build a project that has more relations; ends that there are not stay away."""
    file = project.to_file()
    return Project(file.model_copy(update={"relations": (*file.relations, *more)}))


def big(entities: int, relations: int, *, seed: int = 7) -> Project:
    """Build a graph of a given size with a few hubs, three articles and every stance."""
    import random

    chance = random.Random(seed)
    kinds = ("company", "chip", "person", "ai_model", "country")
    ties = ("uses", "developed", "designed", "competes_with", "located_in", "doubts")
    people = [f"e{n}" for n in range(2, entities, len(kinds))][:40]
    return Project(
        GraphFile(
            articles=tuple(Article(id=f"a{n}", title=f"Article {n}", published=f"2025-0{n}") for n in (1, 2, 3)),
            entities=tuple(
                Entity(id=f"e{n}", kind=kinds[n % len(kinds)], name=f"{chance.choice(_WORDS)} {n}")
                for n in range(entities)
            ),
            relations=tuple(
                Relation(
                    id=f"r{n}",
                    source=f"e{int(entities * chance.random() ** 2)}",
                    target=f"e{chance.randrange(entities)}",
                    kind=chance.choice(ties),
                    evidence=tuple(
                        evidence(
                            f"r{n}e{k}",
                            chance.choice(list(Stance)),
                            exact=f"words of passage {n}",
                            start=20 * n,
                            speaker=chance.choice([None, *people]),
                            article=f"a{chance.randint(1, 3)}",
                        )
                        for k in range(chance.randrange(4))
                    ),
                )
                for n in range(relations)
            ),
        )
    )


_WORDS = ("Deep", "Open", "North", "Silicon", "Quantum", "Atlas", "Meridian", "Harbour", "Lumen", "Vector")


def _entity(entities: dict[str, Entity], word: str) -> str:
    key, _, kind = word.partition(":")
    if key not in entities:
        entities[key] = Entity(id=key, kind=kind or "company", name=key)
    return key


def _evidence(key: str, words: str) -> Evidence:
    said, _, article = words.partition("@")
    stance, _, speaker = said.strip().partition(" ")
    return evidence(
        key, Stance(stance), exact=f"words of {key}", speaker=speaker.strip() or None, article=article or "a1"
    )
