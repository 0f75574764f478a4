"""The command line: everything the program does without a screen, for district IT, scripts and tests."""

from __future__ import annotations

import argparse
import difflib
import getpass
import json
import platform
import sqlite3
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from eopbuilder import __version__, cli_forms, cli_kit, cli_pictures, cli_whatif, journal, paths
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.findings import Finding, Severity, sentence, summary
from eopbuilder.domain.requirements import Judged
from eopbuilder.errors import UserFixable

DONE, FOUND_ERRORS, USER_FIXABLE, BUG = 0, 1, 2, 3
DEFAULT_PACK = "k12-federal"
OpenWindow = Callable[[Path | None, str], int]

_DEMO_PLAN_FILES = ("plan.docx", "plan.pdf", "plan.txt", "plan.json")
_DEMO_GRAPH_FILES = ("role-graph.svg", "role-graph.png", "role-graph.pdf", "role-graph.json", "role-graph.graphml")


def run(arguments: Sequence[str], open_window: OpenWindow) -> int:
    """Carries out one command and returns the exit code. Without a command the window opens, on a plan if one is named.

    0 done; 1 `check` found errors; 2 something the user can fix, told in one sentence on standard error; 3 a bug.
    """
    try:
        options = _parser().parse_args(_with_default_command(arguments))
        journal.open_log(paths.log_file())
        if options.command == "open":
            return open_window(options.plan, options.as_of)
        return int(options.do(options, read_day(options.as_of)))
    except UserFixable as problem:
        print(f"eopbuilder: {' '.join(str(problem).split())}", file=sys.stderr)
        return USER_FIXABLE
    except BrokenPipeError:
        raise  # whoever read our output has gone; nothing went wrong here
    except Exception as error:
        journal.failure("command failed", error)
        traceback.print_exc()
        print("eopbuilder: this is a fault of the program, not yours. Please report the lines above.", file=sys.stderr)
        return BUG


def read_day(text: str) -> date:
    """The day of `--as-of`. Raises `UserFixable` when it is not a date."""
    try:
        return date.fromisoformat(text) if text else date.today()
    except ValueError:
        raise UserFixable(
            "Nothing was done", f"“{text}” after --as-of is not a date", "Write it like 2026-11-21"
        ) from None


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise UserFixable("Nothing was done", message, f"See “{self.prog} --help”")


def _with_default_command(arguments: Sequence[str]) -> list[str]:
    first = next((one for one in arguments if not one.startswith("-")), "")
    asks_for_help = any(one in {"-h", "--help", "--version"} for one in arguments)
    if first in _COMMANDS or (asks_for_help and not first):
        return list(arguments)
    if _is_a_lone_word(first):
        meant = difflib.get_close_matches(first.casefold(), _COMMANDS, n=1)
        see = f"Did you mean “{meant[0]}”? See “eopbuilder --help”" if meant else "See “eopbuilder --help”"
        raise UserFixable("Nothing was done", f"“{first}” is neither a command nor a plan file", see)
    return ["open", *arguments]


def _is_a_lone_word(text: str) -> bool:
    """Whether this can hardly be meant as a file: a slip in a command would else open the window on a plan “chekc”."""
    return text.isalpha() and not Path(text).exists()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="eopbuilder",
        description="Drafts, checks and prints a school's emergency operations plan (EOP), offline.",
        epilog="Without a command, eopbuilder [PLAN.eop] opens the program. "
        "Exit codes: 0 done; 1 “check” found errors; 2 something you can fix, told on standard error; 3 a bug.",
    )
    parser.add_argument("--version", action="version", version=f"eopbuilder {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=_Parser)
    for name, (describe, do) in _COMMANDS.items():
        command = commands.add_parser(name, help=describe[0], description=describe[0])
        describe[1](command)
        command.add_argument(
            "--as-of", default="", metavar="YYYY-MM-DD", help="judge who has left and what has lapsed as of this day"
        )
        command.set_defaults(do=do)
    return parser


def _asks_open(command: argparse.ArgumentParser) -> None:
    command.add_argument("plan", nargs="?", type=Path, metavar="PLAN.eop")


def _asks_plan(command: argparse.ArgumentParser) -> None:
    command.add_argument("plan", type=Path, metavar="PLAN.eop")


def _asks_plan_and_json(command: argparse.ArgumentParser) -> None:
    _asks_plan(command)
    command.add_argument("--json", action="store_true", help="print JSON for other programs")


def _asks_check(command: argparse.ArgumentParser) -> None:
    _asks_plan_and_json(command)
    command.add_argument(
        "--rules", default="", metavar="ID", help="also hold the plan against a requirement pack, or “all” of them"
    )


def _asks_pack(command: argparse.ArgumentParser) -> None:
    command.add_argument("action", choices=("check",), help="check the pack in a folder")
    command.add_argument("folder", type=Path, metavar="FOLDER")


def _asks_new(command: argparse.ArgumentParser) -> None:
    _asks_plan(command)
    command.add_argument("--pack", default=DEFAULT_PACK, metavar="ID", help=f"template pack (default {DEFAULT_PACK})")
    example = command.add_mutually_exclusive_group()
    example.add_argument("--sample", action="store_true", help="a fictional school's plan at its start, gaps and all")
    example.add_argument("--finished-sample", action="store_true", help="the same school's finished plan")


def _asks_import(command: argparse.ArgumentParser) -> None:
    _asks_plan_and_json(command)
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--staff", type=Path, metavar="FILE", help="a staff list (CSV or XLSX)")
    source.add_argument("--data", type=Path, metavar="FILE.json", help="a whole or partial plan as JSON")
    cli_pictures.describe(command, source)


def _asks_output(command: argparse.ArgumentParser) -> None:
    _asks_plan(command)
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="the ending decides the format"
    )
    cli_forms.ask_edition(command)


def _asks_export(command: argparse.ArgumentParser) -> None:
    _asks_plan(command)
    target = command.add_mutually_exclusive_group(required=True)
    target.add_argument("-o", "--output", type=Path, metavar="FILE", help="the ending decides the format")
    cli_kit.describe(command, target)
    cli_forms.ask_edition(command)
    command.add_argument("--copy", default="", metavar="NUMBER", help="the number of the copy, for its cover")
    command.add_argument("--with-kit", action="store_true", help="bind the sheets of the kit into a document")
    cli_forms.describe_paper(command)
    command.add_argument("--lock", action="store_true", help="lock PDF files with a passphrase, which is asked for")


def _asks_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", type=Path, metavar="FOLDER")


def _print_json(data: object) -> None:
    print(json.dumps(data, indent=2))


def _do_open(_options: argparse.Namespace, _as_of: date) -> int:
    raise AssertionError("the window is opened by the caller")


def _do_new(options: argparse.Namespace, _as_of: date) -> int:
    from eopbuilder.planning import library, sample

    if options.sample or options.finished_sample:
        session = sample.create_sample(options.plan, finished=options.finished_sample)
    else:
        session = library.create_plan(options.plan, pack=options.pack)
    with closing(session):
        session.publish()
    print(session.path)
    return DONE


def _do_info(options: argparse.Namespace, as_of: date) -> int:
    from eopbuilder.planning import library
    from eopbuilder.planning.facts_at_a_glance import plan_at_a_glance

    with closing(library.open_for_reading(options.plan)) as reading:
        glance: dict[str, Any] = plan_at_a_glance(reading.plan, reading.pack, as_of)
    glance["versions"] = {
        "eopbuilder": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    if options.json:
        _print_json(glance)
        return DONE
    year = glance["school_year"] or "no school year yet"
    print(f"{glance['title'] or 'Untitled plan'}: {glance['school'] or 'no school named yet'}, {year}")
    print(f"Template pack {glance['pack']}, edition {glance['pack_edition']}")
    print(f"{glance['people']} people; {glance['roles_staffed']} of {glance['roles_total']} roles staffed")
    print(f"Last changed {_when(glance['updated_at'])}")
    return DONE


def _when(moment: str | None) -> str:
    """A moment as people write it, by the clock of this computer."""
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}" if moment else "never"


def _do_import(options: argparse.Namespace, as_of: date) -> int:
    if options.picture or options.logo:
        return cli_pictures.do(options)
    return _import_staff(options, as_of) if options.staff else _import_data(options)


def _import_staff(options: argparse.Namespace, as_of: date) -> int:
    from eopbuilder.planning import library, staff_import

    preview = staff_import.preview(options.staff)
    with closing(library.open_plan(options.plan)) as session:
        report = staff_import.import_staff(session, preview=preview, as_of=as_of)
        session.publish()
    if options.json:
        _print_json(
            {
                "added": report.added,
                "merged": report.merged,
                "left": report.left,
                "people": report.people,
                "rejected": [{"row": note.row, "why": note.why} for note in report.rejected],
                "warnings": [{"row": note.row, "why": note.why} for note in report.warnings],
            }
        )
        return DONE
    print(f"{report.added} added, {report.merged} merged, {report.left} left; {report.people} people in the plan")
    for title, notes in (("Not taken", report.rejected), ("Please look", report.warnings)):
        for note in notes:
            print(f"{title}: row {note.row}: {note.why}")
    return DONE


def _import_data(options: argparse.Namespace) -> int:
    from eopbuilder.planning import data_import, library

    with closing(library.open_plan(options.plan)) as session:
        report = data_import.import_data(session, path=options.data)
        session.publish()
    if options.json:
        rejected = [{"entry": one.entry, "why": one.why} for one in report.rejected]
        _print_json({"added": report.added, "changed": report.changed, "rejected": rejected})
        return DONE
    print(f"{report.added} added, {report.changed} changed, {len(report.rejected)} not taken")
    for one in report.rejected:
        print(f"Not taken: {one.entry}: {one.why}")
    return DONE


def _do_export(options: argparse.Namespace, as_of: date) -> int:
    from eopbuilder.planning import library
    from eopbuilder.planning.exporting import export_plan

    if options.kit:
        if options.copy or options.with_kit:
            raise UserFixable(
                "Nothing was written",
                "the kit has no copy numbers and is not bound into itself",
                "Leave out --copy and --with-kit, or write the plan with -o",
            )
        return cli_kit.do(options, as_of, _asked_passphrase() if options.lock else "")
    paper = cli_forms.chosen_paper(options.paper)
    with closing(library.open_for_reading(options.plan)) as reading:
        edition = Edition(options.edition) if options.edition else None
        result = export_plan(
            reading.plan,
            reading.pack,
            as_of,
            options.output,
            edition=edition,
            copy=options.copy.strip(),
            paper=paper,
            with_kit=options.with_kit,
            passphrase=_asked_passphrase() if options.lock else "",
        )
    print(result.path)
    for warning in result.warnings:
        print(f"eopbuilder: {warning}", file=sys.stderr)
    return DONE


def _asked_passphrase() -> str:
    """The passphrase typed twice on a terminal, or the first line of what is piped in; never an argument others see."""
    from eopbuilder.planning.exporting import SHORTEST_PASSPHRASE

    if sys.stdin.isatty():
        passphrase = getpass.getpass("Passphrase: ")
        same = passphrase == getpass.getpass("The same again: ")
    else:
        passphrase, same = sys.stdin.readline().rstrip("\r\n"), True
    if len(passphrase) < SHORTEST_PASSPHRASE or not same:
        why = "the two passphrases differ" if not same else f"it has fewer than {SHORTEST_PASSPHRASE} characters"
        raise UserFixable("Nothing was written", why, "Choose several words you can remember, and type them twice")
    return passphrase


def _do_graph(options: argparse.Namespace, as_of: date) -> int:
    from eopbuilder.planning import library
    from eopbuilder.planning.exporting import export_graph

    with closing(library.open_for_reading(options.plan)) as reading:
        edition = Edition(options.edition) if options.edition else None
        result = export_graph(reading.plan, reading.pack, as_of, options.output, edition=edition)
    print(result.path)
    for warning in result.warnings:
        print(f"eopbuilder: {warning}", file=sys.stderr)
    return DONE


def _do_check(options: argparse.Namespace, as_of: date) -> int:
    from eopbuilder.planning import library, requirements
    from eopbuilder.planning.review import review

    packs = requirements.chosen_packs(options.rules) if options.rules else ()
    with closing(library.open_for_reading(options.plan)) as reading:
        findings = review(reading.plan, reading.pack, as_of)
        judged = requirements.judge(reading.plan, reading.pack, as_of, findings, packs)
    counts = summary(findings)
    if options.json:
        data: dict[str, Any] = {"findings": [_finding_data(finding) for finding in findings], "summary": counts}
        if options.rules:
            data["requirements"] = [_requirement_data(one) for one in judged]
        _print_json(data)
    else:
        for one in judged:
            print(f"{one.status.value.upper():<15} {one.pack.id} {one.requirement.id}: {one.requirement.title}")
        for finding in findings:
            told = f"{sentence(finding.message)} {sentence(finding.remedy)}"
            print(f"{finding.severity.value.upper():<8} {finding.code:<9} {told}")
        print(f"{counts['error']} errors, {counts['warning']} warnings, {counts['note']} notes")
    return FOUND_ERRORS if counts[Severity.ERROR.value] else DONE


def _finding_data(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "where": {"step": where.step, "record": where.record, "field": where.field, "section": where.section},
        "message": finding.message,
        "remedy": finding.remedy,
        "source": finding.source,
    }


def _requirement_data(judged: Judged) -> dict[str, Any]:
    return {
        "pack": judged.pack.id,
        "id": judged.requirement.id,
        "title": judged.requirement.title,
        "status": judged.status.value,
        "where": {"step": judged.where.step, "section": judged.where.section},
        "source": ", ".join(f"{one.source} {one.confidence}".strip() for one in judged.requirement.citations),
    }


def _do_pack(options: argparse.Namespace, _as_of: date) -> int:
    from eopbuilder.planning.requirements import check_folder

    print(f"{options.folder}: nothing wrong. {check_folder(options.folder)}.")
    return DONE


def _do_demo(options: argparse.Namespace, as_of: date) -> int:
    from eopbuilder.planning import sample
    from eopbuilder.planning.exporting import export_graph, export_plan

    folder: Path = options.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UserFixable(f"“{folder}” was not made", "a file has that name", "Choose another folder") from None
    except OSError as error:
        reason = (error.strerror or "the disk reported an error").lower()
        raise UserFixable(f"“{folder}” was not made", reason, "Choose another folder") from error
    with closing(sample.create_sample(folder / "plan.eop", overwrite=True)) as session:
        session.publish()
        plan, pack = session.plan, session.pack
    print(folder / "plan.eop")
    for name in _DEMO_PLAN_FILES:
        print(export_plan(plan, pack, as_of, folder / name).path)
    for name in _DEMO_GRAPH_FILES:
        print(export_graph(plan, pack, as_of, folder / name).path)
    return DONE


_Describe = tuple[str, Callable[[argparse.ArgumentParser], None]]
_Do = Callable[[argparse.Namespace, date], int]
_COMMANDS: dict[str, tuple[_Describe, _Do]] = {
    "open": (("open the program", _asks_open), _do_open),
    "new": (("make a new plan", _asks_new), _do_new),
    "info": (("tell what a plan is and how far it has come", _asks_plan_and_json), _do_info),
    "import": (("take in a staff list, plan data, a picture or the school's logo", _asks_import), _do_import),
    "export": (
        ("write the plan, in an edition, as Word, PDF, text or JSON, or its kit of single documents", _asks_export),
        _do_export,
    ),
    "graph": (("write the role graph as a drawing or as data", _asks_output), _do_graph),
    "forms": (
        ("write ICS forms 203, 205A and 207 and a job action sheet for each role", cli_forms.describe),
        cli_forms.do,
    ),
    "check": (("check the plan; exit code 1 when there are errors", _asks_check), _do_check),
    "whatif": (
        ("tell who steps up and what stops when people, sites or channels are lost", cli_whatif.describe),
        cli_whatif.do,
    ),
    "pack": (("check a template pack or requirement pack of your own", _asks_pack), _do_pack),
    "demo": (("write the sample plan and export it every way", _asks_folder), _do_demo),
}
