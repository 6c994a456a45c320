"""Duties of call-backs to parties (B2)."""

from __future__ import annotations

from graph.duties.rule import Choice, Due, Every, Local, Rule, Unit
from graph.text import Text

COMMAND_CENTRE = Text("执行局执行指挥中心", "the command centre")

_CONCLUDED = "(n)-[:ENFORCED_BY]->(c:Court)<-[:OF]-(t:Department {function: 'command'})"
_CONCLUDED_EARLIER = (
    f"{_CONCLUDED} MATCH (later:Duty) WHERE later.opened_on > n.concluded_on AND later.anchor "
    "STARTS WITH 'monthly-draw|' + t.uid + '|' + toString(n.concluded_on.year) + 'M'"
)
"""The year's later months, of which the case may count too (``monthly-draw.span``)."""
_DRAWN = (
    "(n)-[:DRAWN_BY]->(b:Department)-[:OF]->(c:Court)<-[:UNDER*0..2]-(k:Court)"
    "<-[:OF]-(t:Department {function: 'command'})"
)
_SENT = (
    "(n {way: 'message'})-[:ASKS_ABOUT]->(q:Case)<-[:SELECTED]-(w:Draw)-[:DRAWN_BY]->(t:Department)"
)
_MADE = "(n)-[:MADE_BY]->(t:Department {function: 'command'})"
_TOLD = "(n)-[:ISSUED_BY]->(t:Department {function: 'command'})"
_TOLD_OF = f"{_TOLD} WHERE n.sort_of_statement = 'callback_statistics'"
"""What is open of later months, of which one report may be enough."""


def _month(field: str) -> str:
    """The first day of the month that a record's field names, none where it names none."""
    named = f"{field} =~ '\\\\d{{4}}-(0[1-9]|1[0-2])'"
    return f"CASE WHEN {named} THEN date({field} + '-01') END"


_MONTHS = Text("个月", "months")

SPC_2006 = "法发〔2006〕35号第一条"
"""最高人民法院关于人民法院办理执行案件若干期限的规定, of 23 December 2006, article 1: with property
“as a rule” within six months of filing, non-litigation enforcement within three; longer where the
president or a vice-president of the court approves."""


RULES_CALLBACKS: tuple[Rule, ...] = (
    Rule(
        code="monthly-draw",
        name=Text("每月随机抽取回访", "Monthly draw"),
        basis="B2",
        event=Text("每月有执结案件", "a month in which cases were concluded"),
        debtor=COMMAND_CENTRE,
        act=Text(
            "随机选取5%的执结案件（执行实施，当月），向当事人发送是否满意的短信",
            "Draw 5 % of the month's concluded enforcement cases at random, and send messages "
            "to the parties",
        ),
        due=Due(Unit.DAY_OF_NEXT_MONTH, 10, local=True, most=28),
        trigger=("Department",),
        via={"Case": (_CONCLUDED, _CONCLUDED_EARLIER), "Draw": (_DRAWN,), "Callback": (_SENT,)},
        every=Every.MONTH,
        when={
            _CONCLUDED: "n.concluded_on",
            _CONCLUDED_EARLIER: "later.opened_on",
            _DRAWN: _month("n.month"),
            _SENT: _month("w.month"),
        },
        locals_=(
            Local.by_text(
                "share",
                Text("每月随机选取执结案件的比例", "Share of concluded cases drawn a month"),
                5, Text("%", "%"),
            ),
            Local.one_of(
                "span",
                Text("从哪一期间的执结案件中抽取", "Cases that are drawn from"),
                Choice("month", Text("当月执结的", "Concluded in the month")),
                Choice(
                    "year",
                    Text("当年截至当月末执结的", "Concluded in the year, up to the month's end"),
                ),
            ),
        ),
    ),
    Rule(
        code="callback-statistics",
        name=Text("回访统计分析", "Statistics of call-backs"),
        basis="B2",
        event=Text("当月回访完成", "the month's call-backs are done"),
        debtor=COMMAND_CENTRE,
        act=Text(
            "对回访情况进行统计分析，报派驻纪检监察组和监察室，重点反映廉洁情况",
            "Send statistics and analysis to discipline team and supervision office, integrity "
            "first",
        ),
        due=Due(Unit.DAY_OF_NEXT_MONTH, 31, local=True, most=31),
        trigger=("Department",),
        via={"Callback": (_MADE,), "Statement": (_TOLD, _TOLD_OF)},
        every=Every.MONTH,
        when={_TOLD: _month("n.period")},
        early=True,
        locals_=(
            Local.once_in(
                Every.MONTH, Text("每几个月至少报送一次", "Reported once in so many months"), 12
            ),
        ),
    ),
    Rule(
        code="key-callback",
        name=Text("重点回访", "Key call-back"),
        basis="B2",
        event=Text(
            "超过18个月未结；有财产可供执行而在法定期限内未实际执结；当事人信访；上级法院督办",
            "open for more than 18 months; with property and not really concluded within the "
            "statutory period; a petition; a follow-up order from above",
        ),
        debtor=COMMAND_CENTRE,
        act=Text("重点回访", "Call the party back"),
        due=Due(Unit.WORKING_DAYS, 15, local=True),
        trigger=("Case", "Petition", "Transfer"),
        via={
            "Case": (
                "",
                "(n)<-[:ABOUT]-(t:Petition)",
                "(n)<-[:ON]-(t:Transfer)",
                "(n)-[:HAS_STEP]->(s:Step)<-[:ON]-(t:Transfer)",
            ),
            "Step": ("(n)<-[:ON]-(t:Transfer)",),
            "Petition": (
                "(t:Petition {uid: n.uid}) WHERE EXISTS { (t)-[:ABOUT]->(:Case) }",
                "(n)-[:ABOUT]->(t:Case)",
            ),
            "Transfer": ("",),
            "Callback": (
                "(n)-[:ASKS_ABOUT]->(t:Case|Petition)",
                "(n)-[:ASKS_ABOUT]->(k:Case)<-[:ABOUT|ON]-(t:Petition|Transfer)",
                "(n)-[:ASKS_ABOUT]->(k:Case)-[:HAS_STEP]->(s:Step)<-[:ON]-(t:Transfer)",
                "(n)-[:ASKS_ABOUT]->(p:Petition)-[:ABOUT]->(t:Case)",
                "(n)-[:ASKS_ABOUT]->(p:Petition)-[:ABOUT]->(k:Case)"
                "<-[:ABOUT|ON]-(t:Petition|Transfer)",
                "(n)-[:ASKS_ABOUT]->(p:Petition)-[:ABOUT]->(k:Case)-[:HAS_STEP]->(s:Step)"
                "<-[:ON]-(t:Transfer)",
            ),
        },
        locals_=(
            Local.by_text(
                "open_for", Text("超期未结的界限", "Open for longer than"), 18, _MONTHS
            ),
            Local.by_text(
                "statutory",
                Text(
                    "有财产可供执行案件的法定期限：立案起（扣除、延长期间另计）",
                    "Statutory period of cases with property, from filing (extensions deducted)",
                ),
                6, _MONTHS, SPC_2006,
            ),
            Local.by_text(
                "non_litigation",
                Text(
                    "非诉执行案件的法定期限：立案起（扣除、延长期间另计）",
                    "Statutory period of non-litigation enforcement, from filing (extensions "
                    "deducted)",
                ),
                3, _MONTHS, SPC_2006,
            ),
        ),
    ),
    Rule(
        code="phone-callback",
        name=Text("电话回访", "Phone call-back"),
        basis="B2",
        event=Text(
            "当事人短信回复“不满意”或“不知道”",
            "the party answers the message “not satisfied” or “does not know”",
        ),
        debtor=COMMAND_CENTRE,
        act=Text(
            "电话回访；回复满意的不再继续回访", "Call by phone; “satisfied” ends the call-backs"
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True),
        trigger=("Callback",),
        via={
            "Callback": (
                "",
                "(n)-[:ASKS_ABOUT]->(q:Case|Petition)<-[:ASKS_ABOUT]-(t:Callback {way: 'message'})",
            )
        },
        locals_=(
            Local.one_of(
                "silent",
                Text("短信未回复的", "Nobody answered the message"),
                Choice("counted", Text("只计数，不电话回访", "Counted, and not called")),
                Choice("called", Text("也电话回访", "Called by phone too")),
            ),
        ),
    ),
    Rule(
        code="visit-callback",
        name=Text("实地回访", "Visit"),
        basis="B2",
        event=Text(
            "电话回访结束后，当事人仍不满意", "the party is still dissatisfied after the phone"
        ),
        debtor=Text(
            "执行局、纪检监察组、监察室", "bureau, discipline team and supervision office"
        ),
        act=Text(
            "会商后分别安排专人实地回访，提出工作措施和建议",
            "Consult, and each name a person for a visit; with measures and suggestions",
        ),
        due=Due(Unit.WORKING_DAYS, 20, local=True),
        trigger=("Callback",),
        via={
            "Callback": (
                "",
                "(n)-[:ASKS_ABOUT]->(q:Case|Petition)<-[:ASKS_ABOUT]-(t:Callback {way: 'phone'})",
            ),
            "Meeting": (
                "(n)-[:CONSIDERED]->(k:Case)<-[:ASKS_ABOUT]-(t:Callback {way: 'phone'})",
                "(n)-[:CONSIDERED]->(k:Case)<-[:ABOUT]-(p:Petition)"
                "<-[:ASKS_ABOUT]-(t:Callback {way: 'phone'})",
            ),
            "Petition": ("(n)<-[:ASKS_ABOUT]-(t:Callback {way: 'phone'})",),
        },
        version=2,
    ),
)  # fmt: skip
