"""The wizard steps of a pack: `steps.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from eopbuilder.domain.catalogue import Question, Section, Step, StepPart
from eopbuilder.domain.records import SINGLES, field_specs
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.tables import Table, TomlFile, entries
from eopbuilder.packs.vocabulary import EDITORS

FILE = "steps.toml"
_FIELDS = tuple(f"{single.TABLE}.{spec.name}" for single in SINGLES for spec in field_specs(single))
"""Fields a fast lane may ask besides questions."""


def read_steps(folder: Path, sources: Collection[str]) -> Table[Step] | None:
    """Reads `steps.toml`; None when the pack has none yet."""
    if not (folder / FILE).exists():
        return None
    file = TomlFile(folder, FILE, "step")
    parts_before = 0

    def step(entry: Entry) -> Step:
        nonlocal parts_before
        entry.has("part")
        parts = entries(file.toml, entry.values, "step.part", parts_before)
        parts_before += len(parts)
        if not parts:
            raise entry.fault("the step shows nothing", "Add a [[step.part]] with an editor or questions")
        return Step(
            id=entry.identifier(),
            title=entry.text("title"),
            icon=entry.identifier("icon"),
            why=entry.text("why"),
            sections=entry.texts("sections"),
            parts=tuple(_part(one) for one in parts),
            citations=entry.citations(sources),
        )

    return file.table("step", step)


def _part(entry: Entry) -> StepPart:
    part = StepPart(
        title=entry.text("title", ""),
        help=entry.text("help", ""),
        editor=entry.choice("editor", EDITORS, ""),
        questions=entry.texts("questions", ()),
        asks=entry.texts("asks", ()),
    )
    if [bool(part.editor), bool(part.questions), bool(part.asks)].count(True) != 1:
        raise entry.fault("a part shows an editor, questions or what it asks", "Write one of the three", "editor")
    for name in part.asks:
        entry.require("." not in name or name in _FIELDS, name, "names no fact", _FIELDS, "asks")
    entry.done()
    return part


def check_steps(steps: Table[Step], sections: Mapping[str, Section], questions: Mapping[str, Question]) -> None:
    """Checks that steps name sections and questions that exist, and that each question is asked exactly once."""
    asked: dict[str, str] = {}
    for entry, step in steps:
        for section_id in step.sections:
            entry.require(section_id in sections, section_id, "names no section", sections, "sections")
        for part in step.parts:
            for name in part.asks:
                entry.require("." in name or name in questions, name, "names no question", questions)
            for question_id in part.questions:
                entry.require(question_id in questions, question_id, "names no question", questions)
                if question_id in asked:
                    why = f"“{question_id}” is asked here and in the step “{asked[question_id]}”"
                    raise entry.fault(why, "Ask each question once")
                asked[question_id] = step.id
    for question in questions.values():
        if question.id not in asked:
            file = sections[question.section].path
            raise PackError(file, None, f"no step asks “{question.id}”", f"Add it to a [[step.part]] of {FILE}")
