"""What is wrong with a pack: always the file, and the line where it can be known."""

from __future__ import annotations

from eopbuilder.errors import UserFixable


class PackError(UserFixable):
    """A pack cannot be used as it is. Reads like `roles.toml line 12: “role-x” names no role. Use …`."""

    def __init__(self, file: str, line: int | None, why: str, remedy: str) -> None:
        super().__init__(f"{file} line {line}" if line else file, why, remedy)
        self.file = file
        self.line = line
