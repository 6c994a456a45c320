"""Rules of petitions: entry, call-back, feedback to the areas, what is done about it (A8–A10)."""

from graph.duties.facts.petitions import (
    next_quarter_rectification,
    petition_callback,
    quarterly_petition_feedback,
)
from graph.duties.rule import Due, Every, Local, Rule, Unit
from graph.text import Text

RULES_PETITIONS = (
    Rule(
        code="petition-entry",
        name=Text("信访即办录入", "Entry of petitions"),
        basis="A8",
        event=Text("收到执行信访事项（接访即办）", "a petition about enforcement is received"),
        debtor=Text("接收部门", "the receiving department"),
        act=Text(
            "及时、全面录入人民法院执行申诉信访办理系统",
            "entered in full and in time in the courts' system for enforcement petitions",
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
            "the petitioner is called back: response, handling, result, opinions on enforcement",
        ),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Petition",),
        via={"Petition": ("",), "Callback": ("(n:Callback)-[:ASKS_ABOUT]->(t:Petition)",)},
    ),
    Rule(
        code="quarterly-petition-feedback",
        name=Text("信访季度反馈", "Quarterly feedback on petitions"),
        basis="A10",
        event=Text("季度终了", "a quarter ends"),
        debtor=Text("省法院执行信访部门", "the high court's petition department"),
        act=Text(
            "向中级法院辖区书面反馈或者以片会形式集中反馈执行信访中发现的突出问题",
            "feedback, written or at a regional meeting, to each intermediate court's area on the "
            "outstanding problems that petitions show",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True, most=60),
        trigger=("Court",),
        via={
            "Feedback": (
                "(n:Feedback)-[:ISSUED_BY]->(t:Court)",
                "(n:Feedback)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(s:Petition)"
                ", (n)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(s:Verification)"
                ", (n)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)",
            ),
            "Meeting": ("(n:Meeting)-[:HELD_BY]->(t:Court)",),
        },
        every=Every.QUARTER,
        when={
            "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(s:Petition)"
            ", (n)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)": "date(s.received_on)",
            "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(s:Verification)"
            ", (n)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)": "date(s.verified_on)",
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
            "rectified in the next quarter, and reported to the high court",
        ),
        due=Due(Unit.NEXT_QUARTER_END),
        trigger=("Feedback",),
        via={
            "Feedback": ("",),
            "Rectification": (
                "(n:Rectification)-[:ANSWERS]->(t:Feedback)",
                "(n:Rectification)-[:FIXES]->(:Finding)<-[:COVERS]-(t:Feedback)",
            ),
            "Finding": ("(n:Finding)<-[:COVERS]-(t:Feedback)",),
        },
        locals_=(
            Local(
                "after_issue",
                Text(
                    "“次季度”的起算：1为签发季度之后，0为所反馈季度之后",
                    "The next quarter: 1 after the quarter of issue, 0 after the one reported on",
                ),
                1, Text("", ""), 0, 1,
            ),
        ),
    ),
)  # fmt: skip

FACTS = {
    "petition-callback": petition_callback,
    "quarterly-petition-feedback": quarterly_petition_feedback,
    "next-quarter-rectification": next_quarter_rectification,
}
