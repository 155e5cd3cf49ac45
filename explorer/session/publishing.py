"""Pictures of the open document: planned, previewed, written and copied with the same options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSizeF, Signal

from explorer.formats.export import publish
from explorer.formats.image import MEASURE, clipboard, render
from explorer.formats.options import Extent, PictureOptions
from explorer.formats.picture import compose, subject
from explorer.formats.svg import svg
from explorer.model.errors import Cancelled
from explorer.model.filters import Scope
from explorer.model.telling import Lens, only_told
from explorer.model.verification import verification
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QImage

    from explorer.formats.page import Picture
    from explorer.formats.picture import Subject
    from explorer.model.positions import Positions
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

PREVIEW, SAVE = "preview", "picture"


class Publisher(QObject):
    """Makes pictures off the main thread.

    Signals
    -------
    previewed : QImage, QSizeF, int
        The first page as it would be, its size in pixels of the plan, and how many pages there are.
    saved : str
        A picture was written; a sentence.
    failed : str
        It could not be; a sentence.
    refused : str
        Data could not be written; a sentence.
    """

    previewed = Signal(object, object, int)
    saved = Signal(str)
    failed = Signal(str)
    refused = Signal(str)

    def __init__(
        self, document: Document, view: View, tasks: Tasks, parent: QObject | None = None, *, only: Scope | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._tasks, self._only = document, view, tasks, only

    def limited(self, scope: Scope) -> Publisher:
        """Return one that publishes a part of the document, whatever the view shows of it."""
        return Publisher(self._document, self._view, self._tasks, self, only=scope)

    @property
    def _scope(self) -> Scope:
        return self._only or self._view.scope

    def preview(self, options: PictureOptions, width_px: float, dpr: float) -> None:
        """Plan a picture and paint its first page small; a newer request replaces an older one."""
        what = self._subject(options)

        def steps() -> Iterator[tuple[QImage, QSizeF, int]]:
            picture = compose(what, options, MEASURE)
            page = picture.pages[0]
            image = render(page, picture.theme, picture.background, width_px * dpr / page.width)
            image.setDevicePixelRatio(dpr)
            yield image, QSizeF(page.width, page.height), len(picture.pages)

        task = Task(PREVIEW, "Drawing the preview", steps)
        task.on_done = lambda made: self.previewed.emit(*made)
        self._start(task)

    def save(self, options: PictureOptions, path: Path) -> None:
        """Write a picture. A full disk, a failure or a cancelled task leaves the file as it was."""
        what = self._subject(options)

        def steps() -> Iterator[Picture]:
            yield publish(what, options, path, stop_if_cancelled)

        def stop_if_cancelled(_: float) -> None:
            if task.is_cancelled:
                raise Cancelled(f"Saving {path.name} was cancelled.")

        task = Task(SAVE, f"Saving {path.name}", steps)
        task.on_done = lambda picture: self.saved.emit(" ".join([f"Saved {path.name}.", *picture.notices]))
        self._start(task)

    def save_page(self, options: PictureOptions, path: Path) -> None:
        """Write the interactive page; of the options, theme, legend, title and headline matter to it."""
        from explorer.formats.html import PageOptions, write_page

        project, positions = self._told(options), self._everybody()
        scope = Scope() if options.extent is Extent.WHOLE else self._scope
        look = PageOptions(options.theme.value, options.legend, options.title, options.headline, options.sentence)

        def steps() -> Iterator[str]:
            losses = write_page(project, path, look, scope=scope, positions=positions)
            yield " ".join([f"Saved {path.name}.", *(loss.sentence for loss in losses)])

        task = Task(SAVE, f"Saving {path.name}", steps)
        task.on_done = self.saved.emit
        self._start(task)

    def save_data(self, path: Path) -> None:
        """Write what is shown for other programs; what their format cannot carry is said."""
        from explorer.formats.data import save_data
        from explorer.formats.outgoing import outgoing
        from explorer.model.filters import visible

        project, scope, positions = self._told(PictureOptions()), self._scope, self._everybody()

        def steps() -> Iterator[str]:
            saved = save_data(outgoing(project, visible(project, scope), positions), path)
            names = ", ".join(target.name for target in saved.paths)
            yield " ".join([f"Saved {names}.", *(loss.sentence for loss in saved.losses)])

        task = Task(SAVE, f"Saving {path.name}", steps)
        task.on_done = self.saved.emit
        task.on_failed = lambda error: self.refused.emit(str(error))
        self._tasks.start(task)

    def clipping(self, options: PictureOptions) -> QMimeData:
        """Return a picture for the clipboard: pixels, SVG and words."""
        picture = compose(self._subject(options), options, MEASURE)
        return clipboard(picture, svg(picture), options.scale)

    def _start(self, task: Task[Any]) -> None:  # whatever the task makes
        task.on_failed = lambda error: self.failed.emit(str(error))
        self._tasks.start(task)

    def _subject(self, options: PictureOptions) -> Subject:
        """Return what is to be published, as it is at this moment; a worker may take its time with that."""
        project, found = self._told(options), verification(self._document.project)
        return subject(
            project,
            self._scope,
            self._everybody(),
            options,
            viewport=self._view.camera.sight(self._view.viewport) if self._only is None else None,
            lost=found.lost_relations,
            checked=found.is_complete,
        )

    def _told(self, options: PictureOptions) -> Project:
        """Return the graph with the evidence that counts in the view: no note tells what the picture leaves out."""
        lens = Lens() if options.extent is Extent.WHOLE else self._scope.filters.lens
        return only_told(self._document.project, lens).snapshot()

    def _everybody(self) -> Positions:
        """Where everybody is: as drawn if shown, else where they sit."""
        return self._document.project.positions.moved(dict(self._view.positions_shown().as_dict()))
