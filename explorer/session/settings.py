"""Preferences and recent files, kept by QSettings from one start to the next."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

RECENT_LIMIT = 10
_SEEN = "journal/"


class Settings(QObject):
    """Owns what the window remembers.

    Parameters
    ----------
    file : Path, optional
        Where to keep it instead of a person's own place: for pictures of the window.

    Signals
    -------
    recent_changed
        The list of recent files is different.
    """

    recent_changed = Signal()

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if file is None:
            self._store = QSettings("Edgewise", "Edgewise", self)
        else:
            self._store = QSettings(str(file), QSettings.Format.IniFormat, self)

    @property
    def theme(self) -> str:
        """Which theme a person chose: "system", "light" or "dark"."""
        value = str(self._store.value("theme", "system"))
        return value if value in {"system", "light", "dark"} else "system"

    @theme.setter
    def theme(self, mode: str) -> None:
        self._store.setValue("theme", mode)

    @property
    def reduced_motion(self) -> bool:
        """Whether transitions are left out."""
        return self._store.value("reduced_motion", "false") in {True, "true"}

    @reduced_motion.setter
    def reduced_motion(self, value: bool) -> None:
        self._store.setValue("reduced_motion", "true" if value else "false")

    @property
    def author(self) -> str:
        """Whose decisions the journal of a graph notes: a name that was chosen, or the one logged in with."""
        chosen = str(self._store.value("author", "")).strip()
        return chosen or _login()

    @author.setter
    def author(self, name: str) -> None:
        self._store.setValue("author", name.strip())

    @property
    def endpoint(self) -> dict[str, Any]:  # Any: JSON, judged by whoever uses it
        """Where a language model answers, as a person has set it up; the key is not among it."""
        try:
            kept = json.loads(str(self._store.value("endpoint", "{}")))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    @endpoint.setter
    def endpoint(self, kept: dict[str, Any]) -> None:  # Any: as above
        self._store.setValue("endpoint", json.dumps(kept))

    @property
    def recent(self) -> list[Path]:
        """Recent files, newest first."""
        try:
            names = json.loads(str(self._store.value("recent", "[]")))
        except ValueError:
            return []
        return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []

    def note_recent(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        path = path.resolve()
        names = [str(path), *(str(other) for other in self.recent if other != path)][:RECENT_LIMIT]
        self._store.setValue("recent", json.dumps(names))
        self.recent_changed.emit()

    def forget_recent(self) -> None:
        """Empty the list of recent files."""
        self._store.setValue("recent", "[]")
        self.recent_changed.emit()

    @property
    def looks(self) -> bytes:
        """Everything that makes one start look different from another, as a value to compare."""
        kept = {
            key: self._store.value(key)
            for key in sorted(self._store.allKeys())
            if key not in {"author", "endpoint", "recent", "reduced_motion"} and not key.startswith(_SEEN)
        }
        return repr(
            {key: value.data() if isinstance(value, QByteArray) else value for key, value in kept.items()}
        ).encode()

    def journal_seen(self, path: Path | None) -> str:
        """Return the last decision in a graph's journal that was looked at; empty if none was."""
        return "" if path is None else str(self._store.value(_seen_key(path), ""))

    def note_journal_seen(self, path: Path | None, decision: str) -> None:
        """Note the last decision that was looked at."""
        if path is not None:
            self._store.setValue(_seen_key(path), decision)

    def layout(self, name: str) -> QByteArray | None:
        """Return a saved geometry or arrangement of docks."""
        value = self._store.value(f"window/{name}")
        return value if isinstance(value, QByteArray) else None

    def keep_layout(self, name: str, value: QByteArray) -> None:
        """Keep a geometry or arrangement of docks."""
        self._store.setValue(f"window/{name}", value)

    def forget_layouts(self) -> None:
        """Forget all geometries, so that the next start has the original ones."""
        self._store.remove("window")


def _seen_key(path: Path) -> str:
    digest = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_SEEN}{digest}"


def _login() -> str:
    import getpass  # here: nobody signs anything at the start

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # an account without a name
        return ""
