"""A court on a day: its name, the court above it, whether it existed, and what took its place.

A name, a superior and the court itself count on their first and on their last day. Where one
period's last day is the next one's first, the next has begun: a court has one name and one superior
on a day, and of several candidates the one that began last is it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FARTHEST = 5
"""A successor's successor is followed so far."""


class Existence(StrEnum):
    """How a court stood on a day."""

    THERE = "there"
    NOT_YET = "not_yet"
    GONE = "gone"


@dataclass(frozen=True)
class Span:
    """Something that held from its first to its last day, as far as known: a name, a superior."""

    what: str
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it held on the day; an unknown end is open."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True)
class CourtRecord:
    """What the graph says of a court: the present state, and what was before with its dates."""

    uid: str
    code: str
    name: str
    level: str = ""
    since: date | None = None
    until: date | None = None
    under: str = ""
    """Code of the present superior."""
    formerly: tuple[Span, ...] = ()
    """Codes of former superiors."""
    names: tuple[Span, ...] = ()
    """Former names."""
    successors: tuple[Span, ...] = ()
    """Codes of the courts that succeed it, each from the day on which it did."""


@dataclass(frozen=True)
class CourtOn:
    """A court as it was on a day.

    ``superior`` is the code of the court above it then: "" for a high court, and where ``unsure``:
    the day lies between or before known superiors. ``successors``: the courts that had taken its
    place by then (code, name on that day); of a court that was there, none.
    """

    code: str
    day: date
    uid: str
    name: str
    level: str
    existence: Existence
    superior: str = ""
    superior_name: str = ""
    unsure: bool = False
    successors: tuple[tuple[str, str], ...] = field(default=())

    @property
    def there(self) -> bool:
        """Whether the court existed on that day."""
        return self.existence is Existence.THERE


def court_on(courts: Mapping[str, CourtRecord], code: str, day: date) -> CourtOn | None:
    """The court with this code on this day, None where it isn't among ``courts``.

    ``courts`` by code also holds its superiors, present and former, and its successors.
    """
    court = courts.get(code)
    if court is None:
        return None
    existence = existence_on(court.since, court.until, day)
    superior, unsure = _superior(court, day)
    above = courts.get(superior)
    taken = _successors(courts, court, day) if existence is Existence.GONE else []
    return CourtOn(
        code=code,
        day=day,
        uid=court.uid,
        name=name_on(court, day),
        level=court.level,
        existence=existence,
        superior=superior,
        superior_name=name_on(above, day) if above else "",
        unsure=unsure,
        successors=tuple((each, name_on(courts[each], day)) for each in taken),
    )


def existence_on(since: date | None, until: date | None, day: date) -> Existence:
    """How a court with these first and last days stood on the day; unknown ends are open."""
    if since is not None and day < since:
        return Existence.NOT_YET
    if until is not None and until < day:
        return Existence.GONE
    return Existence.THERE


def name_on(court: CourtRecord, day: date) -> str:
    """What the court was called: a former name whose dates cover the day, else the present one."""
    found = _latest(span for span in court.names if _dated(span) and span.covers(day))
    return found.what if found else court.name


def _superior(court: CourtRecord, day: date) -> tuple[str, bool]:
    """The code of the court above it, and whether that is not known."""
    former = [span for span in court.formerly if _dated(span)]
    found = _latest(span for span in former if span.covers(day))
    if found:
        return found.what, False
    if any(day <= end for span in former for end in (span.until or span.since,) if end):
        return "", True  # before the first known superior, or between two
    return court.under, False


def _successors(
    courts: Mapping[str, CourtRecord], court: CourtRecord, day: date, left: int = FARTHEST
) -> list[str]:
    """Codes of those that stood in its place on the day, through further mergers."""
    found: list[str] = []
    for span in court.successors:
        then = courts.get(span.what)
        if then is None or not span.covers(day):
            continue
        if existence_on(then.since, then.until, day) is Existence.GONE and left > 1:
            found += _successors(courts, then, day, left - 1)
        else:
            found.append(then.code)
    return list(dict.fromkeys(found))


def _dated(span: Span) -> bool:
    """Whether anything is known of when it held: else it can't be said to cover a day."""
    return span.since is not None or span.until is not None


def _latest(spans: Iterable[Span]) -> Span | None:
    return max(spans, key=lambda span: (span.since or date.min, span.what), default=None)
