"""Duties of trips: talk before departure, report after the return, what follows (B4, F1)."""

from __future__ import annotations

from graph.duties.rule import Due, Rule, Unit
from graph.text import Text

DEPARTMENT_HEAD = Text("所在部门负责人", "the head of the department")

RULES_TRIPS: tuple[Rule, ...] = (
    Rule(
        code="trip-report",
        name=Text("外出执行情况报告", "Report on a trip"),
        basis="B4 F1",
        event=Text("外出执行返回", "the return from a trip"),
        debtor=Text("外出执行的工作人员", "each officer who made it"),
        act=Text(
            "向所在部门负责人报告案件执行情况和规范用权、廉洁自律情况（附件1）",
            "the case and one's own integrity are reported to the head of the department (F1)",
        ),
        due=Due(Unit.WORKING_DAYS, 3, local=True),
        trigger=("Trip",),
        via={"Trip": ("",), "TripReport": ("(n)-[:REPORTS]->(t:Trip)",)},
    ),
)
