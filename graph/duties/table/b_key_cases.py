"""Duties of the tracking of key cases (B1)."""

from __future__ import annotations

from graph.duties.rule import Due, Rule, Unit
from graph.text import Text

THREE_BODIES = Text("执行局、纪检监察组、监察室", "bureau, discipline team and supervision office")

RULES_KEY_CASES: tuple[Rule, ...] = (
    Rule(
        code="division-of-work",
        name=Text("职责分工", "Division of work"),
        basis="B1",
        event=Text("经常", "standing"),
        debtor=Text("全省各级法院", "every court"),
        act=Text(
            "明确派驻纪检监察组、监察室和执行局的职责分工",
            "Record the division of work of discipline team, supervision office and bureau",
        ),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Court",),
        via={
            "Court": ("",),
            "Statement": (
                "(n)-[:ISSUED_BY]->(b:Court|Department)-[:OF|STATIONED_AT*0..1]->(t:Court)",
            ),
        },
        early=True,
    ),
    Rule(
        code="key-case-consultation",
        name=Text("重点案件会商", "Consultation on a key case"),
        basis="B1",
        event=Text(
            "执行局评估并提出拟跟踪监督的重点案件", "the bureau evaluates and proposes a key case"
        ),
        debtor=THREE_BODIES,
        act=Text(
            "会商后分别派员组成工作小组", "Consult, and each send members to the working group"
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True),
        trigger=("KeyCase",),
        via={"KeyCase": ("",)},
    ),
    Rule(
        code="key-case-tracking",
        name=Text("重点案件跟踪监督", "Tracking of a key case"),
        basis="B1",
        event=Text("工作小组成立", "the working group is named"),
        debtor=Text("工作小组", "the group"),
        act=Text(
            "按四种方式对四个方面跟踪监督，提出意见建议",
            "Enter the tracking: four methods on four subjects, with opinions and suggestions",
        ),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("KeyCase",),
        via={"KeyCase": ("",), "Tracking": ("(n)-[:OF_KEY_CASE]->(t:KeyCase)",)},
    ),
)
