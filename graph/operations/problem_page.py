"""A problem's or a topic's page: where it is found, by what, what is open, how it recurs.

Codes that mean the same are shown together. Nothing is ever said to be solved: only since when it
has not been seen, and how many cases were filed since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from graph import clock, queries, records
from graph.errors import NotFound
from graph.model import type_of
from graph.operations.chain.recurring import Recurrences
from graph.operations.court_page import not_fed_back
from graph.operations.places import Courts, Known, at, at_court
from graph.operations.problem_live import MOST, Problem, catalogue, groups
from graph.operations.problem_map import STATUSES, quarter
from graph.quarters import Quarter
from graph.queries import SORTS, At, Column
from graph.records import Count, Filter, Op, Query
from graph.records.query import Cursor
from graph.recurrence import Kind, Recurrence
from graph.recurrence.facts import ESTABLISHED
from graph.scope import Actor, require_read
from graph.session import Reader, Row
from graph.tallies import findings as tallied
from graph.tallies.cells import OWN, Place
from graph.text import Text

LISTED = 50
"""Recurrences of a province on one page."""

ORDER = "recurred"


@dataclass(frozen=True)
class Asked:
    """Whose page: a problem's code or a topic's name; at which court. ``own``: without those
    below."""

    code: str = ""
    topic: str = ""
    court: str = ""
    own: bool = False
    status: str = ESTABLISHED


@dataclass(frozen=True)
class Unanswered:
    """A feedback on these findings that no rectification answers."""

    uid: str
    number: str
    received_on: date | None


@dataclass(frozen=True)
class Seen:
    """A finding that is a recurrence, or late discovered, or not put right."""

    number: str
    uid: str
    court: str
    on: date | None
    told: Recurrence
    target: str
    depth: int


@dataclass
class ProblemPage:
    """The page; without a court, where one has to be chosen, only what the problem is.

    ``cells``: findings of the status by court code and quarter (None: no date); ``depths``: in a
    summary, how deep the established ones recur at most. ``last``: the day of the latest act;
    ``cases_since``: cases filed from the day after it. ``more``: there were too many findings to
    compare all; only the latest were, every depth is a least one, and of which was the last nothing
    is said. ``summary``: of a whole province, findings are counted by area,
    and of what came back the recurrences alone are listed, page by page (``next``: the cursor).
    """

    asked: Asked
    problems: tuple[Problem, ...]
    courts: Courts
    court: Known | None = None
    at: At | None = None
    cells: dict[tuple[str, Quarter | None], int] = field(default_factory=dict)
    depths: dict[tuple[str, Quarter | None], int] = field(default_factory=dict)
    by_status: dict[str, int] = field(default_factory=dict)
    by_quarter: dict[tuple[str, Quarter], int] = field(default_factory=dict)
    channels: dict[str, int] = field(default_factory=dict)
    not_fed_back: Count = Count(0)
    unanswered: list[Unanswered] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    last: date | None = None
    cases_since: int | None = None
    more: bool = False
    summary: bool = False
    next: str = ""


def problem_page(tx: Reader, actor: Actor, asked: Asked, after: str = "") -> ProblemPage:
    """The page; raises NotFound for a code or topic that isn't there, or a court outside the
    actor's subtree, BadCursor. The number of statements doesn't depend on the amount."""
    require_read(type_of("Finding"), actor)
    courts = Courts(tx, actor)
    page = ProblemPage(asked, _problems(catalogue(tx, actor), asked), courts)
    page.court = courts.own(asked.court) if asked.court else courts.usual()
    if page.court is None:
        return page
    page.at = at(page.court, asked.own)
    page.summary = page.court.level == "high" and not page.at.own
    codes = [each.code for each in page.problems]
    _tallied(tx, actor, page, codes)
    if page.summary:
        page.not_fed_back = Count(tallied.not_fed_back(tx, actor, page.at, codes))
        _recurred(tx, actor, page, codes, after)
        return page
    page.not_fed_back = records.count(tx, actor, waiting(page))
    _facts(page, queries.finding_facts(tx, actor, page.at, codes, MOST + 1))
    if page.last is not None:
        page.cases_since = _cases_since(tx, actor, page.at, page.last)
    return page


def _tallied(tx: Reader, actor: Actor, page: ProblemPage, codes: list[str]) -> None:
    """What is counted: of a province by area, else by court."""
    if page.court is None or page.at is None:
        return
    if page.summary:
        below = [(each.code, True) for each in page.courts.next_below(page.court)]
        places = tallied.places_of(page.at, below)
    else:
        courts = [page.court] if page.at.own else page.courts.below(page.court)
        places = [Place(each.code, OWN) for each in courts]
    _count(page, tallied.by_court_and_quarter(tx, actor, places, codes))
    if page.summary and page.asked.status == ESTABLISHED:
        told = tallied.depths_by_court_and_quarter(tx, actor, places, codes)
        page.depths = {_place(column): depth for column, depth in told.items()}
    if tallied.answers(actor, queries.channel(queries.UNSOURCED)):
        rows = tallied.by_channel(tx, actor, page.at, queries.channels(), codes)
    else:
        rows = queries.problem_cells(tx, actor, page.at, Column.CHANNEL, problems=codes)
    for row in rows:
        if row["status"] == page.asked.status:
            page.channels[row["column"]] = page.channels.get(row["column"], 0) + row["count"]


def _recurred(tx: Reader, actor: Actor, page: ProblemPage, codes: list[str], after: str) -> None:
    """A page of the kept recurrences, the latest acts first."""
    if page.court is None:
        return
    place = ("", "")
    if after:
        cursor = Cursor.read(after, ORDER)
        place = (str(cursor.value), cursor.uid)
    rows = queries.problem_recurred(tx, actor, page.court.code, codes, place, LISTED + 1)
    for row in rows[:LISTED]:
        last = max(
            row["after"],
            key=lambda each: (each["kind"] == Kind.AFTER_RECTIFICATION, _later(each)),
        )
        told = Recurrence(row["uid"], "", "", Kind(last["kind"]))
        page.seen.append(Seen(row["number"], row["uid"], row["court"], row["on"], told,
                              last["key"], last["depth"]))  # fmt: skip
    if len(rows) > LISTED:
        page.next = Cursor(rows[LISTED - 1]["rank"], rows[LISTED - 1]["uid"]).write(ORDER)


def findings(page: ProblemPage, status: str = "") -> Query:
    """The question to a list that gives the page's findings of one status."""
    if page.court is None or page.at is None:
        raise NotFound(type=Text("法院", "court"), key="")
    query = at_court(type_of("Finding"), "at", page.court, page.at.own)
    uids = [each.uid for each in page.problems]
    query = query.where(Filter("problem", Op.RELATED, uids))
    return query.where(Filter("status", Op.EQUAL, status)) if status else query


def waiting(page: ProblemPage) -> Query:
    """The established ones that no feedback covers."""
    return not_fed_back(findings(page))


def _problems(known: list[Problem], asked: Asked) -> tuple[Problem, ...]:
    """The problem and those that mean the same, itself first; or all of a topic."""
    if asked.topic:
        found = [each for each in known if each.topic == asked.topic]
        if not found:
            raise NotFound(type=type_of("Topic").label, key=asked.topic)
        return tuple(found)
    this = next((each for each in known if each.code == asked.code), None)
    if this is None:
        raise NotFound(type=type_of("Problem").label, key=asked.code)
    return (this, *(each for each in known if each.code in this.same_as))


def _count(page: ProblemPage, rows: list[Row]) -> None:
    by_status: dict[str, int] = defaultdict(int)
    cells: dict[tuple[str, Quarter | None], int] = defaultdict(int)
    by_quarter: dict[tuple[str, Quarter], int] = defaultdict(int)
    for row in rows:
        court, day = _place(row["column"])
        by_status[row["status"]] += row["count"]
        if day is not None:
            by_quarter[row["status"], day] += row["count"]
        if row["status"] == page.asked.status:
            cells[court, day] += row["count"]
    page.by_status = {status: by_status[status] for status in STATUSES}
    page.cells, page.by_quarter = dict(cells), dict(by_quarter)


def _place(column: str) -> tuple[str, Quarter | None]:
    """Court and quarter of a column that is counted by both."""
    court, _, when = column.partition(" ")
    return court, quarter(when) if when else None


def _facts(page: ProblemPage, rows: list[Row]) -> None:
    known = groups(rows[:MOST])
    page.more = len(rows) > MOST or any(recurring.more for _, recurring in known.values())
    if not page.more:
        page.last = max(_days(rows), default=None)
    open_: dict[str, Unanswered] = {}
    for row in rows[:MOST]:
        for each in row["feedback"]:
            if not each["rectifications"]:
                day = each["received_on"] or each["issued_on"]
                open_[each["uid"]] = Unanswered(each["uid"], each["key"], day)
    page.unanswered = sorted(open_.values(), key=lambda each: each.received_on or date.max)
    seen = [one for facts, recurring in known.values() for one in _seen(facts, recurring)]
    page.seen = sorted(seen, key=lambda each: (each.on or date.min, each.number), reverse=True)


def _days(rows: list[Row]) -> list[date]:
    """The days of the acts, of a span its last."""
    return [d for row in rows for d in (row["f"]["occurred_to"], row["f"]["occurred_on"]) if d]


def _seen(facts: list[Row], known: Recurrences) -> list[Seen]:
    """One line a finding: what it is to the latest that it comes after, a rectification rather
    than a feedback, as in the summary of a province."""
    rows = {row["f"]["uid"]: row for row in facts}
    targets = {
        each["uid"]: each
        for row in facts
        for feedback in row["feedback"]
        for each in (feedback, *feedback["rectifications"])
    }

    def weight(told: Recurrence) -> tuple[bool, bool, tuple[date, str]]:
        return told.recurs, bool(told.rectifications), _later(targets[told.target])

    best: dict[str, Recurrence] = {}
    for told in known.found:
        old = best.get(told.finding)
        if old is None or weight(told) > weight(old):
            best[told.finding] = told
    return [
        Seen(
            rows[uid]["f"]["key"], uid, rows[uid]["court"], rows[uid]["f"]["occurred_on"], told,
            targets[told.target]["key"], known.depths.get(uid, 0),
        )
        for uid, told in best.items()
    ]  # fmt: skip


def _later(target: Row) -> tuple[date, str]:
    """A feedback or a rectification by its day, and by its number on one day."""
    days = (target.get(name) for name in ("closed_on", "received_on", "issued_on"))
    return next((day for day in days if day), date.min), target["key"]


def _cases_since(tx: Reader, actor: Actor, place: At, last: date) -> int | None:
    """Cases filed from the day after, up to today."""
    filed = next(each for each in SORTS if each.code == "cases_filed")
    if not actor.may_read(filed.kind) or last >= clock.today():
        return None
    since = date.fromordinal(last.toordinal() + 1)
    rows = queries.court_numbers(tx, actor, place, [filed], since, clock.today())
    return int(sum(row["count"] for row in rows if row["quarter"] is not None))
