"""Operating-system processes: whose a process id is, and ending one for good."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
POLL_SECONDS = 0.05


def command_line(pid: int) -> str | None:
    """The command line of a living process; None where there is none (or only its shell is left).

    A process id is reused once its process has gone, so the number alone proves nothing.
    """
    if (PROC / "self").exists():
        try:
            told = (PROC / str(pid) / "cmdline").read_bytes()
        except OSError:
            return None
        return told.replace(b"\0", b" ").decode("utf-8", "replace").strip() or None
    found = subprocess.run(
        ["ps", "-ww", "-p", str(pid), "-o", "command="],
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip() or None


def end(pid: int, is_alive: Callable[[], bool], patience: float) -> None:
    """Ask the process to end and wait; after ``patience`` seconds end it by force."""
    for asked, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 10.0)):
        with suppress(ProcessLookupError):
            os.kill(pid, asked)
        if wait_until(lambda: not is_alive(), seconds):
            return


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Look until ``true()`` holds or the time is over; return whether it held."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True
