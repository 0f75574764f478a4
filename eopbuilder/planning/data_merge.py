"""Brings plan data from a JSON file into a plan: changes what is known by id, adds the rest, refuses the unclear."""

from __future__ import annotations

import base64
import binascii
import contextlib
import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import MANY, FieldSpec, InvalidValue, Kind, Unknown, clean_text, is_empty, parse_value
from eopbuilder.domain.images import image_id
from eopbuilder.domain.naming import names_of, plain_name
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    RECORD_TYPES,
    Answer,
    Course,
    OwnLink,
    OwnRole,
    Picture,
    PlanInfo,
    Record,
    RoleSetting,
    School,
    field_specs,
    images_of,
)
from eopbuilder.domain.records.pictures import MOST_PICTURES
from eopbuilder.errors import UserFixable
from eopbuilder.exchange.image_files import prepare_image
from eopbuilder.exchange.plan_json import Entry
from eopbuilder.planning.reporting import circle_words
from eopbuilder.rolegraph.structure import reporting_circle

_KEYED_BY_MEANING: dict[str, tuple[str, ...]] = {
    "assignments": ("role", "order"),
    "audiences": ("audience",),
    "own_roles": ("name",),
    "trainings": ("person", "course"),
    "zones": ("site", "zone"),
}
"""Lists in which two entries with the same key would contradict each other: one without id changes the one known."""
_LONGEST_ID = 100
_LONGEST_ENTRY = 80
_LONGEST_REASON = 300


@dataclass(frozen=True)
class Rejection:
    """An entry (or one of its fields) that was not taken, and why."""

    entry: str
    why: str


@dataclass(frozen=True)
class DataReport:
    """What an import of plan data did."""

    added: int
    changed: int
    rejected: tuple[Rejection, ...]


@dataclass(frozen=True)
class DataMerge:
    """The records to write, and the report."""

    records: tuple[Record, ...]
    images: tuple[bytes, ...]
    """The images these records bring along."""
    report: DataReport


class _RefusedError(Exception):
    """Why an entry is not taken."""


def merge_data(plan: Plan, pack: Pack, entries: tuple[Entry, ...], new_id: Callable[[], str]) -> DataMerge:
    """Merges entries into a plan without writing anything. What the entries do not mention stays as it is."""
    merge = _Merge(plan, pack, new_id)
    merge.announce_own_roles(entries)
    for entry in entries:
        try:
            merge.take(entry)
        except _RefusedError as refusal:
            merge.refuse(entry.where, refusal)
            merge.withdraw(entry)
    merge.refuse_circles()
    records = tuple(record for record in merge.touched.values() if record != plan.find(record.TABLE, record.id))
    added = sum(plan.find(record.TABLE, record.id) is None for record in records)
    named = {image for record in records for image in images_of(record)}
    images = tuple(data for image, data in merge.images.items() if image in named)
    return DataMerge(records, images, DataReport(added, len(records) - added, tuple(merge.rejected)))


@dataclass
class _Merge:
    """The state of one merge: the plan's records with what was taken so far on top."""

    plan: Plan
    pack: Pack
    new_id: Callable[[], str]
    rejected: list[Rejection] = field(default_factory=list)
    touched: dict[tuple[str, str], Record] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, dict[str, Record]] = field(default_factory=dict)
    names: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """By table: every name a record answers to, with the ids of the records it may mean."""

    def __post_init__(self) -> None:
        for kind in LISTS:
            self.tables[kind.TABLE] = {record.id: record for record in self.plan.records(kind.TABLE)}
            self.names[kind.TABLE] = {}
            for record in self.plan.records(kind.TABLE):
                self._learn_names(record)

    def refuse(self, where: str, refusal: _RefusedError) -> None:
        self.rejected.append(Rejection(_shortened(where, _LONGEST_ENTRY), _shortened(str(refusal), _LONGEST_REASON)))

    def refuse_circles(self) -> None:
        """Takes back reporting lines that would lead round in a circle, the last ones first."""
        lines = [record for record in self.touched.values() if isinstance(record, RoleSetting | OwnRole)]
        for line in reversed(lines):
            before = self.plan.get(type(line), line.id)
            usual = before.reports_to if before else None
            circle = reporting_circle(self._merged(), self.pack, line.id) if line.reports_to != usual else ()
            if circle:
                self._keep(dataclasses.replace(line, reports_to=usual))
                why = f"it would close a circle, because {circle_words(self.pack, circle)}"
                self.refuse(f"{line.TABLE} {line.id}.reports_to", _RefusedError(why))

    def _merged(self) -> Plan:
        """The plan with the team's own roles and what it changed about the others, as far as they are taken."""
        plan = self.plan
        for table in (OwnRole.TABLE, OwnLink.TABLE, RoleSetting.TABLE):
            plan = plan.with_list(table, self.tables[table].values())
        return plan

    def announce_own_roles(self, entries: Iterable[Entry]) -> None:
        """Takes the team's own roles by name alone, so that whatever follows may refer to any of them."""
        for entry in entries:
            known = {name: value for name, value in entry.values.items() if name in {"id", "name"}}
            if entry.table == OwnRole.TABLE and known:
                with contextlib.suppress(_RefusedError):
                    self._take_record(dataclasses.replace(entry, values=known))

    def withdraw(self, entry: Entry) -> None:
        """Takes back the announcement of a role of the team's own that was refused after all."""
        name = plain_name(str(entry.values.get("name")))
        for role in self.names[OwnRole.TABLE].pop(name, []) if entry.table == OwnRole.TABLE else ():
            if self.plan.find(OwnRole.TABLE, role) is None:
                self.tables[OwnRole.TABLE].pop(role, None)
                self.touched.pop((OwnRole.TABLE, role), None)
        self.pack = with_own_roles(self.pack, self._merged())

    def take(self, entry: Entry) -> None:
        if entry.table == PlanInfo.TABLE:
            self._take_single(entry, self.plan.info, ignored={"id", "pack_edition"})
        elif entry.table == School.TABLE:
            self._take_single(entry, self.plan.school, ignored={"id"})
        elif entry.table == Answer.TABLE:
            self._take_answer(entry)
        else:
            self._take_record(entry)

    def _take_single(self, entry: Entry, record: Record, ignored: set[str]) -> None:
        """The plan and the school: each field is taken or refused on its own."""
        for name, value in entry.values.items():
            if name in ignored:
                continue
            if name == "pack":
                if value != self.plan.info.pack:
                    why = f"its template pack is “{value}”, and this plan follows “{self.plan.info.pack}”"
                    self.refuse(f"{entry.where}.pack", _RefusedError(why))
                continue
            try:
                record = self._with_fields(record, {name: value})
            except _RefusedError as refusal:
                self.refuse(f"{entry.where}.{name}", refusal)
        self.touched[(record.TABLE, record.id)] = record

    def _take_record(self, entry: Entry) -> None:
        kind = RECORD_TYPES[entry.table]
        given = dict(entry.values)
        record_id = _clean_id(given.pop("id", None))
        if kind is RoleSetting and record_id not in self.pack.roles:
            raise _RefusedError(f"“{record_id}” is not a role of the template pack")
        known = self.tables[entry.table].get(record_id)
        fresh = known or kind(id=record_id, position=self._next_position(entry.table))
        record = self._with_fields(fresh, given)
        if not record_id:
            same = self._same_meaning(record)
            if same is not None:
                record = self._with_fields(same, given)
            else:
                record = dataclasses.replace(record, id=self.new_id())
        if not record_id and all(isinstance(record.fact(spec.name), Unknown) for spec in field_specs(kind)):
            raise _RefusedError("it says nothing")
        if kind is Picture and known is None and len(self.tables[Picture.TABLE]) >= MOST_PICTURES:
            raise _RefusedError(f"a plan holds at most {MOST_PICTURES} pictures")
        self._keep(record)

    def _take_answer(self, entry: Entry) -> None:
        question_id = _clean_id(entry.values.get("id"))
        question = self.pack.questions.get(question_id)
        if question is None:
            raise _RefusedError(f"the template pack has no question “{question_id}”")
        if set(entry.values) != {"id", "value"}:
            raise _RefusedError("an answer has an “id” and a “value” and nothing else")
        given = entry.values["value"]
        known = self.tables[Answer.TABLE].get(question_id)
        answer = Answer(id=question_id, position=known.position if known else self._next_position(Answer.TABLE))
        if isinstance(given, dict):
            reason = given.get("not_applicable")
            if set(given) != {"not_applicable"} or not isinstance(reason, str) or not clean_text(reason).strip():
                raise _RefusedError("write the answer itself, or { “not_applicable”: “why” }")
            self._keep(dataclasses.replace(answer, not_applicable={"value": clean_text(reason).strip()}))
            return
        value = self._value(question.spec, given)
        if known is not None or not is_empty(value):
            plain = value.isoformat() if isinstance(value, date) else value
            self._keep(dataclasses.replace(answer, value=None if is_empty(plain) else plain))

    def _with_fields(self, record: Record, given: Mapping[str, Any]) -> Record:
        specs = {spec.name: spec for spec in field_specs(type(record))}
        values: dict[str, Any] = {}
        reasons = dict(record.not_applicable)
        for name, raw in given.items():
            if name == "not_applicable":
                continue
            if name not in specs:
                raise _RefusedError(f"a {record.NOUN} has no field “{name}”")
            values[name] = self._value(specs[name], raw)
            reasons.pop(name, None)
        for name, reason in self._reasons(record, given.get("not_applicable"), specs).items():
            if not is_empty(values.get(name)):
                raise _RefusedError(f"“{name}” has a value and is said not to apply")
            values[name] = () if specs[name].kind in MANY else None
            reasons[name] = reason
        return dataclasses.replace(record, **values, not_applicable=reasons)

    def _reasons(self, record: Record, given: object, specs: Mapping[str, FieldSpec]) -> dict[str, str]:
        if given is None:
            return {}
        if not isinstance(given, dict):
            raise _RefusedError("“not_applicable” takes an object of field and reason")
        for name, reason in given.items():
            if name not in specs:
                raise _RefusedError(f"a {record.NOUN} has no field “{name}”")
            if not isinstance(reason, str) or not clean_text(reason).strip():
                raise _RefusedError(f"“{name}” is said not to apply, but not why")
        return {name: clean_text(reason).strip() for name, reason in given.items()}

    def _image(self, spec: FieldSpec, raw: object) -> str | None:
        """The id of an image written in base64; its bytes are kept for the plan."""
        if is_empty(raw):
            return None
        if not isinstance(raw, str):
            raise _RefusedError(f"“{spec.label}” takes an image in base64")
        try:
            data = prepare_image(base64.b64decode(raw, validate=True), spec.label)
        except binascii.Error:
            raise _RefusedError(f"“{spec.label}” is not written in base64") from None
        except UserFixable as error:
            raise _RefusedError(f"{error.what}: {error.why}") from None
        self.images[image_id(data)] = data
        return image_id(data)

    def _value(self, spec: FieldSpec, raw: object) -> Any:
        if spec.kind is Kind.IMAGE:
            return self._image(spec, raw)
        try:
            value = parse_value(spec, raw)
        except InvalidValue as error:
            raise _RefusedError(str(error).rstrip(".")) from None
        if not spec.refers_to or value is None:
            return value
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(self._resolve(spec, one) for one in value))
        return self._resolve(spec, str(value))

    def _resolve(self, spec: FieldSpec, name: str) -> str:
        """The id a reference means: an id, or a name that exactly one record (or catalogue entry) answers to."""
        if spec.refers_to.startswith("pack."):
            catalogue = self.pack.catalogue(spec.refers_to)
            if name in catalogue or (spec.refers_to == "pack.courses" and name in self.tables[Course.TABLE]):
                return name
            found = [key for key, title in catalogue.items() if title.casefold() == name.casefold()]
            noun = spec.refers_to.removeprefix("pack.").removesuffix("s")
        else:
            if name in self.tables[spec.refers_to]:
                return name
            table = self.tables[spec.refers_to]
            once = self.names[spec.refers_to].get(plain_name(name), [])
            found = [one for one in once if plain_name(name) in map(plain_name, names_of(table[one]))]
            noun = RECORD_TYPES[spec.refers_to].NOUN
        if len(found) == 1:
            return found[0]
        if found:
            raise _RefusedError(f"{spec.label}: “{name}” could mean {len(found)} different entries; use the id")
        raise _RefusedError(f"{spec.label}: there is no {noun} “{name}”")

    def _same_meaning(self, record: Record) -> Record | None:
        key = _KEYED_BY_MEANING.get(record.TABLE)
        if key is None:
            return None
        wanted = tuple(getattr(record, name) for name in key)
        if None in wanted:
            return None
        same = (
            one for one in self.tables[record.TABLE].values() if tuple(getattr(one, name) for name in key) == wanted
        )
        return next(same, None)

    def _keep(self, record: Record) -> None:
        self.tables[record.TABLE][record.id] = record
        if record.TABLE in {OwnRole.TABLE, OwnLink.TABLE}:
            self.pack = with_own_roles(self.pack, self._merged())
        self.touched[(record.TABLE, record.id)] = record
        self._learn_names(record)

    def _learn_names(self, record: Record) -> None:
        known = self.names[record.TABLE]
        for name in names_of(record):
            ids = known.setdefault(plain_name(name), [])
            if record.id not in ids:
                ids.append(record.id)

    def _next_position(self, table: str) -> int:
        return 1 + max((record.position for record in self.tables[table].values()), default=-1)


def _shortened(text: str, longest: int) -> str:
    clean = " ".join(clean_text(text).split())
    return clean if len(clean) <= longest else f"{clean[:longest]}…"


def _clean_id(raw: object) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str) or not raw.strip() or len(raw) > _LONGEST_ID or clean_text(raw) != raw:
        raise _RefusedError("its id is not a short text")
    return raw.strip()
