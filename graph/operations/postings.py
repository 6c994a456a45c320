"""Which post an officer held on a day, and how far that is known.

A posting counts on its first and on its last day: on the day of a transfer both posts are held.
Where a posting's dates are missing it may have been held: it is named as a candidate, never as a
fact. On a day that no posting covers, none is named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Posting:
    """A post in a department of a court, with its first and last day as far as known.

    Without a last day but with a first, the post is still held. Without a first day it is not
    known since when; without either it is undated.
    """

    post: str
    department: str
    department_name: str
    court: str
    court_name: str
    since: date | None = None
    until: date | None = None
    uid: str = ""
    """The department's identifier."""

    @property
    def undated(self) -> bool:
        """Whether nothing is known of when it was held."""
        return self.since is None and self.until is None

    def held(self, first: date, last: date) -> bool | None:
        """Whether it was held on some day from ``first`` to ``last``; None: not known."""
        if self.until is not None and self.until < first:
            return False
        if self.since is not None:
            return self.since <= last
        if self.until is not None and first <= self.until <= last:
            return True  # whenever it began, its last day is among these
        return None


@dataclass(frozen=True)
class Held:
    """The posts of a day or a span: ``certain`` ones, and ``candidates`` whose dates are missing.

    ``gap`` says that the day is known and no posting covers it. ``named``: where the day decides
    nothing, the postings whose department the record itself names; there are no candidates then.
    """

    certain: tuple[Posting, ...] = ()
    candidates: tuple[Posting, ...] = ()
    gap: bool = False
    named: tuple[Posting, ...] = ()

    def beside(self, departments: Collection[str]) -> Held:
        """The same for a record that names these departments (uids) beside the officer."""
        named = tuple(posting for posting in self.candidates if posting.uid in departments)
        return self if self.certain or not named else Held(named=named)


def held(postings: Sequence[Posting], since: date | None, until: date | None) -> Held:
    """The posts held on the day ``since``, or on some day of the span up to ``until``.

    An event without a date may belong to any posting: all are candidates.
    """
    first = since or until
    if first is None:
        return Held(candidates=tuple(postings))
    last = max(first, until) if until is not None else first
    known = [(posting, posting.held(first, last)) for posting in postings]
    certain = tuple(posting for posting, yes in known if yes)
    candidates = tuple(posting for posting, yes in known if yes is None)
    return Held(certain, candidates, gap=not certain and not candidates)
