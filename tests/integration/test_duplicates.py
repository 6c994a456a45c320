"""People entered twice: found, merged, taken apart. Everything is counted by hand, before, after
the merge and after the undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph import clock, queries, records
from graph.audit import verify
from graph.errors import Conflict, Invalid, NotAllowed, NotFound, OwnFile, ZhijianError
from graph.ingest.files import Loaded, load_file
from graph.model import Link, Record, type_of
from graph.operations import duplicates, officer_file
from graph.operations.duplicates import Done
from graph.operations.officer_history import history
from graph.operations.users import require_officer
from graph.records import placement
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree

OFFICER, PARTY = type_of("Officer"), type_of("Party")


class Twice:
    """An officer entered twice at the basic court a1: 张三 (kept) and 张　三 (gone).

    By hand. Kept: post 法官 2019-01-01 – 2020-06-30; handles case 1; named by petition 2.
    Gone: post 法官 since 2020-07-01, and 书记员 in the review department of a2 in 2018; handles
    cases 1 (the same relation) and 2; performed an act in case 2; named by petition 1.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        a1, a2 = tree.departments["a1"], tree.departments["a2"]
        self.kept = tree.create(
            "Officer", number=f"{tree.code}-K", name="张三", phone="13800001111",
            serves=[link(a1["enforcement"], post="法官", since="2019-01-01", to="2020-06-30")],
        )  # fmt: skip
        self.gone = tree.create(
            "Officer", number=f"{tree.code}-G", name="张　三", phone="138 0000 1111",
            serves=[link(a1["enforcement"], post="法官", since="2020-07-01"),
                    link(a2["review"], post="书记员", since="2018-01-01", to="2018-12-31")],
        )  # fmt: skip
        self.first = tree.case("1", handlers=[self.kept.uid, self.gone.uid])
        self.second = tree.case("2", handlers=self.gone.uid)
        self.act = tree.create(
            "Act", number=f"{tree.code}-A1", sort_of_act="seizure", done_on="2021-04-01",
            case=self.second.uid, performed_by=self.gone.uid,
        )  # fmt: skip
        self.petition = tree.petition("1", officers=self.gone.uid, received_on="2021-05-01")
        self.other = tree.petition("2", officers=self.kept.uid, received_on="2021-06-01")

    def versions(self, graph: Graph) -> tuple[int, int]:
        kept, gone = (self.again(graph, each) for each in (self.kept, self.gone))
        return kept.version, gone.version

    def again(self, graph: Graph, record: Record) -> Record:
        with graph.reading() as tx:
            return records.get(tx, self.tree.system, record.declared, record.uid)

    def merge(self, graph: Graph, actor: Actor | None = None, **more: object) -> Done:
        return duplicates.merge(
            graph, actor or self.tree.actor("a", Role.RECORD_KEEPER), OFFICER, self.kept.number,
            self.gone.number, self.versions(graph), "重复登记", **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def undo(self, graph: Graph) -> Done:
        return duplicates.undo(
            graph, self.tree.actor("a", Role.RECORD_KEEPER), OFFICER, self.gone.number,
            self.versions(graph), "不是同一人",
        )  # fmt: skip

    def lanes(self, graph: Graph, officer: Record) -> dict[str, int]:
        """What the history of an officer counts."""
        inspector = self.tree.actor("top", Role.INSPECTOR)
        officer_file.open_file(graph, inspector, officer.number, "inspection", "检查合并结果")
        with graph.reading() as tx:
            found = history(tx, inspector, officer.number)
        return {tally.lane.name: tally.count for tally in found.tallies}


def link(department: Record, post: str = "", since: str = "", to: str = "") -> object:
    said = {n: v for n, v in (("post", post), ("from", since), ("to", to)) if v}
    return Link(department.uid, "Department", str(department), said)


def posts(officer: Record) -> set[tuple[str, str, str, str]]:
    """Postings as (department, post, first day, last day)."""
    return {
        (p.key, p.properties.get("post", ""), str(p.properties.get("from", "")),
         str(p.properties.get("to", "")))
        for p in officer.serves
    }  # fmt: skip


@pytest.fixture
def twice(tree: Tree) -> Twice:
    return Twice(tree)


@pytest.fixture
def keeper(tree: Tree) -> Actor:
    return tree.actor("a", Role.RECORD_KEEPER)


BEFORE_KEPT = {"case.handlers": 1, "petition.officers": 1}
BEFORE_GONE = {"case.handlers": 2, "act.performed_by": 1, "petition.officers": 1}
AFTER = {"case.handlers": 2, "act.performed_by": 1, "petition.officers": 2}


def test_everything_counts_one_person_and_after_the_undo_two(graph: Graph, twice: Twice) -> None:
    assert twice.lanes(graph, twice.kept) == BEFORE_KEPT
    assert twice.lanes(graph, twice.gone) == BEFORE_GONE
    before = (posts(twice.kept), posts(twice.gone))

    done = twice.merge(graph)
    tree = twice.tree
    assert twice.lanes(graph, twice.kept) == AFTER
    assert twice.lanes(graph, twice.gone) == {}
    assert posts(done.kept) == {
        (f"{tree.code}a1-enforcement", "法官", "2019-01-01", ""),  # the two posts touched
        (f"{tree.code}a2-review", "书记员", "2018-01-01", "2018-12-31"),
    }
    case = twice.again(graph, twice.first)
    assert [h.uid for h in case.handlers] == [twice.kept.uid]

    done = twice.undo(graph)
    assert done.stayed == 0
    assert twice.lanes(graph, twice.kept) == BEFORE_KEPT
    assert twice.lanes(graph, twice.gone) == BEFORE_GONE
    assert (posts(done.kept), posts(done.gone)) == before
    case = twice.again(graph, twice.first)
    assert {h.uid for h in case.handlers} == {twice.kept.uid, twice.gone.uid}
    assert done.gone.retired_at is None


def test_an_undo_leaves_no_trace_and_the_graph_as_it_was(graph: Graph, twice: Twice) -> None:
    def around() -> list[str]:
        with graph.reading() as tx:
            rows = tx.run(
                "MATCH (o:Officer)-[r]-(m) WHERE o.uid IN $uids "
                "RETURN o.uid AS o, type(r) AS t, m.uid AS m, r.from AS f, r.to AS u, r.post AS p",
                uids=[twice.kept.uid, twice.gone.uid],
            )
        return sorted(str(row) for row in rows)

    before = around()
    twice.merge(graph)
    assert around() != before
    twice.undo(graph)
    assert around() == before


def test_a_duty_of_either_is_owed_by_the_kept_one_until_the_undo(graph: Graph, tree: Tree) -> None:
    place = tree.departments["a1"]["enforcement"]
    kept, gone, other = (
        tree.create("Officer", number=f"{tree.code}-{each}", name=name, serves=place, **more)
        for each, name, more in (
            ("K", "庭长", {"leads": [link(place, since="2022-01-01")]}),
            ("G", "庭　长", {"leads": [link(place, since="2022-01-01")]}),
            ("O", "张三", {}),
        )
    )
    tree.create(
        "Trip", number=f"{tree.code}-T", left_on="2024-05-06", destination="外地",
        made_by=other, sent_by=place,
    )  # fmt: skip

    def debtors() -> list[str]:
        with graph.reading() as tx:
            return [row["of"] for row in tx.run(
                "MATCH (:Trip {number: $n})<-[:ARISES_FROM]-(:Duty {rule_code: 'pre-trip-talk'})"
                "-[:OWED_BY]->(o) RETURN o.uid AS of ORDER BY of", n=f"{tree.code}-T",
            )]  # fmt: skip

    both = sorted([kept.uid, gone.uid])
    assert debtors() == both
    actor = tree.actor("a", Role.RECORD_KEEPER)
    done = duplicates.merge(
        graph, actor, OFFICER, kept.number, gone.number, (kept.version, gone.version), "重复登记"
    )
    assert debtors() == [kept.uid]
    at = (done.kept.version, done.gone.version)
    assert duplicates.undo(graph, actor, OFFICER, gone.number, at, "不是同一人").stayed == 0
    assert debtors() == both


def test_what_came_after_the_merge_stays_with_the_kept_one(graph: Graph, twice: Twice) -> None:
    twice.merge(graph)
    third = twice.tree.case("3", handlers=twice.kept.uid)
    done = twice.undo(graph)
    assert [h.uid for h in twice.again(graph, third).handlers] == [twice.kept.uid]
    assert done.stayed == 0


def test_what_was_changed_since_stays_and_is_told(graph: Graph, twice: Twice) -> None:
    twice.merge(graph)
    second = twice.again(graph, twice.second)
    records.change(
        graph, twice.tree.system, second.declared, second.uid, second.version, {"handlers": []}
    )
    done = twice.undo(graph)
    assert done.stayed == 1
    assert twice.again(graph, twice.second).handlers == ()
    assert twice.lanes(graph, twice.gone) == {
        "case.handlers": 1, "act.performed_by": 1, "petition.officers": 1,
    }  # fmt: skip


def test_the_gone_key_leads_to_the_kept_one(graph: Graph, twice: Twice, keeper: Actor) -> None:
    twice.merge(graph)
    with graph.reading() as tx:
        gone = records.get(tx, keeper, OFFICER, twice.gone.number)
    assert gone.retired_reason == "重复登记"
    assert [into.key for into in gone.links["merged_into"]] == [twice.kept.number]
    with pytest.raises(NotAllowed, match="undo the merge"):
        records.reinstate(graph, keeper, OFFICER, gone.uid, gone.version)


def test_an_account_is_not_given_the_gone_number(graph: Graph, twice: Twice) -> None:
    with graph.reading() as tx:
        require_officer(tx, twice.gone.number)
    twice.merge(graph)
    with graph.reading() as tx:
        require_officer(tx, twice.kept.number)
        with pytest.raises(NotFound):
            require_officer(tx, twice.gone.number)


def test_who_names_the_gone_one_means_the_kept_one(graph: Graph, twice: Twice) -> None:
    twice.merge(graph)
    case = twice.tree.case("9", handlers=twice.gone.uid)
    assert [h.uid for h in case.handlers] == [twice.kept.uid]


def test_a_form_that_was_open_before_the_merge_changes_nobody(graph: Graph, twice: Twice) -> None:
    twice.merge(graph)
    second = twice.again(graph, twice.second)
    after = records.change(
        graph, twice.tree.system, second.declared, second.uid, second.version,
        {"handlers": twice.gone.uid},
    )  # fmt: skip
    assert after.version == second.version


def test_places_are_those_that_a_check_would_compute(graph: Graph, twice: Twice) -> None:
    def misplaced() -> list[str]:
        with graph.reading() as tx:
            found = [
                key
                for name in ("Officer", "Party", "Case", "Petition", "Act")
                for key in placement.misplaced(tx, type_of(name), clock.today(), 10_000)
            ]
        return [key for key in found if twice.tree.code in key]

    twice.merge(graph)
    assert misplaced() == []
    reader = twice.tree.actor("a2", Role.RECORD_KEEPER)
    with graph.reading() as tx:  # an earlier post of the gone one is now the kept one's
        assert records.get(tx, reader, OFFICER, twice.kept.number).uid == twice.kept.uid
    twice.undo(graph)
    assert misplaced() == []
    with graph.reading() as tx, pytest.raises(NotFound):
        records.get(tx, reader, OFFICER, twice.kept.number)


def test_merges_are_listed_and_audited(graph: Graph, twice: Twice, keeper: Actor) -> None:
    twice.merge(graph)
    with graph.reading() as tx:
        found = duplicates.merged(tx, keeper, OFFICER)
        events = tx.run(
            "MATCH (e:AuditEvent) WHERE e.record_uid IN $uids AND e.tag = 'record:merged' "
            "RETURN e.chain AS chain, e.detail AS detail, e.sealed AS sealed",
            uids=[twice.kept.uid, twice.gone.uid],
        )
        read, faults = verify(tx, only={event["chain"] for event in events})
    assert [(m.key, m.kept_key, m.open) for m in found] == [
        (twice.gone.number, twice.kept.number, True)
    ]
    told = [event for event in events if not event["sealed"]]
    assert len(told) == 2
    assert read > 1
    assert faults == []
    assert all('"case.handlers":2' in event["detail"] for event in told)
    assert not any("petition" in event["detail"] for event in told)
    twice.undo(graph)
    with graph.reading() as tx:
        assert duplicates.merged(tx, keeper, OFFICER) == []


def test_nobody_learns_beside_a_merge_how_much_is_about_a_person(
    graph: Graph, twice: Twice, keeper: Actor
) -> None:
    with graph.reading() as tx:
        found = duplicates.compare(tx, keeper, OFFICER, twice.kept.number, twice.gone.number)
    assert found.counts["case.handlers"] == 2
    assert not {"petition.officers", "act.performed_by"} & {*found.counts, *found.kept_counts}


def test_a_measure_moves_and_tells_nobody_but_the_discipline_bodies(
    graph: Graph, twice: Twice
) -> None:
    tree = twice.tree
    measure = tree.create(
        "Measure", number=f"{tree.code}-M1", form="reminder", applied_to=twice.gone.uid,
        applied_on="2021-07-01",
    )  # fmt: skip
    twice.merge(graph)
    assert [o.uid for o in as_many(twice.again(graph, measure).links["applied_to"])] == [
        twice.kept.uid
    ]
    with graph.reading() as tx:
        events = tx.run(
            "MATCH (e:AuditEvent) WHERE e.record_uid = $uid AND e.tag = 'record:merged' "
            "RETURN e.detail AS detail, e.sealed AS sealed",
            uid=twice.kept.uid,
        )
    assert [("measure" in e["detail"], bool(e["sealed"])) for e in events] in (
        [(False, False), (True, True)], [(True, True), (False, False)],
    )  # fmt: skip


def as_many(value: object) -> tuple[Record, ...]:
    return value if isinstance(value, tuple) else (value,)  # type: ignore[return-value]


# --- refusals


def test_two_who_stood_on_both_sides_of_an_objection_are_two_people(
    graph: Graph, twice: Twice
) -> None:
    tree = twice.tree
    review = tree.create(
        "Review", number=f"（2021）{tree.code_of('a1')}执异1号", sort_of_review="objection",
        filed_on="2021-06-01", decided_by=tree.departments["a1"]["review"].uid,
        deciders=twice.kept.uid, challenges=twice.act.uid,
    )  # fmt: skip
    before = twice.lanes(graph, twice.gone)
    with pytest.raises(Invalid) as refused:
        twice.merge(graph, confirmed=True)
    said = refused.value.faults["gone"]
    assert review.number in said.zh
    assert review.number in said.en
    assert "同一审查中分处两方" in said.zh
    assert twice.lanes(graph, twice.gone) == before
    assert twice.again(graph, twice.gone).retired_at is None


@pytest.mark.parametrize("decider", ["kept", "gone"])
def test_who_handled_the_challenged_case_or_decided_the_ruling_reviewed_too(
    graph: Graph, twice: Twice, decider: str
) -> None:
    tree = twice.tree
    one, other = (twice.kept, twice.gone) if decider == "kept" else (twice.gone, twice.kept)
    case = tree.case("7", handlers=other.uid)
    by = {"filed_on": "2021-06-01", "decided_by": tree.departments["a"]["review"].uid}
    tree.create(
        "Review", number=f"（2021）{tree.code_of('a')}执异2号", sort_of_review="objection",
        deciders=one.uid, challenges=case.uid, **by,
    )  # fmt: skip
    with pytest.raises(Invalid, match="both sides"):
        twice.merge(graph, confirmed=True)


def test_who_reviews_the_ruling_of_the_other_stands_on_the_other_side(
    graph: Graph, twice: Twice
) -> None:
    tree = twice.tree
    by = {"filed_on": "2021-06-01", "decided_by": tree.departments["a"]["review"].uid}
    first = tree.create(
        "Review", number=f"（2021）{tree.code_of('a')}执异3号", sort_of_review="objection",
        deciders=twice.gone.uid, **by,
    )  # fmt: skip
    tree.create(
        "Review", number=f"（2021）{tree.code_of('a')}执复3号", sort_of_review="reconsideration",
        deciders=twice.kept.uid, reviews=first.uid, **by,
    )  # fmt: skip
    with pytest.raises(Invalid, match="both sides"):
        twice.merge(graph, confirmed=True)


def test_a_review_of_both_is_no_conflict(graph: Graph, twice: Twice) -> None:
    tree = twice.tree
    tree.create(
        "Review", number=f"（2021）{tree.code_of('a1')}执异4号", sort_of_review="objection",
        filed_on="2021-06-01", decided_by=tree.departments["a1"]["review"].uid,
        deciders=[twice.kept.uid, twice.gone.uid],
    )  # fmt: skip
    assert twice.merge(graph).gone.retired_at is not None


def test_a_conflict_out_of_sight_refuses_without_naming(graph: Graph, twice: Twice) -> None:
    tree = twice.tree
    hidden = tree.create(
        "Review", number=f"（2021）{tree.code_of('b1')}执异5号", sort_of_review="objection",
        filed_on="2021-06-01", decided_by=tree.departments["b1"]["review"].uid,
        deciders=twice.kept.uid, challenges=tree.case("8", "b1", handlers=twice.gone.uid).uid,
    )  # fmt: skip
    with pytest.raises(Invalid) as refused:
        twice.merge(graph)
    said = refused.value.faults["gone"]
    assert hidden.number not in said.zh + said.en
    assert "无权查看" in said.zh


def test_a_record_is_not_merged_with_itself(graph: Graph, twice: Twice, keeper: Actor) -> None:
    version = twice.kept.version
    with pytest.raises(Invalid, match="with itself"):
        duplicates.merge(
            graph, keeper, OFFICER, twice.kept.number, twice.kept.uid, (version, version), "重复"
        )


def test_what_is_merged_already_or_retired_is_refused(graph: Graph, twice: Twice) -> None:
    tree, keeper = twice.tree, twice.tree.actor("a", Role.RECORD_KEEPER)
    third = tree.officer("三")
    twice.merge(graph)
    kept, gone = twice.versions(graph)
    for into, from_, versions in (
        (third.number, twice.gone.number, (third.version, gone)),
        (twice.gone.number, third.number, (gone, third.version)),
    ):
        with pytest.raises(Invalid, match="was merged into"):
            duplicates.merge(graph, keeper, OFFICER, into, from_, versions, "重复", confirmed=True)
    retired = records.retire(graph, keeper, OFFICER, third.uid, third.version, "离职")
    with pytest.raises(Invalid, match="is retired"):
        duplicates.merge(
            graph, keeper, OFFICER, twice.kept.number, third.number, (kept, retired.version), "重复"
        )


def test_an_earlier_merge_is_undone_after_the_later_one(graph: Graph, twice: Twice) -> None:
    tree, keeper = twice.tree, twice.tree.actor("a", Role.RECORD_KEEPER)
    third = tree.officer("三")
    twice.merge(graph)
    duplicates.merge(
        graph, keeper, OFFICER, third.number, twice.kept.number,
        (third.version, twice.again(graph, twice.kept).version), "重复", confirmed=True,
    )  # fmt: skip
    assert twice.lanes(graph, third) == AFTER
    with pytest.raises(Invalid, match="later merge first"):
        twice.undo(graph)
    case = tree.case("10", handlers=twice.gone.uid)
    assert [h.uid for h in case.handlers] == [third.uid]
    duplicates.undo(
        graph, keeper, OFFICER, twice.kept.number,
        (twice.again(graph, third).version, twice.again(graph, twice.kept).version), "弄错了",
    )  # fmt: skip
    twice.undo(graph)
    assert twice.lanes(graph, twice.kept) == BEFORE_KEPT
    assert twice.lanes(graph, twice.gone) == BEFORE_GONE


def test_who_may_not_write_both_does_not_merge(graph: Graph, twice: Twice) -> None:
    tree = twice.tree
    refused: list[tuple[Actor, type[ZhijianError]]] = [
        (tree.actor("b", Role.RECORD_KEEPER), NotFound),
        (tree.actor("a2", Role.RECORD_KEEPER), NotFound),  # the kept one is out of sight
        (tree.actor("a1", Role.SUPERVISOR), NotAllowed),
        (tree.actor("a1", Role.INSPECTOR), NotAllowed),
        (tree.actor("a", Role.RECORD_KEEPER, officer=twice.gone.number), OwnFile),
        (tree.actor("a", Role.RECORD_KEEPER, officer=twice.kept.number), OwnFile),
    ]
    for actor, error in refused:
        with pytest.raises(error):
            twice.merge(graph, actor)
    tree.case("11", "a2", handlers=twice.kept.uid)
    assert twice.again(graph, twice.gone).version == 1


def test_a_reason_is_needed_and_the_version_that_was_seen(
    graph: Graph, twice: Twice, keeper: Actor
) -> None:
    ask = (graph, keeper, OFFICER, twice.kept.number, twice.gone.number)
    with pytest.raises(Invalid) as refused:
        duplicates.merge(*ask, (1, 1), "  ")
    assert set(refused.value.faults) == {"reason"}
    with pytest.raises(Conflict):
        duplicates.merge(*ask, (1, 2), "重复")
    with pytest.raises(Conflict):
        duplicates.merge(*ask, (0, 1), "重复")


def test_posts_of_two_courts_at_a_time_have_to_be_confirmed(graph: Graph, tree: Tree) -> None:
    keeper = tree.actor("a", Role.RECORD_KEEPER)
    one, other = (
        tree.create("Officer", number=f"{tree.code}-{court}", name="李四", serves=[
            link(tree.departments[court]["enforcement"], "法官", "2020-01-01", "2020-12-31")])
        for court in ("a1", "a2")
    )  # fmt: skip
    ask = (graph, keeper, OFFICER, one.number, other.number, (1, 1), "重复")
    with pytest.raises(Invalid) as refused:
        duplicates.merge(*ask)
    assert "同一期间分别在" in refused.value.faults["confirmed"].zh
    assert len(posts(duplicates.merge(*ask, confirmed=True).kept)) == 2


def test_the_same_post_twice_becomes_one_and_comes_apart_again(graph: Graph, tree: Tree) -> None:
    keeper = tree.actor("a", Role.RECORD_KEEPER)
    at = tree.departments["a1"]["enforcement"]
    spans = [
        ("K", [("法官", "2019-01-01", "2019-12-31"), ("法官", "2021-01-01", "")]),
        ("G", [("法官", "2019-06-01", "2021-02-01"), ("庭长", "2019-01-01", "2019-06-30")]),
    ]
    one, other = (
        tree.create("Officer", number=f"{tree.code}-{n}", name="王五",
                    serves=[link(at, *span) for span in said])
        for n, said in spans
    )  # fmt: skip
    before = posts(one)
    done = duplicates.merge(graph, keeper, OFFICER, one.uid, other.uid, (1, 1), "重复")
    assert posts(done.kept) == {
        (at.number, "法官", "2019-01-01", ""), (at.number, "庭长", "2019-01-01", "2019-06-30"),
    }  # fmt: skip
    done = duplicates.undo(graph, keeper, OFFICER, other.uid, (2, 2), "弄错了")
    assert posts(done.kept) == before
    assert posts(done.gone) == posts(other)


# --- parties


@pytest.fixture
def parties(tree: Tree) -> tuple[Record, Record, Record]:
    """Two records of one party of case 1, with the case; the second filed a petition."""
    case = tree.case("1")
    by = {"registered_by": tree.courts["a1"].uid, "phone": "0531-8888 1234"}
    one, other = (
        tree.create("Party", number=f"{tree.code}-P{n}", name=name, cases=[
            party_to(case, "applicant")], **by)
        for n, name in ((1, "ＡＢ公司"), (2, "AB 公司"))
    )  # fmt: skip
    tree.petition("5", filed_by=other.uid, received_on="2021-01-01")
    return one, other, case


def party_to(case: Record, role: str) -> object:
    return Link(case.uid, "Case", str(case), {"role": role})


def filed(graph: Graph, tree: Tree, party: Record) -> tuple[int, int]:
    """How many petitions a party filed, how many cases it is party to."""
    with graph.reading() as tx:
        counts = queries.duplicate_counts(tx, tree.system, PARTY, party.uid)
    return counts.get("petition.filed_by", 0), counts.get("cases", 0)


def test_parties_are_merged_and_taken_apart(
    graph: Graph, tree: Tree, parties: tuple[Record, Record, Record]
) -> None:
    one, other, _case = parties
    keeper = tree.actor("a1", Role.RECORD_KEEPER)
    assert (filed(graph, tree, one), filed(graph, tree, other)) == ((0, 1), (1, 1))
    done = duplicates.merge(graph, keeper, PARTY, one.number, other.number, (1, 1), "同一公司")
    assert filed(graph, tree, one) == (1, 1)
    assert filed(graph, tree, other)[0] == 0
    assert [c.key for c in done.kept.cases] == [_case.number]
    duplicates.undo(graph, keeper, PARTY, other.number, (2, 2), "弄错了")
    assert (filed(graph, tree, one), filed(graph, tree, other)) == ((0, 1), (1, 1))


def test_applicant_and_respondent_of_one_case_are_two(
    graph: Graph, tree: Tree, parties: tuple[Record, Record, Record]
) -> None:
    one, _other, case = parties
    against = tree.create(
        "Party", number=f"{tree.code}-P3", name="AB公司", registered_by=tree.courts["a1"].uid,
        cases=[party_to(case, "respondent")],
    )  # fmt: skip
    keeper = tree.actor("a1", Role.RECORD_KEEPER)
    with pytest.raises(Invalid) as refused:
        duplicates.merge(graph, keeper, PARTY, one.uid, against.uid, (1, 1), "重复", confirmed=True)
    assert case.number in refused.value.faults["gone"].zh


def test_different_identity_numbers_have_to_be_confirmed_and_are_not_shown(
    graph: Graph, tree: Tree
) -> None:
    keeper = tree.actor("a1", Role.RECORD_KEEPER)
    numbers = ("370102199001011234", "370102199001015678")
    one, other = (
        tree.create("Party", number=f"{tree.code}-P{n}", name="赵六", identity_number=said,
                    registered_by=tree.courts["a1"].uid)
        for n, said in enumerate(numbers)
    )  # fmt: skip
    ask = (graph, keeper, PARTY, one.uid, other.uid, (1, 1), "身份证换号")
    with pytest.raises(Invalid) as refused:
        duplicates.merge(*ask)
    said = refused.value.faults["confirmed"]
    assert "证件号码不同" in said.zh
    assert not any(number in said.zh + said.en for number in numbers)
    assert duplicates.merge(*ask, confirmed=True).gone.retired_at is not None


# --- candidates


def keys(found: duplicates.Found) -> list[set[str]]:
    return [{pair.one.key, pair.other.key} for pair in found.pairs]


def test_candidates_say_why(graph: Graph, twice: Twice, keeper: Actor) -> None:
    tree = twice.tree
    at = tree.departments["a1"]["review"]
    tree.create("Officer", number=f"{tree.code}-S", name="孙七", serves=at.uid)
    tree.create("Officer", number=f"{tree.code}-N", name="张三", serves=[
        link(at, "法官", "2010-01-01", "2012-12-31")])  # fmt: skip
    with graph.reading() as tx:
        found = duplicates.candidates(tx, keeper, OFFICER)
        assert duplicates.candidates(tx, tree.actor("b", Role.RECORD_KEEPER), OFFICER).pairs == []
    assert keys(found) == [{twice.kept.number, twice.gone.number}]
    assert [reason.zh for reason in found.pairs[0].reasons] == [
        "电话相同", f"同在{tree.code}a1法院任职，期间重叠或相接",
    ]  # fmt: skip
    twice.merge(graph)
    with graph.reading() as tx:
        assert duplicates.candidates(tx, keeper, OFFICER).pairs == []
    twice.undo(graph)
    with graph.reading() as tx:
        assert keys(duplicates.candidates(tx, keeper, OFFICER)) == keys(found)


def test_candidates_are_for_those_who_can_merge(graph: Graph, tree: Tree) -> None:
    for role in (Role.SUPERVISOR, Role.INSPECTOR):
        with graph.reading() as tx, pytest.raises(NotAllowed):
            duplicates.candidates(tx, tree.actor("a", role), OFFICER)


def test_parties_by_name_and_by_identity_number(
    graph: Graph, tree: Tree, parties: tuple[Record, Record, Record]
) -> None:
    one, other, case = parties
    keeper = tree.actor("a1", Role.RECORD_KEEPER)
    by = {"registered_by": tree.courts["a1"].uid, "identity_number": "37010219900101123X"}
    same = [
        tree.create("Party", number=f"{tree.code}-I{n}", name=name, **by).number
        for n, name in ((1, "周八"), (2, "周捌"))
    ]
    with graph.reading() as tx:
        named = duplicates.candidates(tx, keeper, PARTY)
        numbered = duplicates.candidates(tx, keeper, PARTY, "identity_number")
    assert keys(named) == [{one.number, other.number}]
    assert [reason.zh for reason in named.pairs[0].reasons] == [
        "电话相同", f"同由{tree.code}a1法院登记", f"同为案件当事人：{case.number}",
    ]  # fmt: skip
    assert keys(numbered) == [set(same)]
    assert numbered.pairs[0].doubts[0].zh == "姓名不同：周八、周捌"


def test_pages_meet_every_pair_once_whatever_their_size(graph: Graph, tree: Tree) -> None:
    keeper = tree.actor("a1", Role.RECORD_KEEPER)
    at = tree.departments["a1"]["enforcement"].uid
    for name, times in (("甲甲", 2), ("乙乙", 1), ("丙丙", 3), ("丁丁", 2), ("戊戊", 1)):
        for n in range(times):
            tree.create("Officer", number=f"{tree.code}-{name}{n}", name=name, serves=at)
    for scan, groups in ((20_000, 25), (20_000, 1), (4, 25), (3, 25), (4, 1)):
        seen, after, pages = [], "", 0
        while pages == 0 or after:
            with graph.reading() as tx:
                found = duplicates.candidates(
                    tx, keeper, OFFICER, after=after, scan=scan, groups=groups
                )
                assert tx.statements <= 2
            seen += [frozenset(pair) for pair in keys(found)]
            after, pages = found.after, pages + 1
            assert pages < 12
        assert len(seen) == len(set(seen)) == 1 + 3 + 1, (scan, groups)


# --- splitting one record that is two people


def test_one_record_is_split_into_two_and_merged_again(
    graph: Graph, twice: Twice, keeper: Actor
) -> None:
    twice.merge(graph)
    kept = twice.again(graph, twice.kept)
    at = [place for place, post in enumerate(kept.serves) if post.properties["post"] == "书记员"]
    done = duplicates.split(
        graph, keeper, OFFICER, kept.number, kept.version,
        {"number": f"{twice.tree.code}-N", "name": "张三"}, {"serves": at},
        [twice.second.number, twice.petition.number], "两人同名",
    )  # fmt: skip
    assert twice.lanes(graph, done.kept) == {
        "case.handlers": 1, "act.performed_by": 1, "petition.officers": 1,
    }  # fmt: skip
    assert twice.lanes(graph, done.gone) == {"case.handlers": 1, "petition.officers": 1}
    assert posts(done.gone) == {
        (f"{twice.tree.code}a2-review", "书记员", "2018-01-01", "2018-12-31")
    }
    again = duplicates.merge(
        graph, keeper, OFFICER, done.kept.uid, done.gone.uid,
        (done.kept.version, done.gone.version), "还是一人",
    )  # fmt: skip
    assert twice.lanes(graph, again.kept) == AFTER


def test_a_split_names_what_moves(graph: Graph, twice: Twice, keeper: Actor) -> None:
    ask = (graph, keeper, OFFICER, twice.gone.number, 1,
           {"number": f"{twice.tree.code}-N", "name": "张三", "serves":
            twice.tree.departments["a1"]["review"].uid})  # fmt: skip
    with pytest.raises(Invalid, match="to move"):
        duplicates.split(*ask, {}, [], "两人同名")
    with pytest.raises(Invalid, match="names this person"):
        duplicates.split(*ask, {}, [twice.other.number], "两人同名")
    spelt = twice.second.number.replace("（", "(").replace("）", ") ")
    done = duplicates.split(*ask, {}, [twice.petition.number, spelt], "两人同名")
    assert twice.lanes(graph, done.gone) == {"case.handlers": 1, "petition.officers": 1}
    with graph.reading() as tx:
        events = tx.run(
            "MATCH (e:AuditEvent) WHERE e.record_uid IN $uids AND e.tag = 'record:split' "
            "RETURN e.detail AS detail, e.sealed AS sealed",
            uids=[done.kept.uid, done.gone.uid],
        )
    told = {("case.handlers" in e["detail"], "petition" in e["detail"], bool(e["sealed"]))
            for e in events}  # fmt: skip
    assert (len(events), told) == (3, {(True, False, False), (True, True, True)})


# --- loads

MAPPING = """\
title: 信访
into: "{court}"
columns: [no, who]
ignored: [name]
records:
  - type: Petition
    key: "{code}-{{no}}"
    fields: {{received_on: "2024-05-06"}}
    links:
      handled_by: {{type: Department, key: "{code}a1-enforcement"}}
      officers: {{type: Officer, key: "{{who}}"}}
"""
PEOPLE = """\
title: 人员
into: "{court}"
columns: [who, name]
records:
  - type: Officer
    key: "{{who}}"
    existing: true
    fields: {{name: "{{name}}"}}
"""


def load(graph: Graph, tree: Tree, folder: Path, mapping: str, lines: list[str]) -> Loaded:
    (folder / "m.yaml").write_text(
        mapping.format(court=tree.code_of("top"), code=tree.code), encoding="utf-8"
    )
    (folder / "f.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_file(
        graph, Actor.system("load"), folder / "f.csv", folder / "m.yaml", None,
        dry_run=False, reports=folder / "reports",
    )  # fmt: skip


def test_a_load_that_names_the_gone_number_means_the_kept_one(
    graph: Graph, twice: Twice, tmp_path: Path
) -> None:
    twice.merge(graph)
    lines = ["no,who,name", f"L1,{twice.gone.number},x", f"L2,{twice.kept.number},x"]
    once = load(graph, twice.tree, tmp_path, MAPPING, lines).outcome
    again = load(graph, twice.tree, tmp_path, MAPPING, lines).outcome
    assert (once.total("created"), once.refusals) == (2, [])
    assert (again.total("created"), again.total("changed"), again.total("unchanged")) == (0, 0, 2)
    assert twice.lanes(graph, twice.kept) == AFTER | {"petition.officers": 4}
    assert twice.lanes(graph, twice.gone) == {}


def test_a_row_about_the_gone_record_is_refused_and_told_where_it_went(
    graph: Graph, twice: Twice, tmp_path: Path
) -> None:
    twice.merge(graph)
    made = load(graph, twice.tree, tmp_path, PEOPLE, ["who,name", f"{twice.gone.number},张叁"])
    assert [refusal.why.zh for refusal in made.outcome.refusals] == [
        f"该记录已并入{twice.kept.number}：请改用这个编号，或先撤销合并"
    ]
