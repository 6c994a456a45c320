"""Releasing a debtor and urging one: by whom, why, in which order, on record; and nothing half
done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from config import ROOT
from graph import clock, records
from graph.duties import calendar, engine, escalation, overdue, reading, waiver
from graph.duties.engine import Trigger
from graph.duties.escalation import Offer, offers
from graph.duties.facts.rows import Asked
from graph.duties.rule import Step
from graph.duties.table import FACTS, RULES
from graph.errors import (
    BadParameter,
    Conflict,
    DutyClosed,
    Invalid,
    NotAllowed,
    NotFound,
    OutOfOrder,
    OwnFile,
)
from graph.model import type_of
from graph.scope import Actor, Role
from graph.session import Graph, Row
from tests.conftest import Tree
from tests.integration.owed import CHECK, FEEDBACK, SEALED, TODAY, end, made, owe, probe_rules
from tests.integration.people import People
from tests.integration.test_tallies import check

WHY = "案件已移送其他法院"


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with probe_rules():
        yield


@pytest.fixture
def number(tree: Tree) -> str:
    """A duty of a1's enforcement department, due on 2 June, today being the 18th."""
    return owe(
        tree, FEEDBACK, tree.petition("1"), tree.departments["a1"]["enforcement"], date(2025, 6, 2)
    )


def stored(graph: Graph, number: str) -> Row:
    with graph.reading() as tx:
        row = tx.one("MATCH (d:Duty {number: $number}) RETURN properties(d) AS d", number=number)
    assert row is not None
    return dict(row["d"])


def events(tree: Tree, number: str) -> list[tuple[str, str]]:
    query = records.Query(type_of("AuditEvent"), filters=(
        records.Filter("record_uid", records.Op.EQUAL, stored(tree.graph, number)["uid"]),
    ), descending=False)  # fmt: skip
    with tree.graph.reading() as tx:
        return [(e.tag, e.detail) for e in records.find(tx, tree.system, query).rows]


def test_a_waiver_says_who_when_and_why_and_can_be_undone(
    graph: Graph, tree: Tree, number: str
) -> None:
    above = tree.actor("a", Role.SUPERVISOR)
    version = stored(graph, number)["version"]
    made = waiver.waive(graph, above, number, version, "1", f" {WHY} ")
    assert (made.closure, made.closed_on, made.pending) == ("waived", TODAY, None)
    assert made.waived_by == above.name
    assert (made.reason_code, made.reason) == ("settled", WHY)
    with pytest.raises(DutyClosed):
        waiver.waive(graph, above, number, made.version, "1", WHY)
    graph.write(lambda tx: tx.run(
        "MATCH (d:Duty {number: $number}) SET d.flagged = true, d.provisional = true",
        number=number,
    ))  # fmt: skip
    back = waiver.restore(
        graph, tree.actor("top", Role.SUPERVISOR), number, made.version, "弄错了，恢复"
    )
    assert (back.closure, back.waived_by) == ("void", None)  # nothing is owed by the facts
    known = stored(graph, number)
    assert known.keys() & {"flagged", "provisional", "pending"} == set()
    check(graph, tree)
    told = events(tree, number)
    assert [tag for tag, _detail in told] == ["duty:waived", "duty:restored"]
    assert WHY in told[0][1]
    assert WHY in told[1][1]


def test_a_waiver_stands_though_its_cause_is_gone(graph: Graph, tree: Tree, number: str) -> None:
    above = tree.actor("a", Role.SUPERVISOR)
    waiver.waive(graph, above, number, stored(graph, number)["version"], "0", WHY)
    known = stored(graph, number)
    cause = Trigger(known["anchor"].split("|")[1])
    done = graph.write(lambda tx: engine.keep(tx, {FEEDBACK.code: [cause]}))  # nothing is owed
    assert done.said == {}
    assert stored(graph, number) == known


def test_a_waiver_of_an_older_version_gets_the_code_of_its_reason(
    graph: Graph, tree: Tree, number: str
) -> None:
    above = tree.actor("a", Role.SUPERVISOR)
    waiver.waive(graph, above, number, stored(graph, number)["version"], "0", WHY)
    said = (ROOT / "migrations" / "graph" / "V017__reasons_of_waivers.cypher").read_text("utf-8")
    graph.write(lambda tx: tx.run(
        "MATCH (d:Duty {number: $number}) REMOVE d.reason_code SET d.reason = $old",
        number=number, old=f"客观上无法履行：{WHY}",
    ))  # fmt: skip
    for _twice in range(2):
        graph.write(lambda tx: tx.run(said.strip().rstrip(";")))
        known = stored(graph, number)
        assert (known["reason_code"], known["reason"]) == ("impossible", WHY)


@pytest.mark.parametrize(
    ("reason", "note", "fields"),
    [
        ("", WHY, {"reason"}), ("9", WHY, {"reason"}), ("0", "  短 ", {"note"}),
        ("x", "", {"reason", "note"}),
    ],
)  # fmt: skip
def test_a_waiver_without_a_reason_is_refused_and_nothing_changes(
    graph: Graph, tree: Tree, number: str, reason: str, note: str, fields: set[str]
) -> None:
    before = stored(graph, number)
    with pytest.raises(Invalid) as told:
        waiver.waive(
            graph, tree.actor("a", Role.SUPERVISOR), number, before["version"], reason, note
        )
    assert set(told.value.faults) == fields
    assert stored(graph, number) == before
    assert events(tree, number) == []


def test_who_may_not_waive(graph: Graph, tree: Tree, number: str) -> None:
    version = stored(graph, number)["version"]

    def refused(actor: Actor, error: type[Exception], at: int = version) -> None:
        with pytest.raises(error):
            waiver.waive(graph, actor, number, at, "0", WHY)

    refused(tree.actor("a1", Role.SUPERVISOR), NotAllowed)
    refused(tree.actor("a", Role.RECORD_KEEPER, Role.INSPECTOR), NotAllowed)
    refused(tree.actor("b", Role.SUPERVISOR), NotFound)
    refused(tree.actor("a", Role.SUPERVISOR), Conflict, version + 1)
    officer = tree.officer("甲", court="a")
    own = owe(
        tree, FEEDBACK, tree.petition("2"), officer, date(2025, 6, 2),
        at=tree.departments["a"]["enforcement"],
    )  # fmt: skip
    with pytest.raises(OwnFile):
        waiver.waive(
            graph, tree.actor("top", Role.SUPERVISOR, officer=officer.number), own, 1, "0", WHY
        )
    high = owe(
        tree, FEEDBACK, tree.petition("3", court="top"), tree.departments["top"]["review"],
        date(2025, 6, 2),
    )  # fmt: skip
    assert waiver.waive(graph, tree.actor("top", Role.SUPERVISOR), high, 1, "0", WHY).closure == (
        "waived"
    )


def test_the_steps_come_in_their_order_and_after_their_interval() -> None:
    days, steps = calendar.Calendar(), FEEDBACK.escalation

    def next_(**taken: date) -> list[Offer]:
        done = {Step(name): on for name, on in taken.items()}
        return offers(steps, date(2025, 6, 2), done, 5, days)

    assert next_() == [Offer(Step.REMIND, date(2025, 6, 3))]
    assert next_(remind=date(2025, 6, 3)) == [Offer(Step.NOTICE, date(2025, 6, 10))]
    assert next_(remind=date(2025, 6, 3), notice=date(2025, 6, 10)) == [
        Offer(Step.INTERVIEW, date(2025, 6, 17)), Offer(Step.ORDER, date(2025, 6, 24)),
    ]  # fmt: skip
    done = {"remind": date(2025, 6, 3), "notice": date(2025, 6, 10), "order": date(2025, 6, 24)}
    assert next_(**done) == [Offer(Step.INTERVIEW, date(2025, 6, 17))]

    steps = (Step.REMIND, Step.INTERVIEW, Step.NOTICE, Step.ORDER)
    assert next_(remind=date(2025, 6, 3)) == [
        Offer(Step.INTERVIEW, date(2025, 6, 10)), Offer(Step.NOTICE, date(2025, 6, 17)),
    ]  # fmt: skip
    steps = (Step.REMIND, Step.NOTICE, Step.ORDER)
    assert next_(remind=date(2025, 6, 3), notice=date(2025, 6, 10)) == [
        Offer(Step.ORDER, date(2025, 6, 17))
    ]


def test_the_product_reminds_and_people_go_on(graph: Graph, tree: Tree, number: str) -> None:
    duty = stored(graph, number)
    actor = tree.actor("a1", Role.SUPERVISOR)
    with pytest.raises(OutOfOrder, match="first comes"):
        escalation.take(graph, actor, number, "notice", "请说明未反馈的原因")
    assert overdue.tell(graph) >= 1
    assert graph.write(lambda tx: escalation.remind(tx, [duty["uid"]])) == set()
    with pytest.raises(OutOfOrder, match="2025-06-25"):
        escalation.take(graph, actor, number, "notice", "请说明未反馈的原因")
    with pytest.raises(OutOfOrder, match="done on 2025-06-18"):
        escalation.take(graph, actor, number, "remind", "请尽快反馈")
    clock.fix_today(date(2025, 6, 25))
    with pytest.raises(Invalid):
        escalation.take(graph, actor, number, "notice", " 短 ")
    step = escalation.take(graph, actor, number, "notice", "请说明未反馈的原因")
    assert (step.step, step.taken_on, step.given_name) == ("notice", date(2025, 6, 25), actor.name)
    assert step.c3 == tree.code_of("a1")
    assert [tag for tag, _detail in events(tree, number)] == ["duty:escalated"]


def test_what_is_no_step(graph: Graph, tree: Tree, number: str) -> None:
    actor = tree.actor("a", Role.SUPERVISOR)
    petition, review = tree.petition("2"), tree.departments["a1"]["review"]
    soon = owe(tree, FEEDBACK, petition, review, date(2025, 6, 19))
    met = owe(tree, FEEDBACK, petition, review, date(2025, 6, 1), part="met", closed=TODAY)
    short = owe(tree, CHECK, petition, review, date(2025, 6, 1))
    court = owe(tree, FEEDBACK, petition, tree.courts["a1"], date(2025, 6, 1), part="court")
    for duty, step, who, error in (
        (number, "shout", actor, BadParameter),
        (number, "interview", actor, OutOfOrder),
        (short, "order", actor, OutOfOrder),
        (soon, "remind", actor, OutOfOrder),
        (met, "remind", actor, DutyClosed),
        (number, "remind", tree.actor("a1", Role.RECORD_KEEPER), NotAllowed),
        (court, "remind", tree.actor("a1", Role.SUPERVISOR), NotAllowed),
        (number, "remind", tree.actor("b", Role.SUPERVISOR), NotFound),
    ):
        with pytest.raises(error):
            escalation.take(graph, who, duty, step, "请尽快办理")
    with graph.reading() as tx:
        made = tx.one(
            "MATCH (e:Escalation)-[:OF_DUTY]->(d:Duty) WHERE d.number IN $all RETURN count(e) AS n",
            all=[number, soon, met, short, court],
        )
    assert made == {"n": 0}


def test_a_step_about_a_sealed_duty_is_sealed(graph: Graph, tree: Tree) -> None:
    lead = owe(tree, SEALED, tree.petition("9"), tree.departments["a1"]["review"], date(2025, 6, 2))
    step = escalation.take(graph, tree.actor("a", Role.INSPECTOR), lead, "remind", "请尽快核查线索")
    with graph.reading() as tx, pytest.raises(NotFound):
        records.get(tx, tree.actor("a", Role.SUPERVISOR), type_of("Escalation"), step.uid)


def test_the_page_of_a_duty_takes_a_waiver_and_a_step(
    graph: Graph, tree: Tree, number: str, people: People
) -> None:
    clock.fix_today(TODAY)  # the application has set its own
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a", Role.SUPERVISOR))
    page = visitor.get(f"/duties/{number}")
    assert page.status_code == 200, page.text
    for said in ("个案反馈", "逾期 16 天", "应个案反馈", "2025-06-02"):
        assert said in page.text, said
    refused = visitor.post(f"/duties/{number}/waive", {"version": "1", "reason": "", "note": ""})
    assert refused.status_code == 422
    assert "请选择豁免的理由" in refused.text
    early = visitor.post(f"/duties/{number}/escalate", {"step": "notice", "note": "请尽快反馈"})
    assert (early.status_code, "先作出提醒" in early.text) == (409, True)
    done = visitor.post(f"/duties/{number}/escalate", {"step": "remind", "note": "请尽快反馈"})
    assert done.status_code == 302, done.text
    sent = {"version": str(stored(graph, number)["version"]), "reason": "0", "note": WHY}
    assert visitor.post(f"/duties/{number}/waive", sent).status_code == 302
    page = visitor.get(f"/duties/{number}")
    for said in ("已豁免", f"客观上无法履行：{WHY}", "撤销豁免", "请尽快反馈"):
        assert said in page.text, said
    told = visitor.get(f"/api/v1/duties/{number}").json
    assert told is not None
    assert (told["status"], told["steps"][0]["step"]) == ("waived", "remind")
    other = people.inside(Role.SUPERVISOR, actor=tree.actor("b", Role.SUPERVISOR))
    assert other.get(f"/duties/{number}").status_code == 404
    assert other.post(f"/duties/{number}/waive", sent).status_code == 404


def test_a_latent_duty_is_stored_by_its_waiver(
    graph: Graph, tree: Tree, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    petition, department = tree.petition("7"), tree.departments["a1"]["enforcement"]
    rule = made("probe-latent", "A8", "即时登记", latent=True)

    def facts(asked: Asked, _found: Sequence[Row]) -> list[Row]:
        tx = asked.tx
        return [
            {
                "trigger": each["uid"], "period": None, "id": end(tx, petition).id, "part": "",
                "since": TODAY, "base": None, "set_on": None, "owed_at": None, "done_on": None,
                "owed_by": [end(tx, department)._asdict()], "by": [], "void": None, "flags": [],
            }
            for each in asked.triggers
        ]  # fmt: skip

    monkeypatch.setitem(RULES, rule.code, rule)
    monkeypatch.setitem(FACTS, rule.code, facts)
    clock.fix_today(TODAY)  # the application has set its own
    actor = tree.actor("a", Role.SUPERVISOR)
    with graph.reading() as tx:
        [owed] = reading.on(tx, actor, {petition.uid: "Petition"})
    assert (owed.stored, owed.rule.code) == (False, rule.code)
    visitor = people.inside(Role.SUPERVISOR, actor=actor)
    clock.fix_today(TODAY)
    page = f"/duties/{owed.number}?of=petition:{petition.uid}"
    assert "即时登记" in visitor.get(page).text
    for wrong, status in (("", 404), ("?of=petition:x", 404), ("?of=x", 400)):
        assert visitor.get(f"/duties/{owed.number}{wrong}").status_code == status, wrong
    of = f"petition:{petition.uid}"
    sent = {"version": "0", "reason": "0", "note": WHY, "of": of}
    refused = visitor.post(f"/duties/{owed.number}/waive", sent | {"note": ""})
    assert refused.status_code == 422, refused.text
    with graph.reading() as tx:
        assert tx.one("MATCH (d:Duty {number: $n}) RETURN 1 AS x", n=owed.number) is None
    assert visitor.post(f"/duties/{owed.number}/waive", sent).status_code == 302
    assert stored(graph, owed.number)["closure"] == "waived"
