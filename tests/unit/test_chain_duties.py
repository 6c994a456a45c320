"""A chain's duties by hand: the sentence of each state, and which of them has a card of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.duties.reading import Owed
from graph.duties.status import Status
from graph.duties.table import RULES
from graph.model import Link, type_of
from graph.operations.chain.acts import ACTS
from graph.operations.chain.cards import Card
from graph.operations.chain.debts import Debt, debts, to_be_drawn
from graph.operations.chain.sentences import article, sentence
from graph.operations.chain.sight import Sight
from graph.operations.chain.steps import PARTS
from graph.scope import Actor, Role
from graph.text import Text

TODAY = date(2023, 4, 26)
RULING = Link("r", "Review", "（2023）鲁执复88号")
FED_BACK = Link("b", "Feedback", "FB-1")


def owed(rule: str = "case-feedback", **values: Any) -> Owed:
    known: dict[str, Any] = {
        "rule": RULES[rule], "number": f"{rule}-1", "uid": "d", "triggers": (RULING,),
        "owed_by": (Link("x", "Department", "省院裁决庭"),), "owed_at": None, "by": (),
        "period": "", "opened_on": date(2023, 3, 2), "due_on": date(2023, 3, 16),
        "provisional": False, "closure": "open", "closed_on": None, "reason": "",
        "waived_by": "", "rule_version": "1", "soon": 7,
    }  # fmt: skip
    return Owed(**(known | values))


def card(uid: str, kind: str) -> Card:
    part = PARTS[kind]
    none = Text("", "")
    return Card(
        uid, type_of(kind), uid, uid, none, part.stage, part.body or next(iter(ACTS.values())).body,
        None, None, "", none, (), (), {"c1": "鲁"},
    )  # fmt: skip


def drawn(
    *duties: Owed, cards: dict[str, str], subject: str = "", actor: Actor | None = None
) -> list[Debt]:
    made = {uid: card(uid, kind) for uid, kind in cards.items()}
    sight = Sight(actor or Actor.system("tests"))
    return debts(duties, made, {subject}, subject, sight, TODAY)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "逾期41天"),
        ({"due_on": date(2023, 4, 26)}, "今日到期"),
        ({"due_on": date(2023, 5, 26)}, "还有30天"),
        ({"closure": "met", "closed_on": date(2023, 3, 16)}, "2023-03-16按期履行"),
        ({"closure": "met", "closed_on": date(2023, 3, 28)}, "2023-03-28履行，迟12天"),
        (
            {"closure": "waived", "closed_on": date(2023, 3, 20), "waived_by": "王院长",
             "reason": "另有处理"},
            "2023-03-20由王院长豁免：另有处理",
        ),
        ({"closure": "void", "reason": "事由已不存在"}, "已失效：事由已不存在"),
    ],
)  # fmt: skip
def test_the_sentence_of_each_state(values: dict[str, Any], said: str) -> None:
    due = values.get("due_on", date(2023, 3, 16)).strftime("%m-%d")
    assert sentence(owed(**values), TODAY).zh == (
        f"第6条：裁定2023-03-02生效，省院裁决庭应于{due}前个案反馈；{said}"
    )


def test_a_sentence_tells_the_year_of_another_and_names_no_debtor_out_of_sight() -> None:
    late = owed(opened_on=date(2022, 12, 30), due_on=date(2023, 1, 13), provisional=True)
    assert "应于2023-01-13前（暂定）个案反馈" in sentence(late, TODAY).zh
    assert "您无权查看" in sentence(owed(owed_by=(), hidden=True), TODAY).zh
    assert "41" not in sentence(late, TODAY, told=False).zh


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("rectification", "put each item right"),
        ("rectification-filing", "file it with the own judges' meeting"),
        ("judges-meeting", "hold a judges' meeting on grave and complex cases"),
    ],
)
def test_in_english_who_owes_and_until_when_come_before_the_act(rule: str, said: str) -> None:
    told = sentence(owed(rule, due_on=date(2023, 3, 16)), TODAY).en
    assert f"; owed by 省院裁决庭 by 2023-03-16: {said}" in told


@pytest.mark.parametrize(
    ("basis", "said"),
    [("A6", "第6条"), ("B2", "机制意见第二部分"), ("F3", "附件3"), ("A8 A14", "第8条")],
)  # fmt: skip
def test_what_an_article_is_called(basis: str, said: str) -> None:
    assert article(basis).zh == said


def test_a_duty_stands_between_its_cards_or_has_one_of_its_own() -> None:
    met = owed(closure="met", closed_on=date(2023, 3, 10), by=(FED_BACK,))
    (between,) = drawn(met, cards={"r": "Review", "b": "Feedback"})
    assert (between.after, between.by, between.alone) == (("r",), ("b",), False)
    (gap,) = drawn(owed(), cards={"r": "Review"})
    assert (gap.after, gap.by, gap.alone, gap.status) == (("r",), (), True, Status.OVERDUE)
    assert (gap.gap.rule, gap.gap.kind, gap.gap.owner.zh, gap.gap.since, gap.gap.certain) == (
        "case-feedback", "Feedback", "省院裁决庭", date(2023, 3, 2), True
    )  # fmt: skip
    (partly,) = drawn(replace(owed(), by=(FED_BACK,)), cards={"r": "Review", "b": "Feedback"})
    assert (partly.by, partly.alone) == (("b",), True)
    (waived,) = drawn(owed(closure="waived"), cards={"r": "Review"})
    assert (waived.alone, waived.undone) == (True, False)
    (of_period,) = drawn(replace(met, triggers=()), cards={"b": "Feedback"})
    assert (of_period.after, of_period.by, of_period.alone) == ((), ("b",), False)


def test_what_is_over_and_not_drawn_is_told_of_walked_records_only() -> None:
    void = owed(closure="void")
    assert drawn(void, cards={"r": "Review"}) == []
    assert [each.alone for each in drawn(void, cards={"r": "Review"}, subject="r")] == [True]
    met = owed(closure="met", by=(FED_BACK,))
    assert to_be_drawn([met], {"r": "Review"}, "r") == {"b": "Feedback"}
    assert to_be_drawn([met], {"b": "Feedback"}, "b") == {}


@pytest.mark.parametrize("rule", ["case-integrity-report", "key-callback"])
def test_a_case_brings_its_own_duties_only_where_the_chain_is_about_it(rule: str) -> None:
    one = owed(rule, triggers=(Link("k", "Case", "（2023）鲁0102执1号"),))
    assert drawn(one, cards={"k": "Case", "r": "Review"}, subject="r") == []
    assert len(drawn(one, cards={"k": "Case"}, subject="k")) == 1


def test_how_a_duty_stands_is_not_told_where_its_act_may_be_about_the_reader() -> None:
    reader = Actor(
        "u", "u", frozenset({Role.SUPERVISOR}), court="鲁", level="c1", tree="鲁", officer="甲"
    )
    notice = owed("director-notice", triggers=(Link("k", "Check", "JC-1"),))
    made = {"k": card("k", "Check")}
    told = [
        debts([notice], made, (), "", Sight(reader, frozenset(served)), TODAY)[0]
        for served in ((), ("鲁",))
    ]
    assert [(each.told, each.gap.certain) for each in told] == [(True, True), (False, False)]
    assert "逾期" not in told[1].words.zh


def test_each_rule_has_a_place_for_its_act() -> None:
    assert set(RULES) - set(ACTS) == set()
