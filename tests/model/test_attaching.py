"""A person's own copy of an article: every quotation looked up, and put where it stands; all of it one change."""

from __future__ import annotations

import pytest

from explorer.model.anchoring import Anchored
from explorer.model.attaching import attach, compared
from explorer.model.changes import Put
from explorer.model.errors import UnknownName
from explorer.model.facts import Article, Entity, Evidence, Fact, Quote, Relation, Stance
from explorer.model.quote_checks import sha256
from explorer.model.verification import verification
from explorer.resources import bundled_graph
from explorer.stores.json_file import load
from explorer.texts.normalising import normalised
from tests.builders import graph

TEXT = "Nvidia lost $593 billion in one day. It was the most that any company had lost within one day so far. Talk is cheap, said a rival."
LOST, MOST, CHEAP = (sentence.strip() for sentence in TEXT.replace(". ", ".|").split("|"))


def evidence(key, exact, **places):
    return Evidence(id=key, article="a1", quote=Quote(exact=exact, **places), stance=Stance.ASSERTS)


def project(text=None):
    return graph(
        Article(id="a1", title="One", text=text),
        Entity(id="n", kind="company", name="N", facts=(Fact(id="f", property="p", value="v", evidence=(evidence("e3", CHEAP, start=7, end=9),)),)),
        Entity(id="m", kind="company", name="M"),
        Relation(id="r", source="n", target="m", kind="owns", evidence=(evidence("e1", LOST, start=0, end=len(LOST)), evidence("e2", MOST))),
    )  # fmt: skip


def states(comparison):
    return {key: own.anchor.state for own in comparison.quotations for key in own.evidence}


def test_each_quotation_is_exact_moved_or_orphaned():
    found = compared(project(), "a1", TEXT.replace(MOST, "It was much."))
    assert states(found) == {"e1": Anchored.EXACT, "e2": Anchored.ORPHANED, "e3": Anchored.MOVED}
    assert found.quotations[0].evidence == ("e2",)
    assert not found.is_another_text
    assert compared(project(), "a1", "Another article.").is_another_text


def test_attaching_puts_quotations_where_they_stand_and_is_taken_back_as_one():
    before = project()
    kept = before.to_file()
    inverse, _ = attach(before, compared(before, "a1", TEXT)).apply(before)
    article = before.articles["a1"]
    assert (article.text, article.text_sha256) == (TEXT, sha256(TEXT))
    moved = before.entities["n"].facts[0].evidence[0].quote
    assert TEXT[moved.start : moved.end] == CHEAP
    assert moved.prefix.endswith("so far. ")
    assert verification(before).is_complete
    assert not verification(before).lost
    inverse.apply(before)
    assert before.to_file() == kept


def test_a_quotation_that_is_not_in_the_copy_keeps_its_words_and_points_nowhere():
    mine = project()
    attach(mine, compared(mine, "a1", TEXT.replace("593", "598"))).apply(mine)
    lost = mine.relations["r"].evidence[0].quote
    assert (lost.exact, lost.start, lost.end) == (LOST, None, None)
    assert verification(mine).lost == {"e1"}


def test_a_person_chooses_one_of_several_places():
    mine = project()
    twice = f"{CHEAP} {TEXT}"
    found = compared(mine, "a1", twice)
    places = next(own.anchor.places for own in found.quotations if own.evidence == ("e3",))
    assert len(places) == 2
    attach(mine, found, chosen={"e3": places[1]}).apply(mine)
    assert mine.entities["n"].facts[0].evidence[0].quote.start == places[1][0]
    assert not verification(mine).lost


def test_a_drifted_quotation_takes_new_words_only_when_a_person_confirms_them():
    mine = project(TEXT)
    newer = TEXT.replace("that any company had lost", "that a company had lost")
    found = compared(mine, "a1", newer)
    assert states(found)["e2"] is Anchored.DRIFTED
    attach(mine, found).apply(mine)
    assert verification(mine).lost == {"e2"}
    mine = project(TEXT)
    attach(mine, found, ["e2"]).apply(mine)
    assert "that a company had lost" in mine.relations["r"].evidence[1].quote.exact
    assert not verification(mine).lost


def test_nothing_drifts_in_an_article_that_had_no_text():
    assert states(compared(project(), "a1", TEXT.replace("that any", "that a")))["e2"] is Anchored.ORPHANED


def test_an_article_that_is_not_there_is_named():
    with pytest.raises(UnknownName, match="'a9'"):
        compared(project(), "a9", TEXT)


def test_the_bundled_graph_holds_in_the_article_that_it_was_made_from(article_text):
    bundled = load(bundled_graph()).project
    (article,) = bundled.articles
    found = compared(bundled, article, normalised(article_text))
    assert set(states(found).values()) == {Anchored.EXACT}
    attach(bundled, found).apply(bundled)
    assert verification(bundled).is_complete
    assert not verification(bundled).lost


def test_quotations_of_other_articles_stay_as_they_are():
    mine = project()
    Put(Article(id="a2", title="Two")).apply(mine)
    attach(mine, compared(mine, "a2", TEXT)).apply(mine)
    assert mine.relations["r"] == project().relations["r"]
