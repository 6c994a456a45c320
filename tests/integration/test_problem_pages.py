"""The pages on problems and courts, and their API: what they show, link and refuse."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

from graph.scope import Role
from tests.conftest import Tree
from tests.integration.people import People, Visitor


@pytest.fixture
def problem(tree: Tree) -> str:
    """A problem found twice at a1 and once at b1; the code."""
    topic = tree.create("Topic", name=f"{tree.code}消极")
    made = tree.create("Problem", code=f"{tree.code}S", name="拖延查封", within=topic.uid)
    for number, court in enumerate(("a1", "a1", "b1")):
        tree.create(
            "Finding", number=f"{tree.code}-F{number}", status="established", problem=made.uid,
            at=tree.courts[court].uid, occurred_on="2024-03-31",
        )  # fmt: skip
    return str(made.code)


def picture(text: str) -> dict[str, Any]:
    """The data of the first picture on a page."""
    found = re.search(r'<script type="application/json">(\{"cells.*?)</script>', text, re.S)
    assert found, text
    made: dict[str, Any] = json.loads(found[1])
    return made


def rows_at(visitor: Visitor, url: str) -> int:
    """How many records the list at an address shows."""
    answer = visitor.get(unescape(url))
    assert answer.status_code == 200, answer.text
    return answer.text.count("data-row=")


def test_a_cell_of_the_map_opens_exactly_its_findings(
    tree: Tree, people: People, problem: str
) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    answer = visitor.get("/problems/recurrence?columns=court")
    assert answer.status_code == 200, answer.text
    (cell,) = picture(answer.text)["cells"]
    assert (cell["row"], cell["column"], cell["value"]) == (problem, tree.code_of("a1"), 2)
    assert rows_at(visitor, cell["url"]) == 2
    (cell,) = picture(visitor.get("/problems/recurrence").text)["cells"]
    assert (cell["column"], cell["value"]) == ("2024Q1", 2)
    assert rows_at(visitor, cell["url"]) == 2


def test_a_provincial_reader_sees_the_province_by_area(
    tree: Tree, people: People, problem: str
) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("top"))
    made = picture(visitor.get("/problems/recurrence?columns=court").text)["cells"]
    assert {c["column"]: c["value"] for c in made} == {tree.code_of("a"): 2, tree.code_of("b"): 1}
    for cell in made:
        assert rows_at(visitor, cell["url"]) == cell["value"]
    (cell,) = picture(visitor.get(f"/problems/{quote(problem)}").text)["cells"][:1]
    assert (cell["row"], cell["value"]) == (tree.code_of("a"), 2)
    assert rows_at(visitor, cell["url"]) == 2
    court = visitor.get(f"/courts/{quote(tree.code)}?from=2024Q1&to=2024Q1").text
    assert set(re.findall(r'<a href="/finding/list/[^"]*">(\d+)</a>', court)) == {"3"}
    told = visitor.get("/api/v1/problems/recurrence").json
    assert told is not None
    assert (told["court"], told["total"]) == (tree.code, 3)


def test_the_api_answers_the_map(tree: Tree, people: People, problem: str) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    told = visitor.get("/api/v1/problems/recurrence?from=2024Q1&to=2024Q2").json
    assert told is not None
    assert told["cells"] == [{"row": problem, "column": "2024Q1", "value": 2, "depth": None}]
    assert [each["code"] for each in told["columns"]] == ["2024Q1", "2024Q2"]
    for wrong in (
        "from=2024",
        "status=真",
        "rows=x",
        "channel=x",
        "topic=x",
        "from=2024Q2&to=2024Q1",
    ):
        assert visitor.get(f"/api/v1/problems/recurrence?{wrong}").status_code == 400, wrong
    other = quote(tree.code_of("b1"))
    assert visitor.get(f"/api/v1/problems/recurrence?court={other}").status_code == 404


def test_the_page_of_a_problem_and_of_its_topic(tree: Tree, people: People, problem: str) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    for path in (f"/problems/{quote(problem)}", f"/problems/topics/{quote(tree.code)}消极"):
        answer = visitor.get(path)
        assert answer.status_code == 200, answer.text
        (cell,) = picture(answer.text)["cells"]
        assert (cell["row"], cell["column"], cell["value"]) == (tree.code_of("a1"), "2024Q1", 2)
        assert rows_at(visitor, cell["url"]) == 2
        assert "2024-03-31" in answer.text
    assert visitor.get("/problems/没有").status_code == 404


def test_the_page_of_a_court_links_to_what_it_counts(
    tree: Tree, people: People, problem: str
) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    answer = visitor.get(f"/courts/{quote(tree.code_of('a'))}?from=2024Q1&to=2024Q1")
    assert answer.status_code == 200, answer.text
    numbers = re.findall(r'<a href="(/finding/list/[^"]*)">(\d+)</a>', answer.text)
    assert {int(count) for _url, count in numbers} == {2}
    for url, count in numbers:
        assert rows_at(visitor, url) == int(count)
    assert tree.code_of("a1") in visitor.get("/courts/").text
    other = visitor.get(f"/courts/{quote(tree.code_of('b1'))}")
    assert other.status_code == 200
    assert "不在您的范围内" in other.text
    assert "/finding/list/" not in other.text.partition("<main")[2]


def test_records_and_their_overviews_lead_to_each_other(
    tree: Tree, people: People, problem: str
) -> None:
    visitor = people.inside(Role.SUPERVISOR, actor=tree.actor("a"))
    for record, overview in (
        (f"/court/show/{quote(tree.code_of('a'))}", f"/courts/{quote(tree.code_of('a'))}"),
        (f"/problem/show/{quote(problem)}", f"/problems/{quote(problem)}"),
        (
            f"/topic/show/{quote(tree.code + '消极')}",
            f"/problems/topics/{quote(tree.code + '消极')}",
        ),
    ):
        assert f'href="{overview}"' in visitor.get(record).text
        assert f'href="{record}"' in visitor.get(overview).text
