"""Generated content on mental-health help: providers and help lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from eopbuilder.document.blocks_sites import agreement_state
from eopbuilder.document.context import Context, Node, label, lines, marked, or_dash, table, words
from eopbuilder.document.facts_text import date_text
from eopbuilder.document.nodes import Column, Inlines, Missing
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.records import Agreement, Provider


def provider_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Every provider: services, how to reach them, how soon they come, what was agreed."""
    columns = (
        Column("Provider", 1.4),
        Column("Services", 1.7),
        Column("Contact", 1.2),
        Column("Here within", 0.8, "right"),
        Column("Languages", 0.9),
        Column("Agreement", 1.3),
    )
    rows = (
        (
            words(label(one)),
            _services(context, one),
            _contact(context, one),
            context.cell(one, "response_hours", wanted=True, lacking="response time"),
            context.cell(one, "languages"),
            _agreement(context, one),
        )
        for one in context.plan.providers
    )
    none = "any mental-health provider outside the school"
    return table("Mental-health providers", "providers", columns, rows, none=none)


def _services(context: Context, provider: Provider) -> Inlines:
    services = context.cell(provider, "services", wanted=True, lacking="services")
    if not provider.kind or context.withholds(Provider, "kind", "services"):
        return services
    return lines((context.cell(provider, "kind"), services))


def _contact(context: Context, provider: Provider) -> Inlines:
    phone = context.cell(provider, "phone")
    return lines((context.cell(provider, "contact"), phone)) if provider.contact else phone


def _agreement(context: Context, provider: Provider) -> Inlines:
    if context.withholds(Agreement):
        return HERE
    held = [agreement_state(context, one) for one in context.plan.agreements if one.provider == provider.id]
    return lines(held) if held else (Missing("agreement"),)


def hotline_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Help lines to print, and when each was last checked."""
    rows = (
        (marked(one.title, one.citations), words(one.detail), or_dash(_checked(one.verified_on)))
        for one in context.pack.hotlines
    )
    columns = (Column("Line", 1.3), Column("How to reach it", 2.4), Column("Checked on", 0.9))
    return table("Help lines", "hotlines", columns, rows, none="which help lines to print")


def _checked(verified_on: str) -> str:
    try:
        return date_text(date.fromisoformat(verified_on))
    except ValueError:
        return verified_on
