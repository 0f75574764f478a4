"""A plan as JSON: the facts of every record, readable and writable by other programs (schema in `docs/schemas`).

Images are written out in base64 where records name them, so that one file moves a whole plan.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from eopbuilder.domain.facts import Kind, is_empty
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import LISTS, Answer, PlanInfo, Record, School, field_specs
from eopbuilder.errors import UserFixable

FORMAT = "eopbuilder-plan"
FORMAT_VERSION = 1
MAX_BYTES = 25_000_000
_MAX_DEPTH = 12


def plan_data(plan: Plan) -> dict[str, Any]:
    """The plan's facts as JSON-ready data. Unknown facts are left out; history is not part of it."""
    data: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "plan": {**_facts(plan, plan.info), "pack": plan.info.pack, "pack_edition": plan.info.pack_edition},
        "school": _facts(plan, plan.school),
    }
    for kind in LISTS:
        if kind is Answer:
            data[kind.TABLE] = {answer.id: _answer(answer) for answer in plan.answers if _says_something(answer)}
        else:
            data[kind.TABLE] = [{"id": record.id, **_facts(plan, record)} for record in plan.records(kind.TABLE)]
    return data


def write_plan_json(plan: Plan, stream: BinaryIO) -> None:
    """Writes `plan_data` as indented UTF-8 text."""
    stream.write(json.dumps(plan_data(plan), ensure_ascii=False, indent=2).encode("utf-8") + b"\n")


def _facts(plan: Plan, record: Record) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for spec in field_specs(type(record)):
        value = getattr(record, spec.name)
        if spec.kind is Kind.IMAGE:
            value = base64.b64encode(plan.images.get(value, b"")).decode("ascii")
        if not is_empty(value):
            facts[spec.name] = _plain(value)
    if record.not_applicable:
        facts["not_applicable"] = dict(sorted(record.not_applicable.items()))
    return facts


def _says_something(answer: Answer) -> bool:
    return not is_empty(answer.value) or bool(answer.not_applicable)


def _answer(answer: Answer) -> Any:
    if is_empty(answer.value):
        return {"not_applicable": answer.not_applicable["value"]}
    return _plain(answer.value)


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Entry:
    """One object of a data file: where it stands (for messages), its table, and what it holds."""

    where: str
    table: str
    values: Mapping[str, Any]


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The objects of a plan data file in an order in which references point backwards.

    Raises `UserFixable` when the file is not such a file; what single entries hold is judged when they are imported.
    """
    what = f"“{path.name}” was not imported"
    data = _load(path, what)
    version = data.get("format_version", FORMAT_VERSION)
    if data.get("format", FORMAT) != FORMAT or not isinstance(version, int):
        raise UserFixable(what, "it is not plan data of eopbuilder", "Choose a file that eopbuilder exported as JSON")
    if version > FORMAT_VERSION:
        raise UserFixable(what, "it was written by a newer version of eopbuilder", "Update eopbuilder and try again")
    known = {"format", "format_version", PlanInfo.TABLE, School.TABLE, *(kind.TABLE for kind in LISTS)}
    unknown = sorted(set(data) - known)
    if unknown:
        raise UserFixable(
            what,
            f"it has a part called “{unknown[0]}”, which a plan does not have",
            f"Use only {', '.join(sorted(known))}",
        )
    entries = [
        Entry(table, table, _object(data[table], what, table))
        for table in (PlanInfo.TABLE, School.TABLE)
        if table in data
    ]
    for kind in LISTS:
        if kind.TABLE in data:
            entries.extend(_list_entries(kind, data[kind.TABLE], what))
    return tuple(entries)


def _list_entries(kind: type[Record], items: object, what: str) -> list[Entry]:
    table = kind.TABLE
    if kind is Answer and isinstance(items, dict):
        return [Entry(f"{table}.{key}", table, {"id": key, "value": value}) for key, value in items.items()]
    if not isinstance(items, list):
        raise UserFixable(what, f"“{table}” is not a list", f"Write it as a list of objects: “{table}”: [ … ]")
    return [Entry(f"{table}[{at}]", table, _object(item, what, f"{table}[{at}]")) for at, item in enumerate(items)]


def _object(item: object, what: str, where: str) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise UserFixable(what, f"“{where}” is not an object", "Write it as { “field”: value, … }")
    return item


def _load(path: Path, what: str) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UserFixable(what, "it is far larger than any plan", "Choose a file that eopbuilder exported")
        text = path.read_bytes().decode("utf-8-sig")
        if not text.strip():
            raise UserFixable(what, "it is empty", "Choose a file that eopbuilder exported as JSON")
        data = json.loads(text)
    except FileNotFoundError:
        raise UserFixable(what, "there is no such file", "Check its name and folder") from None
    except IsADirectoryError:
        raise UserFixable(what, "it is a folder", "Choose the JSON file inside it") from None
    except OSError as error:
        reason = (error.strerror or "the disk reported an error").lower()
        raise UserFixable(what, reason, "Copy the file to your own folder and try again") from error
    except UnicodeDecodeError:
        raise UserFixable(what, "it is not UTF-8 text", "Save it as UTF-8 and try again") from None
    except json.JSONDecodeError as error:
        raise UserFixable(
            what, f"line {error.lineno} is not JSON ({error.msg.lower()})", "Mend that line and try again"
        ) from None
    except ValueError:
        raise UserFixable(what, "it holds a number far too long to read", "Mend that number and try again") from None
    except RecursionError:
        raise UserFixable(what, "it is nested far too deeply", "Choose a file that eopbuilder exported") from None
    if not isinstance(data, dict) or _depth(data) > _MAX_DEPTH:
        raise UserFixable(what, "it is not plan data of eopbuilder", "Choose a file that eopbuilder exported as JSON")
    return data


def _depth(value: object, level: int = 1) -> int:
    if level > _MAX_DEPTH:
        return level
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return max((_depth(one, level + 1) for one in inner), default=level)
