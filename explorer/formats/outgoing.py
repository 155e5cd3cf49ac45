"""What of a project leaves it as data: the shown part, its articles and places, and what no format takes along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.formats.base import Tally
from explorer.model.facts import SavedView

if TYPE_CHECKING:
    from explorer.model.facts import Article, Entity, Kinds, Relation
    from explorer.model.filters import Visible
    from explorer.model.positions import Positions
    from explorer.model.project import Project
    from explorer.model.vocabulary import Vocabulary

GENERATOR = "Edgewise"


@dataclass(frozen=True)
class Outgoing:
    """A graph on its way out. Writers count in ``tally`` what they leave behind."""

    project: Project
    kinds: Kinds | None
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    places: dict[str, tuple[float, float]]
    tally: Tally = field(default_factory=Tally)

    @property
    def vocabulary(self) -> Vocabulary:
        """What the kinds are called."""
        return self.project.vocabulary


def outgoing(project: Project, shown: Visible | None = None, positions: Positions | None = None) -> Outgoing:
    """Return what is shown, or all, as it is to leave."""
    entities = tuple(project.entities.values())
    relations = tuple(relation for relation in project.relations.values() if not project.is_dangling(relation))
    tally = Tally()
    if shown is not None:
        entities = tuple(project.entities[key] for key in shown.entities)
        relations = tuple(project.relations[key] for key in shown.relations)
    else:
        loose = len(project.relations) - len(relations)
        if loose:
            tally.add("relation", "with an end that does not exist, left out", number=loose)
    pieces = [item for relation in relations for item in relation.evidence]
    pieces += [item for entity in entities for fact in entity.facts for item in fact.evidence]
    used = {item.article for item in pieces}
    articles = tuple(article for article in project.articles.values() if article.id in used or shown is None)
    places = (positions or project.positions).as_dict()
    _tell_of_view(project, tally)
    kept = {entity.id: places[entity.id] for entity in entities if entity.id in places}
    return Outgoing(project, project.to_file().kinds, articles, entities, relations, kept, tally)


def _tell_of_view(project: Project, tally: Tally) -> None:
    view = project.saved_view
    plain = SavedView(name=view.name, positions=view.positions)
    if plain != view or project.pinned:
        tally.add("view", "with pins, filters or what is hidden, of which only the places were kept")
