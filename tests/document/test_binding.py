"""Sheets of the kit bound into the plan: once each, below “Appendices”, with anchors and headings of their own."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest

from eopbuilder.document.build import build_document
from eopbuilder.document.kit.binding import NOT_BOUND, bound_parts
from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.document.lint import lint
from eopbuilder.document.nodes import Document, Heading
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import in_edition
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.text_writer import write_text
from tests.document.schools import AS_OF, CREATED, PACK, crowded_school, sample_school
from tests.render import pdf_reading
from tests.render.docx_reading import docx_text
from tests.render.writer_contract import lost_words


@cache
def with_kit(edition: Edition) -> Document:
    plan = sample_school()
    shown, pack = in_edition(plan, PACK, edition, AS_OF)
    return build_document(shown, pack, AS_OF, CREATED, bound=bound_parts(plan, PACK, AS_OF, CREATED, edition))


def bound_titles(document: Document) -> list[str]:
    return [one.text for one in document.headings() if one.anchor.startswith("kit-")]


def test_the_plan_ends_with_each_sheet_once_in_the_order_of_the_kit() -> None:
    titles = bound_titles(with_kit(Edition.FULL))
    assert len(titles) == len(set(titles))
    assert titles[:3] == ["Contact sheet", "Call tree", "Reunification staff sheets"]
    assert {"Job action sheets", "ICS 201 Incident Briefing", "Blank worksheets"} <= set(titles)
    assert not {one.title for one in KIT if one.name in NOT_BOUND} & set(titles)


def test_lower_editions_bind_what_their_kit_has() -> None:
    assert "Contact sheet" in bound_titles(with_kit(Edition.RESPONDER))
    assert "Contact sheet" not in bound_titles(with_kit(Edition.STAFF))
    assert "Job action sheets" in bound_titles(with_kit(Edition.STAFF))
    assert bound_titles(with_kit(Edition.PUBLIC)) == []


@pytest.mark.parametrize("edition", Edition)
def test_the_whole_has_no_faults_and_no_heading_above_a_section(edition: Edition) -> None:
    document = with_kit(edition)
    assert lint(document) == ()
    levels = {one.level for one in document.blocks() if isinstance(one, Heading) and one.anchor.startswith("kit-")}
    assert levels <= {2, 3, 4}


def test_every_writer_keeps_every_word() -> None:
    document = with_kit(Edition.STAFF)
    pdf, docx = BytesIO(), BytesIO()
    write_pdf(document, pdf)
    write_docx(document, docx)
    drawn = "\n".join(pdf_reading.read_pdf(pdf.getvalue()).drawn).replace("\ufffe", "-")
    squeezed = "".join(drawn.split())
    assert not [word for word in lost_words(document, drawn) if word not in squeezed]  # broken after a slash
    assert not lost_words(document, docx_text(docx.getvalue()))
    text = BytesIO()
    write_text(document, text)
    assert not lost_words(document, text.getvalue().decode("utf-8"))


def test_bound_sheets_fit_their_pages_in_a_crowded_school_too() -> None:
    for school in (sample_school, crowded_school):
        parts = tuple(one for one in bound_parts(school(), PACK, AS_OF, CREATED, Edition.FULL) if one.one_page)
        document = Document("Sheets", "en-US", "", "", CREATED.isoformat(), "Plan", "", None, parts, contents_depth=0)
        stream = BytesIO()
        write_pdf(document, stream)
        assert len(pdf_reading.read_pdf(stream.getvalue()).sizes) == len(parts)


def test_every_document_of_the_kit_is_listed_with_its_place() -> None:
    assert all(one.title and one.kept for one in KIT)
    assert len({one.title for one in KIT}) == len(KIT)
