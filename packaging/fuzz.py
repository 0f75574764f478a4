"""Put nasty texts through every field of a plan and look at every export for lost words, failures and wrong files.

Texts of every kind (see tests/nasty/strings.py) fill plan after plan, until so many different ones have been through;
each plan is exported every way, in every edition, with its kit, forms and exercises, and every file is read back.
A text that breaks something is looked for, printed with its field, and kept in tests/nasty/found.json, whose texts
every test run puts through every field.

Prints what it counted, with the seed; exit status 1 when anything was wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from eopbuilder.domain.catalogue import Pack

PACK = "k12-federal"
AS_OF = date(2026, 11, 26)
MOST_TRIES = 40
"""How often a failing plan is exported again, to find the text that breaks it."""


def main() -> int:
    """Run it and print what was counted."""
    options = _arguments()
    from eopbuilder.packs import load_pack
    from tests.nasty.strings import collected

    pack = load_pack(PACK)
    started = time.monotonic()
    texts = list(collected(options.strings, options.seed))
    random.Random(options.seed).shuffle(texts)
    print(f"{len(texts)} different texts, {sum(map(len, texts)):,} characters, seed {options.seed}")
    through = plans = exports = warnings = faults = 0
    while through < len(texts):
        run = _Run(pack, texts[through:])
        plans, exports, warnings = plans + 1, exports + run.exports, warnings + run.warnings
        through = min(len(texts), through + run.used)
        faults += len(run.faults)
        for fault in run.faults:
            print(f"FAULT {fault}")
        if run.faults:
            run.look_for_the_culprit(options.keep)
        print(f"plan {plans}: {through} texts through, {exports} files, {warnings} with a warning, {faults} faults")
    spent = time.monotonic() - started
    print(
        f"{through} texts in {plans} plans, {exports} files, {warnings} with a warning, {faults} faults, {spent:.0f} s"
    )
    return 1 if faults else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tasks.py fuzz", description="Put nasty texts through every field.")
    parser.add_argument("--strings", type=int, default=10_000, metavar="N", help="how many texts (default: 10,000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed gives the same texts")
    parser.add_argument(
        "--no-keep",
        dest="keep",
        action="store_false",
        help="do not add what breaks something to tests/nasty/found.json",
    )
    return parser.parse_args()


class _Run:
    """One plan of as many of the texts as it has fields for, exported and looked at."""

    def __init__(self, pack: Pack, texts: Sequence[str]) -> None:
        from tests.nasty.plans import NastyPlan

        self._pack = pack
        made = NastyPlan(pack, texts)
        made.plan()
        self.used = min(made.count, len(texts))
        self._texts = list(texts[: self.used])
        self.exports = self.warnings = 0
        self.faults = self._faults(self._texts)

    def _faults(self, texts: Sequence[str]) -> list[str]:
        from eopbuilder.domain.disclosure import Edition
        from tests.nasty.exports import faults_of
        from tests.nasty.plans import lost_on_the_way, nasty_plan

        plan, planted = nasty_plan(self._pack, texts)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            found = [
                *lost_on_the_way(plan, planted, self._pack, AS_OF),
                *faults_of(plan, self._pack, AS_OF, folder, tuple(Edition), on_warning=self._warned),
            ]
            self.exports += sum(path.is_file() for path in folder.rglob("*"))
        return found

    def _warned(self) -> None:
        self.warnings += 1

    def look_for_the_culprit(self, keep: bool) -> None:
        """Prints the text without which nothing is wrong, its field, and keeps it for the tests."""
        from tests.nasty.found import keep as keep_texts
        from tests.nasty.plans import PLAIN, nasty_plan

        exports, warnings = self.exports, self.warnings
        places = _smallest(
            list(range(len(self._texts))),
            lambda chosen: bool(self._faults([t if at in chosen else PLAIN for at, t in enumerate(self._texts)])),
        )
        self.exports, self.warnings = exports, warnings
        _, planted = nasty_plan(self._pack, self._texts)
        for place in places:
            text = self._texts[place]
            fields = sorted({one.where for one in planted if one.typed == text})
            print(f"  the text {text!a} in {', '.join(fields) or 'a field'}")
        if keep:
            keep_texts(self._texts[place] for place in places)
            print("  kept in tests/nasty/found.json: with it, “tasks.py test tests/nasty” fails until that is mended")


def _smallest(places: list[int], fails: Callable[[set[int]], bool]) -> list[int]:
    """As few of the places as still fail, found by halving; all that are left when neither half fails alone."""
    for _ in range(MOST_TRIES):
        half = len(places) // 2
        smaller = next((part for part in (places[:half], places[half:]) if part and fails(set(part))), None)
        if smaller is None or smaller == places:
            return places
        places = smaller
    return places


if __name__ == "__main__":
    sys.exit(main())
