"""One contract for every writer."""

from __future__ import annotations

import copy
from collections.abc import Callable
from io import BytesIO

import pytest

from eopbuilder.domain.plan import Plan
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.text_writer import write_text
from tests.document.samples import built, empty_plan, full_plan, half_plan
from tests.render.docx_reading import docx_text
from tests.render.writer_contract import ReadText, Write, lost_words, out_of_order, written


def pdf_text(data: bytes) -> str:
    """The words of every page, in the order they are drawn; a hyphen that ends a line is one."""
    import pypdfium2

    document = pypdfium2.PdfDocument(BytesIO(data))
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(pages).replace("\ufffe", "-")


WRITERS = pytest.mark.parametrize(
    ("write", "read"),
    [
        pytest.param(write_text, lambda data: data.decode(), id="text"),
        pytest.param(write_docx, docx_text, id="docx"),
        pytest.param(write_pdf, pdf_text, id="pdf"),
    ],
)
PLANS = pytest.mark.parametrize("make", [empty_plan, half_plan, full_plan])


@WRITERS
@PLANS
def test_no_word_of_the_tree_is_lost(write: Write, read: ReadText, make: Callable[[], Plan]) -> None:
    document = built(make())
    assert not lost_words(document, read(written(write, document)))


@WRITERS
@PLANS
def test_titles_and_captions_keep_their_order(write: Write, read: ReadText, make: Callable[[], Plan]) -> None:
    document = built(make())
    assert out_of_order(document, read(written(write, document))) == []


@WRITERS
def test_the_tree_is_left_as_it_was(write: Write, read: ReadText) -> None:
    document = built(full_plan())
    before = copy.deepcopy(document)
    written(write, document)
    assert document == before


@WRITERS
def test_the_same_tree_gives_the_same_bytes(write: Write, read: ReadText) -> None:
    document = built(full_plan())
    assert written(write, document) == written(write, copy.deepcopy(document))


def test_the_contract_notices_a_lost_word_and_a_changed_order() -> None:
    document = built(full_plan())
    text = written(write_text, document).decode()
    assert lost_words(document, text.replace("Lopez", ""))
    assert out_of_order(document, text.replace("Table 7. What roles depend on", "")) == [
        "Table 7. What roles depend on"
    ]
