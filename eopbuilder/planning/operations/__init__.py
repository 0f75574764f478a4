"""Everything a user can change, by name: facts of records, lists of records, answers to questions, roles and pictures.

Each operation is one undo step, checks what it is given and raises `InvalidValue` (one sentence for the user) before
anything is written. A record that is no longer there is a `Bug`: views refresh before they offer it.
"""

from __future__ import annotations

from eopbuilder.planning.operations.annexes import (
    add_course,
    add_objective,
    change_entry,
    restore_entry,
    set_entry_aside,
)
from eopbuilder.planning.operations.answers import answer_not_applicable, answer_question, clear_answer
from eopbuilder.planning.operations.facts import clear_fact, mark_not_applicable, set_fact
from eopbuilder.planning.operations.hazards import carry_hazard
from eopbuilder.planning.operations.lists import add_record, move_record, remove_record
from eopbuilder.planning.operations.pictures import (
    add_picture,
    move_marker,
    place_marker,
    replace_image,
    set_logo,
)
from eopbuilder.planning.operations.roles import (
    assign_role,
    move_alternate,
    set_role_level,
    set_supervisor,
    take_suggestions,
    unassign,
)

__all__ = [
    "add_course",
    "add_objective",
    "add_picture",
    "add_record",
    "answer_not_applicable",
    "answer_question",
    "assign_role",
    "carry_hazard",
    "change_entry",
    "clear_answer",
    "clear_fact",
    "mark_not_applicable",
    "move_alternate",
    "move_marker",
    "move_record",
    "place_marker",
    "remove_record",
    "replace_image",
    "restore_entry",
    "set_entry_aside",
    "set_fact",
    "set_logo",
    "set_role_level",
    "set_supervisor",
    "take_suggestions",
    "unassign",
]
