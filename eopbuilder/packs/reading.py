"""Reading the files of a pack, which may come from anywhere: bounded, decoded, parsed, every fault with its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eopbuilder.packs.errors import PackError

LARGEST_FILE = 300_000
"""Bytes, some 50,000 words. The largest file of the program's own pack has a tenth of that."""

_ERROR_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")
_HEADER = re.compile(r"\s*\[{1,2}\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*=""")
_DEEP_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]+[ \t]*\.[ \t]*){16}""")
"""Keys of many parts take the parser quadratic time; no honest pack nests that deep."""


def read_text(folder: Path, name: str) -> str:
    """The text of a file of the pack. Raises `PackError` when it is missing, too large or not UTF-8."""
    path = folder / name
    try:
        if not path.is_file():
            raise PackError(name, None, "the file is missing", "Put it back, or copy it from a pack that works")
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        why = f"the file cannot be read ({(error.strerror or 'unknown reason').lower()})"
        raise PackError(name, None, why, "Check that you may open it") from error
    if len(data) > LARGEST_FILE:
        raise PackError(
            name, None, "the file is larger than 300 kB", "Split it, or take out what does not belong there"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(name, line, "the text is not UTF-8", "Save the file again with the encoding UTF-8") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class TomlText:
    """A TOML document inside a file of the pack. `first_line` is the line of the file it starts on."""

    file: str
    text: str
    first_line: int = 1

    def parse(self) -> dict[str, Any]:
        """The document's values. Raises `PackError` with the line when it is not TOML."""
        if not self.text.strip():
            return {}
        too_deep = _DEEP_KEY.search(self.text)
        if too_deep:
            line = self.first_line + self.text.count("\n", 0, too_deep.start())
            raise PackError(self.file, line, "a key has too many parts", "Write each value under a key of its own")
        try:
            return tomllib.loads(self.text)
        except RecursionError as error:
            raise PackError(
                self.file, None, "lists are nested too deep", "Write them one inside another less"
            ) from error
        except ValueError as error:
            raise self._not_toml(str(error)) from error

    def line_of(self, header: str = "", index: int = 0, key: str = "") -> int:
        """The line of the `index`-th table `[[header]]` (of the document itself without one), or of a key in it."""
        lines = self.text.split("\n")
        headers = {number: found[1] for number, line in enumerate(lines) if (found := _HEADER.match(line))}
        wanted = [number for number, name in headers.items() if name == header][index : index + 1]
        start = wanted[0] if wanted else 0
        end = next((number for number in headers if number > start or not wanted), len(lines))
        values = (number for number in range(start, end) if (found := _KEY.match(lines[number])) and found[1] == key)
        tables = (number for number, name in headers.items() if not header and name == key)
        return self.first_line + next(iter((*values, *tables)), start)

    def _not_toml(self, message: str) -> PackError:
        place = _ERROR_PLACE.search(message)
        line = None
        if place:
            message = message[: place.start()]
            offset = int(place[1]) - 1 if place[1] else self.text.rstrip("\n").count("\n")
            line = self.first_line + offset
        return PackError(self.file, line, f"this is not TOML ({message})", "Correct the line or the one before it")
