"""Generated content on the planning team and the life of the plan: approval, copies, authority, improvement."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.context import Context, Node, label, or_dash, table, words
from eopbuilder.document.facts_text import date_text, list_text
from eopbuilder.document.nodes import Column, Inlines, Missing
from eopbuilder.domain.copies import numbered_copies
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import (
    Approval,
    Change,
    Copy,
    Delegation,
    EssentialFunction,
    Improvement,
    Meeting,
    Person,
    TeamMember,
)


def team_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Who takes part in planning, for whom, and how."""
    columns = (
        Column("Name", 1.2),
        Column("Organization", 1.2),
        Column("Speaks for", 1.6),
        Column("Takes part", 0.9),
        Column("Task", 1.2),
    )
    rows = [
        (
            words(context.called(one) + (", team leader" if one.leads else "")),
            _organization(context, one),
            context.cell(one, "speaks_for"),
            context.cell(one, "takes_part"),
            context.cell(one, "duty"),
        )
        for one in context.plan.team
    ]
    return table("Planning team", "team", columns, rows, none="who is on the planning team")


def _organization(context: Context, member: TeamMember) -> Inlines:
    person = context.plan.get(Person, member.person)
    if person is not None and not member.organization:
        return words(clean_text(person.job_title or "School staff"))
    return context.cell(member, "organization")


def meeting_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """When the team met or will meet, and what it decided."""
    columns = (Column("Date", 0.8), Column("Purpose", 1.4), Column("Who took part", 1.8), Column("Decisions", 2))
    rows = [
        (
            context.cell(one, "held_on"),
            context.cell(one, "purpose"),
            _names(context, one.attended),
            context.cell(one, "decisions"),
        )
        for one in sorted(context.plan.all(Meeting), key=lambda one: str(one.held_on or ""))
    ]
    return table("Meetings of the planning team", "meetings", columns, rows, none="when the planning team meets")


def _names(context: Context, members: tuple[str, ...]) -> Inlines:
    found = [context.called(one) for one in (context.plan.get(TeamMember, member) for member in members) if one]
    return words(list_text(found)) if found else words("–")


def improvement_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """What is to be mended, by whom and by when; open items first."""
    columns = (
        Column("What is not good enough", 1.8),
        Column("What will be done", 1.8),
        Column("Part of the plan", 1),
        Column("Who", 0.9),
        Column("Due", 0.8),
        Column("Done", 0.9),
    )
    items = sorted(context.plan.all(Improvement), key=lambda one: (one.done_on is not None, str(one.due_on or "")))
    rows = [
        (
            context.cell(one, "issue"),
            context.cell(one, "action", wanted=True),
            context.cell(one, "section"),
            context.cell(one, "owner"),
            context.cell(one, "due_on"),
            _done(context, one),
        )
        for one in items
    ]
    return table("Improvement list", "improvements", columns, rows, none="what the team found and will mend")


def _done(context: Context, item: Improvement) -> Inlines:
    if item.done_on is not None:
        return words(date_text(item.done_on))
    overdue = item.due_on is not None and item.due_on < context.as_of
    return words("Open, overdue" if overdue else "Open")


def approval_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Who adopts, reviews or concurs, with a line to sign while there is no date."""
    columns = (
        Column("Name and title", 1.5),
        Column("Organization", 1.2),
        Column("Signs to", 1),
        Column("Signature", 1.6),
        Column("Date", 1),
    )
    rows = [
        (
            words(f"{label(one)}\n{clean_text(one.title or '')}".strip()),
            context.cell(one, "organization"),
            context.cell(one, "capacity"),
            (),
            words(date_text(one.signed_on)) if one.signed_on else (),
        )
        for one in context.plan.all(Approval)
    ]
    return table("Approval", "approval", columns, rows, none="who approves this plan")


def change_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The record of changes, with room for those to come."""
    columns = (Column("Change number", 0.8), Column("Date", 0.9), Column("Made by", 1.2), Column("Summary", 3))
    fields = ("number", "made_on", "made_by", "summary")
    rows = [tuple(context.cell(one, field) for field in fields) for one in context.plan.all(Change)]
    blank: tuple[Inlines, ...] = ((),) * len(columns)
    return table("Record of changes", "changes", columns, [*rows, *(blank,) * _ROOM_FOR_MORE], none="")


_ROOM_FOR_MORE = 4


def distribution_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Who has which copies of which edition, with room for those to come."""
    numbers = {one.record.id: one.numbers for one in numbered_copies(context.plan)}
    columns = (
        Column("Recipient", 1.5),
        Column("Agency or office", 1.3),
        Column("Edition", 0.8),
        Column("Revision", 0.7),
        Column("Copies", 0.6, "right"),
        Column("Copy no.", 0.6),
        Column("Delivered on", 1),
    )
    fields = ("recipient", "agency", "edition", "revision", "copies")
    rows = [
        (
            *(context.cell(one, field) for field in fields),
            or_dash(numbers.get(one.id, "")),
            words(date_text(one.delivered_on)) if one.delivered_on else (Missing("delivery", "Not delivered"),),
        )
        for one in context.plan.all(Copy)
    ]
    blank: tuple[Inlines, ...] = ((),) * len(columns)
    return table("Record of distribution", "distribution", columns, [*rows, *(blank,) * _ROOM_FOR_MORE], none="")


def delegation_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Authorities handed on beforehand: to whom in order, from when to when, and on what they rest."""
    columns = (
        Column("Authority", 1.5),
        Column("Who holds it, in order", 1.4),
        Column("Takes effect", 1.25),
        Column("Ends", 1),
        Column("Limits", 1.1),
        Column("Rests on; signed", 1.2),
    )
    rows = [
        (
            words("\n".join(filter(None, (label(one), clean_text(one.details or "") if one.authority else "")))),
            _holders(context, one),
            context.cell(one, "starts_when", wanted=True),
            context.cell(one, "ends_when", wanted=True),
            context.cell(one, "limits"),
            _basis(context, one),
        )
        for one in context.plan.all(Delegation)
    ]
    return table(
        "Delegation of authority", "delegations", columns, rows, none="which authorities are handed on, to whom"
    )


def _holders(context: Context, delegation: Delegation) -> Inlines:
    people = [one for one in (context.plan.get(Person, person) for person in delegation.people) if one]
    names = [label(one) for one in people if not one.has_left(context.as_of)]
    if delegation.outside:
        names.append(clean_text(delegation.outside))
    numbered = [f"{place}. {name}" for place, name in enumerate(names, start=1)]
    return words("\n".join(numbered)) if numbered else (Missing("who holds it"),)


def _basis(context: Context, delegation: Delegation) -> Inlines:
    basis = context.cell(delegation, "legal_basis", wanted=True)
    if delegation.signed_on is None:
        return (*basis, *words("\n"), Missing("signature", "Not signed"))
    return (*basis, *words(f"\nSigned {date_text(delegation.signed_on)}"))


def essential_functions(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """What must go on, in the order in which it must be back."""
    columns = (
        Column("Essential function", 1.4),
        Column("Back within", 0.8),
        Column("Led by", 1),
        Column("Stand-in", 1),
        Column("How it goes on", 1.8),
        Column("Records and equipment", 1.3),
    )
    functions = sorted(
        context.plan.all(EssentialFunction),
        key=lambda one: float("inf") if one.restore_hours is None else one.restore_hours,
    )
    rows = [
        (
            words(label(one)),
            context.cell(one, "restore_hours"),
            context.cell(one, "lead"),
            context.cell(one, "backup", wanted=True),
            context.cell(one, "how", wanted=True),
            context.cell(one, "needs"),
        )
        for one in functions
    ]
    return table("Essential functions", "functions", columns, rows, none="which functions must go on")
