"""Search over all types: what is found by which words, why, and what facets say of it."""

from __future__ import annotations

import itertools

import pytest

from graph.model import types
from graph.operations import search
from graph.operations.search import Found, Hit, Narrowed, Reason
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree

_serial = itertools.count(81_000_001)

KINDS = list(types().values())


def found(graph: Graph, actor: Actor, words: str, to: Narrowed | None = None) -> Found:
    with graph.reading() as tx:
        return search.look(tx, actor, words, KINDS, to=to or Narrowed())


def hits(graph: Graph, actor: Actor, words: str) -> dict[str, Hit]:
    return {hit.uid: hit for group in found(graph, actor, words).groups for hit in group.hits}


def marked(reason: Reason) -> list[str]:
    return [part for part, is_marked in reason.parts if is_marked]


def test_a_case_is_found_in_any_spelling_and_by_its_serial(graph: Graph, tree: Tree) -> None:
    serial, code = next(_serial), tree.code_of("a1")
    case = tree.case(str(serial))
    actor = tree.actor("a1")
    for said in (
        f"（2021）{code}执{serial}号", f"(2021) {code} 执 {serial} 号", f"〔2021〕{code}执{serial}",
        f"2021{code}执{serial}号", str(serial), f"{serial}号", str(serial)[:-1], str(serial)[2:],
    ):  # fmt: skip
        assert case.uid in hits(graph, actor, said), said
    assert case.uid not in hits(graph, tree.actor("b1"), str(serial))


def test_a_court_is_found_by_its_short_name_and_by_a_former_one(graph: Graph, tree: Tree) -> None:
    court = tree.create(
        "Court", code=f"{tree.code}泉", name="岱北省南泉市中级人民法院", level="intermediate",
        under=tree.courts["top"].uid,
    )  # fmt: skip
    former = tree.create(
        "CourtName", number=f"{tree.code}-曾", name="岱北省旧垣市中级人民法院", name_of=court.uid
    )
    actor = tree.actor("top")
    for said in ("南泉中院", "南泉市中院", "南泉中级法院", "岱北省南泉中院"):
        assert set(hits(graph, actor, said)) == {court.uid}, said
    assert set(hits(graph, actor, "旧垣中院")) == {former.uid}
    assert hits(graph, actor, "南泉高院") == {}


def test_one_character_is_enough_and_the_reason_says_where(graph: Graph, tree: Tree) -> None:
    petition = tree.petition("1", content="申请人称：評估報告送達遲延，請予龘督辦")
    (group,) = found(graph, tree.actor("a1"), "龘").groups
    assert [hit.uid for hit in group.hits] == [petition.uid]
    (reason,) = group.hits[0].reasons
    assert (reason.field, marked(reason)) == ("content", ["龘"])
    assert reason.text == petition.content
    assert found(graph, tree.actor("b1"), "龘").groups == ()


def test_several_words_may_be_spread_over_fields(graph: Graph, tree: Tree) -> None:
    petition = tree.petition("77", content="垚某未领取案款")
    hit = hits(graph, tree.actor("a1"), "XF77 垚某")[petition.uid]
    assert {(r.field, *marked(r)) for r in hit.reasons} == {
        ("number", "XF77"), ("content", "垚某"),
    }  # fmt: skip


def test_a_masked_field_is_neither_searched_nor_shown(graph: Graph, tree: Tree) -> None:
    party = tree.create(
        "Party", number=f"{tree.code}-D", name="燚正光", phone="13987650001",
        identity_number="370102198001019999", registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    for secret in ("13987650001", "370102198001019999", "1398765"):
        assert hits(graph, tree.system, secret) == {}
    hit = hits(graph, tree.actor("a1"), "燚正光")[party.uid]
    assert [(r.field, r.text) for r in hit.reasons] == [("name", "燚正光")]


@pytest.mark.parametrize("prefix", ["信访:", "执行信访：", "petition:", "Petitions: "])
def test_a_prefix_keeps_to_a_type(graph: Graph, tree: Tree, prefix: str) -> None:
    tree.petition("1", content="犇款未发")
    tree.create("Problem", code=f"{tree.code}-P", name="犇款未发")
    actor = tree.actor("a1")
    assert {g.kind.name for g in found(graph, actor, "犇款").groups} >= {"Petition", "Problem"}
    assert {g.kind.name for g in found(graph, actor, f"{prefix}犇款").groups} == {"Petition"}


def test_a_prefix_of_a_type_out_of_reach_is_a_word_like_any(graph: Graph, tree: Tree) -> None:
    actor = tree.actor("a1", Role.RECORD_KEEPER)
    assert search.split("lead: 甲", [k for k in KINDS if actor.may_read(k)])[0] is None
    assert search.split("officer: 甲", KINDS) == (types()["Officer"], "甲")


def test_a_record_shared_with_the_court_is_found_there(graph: Graph, tree: Tree) -> None:
    petition = tree.petition("1", "a1", about_case=tree.case("1", "b1").uid, content="骉案")
    assert set(hits(graph, tree.actor("b1"), "骉案")) == {petition.uid}
    assert hits(graph, tree.actor("a2"), "骉案") == {}


def test_facets_count_what_was_found_and_narrow_it(graph: Graph, tree: Tree) -> None:
    for number, court, day in (
        ("1", "a1", "2021-01-05"), ("2", "a1", "2022-01-05"), ("3", "a2", "2022-03-05"),
        ("4", "b1", "2022-03-05"),
    ):  # fmt: skip
        tree.petition(number, court, received_on=day, content=f"掱扣{tree.code}")
    words, actor = f"掱扣{tree.code}", tree.actor("a")
    all_ = found(graph, actor, words)
    assert {f.value: f.count.value for f in all_.courts} == {
        tree.code_of("a1"): 2, tree.code_of("a2"): 1,
    }  # fmt: skip
    assert all_.courts[0].name == tree.courts["a1"].name
    assert [(f.value, f.count.value) for f in all_.years] == [("2022", 2), ("2021", 1)]
    assert [(f.value, f.count.value) for f in all_.levels] == [("c3", 3)]

    def left(**to: str) -> int:
        return sum(g.count.value for g in found(graph, actor, words, Narrowed(**to)).groups)

    a1, b1 = tree.code_of("a1"), tree.code_of("b1")
    assert (left(court=a1), left(year="2022"), left(court=a1, year="2022")) == (2, 2, 1)
    assert (left(level="c2"), left(court=b1), left(court="没有")) == (0, 0, 0)


def test_suggestions_begin_with_the_record_meant(graph: Graph, tree: Tree) -> None:
    key = f"{tree.code}-XF7"
    for number in ("70", "7", "71", "72", "73"):
        tree.petition(number, content=f"见{key}")
    with graph.reading() as tx:
        offered = search.suggest(tx, tree.actor("a1"), key, KINDS)
        named = search.suggest(tx, tree.actor("a1"), f"petition:{key}", KINDS)
        assert search.suggest(tx, tree.actor("b1"), key, KINDS) == []
        assert search.suggest(tx, tree.actor("a1"), "petition:", KINDS) == []
    assert (offered[0][1].key, len(offered), len(named)) == (key, 3, 5)
    assert offered[0][1].reasons[0].field == "number"


def test_a_lead_is_looked_for_by_inspectors_alone(graph: Graph, tree: Tree) -> None:
    """Whoever else asks sends the same statements, whatever there is."""
    tree.create(
        "Lead", number=f"{tree.code}-XS", content="鱻某受贿", registered_on="2022-01-01",
        registered_by=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    seen = {}
    for role in Role:
        with graph.reading() as tx:
            groups = search.search(tx, tree.actor("a1", role), "鱻某", KINDS)
            seen[role] = ([g.kind.name for g in groups], tx.statements)
            search.search(tx, tree.actor("a1", role), "靐某", KINDS)
            assert tx.statements == 2 * seen[role][1]
    assert {role for role, (names, _) in seen.items() if names} == {Role.INSPECTOR}
