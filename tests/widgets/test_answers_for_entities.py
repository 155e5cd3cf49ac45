"""An entity, several things, a path, or nothing selected: what the panel answers, and where it leads."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from explorer.model.changes import Pin, Put, Remove
from explorer.model.facts import Entity, Relation
from explorer.model.filters import Facet, Filters, Lens
from explorer.model.queries import said_about
from explorer.widgets.evidence_card import EvidenceCard
from explorer.widgets.quotation import Quotation
from explorer.widgets.rows import EntityRow, FactRow, LinkRow, RelationRow, TitledRow
from explorer.widgets.sections import Group, Tie
from explorer.widgets.words import Words
from tests.builders import amount, big, company, evidence, fact, graph, tiny

STATES: tuple[tuple[list[str], list[str]], ...] = ((["deepseek"], []), ([], ["deepseek-uses-h800"]), ([], []))


def visible(page, kind):
    """Return what can be seen of one sort, from top to bottom."""
    found = [widget for widget in page.findChildren(kind) if widget.isVisible()]
    return sorted(found, key=lambda widget: widget.mapTo(page, widget.rect().topLeft()).toTuple()[::-1])


def texts(page) -> list[str]:
    return [words.text() for words in visible(page, Words)]


# -- an entity -----------------------------------------------------------------------------------


def test_an_entity_shows_what_it_is_and_a_quotation_that_describes_it(bundled):
    bundled.selection.set(["deepseek"])
    page = bundled.panel.entity_page
    assert page.head.name.text() == "DeepSeek"
    assert page.head.line.text().startswith("Company, ")
    assert "“Hangzhou-based startup” opening paragraphs" in texts(page)


def test_a_description_in_our_own_words_is_no_quotation(show):
    project = graph(Entity(id="a", kind="company", name="A", description="not named"))
    room = show(project)
    room.selection.set(["a"])
    assert "not named" in texts(room.panel.entity_page)


def test_the_target_of_a_relation_leads_there_and_its_line_leads_to_the_relation(bundled, press):
    bundled.selection.set(["deepseek"])
    ties = visible(bundled.panel.entity_page, Tie)
    h800 = next(tie for tie in ties if "H800" in tie.target.text())
    assert h800.target.text() == "2,000 × H800"
    press(h800.line)
    assert bundled.selection.now.only_relation == "deepseek-uses-h800"
    bundled.navigator.back()
    h800 = next(tie for tie in visible(bundled.panel.entity_page, Tie) if "H800" in tie.target.text())
    press(h800.target.links[0])
    assert bundled.selection.now.only_entity == "h800"


def test_only_ids_that_are_web_addresses_lead_out(show, press, qtbot):
    names = ("wikidata:Q312", "javascript:alert(1)", "https://example.org/a")
    room = show(graph(Entity(id="a", kind="company", name="A", same_as=names)))
    room.selection.set(["a"])
    words = next(words for words in visible(room.panel.entity_page, Words) if words.text().startswith("the same as"))
    assert words.text() == "the same as Wikidata Q312, javascript:alert(1), https://example.org/a"
    asked: list[str] = []
    room.panel.url_requested.connect(asked.append)
    for area in words.links:
        press(area)
    assert asked == ["https://www.wikidata.org/wiki/Q312", "https://example.org/a"]


def test_relations_are_grouped_by_how_they_read_from_here(show):
    room = show(tiny("a -owns-> b | asserts", "c -owns-> a | asserts", "a -owns-> d | asserts"))
    room.selection.set(["a"])
    groups = visible(room.panel.entity_page, Group)
    assert [group.label.text() for group in groups] == ["owns", "owned by"]
    assert [tie.target.text() for tie in visible(room.panel.entity_page, Tie)] == ["b", "d", "c"]


def test_lines_and_number_of_relations_are_as_those_who_are_asked_tell_them(show):
    room = show(tiny("a -owns-> b | asserts, denies luckey", "a -owns-> c | asserts"))
    room.selection.set(["a"])
    page = room.panel.entity_page
    assert [tie.line.accessibleName() for tie in visible(page, Tie)] == ["owns b: contested", "owns c: asserted"]
    room.view.set_filters(Filters(lens=Lens(tellers=("luckey",))))
    assert [tie.line.accessibleName() for tie in visible(page, Tie)] == ["owns b: denied", "owns c: unsupported"]
    assert "1 of 2 as told" in texts(page)
    room.selection.clear()
    (dispute,) = visible(room.panel.start_page, TitledRow)
    assert "denied by luckey" in dispute.accessibleName()


def test_a_long_group_unfolds(show, press):
    room = show(tiny(*(f"a -owns-> b{number} | asserts" for number in range(20))))
    room.selection.set(["a"])
    page = room.panel.entity_page
    assert len(visible(page, Tie)) < 20
    more = next(words for words in visible(page, Words) if words.text().endswith("more"))
    press(more.links[0])
    assert len(visible(page, Tie)) == 20


def test_a_fact_unfolds_to_its_passages_and_leads_to_the_article(bundled, press, qtbot):
    bundled.selection.set(["deepseek"])
    page = bundled.panel.entity_page
    row = next(row for row in visible(page, FactRow) if row.text() == "late 2023")
    assert visible(page, EvidenceCard) == []
    press(row)
    (card,) = visible(page, EvidenceCard)
    assert "late 2023" in card.quotation.text()
    with qtbot.waitSignal(bundled.panel.article_requested) as seen:
        card.open_requested.emit()
    assert seen.args == ["deepseek-shakes-markets", "deepseek-founded-1"]
    press(row)
    assert visible(page, EvidenceCard) == []


def test_facts_that_contradict_each_other_say_so(show):
    staff = (fact("f1", "staff", amount(200), evidence("e1")), fact("f2", "staff", amount(900), evidence("e2")))
    room = show(graph(company("a", *staff, fact("f3", "founded", "2023", evidence("e3")))))
    room.selection.set(["a"])
    assert [row.accessibleName() for row in visible(room.panel.entity_page, FactRow)] == [
        "staff: 200; asserted in the article, contradicted by another value; 1 passage",
        "staff: 900; asserted in the article, contradicted by another value; 1 passage",
        "founded: 2023; asserted in the article; 1 passage",
    ]


def test_what_others_say_is_told_speaker_by_speaker_and_leads_to_the_passage(bundled, press):
    bundled.selection.set(["deepseek"])
    page = bundled.panel.entity_page
    voices = said_about(bundled.project, "deepseek")
    shown = visible(page, Quotation)
    assert shown[0].voice.name.text() == bundled.project.entities[voices[0].speaker].name
    more = next(row for row in visible(page, LinkRow) if "more speaker" in row.text())
    press(more)
    assert len(visible(page, Quotation)) > len(shown)
    first = visible(page, Quotation)[0]
    quoted = first.words.text().strip("“”")
    press(first.words.links[0])
    assert bundled.selection.now.only_relation is not None
    assert quoted[:12] in bundled.panel.current_evidence().quote.exact


def test_an_entity_that_is_only_mentioned_says_so(show):
    room = show(tiny("a"))
    room.selection.set(["a"])
    assert any("mention it" in text for text in texts(room.panel.entity_page))


def test_the_pin_of_the_header_asks_and_follows_what_is_pinned(bundled, press, qtbot):
    bundled.selection.set(["nvidia"])
    button = bundled.panel.findChild(QToolButton, "pin_entity")
    with qtbot.waitSignal(bundled.panel.pin_requested) as asked:
        press(button)
    assert asked.args == ["nvidia"]
    assert not button.isChecked()
    bundled.document.do(Pin(pinned=frozenset({"nvidia"})), "Pin Nvidia")
    assert button.isChecked()
    bundled.document.undo_stack.undo()
    assert not button.isChecked()


def test_an_entity_that_is_removed_leaves_the_panel(show):
    room = show(tiny("a", "b"))
    room.selection.set(["a"])
    room.document.do(Remove(Entity, "a"), "Remove a")
    assert room.panel.header.title.text() == "Nothing selected"


def test_a_renamed_entity_has_its_new_name_at_once(show):
    room = show(tiny("a"))
    room.selection.set(["a"])
    room.document.do(Put(company("a", name="Another")), "Rename")
    assert room.panel.entity_page.head.name.text() == "Another"


# -- several -------------------------------------------------------------------------------------


def test_several_show_what_ties_them_and_what_they_share(show, press):
    room = show(tiny("a -owns-> b | asserts", "a -uses-> c | asserts", "b -uses-> c | asserts", "d"))
    room.selection.set(["a", "b"])
    page = room.panel.several_page
    assert room.panel.header.title.text() == "2 entities selected"
    assert [row.text() for row in visible(page, RelationRow)] == ["a owns b"]
    assert [row.text() for row in visible(page, EntityRow)] == ["c", "a", "b"]
    press(visible(page, EntityRow)[0])
    assert room.selection.now.only_entity == "c"


def test_several_without_any_tie_say_so(show):
    room = show(tiny("a", "b"))
    room.selection.set(["a", "b"])
    assert any("No relation ties them" in text for text in texts(room.panel.several_page))


def test_a_mixed_selection_lists_everything(show):
    room = show(tiny("a -owns-> b | asserts"))
    room.selection.set(["a"], ["r1"])
    assert room.panel.header.title.text() == "1 entity and 1 relation selected"
    assert [row.text() for row in visible(room.panel.several_page, RelationRow)] == ["a owns b"]


# -- nothing -------------------------------------------------------------------------------------


def test_nothing_selected_is_a_way_in(bundled, press):
    page = bundled.panel.start_page
    assert bundled.panel.header.title.text() == "Nothing selected"
    assert "DeepSeek and the chips" in texts(page)
    disputes = visible(page, TitledRow)
    assert "DeepSeek used 2,000 × H800" in disputes[0].text()
    press(disputes[0])
    assert bundled.selection.now.only_relation == "deepseek-uses-h800"
    bundled.selection.clear()
    press(visible(page, EntityRow)[0])
    assert bundled.selection.now.only_entity == "deepseek"


def test_where_to_start_runs_filters_whose_counts_it_tells(bundled, press):
    page = bundled.panel.start_page
    row = next(row for row in visible(page, LinkRow) if row.text() == "Resting on a single passage")
    press(row)
    assert bundled.view.scope.filters.values(Facet.PASSAGES) == ("1",)
    assert row.accessibleName().endswith(f", {len(bundled.view.visible.relations):,}")


def test_the_counts_follow_what_is_shown(bundled):
    page = bundled.panel.start_page
    numerals = next(child for child in page.children() if child.accessibleName().endswith("article"))
    before = numerals.accessibleName()
    bundled.view.set_filters(bundled.view.scope.filters.only(Facet.STANDING, "contested"))
    assert numerals.accessibleName() != before
    assert f"{len(bundled.view.visible.relations)} relation" in numerals.accessibleName()


def test_an_empty_graph_has_a_panel_too(show):
    show(tiny("a"))
    room = show(graph())
    assert "Untitled graph" in texts(room.panel.start_page)


# -- paths ---------------------------------------------------------------------------------------


def test_a_path_is_a_chain_of_quotations_with_its_weakest_step_marked(show, press):
    room = show(tiny("a -owns-> b | asserts", "b -uses-> c | speculates ann", "d"))
    room.panel.show_paths("a", "c")
    page = room.panel.path_page
    assert room.selection.entities == {"a", "b", "c"}
    assert room.selection.relations == {"r1", "r2"}
    assert [row.text() for row in visible(page, EntityRow)] == ["a", "b", "c"]
    hops = visible(page, RelationRow)
    assert [hop.accessibleName() for hop in hops] == ["a owns b", "b uses c, weakest"]
    assert [shown.words.text() for shown in visible(page, Quotation)] == ["“words of r1e1”", "“words of r2e1”"]
    press(hops[1])
    assert room.selection.now.only_relation == "r2"


def test_the_weakest_step_says_why_and_a_picture_of_one_path_can_be_asked_for(show, press, qtbot):
    room = show(tiny("a -owns-> b | asserts", "b -uses-> c | claims ann, denies bob"))
    room.panel.show_paths("a", "c")
    page = room.panel.path_page
    assert "The weakest step, contested, claimed by ann, disputed by bob; 1 source." in texts(page)
    picture = next(row for row in visible(page, LinkRow) if "picture" in row.text())
    with qtbot.waitSignal(page.picture_requested) as wanted:
        press(picture)
    assert wanted.args[0].relations == (("r1",), ("r2",))


def test_back_returns_to_the_path(show):
    room = show(tiny("a -owns-> b | asserts", "b -uses-> c | asserts"))
    room.panel.show_paths("a", "c")
    room.navigator.select_relation("r2")
    assert room.panel.header.title.text() != "Path"
    room.navigator.back()
    assert room.panel.header.title.text() == "Path"


def test_a_path_is_copied_as_a_paragraph_with_its_citations(show, press):
    room = show(tiny("a -owns-> b | asserts", "b -uses-> c | asserts"))
    room.panel.show_paths("a", "c")
    press(next(row for row in visible(room.panel.path_page, LinkRow) if row.text().startswith("Copy")))
    text = QGuiApplication.clipboard().text()
    assert "a owns b" in text
    assert "words of r2e1" in text


def test_two_that_nothing_connects_are_told_so(show):
    room = show(tiny("a", "b"))
    room.panel.show_paths("a", "b")
    assert "Nothing in this graph connects the two." in texts(room.panel.path_page)


# -- all of it -----------------------------------------------------------------------------------


def test_a_hub_of_a_big_graph_is_shown_in_portions(show):
    room = show(big(300, 3000))
    hub = max(room.project.entities, key=lambda key: len(room.project.relations_of(key)))
    room.selection.set([hub])
    assert 0 < len(visible(room.panel.entity_page, Tie)) < 200


def test_tab_goes_from_top_to_bottom(bundled, qapp):
    for selected in STATES:
        bundled.selection.set(*selected)
        qapp.processEvents()
        page = next(page for page in bundled.panel.pages if page.isVisible())
        stops = [stop for stop in visible(page, QWidget) if stop.focusPolicy() & Qt.FocusPolicy.TabFocus]
        heights = {stop: stop.mapTo(page, QPoint(0, 0)).y() for stop in stops}
        order, stop = [heights[stops[0]]], stops[0].nextInFocusChain()
        while stop is not stops[0]:
            order += [heights[stop]] if stop in heights else []
            stop = stop.nextInFocusChain()
        assert order == sorted(heights.values())
        assert len(order) > 3


def test_everything_that_can_be_clicked_has_a_name(bundled):
    for selected in (*STATES, (["deepseek", "nvidia"], [])):
        bundled.selection.set(*selected)
        for button in visible(bundled.panel, QAbstractButton):
            assert button.accessibleName() or button.text(), button


def test_a_hidden_panel_answers_when_it_is_shown_again(bundled):
    bundled.panel.hide()
    bundled.selection.set(["nvidia"])
    assert bundled.panel.current_evidence() is None
    bundled.panel.show()
    assert bundled.panel.entity_page.head.name.text() == "Nvidia"


def test_relations_with_a_lost_end_do_not_break_the_panel(show):
    room = show(tiny("a -owns-> b | asserts"))
    room.document.do(Put(Relation(id="r9", source="a", target="gone", kind="owns")), "Dangle")
    room.selection.set([], ["r9"])
    assert room.panel.relation_page.sentence.text() == "a owns gone"
