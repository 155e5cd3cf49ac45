"""The filters with live counts: chips to take off in any order, kinds, standings, and the folded facets."""

from __future__ import annotations

from collections import Counter
from functools import partial
from heapq import nlargest
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.model.chips import describe_lens
from explorer.model.filters import Facet, Scope, counts, describe, facet_label, totals, value_label
from explorer.model.sentences import counted
from explorer.model.standing import Standing
from explorer.session.voices import NAMES, voices_in_use
from explorer.widgets.chip import Chip
from explorer.widgets.filter_value import INSET_PX, FilterValue, Fold
from explorer.widgets.flow import Flow
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.model.changes import Delta
    from explorer.session.browsing import Browser
    from explorer.session.browsing_census import Census
    from explorer.session.document import Document
    from explorer.session.view import View

PADDING, RIGHT_PADDING = 16, 12
MOST_VALUES = 40  # of a facet; who speaks only once among thousands is not found by reading them all
CHIP_HEIGHT, WIDEST_CHIP_PX = 24, 168
FOLDED = (
    Facet.RELATION_KIND,
    Facet.SPEAKER,
    Facet.ARTICLE,
    Facet.DATE,
    Facet.SOURCES,
    Facet.PASSAGES,
    Facet.LINKED,
)
NOTHING: Counter[str] = Counter()
PLURALS = {
    Facet.RELATION_KIND: ("type", "types"),
    Facet.SPEAKER: ("speaker", "speakers"),
    Facet.ARTICLE: ("article", "articles"),
    Facet.DATE: ("date", "dates"),
    Facet.SOURCES: ("value", "values"),
    Facet.PASSAGES: ("value", "values"),
    Facet.LINKED: ("value", "values"),
}


class _Group(QWidget):
    """The values of one facet; kinds flow as chips, standings stand in two columns, others fold away."""

    def __init__(self, document: Document, view: View, facet: Facet) -> None:
        super().__init__()
        self._document, self._view, self._facet = document, view, facet
        self._values: dict[str, FilterValue] = {}
        self._foldable = facet in FOLDED
        self._body = QWidget()
        columns = 2 if facet is Facet.STANDING else 1 if self._foldable else 0
        self._flow = Flow(self._body, gap=0 if columns else 4, columns=columns)
        self._counted: tuple[Counter[str], Counter[str]] = (Counter(), Counter())  # of what is shown, and of all
        self._chosen: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if facet is Facet.ENTITY_KIND:
            column.setContentsMargins(INSET_PX, 0, INSET_PX, 0)
        column.setSpacing(0 if self._foldable else 8)
        self._head: Fold | None = None
        if self._foldable:
            self._head = Fold(view, facet_label(facet))
            self._head.setObjectName(f"fold_{facet.value}")
            self._head.toggled.connect(self._on_toggled)
            column.addWidget(self._head)
            self._body.hide()
        else:
            column.addWidget(_title(facet_label(facet), 0 if facet is Facet.ENTITY_KIND else INSET_PX))
        column.addWidget(self._body)
        self._more = QLabel()
        self._more.setFont(ui_font(11))
        self._more.setContentsMargins(INSET_PX, 0, 0, 4)
        self._more.setForegroundRole(self._more.foregroundRole().PlaceholderText)
        self._more.hide()
        column.addWidget(self._more)

    def refresh(self, numbers: Counter[str], totals: Counter[str]) -> None:
        """Show the counts, unless they are those that are shown."""
        chosen = self._view.scope.filters.values(self._facet)
        if self._counted[0] is numbers and self._counted[1] is totals and self._chosen == chosen:
            return
        self._counted, self._chosen = (numbers, totals), chosen
        self.setVisible(totals.total() > 0)
        if self._head is not None:
            used = sum(map(bool, numbers.values()))
            only = next(filter(numbers.__getitem__, numbers)) if used == 1 else None
            labelled = "" if only is None else value_label(self._document.project, self._facet, only)
            self._head.set_summary(labelled or counted(used, *PLURALS[self._facet]))
        if not self._body.isHidden():
            self._list_values()

    def _list_values(self) -> None:
        """List the values. The order is that of the whole document, so that none jumps away from the pointer."""
        project, (numbers, totals) = self._document.project, self._counted
        values = list(numbers)
        if self._facet is Facet.STANDING:
            values = [standing.value for standing in Standing if standing.value in numbers]
        elif len(values) > MOST_VALUES:
            foremost = {*nlargest(MOST_VALUES, values, key=totals.__getitem__), *self._chosen}
            values = [value for value in values if value in foremost]
        if self._facet not in (Facet.STANDING, Facet.SOURCES, Facet.PASSAGES, Facet.DATE):
            values.sort(key=lambda value: (-totals[value], value_label(project, self._facet, value).casefold()))
        left_out = len(numbers) - len(values)
        self._more.setText(f"and {counted(left_out, 'other')}" if len(numbers) > MOST_VALUES else "")
        self._more.setVisible(bool(self._more.text()))
        if list(self._values) != values:
            self._rebuild(values)
        for value, button in self._values.items():
            button.set_number(numbers[value], chosen=value in self._chosen)

    def _on_toggled(self, shown: bool) -> None:  # noqa: FBT001  # a signal's
        self._body.setVisible(shown)
        self._more.setVisible(shown and bool(self._more.text()))
        if shown:
            self._list_values()

    def _rebuild(self, values: list[str]) -> None:
        kept = {value: button for value, button in self._values.items() if value in values}
        _delete(button for value, button in self._values.items() if value not in kept)
        sampled = self._facet in (Facet.ENTITY_KIND, Facet.STANDING)
        self._values = {}
        for value in values:
            label = value_label(self._document.project, self._facet, value)
            self._values[value] = kept.get(value) or FilterValue(
                self._view, self._facet, (value,), label, value if sampled else ""
            )
        self._flow.set_widgets(list(self._values.values()))


class _Voices(QWidget):
    """The acts of speech in use, in two columns: relations that are drawn by what the speaker does."""

    def __init__(self, document: Document, view: View) -> None:
        super().__init__()
        self._document, self._view = document, view
        self._values: dict[str, tuple[tuple[str, ...], FilterValue]] = {}
        self._body = QWidget()
        self._flow = Flow(self._body, gap=0, columns=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(_title("Voices", INSET_PX))
        column.addWidget(self._body)

    def refresh(self, numbers: Counter[str]) -> None:
        """Show the counts."""
        used = voices_in_use(self._document.project)
        if {name: kinds for name, (kinds, _) in self._values.items()} != used:
            _delete(button for _, button in self._values.values())
            facet, view = Facet.RELATION_KIND, self._view
            self._values = {
                name: (kinds, FilterValue(view, facet, kinds, NAMES[name], f"voice_{name}"))
                for name, kinds in used.items()
            }
            self._flow.set_widgets([button for _, button in self._values.values()])
        chosen = set(self._view.scope.filters.values(Facet.RELATION_KIND))
        for kinds, button in self._values.values():
            button.set_number(sum(numbers[kind] for kind in kinds), chosen=set(kinds) <= chosen)
        self.setVisible(bool(used))


def _title(text: str, indent_px: int = 0) -> QLabel:
    title = QLabel(text)
    title.setContentsMargins(indent_px, 0, 0, 0)
    title.setFont(ui_font(12, semibold=True))
    title.setFixedHeight(16)
    return title


def _delete(widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        widget.setParent(None)
        widget.deleteLater()


class FilterPanel(QWidget):
    """Shows what is shown of how much, the active filters, and all values."""

    def __init__(
        self, document: Document, view: View, browser: Browser | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filter_panel")
        self._document, self._view, self._browser = document, view, browser
        self._showing = QLabel()
        self._showing.setObjectName("showing")
        self._showing.setFont(ui_font(12))
        self._showing.setForegroundRole(self._showing.foregroundRole().PlaceholderText)
        self._make_head()
        chips = QWidget()
        self._chip_flow = Flow(chips, gap=4)
        self._active = self._make_active(chips)
        self._groups = {facet: _Group(document, view, facet) for facet in (Facet.ENTITY_KIND, Facet.STANDING, *FOLDED)}
        self._voices = _Voices(document, view)
        groups = [partial(self._refresh_group, facet) for facet in self._groups]
        self._parts: tuple[Callable[[], None], ...] = (self._show_sum, *groups, self._show_voices)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._make_body())
        view.scope_changed.connect(self.refresh)
        view.theme_changed.connect(self.update)
        document.replaced.connect(self.refresh)
        document.changed.connect(self._on_changed)
        if browser is not None:
            browser.census.changed.connect(self._refresh_counts)
        self.refresh()

    def _make_head(self) -> None:
        """Make the bar that the dock is dragged by; the window finds it by its name."""
        head = QWidget(self)
        head.setObjectName("dock_title")
        across = QHBoxLayout(head)
        across.setContentsMargins(PADDING, 12, RIGHT_PADDING, 12)
        across.addWidget(_title("Showing"))
        across.addStretch(1)
        across.addWidget(self._showing)

    def _make_active(self, chips: QWidget) -> QWidget:
        active = QWidget()
        clear = QPushButton("Clear all")
        clear.setObjectName("clear_filters_button")
        clear.setProperty("quiet_link", "true")
        clear.setFont(ui_font(12))
        clear.clicked.connect(self._clear_all)
        across = QHBoxLayout(active)
        across.setContentsMargins(INSET_PX, 0, INSET_PX, 4)
        across.setSpacing(8)
        across.addWidget(chips, 1)
        across.addWidget(clear, 0, Qt.AlignmentFlag.AlignTop)
        return active

    def _make_body(self) -> QScrollArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(8)
        for part in (self._active, self._groups[Facet.ENTITY_KIND], self._groups[Facet.STANDING], self._voices):
            column.addWidget(part)
        folded = QVBoxLayout()
        folded.setSpacing(0)
        for facet in FOLDED:
            folded.addWidget(self._groups[facet])
        column.addLayout(folded)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        bar = scroll.verticalScrollBar()

        def make_room(low: int, high: int) -> None:
            taken = bar.sizeHint().width() if high > low else 0
            column.setContentsMargins(PADDING - INSET_PX, 0, RIGHT_PADDING - INSET_PX - taken, 8)

        make_room(0, 0)
        bar.rangeChanged.connect(make_room)
        return scroll

    def refresh(self) -> None:
        """Read counts and chips again."""
        self._refresh_chips()
        self._refresh_counts()

    def _refresh_counts(self) -> None:
        for part in self._parts:  # each in its turn, so that none of them holds up a frame for all
            part() if self._census is not None else self._view.whenever(part)

    @property
    def _census(self) -> Census | None:
        """What counts all of a browsed store, whatever is loaded; None where no store is browsed."""
        return self._browser.census if self._browser is not None and self._browser.is_on else None

    def _numbers(self, facet: Facet) -> tuple[Counter[str], Counter[str]]:
        """Return how many there are of each value: of what is shown, and of all."""
        census, project = self._census, self._document.project
        if census is not None:
            return census.numbers.get(facet, NOTHING), census.everything.get(facet, NOTHING)
        return counts(project, self._view.scope)[facet], totals(project)[facet]

    def _show_sum(self) -> None:
        census, shown = self._census, self._view.visible
        some, of_all = len(shown.entity_rows), shown.total_entities
        if census is not None:
            some, of_all = census.totals[0], 0 if census.summary is None else census.summary.entities
        self._showing.setText(f"{some:,} of {counted(of_all, 'entity', 'entities')}")

    def _refresh_group(self, facet: Facet) -> None:
        self._groups[facet].refresh(*self._numbers(facet))

    def _show_voices(self) -> None:
        self._voices.refresh(self._numbers(Facet.RELATION_KIND)[0])

    def _refresh_chips(self) -> None:
        scope = self._view.scope
        chips: list[QWidget] = []
        for term in scope.filters.terms:
            words = describe(self._document.project, term)
            chips.append(self._chip(words, partial(self._view.set_filters, scope.filters.without_term(term))))
        for words, lens in describe_lens(self._document.project, scope.filters.lens):
            chips.append(self._chip(words, partial(self._view.set_filters, scope.filters.through(lens))))
        if scope.hidden:
            away = scope.model_copy(update={"hidden": frozenset()})
            chips.append(self._chip(f"{len(scope.hidden):,} hidden", partial(self._view.set_scope, away)))
        if scope.collapsed:
            open_ = scope.model_copy(update={"collapsed": frozenset()})
            chips.append(self._chip(f"{len(scope.collapsed):,} collapsed", partial(self._view.set_scope, open_)))
        _delete(self._chip_flow.widgets())
        self._chip_flow.set_widgets(chips)
        self._active.setVisible(bool(chips))

    def _chip(self, words: str, take_off: Callable[[], None]) -> Chip:
        chip = Chip(self._view, CHIP_HEIGHT, WIDEST_CHIP_PX)
        chip.setObjectName("filter_chip")
        chip.say(words)
        chip.clicked.connect(lambda: take_off())
        return chip

    def _clear_all(self) -> None:
        self._view.set_scope(Scope(focus=self._view.scope.focus))

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()
