"""The values that the documents leave open (◇): which there are, and which is in force on a day.

Each ◇ of the rule table is a parameter by name, ``<rule>.due`` or ``<rule>.<local>``; ``GENERAL``
has those of no single rule. A ``Parameter`` record sets one from a day on (本地参数); the value in
force is that of the latest such day, before the first the default. Values that the texts fix are
no parameters: nobody can set them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import cache

from graph.documents import applies_from
from graph.duties.rule import STEPS, Choice, Due, Local, Rule, Step, Unit, Value
from graph.session import Reader, Writer
from graph.text import Text

DUE = "due"
"""What a rule's own deadline is called among its parameters."""

FROM_YEAR = "from_year"
"""Of a rule with periods, the year from which on it is kept here. A court that begins to record
its meetings in one year has not failed to hold those of the years before."""

UNITS: dict[Unit, Text] = {
    Unit.DAYS: Text("日", "days"),
    Unit.WORKING_DAYS: Text("个工作日", "working days"),
    Unit.MONTHS: Text("个月", "months"),
    Unit.AS_SET: Text("日", "days"),
    Unit.DAY_OF_NEXT_MONTH: Text("日（次月）", "day of the next month"),
    Unit.QUARTER_END: Text("日（季度末后）", "days after the end of the quarter"),
    Unit.YEAR_END: Text("日（年末后）", "days after the end of the year"),
}
"""The units of deadlines that have a number; the others have none to set."""

DEADLINE = Text("期限", "Deadline")

HOLIDAYS = 20
"""More days than holidays and weekends ever add to a deadline beside those of each week."""


@dataclass(frozen=True)
class Setting(Local):
    """One ◇ by its whole name: what may be set, and the value without any setting.

    ``rule``: the code of the rule that it belongs to, "" for a general one.
    """

    basis: str = ""
    rule: str = ""

    @classmethod
    def of(cls, local: Local, basis: str, rule: str = "") -> Setting:
        """What a rule, or the product as a whole, declares."""
        said = {each.name: getattr(local, each.name) for each in fields(Local)}
        return cls(**said, basis=basis, rule=rule)

    @property
    def applies_from(self) -> date:
        """The first day on which it may be in force: its document's date of issue."""
        return applies_from(self.basis)


ORDERS: tuple[tuple[Step, ...], ...] = (
    (Step.REMIND, Step.NOTICE, Step.INTERVIEW, Step.ORDER),
    (Step.REMIND, Step.INTERVIEW, Step.NOTICE, Step.ORDER),
    (Step.REMIND, Step.NOTICE, Step.ORDER),
    (Step.REMIND, Step.INTERVIEW, Step.ORDER),
)
"""The orders of A4's steps from which one may be chosen; the product itself reminds first."""


def _order(steps: Sequence[Step]) -> Choice:
    """An order by the codes of its steps, which it is read by too."""
    return Choice.order("-".join(steps), *(STEPS[step] for step in steps))


GENERAL: tuple[Setting, ...] = (
    Setting.of(Local(
        "duty.soon", Text("临期提前天数", "Days before the due day: due soon"), 3,
        Text("日", "days"), 0, 60,
    ), "A4"),
    Setting.of(Local(
        "escalation.interval", Text("逾期处置逐级间隔", "Interval between steps of escalation"),
        5, UNITS[Unit.WORKING_DAYS], 1, 60,
    ), "A4"),
    Setting.of(Local.one_of(
        "escalation.order", Text("逾期处置的次序", "Order of the steps of escalation"),
        *(_order(steps) for steps in ORDERS),
    ), "A4"),
    Setting.of(Local.one_of(
        "escalation.owner", Text("谁可以作出逾期处置", "Who may take a step of escalation"),
        Choice("above", Text(
            "责任法院的上级法院；责任主体是部门、人员的，也可由本院",
            "A court above; the own court too where a department or officer owes it",
        )),
        Choice("own", Text(
            "责任法院的上级法院或者本院", "A court above, or the own court, whoever owes it"
        )),
    ), "A4"),
    Setting.of(Local(
        "rates.withheld_under", Text("显示比率的最少案件数", "Fewest cases for a rate"), 30,
        Text("件", "cases"), 1, 1000,
    ), "A15"),
)  # fmt: skip
"""Parameters of no single rule."""


@dataclass(frozen=True)
class Set:
    """A record that sets a parameter: from which day on, to what, and the record's number."""

    since: date
    value: Value
    number: str


@dataclass(frozen=True)
class Values:
    """All values as set, each parameter's latest day first."""

    records: Mapping[str, tuple[Set, ...]]

    def in_force(self, name: str, day: date) -> Set | None:
        """The record in force on a day, None where the default is."""
        return next((each for each in self.records.get(name, ()) if each.since <= day), None)

    def on(self, name: str, day: date) -> Value:
        """The value in force on a day; raises KeyError for a name that is no parameter."""
        record = self.in_force(name, day)
        default = settings()[name].default
        return default if record is None else record.value

    def amount(self, rule: Rule, day: date) -> int:
        """How many of its unit a rule's deadline counts: as set where ◇, else as fixed."""
        return int(self.on(f"{rule.code}.{DUE}", day)) if _settable(rule.due) else rule.due.amount

    def reach(self, rule: Rule) -> timedelta:
        """At least as long as ever lies between an event and its due day, by the rule's default or
        any value that was set."""
        amounts = [int(each.value) for each in self.records.get(f"{rule.code}.{DUE}", ())]
        return timedelta(days=2 * max(rule.due.amount, *amounts, 0) + HOLIDAYS)

    def locals_of(self, rule: Rule, day: date) -> dict[str, Value]:
        """A rule's further values by the name that its questions know them by."""
        return {each.name: self._local(rule, each, day) for each in rule.locals_}

    def each_locals(self, rule: Rule) -> list[dict[str, Value]]:
        """The same as they stood at any time: an event is judged by those of its own day, which
        only its facts tell. Nearly always one."""
        names = [f"{rule.code}.{each.name}" for each in rule.locals_]
        days = {s.since for name in names for s in self.records.get(name, ())}
        found: list[dict[str, Value]] = []
        for day in sorted({rule.applies_from, *days}):
            locals_ = self.locals_of(rule, day)
            if locals_ not in found:
                found.append(locals_)
        return found

    def version(self, rule: Rule, day: date) -> str:
        """By what a duty is judged: the rule's version and, of each of its parameters that is not
        at its default, since when it is set: ``v1 due@2022-01-01``."""
        said = [f"v{rule.version}"]
        for name in sorted(_names(rule)):
            record = self.in_force(f"{rule.code}.{name}", day)
            if record is not None:
                said.append(f"{name}@{record.since}")
        return " ".join(said)

    def tracked_from(self, rule: Rule, today: date) -> date:
        """The first day of which the rule is kept: its document's, or later where the records of
        its periods begin later here."""
        if rule.every is None:
            return rule.applies_from
        year = int(self.on(f"{rule.code}.{FROM_YEAR}", today))
        return max(rule.applies_from, date(year, 1, 1))

    def _local(self, rule: Rule, local: Local, day: date) -> Value:
        record = self.in_force(f"{rule.code}.{local.name}", day)
        value = local.default if record is None else record.value
        return int(value) if local.whole and not local.choices else value


def load(tx: Reader) -> Values:
    """Every value that is set, in one statement."""
    rows = tx.run(
        "MATCH (p:Parameter) WHERE p.retired_at IS NULL "
        "RETURN p.name AS name, p.value AS value, p.valid_from AS since, p.number AS number"
    )
    known = settings()
    return collected(
        (row["name"], Set(row["since"], known[row["name"]].read(row["value"]), row["number"]))
        for row in rows
        if row["name"] in known
    )


def collected(rows: Iterable[tuple[str, Set]]) -> Values:
    """Values from settings in any order."""
    found: dict[str, list[Set]] = {}
    for name, each in rows:
        found.setdefault(name, []).append(each)
    return Values({
        name: tuple(sorted(sets, key=lambda s: (s.since, s.number), reverse=True))
        for name, sets in found.items()
    })  # fmt: skip


@cache
def settings() -> dict[str, Setting]:
    """Every parameter that there is, by name: the general ones, then rule by rule."""
    from graph.duties.table import RULES

    return {each.name: each for each in (*GENERAL, *_of_rules(RULES.values()))}


def of_rule(rule: Rule) -> list[Setting]:
    """A rule's parameters: its deadline first, where it is one."""
    return list(_of_rules([rule]))


def touched_rules(name: str) -> frozenset[str]:
    """The codes of the rules whose duties are judged anew when the parameter of this name is set,
    retired or reinstated. None for a general one: what it says (due soon, intervals) is computed
    when it is read."""
    setting = settings().get(name)
    return frozenset({setting.rule} if setting and setting.rule else ())


def lead(tx: Writer, named: Iterable[tuple[str, str]]) -> None:
    """Lead these parameters (uid and name) to the records of their rules."""
    ends = [[uid, code] for uid, name in named for code in sorted(touched_rules(name))]
    tx.run(
        "UNWIND $ends AS end MATCH (p:Parameter {uid: end[0]}) MATCH (r:Rule {code: end[1]}) "
        "MERGE (p)-[:OF_RULE]->(r)",
        ends=ends,
    )


def _of_rules(rules: Iterable[Rule]) -> Iterator[Setting]:
    for rule in rules:
        for each in _locals(rule):
            named = replace(each, name=f"{rule.code}.{each.name}")
            yield Setting.of(named, rule.basis, rule.code)


def _locals(rule: Rule) -> Iterator[Local]:
    due = rule.due
    if _settable(due):
        yield Local(DUE, DEADLINE, due.amount, UNITS[due.unit], due.least, due.most)
    if rule.every is not None:
        year = rule.applies_from.year
        yield Local(
            FROM_YEAR, Text("自哪一年起检视", "Kept from the year"), year,
            Text("年", "(year)"), year, 2100,
        )  # fmt: skip
    yield from rule.left_open


def _names(rule: Rule) -> list[str]:
    return [*([DUE] if _settable(rule.due) else []), *(each.name for each in rule.left_open)]


def _settable(due: Due) -> bool:
    return due.local and due.unit in UNITS
