"""Theme tokens become Qt's palette, fonts and one style sheet. No widget chooses a colour of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from explorer.drawing.qt_text import SERIF_FAMILY, UI_FAMILY
from explorer.resources import asset

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractSpinBox

    from explorer.drawing.theme import Theme

ROLES = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.Base: "card",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "ink_2",  # icons of bars and menus
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "on_tooltip",
    QPalette.ColorRole.PlaceholderText: "ink_3",
    QPalette.ColorRole.Highlight: "mark",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "card",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}
TEXT_ROLES = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)

# Names in braces are colour tokens. Sizes follow look.md: 4 px grid, control 28, radius 4.
STYLE = """
QMainWindow, QDialog {{ background: {panel}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QToolBar {{ border: 0; border-bottom: 1px solid {line}; padding: 0; margin: 0; spacing: 0; background: {panel}; }}
QToolTip {{ background: {tooltip}; color: {on_tooltip}; border: 0; padding: 4px 8px; }}
QMenu {{ background: {card}; border: 1px solid {line_strong}; border-radius: 8px; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {hover}; color: {ink}; }}
QMenu::item:disabled {{ color: {ink_3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QMenu::icon {{ left: 6px; }}
QMenu::indicator {{ width: 12px; height: 12px; left: 8px; }}
QMenu::indicator:checked {{ image: url({tick}); }}
QMenuBar {{ background: {panel}; color: {ink}; }}
QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
QMenuBar::item:selected {{ background: {hover}; }}
QPushButton, QComboBox, QLineEdit, QAbstractSpinBox {{
    background: {card}; color: {ink}; border: 1px solid {line_strong}; border-radius: 4px;
    min-height: 26px; padding: 0 8px; selection-background-color: {mark}; selection-color: {ink};
}}
QPushButton:hover, QComboBox:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {pressed}; }}
QPushButton:disabled, QComboBox:disabled, QLineEdit:disabled, QAbstractSpinBox:disabled {{ color: {ink_3}; border-color: {line}; }}
QPushButton:focus, QComboBox:focus, QLineEdit:focus, QAbstractSpinBox:focus {{ border: 2px solid {accent}; padding: 0 7px; min-height: 24px; }}
QPushButton[quiet="true"] {{ background: transparent; border: 1px solid transparent; }}
QPushButton[quiet="true"]:hover {{ background: {hover}; }}
QPushButton[quiet="true"]:focus {{ border: 2px solid {accent}; }}
QPushButton[link="true"] {{ background: transparent; border: 0; color: {accent}; text-align: left; padding: 0; min-height: 20px; }}
QPushButton[link="true"]:hover {{ text-decoration: underline; }}
QPushButton[link="true"]:focus {{ border: 1px solid {accent}; }}
QPushButton[quiet_link="true"] {{ background: transparent; border: 1px solid transparent; color: {ink_2}; padding: 0; min-height: 22px; }}
QPushButton[quiet_link="true"]:hover {{ color: {ink}; text-decoration: underline; }}
QPushButton[quiet_link="true"]:focus {{ border: 1px solid {accent}; }}
QPushButton[filled="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[filled="true"]:disabled {{ background: {pressed}; color: {ink_3}; border-color: {pressed}; }}
QPushButton[filled="true"]:focus {{ border: 2px solid {ink}; }}
QToolButton {{ background: transparent; color: {ink}; border: 1px solid transparent; border-radius: 4px; padding: 0 6px; min-height: 26px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {pressed}; }}
QToolButton:disabled {{ color: {ink_3}; }}
QToolButton:focus {{ border: 2px solid {accent}; padding: 0 5px; min-height: 24px; }}
QToolButton::menu-indicator {{ image: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; }}
QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{
    border: 1px solid {line_strong}; border-radius: 3px; background: {card}; width: 12px; height: 12px;
}}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {{ image: url({tick}); }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox::down-arrow {{ image: url({arrow}); width: 12px; height: 12px; }}
QAbstractSpinBox {{ max-height: 26px; }}
QAbstractSpinBox:focus {{ max-height: 24px; }}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right; border: 0; width: 20px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right; border: 0; width: 20px; }}
QAbstractSpinBox::up-arrow {{ image: url({up}); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url({arrow}); width: 10px; height: 10px; }}
#entity_list, #relation_list, #whole_list {{ background: {panel}; }}
QComboBox QAbstractItemView {{ background: {card}; border: 1px solid {line}; selection-background-color: {mark}; selection-color: {ink}; }}
QScrollArea, QAbstractScrollArea {{ border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 3px; min-height: 32px; margin: 2px 1px; }}
QScrollBar::handle:vertical:hover {{ background: {line_strong}; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 3px; min-width: 32px; margin: 1px 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar {{ background: {panel}; color: {ink_3}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {ink_3}; }}
QDockWidget {{ border: 0; }}
QMainWindow > QTabBar {{ border-top: 1px solid {line}; qproperty-drawBase: 0; }}
QMainWindow > QTabBar::tab {{ color: {ink_2}; border: 0; border-top: 2px solid transparent; padding: 4px 16px; min-height: 18px; }}
QMainWindow > QTabBar::tab:selected {{ color: {ink}; border-top-color: {ink}; }}
QMainWindow > QTabBar::tab:hover {{ background: {hover}; }}
QMainWindow::separator {{ background: {line}; width: 1px; height: 1px; }}
#palette_box {{ background: {card}; border: 1px solid {line_strong}; border-radius: 8px; }}
#palette_input, #palette_input:focus {{ border: 0; background: transparent; min-height: 46px; padding: 0; }}
#palette_list {{ background: {card}; }}
QToolButton[segment="left"]:focus, QToolButton[segment="right"]:focus {{ border: 2px solid {accent}; min-height: 20px; padding: 0 2px; }}
QToolButton[segment="left"], QToolButton[segment="right"] {{ border: 1px solid {line_strong}; background: {card}; color: {ink}; min-height: 22px; padding: 0 3px; }}
QToolButton[segment="left"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; border-right: 0; }}
QToolButton[segment="right"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QToolButton[segment="left"]:checked, QToolButton[segment="right"]:checked {{ background: {ink}; color: {canvas}; }}
QComboBox[quiet="true"] {{ background: transparent; border: 1px solid transparent; color: {ink_3}; padding: 0 0 0 4px; min-height: 22px; }}
QComboBox[quiet="true"]:focus {{ border: 2px solid {accent}; padding: 0 0 0 3px; min-height: 20px; }}
QComboBox[quiet="true"]::drop-down {{ width: 16px; }}
QPlainTextEdit[lines="true"] {{ background: {card}; border: 1px solid {line_strong}; border-radius: 4px; padding: 1px 4px; }}
QPlainTextEdit[lines="true"]:focus {{ border: 2px solid {accent}; padding: 0 3px; }}
#kinds_list, #tellers_list {{ background: {card}; border: 1px solid {line}; border-radius: 4px; }}
#kinds_list::item {{ height: 24px; }}
#kinds_list::item:selected {{ background: {mark}; color: {ink}; }}
#kinds_list QHeaderView::section {{ background: {panel}; color: {ink_3}; border: 0; border-bottom: 1px solid {line}; padding: 4px 8px; }}
QTreeView, QListView {{ outline: 0; }}
QTreeView::item:selected, QListView::item:selected {{ background: {mark}; color: {ink}; }}
#merge_pair {{ background: {card}; border: 1px solid {line}; border-radius: 6px; }}
#suggestions {{ background: {card}; border: 1px solid {line_strong}; border-radius: 4px; }}
#left_splitter::handle {{ background: {line}; }}
QProgressBar {{ background: {hover}; border: 0; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 2px; }}
"""

DRAWN = {
    "arrow": "combo",
    "up": "combo-up",
    "tick": "tick",
}  # a style sheet cannot colour an icon, so there is one for each mode
INDENT_PX = 6
COLOURS = (
    "canvas", "panel", "card", "hover", "pressed", "line", "line_strong", "ink", "ink_2", "ink_3",
    "accent", "on_accent", "mark", "mark_line", "tooltip", "on_tooltip",
)  # fmt: skip


def apply_theme(theme: Theme) -> None:
    """Dress the whole application in a theme: palette and style sheet."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    palette = QPalette()
    for role, token in ROLES.items():
        palette.setColor(role, QColor(theme.color(token)))
    for role in TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.color("ink_3")))
    faint = QColor(theme.blend("ink_3", 0.55))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.BrightText, faint)
    app.setPalette(palette)
    mode = "dark" if theme.mode == "dark" else "light"
    drawn = {word: asset("icons", f"{name}-{mode}.svg").as_posix() for word, name in DRAWN.items()}
    app.setStyleSheet(STYLE.format(**drawn, **{name: theme.color(name) for name in COLOURS}))


def indent(box: QAbstractSpinBox) -> None:
    """Begin the number where other fields begin their words: a style sheet cannot say that of a spin box."""
    box.lineEdit().setTextMargins(INDENT_PX, 0, 0, 0)


def ui_font(size_px: int = 13, *, semibold: bool = False) -> QFont:
    """Return Inter at a pixel size, for everything that the program says."""
    return _font(UI_FAMILY, size_px, semibold=semibold)


def source_font(size_px: int = 15, *, semibold: bool = False) -> QFont:
    """Return Source Serif Pro at a pixel size, for words of an article and nothing else."""
    return _font(SERIF_FAMILY, size_px, semibold=semibold)


def _font(family: str, size_px: int, *, semibold: bool) -> QFont:
    font = QFont(family)
    font.setPixelSize(size_px)
    font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
