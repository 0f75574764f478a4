"""Lists and headings that Word counts itself, so that numbers follow when a team adds or moves something.

The tree's numbers are final, and Word must come to the same ones. Sections of one prefix (F1, F2, … or 2.1, 2.2, …)
are counted by one list of Word, whose deeper levels count the headings within a section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eopbuilder.document.nodes import Heading
from eopbuilder.render.docx_xml import DECLARATION, W, attribute

BULLETS, CHECKS = 1, 2
"""Numbering ids of bulleted and check-box lists."""
_INDENT = 360
"""Twentieths of a point; room for two digits and their point."""
_MARK_GAP = 100
"""Twentieths of a point between a mark, which ends there, and the text."""
_LIST_KINDS = (
    ("bullet", "•", "ListBullet"),
    ("bullet", "☐", "CheckList"),
    ("decimal", "%1.", ""),
)
_NUMBERED = 2
"""The kind of list whose items are numbered."""
_SECTION = 2
"""The level of the headings of sections."""
_DEEPEST = 4
_ENDS_COUNTED = re.compile(r"([^%]*?)(?:([1-9]\d*)|([A-Z]))")
_BELOW = re.compile(r"(?:\.[1-9]\d*)+")


@dataclass
class _Series:
    """Sections of one prefix: what Word calls their list, which run of it is going on, and what it has counted."""

    definition: int
    prefix: str
    letters: bool
    run: int = 0
    counted: list[int] = field(default_factory=list)


class Numbering:
    """Gives paragraphs their place in a list, and says in the end what lists there are."""

    def __init__(self) -> None:
        self._runs = [(BULLETS, 0, 0), (CHECKS, 1, 0)]
        self._series: dict[tuple[str, bool], _Series] = {}
        self._section: tuple[str, _Series] | None = None

    def new_list(self) -> str:
        """The place of the items of a new numbered list, as paragraph properties."""
        return _place(self._new_run(_NUMBERED, 1), 0)

    def heading(self, heading: Heading) -> str:
        """The place of a heading, as paragraph properties; empty when its number is not one Word comes to."""
        if heading.level < _SECTION or not heading.number:
            self._section = None
            return ""
        if heading.level == _SECTION:
            return self._section_heading(heading.number)
        if self._section is None:
            return ""
        number, series = self._section
        rest = heading.number.removeprefix(number)
        depth = heading.level - _SECTION
        if rest == heading.number or not _BELOW.fullmatch(rest):
            return ""
        values = [int(one) for one in rest[1:].split(".")]
        counted = [*series.counted[1:], *[0] * depth][:depth]
        if len(values) != depth or values != [*counted[:-1], counted[-1] + 1]:
            return ""
        series.counted = [series.counted[0], *values]
        return _place(series.run, depth)

    def _section_heading(self, number: str) -> str:
        found = _ENDS_COUNTED.fullmatch(number)
        if found is None:
            self._section = None
            return ""
        value = int(found[2]) if found[2] else ord(found[3]) - ord("A") + 1
        key = found[1], not found[2]
        series = self._series.get(key)
        if series is None:
            series = self._series[key] = _Series(len(_LIST_KINDS) + len(self._series), *key)
        if not series.counted or value != series.counted[0] + 1:
            series.run = self._new_run(series.definition, value)
        series.counted = [value]
        self._section = number, series
        return _place(series.run, 0)

    def _new_run(self, definition: int, start: int) -> int:
        run = self._runs[-1][0] + 1
        self._runs.append((run, definition, start))
        return run

    def xml(self) -> str:
        """`word/numbering.xml`."""
        lists = "".join(_list_xml(index, *kind) for index, kind in enumerate(_LIST_KINDS))
        headings = "".join(_series_xml(one) for one in self._series.values())
        runs = "".join(_run_xml(*one) for one in self._runs)
        return f'{DECLARATION}<w:numbering xmlns:w="{W}">{lists}{headings}{runs}</w:numbering>'


def _place(run: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{run}"/></w:numPr>'


def _list_xml(index: int, kind: str, mark: str, style: str) -> str:
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    weight = "<w:rPr><w:b/><w:bCs/></w:rPr>" if kind == "decimal" else ""
    return (
        f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{bound}<w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="right"/><w:pPr><w:ind w:left="{_INDENT}" w:hanging="{_MARK_GAP}"/></w:pPr>'
        f"{weight}</w:lvl></w:abstractNum>"
    )


def _series_xml(series: _Series) -> str:
    prefix = attribute(series.prefix)
    levels = []
    for depth in range(_DEEPEST - _SECTION + 1):
        kind = "upperLetter" if series.letters and depth == 0 else "decimal"
        text = ".".join(f"%{level + 1}" for level in range(depth + 1))
        levels.append(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{prefix}{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        )
    return (
        f'<w:abstractNum w:abstractNumId="{series.definition}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def _run_xml(run: int, definition: int, start: int) -> str:
    restarted = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
    return f'<w:num w:numId="{run}"><w:abstractNumId w:val="{definition}"/>{restarted}</w:num>'
