"""The contact sheet: one leaf, both sides, with the numbers somebody looks for first."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.document.context import DASH, label, lines, marked, words
from eopbuilder.document.facts_text import one_line, phone_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import address, kit_document, phone, school_fact, school_words
from eopbuilder.document.nodes import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Inlines,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.catalogue import Role
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Agency, Provider, Site, field_spec
from eopbuilder.rolegraph.describe import roles_in_chart_order

TITLE = "Contact sheet"
_LEADING = {"lvl-command", "lvl-cmdstaff", "lvl-section", "lvl-branch"}


def contact_sheet(context: FormContext) -> Document:
    """Side one: who leads. Side two: partners, places, help lines."""
    front: tuple[Block, ...] = (
        Heading(1, "Contact sheet", "contact-sheet"),
        Callout("Call 911 first", _emergency_call(context), "warning"),
        *_leaders(context),
        Paragraph(words("A role that is not listed is named in the organization assignment list (ICS 203)."), "source"),
    )
    back: tuple[Block, ...] = (
        Heading(1, "Partners, places and help lines", "outside"),
        _agencies(context),
        _sites(context),
        _providers(context),
        _hotlines(context),
    )
    return kit_document(context, TITLE, (Part(front, one_page=True, grow=1.3), Part(back, one_page=True, grow=1.3)))


def _emergency_call(context: FormContext) -> Inlines:
    return (
        Run("Say: ", bold=True),
        Run("“This is "),
        *school_words(context),
        Run(", "),
        *address(context),
        Run(".”  "),
        Run("Main office: ", bold=True),
        *school_fact(context, "phone"),
    )


def _leaders(context: FormContext) -> Iterator[Block]:
    rows = tuple(_leader(context, role) for role in roles_in_chart_order(context.structure) if role.rank in _LEADING)
    if not rows:
        yield Paragraph((Missing("which roles this school uses"),))
        return
    columns = (
        Column("Who leads", 1.2),
        Column("Name", 1.25),
        Column("Phone", 1.05),
        Column("Steps up next", 1.2),
        Column("Phone", 1.05),
    )
    yield Table("", "leaders", columns, rows, "One row for each leading role: who holds it, and who steps up next.")


def _leader(context: FormContext, role: Role) -> tuple[Inlines, ...]:
    backing = context.alternates(role.id)[:1]
    if backing:
        following: tuple[Inlines, Inlines] = (words(label(backing[0])), context.phone_of(backing[0]))
    elif role.min_alternates:
        following = ((Missing(f"who steps up for the {role.title}", "Nobody named"),), ())
    else:
        following = (DASH, DASH)
    return (marked(role.title, role.citations), context.who(role.id), context.phone(role.id), *following)


def _agencies(context: FormContext) -> Table:
    kinds = {one.id: one.label for one in field_spec(Agency, "kind").choices}
    rows = tuple(
        (
            words(label(one)),
            words(kinds.get(one.kind or "", "Partner")),
            words(one_line(clean_text(one.contact))) if one.contact else DASH,
            phone(one.phone, label(one)),
        )
        for one in context.plan.agencies
    )
    wanted: Inlines = (Missing("which agencies respond", "No agency in the plan"),)
    columns = (Column("Agency", 1.4), Column("Kind", 1.0), Column("Ask for", 1.2), Column("Phone", 1.0))
    return Table("", "agencies", columns, rows or ((wanted, (), (), ()),))


def _sites(context: FormContext) -> Table:
    rows = tuple(
        (
            words(label(one)),
            words(one_line(clean_text(one.contact))) if one.contact else DASH,
            phone(one.phone, label(one)) if one.is_off_site else DASH,
            _after_hours(one),
        )
        for one in context.plan.sites
    )
    wanted: Inlines = (Missing("any assembly or reunification site", "No site in the plan"),)
    columns = (Column("Place", 1.4), Column("Ask for", 1.2), Column("Phone", 1.0), Column("After hours", 1.4))
    return Table("", "sites", columns, rows or ((wanted, (), (), ()),))


def _after_hours(site: Site) -> Inlines:
    if site.after_hours_access:
        return words(one_line(phone_text(clean_text(site.after_hours_access))))
    return (Missing(f"who opens {label(site)} after hours", "Nobody named"),) if site.is_off_site else DASH


def _providers(context: FormContext) -> Table:
    rows = tuple(
        (words(label(one)), _contact(one), phone(one.phone, label(one)), _languages(one))
        for one in context.plan.providers
    )
    wanted: Inlines = (Missing("who helps with mental health", "No provider in the plan"),)
    columns = (Column("Mental health", 1.4), Column("Ask for", 1.2), Column("Phone", 1.0), Column("Languages", 1.4))
    return Table("", "providers", columns, rows or ((wanted, (), (), ()),))


def _contact(provider: Provider) -> Inlines:
    return words(one_line(clean_text(provider.contact))) if provider.contact else DASH


def _languages(provider: Provider) -> Inlines:
    return lines(words(clean_text(one)) for one in provider.languages) if provider.languages else DASH


def _hotlines(context: FormContext) -> Table:
    rows = tuple((marked(one.title, one.citations), words(one.detail)) for one in context.pack.hotlines)
    columns = (Column("Help lines for anyone", 1.4), Column("How to reach them", 3.6))
    return Table("", "hotlines", columns, rows or ((words("None in the template pack"), ()),))
