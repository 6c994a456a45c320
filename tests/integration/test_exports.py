"""Files of a list, masked values in full, and the audit's page: what each says and records."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from graph import audit
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People, Visitor
from views import audit as audit_page
from views import exports


@pytest.fixture
def visitor(people: People, tree: Tree) -> Visitor:
    """Somebody of court a1 with every role."""
    return people.inside(*Role, actor=tree.actor("a1"))


def lines(answer: Any) -> list[dict[str, str]]:
    """The rows of a CSV file by the names of its columns."""
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def exported(graph: Graph, tree: Tree) -> list[dict[str, Any]]:
    """What the audit says of exports from court a1, in order."""
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (e:AuditEvent {chain: $chain, tag: 'list:exported'}) "
            "RETURN e.detail AS detail, e.record_type AS type ORDER BY e.place",
            chain=tree.code_of("a1"),
        )
    return [{"type": row["type"], **json.loads(row["detail"])} for row in rows]


def test_a_file_has_the_rows_of_the_list_as_filtered(
    visitor: Visitor, graph: Graph, tree: Tree
) -> None:
    tree.petition("1", received_on="2021-01-01", channel="visit", content="拖延执行")
    tree.petition("2", received_on="2021-02-01", channel="letter", content="执行款未发放")
    tree.petition("3", "b1", content="拖延执行")
    asked = f"q={quote('拖延')}&_oc_PetitionView=received_on&psize_PetitionView=25"
    (row,) = lines(visitor.get(f"/petition/export.csv?{asked}"))
    assert (row["信访编号"], row["收到日期"], row["渠道"], row["诉求"]) == (
        f"{tree.code}-XF1", "2021-01-01", "来访", "拖延执行",
    )  # fmt: skip
    assert len(lines(visitor.get("/petition/export.csv"))) == 2
    first, second = exported(graph, tree)
    assert first == {
        "type": "Petition", "rows": 1, "capped": False, "format": "csv", "query": asked,
    }  # fmt: skip
    assert (second["rows"], second["query"]) == (2, "")


def test_a_csv_begins_with_the_mark_that_excel_needs(visitor: Visitor) -> None:
    answer = visitor.get("/petition/export.csv")
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_excel_file_has_dates_as_dates(visitor: Visitor, tree: Tree) -> None:
    tree.petition("1", received_on="2021-01-01")
    answer = visitor.client.get("/petition/export.xlsx")
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    head, row = sheet.iter_rows(values_only=True)
    said = dict(zip(head, row, strict=True))
    assert said["收到日期"] == datetime.fromisoformat("2021-01-01")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_is_a_formula(visitor: Visitor, tree: Tree, start: str, form: str) -> None:
    tree.create(
        "Party", number=f"{start}cmd|' /C calc'!A0{tree.code}", name="张三",
        registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    data = visitor.client.get(f"/party/export.{form}").get_data()
    if form == "csv":
        cell = next(iter(csv.reader(data.decode("utf-8-sig").splitlines()[1:])))[0]
    else:
        found = load_workbook(io.BytesIO(data)).active["A2"]
        assert found.data_type != "f"
        cell = found.value
    assert cell.startswith("'") or cell[0].isalnum()


def test_what_is_sensitive_is_masked_in_files(visitor: Visitor, tree: Tree) -> None:
    tree.create(
        "Party", number=f"{tree.code}-P1", name="张三", phone="13812345678",
        registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    (row,) = lines(visitor.get("/party/export.csv"))
    assert row["电话"] == "138****5678"


def test_a_file_that_leaves_rows_out_says_so(
    visitor: Visitor, graph: Graph, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 2)
    for n in range(3):
        tree.petition(str(n))
    rows = lines(visitor.get("/petition/export.csv"))
    assert len(rows) == 3
    assert "只导出了前 2 行" in rows[-1]["信访编号"]
    assert exported(graph, tree)[-1]["capped"] is True


def test_a_question_that_makes_no_sense_makes_no_file(
    visitor: Visitor, graph: Graph, tree: Tree
) -> None:
    assert visitor.get("/petition/export.csv?_flt_0_nothing=1").status_code == 400
    assert visitor.get("/nonsense/export.csv").status_code == 404
    assert visitor.get("/petition/export.pdf").status_code == 404
    assert exported(graph, tree) == []


def test_who_may_not_see_the_list_gets_no_file(people: People, tree: Tree) -> None:
    keeper = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1"))
    assert keeper.get("/measure/export.csv").status_code == 403
    assert keeper.get("/audit_event/export.csv").status_code == 403


def test_a_masked_value_is_shown_for_a_reason_on_record(
    visitor: Visitor, graph: Graph, tree: Tree
) -> None:
    party = tree.create(
        "Party", number=f"{tree.code}-P1", name="张三", phone="13812345678",
        registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    path = f"/records/party/{party.uid}/reveal"
    asked = {"Accept": "application/json"}
    assert visitor.post(path, {"field": "phone", "reason": " "}, headers=asked).status_code == 422
    assert visitor.post(path, {"field": "name", "reason": "x"}, headers=asked).status_code == 403
    assert visitor.post(path, {"field": "nothing", "reason": "x"}, headers=asked).status_code == 400
    answer = visitor.post(path, {"field": "phone", "reason": "核对身份"}, headers=asked)
    assert answer.json == {"value": "13812345678"}
    with graph.reading() as tx:
        (event,) = tx.run(
            "MATCH (e:AuditEvent {record_uid: $uid, tag: 'value:revealed'}) "
            "RETURN e.detail AS detail", uid=party.uid,
        )  # fmt: skip
    assert json.loads(event["detail"]) == {"field": "phone", "reason": "核对身份"}


def standing(page: str, chain: str) -> str:
    """What the page says of a chain: the word of its pill."""
    found = re.search(
        rf'<span class="case-no">{chain}</span></td>.*?</svg><span>(.*?)</span>', page, re.S
    )
    assert found, page
    return found.group(1)


def test_the_audit_page_names_the_first_bad_place(
    visitor: Visitor, graph: Graph, tree: Tree
) -> None:
    tree.petition("1")
    chain = tree.code_of("a1")
    assert standing(visitor.get("/audit/").text, chain) == "未校验"
    assert standing(visitor.post("/audit/verify").text, chain) == "完整"
    graph.write(
        lambda tx: tx.run(
            "MATCH (e:AuditEvent {chain: $chain, place: 2}) SET e.actor = '别人'", chain=chain
        )
    )
    page = visitor.post("/audit/verify", {"chain": chain}).text
    assert standing(page, chain) == "有问题"
    assert "第 2 条" in page
    assert visitor.post("/audit/verify", {"chain": tree.code_of("b1")}).status_code == 404


def test_too_much_to_verify_is_left_to_the_command(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_page, "MOST_EVENTS", 0)
    visitor.get("/audit/")
    assert "zhijian audit verify" in visitor.post("/audit/verify").text


def test_the_audit_page_tells_of_the_last_checkpoint(
    visitor: Visitor, graph: Graph, tree: Tree
) -> None:
    made = audit.checkpoint(graph, tree.system, visitor.app.config["SECRET_KEY"])
    try:
        page = visitor.get("/audit/").text
    finally:  # signed with this application's key: another's would take it for forged
        graph.write(
            lambda tx: tx.run("MATCH (c:AuditCheckpoint {at: $at}) DELETE c", at=made["at"])
        )
    assert "最近的签名检查点" in page
    assert "此后新增 0 条" in page
