"""The lists of tables a TOML file of a pack consists of, read into rows that know where they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from eopbuilder.packs.entry import Entry
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.reading import TomlText, read_text

T = TypeVar("T")


@dataclass(frozen=True)
class Table(Generic[T]):
    """The entries of one kind, by id, each beside the text it was read from."""

    rows: Mapping[str, tuple[Entry, T]]

    def __iter__(self) -> Iterator[tuple[Entry, T]]:
        return iter(self.rows.values())

    @property
    def by_id(self) -> dict[str, T]:
        return {key: row for key, (_, row) in self.rows.items()}

    @property
    def values(self) -> tuple[T, ...]:
        return tuple(row for _, row in self.rows.values())


def entries(toml: TomlText, document: Mapping[str, Any], header: str, start: int = 0) -> list[Entry]:
    """The tables `[[header]]` of a document (or of a table in it). `start` counts those of earlier tables."""
    name = header.rpartition(".")[2]
    found = document.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise PackError(
            toml.file, toml.line_of(key=name), f"“{name}” is not a list of tables", f"Write [[{header}]] above each"
        )
    return [Entry(toml, header, start + number, values) for number, values in enumerate(found)]


def collect(rows: list[Entry], read: Callable[[Entry], T]) -> Table[T]:
    """Reads each entry; refuses keys nobody asked for and ids that come twice."""
    found: dict[str, tuple[Entry, T]] = {}
    for entry in rows:
        row = read(entry)
        entry.done()
        key = entry.identifier()
        if key in found:
            raise entry.fault(f"the id “{key}” is used twice", "Give each entry an id of its own", "id")
        found[key] = (entry, row)
    return Table(found)


class TomlFile:
    """A TOML file of the pack that holds lists of tables (`headers`) and perhaps single `keys`, and nothing else."""

    def __init__(
        self, folder: Path, name: str, *headers: str, keys: tuple[str, ...] = (), optional: bool = False
    ) -> None:
        absent = optional and not (folder / name).exists()
        self.toml = TomlText(name, "" if absent else read_text(folder, name))
        self.whole = Entry(self.toml, "", 0, self.toml.parse())
        """The file as one entry, for its single keys."""
        for key in (*keys, *headers):
            self.whole.has(key)
        self.whole.done()

    def table(self, header: str, read: Callable[[Entry], T]) -> Table[T]:
        """The rows of one list of tables."""
        return collect(entries(self.toml, self.whole.values, header), read)
