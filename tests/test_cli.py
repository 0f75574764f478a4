"""The command line does what its help says, answers in JSON as its schemas say, and explains itself in one sentence."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import jsonschema
import openpyxl
import pikepdf
import pytest

import eopbuilder.__main__ as entry
from eopbuilder import __version__, cli, paths
from eopbuilder.domain.facts import MANY, Kind
from eopbuilder.domain.records import LISTS, PlanInfo, Record, School, field_specs
from eopbuilder.errors import UserFixable
from eopbuilder.packs import load_pack
from eopbuilder.planning import exporting, library
from eopbuilder.planning.exporting import ExportResult
from tests.images import drawing, encoded

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "docs" / "schemas"
DEMO_FILES = {
    "plan.eop", "plan.docx", "plan.pdf", "plan.txt", "plan.json",
    "role-graph.svg", "role-graph.png", "role-graph.pdf", "role-graph.json", "role-graph.graphml",
}  # fmt: skip
COMMANDS = ("open", "new", "info", "import", "export", "graph", "forms", "check", "whatif", "pack", "demo")


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What one run came to."""

    code: int
    out: str
    err: str

    def json(self, schema: str) -> Any:
        """The JSON printed, checked against its schema."""
        assert (self.err, self.code) in {("", cli.DONE), ("", cli.FOUND_ERRORS)}
        data = json.loads(self.out)
        check(data, schema)
        return data

    def sentence(self) -> str:
        """The one sentence of a run the user can put right."""
        assert self.code == cli.USER_FIXABLE
        assert self.out == ""
        (line,) = self.err.splitlines()
        assert line.startswith("eopbuilder: ")
        assert line.endswith(".")
        return line.removeprefix("eopbuilder: ")


def check(data: object, schema: str) -> None:
    definition = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(definition)
    validator = jsonschema.Draft202012Validator(definition, format_checker=jsonschema.FormatChecker())
    validator.validate(data)


def no_window(_plan: Path | None, _as_of: str) -> int:
    raise AssertionError("no window was asked for")


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: str | Path, window: cli.OpenWindow = no_window) -> Outcome:
        code = cli.run([str(one) for one in arguments], open_window=window)
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run_command


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(folder / "home"))
        assert cli.run(["new", str(folder / "sample.eop"), "--sample"], open_window=no_window) == 0
    return folder / "sample.eop"


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "plan.eop"))


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Path:
    assert run("new", tmp_path / "plan.eop").code == cli.DONE
    return tmp_path / "plan.eop"


def write(path: Path, content: str | object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


# The window and the help ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "plan", "as_of"),
    [
        ([], None, ""),
        (["plan.eop"], Path("plan.eop"), ""),
        (["open", "plan.eop"], Path("plan.eop"), ""),
        (["open"], None, ""),
        (["plan.eop", "--as-of", "2026-11-21"], Path("plan.eop"), "2026-11-21"),
    ],
)
def test_without_a_command_the_window_opens(run: Run, arguments: list[str], plan: Path | None, as_of: str) -> None:
    asked: list[tuple[Path | None, str]] = []

    def window(path: Path | None, day: str) -> int:
        asked.append((path, day))
        return 7

    assert run(*arguments, window=window) == Outcome(7, "", "")
    assert asked == [(plan, as_of)]


def test_a_window_that_cannot_open_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(entry, "__file__", str(tmp_path / "eopbuilder" / "__main__.py"))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert "The window did not open: its files are missing" in run(window=entry._open_window).sentence()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there a computer may lack a display")
def test_without_a_display_the_window_says_so_instead_of_ending_the_process(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert "The window did not open: there is no display here" in run(window=entry._open_window).sentence()


def test_a_plan_named_like_a_lone_word_still_opens(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sample: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(sample, tmp_path / "ours")
    assert run("ours", window=lambda path, _day: 7 if path == Path("ours") else 8).code == 7


def test_help_lists_every_command_and_the_exit_codes(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        run("--help")
    text = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n    {command} " in text
    assert "Exit codes: 0 done; 1 “check” found errors; 2 something you can fix" in " ".join(text.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_and_takes_a_day(
    run: Run, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit, match="0"):
        run(command, "--help")
    assert "--as-of YYYY-MM-DD" in capsys.readouterr().out


def test_the_version_is_told(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        run("--version")
    assert capsys.readouterr().out == f"eopbuilder {__version__}\n"


def test_the_reference_describes_every_command_option_and_schema(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            cli.run([command, "--help"], no_window)
        usage = capsys.readouterr().out
        options = {word.strip(" ,[]()|") for word in usage.split() if word.lstrip("[(").startswith("--")}
        assert command in text
        for option in options - {"--help"}:
            assert f"`{option}" in text or f" {option}" in text, option
    for schema in SCHEMAS.glob("*.schema.json"):
        assert f"schemas/{schema.name}" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["check"], "the following arguments are required: PLAN.eop"),
        (["check", "plan.eop", "--colour"], "unrecognized arguments: --colour"),
        (["--colour"], "unrecognized arguments: --colour"),
        (["check", "plan.eop", "--colour\nsecond line"], "unrecognized arguments: --colour second line"),
        (["import", "plan.eop"], "one of the arguments --staff --data --picture --logo is required"),
        (["import", "plan.eop", "--staff", "a", "--data", "b"], "not allowed with argument"),
        (["export", "plan.eop"], "one of the arguments -o/--output --kit is required"),
        (["one.eop", "two.eop"], "unrecognized arguments: two.eop"),
        (["chekc", "plan.eop"], "“chekc” is neither a command nor a plan file. Did you mean “check”?"),
        (["frobnicate"], "“frobnicate” is neither a command nor a plan file. See “eopbuilder --help”"),
        (["info", "plan.eop", "--as-of", "tomorrow"], "“tomorrow” after --as-of is not a date"),
        (["info", "plan.eop", "--as-of", "2025-02-29"], "“2025-02-29” after --as-of is not a date"),
    ],
)
def test_a_command_nobody_understands_is_one_sentence(run: Run, arguments: list[str], why: str) -> None:
    sentence = run(*arguments).sentence()
    assert sentence.startswith("Nothing was done: ")
    assert why in sentence


# Plans ----------------------------------------------------------------------------------------------------------------


def test_a_new_plan_says_where_it_is(run: Run, tmp_path: Path) -> None:
    outcome = run("new", tmp_path / "ours")
    assert outcome == Outcome(cli.DONE, f"{tmp_path / 'ours.eop'}\n", "")
    info = run("info", tmp_path / "ours.eop", "--json").json("info")
    assert (info["pack"], info["people"], info["roles_staffed"]) == ("k12-federal", 0, 0)
    assert info["roles_total"] > 10
    assert info["versions"]["eopbuilder"] == __version__


def test_a_new_plan_never_takes_the_place_of_a_file(run: Run, tmp_path: Path) -> None:
    there = write(tmp_path / "plan.eop", "precious")
    for more in ([], ["--sample"]):
        assert "“plan.eop”" in run("new", there, *more).sentence()
    assert there.read_text(encoding="utf-8") == "precious"


def test_the_sample_school_comes_with_gaps_or_finished(run: Run, tmp_path: Path) -> None:
    staffed = {}
    for words in ("--sample", "--finished-sample"):
        path = tmp_path / f"{words}.eop"
        assert run("new", words, path).code == cli.DONE
        info = run("info", path, "--json", "--as-of", "2026-11-26").json("info")
        staffed[words] = (info["roles_staffed"], info["roles_total"])
    assert staffed["--finished-sample"] == (57, 57)
    assert staffed["--sample"][0] < staffed["--sample"][1] == 57
    assert "--finished-sample" in run("new", tmp_path / "other.eop", "--sample", "--finished-sample").sentence()


def test_an_unknown_pack_is_explained_and_leaves_nothing(run: Run, tmp_path: Path) -> None:
    sentence = run("new", tmp_path / "plan.eop", "--pack", "k12-martian").sentence()
    assert "“k12-martian”" in sentence
    assert "k12-federal" in sentence
    assert not (tmp_path / "plan.eop").exists()


MISSING: Sequence[Sequence[str]] = (
    ("info", "PLAN"), ("check", "PLAN"), ("export", "PLAN", "-o", "x.txt"), ("graph", "PLAN", "-o", "x.svg"),
    ("import", "PLAN", "--data", "DATA"),
)  # fmt: skip


@pytest.mark.parametrize("arguments", MISSING, ids=lambda arguments: arguments[0])
@pytest.mark.parametrize("what", ["missing", "not a plan", "a folder"])
def test_what_is_no_plan_is_explained(run: Run, tmp_path: Path, arguments: Sequence[str], what: str) -> None:
    plan = tmp_path / "our plan.eop"
    if what == "not a plan":
        write(plan, "not a plan at all " * 9)
    elif what == "a folder":
        plan.mkdir()
    data = write(tmp_path / "data.json", {})
    names = {"PLAN": plan, "DATA": data}
    sentence = run(*(names.get(one, one) for one in arguments)).sentence()
    assert "our plan.eop" in sentence


def test_info_in_words(run: Run, sample: Path) -> None:
    lines = run("info", sample, "--as-of", "2026-09-01").out.splitlines()
    assert lines[0] == "Emergency Operations Plan: Maple Ridge Elementary School, 2026-2027"
    assert lines[1].startswith("Template pack k12-federal, edition ")
    assert lines[2].startswith("45 people; ")
    assert lines[3].startswith("Last changed 2")


def test_info_of_an_empty_plan_speaks_of_nothing_as_nothing(run: Run, empty: Path) -> None:
    lines = run("info", empty).out.splitlines()
    assert lines[0] == "Untitled plan: no school named yet, no school year yet"


# Import ---------------------------------------------------------------------------------------------------------------

STAFF = """\
Last,First,Title,E-mail,Exit Date
Field,Ana,Cook,ana@school.example,
Stone,Bo,Clerk,bo@school.example,6/12/2026
Field,Ana,,,
,,Vacant,,
?ak,Wanda,Teacher,,
"""


def test_a_staff_list_is_imported_with_an_honest_report(run: Run, empty: Path, tmp_path: Path) -> None:
    staff = write(tmp_path / "staff.csv", STAFF)
    report = run("import", empty, "--staff", staff, "--json", "--as-of", "2026-09-01").json("staff-import")
    assert {name: report[name] for name in ("added", "merged", "left", "people")} == {
        "added": 3, "merged": 1, "left": 1, "people": 3,
    }  # fmt: skip
    assert report["rejected"] == [{"row": 5, "why": "it has no name"}]
    assert [note["row"] for note in report["warnings"]] == [4, 6]
    again = run("import", empty, "--staff", staff, "--json", "--as-of", "2026-06-12").json("staff-import")
    assert (again["added"], again["merged"], again["left"], again["people"]) == (0, 4, 0, 3)
    assert run("info", empty, "--json").json("info")["people"] == 3


def test_a_staff_list_in_a_workbook_and_in_words(run: Run, empty: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for line in STAFF.splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "staff.xlsx")
    outcome = run("import", empty, "--staff", tmp_path / "staff.xlsx", "--as-of", "2026-09-01")
    assert outcome.out.splitlines()[:2] == [
        "3 added, 1 merged, 1 left; 3 people in the plan",
        "Not taken: row 5: it has no name",
    ]
    assert all(line.startswith("Please look: row ") for line in outcome.out.splitlines()[2:])


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("none.csv", None, "there is no such file"),
        ("empty.csv", "", "it is empty"),
        ("page.csv", "<html>", "it is a web page"),
        ("headings.csv", "Name,Title\n", "it has headings and nobody below them"),
        ("plan.csv", "SQLite format 3\0and more", "it is a plan or another database"),
        ("shoes.csv", "Shoe,Hat\n42,7\n", "no column was recognized as the names"),
    ],
)
def test_a_staff_list_that_is_none_changes_nothing(
    run: Run, empty: Path, tmp_path: Path, name: str, content: str | None, why: str
) -> None:
    if content is not None:
        write(tmp_path / name, content)
    before = empty.read_bytes()
    assert why in run("import", empty, "--staff", tmp_path / name).sentence()
    assert run("info", empty, "--json").json("info")["people"] == 0
    assert content != "" or empty.read_bytes() == before


def test_data_is_imported_with_an_honest_report(run: Run, empty: Path, tmp_path: Path) -> None:
    data = {
        "school": {"name": "Cedar Hollow", "phone": 5},
        "people": [{"given_name": "Ana", "family_name": "Field"}],
        "assignments": [{"role": "role-ic", "person": "Ana Field", "order": 0}],
    }
    check({**data, "school": {"name": "Cedar Hollow"}}, "plan-data")
    report = run("import", empty, "--data", write(tmp_path / "data.json", data), "--json").json("data-import")
    assert report == {
        "added": 2,
        "changed": 1,
        "rejected": [{"entry": "school.phone", "why": "“Main office phone” takes text, not a number"}],
    }
    words = run("import", empty, "--data", write(tmp_path / "more.json", {"people": [{"x": 1}]})).out
    assert words == "0 added, 0 changed, 1 not taken\nNot taken: people[0]: a person has no field “x”\n"
    assert run("info", empty, "--json").json("info")["roles_staffed"] == 1


def test_an_export_taken_into_a_new_plan_gives_equal_facts(run: Run, sample: Path, tmp_path: Path) -> None:
    assert run("export", sample, "-o", tmp_path / "one.json").code == cli.DONE
    assert run("new", tmp_path / "other.eop").code == cli.DONE
    report = run("import", tmp_path / "other.eop", "--data", tmp_path / "one.json", "--json").json("data-import")
    assert report["rejected"] == []
    assert run("export", tmp_path / "other.eop", "-o", tmp_path / "two.json").code == cli.DONE
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    check(json.loads((tmp_path / "one.json").read_text(encoding="utf-8")), "plan-data")


# Check ----------------------------------------------------------------------------------------------------------------


def test_a_check_tells_its_findings_and_ends_with_one_where_there_are_errors(run: Run, sample: Path) -> None:
    outcome = run("check", sample, "--json", "--as-of", "2026-09-01")
    assert outcome.code == cli.FOUND_ERRORS
    data = outcome.json("check")
    counts = [sum(one["severity"] == severity for one in data["findings"]) for severity in data["summary"]]
    assert counts == list(data["summary"].values())
    assert data["summary"]["error"] > 0
    words = run("check", sample, "--as-of", "2026-09-01")
    assert words.code == cli.FOUND_ERRORS
    lines = words.out.splitlines()
    assert len(lines) == len(data["findings"]) + 1
    assert lines[-1] == "{error} errors, {warning} warnings, {note} notes".format(**data["summary"])
    first = data["findings"][0]
    assert lines[0].split()[:2] == [first["severity"].upper(), first["code"]]
    assert lines[0].endswith(f"{first['message']}. {first['remedy']}.")


def test_the_day_decides_what_has_lapsed_and_who_has_left(run: Run, sample: Path, tmp_path: Path) -> None:
    def lapsed(day: str) -> bool:
        findings = run("check", sample, "--json", "--as-of", day).json("check")["findings"]
        return any("Grace Community Church ran out" in one["message"] for one in findings)

    assert not lapsed("2026-08-31")
    assert lapsed("2026-09-01")
    leaving = {"people": [{"id": "person-uma-jackson", "end_date": "2028-02-29"}]}
    assert run("import", sample, "--data", write(tmp_path / "leaving.json", leaving)).code == cli.DONE

    def staffed(day: str) -> int:
        return int(run("info", sample, "--json", "--as-of", day).json("info")["roles_staffed"])

    assert staffed("2028-03-01") < staffed("2028-02-29")


def test_a_check_without_errors_ends_with_zero(run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eopbuilder.planning.review.review", lambda *_: ())
    assert run("check", sample) == Outcome(cli.DONE, "0 errors, 0 warnings, 0 notes\n", "")


# Files out ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "name"), [("export", "plan.txt"), ("export", "PLAN.JSON"), ("graph", "g.svg")])
def test_a_file_is_written_where_it_was_asked_for(
    run: Run, sample: Path, tmp_path: Path, command: str, name: str
) -> None:
    target = tmp_path / name
    assert run(command, sample, "-o", target, "--as-of", "2026-09-01") == Outcome(cli.DONE, f"{target}\n", "")
    once = target.read_bytes()
    assert once
    assert run(command, sample, "-o", target, "--as-of", "2026-09-01").code == cli.DONE
    assert target.read_bytes() == once


def test_an_edition_is_written_with_its_marking_and_the_number_of_the_copy(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    target = tmp_path / "plan.txt"
    marks = {"full": "Confidential", "responder": "For responders only", "staff": "For staff and substitutes only"}
    for edition, marking in marks.items():
        assert run("export", sample, "-o", target, "--edition", edition, "--copy", "7").code == cli.DONE
        text = target.read_text(encoding="utf-8")
        assert text.startswith(marking)
        assert "Copy number 7" in text
    run("export", sample, "-o", target, "--edition", "public", "--copy", "7")
    assert target.read_text(encoding="utf-8").startswith("Public edition")
    assert "Copy number" not in target.read_text(encoding="utf-8")
    assert "invalid choice" in run("export", sample, "-o", target, "--edition", "press").sentence()


def test_a_copy_is_named_on_its_cover_and_doubted_when_it_is_not_on_the_list(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    copies = [{"recipient": "Chief Ana Ruiz", "agency": "Coyote Bend Fire", "kind": "fire", "edition": "responder"}]
    data, target = tmp_path / "copies.json", tmp_path / "plan.txt"
    data.write_text(json.dumps({"distribution": copies}), encoding="utf-8")
    run("import", sample, "--data", data)
    fitting = run("export", sample, "-o", target, "--edition", "responder", "--copy", "1")
    assert (fitting.code, fitting.err) == (cli.DONE, "")
    assert "Copy number 1 · Chief Ana Ruiz, Coyote Bend Fire" in target.read_text(encoding="utf-8")
    other = run("export", sample, "-o", target, "--copy", "1")
    assert other.code == cli.DONE
    assert "who gets another edition: Responder packet." in other.err
    assert "Copy number 1 ·" not in target.read_text(encoding="utf-8")
    assert "Copy 2 is not in the record" in run("export", sample, "-o", target, "--copy", "2").err


def test_the_kit_has_no_copy_numbers(run: Run, sample: Path, tmp_path: Path) -> None:
    assert "no copy numbers" in run("export", sample, "--kit", tmp_path / "kit", "--copy", "7").sentence()


@pytest.mark.parametrize(
    ("command", "name", "why"),
    [
        ("export", "plan.odt", "“.odt” is not a format for a plan. Use a name that ends in one of .docx, .pdf"),
        ("export", "plan", "its name has no ending"),
        ("graph", "graph.docx", "“.docx” is not a format for a role graph"),
        ("export", "missing/plan.txt", "is not there. Choose a folder that exists"),
    ],
)
def test_a_file_that_cannot_be_written_is_explained(
    run: Run, sample: Path, tmp_path: Path, command: str, name: str, why: str
) -> None:
    assert why in run(command, sample, "-o", tmp_path / name).sentence()


def test_what_the_reader_of_a_file_should_know_is_told_on_the_side(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = ExportResult(tmp_path / "plan.pdf", ("The PDF cannot show these characters: 𐍈",))
    monkeypatch.setattr(exporting, "export_plan", lambda *_, **__: result)
    outcome = run("export", sample, "-o", tmp_path / "plan.pdf")
    assert outcome == Outcome(
        cli.DONE, f"{tmp_path / 'plan.pdf'}\n", "eopbuilder: The PDF cannot show these characters: 𐍈\n"
    )


def quick(_drawn: object, stream: BinaryIO, *_progress: object) -> None:
    stream.write(b"drawn quickly")


def test_the_demonstration_writes_every_file_twice_in_a_row(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "deep" / "demo"
    for slow in (True, False):
        if not slow:
            monkeypatch.setattr("eopbuilder.render.docx_writer.write_docx", quick)
            monkeypatch.setattr("eopbuilder.render.pdf_writer.write_pdf", quick)
            monkeypatch.setattr("eopbuilder.render.graph_png.write_png", quick)
        outcome = run("demo", folder, "--as-of", "2026-09-01")
        assert (outcome.code, outcome.err) == (cli.DONE, "")
        assert {Path(line).name for line in outcome.out.splitlines()} == DEMO_FILES
        assert {one.name for one in folder.iterdir()} == DEMO_FILES
        assert all(one.stat().st_size > 0 for one in folder.iterdir())
    assert run("info", folder / "plan.eop", "--json").json("info")["people"] == 45


def test_a_demonstration_where_no_folder_can_be_is_explained(run: Run, tmp_path: Path) -> None:
    assert "was not made: a file has that name" in run("demo", write(tmp_path / "taken", "")).sentence()


# Forms ----------------------------------------------------------------------------------------------------------------

FORM_FILES = ("ics-203", "ics-205a", "ics-207", "job-action-sheets")


def test_forms_are_written_for_a_level_into_a_folder_that_is_made(run: Run, tmp_path: Path) -> None:
    plan, folder = tmp_path / "plan.eop", tmp_path / "new" / "forms"
    run("new", plan, "--sample")
    folder.parent.mkdir()
    for level, ending, begins in (("1", "pdf", b"%PDF-"), ("act-1", "pdf", b"%PDF-"), ("2", "docx", b"PK")):
        outcome = run("forms", plan, "-o", folder, "--level", level, "--format", ending, "--as-of", "2026-09-01")
        assert (outcome.code, outcome.err) == (cli.DONE, "")
        assert outcome.out.splitlines() == [str(folder / f"{name}.{ending}") for name in FORM_FILES]
        assert all((folder / f"{name}.{ending}").read_bytes().startswith(begins) for name in FORM_FILES)
    assert {one.name for one in folder.iterdir()} == {f"{name}.{end}" for name in FORM_FILES for end in ("pdf", "docx")}


def test_the_same_plan_gives_the_same_forms(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.eop"
    run("new", plan, "--sample")
    for folder in ("one", "two"):
        run("forms", plan, "-o", tmp_path / folder, "--level", "1", "--as-of", "2026-09-01")
    for name in FORM_FILES:
        assert (tmp_path / "one" / f"{name}.pdf").read_bytes() == (tmp_path / "two" / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--level", "4"], "“4” after --level is not one of them. Use 1, 2 or 3"),
        (["--format", "odt"], "“odt” after --format is not one of them. Use pdf or docx"),
    ],
)
def test_a_level_or_format_there_is_not_is_refused(run: Run, tmp_path: Path, arguments: list[str], why: str) -> None:
    plan, folder = tmp_path / "plan.eop", tmp_path / "forms"
    run("new", plan, "--sample")
    assert why in run("forms", plan, "-o", folder, *arguments).sentence()
    assert not folder.exists()


def test_a_form_that_fails_leaves_the_older_ones(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, folder = tmp_path / "plan.eop", tmp_path / "forms"
    run("new", plan, "--sample")
    folder.mkdir()
    write(folder / "ics-203.pdf", "older")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("eopbuilder.render.pdf_writer.write_pdf", full)
    assert "“ics-203.pdf” was not written" in run("forms", plan, "-o", folder).sentence()
    assert (folder / "ics-203.pdf").read_text(encoding="utf-8") == "older"
    assert [one.name for one in folder.iterdir()] == ["ics-203.pdf"]
    assert "was not made" in run("forms", plan, "-o", write(tmp_path / "taken", "")).sentence()


# When things go wrong -------------------------------------------------------------------------------------------------


def test_a_bug_ends_with_three_and_its_trace_and_no_words_of_a_plan_in_the_log(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError("Zoë Park")

    monkeypatch.setattr("eopbuilder.planning.review.review", fail)
    outcome = run("check", sample)
    assert (outcome.code, outcome.out) == (cli.BUG, "")
    assert "RuntimeError: Zoë Park" in outcome.err
    assert outcome.err.splitlines()[-1].startswith("eopbuilder: this is a fault of the program, not yours.")
    log = paths.log_file().read_text(encoding="utf-8")
    assert "kind=RuntimeError" in log
    assert "Zoë" not in log


def test_the_opening_of_a_window_is_never_a_command() -> None:
    with pytest.raises(AssertionError):
        cli._do_open(cli.argparse.Namespace(), date(2026, 9, 1))


def test_a_home_that_cannot_be_made_is_explained(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EOPBUILDER_HOME", str(write(tmp_path / "taken", "")))
    assert "could not be made" in run("info", tmp_path / "plan.eop").sentence()


def test_a_pipe_closed_early_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[int, int]] = []

    def closed(*_args: object, **_options: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(cli, "run", closed)
    monkeypatch.setattr(os, "dup2", lambda one, two: moved.append((one, two)))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)
    assert entry.main() == cli.DONE
    assert len(moved) == 1
    os.close(moved[0][0])


def test_the_window_is_the_one_beside_the_program(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window = tmp_path / "ui"
    window.mkdir()
    write(window / "__init__.py", "")
    write(window / "app.py", "def run(plan, as_of):\n    return 40 + as_of.day if plan is None else 1\n")
    monkeypatch.setattr(entry, "__file__", str(tmp_path / "eopbuilder" / "__main__.py"))
    for name in [one for one in sys.modules if one.split(".")[0] == "ui"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "ui", sys)
    try:
        assert run("--as-of", "2026-11-02", window=entry._open_window).code == 42
        assert run("plan.eop", window=entry._open_window).code == 1
        assert "tomorrow" in run("open", "--as-of", "tomorrow", window=entry._open_window).sentence()
    finally:
        sys.modules.pop("ui.app", None)


def test_a_pipe_closed_within_a_command_is_left_to_the_caller(run: Run) -> None:
    def closed(_plan: Path | None, _as_of: str) -> int:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(window=closed)


def test_the_code_of_the_command_is_the_code_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(cli, "run", lambda arguments, open_window: asked.append(arguments) or 5)
    monkeypatch.setattr(sys, "argv", ["eopbuilder", "info", "plan.eop"])
    assert entry.main() == 5
    assert asked == [["info", "plan.eop"]]


def test_a_program_without_a_console_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "run", lambda _arguments, open_window: 0 if open_window else 1)
    monkeypatch.setattr(sys, "stdout", None)
    assert entry.main() == 0


def program(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "eopbuilder", *map(str, arguments)]
    own = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=own, check=False, timeout=60)


def test_the_real_program_ends_with_the_code_of_its_command(sample: Path, tmp_path: Path) -> None:
    found = program("check", sample, "--json")
    assert (found.returncode, found.stderr) == (cli.FOUND_ERRORS, "")
    check(json.loads(found.stdout), "check")
    refused = program("info", tmp_path / "none.eop")
    assert (refused.returncode, refused.stdout) == (cli.USER_FIXABLE, "")
    assert len(refused.stderr.splitlines()) == 1


def test_a_terminal_that_lacks_letters_gets_marks_in_their_place(sample: Path, tmp_path: Path) -> None:
    name = {"school": {"name": "Łódź"}}
    told = program("import", sample, "--data", write(tmp_path / "name.json", name), PYTHONIOENCODING="ascii")
    assert (told.returncode, told.stderr) == (cli.DONE, "")
    told = program("info", sample, PYTHONIOENCODING="ascii")
    assert (told.returncode, told.stderr) == (cli.DONE, "")
    assert "?" in told.stdout


# The schemas ----------------------------------------------------------------------------------------------------------

JSON_TYPES = {
    Kind.NUMBER: "integer", Kind.DECIMAL: "number", Kind.YES_NO: "boolean", **dict.fromkeys(MANY, "array"),
}  # fmt: skip


@pytest.mark.parametrize("kind", [PlanInfo, School, *LISTS], ids=lambda kind: kind.TABLE)
def test_the_schema_of_plan_data_knows_every_field(kind: type[Record]) -> None:
    schema = json.loads((SCHEMAS / "plan-data.schema.json").read_text(encoding="utf-8"))["properties"][kind.TABLE]
    if kind.TABLE == "answers":
        return
    properties = schema.get("items", schema)["properties"]
    own = {"pack", "pack_edition"} if kind is PlanInfo else set() if kind is School else {"id"}
    assert set(properties) - own - {"not_applicable"} == {spec.name for spec in field_specs(kind)}
    for spec in field_specs(kind):
        told = properties[spec.name]
        if spec.choices:
            offered = told["items"]["enum"] if spec.kind in MANY else told["enum"]
            assert [one for one in offered if one is not None] == [choice.id for choice in spec.choices]
        else:
            assert told["type"] == [JSON_TYPES.get(spec.kind, "string"), "null"]


def test_a_picture_and_a_logo_are_taken_in(run: Run, empty: Path, tmp_path: Path) -> None:
    file = tmp_path / "First floor.png"
    file.write_bytes(encoded(drawing(3000, 1500)))
    told = run("import", empty, "--picture", file, "--kind", "floor-plan", "--json").json("picture-import")
    assert (told["width"], told["height"]) == (2000, 1000)
    assert run("import", empty, "--logo", file).out.startswith("Logo taken: 2000 by 1000 pixels, ")
    assert set(run("import", empty, "--logo", file, "--json").json("picture-import")) == {"width", "height", "bytes"}
    plan = library.open_for_reading(empty).plan
    assert [(one.id, one.title, one.kind) for one in plan.pictures] == [(told["picture"], "First floor", "floor-plan")]
    assert plan.school.logo == plan.pictures[0].image


def test_a_picture_without_a_kind_or_sense_is_refused_in_one_sentence(run: Run, empty: Path, tmp_path: Path) -> None:
    file = tmp_path / "map.pdf"
    file.write_bytes(b"%PDF-1.7")
    assert (
        "its kind is not said. Add --kind and one of site-plan, " in run("import", empty, "--picture", file).sentence()
    )
    assert "“x” is not a kind" in run("import", empty, "--picture", file, "--kind", "x").sentence()
    assert "it is a PDF. Save the page" in run("import", empty, "--picture", file, "--kind", "photo").sentence()
    many = write(tmp_path / "many.json", {"pictures": [{"title": str(one)} for one in range(40)]})
    assert run("import", empty, "--data", many).code == cli.DONE
    file.write_bytes(encoded(drawing()))
    assert "at most 40 pictures" in run("import", empty, "--picture", file, "--kind", "photo").sentence()


def test_a_check_holds_the_plan_against_published_requirements(run: Run, sample: Path) -> None:
    told = run("check", sample, "--rules", "all", "--json", "--as-of", "2026-11-26").json("check")["requirements"]
    packs = {one["pack"] for one in told}
    assert packs >= {"federal-guide", "cops-ten-actions", "commonly-missing", "rems-review", "texas"}
    steps = {step.id for step in load_pack(cli.DEFAULT_PACK).steps}
    assert {one["where"]["step"] for one in told} <= steps
    assert {one["status"] for one in told} == {"met", "partly", "missing", "not applicable"}
    one = run("check", sample, "--rules", "commonly-missing", "--as-of", "2026-11-26")
    assert "commonly-missing ms-3:" in one.out
    assert "requirements" not in run("check", sample, "--json").json("check")
    assert "Use all or one of" in run("check", sample, "--rules", "atlantis").sentence()


def test_a_pdf_is_locked_with_what_is_piped_in(
    run: Run, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    assert run("export", empty, "-o", tmp_path / "plan.pdf", "--lock").code == cli.DONE
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "plan.pdf")
    with pikepdf.open(tmp_path / "plan.pdf", password="correct horse") as pdf:
        assert len(pdf.pages) > 1
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert "fewer than 8 characters" in run("export", empty, "-o", tmp_path / "other.pdf", "--lock").sentence()
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    assert "only a PDF can be locked" in run("export", empty, "-o", tmp_path / "plan.docx", "--lock").sentence()
    assert not (tmp_path / "other.pdf").exists()


def test_a_passphrase_typed_on_a_terminal_is_typed_twice(
    run: Run, empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(("correct horse", "correct house"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert "the two passphrases differ" in run("export", empty, "-o", tmp_path / "plan.pdf", "--lock").sentence()


def test_what_if_tells_who_steps_up_and_what_stops(run: Run, sample: Path) -> None:
    day = ("--as-of", "2026-11-26")
    plain = run("whatif", sample, "--json", *day).json("whatif")
    assert plain["steps_up"] == []
    assert plain["uncovered"] == plain["uncovered_anyway"]
    assert all(one["anyway"] for one in plain["annexes_affected"])
    told = run("whatif", sample, "--absent", "Jackson, Uma", "--level", "act-2", "--json", *day).json("whatif")
    assert told["steps_up"] == [{"role": "role-ic", "from": "Uma Jackson", "to": "Zoë Park"}]
    assert told["stretched"] == [{"person": "Zoë Park", "roles": ["role-ic", "role-pio"]}]
    evening = run("whatif", sample, "--at", "Tue 18:30", "--lost", "power", "--level", "1", "--json", *day).json(
        "whatif"
    )
    assert "role-ic" in set(evening["uncovered"]) - set(evening["uncovered_anyway"])
    lockdown = next(one for one in evening["annexes_affected"] if one["annex"] == "fa-lockdown")
    assert lockdown["stops"]
    assert ["fa-lockdown", "role-ic", "hour"] in lockdown["why"]
    named = {one for affected in evening["annexes_affected"] for path in affected["why"] for one in path}
    assert named - {"hour", "system:power"} <= set(evening["titles"])
    words = run("whatif", sample, "--at", "Tue 18:30", "--level", "act-1", *day).out
    assert "Incident Commander: Uma Jackson and Zoë Park are not on site at that hour." in words
    assert "Name one more alternate for the role Incident Commander who is there on Tuesday 18:30" in words
    assert "Nothing changes" in run("whatif", sample, *day).out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--absent", "Uma"), "Perhaps you mean “Uma Jackson”"),
        (("--absent", "Nobody Atall"), "Write a name as the plan has it"),
        (("--at", "noon"), "“noon” after --at is no hour of the week"),
        (
            ("--lost", "Atlantis"),
            "“Atlantis” after --lost is none of the plan's sites, channels, providers and partners",
        ),
        (("--level", "act-7"), "there is no activation level “act-7”"),
    ],
)
def test_what_if_explains_what_it_cannot_take(
    run: Run, sample: Path, arguments: tuple[str, str], sentence: str
) -> None:
    assert sentence in run("whatif", sample, *arguments).sentence()


def test_a_pack_of_ones_own_is_checked(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    text = (ROOT / "plan_templates" / "requirements" / "kentucky" / "requirements.toml").read_text(encoding="utf-8")
    write(folder / "requirements.toml", text)
    assert "nothing wrong" in run("pack", "check", folder).out
    write(folder / "requirements.toml", text.replace("met_when", "met_wen"))
    assert re.match(r"requirements\.toml line \d+: “met_when” is missing", run("pack", "check", folder).sentence())


def test_the_schemas_refuse_what_the_program_refuses() -> None:
    for data in ({"people": [{"diagnosis": "x"}]}, {"students": []}, {"school": {"enrollment": -1}}):
        with pytest.raises(jsonschema.ValidationError):
            check(data, "plan-data")


def test_the_default_pack_is_installed() -> None:
    assert load_pack(cli.DEFAULT_PACK).id == cli.DEFAULT_PACK
    with pytest.raises(UserFixable):
        load_pack("none")


def test_the_kit_is_written_into_a_folder(run: Run, tmp_path: Path) -> None:
    plan, folder = tmp_path / "plan.eop", tmp_path / "kit"
    run("new", plan, "--sample")
    outcome = run("export", plan, "--kit", folder, "--as-of", "2026-09-01")
    assert (outcome.code, outcome.err) == (cli.DONE, "")
    written = [Path(line) for line in outcome.out.splitlines()]
    assert sorted(written) == sorted(folder.iterdir())
    assert all(one.read_bytes().startswith(b"%PDF-") for one in written)
    reference = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert [one.name for one in written if f"| `{one.name}` |" not in reference] == []
    assert "Use pdf or docx" in run("export", plan, "--kit", folder, "--format", "odt").sentence()
    assert "not allowed with argument" in run("export", plan, "--kit", folder, "-o", "plan.pdf").sentence()
