"""What of a project leaves it as data: the shown part, its articles and places, and what no format takes along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from explorer.formats.base import Tally
from explorer.model.facets import columns
from explorer.model.facts import Entity, Relation, SavedView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from explorer.model.facts import Article, Kinds
    from explorer.model.filters import Visible
    from explorer.model.positions import Positions
    from explorer.model.project import Project
    from explorer.model.vocabulary import Vocabulary

GENERATOR = "Edgewise"
_TOLD_EVERY = 2_000
_Fact = TypeVar("_Fact", Entity, Relation)


class Meter:
    """Tells how far the writing is, from 0 to 1."""

    def __init__(self) -> None:
        self._told: Callable[[float], None] = lambda _: None
        self._done, self._total = 0, 1

    def begin(self, total: int, told: Callable[[float], None]) -> None:
        """Count from the beginning, up to so many facts; ``told`` may raise to stop it."""
        self._done, self._total, self._told = 0, max(total, 1), told

    def step(self) -> None:
        """Count a fact."""
        self._done += 1
        if self._done % _TOLD_EVERY == 0 or self._done == self._total:
            self._told(self._done / self._total)


class Leaving(Generic[_Fact]):
    """Facts that leave, read again whenever they are gone through, so that nobody holds all of them."""

    def __init__(self, table: Mapping[str, _Fact], keys: Sequence[str], meter: Meter) -> None:
        self._table: Mapping[str, _Fact] = table
        self._keys, self._meter = keys, meter

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[_Fact]:
        for key in self._keys:
            self._meter.step()
            yield self._table[key]


@dataclass(frozen=True)
class Outgoing:
    """A graph on its way out. Writers count in ``tally`` what they leave behind; ``passages`` is how many there are."""

    project: Project
    kinds: Kinds | None
    articles: tuple[Article, ...]
    entities: Leaving[Entity]
    relations: Leaving[Relation]
    passages: int
    places: dict[str, tuple[float, float]]
    meter: Meter
    tally: Tally = field(default_factory=Tally)

    @property
    def vocabulary(self) -> Vocabulary:
        """What the kinds are called."""
        return self.project.vocabulary


def outgoing(project: Project, shown: Visible | None = None, positions: Positions | None = None) -> Outgoing:
    """Return what is shown, or all, as it is to leave."""
    tally = Tally()
    if shown is not None:
        people, ties = shown.entities, shown.relations
    else:
        people, ties = tuple(project.entities), tuple(columns(project).relations.tolist())
        loose = len(project.relations) - len(ties)
        if loose:
            tally.add("relation", "with an end that does not exist, left out", number=loose)
    passages, used = _evidence(project, people, ties)
    articles = tuple(article for article in project.articles.values() if article.id in used or shown is None)
    places = (positions or project.positions).as_dict()
    _tell_of_view(project, tally)
    meter = Meter()
    return Outgoing(
        project=project,
        kinds=project.without_ties().kinds,
        articles=articles,
        entities=Leaving(project.entities, people, meter),
        relations=Leaving(project.relations, ties, meter),
        passages=passages,
        places={key: places[key] for key in people if key in places},
        meter=meter,
        tally=tally,
    )


def _evidence(project: Project, people: Sequence[str], ties: Sequence[str]) -> tuple[int, set[str]]:
    """Return how many pieces of evidence stand under these, and the ids of their articles."""
    gathered = project.gathered
    codes = []
    for table, keys in ((gathered.relations, ties), (gathered.entities, people)):
        row = table.row
        rows = np.fromiter((row[key] for key in keys), dtype=np.intp, count=len(keys))
        codes.append(table.evidence.taken(rows).article)
    found = np.concatenate(codes)
    words = list(gathered.codes)
    return len(found), {words[code] for code in np.unique(found).tolist()}


def _tell_of_view(project: Project, tally: Tally) -> None:
    view = project.saved_view
    plain = SavedView(name=view.name, positions=view.positions)
    if plain != view or project.pinned:
        tally.add("view", "with pins, filters or what is hidden, of which only the places were kept")
