"""What waits for the reader: duties of the own court and the own ones, and what is new in scope."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from graph import clock, queries, records
from graph.duties import parameters, reading
from graph.duties.engine import Frame, Judged
from graph.duties.inbox import What
from graph.duties.reading import SOON, Owed
from graph.model import Record, type_of
from graph.operations.duties import missing
from graph.operations.duties.asked import FIRST, LAST
from graph.operations.duties.inbox import Item, latest
from graph.operations.places import Courts, Known
from graph.queries import Within
from graph.records import Filter, Op, Query
from graph.scope import Actor, recipients
from graph.session import Reader, Row

DAY = timedelta(days=1)
COMING = timedelta(days=30)
SHOWN = 8
LATENT = 50
"""Events a rule whose latent duties are looked at."""
NEW = timedelta(days=90)
"""How old the act of a finding may be to be shown as new."""

RECURRED = timedelta(days=365)
"""The same, of a recurrence."""


@dataclass
class Waiting:
    """Open duties of one debtor: the first of those overdue, due soon and coming."""

    overdue: list[Owed] = field(default_factory=list)
    soon: list[Owed] = field(default_factory=list)
    coming: list[Owed] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.overdue or self.soon or self.coming)


@dataclass
class Found:
    """The same as they are found: rows of stored ones, and judgements."""

    stored: list[Row] = field(default_factory=list)
    latent: list[Judged] = field(default_factory=list)


@dataclass(frozen=True)
class Received:
    """A notice to the own court or a department of it; ``to``: their names."""

    uid: str
    number: str
    title: str
    sort: str
    on: date | None
    to: list[str]


@dataclass(frozen=True)
class Again:
    """How a finding recurs: the kinds, and after how many rectifications in vain."""

    kinds: tuple[str, ...]
    depth: int


@dataclass
class Workbench:
    """The page. ``court``: the reader's own, None for a reader of every tree."""

    today: date
    soon: date
    court: Known | None
    mine: Waiting = field(default_factory=Waiting)
    unit: Waiting = field(default_factory=Waiting)
    recurred: list[Item] = field(default_factory=list)
    recurrences: list[Record] = field(default_factory=list)
    """For who gets no news, belonging to no court: the latest in scope."""
    again: dict[str, Again] = field(default_factory=dict)
    """Of these, by uid."""
    findings: list[Record] = field(default_factory=list)
    notices: list[Item] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)


def workbench(tx: Reader, actor: Actor) -> Workbench:
    """What waits for the actor: the same number of statements for any amount of records."""
    today = clock.today()
    soon = today + timedelta(days=int(parameters.load(tx).on(SOON, today)))
    court = Courts(tx, actor).usual()
    made = Workbench(today, soon, court)
    _wait(tx, actor, made)
    if court is not None:
        made.received = _received(tx, actor, court)
    made.recurred = latest(tx, actor, What.RECURRED, SHOWN)
    if not recipients(actor):
        made.recurrences = _findings(tx, actor, today - RECURRED, recurring=True)
    told = [each.link.uid for each in made.recurred if each.link]
    known = records.get_many(tx, actor, type_of("Finding"), told) if told else []
    made.again = {each.uid: _again(each) for each in [*known, *made.recurrences]}
    if not made.received:
        made.notices = latest(tx, actor, What.NOTICE, SHOWN)
    made.findings = _findings(tx, actor, today - NEW)
    return made


def _wait(tx: Reader, actor: Actor, made: Workbench) -> None:
    """The duties of the actor and of the own court. Who they are about is asked once for both."""
    mine, unit = Found(), Found()
    if actor.officer:
        mine.latent = reading.latent_due(tx, actor, _days(made), LATENT, mine=True)[0]
        mine.stored = _stored(tx, actor, made, Within(mine=True))
    if made.court is not None:
        if made.court.level == "basic":  # above, latent duties are of the courts below
            unit.latent = reading.latent_due(tx, actor, _days(made), LATENT)[0]
        unit.stored = _stored(tx, actor, made, missing.scope_of(tx, actor, made.court, own=True))
    rows = {row["d"]["uid"]: row for row in (*mine.stored, *unit.stored)}
    latent = {each.number: each for each in (*mine.latent, *unit.latent)}
    owed = reading.hydrated(tx, actor, rows.values(), list(latent.values()), Frame.now(tx))
    own = [each for each in owed if each.stored or reading.owes(each, actor.officer)]
    made.mine = _waiting(made, own, mine)
    made.unit = _waiting(made, owed, unit)


def _days(made: Workbench) -> tuple[date, date]:
    return made.today, made.today + COMING


def _spans(made: Workbench) -> tuple[tuple[date, date], ...]:
    """The days of what is overdue, due soon and coming."""
    today, soon = made.today, made.soon
    return (FIRST, today - DAY), (today, soon), (soon + DAY, today + COMING)


def _stored(tx: Reader, actor: Actor, made: Workbench, within: Within) -> list[Row]:
    """The first stored ones of each."""
    spans = _spans(made)
    return [row for span in spans for row in queries.duty_list(tx, actor, within, *span, SHOWN)]


def _waiting(made: Workbench, owed: list[Owed], found: Found) -> Waiting:
    """Those that were found, the first of each by due day."""
    numbers = {*(row["d"]["number"] for row in found.stored), *(j.number for j in found.latent)}
    theirs = [each for each in owed if each.number in numbers]
    theirs.sort(key=lambda each: (each.due_on or LAST, each.number))
    parts = [
        [each for each in theirs if each.due_on and low <= each.due_on <= high][:SHOWN]
        for low, high in _spans(made)
    ]
    return Waiting(*parts)


def _findings(tx: Reader, actor: Actor, since: date, recurring: bool = False) -> list[Record]:
    """The latest findings in scope by the day of the act; ``recurring``: recurrences alone."""
    known = ["established"] if recurring else ["established", "alleged"]
    filters = [
        Filter("status", Op.IN, known),
        Filter("occurred_on", Op.GREATER, since),
        *([Filter("recurs_after", Op.FILLED)] if recurring else []),
    ]
    query = Query(type_of("Finding"), filters=tuple(filters), limit=SHOWN)
    return records.find(tx, actor, query).rows


def _again(finding: Record) -> Again:
    after = [link.properties for link in finding.links.get("recurs_after", ())]
    kinds = dict.fromkeys(each.get("kind") for each in after)
    return Again(
        tuple(filter(None, kinds)), max((each.get("depth") or 0 for each in after), default=0)
    )


def _received(tx: Reader, actor: Actor, court: Known) -> list[Received]:
    """The latest notices to the own court or a department of it."""
    if not actor.may_read(type_of("Notice")):
        return []
    return [Received(**row) for row in queries.notices_received(tx, actor, court.uid, SHOWN)]
