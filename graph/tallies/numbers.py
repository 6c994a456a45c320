"""What a court's page counts, from tallies: its numbers by quarter, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graph.queries.court_numbers import Sort
from graph.queries.findings import At
from graph.scope import Actor
from graph.session import Reader, Row
from graph.tallies import findings
from graph.tallies.cells import day_of
from graph.tallies.reading import Total, begin, place, totals

RULED = "reviews_ruled"
MEASURES = {RULED: "rulings"}
"""Measures that aren't called as what the page shows: rulings are kept by sort and outcome."""

RESOLVED = "final"


def court_numbers(
    tx: Reader, actor: Actor, at: At, sorts: Sequence[Sort], since: int, until: int
) -> list[Row]:
    """The rows of ``queries.court_numbers``, whatever the court and the amount."""
    by_measure = {MEASURES.get(each.code, each.code): each for each in sorts}
    shelves = [begin(measure, place(at)) for measure in by_measure]
    types = sorted({each.type for each in sorts})
    found = totals(tx, actor, types, shelves, whole=True)
    return [
        row
        for each in found
        for row in _rows(by_measure[each.cell.measure], each, since, until)
    ]  # fmt: skip


def waiting(tx: Reader, actor: Actor, at: At, today: date) -> dict[str, int]:
    """How many of each thing wait at a court, by the page's names of them."""
    here = place(at)
    now = day_of(today)
    measures = ("feedback_unanswered", "reviews_pending", "petitions")
    types = ("Feedback", "Review", "Petition")
    made = {"feedback_unanswered": 0, "reviews_pending": 0, "petitions_unresolved": 0}
    for each in totals(tx, actor, types, [begin(measure, here) for measure in measures]):
        name = each.cell.measure
        if name != "petitions":
            made[name] += each.dated + each.undated
        elif each.cell.standing != RESOLVED:
            made["petitions_unresolved"] += each.dated + each.undated
    due = [begin("rectifications_waiting", here)]
    late = totals(tx, actor, ["Rectification"], due, until=now - 1)
    ahead = totals(tx, actor, ["Rectification"], due, since=now)
    made["rectifications_overdue"] = sum(each.dated for each in late)
    made["rectifications_open"] = sum(each.dated for each in ahead)
    made["rectifications_without_due"] = sum(each.undated for each in ahead)
    made["findings_not_fed_back"] = findings.not_fed_back(tx, actor, at)
    return made


def _rows(sort: Sort, each: Total, since: int, until: int) -> Iterator[Row]:
    standing = each.cell.standing
    if sort.code == RULED:
        standing = standing.rpartition("/")[2]
    if each.undated and sort.whole:
        yield {"sort": sort.code, "quarter": None, "standing": standing, "count": each.undated}
    for period, count in each.periods.items():
        if since <= period <= until:
            quarter = period // 4 * 10 + period % 4 + 1
            yield {"sort": sort.code, "quarter": quarter, "standing": standing, "count": count}
