"""Logging that cannot leak: only allow-listed fields are written, and no free text from a plan is among them."""

from __future__ import annotations

import logging
import logging.handlers
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


class _QuietHandler(logging.handlers.RotatingFileHandler):
    """Goes without the log where it cannot be written: no work fails of it, and no trace reaches the screen."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        return None


def open_log(file: Path) -> None:
    """Starts writing to `file`, keeping at most three files of 500 kB."""
    for earlier in _logger.handlers:
        earlier.close()
    handler = _QuietHandler(file, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
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
