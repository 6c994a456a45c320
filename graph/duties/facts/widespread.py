"""Facts of proposals on widespread problems (B5): a problem is widespread in the area of a court
where the page of the statistic says so, which is asked here, so that a duty can be defended by what
that page shows.

The statistic is of a whole area, so a sweep finds it, not the change of a single finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from graph.duties.facts.rows import Asked, row
from graph.duties.facts.superiors import ENGINE
from graph.session import Reader, Row


def improvement_proposal(asked: Asked, found: Sequence[Row]) -> list[Row]:
    """The facts rows of rule ``improvement-proposal``: a duty for each problem that was widespread
    in the court's area in the quarter."""
    return [
        _owed(each, codes)
        for each in found
        if each["owing"]
        for codes in _widespread(asked.tx, each["code"], each["period"])
    ]


def _widespread(tx: Reader, court: str, quarter: str) -> Iterator[tuple[str, ...]]:
    """What the statistic says of an area and a quarter: problems by their codes."""
    # It reads the table of rules for its parameters, so it can't be imported before that is made.
    from graph.operations.concentration import Asked as Area
    from graph.operations.concentration import Period, Verdict, statistics

    for each in statistics(tx, ENGINE, Area(court, Period.read(quarter))).spread:
        if each.verdict is Verdict.TRIGGERED:
            yield each.problems


def _owed(found: Row, codes: tuple[str, ...]) -> Row:
    since = found["last"] + timedelta(days=1)
    about = [each for each in found["proposals"] if set(codes) & set(each["about"])]
    good = [each for each in about if each["bureau"] and each["on"] >= since]
    return row(
        found, since, part=codes[0], owed_by=found["owing"],
        done_on=good[0]["on"] if good else None, by=good, flags=_flags(about, since),
    )  # fmt: skip


def _flags(about: Sequence[Row], since: Any) -> Iterator[str]:
    """Proposals on the problem that don't count."""
    for each in about:
        number = each["number"]
        if not each["bureau"]:
            yield f"{number}不是向本院执行局提出的|{number} was not made to this court's bureau"
        elif each["on"] < since:
            yield f"{number}早于当季结束|{number} was made before the quarter ended"
