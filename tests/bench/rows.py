"""A made province: the same rows for the graph and for the peer, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from graph.model import headline, new_uid, rank, type_of

SEED = 20211230
FIRST_DAY = date(2017, 1, 1)
DAYS = 5 * 365
MOMENT = datetime(2022, 1, 1, tzinfo=UTC)

INTERMEDIATE = 17
BASIC = 153
CASES_AN_OFFICER = 500
ACTS_A_CASE = 0.6
CASES_A_REVIEW = 25

GOODS = (
    "买卖合同", "借款合同", "租赁合同", "建设工程", "承揽合同", "运输合同", "保管合同",
    "委托合同", "居间合同", "合伙协议", "股权转让", "劳动争议", "工伤保险", "交通事故",
    "医疗损害", "产品责任", "网络侵权", "名誉权", "肖像权", "相邻关系", "离婚", "继承",
    "抚养费", "赡养费", "分家析产", "土地承包", "宅基地", "商品房销售", "物业服务", "供用热力",
    "保险合同", "票据追索", "信用卡", "保证合同", "抵押合同", "质押合同", "融资租赁",
    "保理合同", "著作权", "商标权",
)  # fmt: skip
DETAILS = (
    "钢材", "水泥", "玉米", "苹果", "大蒜", "机床", "货车", "服装", "家具", "药品", "设备",
    "煤炭", "海产", "蔬菜", "木材", "轮胎", "化肥", "饲料", "电缆", "石油", "门窗", "涂料",
    "玻璃", "陶瓷", "印刷", "包装", "软件", "广告", "餐饮", "装修", "养殖", "渔船", "码头",
    "冷库", "仓储", "校舍", "医院", "道路", "桥梁", "管道",
)  # fmt: skip
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


class Court(NamedTuple):
    """A court's own level keys."""

    uid: str
    code: str
    level: str
    c1: str
    c2: str | None
    c3: str | None


@dataclass
class Province:
    """All rows: nodes as property maps by label, relations as (uid, uid, properties)."""

    nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], list[tuple[str, str, dict[str, Any]]]] = field(
        default_factory=dict
    )

    def add(self, label: str, home: Court, **values: Any) -> dict[str, Any]:
        """A node as the product itself would store it."""
        kind = type_of(label)
        node = {name: value for name, value in values.items() if value is not None}
        node |= {
            "uid": new_uid(), "headline": headline(kind, values), "rank": rank(kind, values),
            "c1": home.c1, "c2": home.c2, "c3": home.c3, "version": 1,
            "created_at": MOMENT, "created_by": "bench", "changed_at": MOMENT,
            "changed_by": "bench",
        }  # fmt: skip
        self.nodes.setdefault(label, []).append(node)
        return node

    def link(self, near: str, type: str, far: str, start: str, end: str, **values: Any) -> None:
        """A relation as the graph has it: from ``start`` to ``end``."""
        self.edges.setdefault((near, type, far), []).append((start, end, values))

    @property
    def size(self) -> tuple[int, int]:
        """How many nodes and relations."""
        return sum(map(len, self.nodes.values())), sum(map(len, self.edges.values()))


def province(cases: int) -> Province:
    """A province with so many cases and what goes with them."""
    chance = random.Random(SEED)  # noqa: S311
    made = Province()
    courts = list(_courts(made))
    departments = {court.code: _department(made, court) for court in courts}
    officers: dict[str, list[str]] = {}
    for number in range(max(len(courts), cases // CASES_AN_OFFICER)):
        court = courts[number % len(courts)]
        officers.setdefault(court.code, []).append(
            _officer(made, chance, number, court, departments[court.code])
        )
    weights = [chance.paretovariate(1.6) for _ in courts]
    for number in range(cases):
        court = chance.choices(courts, weights)[0]
        handler = chance.choice(officers[court.code])
        _case(made, chance, number, court, handler, departments[court.code])
    return made


def _courts(made: Province) -> Iterator[Court]:
    top: Court | None = None
    middle: list[Court] = []
    for number in range(1 + INTERMEDIATE + BASIC):
        if top is None:
            code, level, above = "测", "high", None
        elif number <= INTERMEDIATE:
            code, level, above = f"测{number:02}", "intermediate", top
        else:
            above = middle[number % INTERMEDIATE]
            code, level = f"{above.code}{number:03}", "basic"
        draft = Court("", code, level, *_keys(code, level, above))
        node = made.add("Court", draft, code=code, name=f"{code}人民法院", level=level)
        court = draft._replace(uid=node["uid"])
        if above:
            made.link("Court", "UNDER", "Court", court.uid, above.uid)
        else:
            top = court
        if level == "intermediate":
            middle.append(court)
        yield court


def _keys(code: str, level: str, above: Court | None) -> tuple[str, str | None, str | None]:
    """The level keys of the court with this code."""
    if above is None:
        return code, None, None
    return (above.c1, code, None) if level == "intermediate" else (above.c1, above.c2, code)


def _department(made: Province, court: Court) -> str:
    node = made.add(
        "Department", court, number=f"{court.code}-1", name=f"{court.code}执行实施处",
        function="enforcement",
    )  # fmt: skip
    made.link("Department", "OF", "Court", node["uid"], court.uid)
    return str(node["uid"])


def _officer(
    made: Province, chance: random.Random, number: int, court: Court, department: str
) -> str:
    name = chance.choice(SURNAMES) + chance.choice(SURNAMES)
    node = made.add("Officer", court, number=f"P{number:06}", name=name)
    made.link("Officer", "SERVES", "Department", node["uid"], department)
    return str(node["uid"])


def _case(
    made: Province, chance: random.Random, number: int, court: Court, handler: str, department: str
) -> None:
    filed = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    open_ = chance.random() < 0.2
    node = made.add(
        "Case", court, number=f"（{filed.year}）{court.code}执{number}号", type_code="enforcement",
        filed_on=filed, concluded_on=None if open_ else filed + timedelta(chance.randrange(400)),
        outcome=None if open_ else chance.choice(("executed", "terminated_round", "withdrawn")),
        claim=round(chance.paretovariate(1.1) * 1000, 2),
        cause=f"{chance.choice(DETAILS)}{chance.choice(GOODS)}纠纷",
    )  # fmt: skip
    uid = node["uid"]
    made.link("Case", "ENFORCED_BY", "Court", uid, court.uid)
    made.link("Officer", "HANDLES", "Case", handler, uid, role="handler")
    if chance.random() < ACTS_A_CASE:
        act = made.add(
            "Act", court, number=f"{number}-1", sort_of_act="seizure",
            done_on=filed + timedelta(chance.randrange(90)), content="查封被执行人名下财产",
        )  # fmt: skip
        made.link("Case", "HAS_ACT", "Act", uid, act["uid"])
        made.link("Officer", "PERFORMED", "Act", handler, act["uid"])
    if number % CASES_A_REVIEW == 0:
        review = made.add(
            "Review", court, number=f"（{filed.year}）{court.code}执异{number}号",
            sort_of_review="objection", filed_on=filed + timedelta(60),
            outcome=chance.choice(("upheld", "revoked", "changed", "rejected")),
        )  # fmt: skip
        made.link("Review", "CHALLENGES", "Case", review["uid"], uid)
        made.link("Review", "DECIDED_BY", "Department", review["uid"], department)
