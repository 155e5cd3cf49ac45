"""Long lists: the order of the alphabet is Python's own, and every id has its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.sorting import alphabetical, numbered

WORDS = st.one_of(
    st.text(max_size=4),
    st.text(alphabet="ab\0\ud800\U0001f600é", max_size=30),
    st.text(alphabet="ab", min_size=20, max_size=30).map("a company with a long name ".__add__),
)


@given(st.lists(WORDS, max_size=40))
def test_words_are_in_the_order_of_python(words: list[str]) -> None:
    order = alphabetical(words, lambda row: (words[row], row)).tolist()
    assert order == sorted(range(len(words)), key=words.__getitem__)


@given(st.lists(WORDS, max_size=12, unique=True), st.integers(1, 5))
def test_each_id_has_its_place(ids: list[str], step: int) -> None:
    many = [f"{key}{number}" for number in range(step * 2000) for key in ids]
    assert numbered(many) == {key: place for place, key in enumerate(many)}
