"""Rules of petitions: entry, call-back, feedback to the areas, what is done about it (A8–A10)."""

from collections.abc import Iterator

from graph.duties.facts.areas import (
    annual_focus,
    next_quarter_rectification,
    quarterly_petition_feedback,
    roving_supervision,
)
from graph.duties.facts.petitions import (
    correction_order,
    dual_investigation,
    petition_callback,
    resolution_conversion,
    verification,
)
from graph.duties.rule import Choice, Due, Every, Local, Reason, Rule, Unit, Waiver
from graph.model import type_of
from graph.text import Text

_BY_PETITION = "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(s:Petition)"
_BY_VERIFICATION = "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(s:Verification)"
_COLLECTED = " WHERE n.sort_of_feedback IN ['petition_quarterly', 'annual_focus']"
_OF_COURT = ", (n)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)" + _COLLECTED

_ISSUED = (
    "(n:Feedback)-[:ISSUED_BY]->(t:Court)" + _COLLECTED,
    "(n:Feedback)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)" + _COLLECTED,
)

_SELF = "(t:Petition {uid: n.uid}) WHERE "
_RESOLVED = _SELF + "t.resolution IN ['staged', 'final']"
_SENT_UP = _SELF + "t.sent_up_on IS NOT NULL OR EXISTS { (t)<-[:VERIFIES]-(:Verification) }"
_IN_LEDGER = _SELF + (
    "t.resolution IN ['procedural', 'staged'] OR t.procedural_on IS NOT NULL "
    "OR t.staged_on IS NOT NULL"
)
"""The petition itself, of the sort that the rule is about: most are not, and needn't be judged."""

_ESTABLISHED = {
    "Finding": ("(t:Finding {uid: n.uid}) WHERE t.status = 'established'",),
    "Verification": ("(n:Verification)-[:FOUND]->(t:Finding)",),
    "Petition": (
        "(n:Petition)-[:FOUND]->(t:Finding)",
        "(n:Petition)<-[:VERIFIES]-(:Verification)-[:FOUND]->(t:Finding)",
    ),
}
"""What leads to a finding that handling a petition established."""

_VISITED = (
    "(n:Inspection)-[:HAS_VISIT]->(v:Visit), (n)-[:CARRIED_OUT_BY]->(t:Court)",
    "(n:Inspection)-[:HAS_VISIT]->(v:Visit), (n)-[:CARRIED_OUT_BY]->(:Department)-[:OF]->(t:Court)",
)
"""A visit counts on its own day, which may lie in another year than its inspection's beginning."""

_VISITED_LATE = (
    "(n:Inspection)-[:HAS_VISIT]->(v:Visit)<-[:DISCHARGED_BY]-"
    "(d:Duty {rule_code: 'roving-supervision'})-[:ARISES_FROM]->(t:Court)"
)
"""A year long past that a visit made good."""

_HIGH_COURT = Local.owner(
    Choice("court", Text("省法院", "The high court")),
    Choice("bureau", Text("省法院执行局", "The high court's enforcement bureau")),
    Choice("petitions", Text("省法院执行信访部门", "The high court's petition department")),
)
"""Where there is no such department on that day, the court."""


def _states(*codes: str) -> Iterator[Text]:
    """States of resolution by name."""
    named = type_of("Petition").own_fields["resolution"].choices
    return (named[code] for code in codes)


RULES_PETITIONS = (
    Rule(
        code="petition-entry",
        name=Text("信访即办录入", "Entry of petitions"),
        basis="A8",
        event=Text("收到执行信访事项（接访即办）", "a petition about enforcement is received"),
        debtor=Text("接收部门", "the receiving department"),
        act=Text(
            "及时、全面录入人民法院执行申诉信访办理系统",
            "Enter it in full and in time in the courts' system for enforcement petitions",
        ),
        due=Due(Unit.DAYS, 0, local=True, least=0, most=30),
        trigger=("Petition",),
        via={"Petition": ("",)},
        latent=True,
    ),
    Rule(
        code="petition-callback",
        name=Text("信访化解后回访", "Call-back after a petition is resolved"),
        basis="A8",
        event=Text(
            "信访案件阶段化解或实质化解",
            "a petition reaches staged or final resolution",
        ),
        debtor=Text("上一级法院", "the court one level up"),
        act=Text(
            "对信访人回访，了解信访诉求办理响应、解决情况，征询对执行工作的意见",
            "Call the petitioner back: response, handling, result, opinions on enforcement",
        ),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Petition",),
        via={"Petition": (_RESOLVED,), "Callback": ("(n:Callback)-[:ASKS_ABOUT]->(t:Petition)",)},
    ),
    Rule(
        code="quarterly-petition-feedback",
        name=Text("信访季度反馈", "Quarterly feedback on petitions"),
        basis="A10",
        event=Text("季度终了", "a quarter ends"),
        debtor=Text("省法院执行信访部门", "the high court's petition department"),
        act=Text(
            "向中级法院辖区书面反馈或者以片会形式集中反馈执行信访中发现的突出问题",
            "Give feedback, written or at a regional meeting, to each intermediate court's area "
            "on the outstanding problems that petitions show",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True, most=60),
        trigger=("Court",),
        via={
            "Feedback": (*_ISSUED, _BY_PETITION + _OF_COURT, _BY_VERIFICATION + _OF_COURT),
            "Meeting": ("(n)-[:HELD_BY]->(t:Court) WHERE n.sort_of_meeting = 'regional'",),
        },
        every=Every.QUARTER,
        when={
            _BY_PETITION + _OF_COURT: "date(s.received_on)",
            _BY_VERIFICATION + _OF_COURT: "date(s.verified_on)",
        },
    ),
    Rule(
        code="next-quarter-rectification",
        name=Text("次季度整改并报省法院", "Rectification in the next quarter"),
        basis="A10",
        event=Text(
            "省法院执行信访部门季度反馈",
            "the high court's petition department gives its quarterly feedback",
        ),
        debtor=Text("中级法院", "the intermediate court"),
        act=Text(
            "在次季度完成整改并将情况报省法院",
            "Put it right in the next quarter, and report to the high court",
        ),
        due=Due(Unit.NEXT_QUARTER_END),
        instead_of=("rectification",),
        trigger=("Feedback",),
        via={
            "Feedback": (
                "(t:Feedback {uid: n.uid}) WHERE t.sort_of_feedback = 'petition_quarterly'",
            ),
            "Rectification": (
                "(n:Rectification)-[:ANSWERS]->(t:Feedback)",
                "(n:Rectification)-[:FIXES]->(:Finding)<-[:COVERS]-(t:Feedback)",
            ),
            "Finding": ("(n:Finding)<-[:COVERS]-(t:Feedback)",),
        },
        locals_=(
            Local.one_of(
                "after_issue",
                Text("“次季度”的起算", "The next quarter"),
                Choice("issue", Text("签发季度之后", "After the quarter of issue")),
                Choice("reported", Text("所反馈季度之后", "After the quarter reported on")),
            ),
        ),
    ),
    Rule(
        code="correction-order",
        name=Text("责令限期纠正", "Order to put right"),
        basis="A8",
        event=Text(
            "信访办理中发现消极执行、违法执行、弄虚作假等情形",
            "passive, unlawful or dishonest enforcement is found in handling a petition",
        ),
        debtor=Text("办理信访的法院", "the court that handles the petition"),
        act=Text("责令限期纠正，并已纠正", "Order it to be put right in time, and see that it is"),
        due=Due(Unit.AS_SET, 30, local=True),
        trigger=("Finding",),
        via=_ESTABLISHED | {"CorrectionOrder": ("(n:CorrectionOrder)-[:BASED_ON]->(t:Finding)",)},
        locals_=(
            Local.owner(
                Choice("handling", Text("办理信访的法院", "The court that handles the petition")),
                Choice("superior", Text("其上一级法院", "The court one level up")),
            ),
        ),
    ),
    Rule(
        code="dual-investigation",
        name=Text("启动“一案双查”", "Dual investigation opened"),
        basis="A8 A14",
        event=Text(
            "信访办理中发现的上述情形造成恶劣影响和严重后果",
            "what was found so in handling a petition has had grave consequences",
        ),
        debtor=Text(
            "上级法院执行机构和监察室",
            "the superior court's enforcement body and supervision office",
        ),
        act=Text(
            "启动“一案双查”，就案件和人员作出结论",
            "Open a dual investigation, and conclude on the case and its officers",
        ),
        due=Due(Unit.WORKING_DAYS, 5, local=True, most=60),
        trigger=("Finding",),
        via=_ESTABLISHED
        | {
            "Finding": ("(t:Finding {uid: n.uid}) WHERE t.grave",),
            "DualInvestigation": ("(n:DualInvestigation)-[:BASED_ON]->(t:Finding)",),
        },
        sealed=True,
        locals_=(
            Local.owner(
                Choice(
                    "both",
                    Text(
                        "上级法院执行机构和监察室",
                        "Enforcement body and supervision office above",
                    ),
                ),
                Choice("enforcement", Text("上级法院执行机构", "The enforcement body above")),
                Choice("supervision", Text("上级法院监察室", "The supervision office above")),
            ),
        ),
    ),
    Rule(
        code="verification",
        name=Text("信访核查核销", "Verification of a petition"),
        basis="A9",
        event=Text("信访案件报请核销", "a petition is sent up for verification and write-off"),
        debtor=Text("核查部门", "the verifying department"),
        act=Text(
            "核查核销登记：是否属实、突出问题、工作改进建议；退回的，先与下级法院承办人联系，载"
            "明原因并提出指导意见",
            "Enter it as verified: true or not, outstanding problems, suggestions; where "
            "returned, after contact with the lower handler, with the reasons and guidance",
        ),
        due=Due(Unit.WORKING_DAYS, 15, local=True, most=60),
        trigger=("Petition",),
        via={
            "Petition": (_SENT_UP,),
            "Verification": ("(n:Verification)-[:VERIFIES]->(t:Petition)",),
        },
        version=2,
    ),
    Rule(
        code="rework",
        name=Text("退回信访重新办理", "Returned petition handled anew"),
        basis="A9",
        event=Text("信访案件核查后退回重新办理", "verification returned the petition"),
        debtor=Text("下级法院", "the lower court"),
        act=Text("重新办理并再次报请", "Handle it anew and send it up again"),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Verification",),
        via={
            "Verification": (
                "",
                "(n:Verification)-[:VERIFIES]->(:Petition)<-[:VERIFIES]-(t:Verification)",
            ),
            "Petition": ("(n:Petition)<-[:VERIFIES]-(t:Verification)",),
        },
    ),
    Rule(
        code="roving-supervision",
        name=Text("年度巡回督导全覆盖", "Roving supervision of every area"),
        basis="A10",
        event=Text("年度", "a calendar year"),
        debtor=Text("省法院", "the high court"),
        act=Text(
            "组成办案组到执行一线巡回督导，对辖区中院全覆盖",
            "Visit every intermediate court's area",
        ),
        due=Due(Unit.YEAR_END),
        trigger=("Court",),
        via={
            "Visit": (
                "(n:Visit)<-[:HAS_VISIT]-(:Inspection)-[:CARRIED_OUT_BY]->(t:Court)",
                "(n:Visit)<-[:HAS_VISIT]-(:Inspection)-[:CARRIED_OUT_BY]->(:Department)"
                "-[:OF]->(t:Court)",
            ),
            "Inspection": (
                "(n:Inspection)-[:CARRIED_OUT_BY]->(t:Court)",
                "(n:Inspection)-[:CARRIED_OUT_BY]->(:Department)-[:OF]->(t:Court)",
                *_VISITED,
                _VISITED_LATE,
            ),
        },
        every=Every.YEAR,
        when={**dict.fromkeys(_VISITED, "v.visited_on"), _VISITED_LATE: "d.opened_on"},
        waiver=Waiver(
            reasons=(
                Reason("exception", Text("原则上全覆盖的例外", "An exception in principle")),
                *Waiver().reasons,
            )
        ),
        locals_=(_HIGH_COURT,),
    ),
    Rule(
        code="resolution-conversion",
        name=Text("推动向终局化解转化", "Followed up until final resolution"),
        basis="A10",
        event=Text(
            "信访案件列入程序化解、阶段化解案件台账",
            "a petition stands in the ledger of procedural or staged resolution",
        ),
        debtor=Text("中级法院", "the intermediate court"),
        act=Text("动态监管、跟进督导，直至终局化解", "Follow it up until it is finally resolved"),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Petition",),
        via={
            "Petition": (_IN_LEDGER,),
            "Verification": ("(n:Verification)-[:VERIFIES]->(t:Petition)",),
            "Callback": ("(n:Callback)-[:ASKS_ABOUT]->(t:Petition)",),
        },
        locals_=(
            Local.one_of(
                "order",
                Text("化解状态的转化次序", "Order of the states of resolution"),
                Choice.order("procedural", *_states("procedural", "staged", "final")),
                Choice.order("staged", *_states("staged", "procedural", "final")),
                Choice("any", Text("程序化解、阶段化解不分先后", "Whichever comes first")),
            ),
        ),
        version=2,
    ),
    Rule(
        code="annual-focus",
        name=Text("年度整改重点", "Focus of the year's rectification"),
        basis="A10",
        event=Text(
            "顽瘴痼疾在当年季度反馈中反复出现",
            "a problem comes back in the year's quarterly feedback",
        ),
        debtor=Text("省法院", "the high court"),
        act=Text(
            "在次年第一季度集中反馈，作为辖区法院年度整改工作重点",
            "Feed it back in the first quarter of the next year as the area's focus of the year",
        ),
        due=Due(Unit.FIRST_QUARTER_NEXT_YEAR),
        trigger=("Court",),
        via={"Feedback": _ISSUED},
        every=Every.YEAR,
        look_back=1,
        locals_=(
            Local(
                "times",
                Text(
                    "反复出现：当年季度反馈中的次数",
                    "Comes back: in how many of the year's quarters",
                ),
                2, Text("次", "times"), 2, 4,
            ),
            _HIGH_COURT,
        ),
    ),
)  # fmt: skip

FACTS = {
    "petition-callback": petition_callback,
    "quarterly-petition-feedback": quarterly_petition_feedback,
    "next-quarter-rectification": next_quarter_rectification,
    "correction-order": correction_order,
    "dual-investigation": dual_investigation,
    "verification": verification,
    "roving-supervision": roving_supervision,
    "resolution-conversion": resolution_conversion,
    "annual-focus": annual_focus,
}
