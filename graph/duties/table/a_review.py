"""Rules of the review of enforcement: lists of evidence, case feedback, collected feedback (A6, A7)."""

from graph.duties.facts.feedback import case_feedback
from graph.duties.rule import Due, Rule, Unit
from graph.text import Text

RULES_REVIEW = (
    Rule(
        code="evidence-list",
        name=Text("按清单提供证据材料", "Materials on the list of evidence"),
        basis="A6",
        event=Text(
            "异议审查机构发出证据材料清单，或要求就有关问题说明",
            "the objection review body sends its list of evidence, or asks for an explanation",
        ),
        debtor=Text("实施机构", "the implementing department"),
        act=Text(
            "按照清单要求提供全部证据及相关材料，就有关问题进行说明",
            "all evidence and materials on the list are delivered; explanation where asked",
        ),
        due=Due(Unit.WORKING_DAYS, 5, local=True, most=60),
        trigger=("Exchange",),
        via={
            "Exchange": (
                "",
                "(n:Exchange)-[:IN]->(:Review)<-[:IN]-(t:Exchange)",
            ),
        },
    ),
    Rule(
        code="case-feedback",
        name=Text("个案反馈", "Case feedback"),
        basis="A6",
        event=Text(
            "撤销、变更实施行为的裁定生效；经复议维持、改变，或监督纠正",
            "a ruling that revokes or changes an act takes effect; upheld or changed on "
            "reconsideration; corrected on supervision",
        ),
        debtor=Text(
            "异议审查机构；复议改变异议裁定以及撤销、变更实施行为的，复议法院；监督纠正的，监督法院",
            "the objection body; where reconsideration changes the ruling or the act, the "
            "reconsideration court; where supervision corrects, the supervising court",
        ),
        act=Text(
            "就撤销、变更原因以及发现的问题，向实施机构个案反馈",
            "feedback on the case to the implementing body: why revoked or changed, what was found",
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True, most=60),
        trigger=("Review",),
        via={
            "Review": ("", "(n:Review)-[:REVIEWS]-(t:Review)"),
            "Finding": (
                "(n:Finding)<-[:FOUND]-(t:Review)",
                "(n:Finding)<-[:FOUND]-(:Review)-[:REVIEWS]-(t:Review)",
            ),
            "Feedback": (
                "(n:Feedback)-[:ABOUT]->(t:Review)",
                "(n:Feedback)-[:ABOUT]->(:Review)-[:REVIEWS]-(t:Review)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(t:Review)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(:Review)-[:REVIEWS]-(t:Review)",
            ),
        },
        early=True,
    ),
)

FACTS = {"case-feedback": case_feedback}
