"""The pages for people entered twice: what is said when a merge is refused, and who gets there."""

from __future__ import annotations

import pytest

from graph import records
from graph.model import Record, type_of
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People, Visitor

OFFICER = type_of("Officer")


@pytest.fixture
def keeper(people: People, tree: Tree) -> Visitor:
    return people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))


def pair(tree: Tree, other: str = "张三某") -> tuple[Record, Record]:
    """An officer and, under another number, perhaps the same one."""
    return tree.officer("张三"), tree.create(
        "Officer", number=f"{tree.code}-2", name=other,
        serves=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip


def sent(kept: Record, gone: Record, **more: str) -> dict[str, str]:
    return {"kept": kept.uid, "gone": gone.uid, "kept_version": "1", "gone_version": "1",
            "reason": "核对身份证", **more}  # fmt: skip


def test_both_sides_are_told_before_the_merge_is_tried(keeper: Visitor, tree: Tree) -> None:
    kept, gone = pair(tree)
    case = tree.case("1", handlers=gone.uid)
    review = tree.create(
        "Review", number=f"（2021）{tree.code_of('a1')}执异1号", sort_of_review="objection",
        filed_on="2021-06-01", decided_by=tree.departments["a1"]["review"].uid,
        deciders=kept.uid, challenges=case.uid,
    )  # fmt: skip
    page = keeper.get(f"/duplicates/officer/compare?kept={kept.uid}&gone={gone.uid}").text
    assert "同一审查中分处两方" in page
    assert review.number in page
    assert "核对身份证" not in page
    assert 'action="/duplicates/officer/merge"' not in page
    answer = keeper.post("/duplicates/officer/merge", sent(kept, gone))
    assert answer.status_code == 422
    assert "同一审查中分处两方" in answer.text


def test_a_doubt_is_confirmed_and_what_was_typed_stays(
    keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    kept, gone = pair(tree, "张叁某")
    keeper.get("/duplicates/officer/")
    answer = keeper.post("/duplicates/officer/merge", sent(kept, gone))
    assert answer.status_code == 422
    assert "姓名不同：张三某、张叁某" in answer.text
    assert "核对身份证" in answer.text
    answer = keeper.post("/duplicates/officer/merge", sent(kept, gone, confirmed="y"))
    assert answer.status_code == 302
    with graph.reading() as tx:
        assert records.get(tx, tree.system, OFFICER, gone.uid).retired_reason == "核对身份证"


def test_an_officer_who_has_an_account_does_not_go(
    people: People, keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    """The rule about the own file goes by the account's number: it would not follow."""
    kept, gone = pair(tree)
    people.user(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR, officer=str(gone.number)))
    keeper.get("/duplicates/officer/")
    answer = keeper.post("/duplicates/officer/merge", sent(kept, gone))
    assert answer.status_code == 422
    assert "有用户账号以" in answer.text
    with graph.reading() as tx:
        assert records.get(tx, tree.system, OFFICER, gone.uid).retired_at is None
    assert keeper.post("/duplicates/officer/merge", sent(gone, kept)).status_code == 302


def test_a_record_is_split_on_its_page(keeper: Visitor, tree: Tree, graph: Graph) -> None:
    officer, _other = pair(tree)
    case = tree.case("5", handlers=officer.uid)
    page = keeper.get(f"/duplicates/officer/split?record={officer.uid}")
    assert page.status_code == 200
    said = {"record": officer.uid, "version": "1", "key": f"{tree.code}-N", "name": "张三某",
            "others": "无此案号", "reason": "两人同名"}  # fmt: skip
    answer = keeper.post("/duplicates/officer/split", said)
    assert answer.status_code == 422
    party = tree.create("Party", number=f"{tree.code}-P", name="甲",
                        registered_by=tree.courts["a1"].uid, cases=case.uid)  # fmt: skip
    petition = tree.petition("7", filed_by=party.uid, received_on="2021-01-01")
    said = {"record": party.uid, "version": "1", "key": f"{tree.code}-P2", "name": "甲",
            "others": petition.number, "reason": "两人同名"}  # fmt: skip
    answer = keeper.post("/duplicates/party/split", said)
    assert answer.status_code == 302
    with graph.reading() as tx:
        made = records.get(tx, tree.system, type_of("Party"), f"{tree.code}-P2")
        moved = records.get(tx, tree.system, type_of("Petition"), petition.uid)
    assert moved.links["filed_by"][0].uid == made.uid
    assert made.registered_by.uid == tree.courts["a1"].uid


@pytest.mark.parametrize("path", ["/duplicates/case/", "/duplicates/officer/merges?before=x"])
def test_addresses_that_mean_nothing_are_told_so(keeper: Visitor, path: str) -> None:
    assert keeper.get(path).status_code in {400, 404}
