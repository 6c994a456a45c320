"""What discharges no duty, or sets none of its values: the sentence that says why stands on the
duty's page and in the API, in both languages, and nothing changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from graph import clock, records
from graph.errors import Invalid
from graph.model import Record, type_of
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.stories import Story
from tests.integration.test_api import Program

TODAY = date(2025, 6, 18)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    clock.fix_today(TODAY)
    yield
    clock.fix_today(None)


def test_what_discharges_nothing_is_told_on_the_page_and_in_the_api(
    graph: Graph, tree: Tree, people: People
) -> None:
    """Ruled on 6 May, in effect on Friday 16 May: ten working days end on 30 May."""
    clock.fix_today(TODAY)  # the application has set its own
    story = Story(tree)

    def answered(on: str, by: str = "a1") -> str:
        """The duty of a ruling that was answered on this day, by this court."""
        act = story.act(tree.case(on.replace("-", "")), "2025-04-01")
        ruling = story.review(act, "revoked", "2025-05-06", effective_on="2025-05-16")
        story.feedback([], on, by=by, about_ruling=ruling)
        return _number(graph, ruling)

    other = story.department("b", "review").name
    wrong = {
        answered("2025-05-20", by="b"): (
            f"由{other}签发，不是应反馈的单位",
            "which doesn't owe it",
        ),
        answered("2025-05-05"): ("签发于裁定之前", "was issued before the ruling"),
        answered("2025-06-30"): ("到了那一天才算履行", "is dated in the future"),
    }
    reader = people.inside(Role.SUPERVISOR, actor=tree.actor("top", Role.SUPERVISOR))
    clock.fix_today(TODAY)
    for language in (0, 1):
        for number, sentences in wrong.items():
            page = reader.get(f"/duties/{number}").text.replace("&#39;", "'")
            assert sentences[language] in page
            assert "2025-05-30" in page
            told = reader.get(f"/api/v1/duties/{number}").json
            assert told is not None
            assert (told["status"], told["days_overdue"]) == ("overdue", 19)
            assert any(sentences[language] in flag for flag in told["flags"])
        reader.get("/lang/en")


def test_a_record_of_the_future_hides_no_other(graph: Graph, tree: Tree, people: People) -> None:
    clock.fix_today(TODAY)
    story = Story(tree)
    act = story.act(tree.case("9"), "2025-04-01")
    ruling = story.review(act, "revoked", "2025-05-06", effective_on="2025-05-16")
    for on, by in (("2025-05-20", "b"), ("2025-05-05", "a1"), ("2025-06-30", "a1")):
        story.feedback([], on, by=by, about_ruling=ruling)
    number = _number(graph, ruling)
    told = people.inside(Role.SUPERVISOR, actor=tree.actor("top", Role.SUPERVISOR)).get(
        f"/api/v1/duties/{number}"
    )
    assert told.json is not None
    flags = told.json["flags"]
    assert len(flags) == 3
    for sentence in ("不是应反馈的单位", "签发于裁定之前", "到了那一天才算履行"):
        assert sum(sentence in flag for flag in flags) == 1


def test_an_act_of_the_future_is_no_finding(graph: Graph, tree: Tree) -> None:
    story = Story(tree)
    sentence = "行为日期不能在将来"
    for values in ({"on": "2025-06-19"}, {"on": "2025-06-01", "occurred_to": "2025-06-19"}):
        for status in ("established", "alleged"):
            with pytest.raises(Invalid) as caught:
                story.finding(status=status, **values)  # type: ignore[arg-type]
            (why,) = caught.value.faults.values()
            assert sentence in why.zh
    today = story.finding("2025-06-18")
    with pytest.raises(Invalid):
        records.change(
            graph, tree.system, type_of("Finding"), today.uid, 1, {"occurred_on": "2025-06-19"}
        )


def test_what_the_texts_fix_is_refused_on_the_form_and_by_the_api(people: People) -> None:
    sent = {"name": "dispute-settlement.due", "value": "2", "valid_from": "2096-03-01"}
    sentence = "由文件确定（A12：1个月内），不能改"
    admin = people.inside(Role.ADMINISTRATOR)
    admin.get("/parameter/add")
    refused = admin.post("/parameter/add", {**sent, "number": ""})
    assert (refused.status_code, sentence in refused.text) == (422, True)
    answer = Program(people, people.user(Role.ADMINISTRATOR)).send(
        "/api/v1/records/parameter/", {"values": sent}
    )
    told = json.dumps(answer.json, ensure_ascii=False)
    assert (answer.status_code, sentence in told) == (422, True), told


def _number(graph: Graph, ruling: Record) -> str:
    with graph.reading() as tx:
        (row,) = tx.run(
            "MATCH (:Review {uid: $uid})<-[:ARISES_FROM]-(d:Duty {rule_code: 'case-feedback'}) "
            "RETURN d.number AS number", uid=ruling.uid,
        )  # fmt: skip
    return str(row["number"])
