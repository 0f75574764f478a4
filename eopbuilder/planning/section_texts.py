"""The words of a section as a team edits them: its own, or those of the program."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.document.own_text import editable_text, unknown_words
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.findings import Finding
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import SectionSetting
from eopbuilder.domain.rules.asking import editor_place
from eopbuilder.domain.rules.left_over import LEFT_OVER


def text_of_program(pack: Pack, section: Section) -> str:
    """The words the program has for a section; empty for one that is generated as a whole."""
    return editable_text(pack, section)


def text_of_section(plan: Plan, pack: Pack, section: Section) -> str:
    """The words of a section in this plan."""
    setting = plan.section_setting(section.id)
    return (setting.own_text if setting else None) or text_of_program(pack, section)


def check_own_words(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-PL-22 for «words» in a team's own text that name no fact, and so would print as plain words."""
    titles = {section.id: section.title for section in pack.sections}
    for setting in plan.all(SectionSetting):
        for word in unknown_words(pack, setting.own_text or ""):
            where = editor_place(pack, "section-texts", f"section_settings:{setting.id}", "own_text", setting.id)
            message = f"“«{word}»” in the words of “{titles.get(setting.id, setting.id)}” names no fact of the plan"
            yield LEFT_OVER.finding(where, message, remedy="Use a fact as the program’s text names it, or plain words")
