"""Records are found, counted, written and retired under scope, with version check and audit."""

from __future__ import annotations

import json

import pytest

from graph import records, schema
from graph.errors import Conflict, FileNeeded, Invalid, NotAllowed, NotFound, NotUnique, OwnFile
from graph.model import backs, type_of, types
from graph.records import Anchor, Filter, Op, Query
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree

PETITION, CASE, REVIEW, ACT = (type_of(n) for n in ("Petition", "Case", "Review", "Act"))


def keys(graph: Graph, actor: Actor, query: Query) -> list[str]:
    with graph.reading() as tx:
        return [getattr(r, query.kind.key) for r in records.find(tx, actor, query).rows]


def walk(graph: Graph, actor: Actor, query: Query) -> list[list[str]]:
    """All pages from the first on, by their cursors."""
    pages = []
    with graph.reading() as tx:
        page = records.find(tx, actor, query)
        pages.append([getattr(r, query.kind.key) for r in page.rows])
        while page.next:
            page = records.find(tx, actor, Query(**{**vars(query), "after": page.next}))
            pages.append([getattr(r, query.kind.key) for r in page.rows])
    return pages


def test_the_server_has_what_the_declarations_say(graph: Graph) -> None:
    with graph.reading() as tx:
        assert schema.drift(tx) == []


def test_pages_follow_each_other_newest_first_undated_last(graph: Graph, tree: Tree) -> None:
    days = ["2021-12-31", "2022-01-01", "2020-02-29", None, "2022-01-01", None, "2021-06-30"]
    for n, day in enumerate(days):
        tree.petition(str(n), received_on=day)
    everyone = tree.actor("top")
    pages = walk(graph, everyone, Query(PETITION, limit=3))
    assert [len(p) for p in pages] == [3, 3, 1]
    flat = [key.rpartition("XF")[2] for page in pages for key in page]
    assert flat == ["4", "1", "0", "6", "2", "5", "3"]


def test_previous_leads_back_to_the_same_page(graph: Graph, tree: Tree) -> None:
    for n in range(7):
        tree.petition(str(n), received_on=f"2021-01-0{n + 1}")
    actor = tree.actor("a1")
    with graph.reading() as tx:
        first = records.find(tx, actor, Query(PETITION, limit=3))
        second = records.find(tx, actor, Query(PETITION, limit=3, after=first.next))
        again = records.find(tx, actor, Query(PETITION, limit=3, after=second.previous))
    assert [r.uid for r in again.rows] == [r.uid for r in first.rows]
    assert (first.previous, again.previous) == ("", "")
    assert again.next == first.next


def test_one_statement_a_page_whatever_its_rows(graph: Graph, tree: Tree) -> None:
    for n in range(9):
        tree.petition(str(n))
    actor = tree.actor("a1")
    with graph.reading() as tx:
        records.find(tx, actor, Query(PETITION, limit=2))
        two = tx.statements
        records.find(tx, actor, Query(PETITION, limit=9))
        assert (two, tx.statements) == (1, 2)


def test_a_user_sees_the_subtree_and_what_is_shared_with_it(graph: Graph, tree: Tree) -> None:
    case = tree.case("1", "a1")
    act = tree.create("Act", number=f"{tree.code}-A1", sort_of_act="seizure", case=case.uid)
    review = tree.create(
        "Review", number=f"（2021）{tree.code_of('a')}执复1号", sort_of_review="reconsideration",
        decided_by=tree.departments["b"]["review"].uid, challenges=act.uid,
    )  # fmt: skip
    seen = {
        court: (
            len(keys(graph, tree.actor(court), Query(CASE))),
            len(keys(graph, tree.actor(court), Query(ACT))),
            len(keys(graph, tree.actor(court), Query(REVIEW))),
        )
        for court in ("top", "a", "b", "a1", "a2", "b1")
    }
    assert seen == {
        "top": (1, 1, 1),
        "a": (1, 1, 1),  # the review of the act of its basic court is shared
        "b": (0, 0, 1),
        "a1": (1, 1, 1),
        "a2": (0, 0, 0),
        "b1": (0, 0, 0),
    }
    with graph.reading() as tx:
        assert records.get(tx, tree.actor("a1"), REVIEW, review.number).challenges[0].uid == act.uid
        assert records.get(tx, tree.actor("b"), REVIEW, review.number).challenges == ()
        assert records.count(tx, tree.actor("a2"), Query(REVIEW)).value == 0
        with pytest.raises(NotFound):
            records.get(tx, tree.actor("a2"), REVIEW, review.number)
        words = Query(REVIEW, words=tree.code)
        assert records.find(tx, tree.actor("a2"), words).rows == []
        back = next(b for b in backs(ACT) if b.name == "review.challenges")
        anchored = Query(REVIEW, anchor=Anchor.by_back(act.uid, ACT, back))
        assert [r.uid for r in records.find(tx, tree.actor("a1"), anchored).rows] == [review.uid]
        assert records.find(tx, tree.actor("b"), anchored).rows == []


def test_a_court_that_moves_takes_its_records_along(graph: Graph, tree: Tree) -> None:
    case = tree.case("1", "a1")
    tree.create("Act", number=f"{tree.code}-A1", sort_of_act="seizure", case=case.uid)
    court = tree.courts["a1"]
    records.change(
        graph, tree.system, type_of("Court"), court.uid, 1, {"under": tree.courts["b"].uid}
    )
    assert len(keys(graph, tree.actor("b"), Query(ACT))) == 1
    assert keys(graph, tree.actor("a"), Query(ACT)) == []


def test_the_second_of_two_edits_is_told_and_changes_nothing(graph: Graph, tree: Tree) -> None:
    made = tree.petition("1", content="甲")
    actor = tree.actor("a1")
    changed = records.change(graph, actor, PETITION, made.uid, 1, {"content": "乙"})
    assert (changed.version, changed.content) == (2, "乙")
    with pytest.raises(Conflict) as told:
        records.change(graph, tree.actor("a"), PETITION, made.uid, 1, {"content": "丙"})
    assert actor.username in told.value.text.zh
    with graph.reading() as tx:
        assert records.get(tx, actor, PETITION, made.uid).content == "乙"


def test_a_change_leaves_what_it_does_not_name_and_logs_what_was_there(
    graph: Graph, tree: Tree
) -> None:
    first, second = tree.officer("甲"), tree.officer("乙")
    made = tree.petition("1", content="甲", received_on="2021-01-01", officers=[first.uid])
    records.change(graph, tree.system, PETITION, made.uid, 1, {"officers": [second.uid]})
    with graph.reading() as tx:
        now = records.get(tx, tree.system, PETITION, made.uid)
        row = tx.run(
            "MATCH (e:AuditEvent {record_uid: $uid, tag: 'record:changed'}) RETURN e.detail AS d",
            uid=made.uid,
        )
    assert (now.content, str(now.received_on)) == ("甲", "2021-01-01")
    assert [link.uid for link in now.officers] == [second.uid]
    was, became = json.loads(row[0]["d"])["officers"]
    assert ([w["key"] for w in was], [b["key"] for b in became]) == (
        [first.number],
        [second.number],
    )


def test_links_out_of_sight_survive_an_edit(graph: Graph, tree: Tree) -> None:
    here, there = tree.officer("甲", "a1"), tree.officer("乙", "b1")
    made = tree.petition("1", officers=[here.uid, there.uid])
    actor = tree.actor("a1")
    with graph.reading() as tx:
        seen = records.get(tx, actor, PETITION, made.uid).officers
    assert [link.uid for link in seen] == [here.uid]
    records.change(graph, actor, PETITION, made.uid, 1, {"officers": []})
    with graph.reading() as tx:
        left = records.get(tx, tree.system, PETITION, made.uid).officers
    assert [link.uid for link in left] == [there.uid]


def test_what_is_wrong_is_said_field_by_field(graph: Graph, tree: Tree) -> None:
    with pytest.raises(Invalid) as told:
        tree.create(
            "Case", number=f"（2021）{tree.code}执1号", filed_on="2021-02-29", outcome="完了",
            type_code="enforcement", claim="-5", enforced_by="no-such-uid", colour="red",
        )  # fmt: skip
    assert set(told.value.faults) == {"filed_on", "outcome", "claim", "enforced_by", "colour"}
    assert "2021-02-29" in told.value.faults["filed_on"].zh
    with pytest.raises(Invalid) as told:
        tree.create("Case")
    assert set(told.value.faults) == {"number", "enforced_by"}


def test_a_key_is_taken_once(graph: Graph, tree: Tree) -> None:
    tree.petition("1")
    with pytest.raises(NotUnique) as told:
        tree.petition("1", "b1")
    assert f"{tree.code}-XF1" in told.value.faults["number"].zh


def test_a_relation_takes_records_of_its_types_only(graph: Graph, tree: Tree) -> None:
    with pytest.raises(Invalid) as told:
        tree.petition("1", officers=[tree.courts["a1"].uid])
    assert "officers" in told.value.faults


def test_nobody_writes_for_other_courts(graph: Graph, tree: Tree) -> None:
    keeper = tree.actor("a1", Role.RECORD_KEEPER)
    with pytest.raises(NotAllowed):
        tree.create(
            "Petition", keeper, number="x", handled_by=tree.departments["a2"]["enforcement"].uid
        )
    made = tree.petition("2", "b1", about_case=tree.case("9", "a1").uid)
    with graph.reading() as tx:
        assert records.get(tx, keeper, PETITION, made.uid).number == made.number
    with pytest.raises(NotAllowed):
        records.change(graph, keeper, PETITION, made.uid, 1, {"content": "改"})
    with pytest.raises(NotAllowed):
        tree.create("Court", keeper, code="x", name="x", level="high")


def test_nobody_meets_records_about_themself(graph: Graph, tree: Tree) -> None:
    me = tree.officer("我")
    made = tree.petition("1", officers=[me.uid])
    myself = tree.actor("a1", officer=me.number)
    with graph.reading() as tx:
        with pytest.raises(NotFound):
            records.get(tx, myself, PETITION, made.uid)
        assert records.count(tx, myself, Query(PETITION)).value == 0
        assert records.count(tx, tree.actor("a1"), Query(PETITION)).value == 1
    with pytest.raises(OwnFile):
        tree.create(
            "Petition", myself, number=f"{tree.code}-own", officers=[me.uid],
            handled_by=tree.departments["a1"]["enforcement"].uid,
        )  # fmt: skip


def test_a_talk_is_seen_by_discipline_its_giver_and_the_line(graph: Graph, tree: Tree) -> None:
    officer, giver, leader = (tree.officer(n) for n in ("甲", "谈话人", "庭长"))
    records.change(
        graph, tree.system, type_of("Officer"), leader.uid, 1,
        {"leads": tree.departments["a1"]["enforcement"].uid},
    )  # fmt: skip
    tree.create(
        "Measure", number=f"{tree.code}-M1", form="reminder", applied_to=officer.uid,
        given_by=giver.uid,
    )  # fmt: skip
    measure = Query(type_of("Measure"))
    seen = {
        who: len(keys(graph, actor, measure))
        for who, actor in {
            "inspector": tree.actor("a1", Role.INSPECTOR),
            "supervisor": tree.actor("a1", Role.SUPERVISOR),
            "giver": tree.actor("a1", Role.SUPERVISOR, officer=giver.number),
            "leader": tree.actor("a1", Role.SUPERVISOR, officer=leader.number),
            "officer": tree.actor("a1", Role.SUPERVISOR, officer=officer.number),
            "inspector elsewhere": tree.actor("b", Role.INSPECTOR),
        }.items()
    }
    assert seen == {
        "inspector": 1,
        "supervisor": 0,
        "giver": 1,
        "leader": 1,
        "officer": 0,
        "inspector elsewhere": 0,
    }


def test_the_audit_of_a_confidential_record_is_sealed_as_well(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    tree.create("Measure", number=f"{tree.code}-M1", form="reminder", applied_to=officer.uid)
    events = Query(type_of("AuditEvent"), filters=(Filter("record_type", Op.EQUAL, "Measure"),))
    assert len(keys(graph, tree.actor("a1", Role.INSPECTOR), events)) == 1
    assert keys(graph, tree.actor("a1", Role.ADMINISTRATOR), events) == []


def test_sensitive_values_come_masked_and_are_revealed_for_a_reason(
    graph: Graph, tree: Tree
) -> None:
    party = type_of("Party")
    made = tree.create(
        "Party", number=f"{tree.code}-P1", name="张三", phone="13812345678",
        registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    actor = tree.actor("a1")
    assert made.phone == "138****5678"
    with pytest.raises(Invalid):
        records.reveal(graph, actor, party, made.uid, "phone", " ")
    assert records.reveal(graph, actor, party, made.uid, "phone", "核对身份") == "13812345678"
    records.change(graph, actor, party, made.uid, 1, {"phone": "138****5678", "name": "张三丰"})
    assert records.reveal(graph, actor, party, made.uid, "phone", "再核") == "13812345678"
    with graph.reading() as tx:
        told = tx.run(
            "MATCH (e:AuditEvent {record_uid: $uid}) RETURN e.tag AS tag, e.detail AS d "
            "ORDER BY e.rank",
            uid=made.uid,
        )
    assert [t["tag"] for t in told].count("value:revealed") == 2
    assert all("13812345678" not in t["d"] for t in told)


def test_a_retired_record_leaves_lists_and_comes_back(graph: Graph, tree: Tree) -> None:
    made = tree.petition("1")
    actor = tree.actor("a1")
    with pytest.raises(Invalid):
        records.retire(graph, actor, PETITION, made.uid, 1, "")
    gone = records.retire(graph, actor, PETITION, made.uid, 1, "重复登记")
    assert (gone.retired_by, gone.retired_reason) == (actor.username, "重复登记")
    assert keys(graph, actor, Query(PETITION)) == []
    assert len(keys(graph, actor, Query(PETITION, retired=True))) == 1
    records.reinstate(graph, actor, PETITION, made.uid, 2)
    assert len(keys(graph, actor, Query(PETITION))) == 1


@pytest.mark.parametrize(
    ("op", "value", "found"),
    [
        (Op.EQUAL, "执行款未发放", {"0"}),
        (Op.NOT_EQUAL, "执行款未发放", {"1", "2"}),
        (Op.CONTAINS, "执行", {"0", "1"}),
        (Op.NOT_CONTAINS, "执行", {"2"}),
        (Op.STARTS, "拖延", {"1"}),
        (Op.NOT_STARTS, "拖延", {"0", "2"}),
        (Op.ENDS, "发放", {"0"}),
        (Op.NOT_ENDS, "发放", {"1", "2"}),
        (Op.EMPTY, None, {"2"}),
        (Op.FILLED, None, {"0", "1"}),
        (Op.IN, ["拖延执行"], {"1"}),
        (Op.NOT_IN, ["拖延执行"], {"0", "2"}),
    ],
)
def test_filters_mean_what_they_say(
    graph: Graph, tree: Tree, op: Op, value: object, found: set[str]
) -> None:
    for n, content in enumerate(["执行款未发放", "拖延执行", None]):
        tree.petition(str(n), content=content)
    query = Query(PETITION, filters=(Filter("content", op, value),))
    got = {key.rpartition("XF")[2] for key in keys(graph, tree.actor("a1"), query)}
    assert got == found


def test_words_find_by_characters_pairs_and_numbers(graph: Graph, tree: Tree) -> None:
    tree.petition("7788", content="拖延发放执行款")
    actor = tree.actor("a1")
    hits = {w: len(keys(graph, actor, Query(PETITION, words=w))) for w in
            ("执行款", "款", "发", "XF7788", "XF77", "评估", "执行款 拖延")}  # fmt: skip
    assert hits == {
        "执行款": 1, "款": 1, "发": 1, "XF7788": 1, "XF77": 1, "评估": 0, "执行款 拖延": 1,
    }  # fmt: skip


def test_suggestions_obey_the_scope(graph: Graph, tree: Tree) -> None:
    tree.officer("赵钱孙", "a1")
    officer = type_of("Officer")
    with graph.reading() as tx:
        here = records.suggest(tx, tree.actor("a1"), [officer], "钱孙")
        there = records.suggest(tx, tree.actor("b1"), [officer], "钱孙")
    assert (
        [s.title.split()[0] for s in here if tree.code in s.title],
        [s for s in there if tree.code in s.title],
    ) == (["赵钱孙某"], [])


def test_the_record_whose_key_was_typed_is_offered_first(graph: Graph, tree: Tree) -> None:
    """Of a relation to departments or courts: the court, though departments' keys begin so too."""
    offered_to = [type_of("Department"), type_of("Court")]
    with graph.reading() as tx:
        found = records.suggest(tx, tree.actor("a"), offered_to, tree.code_of("a1"))
    assert {"Department", "Court"} == {each.label for each in found}
    assert found[0].uid == tree.courts["a1"].uid


def test_every_type_can_be_listed_counted_and_searched(graph: Graph, tree: Tree) -> None:
    actor = tree.actor("a")
    with graph.reading() as tx:
        for kind in (each for each in types().values() if each.access.read):
            for order in kind.sort_fields:
                assert records.find(tx, actor, Query(kind, order=order, limit=1)) is not None
            assert records.count(tx, actor, Query(kind)).value >= 0
            assert isinstance(records.find(tx, actor, Query(kind, words="执行")).rows, list)
            assert isinstance(records.suggest(tx, actor, [kind], "执"), list)


def test_a_list_does_not_gather_what_is_about_one_officer(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    tree.petition("1", officers=[officer.uid])
    back = next(b for b in backs(type_of("Officer")) if b.name == "petition.officers")
    anchored = Query(PETITION, anchor=Anchor.by_back(officer.uid, type_of("Officer"), back))
    filtered = Query(PETITION, filters=(Filter("officers", Op.RELATED, [officer.uid]),))
    by_department = Query(
        type_of("Finding"),
        filters=(Filter("attributed_to", Op.RELATED, [tree.departments["a1"]["enforcement"].uid]),),
    )
    inspector = tree.actor("a1", Role.INSPECTOR)
    with graph.reading() as tx:
        for query in (anchored, filtered):
            with pytest.raises(FileNeeded):
                records.find(tx, inspector, query)
            with pytest.raises(FileNeeded):
                records.count(tx, inspector, query)
        assert records.find(tx, inspector, by_department).rows == []
        assert len(records.find(tx, tree.system, filtered).rows) == 1


def test_a_court_stands_one_level_below_its_superior(graph: Graph, tree: Tree) -> None:
    court = type_of("Court")
    for under, level in (("a1", "basic"), (None, "intermediate"), ("top", "basic"), ("a", "high")):
        with pytest.raises(Invalid) as told:
            tree.create(
                "Court", code=f"{tree.code}x", name="x", level=level,
                under=tree.courts[under].uid if under else None,
            )  # fmt: skip
        assert set(told.value.faults) == {"under"}
    own = tree.courts["a"].uid
    with pytest.raises(Invalid):  # under itself
        records.change(graph, tree.system, court, own, 1, {"under": own})
    with pytest.raises(Invalid) as told:  # with basic courts below
        records.change(
            graph, tree.system, court, tree.courts["a"].uid, 1,
            {"level": "basic", "under": tree.courts["b"].uid},
        )  # fmt: skip
    assert set(told.value.faults) == {"level"}


def test_a_number_that_accounts_go_by_stays(graph: Graph, tree: Tree) -> None:
    officer = tree.officer("甲")
    with pytest.raises(Invalid) as told:
        records.change(graph, tree.system, type_of("Officer"), officer.uid, 1, {"number": "改"})
    assert set(told.value.faults) == {"number"}
    same = {"number": officer.number, "name": "改名"}
    assert records.change(graph, tree.system, type_of("Officer"), officer.uid, 1, same).version == 2


def test_a_retired_record_is_not_changed(graph: Graph, tree: Tree) -> None:
    made = tree.petition("1")
    records.retire(graph, tree.system, PETITION, made.uid, 1, "重复")
    with pytest.raises(NotAllowed):
        records.change(graph, tree.actor("a1"), PETITION, made.uid, 2, {"content": "改"})
