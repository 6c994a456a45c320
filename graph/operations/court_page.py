"""A court's page: what happened there in a period, what is open, who its departments are.

Each number comes with the question to a list that gives the records it counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from graph import clock, queries, records
from graph.model import Back, backs, type_of
from graph.operations.court_periods import CourtRecord
from graph.operations.periods import court_records
from graph.operations.places import Courts, Known, at, at_court
from graph.quarters import Quarter, span, within
from graph.queries import SORTS, At, Sort
from graph.records import Count, Filter, Op, Query
from graph.recurrence.facts import ESTABLISHED
from graph.scope import Actor
from graph.session import Reader, Row
from graph.tallies import numbers as tallied
from graph.text import Text

USUAL = 8
"""Quarters of the usual period: the last two years."""


@dataclass(frozen=True)
class Asked:
    """What of the page is asked for. ``own``: without the courts below."""

    court: str
    own: bool = False
    since: Quarter | None = None
    until: Quarter | None = None


@dataclass
class Numbers:
    """How many records of a sort there are: by standing ("" for none), quarter and both."""

    sort: Sort
    by_standing: dict[str, int] = field(default_factory=dict)
    by_quarter: dict[tuple[Quarter, str], int] = field(default_factory=dict)
    undated: int = 0

    @property
    def total(self) -> int:
        """All with a date in the period."""
        return sum(self.by_standing.values())


@dataclass(frozen=True)
class OpenItem:
    """Something that waits for somebody. ``state``: how it is drawn."""

    code: str
    label: Text
    state: str
    query: Query
    count: Count


@dataclass
class CourtPage:
    """The page. ``mine``: whether the court is in the reader's subtree; else only the directory
    is told."""

    asked: Asked
    court: Known
    own: bool
    mine: bool
    since: Quarter
    until: Quarter
    history: CourtRecord
    above: Known | None
    below: list[Known]
    departments: list[Row]
    numbers: list[Numbers] = field(default_factory=list)
    open: list[OpenItem] = field(default_factory=list)

    @property
    def quarters(self) -> list[Quarter]:
        """The period's quarters."""
        return list(span(self.since, self.until))


def court_page(tx: Reader, actor: Actor, asked: Asked) -> CourtPage:
    """The page of a court that the actor knows; raises NotFound.

    The number of statements doesn't depend on the amount of records.
    """
    courts = Courts(tx, actor)
    court = courts.find(asked.court)
    since, until = period(asked)
    place = at(court, asked.own)
    above = courts.all.get(_above(court))
    made = CourtPage(
        asked, court, place.own, courts.is_own(court), since, until,
        court_records(tx, actor, [court.code])[court.code], above,
        [each for each in courts.all.values() if _above(each) == court.code],
        queries.court_departments(tx, actor, court.code),
    )  # fmt: skip
    if made.mine:
        sorts = [each for each in SORTS if actor.may_read(each.kind)]
        rows = tallied.court_numbers(tx, actor, place, sorts, since.place, until.place)
        made.numbers = _numbers(sorts, rows)
        made.open = list(_open(tx, actor, court, place))
    return made


def period(asked: Asked) -> tuple[Quarter, Quarter]:
    """The period asked for; where an end is open the last two years, up to today."""
    until = asked.until or max(Quarter.of(clock.today()), asked.since or Quarter(1, 1))
    first = until.first
    for _ in range(USUAL - 1):
        first = Quarter.of(first - timedelta(days=1)).first
    return asked.since or Quarter.of(first), until


def behind(
    page: CourtPage, sort: Sort, standing: str | None = None, undated: bool = False
) -> Query:
    """The question to a list that gives the records of a number; ``standing`` "" for none."""
    query = at_court(sort.kind, sort.ref, page.court, page.own)
    if undated:
        query = query.where(Filter(sort.day, Op.EMPTY))
    else:
        query = query.where(*within(sort.day, page.since, page.until))
    if standing is None:
        return query
    if standing == "":
        return query.where(Filter(sort.by, Op.EMPTY))
    return query.where(Filter(sort.by, Op.EQUAL, standing))


def _above(court: Known) -> str:
    """The code of the court above in the tree of today; empty for a high court."""
    codes = [code for code in court.place if code and code != court.code]
    return codes[-1] if codes else ""


def _numbers(sorts: list[Sort], rows: list[Row]) -> list[Numbers]:
    made = {each.code: Numbers(each, defaultdict(int), defaultdict(int)) for each in sorts}
    for row in rows:
        numbers, standing = made[row["sort"]], row["standing"] or ""
        if row["quarter"] is None:
            numbers.undated += row["count"]
            continue
        quarter = Quarter(row["quarter"] // 10, row["quarter"] % 10)
        numbers.by_standing[standing] += row["count"]
        numbers.by_quarter[quarter, standing] += row["count"]
    return list(made.values())


def _open(tx: Reader, actor: Actor, court: Known, place: At) -> Iterator[OpenItem]:
    """Of a whole province from tallies, else counted."""
    province = court.level == "high" and not place.own
    kept = tallied.waiting(tx, actor, place, clock.today()) if province else {}
    for code, label, state, query in _waiting(court, place.own):
        if actor.may_read(query.kind):
            count = Count(kept[code]) if province else records.count(tx, actor, query)
            yield OpenItem(code, label, state, query, count)


def _waiting(court: Known, own: bool) -> Iterator[tuple[str, Text, str, Query]]:
    """What waits, with the question that lists it: rectifications (A15), petitions (A10),
    reviews, feedback without rectification (A15), established findings not fed back (A6)."""
    today = clock.today()
    rectifying = at_court(type_of("Rectification"), "carried_out_by", court, own).where(
        Filter("state", Op.IN, ["open", "reopened"])
    )
    yield (
        "rectifications_overdue", Text("整改已逾期", "Rectifications past due"), "overdue",
        rectifying.where(Filter("due_on", Op.SMALLER, today)),
    )  # fmt: skip
    yield (
        "rectifications_open", Text("整改中，未到期", "Rectifications open, before due"), "open",
        rectifying.where(Filter("due_on", Op.GREATER, today - timedelta(days=1))),
    )  # fmt: skip
    yield (
        "rectifications_without_due", Text("整改中，未定期限", "Rectifications without a due day"),
        "gap", rectifying.where(Filter("due_on", Op.EMPTY)),
    )  # fmt: skip
    yield (
        "feedback_unanswered", Text("收到反馈，尚无整改", "Feedback without rectification"), "gap",
        unanswered(at_court(type_of("Feedback"), "addressed_to", court, own)),
    )  # fmt: skip
    yield (
        "findings_not_fed_back", Text("查实问题，尚未反馈", "Established findings not fed back"),
        "gap", not_fed_back(at_court(type_of("Finding"), "at", court, own)),
    )  # fmt: skip
    yield (
        "petitions_unresolved", Text("信访未终局化解", "Petitions not finally resolved"), "open",
        at_court(type_of("Petition"), "handled_by", court, own).where(
            Filter("resolution", Op.NOT_EQUAL, "final")
        ),
    )  # fmt: skip
    yield (
        "reviews_pending", Text("执行审查未裁定", "Reviews without a ruling"), "open",
        at_court(type_of("Review"), "decided_by", court, own).where(Filter("ruled_on", Op.EMPTY)),
    )  # fmt: skip


def unanswered(feedback: Query) -> Query:
    """Of these feedbacks, those that no rectification answers."""
    return _lacking(feedback, "rectification.answers")


def not_fed_back(findings: Query) -> Query:
    """Of these findings, the established ones that no feedback covers."""
    established = findings.where(Filter("status", Op.EQUAL, ESTABLISHED))
    return _lacking(established, "feedback.covers")


def _lacking(query: Query, name: str) -> Query:
    back: Back = next(each for each in backs(query.kind) if each.name == name)
    return replace(query, without=(back,))
