"""Starts the program: a command on the command line, or else the window."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from eopbuilder import cli


def main() -> int:
    """Runs the program with the words of the command line and returns the exit code (see `cli.run`)."""
    return cli.run(sys.argv[1:], open_window=_open_window)


def _open_window(plan: Path | None, as_of: str) -> int:
    _bind_user_interface()
    from ui.app import run

    return run(plan, cli.read_day(as_of))


def _bind_user_interface() -> None:
    """Makes `ui` mean the package beside ours, whatever folder called `ui` the program is started in."""
    beside = Path(__file__).resolve().parent.parent / "ui"
    spec = importlib.util.spec_from_file_location(
        "ui", beside / "__init__.py", submodule_search_locations=[str(beside)]
    )
    if spec is None or spec.loader is None or not (beside / "__init__.py").is_file():
        raise SystemExit("eopbuilder: the window cannot open: its files are missing. Install eopbuilder again.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["ui"] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    sys.exit(main())
