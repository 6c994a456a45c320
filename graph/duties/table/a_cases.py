"""Rules of the steps and accounts of a case (A4)."""

from graph.duties.rule import Choice, Due, Local, Rule, Unit
from graph.text import Text

RULES_CASES = (
    Rule(
        code="step-overdue",
        name=Text("关键节点超期", "Key step past its due day"),
        basis="A4",
        event=Text(
            "财产查控、拍卖变卖、案款发放等关键节点超过期限",
            "a key step (search, sale, payment and others) passes its due day",
        ),
        debtor=Text(
            "案件承办人；没有登记承办人的，执行法院",
            "the case handler; where none is on record, the enforcing court",
        ),
        act=Text("完成该节点，或作出说明", "Do the step, or explain why not"),
        due=Due(Unit.AT_ONCE),
        trigger=("Step",),
        via={"Step": ("",), "Case": ("(n:Case)-[:HAS_STEP]->(t:Step)",)},
        latent=True,
    ),
    Rule(
        code="account-misuse",
        name=Text("审批账号违规使用与违规拦截的核实", "Misuse of an approval account verified"),
        basis="A4",
        event=Text(
            "违规使用审批账号，或违规操作被拦截",
            "an approval account is used against the rules, or a violation is intercepted",
        ),
        debtor=Text("部门负责人", "the department head"),
        act=Text(
            "核实：属实的登记问题，或予以排除",
            "Verify it: enter a finding where it is true, or clear it",
        ),
        due=Due(Unit.WORKING_DAYS, 5, local=True, most=60),
        trigger=("Event",),
        via={
            "Event": ("",),
            "Finding": ("(n:Finding)<-[:FOUND]-(t:Event)",),
            "Officer": ("(n:Officer)<-[:CAUSED_BY]-(t:Event)",),
        },
        locals_=(
            Local.owner(
                Choice("head", Text("部门负责人", "The head of the department")),
                Choice("department", Text("所在部门", "The department")),
            ),
        ),
    ),
)
