#!/usr/bin/env python3
"""Pictures representative pages of the finished sample plan, its kit and its role graph on one sheet.

  contact_sheet.py [FILE.png]

Without a name it is docs/pages/pages.png. It is made from the PDF files, in a palette, so that it stays small.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from document_samples import AS_OF  # noqa: E402  it needs the path above

from eopbuilder.packs import load_pack  # noqa: E402
from eopbuilder.planning import sample  # noqa: E402
from eopbuilder.planning.exporting import export_plan  # noqa: E402
from eopbuilder.planning.exporting_kit import export_kit  # noqa: E402

TARGET = ROOT / "docs" / "pages" / "pages.png"
_HEIGHT = 440
"""Height of a page in pixels; a landscape page is as wide as two upright ones and the gap between them at most."""
_ACROSS = 5
_GAP = 14
_GROUND = "#D5DBE1"
_COLORS = 256


@dataclass(frozen=True)
class Shown:
    """A page to show: its file, and words that stand on it (the first page that has them all); none for the first."""

    file: str
    words: Sequence[str] = ()


PAGES = (
    Shown("plan.pdf"),
    Shown("plan.pdf", ("Contents", "Basic Plan")),
    Shown("plan.pdf", ("Start Here in an Emergency", "Where to look")),
    Shown("plan.pdf", ("Functional Annexes", "F1 Evacuation", "F1.1")),
    Shown("plan.pdf", ("Hazards this plan prepares for", "Probability")),
    Shown("plan.pdf", ("Who reports to whom at Level 1",)),
    Shown("kit/maps.pdf"),
    Shown("kit/flip-card.pdf", ("Lockdown", "You hear")),
    Shown("kit/wallet-cards.pdf"),
    Shown("kit/cards-english.pdf"),
    Shown("kit/zone-signs.pdf"),
    Shown("kit/job-action-sheets.pdf"),
    Shown("kit/ics-201.pdf"),
)


def write_documents(folder: Path) -> None:
    """The finished sample plan and its kit as PDF."""
    with (
        tempfile.TemporaryDirectory() as home,
        patch.dict(os.environ, {"EOPBUILDER_HOME": home}),
        sample.create_sample(Path(home) / "plan.eop", finished=True) as session,
    ):
        plan = session.plan
    pack = load_pack(plan.info.pack or sample.SAMPLE_PACK)
    export_plan(plan, pack, AS_OF, folder / "plan.pdf")
    export_kit(plan, pack, AS_OF, folder / "kit")


def picture(folder: Path, shown: Shown) -> Image.Image:
    """The page as a picture `_HEIGHT` high, or half as wide as high where it lies on its side."""
    document = pypdfium2.PdfDocument(folder / shown.file)
    try:
        texts = (page.get_textpage().get_text_range() for page in document)
        found = next((at for at, text in enumerate(texts) if all(word in text for word in shown.words)), None)
        if found is None:
            raise LookupError(f"no page of {shown.file} has the words {shown.words}")
        page = document[found]
        return page.render(scale=_HEIGHT / max(page.get_height(), page.get_width() / 1.6)).to_pil().convert("RGB")
    finally:
        document.close()


def rows(pictures: Sequence[Image.Image]) -> Iterator[list[Image.Image]]:
    """The pictures in rows no wider than `_ACROSS` upright pages."""
    room = _ACROSS * (round(_HEIGHT * 612 / 792) + _GAP)
    row: list[Image.Image] = []
    for one in pictures:
        if row and sum(each.width + _GAP for each in (*row, one)) > room:
            yield row
            row = []
        row.append(one)
    yield row


def composed(pictures: Sequence[Image.Image]) -> Image.Image:
    """All pictures on one sheet, each row in the middle."""
    laid = list(rows(pictures))
    width = max(sum(one.width + _GAP for one in row) for row in laid) + _GAP
    sheet = Image.new("RGB", (width, len(laid) * (_HEIGHT + _GAP) + _GAP), _GROUND)
    for number, row in enumerate(laid):
        x = (width - sum(one.width + _GAP for one in row) + _GAP) // 2
        for one in row:
            sheet.paste(one, (x, _GAP + number * (_HEIGHT + _GAP) + (_HEIGHT - one.height) // 2))
            x += one.width + _GAP
    return sheet


def main(arguments: Sequence[str]) -> int:
    """Writes the sheet and prints where it is and how large."""
    target = Path(arguments[0]) if arguments else TARGET
    with tempfile.TemporaryDirectory() as folder:
        write_documents(Path(folder))
        sheet = composed([picture(Path(folder), one) for one in PAGES])
    target.parent.mkdir(parents=True, exist_ok=True)
    data = io.BytesIO()
    sheet.quantize(_COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    target.write_bytes(data.getvalue())
    print(f"{target}: {sheet.width} x {sheet.height}, {len(data.getvalue()) // 1024} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
