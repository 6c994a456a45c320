"""The sweeps of `make run`: once a day what time alone brings, and within a minute what a changed
parameter, a year's holidays or a court's move touches.

Each runs in a process of its own; two supervisors of one graph don't get in each other's way
(graph/lease.py).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
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
        self._swept: date | None = None
        self._next = 0.0

    def look(self, now: float) -> None:
        """Start what is due. ``now``: seconds of a clock that only goes forward."""
        if self._running is not None and self._running.poll() is None:
            return
        today = clock.today()
        if self._swept != today:
            self._swept, self._next = today, now + EVERY
            self._running = self._start(ALL, self.log)
        elif now >= self._next:
            self._next = now + EVERY
            if self._changed():
                self._running = self._start(CHANGED, self.log)

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
            [sys.executable, "-m", "app.cli", "duties", "run", "--json", *asked],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
