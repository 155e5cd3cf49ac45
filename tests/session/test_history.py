"""Back and forward over places; nothing here is undo."""

from __future__ import annotations

from explorer.drawing.camera import Camera
from explorer.model.filters import Scope
from explorer.session.history import LIMIT, History, Place
from explorer.session.selection import Selected


def place(entity: str, x: float = 0.0) -> Place:
    return Place(Selected(frozenset({entity})), Scope(), Camera(x, 0.0, 1.0))


def test_back_and_forward_walk_the_same_way():
    history = History()
    for name in "abc":
        history.visit(place(name))
    assert history.back() == place("b")
    assert history.back() == place("a")
    assert history.back() is None
    assert history.forward() == place("b")


def test_going_elsewhere_forgets_what_lay_ahead():
    history = History()
    for name in "abc":
        history.visit(place(name))
    history.back()
    history.visit(place("d"))
    assert not history.can_go_forward
    assert history.back() == place("b")


def test_the_same_place_again_only_remembers_its_new_camera():
    history = History()
    history.visit(place("a"))
    history.visit(place("a", x=50.0))
    history.visit(place("b"))
    assert history.back() == place("a", x=50.0)


def test_history_has_an_end():
    history = History()
    for number in range(LIMIT + 50):
        history.visit(place(str(number)))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert steps == LIMIT - 1
