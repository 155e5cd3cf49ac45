"""The manual, the table of gestures and shortcuts, and who made what is inside."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtGui import (
    QColor,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from explorer import __version__
from explorer.resources import manual
from explorer.session.actions import shortcut_table
from explorer.widgets.theming import ui_font

SIZE = QSize(860, 720)
CODE_PX = 11
HEADING_PX = {1: 22, 2: 17, 3: 13}
LINE_PERCENT = 135
_COMMENTS = re.compile(r"^<!--.*?-->\n", re.MULTILINE)
_PICTURES = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n+", re.MULTILINE)
ABOVE_PX, BELOW_PX = {1: 0, 2: 24, 3: 16}, 8


def show_manual(parent: QWidget) -> None:
    """Open the manual in a window of its own."""
    path = manual()
    text = path.read_text(encoding="utf-8") if path.is_file() else shortcut_table()
    text = _COMMENTS.sub("", _PICTURES.sub("", text))  # pictures are in the repository; the window is at hand here
    _show(parent, "manual_window", "Manual", text)


def show_shortcuts(parent: QWidget) -> None:
    """Open the table of gestures and shortcuts."""
    _show(parent, "shortcuts_window", "Gestures and shortcuts", shortcut_table())


def show_about(parent: QWidget) -> None:
    """Say which version this is, and under which licences its parts are."""
    box = QMessageBox(parent)
    box.setObjectName("about")
    box.setWindowTitle("About Edgewise")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"Edgewise {__version__}")
    box.setInformativeText(
        f"Qt {qVersion()} (LGPL). Inter and Source Serif Pro (SIL Open Font License). "
        "Lucide icons (ISC). Edgewise itself is under the MIT licence."
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def _show(parent: QWidget, name: str, title: str, markdown: str) -> None:
    already = parent.findChild(QDialog, name)
    if already is not None:
        already.raise_()
        already.activateWindow()
        return
    dialog = QDialog(parent)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(SIZE)
    page = QTextBrowser()
    page.setAccessibleName(title)
    page.setOpenLinks(False)
    page.setFont(ui_font(13))
    page.document().setDocumentMargin(24)
    page.document().setBaseUrl(QUrl())
    page.setMarkdown(markdown)
    _set(page.document(), dialog.palette())
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 12)
    column.setSpacing(12)
    column.addWidget(page)
    row = QVBoxLayout()
    row.setContentsMargins(16, 0, 16, 0)
    row.addWidget(buttons)
    column.addLayout(row)
    dialog.show()


def _set(document: QTextDocument, palette: QPalette) -> None:
    """Set a page that Markdown made: air between paragraphs, our sizes of headings, tables of hairlines."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        in_table = cursor.currentTable() is not None
        shape = QTextBlockFormat()
        shape.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if in_table:
            shape.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        else:
            shape.setTopMargin(ABOVE_PX.get(level, 0))
            shape.setBottomMargin(BELOW_PX if block.textList() is None else BELOW_PX / 2)
        is_code = block.blockFormat().nonBreakableLines()
        shape.setNonBreakableLines(False)  # a line of commands wraps rather than that the page scrolls sideways
        cursor.mergeBlockFormat(shape)
        letters = QTextCharFormat()
        if level:
            letters.setFont(ui_font(HEADING_PX.get(level, 13), semibold=True))
        elif is_code:
            letters.setProperty(QTextFormat.Property.FontPixelSize, CODE_PX)
        if letters.propertyCount():
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, palette.color(QPalette.ColorRole.Mid))


def _set_table(table: QTextTable, line: QColor) -> None:
    shape = table.format()
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setBorder(1)
    shape.setBorderBrush(line)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderCollapse(True)
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(BELOW_PX)
    shape.setBottomMargin(2 * BELOW_PX)
    table.setFormat(shape)
