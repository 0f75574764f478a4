"""Blank reunification cards, two on a page, in English and in Spanish. They carry blanks only, never names."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.document.context import words
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import SPANISH, kit_document
from eopbuilder.document.nodes import Block, Box, Boxes, BoxRow, Document, Heading, Paragraph, Part, TearLine


@dataclass(frozen=True)
class _Words:
    """What a card says, in one language."""

    title: str
    how: str
    student: str
    grade: str
    student_phone: str
    adult: str
    relation: str
    phone: str
    signature: str
    staff: str
    matches: str
    yes_no: str
    tear: str
    time: str
    initials: str
    notes: str
    cut: str
    note: str


_ENGLISH = _Words(
    title="Reunification card",
    how="One card for each student. Please print clearly, top and bottom, and have your photo ID ready.",
    student="Student’s last name, first name",
    grade="Grade",
    student_phone="Student’s cell phone",
    adult="Your name (adult picking up)",
    relation="Relationship to student",
    phone="Your phone",
    signature="Signature",
    staff="Checker’s initials",
    matches="Photo ID matches",
    yes_no="☐ Yes\u00a0\u00a0 ☐ No",
    tear="Staff tears here. The top stays with the accountant, the bottom goes with the adult.",
    time="Time",
    initials="Reunifier’s initials",
    notes="Notes",
    cut="Cut here",
    note="Our own design, not a standard.",
)
_SPANISH = _Words(
    title="Tarjeta de entrega de estudiantes",
    how="Una tarjeta por cada estudiante. Escriba claro, arriba y abajo, y tenga lista su identificación con foto.",
    student="Apellido y nombre del estudiante",
    grade="Grado",
    student_phone="Celular del estudiante",
    adult="Su nombre (adulto que recoge)",
    relation="Parentesco con el estudiante",
    phone="Su teléfono",
    signature="Firma",
    staff="Iniciales (personal)",
    matches="Identificación coincide (personal)",
    yes_no="☐ Sí\u00a0\u00a0 ☐ No",
    tear="El personal corta aquí. La parte de arriba se queda; la de abajo va con el adulto.",
    time="Hora (personal)",
    initials="Iniciales (personal)",
    notes="Notas (personal)",
    cut="Corte aquí",
    note="Diseño propio, no es una norma. Pida a una persona que hable bien español que lo revise.",
)


def cards_in_english(context: FormContext) -> Document:
    """Two English cards on a page."""
    return _cards(context, _ENGLISH, "en")


def cards_in_spanish(context: FormContext) -> Document:
    """Two Spanish cards on a page."""
    return _cards(context, _SPANISH, SPANISH)


def _cards(context: FormContext, said: _Words, language: str) -> Document:
    blocks: tuple[Block, ...] = (
        *_card(said, 1),
        TearLine(said.cut),
        *_card(said, 2),
        Paragraph(words(said.note), "source"),
    )
    return kit_document(context, said.title, (Part(blocks, one_page=True, grow=1.3),), public=True, language=language)


def _card(said: _Words, number: int) -> tuple[Block, ...]:
    top = Boxes(
        (
            BoxRow((Box(said.student, share=3), Box(said.grade), Box(said.student_phone, share=1.6)), 39),
            BoxRow((Box(said.adult, share=3), Box(said.relation, share=2.6)), 39),
            BoxRow((Box(said.phone, share=2), Box(said.signature, share=3.6)), 39),
            BoxRow((Box(said.matches, words(said.yes_no), share=3), Box(said.staff, share=2.6)), 39),
        )
    )
    bottom = Boxes(
        (
            BoxRow((Box(said.student, share=4.6), Box(said.grade)), 36),
            BoxRow((Box(said.time), Box(said.initials, share=1.6), Box(said.notes, share=3)), 36),
        )
    )
    return (Heading(1, said.title, f"card-{number}"), Paragraph(words(said.how)), top, TearLine(said.tear), bottom)
