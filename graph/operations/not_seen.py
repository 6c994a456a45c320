"""Since when a problem has not been seen at a court, and how many cases were observed since.

Nobody can mark a problem as gone (SPEC.md): it is only ever not seen since its last act, and that
says the more the more cases came in afterwards. Both are read from the tallies, by quarter; a
problem's own page has the day.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph import clock
from graph.model import type_of
from graph.operations.problem_live import Problem, catalogue
from graph.quarters import Quarter
from graph.queries import At
from graph.scope import Actor
from graph.session import Reader
from graph.tallies.cells import shelf
from graph.tallies.reading import begin, place, totals


@dataclass(frozen=True)
class NotSeen:
    """A problem (its codes), the quarter of the last act that was established, and the cases filed
    in the quarters after it up to today."""

    problems: tuple[str, ...]
    name: str
    last: Quarter
    cases_since: int


def not_seen(tx: Reader, actor: Actor, at: At) -> list[NotSeen]:
    """Of each problem that was established at the court and not in the present quarter, longest
    unseen first; codes that mean the same together. Two statements."""
    types = ("Finding", "Case")
    if not all(actor.may_read(type_of(name)) for name in types):
        return []
    here = place(at)
    found = totals(
        tx, actor, types,
        [shelf("problem_findings", here, "", "established"), begin("cases_filed", here, "")],
        whole=True,
    )  # fmt: skip
    filed: dict[int, int] = {}
    last: dict[str, int] = {}
    for each in found:
        for period, count in each.periods.items():
            if each.cell.measure == "cases_filed":
                filed[period] = filed.get(period, 0) + count
            elif count > 0:
                last[each.cell.of] = max(period, last.get(each.cell.of, period))
    today = Quarter.of(clock.today()).place
    return sorted(
        (_told(codes, period, filed, today) for codes, period in _together(tx, actor, last).items()
         if period < today),
        key=lambda each: (each.last, each.problems),
    )  # fmt: skip


def _together(
    tx: Reader, actor: Actor, last: dict[str, int]
) -> dict[tuple[tuple[str, ...], str], int]:
    """The last quarter of each problem, by its codes (those that mean the same) and its name."""
    known: dict[str, Problem] = {each.code: each for each in catalogue(tx, actor)}
    made: dict[tuple[tuple[str, ...], str], int] = {}
    for code, period in last.items():
        if code in known:
            codes = tuple(sorted((code, *known[code].same_as)))
            key = codes, known[codes[0]].name
            made[key] = max(period, made.get(key, period))
    return made


def _told(
    key: tuple[tuple[str, ...], str], period: int, filed: dict[int, int], today: int
) -> NotSeen:
    codes, name = key
    since = sum(count for each, count in filed.items() if period < each <= today)
    return NotSeen(codes, name, Quarter(period // 4, period % 4 + 1), since)
