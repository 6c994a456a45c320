"""Rules of consultations and of disputes between courts (A11, A12)."""

from graph.duties.facts.disputes import (
    consultation_attendance,
    dispute_negotiation,
    dispute_settlement,
)
from graph.duties.rule import Due, Rule, Unit
from graph.text import Text

_DISPUTE = {"Dispute": ("",), "Opinion": ("(n:Opinion)-[:FROM]->(t:Dispute)",)}

_OPINION = {"Opinion": ("",), "Dispute": ("(n:Dispute)<-[:FROM]-(t:Opinion)",)}

RULES_MEETINGS = (
    Rule(
        code="dispute-negotiation",
        name=Text("争议法院协商", "Negotiation between disputing courts"),
        basis="A12",
        event=Text(
            "两个或者两个以上法院发生执行争议",
            "a dispute over enforcement between two or more courts",
        ),
        debtor=Text("争议法院", "the disputing courts"),
        act=Text(
            "及时协商解决，制作协商纪要；协商不成的，逐级报共同上级法院",
            "Agree, with minutes; or report it level by level to the common superior court",
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
            "Settle it within one month with a plan: minutes, letter or decision",
        ),
        due=Due(Unit.MONTHS, 1),
        trigger=("Dispute",),
        via=_DISPUTE,
    ),
    Rule(
        code="dispute-implementation",
        name=Text("落实协调意见", "Coordination opinion carried out"),
        basis="A12",
        event=Text(
            "上级法院以函文、协调决定等形式下达协调意见",
            "a coordination opinion is sent down, in any form",
        ),
        debtor=Text("下级法院", "the lower court"),
        act=Text("在15个工作日内有效落实", "Carry it out effectively within 15 working days"),
        due=Due(Unit.WORKING_DAYS, 15),
        trigger=("Opinion",),
        via=_OPINION,
    ),
    Rule(
        code="minutes-followed",
        name=Text("执行协商、协调纪要", "Minutes carried out"),
        basis="A12",
        event=Text(
            "经协商或协调达成一致意见，制作纪要",
            "agreement is reached by negotiation or coordination, with minutes",
        ),
        debtor=Text("争议法院", "the disputing courts"),
        act=Text("遵照执行", "Carry them out"),
        due=Due(Unit.DAYS, 30, local=True),
        trigger=("Opinion",),
        via=_OPINION,
    ),
    Rule(
        code="consultation-attendance",
        name=Text("派员参加联合会商", "Attendance of a joint consultation"),
        basis="A11",
        event=Text(
            "基层法院直报省法院申请启动联合会商",
            "a basic court applies to the high court directly for a joint consultation",
        ),
        debtor=Text("中级法院", "the intermediate court"),
        act=Text("派员参加联合会商并提出意见", "Attend, and give an opinion"),
        due=Due(Unit.BEFORE),
        trigger=("Meeting",),
        via={
            "Meeting": ("(t:Meeting {uid: n.uid}) WHERE t.sort_of_meeting = 'joint'",),
            "Opinion": ("(n:Opinion)-[:FROM]->(t:Meeting)",),
        },
    ),
    Rule(
        code="consultation-opinion",
        name=Text("落实会商意见", "Opinion of a consultation carried out"),
        basis="A11",
        event=Text("联合会商形成意见", "a joint consultation closes with an opinion"),
        debtor=Text("受会商意见约束的法院", "the courts that it binds"),
        act=Text("落实会商意见；落实前予以督办", "Carry it out; it is followed up until then"),
        due=Due(Unit.AS_SET, 30, local=True),
        trigger=("Opinion",),
        via={
            "Opinion": ("",),
            "Meeting": ("(n:Meeting)<-[:FROM]-(t:Opinion)",),
        },
    ),
)  # fmt: skip

FACTS = {
    "dispute-negotiation": dispute_negotiation,
    "dispute-settlement": dispute_settlement,
    "consultation-attendance": consultation_attendance,
}
