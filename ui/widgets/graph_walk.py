"""Where the keys lead in the role graph: along reporting lines, along dependencies, or to the nearest box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from eopbuilder.rolegraph.scene import Box


class Walk:
    """The ways between the boxes of one drawing. `above` gives the leader of each box a reporting line ends at."""

    def __init__(self, boxes: Mapping[str, Box], above: Mapping[str, str]) -> None:
        self._boxes = boxes
        self._above = above
        self.nodes = tuple(sorted(boxes, key=lambda one: (boxes[one].y, boxes[one].x)))
        """Every box, top to bottom and left to right."""

    def top(self) -> str:
        """Where walking begins."""
        return next((one for one in self.nodes if one not in self._above), "")

    def leader(self, here: str) -> str:
        """Whom a box reports to, as it is drawn; empty at the top."""
        return self._above.get(here, "")

    def neighbour(self, here: str, key: int) -> str:
        """Where an arrow key leads: up to the leader, down to the first report, sideways along the row.

        A drawing without reporting lines is walked by place: to the nearest box in the direction of the arrow.
        """
        if not self._above:
            return self._nearest(here, key)
        if key == Qt.Key.Key_Up:
            return self._above.get(here, "")
        if key == Qt.Key.Key_Down:
            return next((one for one in self.nodes if self._above.get(one) == here), "")
        team = [one for one in self.nodes if self._above.get(one) == self._above.get(here)]
        team.sort(key=lambda one: (self._boxes[one].x, self._boxes[one].y))
        place = team.index(here) + (1 if key == Qt.Key.Key_Right else -1)
        return team[place] if 0 <= place < len(team) else ""

    def _nearest(self, here: str, key: int) -> str:
        """The box that lies nearest in a direction; what is off to the side counts as twice as far."""
        start = self._boxes[here]
        across = key in {Qt.Key.Key_Left, Qt.Key.Key_Right}
        sign = 1 if key in {Qt.Key.Key_Right, Qt.Key.Key_Down} else -1
        best, found = 0.0, ""
        for one in self.nodes:
            box = self._boxes[one]
            right = (box.x + box.width / 2 - start.x - start.width / 2) * sign
            down = (box.y + box.height / 2 - start.y - start.height / 2) * sign
            ahead, aside = (right, down) if across else (down, right)
            far = ahead + 2 * abs(aside)
            if ahead > 1 and (not found or far < best):
                best, found = far, one
        return found


class DependencyWalk:
    """Steps along dependencies. The way back leads to where one came from; a box's ways are taken in turn.

    So going ahead and back again and again goes through everything a role needs.
    """

    def __init__(self) -> None:
        self._ahead: Mapping[str, Sequence[str]] = {}
        self._back: Mapping[str, Sequence[str]] = {}
        self._turns: dict[tuple[str, bool], int] = {}
        self._came: list[tuple[str, bool, str]] = []
        """For each step not yet taken back: where it led, the direction that takes it back, and where it began."""

    def set_ways(self, ahead: Mapping[str, Sequence[str]], back: Mapping[str, Sequence[str]]) -> None:
        """Takes for each box what it needs, and what needs it."""
        if (ahead, back) != (self._ahead, self._back):
            self._ahead, self._back = ahead, back
            self._turns.clear()
            self._came.clear()

    def step(self, here: str, *, ahead: bool) -> str:
        """The next box to go to, or nothing."""
        if self._came and self._came[-1][:2] == (here, ahead):
            return self._came.pop()[2]
        if self._came and self._came[-1][0] != here:
            self._came.clear()
        ways = (self._ahead if ahead else self._back).get(here, ())
        if not ways:
            return ""
        turn = self._turns.get((here, ahead), 0) % len(ways)
        self._turns[(here, ahead)] = turn + 1
        self._came.append((ways[turn], not ahead, here))
        return ways[turn]
