"""Duties of prevention: inspections, reports on integrity, liaison, early signs, leads (B3, B5).

What comes of leads and measures is sealed: the discipline bodies alone read it.
"""

from __future__ import annotations

from graph.duties.facts.widespread import improvement_proposal
from graph.duties.rule import Choice, Due, Every, Local, Rule, Unit
from graph.duties.statistical import WIDESPREAD_LOCALS
from graph.duties.table.a_oversight import SOURCES
from graph.duties.table.b_key_cases import THREE_BODIES
from graph.text import Text

DISCIPLINE_BODIES = Text("派驻纪检监察组、监察室", "discipline team and supervision office")

RULES_INSPECTION: tuple[Rule, ...] = (
    Rule(
        code="special-inspection",
        name=Text("专项督察评查", "Special inspection"),
        basis="B3",
        event=Text(
            "定期，围绕专项执行行动、平安建设考评、纪律作风、案款管理",
            "from time to time, on campaigns, public order, discipline and style, case money",
        ),
        debtor=Text(
            "执行局、纪检监察组、监察室（可以联合）",
            "bureau, discipline team and supervision office, together or alone",
        ),
        act=Text(
            "开展专项督察、司法巡查、案件评查，提出整改措施",
            "Hold special inspections, judicial inspections or reviews of cases, with what is "
            "to be put right",
        ),
        due=Due(Unit.YEAR_END, local=True, least=0, most=90),
        trigger=("Court",),
        via={
            "Inspection": (
                "(n)-[:CARRIED_OUT_BY]->(b:Court|Department)-[:OF|STATIONED_AT*0..1]->(t:Court)",
            )
        },
        every=Every.YEAR,
        early=True,
        locals_=(
            Local(
                "subjects",
                Text("每期至少涵盖四项内容中的几项", "Subjects of the four covered in a period"),
                1, Text("项", "subjects"), 1, 4,
            ),
            Local.once_in(
                Every.YEAR, Text("每几年至少开展一次", "One inspection in so many years"), 5
            ),
        ),
        version=2,
    ),
)  # fmt: skip

RULES_INTEGRITY: tuple[Rule, ...] = (
    Rule(
        code="case-integrity-report",
        name=Text("案件执行全程廉洁情况报告", "Integrity report on a case"),
        basis="F2",
        event=Text("案件执结", "a case is concluded"),
        debtor=Text("执结时经办该案的执行人员", "each officer who handled it at its conclusion"),
        act=Text("填写全程廉洁情况报告单（附件2）", "File the report on integrity (F2)"),
        due=Due(Unit.WORKING_DAYS, 5, local=True),
        trigger=("Case",),
        via={"Case": ("",), "IntegrityReport": ("(n)-[:ON]->(t:Case)",)},
        latent=True,
        locals_=(
            Local.one_of(
                "asked",
                Text("谁须填写报告单", "Who files the report"),
                Choice("each", Text("执结时经办的每名人员", "Each who handled it")),
                Choice("none", Text("不作要求", "Nobody has to")),
            ),
        ),
    ),
    Rule(
        code="liaison",
        name=Text("确定联络员", "Liaison officers"),
        basis="B5",
        event=Text("联络员空缺", "there is no liaison officer"),
        debtor=THREE_BODIES,
        act=Text("各确定一名联络员", "Name one each"),
        due=Due(Unit.WORKING_DAYS, 10, local=True),
        trigger=("Department",),
        via={"Department": ("",), "Officer": ("(n)-[:LIAISON_OF]->(t:Department)",)},
    ),
    Rule(
        code="early-sign",
        name=Text("苗头性问题处置", "Early signs"),
        basis="B5",
        event=Text("发现倾向性、苗头性问题", "an early sign of a breach is found"),
        debtor=THREE_BODIES,
        act=Text(
            "运用“四种形态”谈话提醒、预警约谈，督促整改纠正",
            "Hold a reminder talk or warning interview, and follow up the correction",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True),
        trigger=("Finding",),
        via={
            "Finding": ("",),
            "Measure": ("(n)-[:CITES]->(t:Finding)",),
            "Rectification": ("(n)-[:FIXES]->(t:Finding)",),
            **dict.fromkeys(SOURCES, ("(n)-[:FOUND]->(t:Finding)",)),
        },
        sealed=True,
    ),
    Rule(
        code="improvement-proposal",
        name=Text("普遍性问题改进建议", "Proposal on a widespread problem"),
        basis="B5",
        event=Text("发现普遍性问题", "a problem is widespread"),
        debtor=DISCIPLINE_BODIES,
        act=Text(
            "向执行局提出改进意见建议，督促整改落实",
            "Propose improvements to the bureau, and see to its rectification",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True),
        trigger=("Court",),
        via={"Proposal": ("(n)-[:ISSUED_BY]->(b:Department)-[:OF|STATIONED_AT]->(t:Court)",)},
        every=Every.QUARTER,
        look_back=4,
        locals_=WIDESPREAD_LOCALS,
    ),
    Rule(
        code="lead-handling",
        name=Text("问题线索核查处理", "Handling of leads"),
        basis="B5",
        event=Text("登记违法违纪问题线索", "a lead on a breach of law or discipline is registered"),
        debtor=DISCIPLINE_BODIES,
        act=Text("依规依纪进行核查处理", "Verify it and dispose of it"),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Lead",),
        via={"Lead": ("",)},
        sealed=True,
    ),
)  # fmt: skip

FACTS = {"improvement-proposal": improvement_proposal}
