"""What others write into a browsed store while it is open, taken in as far as it is loaded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from explorer.model.facts import Entity
from explorer.model.problem import plain
from explorer.model.values import one_line
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from explorer.model.project import Stored
    from explorer.session.browsing import Browser
    from explorer.stores.browsed import BrowsedStore
    from explorer.stores.edits import Key, Recorded
    from explorer.stores.reader import Reader

KEY = "browse watch"
LOOK_MS = 1000
MOST_AT_ONCE = 1_000
MOST_AUTHORS = 3


@dataclass
class News:
    """What has changed since the last look.

    Attributes
    ----------
    seq : int
        The newest change that was read.
    authors : list of str
        Who made changes that were not made here.
    facts, gone : list of values
        Loaded facts as they are now, and those that were taken away.
    degrees : dict of str to int
        How many relations loaded entities have now.
    is_foreign, is_all : bool
        Whether there is anything that was not made here, and whether nothing is left to read.
    """

    seq: int
    authors: list[str] = field(default_factory=list)
    facts: list[Stored] = field(default_factory=list)
    gone: list[Stored] = field(default_factory=list)
    degrees: dict[str, int] = field(default_factory=dict)
    is_foreign: bool = False
    is_all: bool = True


class Watch(QObject):
    """Looks at the file each second, which costs next to nothing, and asks the store when something was written."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self._browser = browser
        self._seq = 0
        self._stamp: object = None
        self._is_told = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Watch the store of the document that is open now, if it is browsed."""
        home = self._browser.home
        self._timer.stop()
        self._is_told = False
        if home is not None:
            self._seq, self._stamp = home.summary.head, None
            self._timer.start()

    def look(self) -> None:
        """Look whether anybody has written."""
        home = self._browser.home
        if home is None:
            return
        stamp = _stamp(home.path)
        if stamp is None or home.is_changed_elsewhere():
            self._tell_lost(home.path, is_there=stamp is not None)
        elif stamp != self._stamp:
            self._stamp = stamp
            self._browser.ask(KEY, "Reading what has changed", self._reading(home), self._take)

    def _tell_lost(self, path: Path, *, is_there: bool) -> None:
        if not self._is_told:
            self._is_told = True
            what = "was replaced by another file" if is_there else "is no longer where it was"
            self._browser.noticed.emit(
                f"{plain(path.name)} {what}. What is loaded stays; save a picture or data of it, or open the file again."
            )

    def _reading(self, home: BrowsedStore) -> Callable[[Reader, Callable[[], bool]], News]:
        seq = self._seq

        def work(reader: Reader, cancel: Callable[[], bool]) -> News:
            recorded = home.whole.changes_since(seq, MOST_AT_ONCE)
            foreign = [change for change in recorded if not home.is_own(change.id)]
            news = News(recorded[-1].seq if recorded else seq, [change.author for change in foreign])
            news.is_foreign, news.is_all = bool(foreign), len(recorded) < MOST_AT_ONCE
            _read(news, home, reader, _touched(home, foreign), cancel)
            return news

        return work

    def _take(self, news: News) -> None:
        browser, home = self._browser, self._browser.home
        self._seq = news.seq
        if home is None or not news.is_foreign:
            return
        edited = {value.id for value in (*news.facts, *news.gone) if browser.is_touched(value.id)}
        facts = [value for value in news.facts if value.id not in edited]
        gone = [value for value in news.gone if value.id not in edited]
        browser.take_in(facts, gone, news.degrees)
        browser.census.count_again()
        browser.noticed.emit(_sentence(news.authors, len(facts) + len(gone), len(edited)))
        if not news.is_all:
            self._stamp = None


def _touched(home: BrowsedStore, changes: Iterable[Recorded]) -> set[Key]:
    keys: set[Key] = set()
    for change in changes:
        if not change.steps:  # a whole document came
            return set(home.keys())
        keys |= {(step.table, step.id) for step in (*change.steps, *change.inverse)}
    return keys


def _read(news: News, home: BrowsedStore, reader: Reader, touched: set[Key], cancel: Callable[[], bool]) -> None:
    """Read what is loaded of what was touched, and count the relations of loaded entities anew."""
    known = {key[1]: fact for key in touched if (fact := home.known(*key)) is not None}
    found = reader.facts(known, cancel)
    read: list[Stored] = [*found.articles, *found.entities, *found.relations]
    there = {value.id: value for value in read}
    news.facts = [there[key] for key, fact in known.items() if key in there and there[key] != fact]
    news.gone = [fact for key, fact in known.items() if key not in there]
    if touched:
        entities = set(home.ids(Entity))
        news.degrees = {key: number for key, number in reader.facts(entities, cancel).hidden.items() if key in entities}


def _sentence(authors: list[str], taken: int, edited: int) -> str:
    named = list(dict.fromkeys(one_line(author) for author in authors if author))
    who = ", ".join(named[:MOST_AUTHORS]) or "Somebody else"
    if len(named) > MOST_AUTHORS:
        who = f"{who} and others"
    what = f"{who} changed the store; {counted(taken, 'fact')} in view {'was' if taken == 1 else 'were'} brought up to date."
    return (
        f"{what} {counted(edited, 'fact')} that you changed as well will be asked about when you save."
        if edited
        else what
    )


def _stamp(path: Path) -> object:
    """Return what is different after every write; None where the file is gone."""
    try:
        found = [path.stat()]
    except OSError:
        return None
    with suppress(OSError):  # there may be no log beside it
        found.append(path.with_name(f"{path.name}-wal").stat())
    return [(one.st_mtime_ns, one.st_size, one.st_ino) for one in found]
