"""The most memory a process of its own takes while it does some work, and while it only loads what the work needs.

  bench_memory.py pdf|docx TIMES [idle]

It prints megabytes. Only a process of its own tells: memory that another measure took is never given back.
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def peak_megabytes(what: str, times: int, *, idle: bool = False) -> float:
    """The peak of a process that writes the model, so many times as long, as PDF or Word; or only loads and builds."""
    command = [sys.executable, "-P", str(Path(__file__)), what, str(times), *(["idle"] if idle else [])]
    return float(subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout)


def _work(what: str, times: int, *, idle: bool) -> float:
    from bench_model import bench_document

    from eopbuilder.render.docx_writer import write_docx
    from eopbuilder.render.pdf_writer import write_pdf

    document = bench_document(times)
    if not idle:
        (write_pdf if what == "pdf" else write_docx)(document, io.BytesIO())
    return _peak()


def _peak() -> float:
    """The peak in megabytes. On Linux, rusage counts that of the process that started this one too."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "packaging"))
    print(_work(sys.argv[1], int(sys.argv[2]), idle="idle" in sys.argv))
