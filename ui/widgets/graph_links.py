"""Dependencies shown in a drawing: what the chosen role needs and who needs it, and steps from one to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from eopbuilder.domain.catalogue import Pack, Relation
from eopbuilder.rolegraph.dependencies import Links, reach, said
from ui.widgets.announce import announce
from ui.widgets.graph_items import Mark
from ui.widgets.role_graph_view import RoleGraphView


class GraphLinks(QObject):
    """Marks and steps of some drawings of one graph. `said` carries a sentence on what is seen, or nothing."""

    said = Signal(str)

    def __init__(self, views: tuple[RoleGraphView, ...], title_of: Callable[[str], str], parent: QObject) -> None:
        super().__init__(parent)
        self._views = views
        self._title_of = title_of
        self._links = Links((), {}, {})
        self._pack: Pack | None = None
        self._on = False
        self._role = ""
        for view in views:
            view.stepped.connect(self._on_stepped)

    def take(self, pack: Pack, links: Links) -> None:
        """Takes the links of what is drawn now."""
        self._pack, self._links = pack, links
        for view in self._views:
            view.set_links((one.source, one.target) for one in links.relations)
        self._show(aloud=self._on)

    def show_role(self, role: str) -> None:
        """Marks what this role depends on and what depends on it, when that is wanted."""
        new = role != self._role
        self._role = role
        self._show(aloud=new)

    def switch(self, on: bool) -> None:
        """Shows the marks or takes them off."""
        self._on = on
        self._show(aloud=True)
        if on:
            announce(self._views[0], self._sentence())

    def _show(self, *, aloud: bool) -> None:
        found = reach(self._links, self._role)
        up, down = (frozenset(found.upstream), frozenset(found.downstream)) if self._on else (frozenset(), frozenset())
        for view in self._views:
            view.show_marks(Mark.UPSTREAM, up)
            view.show_marks(Mark.DOWNSTREAM, down)
            view.let_stand_out({self._role, *up, *down} if self._on and self._role in view.roles else None)
        if aloud:
            self.said.emit(self._sentence() if self._on else "")

    def _sentence(self) -> str:
        if not self._role:
            return "Choose a role to see what it depends on."
        found = reach(self._links, self._role)
        title = self._title_of(self._role)
        if not found.upstream and not found.downstream:
            return f"{title} depends on nothing else, and nothing depends on it."
        parts = []
        if found.upstream:
            parts.append(f"“needed”, solid outline: what {title} depends on ({len(found.upstream)})")
        if found.downstream:
            parts.append(f"“needs it”, dashed outline: what depends on {title} ({len(found.downstream)})")
        return "; ".join(parts) + "."

    def _on_stepped(self, here: str, there: str, ahead: bool) -> None:
        relation = self._between(here, there, ahead=ahead)
        if relation is not None and self._pack is not None:
            words = said(self._pack, relation)
        elif ahead:
            words = f"{self._title_of(here)} needs nothing that is drawn here."
        else:
            words = f"Nothing drawn here needs {self._title_of(here)}."
        self.said.emit(words)
        announce(self._views[0], words)

    def _between(self, here: str, there: str, *, ahead: bool) -> Relation | None:
        source, target = (here, there) if ahead else (there, here)
        return next((one for one in self._links.of(source) if one.target == target), None)
