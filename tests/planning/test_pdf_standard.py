"""Every kind of PDF, of every template pack and edition, meets PDF/UA-1: what is written today is checked today.

The sample school's and an empty plan's documents are checked here, and those of a plan with names in other alphabets;
`tasks.py check-pdf` asks veraPDF, the reference, about the same files.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from eopbuilder.packs import available, load_pack
from tests.render.pdf_reading import problems

SCRIPT = Path(__file__).parents[2] / "packaging" / "document_samples.py"
NAMES = ("sample", "empty", "alphabets")


def _samples() -> ModuleType:
    spec = importlib.util.spec_from_file_location("document_samples", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pack_id", available())
def test_every_document_meets_the_accessibility_standard(tmp_path: Path, pack_id: str, name: str) -> None:
    samples = _samples()
    pack = load_pack(pack_id)
    plans = samples.plans(pack)
    assert set(plans) == set(NAMES)
    written = list(samples.write_documents(plans[name], pack, tmp_path, ".pdf"))
    assert {one.path.name for one in written} >= {
        "plan-full.pdf", "plan-responder.pdf", "plan-staff.pdf", "plan-public.pdf", "role-graph.pdf", "ics-207.pdf",
        "flip-card.pdf", "binder-tabs.pdf",
    }  # fmt: skip
    found = {}
    for one in written:
        data = one.path.read_bytes()
        if one.locked:
            assert b"/Encrypt" in data
            with pikepdf.open(one.path, password=samples.PASSPHRASE) as pdf:
                assert pdf.Root.MarkInfo.Marked
            continue
        wrong = problems(data)
        if wrong:
            found[one.path.name] = wrong
    assert found == {}
