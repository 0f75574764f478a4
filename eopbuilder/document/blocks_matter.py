"""Generated front and back matter: answers, glossary, sources, signatures, forms to fill in, what is not decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from eopbuilder.document.citations import cited
from eopbuilder.document.conditions import is_printed
from eopbuilder.document.context import (
    Context,
    MissingList,
    Node,
    TermList,
    label,
    missing,
    or_dash,
    parameter,
    parameter_list,
    table,
    words,
)
from eopbuilder.document.facts_text import date_text, entries, fact_inlines, the
from eopbuilder.document.nodes import Column, Facts, Inlines, Signatures, Table
from eopbuilder.domain.catalogue import Question
from eopbuilder.domain.facts import Kind, Known, clean_text

MOST_BLANK_ROWS = 60


def answers(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Questions and their answers side by side: the named ones, or all of the section."""
    named = parameter_list(parameters, "questions")
    questions = [context.pack.questions[one] for one in named] if named else list(context.section.questions)
    if not questions:
        return missing("what this section asks")
    pairs = tuple((_label(one), _answer(context, one)) for one in questions)
    return (Facts(parameter(parameters, "caption") or context.section.title, "answers", pairs),)


def _label(question: Question) -> str:
    """What the answer is about, as a statement: the words for its absence, with a capital."""
    told = question.unanswered or question.spec.label
    return f"{told[:1].upper()}{told[1:]}"


def _answer(context: Context, question: Question) -> Inlines:
    fact = context.plan.answer(question)
    if question.spec.kind is Kind.LONG_TEXT and isinstance(fact, Known):
        return words(clean_text(str(fact.value)))
    if isinstance(fact, Known) and isinstance(fact.value, tuple):
        named = entries(context.plan, context.pack, question.spec, fact.value)
        if len(named) > 1:
            return words("\n".join(f"• {one}" for one in named))
    unanswered = question.unanswered or the(question.spec.label)
    found = fact_inlines(context.plan, context.pack, question.spec, fact, unanswered)
    if isinstance(fact, Known) and isinstance(fact.value, bool):
        return words("Yes" if fact.value else "No")
    return found


def glossary_table(_context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Terms and what they mean; which ones are used is known once all sections are built."""
    return (TermList(),)


def source_list(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The sources the printed sections cite."""
    sections = (one for one in context.pack.sections if is_printed(context.plan, one))
    used = {source for section in sections for source in cited(context.pack, section)}
    rows = (
        (words(one.id), words(one.title), or_dash(one.address), or_dash(_day(one.consulted_on)))
        for one in context.pack.sources.values()
        if one.id in used
    )
    columns = (Column("Id", 0.35), Column("Title", 2), Column("Where", 2), Column("Consulted on", 1.05))
    return table("Sources", "sources", columns, rows, none="the sources of this plan")


def _day(text: str) -> str:
    try:
        return date_text(date.fromisoformat(text))
    except ValueError:
        return text


def signature_lines(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Lines to sign: for the titles in `names`, then for whoever holds the roles in `roles`."""
    lines = [("", title) for title in parameter_list(parameters, "names")]
    for role_id in parameter_list(parameters, "roles"):
        holder = context.plan.primary(role_id)
        present = holder if holder and not holder.has_left(context.as_of) else None
        lines.append((label(present) if present else "", context.role_title(role_id)))
    return (Signatures(tuple(lines)),) if lines else missing("who signs this plan")


def record_table(_context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """An empty table to fill in by hand."""
    columns = parameter_list(parameters, "columns")
    rows = parameters.get("rows")
    count = min(max(rows, 1), MOST_BLANK_ROWS) if isinstance(rows, int) else 6
    blank: tuple[Inlines, ...] = ((),) * len(columns)
    caption = parameter(parameters, "caption") or "Record"
    heads = tuple(Column(title) for title in columns)
    return (Table(caption, "record", heads, (blank,) * count, "Blank rows to fill in by hand.", row_header=False),)


def missing_list(_context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Everything not yet decided, by section; known once all sections are built."""
    return (MissingList(),)
