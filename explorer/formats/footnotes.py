"""The notes under a published picture: one for each relation that it shows, with the words that it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.drawing.framing import placed
from explorer.drawing.plain_text import drawable
from explorer.drawing.style import stroke_of
from explorer.formats.page import NumberItem, Type
from explorer.formats.typesetting import Run, cut_short, place_lines, set_lines
from explorer.model.facts import Stance
from explorer.model.passages import best_passage, evidence_for
from explorer.model.sentences import relation_sentence
from explorer.model.standing import AGAINST, Standing
from explorer.model.values import date_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from explorer.drawing.measure import Measure
    from explorer.drawing.theme import Theme
    from explorer.formats.page import Item
    from explorer.formats.typesetting import Line
    from explorer.model.filters import Visible
    from explorer.model.passages import Passage
    from explorer.model.positions import Positions
    from explorer.model.project import Project

INDENT_PX = 26.0
LINE_PX = 15.0
GAP_PX = 6.0
GUTTER_PX = 28.0
LEAST_COLUMN_PX = 250.0
MOST_COLUMNS = 4
MOST_AGAINST = 3
LONGEST_SENTENCE, LONGEST_QUOTATION, LONGEST_SOURCE = 300, 900, 120
"""Letters that a note spends on each; who pastes a page into a name must not get a picture as tall as a house."""
DISPUTES = frozenset({Standing.CONTESTED, Standing.DENIED})


@dataclass(frozen=True)
class Quoted:
    """Words of an article, who says them, and where they stand."""

    words: str
    source: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """What is said about one numbered relation."""

    number: int
    relation: str
    stroke: str
    sentence: str
    standing: str
    quotations: tuple[Quoted, ...]
    remark: str = ""


@dataclass(frozen=True)
class SetNote:
    """A note as lines of a column."""

    note: Note
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """How much of a column it takes, without the gap below."""
        return len(self.lines) * LINE_PX


def number_relations(project: Project, visible: Visible, positions: Positions) -> dict[str, int]:
    """Number what is shown from 1: disputes first, then clockwise around the most connected entity.

    Parameters
    ----------
    project : Project
        The facts.
    visible : Visible
        What is shown.
    positions : Positions
        Where entities sit.
    """
    if not visible.relations:
        return {}
    places = dict(zip(visible.entities, placed(visible.entities, positions).tolist(), strict=True))
    degree = dict.fromkeys(visible.entities, 0)
    for key in visible.relations:
        relation = project.relations[key]
        degree[relation.source] += 1
        degree[relation.target] += 1
    hub_x, hub_y = places[max(degree, key=lambda key: degree[key])]

    def turn(key: str) -> tuple[bool, float]:
        relation = project.relations[key]
        (ax, ay), (bx, by) = places[relation.source], places[relation.target]
        angle = math.atan2((ax + bx) / 2 - hub_x, hub_y - (ay + by) / 2)
        return project.standing(key) not in DISPUTES, round(angle % math.tau, 6)

    ordered = sorted(visible.relations, key=turn)
    return {key: number for number, key in enumerate(ordered, 1)}


def notes_for(project: Project, numbers: dict[str, int], lost: Collection[str] = ()) -> tuple[Note, ...]:
    """Write the note of each numbered relation, in the order of the numbers.

    Parameters
    ----------
    project : Project
        The facts.
    numbers : dict of str to int
        Number of each relation.
    lost : collection of str
        Relations with a quotation that is no longer in its article; their notes say so.
    """
    return tuple(_note(project, key, number, is_lost=key in lost) for key, number in numbers.items())


def _note(project: Project, key: str, number: int, *, is_lost: bool) -> Note:
    stroke = stroke_of(project, project.relations[key])
    stands = project.standing(key)
    remark = ""
    if stands is Standing.UNSUPPORTED:
        remark = "No passage supports this yet."
    elif stands is Standing.SUGGESTED:
        remark = "Only suggested; nobody has decided on it yet."
    elif is_lost:
        remark = "A quotation of this relation was not found in its article."
    return Note(
        number=number,
        relation=key,
        stroke=stroke,
        sentence=cut_short(relation_sentence(project, project.relations[key]), LONGEST_SENTENCE),
        standing="" if stroke.startswith("voice_") else stands.value,
        quotations=tuple(map(_quoted, _chosen(project, key, stands))),
        remark=remark,
    )


def _chosen(project: Project, key: str, stands: Standing) -> Iterable[Passage]:
    """Return the firmest passage, and where others speak against it, those too."""
    best = best_passage(project, key)
    if best is None:
        return ()
    if stands is not Standing.CONTESTED:
        return (best,)
    against = [item for item in evidence_for(project, key) if item.is_accepted and item.stance in AGAINST]
    others = [item for item in evidence_for(project, key) if item.is_accepted and item.stance is Stance.CLAIMS]
    claimed = others[:1] if best.stance is not Stance.CLAIMS else []
    return (best, *claimed, *against[:MOST_AGAINST])


def _quoted(passage: Passage) -> Quoted:
    article = passage.article
    speaker = passage.speaker.name if passage.speaker is not None else passage.evidence.speaker
    outlet = article.publisher or article.title if article is not None else passage.evidence.article
    date = date_text(article.published) if article is not None and article.published else ""
    source = tuple(cut_short(drawable(part), LONGEST_SOURCE) for part in (speaker, outlet, date) if part)
    words = cut_short(drawable(passage.exact).strip(), LONGEST_QUOTATION)
    return Quoted(f"“{inner_quotes(words)}”", source)


def inner_quotes(text: str) -> str:
    """Make quotation marks inside a quotation single.

    Examples
    --------
    >>> inner_quotes('calling them “bogus” and "fake"')
    'calling them ‘bogus’ and ‘fake’'
    """
    text = text.replace("“", "‘").replace("”", "’")
    pieces = text.split('"')
    joined = pieces[0]
    for index, piece in enumerate(pieces[1:]):
        joined += ("‘" if index % 2 == 0 else "’") + piece
    return joined


def column_count(width: float) -> int:
    """Return how many columns of notes fit beside each other.

    Examples
    --------
    >>> column_count(1344), column_count(698), column_count(300)
    (4, 2, 1)
    """
    return max(1, min(MOST_COLUMNS, int((width + GUTTER_PX) // (LEAST_COLUMN_PX + GUTTER_PX))))


def column_width(width: float) -> float:
    """Return how wide each of them is."""
    count = column_count(width)
    return (width - (count - 1) * GUTTER_PX) / count


def set_notes(notes: Iterable[Note], width: float, theme: Theme, measure: Measure) -> tuple[SetNote, ...]:
    """Set notes into lines of one column's width."""
    ours = Type(11, theme.color("ink"), semibold=True)
    theirs = Type(12, theme.color("ink_2"), serif=True)
    quiet = Type(11, theme.color("ink_3"))
    result = []
    for note in notes:
        standing = Type(11, theme.stroke(note.stroke).color)
        lines = list(_set([Run(note.sentence, ours), Run(f" {note.standing}", standing)], width, measure))
        for quotation in note.quotations:
            runs = [Run(quotation.words, theirs), Run(" ", quiet), *_source_runs(quotation.source, quiet)]
            lines += _set(runs, width, measure)
        if note.remark:
            lines += _set([Run(note.remark, quiet)], width, measure)
        result.append(SetNote(note, tuple(lines)))
    return tuple(result)


def _source_runs(source: tuple[str, ...], letters: Type) -> Iterator[Run]:
    """Keep a speaker, an outlet and a date each in one piece."""
    for index, part in enumerate(source):
        yield Run(part + (", " if index < len(source) - 1 else ""), letters, whole=True)


def _set(runs: Sequence[Run], width: float, measure: Measure) -> tuple[Line, ...]:
    return set_lines(runs, width - INDENT_PX, measure)


def balanced(notes: Sequence[SetNote], columns: int) -> float:
    """Return the least height at which notes, kept whole, fit into so many columns."""
    if not notes:
        return 0.0
    low = max(note.height for note in notes)
    high = sum(note.height + GAP_PX for note in notes)
    while high - low > 1.0:
        middle = (low + high) / 2
        if len(fill(notes, columns, middle)) == len(notes):
            high = middle
        else:
            low = middle
    return math.ceil(high)


def fill(notes: Sequence[SetNote], columns: int, height: float) -> list[tuple[int, float]]:
    """Return column and top of each note that fits into columns of a height, in order, stopping at the first that does not.

    Examples
    --------
    >>> fill([], 4, 100.0)
    []
    """
    places: list[tuple[int, float]] = []
    column, at = 0, 0.0
    for note in notes:
        if at > 0 and at + note.height > height:
            column, at = column + 1, 0.0
        if column >= columns or note.height > height:
            break
        places.append((column, at))
        at += note.height + GAP_PX
    return places


def place_notes(
    notes: Sequence[SetNote], places: Sequence[tuple[int, float]], x: float, y: float, width: float
) -> Iterable[Item]:
    """Put notes at their columns and tops."""
    step = column_width(width) + GUTTER_PX
    for note, (column, top) in zip(notes, places, strict=False):
        left = x + column * step
        yield NumberItem(round(left + 9.5, 2), round(y + top + LINE_PX / 2, 2), note.note.stroke, note.note.number)
        yield from place_lines(note.lines, left + INDENT_PX, y + top, LINE_PX)


def split_tall(notes: Iterable[SetNote], height: float) -> tuple[SetNote, ...]:
    """Cut notes that are taller than a whole page into pieces that fit; the number stands at each."""
    most = max(1, int(height // LINE_PX))
    return tuple(
        SetNote(note.note, note.lines[start : start + most])
        for note in notes
        for start in range(0, len(note.lines), most)
    )
