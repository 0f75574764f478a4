"""The pages of the whole plan: annexes, words of sections, hazards to tick, published requirements, the fast lane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton, QTableWidget, QTreeWidget, QTreeWidgetItem, QWidget

from eopbuilder.domain.annexes import annex_goals
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import SectionSetting
from tests.gui.screen import settle
from ui.main_window import MainWindow
from ui.wizard.annexes_part import AnnexesPart
from ui.wizard.hazard_choice_part import HazardChoicePart
from ui.wizard.page import StepPage
from ui.wizard.requirements_part import RequirementsPart
from ui.wizard.texts_part import TextsPart
from ui.workspace import Workspace

ANNEX = "fa-evacuation"


def child(root: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """The control with this accessible name, or button with these words."""
    for one in root.findChildren(kind):
        words = one.text().replace("&", "") if isinstance(one, QPushButton) else one.accessibleName()
        if words == name:
            return one
    raise AssertionError(f"nothing is called “{name}”")


def press(root: QWidget, words: str) -> None:
    button = child(root, QPushButton, words)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()


def tree_of(part: AnnexesPart) -> QTreeWidget:
    found = part.findChild(QTreeWidget)
    assert isinstance(found, QTreeWidget)
    return found


def item_at(tree: QTreeWidget, *path: int) -> QTreeWidgetItem:
    item = tree.topLevelItem(path[0])
    for row in path[1:]:
        assert item is not None
        item = item.child(row)
    assert item is not None
    return item


def actions(space: Workspace) -> list[str]:
    goals = annex_goals(space.plan, space.pack, space.pack.section(ANNEX))
    return [course.action for goal in goals for course in goal.courses]


def type_into(part: AnnexesPart, field: str, value: object) -> None:
    """Says something in a field of the entry shown, as its editor does."""
    assert part._form is not None
    row = part._form.row(field)
    assert row is not None
    row._binding.set(value, row)


def test_a_course_of_action_is_changed_added_and_brought_back(sample_space: Workspace) -> None:
    part = AnnexesPart(sample_space)
    tree = tree_of(part)
    before = actions(sample_space)
    tree.setCurrentItem(item_at(tree, 1, 0, 0))
    type_into(part, "action", "Walk out calmly.")
    assert actions(sample_space)[0] == "Walk out calmly."
    assert item_at(tree, 1, 0, 0).text(0) == "Walk out calmly."
    press(part, "Back to the program’s words")
    assert actions(sample_space) == before
    press(part, "Add course of action")
    assert len(actions(sample_space)) == len(before) + 1
    type_into(part, "action", "Count again.")
    assert "Count again." in actions(sample_space)
    press(part, "Add objective")
    type_into(part, "text", "Ready by May.")
    phases = annex_goals(sample_space.plan, sample_space.pack, sample_space.pack.section(ANNEX))
    assert phases[0].objectives[-1].text == "Ready by May."
    part.deleteLater()


def test_a_course_of_our_own_comes_after_another_of_our_own(sample_space: Workspace) -> None:
    part = AnnexesPart(sample_space)
    tree_of(part).setCurrentItem(item_at(tree_of(part), 1, 0, 0))
    own = []
    for action in ("Count again.", "Report the count."):
        press(part, "Add course of action")
        type_into(part, "action", action)
        own.append(part._chosen()[1])
    assert part._form is not None
    row = part._form.row("after")
    assert row is not None
    assert row._binding.options is not None
    offered = dict(row._binding.options())
    assert offered[own[0]] == "Before: Count again."
    assert own[1] not in offered
    type_into(part, "after", (own[0],))
    part._choose(("courses", own[0]))
    assert part._form.row("after") is not None
    row = part._form.row("after")
    assert row is not None
    assert row._binding.options is not None
    assert own[1] not in dict(row._binding.options()), "each would wait for the other"
    part.deleteLater()


def test_an_annex_is_led_by_someone_else_or_left_out(sample_space: Workspace) -> None:
    part = AnnexesPart(sample_space)
    tree = tree_of(part)
    tree.setCurrentItem(item_at(tree, 0))
    type_into(part, "lead", "role-ic")
    type_into(part, "left_out", "The district writes it")
    setting = sample_space.plan.section_setting(ANNEX)
    assert setting is not None
    assert (setting.lead, setting.left_out) == ("role-ic", "The district writes it")
    box = part.first_control()
    assert isinstance(box, QComboBox)
    assert box.itemText(0) == "Evacuation (left out)"
    assert part._form is not None
    row = part._form.row("left_out")
    assert row is not None
    row._binding.clear(row)
    row._binding.mark_not_applicable("We keep it", row)
    part.deleteLater()


def test_a_finding_leads_to_its_annex(sample_space: Workspace) -> None:
    part = AnnexesPart(sample_space)
    course = sample_space.pack.section("fa-lockdown").goals[1].objectives[0].courses[0]
    where = Where("annexes", f"courses:{course.id}", "owner", "fa-lockdown")
    assert part.show_finding(Finding("V-PL-05", Severity.ERROR, where, "x", "y"))
    assert part._chosen() == ("courses", course.id)
    assert not part.show_finding(Finding("V-PL-05", Severity.ERROR, Where(section="bp-org"), "x", "y"))
    part.flush()
    part.deleteLater()


def test_the_words_of_a_section_are_changed_and_brought_back(sample_space: Workspace) -> None:
    part = TextsPart(sample_space)
    box = part.first_control()
    assert isinstance(box, QComboBox)
    assert part.show_finding(Finding("x", Severity.NOTE, Where(section="bp-purpose"), "x", "y"))
    row = part._form.row("own_text")
    assert row is not None
    row._binding.set("Our purpose is plain. «School name» keeps people safe.", row)
    assert sample_space.plan.section_setting("bp-purpose") is not None
    assert part._state.text() == "Your own words."
    press(part, "Back to the program’s text")
    assert sample_space.plan.all(SectionSetting) == ()
    assert not part.show_finding(Finding("x", Severity.NOTE, Where(section="nowhere"), "x", "y"))
    part.flush()
    part.deleteLater()


def test_a_ticked_hazard_is_carried_forward(sample_space: Workspace) -> None:
    part = HazardChoicePart(sample_space)
    box = part.findChild(QListWidget)
    assert isinstance(box, QListWidget)
    row = next(place for place in range(box.count()) if box.item(place).text().startswith("Fire or explosion"))
    box.item(row).setCheckState(Qt.CheckState.Checked)
    assert any(one.hazard == "hz-fire" and one.included for one in sample_space.plan.hazards)
    ticked = sum(one.included is True and one.hazard is not None for one in sample_space.plan.hazards)
    headings = [box.item(place) for place in range(box.count()) if not box.item(place).data(Qt.ItemDataRole.UserRole)]
    assert [one.text().split(" (")[0] for one in headings] == ["Natural", "Technological", "Biological", "Human-caused"]
    assert sum(int(one.text().split("(")[1].split()[0]) for one in headings) == ticked
    assert not any(one.flags() & Qt.ItemFlag.ItemIsUserCheckable for one in headings)
    assert box.item(row).data(Qt.ItemDataRole.AccessibleTextRole) == "Fire or explosion, human-caused"
    sample_space.session.undo()
    assert box.item(row).checkState() is Qt.CheckState.Unchecked
    part.deleteLater()


def test_requirements_are_shown_and_lead_to_the_page_that_mends_them(sample_window: MainWindow) -> None:
    wizard = sample_window.wizard
    assert wizard is not None
    wizard.flow.jump("review")
    page = wizard.page
    assert isinstance(page, StepPage)
    page.show_part(1)
    settle(sample_window)
    part = page.findChild(RequirementsPart)
    assert isinstance(part, RequirementsPart)
    table = part.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    assert table.rowCount() > 5
    words = {table.item(row, 1).text() for row in range(table.rowCount())}
    assert words <= {"Met", "Partly met", "Missing", "Does not apply"}
    assert "Check your state" in part._note.text()
    table.setCurrentCell(0, 0)
    target = part._judged[0].where.step
    press(part, "Go to the page")
    settle(sample_window)
    assert wizard.flow.current.id == target


def test_the_fast_lane_asks_about_forty_things_and_the_pages_behind_it_know_them(sample_window: MainWindow) -> None:
    wizard = sample_window.wizard
    assert wizard is not None
    wizard.flow.jump("start")
    step = wizard.flow.current
    asked = [name for part in step.parts for name in part.asks]
    assert 30 <= len(asked) <= 45
    assert len(set(asked)) == len(asked)
    for place in range(len(step.parts)):
        wizard.page.show_part(place)
    settle(sample_window)
