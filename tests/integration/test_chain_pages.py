"""The chain's page and API: the shape, both languages, who sees what, what an error says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from graph.model import Record
from graph.scope import Role
from tests.conftest import Tree
from tests.integration.people import People, Visitor
from tests.integration.stories import Story


@pytest.fixture
def story(tree: Tree) -> Story:
    return Story(tree)


@pytest.fixture
def recurred(story: Story) -> dict[str, Record]:
    """One closed rectification that nobody filed or checked, and a recurrence after it."""
    act = story.act(story.tree.case("5"), "2023-01-05", performed_by=story.tree.officer("实施"))
    f = story.finding("2023-01-05", concerns=act)
    b = story.feedback(f, "2023-02-01")
    r = story.rectification(b, f, "2023-02-05", "2023-03-01")
    return {"act": act, "f": f, "b": b, "r": r, "g": story.finding("2023-06-01")}


def inside(people: People, tree: Tree, court: str, *roles: Role) -> Visitor:
    return people.inside(*roles, actor=tree.actor(court, *roles))


def told(visitor: Visitor, record: Record) -> dict[str, Any]:
    answer = visitor.get(f"/api/v1/chain/{record.declared.slug}/{quote(record.number)}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_the_shape(people: People, story: Story, recurred: dict[str, Record]) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    found = told(visitor, recurred["f"])
    assert set(found) == {"subject", "stages", "bodies", "nodes", "links", "words", "more"}
    assert found["subject"]["type"] == "finding"
    assert found["subject"]["key"] == recurred["f"].number
    assert [each["code"] for each in found["stages"]] == [
        "event", "finding", "feedback", "rectification", "check", "recurrence", "notice"
    ]  # fmt: skip
    assert [each["name"] for each in found["bodies"]] == [
        "实施部门", "审查/信访部门", "上级法院", "执行专业法官会议", "纪检监察"
    ]  # fmt: skip
    nodes = {node["id"]: node for node in found["nodes"]}
    assert {each.uid for each in recurred.values()} <= set(nodes)
    assert [n["id"] for n in nodes.values() if n["subject"]] == [recurred["f"].uid]
    act = nodes[recurred["act"].uid]
    assert (act["stage"], act["body"], act["date"]) == ("event", "implementing", "2023-01-05")
    assert [p["name"] for p in act["people"]] == ["实施某"]
    assert act["people"][0]["court"] == story.tree.courts["a1"].name
    assert nodes[recurred["g"].uid]["stage"] == "recurrence"
    assert nodes[recurred["g"].uid]["standing"] == "established"
    loop = [link for link in found["links"] if link["recurrence"]]
    assert loop == [{
        "from": recurred["r"].uid, "to": recurred["g"].uid, "name": "整改后复发", "missing": False,
        "recurrence": {"kind": "after_rectification", "name": "整改后复发", "depth": 1},
    }]  # fmt: skip
    ends = {link["from"] for link in found["links"]} | {link["to"] for link in found["links"]}
    assert ends <= set(nodes)
    gaps = {(n["label"], n["missing"], n["state"]) for n in nodes.values() if n["state"]}
    assert gaps == {
        ("整改备案", True, "gap"), ("整改检查", True, "gap"), ("向执行局长通报", True, "gap"),
        ("反馈", False, "unseen"),  # nobody knows who found the recurrence
    }  # fmt: skip
    assert any("复发" in word for word in found["words"])
    assert found["more"] is False


def test_in_english(people: People, story: Story, recurred: dict[str, Record]) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    visitor.get("/lang/en")
    found = told(visitor, recurred["f"])
    assert found["stages"][3]["name"] == "Rectification"
    labels = {node["label"] for node in found["nodes"]}
    assert {"Check", "Notice to the head of enforcement", "Finding"} <= labels
    assert any("in vain so far: 1" in word for word in found["words"])
    page = visitor.get(f"/chain/finding/{quote(recurred['f'].number)}").text
    assert "Recurred after rectification (depth 1)" in page
    assert "As a table" in page


def test_the_page_has_the_same_as_a_table(
    people: People, story: Story, recurred: dict[str, Record]
) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    page = visitor.get(f"/chain/rectification/{quote(recurred['r'].number)}")
    assert page.status_code == 200
    assert "data-zj-chain" in page.text
    table = page.text[page.text.index("<table") :]
    for record in recurred.values():
        assert record.number in table
    assert table.count("应有未有") == 3
    assert "不可见或不存在" in table
    assert "整改后复发（深度 1）" in table


def test_a_record_leads_to_its_chain(
    people: People, story: Story, recurred: dict[str, Record]
) -> None:
    visitor = inside(people, story.tree, "a1", Role.SUPERVISOR)
    shown = visitor.get(f"/finding/show/{quote(recurred['f'].number)}").text
    assert f"/chain/finding/{quote(recurred['f'].number)}" in shown
    party = visitor.get(f"/department/show/{story.department('a1').uid}").text
    assert "/chain/" not in party


def test_errors_are_problems(people: People, story: Story, recurred: dict[str, Record]) -> None:
    other = inside(people, story.tree, "b1", *Role)
    hidden = other.get(f"/api/v1/chain/finding/{quote(recurred['f'].number)}")
    absent = other.get("/api/v1/chain/finding/没有")
    for answer in (hidden, absent):
        assert answer.status_code == 404
        assert answer.content_type.startswith("application/problem+json")
    officer = other.get(f"/api/v1/chain/officer/{quote(story.tree.officer('甲').number)}")
    assert officer.status_code == 403
    party = other.get("/api/v1/chain/party/x")
    assert party.status_code == 404
    assert "案件或信访的责任链" in party.text
    assert "法院页" in other.get("/chain/court/x").text
    assert other.get("/api/v1/chain/nothing/x").status_code in (400, 404)
    assert other.get("/chain/finding/没有").status_code == 404


def test_the_document_of_the_api_has_it(people: People, story: Story) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    paths = visitor.get("/api/v1/_openapi").json["paths"]
    assert "/api/v1/chain/{kind}/{key}" in paths


def test_who_sees_no_measures_is_answered_as_if_there_were_none(
    people: People, story: Story, recurred: dict[str, Record]
) -> None:
    visitors = {role: inside(people, story.tree, "a1", role) for role in Role}
    path = f"/finding/{quote(recurred['f'].number)}"
    before = {role: v.get(f"/api/v1/chain{path}").text for role, v in visitors.items()}
    story.tree.create(
        "Measure", number=f"{story.tree.code}-措施", form="reminder", applied_on="2023-05-01",
        applied_to=story.tree.officer("被谈话"), cites=recurred["f"],
    )  # fmt: skip
    for role, visitor in visitors.items():
        same = visitor.get(f"/api/v1/chain{path}").text == before[role]
        assert same is (role is not Role.INSPECTOR)
