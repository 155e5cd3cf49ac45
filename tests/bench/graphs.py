"""Seeded graphs of any size: small ones placed at random, large ones in communities, placed as a layout would."""

from __future__ import annotations

import gc
import random
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.model.facts import Article, Entity, Evidence, GraphFile, Quote, Relation, SavedView, Stance
from explorer.model.project import Project
from explorer.opening import open_graph
from explorer.stores.writing import to_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.intp]

KINDS = ("company", "person", "chip", "ai_model", "country", "event", "topic", "organization")
TIES = ("uses", "makes", "owns", "funds", "rivals", "works_for", "says", "doubts")
STANCES = (*["asserts"] * 6, *["claims"] * 2, "reports", "estimates", "doubts", "denies")
SIZES = {
    "60": (60, 110),
    "150": (150, 600),
    "1k": (1_000, 2_800),
    "10k": (10_000, 29_000),
    "100k": (100_000, 310_000),
    "100k/1M": (100_000, 1_000_000),
}
"""Entities and relations by the name of a size."""

ARTICLES = 40
SPACING = 90.0  # graph units between neighbours
OUTSIDE = 0.12  # share of relations that leave their community
SMALLEST, LARGEST = 12, 0.03  # entities in a community; the largest as a share of all


def sample(entities: int, relations: int, seed: int = 1) -> Project:
    """Return a graph with one hub and a few lesser ones, placed at random over a page."""
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


def communities(entities: int, relations: int, seed: int = 1) -> tuple[Rows, Rows, Floats]:
    """Return sources, targets and places of a graph of communities of all sizes, with few entities that know many.

    Places are what a layout might have given them: every community a disc, the discs side by side.
    """
    rng = np.random.default_rng(seed)
    member = _members(entities, rng)
    weight = np.minimum(rng.pareto(1.6, entities) + 1.0, entities / 40 + 3)
    first, size = np.unique(member, return_index=True, return_counts=True)[1:]
    grown = np.concatenate(([0.0], np.cumsum(weight)))
    wanted = int(relations * 1.5) + 16
    source = np.searchsorted(grown, rng.random(wanted) * grown[-1], side="right") - 1
    anywhere = rng.random(wanted) < OUTSIDE
    low = np.where(anywhere, 0.0, grown[first[member[source]]])
    high = np.where(anywhere, grown[-1], grown[(first + size)[member[source]]])
    target = np.searchsorted(grown, low + rng.random(wanted) * (high - low), side="right") - 1
    apart = np.flatnonzero(source != target)
    rows = apart[:relations]
    return source[rows], np.minimum(target, entities - 1)[rows], _places(member, first, size, weight)


def _members(entities: int, rng: np.random.Generator) -> Rows:
    """Return the community of each entity, in order."""
    sizes: list[int] = []
    while sum(sizes) < entities:
        sizes.append(int(min((rng.pareto(1.2) + 1.0) * SMALLEST, max(2 * SMALLEST, entities * LARGEST))))
    return np.repeat(np.arange(len(sizes)), sizes)[:entities]


def _places(member: Rows, first: Rows, size: Rows, weight: Floats) -> Floats:
    """Return a sunflower of sunflowers: who knows many sits in the middle of its community."""
    order = np.lexsort((-weight, member))
    rank = np.empty(len(member))
    rank[order] = np.arange(len(member)) - np.repeat(first, size)
    within = _sunflower(rank) * SPACING
    area_before = np.concatenate(([0.0], np.cumsum(size * 1.6)))[:-1] + size * 0.8
    return np.asarray(within + (_sunflower(area_before) * SPACING)[member], dtype=float)


def _sunflower(number: Floats) -> Floats:
    angle, away = number * 2.399963229728653, np.sqrt(number + 0.5) * 0.6
    return np.column_stack((np.cos(angle) * away, np.sin(angle) * away))


def document(entities: int, relations: int, seed: int = 1) -> dict[str, Any]:  # as graph.json has it
    """Return such a graph as the contents of a graph.json, with evidence under every relation."""
    source, target, places = communities(entities, relations, seed)
    rng = random.Random(seed)
    return {
        "format": "edgewise-graph",
        "version": 1,
        "title": f"{entities:,} entities",
        "articles": [{"id": f"a{number}", "title": f"Article {number}"} for number in range(ARTICLES)],
        "entities": [
            {"id": f"e{row}", "kind": rng.choice(KINDS), "name": f"Entity number {row}"} for row in range(entities)
        ],
        "relations": [
            {
                "id": f"r{row}",
                "source": f"e{one}",
                "target": f"e{other}",
                "kind": rng.choice(TIES),
                "evidence": [
                    {
                        "id": f"v{row}",
                        "article": f"a{rng.randrange(ARTICLES)}",
                        "quote": {"exact": f"verbatim sentence number {row} of the article"},
                        "stance": rng.choice(STANCES),
                    }
                ],
            }
            for row, (one, other) in enumerate(zip(source.tolist(), target.tolist(), strict=True))
        ],
        "views": [{"positions": {f"e{row}": place for row, place in enumerate(places.round(1).tolist())}}],
    }


def write(path: Path, size: str, seed: int = 1) -> Path:
    """Write a graph of a named size in the form in which we save, unless it is there already."""
    if not path.exists():
        path.write_bytes(to_bytes(GraphFile.model_validate(document(*SIZES[size], seed))))
    return path


def made(folder: Path, size: str) -> Path:
    """Return the file of a graph of a named size, written by another process: its memory is none of ours."""
    path = folder / f"{size.replace('/', '-')}.json"
    words = "import sys; from pathlib import Path; from tests.bench.graphs import write; write(Path(sys.argv[1]), sys.argv[2])"
    subprocess.run([sys.executable, "-c", words, str(path), size], check=True)
    return path


def opened(folder: Path, size: str) -> Project:
    """Return a graph of a named size as the window opens it, from a file in a folder."""
    path = write(folder / f"{size.replace('/', '-')}.json", size)
    gc.disable()
    try:
        return open_graph(path).project
    finally:
        gc.enable()
