"""The kit: every document is made for any school, fits the pages it promises, loses no word and is accessible."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO

import pytest

from eopbuilder.document.facts_text import phone_text
from eopbuilder.document.form_catalogue import Form, load_forms
from eopbuilder.document.forms import FORMS
from eopbuilder.document.kit.catalogue import KIT, KitDocument
from eopbuilder.document.kit.drill_record import drill_records
from eopbuilder.document.kit.message_sheets import event_of
from eopbuilder.document.lint import inlines_of, lint, texts_of
from eopbuilder.document.nodes import (
    Blank,
    Boxes,
    Callout,
    Document,
    Figure,
    Heading,
    Run,
    Table,
    language_of,
    plain_text,
)
from eopbuilder.document.stylesheet import load_stylesheet
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Drill, Message
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.text_writer import write_text
from eopbuilder.rolegraph.structure import TOP_LEVEL
from tests.document.samples import empty_plan, full_plan, half_plan, tiny_pack
from tests.document.schools import PACK, at_level, crowded_school, in_kit, sample_school
from tests.render import pdf_reading
from tests.render.docx_reading import docx_text
from tests.render.pdf_reading import languages_in
from tests.render.writer_contract import lost_words

School = Callable[[], Plan]
SCHOOLS: tuple[School, ...] = (sample_school, crowded_school, empty_plan)
RUNS_ON = {"call-tree": 5}
"""The most pages of documents that run on; in all others each part has a page of its own."""
EVERY = [pytest.param(one, id=one.name) for one in KIT]


@cache
def made(name: str, school: School) -> Document:
    """A document of the kit for a school at the highest level."""
    return in_kit({one.name: one for one in KIT}[name], school())


@cache
def pdf_of(name: str, school: School) -> bytes:
    stream = BytesIO()
    write_pdf(made(name, school), stream)
    return stream.getvalue()


def drawn(data: bytes) -> str:
    """The words on the pages; a hyphen at the end of a line, which the reader hides, comes back."""
    return "\n".join(pdf_reading.read_pdf(data).drawn).replace("\ufffe", "-")


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("one", EVERY)
def test_each_part_fits_its_page(one: KitDocument, school: School) -> None:
    document = made(one.name, school)
    assert lint(document) == ()
    pages = len(pdf_reading.read_pdf(pdf_of(one.name, school)).sizes)
    if one.name in FORMS:
        assert pages >= len(document.parts)
    elif one.name in RUNS_ON:
        assert pages <= RUNS_ON[one.name]
    else:
        assert all(part.one_page for part in document.parts)
        assert pages == len(document.parts)


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("one", EVERY)
def test_every_writer_keeps_every_word(one: KitDocument, school: School) -> None:
    document = made(one.name, school)
    word, text = BytesIO(), BytesIO()
    write_docx(document, word)
    write_text(document, text)
    on_paper = drawn(pdf_of(one.name, school))
    squeezed = "".join(on_paper.split())
    assert not [word for word in lost_words(document, on_paper) if word not in squeezed]  # broken after a slash
    assert not lost_words(document, docx_text(word.getvalue()))
    assert not lost_words(document, text.getvalue().decode())


@pytest.mark.parametrize("one", EVERY)
def test_it_is_an_accessible_pdf(one: KitDocument) -> None:
    assert pdf_reading.problems(pdf_of(one.name, sample_school)) == []


@pytest.mark.parametrize("one", EVERY)
def test_it_begins_with_a_heading_and_says_where_it_comes_from(one: KitDocument) -> None:
    document = made(one.name, sample_school)
    assert all(isinstance(part.blocks[0], Heading) for part in document.parts)
    assert "Maple Ridge Elementary School" in document.header
    assert document.footer.removeprefix("Confidential · ")


def test_names_of_files_are_told_apart_and_say_what_they_are_for() -> None:
    assert len({one.name for one in KIT}) == len(KIT)
    assert all(one.name == one.name.lower() and " " not in one.name and one.use.endswith(".") for one in KIT)


def words_of(name: str, school: School = sample_school) -> str:
    document = made(name, school)
    found = [plain_text(inlines) for block in document.blocks() for inlines in inlines_of(block)]
    return "\n".join(found)


def test_the_flip_card_says_who_may_order_an_action_and_how_it_ends() -> None:
    document = made("flip-card", sample_school)
    assert [part.blocks[0] for part in document.parts[1:]] == [
        Heading(1, kind.title, kind.id) for kind in PACK.actions.values()
    ]
    told = words_of("flip-card")
    assert "You may, and every adult on staff, when life is in danger." in told
    assert "first: Uma Jackson" in told
    assert all(kind.ended_by in told for kind in PACK.actions.values())


def test_cards_are_cut_out_and_only_leaders_carry_mobile_numbers() -> None:
    for name in ("wallet-cards", "role-cards"):
        cut = [block for block in made(name, sample_school).blocks() if isinstance(block, Boxes)]
        assert cut
        assert all(block.cut for block in cut)
    for_all = words_of("wallet-cards")
    assert for_all.count("In charge: Uma Jackson") == 8
    assert for_all.count("Tell the office: (505) 555-0100") == 8
    assert "(505) 555-0162" not in for_all
    assert "No phone" not in for_all
    assert "You report to: Incident Commander, Uma Jackson (505) 555-0162" in words_of("role-cards")


def test_message_sheets_stand_side_by_side_in_both_languages() -> None:
    spanish = [
        inlines
        for block in made("message-sheets", sample_school).blocks()
        for inlines in inlines_of(block)
        if language_of(inlines) == "es"
    ]
    assert len(spanish) == sum(one.language == "es" for one in PACK.messages)
    assert all(one.language == "es" for inlines in spanish for one in inlines if isinstance(one, Blank))
    assert " of 160 characters" in words_of("message-sheets")
    assert "at Maple Ridge Elementary, 1200 Juniper Road, Coyote Bend" in words_of("message-sheets")
    assert not [one for one in spanish if any(isinstance(run, Run) and "{" in run.text for run in one)]


def test_messages_of_one_event_share_a_sheet() -> None:
    events = {one.id: event_of(one) for one in PACK.messages}
    assert {events[one] for one in ("nt-lock-fam", "nt-lock-staff", "nt-pa-lock", "nt-lock-fam-es")} == {"lock"}


def test_nothing_is_hidden_when_the_plan_is_empty() -> None:
    assert "No agency in the plan" in words_of("contact-sheet", empty_plan)
    assert "Nobody assigned" in words_of("call-tree", empty_plan)
    assert "Not decided" in words_of("flip-card", empty_plan)


def test_the_room_where_families_hear_the_worst_has_no_sign() -> None:
    titles = [part.blocks[0] for part in made("zone-signs", sample_school).parts]
    anchors = {one.anchor for one in titles if isinstance(one, Heading)}
    assert {f"sign-{zone}" for zone in PACK.zones} - anchors == {"sign-zn-notify"}


def test_signs_are_read_from_the_other_end_of_a_hall() -> None:
    assert load_stylesheet("sign").text["heading1"].size >= 72
    read = pdf_reading.read_pdf(pdf_of("zone-signs", sample_school))
    assert all(width > height for width, height in read.sizes)
    assert not [title for _level, title, _page in read.bookmarks if title not in words_drawn("zone-signs")]


def words_drawn(name: str) -> str:
    """The words as they stand on the pages, with line ends as spaces: a word cut in two is not found."""
    return " ".join(drawn(pdf_of(name, sample_school)).split())


@pytest.mark.parametrize(("name", "language"), [("cards-english", "en-US"), ("cards-spanish", "es-US")])
def test_cards_are_blank_and_alike_in_both_languages(name: str, language: str) -> None:
    document = made(name, sample_school)
    assert document.language == language
    rows = [row for block in document.blocks() if isinstance(block, Boxes) for row in block.rows]
    assert [len(row.boxes) for row in rows] == [3, 2, 2, 2, 2, 3] * 2
    filled = [plain_text(box.inlines) for row in rows for box in row.boxes if box.inlines]
    assert all(one.startswith("☐") for one in filled)


def test_a_site_sheet_has_every_zone_and_says_what_was_not_chosen() -> None:
    told = words_of("site-sheets")
    assert all(zone.title in told for zone in PACK.zones.values())
    assert "Not chosen" in told
    assert "lapsed on August 31, 2026" in told
    assert "208 too many" in told
    assert "Multi-purpose room on the east side" in words_of("site-sheets", crowded_school)


def test_staff_sheets_speak_spanish_and_quote_the_rules_of_the_plan() -> None:
    spanish = [
        block.inlines
        for block in made("reunification-staff", sample_school).blocks()
        if isinstance(block, Callout) and language_of(block.inlines) == "es"
    ]
    assert len(spanish) == 3
    assert "Not applicable: No elementary student drives" in words_of("reunification-staff")
    assert "es" in languages_in(pdf_of("reunification-staff", sample_school))


@pytest.mark.parametrize("form", load_forms().values(), ids=lambda form: form.id)
@pytest.mark.parametrize("school", SCHOOLS)
def test_every_official_block_has_its_title(form: Form, school: School) -> None:
    shown = "\n".join(text for block in made(form.id, school).blocks() for text in texts_of(block))
    assert [block.heading for block in form.blocks if block.heading not in shown] == []
    assert f"{form.number} {form.title}" in shown


def test_incident_forms_are_filled_in_from_the_plan() -> None:
    briefing, medical, safety = (words_of(name) for name in ("ics-201", "ics-206", "ics-215a"))
    assert "On a usual day: 412 students, 46 staff" in briefing
    assert "Usually here in 3 minutes" in briefing
    assert "Xiomara López" in medical
    assert "Main building: AED: Office; bleeding-control kit: Office." in medical
    assert "Chlorine release from the rail line" in safety
    assert "14 radios" in words_of("ics-205")


def test_the_briefing_shows_the_site_plan_with_its_marks_told_in_words() -> None:
    first = made("ics-201", sample_school).parts[0]
    (figure,) = [one for one in first.blocks if isinstance(one, Figure)]
    assert figure.caption == "4. Map/Sketch: Buildings and grounds"
    shown = "\n".join(text for block in first.blocks for text in texts_of(block))
    school = sample_school()
    (plan,) = [one for one in school.pictures if one.kind == "site-plan"]
    for number, marker in enumerate(school.markers(plan.id), start=1):
        assert f"{number}\u00a0 " in shown
        assert (marker.name or "") in shown
    assert len(pdf_reading.read_pdf(pdf_of("ics-201", sample_school)).sizes) == 3


def test_without_a_site_plan_the_briefing_has_room_for_a_sketch() -> None:
    first = made("ics-201", empty_plan).parts[0]
    assert not [one for one in first.blocks if isinstance(one, Figure)]
    rooms = {box.title: row.room for block in first.blocks if isinstance(block, Boxes) for row in block.rows
             for box in row.boxes}  # fmt: skip
    assert rooms["4. Map/Sketch"] > 300


def test_forms_of_an_action_plan_have_a_place_for_its_page_number() -> None:
    numbered = {"ics-202", "ics-203", "ics-204", "ics-205", "ics-205a", "ics-206", "ics-207"}
    for name in load_forms():
        shown = [text for block in made(name, sample_school).blocks() for text in texts_of(block)]
        assert ("IAP Page" in shown) == (name in numbered), name


def test_an_assignment_sheet_names_branch_and_group() -> None:
    rows = {
        part.blocks[0].anchor: [plain_text(box.inlines) for box in block.rows[1].boxes]
        for part in made("ics-204", sample_school).parts
        for block in part.blocks
        if isinstance(block, Boxes) and len(block.rows) == 2 and block.rows[0].boxes[0].title.startswith("3. ")
        if isinstance(part.blocks[0], Heading)
    }
    assert rows["ics-204-role-br-care"] == ["Care Branch", "", "", ""]
    assert rows["ics-204-role-ops-sar"] == ["Protective Branch", "", "Search and Rescue", ""]


def test_what_is_known_of_a_hospital_is_told_below_and_its_address_is_left_to_write_in() -> None:
    assert "Rio Claro Regional Hospital: 11 miles away; level III trauma center." in words_of("ics-206")


def test_each_group_of_operations_has_its_assignment_sheet() -> None:
    context = at_level(sample_school(), TOP_LEVEL)
    document = made("ics-204", sample_school)
    anchors = {part.blocks[0].anchor for part in document.parts if isinstance(part.blocks[0], Heading)}
    assert {"ics-204-role-br-protect", "ics-204-role-br-care", "ics-204-role-br-reunify"} <= anchors
    for part in document.parts:
        heading = part.blocks[0]
        assert isinstance(heading, Heading)
        role = heading.anchor.removeprefix("ics-204-")
        (teams,) = [one for one in part.blocks if isinstance(one, Table) and one.anchor == f"teams-{role}"]
        named = {plain_text(row[0]) for row in teams.rows if row[0]}
        assert named == {context.title(one) for one in context.structure.reports_of(role)}


@pytest.mark.parametrize("name", ["family-guide-english", "family-guide-spanish"])
def test_the_family_guide_holds_public_facts_only(name: str) -> None:
    plan, drawn_words = sample_school(), words_drawn(name)
    people = [one.family_name for one in plan.people if one.family_name]
    places = [one.label for one in (*plan.sites, *plan.agencies, *plan.buildings, *plan.providers)]
    numbers = [one.best_phone for one in plan.people if one.best_phone]
    secret = (*people, *places, *map(phone_text, numbers), "Office conference room")
    assert [one for one in secret if re.search(rf"\\b{re.escape(one)}\\b", drawn_words)] == []
    assert "(505) 555-0100" in drawn_words
    assert "ReachAll" not in drawn_words
    assert ("Text message" if name.endswith("english") else "Mensaje de texto") in drawn_words
    assert "Confidential" not in drawn_words


def test_both_family_guides_and_both_cards_say_the_same_things() -> None:
    for english, spanish in (("family-guide-english", "family-guide-spanish"), ("cards-english", "cards-spanish")):
        shapes = [
            [(type(block).__name__, len(list(inlines_of(block)))) for block in made(name, sample_school).blocks()]
            for name in (english, spanish)
        ]
        assert shapes[0] == shapes[1]


def test_the_bus_set_has_a_row_and_a_sign_for_each_bus() -> None:
    (buses,) = [
        one for one in made("bus-set", sample_school).blocks() if isinstance(one, Table) and one.anchor == "buses"
    ]
    assert [plain_text(row[0]) for row in buses.rows] == [f"Bus {number}" for number in range(1, 7)]
    assert len(made("bus-signs", sample_school).parts) == 6
    assert "25 minutes" in words_of("bus-set")


def test_a_planned_drill_has_its_record() -> None:
    planned = Drill(id="d1", drill="dr-lockdown", planned_on=date(2027, 1, 12), time_of_day="10:20", announced=True)
    school = sample_school()
    document = drill_records(at_level(school.with_list("drills", (planned,)), TOP_LEVEL))
    titles = [part.blocks[0] for part in document.parts]
    assert [one.text for one in titles if isinstance(one, Heading)] == ["Drill record: Lockdown drill", "Drill record"]
    told = "\n".join(plain_text(inlines) for block in document.parts[0].blocks for inlines in inlines_of(block))
    assert "Planned for January 12, 2027" in told
    assert "10:20" in told


def test_worksheets_are_blank() -> None:
    rows = [row for one in made("worksheets", sample_school).blocks() if isinstance(one, Table) for row in one.rows]
    assert rows
    assert not any(cell for row in rows for cell in row)


def test_the_tabs_name_the_parts_of_the_plan_that_are_printed() -> None:
    titles = [part.blocks[0] for part in made("binder-tabs", sample_school).parts]
    shown = [one.text for one in titles if isinstance(one, Heading)]
    assert shown[0] == "Labels"
    assert set(shown[1:]) >= {part.title for part in PACK.parts}
    assert "F6 Family Reunification" in words_of("binder-tabs")
    assert "H1 Wildfire and Smoke" in words_of("binder-tabs")


@pytest.mark.parametrize("plan", [empty_plan, half_plan, full_plan])
@pytest.mark.parametrize("one", EVERY)
def test_any_template_pack_has_its_kit(one: KitDocument, plan: School) -> None:
    document = in_kit(one, plan(), tiny_pack())
    assert lint(document) == ()
    write_pdf(document, BytesIO())


def test_a_message_is_marked_with_a_language_only_where_it_names_one() -> None:
    plan = sample_school()
    own = tuple(
        Message(id=f"m{place}", title="Hold", language=language, text="Stay where you are.", phase="during")
        for place, language in enumerate(("Spanish", "Tiếng Việt", "<b>", "vi"))
    )
    plan = plan.with_list(Message.TABLE, own)
    document = next(one for one in KIT if one.name == "message-sheets").make(at_level(plan, TOP_LEVEL))
    tables = [block for block in document.blocks() if isinstance(block, Table)]
    runs = [one for table in tables for row in table.rows for cell in row for one in cell if isinstance(one, Run)]
    assert {one.language for one in runs if one.text == "Stay where you are."} == {"", "es", "vi"}


def test_each_language_of_a_message_has_a_column_of_its_own_with_its_name() -> None:
    plan = sample_school()
    own = (
        Message(
            id="m1", title="Hold, in Vietnamese", language="vi", text="Ở yên.", audience="au-family", channel="sms"
        ),
        Message(id="m2", title="Hold", language="Arabic", text="ابقوا.", audience="au-family", channel="voice"),
        Message(id="m3", title="Snow day", language="Navajo", text="Zas.", audience="au-family", channel="sms"),
        Message(id="m4", title="Hold", language="", text="Stay.", audience="au-family", channel="email"),
    )
    plan = plan.with_list(Message.TABLE, own)
    document = next(one for one in KIT if one.name == "message-sheets").make(at_level(plan, TOP_LEVEL))
    tables = {block.anchor: block for block in document.blocks() if isinstance(block, Table)}
    hold = tables["words-hold"]
    assert [one.title for one in hold.columns[1:]] == ["English", "Spanish", "Arabic", "Vietnamese"]
    said = [[plain_text(cell) for cell in row] for row in hold.rows]
    (texts,) = [row for row in said if row[4].startswith("Ở yên.")]
    assert "HOLD" in texts[1]
    assert "PAUSA" in texts[2]
    assert texts[3] == "–"
    (voiced,) = [row for row in said if row[3].startswith("ابقوا.")]
    assert [voiced[1], voiced[2], voiced[4]] == ["▲ Not written in English", "▲ Not written in Spanish", "–"]
    assert [row[1] for row in said if row[1].startswith("Stay.")] == ["Stay."]
    assert [one.title for one in tables["words-m3"].columns[1:]] == ["Navajo"]
    warned = {part.blocks[0].anchor: [plain_text(one.inlines) for one in part.blocks if isinstance(one, Callout)]
              for part in document.parts if isinstance(part.blocks[0], Heading)}  # fmt: skip
    assert warned.pop("event-hold")[0].startswith("Arabic: take the words from the Word file")
    assert not any(warned.values())
    assert lint(document) == ()
