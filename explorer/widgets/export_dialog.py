"""Chooses what a published picture shows, with a live preview; the file is asked for last."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.formats.options import Background, Extent, Kind, Look, Paper, PictureOptions
from explorer.model.words import counted
from explorer.widgets.theming import indent, ui_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.session.document import Document
    from explorer.session.publishing import Publisher
    from explorer.session.view import View

SIZE = QSize(1040, 680)
FORM_WIDTH = 300
PREVIEW_WAIT_MS = 150
PAGE = "html"
FORMATS = {
    "PNG image": Kind.PNG.value,
    "SVG drawing": Kind.SVG.value,
    "PDF document": Kind.PDF.value,
    "Interactive page (HTML)": PAGE,
}
SIZES = {
    "Wide, 1440 × 900": (1440, 900),
    "Large, 1920 × 1200": (1920, 1200),
    "Square, 1200 × 1200": (1200, 1200),
    "Tall, 1080 × 1350": (1080, 1350),
}
PAPERS = {"A4": Paper.A4, "A3": Paper.A3, "A5": Paper.A5, "Letter": Paper.LETTER, "Tabloid": Paper.TABLOID}


class ExportDialog(QDialog):
    """The form and what it gives."""

    def __init__(self, document: Document, view: View, publisher: Publisher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle("Save picture")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self._document, self._view, self._publisher = document, view, publisher
        self._image: QImage | None = None
        self._tells_size = True
        self._wait = QTimer(self, interval=PREVIEW_WAIT_MS, singleShot=True)
        self._wait.timeout.connect(self._ask_preview)
        self._build_fields()
        side = QWidget(self)
        side.setFixedWidth(FORM_WIDTH)
        self._rows = QFormLayout(side)
        self._fill_form(self._rows)
        self._preview = QLabel("Drawing the preview …")
        self._preview.setObjectName("export_preview")
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setMinimumSize(320, 240)
        self._say = QLabel()
        self._say.setObjectName("export_message")
        self._say.setTextFormat(Qt.TextFormat.PlainText)
        self._say.setFont(ui_font(11))
        self._say.setWordWrap(True)
        right = QVBoxLayout()
        right.addWidget(self._preview, 1)
        right.addWidget(self._say)
        row = QHBoxLayout()
        row.addWidget(side)
        row.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addLayout(row, 1)
        column.addWidget(self._buttons())
        publisher.previewed.connect(self._on_previewed)
        publisher.failed.connect(self._on_failed)
        publisher.saved.connect(self._on_saved)
        self._refresh()

    def options(self) -> PictureOptions:
        """Return what the form says."""
        paper = self.sheet.currentData()
        on_paper = isinstance(paper, Paper)
        return PictureOptions(
            kind=Kind.PNG if self.format.currentData() == PAGE else Kind(self.format.currentData()),
            extent=Extent(self.extent.currentData()),
            size=(1440, 900) if on_paper else tuple(paper),
            paper=paper if on_paper else None,
            landscape=self.landscape.isChecked(),
            scale=self.scale.value(),
            dpi=self.dpi.value(),
            theme=Look(self.theme.currentData()),
            background=Background.TRANSPARENT if self.transparent.isChecked() else Background.PAPER,
            legend=self.legend.isChecked(),
            footnotes=self.footnotes.isChecked(),
            title=self.title.isChecked(),
            as_of=self.as_of.isChecked(),
            headline=self.headline.text(),
        )

    @property
    def awaits_preview(self) -> bool:
        """Whether a preview is about to be asked for."""
        return self._wait.isActive()

    # -- building -------------------------------------------------------------------------------

    def _build_fields(self) -> None:
        self.format = self._choice("export_format", FORMATS)
        self.extent = self._choice("export_extent", {"What you see": "view", "The whole graph": "whole"})
        self.sheet = self._choice("export_size", {**SIZES, **PAPERS})
        self.landscape = self._check("export_landscape", "Landscape", checked=True)
        self.scale = QDoubleSpinBox()
        self.scale.setObjectName("export_scale")
        self.scale.setRange(0.5, 8.0)
        self.scale.setSingleStep(0.5)
        self.scale.setValue(2.0)
        self.scale.setSuffix(" ×")
        self.dpi = QSpinBox()
        self.dpi.setObjectName("export_dpi")
        self.dpi.setRange(72, 1200)
        self.dpi.setValue(300)
        self.dpi.setSuffix(" DPI")
        for number in (self.scale, self.dpi):
            indent(number)
        self.theme = self._choice("export_theme", {"Light": "light", "Dark": "dark", "Grey print": "grey"})
        self.transparent = self._check("export_transparent", "Transparent background", checked=False)
        self.title = self._check("export_title", "Title", checked=True)
        self.headline = QLineEdit()
        self.headline.setObjectName("export_headline")
        self.headline.setAccessibleName("Headline")
        self.headline.setPlaceholderText(self._document.project.title or "Headline")
        self.headline.setMaxLength(300)
        self.legend = self._check("export_legend", "Legend", checked=True)
        self.footnotes = self._check("export_footnotes", "Numbered evidence", checked=True)
        self.as_of = self._check("export_as_of", "As-of and source line", checked=True)
        self.headline.textChanged.connect(self._refresh)
        self.scale.valueChanged.connect(self._refresh)
        self.dpi.valueChanged.connect(self._refresh)

    def _fill_form(self, form: QFormLayout) -> None:
        form.setContentsMargins(0, 0, 16, 0)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Format", self.format)
        form.addRow("Show", self.extent)
        form.addRow("Size", self.sheet)
        form.addRow("", self.landscape)
        form.addRow("Scale", self.scale)
        form.addRow("Resolution", self.dpi)
        form.addRow("Theme", self.theme)
        form.addRow("", self.transparent)
        form.addRow("Headline", self.headline)
        for box in (self.title, self.legend, self.footnotes, self.as_of):
            form.addRow("", box)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton("Save as…", QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.setObjectName("export_save")
        self.save_button.setProperty("filled", "true")
        self.save_button.setDefault(True)
        self.copy_button = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setObjectName("export_copy")
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self.save_button.clicked.connect(self._ask_path)
        self.copy_button.clicked.connect(self._copy)
        close.clicked.connect(self.reject)
        return buttons

    def _choice(self, name: str, choices: Mapping[str, object]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        for text, data in choices.items():
            box.addItem(text, data)
        box.currentIndexChanged.connect(self._refresh)
        return box

    def _check(self, name: str, text: str, *, checked: bool) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setChecked(checked)
        box.toggled.connect(self._refresh)
        return box

    # -- answering ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        page = self.format.currentData() == PAGE
        paper = isinstance(self.sheet.currentData(), Paper)
        png = self.format.currentData() == Kind.PNG.value
        self._rows.setRowVisible(self.landscape, paper and not page)
        self._rows.setRowVisible(self.scale, png and not paper)
        self._rows.setRowVisible(self.dpi, png and paper)
        for field in (self.sheet, self.transparent, self.footnotes, self.as_of):
            self._rows.setRowVisible(field, not page)
        self.headline.setEnabled(self.title.isChecked())
        self.copy_button.setEnabled(not page)
        self._tells_size = True
        self._wait.start()

    def _ask_preview(self) -> None:
        if self.format.currentData() == PAGE:
            self._image = None
            self._preview.setText("One file that needs no network.\nA click on a line shows its evidence.")
            self._say.setText("")
        else:
            self._publisher.preview(self.options(), float(self._preview.width() - 16), self.devicePixelRatioF())

    def _on_previewed(self, image: QImage, page: QSizeF, pages: int) -> None:
        self._image = image
        self._show_image()
        options = self.options()
        if options.kind is Kind.PNG:
            factor = options.pixels_per_px
            words = f"{round(page.width() * factor):,} × {round(page.height() * factor):,} pixels"
        else:
            words = counted(pages, "page")
        if self._tells_size:
            self._say.setText(f"{words}. The graph travels inside; drop the picture on the window to open it again.")

    def _show_image(self) -> None:
        if self._image is None:
            return
        dpr = self._image.devicePixelRatio()
        room = (self._preview.size() - QSize(16, 16)) * dpr
        kept = Qt.AspectRatioMode.KeepAspectRatio
        shown = self._image.scaled(room, kept, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(dpr)
        self._preview.setPixmap(QPixmap.fromImage(shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the preview as large as there is room."""
        super().resizeEvent(event)
        self._show_image()

    def _ask_path(self) -> None:
        ending = str(self.format.currentData())
        stem = Path(self._document.name).stem
        name, _ = QFileDialog.getSaveFileName(self, "Save picture", f"{stem}.{ending}", f"*.{ending}")
        if not name:
            return
        path = self._complete(Path(name))
        if path == Path(name) or not path.exists() or self._may_replace(path):
            self.save_to(path)

    def _complete(self, path: Path) -> Path:
        """Return a path with the ending of the format, which nobody has to type."""
        ending = f".{self.format.currentData()}"
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)

    def _may_replace(self, path: Path) -> bool:
        """Ask about a file that the file dialog did not ask about, as its ending was left out there."""
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self)
        box.setWindowTitle("Save picture")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"{path.name} exists already. Replace it?")
        box.setStandardButtons(buttons.Yes | buttons.Cancel)
        answer = box.exec()
        box.deleteLater()
        return answer == buttons.Yes

    def save_to(self, path: Path) -> None:
        """Write the picture to a file."""
        path = self._complete(path)
        self._tells_size = False  # a preview that is still to come must not wipe out what became of the file
        self._say.setText(f"Saving {path.name} …")
        if self.format.currentData() == PAGE:
            self._publisher.save_page(self.options(), path)
        else:
            self._publisher.save(self.options(), path)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setMimeData(self._publisher.clipping(self.options()))
        self._tells_size = False
        self._say.setText("The picture is on the clipboard.")

    def _on_failed(self, sentence: str) -> None:
        self._say.setText(sentence)

    def _on_saved(self, sentence: str) -> None:
        self._say.setText(sentence)

    def done(self, result: int) -> None:
        """Stop waiting for a preview that nobody will see."""
        self._wait.stop()
        super().done(result)
