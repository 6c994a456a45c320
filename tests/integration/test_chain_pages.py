"""The chain's page and API: the shape, both languages, who sees what, what an error says."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, unquote

import pytest

from graph import records
from graph.audit import Tag
from graph.duties.table import RULES
from graph.model import Record, type_of
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
    assert set(found) == {
        "subject", "stages", "bodies", "nodes", "links", "duties", "words", "more"
    }  # fmt: skip
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
        "recurrence": {
            "kind": "after_rectification", "name": "整改后复发", "depth": 1, "counts": True
        },
        "duties": [], "state": "",
    }]  # fmt: skip
    ends = {link["from"] for link in found["links"]} | {link["to"] for link in found["links"]}
    assert ends <= set(nodes)
    gaps = {(n["label"], n["missing"], n["state"]) for n in nodes.values() if n["state"]}
    assert gaps == {
        *((RULES[code].name.zh, True, "overdue")
          for code in ("rectification-filing", "rectification-check", "director-notice")),
        ("反馈", False, "unseen"),  # nobody knows who found the recurrence
    }  # fmt: skip
    assert any("复发" in word for word in found["words"])
    assert found["more"] is False


def test_a_duty_is_told_with_its_link(
    people: People, story: Story, recurred: dict[str, Record]
) -> None:
    found = told(inside(people, story.tree, "a", Role.SUPERVISOR), recurred["f"])
    duties = {each["id"]: each for each in found["duties"]}
    (met,) = [each for each in duties.values() if each["rule"] == "rectification"]
    assert (met["from"], met["to"]) == ([recurred["b"].uid], [recurred["r"].uid])
    assert (met["article"], met["opened"], met["due"], met["state"], met["closed"]) == (
        "第15条", "2023-02-01", "2023-03-03", "met", "2023-03-01"
    )  # fmt: skip
    assert met["owner"] == story.department("a1").name
    (link,) = [x for x in found["links"] if met["id"] in x["duties"]]
    assert (link["from"], link["to"], link["state"]) == (*met["from"], *met["to"], "met")
    (late,) = [each for each in duties.values() if each["rule"] == "rectification-filing"]
    (end,) = late["to"]
    (node,) = [n for n in found["nodes"] if n["id"] == end]
    assert (node["since"], node["due"], node["duties"]) == (
        "2023-03-01",
        "2023-03-31",
        [late["id"]],
    )
    assert node["note"].startswith("逾期 ")
    (check,) = [each for each in duties.values() if each["rule"] == "rectification-check"]
    assert check["part"] == story.tree.courts["a1"].name  # owed by the court above, one a court
    (gap,) = [n for n in found["nodes"] if check["id"] in n["duties"]]
    assert ["所涉", check["part"]] in gap["lines"]
    assert late["url"].endswith(node["url"])
    assert any(word.startswith("第15条：整改2023-03-01销号，") for word in found["words"])


def test_the_links_are_a_file_too_and_the_audit_knows(
    people: People, story: Story, recurred: dict[str, Record]
) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    at = f"/chain/finding/{quote(recurred['f'].number)}"
    sheet = visitor.get(f"{at}?as=csv")
    assert sheet.content_type.startswith("text/csv")
    lines = sheet.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert lines[0] == "从,关系,责任,责任主体,产生,期限,状态,说明,到"
    (rectified,) = [x for x in lines if "2023-03-03" in x]
    for part in (recurred["b"].number, recurred["r"].number, "第15条", "按期履行", "2023-03-01"):
        assert part in rectified
    (checked,) = [x for x in lines if RULES["rectification-check"].name.zh in x.split(",")[2]]
    assert checked.split(",")[2].endswith(f" · {story.tree.courts['a1'].name}")
    assert visitor.client.get(f"{at}?as=xlsx").get_data()[:2] == b"PK"
    with story.tree.graph.reading() as tx:
        noted = records.find(tx, story.tree.system, records.Query(
            type_of("AuditEvent"),
            filters=(records.Filter("tag", records.Op.EQUAL, str(Tag.LIST_EXPORTED)),), limit=20,
        )).rows  # fmt: skip
    assert unquote(at) in {json.loads(each.detail).get("query") for each in noted}


def test_in_english(people: People, story: Story, recurred: dict[str, Record]) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    visitor.get("/lang/en")
    found = told(visitor, recurred["f"])
    assert found["stages"][3]["name"] == "Rectification"
    labels = {node["label"] for node in found["nodes"]}
    assert {RULES["director-notice"].name.en, "Finding"} <= labels
    assert any("in vain so far: 1" in word for word in found["words"])
    page = visitor.get(f"/chain/finding/{quote(recurred['f'].number)}").text
    assert "Recurred after rectification (put right in vain: 1)" in page
    assert "The duties on the links" in page


def test_the_page_has_the_same_as_a_table(
    people: People, story: Story, recurred: dict[str, Record]
) -> None:
    visitor = inside(people, story.tree, "a", Role.SUPERVISOR)
    page = visitor.get(f"/chain/rectification/{quote(recurred['r'].number)}")
    assert page.status_code == 200
    assert "data-zj-chain" in page.text
    links, table = page.text[page.text.index("<table") :].split("<details")
    for record in recurred.values():
        assert record.number in table
    assert links.count("应有未有") == 0  # by their state
    assert links.count("逾期</span>") == 3
    assert links.count("按期履行") == 1
    assert table.count("应有未有") == 3
    assert "不可见或不存在" in table
    assert "整改后复发（整改落空 1 次）" in links


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
