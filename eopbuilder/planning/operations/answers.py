"""Operations on answers to the questions of the template pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from eopbuilder.domain.catalogue import Question
from eopbuilder.domain.facts import is_empty
from eopbuilder.domain.records import Answer
from eopbuilder.errors import Bug
from eopbuilder.planning.operations.values import checked_reason, checked_value, merge_key
from eopbuilder.planning.session import Session


def answer_question(session: Session, *, question: str, value: object, origin: object = None) -> None:
    """Answers a question; an empty value takes the answer back. Raises `InvalidValue` when it does not fit."""
    asked = _question(session, question)
    typed = checked_value(session, asked.spec, value)
    if typed is None or is_empty(typed):
        clear_answer(session, question=question, origin=origin)
        return
    stored = typed.isoformat() if isinstance(typed, date) else typed
    _write(session, asked, Answer(id=question, value=stored), f"Answer “{asked.spec.label}”", origin)


def answer_not_applicable(session: Session, *, question: str, reason: str, origin: object = None) -> None:
    """Says that a question does not apply, and why; an answer is dropped. Raises `InvalidValue` without a reason."""
    asked = _question(session, question)
    reasons = MappingProxyType({"value": checked_reason(asked.spec, reason)})
    label = f"Mark “{asked.spec.label}” as not applicable"
    _write(session, asked, Answer(id=question, not_applicable=reasons), label, origin)


def clear_answer(session: Session, *, question: str, origin: object = None) -> None:
    """Makes a question unanswered again."""
    if session.record(Answer.TABLE, question) is None:
        return
    asked = session.pack.questions.get(question)
    label = f"Clear “{asked.spec.label}”" if asked else "Clear an answer"
    with session.operation(label, origin=origin, merge_key=_key(asked, "answer") if asked else None) as writer:
        writer.remove(Answer.TABLE, question)


def _key(asked: Question, what: str) -> str | None:
    return merge_key(asked.spec.kind, Answer.TABLE, asked.id, what)


def _question(session: Session, question: str) -> Question:
    asked = session.pack.questions.get(question)
    if asked is None:
        raise Bug(f"no such question: {question}")
    return asked


def _write(session: Session, asked: Question, answer: Answer, label: str, origin: object) -> None:
    earlier = session.record(Answer.TABLE, answer.id)
    position = earlier.position if earlier else session.next_position(Answer.TABLE)
    key = _key(asked, "reason" if answer.not_applicable else "answer")
    with session.operation(label, origin=origin, merge_key=key) as writer:
        writer.put(replace(answer, position=position))
