"""Starts the program: a command on the command line, or else the window."""

from __future__ import annotations

import importlib.util
import io
import os
import sys
from pathlib import Path

from eopbuilder import cli
from eopbuilder.errors import UserFixable


def main() -> int:
    """Runs the program with the words of the command line and returns the exit code (see `cli.run`)."""
    _let_every_letter_print()
    try:
        code = cli.run(sys.argv[1:], open_window=_open_window)
        if sys.stdout is not None:  # there is none in a program started without a console
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough, as in `eopbuilder check PLAN.eop | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.DONE
    return code


def _let_every_letter_print() -> None:
    """Where a terminal or a pipe cannot show a letter of a name, a mark stands for it; no command fails of it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


def _open_window(plan: Path | None, as_of: str) -> int:
    if not _has_display():
        raise UserFixable(
            "The window did not open",
            "there is no display here",
            "Start the program on a desktop, or use a command that needs none: see “eopbuilder --help”",
        )
    _bind_user_interface()
    from ui.app import run

    return run(plan, cli.read_day(as_of))


def _has_display() -> bool:
    """Whether a window can be shown, or the user has said how Qt is to draw. Qt itself would end the process."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _bind_user_interface() -> None:
    """Makes `ui` mean the package beside ours, whatever folder called `ui` the program is started in."""
    beside = Path(__file__).resolve().parent.parent / "ui"
    spec = importlib.util.spec_from_file_location(
        "ui", beside / "__init__.py", submodule_search_locations=[str(beside)]
    )
    if spec is None or spec.loader is None or not (beside / "__init__.py").is_file():
        raise UserFixable("The window did not open", "its files are missing", "Install eopbuilder again")
    module = importlib.util.module_from_spec(spec)
    sys.modules["ui"] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    sys.exit(main())
