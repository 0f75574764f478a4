"""Generated content on partners and information: who is asked to do what, and who needs to know what."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.context import Context, Landscape, Node, label, marked, table, words
from eopbuilder.document.facts_text import list_text
from eopbuilder.document.nodes import Column, Inlines, Missing
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Copy, TeamMember, field_spec
from eopbuilder.domain.reference_lists import Partner

_PHASES = {"before": "Before", "during": "During", "after": "After"}


def partner_matrix(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """What each partner is asked to do before, during and after, who that is here, and which edition it receives."""
    editions = {choice.id: choice.label for choice in field_spec(Copy, "edition").choices}
    columns = (
        Column("Partner", 0.9),
        Column("Who that is here", 0.9),
        Column("Before", 2.2),
        Column("During", 1.4),
        Column("After", 1.1),
        Column("Receives", 0.9),
    )
    rows = [
        (
            marked(partner.title, partner.citations),
            _who(context, partner),
            words(partner.before),
            words(partner.during),
            words(partner.after),
            words("\n".join(filter(None, (editions[partner.receives], partner.receives_note)))),
        )
        for partner in context.pack.partners.values()
    ]
    found = table("Partners and what each is asked to do", "partners", columns, rows, none="the school’s partners")
    return (Landscape(found),) if rows else found


def _who(context: Context, partner: Partner) -> Inlines:
    agencies = [label(one) for one in context.plan.agencies if one.kind in partner.agency_kinds]
    members = [
        context.called(one) + (f" ({clean_text(one.organization)})" if one.organization else "")
        for one in context.plan.team
        if not partner.agency_kinds and _stands_for(one, partner)
    ]
    found = agencies or members
    return words(list_text(found)) if found else (Missing(f"who that is: {partner.title}", "Nobody named"),)


def _stands_for(member: TeamMember, partner: Partner) -> bool:
    """Several partners share a group, such as news media and businesses: then whom a member speaks for decides."""
    if partner.speaks_for:
        return not set(partner.speaks_for).isdisjoint(member.speaks_for)
    return member.group == partner.group


def information_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """For each kind of information: where it comes from, who works with it, how and when it is shared."""
    columns = (
        Column("Information", 1.1),
        Column("When", 0.4),
        Column("Comes from", 1.1),
        Column("Who works with it", 0.8),
        Column("How it is collected", 1.2),
        Column("How and with whom it is shared", 1.5),
        Column("Format", 0.9),
        Column("How often", 1),
    )
    rows = [
        (
            marked(one.title, one.citations),
            words(_PHASES[one.phase]),
            words(one.source_of),
            words(context.role_title(one.analyzed_by)),
            words(one.collected),
            words(one.shared),
            words(one.format),
            words(one.when),
        )
        for one in context.pack.information
    ]
    found = table(
        "Information needed in an emergency", "information", columns, rows, none="which information is needed"
    )
    return (Landscape(found),) if rows else found
