"""What a published picture holds and where; no Qt in sight."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.formats import picture
from explorer.formats.footnotes import notes_for, number_relations
from explorer.formats.options import Kind, Paper, PictureOptions
from explorer.formats.page import GraphItem, NumberItem, SampleItem, TextItem
from explorer.formats.picture import compose, subject
from explorer.model.facts import GraphFile
from explorer.model.filters import Facet, Filters, Scope
from explorer.model.project import Project
from explorer.resources import bundled_graph
from explorer.stores.json_file import load
from tests.builders import tiny
from tests.formats.pictured import (
    HOSTILE,
    MEASURE,
    PLACES,
    chips,
    composed,
    crowd,
    items,
    named,
    outside,
    subject_of,
    words,
)

SIZES = [(1440, 900), (1200, 1600), (700, 900), (320, 480), (240, 240), (3000, 700)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", [Kind.PNG, Kind.PDF])
@pytest.mark.parametrize("what", [chips(), crowd(), named(HOSTILE)], ids=["chips", "crowd", "hostile"])
def test_nothing_is_cut_by_the_edge_of_a_page(what, size, kind) -> None:
    for page in composed(what, size=size, kind=kind).pages:
        assert list(outside(page)) == []


@given(
    width=st.integers(240, 2400),
    height=st.integers(240, 2000),
    margin=st.integers(0, 200),
    switches=st.tuples(*[st.booleans()] * 4),
    kind=st.sampled_from(Kind),
)
@settings(max_examples=15)
def test_nothing_is_cut_whatever_is_chosen(width, height, margin, switches, kind) -> None:
    legend, footnotes, title, as_of = switches
    picture = composed(
        chips(),
        size=(width, height),
        margin=margin,
        legend=legend,
        footnotes=footnotes,
        title=title,
        as_of=as_of,
        kind=kind,
        headline="A headline that is rather long " * 3,
    )

    assert [item for page in picture.pages for item in outside(page)] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_every_relation_shown_has_one_note(kind) -> None:
    what = crowd()
    numbers = [item.number for page in composed(what, kind=kind).pages for item in items(page, NumberItem)]

    assert numbers == list(range(1, len(what.visible.relations) + 1))


def test_every_relation_shown_wears_its_number() -> None:
    what = chips()
    page = composed(what).pages[0]
    (graph,) = items(page, GraphItem)

    assert sorted(graph.frame.marks.number.tolist()) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER, Paper.A3])
@pytest.mark.parametrize("landscape", [True, False])
def test_on_paper_everybody_is_named(paper, landscape) -> None:
    what = subject_of(load(bundled_graph()).project)
    page = composed(what, kind=Kind.PDF, paper=paper, landscape=landscape).pages[0]
    (graph,) = items(page, GraphItem)
    named = {label.owner for label in graph.frame.labels if not label.of_relation}

    assert named == set(what.visible.entities)
    assert graph.scale >= 0.55


def test_a_page_pasted_into_every_field_still_makes_a_picture_of_a_page() -> None:
    what = named(["word " * 2000, "N" * 10_000, "short"])
    first = what.visible.relations[0]
    (note,) = notes_for(what.project, {first: 1})

    assert note.quotations[0].words.endswith("word …”")
    assert composed(what).pages[0].height < 4000


def test_letters_never_get_smaller_than_can_be_read_in_pixels() -> None:
    what = subject_of(load(bundled_graph()).project)
    for scale in (1.0, 2.0):
        (graph,) = items(composed(what, size=(700, 500), scale=scale).pages[0], GraphItem)
        assert min(label.size_px for label in graph.frame.labels) * graph.scale * scale >= 8.0


def test_disputes_come_first_then_the_clock() -> None:
    project = tiny(
        "hub:company -uses-> left:chip | asserts",
        "hub -uses-> up:chip | asserts",
        "hub -uses-> right:chip | asserts",
        "hub -uses-> down:chip | claims, denies",
        positions={"hub": (0, 0), "left": (-100, 0), "up": (0, -100), "right": (100, 0), "down": (0, 100)},
    )
    what = subject_of(project)

    assert list(number_relations(project, what.visible, what.positions)) == ["r4", "r2", "r3", "r1"]


def test_only_what_is_shown_is_noted_and_counted() -> None:
    project = chips().project
    scope = Scope(filters=Filters().with_value(Facet.STANDING, "contested"))
    picture = compose(subject(project, scope, project.positions, PictureOptions()), PictureOptions(), MEASURE)

    assert len(items(picture.pages[0], NumberItem)) == 1
    assert "2 of 4 entities, 1 of 5 relations." in words(picture)


def test_the_whole_graph_leaves_filters_aside() -> None:
    project = chips().project
    scope = Scope(filters=Filters().with_value(Facet.STANDING, "contested"))
    options = PictureOptions(extent="whole")

    assert len(subject(project, scope, project.positions, options).visible.relations) == 5


def test_what_the_camera_does_not_see_is_left_out() -> None:
    project = chips().project
    seen = subject(project, Scope(), project.positions, PictureOptions(), viewport=(-10, -10, 400, 100)).visible

    assert seen.entities == ("deepseek", "h800")
    assert seen.relations == ("r1", "r5")


def test_a_note_says_who_said_it_where_and_in_which_words() -> None:
    text = words(composed(chips()))

    assert "deepseek uses h800" in text
    assert "contested" in text
    assert "“words of r1e1”" in text
    assert "luckey, " in text
    assert "Article a1" in text


def test_a_relation_without_evidence_says_so_and_quotes_nothing() -> None:
    assert "No passage supports this yet." in words(composed(chips()))


def test_a_lost_quotation_is_told() -> None:
    what = chips()
    lost = type(what)(what.project, what.visible, what.positions, lost=frozenset({"r2"}), checked=True)
    text = words(composed(lost))

    assert "was not found in its article" in text
    assert "Every quotation was checked" not in text


def test_checked_quotations_are_told_as_well() -> None:
    what = chips()
    checked = type(what)(what.project, what.visible, what.positions, checked=True)

    assert "Every quotation was checked against its article." in words(composed(checked))


def test_the_legend_holds_just_the_strokes_in_use() -> None:
    (page,) = composed(chips()).pages

    strokes = [item.stroke for item in items_of_legend(page)]
    assert strokes == ["asserted", "speculated", "contested", "unsupported", "voice_doubts"]


@pytest.mark.parametrize(("switch", "gone"), [("title", "A headline"), ("as_of", "Drawn with Edgewise")])
def test_parts_can_be_left_out(switch, gone) -> None:
    assert gone in words(composed(chips(), headline="A headline"))
    assert gone not in words(composed(chips(), headline="A headline", **{switch: False}))


def test_without_notes_relations_wear_the_marks_of_the_screen() -> None:
    page = composed(chips(), footnotes=False).pages[0]
    (graph,) = items(page, GraphItem)

    assert items(page, NumberItem) == []
    assert set(graph.frame.marks.number.tolist()) == {0}


def test_many_notes_flow_onto_further_pages_of_a_pdf() -> None:
    pages = composed(crowd(), kind="pdf", paper="a4").pages

    assert len(pages) > 1
    assert {(page.width, page.height) for page in pages} == {(pages[0].width, pages[0].height)}
    assert f"Page {len(pages)} of {len(pages)}" in words(composed(crowd(), kind="pdf", paper="a4"))


def test_every_page_says_what_it_belongs_to() -> None:
    pages = composed(crowd(), kind="pdf", paper="a4", headline="A headline").pages

    assert all(any(item.text == "A headline" for item in items(page, TextItem)) for page in pages)
    assert all(any("Drawn with Edgewise" in item.text for item in items(page, TextItem)) for page in pages)


def test_a_png_on_paper_that_is_too_small_grows_and_says_so() -> None:
    picture = composed(crowd(), kind="png", paper="a4")

    assert picture.pages[0].height > PictureOptions(paper=Paper.A4).sheet[1]
    assert "longer than the paper" in picture.notices[0]


def test_notes_stand_in_columns_that_do_not_overlap() -> None:
    page = composed(crowd()).pages[0]
    columns: dict[float, list[float]] = {}
    for item in items(page, NumberItem):
        columns.setdefault(item.x, []).append(item.y)

    assert len(columns) == 4
    assert all(below - above > 15 for tops in columns.values() for above, below in pairwise(tops))


def test_a_note_longer_than_a_page_goes_on_in_the_next_column() -> None:
    what = named(["word " * 1500, "b", "c"])
    picture = composed(what, kind="pdf", size=(300, 300))
    pieces = [item.number for page in picture.pages for item in items(page, NumberItem)]

    assert pieces.count(1) > 1
    assert all(not list(outside(page)) for page in picture.pages)


def test_an_empty_graph_makes_a_picture_too() -> None:
    picture = composed(subject_of(Project(GraphFile(title="Nothing yet"))))

    assert "Nothing yet" in words(picture)
    assert "0 of 0 entities, 0 of 0 relations." in words(picture)


def test_a_single_entity_stands_in_the_middle() -> None:
    page = composed(subject_of(tiny("a:company", positions={"a": (5000.0, -7000.0)}))).pages[0]
    (graph,) = items(page, GraphItem)
    x = graph.x + graph.frame.nodes.xy[0, 0]

    assert abs(x - page.width / 2) < 30


def test_the_graph_fills_the_width() -> None:
    page = composed(chips(), size=(1440, 900)).pages[0]
    (graph,) = items(page, GraphItem)

    assert graph.frame.bounds[2] > 0.9 * graph.box[2] or graph.frame.bounds[3] > 0.9 * graph.box[3]


def test_the_same_again_is_the_same() -> None:
    one, other = composed(crowd()), composed(crowd())

    assert items(one.pages[0], TextItem) == items(other.pages[0], TextItem)
    assert one.graph == other.graph


def test_the_picture_carries_just_what_it_shows() -> None:
    project = chips().project
    scope = Scope(filters=Filters().with_value(Facet.STANDING, "contested"))
    options = PictureOptions()
    carried = json.loads(compose(subject(project, scope, project.positions, options), options, MEASURE).graph)

    assert [relation["id"] for relation in carried["relations"]] == ["r1"]
    assert {entity["id"] for entity in carried["entities"]} == {"deepseek", "h800", "luckey"}
    assert carried["views"][0]["positions"]["h800"] == list(PLACES["h800"])
    assert carried["views"][0]["hidden"] == ["luckey"]


def test_a_picture_of_very_many_has_no_notes_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_NOTES", 1)
    plan = composed(chips())
    assert not items(plan.pages[0], NumberItem)
    assert "5 relations would take as many footnotes" in plan.notices[0]
    monkeypatch.setattr(picture, "MOST_INSIDE", 2)
    plan = composed(chips())
    assert plan.graph == b""
    assert "5 relations are too many to travel inside a picture" in plan.notices[1]


def test_texts_of_articles_stay_at_home() -> None:
    project = tiny("a:company -uses-> b:chip | asserts", a1="The whole text of an article.")

    assert b"whole text" not in composed(subject_of(project)).graph


def test_names_come_through_letter_by_letter() -> None:
    text = words(composed(named(HOSTILE)))

    assert "<script>alert(1)</script>" in text
    assert "\x00" not in text


def items_of_legend(page) -> list[SampleItem]:
    return [item for item in page.items if isinstance(item, SampleItem)]
