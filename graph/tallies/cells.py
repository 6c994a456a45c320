"""What a tally is of: a cell of one measure at one place, and how it is written.

A place is a court by itself (``own``) or with all below it (``all``). A basic court has ``own``
alone, an intermediate and a high court both. What happened at a court counts in its ``own`` row and
in the ``all`` rows of the courts over it, once each, however many of their courts it names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

OWN, ALL = "own", "all"
DEPARTMENT = "dept"
DUTIES = ("duties", "duties_sealed")
"""The measures of duties; the second is for discipline bodies."""
DAYS = "_days"
"""Behind the name of a measure by month: the same by day, a tally a month."""
OWED = "_owed"
"""Behind the name of a measure of duties: the same by the department that owes them (``standing``),
at the court alone: a court above it adds up those of its courts."""

EPOCH = date(1970, 1, 1)


class Said(NamedTuple):
    """One thing that a record counts as: of a measure, at the courts of one of its roles, told
    apart by channel, standing and what it is ``of`` (a problem, a rule). ``period`` None: no
    date."""

    measure: str
    courts: tuple[str, ...]
    channel: str
    standing: str
    of: str
    period: int | None
    department: str = ""


class Place(NamedTuple):
    """Where a tally is: a court's code (or a department's number) and which of its rows."""

    code: str
    row: str


class Cell(NamedTuple):
    """A tally without its numbers."""

    measure: str
    place: Place
    channel: str
    standing: str
    of: str

    @property
    def number(self) -> str:
        """Its business key: what a page reads together has a common beginning."""
        return shelf(self.measure, self.place, self.channel, self.standing) + self.of


class CourtKeys(NamedTuple):
    """A court's code, level and level keys."""

    code: str
    level: str
    keys: tuple[str | None, str | None, str | None]

    @property
    def places(self) -> tuple[Place, ...]:
        """The rows in which what happened there counts."""
        above = [Place(code, ALL) for code in self.keys[:2] if code]
        return (Place(self.code, OWN), *above)


def court_at(*keys: str | None) -> CourtKeys:
    """The court with these level keys, of which there is one at least."""
    code, level = next(
        (key, level)
        for key, level in zip(reversed(keys), ("basic", "intermediate", "high"), strict=True)
        if key
    )
    c1, c2, c3 = keys
    return CourtKeys(code, level, (c1, c2, c3))


def own_only(measure: str) -> bool:
    """Whether the measure counts in the row of the court itself alone."""
    return measure.endswith(OWED)


Counts = dict[Cell, Counter[int | None]]
"""How many, by cell and period."""


def shelf(measure: str, place: Place, channel: str = "", standing: str = "") -> str:
    """The beginning of the numbers of all tallies that differ in what they are of alone."""
    return f"{measure}|{place.code}|{place.row}|{channel}|{standing}|"


def counted(said: Mapping[Said, int], courts: Mapping[str, CourtKeys]) -> Counts:
    """What is said of records as counts at every place that it touches; without zeros."""
    made: Counts = defaultdict(Counter)
    for each, count in said.items():
        places = {p for code in each.courts if code in courts for p in courts[code].places}
        if own_only(each.measure):
            places = {place for place in places if place.row == OWN}
        if each.department:
            places.add(Place(each.department, DEPARTMENT))
        for place in places:
            cell = Cell(each.measure, place, each.channel, each.standing, each.of)
            made[cell][each.period] += count
    return without_zeros(made)


def keys_of(said: Iterable[Said], courts: Mapping[str, CourtKeys]) -> dict[str, CourtKeys]:
    """These courts, those above them as their keys say, and by their numbers the departments that
    are named: they stand where their court does."""
    made = dict(courts)
    for court in courts.values():
        high, middle, _ = court.keys
        if high:
            made.setdefault(high, CourtKeys(high, "high", (high, None, None)))
        if middle:
            made.setdefault(middle, CourtKeys(middle, "intermediate", (high, middle, None)))
    for each in said:
        for code in each.courts if each.department else ():
            if code in courts:
                made[each.department] = courts[code]
    return made


def without_zeros(counts: Mapping[Cell, Counter[int | None]]) -> Counts:
    """The same without what is nothing."""
    kept = {cell: Counter({p: n for p, n in of.items() if n}) for cell, of in counts.items()}
    return {cell: of for cell, of in kept.items() if of}


def difference(new: Counter[Said], old: Counter[Said]) -> Counter[Said]:
    """What has to be added, which may be less than nothing."""
    made = Counter(new)
    made.subtract(old)
    return Counter({each: n for each, n in made.items() if n})


def running(of: Mapping[int | None, int]) -> tuple[int | None, list[int], int]:
    """The first period, the running sums from it to the last, and what has no date."""
    dated = sorted(period for period in of if period is not None)
    if not dated:
        return None, [], of.get(None, 0)
    sums, total = [], 0
    for period in range(dated[0], dated[-1] + 1):
        total += of.get(period, 0)
        sums.append(total)
    return dated[0], sums, of.get(None, 0)


def spread(since: int | None, sums: list[int], undated: int) -> Counter[int | None]:
    """The reverse: counts by period, without zeros."""
    made: Counter[int | None] = Counter()
    if undated:
        made[None] = undated
    before = 0
    for place, total in enumerate(sums):
        if total != before and since is not None:
            made[since + place] = total - before
        before = total
    return made


def written(said: Said) -> str:
    """As it is stamped on a record, to know later what it was counted as."""
    period = "" if said.period is None else str(said.period)
    courts = ",".join(said.courts)
    return "|".join((said.measure, courts, said.channel, said.standing, said.of, period))


def read(text: str) -> Said:
    """A stamp as what it says. What it is of is text that somebody entered."""
    measure, courts, channel, standing, rest = text.split("|", 4)
    of, _, period = rest.rpartition("|")
    codes = tuple(code for code in courts.split(",") if code)
    return Said(measure, codes, channel, standing, of, int(period) if period else None)


def quarter_of(day: date) -> int:
    """A day's quarter as periods are counted."""
    return day.year * 4 + (day.month - 1) // 3


def month_of(day: date) -> int:
    """A day's month as periods are counted."""
    return day.year * 12 + day.month - 1


def day_of(day: date) -> int:
    """A day as periods are counted."""
    return (day - EPOCH).days


def day(period: int) -> date:
    """The reverse."""
    return EPOCH + timedelta(days=period)


def month_code(day: date) -> str:
    """A day's month as the tallies by day are told apart by it."""
    return f"{day.year:04d}-{day.month:02d}"


def court_keys(rows: Iterable[Mapping[str, Any]]) -> dict[str, CourtKeys]:
    """Courts as read (code, level, c1, c2, c3), by code."""
    return {
        row["code"]: CourtKeys(row["code"], row["level"], (row["c1"], row["c2"], row["c3"]))
        for row in rows
    }
