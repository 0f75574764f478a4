"""Kill the program at any moment, again and again, and look whether anything it called saved is lost.

Two tests. A real process edits a plan, publishes, closes and opens it, and acknowledges every edit on a pipe after it
was saved; it is killed at random moments, and then every acknowledged edit must be there, whole, and the plan file
must be a valid one, no older than the last acknowledged publication. And a process that replaces a file, or publishes
a plan, is killed at every single point where it touches the file system: the old file or the new one must be there.

Prints what it counted, with the seed; exit status 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import platform
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from eopbuilder.domain.catalogue import Pack
    from eopbuilder.domain.plan import Plan
    from eopbuilder.planning.session import Session

SITES = 7
"""How many sites an edit goes round; what they say shows whether edits were saved whole."""
UNDO_EVERY, PUBLISH_EVERY, CLOSE_EVERY = 10, 3, 15
OLD, NEW = b"old content " * 9000, b"new content " * 12000
_FILE_SYSTEM_EVENTS = {
    "open",
    "os.chmod",
    "os.link",
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "shutil.copyfile",
}


@dataclass
class Report:
    """What was counted. `losses` holds a sentence for each thing that must not happen."""

    kills: int = 0
    acknowledged: int = 0
    saved_unacknowledged: int = 0
    published: int = 0
    recovered: int = 0
    points: dict[str, int] = field(default_factory=dict)
    losses: list[str] = field(default_factory=list)


# --- the process that edits -----------------------------------------------------------------------------------------


def _empty_pack(pack: str) -> Pack:
    """A pack without content: the edits here need none."""
    from eopbuilder.domain.catalogue import Pack

    return Pack(pack, "Torture", "1", "en", (), {}, (), {}, {}, (), {}, {}, {}, {}, (), (), (), (), ())


def _edit(session: Session, number: int) -> None:
    """Edit `number`: three records that only make sense together, in one step."""
    from eopbuilder.planning import operations

    site = f"site-{number % SITES}"
    with session.operation(f"Edit {number}"):
        operations.set_fact(session, table="school", field="name", value=str(number))
        if session.record("sites", site) is None:
            operations.add_record(session, table="sites", record=site)
        operations.set_fact(session, table="sites", record=site, field="notes", value=f"{number} " * 400)
        operations.set_fact(session, table="plan", field="title", value=f"Plan {number}")


def edit_until_killed(home: str, path: str, pipe: Connection) -> None:
    """Opens the plan and edits it without end. Sends `e<number>` for each saved edit, `p<number>` for publishing."""
    import threading

    os.environ["EOPBUILDER_HOME"] = home
    from eopbuilder.planning import library

    publishing: threading.Thread | None = None
    while True:
        session = library.open_plan(Path(path), load_pack=_empty_pack)
        first = int(session.plan.school.name or 0) + 1
        for number in range(first, first + CLOSE_EVERY):
            _edit(session, number)
            pipe.send_bytes(b"e%d" % number)
            if number % UNDO_EVERY == 0:
                session.undo()
                session.redo()
            if number % PUBLISH_EVERY == 0:
                if publishing is not None:
                    publishing.join()
                publishing = threading.Thread(target=_finish, args=(session.prepare_publication(), number, pipe))
                publishing.start()
        if publishing is not None:
            publishing.join()
        session.close()
        pipe.send_bytes(b"p%d" % (first + CLOSE_EVERY - 1))


def _finish(publication: Any, number: int, pipe: Connection) -> None:
    publication.finish()
    pipe.send_bytes(b"p%d" % number)


# --- random kills ---------------------------------------------------------------------------------------------------


def _processes() -> Any:
    """How to start children: from a server that has imported everything where there is one, so that they start fast."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    os.environ.setdefault("PYTHONPATH", str(ROOT))  # where the server finds what it is to import beforehand
    context.set_forkserver_preload(["eopbuilder.planning.library", "eopbuilder.planning.operations"])
    return context


def random_kills(kills: int, seed: int, folder: Path) -> Report:
    """Kills an editing process `kills` times at random moments and checks the plan after each. POSIX and Windows."""
    from eopbuilder.planning import library

    chance, report, context = random.Random(seed), Report(), _processes()
    path = folder / "plan.eop"
    library.create_plan(path, pack="torture", load_pack=_empty_pack).close()
    saved = published = 0
    while report.kills < kills:
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=edit_until_killed, args=(str(_home()), str(path), theirs))
        child.start()
        theirs.close()
        if chance.random() < 0.85:  # the others are killed while the plan is being opened
            ours.poll(30)
        time.sleep(chance.random() * chance.choice((0.02, 0.1, 0.5)))
        alive = child.is_alive()
        child.kill()
        acknowledged, put = _drain(ours)
        child.join()
        if not alive and child.exitcode != -signal.SIGKILL:
            report.losses.append(f"kill {report.kills}: the editing process ended by itself")
            return report
        report.kills += 1
        report.acknowledged += len(acknowledged)
        report.published += len(put)
        published = max([published, *put])
        saved = _check(path, max([saved, *acknowledged]), published, report)
    return report


def _home() -> Path:
    from eopbuilder import paths

    return paths.data_folder()


def _drain(pipe: Connection) -> tuple[list[int], list[int]]:
    """The edits and the publications a dead process had acknowledged."""
    edits: list[int] = []
    publications: list[int] = []
    with contextlib.suppress(EOFError, OSError):
        while True:
            message = pipe.recv_bytes()
            (edits if message[:1] == b"e" else publications).append(int(message[1:]))
    pipe.close()
    return edits, publications


def _check(path: Path, acknowledged: int, published: int, report: Report) -> int:
    """Looks at plan and file after a kill; returns the number of the last edit in the plan."""
    from eopbuilder import paths
    from eopbuilder.errors import UserFixable
    from eopbuilder.planning import library, opening
    from eopbuilder.store import migrations
    from eopbuilder.store.gate import admit

    try:
        admitted = admit(path, paths.working_folder(), migrations.MIGRATIONS)
        shown = opening.read_admitted(admitted)
        admitted.copy.unlink()
        reading = library.open_for_reading(path, load_pack=_empty_pack)
    except UserFixable as error:
        report.losses.append(f"kill {report.kills}: {error}")
        return acknowledged
    report.recovered += reading.recovered
    found, in_file = int(reading.plan.school.name or 0), int(shown.school.name or 0)
    undone = acknowledged - 1 if acknowledged % UNDO_EVERY == 0 else acknowledged
    if not undone <= found <= acknowledged + 1:
        report.losses.append(f"kill {report.kills}: edit {acknowledged} was acknowledged, the plan has {found}")
    report.saved_unacknowledged += found > acknowledged
    if in_file < published - (published % UNDO_EVERY == 0):
        report.losses.append(f"kill {report.kills}: {published} was published, the file has {in_file}")
    report.losses += [f"kill {report.kills}: {one}" for plan in (reading.plan, shown) for one in _torn(plan)]
    beside = sorted(one.name for one in path.parent.iterdir() if one.suffix == ".eop" and one != path)
    side_files = sorted(one.name for one in path.parent.glob(f"{path.name}-*"))
    report.losses += [f"kill {report.kills}: {name} appeared" for name in (*beside, *side_files)]
    return found


def _torn(plan: Plan) -> Iterator[str]:
    """What shows that an edit was saved only in part."""
    number = int(plan.school.name or 0)
    if number and plan.info.title != f"Plan {number}":
        yield f"edit {number} is in the plan only in part"
    for back in range(min(SITES, number)):
        expected = " ".join([str(number - back)] * 400)
        site = next((one for one in plan.sites if one.id == f"site-{(number - back) % SITES}"), None)
        if site is None or site.notes != expected:
            yield f"edit {number - back} is damaged"


# --- every kill point -----------------------------------------------------------------------------------------------


class KillPoint:
    """Kills its own process when the file system is touched for the `number`-th time."""

    def __init__(self, number: int) -> None:
        self._left = number
        self._real_fsync = os.fsync
        self.armed = False

    def arm(self) -> None:
        """Starts counting: opens, renames, removals and the like, and both sides of every flush."""
        sys.addaudithook(self._on_event)
        os.fsync = self._fsync  # type: ignore[assignment]
        self.armed = True

    def touch(self) -> None:
        """One more point has been reached."""
        if self.armed:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def _on_event(self, event: str, _arguments: object) -> None:
        if event in _FILE_SYSTEM_EVENTS:
            self.touch()

    def _fsync(self, descriptor: Any) -> None:
        self.touch()
        self._real_fsync(descriptor)
        self.touch()


def replace_and_die(target: str, number: int) -> NoReturn:
    """Replaces a file, killed at point `number`; leaves with status 0 when it got to the end."""
    from eopbuilder.files import replace_file

    point = KillPoint(number)

    def write(stream: BinaryIO) -> None:
        for start in range(0, len(NEW), 16384):
            stream.write(NEW[start : start + 16384])
            stream.flush()
            point.touch()

    point.arm()
    replace_file(Path(target), write)
    os._exit(0)


def publish_and_die(home: str, path: str, number: int) -> NoReturn:
    """Edits a plan and publishes it, killed at point `number` of the publication."""
    os.environ["EOPBUILDER_HOME"] = home
    from eopbuilder.planning import library

    session = library.open_plan(Path(path), load_pack=_empty_pack)
    edit = int(session.plan.school.name or 0) + 1
    _edit(session, edit)
    point = KillPoint(number)
    point.arm()
    session.publish()
    session.close()
    os._exit(0)


def _each_point(start: Callable[[int], Any], check: Callable[[int], None], step: int) -> int:
    """Runs a child for every `step`-th point until one gets to the end; returns how many points there are."""
    number = 1
    while True:
        child = start(number)
        child.start()
        child.join()
        check(number)
        if child.exitcode != -signal.SIGKILL:
            if child.exitcode != 0:
                raise RuntimeError(f"the process killed at point {number} ended with {child.exitcode}")
            return number - 1
        number += step


def export_kill_points(folder: Path, report: Report, *, step: int = 1) -> None:
    """Kills a process that replaces a file at every point; the file must be the old or the new one."""
    context, target = _processes(), folder / "plan.pdf"

    def start(number: int) -> Any:
        target.write_bytes(OLD)
        return context.Process(target=replace_and_die, args=(str(target), number))

    def check(number: int) -> None:
        if target.read_bytes() not in (OLD, NEW):
            report.losses.append(f"replacing a file, point {number}: the file is broken")

    report.points["replacing a file"] = _each_point(start, check, step)


def publication_kill_points(folder: Path, report: Report, *, step: int = 1) -> None:
    """Kills a process that publishes a plan at every point; the file must be valid and no edit may be lost."""
    from eopbuilder.planning import library

    context, path = _processes(), folder / "published" / "plan.eop"
    path.parent.mkdir()
    library.create_plan(path, pack="torture", load_pack=_empty_pack).close()
    edits = 0

    def start(number: int) -> Any:
        return context.Process(target=publish_and_die, args=(str(_home()), str(path), number))

    def check(_number: int) -> None:
        nonlocal edits
        edits += 1
        if _check(path, edits, 0, report) != edits:
            report.losses.append(f"publishing, edit {edits}: it is not in the plan")

    report.points["publishing a plan"] = _each_point(start, check, step)


# --- the whole ------------------------------------------------------------------------------------------------------


def torture(kills: int, seed: int, *, step: int = 1) -> Report:
    """Both tests in a folder of their own."""
    folder = Path(tempfile.mkdtemp(prefix="eopbuilder-torture-"))
    before = os.environ.get("EOPBUILDER_HOME")
    os.environ["EOPBUILDER_HOME"] = str(folder / "home")
    try:
        report = random_kills(kills, seed, folder)
        export_kill_points(folder, report, step=step)
        publication_kill_points(folder, report, step=step)
        return report
    finally:
        if before is None:
            del os.environ["EOPBUILDER_HOME"]
        else:
            os.environ["EOPBUILDER_HOME"] = before
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str] | None = None) -> int:
    """Runs the tests and prints the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=1000, help="how many random kills (default: 1000)")
    parser.add_argument("--seed", type=int, default=None, help="repeat a run with its seed")
    parser.add_argument("--step", type=int, default=1, help="try only every n-th kill point (default: 1, all of them)")
    options = parser.parse_args(arguments)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}; {platform.platform()}; Python {platform.python_version()}; SQLite {sqlite3.sqlite_version}; "
          f"sqlite-utils {version('sqlite-utils')}", flush=True)  # fmt: skip
    started = time.monotonic()
    report = torture(options.kills, seed, step=options.step)
    print(
        f"{report.kills} random kills: {report.acknowledged} edits acknowledged, {report.published} publications, "
        f"{report.recovered} times unpublished work was recovered, "
        f"{report.saved_unacknowledged} times one more edit was saved than acknowledged"
    )
    for what, points in report.points.items():
        which = "each" if options.step == 1 else f"every {options.step}th"
        print(f"{what}: killed at {which} of {points} points")
    for loss in report.losses:
        print(f"LOST: {loss}")
    print(f"{len(report.losses)} losses in {time.monotonic() - started:.0f} s")
    return 1 if report.losses else 0


if __name__ == "__main__":
    sys.exit(main())
