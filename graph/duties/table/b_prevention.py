"""Duties of prevention: inspections, reports on integrity, liaison, early signs, leads (B3, B5)."""

from __future__ import annotations

from graph.duties.rule import Due, Rule, Unit
from graph.text import Text

RULES_INTEGRITY: tuple[Rule, ...] = (
    Rule(
        code="case-integrity-report",
        name=Text("案件执行全程廉洁情况报告", "Integrity report on a case"),
        basis="F2",
        event=Text("案件执结", "a case is concluded"),
        debtor=Text("执结时经办该案的执行人员", "each officer who handled it at its conclusion"),
        act=Text("填写全程廉洁情况报告单（附件2）", "the report on integrity (F2) is filed"),
        due=Due(Unit.WORKING_DAYS, 5, local=True),
        trigger=("Case",),
        via={"Case": ("",), "IntegrityReport": ("(n)-[:ON]->(t:Case)",)},
        latent=True,
    ),
)
