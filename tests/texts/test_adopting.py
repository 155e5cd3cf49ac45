"""Drafts become articles with ids of their own, and only with what is known about them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.texts.adopting import Details, adopted, compared_with, details_of
from explorer.texts.draft import Draft
from tests.builders import tiny


def test_an_article_says_nothing_that_is_not_known():
    article = adopted(Draft("a.txt", "Words."), Details(title="One"), ())
    assert article.model_fields_set == {"id", "title", "retrieved", "text", "text_sha256"}


def test_a_date_is_kept_as_it_was_typed_or_as_iso():
    draft = Draft("a.txt", "Words.")
    assert adopted(draft, Details(published="27 January 2025"), ()).published == "2025-01-27"
    assert adopted(draft, Details(published="late 2023"), ()).published == "late 2023"


@given(st.lists(st.text(min_size=1, max_size=90), max_size=6))
def test_no_two_articles_get_one_id(titles):
    taken: set[str] = set()
    for title in titles:
        article = adopted(Draft("a.txt", title), Details(title=title), taken)
        assert article.id not in taken
        assert 0 < len(article.id) <= 66
        taken.add(article.id)


def test_the_very_same_text_is_recognised_before_near_copies_are_looked_for():
    project = tiny(a2="The same words.")
    assert compared_with(project, Draft("b.txt", "The same words.")).same == project.articles["a2"]
    assert compared_with(project, Draft("b.txt", "Other words.")).same is None


def test_what_was_found_is_what_is_offered():
    assert details_of(Draft("a", "Words.", title="T", authors=("A",), published="2025")) == Details(
        "T", "", ("A",), "2025"
    )
