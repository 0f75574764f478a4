"""What stands in each box of the organization chart, and how much room it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment
from eopbuilder.rolegraph.branches import folded_words
from eopbuilder.rolegraph.chart_layout import Gaps, Place
from eopbuilder.rolegraph.metrics import shorten, text_width, wrap
from eopbuilder.rolegraph.palette import Palette, Tone
from eopbuilder.rolegraph.scene import Box, Label
from eopbuilder.rolegraph.structure import Structure

UNSTAFFED = "▲ Unstaffed"
ON_THE_DAY = "Filled on the day"
NO_SUPERVISOR = "▲ Reports to nobody"
DASHED = (3.0, 2.0)
_HEADS = frozenset({"lvl-command", "lvl-section"})


@dataclass(frozen=True)
class ChartStyle:
    """How big boxes are: font size and box width in points, and whether alternates are named."""

    size: float
    width: float
    names_alternates: bool
    roomy: bool = False
    """Wider gaps, for edges that run between the boxes."""

    @property
    def leading(self) -> float:
        return self.size * 1.2

    @property
    def pad(self) -> float:
        """Space between the outline and the text, left and right."""
        return self.size * 0.55

    @property
    def pad_above(self) -> float:
        return self.size * 0.36

    @property
    def room(self) -> float:
        """Width of a line of text."""
        return self.width - 2 * self.pad

    @property
    def gaps(self) -> Gaps:
        """Space between boxes, in step with the font."""
        size = self.size
        if self.roomy:
            return Gaps(column=size * 2.6, row=size * 0.8, indent=size * 1.6, bus=size * 2.4)
        return Gaps(column=size * 1.3, row=size * 0.6, indent=size * 1.2, bus=size * 2)


@dataclass(frozen=True)
class _Text:
    """One line of a box; `end` stands at the right edge of the same line."""

    text: str
    bold: bool = False
    italic: bool = False
    warns: bool = False
    end: str = ""


@dataclass(frozen=True)
class BoxContent:
    """The lines of one box and how the box is outlined."""

    node: str
    tone: Tone
    lines: tuple[_Text, ...]
    head: bool = False
    strong: bool = False
    dashed: bool = False
    tooltip: str = ""

    def height(self, style: ChartStyle) -> float:
        """Height of the box in points."""
        return len(self.lines) * style.leading + 2 * style.pad_above

    def box(self, place: Place, style: ChartStyle, palette: Palette) -> Box:
        """The box drawn at its place."""
        fill = palette.background if self.dashed else self.tone.head if self.head else self.tone.tint
        filled_head = self.head and not self.dashed
        ink = palette.on_head if filled_head else palette.ink
        labels: list[Label] = []
        for number, line in enumerate(self.lines):
            y = place.y + style.pad_above + number * style.leading + style.size * 0.9
            color = palette.warning if line.warns else ink
            labels.append(Label(place.x + style.pad, y, line.text, style.size, color, line.bold, line.italic))
            if line.end:
                right = place.right - style.pad
                labels.append(Label(right, y, line.end, style.size, ink, anchor="end"))
        return Box(
            place.x,
            place.y,
            place.width,
            place.height,
            fill,
            self.tone.stroke,
            1.3 if self.strong else 0.8,
            tuple(labels),
            node=self.node,
            dash=DASHED if self.dashed else (),
            tooltip=self.tooltip,
        )


@dataclass(frozen=True)
class Chart:
    """What a chart shows: a plan at one level, on a day, with some teams folded away."""

    plan: Plan
    pack: Pack
    as_of: date
    structure: Structure
    palette: Palette
    folded: Mapping[str, int]
    """Role to how many roles of its team are folded away below it."""
    stray: frozenset[str]
    """Roles without a supervisor that should have one."""

    @property
    def tells_no_names(self) -> bool:
        """Whether the plan's edition does not tell who holds a role, so that nothing is said of it."""
        return self.plan.withholds(Assignment.DISCLOSURE)

    def is_staffed(self, role_id: str) -> bool:
        """Whether a primary who still works here is assigned."""
        primary = self.plan.primary(role_id)
        return primary is not None and not primary.has_left(self.as_of)

    def lacks_holder(self, role: Role) -> bool:
        """Whether somebody should hold the role and nobody does, as far as the plan's edition tells."""
        return role.needs_primary and not self.tells_no_names and not self.is_staffed(role.id)

    def alternates(self, role_id: str) -> list[str]:
        """Names of the alternates who still work here, in the order they step up."""
        return [one.label for one in self.plan.alternates(role_id) if not one.has_left(self.as_of)]

    def content(self, node_id: str, style: ChartStyle) -> BoxContent:
        """The box of a role, or of a partner or another node roles depend on."""
        role = self.structure.active.get(node_id)
        if role is None:
            title = wrap(self.pack.nodes[node_id].title, style.size, style.room, bold=True)
            hidden = [_Text(f"▸ +{self.folded[node_id]}", bold=True)] if node_id in self.folded else []
            lines = (
                *(_Text(line, bold=True) for line in title),
                _Text(self.pack.nodes[node_id].kind.capitalize(), italic=True),
                *hidden,
            )
            return BoxContent(node_id, self.palette.plain, lines, tooltip=self.pack.nodes[node_id].text)
        return self._role(role, style)

    def _role(self, role: Role, style: ChartStyle) -> BoxContent:
        lines = [_Text(line, bold=True) for line in wrap(role.title, style.size, style.room, bold=True)]
        primary = self.plan.primary(role.id)
        here = self.alternates(role.id)
        staffed = self.is_staffed(role.id)
        count = f"+{len(here)}" if here and not style.names_alternates else ""
        room = style.room - (text_width(f"  {count}", style.size) if count else 0.0)
        if primary is not None and staffed:
            lines.append(_Text(shorten(primary.label, style.size, room), end=count))
        elif self.lacks_holder(role):
            lines.append(_Text(shorten(UNSTAFFED, style.size, room, bold=True), bold=True, warns=True, end=count))
        elif not self.tells_no_names:
            lines.append(_Text(shorten(ON_THE_DAY, style.size, room), italic=True, end=count))
        if style.names_alternates and here:
            lines.append(_Text(_names(here, style), italic=True))
        if role.id in self.stray:
            lines.append(_Text(shorten(NO_SUPERVISOR, style.size, style.room, bold=True), bold=True, warns=True))
        if role.id in self.folded:
            lines.append(_Text(f"▸ +{self.folded[role.id]}", bold=True))
        return BoxContent(
            role.id,
            self.palette.tone(role.group),
            tuple(lines),
            head=role.rank in _HEADS,
            strong=role.rank == "lvl-branch",
            dashed=self.lacks_holder(role),
            tooltip=self._tooltip(role, primary.label if primary and staffed else "", here),
        )

    def _tooltip(self, role: Role, primary: str, alternates: list[str]) -> str:
        hidden = self.folded.get(role.id, 0)
        folded = f"; {folded_words(hidden)}" if hidden else ""
        if self.tells_no_names:
            return f"{role.title}{folded}"
        then = f"; then {', '.join(alternates)}" if alternates else ""
        return f"{role.title}: {primary or 'nobody assigned'}{then}{folded}"


def _names(names: list[str], style: ChartStyle) -> str:
    """The alternates by name when they fit on a line, else how many there are."""
    text = f"then {', '.join(names)}"
    if text_width(text, style.size) <= style.room:
        return text
    return f"+{len(names)} alternate{'s' if len(names) > 1 else ''}"
