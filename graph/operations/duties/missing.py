"""The breaks in the chain (断链): open duties of a scope by rule, court, department, person, month;
how old they are, what became of the others, and the record to open next.

Who owes them is named in each line as it is on the duty itself. The duties of one officer are
gathered in the officer's file alone, which opens for a purpose: by person there is no number and no
list, only who owes something, with the one duty that fell due first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from graph import clock, queries, records
from graph.duties import parameters, reading
from graph.duties.engine import Frame as EngineFrame
from graph.duties.engine import Judged
from graph.duties.reading import SOON, Owed
from graph.duties.table import RULES
from graph.errors import BadCursor, NotFound
from graph.model import type_of
from graph.operations.duties import counts
from graph.operations.duties.asked import LAST, Asked, Band, Sort, State, month_of
from graph.operations.duties.counts import Counts
from graph.operations.duties.latent import Latent, here, latent
from graph.operations.officer_file import OPENERS
from graph.operations.places import Courts, Known
from graph.queries import Within
from graph.records.query import Cursor
from graph.scope import Actor, require_read
from graph.session import Reader, Row
from graph.text import Text

PAGE, LONGEST_PAGE = 50, 500
ORDER = "pending"
DEBTORS = 200
LOOKED_AT = 500
"""Duties, in the order of the list, of which is said which people owe them: more would take longer
the more there are, and of an officer no total is kept."""
MONTHS = 24
"""Months that the trend goes back."""

PUNCTUAL = 12
"""Whole months over which punctuality is measured."""


@dataclass(frozen=True)
class Debtor:
    """A department by how many of the duties asked for it owes."""

    uid: str
    key: str
    name: str
    court: str
    count: int
    oldest: date
    punctual: tuple[int, int] | None = None
    """Done in time, of those that fell due; of departments of a single court."""


@dataclass(frozen=True)
class Person:
    """An officer who owes one of the duties asked for; the one that fell due first, and the
    department of that day."""

    key: str
    name: str
    number: str
    rule: str
    due: date
    department: str


@dataclass
class Missing:
    """The page. ``court`` None: it has to be chosen first."""

    asked: Asked
    courts: Courts
    today: date
    soon: date
    court: Known | None = None
    department: Row | None = None
    counts: Counts = field(default_factory=Counts)
    departments: list[Debtor] | None = None
    people: list[Person] | None = None
    """None for who opens no files."""
    rows: list[Owed] = field(default_factory=list)
    next: str = ""
    latent: Latent = field(default_factory=Latent)
    """Those not stored yet; of them the numbers by rule and state tell, the groups don't."""

    @property
    def by_state(self) -> Counter[State]:
        """How many in each state, of the period and the age asked for."""
        made: Counter[State] = Counter()
        for cell, count in self.counts.cells.items():
            made[cell.state] += count
            made[State.ALL] += count
        return made

    @property
    def total(self) -> int:
        """How many are listed, on all pages."""
        return self.by_state[self.asked.state]

    @property
    def partial(self) -> bool:
        """Whether the people who owe them are told of the first ``LOOKED_AT`` alone."""
        return self.total > LOOKED_AT

    @property
    def by_rule(self) -> Counter[str]:
        """Those listed, by rule."""
        made: Counter[str] = Counter()
        for cell, count in self.counts.cells.items():
            if self.asked.state in (State.ALL, cell.state):
                made[cell.rule] += count
        return +made

    @property
    def by_band(self) -> Counter[Band]:
        """The overdue ones by how long they are."""
        made: Counter[Band] = Counter()
        now = month_of(self.today)
        for cell, count in self.counts.cells.items():
            if cell.state is State.OVERDUE:
                back = now - cell.month
                band = next(b for b in Band if b.months[0] <= back <= b.months[1])
                made[band] += count
        return +made

    @property
    def months(self) -> list[int]:
        """The months of the trend, up to the present one."""
        now = month_of(self.today)
        first = max(self.asked.since or now - MONTHS + 1, now - 10 * MONTHS)
        last = min(self.asked.until or now, now)
        return list(range(min(first, last), last + 1))

    def punctuality(self, court: str) -> tuple[int, int] | None:
        """Done in time, of those that fell due in the last whole months; None where none did or it
        isn't known."""
        of = self.counts.punctual.get(court)
        due = sum(of[s] for s in ("met", "met_late", "open")) if of else 0
        return (of["met"], due) if of and due else None


def missing(tx: Reader, actor: Actor, asked: Asked, after: str = "", limit: int = PAGE) -> Missing:
    """The view as asked for. The number of statements is the same for any amount of duties.

    Raises NotFound for a court or department outside the actor's subtree, BadCursor.
    """
    require_read(type_of("Duty"), actor)
    today, courts_ = clock.today(), Courts(tx, actor)
    soon = today + timedelta(days=int(parameters.load(tx).on(SOON, today)))
    found = Missing(asked, courts_, today, soon)
    found.court = courts_.own(asked.court) if asked.court else courts_.usual()
    if found.court is None:
        return found
    found.department = _department(tx, actor, found) if asked.department else None
    within = _within(tx, actor, found)
    low, high = asked.due(today)
    span = asked.span(today, soon)
    children = _children(found)
    frame = counts.Frame(
        within, found.court, _alone(found), children, _owners(found, children), asked.rules,
        low, high, today, soon, (month_of(today) - PUNCTUAL, month_of(today) - 1),
        (found.court.code,) if _alone(found) else tuple(c.code for c in courts_.below(found.court)),
    )  # fmt: skip
    if found.department is not None:
        frame = replace(frame, court=None)
    found.counts = counts.counts(tx, actor, frame, span)
    if span[0] <= span[1]:
        found.departments = _departments(tx, actor, found, frame, span)
    found.latent = latent(tx, actor, found.court, within, (low, high), today)
    found.counts.cells.update(found.latent.cells(today, soon))
    if span[0] <= span[1]:
        if actor.roles & OPENERS:
            found.people = _people(tx, actor, asked, within, span)
        fresh = found.latent.within(span)
        found.rows, found.next = page(tx, actor, within, span, asked.sort, after, limit, fresh)
    return found


def page(
    tx: Reader, actor: Actor, within: Within, span: tuple[date, date], sort: Sort = Sort.OLDEST,
    after: str = "", limit: int = PAGE, fresh: Sequence[Judged] = (),
) -> tuple[list[Owed], str]:  # fmt: skip
    """One page of open duties by due day, and the cursor of the next; "" where there is none.
    ``fresh``: latent ones, which are put among them and not counted in ``limit``."""
    limit = max(1, min(limit, LONGEST_PAGE))
    latest = sort is Sort.LATEST
    place = _place(after)
    rows = queries.duty_list(tx, actor, within, *span, limit + 1, place, latest_first=latest)
    last = rows[limit - 1]["d"] if len(rows) > limit else None
    begin, end = place[0] if place else None, last["pending"] if last else None
    among = here(fresh, sort, begin, end)
    owed = reading.hydrated(tx, actor, rows[:limit], among, EngineFrame.now(tx))
    order = [*(row["d"]["number"] for row in rows[:limit]), *(each.number for each in among)]
    places = {number: n for n, number in enumerate(order)}
    owed.sort(key=lambda each: places[each.number])
    owed.sort(key=lambda each: each.due_on or LAST, reverse=latest)
    next_ = Cursor(last["pending"].isoformat(), last["uid"], False).write(ORDER) if last else ""
    return owed, next_


def scope_of(tx: Reader, actor: Actor, court: Known, own: bool, rules: Sequence[str] | None = None
) -> Within:  # fmt: skip
    """A court with all below it, or by itself: then it is looked for at its departments."""
    named = tuple(rules) if rules is not None else None
    if own and court.level != "basic":
        units = queries.court_departments(tx, actor, court.code)
        return Within(units=(court.uid, *(row["uid"] for row in units)), rules=named)
    return Within(court.code, court.key, rules=named)


def _alone(found: Missing) -> bool:
    court = found.court
    return court is not None and (found.asked.own or court.level == "basic")


def _within(tx: Reader, actor: Actor, found: Missing) -> Within:
    if found.department is not None:
        return Within(units=(found.department["uid"],), rules=found.asked.rules)
    court = found.court
    return scope_of(tx, actor, court, found.asked.own, found.asked.rules) if court else Within()


def _department(tx: Reader, actor: Actor, found: Missing) -> Row:
    """The department asked for, if it is one of the court's subtree."""
    court, number = found.court, found.asked.department
    kind = type_of("Department")
    made = records.get(tx, actor, kind, number)
    if court is None or getattr(made, court.key) != court.code:
        raise NotFound(type=kind.label, key=number)
    return {"uid": made.uid, "number": made.number, "name": made.name}


def _children(found: Missing) -> list[Known]:
    """The courts that the scope's numbers are shown by: itself, and those right below it."""
    court = found.court
    if court is None or _alone(found) or found.department is not None:
        return []
    below = {"high": "intermediate", "intermediate": "basic"}[court.level]
    return [c for c in found.courts.below(court) if c == court or c.level == below]


def _owners(found: Missing, children: Sequence[Known]) -> dict[str, str]:
    """By court, the child that stands over it; the scope's own court is its own."""
    court = found.court
    if court is None:
        return {}
    return (
        {
            each.code: next((c.code for c in children if c != court and each.under(c)), each.code)
            for each in found.courts.below(court)
        }
        if children
        else {}
    )


def _departments(
    tx: Reader, actor: Actor, found: Missing, frame: counts.Frame, span: tuple[date, date]
) -> list[Debtor]:
    """The departments that owe most of what is listed, the most first. To be asked before latent
    duties are among the counts: no department owes those yet."""
    if found.department is not None:
        owing = {found.department["uid"]: found.total}
    else:
        owing = counts.by_department(tx, actor, frame, span, DEBTORS)
    rows = queries.duty_departments(tx, actor, list(owing), *span, frame.rules)
    made = [_debtor(row, owing[row["uid"]]) for row in rows]
    made.sort(key=lambda each: (-each.count, each.oldest, each.key))
    if _alone(found) or found.department is not None:
        made = _with_punctuality(tx, actor, found, made)
    return made


def _people(
    tx: Reader, actor: Actor, asked: Asked, within: Within, span: tuple[date, date]
) -> list[Person]:  # fmt: skip
    """The officers who owe one of the first ``LOOKED_AT`` listed."""
    rows = queries.duty_people(tx, actor, within, *span, LOOKED_AT, asked.sort is Sort.LATEST)
    return sorted(map(_person, rows), key=lambda each: (each.due, each.key))[:DEBTORS]


def _with_punctuality(
    tx: Reader, actor: Actor, found: Missing, departments: list[Debtor]
) -> list[Debtor]:
    first = found.today.replace(day=1)
    low = reading_start(first)
    rows = queries.duty_punctual(
        tx, actor, [each.uid for each in departments], low, first - timedelta(days=1)
    )
    met: Counter[str] = Counter()
    due: Counter[str] = Counter()
    for row in rows:
        due[row["department"]] += row["count"]
        met[row["department"]] += row["count"] if row["standing"] == "met" else 0
    return [
        replace(each, punctual=(met[each.uid], due[each.uid]) if due[each.uid] else None)
        for each in departments
    ]


def reading_start(first: date) -> date:
    """The first day of the months over which punctuality is measured."""
    return date(first.year - 1, first.month, 1)


def _person(row: Row) -> Person:
    return Person(
        row["key"], row["name"] or row["key"], row["number"], row["rule"], row["oldest"],
        row["department"] or "",
    )  # fmt: skip


def _debtor(row: Row, count: int) -> Debtor:
    return Debtor(
        row["uid"], row["key"], row["name"] or row["key"], row["court"] or "", count, row["oldest"]
    )


def _place(after: str) -> tuple[date, str] | None:
    """A cursor as the due day and uid behind which to go on; raises BadCursor."""
    if not after:
        return None
    read = Cursor.read(after, ORDER)
    try:
        return date.fromisoformat(str(read.value)), read.uid
    except ValueError:
        raise BadCursor() from None


def named(code: str) -> Text:
    """A rule's name; of one that is no longer in the table its code."""
    rule = RULES.get(code)
    return rule.name if rule else Text(code, code)
