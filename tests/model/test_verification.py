"""A quotation that no longer holds is flagged; one that cannot be checked is not called true."""

from __future__ import annotations

from explorer.model.changes import Put
from explorer.model.facts import Quote
from explorer.model.verification import verification
from tests.builders import tiny


def with_quote(text: str | None, exact: str):
    line = "a -uses-> b:chip | claims a"
    project = tiny(line) if text is None else tiny(line, a1=text)
    relation = project.relations["r1"]
    item = relation.evidence[0].model_copy(update={"quote": Quote(exact=exact)})
    Put(relation.model_copy(update={"evidence": (item,)})).apply(project)
    return project


def test_words_that_stand_in_the_article_are_found():
    found = verification(with_quote("It used 2,000\N{NO-BREAK SPACE}chips.", "used 2,000 chips"))
    assert (found.total, found.checked, found.lost) == (1, 1, frozenset())
    assert found.words == "1 of 1 quotations found in their article"


def test_one_changed_digit_flags_the_relation():
    found = verification(with_quote("It used 2,000 chips.", "used 3,000 chips"))
    assert found.lost == {"r1e1"}
    assert found.lost_relations == {"r1"}


def test_without_the_text_nothing_is_called_found():
    found = verification(with_quote(None, "used 2,000 chips"))
    assert (found.checked, found.lost) == (0, frozenset())
    assert found.words == "1 quotation, article text not attached"
