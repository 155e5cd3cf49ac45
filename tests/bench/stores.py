"""Times of the store that big graphs live in: made once in a temporary folder, then opened, walked, searched and saved to.

``python -m tests.bench.stores [RELATIONS] [--folder DIR] [--json FILE]``
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from explorer.model.facets import Facet
from explorer.model.facts import Article, Entity, Evidence, GraphFile, Quote, Relation, SavedView, Stance
from explorer.model.filters import Filters
from explorer.model.search import HitGroup
from explorer.stores.building import building
from explorer.stores.edits import Edit, Step
from explorer.stores.neighbourhoods import Limits
from explorer.stores.schema import Table
from explorer.stores.sqlite import SqliteStore
from tests.bench.graphs import KINDS, STANCES, TIES, communities

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.stores.reader import Reader

ARTICLES = 2_000
ROUNDS = 200
SYLLABLES = "ba co da el fo gra hi in jo ka lu mer no or pa qui ra sol tem ur ve wi xan yo zer"
WORDS = (
    "the model chip export rule market share said on that new data centre power cost bank fund court talks deal "
    "supply price growth licence rival lab team launch delay order plan record loss profit board vote law tax"
)


def name(row: int) -> str:
    """Return a name that reads like one, the same for the same row."""
    rng = random.Random(row)
    return " ".join("".join(rng.choices(SYLLABLES.split(), k=rng.randint(2, 4))).title() for _ in range(2))


def make(path: Path, relations: int) -> float:
    """Make a store of so many relations; return how many seconds it took."""
    begun = time.perf_counter()
    entities = max(relations // 10, 10)
    source, target, places = communities(entities, relations)
    rng = random.Random(7)
    with building(path) as builder:
        for row in range(ARTICLES):
            builder.add(Article(id=f"a{row}", title=f"{name(row)} and others", publisher=name(row % 50)))
        for row in range(entities):
            builder.add(Entity(id=f"e{row}", kind=rng.choice(KINDS), name=name(row)))
        for row, (one, other) in enumerate(zip(source.tolist(), target.tolist(), strict=True)):
            builder.add(tie(row, f"e{one}", f"e{other}", rng))
        view = SavedView(positions={f"e{row}": (x, y) for row, (x, y) in enumerate(places.round(1).tolist())})
        builder.finish(GraphFile(title=f"{relations:,} relations", views=(view,)), "2026-01-01T00:00:00Z")
    return time.perf_counter() - begun


def tie(row: int, source: str, target: str, rng: random.Random) -> Relation:
    """Return a relation with one or two passages."""
    passages = tuple(
        Evidence(
            id=f"v{row}-{number}",
            article=f"a{rng.randrange(ARTICLES)}",
            quote=Quote(exact=" ".join(rng.choices(WORDS.split(), k=14)) + f" {row}"),
            stance=Stance(rng.choice(STANCES)),
            speaker=source if number else None,
        )
        for number in range(1 + (row % 3 == 0))
    )
    return Relation(id=f"r{row}", source=source, target=target, kind=rng.choice(TIES), evidence=passages)


def timed(rounds: int, ask: Callable[[int], object]) -> dict[str, float]:
    """Return median, 95th percentile and worst of some calls, in ms."""
    times = []
    for number in range(rounds):
        begun = time.perf_counter()
        ask(number)
        times.append((time.perf_counter() - begun) * 1000)
    return {"median": median(times), "p95": quantiles(times, n=20)[-1] if rounds > 1 else times[0], "worst": max(times)}


def typo(text: str, rng: random.Random) -> str:
    """Return a text with two letters swapped."""
    at = rng.randrange(1, len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def figures(path: Path, relations: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Go through what is measured."""
    rng = random.Random(3)
    entities = max(relations // 10, 10)
    yield "open, in a process that has its modules", timed(20, lambda _: SqliteStore.open(path).close())
    yield "start page: open, head, title, counts, most connected", timed(20, lambda _: start_page(path))
    store = SqliteStore.open(path)
    read = store.reader()
    ids = [f"e{rng.randrange(entities)}" for _ in range(ROUNDS)]
    hubs = [own.id for own in read.entities(limit=20)]
    yield "1 hop", timed(ROUNDS, lambda number: read.neighbourhood([ids[number]]))
    yield "2 hops", timed(ROUNDS, lambda number: read.neighbourhood([ids[number]], 2))
    yield "1 hop from a hub", timed(20, lambda number: read.neighbourhood([hubs[number]]))
    wide = Limits(each=2_000)
    yield (
        "everything at a hub, up to 2,000 relations",
        timed(20, lambda number: read.neighbourhood([hubs[number]], 1, limits=wide)),
    )
    denied = Filters().with_value(Facet.STANDING, "denied")
    yield "2 hops along denied relations", timed(ROUNDS, lambda number: read.neighbourhood([ids[number]], 2, denied))
    yield (
        "counts by kind and direction, 100 entities",
        timed(50, lambda number: read.counts(ids[number : number + 100])),
    )
    yield from searches(read, rng, entities)
    for facet in Facet:
        yield f"facet counts: {facet}", timed(3, lambda _, facet=facet: read.tally(facet))  # type: ignore[misc]
    yield "facet counts: kinds of entity, denied only", timed(3, lambda _: read.tally(Facet.ENTITY_KIND, denied))
    yield "apply: one relation", timed(ROUNDS, lambda number: store.apply(edit(number, relations, rng)))
    store.close()


def start_page(path: Path) -> None:
    """Ask what the start page shows."""
    store = SqliteStore.open(path)
    read = store.reader()
    assert read.summary().relations
    assert len(read.entities(limit=10)) == 10
    store.close()


def searches(read: Reader, rng: random.Random, entities: int) -> Iterator[tuple[str, dict[str, float]]]:
    """Go through the ways of searching."""
    names = [name(rng.randrange(entities)) for _ in range(ROUNDS)]
    wrong = [typo(own, rng) for own in names]
    words = [" ".join(rng.choices(WORDS.split(), k=3)) for _ in range(50)]
    yield "search: a whole name", timed(ROUNDS, lambda number: read.search(names[number], HitGroup.ENTITY))
    yield "search: three letters", timed(ROUNDS, lambda number: read.search(names[number][:3], HitGroup.ENTITY))
    yield "search: a misspelt name", timed(ROUNDS, lambda number: read.search(wrong[number], HitGroup.ENTITY))
    found = sum(
        any(hit.text == own for hit in read.search(bad, HitGroup.ENTITY)) for own, bad in zip(names, wrong, strict=True)
    )
    yield "search: misspelt names found, of a hundred (no time)", {"median": 100 * found / ROUNDS, "p95": 0, "worst": 0}
    yield (
        "search: quotations, three common words",
        timed(50, lambda number: read.search(words[number], HitGroup.QUOTATION)),
    )
    yield "search: titles", timed(50, lambda number: read.search(names[number][:6], HitGroup.ARTICLE))


def edit(number: int, relations: int, rng: random.Random) -> Edit:
    """Return an edit of one relation."""
    row = rng.randrange(relations)
    value = tie(row, f"e{rng.randrange(relations // 10)}", f"e{rng.randrange(relations // 10)}", rng)
    return Edit(
        f"bench-{time.time_ns()}-{number}",
        steps=(Step(Table.RELATION, value.id, value.model_dump_json(exclude_unset=True)),),
    )


def from_nothing(path: Path) -> float:
    """Return how long a new process takes to answer what the start page asks, in ms, Python's own start included."""
    code = f"from pathlib import Path; from tests.bench.stores import start_page; start_page(Path({str(path)!r}))"
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure, print, and write JSON if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("relations", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    path = options.folder / f"edgewise-bench-{options.relations}.edgewise"
    if not path.exists():
        print(f"made in {make(path, options.relations):.1f} s")
    print(f"{path.stat().st_size / 1e6:,.0f} MB")
    result = {"size_mb": path.stat().st_size / 1e6, "new_process_ms": min(from_nothing(path) for _ in range(3))}
    print(f"a new process, to the start page's answers: {result['new_process_ms']:.0f} ms")
    print(f"{'ms':<58}{'median':>9}{'p95':>9}{'worst':>9}")
    for what, found in figures(path, options.relations):
        print(f"{what:<58}{found['median']:>9.2f}{found['p95']:>9.2f}{found['worst']:>9.2f}", flush=True)
        result |= {f"{what} ({which})": number for which, number in found.items()}
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of this process: {result['peak_mb']:,.0f} MB")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
