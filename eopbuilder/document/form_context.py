"""What forms and job action sheets need to know: the structure at a level, and words for who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from eopbuilder.document.context import label, lines
from eopbuilder.document.edition_words import footer
from eopbuilder.document.facts_text import date_text, fact_inlines, one_line, phone_text, the
from eopbuilder.document.nodes import Blank, Document, Inlines, Missing, Part, Run
from eopbuilder.document.withheld import HERE, is_withheld
from eopbuilder.document.without_withheld import shown_parts
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Disclosure, Edition
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Person, Record, field_spec
from eopbuilder.rolegraph.conditions import agencies_behind, is_ready
from eopbuilder.rolegraph.staffing import present_alternates, present_primary
from eopbuilder.rolegraph.structure import Structure, structure_at

_LANGUAGE_TAGS = {"en": "en-US", "es": "es-US"}


@dataclass(frozen=True)
class FormContext:
    """A plan as it stands on `as_of`, in the edition it is filtered for, at one activation level.

    `created` goes into the properties of files. `told_by` are the kinds of channel families are told by, first to
    last: all that documents for the public say of channels.
    """

    plan: Plan
    pack: Pack
    as_of: date
    level: int
    created: datetime
    told_by: tuple[str, ...] = ()

    @cached_property
    def structure(self) -> Structure:
        """Who is open and who reports to whom at the level."""
        return structure_at(self.plan, self.pack, self.level)

    @property
    def level_title(self) -> str:
        """What the pack calls the level."""
        return next((one.title for one in self.pack.levels if one.rank == self.level), f"Level {self.level}")

    @property
    def school(self) -> str:
        """The name of the school, or that it is not known."""
        return one_line(clean_text(self.plan.school.name or "")) or "School name not yet decided"

    @property
    def edition(self) -> Edition:
        """For whom the document is."""
        return self.plan.edition or Edition.FULL

    def withholds(self, kind: type[Record], *fields: str) -> bool:
        """Whether the edition does not show all of these fields of such records."""
        return any(self.plan.withholds(field_spec(kind, name).disclosure) for name in fields)

    def title(self, node: str) -> str:
        """The title of a role or of another node of the pack; the id itself when the pack has neither."""
        if node in self.pack.roles:
            return self.pack.roles[node].title
        return self.pack.nodes[node].title if node in self.pack.nodes else node

    def holder(self, role_id: str) -> Person | None:
        """Who holds a role first and still works here."""
        return present_primary(self.plan, role_id, self.as_of)

    def alternates(self, role_id: str) -> tuple[Person, ...]:
        """Who steps up, in order."""
        return present_alternates(self.plan, role_id, self.as_of)

    def who(self, node: str) -> Inlines:
        """Who holds a role, or whom to reach at a partner; missing, or a blank where it is known on the day only."""
        if node not in self.pack.roles:
            return self._partner(node)
        role, person = self.pack.roles[node], self.holder(node)
        if person:
            return (Run(label(person)),)
        gone = self.plan.primary(node)
        if gone:
            return (Missing(f"who replaces {label(gone)} as {role.title}", f"{label(gone)} has left"),)
        if role.needs_primary:
            return (Missing(f"who is the {role.title}", "Nobody assigned"),)
        return (Blank("name"),)

    def phone(self, node: str) -> Inlines:
        """The number to try first for whoever `who` names; nothing, to be written in, while that is nobody."""
        if node in self.pack.roles:
            person = self.holder(node)
            return self.phone_of(person) if person else ()
        agencies = agencies_behind(self.plan, self.pack, node)
        if not agencies:
            return (Run("–"),)
        return lines(_agency_phone(one) for one in agencies)

    def phone_of(self, person: Person) -> Inlines:
        """The number to try first for a person, of those the edition shows; missing when there is none at all."""
        if person.best_phone:
            return (Run(phone_text(clean_text(person.best_phone))),)
        if self.withholds(Person, "mobile_phone", "home_phone"):
            return HERE
        return (Missing(f"a phone number for {label(person)}", "No phone"),)

    def answer(self, question_id: str) -> Inlines:
        """The answer to a question of the pack, in a line; empty when the pack does not ask it."""
        question = self.pack.questions.get(question_id)
        if question is None:
            return ()
        unanswered = question.unanswered or the(question.spec.label)
        return fact_inlines(self.plan, self.pack, question.spec, self.plan.answer(question), unanswered)

    def document(self, title: str, parts: tuple[Part, ...]) -> Document:
        """A document of these parts, without cover and contents."""
        return Document(
            title=f"{title}: {self.school}, {self.level_title}",
            language=_LANGUAGE_TAGS.get(self.pack.language, self.pack.language),
            author=self.school,
            subject=f"{title} at {self.level_title}",
            created=self.created.isoformat(),
            header=f"{self.school} · {title} · {self.level_title}",
            footer=f"{footer(self.edition)} · From the plan as of {date_text(self.as_of)}",
            cover=None,
            parts=shown_parts(parts),
            contents_depth=0,
            keywords=("incident command system", "school safety"),
            look="form",
        )

    def _partner(self, node: str) -> Inlines:
        agencies = agencies_behind(self.plan, self.pack, node)
        if agencies:
            return lines((Run(agency_contact(one)),) for one in agencies)
        tells_if_ready = not self.plan.withholds(Disclosure.RESPONDER)
        if tells_if_ready and node in self.pack.nodes and not is_ready(self.plan, self.pack, self.as_of, node):
            return (Missing(f"what makes “{self.title(node)}” ready", "Not ready yet"),)
        return (Run("See the plan"),)


def with_phone(name: Inlines, phone: Inlines, gap: str = "  ") -> Inlines:
    """A name and a number; the name alone where the edition shows no number."""
    return name if is_withheld(phone) else (*name, Run(gap), *phone)


def agency_contact(agency: Agency) -> str:
    """The contact person and the agency, or the agency alone."""
    contact = one_line(clean_text(agency.contact or ""))
    return f"{contact}, {label(agency)}" if contact else label(agency)


def _agency_phone(agency: Agency) -> Inlines:
    if agency.phone:
        return (Run(phone_text(clean_text(agency.phone))),)
    return (Missing(f"a phone number for {label(agency)}", "No phone"),)
