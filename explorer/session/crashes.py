"""An unexpected exception writes a crash file and tells the window; the window lives on."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

log = logging.getLogger(__name__)
KEPT_LINES = 200
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _Before(NamedTuple):
    """What there was before crashes were caught."""

    hook: Callable[[type[BaseException], BaseException, TracebackType | None], object]
    level: int
    on_qt_message: Callable[..., object] | None


class _LastLines(logging.Handler):
    """Keeps the last lines of the log for a crash file. No article text is ever logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(self.format(record))


class Crashes(QObject):
    """Catches what nobody else caught.

    Signals
    -------
    happened : str
        A sentence for a quiet notice.
    """

    happened = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._last = _LastLines()
        self._before: _Before | None = None

    def install(self) -> None:
        """Start catching; Qt's own messages go into the log."""
        logger = logging.getLogger("explorer")
        self._before = _Before(sys.excepthook, logger.level, qInstallMessageHandler(_on_qt_message))
        logging.getLogger().addHandler(self._last)
        logger.setLevel(logging.INFO)
        sys.excepthook = self._on_exception

    def uninstall(self) -> None:
        """Leave things as they were before ``install``; without that there is nothing to do."""
        if self._before is None:
            return
        sys.excepthook = self._before.hook
        logging.getLogger("explorer").setLevel(self._before.level)
        logging.getLogger().removeHandler(self._last)
        qInstallMessageHandler(self._before.on_qt_message)
        self._before = None

    def write(self, error: BaseException) -> Path | None:
        """Write a crash file; None when even that is impossible."""
        now = datetime.now(UTC)
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        text = "\n".join(
            [
                f"Edgewise crash, {now.isoformat()}",
                f"Python {sys.version}",
                f"Qt {qVersion()} on {platform.platform()}",
                "",
                *traceback.format_exception(error),
                "Last log lines:",
                *self._last.lines,
            ]
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            return None
        return path

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        path = self.write(error)
        log.error("unexpected %s", kind.__name__)
        where = f" Details are in {path}." if path is not None else ""
        self.happened.emit(f"Something went wrong, and your work is still here.{where}")


def data_folder() -> Path:
    """Return where a person's crash files go."""
    from platformdirs import user_data_path

    return user_data_path("edgewise", appauthor=False)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:  # noqa: ARG001
    logging.getLogger("qt").log(LEVELS.get(kind, logging.WARNING), "%s", message)
