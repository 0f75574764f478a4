"""Lists edited in place: add, edit, move, search, remove and bring back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableWidget

from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import Agreement
from eopbuilder.planning import operations
from tests.gui.screen import button, field_of, labels, leave, named, pick, row_of, type_into
from ui.main_window import MainWindow
from ui.widgets.form_row import FormRow
from ui.widgets.record_columns import COLUMNS, EMPTY_WORDS
from ui.widgets.record_list import RecordList
from ui.workspace import Workspace

Show = Callable[..., None]
MakeList = Callable[..., RecordList]


@pytest.fixture
def listed(space: Workspace, show: Show) -> MakeList:
    """Shows the list of a table, with records of these names in it."""

    def make(table: str, *names: str) -> RecordList:
        for name in names:
            operations.add_record(space.session, table=table, values={"name": name})
        made = RecordList(space, table)
        show(made)
        return made

    return make


def lines(records: RecordList) -> list[str]:
    """What the rows of a list show, as `cell | cell`."""
    table = records.findChild(QTableWidget)
    assert table is not None
    return [
        " | ".join(item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def names(records: RecordList) -> list[str]:
    return [line.split(" | ")[0] for line in lines(records)]


def choose_row(records: RecordList, row: int) -> None:
    table = records.findChild(QTableWidget)
    assert table is not None
    table.selectRow(row)


@pytest.mark.parametrize("table", COLUMNS)
def test_an_empty_list_says_what_to_do(listed: MakeList, table: str) -> None:
    records = listed(table)
    assert EMPTY_WORDS[table] in labels(records)
    assert not named(records, QPushButton, "Move up").isEnabled()
    assert not button(records, "Remove").isEnabled()
    assert records.current == ""


def test_adding_opens_the_form_with_the_keyboard_in_its_first_field(
    listed: MakeList, space: Workspace, app: QApplication
) -> None:
    records = listed("sites")
    button(records, "Add site").click()
    app.processEvents()
    app.processEvents()
    line = field_of(row_of(records, "name"), QLineEdit)
    assert line.hasFocus()
    QTest.keyClicks(line, "Grace Church")
    leave(line)
    assert names(records) == ["Grace Church"]
    assert space.plan.records("sites")[0].id == records.current
    assert EMPTY_WORDS["sites"] not in labels(records)


def test_the_list_shows_what_is_edited_in_the_form(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "Grace Church")
    combo = field_of(row_of(records, "reach"), QComboBox)
    pick(combo, combo.itemText(1))
    assert lines(records) == [f"Grace Church | {combo.itemText(1)} | "]


@pytest.mark.parametrize(
    ("table", "values", "expected"),
    [
        ("languages", {"name": "Navajo", "share": 12.5}, "Navajo | 12.5 %"),
        ("buildings", {"name": "Gym", "reached_by_pa": False}, "Gym | No"),
        ("people", {"given_name": "Ann", "job_title": "Nurse", "mobile_phone": "505"}, "Ann | Nurse | 505"),
        ("providers", {"name": "Clinic", "phone": "505"}, "Clinic |  | 505"),
    ],
)
def test_cells_show_values_in_words(
    listed: MakeList, space: Workspace, table: str, values: dict[str, object], expected: str
) -> None:
    operations.add_record(space.session, table=table, values=values)
    assert lines(listed(table)) == [expected]


def test_cells_show_names_of_what_is_pointed_at(listed: MakeList, space: Workspace) -> None:
    site = operations.add_record(space.session, table="sites", values={"name": "Grace Church"})
    zone, title = next(iter(space.pack.catalogue("pack.zones").items()))
    operations.add_record(space.session, table="zones", values={"site": site, "zone": zone, "place": "Hall"})
    assert lines(listed("zones")) == [f"{title} | Hall | Grace Church"]


def test_a_cell_that_does_not_apply_says_so(listed: MakeList, space: Workspace) -> None:
    records = listed("agencies", "Police")
    agency = space.plan.records("agencies")[0].id
    operations.mark_not_applicable(space.session, table="agencies", record=agency, field="phone", reason="Radio only")
    assert lines(records)[0].endswith("| Does not apply")


def test_the_chosen_record_shows_its_form(listed: MakeList) -> None:
    records = listed("sites", "Grace Church", "Library")
    assert field_of(row_of(records, "name"), QLineEdit).text() == "Grace Church"
    choose_row(records, 1)
    assert field_of(row_of(records, "name"), QLineEdit).text() == "Library"


def test_words_being_typed_are_saved_when_another_record_is_chosen(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "Grace Church", "Library")
    type_into(field_of(row_of(records, "name"), QLineEdit), "Grace Chapel")
    choose_row(records, 1)
    assert [one.label for one in space.plan.records("sites")] == ["Grace Chapel", "Library"]
    assert names(records) == ["Grace Chapel", "Library"]


def test_records_move_up_and_down_and_stay_chosen(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A", "B", "C")
    choose_row(records, 2)
    named(records, QPushButton, "Move up").click()
    assert names(records) == ["A", "C", "B"]
    named(records, QPushButton, "Move up").click()
    named(records, QPushButton, "Move up").click()
    assert names(records) == ["C", "A", "B"]
    assert field_of(row_of(records, "name"), QLineEdit).text() == "C"
    named(records, QPushButton, "Move down").click()
    assert names(records) == ["A", "C", "B"]
    space.session.undo()
    assert names(records) == ["C", "A", "B"]


def test_a_removed_record_comes_back_chosen(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A", "B", "C")
    choose_row(records, 1)
    wanted = records.current
    button(records, "Remove").click()
    assert names(records) == ["A", "C"]
    assert field_of(row_of(records, "name"), QLineEdit).text() == "C"
    assert named(records, QTableWidget, "List: sites").hasFocus()
    space.session.undo()
    assert names(records) == ["A", "B", "C"]
    assert records.current == wanted
    assert field_of(row_of(records, "name"), QLineEdit).text() == "B"
    space.session.redo()
    assert names(records) == ["A", "C"]


def test_removing_the_last_record_leaves_an_empty_list(listed: MakeList) -> None:
    records = listed("sites", "A")
    button(records, "Remove").click()
    assert names(records) == []
    assert EMPTY_WORDS["sites"] in labels(records)
    assert not button(records, "Remove").isEnabled()


def test_what_is_being_typed_into_a_removed_record_comes_back_with_it(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A")
    type_into(field_of(row_of(records, "name"), QLineEdit), "Annex")
    button(records, "Remove").click()
    assert space.plan.records("sites") == ()
    space.session.undo()
    assert names(records) == ["Annex"]


def test_a_record_removed_from_elsewhere_takes_its_form_along(
    listed: MakeList, space: Workspace, app: QApplication
) -> None:
    records = listed("sites", "A", "B")
    line = field_of(row_of(records, "name"), QLineEdit)
    type_into(line, "half a na")
    operations.remove_record(space.session, table="sites", record=records.current)
    app.processEvents()
    assert names(records) == ["B"]
    assert field_of(row_of(records, "name"), QLineEdit).text() == "B"
    assert [one.label for one in space.plan.records("sites")] == ["B"]


def test_search_finds_any_part_of_what_is_shown(listed: MakeList, app: QApplication) -> None:
    records = listed("sites", *(f"Site {letter}" for letter in "ABCDEFGHIJ"), "Grace Church")
    search = named(records, QLineEdit, "Search site")
    QTest.keyClicks(search, "church GRACE")
    assert names(records) == ["Grace Church"]
    shown = records.current
    choose_row(records, 0)
    assert records.current != shown
    search.clear()
    assert len(names(records)) == 11


def test_adding_during_a_search_shows_the_new_record(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", *(f"Site {letter}" for letter in "ABCDEFGHIJ"))
    QTest.keyClicks(named(records, QLineEdit, "Search site"), "site b")
    button(records, "Add site").click()
    assert len(names(records)) == 11
    assert records.current == space.plan.records("sites")[-1].id


def test_a_short_list_has_no_search(listed: MakeList) -> None:
    records = listed("sites", "A")
    search = next(one for one in records.findChildren(QLineEdit) if one.accessibleName() == "Search site")
    assert not search.isVisible()


def test_a_hidden_record_is_found_when_it_is_chosen(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", *(f"Site {letter}" for letter in "ABCDEFGHIJ"))
    QTest.keyClicks(named(records, QLineEdit, "Search site"), "site b")
    records.choose(space.plan.records("sites")[4].id, "capacity")
    QApplication.processEvents()
    QApplication.processEvents()
    assert len(names(records)) == 10
    assert field_of(row_of(records, "capacity"), QLineEdit).hasFocus()


def test_rows_carry_the_gravest_finding_in_words(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A", "B")
    site = space.plan.records("sites")[1].id
    where = Where("sites", f"sites:{site}", "capacity")
    space.findings = (
        Finding("V-1", Severity.WARNING, where, "Small", "Ask"),
        Finding("V-2", Severity.ERROR, where, "Wrong", "Mend"),
    )
    space.reviewed.emit()
    table = records.findChild(QTableWidget)
    assert table is not None
    said = [table.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == [None, "B, Error"]


def test_a_record_that_only_lacks_an_answer_is_not_called_wrong(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A")
    where = Where("sites", f"sites:{space.plan.records('sites')[0].id}", "capacity")
    space.findings = (Finding("V-Q-01", Severity.ERROR, where, "Not filled in yet: Capacity", "Fill it in"),)
    space.reviewed.emit()
    table = records.findChild(QTableWidget)
    assert table is not None
    assert table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "A, Open"


def test_the_form_stands_below_the_list_where_there_is_little_room(listed: MakeList, app: QApplication) -> None:
    records = listed("sites", "A")
    assert records._split.orientation() is Qt.Orientation.Horizontal
    records.resize(480, 900)
    app.processEvents()
    assert records._split.orientation() is Qt.Orientation.Vertical


# --- on their pages -------------------------------------------------------------------------------------------------


def _part(window: MainWindow, step: str, editor: str) -> RecordList:
    assert window.wizard is not None
    window.wizard.flow.jump(step)
    page = window.wizard.page
    page.show_part(next(n for n, part in enumerate(page.step.parts) if part.editor == editor))
    QApplication.processEvents()
    return next(one for one in page.findChildren(RecordList) if one.isVisibleTo(page))


def test_agreements_are_split_between_hosts_and_providers(empty_window: MainWindow) -> None:
    assert empty_window.workspace is not None
    hosts = _part(empty_window, "sites", "agreements")
    button(hosts, "Add agreement").click()
    type_into(field_of(row_of(hosts, "partner"), QLineEdit), "Grace Church")
    providers = _part(empty_window, "mental-health", "agreements")
    assert names(hosts) == ["Grace Church"]
    assert names(providers) == []
    button(providers, "Add agreement").click()
    type_into(field_of(row_of(providers, "partner"), QLineEdit), "County clinic")
    providers.flush()
    agreements = empty_window.workspace.plan.records("agreements")
    kinds = {one.partner: one.kind for one in agreements if isinstance(one, Agreement)}
    assert kinds == {"Grace Church": "host", "County clinic": "provider"}
    assert names(hosts) == ["Grace Church"]
    assert names(providers) == ["County clinic"]


def test_removing_a_site_takes_its_rooms_from_the_other_page(empty_window: MainWindow) -> None:
    assert empty_window.workspace is not None
    session = empty_window.workspace.session
    site = operations.add_record(session, table="sites", values={"name": "Grace Church"})
    operations.add_record(session, table="zones", values={"site": site, "place": "Hall"})
    rooms = _part(empty_window, "sites", "zones")
    assert row_of(rooms, "place")
    sites = _part(empty_window, "sites", "sites")
    button(sites, "Remove").click()
    assert names(rooms) == []
    empty_window.actions_["undo"].trigger()
    assert lines(rooms)[0].endswith("Hall | Grace Church")


def test_what_was_refused_waits_for_its_record(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A", "B")
    first, second = (one.id for one in space.plan.records("sites"))
    line = field_of(row_of(records, "capacity"), QLineEdit)
    QTest.keyClicks(line, "very many")
    choose_row(records, 1)
    assert records.current == second
    table = records.findChild(QTableWidget)
    assert table is not None
    assert table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "A, Not saved"
    choose_row(records, 0)
    assert records.current == first
    row = row_of(records, "capacity")
    assert field_of(row, QLineEdit).text() == "very many"
    assert "very many" in row.why_refused
    row.drop()
    assert row.why_refused == ""
    choose_row(records, 1)
    assert table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) != "A, Not saved"


def test_what_was_refused_goes_with_its_record(listed: MakeList, space: Workspace) -> None:
    records = listed("sites", "A", "B")
    QTest.keyClicks(field_of(row_of(records, "capacity"), QLineEdit), "very many")
    choose_row(records, 1)
    operations.remove_record(space.session, table="sites", record=space.plan.records("sites")[0].id)
    QApplication.processEvents()
    assert names(records) == ["B"]
    assert not any(row.refused for row in records.findChildren(FormRow) if row.isVisibleTo(records))
