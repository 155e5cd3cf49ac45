"""The manual, the table of gestures and shortcuts, and who made what is inside."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTextBrowser, QVBoxLayout, QWidget

from explorer import __version__
from explorer.resources import manual
from explorer.session.actions import shortcut_table

SIZE = QSize(760, 680)


def show_manual(parent: QWidget) -> None:
    """Open the manual in a window of its own."""
    path = manual()
    text = path.read_text(encoding="utf-8") if path.is_file() else shortcut_table()
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
    dialog = QDialog(parent)
    dialog.setObjectName(name)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.resize(SIZE)
    page = QTextBrowser()
    page.setOpenLinks(False)
    page.document().setDocumentMargin(16)
    page.document().setBaseUrl(QUrl())
    page.setMarkdown(markdown)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(page)
    column.addWidget(buttons)
    dialog.show()
