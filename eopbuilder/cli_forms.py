"""The command `forms`: incident command forms and job action sheets, filled in from a plan."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.paper import Paper
from eopbuilder.errors import UserFixable

if TYPE_CHECKING:
    from eopbuilder.planning.sheets import FormFormat

_LEVELS = ("1", "2", "3")
_FORMATS = ("pdf", "docx")
_PAPERS = ("letter", "a4")


def describe(command: argparse.ArgumentParser) -> None:
    """Tells a parser the options of `forms`."""
    command.add_argument("plan", type=Path, metavar="PLAN.eop")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FOLDER", help="where the files go; made if not there"
    )
    command.add_argument(
        "--level", default=_LEVELS[-1], metavar="1|2|3", help="activation level to fill them in for (default: 3)"
    )
    command.add_argument("--format", default=_FORMATS[0], metavar="pdf|docx", help="PDF (default) or Word")
    ask_edition(command)
    describe_paper(command)


def ask_edition(command: argparse.ArgumentParser) -> None:
    """Adds `--edition`; `chosen_edition` reads it."""
    command.add_argument(
        "--edition",
        choices=[one.value for one in Edition],
        help="whom it is for: facts above its level are not in the file (default full; data without it hold all)",
    )


def chosen_edition(options: argparse.Namespace) -> Edition:
    """The edition of `--edition`, the full one without it."""
    return Edition(options.edition or Edition.FULL)


def describe_paper(command: argparse.ArgumentParser) -> None:
    """Tells a parser the option that says what paper files are printed on."""
    command.add_argument("--paper", default=_PAPERS[0], metavar="letter|a4", help="US Letter (default) or A4")


def do(options: argparse.Namespace, as_of: date) -> int:
    """Writes the forms and prints where each one is."""
    from eopbuilder.planning import library
    from eopbuilder.planning.exporting_forms import export_forms

    file_format, paper = chosen_format(options.format), chosen_paper(options.paper)
    with closing(library.open_for_reading(options.plan)) as reading:
        ranks = {level.id: str(level.rank) for level in reading.pack.levels}
        level = _chosen("--level", ranks.get(options.level, options.level), _LEVELS)
        results = export_forms(
            reading.plan,
            reading.pack,
            as_of,
            options.output,
            level=int(level),
            edition=chosen_edition(options),
            file_format=file_format,
            paper=paper,
        )
    for result in results:
        print(result.path)
    for warning in dict.fromkeys(warning for result in results for warning in result.warnings):
        print(f"eopbuilder: {warning}", file=sys.stderr)
    return 0


def chosen_format(value: str) -> FormFormat:
    """The format of `--format`. Raises `UserFixable` when it is another."""
    return "docx" if _chosen("--format", value, _FORMATS) == "docx" else "pdf"


def chosen_paper(value: str) -> Paper:
    """The paper of `--paper`. Raises `UserFixable` when it is another."""
    return "a4" if _chosen("--paper", value.casefold(), _PAPERS) == "a4" else "letter"


def _chosen(option: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        choices = f"{', '.join(allowed[:-1])} or {allowed[-1]}"
        raise UserFixable("Nothing was done", f"“{value}” after {option} is not one of them", f"Use {choices}")
    return value
