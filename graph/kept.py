"""What is kept beside the records in the transaction of every change: recurrence edges, duties,
tallies. Whoever writes records calls ``before`` and, when all is written, ``after``.

A keeper (``Keeper``) is two functions. ``before`` says what the records of a type that are about to
change lead to. ``after`` gets all that was written, by type, and what was said before of each; it
brings what it keeps in step and returns which further records it changed, for the keepers behind
it. Before it changes those it announces them, so that the keepers behind it can look at them as
they were. Most look at one type after the other (``by_type``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.session import Reader, Writer

Announce = Callable[[str, Sequence[str]], None]
"""To be called with type and uids of derived records before they are changed."""

_off: ContextVar[frozenset[str]] = ContextVar("kept_off", default=frozenset())


class Changed(dict[str, set[str]]):
    """The further records that a keeper changed, by type; ``told`` goes into the audit event of
    the change that caused it, ``known`` is what keepers behind it, by name and type, needn't look
    up."""

    def __init__(
        self,
        told: Mapping[str, Mapping[str, list[str]]] | None = None,
        known: Mapping[tuple[str, str], Any] | None = None,
        **uids: set[str],
    ) -> None:
        super().__init__(uids)
        self.told = {name: dict(said) for name, said in (told or {}).items()}
        self.known = {key: [said] for key, said in (known or {}).items()}

    def add(self, more: Mapping[str, set[str]]) -> None:
        """Take in what was changed besides."""
        for label, uids in more.items():
            self.setdefault(label, set()).update(uids)
        if isinstance(more, Changed):
            for name, told in more.told.items():
                mine = self.told.setdefault(name, {})
                for what, some in told.items():
                    mine[what] = sorted({*mine.get(what, ()), *some})
            for key, said in more.known.items():
                self.known.setdefault(key, []).extend(said)


Written = Mapping[str, Sequence[str]]
"""The uids of what was written, by type."""

Said = Mapping[str, Sequence[Any]]
"""What a keeper said before, by type: once for each time it was asked."""


@dataclass(frozen=True)
class Keeper:
    """Something that is kept."""

    before: Callable[[Reader, str, Sequence[str]], Any]
    after: Callable[[Writer, Written, Said, Announce], Mapping[str, set[str]]]


def by_type(
    after: Callable[[Writer, str, Sequence[str], Any, Announce], Mapping[str, set[str]]],
) -> Callable[[Writer, Written, Said, Announce], Changed]:
    """``after`` of a keeper that looks at one type after the other."""

    def of_all(tx: Writer, written: Written, said: Said, announce: Announce) -> Changed:
        made = Changed()
        for label, uids in written.items():
            made.add(after(tx, label, uids, said.get(label, ()), announce))
        return made

    return of_all


Marks = dict[tuple[int, str], list[Any]]
"""What was said before a change, by keeper and type: once for each time it was asked."""


@cache
def _all() -> dict[str, Keeper]:
    """In the order in which one builds on the other. Imported late: they ask graph.records where
    a duty belongs, and graph.records calls them."""
    from graph.duties import inbox, moved
    from graph.duties import keeper as duties
    from graph.duties import parameter_keeper as parameters
    from graph.recurrence_kept import keeper as recurrence
    from graph.tallies import keeper as tallies

    return {
        "recurrence": Keeper(recurrence.before, by_type(recurrence.after)),
        "parameters": Keeper(parameters.before, by_type(parameters.after)),
        "moved": Keeper(moved.before, by_type(moved.after)),
        "duties": Keeper(duties.before, by_type(duties.after)),
        "tallies": Keeper(tallies.before, tallies.after),  # locked in one order, whatever the types
        "inbox": Keeper(inbox.before, by_type(inbox.after)),
    }


def _keepers() -> list[Keeper]:
    off = _off.get()
    return [keeper for name, keeper in _all().items() if name not in off]


def keeps(name: str) -> bool:
    """Whether this keeper is at work."""
    return name not in _off.get()


@contextmanager
def nothing_kept(*names: str) -> Iterator[None]:
    """Within it nothing is kept, or not by these keepers: for a store that is swept or rolled up
    afterwards, and to measure what keeping costs."""
    token = _off.set(frozenset(names or _all()))
    try:
        yield
    finally:
        _off.reset(token)


def before(tx: Reader, label: str, uids: Sequence[str], marks: Marks | None = None) -> Marks:
    """To be called before records of a type change, with those that are there already. One
    transaction's types share the marks."""
    marks = {} if marks is None else marks
    if uids:
        for place, keeper in enumerate(_keepers()):
            marks.setdefault((place, label), []).append(keeper.before(tx, label, uids))
    return marks


def know(marks: Marks, name: str, label: str, said: Any) -> None:
    """Add to the marks what this keeper would find out of records of a type."""
    for place, keeper in enumerate(_keepers()):
        if keeper is _all()[name]:
            marks.setdefault((place, label), []).append(said)


def announcing(tx: Reader, marks: Marks) -> Announce:
    """What whoever changes derived records by itself announces them with, before it does."""

    def announce(label: str, uids: Sequence[str]) -> None:
        before(tx, label, uids, marks)

    return announce


def after(
    tx: Writer, label: str, uids: Sequence[str], marks: Marks | None = None
) -> dict[str, Any]:
    """To be called when they are written, with all that were made or changed. Returns what the
    audit event of the change tells of what was kept."""
    told: dict[str, Any] = {}
    if not uids and not marks:
        return told
    waiting: dict[str, set[str]] = {label: set(uids)}
    known: Marks = {key: list(said) for key, said in (marks or {}).items()}
    for place, keeper in enumerate(_keepers()):

        def announce(other: str, more: Sequence[str], behind: int = place + 1) -> None:
            for later in range(behind, len(_keepers())):
                said = _keepers()[later].before(tx, other, list(more))
                known.setdefault((later, other), []).append(said)

        written = {other: sorted(each) for other, each in sorted(waiting.items())}
        said = {other: known.get((place, other), []) for other in waiting}
        changed = keeper.after(tx, written, said, announce)
        if isinstance(changed, Changed):
            told |= changed.told
            for (name, other), each in changed.known.items():
                for what in each:
                    know(known, name, other, what)
        for other, more in changed.items():
            waiting.setdefault(other, set()).update(more)
    return told
