"""What building a section needs to know, and the words for facts and holders of roles that many blocks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eopbuilder.document.facts_text import fact_inlines, number_text, reference_text, value_text, what_is_missing
from eopbuilder.document.nodes import Block, Column, Heading, Inlines, Missing, Paragraph, Run, Table
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.catalogue import Citations, Pack, Role, Section, check_locally
from eopbuilder.domain.facts import Known, Unknown, clean_text
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, Record, field_spec
from eopbuilder.working import nothing

SECTION_LEVEL = 2
"""Sections stand at heading level 2, below the title of their part."""
DEEPEST_LEVEL = 4
DASH: Inlines = (Run("–"),)
CHECK_LOCALLY = "(check locally)"


@dataclass(frozen=True)
class Context:
    """The plan as it stands on `as_of`, its pack, the section being built and the heading level reached in it.

    `working` is called in the midst of long work and may raise to stop it.
    """

    plan: Plan
    pack: Pack
    as_of: date
    section: Section
    level: int = SECTION_LEVEL
    working: Callable[[], None] = field(default=nothing, compare=False, repr=False)

    def withholds(self, kind: type[Record], *fields: str) -> bool:
        """Whether this edition shows no such records, or not all of these fields of theirs."""
        levels = [field_spec(kind, name).disclosure for name in fields] or [kind.DISCLOSURE]
        return any(self.plan.withholds(level) for level in levels)

    def cell(self, record: Record, field: str, *, wanted: bool | None = None, lacking: str = "") -> Inlines:
        """A table cell with a fact: its words with line ends kept, why it does not apply, or what is missing.

        An unknown fact is marked as missing where it is wanted (by default: where its field is required), else a dash.
        `lacking` says what is missing; the field's label does when it is empty.
        """
        spec = field_spec(type(record), field)
        if self.plan.withholds(spec.disclosure):
            return HERE
        fact = record.fact(field)
        if isinstance(fact, Known):
            shown = value_text(self.plan, self.pack, spec, fact.value)
            if shown:
                return (Run(capitalized(shown) if isinstance(fact.value, bool) else shown),)
        if isinstance(fact, Unknown) and not (spec.required if wanted is None else wanted):
            return DASH
        return fact_inlines(self.plan, self.pack, spec, fact, lacking or what_is_missing(spec))

    def named(self, refers_to: str, target: str | None) -> str:
        """The name of a record or catalogue entry, or an empty text when nothing is chosen or it is gone."""
        return reference_text(self.plan, self.pack, refers_to, target) if target else ""

    def called(self, record: Record) -> str:
        """The name of a record, or of the person or pack entry it stands for."""
        return clean_text(called(self.plan, self.pack, record))

    def role_title(self, role_id: str) -> str:
        """The title of a role; of a partner that roles report to; or the id itself when the pack has neither."""
        if role_id in self.pack.roles:
            return self.pack.roles[role_id].title
        return self.pack.nodes[role_id].title if role_id in self.pack.nodes else role_id

    def primary(self, role: Role) -> Inlines:
        """A cell with who holds a role first. A holder who has left, and a role without one, are marked as missing."""
        if self.withholds(Assignment):
            return HERE
        person = self.plan.primary(role.id)
        if person is None:
            return (Missing(who_is(role), "Nobody assigned"),) if role.needs_primary else (Run("Assigned on the day"),)
        if person.has_left(self.as_of):
            return (Missing(f"who replaces {label(person)}", f"{label(person)} has left"),)
        return (Run(label(person)),)

    def alternates(self, role: Role, *, in_words: bool = False) -> Inlines:
        """Who steps up, in order, without those who have left; missing while the role has too few.

        What is missing is short, for a cell beside the role, or `in_words` for a sentence.
        """
        if self.withholds(Assignment):
            return HERE
        present = self.present_alternates(role)
        names: Inlines = (Run(", ".join(label(person) for person in present)),) if present else ()
        wanted = self.wanted_alternates(role)
        if wanted is None:
            return names or (Run("None needed"),)
        shown = replace(wanted, brief="") if in_words else wanted
        return (*names, Run("; "), shown) if present else (shown,)

    def present_alternates(self, role: Role) -> list[Person]:
        """Who steps up for a role, in order, without those who have left."""
        return [person for person in self.plan.alternates(role.id) if not person.has_left(self.as_of)]

    def wanted_alternates(self, role: Role) -> Missing | None:
        """How many more alternates a role needs; nothing when it has enough."""
        found = len(self.present_alternates(role))
        lacking = role.min_alternates - found
        if lacking <= 0:
            return None
        more = " more" if found else ""
        how_many = f"one{more} alternate" if lacking == 1 else f"{number_text(lacking)}{more} alternates"
        return Missing(f"{how_many} for the {role.title}", f"{number_text(lacking)}{more} wanted")

    def present_people(self) -> tuple[Person, ...]:
        """Everybody who has not left by the date of the document."""
        return tuple(person for person in self.plan.people if not person.has_left(self.as_of))

    def sub_heading(self, text: str) -> Block:
        """A heading one level below the one reached, or a bold line where headings go no deeper."""
        if self.level < DEEPEST_LEVEL:
            return Heading(self.level + 1, text, "")
        return Paragraph((Run(text, bold=True),))


@dataclass(frozen=True)
class Landscape:
    """Blocks that need a wide page. A heading directly before them moves along."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class MissingList:
    """Where the list of everything not yet decided goes, once all sections are built."""


@dataclass(frozen=True)
class TermList:
    """Where the glossary goes, once all sections are built."""


Node = Block | Landscape | MissingList | TermList
"""What building a section yields; laying out the parts resolves what is not a block."""

BlockFunction = Callable[[Context, Mapping[str, object]], tuple[Node, ...]]


def who_is(role: Role) -> str:
    """What is missing while nobody holds a role."""
    return f"who is the {role.title}"


def label(record: Record) -> str:
    """The name of a record, without characters no document can carry."""
    return clean_text(record.label)


def words(text: str, *, bold: bool = False, italic: bool = False) -> Inlines:
    """Plain words as inlines."""
    return (Run(text, bold, italic),)


def capitalized(text: str) -> str:
    """The text with its first letter as a capital, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def or_dash(text: str | None) -> Inlines:
    """A cell with this text, or a dash when there is none."""
    return (Run(text),) if text else DASH


def missing(text: str) -> tuple[Block, ...]:
    """One paragraph saying what nobody has decided yet."""
    return (Paragraph((Missing(text),)),)


def says(text: str) -> tuple[Block, ...]:
    """One plain paragraph."""
    return (Paragraph((Run(text),)),)


def marked(title: str, citations: Citations) -> Inlines:
    """A title, with the note to check locally where it rests only on recalled sources."""
    return (Run(title), Run(f" {CHECK_LOCALLY}", italic=True)) if check_locally(citations) else (Run(title),)


def lines(parts: Iterable[Inlines]) -> Inlines:
    """Several runs of inlines, one to a line."""
    joined: list[Inlines] = []
    for part in parts:
        if joined:
            joined.append((Run("\n"),))
        joined.append(part)
    return tuple(inline for part in joined for inline in part)


def table(
    caption: str,
    anchor: str,
    columns: Sequence[Column],
    rows: Iterable[tuple[Inlines, ...]],
    *,
    none: str,
    summary: str = "",
) -> tuple[Block, ...]:
    """A table, or one paragraph marking `none` as missing when there is no row. Numbering completes the caption."""
    filled = tuple(rows)
    if not filled:
        return missing(none)
    return (Table(caption, anchor, tuple(columns), filled, summary),)


def parameter(parameters: Mapping[str, object], name: str) -> str:
    """A text parameter of a generated block, empty when it is not given."""
    value = parameters.get(name)
    return value if isinstance(value, str) else ""


def parameter_list(parameters: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list-of-texts parameter of a generated block, empty when it is not given."""
    value = parameters.get(name)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
