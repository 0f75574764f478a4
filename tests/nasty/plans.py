"""Plans in which every field a person can type into holds a nasty text, the way the program would have taken it."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from eopbuilder.document.build import build_document
from eopbuilder.document.facts_text import phone_text
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import FieldSpec, InvalidValue, Kind, clean_text, parse_value
from eopbuilder.domain.images import image_id
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Answer, Scenario, SectionSetting, field_spec
from eopbuilder.planning.exporting import moment
from tests.images import saying
from tests.nasty.reading import squeezed, texts_of_tree
from tests.planning.canaries import Canaries

TYPED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS, Kind.PHONE, Kind.EMAIL})
"""Kinds of fields that take words."""
_FAR_OUT: Mapping[Kind, tuple[Any, ...]] = MappingProxyType(
    {
        Kind.DATE: (date(1, 1, 1), date(9999, 12, 31), date(2026, 12, 3), date(2024, 2, 29), date(2027, 1, 1)),
        Kind.NUMBER: (0, 1, 12, 999_999_999, 1_000_000_000),
        Kind.DECIMAL: (0.0, 0.1, 1.0, 1e-7, 1234.5678, 1_000_000_000.0),
    }
)
"""Values of other kinds at the ends of what a field may take."""
PLAIN = "plainword"


@dataclasses.dataclass(frozen=True)
class Planted:
    """A text as it was typed into a field, and as the plan took it (in pieces when the field holds several)."""

    where: str
    typed: str
    taken: tuple[str, ...]


class NastyPlan(Canaries):
    """A plan whose texts come from `texts`, one after the other; `planted` says which went where, `count` how many.

    With fewer texts than fields the rest gets plain words. Every field of every record type and every question of the
    pack is filled, whatever they are: they are found through their descriptions.
    """

    def __init__(self, pack: Pack, texts: Sequence[str]) -> None:
        super().__init__(pack)
        self._texts = list(texts)
        self.count = 0
        self.planted: list[Planted] = []
        self._where = ""

    def _next(self) -> str:
        self.count += 1
        if self.count <= len(self._texts):
            return self._texts[self.count - 1]
        return f"{PLAIN}{self.count:05}"

    def _word(self, level: int) -> str:
        """The reason why something does not apply, cleaned as the program does; never empty."""
        typed = self._next()
        taken = " ".join(clean_text(typed).split()) or "said nothing"
        self.planted.append(Planted(f"{self._where} (reason)", typed, (taken,)))
        return taken

    def _filled(self, kind: type[Any], record_id: str, section: str = "", /, at_least: int = 0, **fixed: Any) -> Any:
        self._where = kind.TABLE
        record = super()._filled(kind, record_id, section, at_least, **fixed)
        if kind is Scenario and record.day is not None:
            return dataclasses.replace(record, time="18:30")
        if kind is SectionSetting and section.startswith("hz-"):
            left_out = self._typed(field_spec(SectionSetting, "left_out"), f"{kind.TABLE}.left_out")
            return dataclasses.replace(record, left_out=left_out)
        return record

    def _set_aside(self, kind: type[Any], *place_and_level: int) -> Any:
        self._where = kind.TABLE
        return super()._set_aside(kind, *place_and_level)

    def _image(self, level: int) -> str:
        """A picture. What its bytes say is no field."""
        data = saying(f"picture {len(self.images)}")
        self.images[image_id(data)] = data
        return image_id(data)

    def _answers(self) -> list[Answer]:
        self._where = Answer.TABLE
        return super()._answers()

    def _value(self, spec: FieldSpec, level: int) -> Any:
        where = f"{self._where}.{spec.name}"
        if spec.kind in TYPED:
            return self._typed(spec, where)
        if spec.kind in _FAR_OUT:
            self.count += 1
            return self._accepted(spec, _FAR_OUT[spec.kind])
        return super()._value(spec, level)

    def _accepted(self, spec: FieldSpec, values: Sequence[Any]) -> Any:
        """One of the values, another one each time, that the field takes."""
        for place in range(len(values)):
            with contextlib.suppress(InvalidValue):
                return parse_value(spec, values[(self.count + place) % len(values)])
        raise AssertionError(f"{spec.name} takes none of {values}")

    def _typed(self, spec: FieldSpec, where: str) -> Any:
        typed = self._next()
        bare = re.sub(r"[@\s]", "", clean_text(typed)) or "x"
        for raw in (typed, f"{bare}@school.example"):
            try:
                value = parse_value(spec, [raw, self._next()] if spec.kind is Kind.TEXTS else raw)
            except InvalidValue:
                continue
            taken = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
            self.planted.append(Planted(where, raw, taken))
            return value
        raise AssertionError(f"{where} takes neither {typed!r} nor an address made from it")


def nasty_plan(pack: Pack, texts: Sequence[str]) -> tuple[Plan, tuple[Planted, ...]]:
    """The plan of these texts and what was planted where."""
    made = NastyPlan(pack, texts)
    plan = made.plan()
    return plan, tuple(made.planted)


_TO_FILL_IN = re.compile(r"\{([^{}]+)\}")
_LIST_MARK = re.compile(r"\s*([-*•–]|\d{1,3}[.)])\s+")


def lost_on_the_way(plan: Plan, planted: Sequence[Planted], pack: Pack, as_of: date) -> list[str]:
    """Texts of the plan that are not in the document built from it, though plain words in the same fields are.

    What the document changes on purpose does not count: line ends inside a sentence, the marks of lists, the look of
    phone numbers, braces in a message, which become lines to fill in.
    """
    harmless, same = nasty_plan(pack, ())
    shown, found = _printed(harmless, pack, as_of), _printed(plan, pack, as_of)
    lost = []
    for plain, one in zip(same, planted, strict=True):
        if not all(squeezed(text) in shown for text in plain.taken):
            continue
        lines = [line for text in one.taken for line in text.split("\n")]
        gone = [line for line in lines if not any(squeezed(form) in found for form in _forms(line))]
        lost.extend(f"{one.where}: {line!a}" for line in gone)
    return lost


def _forms(line: str) -> tuple[str, ...]:
    return line, _LIST_MARK.sub("", line, count=1), phone_text(line), _TO_FILL_IN.sub(r"________ (\1)", line)


def _printed(plan: Plan, pack: Pack, as_of: date) -> str:
    document = build_document(plan, with_own_roles(pack, plan), as_of, moment(as_of))
    return squeezed("\n".join(texts_of_tree(document)))
