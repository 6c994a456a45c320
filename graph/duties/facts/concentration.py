"""Facts of concentration (A7): a problem is concentrated in a lower court where the page of the
statistic says so, which is asked here, so that a duty can be defended by what that page shows.

The statistic is of a whole province, so a sweep finds it, not the change of a single finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from graph.duties.facts.rows import Asked, row
from graph.duties.facts.superiors import ENGINE
from graph.session import Reader, Row

Concentrated = dict[str, list[str]]
"""By court (code), the problems that are concentrated there: each the first of its codes."""


def concentration(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``concentration``: a duty for each problem concentrated in a court."""
    known: dict[tuple[str, str], Concentrated] = {}
    made: list[Row] = []
    for each in found:
        key = each["top"], each["period"]
        if key not in known:
            known[key] = _concentrated(asked.tx, *key)
        for problem in known[key].get(each["code"], ()):
            made.append(_owed(each, problem))
    return made


def _concentrated(tx: Reader, top: str, quarter: str) -> Concentrated:
    """What the statistic says of a province and a quarter."""
    # It reads the table of rules for its parameters, so it can't be imported before that is made.
    from graph.operations.concentration import Asked as Area
    from graph.operations.concentration import Period, Verdict, statistics

    found: Concentrated = {}
    for each in statistics(tx, ENGINE, Area(top, Period.read(quarter))).compared:
        if each.verdict is Verdict.TRIGGERED:
            found.setdefault(each.court, []).append(each.problems[0])
    return found


def _owed(found: Row, problem: str) -> Row:
    since = found["last"] + timedelta(days=1)
    own = [each for each in found["inspections"] if each["own"]]
    opened = next((each for each in own if each["on"] >= since), None)
    return row(
        found, since, part=problem, owed_by=found["owing"],
        done_on=opened["on"] if opened else None, by=[opened] if opened else [],
        flags=[] if opened else _flags(found),
    )  # fmt: skip


def _flags(found: Row) -> Iterator[str]:
    """On-site guidance that doesn't count, the quarter not being over or another court's."""
    for each in found["inspections"]:
        number = each["number"]
        if each["own"]:
            yield f"{number}早于本季度终了|{number} began before the quarter ended"
        else:
            yield (
                f"{number}由{each['by']}开展，不是省法院|{number} was carried out by {each['by']}, "
                "not by the high court"
            )
