"""How long a long article takes in the window: to be opened, scrolled, jumped about in, edited and searched."""

from __future__ import annotations

import random
from itertools import accumulate
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from explorer.model.changes import Put
from explorer.model.facts import Article, Evidence, Quote, Section, Stance
from explorer.model.finding import hits_in
from tests.bench.timing import timed
from tests.bench.window import open_window
from tests.builders import company, graph, relation

if TYPE_CHECKING:
    from explorer.desk import Desk
    from explorer.model.facts import Relation
    from explorer.model.project import Project
    from tests.bench.timing import Times

LETTERS, PASSAGES, ENTITIES = 340_000, 2_000, 300
SEED = 7
WHEEL_PX = 60
ARTICLE, OTHER = "long", "short"
SYLLABLES = ("chip", "mark", "train", "deep", "seek", "open", "com", "put", "er", "price", "fall", "ing", "ed", "s")


def long_article() -> Project:
    """Return a graph with an article of 340,000 letters and 2,000 passages in it, some over others."""
    rng = random.Random(SEED)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(2_000)]
    names = [word.capitalize() for word in rng.sample(words, ENTITIES)]
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < LETTERS:
        paragraphs.append(" ".join(rng.choices(words + names, k=rng.randint(20, 120))) + ".")
    starts = [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]
    heads = tuple(Section(heading=paragraphs[n][:30], start=starts[n]) for n in range(0, len(paragraphs), 40))
    ties = [_tie(rng, number, paragraphs, starts) for number in range(PASSAGES)]
    entities = [company(f"n{number}", name=f"{name} {number}") for number, name in enumerate(names)]
    text = "\n".join(paragraphs)
    return graph(
        Article(id=OTHER, title="Short", text="A few words."),
        Article(id=ARTICLE, title="Long", text=text, sections=heads),
        *entities,
        *ties,
    )


def _tie(rng: random.Random, number: int, paragraphs: list[str], starts: list[int]) -> Relation:
    at = rng.randrange(len(paragraphs))
    paragraph = paragraphs[at]
    first = rng.randrange(len(paragraph) // 2)
    last = min(first + rng.randint(20, 200), len(paragraph))
    quote = Quote(exact=paragraph[first:last], start=starts[at] + first, end=starts[at] + last)
    said = Evidence(id=f"e{number}", article=ARTICLE, quote=quote, stance=list(Stance)[number % len(Stance)])
    ends = f"n{number % ENTITIES}", f"n{(7 * number + 1) % ENTITIES}"
    return relation(ends[0], "uses", ends[1], said, key=f"r{number}")


def reading() -> dict[str, Times]:
    """Take the times, each to the end of painting."""
    desk = open_window(long_article())
    desk.navigator.turn_to(OTHER)
    QApplication.processEvents()
    found = {"open": timed(lambda: _open(desk), 7)}
    bar = desk.articles.text.verticalScrollBar()
    desk.navigator.turn_to(ARTICLE)
    bar.setValue(0)
    found["wheel"] = timed(lambda: _scroll(desk, bar.value() + WHEEL_PX), 120)
    steps = iter(range(0, 120 * 37, 37))
    found["jump"] = timed(lambda: _scroll(desk, bar.maximum() * (next(steps) % 120) // 120), 120)
    entities = iter(desk.document.project.entities)
    found["select an entity"] = timed(lambda: _select(desk, next(entities)), 20)
    found["one more passage"] = timed(lambda: _add(desk), 5)
    found["find a word"] = timed(lambda: list(hits_in(desk.document.project, ARTICLE, "chipmark")), 10)
    desk.close()
    return found


def _open(desk: Desk) -> None:
    desk.articles.show_article(OTHER)
    desk.articles.show_article(ARTICLE)
    _paint(desk)


def _scroll(desk: Desk, to: int) -> None:
    desk.articles.text.verticalScrollBar().setValue(to)
    _paint(desk)


def _select(desk: Desk, entity: str) -> None:
    desk.selection.set([entity])
    _paint(desk)


def _add(desk: Desk) -> None:
    tie = desk.document.project.relations["r0"]
    more = tie.evidence[0].model_copy(update={"id": f"more{len(tie.evidence)}"})
    desk.document.do(Put(tie.model_copy(update={"evidence": (*tie.evidence, more)})), "Add")
    _paint(desk)


def _paint(desk: Desk) -> None:
    desk.articles.repaint()
    QApplication.processEvents()
