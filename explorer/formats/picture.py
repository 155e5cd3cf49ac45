"""Composes a published picture: rule, headline, sentence, graph, legend, notes, sources; nothing cut, whatever the size.

No Qt and no disk: ``image`` and ``svg`` write what is planned here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.framing import placed
from explorer.drawing.theme import load_theme, paper_theme
from explorer.formats.excerpt import excerpt, to_ascii
from explorer.formats.fitting import GraphFitter
from explorer.formats.footnotes import (
    balanced,
    column_count,
    column_width,
    fill,
    notes_for,
    number_relations,
    place_notes,
    set_notes,
    split_tall,
)
from explorer.formats.furniture import Header, LastLine, Legend
from explorer.formats.options import Background, Extent, Kind
from explorer.formats.page import GraphItem, Page, Picture
from explorer.model.facets import columns
from explorer.model.filters import Scope, Visible, visible
from explorer.model.sentences import kind_line, relation_sentence, standing_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.drawing.frame import Box
    from explorer.drawing.measure import Measure
    from explorer.formats.footnotes import SetNote
    from explorer.formats.options import PictureOptions
    from explorer.formats.page import Item
    from explorer.model.positions import Positions
    from explorer.model.project import Project

GRAPH_GAP_PX = 12.0
LEAST_MARGIN_PX = 12  # the marks of notes hang out of their columns a little
NOTES_GAP_PX = 9.0
LEAST_GRAPH_PX = 160.0
MOST_SHARE_FOR_GRAPH = 0.72
LEAST_NOTES_PX = 140.0
LEAST_IN_PRINT, LEAST_IN_PIXELS = 0.55, 0.75  # the smallest letters, 11 px, become 4.5 points, or 8 pixels


MOST_NOTES = 5_000
"""Relations that are numbered and told in words; nobody reads more under a picture."""
MOST_INSIDE = 50_000
"""Relations that travel inside a picture, to be opened again."""


@dataclass(frozen=True)
class Subject:
    """What a picture is of.

    Attributes
    ----------
    project : Project
        The facts.
    visible : Visible
        What is shown.
    positions : Positions
        Where entities sit.
    lost : frozenset of str
        Relations with a quotation that is no longer in its article.
    checked : bool
        Whether all quotations were looked up in their articles.
    """

    project: Project
    visible: Visible
    positions: Positions
    lost: frozenset[str] = field(default=frozenset())
    checked: bool = False


def subject(
    project: Project,
    scope: Scope,
    positions: Positions,
    options: PictureOptions,
    *,
    viewport: Box | None = None,
    lost: frozenset[str] = frozenset(),
    checked: bool = False,
) -> Subject:
    """Return what the options ask to be shown.

    Parameters
    ----------
    project : Project
        The facts.
    scope : Scope
        What the window shows; left aside for the whole graph.
    positions : Positions
        Where entities sit.
    options : PictureOptions
        Its extent decides.
    viewport : Box, optional
        What the camera sees, in graph coordinates; without it everything in scope.
    lost, checked
        As in ``Subject``.
    """
    if options.extent is Extent.WHOLE:
        shown = visible(project, Scope())
    else:
        shown = visible(project, scope)
        if viewport is not None:
            shown = _within(project, shown, positions, viewport)
    return Subject(project, shown, positions, lost, checked)


def compose(what: Subject, options: PictureOptions, measure: Measure) -> Picture:
    """Plan a picture.

    Parameters
    ----------
    what : Subject
        What it shows.
    options : PictureOptions
        How.
    measure : Measure
        Knows the fonts that it will be written in.
    """
    number = len(what.visible.relations)
    if number <= MOST_NOTES or not options.footnotes:
        return _Composer(what, options, measure).picture()
    picture = _Composer(what, options.model_copy(update={"footnotes": False}), measure).picture()
    told = (
        f"{number:,} relations would take as many footnotes; the picture has none. "
        f"Show a part of the graph, of up to {MOST_NOTES:,} relations, to have them."
    )
    return replace(picture, notices=(told, *picture.notices))


class _Composer:
    """One picture in the making: its furniture is set once, then put on pages."""

    def __init__(self, what: Subject, options: PictureOptions, measure: Measure) -> None:
        self._what, self._options = what, options
        transparent = options.background is Background.TRANSPARENT
        self._theme = load_theme("dark") if options.theme == "dark" else paper_theme(options.theme.value)
        self._background = None if transparent else self._theme.color("canvas")
        self._sheet = options.sheet
        wanted = max(options.margin, LEAST_MARGIN_PX) if options.footnotes else options.margin
        self._margin = min(float(wanted), min(self._sheet) / 6.0)
        self._width = self._sheet[0] - 2 * self._margin
        self._numbers = number_relations(what.project, what.visible, what.positions) if options.footnotes else {}
        self._header = Header(what.project, options, self._theme, measure, self._width)
        self._legend = Legend(what.project, what.visible, options, self._theme, measure, self._width)
        self._last = LastLine(what, options, self._theme, measure, self._width)
        notes = notes_for(what.project, self._numbers, what.lost)
        self._notes = set_notes(notes, column_width(self._width), self._theme, measure)
        self._columns = column_count(self._width)
        self._fitter = GraphFitter(
            what.project,
            what.visible,
            what.positions,
            self._theme,
            measure,
            numbers=self._numbers,
            lost=what.lost,
        )

    def picture(self) -> Picture:
        """Put everything on as many pages as it takes; PNG and SVG have one, which grows."""
        notices: tuple[str, ...] = ()
        if self._options.kind is Kind.PDF:
            pages = tuple(self._sheets())
            if pages[0].height > self._sheet[1] + 1:
                notices = ("The page is too small for all that stands around the graph, so it is longer than asked.",)
        else:
            pages = (self._long_page(),)
            if self._options.paper is not None and pages[0].height > self._sheet[1] + 1:
                notices = (
                    "The notes do not fit on one page, so the picture is longer than the paper. "
                    "A PDF spreads them over several pages.",
                )
        what = self._what
        project, ties = what.project, what.visible.relations
        graph = b""
        if len(ties) <= MOST_INSIDE:
            graph = to_ascii(excerpt(project, what.visible, what.positions))
        else:
            notices += (
                f"{len(ties):,} relations are too many to travel inside a picture; keep the graph file with it.",
            )
        return Picture(
            pages=pages,
            theme=self._theme,
            background=self._background,
            title=self._header.title or project.title or "Graph",
            description=self._header.sentence,
            names={key: _name(project, key) for key in what.visible.entities},
            sentences={key: _sentence(project, key) for key in ties} if len(ties) <= MOST_NOTES else {},
            graph=graph,
            notices=notices,
        )

    @property
    def _top(self) -> float:
        """Where the header starts: closer to the edge than the sides, as on a printed page."""
        return self._margin * 0.6

    @property
    def _bottom(self) -> float:
        """What is left free below the last line."""
        return self._margin * 0.15

    def _long_page(self) -> Page:
        notes_height = balanced(self._notes, self._columns)
        fixed = self._fixed_height + (NOTES_GAP_PX + notes_height + NOTES_GAP_PX if self._notes else 0.0)
        graph = max(self._sheet[1] - fixed, self._least_graph(self._sheet[1] - self._fixed_height))
        height = max(self._sheet[1], fixed + graph)
        items = list(self._above(graph))
        at = self._top + self._header.height + GRAPH_GAP_PX + graph + self._legend.height
        if self._notes:
            places = fill(self._notes, self._columns, notes_height)
            items += place_notes(self._notes, places, self._margin, at + NOTES_GAP_PX, self._width)
        items += self._last.items(self._margin, height - self._bottom - self._last.height)
        return Page(self._sheet[0], round(height, 2), tuple(items))

    def _sheets(self) -> Iterator[Page]:
        height = max(self._sheet[1], self._fixed_height + LEAST_GRAPH_PX)
        room = height - self._fixed_height
        wanted = balanced(self._notes, self._columns) + 2 * NOTES_GAP_PX if self._notes else 0.0
        graph = room - wanted
        least = min(self._least_graph(room), room)
        if graph < least:
            graph = least if room - least >= LEAST_NOTES_PX else room
        full = max(height - self._margin - self._bottom - self._last.height - NOTES_GAP_PX, LEAST_GRAPH_PX)
        notes = split_tall(self._notes, full)
        places = fill(notes, self._columns, room - graph - 2 * NOTES_GAP_PX)
        if notes and not places:
            graph = room
        sheets = [(0, places), *self._further(notes, len(places), full)]
        at = self._top + self._header.height + GRAPH_GAP_PX + graph + self._legend.height + NOTES_GAP_PX
        for number, (first, own) in enumerate(sheets, 1):
            items = list(self._above(graph) if number == 1 else self._header.running(self._margin, self._top))
            top = at if number == 1 else self._margin
            items += place_notes(notes[first:], own, self._margin, top, self._width)
            last = height - self._bottom - self._last.height
            items += self._last.items(self._margin, last, page=number, pages=len(sheets))
            yield Page(self._sheet[0], height, tuple(items))

    def _further(
        self, notes: tuple[SetNote, ...], first: int, room: float
    ) -> Iterator[tuple[int, list[tuple[int, float]]]]:
        """Spread the notes from one on over further pages."""
        while first < len(notes):
            places = fill(notes[first:], self._columns, room)
            if first + len(places) == len(notes):
                places = fill(notes[first:], self._columns, balanced(notes[first:], self._columns))
            yield first, places
            first += len(places)

    @property
    def _fixed_height(self) -> float:
        """Everything but graph and notes."""
        return self._top + self._header.height + GRAPH_GAP_PX + self._legend.height + self._last.height + self._bottom

    def _least_graph(self, room: float) -> float:
        natural = self._fitter.natural_height(self._width)
        return max(LEAST_GRAPH_PX, min(natural, max(room, self._width) * MOST_SHARE_FOR_GRAPH))

    @property
    def _least_scale(self) -> float:
        """How small the graph may be drawn so that its letters can still be read: in print, and in pixels of a PNG."""
        is_png = self._options.kind is Kind.PNG
        return max(LEAST_IN_PRINT, LEAST_IN_PIXELS / self._options.pixels_per_px if is_png else 0.0)

    def _above(self, graph_height: float) -> Iterator[Item]:
        """Lay out header, graph and legend."""
        yield from self._header.items(self._margin, self._top)
        graph_top = self._top + self._header.height + GRAPH_GAP_PX
        if self._what.visible.entities:
            box = (self._margin, graph_top, self._width, graph_height - GRAPH_GAP_PX)
            frame = self._fitter.legible_frame(box[2], box[3], self._least_scale)
            x, y, width, height = frame.bounds
            scale = min(1.0, box[2] / max(width, 1.0), box[3] / max(height, 1.0))
            left = box[0] + (box[2] - width * scale) / 2 - x * scale
            top = box[1] + (box[3] - height * scale) / 2 - y * scale
            yield GraphItem(round(left, 2), round(top, 2), box, frame, round(scale, 4))
        yield from self._legend.items(self._margin, graph_top + graph_height)


def _within(project: Project, shown: Visible, positions: Positions, box: Box) -> Visible:
    """Keep the entities that a camera sees, and the relations among them."""
    if not shown.entities:
        return shown
    x, y, width, height = box
    xy = placed(shown.entities, positions)
    seen = ((xy >= (x, y)) & (xy <= (x + width, y + height))).all(axis=1)
    table, entity_rows = columns(project), shown.entity_rows[seen]
    kept = np.isin(np.arange(len(table.entities)), entity_rows)
    ties = shown.relation_rows
    ties = ties[kept[table.source[ties]] & kept[table.target[ties]]]
    folded = {key: number for key, number in shown.folded.items() if kept[table.entity_row[key]]}
    return replace(shown, entity_rows=entity_rows, relation_rows=ties, folded=folded)


def _name(project: Project, key: str) -> str:
    entity = project.entities[key]
    return f"{entity.name} ({kind_line(project, entity)})"


def _sentence(project: Project, key: str) -> str:
    relation = project.relations[key]
    return f"{relation_sentence(project, relation)} ({standing_line(project, relation)})"
