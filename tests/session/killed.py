"""A session that edits until it is killed, and says what is safe: ``python -m tests.session.killed graph.json seed``.

Prints ``step N`` after the N-th step, and ``safe N`` once all steps up to the N-th are on the disk.
"""

from __future__ import annotations

import random
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from explorer.model.changes import Batch, Move, Pin, Put, Remove
from explorer.model.facts import Entity, Relation
from explorer.opening import open_graph
from explorer.session import files as files_of
from explorer.session import safekeeping
from explorer.session.document import Document
from explorer.session.files import Files
from explorer.session.settings import Settings
from explorer.session.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.prompt import Prompt


class Nobody:
    """Is never asked."""


def step(document: Document, dice: random.Random, save: Callable[[], object] | None = None) -> None:
    """Take one step; which one depends on the dice and on the document only. ``save`` is how to save, if not at once."""
    project = document.project
    entities, relations = list(project.entities), list(project.relations)
    some = dice.choice(entities)
    what = dice.choice(["name", "add", "cut", "move", "pin", "undo", "undo", "redo", "save"])
    number = dice.randrange(10**9)
    if what == "name":
        document.do(Put(project.entities[some].model_copy(update={"name": f"Ä\n{number}😀"})), "Rename")
    elif what == "add":
        new = Entity(id=f"n{number}", kind="company", name="New")
        tie = Relation(id=f"t{number}", source=some, target=new.id, kind="uses")
        document.do(Batch((Put(new), Put(tie))), "Add")
    elif what == "cut" and relations:
        document.do(Remove(Relation, dice.choice(relations)), "Cut")
    elif what == "move":
        document.do(Move({some: (dice.random() * 100, number)}), "Move")
    elif what == "pin":
        document.do(Pin(pinned=frozenset({some})), "Pin")
    elif what == "undo":
        document.undo_stack.undo()
    elif what == "redo":
        document.undo_stack.redo()
    elif what == "save" and number % 4 == 0:
        (save or document.save)()


def keeper(document: Document, folder: Path, prompt: Prompt) -> safekeeping.Safekeeping:
    """Return what keeps the work on a document."""
    tasks = Tasks(document)
    files = Files(document, Settings(folder / "settings.ini", document), prompt, tasks, document)
    return safekeeping.Safekeeping(document, files, prompt, tasks, folder / "data", document)


def main(graph: Path, seed: int) -> None:
    """Edit until killed; with an odd seed a worker saves."""
    safekeeping.WAIT_MS = 1
    files_of.SAVED_AT_ONCE = 0
    app = QCoreApplication([])
    document, dice, numbers = Document(), random.Random(seed), count(1)
    keeping = keeper(document, graph.parent, Nobody())  # type: ignore[arg-type]  # there is no question to answer
    opened = open_graph(graph)
    document.replace(opened.project, opened.store)
    done = 0

    def go_on() -> None:
        nonlocal done
        step(document, dice, keeping.files.save if seed % 2 else None)
        done = next(numbers)
        print("step", done, flush=True)
        if keeping.is_kept:
            print("safe", done, flush=True)

    keeping.kept.connect(lambda: print("safe", done, flush=True))
    timer = QTimer(interval=0)
    timer.timeout.connect(go_on)
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
