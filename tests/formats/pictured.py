"""Small subjects of published pictures, and what stands on their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from explorer.drawing.measure import AdvanceMeasure
from explorer.formats.options import PictureOptions
from explorer.formats.page import GraphItem, NumberItem, TextItem
from explorer.formats.picture import Subject, compose
from explorer.model.facts import Article, Entity, GraphFile, Relation
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from explorer.model.project import Project
from tests.builders import big, evidence, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.formats.page import Item, Page, Picture

MEASURE = AdvanceMeasure()
PLACES = {"deepseek": (0.0, 0.0), "h800": (300.0, 20.0), "nvidia": (240.0, 220.0), "luckey": (-260.0, 120.0)}

HOSTILE = (
    "<script>alert(1)</script>",
    "<b>bold</b> & \"quoted\" 'single'",
    "]]></metadata><edgewise:graph>{}",
    "control \x00\x07\x1b characters\x85",
    "\u202ereversed\u202c",
    "שלום עולם مرحبا",
    "漢字と仮名がここにある 🙂",
    "x" * 3000,
    " ",
)

AnyItem = TypeVar("AnyItem", TextItem, GraphItem, NumberItem)


def chips() -> Subject:
    """Four entities, five relations: one contested, one without evidence, one act of speech, one rumour, one fact."""
    return subject_of(
        tiny(
            "deepseek:company -uses-> h800:chip | claims deepseek, denies luckey",
            "nvidia:company -designed-> h800 | asserts",
            "luckey:person -doubts-> deepseek | asserts",
            "deepseek -competes_with-> nvidia",
            "deepseek -uses-> h800 | speculates nvidia",
            positions=PLACES,
        )
    )


def crowd(entities: int = 40, relations: int = 160) -> Subject:
    """Many of everything, on a grid."""
    project = big(entities, relations)
    places = {key: (index % 8 * 130.0, index // 8 * 110.0) for index, key in enumerate(project.entities)}
    return subject_of(project, Positions.from_mapping(places))


def named(names: Sequence[str]) -> Subject:
    """A ring of entities, with every text field taken from ``names``."""
    entities = tuple(
        Entity(id=f"e{index} {name[:40]}", kind="company", name=name, description=name, aliases=(name,))
        for index, name in enumerate(names)
    )
    relations = tuple(
        Relation(
            id=f"r{index} {name[:40]}",
            source=entities[index].id,
            target=entities[(index + 1) % len(entities)].id,
            kind=name[:30],
            qualifiers={"count": name},
            evidence=(evidence(f"v{index}", exact=name),),
        )
        for index, name in enumerate(names)
    )
    articles = (Article(id="a1", title=names[0], publisher=names[1 % len(names)], published=names[-1]),)
    file = GraphFile(title=names[0], description=names[1], articles=articles, entities=entities, relations=relations)
    places = {entity.id: (200.0 * (index % 4), 160.0 * (index // 4)) for index, entity in enumerate(entities)}
    return subject_of(Project(file), Positions.from_mapping(places))


def subject_of(project: Project, positions: Positions | None = None) -> Subject:
    """Everything of a project."""
    return Subject(project, visible(project, Scope()), positions or project.positions)


def composed(what: Subject, **options: object) -> Picture:
    """Compose with estimated widths of letters, so that no Qt is needed."""
    return compose(what, PictureOptions.model_validate(options), MEASURE)


def items(page: Page, kind: type[AnyItem]) -> list[AnyItem]:
    """Return what of one sort stands on a page."""
    return [item for item in page.items if isinstance(item, kind)]


def words(picture: Picture) -> str:
    """Return all text of all pages, a space between stretches."""
    return " ".join(item.text for page in picture.pages for item in items(page, TextItem))


def outside(page: Page) -> Iterator[Item | str]:
    """Yield everything that reaches beyond the edge of a page."""
    for item in page.items:
        if isinstance(item, TextItem):
            left, top, right, bottom = item.x, item.y - item.type.size_px, item.x + item.width, item.y + 3
        elif isinstance(item, NumberItem):
            left, top, right, bottom = item.x - 10, item.y - 10, item.x + 10, item.y + 10
        elif isinstance(item, GraphItem):
            x, y, width, height = (value * item.scale for value in item.frame.bounds)
            left, top, right, bottom = item.x + x, item.y + y, item.x + x + width, item.y + y + height
        else:
            x, y, width, height = item.box
            left, top, right, bottom = x, y, x + width, y + height
        if left < -0.5 or top < -0.5 or right > page.width + 0.5 or bottom > page.height + 0.5:
            yield item
