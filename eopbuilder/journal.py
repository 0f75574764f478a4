"""Logging that cannot leak: only allow-listed fields are written, and no free text from a plan is among them."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

LOGGABLE = frozenset(
    {
        "version",
        "step",
        "table",
        "count",
        "code",
        "milliseconds",
        "format",
        "pack",
        "python",
        "qt",
        "platform",
        "sqlite",
        "size",
        "result",
    }
)
"""Names of the fields a log line may carry. Names, phones, titles and paths are not among them."""

_logger = logging.getLogger("eopbuilder")


_LARGEST = 500_000


class _QuietHandler(logging.FileHandler):
    """Goes without the log where it cannot be written: no work fails of it, and no trace reaches the screen."""

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError):  # the file is opened at the first line
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        return None


def open_log(file: Path) -> None:
    """Starts writing to `file`. A log of more than 500 kB from earlier runs is set aside, in place of an older one.

    The rotating handler of the standard library would do, but it loads network modules and slows every start.
    """
    for earlier in _logger.handlers:
        earlier.close()
    with contextlib.suppress(OSError):
        if file.stat().st_size > _LARGEST:
            file.replace(file.with_suffix(".old.log"))
    handler = _QuietHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.handlers[:] = [handler]
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def note(event: str, **fields: object) -> None:
    """Logs an event. `event` is a fixed phrase of ours; fields that are not in `LOGGABLE` are withheld."""
    _logger.info("%s", _line(event, fields))


def failure(event: str, error: BaseException) -> None:
    """Logs that something failed, with the kind of error and where in our code, but never its message."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    _logger.error("%s kind=%s at=%s", event, type(error).__name__, " > ".join(places[-6:]))


def _line(event: str, fields: dict[str, object]) -> str:
    shown = (f"{name}={value if name in LOGGABLE else '(withheld)'}" for name, value in fields.items())
    return " ".join([event, *shown])
