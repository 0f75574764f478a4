"""A packed PDF is the same document in fewer bytes; a locked one opens for its passphrase and for nothing else."""

from __future__ import annotations

import io

import pikepdf
import pytest

from eopbuilder.document.job_sheets import job_sheets
from eopbuilder.render.pdf_packing import locked, packed
from eopbuilder.render.pdf_writer import write_pdf
from tests.document.schools import at_level, sample_school


@pytest.fixture(scope="module")
def data() -> bytes:
    stream = io.BytesIO()
    write_pdf(job_sheets(at_level(sample_school(), 1)), stream)
    return stream.getvalue()


def test_packing_twice_changes_nothing_and_the_same_gives_the_same(data: bytes) -> None:
    assert packed(data) == packed(data)
    with pikepdf.open(io.BytesIO(data)) as one, pikepdf.open(io.BytesIO(packed(data))) as other:
        assert len(one.pages) == len(other.pages)
        assert len(one.objects) == len(other.objects)
        assert one.docinfo == other.docinfo


def test_the_small_objects_are_packed_together(data: bytes) -> None:
    assert data.count(b"/ObjStm") > 0
    assert b"/StructElem" not in data


def test_a_locked_file_opens_with_its_passphrase_only(data: bytes) -> None:
    secret = "correct horse 電池"
    closed = locked(data, secret)
    assert b"Maple Ridge" not in closed
    for wrong in ("", "correct horse"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(closed), password=wrong)
    with pikepdf.open(io.BytesIO(closed), password=secret) as pdf, pikepdf.open(io.BytesIO(data)) as plain:
        assert pdf.encryption.R == 6
        assert pdf.encryption.bits == 256
        assert len(pdf.pages) == len(plain.pages)
        assert pdf.allow.accessibility
