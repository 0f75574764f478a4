"""Colours of the role graph, on paper and on a dark screen.

Text has a contrast of at least 4.5 to 1 against what it stands on. Colour only repeats what a shape or a word says:
sections have their own column, unstaffed roles a dashed outline and a word, edge types their own dash and arrowhead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eopbuilder.domain.catalogue import EdgeType
from eopbuilder.rolegraph.scene import Arrow


@dataclass(frozen=True)
class Tone:
    """The colours of one section: its leader's box, its teams' boxes, and their outlines."""

    head: str
    tint: str
    stroke: str


@dataclass(frozen=True)
class EdgeLook:
    """How one type of edge is drawn, and the words for it between its two ends."""

    words: str
    color: str
    dash: tuple[float, ...]
    arrow: Arrow
    width: float = 1.1


@dataclass(frozen=True)
class Palette:
    """Every colour of a drawing. `background` is what it is meant to stand on."""

    background: str
    ink: str
    muted: str
    on_head: str
    line: str
    warning: str
    tones: Mapping[str, Tone]
    plain: Tone
    edges: Mapping[EdgeType, EdgeLook]

    def tone(self, group: str) -> Tone:
        """The colours of a section; a neutral one for sections a pack made up and for partners."""
        return self.tones.get(group, self.plain)


def _edges(needs: str, approval: str, informs: str, hands: str, backs: str, never: str) -> dict[EdgeType, EdgeLook]:
    return {
        "needs": EdgeLook("needs", needs, (), "filled", 1.3),
        "needs_approval": EdgeLook("needs approval from", approval, (6, 2, 1.2, 2), "diamond", 1.3),
        "informs": EdgeLook("informs", informs, (1.2, 2), "open"),
        "hands_off_to": EdgeLook("hands over to", hands, (8, 3), "double"),
        "backs_up": EdgeLook("steps up for", backs, (3, 2), "open"),
        "mutually_exclusive": EdgeLook("never the same person as", never, (4, 1.5, 1.2, 1.5, 1.2, 1.5), "bar"),
    }


LIGHT = Palette(
    background="#FFFFFF",
    ink="#17212B",
    muted="#4A5866",
    on_head="#FFFFFF",
    line="#5B6B7A",
    warning="#8A3A00",
    tones={
        "command": Tone("#1D4F7C", "#E8F0F7", "#1D4F7C"),
        "operations": Tone("#8A2E1F", "#FAEEEA", "#A14A3B"),
        "reunification": Tone("#0F6063", "#E5F2F1", "#2F7C7D"),
        "planning": Tone("#553B86", "#F1EDF8", "#73599F"),
        "logistics": Tone("#6E4B00", "#FAF2E0", "#8C6A1E"),
        "finance": Tone("#2B6236", "#EAF4EB", "#4B8157"),
    },
    plain=Tone("#3D4A57", "#F1F4F6", "#6B7885"),
    edges=_edges("#B3261E", "#6A1B9A", "#0B5A8A", "#1B6B2E", "#4A5866", "#8A4B00"),
)

DARK = Palette(
    background="#17212B",
    ink="#EEF3F7",
    muted="#B4C0CB",
    on_head="#FFFFFF",
    line="#8FA0B0",
    warning="#FFC48A",
    tones={
        "command": Tone("#2A6496", "#21384D", "#7FB0DB"),
        "operations": Tone("#9A3F30", "#42292A", "#E29C8E"),
        "reunification": Tone("#1A6E71", "#1D3D40", "#74C2C1"),
        "planning": Tone("#674CA0", "#332D4B", "#B9A3E3"),
        "logistics": Tone("#7E5A0B", "#3D3320", "#DDBB6B"),
        "finance": Tone("#377243", "#233B2A", "#8FC79A"),
    },
    plain=Tone("#4A5866", "#2A3641", "#A3B1BE"),
    edges=_edges("#FF8A80", "#D7A6F2", "#7CC4F5", "#86D69A", "#B4C0CB", "#FFC48A"),
)


def palette(dark: bool) -> Palette:
    """The palette for paper and light screens, or for a dark screen."""
    return DARK if dark else LIGHT
