"""The command `whatif`: asks the role graph about people who are away, an hour, losses and an activation level."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Protocol


def describe(command: argparse.ArgumentParser) -> None:
    """Tells a parser the options of `whatif`."""
    command.add_argument("plan", type=Path, metavar="PLAN.eop")
    command.add_argument(
        "--absent", action="append", default=[], metavar="NAME", help="somebody who is away; may repeat"
    )
    command.add_argument(
        "--at", default="", metavar="“Tue 18:30”", help="the hour of the week; then people's hours count"
    )
    command.add_argument(
        "--lost",
        action="append",
        default=[],
        metavar="ID",
        help="a site, channel, provider, partner, or “power”; may repeat",
    )
    command.add_argument("--level", default="", metavar="act-2", help="activation level (default: the highest)")
    command.add_argument("--json", action="store_true", help="print JSON for other programs")


def do(options: argparse.Namespace, as_of: date) -> int:
    """Prints what happens in the case."""
    from eopbuilder.planning import library
    from eopbuilder.planning.scenarios import outcome_data, read_case
    from eopbuilder.rolegraph.whatif import what_if

    with closing(library.open_for_reading(options.plan)) as reading:
        plan, pack = reading.plan, reading.pack
        case = read_case(plan, pack, absent=options.absent, at=options.at, lost=options.lost, level=options.level)
        outcome = what_if(plan, pack, as_of, case)
        if options.json:
            print(json.dumps(outcome_data(outcome), indent=2))
            return 0
        from eopbuilder.rolegraph import outcome_text as words
        from eopbuilder.rolegraph.fixes import smallest_fixes

        print(f"{'. '.join(words.situation(outcome))}.")
        if not words.changes_anything(outcome):
            print("\nNothing changes: everything that works without this case works in it.")
        _print("Who steps up", words.steps_up_lines(outcome))
        _print("Nobody is there for", words.uncovered_lines(outcome))
        _print("One person in several places", words.stretched_lines(outcome))
        for group in words.annex_groups(outcome):
            _print(group.heading, group.lines)
        _print("What closes it", (fix for fix in smallest_fixes(outcome) if not fix.already))
        _print("Please note", filter(None, (words.gaps_anyway(outcome), words.assumption(outcome))))
    return 0


class _Line(Protocol):
    @property
    def text(self) -> str: ...


def _print(heading: str, lines: Iterable[_Line | str]) -> None:
    found = [line if isinstance(line, str) else line.text for line in lines]
    if found:
        print(f"\n{heading}")
        for line in found:
            print(f"  {line}.")
