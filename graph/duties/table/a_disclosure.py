"""Duties of disclosure and outside supervision: nodes, standards, procuratorate, congress (A16)."""

from __future__ import annotations

from graph.duties.rule import Choice, Due, Every, Local, Rule, Unit
from graph.text import Text

COURT = Text("执行法院", "the court")
EVERY_COURT = Text("各级法院", "every court")
_ISSUED = {"Statement": ("(n)-[:ISSUED_BY]->(b:Court|Department)-[:OF*0..1]->(t:Court)",)}
_STORED = "<-[:ON]-(t:Disclosure)<-[:ARISES_FROM]-(:Duty)"
_PASSED = {
    "Disclosure": ("",),
    "Case": (f"(n){_STORED}", f"(n)-[:HAS_STEP]->(:Step){_STORED}"),
}
"""A case changes who owes what is stored of its nodes; what is latent is judged when asked for."""

_OWNER = Local.owner(
    Choice("court", COURT),
    Choice(
        "department",
        Text(
            "承办部门（没有登记的，执行法院）",
            "The department that handles the case (the court where none is on record)",
        ),
    ),
)

_NODES = Local.one_of(
    "nodes",
    Text("须公开、推送的节点", "Nodes that are disclosed and pushed"),
    Choice("named", Text("列明的十个节点", "The ten that are named")),
    Choice("all", Text("列明的十个节点和其他节点", "The ten that are named, and further ones")),
)

RULES_DISCLOSURE: tuple[Rule, ...] = (
    Rule(
        code="node-disclosure",
        name=Text("流程节点公开", "Disclosure of nodes"),
        basis="A16",
        event=Text(
            "案件经过立案、财产、查控、处置、分配、文书、中止、异议、听证、结案等流程节点",
            "a case passes one of the ten named nodes of procedure",
        ),
        debtor=COURT,
        act=Text("流程节点信息全面公开", "Disclose the node"),
        due=Due(Unit.WORKING_DAYS, 3, local=True),
        trigger=("Disclosure",),
        via=_PASSED,
        latent=True,
        locals_=(_OWNER, _NODES),
    ),
    Rule(
        code="node-push",
        name=Text("关键节点推送", "Push of key nodes"),
        basis="A16",
        event=Text("案件经过关键节点", "a key node is passed"),
        debtor=COURT,
        act=Text("关键节点信息实时推送当事人", "Push it to the parties in real time"),
        due=Due(Unit.AT_ONCE),
        trigger=("Disclosure",),
        via=_PASSED,
        latent=True,
        locals_=(_OWNER, _NODES),
    ),
    Rule(
        code="standards-disclosure",
        name=Text("标准化信息公开", "Standards published"),
        basis="A16",
        event=Text("经常", "standing"),
        debtor=EVERY_COURT,
        act=Text(
            "立案标准、收费标准、执行风险、执行规范、执行程序全面公开并保持有效",
            "Publish the standards of filing, fees, risks, norms and procedure, and keep them "
            "current",
        ),
        due=Due(Unit.YEAR_END, local=True, least=0, most=90),
        trigger=("Court",),
        via=_ISSUED,
        every=Every.YEAR,
        early=True,
        locals_=(
            Local.once_in(
                Every.YEAR,
                Text("每几年公开或复核一次", "Published or looked through once in so many years"),
                5,
            ),
        ),
        version=2,
    ),
    Rule(
        code="procuratorate-invitation",
        name=Text("邀请检察院监督", "Invitation of the procuratorate"),
        basis="A16",
        event=Text("安排重大执行现场", "a major enforcement scene is planned"),
        debtor=Text("实施部门", "the department that carries it out"),
        act=Text("主动邀请检察院监督", "Invite the procuratorate to supervise"),
        due=Due(Unit.BEFORE),
        trigger=("Act",),
        via={"Act": ("",)},
        early=True,
    ),
    Rule(
        code="congress-report",
        name=Text("向人大报告执行工作", "Report to the people's congress"),
        basis="A16",
        event=Text("每年", "every year"),
        debtor=EVERY_COURT,
        act=Text(
            "向人大报告执行工作，主动接受人大监督、民主监督",
            "Report on enforcement to the people's congress, and accept democratic supervision",
        ),
        due=Due(Unit.YEAR_END, local=True, least=0, most=90),
        trigger=("Court",),
        via=_ISSUED,
        every=Every.YEAR,
        early=True,
        locals_=(
            Local.once_in(
                Every.YEAR, Text("每几年至少报告一次", "Reported once in so many years"), 5
            ),
        ),
        version=2,
    ),
)  # fmt: skip
