"""What a rule of the table is made of: because of this event, that body owes this act by that day.

A rule is one ``Rule`` in graph/duties/table. Its questions are files in graph/queries/duties:

``<code>.cypher``             the facts: of given triggers, who owes what since when, and what was
                              done about it
``<code>.candidates.cypher``  the triggers to which time alone may have brought something between
                              two days, from an index
``<code>.window.cypher``      of a latent rule only: the actor's triggers that fall due in a window
``<code>.mine.cypher``        the same of a latent rule that officers owe: those of their own cases

What is written leads to its triggers by ``via``; the engine (graph/duties/engine.py) does the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph.documents import applies_from
from graph.model.record import SUPERVISOR
from graph.text import Text

Value = float | str
"""What a parameter is set to: a number, or the code of one of its choices."""

NO_UNIT = Text("", "")
OWNER = "owner"
"""What a rule calls its choice of who owes it."""


class Every(StrEnum):
    """The length of a period, for duties that come with time."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class Unit(StrEnum):
    """What a deadline is counted in, from the fact's day."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    AT_ONCE = "at_once"
    """The day itself."""
    BEFORE = "before"
    """Done by the day itself (a departure, a scene, a meeting)."""
    AS_SET = "as_set"
    """As the trigger says; where it says nothing, ``amount`` days."""
    DAY_OF_NEXT_MONTH = "day_of_next_month"
    """The ``amount``-th day of the month after the day."""
    CHECK_PERIOD_END = "check_period_end"
    """The end of the next period of checks, which the facts say as the base."""
    QUARTER_END = "quarter_end"
    NEXT_QUARTER_END = "next_quarter_end"
    YEAR_END = "year_end"
    FIRST_QUARTER_NEXT_YEAR = "first_quarter_next_year"


@dataclass(frozen=True)
class Due:
    """A deadline: ``amount`` of ``unit``. ``local`` (◇): the documents leave it open, and an
    administrator may set it as the parameter ``<rule>.due``, between ``least`` and ``most``."""

    unit: Unit
    amount: int = 0
    local: bool = False
    least: int = 1
    most: int = 366


@dataclass(frozen=True)
class Choice:
    """One of the values that a parameter may have: stored, and known to questions, as its ``code``,
    which never changes once used."""

    code: str
    text: Text

    @staticmethod
    def order(code: str, *names: Text) -> Choice:
        """These one after the other."""
        arrow = " → "
        return Choice(
            code, Text(arrow.join(each.zh for each in names), arrow.join(each.en for each in names))
        )


_PERIODS: dict[Every, Text] = {
    Every.MONTH: Text("个月", "months"),
    Every.QUARTER: Text("个季度", "quarters"),
    Every.YEAR: Text("年", "years"),
}


@dataclass(frozen=True)
class Local:
    """A further value of a rule, which its questions know by ``name``: a number from ``least`` to
    ``most``, or the code of one of its ``choices``. One that the documents leave open (◇) is the
    parameter ``<rule>.<name>``; a ``fixed`` one nobody sets, ``source`` says where it stands if not
    in the rule's own article."""

    name: str
    label: Text
    default: Value
    unit: Text = NO_UNIT
    least: float = 0
    most: float = 0
    whole: bool = True
    fixed: bool = False
    source: str = ""
    choices: tuple[Choice, ...] = ()

    @staticmethod
    def by_text(name: str, label: Text, value: float, unit: Text, source: str = "") -> Local:
        """A value that the texts fix."""
        return Local(name, label, value, unit, value, value, fixed=True, source=source)

    @staticmethod
    def one_of(name: str, label: Text, *choices: Choice) -> Local:
        """One of several named values; the first is the default."""
        return Local(name, label, choices[0].code, choices=choices)

    @staticmethod
    def owner(*choices: Choice) -> Local:
        """Who owes it."""
        return Local.one_of(OWNER, Text("责任主体", "Owed by"), *choices)

    @staticmethod
    def once_in(every: Every, label: Text, most: float) -> Local:
        """Of a rule with periods, in how many of them once is enough, the last of which is the
        period: its questions look for acts from the first of them on (``from`` of a trigger)."""
        return Local(f"{every}s", label, 1, _PERIODS[every], 1, most)

    def chosen(self, said: str) -> Choice | None:
        """The choice of this code or label."""
        word = said.strip().casefold()
        return next(
            (each for each in self.choices
             if word in {each.code, each.text.zh.casefold(), each.text.en.casefold()}),
            None,
        )  # fmt: skip

    def read(self, stored: str) -> Value:
        """A value as it is stored."""
        return stored if self.choices else float(stored)

    def shown(self, value: Value) -> Text:
        """A value for people, without its unit: a choice by its label."""
        if isinstance(value, str):
            chosen = self.chosen(value)
            return chosen.text if chosen else Text(value, value)
        return Text(f"{value:g}", f"{value:g}")


class Step(StrEnum):
    """The steps of escalation (A4: 提醒、通报、约谈、督办)."""

    REMIND = "remind"
    NOTICE = "notice"
    INTERVIEW = "interview"
    ORDER = "order"


STEPS: dict[Step, Text] = {
    Step.REMIND: Text("提醒", "Reminder"),
    Step.NOTICE: Text("通报", "Notice"),
    Step.INTERVIEW: Text("约谈", "Interview"),
    Step.ORDER: Text("督办", "Follow-up order"),
}


@dataclass(frozen=True)
class Reason:
    """A reason for a waiver: stored as its ``code``, which never changes once used."""

    code: str
    text: Text


@dataclass(frozen=True)
class Waiver:
    """Who may release a debtor, and for which reasons. ``above``: only a court above the
    debtor's, or the high court for its own bodies."""

    roles: frozenset[str] = frozenset({SUPERVISOR})
    above: bool = True
    reasons: tuple[Reason, ...] = (
        Reason("impossible", Text("客观上无法履行", "It can't be done")),
        Reason(
            "settled",
            Text("事由已不存在或另有处理", "The cause is gone or was dealt with otherwise"),
        ),
        Reason("mistaken", Text("登记有误", "Entered by mistake")),
    )

    def called(self, code: str) -> Reason | None:
        """The reason of this code."""
        return next((each for each in self.reasons if each.code == code), None)


@dataclass(frozen=True)
class Rule:
    """One rule of SPEC.md's table.

    ``trigger``: the types of record from which it arises; a period rule (``every``) arises from a
    court or department, once a period. ``via``: by type of a written record ``n``, the patterns
    that lead from it to the triggers ``t`` which it may open or discharge; the pattern "" is the
    record itself. ``when``: of a period rule, by pattern, the day whose period and the one before
    are meant, as an expression over the pattern's nodes; else it is the record's own date.
    ``look_back``: so many ended periods, and all its open duties, are judged by every sweep, since
    what it goes by becomes known only later and no record leads to it.
    ``latent``: stored only once it is overdue, done late, waived or escalated. ``sealed``: read by
    the discipline bodies alone. ``instead_of``: the general rules that it replaces for the same
    trigger. ``version`` grows with every change of what the rule says.
    """

    code: str
    name: Text
    basis: str
    event: Text
    debtor: Text
    act: Text
    due: Due
    trigger: tuple[str, ...]
    via: Mapping[str, tuple[str, ...]]
    every: Every | None = None
    look_back: int = 0
    when: Mapping[str, str] = field(default_factory=dict)
    locals_: tuple[Local, ...] = ()
    escalation: tuple[Step, ...] = (Step.REMIND, Step.NOTICE, Step.INTERVIEW, Step.ORDER)
    waiver: Waiver = field(default_factory=Waiver)
    latent: bool = False
    sealed: bool = False
    instead_of: tuple[str, ...] = ()
    early: bool = False
    """Whether an act dated before the event may discharge it all the same."""
    version: int = 1

    @property
    def left_open(self) -> tuple[Local, ...]:
        """Those of its further values that the documents leave open."""
        return tuple(each for each in self.locals_ if not each.fixed)

    @property
    def applies_from(self) -> date:
        """The first day on which it applies: its document's date of issue."""
        return applies_from(self.basis)
