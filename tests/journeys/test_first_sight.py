"""What somebody sees first: the whole bundled graph, every entity named, nothing cut, nothing on top of another."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtWidgets import QWidget


def overlap(one, other) -> bool:
    ax, ay, aw, ah = one
    bx, by, bw, bh = other
    return ax < bx + bw - 0.5 and bx < ax + aw - 0.5 and ay < by + bh - 0.5 and by < ay + ah - 0.5


def test_every_entity_is_named_and_no_label_lies_on_another(desk):
    labels = desk.view.frame.labels
    named = {label.owner for label in labels if not label.of_relation}
    assert named == set(desk.document.project.entities)
    crossed = [(a.text, b.text) for a, b in combinations(labels, 2) if overlap(a.box, b.box)]
    assert crossed == []


def test_some_lines_carry_their_words_at_once(desk):
    assert sum(label.of_relation for label in desk.view.frame.labels) >= 10


def test_nothing_lies_under_legend_or_map(desk):
    origin = desk.canvas.origin
    floating = [desk.window.findChild(object, name).geometry() for name in ("legend", "overview")]
    for label in desk.view.frame.labels:
        x, y, w, h = label.box
        box = (x + origin.x(), y + origin.y(), w, h)
        for part in floating:
            assert not overlap(box, (part.x(), part.y(), part.width(), part.height())), label.text


def test_opening_the_bundled_graph_leaves_it_clean(desk):
    assert not desk.document.is_dirty
    assert desk.document.undo_stack.count() == 0


def test_the_legend_makes_room_where_it_would_cover_the_graph(open_desk, qtbot):
    desk = open_desk(size=(900, 600))
    legend = desk.window.findChild(QWidget, "legend")
    assert legend.isVisible()
    desk.actions["coverage"].trigger()
    qtbot.waitUntil(lambda: not legend.isVisible())
    assert len({desk.canvas.screen_point(key).toTuple() for key in desk.document.project.entities}) > 40
    desk.window.resize(1440, 900)
    qtbot.waitUntil(legend.isVisible)


def test_the_bar_of_days_pushes_a_fitted_graph_down(desk, qtbot):
    desk.actions["as_of"].trigger()
    bar = desk.window.findChild(QWidget, "lens_bar")
    qtbot.waitUntil(bar.isVisible)
    desk.canvas.settle()
    assert desk.view.is_fitted
    assert min(desk.canvas.screen_point(key).y() for key in desk.document.project.entities) > bar.geometry().bottom()
