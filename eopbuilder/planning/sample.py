"""The sample school's plan, to explore the program with: on its team's first afternoon, gaps and all, or finished.

The finished plan is the first one with what its team added and changed since, as an import of plan data.
"""

from __future__ import annotations

from pathlib import Path

from eopbuilder import assets
from eopbuilder.errors import Bug
from eopbuilder.planning import library
from eopbuilder.planning.data_import import import_data
from eopbuilder.planning.session import Session

SAMPLE_PACK = "k12-federal"
_FIRST_AFTERNOON = "resources/sample/maple-ridge.json"
_WHAT_FINISHED_IT = "resources/sample/maple-ridge-finished.json"


def create_sample(path: Path, *, finished: bool = False, overwrite: bool = False) -> Session:
    """A new plan file at `path` holding the sample school's plan, open for work.

    It has the gaps of a first afternoon, or is `finished`: the plan the same school has approved.
    Raises `UserFixable` when the file exists (unless `overwrite`) or cannot be written.
    """
    session = library.create_plan(path, pack=SAMPLE_PACK, overwrite=overwrite)
    try:
        for part in (_FIRST_AFTERNOON, _WHAT_FINISHED_IT) if finished else (_FIRST_AFTERNOON,):
            report = import_data(session, path=assets.path(part))
            if report.rejected:
                raise Bug(f"the sample plan does not fit its pack: {report.rejected[0]}")
        session.start_history_here()
    except BaseException:
        session.close(publish=False)
        raise
    return session
