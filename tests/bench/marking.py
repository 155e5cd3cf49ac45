"""What it takes to mark a relation by keyboard: keys, the program's time, and an estimate of a person's.

A person's time is estimated by the keystroke-level model of Card, Moran and Newell (Communications of the ACM 23, 1980, pages
396 to 410): 0.28 s for a key, of an average typist, and 1.35 s to make up one's mind: once before the words are selected, once
over the form, once more for each field that was guessed wrong. Reading the article is not in it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.model.guessing import guess
from explorer.model.project import Project
from explorer.model.quotes import find
from explorer.model.spans import around, sentence_spans
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from tests.bench.window import open_window, rest
from tests.marked.passages import HELD_OUT, NEWCOMERS, PASSAGES, TRIED_ON, before_marking, guessed_right, place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from explorer.desk import Desk
    from explorer.model.quotes import Span
    from explorer.widgets.mark_form import MarkForm
    from explorer.widgets.pick_field import PickField
    from tests.marked.passages import Passage

KEY_S, MIND_S = 0.28, 1.35
PAUSE_MS = 300  # in which a person reads: what the program does then keeps nobody waiting
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
Key = Qt.Key


@dataclass
class Effort:
    """What one relation took."""

    passage: Passage = PASSAGES[0]
    keys: int = 0
    minds: int = 0
    corrected: int = 0
    ms: float = 0.0

    @property
    def estimate_s(self) -> float:
        """How long a person takes, by the model, and the program."""
        return KEY_S * self.keys + MIND_S * self.minds + self.ms / 1000


def marked() -> list[Effort]:
    """Mark the article in the window from top to bottom, sentence by sentence; return what each relation took."""
    desk = open_window(before_marking().snapshot())
    desk.navigator.turn_to("article")
    rest(PAUSE_MS)
    desk.articles.text.setFocus()
    desk.articles.text.moveCursor(QTextCursor.MoveOperation.Start)
    spans = sentence_spans(before_marking().articles["article"].text or "")
    left = list(PASSAGES)
    person, found = _Person(desk), []
    for sentence in dict.fromkeys(around(spans, *place(own)) for own in PASSAGES):
        wanted = [own for own in left if around(spans, *place(own)) == sentence]
        while wanted:
            effort = person.mark(sentence, wanted)
            wanted.remove(effort.passage)
            found.append(effort)
    desk.close()
    return found


def right() -> dict[str, tuple[int, int]]:
    """Count the passages of the article for which all of subject, relation and object are guessed."""
    parts = {"tried on": TRIED_ON, "held out": HELD_OUT}
    return {name: (sum(map(guessed_right, own)), len(own)) for name, own in parts.items()}


def right_in_bundled(text: Path) -> dict[str, tuple[int, int]]:
    """Count the passages of the bundled graph that are guessed as they were quoted, by halves.

    What rests on a passage is taken out of the graph before it is guessed.
    """
    file = open_graph(bundled_graph()).project.to_file()
    words = text.read_text(encoding="utf-8")
    article = file.articles[0].model_copy(update={"text": words})
    says: dict[tuple[int, int], set[tuple[str, str, str]]] = {}
    for tie in file.relations:
        for item in tie.evidence:
            there = find(item.quote, words) if item.quote.exact else None
            if there is not None and there.start is not None and there.end is not None:
                says.setdefault((there.start, there.end), set()).add((tie.source, tie.kind, tie.target))
    counts = {"tried on": [0, 0], "held out": [0, 0]}
    for number, (span, meant) in enumerate(sorted(says.items())):
        others = tuple(tie for tie in file.relations if (tie.source, tie.kind, tie.target) not in meant)
        found = guess(Project(file.model_copy(update={"articles": (article,), "relations": others})), article.id, *span)
        half = counts["held out" if number % 2 else "tried on"]
        half[0] += (found.subject, next(iter(found.kinds), None), found.object) in meant
        half[1] += 1
    return {name: (good, every) for name, (good, every) in counts.items()}


class _Person:
    """Selects sentence after sentence and marks what each of them says, whatever is offered first."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._spent = Effort()
        self._held = NONE

    def mark(self, sentence: Span, wanted: Sequence[Passage]) -> Effort:
        """Select the sentence, ask, look over the form, correct it, add."""
        self._spent = Effort()
        before = set(self._desk.document.project.relations)
        self._make_up_mind()
        while (chosen := self._desk.articles.text.chosen_words()) is None or chosen[1] <= sentence[0]:
            self._press(Key.Key_Down, CTRL)
        self._wait_for(lambda: self._press(Key.Key_Return))
        form = self._desk.curating.curation.form
        assert form is not None
        self._make_up_mind()
        self._spent.passage = min(wanted, key=lambda own: len(self._wrong(form, own)))
        self._correct(form, self._spent.passage)
        self._wait_for(lambda: self._press(Key.Key_Return))
        (made,) = set(self._desk.document.project.relations) - before
        tie = self._desk.document.project.relations[made]
        ends = [key if key in before_marking().entities else "new" for key in (tie.source, tie.target)]
        assert f"{ends[0]} {tie.kind} {ends[1]}" in self._spent.passage.says, self._spent.passage
        rest(PAUSE_MS)
        return self._spent

    # -- correcting -----------------------------------------------------------------------------

    def _wrong(self, form: MarkForm, passage: Passage) -> list[tuple[PickField, str]]:
        """Return the fields that say something else, and what they should say."""
        fields = zip((form.subject, form.kind, form.object), passage.says[0].split(), strict=True)
        return [(field, wanted) for field, wanted in fields if not self._says(field, wanted, passage)]

    def _says(self, field: PickField, wanted: str, passage: Passage) -> bool:
        choice = field.choice
        if choice is None:
            return False
        return choice.text == NEWCOMERS[passage.words] if wanted == "new" else choice.key == wanted

    def _correct(self, form: MarkForm, passage: Passage) -> None:
        wrong = self._wrong(form, passage)
        self._spent.corrected = len(wrong)
        for field, wanted in wrong:
            self._make_up_mind()
            while not field.hasFocus():
                self._press(Key.Key_Tab)
            is_new = wanted == "new"
            name = NEWCOMERS[passage.words] if is_new else self._called(form, field, wanted)
            self._choose(form, field, name, "" if is_new else wanted)

    def _choose(self, form: MarkForm, field: PickField, name: str, wanted: str) -> None:
        """Type until it is offered first, and take it."""
        for letter in name:
            self._spent.keys += 1
            QTest.keyClicks(field, letter)
            offered = field.rows.choice if field.rows is not None else None
            if wanted and offered is not None and offered.key == wanted:
                break
        self._press(Key.Key_Return)
        assert field.choice is not None, form.notice.text()
        assert field.choice.key == wanted, name

    def _called(self, form: MarkForm, field: PickField, key: str) -> str:
        project = self._desk.document.project
        return project.vocabulary.relation_kind(key).label if field is form.kind else project.entities[key].name

    # -- keys -----------------------------------------------------------------------------------

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key; Ctrl and Shift are pressed once for as long as they are held."""
        new = held & ~self._held
        self._spent.keys += 1 + sum(bool(new & one) for one in (CTRL, SHIFT))
        self._held = held
        at = QApplication.focusWidget()
        assert at is not None
        QTest.keyClick(at, key, held)

    def _make_up_mind(self) -> None:
        self._spent.minds += 1
        self._held = NONE

    def _wait_for(self, does: Callable[[], None]) -> None:
        start = time.perf_counter()
        does()
        QApplication.processEvents()
        self._spent.ms += (time.perf_counter() - start) * 1000
