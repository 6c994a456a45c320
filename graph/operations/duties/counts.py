"""How many open duties a scope has, by rule, month and court: kept totals by month, and by day for
the month or two in which today's date decides.

A department's own are always counted from the index: they are few.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.duties.calendar import month_end
from graph.operations.duties.asked import DAY, FIRST, LAST, State, first_of, month_of
from graph.operations.places import Known
from graph.queries import Within
from graph.queries import missing as questions
from graph.queries.tallies import tallies, tally_sums
from graph.scope import Actor, Role
from graph.session import Reader
from graph.tallies import duties as tallied
from graph.tallies.cells import DUTIES, Place, spread

STANDINGS = ("open|", "met|", "met_late|")
"""What a duty that fell due may be, as the tallies' numbers say it."""


@dataclass(frozen=True)
class Cell:
    """Open duties of one rule that fall due in one month, in one state."""

    rule: str
    month: int
    state: State


@dataclass
class Counts:
    """Open duties by rule, month and state, and by child court in the chosen span; what became of
    all that fell due, by month and standing."""

    cells: Counter[Cell] = field(default_factory=Counter)
    by_court: Counter[str] = field(default_factory=Counter)
    months: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    punctual: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By court (the scope's own code for all of it): standing → count, of the span of ``kept``."""


@dataclass(frozen=True)
class Frame:
    """What is counted: the places, the rules, the due days of the period, and today."""

    within: Within
    court: Known | None
    own: bool
    children: Sequence[Known]
    owner: Mapping[str, str]
    """By court of the scope, the child court that it belongs to."""
    rules: tuple[str, ...] | None
    low: date
    high: date
    today: date
    soon: date
    kept: tuple[int, int]
    """Months over which punctuality is measured."""
    courts: tuple[str, ...]
    """Codes of all courts of the scope."""

    @property
    def tallied(self) -> bool:
        """Whether kept totals answer for the scope."""
        return self.court is not None and (self.within.units is None or self.own)


def counts(tx: Reader, actor: Actor, frame: Frame, span: tuple[date, date]) -> Counts:
    """All numbers of the scope; ``span``: the due days of what is listed, which the courts' numbers
    are of."""
    made = Counts()
    if frame.low > frame.high:
        return made
    if not frame.tallied:
        _live(tx, actor, frame, made, frame.low, frame.high, span)
        for cell, count in made.cells.items():
            made.months[cell.month]["open"] += count
        return made
    _kept(tx, actor, frame, made)
    _kept_by_court(tx, actor, frame, made, span)
    first, last = _live_days(frame)
    if first <= last:
        _days(tx, actor, frame, made, first, last, span)
    return made


def by_department(
    tx: Reader, actor: Actor, frame: Frame, span: tuple[date, date], most: int
) -> dict[str, int]:
    """Of the stored duties that are listed, how many the departments owe that owe most, by uid; of
    a scope that kept totals answer for."""
    first, last = _live_days(frame)
    days = max(first, span[0]), min(last, span[1])
    return tallied.owing(
        tx, actor, _measures(actor), frame.courts, _whole_months(frame, span), days, frame.rules,
        most,
    )  # fmt: skip


def _live_days(frame: Frame) -> tuple[date, date]:
    """The days of the period that only today's date tells apart: from this month's first day to
    the end of the month in which due soon ends."""
    first = max(frame.low, frame.today.replace(day=1))
    return first, min(frame.high, month_end(frame.soon))


def _kept(tx: Reader, actor: Actor, frame: Frame, made: Counts) -> None:
    court = frame.court
    if court is None:
        return
    now, soon = month_of(frame.today), month_of(frame.soon)
    shelves = _shelves(actor, court.code, _row(court, frame.own))
    for row in tallies(tx, actor, shelves, None, None, True):
        if frame.rules is not None and row["of"] not in frame.rules:
            continue
        for month, count in spread(row["since"], row["sums"], 0).items():
            if month is None or not _meets(month, (frame.low, frame.high)):
                continue
            made.months[month][row["standing"]] += count
            if row["standing"] == "open" and not now <= month <= soon:
                state = State.OVERDUE if month < now else State.OPEN
                made.cells[Cell(row["of"], month, state)] += count
            if frame.kept[0] <= month <= frame.kept[1]:
                made.punctual[court.code][row["standing"]] += count


def _kept_by_court(
    tx: Reader, actor: Actor, frame: Frame, made: Counts, span: tuple[date, date]
) -> None:
    """Of each child court: how many are open in the span's whole months, and its punctuality."""
    shelves = {
        shelf + standing: (child.code, standing.rstrip("|"))
        for child in frame.children
        for shelf in _shelves(actor, child.code, _row(child, child == frame.court))
        for standing in STANDINGS
    }
    if not shelves:
        return
    opened = [shelf for shelf in shelves if shelf.endswith(STANDINGS[0])]
    for low, high in _whole_months(frame, span):
        for shelf, count in tally_sums(tx, actor, opened, low, high, frame.rules).items():
            made.by_court[shelves[shelf][0]] += count
    own = frame.court.code if frame.court else ""
    below = [shelf for shelf, (code, _standing) in shelves.items() if code != own]
    for shelf, count in tally_sums(tx, actor, below, *frame.kept, frame.rules).items():
        code, standing = shelves[shelf]
        made.punctual[code][standing] += count


def _whole_months(frame: Frame, span: tuple[date, date]) -> list[tuple[int, int]]:
    """The months of the span before this month, and those after the one in which due soon ends."""
    now, soon = month_of(frame.today), month_of(frame.soon)
    low, high = max(span[0], FIRST), min(span[1], LAST)
    if low > high:
        return []
    parts = [(month_of(low), min(month_of(high), now - 1))]
    parts.append((max(month_of(low), soon + 1), month_of(high)))
    return [(first, last) for first, last in parts if first <= last]


def _days(
    tx: Reader, actor: Actor, frame: Frame, made: Counts, low: date, high: date,
    span: tuple[date, date],
) -> None:  # fmt: skip
    """Add what the totals by day say of these days, and for the courts of those in the span."""
    court, measures = frame.court, _measures(actor)
    if court is None:
        return
    place = Place(court.code, _row(court, frame.own))
    for due in tallied.by_day(tx, actor, measures, place, low, high):
        if frame.rules is None or due.rule in frame.rules:
            state = State.OVERDUE if due.on < frame.today else State.DUE_SOON
            state = state if due.on <= frame.soon else State.OPEN
            made.cells[Cell(due.rule, month_of(due.on), state)] += due.many
    low, high = max(low, span[0]), min(high, span[1])
    places = [Place(child.code, _row(child, child == court)) for child in frame.children]
    if places and low <= high:
        for code, rule, count in tallied.between(tx, actor, measures, places, low, high):
            if frame.rules is None or rule in frame.rules:
                made.by_court[code] += count


def _live(
    tx: Reader, actor: Actor, frame: Frame, made: Counts, low: date, high: date,
    span: tuple[date, date],
) -> None:  # fmt: skip
    """Add what the index says of these days; the states of the days within the span count for the
    courts."""
    rows = questions.duty_counts(tx, actor, frame.within, low, high, frame.today, frame.soon)
    wanted = _states(frame, span)
    for row in rows:
        state = State(row["state"])
        made.cells[Cell(row["rule"], row["month"], state)] += row["count"]
        if state in wanted and row["court"] in frame.owner and _meets(row["month"], span):
            made.by_court[frame.owner[row["court"]]] += row["count"]


def _meets(month: int, span: tuple[date, date]) -> bool:
    return month_end(first_of(month)) >= span[0] and first_of(month) <= span[1]


def _states(frame: Frame, span: tuple[date, date]) -> set[State]:
    """The states that the span's days are in."""
    days = {
        State.OVERDUE: (FIRST, frame.today - DAY),
        State.DUE_SOON: (frame.today, frame.soon),
        State.OPEN: (frame.soon + DAY, LAST),
    }
    return {s for s, (low, high) in days.items() if low <= span[1] and high >= span[0]}


def _row(court: Known, own: bool) -> str:
    return "own" if own or court.level == "basic" else "all"


def _shelves(actor: Actor, code: str, row: str) -> list[str]:
    return [f"{measure}|{code}|{row}||" for measure in _measures(actor)]


def _measures(actor: Actor) -> tuple[str, ...]:
    return DUTIES if Role.INSPECTOR in actor.roles else DUTIES[:1]
