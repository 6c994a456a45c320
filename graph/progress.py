"""Progress of long work, said in both languages as it goes.

Whoever does long work is handed a ``Progress`` and tells it what it does; where that is shown,
if at all, is the caller's affair: ``Progress()`` says nothing, ``TerminalProgress`` prints.
"""

from __future__ import annotations

import sys
from typing import TextIO

from graph.text import Text


class Progress:
    """Takes steps, shares of a step (0 to 1) and ends of steps, and shows none of them."""

    def step(self, text: Text | str) -> None:
        """A new step begins; it ends with ``done`` or with the next step."""

    def percent(self, share: float, note: str = "") -> None:
        """How much of the step is done, 0 to 1, and a short note (a count, a size)."""

    def done(self, text: Text | str = "") -> None:
        """The step is finished."""


class TerminalProgress(Progress):
    """One line a step; a terminal sees its share grow, a log file a line every tenth."""

    def __init__(self, out: TextIO | None = None) -> None:
        self.out = out or sys.stderr
        self._live = self.out.isatty()
        self._step = ""
        self._tenth = 0

    def step(self, text: Text | str) -> None:
        self._end_line()
        self._step = both(text)
        self._tenth = 0
        self._write(f"▸ {self._step} …", end="" if self._live else "\n")

    def percent(self, share: float, note: str = "") -> None:
        shown = f"{min(max(share, 0.0), 1.0):4.0%} {note}".rstrip()
        if self._live:
            self._write(f"\r\x1b[K▸ {self._step} … {shown}", end="")
        elif int(share * 10) > self._tenth:
            self._tenth = int(share * 10)
            self._write(f"  {shown}")

    def done(self, text: Text | str = "") -> None:
        if text:
            self._end_line()
            self._write(f"  {both(text)}")
        self._end_line()
        self._step = ""

    def _end_line(self) -> None:
        if self._live and self._step:
            self._write("")
        self._step = ""

    def _write(self, line: str, end: str = "\n") -> None:
        print(line, end=end, file=self.out, flush=True)


def both(text: Text | str) -> str:
    """A phrase for a reader whose language isn't known yet: Chinese, then English."""
    if isinstance(text, Text) and text.zh != text.en:
        return f"{text.zh} · {text.en}"
    return str(text)
