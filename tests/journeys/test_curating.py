"""Facts edited, deleted, tied, merged and split through the window; every step is taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from explorer.drawing.picking import Hit
from explorer.model.changes import Put
from explorer.model.editing import Sort, Target
from explorer.model.facts import Article, Entity
from explorer.widgets.bulk_sheet import BulkSheet
from explorer.widgets.edit_dialog import EditDialog
from explorer.widgets.kinds_sheet import KindsSheet
from explorer.widgets.merge_sheet import MergeSheet
from explorer.widgets.small_button import SmallButton


def shown(desk, kind):
    return next(own for own in desk.window.findChildren(kind) if own.isVisible())


def press(qtbot, dialog, name):
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def saved(desk):
    return desk.document.project.to_file().model_dump_json(exclude={"journal"})


def edited(qtbot, desk, target):
    desk.curating.edits.edit(target)
    return shown(desk, EditDialog)


@pytest.fixture
def before(desk):
    return saved(desk)


def test_an_entity_is_edited_by_key_and_everything_that_was_not_touched_stays(qtbot, desk, before):
    desk.selection.set(["deepseek"])
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_F2)
    dialog = shown(desk, EditDialog)
    name = dialog.findChild(QLineEdit, "field_name")
    name.setText("DeepSeek AI")
    dialog.findChild(QPlainTextEdit, "field_aliases").setPlainText("Deep Seek\n\n  DS ")
    old = desk.document.project.entities["deepseek"]
    press(qtbot, dialog, "edit_save")
    now = desk.document.project.entities["deepseek"]
    assert (now.name, now.aliases) == ("DeepSeek AI", ("Deep Seek", "DS"))
    assert now.facts == old.facts
    assert now.model_extra == old.model_extra
    assert desk.document.undo_stack.undoText() == "Edit DeepSeek"
    desk.actions["undo"].trigger()
    assert saved(desk) == before


def test_saving_without_a_change_is_no_step(qtbot, desk, before):
    for target in (Target(Sort.ENTITY, "deepseek"), Target(Sort.RELATION, next(iter(desk.document.project.relations)))):
        press(qtbot, edited(qtbot, desk, target), "edit_save")
    assert desk.document.undo_stack.count() == 0
    assert saved(desk) == before


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_committed(qtbot, desk, before):
    dialog = edited(qtbot, desk, Target(Sort.ENTITY, "deepseek"))
    dialog.findChild(QLineEdit, "field_name").clear()
    press(qtbot, dialog, "edit_save")
    error = dialog.form._errors["name"]
    assert (error.text(), error.isVisible()) == ("This cannot be empty.", True)
    assert dialog.isVisible()
    assert saved(desk) == before
    kind = dialog.form.field("kind")
    kind.selectAll()
    qtbot.keyClicks(kind, "zzz")
    dialog.findChild(QLineEdit, "field_name").setText("X")
    press(qtbot, dialog, "edit_save")
    assert "no such kind" in dialog.form._errors["kind"].text()
    assert not dialog.form._errors["name"].isVisible()
    dialog.reject()


def test_a_relation_is_turned_around_and_its_figures_changed(qtbot, desk, before):
    key = next(key for key, own in desk.document.project.relations.items() if own.qualifiers)
    relation = desk.document.project.relations[key]
    dialog = edited(qtbot, desk, Target(Sort.RELATION, key))
    dialog.form.field("source").show_choice(dialog._entity(relation.target))
    dialog.form.field("qualifiers")._rows[0][2].setText("about 7,000 GPUs")
    press(qtbot, dialog, "edit_save")
    now = desk.document.project.relations[key]
    assert now.source == relation.target
    value = next(iter(now.qualifiers.values()))
    assert (value.amount, value.approx) == (7000, "about")
    assert now.evidence == relation.evidence
    desk.actions["undo"].trigger()
    assert saved(desk) == before


def test_a_passage_is_edited_from_its_card_and_false_words_are_refused(qtbot, desk):
    text = "He said that DeepSeek used the H800. Nobody denied it."
    desk.document.do(Put(Article(id="own", title="Own", text=text)), "Add")
    key = next(key for key, own in desk.document.project.relations.items() if own.evidence)
    desk.selection.set([], [key])
    desk.actions["edit_passage"].trigger()
    dialog = shown(desk, EditDialog)
    dialog.form.field("article").show_choice(dialog._article("own"))
    exact = dialog.findChild(QPlainTextEdit, "field_quote.exact")
    exact.setPlainText("DeepSeek used the H900")
    press(qtbot, dialog, "edit_save")
    assert "not in the text" in dialog.form._errors["quote.exact"].text()
    exact.setPlainText("DeepSeek used the H800")
    dialog.findChild(QComboBox, "field_stance").setCurrentIndex(6)
    press(qtbot, dialog, "edit_save")
    evidence = {item.article: item for item in desk.document.project.relations[key].evidence}["own"]
    assert text[evidence.quote.start : evidence.quote.end] == "DeepSeek used the H800"
    assert evidence.quote.suffix.startswith(". Nobody")
    assert evidence.stance.value == "denies"


def test_a_number_that_is_none_is_refused(qtbot, desk):
    key = next(key for key, own in desk.document.project.relations.items() if own.evidence)
    target = Target(Sort.EVIDENCE, desk.document.project.relations[key].evidence[0].id, relation=key)
    dialog = edited(qtbot, desk, target)
    for words, told in (("much", "has to be a number"), ("7", "1 or less")):
        dialog.findChild(QLineEdit, "field_confidence").setText(words)
        press(qtbot, dialog, "edit_save")
        assert told in dialog.form._errors["confidence"].text()
    dialog.reject()


def test_facts_entities_and_articles_are_added_and_edited(qtbot, desk, before):
    desk.selection.set(["deepseek"])
    desk.actions["new_fact"].trigger()
    dialog = shown(desk, EditDialog)
    dialog.findChild(QLineEdit, "field_property").setText("employees")
    dialog.findChild(QLineEdit, "field_value").setText("about 200 employees")
    press(qtbot, dialog, "edit_save")
    fact = desk.document.project.entities["deepseek"].facts[-1]
    assert (fact.property, fact.value.amount) == ("employees", 200)
    desk.actions["new_entity"].trigger()
    dialog = shown(desk, EditDialog)
    dialog.findChild(QLineEdit, "field_name").setText("Acme Robotics")
    press(qtbot, dialog, "edit_save")
    assert desk.document.project.entities["acme-robotics"].kind == "company"
    assert desk.selection.now.only_entity == "acme-robotics"
    desk.actions["edit_article"].trigger()
    dialog = shown(desk, EditDialog)
    dialog.findChild(QLineEdit, "field_title").setText("Another title")
    press(qtbot, dialog, "edit_save")
    assert desk.document.project.articles[desk.articles.article].title == "Another title"
    for _ in range(3):
        desk.actions["undo"].trigger()
    assert saved(desk) == before


def test_deleting_says_what_goes_with_it_and_is_taken_back(qtbot, desk, answers, before):
    desk.selection.set(["deepseek"])
    answers.confirmations += [False, True]
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Delete)
    assert "relations" in answers.asked[0]
    assert saved(desk) == before
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Delete)
    assert "deepseek" not in desk.document.project.entities
    assert not any(desk.document.project.is_dangling(own) for own in desk.document.project.relations.values())
    desk.actions["undo"].trigger()
    assert saved(desk) == before


def test_what_nothing_goes_with_is_deleted_without_a_question(desk, answers):
    desk.document.do(Put(Entity(id="lone", kind="topic", name="Lone")), "Add")
    desk.selection.set(["lone"])
    desk.actions["delete"].trigger()
    assert "lone" not in desk.document.project.entities
    assert answers.asked == []


def test_a_passage_is_deleted_from_its_form(qtbot, desk, answers):
    key = next(key for key, own in desk.document.project.relations.items() if len(own.evidence) > 1)
    target = Target(Sort.EVIDENCE, desk.document.project.relations[key].evidence[0].id, relation=key)
    count = len(desk.document.project.relations[key].evidence)
    press(qtbot, edited(qtbot, desk, target), "edit_delete")
    assert len(desk.document.project.relations[key].evidence) == count - 1


def test_several_are_edited_at_once_and_what_is_left_open_stays(qtbot, desk, before):
    relations = [key for key, own in desk.document.project.relations.items() if own.evidence][:2]
    desk.selection.set(["deepseek", "nvidia"], relations)
    desk.actions["edit"].trigger()
    sheet = shown(desk, BulkSheet)
    sheet.findChild(QLineEdit, "bulk_alias").setText("The firm")
    stance = sheet.findChild(QComboBox, "bulk_stance")
    stance.setCurrentIndex(stance.findData("doubts"))
    kinds = {key: desk.document.project.entities[key].kind for key in ("deepseek", "nvidia")}
    press(qtbot, sheet, "bulk_save")
    project = desk.document.project
    assert all("The firm" in project.entities[key].aliases for key in kinds)
    assert {key: project.entities[key].kind for key in kinds} == kinds
    assert {item.stance.value for key in relations for item in project.relations[key].evidence} == {"doubts"}
    assert desk.document.undo_stack.undoText() == "Edit 2 entities and 2 relations"
    desk.actions["undo"].trigger()
    assert saved(desk) == before


def test_two_are_merged_told_in_the_journal_and_split_again(qtbot, desk, before):
    desk.selection.set(["deepseek", "nvidia"])
    desk.actions["merge"].trigger()
    press(qtbot, shown(desk, MergeSheet), "merge_keep_nvidia")
    project = desk.document.project
    assert "deepseek" not in project.entities
    assert "DeepSeek" in project.entities["nvidia"].aliases
    assert project.journal[-1].kind == "merge"
    assert desk.selection.now.only_entity == "nvidia"
    shown(desk, MergeSheet).accept()
    desk.actions["split"].trigger()
    assert saved(desk) == before
    assert desk.document.project.journal[-1].kind == "split"
    for _ in range(2):
        desk.actions["undo"].trigger()
    assert saved(desk) == before


def test_likely_pairs_are_offered_and_told_apart_for_good(qtbot, desk):
    desk.document.do(Put(Entity(id="twin", kind="company", name="Deep Seek")), "Add")
    desk.actions["select_none"].trigger()
    desk.actions["merge"].trigger()
    sheet = shown(desk, MergeSheet)
    assert [(pair.keep, pair.gone) for pair in sheet.pairs] == [("deepseek", "twin")]
    assert "twin" in desk.document.project.entities
    next(own for own in sheet.findChildren(QPushButton) if own.text() == "Not the same").click()
    assert sheet.pairs == ()
    assert desk.document.project.journal[-1].kind == "not_same"
    desk.actions["undo"].trigger()
    assert len(sheet.pairs) == 1
    sheet.accept()


def test_kinds_are_added_renamed_and_deleted(qtbot, desk, answers):
    desk.actions["kinds"].trigger()
    sheet = shown(desk, KindsSheet)
    press(qtbot, sheet, "kind_new_relation")
    dialog = shown(desk, EditDialog)
    dialog.findChild(QLineEdit, "field_label").setText("bought from")
    dialog.findChild(QPlainTextEdit, "field_domain").setPlainText("company")
    press(qtbot, dialog, "edit_save")
    kind = desk.document.project.vocabulary.relation["bought_from"]
    assert (kind.label, kind.domain) == ("bought from", ("company",))
    assert "bought_from" in {
        sheet.list.topLevelItem(1).child(row).data(0, Qt.ItemDataRole.UserRole).id
        for row in range(sheet.list.topLevelItem(1).childCount())
    }
    desk.curating.edits.delete([Target(Sort.RELATION_KIND, "bought_from")])
    assert "bought_from" not in desk.document.project.vocabulary.relation
    desk.curating.edits.delete([Target(Sort.ENTITY_KIND, "person")])
    assert any("built in" in words for words in answers.told)
    sheet.accept()


def drag_with_r(qtbot, desk, start, end, until=Qt.Key.Key_R):
    canvas = desk.canvas
    canvas.setFocus()
    QTest.keyPress(canvas, Qt.Key.Key_R)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, (start + end) / 2)
    QTest.mouseMove(canvas, end)
    canvas.repaint()
    if until == Qt.Key.Key_Escape:
        canvas.cancel_gesture()
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    QTest.keyRelease(canvas, Qt.Key.Key_R)


def test_a_relation_is_drawn_with_r_held_and_says_that_nothing_supports_it(qtbot, desk, before):
    canvas = desk.canvas
    known = set(desk.document.project.relations)
    drag_with_r(qtbot, desk, canvas.screen_point("united-states"), canvas.screen_point("nvidia"))
    form = desk.curating.curation.form
    assert (form.subject.choice.key, form.object.choice.key) == ("united-states", "nvidia")
    assert "No words support it" in form.words.text()
    assert form.kind.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (made,) = set(desk.document.project.relations) - known
    assert desk.document.project.standing(made).value == "unsupported"
    assert desk.document.project.positions.as_dict()["nvidia"] is not None
    desk.actions["undo"].trigger()
    assert saved(desk) == before


@pytest.mark.parametrize("end", ["nowhere", "itself", "escaped"])
def test_a_line_that_leads_nowhere_leaves_no_trace(qtbot, desk, before, end):
    canvas = desk.canvas
    start = canvas.screen_point("nvidia")
    ends = {"nowhere": QPoint(3, 3), "itself": start + QPoint(6, 6), "escaped": canvas.screen_point("deepseek")}
    drag_with_r(qtbot, desk, start, ends[end], Qt.Key.Key_Escape if end == "escaped" else Qt.Key.Key_R)
    assert desk.curating.curation.form is None
    assert saved(desk) == before


def test_a_card_a_fact_and_the_menus_lead_to_the_forms(qtbot, desk, answers):
    key = next(key for key, own in desk.document.project.relations.items() if own.evidence)
    desk.selection.set([], [key])
    card = desk.answers.relation_page.current_card
    card.findChild(SmallButton, "edit_passage").click()
    dialog = shown(desk, EditDialog)
    assert dialog._target.relation == key
    dialog.reject()
    entity = next(own for own in desk.document.project.entities.values() if own.facts)
    desk.selection.set([entity.id])
    desk.answers.entity_page.facts.unfold_first(entity)
    desk.answers.entity_page.facts._edit._go()
    dialog = shown(desk, EditDialog)
    dialog.findChild(QLineEdit, "field_property").setText("renamed")
    press(qtbot, dialog, "edit_save")
    assert desk.document.project.entities[entity.id].facts[0].property == "renamed"
    for hit in (Hit(entity=entity.id), Hit(relation=key)):
        rows = {row.text(): row for row in desk.context_menu.build(hit, desk.canvas).actions()}
        rows["Edit…"].trigger()
        shown(desk, EditDialog).reject()
        assert "Delete…" in rows
    more = {row.text(): row for row in desk.answers.header.menu().actions()}
    more["Edit… (F2)"].trigger()
    shown(desk, EditDialog).reject()


def test_a_quotation_is_asked_for_where_a_relation_has_none(qtbot, desk):
    key = next(iter(desk.document.project.relations))
    rows = {row.text(): row for row in desk.context_menu.build(Hit(relation=key), desk.canvas).actions()}
    rows["Attach a quotation"].trigger()
    assert desk.curating.curation._waiting == key
    assert desk.centre.pages.currentIndex() == 1
