#!/usr/bin/env python3
"""Set up this checkout and run its everyday tasks: python3 packaging/tasks.py COMMAND [ARGUMENTS]

  run [ARGUMENTS]          start the program; without a display, write the demonstration plan instead
  demo [FOLDER]            write the demonstration plan and its documents into FOLDER (default: out)
  test [PYTEST ARGUMENTS]  lint, types, all tests with coverage; with arguments: only pytest with
                           these, paths as seen from the project folder
  check                    lint, formatting and types
  check-word [FOLDER|PLAN] hold every kind of Word file against the Open XML SDK; needs Node.js
  bench                    measure speed
  torture [--kills N]      kill the program a thousand times while it saves and exports, and look for any loss
  fuzz [--strings N]       put ten thousand nasty texts through every field and look at every export
  check-pdf [FOLDER|PLAN]  hold every kind of PDF against PDF/UA-1 and PDF/A-2a with veraPDF; needs Java
  screenshots [FOLDER]     picture every page of the program
  contact-sheet [FILE]     picture pages of the sample plan and its kit on one sheet (default: docs/pages/pages.png)
  lock [ARGUMENTS]         renew packaging/requirements.txt (--upgrade: with the newest versions allowed)

Every command but "lock" first makes sure of the set-up: a virtual environment in .venv holding the
packages of packaging/requirements.txt, checked against their hashes, and on Linux the system libraries Qt needs.
What is already there is left alone. A problem a person can solve is one sentence and exit status 2.

Standard library only, because it runs before anything is installed.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

OLDEST_PYTHON = (3, 11)


def python_too_old(version: "tuple[int, int]") -> str:  # quoted: any Python 3 must get past it
    """The sentence to show when this Python cannot run the project, or nothing."""
    if version >= OLDEST_PYTHON:
        return ""
    sentence = "eopbuilder needs Python {}.{} or newer and this is Python {}.{}; install a newer one and use that."
    return sentence.format(*OLDEST_PYTHON, *version)


if python_too_old(sys.version_info[:2]):
    sys.stderr.write(python_too_old(sys.version_info[:2]) + "\n")
    sys.exit(2)

from collections.abc import Callable, Mapping, Sequence  # noqa: E402  after the check above

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "eopbuilder-setup.sha256"
SETUP_LOG = VENV / "eopbuilder-setup.log"
QT_WORKS = VENV / "eopbuilder-qt-works"
REQUIREMENTS = ROOT / "packaging" / "requirements.txt"
PYPROJECT = ROOT / "pyproject.toml"
OUT = ROOT / "out"

CORE_COVERAGE_FLOOR = 95
"""Percent of lines and branches of the core (everything without a screen) that the tests must run through."""

QT_LIBRARIES = ("libglib2.0-0", "libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1")
QT_DISPLAY_LIBRARIES = (
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libx11-xcb1",
)

QT_PROBE = "from PySide6 import QtSvg, QtWidgets; from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
QT_DISPLAY_PROBE = (
    "import ctypes, pathlib, PySide6; "
    "ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / 'Qt/plugins/platforms/libqxcb.so'))"
)


class Stop(Exception):
    """Ends the task with one sentence a person can act on: what, why, what to do."""


# --- what the computer offers ---------------------------------------------------------------------------------------


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown, or the user has said how Qt is to draw."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def worker_count(processors: int | None) -> int:
    """How many test processes to run at once; more than eight only wait for each other."""
    return max(1, min(processors or 1, 8))


def venv_python(venv: Path) -> Path:
    """The interpreter of a virtual environment on this operating system."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def missing_library(output: str) -> str:
    """The shared library a failed import names, or nothing."""
    found = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", output)
    return found.group(1) if found else ""


def apt_lines(packages: Sequence[str], *, sudo: bool) -> str:
    """The exact line that installs system packages on Debian and Ubuntu."""
    prefix = "sudo " if sudo else ""
    return f"{prefix}apt-get update && {prefix}apt-get install -y --no-install-recommends {' '.join(packages)}"


# --- running other programs -----------------------------------------------------------------------------------------


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> int:
    """Run a program in the foreground and give its exit status (128 + n if signal n ended it)."""
    sys.stdout.flush()
    status = subprocess.run(arguments, cwd=cwd, env=os.environ | environment, check=False).returncode
    return status if status >= 0 else 128 - status


def output_of(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """Run a program silently and give its exit status and everything it printed."""
    done = subprocess.run(
        arguments,
        cwd=ROOT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def say(sentence: str) -> None:
    """Tell the user what goes on, apart from what the commands themselves print."""
    print(sentence, file=sys.stderr, flush=True)


# --- set-up ---------------------------------------------------------------------------------------------------------


def setup_digest(requirements: bytes, pyproject: bytes, python_version: str, root: str) -> str:
    """Identifies a set-up: it must be renewed when the packages, the project or Python change or the folder moves."""
    digest = hashlib.sha256()
    for part in (requirements, pyproject, python_version.encode(), root.encode()):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def wanted_stamp(python_version: str) -> str:
    """The stamp .venv carries once it is what this checkout asks for."""
    return setup_digest(REQUIREMENTS.read_bytes(), PYPROJECT.read_bytes(), python_version, str(ROOT))


def stamped() -> str:
    """The stamp .venv carries now; nothing if its set-up was never finished."""
    return STAMP.read_text(encoding="ascii", errors="replace").strip() if STAMP.is_file() else ""


def venv_version(venv: Path) -> str:
    """The Python version of a virtual environment in working order; nothing if it is broken or not there."""
    probe = "import sys, importlib.util as u; u.find_spec('pip') and sys.version_info >= (3, 11) and print(sys.version)"
    try:
        status, output = output_of(venv_python(venv), "-c", probe)
    except OSError:
        return ""
    return output.strip() if status == 0 else ""


def ensurepip_problem(available: bool, platform: str) -> str:
    """The sentence to show when Python lacks the parts that make virtual environments, or nothing."""
    if available:
        return ""
    version = "{}.{}".format(*sys.version_info[:2])
    remedy = (
        f"install them (on Debian and Ubuntu: sudo apt-get install python{version}-venv) and start again"
        if platform.startswith("linux")
        else "install Python from python.org and start again with it"
    )
    return f"This Python {version} cannot make a virtual environment because venv or ensurepip is missing; {remedy}."


def create_venv(venv: Path) -> None:
    """Make an empty virtual environment, in place of a broken one if there is one.

    Raises Stop if Python lacks the parts or the folder cannot be written.
    """
    available = all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))
    problem = ensurepip_problem(available, sys.platform)
    if problem:
        raise Stop(problem)
    say(f"Creating the virtual environment in {venv} …")
    # When started from the very environment that is to be replaced, the Python beneath it does the work.
    python = getattr(sys, "_base_executable", None) or sys.executable
    status, output = output_of(python, "-m", "venv", "--clear", venv)
    if status:
        raise Stop(f"The virtual environment {venv} could not be created: {last_line(output)}.")


def last_line(output: str) -> str:
    """The last line a failed program printed, without its full stop, to become part of a sentence."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "it did not say why"


def install_problem(output: str) -> str:
    """One sentence for a failed package installation, from what pip printed."""
    if re.search(r"DO NOT MATCH THE HASHES", output):
        return (
            "A downloaded package is not the one this project was tested with (its hash differs), so it was not "
            "installed; try again from a network you trust."
        )
    if re.search(r"No space left on device", output):
        return "The packages do not fit on this disk; free about 1 GB and start again."
    if re.search(r"Permission denied|Read-only file system", output):
        return f"The packages cannot be written into {VENV}; give yourself write permission to it and start again."
    network = r"ConnectionError|Connection(Pool| refused| reset| aborted|Error)|name resolution|ReadTimeout|ProxyError"
    if re.search(network, output):
        return (
            "The packages this project needs could not be downloaded because the package index cannot be reached; "
            "connect to the internet for this first set-up and start again."
        )
    unavailable = re.search(r"No matching distribution found for (\S+)", output)
    if unavailable:
        python = "{}.{}".format(*sys.version_info[:2])
        return (
            f"The package {unavailable.group(1)} is not offered for Python {python} on this kind of computer; "
            "start again with Python 3.11, 3.12 or 3.13."
        )
    errors = [line for line in output.splitlines() if line.startswith("ERROR:")]
    reason = last_line("\n".join(errors) or output).removeprefix("ERROR:").strip()
    return f"The packages could not be installed: {reason}; {SETUP_LOG} has the details."


def pip_install(*arguments: str | Path) -> None:
    """Run pip in the virtual environment, silently unless it fails. Raises Stop if it does."""
    options = ("--disable-pip-version-check", "--no-input")
    status, output = output_of(venv_python(VENV), "-m", "pip", "install", *options, *arguments)
    with SETUP_LOG.open("a", encoding="utf-8") as log:
        log.write(output)
    if status:
        raise Stop(install_problem(output))


def ensure_packages() -> bool:
    """Bring .venv to the state requirements.txt describes; whether anything had to be done.

    Raises Stop if that is not possible.
    """
    version = venv_version(VENV)
    if version and stamped() == wanted_stamp(version):
        return False
    if not os.access(ROOT, os.W_OK):
        raise Stop(f"Nothing can be written into {ROOT}; copy the project to a folder of your own and start there.")
    if not version:
        create_venv(VENV)
        version = venv_version(VENV)
        if not version:
            raise Stop(f"The new virtual environment {VENV} does not start; reinstall Python and start again.")
    say("Installing the packages this project needs; the first time this takes a minute or two …")
    STAMP.unlink(missing_ok=True)
    SETUP_LOG.write_text("", encoding="utf-8")
    # The lock names every package, so pip resolves nothing: an older pip, once a newer release of a pinned package is
    # out, would look at that release for a requirement with extras (`coverage[toml]`) and refuse it for its hash.
    pip_install("--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", REQUIREMENTS)
    pip_install("--no-deps", "--no-build-isolation", "--editable", ROOT)
    STAMP.write_text(wanted_stamp(version) + "\n", encoding="ascii")
    return True


def ensure_qt(*, probe: str, packages: Sequence[str]) -> None:
    """See to it that Qt finds the system libraries it needs.

    As root on Debian or Ubuntu the missing ones are installed; otherwise Stop says what to type.
    """
    python = venv_python(VENV)
    status, output = output_of(python, "-c", probe, QT_QPA_PLATFORM="offscreen")
    if not status:
        return
    library = missing_library(output)
    what = f"Qt cannot start because {library} is missing" if library else f"Qt cannot start ({last_line(output)})"
    if not sys.platform.startswith("linux") or not library:
        raise Stop(f"{what}; delete {VENV} and start again.")
    if not shutil.which("apt-get"):
        raise Stop(f"{what}; install the package of your Linux that contains it and start again.")
    if os.geteuid() != 0:
        raise Stop(f"{what}; type this and start again: {apt_lines(packages, sudo=True)}")
    say("Installing the system libraries Qt needs …")
    status, output = output_of("sh", "-c", apt_lines(packages, sudo=False), DEBIAN_FRONTEND="noninteractive")
    if status:
        raise Stop(f"{what} and installing it failed ({last_line(output)}); type: {apt_lines(packages, sudo=False)}")
    status, output = output_of(python, "-c", probe, QT_QPA_PLATFORM="offscreen")
    if status:
        raise Stop(f"Qt still cannot start after its system libraries were installed: {last_line(output)}.")


def set_up() -> Path:
    """Make everything ready and give the interpreter to run things with. Raises Stop if that is not possible."""
    try:
        if ensure_packages() or not QT_WORKS.exists():
            ensure_qt(probe=QT_PROBE, packages=QT_LIBRARIES)
            QT_WORKS.touch()
    except OSError as error:
        where = error.filename or VENV
        raise Stop(f"The set-up stopped at {where}: {error.strerror}; put that right and start again.") from error
    return venv_python(VENV)


# --- commands -------------------------------------------------------------------------------------------------------


def task_run(arguments: list[str]) -> int:
    """Start the program, or write the demonstration plan where no window can be shown."""
    python = set_up()
    if arguments or has_display(sys.platform, os.environ):
        if sys.platform.startswith("linux") and os.environ.get("DISPLAY") and not os.environ.get("QT_QPA_PLATFORM"):
            ensure_qt(probe=QT_DISPLAY_PROBE, packages=(*QT_LIBRARIES, *QT_DISPLAY_LIBRARIES))
        return run(python, "-P", "-m", "eopbuilder", *arguments)
    say(f"There is no display here to show a window on, so the demonstration plan is written into {OUT} instead.")
    return write_demo(python, OUT)


def task_demo(arguments: list[str]) -> int:
    """Write the demonstration plan and its documents into a folder."""
    return write_demo(set_up(), Path(arguments[0]).resolve() if arguments else OUT)


def write_demo(python: Path, folder: Path) -> int:
    """Run the program's demonstration, which prints the path of each file it writes into the folder."""
    return run(python, "-P", "-m", "eopbuilder", "demo", folder)


def check_steps(python: Path) -> list[tuple[str, list[str | Path]]]:
    """What is verified without running the program: a name and a command each."""
    return [
        ("lint", [python, "-m", "ruff", "check", "."]),
        ("formatting", [python, "-m", "ruff", "format", "--check", "."]),
        ("types", [python, "-m", "mypy"]),
    ]


def run_checks(python: Path) -> dict[str, int]:
    """Run every check, also after one has failed, and give the exit status of each by name."""
    results = {}
    for name, command in check_steps(python):
        print(f"== {name}", flush=True)
        results[name] = run(*command, cwd=ROOT)
    return results


def conclusion(results: Mapping[str, int]) -> tuple[int, str]:
    """The exit status of several steps (the first that failed) and one line about them."""
    failed = [name for name, status in results.items() if status]
    line = f"FAILED: {', '.join(failed)}" if failed else f"Passed: {', '.join(results)}"
    return (results[failed[0]] if failed else 0), line


def task_check(_arguments: list[str]) -> int:
    """Lint, formatting and types."""
    status, line = conclusion(run_checks(set_up()))
    print(line)
    return status


def task_test(arguments: list[str]) -> int:
    """Everything that must hold before a change goes in; with arguments, just the tests they choose."""
    python = set_up()
    if arguments:
        return run(python, "-m", "pytest", *arguments, cwd=ROOT, QT_QPA_PLATFORM="offscreen")
    results = run_checks(python)
    print("== tests", flush=True)
    options = (f"--numprocesses={worker_count(os.cpu_count())}", "--dist=worksteal", "--cov", "--cov-report=term")
    results["tests"] = run(python, "-m", "pytest", *options, cwd=ROOT, QT_QPA_PLATFORM="offscreen")
    results["core coverage"] = core_coverage(python)
    status, line = conclusion(results)
    print(line)
    return status


def core_coverage(python: Path) -> int:
    """Compare the measured coverage of everything without a screen with the floor; nonzero if it is below."""
    core = ("--include=eopbuilder/*", "--omit=eopbuilder/cli*.py,eopbuilder/__main__.py")
    report = (python, "-m", "coverage", "report", *core, f"--fail-under={CORE_COVERAGE_FLOOR}")
    status, output = output_of(*report, "--format=total")
    if status and not output.strip().isdigit():
        print(f"Coverage could not be measured: {last_line(output)}.")
        return status
    print(f"Coverage of the core, branches included: {output.strip()} % (at least {CORE_COVERAGE_FLOOR} %).")
    return run(*report, "--show-missing", cwd=ROOT) if status else 0


def script_task(name: str) -> Callable[[list[str]], int]:
    """The task that runs another script of this folder in the virtual environment, without a screen."""

    def task(arguments: list[str]) -> int:
        script = ROOT / "packaging" / f"{name}.py"
        if not script.is_file():
            raise Stop(f"{script} is missing, so there is nothing to run; get a complete copy of the project.")
        return run(set_up(), script, *arguments, QT_QPA_PLATFORM="offscreen")

    return task


def task_lock(arguments: list[str]) -> int:
    """Write requirements.txt anew: exact versions and hashes of all that running, testing and building need.

    It works in an environment of its own, because the one it describes may be what is broken.
    """
    if sys.version_info[:2] != OLDEST_PYTHON:
        oldest = "{}.{}".format(*OLDEST_PYTHON)
        raise Stop(f"Lock with Python {oldest}, the oldest supported, so that what only it needs is in the list too.")
    with tempfile.TemporaryDirectory() as folder:
        venv = Path(folder) / "lock"
        create_venv(venv)
        python = venv_python(venv)
        status, output = output_of(python, "-m", "pip", "install", "--disable-pip-version-check", "pip-tools>=7.5,<8")
        if status:
            raise Stop(install_problem(output))
        options = ["--generate-hashes", "--allow-unsafe", "--strip-extras", "--extra=dev", "--newline=lf"]
        options += [f"--no-emit-{what}" for what in ("index-url", "find-links", "trusted-host", "options")]
        files = [f"--output-file={REQUIREMENTS.relative_to(ROOT)}", PYPROJECT.name]
        compiler = (python, "-m", "piptools", "compile", "--quiet")
        header = "python3 packaging/tasks.py lock"
        return run(*compiler, *options, *arguments, *files, cwd=ROOT, CUSTOM_COMPILE_COMMAND=header)


TASKS: dict[str, Callable[[list[str]], int]] = {
    "run": task_run,
    "demo": task_demo,
    "test": task_test,
    "check": task_check,
    "check-word": script_task("check_word"),
    "bench": script_task("bench"),
    "torture": script_task("torture"),
    "fuzz": script_task("fuzz"),
    "check-pdf": script_task("check_pdf"),
    "screenshots": script_task("screenshots"),
    "contact-sheet": script_task("contact_sheet"),
    "lock": task_lock,
}


def main(arguments: Sequence[str]) -> int:
    """Run the task the first argument names; the exit status is the task's, or 2 if it could not begin."""
    name, *rest = arguments or ["help"]
    if name in ("help", "-h", "--help"):
        print(__doc__)
        return 0
    task = TASKS.get(name)
    if task is None:
        say(f'There is no task "{name}"; choose one of: {", ".join(TASKS)}.')
        return 2
    try:
        return task(rest)
    except Stop as stop:
        say(str(stop))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
