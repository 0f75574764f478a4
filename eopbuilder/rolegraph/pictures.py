"""What somebody looks at, as a choice that can be drawn again: on screen and in an exported file alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.dependency_scene import dependency_scene
from eopbuilder.rolegraph.describe import alternative_text, dependencies_text
from eopbuilder.rolegraph.layout import chart_scene
from eopbuilder.rolegraph.scene import Scene
from eopbuilder.rolegraph.structure import TOP_LEVEL


@dataclass(frozen=True)
class ChartPicture:
    """The chart at a level, with kinds of dependencies drawn over it and some branches folded away."""

    level: int = TOP_LEVEL
    overlay: frozenset[str] = frozenset()
    collapsed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DependencyPicture:
    """The dependencies at a level: so many steps around a role, or all of them when it is empty."""

    level: int = TOP_LEVEL
    around: str = ""
    steps: int = 1


Picture = ChartPicture | DependencyPicture


def described(plan: Plan, pack: Pack, as_of: date, picture: Picture) -> Scene:
    """The scene of a picture with its description, to be written to a file."""
    scene = draw(plan, pack, as_of, picture)
    match picture:
        case ChartPicture(level):
            return replace(scene, description=alternative_text(plan, pack, as_of, level))
        case DependencyPicture(level, around):
            return replace(scene, description=dependencies_text(plan, pack, level, around))


def draw(plan: Plan, pack: Pack, as_of: date, picture: Picture, *, dark: bool = False) -> Scene:
    """The scene of a picture; `dark` for a dark screen."""
    match picture:
        case ChartPicture(level, overlay, collapsed):
            return chart_scene(plan, pack, as_of, level=level, overlay=overlay, collapsed=collapsed, dark=dark)
        case DependencyPicture(level, around, steps):
            return dependency_scene(plan, pack, as_of, level=level, around=around, steps=steps, dark=dark)
