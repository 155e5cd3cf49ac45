"""A relation in the panel: what is said, by whom, in which words, and what leads on from there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from explorer.model.changes import Put
from explorer.model.citations import cite
from explorer.model.facts import Article, Stance, Status
from explorer.model.filters import Filters, Lens
from explorer.widgets.evidence_card import EvidenceCard
from explorer.widgets.rows import RelationRow
from explorer.widgets.standing_parts import RivalBox
from tests.builders import amount, company, evidence, graph, relation, tiny

RELATION = "deepseek-uses-h800"


def cards(room) -> list[EvidenceCard]:
    found = room.panel.relation_page.findChildren(EvidenceCard)
    return sorted((card for card in found if card.isVisible()), key=lambda card: card.y())


def link(words, text: str):
    return next(area for area in words.links if area.text() == text)


def test_the_sentence_names_both_ends_and_each_leads_into_the_graph(bundled, press):
    bundled.selection.set([], [RELATION])
    sentence = bundled.panel.relation_page.sentence
    assert sentence.text() == "DeepSeek used 2,000 × H800 to train DeepSeek V3"
    assert [area.text() for area in sentence.links] == ["DeepSeek", "H800", "DeepSeek V3"]
    press(link(sentence, "H800"))
    assert bundled.selection.now.only_entity == "h800"


def test_every_passage_has_a_card_in_order_and_the_first_is_current(bundled):
    bundled.selection.set([], [RELATION])
    pieces = bundled.project.relations[RELATION].evidence
    shown = cards(bundled)
    assert len(shown) == len(pieces)
    for card, piece in zip(shown, pieces, strict=True):
        assert " ".join(piece.quote.exact.split()) in card.quotation.text()
    assert shown[0].voice.name.text() == "DeepSeek"
    assert shown[0].voice.right.text() == f"1 of {len(pieces)}"
    assert bundled.panel.current_evidence() == pieces[0]


def test_next_and_previous_go_round_and_say_where_one_is(bundled, qtbot):
    bundled.selection.set([], [RELATION])
    pieces = bundled.project.relations[RELATION].evidence
    with qtbot.waitSignal(bundled.panel.current_changed) as seen:
        bundled.panel.next_evidence()
    assert seen.args == [pieces[1].id]
    bundled.panel.previous_evidence()
    bundled.panel.previous_evidence()
    assert bundled.panel.current_evidence() == pieces[-1]
    bundled.panel.next_evidence()
    assert bundled.panel.current_evidence() == pieces[0]


def test_the_current_card_is_the_only_one_with_buttons_and_is_in_sight(bundled):
    bundled.selection.set([], [RELATION])
    for _ in range(len(cards(bundled)) - 1):
        bundled.panel.next_evidence()
    last = cards(bundled)[-1]
    buttons = bundled.panel.relation_page.findChildren(QAbstractButton, "open_in_article")
    assert [button.parentWidget() for button in buttons if button.isVisible()] == [last]
    assert not last.visibleRegion().isEmpty()


def test_a_click_on_a_card_makes_it_current(bundled, qtbot):
    bundled.selection.set([], [RELATION])
    card = cards(bundled)[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())
    assert bundled.panel.current_evidence() == bundled.project.relations[RELATION].evidence[1]


def test_enter_on_the_current_card_asks_for_the_article(bundled, qtbot):
    bundled.selection.set([], [RELATION])
    bundled.panel.open_first_evidence()
    card = cards(bundled)[0]
    assert card.hasFocus()
    with qtbot.waitSignal(bundled.panel.article_requested) as seen:
        qtbot.keyClick(card, Qt.Key.Key_Return)
    first = bundled.project.relations[RELATION].evidence[0]
    assert seen.args == [first.article, first.id]


def test_the_speaker_of_a_passage_leads_to_the_speaker(bundled, press):
    bundled.selection.set([], [RELATION])
    speaking = next(card for card in cards(bundled) if card.voice.name.text() == "Pedro Domingos")
    press(speaking.voice.name.links[0])
    assert bundled.selection.now.only_entity == "pedro-domingos"


def test_citations_and_quotation_are_copied_in_every_style(bundled):
    bundled.selection.set([], [RELATION])
    current = bundled.panel.current_evidence()
    menu = cards(bundled)[0].copy_menu()
    copied = []
    for action in menu.actions():
        if not action.isSeparator():
            action.trigger()
            copied.append(QGuiApplication.clipboard().text())
    assert copied == [
        *(cite(bundled.project, current, style) for style in ("plain", "markdown", "bibtex")),
        current.quote.exact,
    ]


def test_all_citations_of_a_relation_are_copied_at_once(bundled):
    bundled.panel.copy_citation_of(RELATION)
    text = QGuiApplication.clipboard().text()
    assert all(" ".join(item.quote.exact.split()) in text for item in bundled.project.relations[RELATION].evidence)


def test_a_rival_figure_leads_to_the_relation_that_holds_it(bundled, press):
    bundled.selection.set([], [RELATION])
    boxes = [box for box in bundled.panel.relation_page.findChildren(RivalBox) if box.isVisible()]
    assert "50,000 × H100" in boxes[0].figure.text()
    press(boxes[0].compare.links[0])
    assert bundled.selection.now.only_relation == "deepseek-possesses-h100"


def test_the_header_counts_parallel_relations_and_the_page_lists_the_others(show, press):
    room = show(tiny("a -uses-> b | asserts", "b -owns-> a | claims a", "a -uses-> c | asserts"))
    room.selection.set([], ["r1"])
    assert room.panel.header.title.text() == "Relation · 1 of 2 between these two"
    (row,) = [row for row in room.panel.relation_page.findChildren(RelationRow) if row.isVisible()]
    press(row)
    assert room.selection.now.only_relation == "r2"
    room.selection.set([], ["r3"])
    assert room.panel.header.title.text() == "Relation · the only one between these two"


def test_a_relation_without_a_passage_says_so_in_one_sentence(show):
    room = show(tiny("a -uses-> b"))
    room.selection.set([], ["r1"])
    texts = [label.text() for label in room.panel.relation_page.findChildren(type(room.panel.relation_page.sentence))]
    assert "No passage supports this yet." in texts
    assert room.panel.current_evidence() is None
    assert not room.panel.relation_page.findChild(QPushButton, "attach_quotation").isVisible()


def test_attaching_is_offered_only_where_somebody_listens(show, press, qtbot):
    room = show(tiny("a -uses-> b"))
    asked: list[str] = []
    room.panel.attach_requested.connect(asked.append)
    room.selection.set([], ["r1"])
    press(room.panel.relation_page.findChild(QPushButton, "attach_quotation"))
    assert asked == ["r1"]


def test_suggested_evidence_says_that_it_does_not_count_yet(show):
    room = show(graph(relation("a", "uses", "b", evidence("e1", status=Status.SUGGESTED))))
    room.selection.set([], ["r1"])
    assert cards(room)[0].flag.text() == "Suggested, not reviewed; it does not count yet."


def test_the_heading_counts_suggestions_apart(show):
    both = relation("a", "uses", "b", evidence("e1"), evidence("e2", article="a2", status=Status.SUGGESTED))
    room = show(graph(Article(id="a1", title="T"), Article(id="a2", title="U"), both))
    room.selection.set([], ["r1"])
    assert "1 passage in 1 article, 1 suggested" in {
        label.text() for label in room.panel.relation_page.findChildren(QLabel) if label.isVisible()
    }


def test_words_that_are_not_in_their_article_are_flagged(show):
    article = Article(id="a1", title="T", text="Something else entirely.")
    room = show(graph(article, relation("a", "uses", "b", evidence("e1"))))
    room.selection.set([], ["r1"])
    assert cards(room)[0].flag.text() == "These words are not in the text of the article."


def test_only_web_addresses_become_links_and_opening_is_asked_for(show, press, qtbot):
    safe = Article(id="a1", title="T", publisher="Outlet", url="https://example.org/x")
    unsafe = Article(id="a2", title="T", publisher="Elsewhere", url="javascript:alert(1)")
    pieces = (evidence("e1"), evidence("e2", article="a2"))
    room = show(graph(safe, unsafe, relation("a", "uses", "b", *pieces)))
    room.selection.set([], ["r1"])
    first, second = cards(room)
    assert second.source.links == []
    with qtbot.waitSignal(room.panel.url_requested) as seen:
        press(first.source.links[0])
    assert seen.args == ["https://example.org/x"]


def test_a_new_passage_appears_and_the_current_one_stays(show):
    room = show(graph(relation("a", "uses", "b", evidence("e1"), evidence("e2"))))
    room.selection.set([], ["r1"])
    room.panel.next_evidence()
    more = relation("a", "uses", "b", evidence("e0", Stance.DENIES), evidence("e1"), evidence("e2"))
    room.document.do(Put(more), "Add a passage")
    assert len(cards(room)) == 3
    assert room.panel.current_evidence().id == "e2"
    room.document.undo_stack.undo()
    assert len(cards(room)) == 2


def test_many_passages_come_in_portions_and_keys_reach_them_all(show):
    pieces = [evidence(f"e{number}", exact=f"words {number}") for number in range(40)]
    room = show(graph(relation("a", "uses", "b", *pieces)))
    room.selection.set([], ["r1"])
    assert len(cards(room)) < 40
    room.panel.previous_evidence()
    assert room.panel.current_evidence().id == "e39"
    assert len(cards(room)) == 40


def test_a_note_and_every_qualifier_are_shown(show):
    tie = relation("a", "uses", "b", evidence(), count=amount(2000), purpose="to train C").model_copy(
        update={"note": "Only the headline says so."}
    )
    room = show(graph(company("a", name="A"), company("b", name="B"), tie))
    room.selection.set([], ["r1"])
    page = room.panel.relation_page
    assert page.sentence.text() == "A uses 2,000 × B to train C"
    assert "Only the headline says so." in [label.text() for label in page.findChildren(type(page.sentence))]


def test_a_card_says_when_its_passage_is_not_among_what_counts(show):
    room = show(tiny("a -uses-> b | asserts, claims luckey"))
    room.navigator.select_relation("r1")
    cards = room.panel.relation_page.findChildren(EvidenceCard)
    flags = [card.flag.text() for card in cards if card.isVisible()]
    assert not any("count" in flag for flag in flags)
    room.view.set_filters(Filters(lens=Lens(tellers=("luckey",))))
    flags = [card.flag.text() for card in cards if card.isVisible()]
    assert sum("Not among what counts" in flag for flag in flags) == 1


def test_a_card_says_when_its_sentence_calls_a_claim_what_is_marked_as_a_fact(show):
    text = "Wang claimed that they have chips."
    item = evidence("e1", exact="they have chips", start=text.index("they"))
    room = show(graph(Article(id="a1", title="A", text=text), relation("a", "uses", "b", item)))
    room.navigator.select_relation("r1")
    assert room.panel.relation_page.current_card.flag.text() == "Marked as asserted, but the sentence says “claimed”."


def test_the_head_says_how_the_one_who_is_asked_tells_it(show):
    room = show(tiny("a -uses-> b | asserts, claims a, denies luckey"))
    room.navigator.select_relation("r1")
    page = room.panel.relation_page
    assert page.standing.words.text().startswith("Contested: ")
    room.view.set_filters(Filters(lens=Lens(tellers=("luckey",))))
    assert page.standing.words.text() == "Denied: denied by luckey"
    said = [words.text() for words in page.findChildren(type(page.sentence)) if words.isVisible()]
    assert "As luckey tells it: 1 of 3 passages counts." in said
    assert {"No passage supports it", "1 speaks against it"} <= set(said)
    room.view.set_filters(Filters(lens=Lens(tellers=("luckey", "a"), known_by="1999-12-31")))
    said = [words.text() for words in page.findChildren(type(page.sentence)) if words.isVisible()]
    assert "As luckey and a tell it, known by 31 December 1999: none of 3 passages counts." in said
    assert page.standing.words.text() == "Unsupported: no passage supports it"
