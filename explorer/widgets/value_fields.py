"""Values as a person writes them: text, a figure ("nearly $593 billion") or a date, and several under names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from explorer.model.facts import Date, Quantity
from explorer.model.quantities import amounts
from explorer.model.values import date_text, value_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.model.facts import FactValue

NAME_PX = 104
YEAR_DIGITS = 4
ROLES = (
    "count", "cost", "share", "unit_price", "compute", "date", "start", "end", "as_of", "role", "place", "criterion",
    "announced_on", "quantity",
)  # fmt: skip
"""Names that a value of a relation usually has."""


class ValueField(QLineEdit):
    """Asks for one value. What is left as it was stays what it was; what is typed is read as a figure or date if it is one."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setMaxLength(1000)
        self._given: FactValue | None = None
        self.textChanged.connect(self._explain)

    def show_value(self, value: FactValue | None) -> None:
        """Show a value in the words that it was given in."""
        self._given = value
        self.setText("" if value is None else _written(value))
        self.setCursorPosition(0)

    def value(self) -> FactValue | None:
        """Return the value; None for an empty line."""
        text = " ".join(self.text().split())
        if not text:
            return None
        if self._given is not None and text == " ".join(_written(self._given).split()):
            return self._given
        return read_value(text)

    def _explain(self) -> None:
        value = self.value()
        sort = "a figure" if isinstance(value, Quantity) else "a date" if isinstance(value, Date) else "text"
        self.setToolTip("" if value is None else f"Understood as {sort}: {value_text(value)}")
        self.setAccessibleDescription(self.toolTip())


class QualifierFields(QWidget):
    """Asks for values under names; a line that is emptied is taken away.

    Signals
    -------
    grown
        It has another height.
    """

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QWidget, QComboBox, ValueField]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.more = QPushButton("Add a figure, date or role")
        self.more.setObjectName("qualifier_more")
        self.more.setProperty("link", "true")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(lambda: self._add("", None).setFocus())
        self._column.addWidget(self.more)

    def show_values(self, values: Mapping[str, FactValue]) -> None:
        """Show these values and no others."""
        for row, _, _ in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for name, value in values.items():
            self._add(name, value)

    def values(self) -> dict[str, FactValue]:
        """Return the values by name, without those that were emptied."""
        found = {}
        for _, name, field in self._rows:
            value, key = field.value(), "_".join(name.currentText().split())
            if value is not None and key:
                found[key] = value
        return found

    def _add(self, name: str, value: FactValue | None) -> QWidget:
        row = QWidget()
        box = QComboBox()
        box.setEditable(True)
        box.setObjectName("qualifier_name")
        box.setAccessibleName("What it is")
        box.setFixedWidth(NAME_PX)
        box.addItems([role.replace("_", " ") for role in ROLES])
        box.setCurrentText(name.replace("_", " "))
        field = ValueField("qualifier_value", name.replace("_", " ") or "value")
        field.setPlaceholderText("2,000 GPUs, nearly $593 billion, 2025-01, …")
        field.show_value(value)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(box)
        line.addWidget(field, 1)
        self._rows.append((row, box, field))
        self._column.insertWidget(self._column.count() - 1, row)
        self.grown.emit()
        return field if name else box


def read_value(text: str) -> FactValue:
    """Return what a person wrote as a value: a figure or a date if that is all there is in it, else text.

    Examples
    --------
    >>> read_value("nearly $593 billion").approx
    'nearly'
    >>> read_value("chief executive")
    'chief executive'
    """
    found = amounts(text)
    if len(found) == 1 and found[0].start == 0:
        value = found[0].value
        rest = text[found[0].end :].strip()
        if not rest or (isinstance(value, Quantity) and rest.casefold() == value.unit.casefold()):
            return value
    return _plain_number(text) or text


def _plain_number(text: str) -> Quantity | Date | None:
    digits = text.replace(",", "")
    try:
        amount = float(digits)
    except ValueError:
        return Date(date=text) if _is_date(text) else None
    if not math.isfinite(amount):
        return None
    if len(text) == YEAR_DIGITS and text.isdigit():
        return Date(date=text)
    return Quantity(amount=int(amount) if amount.is_integer() and "." not in digits else amount, text=text)


def _is_date(text: str) -> bool:
    return text[:4].isdigit() and date_text(text) != text


def _written(value: FactValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Date):
        return value.text or value.date
    return value.text or value_text(value)
