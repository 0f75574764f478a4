"""The sample school's plan, to explore the program with: a fictional school on its first afternoon, gaps and all."""

from __future__ import annotations

from pathlib import Path

from eopbuilder import assets
from eopbuilder.errors import Bug
from eopbuilder.planning import library
from eopbuilder.planning.data_import import import_data
from eopbuilder.planning.session import Session

SAMPLE_PACK = "k12-federal"
_SAMPLE = "resources/sample/maple-ridge.json"


def create_sample(path: Path, *, overwrite: bool = False) -> Session:
    """A new plan file at `path` holding the sample school's plan, open for work.

    Raises `UserFixable` when the file exists (unless `overwrite`) or cannot be written.
    """
    session = library.create_plan(path, pack=SAMPLE_PACK, overwrite=overwrite)
    try:
        report = import_data(session, path=assets.path(_SAMPLE))
        if report.rejected:
            raise Bug(f"the sample plan does not fit its pack: {report.rejected[0]}")
        session.start_history_here()
    except BaseException:
        session.close(publish=False)
        raise
    return session
