"""Concentration (A7) and universality (B5): the two statistical triggers, so that they can be
defended.

A problem is *concentrated* in a lower court when the court has at least ``least`` established
findings of the period, at least ``ratio`` times as many as its share of the concluded cases would
lead to expect, and as many are too unlikely by chance: the exact binomial test of its count among
all of the area, one-sided, adjusted for the courts that are compared (graph/statistics.py). Below
``least`` findings or ``cases`` concluded cases nothing is concluded. A problem is *widespread* when
it is found in at least ``courts`` courts that are at least ``share`` of all: a full count, no
sample, so there is nothing to test. Codes that mean the same are one problem; problems of outside
bodies are nobody's here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph import clock
from graph.duties import parameters
from graph.duties.statistical import CONCENTRATION, WIDESPREAD, Thresholds
from graph.duties.table import RULES
from graph.errors import BadParameter
from graph.model import type_of
from graph.operations.places import Courts, Known, at
from graph.operations.problem_live import Problem, catalogue
from graph.quarters import Quarter
from graph.recurrence import EXTERNAL
from graph.scope import Actor, require_read
from graph.session import Reader
from graph.statistics import Interval, adjusted, at_least, share_interval
from graph.tallies.cells import OWN, Place, shelf
from graph.tallies.reading import begin, place, totals
from graph.text import Text

FINDINGS, CASES = "problem_findings", "cases_concluded"
ESTABLISHED = "established"


class Verdict(StrEnum):
    """What is concluded of a problem at a court, or of a problem."""

    TRIGGERED = "triggered"
    TOO_FEW = "too_few"
    BELOW = "below"
    BY_CHANCE = "by_chance"


@dataclass(frozen=True)
class Period:
    """A quarter or a year."""

    since: Quarter
    until: Quarter

    @classmethod
    def read(cls, text: str) -> Period | None:
        """``2024Q3`` or ``2024``; None where it is empty; raises BadParameter."""
        text = text.strip()
        if text.isdecimal() and len(text) == 4 and int(text) >= 1900:
            return cls(Quarter(int(text), 1), Quarter(int(text), 4))
        try:
            quarter = Quarter.read("period", text)
        except BadParameter:
            why = Text("请写作 2024Q3 或 2024", "write 2024Q3 or 2024")
            raise BadParameter(name="period", value=text, why=why) from None
        return cls(quarter, quarter) if quarter else None

    @classmethod
    def last(cls, today: date) -> Period:
        """The last quarter that has ended."""
        quarter = Quarter.of(today)
        before = Quarter(quarter.year - (quarter.number == 1), (quarter.number - 2) % 4 + 1)
        return cls(before, before)

    @property
    def before(self) -> Period:
        """The one before it, of the same length."""
        if self.since == self.until:
            return Period.last(self.since.first)
        return Period(Quarter(self.since.year - 1, 1), Quarter(self.since.year - 1, 4))

    @property
    def after(self) -> Period:
        """The one after it, of the same length."""
        if self.since == self.until:
            return Period(self.since.next, self.since.next)
        return Period(Quarter(self.since.year + 1, 1), Quarter(self.since.year + 1, 4))

    def __str__(self) -> str:
        return str(self.since) if self.since == self.until else str(self.since.year)


@dataclass(frozen=True)
class Asked:
    """The court whose area is looked at, and the period (none: the last quarter that ended)."""

    court: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Compared:
    """A problem at a court against the area: ``count`` of ``of`` findings, ``cases`` of
    ``all_cases`` concluded cases. ``chance`` is the p value, ``adjusted`` the same for several."""

    problems: tuple[str, ...]
    court: str
    count: int
    of: int
    cases: int
    all_cases: int
    chance: float
    adjusted: float
    verdict: Verdict

    @property
    def expected(self) -> float:
        """How many findings its share of the cases would lead to expect."""
        return self.of * self.cases / self.all_cases if self.all_cases else 0.0

    @property
    def ratio(self) -> float:
        """How many times as many as expected."""
        return self.count / self.expected if self.expected else 0.0

    @property
    def interval(self) -> Interval:
        """Between which times the ratio lies, with 95 % confidence; exact."""
        low, high = share_interval(self.count, self.of)
        share = self.cases / self.all_cases if self.all_cases else 0.0
        return Interval(low / share, high / share) if share else Interval(0.0, 0.0)


@dataclass(frozen=True)
class Spread:
    """A problem and the courts in which it was found: ``found`` of ``of`` courts."""

    problems: tuple[str, ...]
    courts: tuple[str, ...]
    of: int
    count: int
    verdict: Verdict

    @property
    def share(self) -> float:
        """The share of the courts."""
        return len(self.courts) / self.of if self.of else 0.0


@dataclass
class Statistics:
    """Both triggers of an area and a period."""

    asked: Asked
    courts: Courts
    period: Period
    court: Known | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)
    names: dict[str, Problem] = field(default_factory=dict)
    compared: list[Compared] = field(default_factory=list)
    spread: list[Spread] = field(default_factory=list)
    findings: int = 0
    cases: int = 0
    lower: int = 0


def statistics(tx: Reader, actor: Actor, asked: Asked) -> Statistics:
    """Both triggers at the court asked for or the actor's own; without one only the courts to
    choose from. Raises NotFound for a court outside the actor's subtree."""
    require_read(type_of("Finding"), actor)
    require_read(type_of("Case"), actor)
    courts = Courts(tx, actor)
    made = Statistics(asked, courts, asked.period or Period.last(clock.today()))
    made.court = courts.own(asked.court) if asked.court else courts.usual()
    if made.court is None:
        return made
    made.thresholds = thresholds(tx, made.period)
    known = catalogue(tx, actor)
    made.names = {each.code: each for each in known}
    counted = _counted(tx, actor, made.court, courts.below(made.court), made.period)
    together = _together(known, counted.findings)
    lower = [each.code for each in courts.below(made.court) if each != made.court]
    made.lower = len(lower)
    made.findings = sum(sum(by.values()) for by in together.values())
    made.cases = counted.all_cases
    made.compared = list(
        compare(together, counted.cases, counted.all_cases, lower, made.thresholds)
    )
    made.spread = list(spread(together, len(lower) + 1, made.thresholds))
    return made


def thresholds(tx: Reader, period: Period) -> Thresholds:
    """The values in force on the period's last day."""
    values = parameters.load(tx)
    day = period.until.last
    said = [
        values.locals_of(RULES[code], day) if code in RULES else {}
        for code in (CONCENTRATION, WIDESPREAD)
    ]
    return Thresholds.of(*said)


def compare(
    findings: Mapping[tuple[str, ...], Mapping[str, int]],
    cases: Mapping[str, int],
    all_cases: int,
    lower: Sequence[str],
    at_: Thresholds,
) -> Iterator[Compared]:
    """Each problem (its codes) at each lower court that has a finding of it: concentrated or not,
    those that trigger first. ``findings``: by problem and court."""
    made: list[Compared] = []
    tested = [court for court in lower if 0 < cases.get(court, 0) < all_cases]
    for codes, by_court in findings.items():
        of = sum(by_court.values())
        chances = [at_least(by_court.get(c, 0), of, cases[c] / all_cases) for c in tested]
        values = dict(zip(tested, zip(chances, adjusted(chances), strict=True), strict=True))
        for court in lower:
            count = by_court.get(court, 0)
            if count:
                chance, level = values.get(court, (1.0, 1.0))
                found = Compared(
                    codes, court, count, of, cases.get(court, 0), all_cases, chance, level,
                    Verdict.TRIGGERED,
                )  # fmt: skip
                made.append(_judged(found, at_))
    order = list(Verdict)
    yield from sorted(made, key=lambda c: (order.index(c.verdict), c.adjusted, -c.count, c.court))


def _judged(found: Compared, at_: Thresholds) -> Compared:
    verdict = Verdict.TRIGGERED
    if found.count < at_.least or found.cases < at_.cases:
        verdict = Verdict.TOO_FEW
    elif found.ratio < at_.ratio:
        verdict = Verdict.BELOW
    elif found.adjusted > at_.level:
        verdict = Verdict.BY_CHANCE
    return Compared(**{**vars(found), "verdict": verdict})


def spread(
    findings: Mapping[tuple[str, ...], Mapping[str, int]], courts: int, at_: Thresholds
) -> Iterator[Spread]:
    """Each problem with the courts in which it was found, the most widespread first."""
    made = []
    for codes, by_court in findings.items():
        there = tuple(sorted(court for court, count in by_court.items() if count > 0))
        verdict = Verdict.TRIGGERED
        if len(there) < at_.courts:
            verdict = Verdict.TOO_FEW
        elif len(there) < at_.share * courts:
            verdict = Verdict.BELOW
        made.append(Spread(codes, there, courts, sum(by_court.values()), verdict))
    yield from sorted(made, key=lambda s: (-len(s.courts), -s.count, s.problems))


@dataclass(frozen=True)
class _Counted:
    findings: dict[tuple[str, str], int]
    cases: dict[str, int]
    all_cases: int


def _counted(
    tx: Reader, actor: Actor, area: Known, courts: Iterable[Known], period: Period
) -> _Counted:
    """Established findings by problem and court, concluded cases by court and of the area: from
    the tallies, in one statement."""
    own = [Place(each.code, OWN) for each in courts]
    shelves = [shelf(FINDINGS, each, "", ESTABLISHED) for each in own]
    shelves += [begin(CASES, each, "") for each in {*own, place(at(area, False))}]
    found = totals(tx, actor, ["Finding", "Case"], shelves, period.since.place, period.until.place)
    findings: dict[tuple[str, str], int] = {}
    cases: dict[Place, int] = {}
    for each in found:
        where = each.cell.place
        if each.cell.measure == FINDINGS and each.dated:
            findings[each.cell.of, where.code] = each.dated
        elif each.cell.measure == CASES:
            cases[where] = cases.get(where, 0) + each.dated
    by_court = {each.code: cases.get(each, 0) for each in own}
    return _Counted(findings, by_court, cases.get(place(at(area, False)), 0))


def _together(
    known: Sequence[Problem], findings: Mapping[tuple[str, str], int]
) -> dict[tuple[str, ...], dict[str, int]]:
    """Findings by problem, codes that mean the same together, and court; outside bodies' apart."""
    codes = {
        each.code: tuple(sorted((each.code, *each.same_as)))
        for each in known
        if not each.code.startswith(EXTERNAL)
    }
    made: dict[tuple[str, ...], dict[str, int]] = {}
    for (code, court), count in findings.items():
        if code in codes:
            by_court = made.setdefault(codes[code], {})
            by_court[court] = by_court.get(court, 0) + count
    return made
