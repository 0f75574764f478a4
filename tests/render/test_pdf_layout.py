"""Placing strips: what must stay together does, what is too tall is cut, and nothing ever stops the flow."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from eopbuilder.render.pdf_layout import Flow, Strip
from eopbuilder.render.pdf_page import PageContent

PAGE = 100.0


@dataclass
class Slab:
    """A strip of the test: its name, and whether it can be cut."""

    name: str
    height: float
    keep: bool = False
    before: float = 0.0
    after: float = 0.0
    header: Strip | None = None
    divisible: bool = False
    placed: list[tuple[int, float, str, bool]] = field(default_factory=list)

    def draw(self, page: PageContent, top: float, *, repeated: bool = False) -> None:
        self.placed.append((page.index, top, self.name, repeated))

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        if not self.divisible or room < 5:
            return None
        rest = self.height - room
        log = self.placed
        return (
            Slab(self.name, room, divisible=True, placed=log),
            Slab(self.name, rest, divisible=True, header=self.header, placed=log),
        )


class Pages:
    """A flow over pages 100 high, and where everything went."""

    def __init__(self) -> None:
        self.count = 0
        self.placed: list[tuple[int, float, str, bool]] = []
        self.flow = Flow(self.turn, lambda _page: (PAGE, PAGE))

    def turn(self) -> PageContent:
        self.count += 1
        return PageContent(self.count - 1, 10, PAGE)

    def add(self, *slabs: Slab) -> None:
        for slab in slabs:
            slab.placed = self.placed
            if isinstance(slab.header, Slab):
                slab.header.placed = self.placed
        self.flow.add(slabs)

    def pages(self) -> list[str]:
        self.flow.finish()
        return ["".join(name for page, _, name, _ in self.placed if page == index) for index in range(self.count)]


@pytest.fixture
def pages() -> Pages:
    return Pages()


def test_strips_follow_each_other_with_the_larger_of_two_gaps(pages: Pages) -> None:
    pages.add(Slab("a", 10, before=30, after=5), Slab("b", 10, before=3), Slab("c", 10, before=8))
    assert [top for _, top, _, _ in pages.placed] == [100, 85, 67]


def test_what_must_stay_together_moves_together(pages: Pages) -> None:
    pages.add(Slab("a", 70), Slab("h", 20, keep=True), Slab("b", 20))
    assert pages.pages() == ["a", "hb"]


def test_what_waits_at_the_end_is_placed(pages: Pages) -> None:
    pages.add(Slab("a", 70), Slab("h", 20, keep=True))
    assert not pages.flow.empty
    assert pages.flow.rooms() == (10, 80)
    assert pages.pages() == ["ah"]


def test_a_group_taller_than_a_page_starts_on_a_new_one_when_little_is_left(pages: Pages) -> None:
    header = Slab("H", 10)
    pages.add(Slab("a", 70), Slab("b", 60, keep=True, header=header), Slab("c", 60))
    assert pages.pages() == ["a", "Hb", "c"]


def test_a_group_taller_than_a_page_begins_at_once_when_there_is_room(pages: Pages) -> None:
    pages.add(Slab("a", 20), Slab("b", 60, keep=True), Slab("c", 60))
    assert pages.pages() == ["ab", "c"]


def test_a_tall_strip_is_cut_and_its_header_repeated(pages: Pages) -> None:
    header = Slab("H", 10)
    pages.add(Slab("a", 70), Slab("h", 10, keep=True), Slab("b", 250, header=header, divisible=True))
    assert pages.pages() == ["ahb", "Hb", "Hb", "Hb"]
    assert [repeated for _, _, name, repeated in pages.placed if name == "H"] == [True] * 3


def test_a_strip_that_cannot_be_cut_here_is_cut_on_the_next_page(pages: Pages) -> None:
    pages.add(Slab("a", 98), Slab("b", 150, divisible=True))
    assert pages.pages() == ["a", "b", "b"]


def test_in_a_tall_group_a_strip_that_does_not_fit_takes_its_header_along(pages: Pages) -> None:
    pages.add(Slab("a", 50, keep=True), Slab("b", 60, keep=True, header=Slab("H", 5)), Slab("c", 5))
    assert pages.pages() == ["a", "Hbc"]


def test_a_strip_taller_than_a_page_that_cannot_be_cut_is_drawn_all_the_same(pages: Pages) -> None:
    pages.add(Slab("a", 30), Slab("b", 130), Slab("c", 10))
    assert pages.pages() == ["a", "b", "c"]
    pages.add(Slab("d", 95))
    assert pages.pages() == ["a", "b", "c", "d"]
