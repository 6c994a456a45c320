"""One officer's whole history: every relation, each with its date, status and the post held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph import records
from graph.errors import NotFound, PurposeNeeded, Unknown
from graph.model import Domain, Field, Kind, Link, Record, Ref, forget, type_of
from graph.operations.officer_file import open_file
from graph.operations.officer_history import Event, History, Selection, event, history
from graph.scope import Actor, Role
from graph.session import Graph
from graph.text import Text
from tests.conftest import Tree

WHY = ("petition_check", "核查信访反映的拖延")


def read(graph: Graph, actor: Actor, number: str, selection: Selection | None = None) -> History:
    open_file(graph, actor, number, *WHY)
    with graph.reading() as tx:
        return history(tx, actor, number, selection)


def told(found: History) -> set[tuple[str, str]]:
    """(lane, key) of every event."""
    return {(e.lane, e.key) for e in found.events}


def short(e: Event) -> tuple[str, str, str, str]:
    """lane, since, until, standing."""
    return (e.lane, str(e.since or ""), str(e.until or ""), e.standing)


class Life:
    """An officer of court b1, before of a1, with one record of every kind."""

    def __init__(self, tree: Tree) -> None:
        self.tree, code = tree, tree.code
        enforcement = {c: tree.departments[c]["enforcement"].uid for c in ("a1", "b1")}
        review = tree.departments["a"]["review"].uid
        self.officer = tree.create("Officer", number=f"{code}-O", name="周某", serves=[
            Link(enforcement["a1"], "", "",
                 {"post": "执行员", "from": "2018-01-01", "to": "2020-02-29"}),
            Link(enforcement["b1"], "", "", {"post": "法官", "from": "2020-02-29"}),
        ])  # fmt: skip
        self.colleague = tree.officer("同事")
        who = self.officer.uid
        self.case = tree.case(
            "1", "a1", filed_on="2019-12-31", concluded_on="2020-03-31",
            handlers=[Link(who, "", "", {"role": "handler", "from": "2020-01-02"})],
        )  # fmt: skip
        self.act = tree.create(
            "Act", number=f"{code}-A", sort_of_act="seizure", done_on="2020-02-29",
            case=self.case.uid, performed_by=who,
        )  # fmt: skip
        self.objection = tree.create(
            "Review", number=f"（2020）{code}a执异1号", sort_of_review="objection",
            filed_on="2020-04-01", ruled_on="2020-05-01", outcome="revoked", decided_by=review,
            challenges=self.act.uid,
        )  # fmt: skip
        self.reconsideration = tree.create(
            "Review", number=f"（2020）{code}执复1号", sort_of_review="reconsideration",
            filed_on="2020-06-01", outcome="changed", decided_by=review,
            reviews=self.objection.uid,
        )  # fmt: skip
        self.decided = tree.create(
            "Review", number=f"（2021）{code}a执异2号", sort_of_review="objection",
            filed_on="2021-01-01", decided_by=review, deciders=who,
            challenges=tree.case("9", "a2").uid,
        )  # fmt: skip
        self.petition = tree.petition("1", "a1", officers=who, received_on="2020-07-01")
        self.verification = tree.create(
            "Verification", number=f"{code}-V", result="partly", verifies=self.petition.uid,
            handled_by=enforcement["a1"], officers=who,
        )  # fmt: skip
        self.topic = tree.create("Problem", code=f"{code}-P", name="超标的查封")
        self.finding = tree.create(
            "Finding", number=f"{code}-F1", status="established", occurred_on="2020-02-29",
            occurred_to="2020-03-15", problem=self.topic.uid, at=tree.courts["a1"].uid,
            attributed_to=who, found_by=self.verification.uid,
        )  # fmt: skip
        self.alleged = tree.create(
            "Finding", number=f"{code}-F2", status="alleged", problem=self.topic.uid,
            at=tree.courts["a1"].uid, attributed_to=who, found_by=self.petition.uid,
        )  # fmt: skip
        self.feedback = tree.create(
            "Feedback", number=f"{code}-B", sort_of_feedback="case", issued_on="2020-08-01",
            issued_by=review, addressed_to=who, covers=self.finding.uid,
        )  # fmt: skip
        self.rectification = tree.create(
            "Rectification", number=f"{code}-R", opened_on="2020-08-02", closed_on="2020-09-01",
            state="closed", carried_out_by=enforcement["a1"], responsible=who,
            signed_off_by=[Link(who, "", "", {"on": "2020-09-02"})], fixes=self.finding.uid,
        )  # fmt: skip
        self.measure = tree.create(
            "Measure", number=f"{code}-M1", form="reminder", applied_on="2020-10-01",
            applied_to=who,
        )  # fmt: skip
        self.given = tree.create(
            "Measure", number=f"{code}-M2", form="reminder", applied_on="2020-10-02",
            applied_to=self.colleague.uid, given_by=who,
        )  # fmt: skip

    def lanes_of(self, found: History) -> dict[str, tuple[str, str, str]]:
        return {
            f"{e.lane} {e.key.removeprefix(self.tree.code)}": short(e)[1:] for e in found.events
        }


@pytest.fixture
def life(tree: Tree) -> Life:
    return Life(tree)


def test_every_relation_to_the_officer_is_told(graph: Graph, life: Life) -> None:
    code = life.tree.code
    found = read(graph, life.tree.actor("top", Role.INSPECTOR), life.officer.number)
    assert told(found) == {
        ("case.handlers", life.case.number),
        ("act.performed_by", f"{code}-A"),
        ("review.bears_on", f"（2020）{code}a执异1号"),
        ("review.bears_on", f"（2020）{code}执复1号"),  # the ruling on the ruling on the act
        ("review.deciders", f"（2021）{code}a执异2号"),
        ("petition.officers", f"{code}-XF1"),
        ("verification.officers", f"{code}-V"),
        ("finding.attributed_to", f"{code}-F1"),
        ("finding.attributed_to", f"{code}-F2"),
        ("feedback.addressed_to", f"{code}-B"),
        ("rectification.responsible", f"{code}-R"),
        ("rectification.signed_off_by", f"{code}-R"),
        ("measure.applied_to", f"{code}-M1"),
        ("measure.given_by", f"{code}-M2"),
    }


def test_dates_spans_and_standing_are_the_records_own(graph: Graph, life: Life) -> None:
    found = read(graph, life.tree.actor("top", Role.INSPECTOR), life.officer.number)
    by_key = {(e.lane, e.key): short(e)[1:] for e in found.events}
    code = life.tree.code
    assert by_key[("case.handlers", life.case.number)] == ("2020-01-02", "2020-03-31", "")
    ruling = ("review.bears_on", f"（2020）{code}a执异1号")
    assert by_key[ruling] == ("2020-04-01", "2020-05-01", "revoked")
    assert by_key[("finding.attributed_to", f"{code}-F1")] == (
        "2020-02-29", "2020-03-15", "established",
    )  # fmt: skip
    assert by_key[("finding.attributed_to", f"{code}-F2")] == ("", "", "alleged")
    assert by_key[("rectification.responsible", f"{code}-R")] == (
        "2020-08-02", "2020-09-01", "closed",
    )  # fmt: skip
    assert by_key[("rectification.signed_off_by", f"{code}-R")] == ("2020-09-02", "", "closed")
    days = [str(e.since or "") for e in found.events]
    assert days == sorted(days, reverse=True)
    assert days[-2:] == ["", ""]  # the verification and the alleged finding


def test_the_post_is_the_one_held_on_the_day(graph: Graph, life: Life) -> None:
    found = read(graph, life.tree.actor("top", Role.INSPECTOR), life.officer.number)
    a1, b1 = life.tree.code_of("a1"), life.tree.code_of("b1")
    posts = {
        e.lane: ([p.court for p in e.held.certain], [p.court for p in e.held.candidates])
        for e in found.events
        if e.key != f"{life.tree.code}-F2"
    }
    assert posts["act.performed_by"] == ([a1, b1], [])  # the day of the transfer
    assert posts["case.handlers"] == ([a1, b1], [])  # a span over the transfer
    assert posts["finding.attributed_to"] == ([a1, b1], [])
    assert posts["petition.officers"] == ([b1], [])
    assert posts["verification.officers"] == ([], [a1, b1])  # undated: either may be


def test_the_unit_that_an_undated_record_names_is_told(graph: Graph, tree: Tree) -> None:
    units = {c: tree.departments[c]["enforcement"].uid for c in ("a1", "a2")}
    officer = tree.create("Officer", number=f"{tree.code}-无期", name="李某",
                          serves=list(units.values()))  # fmt: skip
    problem = tree.create("Problem", code=f"{tree.code}-P", name="拖延")
    for number, beside in (("F1", [units["a2"]]), ("F2", [])):
        tree.create("Finding", number=f"{tree.code}-{number}", problem=problem.uid,
                    at=tree.courts["a"].uid, attributed_to=[officer.uid, *beside])  # fmt: skip
    found = read(graph, tree.actor("a", Role.SUPERVISOR), officer.number)
    held = {
        e.key.removeprefix(tree.code): (
            [p.court for p in e.held.named],
            [p.court for p in e.held.candidates],
        )
        for e in found.events
    }
    a1, a2 = tree.code_of("a1"), tree.code_of("a2")
    assert held == {"-F1": ([a2], []), "-F2": ([], [a1, a2])}


def test_statuses_are_counted_apart(graph: Graph, life: Life) -> None:
    found = read(graph, life.tree.actor("top", Role.INSPECTOR), life.officer.number)
    tallies = {t.lane.name: (t.count, t.undated, t.by_standing) for t in found.tallies}
    assert tallies["finding.attributed_to"] == (2, 1, {"alleged": 1, "established": 1})
    assert tallies["verification.officers"] == (1, 1, {"partly": 1})
    assert tallies["review.bears_on"] == (2, 0, {"revoked": 1, "changed": 1})
    assert tallies["petition.officers"] == (1, 0, {"": 1})
    assert tallies["feedback.addressed_to"] == (1, 0, {})


def test_a_finding_goes_back_to_its_petition(graph: Graph, life: Life) -> None:
    found = read(graph, life.tree.actor("top", Role.INSPECTOR), life.officer.number)
    origin = {e.uid: e.belongs_to for e in found.events}
    petition = life.petition.uid
    assert origin[life.finding.uid] == petition  # over its verification
    assert origin[life.alleged.uid] == petition
    assert origin[life.verification.uid] == petition
    assert origin[petition] == petition


def test_an_opening_shows_records_of_other_courts(graph: Graph, life: Life) -> None:
    """Court b1 reads little of court a1, but the officer's file is whole."""
    actor = life.tree.actor("b1", Role.SUPERVISOR)
    with graph.reading() as tx, pytest.raises(NotFound):
        records.get(tx, actor, type_of("Act"), life.act.uid)
    found = read(graph, actor, life.officer.number)
    code = life.tree.code
    assert {("act.performed_by", f"{code}-A"), ("case.handlers", life.case.number)} <= told(found)
    with graph.reading() as tx:
        shown, record = event(tx, actor, life.officer.number, "act.performed_by", life.act.uid)
        assert (shown.key, str(record.done_on)) == (f"{code}-A", "2020-02-29")
        for lane, uid in (
            ("act.performed_by", life.case.uid),
            ("case.handlers", life.tree.case("8").uid),
        ):
            with pytest.raises(NotFound):
                event(tx, actor, life.officer.number, lane, uid)


def test_confidential_records_keep_their_own_rule(graph: Graph, life: Life) -> None:
    seen = {}
    for name, actor in {
        "inspector of the court": life.tree.actor("b1", Role.INSPECTOR),
        "inspector of the court before": life.tree.actor("a1", Role.INSPECTOR),
        "supervisor": life.tree.actor("top", Role.SUPERVISOR),
    }.items():
        found = read(graph, actor, life.officer.number)
        lanes = {t.lane.name for t in found.tallies if t.lane.kind.confidential}
        assert lanes == {e.lane for e in found.events if e.kind.confidential}
        seen[name] = lanes
    assert seen == {
        "inspector of the court": {"measure.applied_to"},
        "inspector of the court before": {"measure.given_by"},  # to a colleague of that court
        "supervisor": set(),
    }


def test_nobody_meets_records_about_themself_in_anothers_file(graph: Graph, tree: Tree) -> None:
    one, me = tree.officer("甲"), tree.officer("我")
    tree.petition("1", officers=[one.uid, me.uid])
    other = tree.petition("2", officers=[one.uid])
    actor = tree.actor("a1", Role.INSPECTOR, officer=me.number)
    found = read(graph, actor, one.number)
    assert told(found) == {("petition.officers", other.number)}
    assert [(t.lane.name, t.count) for t in found.tallies] == [("petition.officers", 1)]


def test_a_retired_record_leaves_the_history(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    made = tree.petition("1", officers=officer.uid)
    records.retire(graph, tree.system, made.declared, made.uid, 1, "重复登记")
    found = read(graph, tree.actor("a1", Role.SUPERVISOR), officer.number)
    assert (found.events, found.tallies) == ((), ())


def test_a_selection_by_lane_period_and_standing(graph: Graph, life: Life) -> None:
    actor = life.tree.actor("top", Role.INSPECTOR)
    number = life.officer.number
    open_file(graph, actor, number, *WHY)

    def chosen(**values: object) -> set[str]:
        with graph.reading() as tx:
            found = history(tx, actor, number, Selection(**values))  # type: ignore[arg-type]
        assert len(found.tallies) == 12  # the tallies are those of the whole file
        return {e.key.removeprefix(life.tree.code) for e in found.events}

    assert chosen(lanes=("petition.officers", "act.performed_by")) == {"-XF1", "-A"}
    assert chosen(standing=("alleged",)) == {"-F2"}
    assert chosen(lanes=("finding.attributed_to",), standing=("established",)) == {"-F1"}
    march = chosen(since=date(2020, 3, 15), until=date(2020, 3, 31))
    assert march == {"-F1", life.case.number}  # spans that reach into it; nothing undated
    assert chosen(until=date(2020, 2, 29)) == {"-F1", "-A", life.case.number}
    with pytest.raises(Unknown):
        chosen(lanes=("case.nothing",))


def test_the_newest_are_told_where_there_are_too_many(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    actor = tree.actor("a1", Role.SUPERVISOR)
    for n in range(4):
        tree.petition(str(n), officers=officer.uid, received_on=f"2021-01-0{n + 1}")
    tree.petition("undated", officers=officer.uid)
    open_file(graph, actor, officer.number, *WHY)
    with graph.reading() as tx:
        found = history(tx, actor, officer.number, most=3)
        whole = history(tx, actor, officer.number, most=5)
    assert [str(e.since) for e in found.events] == ["2021-01-04", "2021-01-03", "2021-01-02"]
    assert (found.more, found.tallies[0].count, found.tallies[0].undated) == (True, 5, 1)
    assert (whole.more, len(whole.events)) == (False, 5)


def test_as_many_statements_whatever_the_events(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    actor = tree.actor("a1", Role.SUPERVISOR)
    open_file(graph, actor, officer.number, *WHY)
    with graph.reading() as tx:
        history(tx, actor, officer.number)
        empty = tx.statements
    for n in range(6):
        tree.petition(str(n), officers=officer.uid)
    with graph.reading() as tx:
        assert len(history(tx, actor, officer.number).events) == 6
        assert tx.statements == empty == 5


def test_without_an_opening_nothing_is_read(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    made = tree.petition("1", officers=officer.uid)
    actor = tree.actor("a1", Role.SUPERVISOR)
    with graph.reading() as tx:
        with pytest.raises(PurposeNeeded):
            history(tx, actor, officer.number)
        with pytest.raises(PurposeNeeded):
            event(tx, actor, officer.number, "petition.officers", made.uid)


@pytest.fixture
def commendation() -> Iterator[type[Record]]:
    """A type that nobody thought of when the history was written."""

    class Commendation(Record):
        names = Text("表彰", "Commendation")
        plural = Text("表彰", "Commendations")
        lede = Text("对执行人员的表彰。", "Commendations of officers.")
        domain = Domain.INTEGRITY
        key = "number"
        dated = "given_on"
        home = ("given_to",)
        number = Field(Kind.TEXT, "编号", "Number", required=True, unique=True)
        given_on = Field(Kind.DATE, "日期", "Given", listed=True)
        given_to = Ref(
            "Officer", "COMMENDS", "对象", "Given to", many=True, required=True,
            back=Text("受到的表彰", "Commendations received"),
        )  # fmt: skip

    try:
        yield Commendation
    finally:
        forget("Commendation")


def test_a_new_type_with_a_relation_to_officer_has_its_lane(
    graph: Graph, tree: Tree, commendation: type[Record]
) -> None:
    officer = tree.officer("甲")
    tree.create("Commendation", number=f"{tree.code}-C", given_on="2021-05-04",
                given_to=officer.uid)  # fmt: skip
    found = read(graph, tree.actor("a1", Role.SUPERVISOR), officer.number)
    assert told(found) == {("commendation.given_to", f"{tree.code}-C")}
    assert found.tallies[0].lane.label.zh == "受到的表彰"
