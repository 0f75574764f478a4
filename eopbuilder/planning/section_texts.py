"""The words of a section as a team edits them: its own, or those of the program."""

from __future__ import annotations

from eopbuilder.document.own_text import editable_text
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.plan import Plan


def text_of_program(pack: Pack, section: Section) -> str:
    """The words the program has for a section; empty for one that is generated as a whole."""
    return editable_text(pack, section)


def text_of_section(plan: Plan, pack: Pack, section: Section) -> str:
    """The words of a section in this plan."""
    setting = plan.section_setting(section.id)
    return (setting.own_text if setting else None) or text_of_program(pack, section)
