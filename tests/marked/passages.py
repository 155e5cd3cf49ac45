"""Passages of the article, as a person would select them, with the relations that they state; and a graph that has the names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facts import Article, Entity, GraphFile
from explorer.model.guessing import guess
from explorer.model.project import Project
from explorer.texts.reading import read_file

if TYPE_CHECKING:
    from explorer.model.quotes import Span

PAGE = Path(__file__).parent / "article.html"


class Passage(NamedTuple):
    """Words, and what they say; several relations where a person may mean one or the other."""

    words: str
    says: tuple[str, ...]


ENTITIES = tuple(
    Entity(id=key, kind=kind, name=name, aliases=tuple(aliases))
    for kind, key, name, *aliases in (
        ("company", "meridian", "Meridian Labs", "Meridian"),
        ("company", "halden", "Halden Compute", "Halden"),
        ("company", "orbis", "Orbis Cloud", "Orbis"),
        ("company", "kestrel", "Kestrel Foundry", "Kestrel"),
        ("company", "sable", "Sable AI", "Sable"),
        ("company", "tavira", "Tavira Semiconductor", "Tavira"),
        ("company", "northgate", "Northgate Capital", "Northgate"),
        ("company", "brightwell", "Brightwell"),
        ("person", "lindqvist", "Tomas Lindqvist", "Lindqvist"),
        ("person", "castellan", "Ruth Castellan", "Castellan"),
        ("person", "okafor", "Ines Okafor", "Okafor"),
        ("person", "raman", "Priya Raman", "Raman"),
        ("person", "achterberg", "Daniel Achterberg"),
        ("chip", "hx-9", "HX-9"),
        ("chip", "hx-7", "HX-7"),
        ("chip", "corvus-2", "Corvus 2"),
        ("ai_model", "lumen-3", "Lumen 3"),
        ("ai_model", "lumen-2", "Lumen 2"),
        ("ai_model", "aria", "Aria"),
        ("ai_model", "sable-70b", "Sable-70B"),
        ("technology", "distillation", "Distillation"),
        ("export_control", "october-rule", "October rule"),
        ("public_body", "ministry", "Commerce Ministry"),
        ("public_body", "authority", "Competition Authority"),
        ("organization", "institute", "Coastal Institute"),
        ("facility", "fjord", "Fjord data centre"),
        ("country", "norway", "Norway"),
        ("country", "portugal", "Portugal"),
        ("country", "singapore", "Singapore"),
    )
)
"""Who and what the graph has before the article comes; Oskar Brandt, Aria 2, Fjordbank and the HX-9S are new."""

PASSAGES = tuple(
    Passage(words, tuple(says))
    for words, *says in (
        ("Meridian Labs, a Bergen-based start-up of ninety people, released Lumen 3", "meridian unveiled lumen-3"),
        ("it had trained Lumen 3 on 1,400 HX-9 accelerators for $4.2 million", "lumen-3 trained_on hx-9"),
        ("Lumen 3 beats Aria on nine of twelve public benchmarks", "lumen-3 outperforms aria"),
        ("The HX-9 was designed by Halden Compute", "halden designed hx-9"),
        ("It is a slower variant of the HX-7", "hx-9 variant_of hx-7"),
        ("it is fabricated by Kestrel Foundry", "kestrel manufactures hx-9"),
        ("Tomas Lindqvist, who founded Meridian in 2019", "lindqvist founded meridian"),
        ("Lumen 3 is based on Lumen 2", "lumen-3 based_on lumen-2"),
        ("We use distillation", "meridian uses distillation"),
        ("Ruth Castellan, a professor at the Coastal Institute", "castellan affiliated_with institute"),
        ("doubted Lindqvist’s figures", "castellan doubts lindqvist"),
        ("Meridian must have had access to at least 6,000 HX-7 chips", "meridian possesses hx-7"),
        ("The HX-7 is banned under the October rule", "october-rule restricts hx-7"),
        ("which the Commerce Ministry issued in 2023", "ministry issued october-rule"),
        ("Sable AI, the largest of Meridian’s rivals", "sable competes_with meridian"),
        ("Its chief executive, Oskar Brandt", "new leads sable"),
        ("accused the start-up of evading the October rule", "meridian circumvents october-rule"),
        ("Its best model, Sable-70B", "sable developed sable-70b"),
        ("Sable-70B, runs on Corvus 2 processors", "sable-70b runs_on corvus-2"),
        ("which are made by Tavira Semiconductor", "tavira manufactures corvus-2"),
        ("Northgate Capital, which invested $800 million in Sable", "northgate invested_in sable"),
        ("also owns a tenth of Tavira", "northgate owns tavira"),
        ("Halden competes with Tavira in every market but one", "halden competes_with tavira"),
        ("Ines Okafor, who has led Halden since 2021", "okafor leads halden"),
        ("Orbis Cloud bought 40,000 HX-7 chips from Halden", "halden sells_to orbis", "orbis possesses hx-7"),
        ("the Fjord data centre, which Orbis operates near Stavanger", "orbis operates fjord"),
        ("The centre still runs on older Corvus 2 cards", "fjord runs_on corvus-2"),
        ("The company trained Aria on 30,000 HX-7 chips", "aria trained_on hx-7"),
        ("The Competition Authority opened an investigation into Halden", "authority investigates halden"),
        ("a small maker of inference cards that was spun off from Tavira", "brightwell spun_off_from tavira"),
        ("Brightwell was bought by Orbis Cloud", "orbis owns brightwell"),
        ("Priya Raman, an analyst at Northgate Capital", "raman works_for northgate"),
        ("Aria 2, which will replace Aria in the autumn", "new successor_of aria"),
        ("Raman praised Meridian all the same", "raman vouches_for meridian"),
        ("Daniel Achterberg, who joined Halden as head of research", "achterberg works_for halden"),
        ("Lumen 2 was distilled from Aria", "lumen-2 distilled_from aria"),
        ("Fjordbank, a savings bank on the coast, put $30 million into Meridian", "new invested_in meridian"),
        ("Norway, where Meridian is based", "meridian located_in norway"),
        ("Lindqvist is a graduate of the Coastal Institute", "lindqvist educated_at institute"),
        ("He even defended Castellan", "lindqvist vouches_for castellan"),
        ("the October rule may soon restrict the HX-9", "october-rule restricts hx-9"),
        ("which also supplies Tavira", "kestrel supplies tavira"),
    )
)
NEWCOMERS = {
    "Its chief executive, Oskar Brandt": "Oskar Brandt",
    "Aria 2, which will replace Aria in the autumn": "Aria 2",
    "Fjordbank, a savings bank on the coast, put $30 million into Meridian": "Fjordbank",
}
"""How those are called that the graph does not have."""
TRIED_ON, HELD_OUT = PASSAGES[::2], PASSAGES[1::2]
"""What the guesses were mended by, and what they were only counted with."""


@lru_cache(maxsize=1)
def marked_article() -> Article:
    """Return the article as the window takes it in."""
    draft = read_file(PAGE)
    return Article(
        id="article",
        title=draft.title,
        publisher=draft.publisher,
        published=draft.published,
        text=draft.text,
        sections=draft.sections,
    )


@lru_cache(maxsize=1)
def before_marking() -> Project:
    """Return a graph with the names and the article, and no relation."""
    return Project(GraphFile(title="Chips", entities=ENTITIES, articles=(marked_article(),)))


def place(passage: Passage) -> Span:
    """Return where the words stand in the article."""
    text = marked_article().text or ""
    start = text.index(passage.words)
    return start, start + len(passage.words)


def guessed_right(passage: Passage) -> bool:
    """Whether subject, relation and object are guessed as they are meant; any newcomer is one."""
    found = guess(before_marking(), "article", *place(passage))
    ends = [own if isinstance(own, str) else "new" if own is not None else "" for own in (found.subject, found.object)]
    return f"{ends[0]} {next(iter(found.kinds), '')} {ends[1]}" in passage.says
