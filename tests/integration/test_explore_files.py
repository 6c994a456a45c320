"""What leaves the explorer as a file: what its reader may see, on record; unnamed if asked."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as Xml

from openpyxl import load_workbook
from werkzeug.test import TestResponse

from graph.audit import Tag
from graph.model import Record
from graph.operations.explore.export import NAMESPACE
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People, Visitor

FORMS = ("csv", "edges", "xlsx", "graphml")


def taken(user: Visitor, form: str, *those: Record, **more: object) -> TestResponse:
    """The records sent for as a file."""
    body = {"ids": [each.uid for each in those], "format": form, **more}
    return user.client.post("/explore/export", json=body, headers={"X-CSRFToken": user.token})


def text_of(answer: TestResponse, form: str) -> str:
    """All that the file says, as text."""
    assert answer.status_code == 200, answer.text
    if form != "xlsx":
        return answer.data.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(answer.data))
    return "\n".join(
        ",".join("" if cell is None else str(cell) for cell in row)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
    )


def on_record(graph: Graph, uid: str) -> list[dict[str, Any]]:
    """What the audit tells of the exports that this record was in."""
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent) WHERE e.tag = $tag AND e.detail CONTAINS $uid "
            "RETURN e.detail AS detail",
            tag=Tag.ANSWER_EXPORTED, uid=uid,
        )  # fmt: skip
    return [json.loads(row["detail"]) for row in rows]


def test_a_file_has_what_may_be_read_and_it_is_on_record(
    graph: Graph, tree: Tree, people: People
) -> None:
    case = tree.case("1")
    near = tree.petition("1", about_case=case.uid)
    trip = tree.create(
        "Trip", number=f"{tree.code}-WC1", left_on="2021-07-01", destination="外地",
        made_by=tree.officer("乙", "b1").uid, sent_by=tree.departments["b1"]["enforcement"].uid,
    )  # fmt: skip
    lead = tree.create(
        "Lead", number=f"{tree.code}-XS", registered_on="2021-08-01", concerns=case.uid,
        registered_by=tree.departments["a1"]["enforcement"].uid,
    )  # fmt: skip
    user = people.inside(Role.SUPERVISOR, actor=tree.actor("a1"))
    user.get("/explore")
    for form in FORMS:
        said = text_of(taken(user, form, case, near, trip, lead), form)
        assert str(near.number) in said, form
        for hidden in (trip, lead):
            assert str(hidden.number) not in said, form
            assert hidden.uid not in said, form
    told = on_record(graph, near.uid)
    assert sorted(each["format"] for each in told) == sorted(FORMS)
    assert all(set(each["records"]) == {case.uid, near.uid} for each in told)
    assert not any("names" in each for each in told)


def test_a_picture_drawn_by_the_browser_is_on_record_before_it_leaves(
    graph: Graph, tree: Tree, people: People
) -> None:
    case, other = tree.case("1"), tree.case("2", "b1")
    user = people.inside(Role.SUPERVISOR, actor=tree.actor("a1"))
    user.get("/explore")
    for form in ("png", "svg"):
        answer = taken(user, form, case, other, unnamed={case.uid: 1})
        assert (answer.status_code, answer.data) == (204, b"")
    told = on_record(graph, case.uid)
    assert sorted(each["format"] for each in told) == ["png", "svg"]
    assert all(each["records"] == [case.uid] and each["names"] == "hidden" for each in told)


def test_hidden_names_are_in_no_file(graph: Graph, tree: Tree, people: People) -> None:
    officer = tree.officer("甲")
    case = tree.case("1", handlers=officer.uid)
    court = tree.courts["a1"]
    those = (case, officer, court)
    user = people.inside(Role.SUPERVISOR, actor=tree.actor("a1"))
    user.get("/explore")
    numbers = {case.uid: 7, officer.uid: 1, court.uid: 2}
    for form in FORMS:
        answer = taken(user, form, *those, unnamed=numbers)
        said = text_of(answer, form)
        for word in ("案件 7", "人员 1", "法院 2"):
            assert word in said, (form, word)
        for record in those:
            for name in (record.uid, str(record.headline), str(record.key)):
                assert name not in said, (form, name)
        assert tree.code not in said, form
    drawn = Xml.fromstring(taken(user, "graphml", *those, unnamed=numbers).data)  # noqa: S314
    edges = {(e.get("source"), e.get("target")) for e in drawn.iter(f"{{{NAMESPACE}}}edge")}
    assert edges == {("n1", "n3"), ("n2", "n1")}  # enforced by, handles
    lines = list(csv.reader(io.StringIO(text_of(taken(user, "edges", *those), "edges"))))
    assert {(line[0], line[2]) for line in lines[1:]} == {
        (str(case.number), str(court.code)), (str(officer.number), str(case.number)),
    }  # fmt: skip
    for wrong in ([1], {case.uid: "x"}, {case.uid: 0}, {case.uid: True}):
        assert taken(user, "csv", case, unnamed=wrong).status_code == 400
    told = on_record(graph, officer.uid)
    assert sum(each.get("names") == "hidden" for each in told) == len(FORMS) + 1
