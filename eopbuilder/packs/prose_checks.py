"""Whether the sections of a pack fit the rest: every placeholder, link, block and question leads somewhere."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eopbuilder.domain.catalogue import Question
from eopbuilder.domain.courses import PHASES
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.messages import OTHER_LANGUAGES
from eopbuilder.domain.records import LISTS, SINGLES, Agreement, field_spec, field_specs, image_fields
from eopbuilder.domain.records.pictures import PICTURE_KINDS
from eopbuilder.packs.blocks import BLOCKS, EVERY_BLOCK, REQUIRED
from eopbuilder.packs.catalogues import Catalogues, PackHead
from eopbuilder.packs.entry import Entry, suggestion
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.markup import Mention
from eopbuilder.packs.sections import SectionText
from eopbuilder.packs.vocabulary import MESSAGE_CHANNELS, ROLE_GROUPS

_MOST_ROWS = 60
_LISTS = {"roles", "kinds", "channels", "questions", "names", "columns", "pictures"}
"""Parameters of blocks that hold lists."""


@dataclass(frozen=True)
class _Names:
    """Everything a body may name."""

    sections: Collection[str]
    placeholders: Collection[str]
    parameters: Mapping[str, Collection[str]]
    """Parameter of a block to the values it may take; parameters left out take free words."""


def _names(sections: Collection[str], questions: Collection[str], catalogues: Catalogues) -> _Names:
    roles = catalogues.roles.rows
    placeholders = {f"{single.TABLE}.{spec.name}" for single in SINGLES for spec in field_specs(single)}
    placeholders -= {f"{single.TABLE}.{image}" for single in SINGLES for image in image_fields(single.TABLE)}
    placeholders |= {f"{about}:{role}" for about in ("role", "holder", "alternates") for role in roles}
    placeholders |= {f"count:{kind.TABLE}" for kind in LISTS}
    placeholders |= set(questions)
    parameters: dict[str, Collection[str]] = {
        "level": catalogues.levels.rows,
        "group": ROLE_GROUPS,
        "roles": roles,
        "kinds": [choice.id for choice in field_spec(Agreement, "kind").choices],
        "language": {OTHER_LANGUAGES, *(message.language for message in catalogues.messages.values)},
        "channels": MESSAGE_CHANNELS,
        "questions": questions,
        "pictures": PICTURE_KINDS,
    }
    return _Names(sections, placeholders, parameters)


def check_sections(sections: list[SectionText], head: PackHead, catalogues: Catalogues) -> None:
    """Raises `PackError` at the first thing in a section that names nothing, or question the section never shows."""
    known: dict[str, str] = {}
    numbers: dict[str, str] = {}
    questions: dict[str, Question] = {}
    for text in sections:
        entry, section = text.entry, text.section
        if section.id in known:
            raise entry.fault(f"the id “{section.id}” is used in {known[section.id]} too", "Give it its own id", "id")
        known[section.id] = text.file
        if section.number and section.number in numbers:
            other = numbers[section.number]
            raise entry.fault(f"the number “{section.number}” is that of {other} too", "Give it its own", "number")
        numbers[section.number] = text.file
        parts, roles = head.parts.rows, catalogues.roles.rows
        entry.require(section.part in parts, section.part, "names no part of pack.toml", parts, "part")
        entry.require(not section.owner or section.owner in roles, section.owner, "names no role", roles, "owner")
        _check_goals(text, roles, catalogues)
        for asked, question in text.questions:
            if question.id in questions:
                other = questions[question.id].section
                raise asked.fault(f"the id “{question.id}” is used in “{other}” too", "Give it its own id", "id")
            questions[question.id] = question
    for text in sections:
        for goal_entry, goal in text.goals:
            for course in goal.courses:
                is_other = course.see in known and course.see != text.section.id
                goal_entry.require(not course.see or is_other, course.see, "names no other section", known, "see")
    names = _names(known, questions, catalogues)
    for text in sections:
        shown: set[str] = set()
        for mention in text.mentions:
            shown.update(_check_mention(text.file, mention, names))
        for asked, question in text.questions:
            if question.id not in shown:
                why = f"the section asks “{question.id}” and never shows the answer"
                raise asked.fault(
                    why, f"Put {{{{ {question.id} }}}} into the text, or name it in an answers block", "id"
                )


def _check_goals(text: SectionText, roles: Collection[str], catalogues: Catalogues) -> None:
    """Raises `PackError` where an annex lacks a phase, a course names no role, or a hazard annex no hazard."""
    section = text.section
    if section.when == "hazard-included":
        hazards = catalogues.hazards.rows
        text.entry.require(section.id in hazards, section.id, "is printed with a hazard and names none", hazards, "id")
    for phase in PHASES if section.goals else ():
        if all(goal.phase != phase for goal in section.goals):
            raise text.entry.fault(f"the annex has no goal for “{phase}”", "Add a [[goal]] with that phase")
    for entry, goal in text.goals:
        for course in goal.courses:
            why = f"is no role, and “{course.id}” names it as the one who acts"
            entry.require(course.owner in roles, course.owner, why, roles, "id")


def _check_mention(file: str, mention: Mention, names: _Names) -> tuple[str, ...]:
    """Checks one mention; gives the questions whose answers it shows."""
    if mention.kind == "placeholder":
        if mention.name not in names.placeholders:
            close = difflib.get_close_matches(mention.name, names.placeholders, 1, 0.5) or ["school.name"]
            why = f"“{{{{ {mention.name} }}}}” names no fact"
            raise PackError(file, mention.line, why, f"Use a field such as {close[0]}")
        return (mention.name,)
    if mention.kind == "link":
        if mention.name not in names.sections:
            why = f"the link to “#{mention.name}” leads to no section"
            raise PackError(file, mention.line, why, suggestion(mention.name, names.sections))
        return ()
    return _check_block(file, mention, names)


def _check_block(file: str, mention: Mention, names: _Names) -> tuple[str, ...]:
    if mention.name not in BLOCKS:
        why = f"“{mention.name}” is no generated block"
        raise PackError(file, mention.line, why, suggestion(mention.name, BLOCKS))
    entry = Entry(mention.parameters, "", 0, mention.parameters.parse())
    shown: tuple[str, ...] = ()
    for parameter in sorted(BLOCKS[mention.name] | EVERY_BLOCK):
        if not entry.has(parameter):
            if parameter in REQUIRED.get(mention.name, ()):
                why = f"the block “{mention.name}” needs “{parameter}”"
                raise PackError(file, mention.line, why, f"Add “{parameter} = …”")
        elif parameter == "rows":
            entry.number(parameter, lowest=1, highest=_MOST_ROWS)
        elif parameter == "disclosure":
            entry.number(parameter, highest=Disclosure.FULL)
        else:
            values = entry.texts(parameter) if parameter in _LISTS else (entry.text(parameter),)
            if not values:
                raise entry.fault(f"“{parameter}” is empty", "Name at least one, or take it out", parameter)
            for value in values:
                allowed = names.parameters.get(parameter, (value,))
                entry.require(value in allowed, value, f"cannot stand in “{parameter}”", allowed, parameter)
            shown += values if parameter == "questions" else ()
    entry.done()
    return shown
