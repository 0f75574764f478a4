"""Whether a process still runs, told apart from a later one that got the same number."""

from __future__ import annotations

import getpass
import platform
import subprocess
import sys
from pathlib import Path

_SYSTEM: str = sys.platform


def started(pid: int) -> str | None:
    """A mark of when the process `pid` began, the same as long as it lives; None when there is no such process."""
    if _SYSTEM == "linux":
        return _started_linux(pid)
    if _SYSTEM == "win32":
        return _started_windows(pid)
    return _started_elsewhere(pid)


def host() -> str:
    """The name of this computer."""
    return platform.node()


def user() -> str:
    """Who is signed in, as far as the system tells."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "someone"


def _started_linux(pid: int) -> str | None:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return None
    return None if after_name[0] == "Z" else f"{boot} {after_name[19]}"


def _started_elsewhere(pid: int) -> str | None:
    done = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def _started_windows(pid: int) -> str | None:  # pragma: no cover - only Windows has these calls
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 absent from the stubs of other systems
    query_limited_information, still_active = 0x1000, 259
    handle = kernel.OpenProcess(query_limited_information, False, pid)
    if not handle:
        return f"unreadable {pid}" if kernel.GetLastError() == 5 else None
    try:
        code, times = ctypes.c_ulong(), [ctypes.c_ulonglong() for _ in range(4)]
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        if code.value != still_active or not kernel.GetProcessTimes(handle, *(ctypes.byref(one) for one in times)):
            return None
        return str(times[0].value)
    finally:
        kernel.CloseHandle(handle)
