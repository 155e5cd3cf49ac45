"""Near-copies are found, and count as one source wherever sources are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Put
from explorer.model.facets import Facet, columns
from explorer.model.facts import Article
from explorer.model.report import report
from explorer.model.sentences import standing_line
from explorer.model.stories import containment, near_copies, shingles, stories
from explorer.resources import bundled_graph
from explorer.stores.json_file import load
from tests.builders import tiny

WIRE = (
    "Shares of the chip maker fell by a sixth on Monday, the largest loss of a single company in one day. "
    "Investors had learned of a model that was trained for a fraction of what its rivals had spent on theirs. "
    "The company said that it had used two thousand of the weaker chips that may be sold abroad."
)
OTHER = (
    "The museum opens its new wing in April with paintings that nobody has seen for a hundred years. "
    "Its director promised free entrance for all children, and a café with a view over the river and the old town."
)


def three_articles(*, same_story):
    project = tiny(
        "wang:person -claimed-> deepseek:company | asserts @a1, asserts @a2, asserts @a3",
        "luckey:person -claimed-> deepseek | asserts @a1, denies @a2, denies @a3",
        a1=OTHER, a2=WIRE, a3=f"{WIRE} Additional reporting by our staff.",
    )  # fmt: skip
    if same_story:
        Put(project.articles["a3"].model_copy(update={"story": "a2"})).apply(project)
    return project


def test_a_wire_report_with_another_beginning_is_a_near_copy():
    found = near_copies(tiny(a2=WIRE, a3=OTHER), f"By our correspondent in Hangzhou. {WIRE}")
    assert [(copy.article.id, copy.containment) for copy in found] == [("a2", 1.0)]


def test_an_article_on_the_same_matter_is_no_near_copy():
    assert near_copies(tiny(a2=WIRE), OTHER.replace("museum", "chip maker")) == ()


def test_an_article_is_no_near_copy_of_itself():
    assert near_copies(tiny(a2=WIRE), WIRE, apart_from="a2") == ()


def test_a_phrase_in_common_makes_no_copy():
    assert near_copies(tiny(a2=WIRE), "Shares of the chip maker fell by a sixth on Monday") == ()


def test_an_article_of_which_only_quotations_are_known_is_recognised_by_them():
    bundled = load(bundled_graph()).project
    article = next(iter(bundled.articles.values()))
    quoted = " … ".join(dict.fromkeys(item.quote.exact for own in bundled.relations.values() for item in own.evidence))
    (found,) = near_copies(bundled, quoted)
    assert (found.article, found.by_excerpts) == (article, True)


def test_chinese_is_compared_letter_by_letter():
    text = "深度求索公司周一发布了新的人工智能模型,其训练成本仅为美国同行的一小部分,引发全球科技股大跌"
    assert containment(shingles(text), shingles(f"据报道,{text}。")) > 0.9
    assert not shingles("")


@given(st.lists(st.sampled_from("abcdefgh"), max_size=40), st.lists(st.sampled_from("abcdefgh"), max_size=40))
def test_containment_is_a_share_and_the_same_both_ways(one, two):
    first, second = shingles(" ".join(one)), shingles(" ".join(two))
    assert 0 <= containment(first, second) <= 1
    assert containment(first, second) == containment(second, first)


def test_near_copies_count_as_one_source_in_filters_and_report():
    apart, together = three_articles(same_story=False), three_articles(same_story=True)
    for project, sources in ((apart, "3+"), (together, "2")):
        assert columns(project).facet[Facet.SOURCES].mask([sources]).all()
    assert report(together)["coverage"]["independent_sources"] == 2
    assert report(together)["articles"][2]["story"] == "a2"


def test_a_relation_in_two_copies_of_one_story_has_a_single_source():
    project = tiny("wang:person -claimed-> deepseek:company | asserts @a2, asserts @a3", a2=WIRE, a3=WIRE)
    assert report(project)["coverage"]["single_source_relations"] == 0
    Put(project.articles["a3"].model_copy(update={"story": "a2"})).apply(project)
    assert report(project)["coverage"]["single_source_relations"] == 1


@pytest.mark.parametrize(
    ("same_story", "first", "second"),
    [
        (False, "asserted in 3 articles", "asserted in the article, disputed by 2"),
        (True, "asserted in 2 stories", "asserted in the article, disputed in one story"),
    ],
)
def test_the_line_under_a_relation_counts_stories(same_story, first, second):
    project = three_articles(same_story=same_story)
    lines = [standing_line(project, relation) for relation in project.relations.values()]
    assert lines == [first, second]


def test_an_article_that_is_gone_is_a_story_of_its_own():
    project = tiny()
    Put(Article(id="a2", title="Two", story="gone")).apply(project)
    assert stories(project, ["a1", "a2", "nowhere"]) == {"a1", "gone", "nowhere"}
