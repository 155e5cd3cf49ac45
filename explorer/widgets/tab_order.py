"""The order in which Tab goes through a window: as one reads, place by place, row by row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROW_PX = 8  # tops that differ by less stand in one row


def stops_in(place: QWidget) -> list[QWidget]:
    """Return what Tab stops at in a part of the window, in the order of reading."""
    stops = [
        widget
        for widget in place.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]
    at = {stop: stop.mapTo(place, QPoint(0, 0)) for stop in stops}
    stops.sort(key=lambda stop: at[stop].y())
    return [stop for row in _rows(stops, at) for stop in sorted(row, key=lambda stop: at[stop].x())]


def put_in_order(places: Iterable[QWidget]) -> None:
    """Let Tab go through these parts of a window one after the other."""
    for one, other in pairwise([stop for place in places for stop in stops_in(place)]):
        QWidget.setTabOrder(one, other)


def _rows(stops: list[QWidget], at: dict[QWidget, QPoint]) -> Iterator[list[QWidget]]:
    row: list[QWidget] = []
    for stop in stops:
        if row and at[stop].y() - at[row[0]].y() >= ROW_PX:
            yield row
            row = []
        row.append(stop)
    if row:
        yield row
