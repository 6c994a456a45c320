"""Search over all types: what is found by which words, why, and what facets say of it."""

from __future__ import annotations

import itertools

import pytest

from graph import records
from graph.model import type_of, types
from graph.operations import search
from graph.operations.search import Found, Hit, Narrowed, Reason
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.stories import Story

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
        f"第{serial}号", f"执字第{serial}号", f"(2021){code}执字第00{serial}号", f"第 {serial} 号",
    ):  # fmt: skip
        assert case.uid in hits(graph, actor, said), said
    assert case.uid not in hits(graph, actor, f"执恢字第{serial}号")
    assert case.uid not in hits(graph, tree.actor("b1"), str(serial))


def test_a_duty_is_found_by_its_whole_number(graph: Graph, tree: Tree) -> None:
    """Anywhere one looks; not by a part, which thousands have in common, nor by another court."""
    story, actor = Story(tree), tree.actor("a1")
    ruling = story.review(story.act(tree.case("1"), "2024-01-05"), "revoked", "2024-02-05")
    with graph.reading() as tx:
        duty = tx.one(
            "MATCH (d:Duty)-[:ARISES_FROM]->({uid: $uid}) RETURN d.uid AS uid, d.number AS number",
            uid=ruling.uid,
        )
        assert duty is not None
        number = duty["number"]
        looked = search.suggest(tx, actor, number, KINDS)
        offered = records.suggest(tx, actor, [type_of("Duty")], number)
        listed = records.find(tx, actor, records.Query(type_of("Duty"), words=number)).rows
    assert [hit.uid for _kind, hit in looked] == [duty["uid"]]
    assert list(hits(graph, actor, number)) == [duty["uid"]]
    assert [each.uid for each in offered] == [row.uid for row in listed] == [duty["uid"]]
    assert duty["uid"] not in hits(graph, actor, number[:-1])
    assert hits(graph, tree.actor("b1"), number) == {}


def test_a_court_is_found_by_its_short_name_and_by_a_former_one(graph: Graph, tree: Tree) -> None:
    court = tree.create(
        "Court", code=f"{tree.code}泉", name="岱北省南泉市中级人民法院", level="intermediate",
        under=tree.courts["top"].uid,
    )  # fmt: skip
    railway = tree.create(
        "Court", code=f"{tree.code}铁", name="南泉铁路运输中级法院", level="intermediate",
        under=tree.courts["top"].uid,
    )  # fmt: skip
    former = tree.create(
        "CourtName", number=f"{tree.code}-曾", name="岱北省旧垣市中级人民法院", name_of=court.uid
    )
    actor = tree.actor("top")
    assert set(hits(graph, actor, "岱北省南泉中院")) == {court.uid}
    for said in ("南泉中院", "南泉市中院", "南泉中级法院"):
        assert list(hits(graph, actor, said)) == [court.uid, railway.uid], said
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


def paged(graph: Graph, actor: Actor, words: str, **options: object) -> search.Page:
    with graph.reading() as tx:
        return search.page(tx, actor, words, types()["Petition"], **options)  # type: ignore[arg-type]


def test_one_types_hits_are_read_page_by_page_to_the_last(graph: Graph, tree: Tree) -> None:
    """Among them one that another court shares; none of a court out of sight, in no count."""
    words = f"羴扣{tree.code}"
    for number in range(7):
        tree.petition(str(number), content=words, received_on=f"202{number % 2}-01-05")
    shared = tree.case("1", "a1").uid
    tree.petition("8", "b1", about_case=shared, content=words, received_on="2022-01-05")
    tree.petition("9", "b1", content=words, received_on="2022-01-05")
    tree.create("Problem", code=f"{tree.code}-P", name=words)
    actor, met, after, pages = tree.actor("a1"), [], "", []
    while after or not pages:
        pages.append(paged(graph, actor, words, after=after, size=3))
        met += [hit.key for hit in pages[-1].hits]
        after = pages[-1].on
    assert sorted(met) == [f"{tree.code}-XF{n}" for n in (0, 1, 2, 3, 4, 5, 6, 8)]
    assert [(page.first, len(page.hits)) for page in pages] == [(0, 3), (3, 3), (6, 2)]
    assert pages[1].back == ""
    assert pages[2].back == pages[0].hits[-1].uid
    for page in pages:
        assert (page.count.value, page.count.capped, page.lost) == (8, False, False)
        assert [(f.value, f.count.value) for f in page.years] == [
            ("2022", 1), ("2021", 3), ("2020", 4),
        ]  # fmt: skip
    narrowed = paged(graph, actor, words, to=Narrowed(year="2021"), size=3)
    assert (narrowed.count.value, len(narrowed.hits), narrowed.on) == (3, 3, "")
    assert pages[0].hits[0].reasons[0].text == words


def test_a_place_that_is_gone_or_was_never_seen_begins_anew(graph: Graph, tree: Tree) -> None:
    words = f"鱻扣{tree.code}"
    for number in range(3):
        tree.petition(str(number), content=words)
    hidden = tree.petition("9", "b1", content=words)
    first = paged(graph, tree.actor("a1"), words, size=2)
    for after in (hidden.uid, "没有", "0"):
        page = paged(graph, tree.actor("a1"), words, after=after, size=2)
        assert (page.hits, page.first, page.lost) == (first.hits, 0, True)


def test_what_is_read_for_a_page_is_bounded_and_said_to_be(graph: Graph, tree: Tree) -> None:
    words = f"麤扣{tree.code}"
    for number in range(5):
        tree.petition(str(number), content=words)
    page = paged(graph, tree.actor("a1"), words, size=3, widest=4)
    assert (page.count.value, page.count.capped, page.years) == (4, True, page.years)
    last = paged(graph, tree.actor("a1"), words, size=3, widest=4, after=page.on)
    assert (len(last.hits), last.on, last.count.capped) == (1, "", True)
    assert paged(graph, tree.actor("b1"), words).count.value == 0
    assert paged(graph, tree.actor("a1", Role.SUPERVISOR), "").hits == ()
