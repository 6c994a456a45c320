"""Findings by problem and by court, quarter or channel, and how deep they recur: from tallies.

The rows are those of ``queries.problem_cells``, which counts live what tallies can't answer:
through which channels a reader of less than a whole tree may know findings to come depends on what
that reader sees of each source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.model import LEVELS, type_of
from graph.queries.findings import At, Channel, Column
from graph.scope import Actor
from graph.session import Reader, Row
from graph.tallies import reading
from graph.tallies.cells import ALL, OWN, Place, shelf
from graph.tallies.depths import RECURRED
from graph.tallies.reading import Total, begin, place, totals

FINDING = "Finding"
STATUSES = tuple(type_of(FINDING).fields["status"].choices)


@dataclass(frozen=True)
class Span:
    """Quarters as periods are counted, both ends included; None: open."""

    since: int | None = None
    until: int | None = None

    def holds(self, period: int) -> bool:
        """Whether the quarter lies in it."""
        early = self.since is not None and period < self.since
        return not early and not (self.until is not None and period > self.until)


def answers(actor: Actor, source: Channel | None) -> bool:
    """Whether tallies tell this reader what comes through the channel: who reads a whole tree sees
    every source in it."""
    if source is None:
        return True
    kinds = [type_of(name) for name in type_of(FINDING).refs["found_by"].targets]
    return actor.level in (None, LEVELS[0]) and all(map(actor.may_read, kinds))


def by_quarter(
    tx: Reader, actor: Actor, at: At, source: Channel | None, problems: Collection[str] | None,
    span: Span,
) -> list[Row]:  # fmt: skip
    """Counts by status, problem and quarter of the act."""
    channel = source.code if source else ""
    shelves = [shelf("problem_findings", place(at), channel, status) for status in STATUSES]
    found = totals(tx, actor, [FINDING], shelves, whole=True)
    return [row for each in _of(found, problems) for row in _quarters(each, span)]


def by_court(
    tx: Reader, actor: Actor, at: At, places: Sequence[Place], source: Channel | None,
    problems: Collection[str] | None, span: Span, status: str,
) -> list[Row]:  # fmt: skip
    """Counts of one status by problem and place (its code); of the others only by problem."""
    channel = source.code if source else ""
    shelves = [shelf("problem_findings", each, channel, status) for each in places]
    shelves += [
        shelf("problem_findings", place(at), channel, other)
        for other in STATUSES
        if other != status
    ]
    found = totals(tx, actor, [FINDING], shelves, span.since, span.until)
    return [row for each in _of(found, problems) for row in _dated(each, each.cell.place.code)]


def by_court_and_quarter(
    tx: Reader, actor: Actor, places: Sequence[Place], problems: Collection[str]
) -> list[Row]:
    """Counts of a few problems by status, place (its code) and quarter."""
    shelves = [
        shelf("problem_findings", each, "", status) + problem
        for each in places
        for status in STATUSES
        for problem in problems
    ]
    found = totals(tx, actor, [FINDING], shelves, whole=True)
    return [
        row
        for each in _of(found, problems)
        for row in _quarters(each, Span(), f"{each.cell.place.code} ")
    ]


def by_channel(
    tx: Reader, actor: Actor, at: At, known: Mapping[str, Channel], problems: Collection[str]
) -> list[Row]:
    """Counts of a few problems by status and channel."""
    shelves = [
        shelf("problem_findings", place(at), code, status) + problem
        for code in known
        for status in STATUSES
        for problem in problems
    ]
    found = totals(tx, actor, [FINDING], shelves)
    return [row for each in _of(found, problems) for row in _dated(each, each.cell.channel)]


def depths(
    tx: Reader, actor: Actor, places: Sequence[Place], source: Channel | None,
    problems: Collection[str] | None, span: Span, column: Column,
) -> dict[tuple[str, str], int]:  # fmt: skip
    """The greatest depth among the recurrences of each problem and column: quarter (``20214``) or
    place."""
    channel = source.code if source else ""
    shelves = [begin(RECURRED, each, channel) for each in places]
    whole = column is Column.QUARTER
    made: dict[tuple[str, str], int] = {}
    for each in reading.depths(tx, actor, [FINDING], shelves, span.since, span.until, whole):
        if problems is not None and each.cell.of not in problems:
            continue
        if whole:
            for period, depth in each.quarters.items():
                if span.holds(period):
                    made[each.cell.of, _written(period)] = depth
        elif each.depth is not None:
            made[each.cell.of, each.cell.place.code] = each.depth
    return made


def depths_by_court_and_quarter(
    tx: Reader, actor: Actor, places: Sequence[Place], problems: Collection[str]
) -> dict[str, int]:
    """The greatest depth among the recurrences of a few problems, by place (its code) and quarter,
    written as in ``by_court_and_quarter``."""
    made: Counter[str] = Counter()
    shelves = [shelf(RECURRED, each) + problem for each in places for problem in problems]
    for each in reading.depths(tx, actor, [FINDING], shelves, whole=True):
        if each.cell.of in problems:
            for period, depth in each.quarters.items():
                column = f"{each.cell.place.code} {_written(period)}"
                made[column] = max(made[column], depth)
    return dict(made)


def not_fed_back(tx: Reader, actor: Actor, at: At, problems: Collection[str] | None = None) -> int:
    """Established findings that no feedback covers."""
    found = totals(tx, actor, [FINDING], [begin("not_fed_back", place(at))])
    return sum(each.dated + each.undated for each in _of(found, problems))


def places_of(at: At, below: Sequence[tuple[str, bool]]) -> list[Place]:
    """The court by itself and, unless it is asked for alone, those right below it (code, whether
    they have courts below themselves)."""
    if at.own:
        return [Place(at.court, OWN)]
    return [Place(at.court, OWN), *(Place(code, ALL if more else OWN) for code, more in below)]


def _of(found: Sequence[Total], problems: Collection[str] | None) -> Iterator[Total]:
    """Those of these problems: a shelf that names one also holds longer names."""
    return (each for each in found if problems is None or each.cell.of in problems)


def _dated(each: Total, column: str) -> Iterator[Row]:
    if each.dated:
        yield _row(each, column, False, each.dated)
    if each.undated:
        yield _row(each, column, True, each.undated)


def _quarters(each: Total, span: Span, before: str = "") -> Iterator[Row]:
    for period, count in each.periods.items():
        if span.holds(period):
            yield _row(each, before + _written(period), False, count)
    if each.undated:
        yield _row(each, before, True, each.undated)


def _row(each: Total, column: str, undated: bool, count: int) -> Row:
    return {
        "status": each.cell.standing, "problem": each.cell.of, "column": column,
        "undated": undated, "count": count,
    }  # fmt: skip


def _written(period: int) -> str:
    """A quarter as columns write it: ``20214``."""
    return f"{period // 4}{period % 4 + 1}"
