"""The sweeps of `make run`: once a day what time alone brings, and within a minute what a changed
parameter, a year's holidays or a court's move touches.

Each runs in a process of its own; two supervisors of one graph don't get in each other's way
(graph/lease.py).
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Protocol

from graph import clock
from graph.duties.sweep import changed
from graph.errors import ZhijianError
from graph.server import process
from graph.session import Graph

EVERY = 60.0
"""Seconds between two looks for a change: one statement each."""

ALL: tuple[str, ...] = ()
CHANGED = ("--changed",)


class Running(Protocol):
    """A process, as far as it matters here."""

    pid: int

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        ...


class Sweeps:
    """Starts sweeps when they are due, one at a time."""

    def __init__(
        self, graph: Graph, log: Path, start: Callable[[Sequence[str], Path], Running] | None = None
    ) -> None:
        self.graph = graph
        self.log = log
        self._start = start or _process
        self._running: Running | None = None
        self._daily = False
        self._swept: date | None = None
        self._next = 0.0

    def look(self, now: float) -> None:
        """Start what is due. ``now``: seconds of a clock that only goes forward."""
        if self._running is not None:
            status = self._running.poll()
            if status is None:
                return
            if status != 0 and self._daily:
                self._swept, self._next = None, now + EVERY  # once more, after a while
            self._running = None
        failed = self._swept is None  # or nothing was started yet, and that is due at once
        if self._swept != clock.today() and (now >= self._next or not failed):
            self._run(now, ALL)
            self._swept = clock.today()
        elif now >= self._next:
            self._next = now + EVERY
            if self._changed():
                self._run(now, CHANGED)

    def _run(self, now: float, asked: Sequence[str]) -> None:
        self._daily, self._next = asked == ALL, now + EVERY
        self._running = self._start(asked, self.log)

    def end(self, patience: float) -> None:
        """End the sweep that runs; the next one goes on where it stopped."""
        running = self._running
        if running is not None and running.poll() is None:
            process.end(running.pid, lambda: running.poll() is None, patience)
        self.graph.close()

    def _changed(self) -> bool:
        with suppress(ZhijianError), self.graph.reading() as tx:
            return changed(tx)
        return False  # it is away, or busy: the next look tells


def _process(asked: Sequence[str], log: Path) -> Running:
    with log.open("ab") as told:
        return subprocess.Popen(
            [sys.executable, "-m", "app.sweeps", *asked],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _ended(_number: int, _frame: FrameType | None) -> None:
    """End in order: the lease is given back on the way."""
    raise SystemExit(128 + signal.SIGTERM)


def main() -> None:
    """One sweep, as the command `zhijian duties run` does it, that ends in order when asked to."""
    from app.cli import main as command

    signal.signal(signal.SIGTERM, _ended)
    command(["duties", "run", "--json", *sys.argv[1:]], prog_name="zhijian")


if __name__ == "__main__":
    main()
