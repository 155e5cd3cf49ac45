"""Processes that save to one store at once, or are killed while they do; what they find is printed as JSON.

``python -m tests.stores.savers killed PATH ROUNDS`` · ``python -m tests.stores.savers together PATH EDITS``
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from explorer.model.changes import Move, Put
from explorer.model.facts import Entity, Relation
from explorer.stores.base import Conflict
from explorer.stores.connection import rows
from explorer.stores.edits import Applied, Edit, Step
from explorer.stores.schema import Table
from explorer.stores.sqlite import SqliteStore, load
from tests.builders import evidence, tiny

SAVERS = 4
SHARED = 5
CHECKS = (
    "pragma integrity_check",
    *(
        f"insert into {words} ({words}, rank) values ('integrity-check', 1)"
        for words in ("name_words", "title_words", "quotation_words")
    ),
)


def make(path: Path) -> None:
    """Make a store that is worth saving to."""
    store = SqliteStore.create(path)
    store.save(tiny(*(f"e{row} -uses-> e{row + 1} | claims e0" for row in range(SHARED)), positions={"e0": (0, 0)}))
    store.close()


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a store, its indexes of words among it."""
    store = SqliteStore.open(path)
    found = [store.connections_here().here().execute(check).get for check in CHECKS]
    store.close()
    return found == ["ok", None, None, None]


def killed(path: Path, rounds: int) -> None:
    """Kill a process while it saves, again and again; print what it had said was saved, and what is not there."""
    make(path)
    acknowledged: list[str] = []
    rng = random.Random(rounds)
    slowest, sound = 0.0, True
    for number in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            save_for_ever(path, f"k{number}", writing)
        os.close(writing)
        with os.fdopen(reading, "rb") as said:
            for _ in range(rng.randint(1, 6)):
                acknowledged.append(said.readline().decode().strip())
            for _ in range(rng.randrange(20_000)):
                pass  # somewhere within the next one
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            acknowledged += said.read().decode().split()
        begun = time.perf_counter()
        store = SqliteStore.open(path)
        store.head()
        slowest = max(slowest, time.perf_counter() - begun)
        store.close()
        sound = sound and is_sound(path)
    opened = load(path)
    missing = [
        key for key in acknowledged if not {key, f"r-{key}"} <= {*opened.project.entities, *opened.project.relations}
    ]
    opened.store.close()
    print(json.dumps({"saved": len(acknowledged), "missing": missing, "sound": sound, "slowest_open_s": slowest}))


def save_for_ever(path: Path, name: str, writing: int) -> None:
    """Add an entity, a relation and a place, save, say so; until killed."""
    opened = load(path)
    for number in range(1_000_000):
        key = f"{name}-{number}"
        Put(Entity(id=key, kind="company", name=f"Company {key}")).apply(opened.project)
        tie = Relation(id=f"r-{key}", source=key, target="e0", kind="uses", evidence=(evidence(f"v-{key}"),))
        Put(tie).apply(opened.project)
        Move({key: (1.0, 2.0)}).apply(opened.project)
        opened.store.save(opened.project)
        os.write(writing, f"{key}\n".encode())
    os._exit(0)


def together(path: Path, edits: int) -> None:
    """Let processes change the same relations at once; print the sum of versions, and what a follower saw."""
    make(path)
    children = []
    for number in range(SAVERS):
        child = os.fork()
        if child == 0:
            change_shared(path, f"p{number}", edits)
            os._exit(0)
        children.append(child)
    codes = [os.waitpid(child, 0)[1] for child in children]
    store = SqliteStore.open(path)
    changes = store.changes_since(1, 1_000_000)
    versions = store.connections_here().here().execute("select sum(version - 1) from relation").get
    store.close()
    print(json.dumps({
        "codes": codes, "versions": versions, "seen": [change.seq for change in changes],
        "ids": len({change.id for change in changes}), "sound": is_sound(path),
    }))  # fmt: skip


def change_shared(path: Path, name: str, edits: int) -> None:
    """Change relations that others change too, each time from what is there; send every edit twice."""
    store, rng = SqliteStore.open(path), random.Random(name)
    for number in range(edits):
        while True:
            key = f"r{rng.randint(1, SHARED)}"
            connection = store.connections_here().here()
            [(version, body)] = rows(connection, "select version, body from relation where id = ?", (key,))
            value = Relation.model_validate_json(body).model_copy(update={"note": f"{name} {number}"})
            step = Step(Table.RELATION, key, value.model_dump_json(exclude_unset=True))
            edit = Edit(f"{name}-{number}-{version}", steps=(step,), base={(Table.RELATION, key): version})
            try:
                done = store.apply(edit)
            except Conflict:
                continue
            assert isinstance(done, Applied)
            assert not isinstance(store.apply(edit), Applied)
            break


if __name__ == "__main__":
    {"killed": killed, "together": together}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
