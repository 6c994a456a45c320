"""Rules of consultations and of disputes between courts (A11, A12)."""

from graph.duties.facts.disputes import dispute_negotiation, dispute_settlement
from graph.duties.rule import Due, Rule, Unit
from graph.text import Text

_DISPUTE = {"Dispute": ("",), "Opinion": ("(n:Opinion)-[:FROM]->(t:Dispute)",)}

RULES_MEETINGS = (
    Rule(
        code="dispute-negotiation",
        name=Text("争议法院协商", "Negotiation between disputing courts"),
        basis="A12",
        event=Text(
            "两个或者两个以上法院发生执行争议", "a dispute over enforcement between two or more courts"
        ),
        debtor=Text("争议法院", "the disputing courts"),
        act=Text(
            "及时协商解决，制作协商纪要；协商不成的，逐级报共同上级法院",
            "agreed, with minutes; or reported up level by level to the common superior court",
        ),
        due=Due(Unit.WORKING_DAYS, 10, local=True, most=60),
        trigger=("Dispute",),
        via=_DISPUTE,
    ),
    Rule(
        code="dispute-settlement",
        name=Text("共同上级法院协调解决争议", "Settlement by the common superior court"),
        basis="A12",
        event=Text(
            "执行争议报请共同上级法院，或由其主动发现",
            "a dispute is reported to the common superior court, or found by it",
        ),
        debtor=Text("共同上级法院", "the common superior court"),
        act=Text(
            "在1个月内解决争议，提出协调方案：纪要、函文或者协调决定",
            "settled within one month with a plan: minutes, letter or decision",
        ),
        due=Due(Unit.MONTHS, 1),
        trigger=("Dispute",),
        via=_DISPUTE,
    ),
)  # fmt: skip

FACTS = {"dispute-negotiation": dispute_negotiation, "dispute-settlement": dispute_settlement}
