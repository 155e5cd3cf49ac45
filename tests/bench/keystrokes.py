"""What a letter typed into the palette waits for: names written letter by letter, some of them misspelt."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from explorer.model.facts import Entity, GraphFile
from explorer.model.project import Project
from explorer.model.search import search, warm
from tests.bench.graphs import KINDS
from tests.bench.timing import Times

if TYPE_CHECKING:
    from collections.abc import Iterator

SYLLABLES = ("ka", "no", "ri", "ta", "mel", "son", "qui", "ber", "lex", "dor", "fi", "zan", "hu", "pre", "vol", "ost")
NAMES = 12
COUNTS = (50_000, 500_000)


def named(count: int, seed: int = 1) -> Project:
    """Return entities whose names share their syllables, as names do, and no relations."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).title() for _ in range(count // 5)]
    names = (" ".join(rng.choices(words, k=rng.randint(1, 3))) for _ in range(count))
    return Project(
        GraphFile(
            title="names",
            entities=tuple(
                Entity(id=f"e{number}", kind=rng.choice(KINDS), name=name) for number, name in enumerate(names)
            ),
        )
    )


def typed(count: int) -> dict[str, Times]:
    """Time every letter of names as they are, and of names with two letters changed round."""
    project = named(count)
    warm(project)
    rng = random.Random(2)
    names = [entity.name for entity in rng.sample(list(project.entities.values()), NAMES)]
    return {
        "a letter of a name": Times(tuple(_letters(project, names))),
        "a letter of a misspelt name": Times(tuple(_letters(project, [_misspelt(name, rng) for name in names]))),
    }


def _letters(project: Project, names: list[str]) -> Iterator[float]:
    for name in names:
        for end in range(1, len(name) + 1):
            start = time.perf_counter()
            search(project, name[:end])
            yield (time.perf_counter() - start) * 1000.0


def _misspelt(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
