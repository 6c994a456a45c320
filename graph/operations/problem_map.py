"""Recurring problems: findings of one status by problem or topic, and by court or quarter.

A finding counts in the quarter of the day of the act (a span by its first day); without such a day
it stands in a column of its own. Each code counts for itself, also where another means the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph import queries
from graph.errors import BadParameter
from graph.model import type_of
from graph.operations.places import Courts, Known, at, at_court
from graph.operations.problem_live import (
    MOST,
    UNDATED,
    Problem,
    catalogue,
    deepest,
    meaning,
)
from graph.quarters import Quarter, span, within
from graph.queries import At, Channel, Column
from graph.records import Filter, Op, Query
from graph.recurrence.facts import ESTABLISHED
from graph.scope import Actor, require_read
from graph.session import Reader, Row
from graph.tallies import findings as tallied
from graph.tallies.reading import place as row_of
from graph.text import Text

STATUSES = type_of("Finding").fields["status"].choices
LOWEST = "basic"
LONGEST = 200
"""Quarters that a map has at most: fifty years."""


class Line(StrEnum):
    """What the rows are."""

    PROBLEM = "problem"
    TOPIC = "topic"


@dataclass(frozen=True)
class Asked:
    """What of the map is asked for; empty: all. ``own``: without the courts below."""

    court: str = ""
    own: bool = False
    status: str = ESTABLISHED
    channel: str = ""
    topic: str = ""
    family: str = ""
    rows: Line = Line.PROBLEM
    columns: Column = Column.QUARTER
    since: Quarter | None = None
    until: Quarter | None = None

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            known = ", ".join(STATUSES)
            raise BadParameter(
                name="status", value=self.status, why=Text(f"可用：{known}", f"use one of: {known}")
            )
        if self.since and self.until and self.until < self.since:
            why = Text("止于起之前", "it ends before it begins")
            raise BadParameter(name="to", value=self.until, why=why)


@dataclass(frozen=True)
class MapRow:
    """A row of the map: a problem, or a topic with its problems."""

    code: str
    name: str
    group: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class MapColumn:
    """A column: a court, alone or with those below it (``whole``), a quarter, or the findings
    without a day of the act."""

    code: str
    name: Text
    court: Known | None = None
    quarter: Quarter | None = None
    whole: bool = False


@dataclass
class ProblemMap:
    """The map as asked for; ``cells`` holds what isn't zero, by row and column code."""

    asked: Asked
    courts: Courts
    catalogue: list[Problem]
    court: Known | None = None
    at: At | None = None
    source: Channel | None = None
    rows: list[MapRow] = field(default_factory=list)
    columns: list[MapColumn] = field(default_factory=list)
    cells: dict[tuple[str, str], int] = field(default_factory=dict)
    by_status: dict[str, int] = field(default_factory=dict)
    depths: dict[tuple[str, str], int] = field(default_factory=dict)
    """By row and column, of cells with a recurrence: how many rectifications were closed and in
    vain by the last of them; 0 where it recurred after feedback alone."""
    more: bool = False
    """Whether there were too many findings to compare all for recurrence: only the latest were, and
    the depths are least ones."""

    @property
    def total(self) -> int:
        """All findings on the map."""
        return sum(self.cells.values())

    @property
    def undated(self) -> int:
        """Those of them without a day of the act."""
        return sum(count for (_row, column), count in self.cells.items() if column == UNDATED)


def problem_map(tx: Reader, actor: Actor, asked: Asked) -> ProblemMap:
    """The map; without a court, where one has to be chosen, only the courts to choose from.

    The number of statements doesn't depend on the amount. Raises NotFound for a court outside the
    actor's subtree, BadParameter for what can't be asked.
    """
    require_read(type_of("Finding"), actor)
    courts = Courts(tx, actor)
    source = queries.channel(asked.channel) if asked.channel else None
    found = ProblemMap(asked, courts, catalogue(tx, actor), source=source)
    chosen = _chosen(found.catalogue, asked)
    found.court = courts.own(asked.court) if asked.court else courts.usual()
    if found.court is None:
        return found
    found.at = at(found.court, asked.own)
    if chosen == []:
        return found
    if tallied.answers(actor, source):
        _from_tallies(tx, actor, found, chosen)
    else:
        _live(tx, actor, found, chosen)
    return found


def _from_tallies(
    tx: Reader, actor: Actor, found: ProblemMap, chosen: Collection[str] | None
) -> None:
    """Two statements, and the same work however many findings there are."""
    asked, court, place = found.asked, found.court, found.at
    if court is None or place is None:
        return
    span = tallied.Span(
        asked.since.place if asked.since else None, asked.until.place if asked.until else None
    )
    if asked.columns is Column.QUARTER:
        places = [row_of(place)]
        counted = tallied.by_quarter(tx, actor, place, found.source, chosen, span)
    else:
        below = [(each.code, each.level != LOWEST) for each in found.courts.next_below(court)]
        places = tallied.places_of(place, below)
        counted = tallied.by_court(
            tx, actor, place, places, found.source, chosen, span, asked.status
        )
    _fill(found, counted)
    if asked.status == ESTABLISHED and found.cells:
        depths = tallied.depths(tx, actor, places, found.source, chosen, span, asked.columns)
        _deepen(found, depths)


def _deepen(found: ProblemMap, depths: Mapping[tuple[str, str], int]) -> None:
    known = {each.code: each for each in found.catalogue}
    by_quarter = found.asked.columns is Column.QUARTER
    for (code, column), depth in depths.items():
        if code in known:
            line = code if found.asked.rows is Line.PROBLEM else known[code].topic
            dated = by_quarter and column != UNDATED
            cell = (line, str(quarter(column)) if dated else column)
            if cell in found.cells:
                found.depths[cell] = max(depth, found.depths.get(cell, 0))


def _live(tx: Reader, actor: Actor, found: ProblemMap, chosen: list[str] | None) -> None:
    """Count the findings themselves, of a court that is no high court."""
    asked, place, source = found.asked, found.at, found.source
    if place is None:
        return
    counted = queries.problem_cells(
        tx, actor, place, asked.columns, source, chosen,
        asked.since.first if asked.since else None, asked.until.last if asked.until else None,
    )  # fmt: skip
    _fill(found, counted)
    if asked.status == ESTABLISHED and found.cells:
        wanted = None if chosen is None else meaning(found.catalogue, chosen)
        rows = queries.finding_facts(tx, actor, place, wanted, MOST + 1, source)
        depths, found.more = deepest(rows, asked.columns, asked.since, asked.until)
        codes = {each.code for each in found.catalogue} if chosen is None else set(chosen)
        _deepen(found, {cell: depth for cell, depth in depths.items() if cell[0] in codes})


def findings(
    found: ProblemMap, problems: tuple[Problem, ...] = (), column: MapColumn | None = None
) -> Query | None:
    """The question to a list that gives exactly the findings of a cell; without a column those
    of a row, without problems all of a column. None while no court is chosen."""
    court, place, asked = found.court, found.at, found.asked
    if court is None or place is None:
        return None
    if column is not None and column.court is not None:
        court, place = column.court, at(column.court, not column.whole)
    filters = [Filter("status", Op.EQUAL, asked.status)]
    if problems:
        filters.append(Filter("problem", Op.RELATED, [each.uid for each in problems]))
    if found.source is not None:
        filters.append(by_channel(found.source))
    filters += _days(asked, column)
    return at_court(type_of("Finding"), "at", court, place.own).where(*filters)


def by_channel(source: Channel) -> Filter:
    """The condition that a source of the channel found it."""
    if source.labels:
        return Filter("found_by", Op.OF_TYPE, list(source.labels))
    return Filter("found_by", Op.EMPTY)


def _days(asked: Asked, column: MapColumn | None) -> list[Filter]:
    if column is not None and column.code == UNDATED:
        return [Filter("occurred_on", Op.EMPTY)]
    quarter_ = column.quarter if column is not None else None
    days = within(
        "occurred_on",
        (quarter_ or asked.since),
        (quarter_ or asked.until),
    )
    if not days and column is not None:
        return [Filter("occurred_on", Op.FILLED)]
    return days


def quarter(column: str) -> Quarter:
    """The quarter of a column as it was counted: ``20214``."""
    return Quarter(int(column[:-1]), int(column[-1]))


def quarters(seen: set[Quarter], since: Quarter | None, until: Quarter | None) -> list[Quarter]:
    """The columns of a map by quarter: as asked for, else from the first to the last seen."""
    first, last = since or min(seen, default=None), until or max(seen, default=None)
    if first is None or last is None:
        return sorted({each for each in (first, last) if each})
    made = list(span(first, last))
    if len(made) > LONGEST:
        why = Text(f"最多{LONGEST}个季度", f"at most {LONGEST} quarters")
        raise BadParameter(name="from", value=first, why=why)
    return made


def _chosen(known: list[Problem], asked: Asked) -> list[str] | None:
    """The codes of a topic or a group; None: all. Raises BadParameter for one that isn't there."""
    for name, value in (("topic", asked.topic), ("family", asked.family)):
        if value and value not in {getattr(each, name) for each in known}:
            why = Text("目录中没有", "the catalogue has none of this name")
            raise BadParameter(name=name, value=value, why=why)
    if not asked.topic and not asked.family:
        return None
    return [
        each.code
        for each in known
        if asked.topic in ("", each.topic) and asked.family in ("", each.family)
    ]


def _fill(found: ProblemMap, counted: list[Row]) -> None:
    asked = found.asked
    by_status: dict[str, int] = defaultdict(int)
    cells: dict[tuple[str, str], int] = defaultdict(int)
    known = {each.code: each for each in found.catalogue}
    for row in counted:
        problem = known.get(row["problem"])
        if problem is None:
            continue
        by_status[row["status"]] += row["count"]
        if row["status"] == asked.status:
            line = problem.code if asked.rows is Line.PROBLEM else problem.topic
            cells[line, _column(asked.columns, row)] += row["count"]
    found.by_status = {status: by_status[status] for status in STATUSES}
    found.cells = dict(cells)
    lines = {line for line, _column in cells}
    found.rows = [row for row in _rows(found.catalogue, asked) if row.code in lines]
    found.columns = _columns(found, {column for _line, column in cells})


def _column(by: Column, row: Row) -> str:
    if row["undated"]:
        return UNDATED
    return str(quarter(row["column"])) if by is Column.QUARTER else str(row["column"])


def _rows(known: list[Problem], asked: Asked) -> list[MapRow]:
    if asked.rows is Line.PROBLEM:
        return [MapRow(each.code, each.name, each.family, (each,)) for each in known]
    of: dict[str, list[Problem]] = defaultdict(list)
    for each in known:
        if asked.family in ("", each.family):
            of[each.topic].append(each)
    return [MapRow(topic, topic, "", tuple(problems)) for topic, problems in sorted(of.items())]


def _court_column(court: Known, area: bool = False) -> MapColumn:
    """A court, or an intermediate court's area."""
    if area and court.level != LOWEST:
        name = Text(f"{court.name}及下级", f"{court.name} and below")
        return MapColumn(court.code, name, court=court, whole=True)
    return MapColumn(court.code, Text(court.name, court.name), court=court)


def _columns(found: ProblemMap, seen: set[str]) -> list[MapColumn]:
    """Courts or quarters; then, where there are any, those without a day of the act."""
    asked = found.asked
    made: list[MapColumn] = []
    if asked.columns is Column.QUARTER:
        dated = {
            each
            for each in (Quarter.read("quarter", code) for code in seen - {UNDATED})
            if each is not None
        }
        made = [
            MapColumn(str(each), Text(str(each), str(each)), quarter=each)
            for each in quarters(dated, asked.since, asked.until)
        ]
    elif found.court is not None and found.at is not None:
        made = [_court_column(found.court)]
        if not found.at.own:
            made += [_court_column(each, True) for each in found.courts.next_below(found.court)]
    if UNDATED in seen:
        made.append(MapColumn(UNDATED, Text("日期不详", "No date of the act")))
    return made
