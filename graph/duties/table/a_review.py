"""Rules of the review of enforcement: evidence, case feedback, collected feedback (A6, A7)."""

from graph.duties.facts.concentration import concentration
from graph.duties.facts.feedback import case_feedback
from graph.duties.rule import Choice, Due, Every, Local, Reason, Rule, Unit, Waiver
from graph.duties.statistical import CONCENTRATION_LOCALS
from graph.text import Text

_FOUND = "(n:Finding)<-[:FOUND]-(r:Review)-[:DECIDED_BY]->(t:Department)"
_DECIDED = "(n:Review)-[:DECIDED_BY]->(t:Department)"
_PERIODIC = " WHERE n.sort_of_feedback IN ['quarterly', 'annual']"
_COVERED = (
    "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(r:Review)-[:DECIDED_BY]->(t:Department)"
    + _PERIODIC
)

_COLLECTED = {
    "Review": (_DECIDED,),
    "Finding": (_FOUND,),
    "Feedback": (
        "(n:Feedback)-[:ISSUED_BY]->(t:Department)" + _PERIODIC,
        "(n:Feedback)-[:ISSUED_BY]->(:Court)<-[:OF]-(t:Department)" + _PERIODIC,
        _COVERED,
    ),
}
_RULED = {
    _DECIDED: "date(coalesce(n.effective_on, n.ruled_on))",
    _FOUND: "date(coalesce(r.effective_on, r.ruled_on))",
    _COVERED: "date(coalesce(r.effective_on, r.ruled_on))",
}
"""What a review found is established when its ruling takes effect: that is its period."""

_ANALYSIS = " WHERE n.sort_of_feedback = 'analysis'"
_ISSUED = {
    "Feedback": (
        "(n:Feedback)-[:ISSUED_BY]->(t:Court)" + _ANALYSIS,
        "(n:Feedback)-[:ISSUED_BY]->(:Department)-[:OF]->(t:Court)" + _ANALYSIS,
    ),
}

_FEEDBACK_LOCALS = (
    Local.one_of(
        "upheld",
        Text("驳回异议的裁定经复议维持", "A rejecting ruling is upheld on reconsideration"),
        Choice("found", Text("发现问题的反馈", "Feedback if problems were found")),
        Choice("always", Text("一律反馈", "Feedback always")),
        Choice("never", Text("不反馈", "No feedback")),
    ),
    Local.one_of(
        "parts",
        Text("部分维持、部分改变的", "Upheld in part, changed in part"),
        Choice("each", Text("各就其部分反馈", "Each for its part")),
        Choice("reconsideration", Text("由复议法院一并反馈", "The reconsideration court alone")),
    ),
    Local.one_of(
        "sanction",
        Text("惩戒措施直接复议的", "A sanction reconsidered directly"),
        Choice("reconsideration", Text("由复议法院反馈", "The reconsideration court")),
        Choice("own", Text("由作出惩戒措施的法院反馈", "The court that imposed it")),
    ),
    Local.one_of(
        "supervision",
        Text("监督纠正的", "Supervision corrects"),
        Choice("court", Text("由监督法院反馈", "The supervising court")),
        Choice("none", Text("不要求个案反馈", "No case feedback")),
    ),
)  # fmt: skip

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
            "Deliver all evidence and materials on the list; explain where asked",
        ),
        due=Due(Unit.WORKING_DAYS, 5, local=True, most=60),
        trigger=("Exchange",),
        via={
            "Exchange": (
                "(t:Exchange {uid: n.uid}) "
                "WHERE t.sort_of_exchange IN ['evidence_list', 'question']",
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
            "Give the implementing body feedback on the case: why revoked or changed, what was "
            "found",
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True, most=60),
        trigger=("Review",),
        via={
            "Review": (
                "(t:Review {uid: n.uid}) WHERE t.outcome IS NOT NULL",
                "(n:Review)-[:REVIEWS]-(t:Review)",
            ),
            "Finding": (
                "(n:Finding)<-[:FOUND]-(t:Review)",
                "(n:Finding)<-[:FOUND]-(:Review)-[:REVIEWS]-(t:Review)",
            ),
            "Feedback": (
                "(n:Feedback)-[:ABOUT]->(t:Review)",
                "(n:Feedback)-[:ABOUT]->(:Review)-[:REVIEWS]-(t:Review)",
                "(n:Feedback)-[:ABOUT]->(:Review)-[:REVIEWS]->(:Review)<-[:REVIEWS]-(t:Review)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(t:Review)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(:Review)-[:REVIEWS]-(t:Review)",
                "(n:Feedback)-[:COVERS]->(:Finding)<-[:FOUND]-(:Review)-[:REVIEWS]->(:Review)"
                "<-[:REVIEWS]-(t:Review)",
            ),
        },
        early=True,
        locals_=_FEEDBACK_LOCALS,
    ),
    Rule(
        code="quarterly-review-feedback",
        name=Text("审查季度集中反馈", "Quarterly feedback of a review department"),
        basis="A7",
        event=Text(
            "季度终了，异议、复议、监督审查中发现了问题",
            "a quarter ends with findings from objections, reconsiderations, supervision",
        ),
        debtor=Text("各执行审查机构", "each review department"),
        act=Text(
            "归纳总结、集中反馈，提出整改建议",
            "Feed back what was collected, with suggestions for rectification",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True, most=60),
        trigger=("Department",),
        via=_COLLECTED,
        every=Every.QUARTER,
        when=_RULED,
    ),
    Rule(
        code="annual-review-feedback",
        name=Text("审查年度集中反馈", "Annual feedback of a review department"),
        basis="A7",
        event=Text(
            "年度终了，异议、复议、监督审查中发现了问题",
            "a year ends with findings from objections, reconsiderations, supervision",
        ),
        debtor=Text("各执行审查机构", "each review department"),
        act=Text(
            "归纳总结、集中反馈，提出整改建议",
            "Feed back what was collected, with suggestions for rectification",
        ),
        due=Due(Unit.WORKING_DAYS, 40, local=True, most=120),
        trigger=("Department",),
        via=_COLLECTED,
        every=Every.YEAR,
        when=_RULED,
    ),
    Rule(
        code="review-analysis",
        name=Text("改撤情况常态化分析反馈", "Standing analysis of what is revoked or changed"),
        basis="A7",
        event=Text(
            "常态：异议、复议改撤情况，执行专业法官会议发现的突出、普遍性问题",
            "standing: what objections and reconsiderations revoke or change, and the outstanding "
            "and widespread problems of judges' meetings",
        ),
        debtor=Text("省法院执行裁决机构", "the high court's review department"),
        act=Text("每季度分析、总结和反馈", "Analyse, sum up and feed back each quarter"),
        due=Due(Unit.QUARTER_END, local=True, least=0, most=90),
        trigger=("Court",),
        via=_ISSUED,
        every=Every.QUARTER,
        early=True,
        locals_=(
            Local.once_in(
                Every.QUARTER,
                Text("每几个季度至少分析反馈一次", "One analysis in so many quarters"), 4,
            ),
        ),
    ),
    Rule(
        code="concentration",
        name=Text("专项现场督导", "On-site guidance where a problem is concentrated"),
        basis="A7",
        event=Text(
            "某类问题集中在某下级法院",
            "one kind of problem is concentrated in one lower court",
        ),
        debtor=Text("省法院执行裁决机构", "the high court's review department"),
        act=Text(
            "开展专项现场督导，或说明不开展的理由",
            "Open on-site guidance, or decline it with the reason",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True, most=60),
        trigger=("Court",),
        via={"Inspection": ("(n:Inspection)-[:INSPECTS]->(t:Court)",)},
        every=Every.QUARTER,
        look_back=4,
        locals_=CONCENTRATION_LOCALS,
        waiver=Waiver(
            reasons=(
                Reason(
                    "not_called_for",
                    Text("经分析不需要现场督导", "Analysed: guidance on site isn't called for"),
                ),
                *Waiver().reasons,
            )
        ),
    ),
    Rule(
        code="typical-cases",
        name=Text("发布执行裁决典型案例", "Typical rulings published"),
        basis="A7",
        event=Text("每年", "each year"),
        debtor=Text("执行审查机构", "the review department"),
        act=Text("发布执行裁决典型案例", "Publish typical rulings"),
        due=Due(Unit.YEAR_END, local=True, least=0, most=90),
        trigger=("Department",),
        via={"TypicalCase": ("(n:TypicalCase)-[:PUBLISHED_BY]->(t:Department)",)},
        every=Every.YEAR,
        early=True,
        locals_=(
            Local.one_of(
                "levels",
                Text("发布典型案例的法院", "Courts that publish"),
                Choice("high", Text("省法院", "The high court")),
                Choice("intermediate", Text("省法院和中级法院", "Intermediate courts too")),
                Choice("basic", Text("各级法院", "Courts of all levels")),
            ),
            Local.once_in(
                Every.YEAR, Text("每几年至少发布一次", "Published once in so many years"), 5
            ),
        ),
    ),
)  # fmt: skip

FACTS = {"case-feedback": case_feedback, "concentration": concentration}
