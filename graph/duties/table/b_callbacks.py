"""Duties of call-backs to parties (B2)."""

from __future__ import annotations

from graph.duties.rule import Due, Every, Rule, Unit
from graph.text import Text

COMMAND_CENTRE = Text("执行局执行指挥中心", "the command centre")

_OF_DRAWER = (
    "-[:DRAWN_BY]->(b:Department)-[:OF]->(c:Court)<-[:UNDER*0..2]-(k:Court)"
    "<-[:OF]-(t:Department {function: 'command'})"
)
_CONCLUDED = "(n)-[:ENFORCED_BY]->(c:Court)<-[:OF]-(t:Department {function: 'command'})"
_DRAWN = f"(n){_OF_DRAWER}"
_SENT = f"(n {{way: 'message'}})-[:ASKS_ABOUT]->(q:Case)<-[:SELECTED]-(w:Draw){_OF_DRAWER}"
_MONTH = "CASE WHEN {0}.month =~ '\\\\d{{4}}-(0[1-9]|1[0-2])' THEN date({0}.month + '-01') END"

RULES_CALLBACKS: tuple[Rule, ...] = (
    Rule(
        code="monthly-draw",
        name=Text("每月随机抽取回访", "Monthly draw"),
        basis="B2",
        event=Text("每月有执结案件", "a month in which cases were concluded"),
        debtor=COMMAND_CENTRE,
        act=Text(
            "随机选取5%的执结案件（执行实施，当月），向当事人发送是否满意的短信",
            "5 % of the month's concluded enforcement cases are drawn at random, and messages "
            "sent to the parties",
        ),
        due=Due(Unit.DAY_OF_NEXT_MONTH, 10, local=True, most=28),
        trigger=("Department",),
        via={"Case": (_CONCLUDED,), "Draw": (_DRAWN,), "Callback": (_SENT,)},
        every=Every.MONTH,
        when={
            _CONCLUDED: "n.concluded_on",
            _DRAWN: _MONTH.format("n"),
            _SENT: _MONTH.format("w"),
        },
    ),
)
