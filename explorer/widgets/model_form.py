"""A form made from a pydantic model: a field for everything that one value says, and what is wrong beside the field."""

from __future__ import annotations

from enum import StrEnum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from explorer.model.facts import Date, Quantity
from explorer.widgets.pick_field import Choice, PickField
from explorer.widgets.theming import ui_font
from explorer.widgets.value_fields import QualifierFields, ValueField

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from explorer.session.view import View

LABEL_PX, LINE_PX, LINES = 92, 20, 3
LONG = frozenset({"description", "note", "exact", "rights"})
"""Fields that take more than a line."""
WORDS = {
    "exact": "Exact words", "prefix": "Words before", "suffix": "Words after", "same_as": "Same as", "url": "Address", "self_loop": "Ties to itself", "noted_at": "Noted at",
}  # fmt: skip
_Model = TypeVar("_Model", bound=BaseModel)


class Reference:
    """How a field asks for something else in the graph: what is meant by letters, and what stands behind an id."""

    def __init__(self, suggest: Callable[[str], Sequence[Choice]], shown: Callable[[str], Choice]) -> None:
        self.suggest, self.shown = suggest, shown


class ModelForm(QWidget):
    """Shows a value of a model and gives it back as it was edited.

    Parameters
    ----------
    view : View
    value : BaseModel
        What is edited.
    without : collection of str
        Fields that are not asked for.
    references : mapping of str to Reference
        Fields that hold ids of something else.
    """

    def __init__(
        self,
        view: View,
        value: BaseModel,
        without: Collection[str] = (),
        references: Mapping[str, Reference] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._value = view, value
        self._references = references or {}
        self._fields: dict[str, QWidget] = {}
        self._errors: dict[str, QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnMinimumWidth(0, LABEL_PX)
        self._grid.setColumnStretch(1, 1)
        self._add_all(value, set(without))

    def _add_all(self, value: BaseModel, without: set[str], within: str = "") -> None:
        for name, info in type(value).model_fields.items():
            if name in without:
                continue
            held = getattr(value, name)
            if isinstance(held, BaseModel) and not isinstance(held, Quantity | Date):
                self._add_all(held, set(), f"{name}.")
                continue
            field = self._field(f"{within}{name}", info.annotation)
            if field is not None:
                self._add(f"{within}{name}", field)
                _show(field, held, self._references.get(name))

    def _add(self, path: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        name = path.rpartition(".")[2]
        label = WORDS.get(name, name.replace("_", " ").capitalize())
        caption = QLabel(label)
        caption.setFont(ui_font(11))
        caption.setForegroundRole(caption.foregroundRole().PlaceholderText)
        caption.setFixedHeight(28)
        field.setObjectName(f"field_{path}")
        field.setAccessibleName(label)
        error = QLabel()
        error.setObjectName(f"error_{path}")
        error.setTextFormat(Qt.TextFormat.PlainText)
        error.setFont(ui_font(11, semibold=True))
        error.setWordWrap(True)
        error.hide()
        self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(error, row + 1, 1)
        self._grid.setRowMinimumHeight(row + 1, 4)
        self._fields[path], self._errors[path] = field, error

    def _field(self, path: str, annotation: Any) -> QWidget | None:
        # Any: whatever a model is annotated with.
        name = path.rpartition(".")[2]
        reference = self._references.get(name)
        if reference is not None:
            return PickField(self._view, reference.suggest, path, name, self)
        kinds = _kinds(annotation)
        if Quantity in kinds:
            return ValueField(path, name)
        if kinds == {bool}:
            return QCheckBox()
        choices = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None)
        if choices is not None:
            box = QComboBox()
            for choice in choices:
                box.addItem(choice.value.replace("_", " "), choice)
            return box
        if get_origin(annotation) is dict and Quantity in _kinds(get_args(annotation)[1]):
            return QualifierFields()
        if get_origin(annotation) is tuple:
            return _several_lines("one a line") if get_args(annotation)[0] is str else None
        if kinds & {str, int, float}:
            return _several_lines() if name in LONG else _line()
        return None

    # -- what was said --------------------------------------------------------------------------

    def field(self, path: str) -> QWidget:
        """Return the widget of a field, by its name ("quote.exact" inside another)."""
        return self._fields[path]

    def result(self) -> BaseModel | None:
        """Return the value as it was edited; None, with the reasons beside the fields, when it is not valid."""
        for path in self._errors:
            self.say(path, "")
        for field in self._fields.values():
            if isinstance(field, PickField):
                field.settle()
        try:
            return self._edited(self._value, "")
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._complain(detail)
        return None

    def say(self, path: str, words: str) -> None:
        """Say what is wrong with a field, or that nothing is any more."""
        error = self._errors[path]
        error.setText(words)
        error.setVisible(bool(words))
        self._fields[path].setAccessibleDescription(words)
        if words and not any(other.text() for key, other in self._errors.items() if key != path):
            self._fields[path].setFocus()

    def _complain(self, detail: ErrorDetails) -> None:
        steps = [str(step) for step in detail["loc"]]
        for path in (".".join(steps[:2]), ".".join(steps[:1])):
            if path in self._errors:
                self.say(path, _sentence(detail))
                return
        path = next(path for path in self._errors if path.startswith(steps[0])) if steps else next(iter(self._errors))
        self.say(path, _sentence(detail))

    def _edited(self, value: _Model, within: str) -> _Model:
        said: dict[str, Any] = {name: getattr(value, name) for name in value.model_fields_set}
        for name, info in type(value).model_fields.items():
            path, held = f"{within}{name}", getattr(value, name)
            if path in self._fields:
                now = _said(self._fields[path], held, is_optional=NoneType in _kinds(info.annotation))
                if now == held and type(now) is type(held):
                    continue
                said[name] = now
                if now is None and info.default is None:
                    said.pop(name)
            elif isinstance(held, BaseModel) and any(own.startswith(f"{path}.") for own in self._fields):
                now = self._edited(held, f"{path}.")
                if now != held:
                    said[name] = now
        return type(value).model_validate(said)


def _kinds(annotation: Any) -> set[Any]:
    # Any: annotations are what they are.
    if get_origin(annotation) in {Union, UnionType}:
        return {kind for part in get_args(annotation) for kind in _kinds(part)}
    if hasattr(annotation, "__metadata__"):
        return _kinds(get_args(annotation)[0])
    return {annotation}


def _line() -> QLineEdit:
    line = QLineEdit()
    line.setMaxLength(2000)
    return line


def _several_lines(hint: str = "") -> QPlainTextEdit:
    lines = QPlainTextEdit()
    lines.setTabChangesFocus(True)
    lines.setFixedHeight(LINES * LINE_PX + 10)
    lines.setPlaceholderText(hint)
    lines.setFrameShape(QFrame.Shape.NoFrame)
    lines.setProperty("lines", "true")
    return lines


def _show(field: QWidget, held: Any, reference: Reference | None) -> None:
    # Any: whatever the field is for.
    if isinstance(field, PickField) and reference is not None:
        field.show_choice(reference.shown(held) if held else None)
    elif isinstance(field, ValueField):
        field.show_value(held)
    elif isinstance(field, QualifierFields):
        field.show_values(held)
    elif isinstance(field, QCheckBox):
        field.setChecked(held)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(held))
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText("\n".join(held) if isinstance(held, tuple) else held or "")
    elif isinstance(field, QLineEdit):
        field.setText("" if held is None else str(held))
        field.setCursorPosition(0)


def _said(field: QWidget, held: Any, *, is_optional: bool) -> Any:
    # Any: as above.
    if isinstance(field, PickField):
        if field.choice is None:
            return field.text().strip() or (None if is_optional else "")
        return field.choice.key or field.choice.text
    if isinstance(field, ValueField):
        value = field.value()
        return "" if value is None else value
    if isinstance(field, QualifierFields):
        return field.values()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QComboBox):
        return field.currentData()
    assert isinstance(field, QPlainTextEdit | QLineEdit)
    text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
    if isinstance(held, tuple):
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    if isinstance(held, str) and text == held:
        return held
    if isinstance(held, int | float) and text.strip() == str(held):
        return held
    return text.strip() or (None if is_optional else "")


def _sentence(detail: ErrorDetails) -> str:
    """Return what is wrong as a sentence for a person."""
    context = detail.get("ctx", {})
    sentences = {
        "string_too_short": "This cannot be empty.",
        "string_too_long": f"This may have at most {context.get('max_length')} letters.",
        "missing": "This cannot be empty.",
        "greater_than_equal": f"This must be {_number(context.get('ge'))} or more.",
        "less_than_equal": f"This must be {_number(context.get('le'))} or less.",
    }
    kind = detail["type"]
    if kind.startswith(("int_", "float_", "finite_")):
        return f"This has to be a number; “{str(detail['input'])[:40]}” is none."
    return sentences.get(kind, f"This does not fit: {detail['msg']}.")


def _number(limit: object) -> str:
    return f"{limit:g}" if isinstance(limit, int | float) else str(limit)
