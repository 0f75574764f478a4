"""What speed is measured with is what is said of it."""

from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

from eopbuilder.document.nodes import Heading, Paragraph, Table, plain_text

SCRIPT = Path(__file__).parents[2] / "packaging" / "bench_model.py"


def test_the_model_is_as_large_as_it_says() -> None:
    spec = importlib.util.spec_from_file_location("bench_model", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    model = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(model)
    document = model.bench_document()
    blocks = list(document.blocks())
    assert Counter(block.level for block in blocks if isinstance(block, Heading)) == {1: 24, 2: 96}
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    tables = [block for block in blocks if isinstance(block, Table)]
    assert (len(paragraphs), len(tables)) == (336, 80)
    assert {(len(table.rows) + 1, len(table.columns)) for table in tables} == {(7, 4)}
    words = sum(len(plain_text(paragraph.inlines).split()) for paragraph in paragraphs)
    words += sum(len(plain_text(cell).split()) for table in tables for row in table.rows for cell in row)
    words += sum(len(block.title.split()) for block in blocks if isinstance(block, Heading))
    assert 28_000 < words < 31_000
    assert model.bench_document() == document
    anchors = [block.anchor for block in model.bench_document(2).blocks() if isinstance(block, Heading | Table)]
    assert len(set(anchors)) == len(anchors) == 400
    pack = model.bench_pack()
    assert (len(pack.roles), len(pack.relations)) == (1_000, 5_000)
