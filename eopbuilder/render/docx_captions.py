"""Captions that Word counts itself, and references that follow them when a team adds or moves a table."""

from __future__ import annotations

import re

from eopbuilder.render.docx_xml import bookmark_name, field_xml, run_xml

_NUMBERED = re.compile(r"(Table|Figure) (\d+)")


class Captions:
    """Knows what Word will count next, so that every number comes out as the tree has it."""

    def __init__(self) -> None:
        self._counted: dict[str, int] = {}
        self._bookmarks = 0

    def marked(self, anchor: str, content: str) -> str:
        """Content inside a bookmark of its own."""
        self._bookmarks += 1
        return (
            f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{bookmark_name(anchor)}"/>{content}'
            f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'
        )

    def caption_xml(self, caption: str, anchor: str) -> str:
        """A caption. The bookmark of a numbered one holds kind and number, which is what references repeat."""
        found = _NUMBERED.match(caption)
        if found is None:
            return self.marked(anchor, run_xml(caption))
        kind, number = found.group(1), int(found.group(2))
        restart = "" if number == self._counted.get(kind, 0) + 1 else f" \\r {number}"
        self._counted[kind] = number
        field = field_xml(f"SEQ {kind} \\* ARABIC{restart}", str(number))
        return self.marked(anchor, f"{run_xml(f'{kind} ')}{field}") + run_xml(caption[found.end() :])
