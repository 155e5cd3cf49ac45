"""Long work: steps arrive on the main thread, a newer task replaces an older one, cancelling is final."""

from __future__ import annotations

import gc
import threading
from weakref import ref

import pytest

from explorer.layouts.base import Step
from explorer.model.errors import UnreadableFile
from explorer.model.positions import Positions
from explorer.session.tasks import Task, Tasks


@pytest.fixture
def tasks(qtbot):
    made = Tasks()
    yield made
    made.shut_down()


def test_the_last_step_is_the_result(qtbot, tasks):
    done: list[int] = []
    steps: list[int] = []
    task = Task("count", "Counting", lambda: iter([1, 2, 3]))
    task.on_step, task.on_done = steps.append, done.append
    with qtbot.waitSignal(tasks.idle):
        tasks.start(task)
    assert (steps, done) == ([1, 2, 3], [3])


def test_work_is_done_off_the_main_thread_and_answers_come_on_it(qtbot, tasks):
    worked: list[threading.Thread] = []
    answered: list[threading.Thread] = []

    def steps():
        worked.append(threading.current_thread())
        yield 1

    task = Task("where", "Looking", steps)
    task.on_done = lambda _: answered.append(threading.current_thread())
    with qtbot.waitSignal(tasks.idle):
        tasks.start(task)
    assert answered == [threading.main_thread()]
    assert worked[0] is not threading.main_thread()


def test_a_newer_task_with_the_same_key_silences_the_older(qtbot, tasks):
    gate = threading.Event()
    done: list[str] = []

    def slow():
        gate.wait(5)
        yield "old"

    old, new = Task("key", "Old", slow), Task("key", "New", lambda: iter(["new"]))
    old.on_done = new.on_done = done.append
    tasks.start(old)
    with qtbot.waitSignal(tasks.idle):
        tasks.start(new)
        gate.set()
    tasks.shut_down()
    assert done == ["new"]


def test_cancelling_tells_and_drops_the_result(qtbot, tasks):
    gate = threading.Event()
    done: list[int] = []
    told: list[bool] = []

    def slow():
        gate.wait(5)
        yield 1

    task = Task("key", "Slow", slow)
    task.on_done, task.on_stopped = done.append, lambda: told.append(True)
    tasks.start(task)
    assert tasks.cancel("key")
    gate.set()
    tasks.shut_down()
    qtbot.wait(1)
    assert (done, told) == ([], [True])
    assert tasks.running("key") is None


def test_cancelling_everything_cancels_everything(qtbot, tasks):
    gate = threading.Event()

    def slow():
        gate.wait(5)
        yield 1

    started = [tasks.start(Task(key, key, slow)) for key in ("one", "other", "waiting for a thread")]
    assert tasks.cancel_all()
    assert all(task.is_cancelled for task in started)
    assert not any(tasks.running(task.key) for task in started)
    assert not tasks.cancel_all()
    gate.set()


def test_a_failure_that_a_person_can_act_on_reaches_whoever_started_it(qtbot, tasks):
    told: list[str] = []

    def broken():
        yield 1
        raise UnreadableFile("no")

    task = Task("key", "Broken", broken)
    task.on_stopped, task.on_failed = lambda: told.append("stopped"), lambda error: told.append(str(error))
    with qtbot.waitSignal(tasks.idle):
        tasks.start(task)
    assert told == ["stopped", "no"]


def test_any_other_failure_is_raised_on_the_main_thread_and_leaves_nothing_running(qtbot, tasks):
    told: list[str] = []

    def broken():
        yield 1
        raise ValueError("no")

    task = Task("key", "Broken", broken)
    task.on_stopped, task.on_failed = lambda: told.append("stopped"), lambda error: told.append(str(error))
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(tasks.idle):
        tasks.start(task)
    assert [str(error) for _, error, _ in raised] == ["no"]
    assert told == ["stopped"]
    assert tasks.running("key") is None


def test_an_answer_that_fails_leaves_nothing_running(qtbot, tasks):
    def refuse(_: int) -> None:
        raise ValueError("no")

    task = Task("key", "Counting", lambda: iter([1]))
    task.on_done = refuse
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(tasks.idle):
        tasks.start(task)
    assert len(raised) == 1
    assert tasks.running("key") is None


def test_a_paused_task_goes_on_where_it_was(qtbot, tasks):
    steps: list[int] = []
    done: list[int] = []
    task = Task("key", "Pausing", lambda: iter(range(3)))
    task.on_step, task.on_done = steps.append, done.append
    task.pause()
    tasks.start(task)
    assert task.is_paused
    with qtbot.waitSignal(tasks.idle):
        task.resume()
    assert steps == [0, 1, 2]
    assert done == [2]


def test_only_a_task_that_has_run_for_long_shows_that_it_runs(qtbot, tasks, monkeypatch):
    monkeypatch.setattr("explorer.session.tasks.SHOW_PROGRESS_AFTER_MS", 30)
    gate = threading.Event()

    def slow():
        gate.wait(5)
        yield "done"

    shown: list[str] = []
    tasks.progressed.connect(lambda title, _: shown.append(title))
    tasks.start(Task("slow", "Slow", slow))
    with qtbot.waitSignal(tasks.progressed):
        pass
    with qtbot.waitSignal(tasks.idle):
        quick = Task("quick", "Quick", lambda: iter([1]))
        quick.on_done = lambda _: gate.set()
        tasks.start(quick)
    assert set(shown) == {"Slow"}


def test_showing_that_one_runs_may_start_another(qtbot, tasks, monkeypatch):
    monkeypatch.setattr("explorer.session.tasks.SHOW_PROGRESS_AFTER_MS", 30)
    gate = threading.Event()

    def slow():
        gate.wait(5)
        yield 1

    def start_another(_title: str, _share: float) -> None:
        tasks.progressed.disconnect(start_another)
        tasks.start(Task("layer", "Drawing", slow))
        gate.set()

    tasks.progressed.connect(start_another)
    with qtbot.waitSignal(tasks.idle):
        tasks.start(Task("layout", "Arranging", slow))
    assert not tasks.is_busy


def test_a_task_that_is_half_done_stays_half_done_when_another_is_waited_for(qtbot, tasks, monkeypatch):
    monkeypatch.setattr("explorer.session.tasks.SHOW_PROGRESS_AFTER_MS", 30)
    gate, shown = threading.Event(), []
    stepped: list[Step] = []

    def half():
        yield Step(Positions(), 0.5)
        gate.wait(5)

    layout = Task("layout", "Arranging", half)
    layout.on_step = stepped.append
    tasks.start(layout)
    qtbot.waitUntil(lambda: bool(stepped))
    tasks.progressed.connect(lambda title, share: shown.append((title, share)))
    tasks.start(Task("layer", "Drawing", half))
    qtbot.waitUntil(lambda: any(title == "Drawing" for title, _ in shown))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert {share for title, share in shown if title == "Arranging"} == {0.5}


def test_what_a_task_worked_on_is_freed_without_the_collector(qtbot, tasks):
    class Facts:
        pass

    told: list[str] = []

    def start() -> ref[Facts]:
        facts = Facts()

        def steps():
            yield (facts, task.is_cancelled)

        task = Task("key", "Working", steps)
        task.on_done = lambda _: told.append(task.title)
        tasks.start(task)
        return ref(facts)

    gc.disable()
    try:
        with qtbot.waitSignal(tasks.idle):
            last = start()
        tasks.shut_down()
        assert told == ["Working"]
        assert last() is None
    finally:
        gc.enable()


def test_what_is_cancelled_before_its_turn_does_nothing(qtbot, monkeypatch):
    monkeypatch.setattr("explorer.session.tasks.MOST_AT_ONCE", 1)
    one_at_a_time, gate = Tasks(), threading.Event()
    begun: list[str] = []

    def waiting():
        gate.wait(5)
        yield 1

    def in_turn():
        begun.append("second")
        yield 1

    one_at_a_time.start(Task("first", "Waiting", waiting))
    one_at_a_time.start(Task("second", "Waiting in turn", in_turn))
    one_at_a_time.cancel("second")
    gate.set()
    one_at_a_time.shut_down()
    assert begun == []
