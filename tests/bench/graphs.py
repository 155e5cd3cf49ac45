"""Seeded graphs of any size: one hub, a few lesser ones, most relations between neighbours."""

from __future__ import annotations

import random

from explorer.model.facts import Article, Entity, Evidence, GraphFile, Quote, Relation, SavedView, Stance
from explorer.model.project import Project

KINDS = ("company", "person", "chip", "ai_model", "country", "event", "topic", "organization")


def sample(entities: int, relations: int, seed: int = 1) -> Project:
    """Return a graph with this many entities and relations, placed at random over a page."""
    rng = random.Random(seed)
    names = [f"e{number}" for number in range(entities)]
    width, height = 116.0 * entities**0.5, 82.0 * entities**0.5
    places = {key: (rng.uniform(-width / 2, width / 2), rng.uniform(-height / 2, height / 2)) for key in names}
    ties = []
    for number in range(relations):
        source = min(int(rng.expovariate(6.0 / entities)), entities - 1)
        target = (source + 1 + int(rng.expovariate(8.0 / entities))) % entities
        words = Quote(exact="a verbatim sentence of the article", prefix="before it ", suffix=" after it")
        item = Evidence(id=f"v{number}", article="a", quote=words, stance=rng.choice(list(Stance)))
        ties.append(
            Relation(id=f"r{number}", source=names[source], target=names[target], kind="uses", evidence=(item,))
        )
    return Project(
        GraphFile(
            title=f"{entities} entities",
            articles=(Article(id="a", title="An article"),),
            entities=tuple(
                Entity(id=key, kind=rng.choice(KINDS), name=f"Entity number {number}")
                for number, key in enumerate(names)
            ),
            relations=tuple(ties),
            views=(SavedView(positions=places),),
        )
    )
