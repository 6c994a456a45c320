"""The library's questions: each answer written out by hand, and who is answered what.

One tree tells everything (``told``), read by all tests here: questions only look.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from graph import clock, records
from graph.errors import BadParameter, Invalid, NotFound
from graph.model import Record, type_of, types
from graph.operations import question_purpose, questions
from graph.operations.explore import Answer, export, nodes
from graph.operations.questions import Answered
from graph.queries import library_codes
from graph.questions import LIBRARY
from graph.records import Filter, Op, Query
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.stories import Story

TODAY = date(2026, 6, 30)
LONG_AGO = "2025-01-10"

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def tree(graph: Graph) -> Iterator[Tree]:
    """One tree for the module, on one day."""
    clock.fix_today(TODAY)
    yield Tree(graph, "问")
    clock.fix_today(None)


@pytest.fixture(scope="module")
def told(tree: Tree) -> dict[str, Record]:
    """What happened, by the names that the expected answers use."""
    made: dict[str, Record] = {}
    for part in (_recurring, _reviewed, _petitioned, _met, _called, _travelled):
        made |= part(tree, Story(tree) if part is _recurring else None)
    return made


def _recurring(tree: Tree, story: Story | None) -> dict[str, Record]:
    assert story is not None
    signer, checker = tree.officer("签", "a1"), tree.officer("查", "a")
    f = story.finding("2025-01-01")
    b = story.feedback(f, "2025-02-01")
    r = story.rectification(b, f, "2025-02-10", "2025-04-01", signed_off_by=signer)
    k = story.check(r, "carried_out", "2025-04-10", checked_by=checker)
    g = story.finding("2025-06-01", found_by=story.review(tree.case("7001"), None, "2025-06-20"))
    f2 = story.finding("2025-01-05", court="b1", problem="P2", status="established")
    b2 = story.feedback(f2, "2025-02-05", by="b1", to="b1", sort="quarterly")
    g2 = story.finding("2025-03-01", court="b1", problem="P2")
    b3 = story.feedback(g2, "2025-05-01", by="b1", to="b1", sort="quarterly")
    f3 = story.finding("2025-01-01", court="a2", problem="P2")
    b4 = story.feedback(f3, "2025-02-01", by="a2", to="a2")
    r2 = story.rectification(b4, f3, "2025-02-10", "2025-03-01", court="a2")
    own = story.check(r2, "not_carried_out", "2025-07-01", by="a2")
    return {
        "P1": story.problems["P1"], "P2": story.problems["P2"], "signer": signer,
        "checker": checker, "f": f, "b": b, "r": r, "k": k, "g": g, "f2": f2, "b2": b2, "g2": g2,
        "b3": b3, "b4": b4, "r2": r2, "own": own,
    }  # fmt: skip


def _reviewed(tree: Tree, _story: Story | None) -> dict[str, Record]:
    one, two, three = (tree.officer(n) for n in ("甲", "乙", "丙"))
    case = tree.case("7002")
    made: dict[str, Record] = {"one": one, "two": two, "case": case}
    for n in range(4):
        act = tree.create(
            "Act", number=f"问行为{n}", sort_of_act="seizure", done_on="2025-01-0" + str(n + 1),
            case=case, performed_by=[one, two] if n < 3 else [one, three],
        )  # fmt: skip
        made[f"act{n}"] = act
        made[f"review{n}"] = tree.create(
            "Review", number=f"（2025）{tree.code_of('a1')}执异71{n}号", sort_of_review="objection",
            filed_on="2025-02-01", ruled_on="2025-02-20", effective_on="2025-03-10",
            outcome="revoked", challenges=act, decided_by=tree.departments["a1"]["review"],
        )  # fmt: skip
    made["restored"] = tree.create(
        "Review", number=f"（2025）{tree.code_of('a')}执复719号", sort_of_review="reconsideration",
        filed_on="2025-03-15", ruled_on="2025-04-20", effective_on="2025-04-20", outcome="revoked",
        reviews=made["review3"], decided_by=tree.departments["a"]["review"],
    )  # fmt: skip
    made["interference"] = tree.create(
        "Interference", number="问干预1", happened_on="2025-01-20", by="leader", on=case,
        description="过问",
    )  # fmt: skip
    return made


def _petitioned(tree: Tree, _story: Story | None) -> dict[str, Record]:
    officer = tree.officer("丁")
    party = tree.create("Party", number="问当事人1", name="庚某", registered_by=tree.courts["a1"])
    here = tree.petition("01", "a1", received_on="2025-03-01", officers=officer, filed_by=party,
                         resolution="staged", procedural_on="2025-03-20",
                         staged_on="2025-04-01")  # fmt: skip
    there = tree.petition("02", "a2", received_on="2025-05-01", officers=officer, filed_by=party,
                          repeats=here)  # fmt: skip
    checks = [
        tree.create(
            "Verification", number=f"问核查{n}", verified_on=f"2025-0{n}-15", result="true",
            returned=True, verifies=here, handled_by=tree.departments["a"]["enforcement"],
        )
        for n in (5, 6)
    ]  # fmt: skip
    return {"party": party, "officer": officer, "here": here, "there": there,
            "check5": checks[0], "check6": checks[1]}  # fmt: skip


def _met(tree: Tree, _story: Story | None) -> dict[str, Record]:
    meeting = tree.create(
        "Meeting", number="问会议1", sort_of_meeting="joint", held_on="2025-02-01", agreed=True,
        held_by=tree.courts["a"],
    )  # fmt: skip
    opinion = tree.create(
        "Opinion", number="问意见1", form="opinion", issued_on="2025-02-10", arises_from=meeting,
        binds=tree.courts["a1"], departed_from_by=tree.case("7003"),
    )  # fmt: skip
    dispute = tree.create(
        "Dispute", number="问争议1", state="reported", arose_on="2025-01-02",
        reported_on="2025-02-02", raised_by=tree.courts["b1"],
        between=[tree.courts["a1"], tree.courts["b1"]], coordinated_by=tree.courts["top"],
    )  # fmt: skip
    return {"meeting": meeting, "opinion": opinion, "dispute": dispute}


def _called(tree: Tree, _story: Story | None) -> dict[str, Record]:
    case, before = tree.case("7004"), None
    made: dict[str, Record] = {"called": case}
    for n, way in enumerate(("message", "phone", "visit")):
        before = made[way] = tree.create(
            "Callback", number=f"问回访{n}", way=way, made_on=f"2025-03-0{n + 1}",
            answer="dissatisfied", asks_about=case, escalates=before,
            made_by=tree.departments["a1"]["enforcement"],
        )  # fmt: skip
    made["after"] = tree.petition("03", "a1", received_on="2025-04-01", about_case=case)
    made["key_case"] = tree.create(
        "KeyCase", number="问重点1", reason="petition", state="tracked", proposed_on="2025-05-01",
        consulted_on="2025-05-10", tracks=case,
        proposed_by=tree.departments["a1"]["enforcement"],
    )  # fmt: skip
    return made


def _travelled(tree: Tree, _story: Story | None) -> dict[str, Record]:
    by, sent = tree.officer("行"), tree.departments["a1"]["enforcement"]
    made = {
        f"trip{n}": tree.create(
            "Trip", number=f"问外出{n}", destination="外省", left_on=LONG_AGO,
            returned_on="2025-01-15", made_by=by, sent_by=sent, briefed_on=briefed,
            case_briefing="注意", conduct_briefing="纪律" if briefed else None,
        )
        for n, briefed in ((1, LONG_AGO), (2, None))
    }  # fmt: skip
    made["report"] = tree.create(
        "TripReport", number="问报告2", reported_on="2025-01-17", truthfulness="untruthful",
        reports=made["trip2"], written_by=by,
    )  # fmt: skip
    made["lead"] = tree.create(
        "Lead", number="问线索1", registered_on=LONG_AGO, registered_by=sent, concerns=by,
        from_source=made["report"],
    )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def ask(graph: Graph, told: dict[str, Record]) -> Ask:
    """``ask(actor, code, **parameters)``: rows, each record by the name that ``told`` gives it."""
    names = {record.uid: name for name, record in told.items()}

    def asked(actor: Actor, code: str, **said: Any) -> list[dict[str, Any]]:
        found = answered(graph, actor, code, **said)

        def named(value: Any) -> Any:
            if isinstance(value, list):
                return sorted(names.get(each, each) for each in value)
            return names.get(value, value) if isinstance(value, str) else value

        return [{name: named(value) for name, value in row.items()} for row in found.rows]

    return asked


def answered(graph: Graph, actor: Actor, code: str, **said: Any) -> Answered:
    with graph.reading() as tx:
        return questions.answer(tx, actor, code, {"since": "", **said})


def state(graph: Graph, actor: Actor, code: str, **said: Any) -> None:
    """Say what the question is asked for."""
    found = answered(graph, actor, code, **said)
    assert found.court is not None
    question_purpose.state(
        graph, actor, found.question, found.asked.said, found.court, "inspection", "按计划检查"
    )


EXPECTED: dict[str, list[dict[str, Any]]] = {
    "recurred-after-answer": [
        {"problem": "P1", "times": 1, "depth": 1, "latest": date(2025, 6, 1), "feedback": ["b"],
         "rectifications": ["r"], "findings": ["g"]}
    ],
    "recurred-before-answer": [
        {"feedback": "b2", "problem": "P2", "times": 1, "findings": ["g2"], "rectifications": []}
    ],
    "sign-offs-recurred": [
        {"rectification": "r", "closed": date(2025, 4, 1), "signers": ["signer"],
         "checkers": ["checker"], "times": 1, "findings": ["g"]}
    ],
    "reopened-rectifications": [
        {"rectification": "r2", "reopened": date(2025, 7, 1), "causes": ["own"],
         "feedback": ["b4"]}
    ],
    "checks-that-erred": [{"check": "k", "of": "r", "times": 1, "findings": ["g"]}],
    "checked-by-itself": [{"check": "own", "result": "not_carried_out", "rectification": "r2"}],
    "failed-checks-without-notice": [{"check": "own", "of": ["r2"], "waited": 364}],
    "widespread-problems": [
        {"problem": "P2", "courts": 2, "times": 3, "latest": date(2025, 3, 1)}
    ],
    "focus-of-the-year": [
        {"problem": "P2", "times": 2, "latest": date(2025, 5, 1), "feedback": ["b2", "b3"]}
    ],
    "findings-not-fed-back": [{"finding": "g", "problem": "P1", "waited": 394}],
    "repeatedly-revoked-cases": [
        {"case": "case", "times": 3, "latest": date(2025, 2, 20),
         "acts": ["act0", "act1", "act2"], "reviews": ["review0", "review1", "review2"]}
    ],
    "reversed-on-reconsideration": [{"times": 1, "rulings": ["review3"], "by": ["restored"]}],
    "interfered-and-revoked": [
        {"case": "case", "interference": ["interference"],
         "acts": ["act0", "act1", "act2", "act3"]}
    ],
    "petitioners-about-two-courts": [
        {"party": "party", "courts": 2, "times": 2, "petitions": ["here", "there"]}
    ],
    "returned-again": [
        {"petition": "here", "times": 2, "latest": date(2025, 6, 15),
         "verifications": ["check5", "check6"]}
    ],
    "resolved-and-repeated": [
        {"petition": "here", "resolved": date(2025, 3, 20), "again": "there"}
    ],
    "staged-for-long": [{"petition": "here", "since": date(2025, 4, 1), "waited": 455}],
    "true-without-consequence": [
        {"verification": "check5", "petition": "here", "findings": []},
        {"verification": "check6", "petition": "here", "findings": []},
    ],
    "departures-from-opinions": [{"opinion": "opinion", "source": "meeting"}],
    "disputes-without-decision": [{"dispute": "dispute", "waited": 513}],
    "agreed-without-minutes": [{"meeting": "meeting", "waited": 514}],
    "opinions-late": [{"opinion": "opinion", "done": None, "source": "meeting"}],
    "escalated-twice": [
        {"last": "visit", "second": "phone", "first": "message", "about": "called"}
    ],
    "dissatisfied-and-petitioned": [
        {"case": "called", "times": 1, "callbacks": ["message", "phone", "visit"],
         "petitions": ["after"]}
    ],
    "key-cases-untracked": [
        {"key_case": "key_case", "case": "called", "last": None, "waited": 416, "entries": 0}
    ],
    "trips-without-report": [{"trip": "trip1", "returned": date(2025, 1, 15), "waited": 531}],
    "trips-without-talk": [{"trip": "trip2", "briefed": None}],
    "untruthful-without-talk": [{"report": "report", "trip": "trip2"}],
    "leads-waiting": [{"lead": "lead", "waited": 536, "sources": ["report"]}],
    "grave-without-dual-investigation": [],
    "disputed-feedback": [],
    "late-evidence-lists": [],
}  # fmt: skip
"""By question: what is told of each row, the rest of the row left aside."""

BY_PEOPLE: dict[str, list[dict[str, Any]]] = {
    "sharing-revoked-acts": [
        {"one": "two", "other": "one", "times": 3, "acts": ["act0", "act1", "act2"],
         "reviews": ["review0", "review1", "review2"]}
    ],
    "petitioners-in-two-courts": [
        {"party": "party", "officer": "officer", "courts": 2, "petitions": ["here", "there"]}
    ],
    "moved-with-an-officer": [],
}  # fmt: skip

BY_DUTIES = {"never-answered-in-time", "revoked-without-feedback"}
"""Read off duties, which others than those meant here owe too."""


def test_every_question_is_answered_somewhere() -> None:
    assert {*EXPECTED, *BY_PEOPLE, *BY_DUTIES} == set(LIBRARY) == set(library_codes())
    assert {code for code, each in LIBRARY.items() if each.people} == set(BY_PEOPLE)
    assert all(each.articles and each.columns for each in LIBRARY.values())
    assert not any(r.type == "Officer" for each in LIBRARY.values() for r in each.records)


@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_an_answer_is_what_was_told(tree: Tree, ask: Ask, code: str) -> None:
    rows = ask(tree.actor("top"), code)
    wanted = EXPECTED[code]
    assert [{n: row[n] for n in each} for row, each in zip(rows, wanted, strict=False)] == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize("code", sorted(BY_PEOPLE))
def test_who_gathers_by_officer_says_what_for(
    graph: Graph, tree: Tree, ask: Ask, code: str
) -> None:
    actor = replace(tree.actor("a", Role.SUPERVISOR), username=f"问-{code}")
    assert answered(graph, actor, code).purpose
    court = answered(graph, actor, code).court
    assert court is not None
    with pytest.raises(Invalid) as caught:
        question_purpose.state(graph, actor, LIBRARY[code], {}, court, "", "短")
    assert set(caught.value.faults) == {"purpose", "note"}
    state(graph, actor, code)
    rows, wanted = ask(actor, code), BY_PEOPLE[code]
    assert [{n: row[n] for n in each} for row, each in zip(rows, wanted, strict=True)] == wanted
    assert answered(graph, actor, code, till="2026-01-01").purpose  # another question
    assert answered(graph, replace(actor, username="别人"), code).purpose
    for role in (Role.ADMINISTRATOR, Role.RECORD_KEEPER):
        with pytest.raises(NotFound):
            answered(graph, tree.actor("a", role), code)


def test_a_picture_draws_what_a_row_says_of_an_officer_and_no_more(
    graph: Graph, tree: Tree, told: dict[str, Record]
) -> None:
    actor = replace(tree.actor("a1", Role.SUPERVISOR), username="问画")
    state(graph, actor, "sharing-revoked-acts")
    with graph.reading() as tx:
        found = questions.answer(tx, actor, "sharing-revoked-acts", {"since": ""})
        drawn = questions.pictured(tx, actor, found)
        closed = nodes(tx, actor, found.uids)
    officers = {told["one"].uid, told["two"].uid}
    acts = {told[f"act{n}"].uid for n in range(3)}
    wanted = {(who, act) for who in officers for act in acts}
    assert {e.about for e in closed.edges} <= {False}
    assert {(e.start, e.end) for e in drawn.edges if e.rel == "PERFORMED"} == wanted
    assert (closed.partial.zh != "", drawn.partial.zh) == (True, "")
    more = nodes_said(graph, actor, [*found.uids, told["act3"].uid], wanted)
    assert told["act3"].uid not in {e.end for e in more.edges if e.rel == "PERFORMED"}
    assert more.partial.zh


def test_an_answer_told_again_says_of_officers_what_its_reader_may_be_told(
    graph: Graph, tree: Tree, told: dict[str, Record]
) -> None:
    actor = replace(tree.actor("a1", Role.SUPERVISOR), username="再问")
    asked = {"code": "sharing-revoked-acts", "since": ""}

    def again(reader: Actor, **said: str) -> set[tuple[str, str]]:
        with graph.reading() as tx:
            return set(questions.told(tx, reader, asked | said))

    assert again(actor) == set()  # nobody said what for
    state(graph, actor, "sharing-revoked-acts")
    pairs = {(told[who].uid, told[f"act{n}"].uid) for who in ("one", "two") for n in range(3)}
    assert again(actor) >= pairs
    for said in ({"code": ""}, {"code": "none"}, {"since": "2025"}, {"court": "none"}):
        assert again(actor, **said) == set()
    for other in (replace(actor, username="别人"), tree.actor("a1", Role.RECORD_KEEPER)):
        assert again(other) == set()


def nodes_said(
    graph: Graph, actor: Actor, uids: list[str], said: Collection[tuple[str, str]]
) -> Answer:
    with graph.reading() as tx:
        return nodes(tx, actor, uids, said)


def test_what_is_owed_is_read_off_the_duties(tree: Tree, ask: Ask) -> None:
    (row,) = ask(tree.actor("b1"), "never-answered-in-time")
    assert {n: row[n] for n in ("due", "late", "open", "feedback")} == {
        "due": 2, "late": 0, "open": 2, "feedback": ["b2", "b3"],
    }  # fmt: skip
    assert ask(tree.actor("b1"), "never-answered-in-time", least="3") == []
    owed = ask(tree.actor("a1"), "revoked-without-feedback")
    assert {"review0", "review1", "review2"} <= {each["review"] for each in owed}
    assert "review3" not in {each["review"] for each in owed}


def test_the_purpose_is_on_record_and_nobody_found_is(graph: Graph, tree: Tree) -> None:
    actor = replace(tree.actor("a1", Role.INSPECTOR), username="问-记录")
    state(graph, actor, "sharing-revoked-acts", least="2")
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent {actor: $who}) RETURN e.tag AS tag, e.record_key AS key, "
            "e.detail AS detail, e.c3 AS court",
            who=actor.username,
        )
    assert [(row["tag"], row["key"], row["court"]) for row in rows] == [
        ("question:opened", "sharing-revoked-acts", tree.code_of("a1"))
    ]
    assert '"least":"2"' in rows[0]["detail"].replace(" ", "")
    assert "甲" not in rows[0]["detail"]


def test_who_may_not_ask_does_not_learn_that_it_was_taken_out(graph: Graph, tree: Tree) -> None:
    actor = replace(tree.actor("a1", Role.INSPECTOR), username="问-导出")
    for code in ("leads-waiting", "returned-again"):
        export.note_question(graph, actor, code, {"rows": 1})
    events = Query(type_of("AuditEvent"), filters=(Filter("actor", Op.EQUAL, actor.username),))

    def known(role: Role) -> set[str]:
        with graph.reading() as tx:
            return {e.record_key for e in records.find(tx, tree.actor("a1", role), events).rows}

    assert known(Role.INSPECTOR) == {"leads-waiting", "returned-again"}
    assert known(Role.ADMINISTRATOR) == {"returned-again"}


def test_two_courts_and_oneself(graph: Graph, tree: Tree, ask: Ask) -> None:
    def codes(at: str, code: str, **said: Any) -> int:
        return len(ask(tree.actor(at, Role.INSPECTOR), code, **said))

    assert codes("a1", "recurred-after-answer") == 1
    assert codes("b1", "recurred-after-answer") == codes("b", "returned-again") == 0
    assert codes("a1", "disputes-without-decision") == codes("b1", "disputes-without-decision") == 1
    assert codes("a2", "disputes-without-decision") == 0
    assert codes("a1", "petitioners-about-two-courts") == 0  # a2's petition is out of sight
    assert codes("top", "returned-again", court=tree.code_of("a")) == 1
    with pytest.raises(NotFound):
        codes("a1", "returned-again", court=tree.code_of("b1"))
    myself = replace(tree.actor("top", Role.INSPECTOR, officer=f"{tree.code}-签"), username="签")
    assert ask(myself, "sign-offs-recurred") == []


def test_a_question_is_offered_to_those_who_read_all_it_looks_at(graph: Graph, tree: Tree) -> None:
    def offered(*roles: Role) -> set[str]:
        return {each.code for each in questions.offered(tree.actor("a", *roles))}

    everything = offered(Role.INSPECTOR)
    assert everything == set(LIBRARY)
    sealed = {"untruthful-without-talk", "leads-waiting"}
    assert offered(Role.SUPERVISOR) == everything - sealed
    guarded = {code for code, each in LIBRARY.items() if each.guarded}
    closed = {"grave-without-dual-investigation", "interfered-and-revoked"}
    assert offered(Role.RECORD_KEEPER) == everything - sealed - guarded - closed
    with pytest.raises(NotFound):
        answered(graph, tree.actor("a", Role.SUPERVISOR), "leads-waiting")
    kinds = {kind.name for code in sealed for kind in questions.read_by(code)}
    assert {name for name, kind in types().items() if kind.confidential} <= kinds


def test_periods_bounds_and_numbers(graph: Graph, tree: Tree, ask: Ask) -> None:
    actor = tree.actor("top")
    assert ask(actor, "trips-without-report", since="2025-01-11") == []
    assert len(ask(actor, "trips-without-report", till=LONG_AGO)) == 1
    assert ask(actor, "returned-again", least="3") == []
    assert len(ask(actor, "recurred-after-answer", of_problem=f"{tree.code}-P1")) == 1
    assert ask(actor, "recurred-after-answer", of_problem=f"{tree.code}-P2") == []
    usual = questions.asked(LIBRARY["returned-again"], {})
    assert usual.since == TODAY - timedelta(days=730)
    with graph.reading() as tx:
        found = questions.answer(tx, actor, "true-without-consequence", {"since": ""}, most=1)
    assert (len(found.rows), found.more) == (1, True)
    for said in ({"least": "0"}, {"least": "x"}, {"since": "2025"}, {"till": "1999-01-01"}):
        with pytest.raises(BadParameter):
            questions.asked(LIBRARY["returned-again"], {"since": "2020-01-01", **said})


def test_an_answer_is_a_picture_too(graph: Graph, tree: Tree, told: dict[str, Record]) -> None:
    actor = tree.actor("top", Role.SUPERVISOR)
    with graph.reading() as tx:
        found = questions.answer(tx, actor, "recurred-after-answer", {"since": ""})
        drawn = questions.pictured(tx, actor, found)
    assert {node.uid for node in drawn.nodes} == set(found.uids)
    edges = {(edge.start, edge.rel, edge.end) for edge in drawn.edges}
    assert {
        (told["g"].uid, "RECURS_AFTER", told["r"].uid),
        (told["r"].uid, "ANSWERS", told["b"].uid),
        (told["g"].uid, "OF_PROBLEM", told["P1"].uid),
    } <= edges
