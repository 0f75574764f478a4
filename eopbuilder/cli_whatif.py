"""The command `whatif`: asks the role graph about people who are away, an hour, losses and an activation level."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from eopbuilder.domain.findings import sentence


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
    from eopbuilder.rolegraph.report import report
    from eopbuilder.rolegraph.whatif import what_if

    with closing(library.open_for_reading(options.plan)) as reading:
        plan, pack = reading.plan, reading.pack
        case = read_case(plan, pack, absent=options.absent, at=options.at, lost=options.lost, level=options.level)
        outcome = what_if(plan, pack, as_of, case)
        if options.json:
            print(json.dumps(outcome_data(outcome), indent=2))
            return 0
        told = report(outcome)
    print(sentence(told.situation))
    for section in told.sections:
        _print(section.heading, section.lines)
    _print("What closes it", [fix.text for fix in told.fixes])
    return 0


def _print(heading: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{heading}")
        for line in lines:
            print(f"  {sentence(line)}")
