"""A question without a head, or one that reads without a scope, does not load."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from graph.errors import PurposeNeeded
from graph.queries import BadQuestion, Unscoped, lanes, load, questions
from graph.queries.question import HEAD, Fragment
from graph.scope import Actor, Opening, Role

TOP = "// answers: x\n// parameters: none\n// rows: one\n// starts from: officer_uid\n"
INSPECTOR = Actor("a", "甲", frozenset({Role.INSPECTOR}), "鲁01", "c2", "鲁")


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (n:Case {uid: $uid}) RETURN n",
        "MATCH (n:Case {uid: $uid}) WHERE {{visible:Petition:n}} RETURN n",
        "MATCH (n:Case|Petition) WHERE {{visible:Case:n}} RETURN n",
        "MATCH (n:Case {uid: $uid})-[:HAS_ACT]->(m) WHERE {{visible:Case:n}} RETURN m",
        "MATCH (n:Case {uid: $uid})-[:HAS_ACT]->() WHERE {{visible:Case:n}} RETURN n",
        "MATCH (m)<-[:HAS_ACT]-(n:Case {uid: $uid}) WHERE {{visible:Case:n}} RETURN m",
        "MATCH (n:Case {uid: $uid})-[:HAS_ACT]->(:Act) WHERE {{visible:Case:n}} RETURN n",
        "MATCH (n:Case) WHERE {{visible:Case:n}} AND EXISTS { (n)-->(:Measure) } RETURN n",
        "MATCH (n:Case) WHERE {{visible:Case:n}} RETURN [(n)-[:HAS_ACT]->(a) | a.number] AS x",
        "CALL db.index.fulltext.queryNodes('case_text', $w) YIELD node AS n RETURN n",
        "CALL db.index.fulltext.queryNodes('case_text', $w) YIELD node RETURN node",
        "MATCH (n:Nothing {uid: $uid}) RETURN n",
    ],
)
def test_a_read_without_a_scope_does_not_load(text: str) -> None:
    with pytest.raises(Unscoped):
        load("x", TOP + text)


def test_a_read_with_its_scope_loads() -> None:
    made = load("x", TOP + "MATCH (n:Case {uid: $uid}) WHERE {{visible:Case:n}} RETURN n.number")
    assert made.cypher(INSPECTOR) == (
        "MATCH (n:Case {uid: $uid}) WHERE n.c2 = $scope_court RETURN n.number"
    )


def test_a_fragment_is_checked_when_it_is_put_in() -> None:
    made = load("x", TOP + "MATCH {{way}} RETURN 1")
    with pytest.raises(Unscoped):
        made.cypher(INSPECTOR, way=Fragment("(n:Case)"))
    with pytest.raises(BadQuestion):
        made.cypher(INSPECTOR)


@pytest.mark.parametrize("left_out", HEAD)
def test_a_head_says_everything(left_out: str) -> None:
    top = "\n".join(line for line in TOP.splitlines() if f"// {left_out}:" not in line)
    with pytest.raises(BadQuestion, match=left_out):
        load("x", top + "\nRETURN 1")


def test_an_unscoped_read_says_why() -> None:
    text = "MATCH (n:Case) WHERE {{unscoped:Case:n}} RETURN n"
    with pytest.raises(BadQuestion):
        load("x", TOP + text)
    assert "true" in load("x", TOP + "// unscoped: a reason\n" + text).cypher(INSPECTOR)


def test_a_file_is_read_with_a_valid_opening_of_ones_own_only() -> None:
    made = load("x", TOP + "MATCH (n:Case {uid: $uid}) WHERE {{file:Case:n}} RETURN n.number")
    now = datetime.now(UTC)

    def opening(username: str, at: datetime) -> Opening:
        return Opening("e", username, "u", "other", "x", at, at + timedelta(hours=12))

    for wrong in (None, opening("b", now), opening("a", now - timedelta(hours=12))):
        with pytest.raises(PurposeNeeded):
            made.cypher(INSPECTOR, wrong)
    assert "c2" not in made.cypher(INSPECTOR, opening("a", now))


def test_every_question_loads_and_every_lane_fills_those_of_lanes() -> None:
    now = datetime.now(UTC)
    opening = Opening("e", "a", "u", "other", "x", now, now + timedelta(hours=12))
    assert {q.name for q in questions()} >= {"officer_events", "officer_counts"}
    for each in (q for q in questions() if "{{lane}}" in q.text):
        for lane in lanes():
            filled = each.cypher(INSPECTOR, opening, **lane.fragments())
            assert "{{" not in filled
