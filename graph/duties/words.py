"""A rule's deadline and period in words, for the page of rules, parameters and refusals."""

from __future__ import annotations

from graph.duties.rule import Due, Every, Rule, Unit
from graph.text import Text

_DEADLINES: dict[Unit, Text] = {
    Unit.DAYS: Text("{n}日内", "within {n} days"),
    Unit.WORKING_DAYS: Text("{n}个工作日内", "within {n} working days"),
    Unit.MONTHS: Text("{n}个月内", "within {n} months"),
    Unit.AT_ONCE: Text("当日", "the same day"),
    Unit.BEFORE: Text("在此之前，最迟当日", "before it, at the latest on the day"),
    Unit.AS_SET: Text(
        "按所定日期；未定的，{n}日内", "as set; where nothing is set, within {n} days"
    ),
    Unit.DAY_OF_NEXT_MONTH: Text("次月{n}日前", "by day {n} of the next month"),
    Unit.CHECK_PERIOD_END: Text("下一检查周期末前", "by the end of the next period of checks"),
    Unit.QUARTER_END: Text("本季度末前", "by the end of the quarter"),
    Unit.NEXT_QUARTER_END: Text("次季度末前", "by the end of the next quarter"),
    Unit.YEAR_END: Text("12月31日前", "by 31 December"),
    Unit.FIRST_QUARTER_NEXT_YEAR: Text("次年第一季度末前", "by the end of Q1 of the next year"),
}

_AFTER_END: dict[Unit, Text] = {
    Unit.QUARTER_END: Text("本季度末后{n}日内", "within {n} days after the end of the quarter"),
    Unit.YEAR_END: Text("年末后{n}日内", "within {n} days after the end of the year"),
}
"""Where days beyond the end of a period are allowed."""

PERIODS: dict[Every, Text] = {
    Every.MONTH: Text("每月", "every month"),
    Every.QUARTER: Text("每季度", "every quarter"),
    Every.HALF_YEAR: Text("每半年", "every half-year"),
    Every.YEAR: Text("每年", "every year"),
}


_COUNTED = (Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS)
_AT_ITS_END = Text("期末前", "by its end")


def deadline(due: Due, amount: float) -> Text:
    """A deadline with this number of its unit: ``10个工作日内``; none of them is the same day."""
    if amount and due.unit in _AFTER_END:
        return _AFTER_END[due.unit].fill(n=f"{amount:g}")
    unit = Unit.AT_ONCE if due.unit in _COUNTED and not amount else due.unit
    said = _DEADLINES[unit].fill(n=f"{amount:g}")
    return Text(said.zh, said.en.removesuffix("s")) if unit in _COUNTED and amount == 1 else said


def whole_deadline(rule: Rule, amount: float) -> Text:
    """A rule's deadline with how often it comes: ``每季度，20个工作日内``."""
    if rule.every is None:
        return deadline(rule.due, amount)
    at_end = rule.due.unit in (Unit.AT_ONCE, Unit.BEFORE)
    said = _AT_ITS_END if at_end else deadline(rule.due, amount)
    return Text("{often}，{said}", "{often}, {said}").fill(often=PERIODS[rule.every], said=said)
