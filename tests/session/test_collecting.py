"""Garbage waits until nobody is inside of Qt, and goes then."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QObject

from explorer.session.collecting import Collecting


class Loop:
    """Something that only a cycle keeps."""

    def __init__(self) -> None:
        self.own = self


def test_what_only_a_cycle_keeps_goes_between_events_and_not_before(qtbot):
    parent = QObject()
    Collecting(parent)
    gone = weakref.ref(Loop())
    kept: list[list[None]] = [[] for _ in range(2 * gc.get_threshold()[0])]  # Python's own collector would begin
    assert gone() is not None
    assert kept
    qtbot.waitUntil(lambda: gone() is None)
    parent.deleteLater()


def aged_loop() -> weakref.ref[Loop]:
    """Return something that only a cycle keeps, when all generations are due."""
    gc.collect()
    loop = Loop()
    for _ in range(gc.get_threshold()[2] + 2):
        gc.collect(1)
    return weakref.ref(loop)


@pytest.mark.parametrize(("rest", "stays"), [(0, False), (1e9, True)])
def test_everything_is_looked_through_again_only_after_a_rest(qtbot, monkeypatch, rest, stays):
    monkeypatch.setattr("explorer.session.collecting.REST", rest)
    parent = QObject()
    collecting = Collecting(parent)
    first = aged_loop()
    collecting.collect()
    assert first() is None
    second = aged_loop()
    collecting.collect()
    assert (second() is not None) is stays
    parent.deleteLater()


def test_what_is_still_in_use_stays(qtbot):
    parent = QObject()
    collecting = Collecting(parent)
    loop = Loop()
    kept: list[list[None]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    collecting.collect()
    assert loop.own is loop
    assert kept
    parent.deleteLater()
