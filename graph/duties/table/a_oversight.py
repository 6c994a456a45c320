"""Duties of judges' meetings, rectification, its filing and checks, notices (A13, A15)."""

from __future__ import annotations

from graph.duties.rule import Due, Every, Local, Rule, Unit
from graph.text import Text

COURT_ABOVE = Text("上级法院", "the superior court")

RULES_MEETINGS: tuple[Rule, ...] = (
    Rule(
        code="judges-meeting",
        name=Text("执行专业法官会议", "Judges' meeting"),
        basis="A13",
        event=Text("定期", "from time to time"),
        debtor=Text("各级法院", "every court"),
        act=Text(
            "召开执行专业法官会议，研究重大、复杂执行案件以及疑难法律适用问题",
            "Hold a judges' meeting on grave and complex cases and hard questions of law",
        ),
        due=Due(Unit.QUARTER_END, local=True, least=0, most=90),
        trigger=("Court",),
        via={"Meeting": ("(n)-[:HELD_BY]->(t:Court) WHERE n.sort_of_meeting = 'judges'",)},
        every=Every.QUARTER,
        early=True,
        locals_=(
            Local.once_in(
                Every.QUARTER,
                Text("每几个季度至少召开一次", "One meeting in so many quarters"), 4,
            ),
        ),
        version=2,
    ),
    Rule(
        code="meeting-minutes",
        name=Text("专业法官会议纪要", "Minutes of a judges' meeting"),
        basis="A13",
        event=Text("执行专业法官会议达成一致", "a judges' meeting reaches agreement"),
        debtor=Text("召开会议的法院", "the meeting's court"),
        act=Text(
            "制作专业法官会议纪要；纪要要求列入执行实施机构的问题台账",
            "Issue minutes; what they require enters the implementing body's ledger",
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True),
        trigger=("Meeting",),
        via={
            "Meeting": ("(t:Meeting {uid: n.uid}) WHERE t.sort_of_meeting = 'judges'",),
            "Opinion": ("(n)-[:FROM]->(t:Meeting)",),
            "Rectification": ("(n)-[:ANSWERS]->(o:Opinion)-[:FROM]->(t:Meeting)",),
        },
    ),
)  # fmt: skip

_TO_RECTIFY = {
    "Feedback": ("",),
    "Rectification": (
        "(n)-[:ANSWERS]->(t:Feedback|Inspection|Opinion|Proposal)",
        "(n)-[:FIXES]->(f:Finding)<-[:COVERS]-(t:Feedback)",
        "(n)-[:FIXES]->(f:Finding)<-[:FOUND]-(t:Inspection)",
        "(n)-[:FIXES]->(f:Finding)<-[:FOUND]-(v:Visit)<-[:HAS_VISIT]-(t:Inspection)",
    ),
    "Finding": (
        "(n)<-[:COVERS]-(t:Feedback)",
        "(n)<-[:FOUND]-(t:Inspection)",
        "(n)<-[:FOUND]-(v:Visit)<-[:HAS_VISIT]-(t:Inspection)",
    ),
    "Inspection": ("",),
    "Visit": ("(n)<-[:HAS_VISIT]-(t:Inspection)",),
    "Opinion": ("",),
    "Meeting": ("(n)<-[:FROM]-(t:Opinion)",),
    "Proposal": ("",),
}

SOURCES = (
    "Review", "Petition", "Verification", "Inspection", "Visit", "Callback", "Meeting", "Tracking",
    "TripReport", "Event", "Disclosure",
)  # fmt: skip
"""What finds problems: the day on which it did is the day on which a problem appears."""

RULES_RECTIFICATION: tuple[Rule, ...] = (
    Rule(
        code="rectification",
        name=Text("逐项整改", "Rectification"),
        basis="A15",
        event=Text(
            "收到巡查督查反馈意见、执行审查或执行信访反馈意见、专业法官会议纪要或者改进建议",
            "an inspection's opinion, review or petition feedback, minutes or a proposal is "
            "received",
        ),
        debtor=Text("执行实施机构及其责任人", "the implementing body and the officer named"),
        act=Text(
            "列入问题台账，举一反三，逐项落实并附整改证据",
            "Carry out every item of the ledger of problems, with evidence",
        ),
        due=Due(Unit.AS_SET, 30, local=True),
        trigger=("Feedback", "Inspection", "Opinion", "Proposal"),
        via=_TO_RECTIFY,
        version=2,
    ),
    Rule(
        code="rectification-filing",
        name=Text("整改备案", "Filing of a rectification"),
        basis="A15",
        event=Text("整改完成", "a rectification is reported"),
        debtor=Text("执行实施机构", "the implementing body"),
        act=Text(
            "整改情况报本院执行专业法官会议备案",
            "File it with the judges' meeting of the own court",
        ),
        due=Due(Unit.QUARTER_END, local=True, least=0, most=90),
        trigger=("Rectification",),
        via={
            "Rectification": ("",),
            "Meeting": ("(n)<-[:FILED_WITH]-(t:Rectification)",),
        },
    ),
    Rule(
        code="rectification-check",
        name=Text("整改落实检查", "Check of rectification"),
        basis="A15",
        event=Text(
            "反馈事项进入检查周期，不论是否销号",
            "an item was fed back, whether it is closed or not",
        ),
        debtor=COURT_ABOVE,
        act=Text(
            "检查整改落实情况：落实、未予落实或者反复出现",
            "Check it: carried out, not carried out, or recurring",
        ),
        due=Due(Unit.CHECK_PERIOD_END, local=True),
        trigger=("Feedback", "Rectification"),
        via={
            "Feedback": ("",),
            "Finding": ("(n)<-[:COVERS]-(t:Feedback)",),
            "Rectification": ("", "(n)-[:ANSWERS]->(t:Feedback)"),
            "Check": (
                "(n)-[:CHECKS]->(t:Feedback|Rectification)",
                "(n)-[:CHECKS]->(r:Rectification)-[:ANSWERS]->(t:Feedback)",
            ),
        },
        locals_=(
            Local(
                "months",
                Text("检查周期", "Period of checks"),
                6, Text("个月", "months"), 1, 12,
            ),
        ),
    ),
    Rule(
        code="director-notice",
        name=Text("向执行局长通报", "Notice to the head of enforcement"),
        basis="A15",
        event=Text(
            "检查发现未予落实，或者已反馈问题反复出现",
            "a check finds it not carried out, or a problem already fed back appears again",
        ),
        debtor=COURT_ABOVE,
        act=Text(
            "向执行法院执行局长通报",
            "Send a notice to the head of enforcement of the court concerned",
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True),
        trigger=("Check", "Finding"),
        via={
            "Check": ("",),
            "Finding": ("",),
            "Feedback": (
                "(n)<-[:RECURS_AFTER]-(t:Finding)",
                "(n)<-[:CHECKS]-(t:Check)",
            ),
            "Rectification": (
                "(n)<-[:RECURS_AFTER]-(t:Finding)",
                "(n)<-[:CHECKS]-(t:Check)",
            ),
            "Notice": (
                "(n)-[:CITES]->(t:Check|Finding)",
                "(n)-[:CITES]->(k:Check)-[:CHECKS]->(f:Feedback|Rectification)"
                "<-[:RECURS_AFTER]-(t:Finding)",
                "(n)-[:CITES]->(k:Check)-[:CHECKS]->(f:Feedback|Rectification)"
                "<-[:CHECKS]-(t:Check)",
                "(n)-[:CITES]->(f:Feedback|Rectification)<-[:RECURS_AFTER]-(t:Finding)",
                "(n)-[:CITES]->(f:Feedback|Rectification)<-[:CHECKS]-(t:Check)",
            ),
            **dict.fromkeys(SOURCES, ("(n)-[:FOUND]->(t:Finding)",)),
        },
    ),
)  # fmt: skip
