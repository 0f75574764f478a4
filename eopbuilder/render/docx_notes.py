"""Footnotes of a Word file: notes to words, such as where a rule comes from, at the foot of their page."""

from __future__ import annotations

from itertools import groupby

from eopbuilder.document.nodes import Inlines, Reference, Run
from eopbuilder.render.docx_xml import DECLARATION, W, inlines_xml, run_xml

_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
_LINE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r>'


class Notes:
    """Collects the footnotes while the body is written."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def __bool__(self) -> bool:
        return bool(self._notes)

    def inlines_xml(self, inlines: Inlines) -> str:
        """The runs of a paragraph, with a footnote wherever a note follows the words it belongs to."""
        pieces: list[str] = []
        for is_note, group in groupby(inlines, _is_note):
            some = tuple(group)
            pieces.append(self._mark(some) if is_note and pieces else inlines_xml(some))
        return "".join(pieces)

    def _mark(self, note: Inlines) -> str:
        self._notes.append(inlines_xml(_without_gap(note)))
        return f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{len(self._notes)}"/></w:r>'

    def xml(self) -> bytes:
        """`word/footnotes.xml`: the lines above notes, and the notes."""
        lines = (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
        kinds = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}">{_LINE}<w:{line}/></w:r></w:p></w:footnote>'
            for kind, number, line in lines
        )
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>{run_xml(' ')}{words}</w:p></w:footnote>"
            for number, words in enumerate(self._notes, start=1)
        )
        return f'{DECLARATION}<w:footnotes xmlns:w="{W}">{kinds}{notes}</w:footnotes>'.encode()


def _is_note(inline: object) -> bool:
    return isinstance(inline, Run | Reference) and inline.note


def _without_gap(note: Inlines) -> Inlines:
    """A note without the space that parts it from the words before it where it stands in its place."""
    first = note[0]
    return note[1:] if isinstance(first, Run) and not first.text.strip() else note
