"""Everything that is wrong with a document, all at once, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.model.checks import Checks
from explorer.model.problem import Problem, Severity
from explorer.model.quote_checks import QuoteChecks
from explorer.model.second_look import second_looks
from explorer.model.shape import salvage
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Problem", "Report", "Severity", "problems", "report"]

CLEAN, FLAWED, UNREADABLE = 0, 1, 2


@dataclass(frozen=True)
class Report:
    """The outcome of a check.

    Attributes
    ----------
    name : str
        What was checked.
    problems : tuple of Problem
        All of them; notes are not counted as problems.
    checked, unchecked : int
        Quotations that were looked for in their article, and those whose article has no text here.
    unreadable : str
        Why the file could not be read at all; empty when it could.
    """

    name: str
    problems: tuple[Problem, ...] = ()
    checked: int = 0
    unchecked: int = 0
    unreadable: str = ""

    @property
    def exit_code(self) -> int:
        """0 clean, 1 problems, 2 unreadable."""
        if self.unreadable:
            return UNREADABLE
        return FLAWED if any(problem.severity is not Severity.NOTE for problem in self.problems) else CLEAN

    @property
    def summary(self) -> str:
        """The outcome in one line."""
        if self.unreadable:
            return self.unreadable
        number = Counter(problem.severity for problem in self.problems)
        errors, warnings, notes = number[Severity.ERROR], number[Severity.WARNING], number[Severity.NOTE]
        outcome = counted(errors + warnings, "problem")
        if errors and warnings:
            outcome += f" ({counted(errors, 'error')}, {counted(warnings, 'warning')})"
        if notes:
            outcome += f", {counted(notes, 'note')}"
        return f"{self.name}: {outcome}. {self._quotations()}"

    def lines(self) -> list[str]:
        """Return the report as lines of text, the summary last."""
        return [*(problem.line for problem in self.problems), self.summary]

    def as_json(self) -> str:
        """Return the report as JSON."""
        document: dict[str, Any] = {
            "file": self.name,
            "exit_code": self.exit_code,
            "unreadable": self.unreadable or None,
            "quotations": {"checked": self.checked, "not_checked": self.unchecked},
            "problems": [
                {
                    "code": problem.code,
                    "severity": problem.severity.value,
                    "where": problem.where,
                    "pointer": problem.pointer,
                    "what": problem.what,
                    "todo": problem.todo,
                }
                for problem in self.problems
            ],
        }
        return json.dumps(document, ensure_ascii=False, indent=2)

    def _quotations(self) -> str:
        if not self.unchecked:
            return f"{counted(self.checked, 'quotation')} checked." if self.checked else "It has no quotations."
        return (
            f"{counted(self.checked, 'quotation')} checked, {self.unchecked:,} not checked "
            "because the article's text is not here; give it with --article-text ID=PATH."
        )


def problems(document: Any, texts: Mapping[str, str] | None = None) -> list[Problem]:
    """Return everything that is wrong with a document.

    Parameters
    ----------
    document : GraphFile or JSON value
        A document, validated or as it was parsed.
    texts : mapping of str to str, optional
        Texts of articles by id, where the document holds none.
    """
    return list(report(document, texts).problems)


def report(
    document: Any, texts: Mapping[str, str] | None = None, *, name: str = "The graph", first: tuple[Problem, ...] = ()
) -> Report:
    """Check a document and say how far the check went.

    Parameters
    ----------
    document, texts
        See ``problems``.
    name : str
        What to call the document.
    first : tuple of Problem
        What is known to be wrong already.
    """
    left = salvage(document)
    quotes = QuoteChecks(left, texts or {})
    found = (*first, *left.problems, *Checks(left).all(), *quotes.all(), *second_looks(left))
    return Report(name, found, quotes.checked, quotes.unchecked)
