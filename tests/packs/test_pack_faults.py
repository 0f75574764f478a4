# ruff: noqa: E501  # one row a case reads better than short lines
"""Each thing that can be wrong with a pack is one sentence that names the file, the line and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eopbuilder.packs import PackError, load_pack_folder
from eopbuilder.packs.reading import LARGEST_FILE, TomlText
from tests.effort import effort

if TYPE_CHECKING:
    from tests.packs.conftest import TinyPack

ONE = "sections/20-fa-one.md"

CHANGES = [
    # what a value may be
    ("pack.toml", 'title = "Tiny pack"', "title = 3", "pack.toml line 2: “title” is not text in quotes. Write text in quotes."),
    ("pack.toml", 'title = "Tiny pack"', 'title = " "', "pack.toml line 2: “title” is empty. Write something, or take the entry out."),
    ("pack.toml", 'language = "en"', 'language = "English"', "pack.toml line 4: “English” is not a language code. Use a code like en or es."),
    ("pack.toml", 'id = "tiny"', 'id = "my pack"', "pack.toml line 1: “my pack” is not an id. Use letters, digits and single hyphens, like role-ic."),
    ("pack.toml", '"Tiny pack"', '"Tiny\\u0007pack"', "pack.toml line 2: “title” holds a character that cannot be printed. Type the text again."),
    ("roles.toml", "min_alternates = 2", "min_alternates = -1", "roles.toml line 8: “min_alternates” is -1. Use a number from 0 to 9."),
    ("roles.toml", "min_alternates = 2", "min_alternates = true", "roles.toml line 8: “min_alternates” is not a whole number. Write a whole number."),
    ("roles.toml", "needs_primary = false", 'needs_primary = "no"', "roles.toml line 24: “needs_primary” is not true or false. Write true or false."),
    ("roles.toml", 'duties = ["Leads."]', 'duties = "Leads."', "roles.toml line 6: “duties” is not a list of texts, like [“a”, “b”]. Write a list of texts, like [“a”, “b”]."),
    ("roles.toml", 'duties = ["Leads."]', "duties = []", "roles.toml line 6: the role has no duties. Write at least one."),
    ("roles.toml", 'duties = ["Leads."]', 'duties = ["Leads.", "Leads."]', "roles.toml line 6: “duties” lists “Leads.” twice. Take one of them out."),
    ("sources.toml", "2026-11-21", '"2026-11-21"', "sources.toml line 5: “consulted” is not a date without quotes, like 2026-11-21. Write a date without quotes, like 2026-11-21."),
    ("sources.toml", "2026-11-21", "2026-11-21T10:00:00", "sources.toml line 5: “consulted” is not a date without quotes, like 2026-11-21. Write a date without quotes, like 2026-11-21."),
    ("roles.toml", 'group = "command"', 'group = "comand"', "roles.toml line 4: “comand” is not a possible group. Did you mean “command”."),
    # keys
    ("roles.toml", 'rank = "lvl-command"\n', "", "roles.toml line 1: “rank” is missing. Add “rank = …”."),
    ("roles.toml", "opens_at = 1", "open_at = 1", "roles.toml line 1: “opens_at” is missing. Rename “open_at” to “opens_at”."),
    ("roles.toml", "opens_at = 1", "opens_at = 1\nquux = 2", "roles.toml line 11: “quux” is not a key of this entry. Use one of: counts_in_span, duties, group, held_by, id, min_alternates, …."),
    ("roles.toml", "[[role]]", "[[roles]]", "roles.toml line 1: “roles” is not a key of this entry. Did you mean “role”."),
    ("roles.toml", "[[role]]", "[role]", "roles.toml line 13: this is not TOML (Cannot overwrite a value). Correct the line or the one before it."),
    ("glossary.toml", "[[term]]", "[term]", "glossary.toml line 1: “term” is not a list of tables. Write [[term]] above each."),
    ("pack.toml", 'edition = "1"', 'edition = "1"\ncolour = 2', "pack.toml line 4: “colour” is not a key of this entry. Use one of: edition, id, language, part, title."),
    ("roles.toml", 'source = "S01 v"', "", "roles.toml line 1: “source” is missing. Add “source = …”."),
    ("roles.toml", 'source = "S01 v"', 'source = "S01"', "roles.toml line 11: “S01” is not a source. Write it like S31 v, S31 r (what is recalled), or d."),
    ("roles.toml", 'source = "S01 v"', 'source = "S02 v"', "roles.toml line 11: “S02” is not among the sources. Add it to sources.toml, or correct the id."),
    # ids and references
    ("roles.toml", 'id = "role-pio"', 'id = "role-ic"', "roles.toml line 14: the id “role-ic” is used twice. Give each entry an id of its own."),
    ("roles.toml", 'reports_to = "role-ic"', 'reports_to = "role-ci"', "roles.toml line 18: “role-ci” names no role. Did you mean “role-ic”."),
    ("roles.toml", 'reports_to = "role-ic"\n', "", "roles.toml line 13: “role-ic” and “role-pio” both report to nobody, and only one role may. Add “reports_to = …”."),
    ("roles.toml", 'rank = "lvl-command"', 'rank = "lvl-command"\nreports_to = "role-pio"', "roles.toml line 6: reporting lines loop: role-ic → role-pio → role-ic. Let one of them report to another role."),
    ("roles.toml", 'reports_to = "role-ic"', 'reports_to = "role-pio"', "roles.toml line 18: reporting lines loop: role-pio → role-pio. Let one of them report to another role."),
    ("roles.toml", 'tier = "T1"', 'tier = "T2"', "roles.toml line 9: “T2” names no training tier. Did you mean “T1”."),
    ("roles.toml", "opens_at = 1", "opens_at = 3", "roles.toml line 10: no level has rank 3. Use the rank of a level, or 0 for none."),
    ("levels.toml", "rank = 2", "rank = 1", "levels.toml line 12: the rank is 1. Order the levels and give this one rank 2."),
    ("levels.toml", 'doubling = "note"', 'doubling = "never"', "levels.toml line 6: “never” is not a possible doubling. Use one of: error, note, warning."),
    ("relations.toml", 'id = "external-ic"', 'id = "role-ic"', "relations.toml line 2: “role-ic” is already a role. Give it another id, or take it out."),
    ("relations.toml", 'from = "role-pio"', 'from = "role-poi"', "relations.toml line 12: “role-poi” names no role and no node. Did you mean “role-pio”."),
    ("relations.toml", 'to = "role-ic"', 'to = "nobody"', "relations.toml line 13: “nobody” names no other role or node. Use one of: external-ic, role-ic, role-pio."),
    ("relations.toml", 'to = "role-ic"', 'to = "role-pio"', "relations.toml line 13: “role-pio” names no other role or node. Did you mean “role-pio”."),
    ("relations.toml", 'type = "needs_approval"', 'type = "reports_to"', "relations.toml line 11: “reports_to” is not a possible type. Use one of: hands_off_to, informs, mutually_exclusive, needs, needs_approval."),
    ("relations.toml", "before/during", "before/later", "relations.toml line 15: “later” is not a phase. Did you mean “after”."),
    ("relations.toml", "agency-police-or-fire-with-contact", "always", "relations.toml line 5: “always” is not a possible satisfied_when. Use one of: agency-police-or-fire-with-contact, annex-continuity, annex-recovery, btam-team-ready, families-can-be-notified, host-agreement-in-force, …."),
    ("training.toml", 'roles = ["role-ic"]', 'roles = ["role-ix"]', "training.toml line 6: “role-ix” names no role. Did you mean “role-ic”."),
    ("zones.toml", 'run_by = "role-ic"', 'run_by = "role-ix"', "zones.toml line 15: “role-ix” names no role. Did you mean “role-ic”."),
    ("zones.toml", '["zn-assembly"]', '["zn-checkin"]', "zones.toml line 6: “zn-checkin” names no other zone. Use one of: zn-assembly."),
    ("zones.toml", 'own_exit_from = ["zn-checkin"]', 'own_exit_from = ["zn-chekin"]', "zones.toml line 16: “zn-chekin” names no other zone. Did you mean “zn-checkin”."),
    ("messages.toml", 'audience = "au-family"', 'audience = "au-familie"', "messages.toml line 5: “au-familie” names no audience. Did you mean “au-family”."),
    # sections
    (ONE, 'id = "fa-one"', 'id = "fa-two"', f"{ONE} line 2: the id is “fa-two” and the file is named for “fa-one”. Make them the same."),
    (ONE, "+++\n", "", f"{ONE} line 1: the front matter is missing. Start with a line +++ and end it with another."),
    (ONE, 'title = "One"', 'title = "One', f"{ONE} line 3: this is not TOML (Illegal character '\\n'). Correct the line or the one before it."),
    (ONE, 'part = "annexes"', 'part = "anexes"', f"{ONE} line 4: “anexes” names no part of pack.toml. Did you mean “annexes”."),
    (ONE, 'owner = "role-pio"', 'owner = "role-poi"', f"{ONE} line 7: “role-poi” names no role. Did you mean “role-pio”."),
    (ONE, 'when = "has-sites"', 'when = "1 == 1"', f"{ONE} line 8: “1 == 1” is not a possible when. Use one of: always, has-channels, has-languages, has-off-site, has-own-hazards, has-providers, …."),
    (ONE, "disclosure = 1", "disclosure = 5", f"{ONE} line 6: “disclosure” is 5. Use a number from 0 to 4."),
    (ONE, 'id = "q-2"', 'id = "q-1"', f"{ONE} line 23: the id “q-1” is used twice. Give each entry an id of its own."),
    (ONE, 'kind = "number"', 'kind = "count"', f"{ONE} line 14: “count” is not a possible kind. Use one of: choice, choices, date, decimal, email, long-text, …."),
    (ONE, 'kind = "number"', 'kind = "text"', f"{ONE} line 15: “unit” goes with number and decimal only. Take it out."),
    (ONE, 'kind = "choice"', 'kind = "text"', f"{ONE} line 26: “choices” goes with choice and choices, and only with them. Add it or take it out."),
    (ONE, "choices = {", "# choices = {", f"{ONE} line 22: “choices” goes with choice and choices, and only with them. Add it or take it out."),
    (ONE, "choices = { front", "choices = { 'way out'", f"{ONE} line 26: “way out” is not an id. Use letters, digits and single hyphens, like role-ic."),
    (ONE, "choices = {", "choices = 2 # {", f"{ONE} line 26: “choices” is not a table, like {{ id = “Label” }}. Write a table, like {{ id = “Label” }}."),
    (ONE, 'unit = "buses"', 'unit = "buses"\nrefers_to = "people"', f"{ONE} line 16: “refers_to” goes with reference and references, and only with them. Add it or take it out."),
    (ONE, 'kind = "number"\nunit = "buses"', 'kind = "reference"\nrefers_to = "peple"', f"{ONE} line 15: “peple” is not a possible refers_to. Did you mean “people”."),
    # what a body names
    (ONE, "{{ school.name }}", "{{ school.nmae }}", f"{ONE} line 31: “{{{{ school.nmae }}}}” names no fact. Use a field such as school.name."),
    (ONE, "{{ school.name }}", "{{ 7*7 }}", f"{ONE} line 31: “{{{{ 7*7 }}}}” names no fact. Use a field such as school.name."),
    (ONE, "{{ school.name }}", "{{ school.__class__ }}", f"{ONE} line 31: “{{{{ school.__class__ }}}}” names no fact. Use a field such as school.address."),
    (ONE, "See [", "See {{ holder:role-oc }} [", f"{ONE} line 32: “{{{{ holder:role-oc }}}}” names no fact. Use a field such as holder:role-ic."),
    (ONE, "{{ count:sites }}", "{{ count:site }}", f"{ONE} line 34: “{{{{ count:site }}}}” names no fact. Use a field such as count:sites."),
    (ONE, "**{{ q-1 }}**", "12", f"{ONE} line 12: the section asks “q-1” and never shows the answer. Put {{{{ q-1 }}}} into the text, or name it in an answers block."),
    (ONE, "(#bp-two)", "(#bp-tow)", f"{ONE} line 32: the link to “#bp-tow” leads to no section. Did you mean “bp-two”."),
    (ONE, "```block answers", "```block anwsers", f"{ONE} line 40: “anwsers” is no generated block. Did you mean “answers”."),
    (ONE, 'questions = ["q-2"]', 'questions = ["q-3"]', f"{ONE} line 41: “q-3” cannot stand in “questions”. Did you mean “q-2”."),
    (ONE, 'questions = ["q-2"]', "questions = []", f"{ONE} line 41: “questions” is empty. Name at least one, or take it out."),
    (ONE, 'questions = ["q-2"]\n', "", f"{ONE} line 40: the block “answers” needs “questions”. Add “questions = …”."),
    (ONE, 'caption = "Ways"', 'titel = "Ways"', f"{ONE} line 42: “titel” is not a key of this entry. Use one of: caption, disclosure, questions."),
    (ONE, 'caption = "Ways"', "caption =", f"{ONE} line 42: this is not TOML (Invalid value). Correct the line or the one before it."),
    # steps
    ("steps.toml", 'sections = ["fa-one"]', 'sections = ["fa-two"]', "steps.toml line 18: “fa-two” names no section. Did you mean “fa-one”."),
    ("steps.toml", '"q-2"]', '"q-3"]', "steps.toml line 13: “q-3” names no question. Did you mean “q-2”."),
    ("steps.toml", 'questions = ["q-1", "q-2"]', 'questions = ["q-1"]', f"{ONE}: no step asks “q-2”. Add it to a [[step.part]] of steps.toml."),
    ("steps.toml", 'editor = "school"', 'questions = ["q-1"]', "steps.toml line 13: “q-1” is asked here and in the step “school”. Ask each question once."),
    ("steps.toml", 'editor = "school"', 'editor = "scool"', "steps.toml line 11: “scool” is not a possible editor. Did you mean “school”."),
    ("steps.toml", 'questions = ["q-1", "q-2"]', "", "steps.toml line 21: a part shows an editor, questions or what it asks. Write one of the three."),
    ("steps.toml", 'help = "Both."', 'helps = "Both."', "steps.toml line 23: “helps” is not a key of this entry. Did you mean “help”."),
    ("steps.toml", '[[step.part]]\ntitle = "Facts"\neditor = "school"\n', "", "steps.toml line 1: the step shows nothing. Add a [[step.part]] with an editor or questions."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), CHANGES)
def test_a_fault_is_named_with_its_file_and_line(tiny: TinyPack, file: str, old: str, new: str, message: str) -> None:
    tiny.change(file, old, new)

    assert tiny.error() == message


def test_the_error_carries_file_and_line_for_programs(tiny: TinyPack) -> None:
    tiny.change("roles.toml", 'tier = "T1"', 'tier = "T2"')

    with pytest.raises(PackError) as caught:
        tiny.load()

    assert (caught.value.file, caught.value.line) == ("roles.toml", 9)


@pytest.mark.parametrize("name", ["pack.toml", "sources.toml", "levels.toml", "roles.toml"])
def test_a_file_a_pack_cannot_do_without(tiny: TinyPack, name: str) -> None:
    tiny.remove(name)

    assert tiny.error() == f"{name}: the file is missing. Put it back, or copy it from a pack that works."


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"pack\.toml: the file is missing"):
        load_pack_folder(tmp_path / "nowhere")


def test_a_pack_without_roles(tiny: TinyPack) -> None:
    tiny.write("roles.toml", "")

    assert tiny.error() == "roles.toml: there is no role. Write at least the one that is in charge."


def test_two_sections_of_one_id(tiny: TinyPack) -> None:
    tiny.write("sections/30-fa-one.md", tiny.read(ONE))

    assert tiny.error() == f"sections/30-fa-one.md line 2: the id “fa-one” is used in {ONE} too. Give it its own id."


def test_two_sections_of_one_number(tiny: TinyPack) -> None:
    tiny.write("sections/30-fa-new.md", tiny.read(ONE).replace("fa-one", "fa-new"))

    told = "sections/30-fa-new.md line 5: the number “F1” is that of sections/20-fa-one.md too. Give it its own."
    assert tiny.error() == told


def test_two_sections_that_ask_one_question(tiny: TinyPack) -> None:
    tiny.write("sections/30-fa-new.md", tiny.read(ONE).replace("fa-one", "fa-new").replace('"F1"', '"F2"'))

    assert tiny.error() == "sections/30-fa-new.md line 12: the id “q-1” is used in “fa-one” too. Give it its own id."


def test_a_placeholder_when_there_are_no_questions_still_suggests_a_field(tiny: TinyPack) -> None:
    tiny.remove(ONE)
    tiny.remove("steps.toml")
    tiny.add("sections/10-bp-two.md", "{{ zzzzzz }}\n")

    assert tiny.error().endswith("line 9: “{{ zzzzzz }}” names no fact. Use a field such as school.name.")


def test_a_section_file_without_a_number(tiny: TinyPack) -> None:
    tiny.write("sections/extra.md", "")

    assert tiny.error() == "sections/extra.md: the name has no number. Name it like 20-fa-comms.md."


def test_an_empty_section_file(tiny: TinyPack) -> None:
    tiny.write(ONE, "")

    assert tiny.error().startswith(f"{ONE} line 1: the front matter is missing.")


def test_more_sections_than_any_plan_has(tiny: TinyPack) -> None:
    for number in range(300):
        tiny.write(f"sections/{number}-x.md", "")

    assert tiny.error() == "sections: there are more than 300 sections. Join some of them."


def test_text_that_is_not_utf8(tiny: TinyPack) -> None:
    tiny.write("glossary.toml", b'[[term]]\nid = "gl-1"\nterm = "\xe9t\xe9"\n')

    assert tiny.error() == "glossary.toml line 3: the text is not UTF-8. Save the file again with the encoding UTF-8."


def test_a_file_that_cannot_be_read(tiny: TinyPack, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)

    assert tiny.error() == "pack.toml: the file cannot be read (permission denied). Check that you may open it."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#" * (LARGEST_FILE + 1), "glossary.toml: the file is larger than 300 kB."),
        ("x = " + "[" * 100_000, "glossary.toml: lists are nested too deep."),
        ("x = 1\n" + "a." * 140_000 + "b = 1", "glossary.toml line 2: a key has too many parts."),
        ("x = " + "1" * 100_000, "glossary.toml: this is not TOML (Exceeds the limit"),
        ("x = [1,\n2", "glossary.toml line 2: this is not TOML (Unclosed array)."),
    ],
)
def test_a_hostile_file_is_refused(tiny: TinyPack, text: str, message: str) -> None:
    tiny.write("glossary.toml", text)

    assert tiny.error().startswith(message)


def test_a_value_longer_than_any_sentence(tiny: TinyPack) -> None:
    tiny.change("glossary.toml", "Incident Commander.", "word " * 2_000)

    assert tiny.error() == "glossary.toml line 4: “meaning” is longer than 5000 characters. Shorten it."


def test_a_long_chain_of_roles_takes_no_more_work_for_its_length(tiny: TinyPack) -> None:
    role = tiny.read("roles.toml").split("\n\n")[1]
    chain = [
        role.replace("role-pio", f"role-{n + 1}").replace('"role-ic"', f'"role-{n}"' if n else '"role-ic"')
        for n in range(1_000)
    ]
    plain = effort(tiny.load)
    tiny.add("roles.toml", "\n\n" + "\n\n".join(chain[:250]))
    quarter = effort(tiny.load) - plain
    tiny.add("roles.toml", "\n\n" + "\n\n".join(chain[250:]))

    assert effort(tiny.load) - plain < 6 * quarter
    assert len(tiny.load().roles) == 1_002


def test_lines_are_found_for_what_the_text_does_not_spell_out() -> None:
    toml = TomlText("x.toml", 'a = 1\n[[b]]\nid = "1"\n', first_line=5)

    assert toml.line_of(key="a") == 5
    assert toml.line_of(key="b") == 6
    assert toml.line_of("b", 0, "missing") == 6
    assert toml.line_of("b", 7) == 5
