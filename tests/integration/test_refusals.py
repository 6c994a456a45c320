"""Bad input is refused with the sentence to read, whichever way it comes in: form, API, load.

Case numbers, codes of choices, dates, ends of the wrong type, periods that overlap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph import records
from graph.errors import Invalid
from graph.ingest.files import Loaded
from graph.ingest.folder import load_paths
from graph.model import Link, Record, type_of
from graph.records import Filter, Op, Query
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.test_api import ROOT, Program, problem

CASE = type_of("Case")


def posting(end: Record, **properties: Any) -> Link:
    named = {name.rstrip("_"): value for name, value in properties.items()}
    return Link(end.uid, "", "", named)


def case(tree: Tree, number: str, **values: Any) -> Record:
    return tree.create("Case", number=number, enforced_by=tree.courts["a1"].uid, **values)


def faults(tree: Tree, label: str, **values: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as told:
        tree.create(label, **values)
    return {name: text.zh for name, text in told.value.faults.items()}


class Csv:
    """Canonical files of one tree."""

    def __init__(self, tree: Tree, folder: Path) -> None:
        self.tree, self.folder = tree, folder

    def load(self, name: str, *lines: str, dry_run: bool = False) -> Loaded:
        path = self.folder / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        [loaded] = load_paths(self.tree.graph, self.tree.system, [path], dry_run=dry_run)
        return loaded

    def refused(self, name: str, *lines: str, dry_run: bool = False) -> list[tuple[int, str]]:
        loaded = self.load(name, *lines, dry_run=dry_run)
        told = loaded.outcome.refusals if loaded.outcome else loaded.checked.refusals
        return [(each.row, each.why.zh) for each in told]

    def case(self, number: str) -> Record:
        with self.tree.graph.reading() as tx:
            return records.get(tx, self.tree.system, CASE, number)


@pytest.fixture
def csv(tree: Tree, tmp_path: Path) -> Csv:
    return Csv(tree, tmp_path)


# --- case numbers


def test_a_number_is_stored_in_one_spelling_with_its_parts(graph: Graph, tree: Tree) -> None:
    code = tree.code_of("a1")
    made = case(tree, f" [２０２１] {code} 执恢 ００７ 号")
    assert (made.number, made.year, made.type_code, made.serial) == (
        f"（2021）{code}执恢7号", 2021, "resumed", 7,
    )  # fmt: skip
    review = tree.create(
        "Review", number=f"(2022){code}执异3号", sort_of_review="objection",
        decided_by=tree.departments["a1"]["review"].uid,
    )  # fmt: skip
    assert (review.number, review.year, review.serial) == (f"（2022）{code}执异3号", 2022, 3)


def test_the_same_number_in_other_brackets_is_taken(tree: Tree) -> None:
    code = tree.code_of("a1")
    case(tree, f"（2021）{code}执8号")
    told = faults(tree, "Case", number=f"(2021){code}执08号", enforced_by=tree.courts["a1"].uid)
    assert set(told) == {"number"}
    assert f"（2021）{code}执8号" in told["number"]


def test_parts_follow_the_number_and_cannot_contradict_it(graph: Graph, tree: Tree) -> None:
    code = tree.code_of("a1")
    at = {"enforced_by": tree.courts["a1"].uid}
    told = faults(tree, "Case", number=f"（2021）{code}执恢9号", type_code="enforcement", **at)
    assert set(told) == {"type_code"}
    assert "应为 resumed（执恢）" in told["type_code"]
    told = faults(tree, "Case", number=f"（2021）{code}执恢9号", year=2020, serial=8, **at)
    assert set(told) == {"year", "serial"}
    made = case(tree, f"（2021）{code}执恢9号", type_code="resumed", year="2021")
    changed = records.change(
        graph, tree.system, CASE, made.number, 1, {"number": f"(2020){code}执保10号"}
    )
    assert (changed.year, changed.type_code, changed.serial) == (2020, "preservation", 10)
    with pytest.raises(Invalid):
        records.change(graph, tree.system, CASE, made.uid, 2, {"type_code": "resumed"})


def test_the_court_of_a_number_is_in_the_tree(graph: Graph, tree: Tree) -> None:
    at = {"enforced_by": tree.courts["a1"].uid}
    told = faults(tree, "Case", number=f"（2021）{tree.code}x9执1号", **at)
    assert f"“{tree.code}x9”不是任何法院的代字" in told["number"]
    made = case(tree, f"（2021）{tree.code_of('b1')}执1号")  # moved here: its number stays
    with pytest.raises(Invalid):
        records.change(graph, tree.system, CASE, made.uid, 1, {"number": "（2021）无执1号"})


def test_a_former_court_counts_for_its_years(graph: Graph, tree: Tree) -> None:
    court, code = tree.courts["b1"], tree.code_of("b1")
    records.change(graph, tree.system, type_of("Court"), court.uid, 1, {
        "valid_from": "2010-03-01", "valid_to": "2019-01-08",
    })  # fmt: skip
    for year in (2010, 2018, 2019):
        case(tree, f"（{year}）{code}执1号")
    at = {"enforced_by": tree.courts["a1"].uid}
    assert (
        "已于2019-01-08撤销" in faults(tree, "Case", number=f"（2020）{code}执1号", **at)["number"]
    )
    assert "2010-03-01才设立" in faults(tree, "Case", number=f"（2009）{code}执1号", **at)["number"]


def test_a_number_is_looked_up_by_any_spelling(graph: Graph, tree: Tree) -> None:
    code = tree.code_of("a1")
    made = case(tree, f"（2021）{code}执11号")
    said = f"[2021]{code}执０１１号"
    with graph.reading() as tx:
        assert records.get(tx, tree.system, CASE, said).uid == made.uid
        for op, value in ((Op.EQUAL, said), (Op.IN, [said]), (Op.STARTS, f"(2021) {code}执1")):
            page = records.find(
                tx, tree.system, Query(CASE, filters=(Filter("number", op, value),))
            )
            assert [row.uid for row in page.rows] == [made.uid], op
        offered = records.suggest(tx, tree.system, [CASE], f"(2021){code}执1")
        assert [each.uid for each in offered] == [made.uid]


def test_a_file_s_numbers_go_the_same_way(csv: Csv, tree: Tree) -> None:
    code = tree.code_of("a1")
    refused = csv.refused(
        "case.csv", "number,filed_on,enforced_by",
        f"(2021){code}执保21号,2021-03-01,{code}",
        f"（2021）{tree.code}y执22号,2021-03-01,{code}",
        f"（2021）{code}执甲号,2021-03-01,{code}",
        f"（2199）{code}执23号,2021-03-01,{code}",
    )  # fmt: skip
    assert [row for row, _ in sorted(refused)] == [3, 4, 5]
    told = dict(refused)
    assert "不是任何法院的代字" in told[3]
    assert "编号“甲”须是数字" in told[4]
    assert "年份2199尚未到来" in told[5]
    made = csv.case(f"（2021）{code}执保21号")
    assert (made.year, made.type_code, made.serial) == (2021, "preservation", 21)


def test_a_file_s_parts_cannot_contradict_the_number(csv: Csv, tree: Tree) -> None:
    code = tree.code_of("a1")
    lines = ("number,type_code,enforced_by", f"（2021）{code}执恢24号,enforcement,{code}",
             f"（2021）{code}执恢25号,resumed,{code}")  # fmt: skip
    [(row, why)] = csv.refused("case.csv", *lines, dry_run=True)
    assert (row, "应为 resumed" in why) == (2, True)
    assert csv.refused("case.csv", *lines) == [(row, why)]


def test_a_file_leads_to_a_case_by_any_spelling_and_loads_again_unchanged(
    csv: Csv, tree: Tree
) -> None:
    code = tree.code_of("a1")
    case(tree, f"（2021）{code}执26号")
    lines = (
        "number,sort_of_act,done_on,case",
        f"{tree.code}-A1,seizure,2021-05-01,[２０２１] {code}执 26 号",
    )
    for created in (1, 0):
        loaded = csv.load("act.csv", *lines)
        assert loaded.outcome is not None
        assert (loaded.outcome.total("created"), loaded.outcome.refusals) == (created, [])
    again = csv.load("case.csv", "number,enforced_by", f"(2021){code}执26号,{code}")
    assert again.outcome is not None
    assert again.outcome.total("unchanged") == 1


def test_a_file_that_brings_the_court_may_use_its_code(csv: Csv, tree: Tree) -> None:
    code = tree.code_of("top")
    csv.load("court.csv", "code,name,level,under,valid_to",
             f"{tree.code}c,新中院,intermediate,{code},2022-12-31")  # fmt: skip
    told = csv.refused(
        "case.csv", "number,enforced_by",
        f"（2022）{tree.code}c执1号,{code}", f"（2023）{tree.code}c执1号,{code}",
    )  # fmt: skip
    assert [row for row, _ in told] == [3]
    assert "已于2022-12-31撤销" in told[0][1]


# --- codes, dates, ends


@pytest.mark.parametrize("said", ["撤销", "Revoked", "REVOKED", "revoked "])
def test_a_choice_is_told_its_code(tree: Tree, said: str) -> None:
    values = {
        "number": f"（2021）{tree.code_of('a1')}执异31号", "sort_of_review": "objection",
        "decided_by": tree.departments["a1"]["review"].uid, "outcome": said,
    }  # fmt: skip
    if said.strip() == "revoked":
        assert tree.create("Review", **values).outcome == "revoked"
    else:
        assert faults(tree, "Review", **values) == {
            "outcome": f"“结果”不能写“{said}”：请用代码 revoked"
        }


def test_a_file_s_choices_and_dates_are_told_too(csv: Csv, tree: Tree) -> None:
    code = tree.code_of("a1")
    told = csv.refused(
        "case.csv", "number,filed_on,outcome,enforced_by",
        f"（2021）{code}执51号,2021-03-01,执行完毕,{code}",
        f"（2021）{code}执52号,2199-01-01,executed,{code}",
        f"（2021）{code}执53号,2021-03-01,executed,{tree.departments['a1']['review'].number}",
        f"（2021）{code}执54号,2021-03-01,executed,{code}",
    )  # fmt: skip
    assert dict(told) == {
        2: "“结案方式”不能写“执行完毕”：请用代码 executed",
        3: "“立案日期”超出1900–2100年：2199-01-01",
        4: f"这里须是法院，{tree.departments['a1']['review'].number}是部门：请更正编号",
    }


def test_dates_have_their_bounds_and_their_order(tree: Tree) -> None:
    code, at = tree.code_of("a1"), {"enforced_by": tree.courts["a1"].uid}
    told = faults(tree, "Case", number=f"（2021）{code}执32号", filed_on="2199-01-01", **at)
    assert told == {"filed_on": "“立案日期”超出1900–2100年：2199-01-01"}
    told = faults(tree, "Case", number=f"（2021）{code}执32号", filed_on="2021-03-02",
                  concluded_on="2021-03-01", **at)  # fmt: skip
    assert told == {"concluded_on": "“结案日期”2021-03-01早于“立案日期”2021-03-02"}
    case(tree, f"（2021）{code}执32号", filed_on="2021-03-02", concluded_on="2021-03-02")


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("Step", "started_on", "done_on"), ("Event", "happened_on", "verified_on"),
        ("Exchange", "sent_on", "due_on"), ("Exchange", "sent_on", "done_on"),
        ("CorrectionOrder", "ordered_on", "due_on"), ("Feedback", "issued_on", "received_on"),
        ("Callback", "made_on", "answered_on"), ("Message", "sent_on", "replied_on"),
        ("Meeting", "applied_on", "held_on"), ("Meeting", "held_on", "minutes_on"),
        ("Dispute", "arose_on", "reported_on"), ("Dispute", "settled_on", "implemented_on"),
        ("Opinion", "issued_on", "due_on"), ("Opinion", "issued_on", "implemented_on"),
        ("KeyCase", "proposed_on", "consulted_on"), ("KeyCase", "proposed_on", "closed_on"),
    ],
)  # fmt: skip
def test_nothing_ends_before_it_begins(tree: Tree, kind: str, start: str, end: str) -> None:
    told = faults(tree, kind, **{start: "2021-03-02", end: "2021-03-01"})
    assert "2021-03-01早于" in told[end]
    assert end not in faults(tree, kind, **{start: "2021-03-02", end: "2021-03-02"})


def test_a_court_is_not_abolished_before_it_was_established(
    graph: Graph, tree: Tree, csv: Csv
) -> None:
    court = tree.courts["a1"]
    with pytest.raises(Invalid) as told:
        records.change(graph, tree.system, type_of("Court"), court.uid, 1, {
            "valid_from": "2020-01-02", "valid_to": "2020-01-01",
        })  # fmt: skip
    assert set(told.value.faults) == {"valid_to"}
    number = tree.departments["a1"]["review"].number
    head = "number,name,function,of,valid_from,valid_to"
    line = f"{number},庭,review,{court.code}"
    assert [row for row, _ in csv.refused(
        "department.csv", head, f"{line},2020-01-02,2020-01-01"
    )] == [2]  # fmt: skip
    assert csv.refused("department.csv", head, f"{line},2020-01-02,") == []
    short = "number,name,function,of,valid_to"
    [(row, why)] = csv.refused("department.csv", short, f"{line},2020-01-01")
    assert (row, "早于“设立日期”2020-01-02" in why) == (2, True)


def test_an_end_of_the_wrong_type_is_named(tree: Tree) -> None:
    department = tree.departments["a1"]["review"]
    told = faults(
        tree, "Case", number=f"（2021）{tree.code_of('a1')}执33号", enforced_by=department.uid
    )
    assert told == {"enforced_by": f"“执行法院”须是法院，所选“{department.name}”是部门"}


# --- postings


@pytest.mark.parametrize(
    ("one", "other", "refused"),
    [
        (("法官", "2020-01-01", "2020-06-30"), ("法官", "2020-06-30", "2021-01-01"), True),
        (("法官", "2020-01-01", "2020-06-30"), ("法官", "2020-07-01", "2021-01-01"), False),
        (("法官", "2020-01-01", None), ("法官", "2024-01-01", None), True),
        (("法官", None, "2020-06-30"), ("法官", "2020-06-30", None), True),
        (("法官", None, "2020-06-30"), ("法官", "2020-07-01", None), False),
        (("法官", None, None), ("法官", "2020-07-01", None), False),
        (("法官", "2020-01-01", None), ("庭长", "2020-01-01", None), False),
        ((None, "2020-01-01", None), (None, "2020-02-29", "2020-02-29"), True),
        (("法官", "2020-01-01", None), ("法官", "2020-01-01", None), False),  # said twice
    ],
)
def test_a_posting_that_overlaps_itself(
    tree: Tree, csv: Csv, one: tuple[Any, ...], other: tuple[Any, ...], refused: bool
) -> None:
    department = tree.departments["a1"]["review"]
    number = f"{tree.code}-重"
    rows = [dict(zip(("post", "from_", "to_"), each, strict=True)) for each in (one, other)]
    serves = [posting(department, **{n: v for n, v in row.items() if v}) for row in rows]
    lines = [
        ",".join([number, department.number, *(row[n] or "" for n in ("post", "from_", "to_"))])
        for row in rows
    ]
    if refused:
        told = faults(tree, "Officer", number=number, name="重某", serves=serves)
        assert set(told) == {"serves"}
        assert "重叠" in told["serves"]
    tree.create("Officer", number=number, name="重某", serves=serves[:1])
    head = "officer,department,post,from,to"
    in_file = csv.refused("officer.serves.csv", head, *lines, dry_run=True)
    beside = csv.refused("officer.serves.csv", head, lines[1])
    assert [row for row, _ in in_file] == ([3] if refused else [])
    assert [row for row, _ in beside] == ([2] if refused else [])
    assert all("重叠" in why for _, why in [*in_file, *beside])


def test_leading_a_department_twice_at_once_is_refused(tree: Tree) -> None:
    department = tree.departments["a1"]["review"]
    leads = [posting(department, from_=f"{year}-01-01") for year in (2020, 2021)]
    told = faults(
        tree, "Officer", number=f"{tree.code}-领", name="领某", serves=department.uid, leads=leads
    )
    assert set(told) == {"leads"}


# --- the API and the form


def test_the_api_refuses_alike_and_finds_by_any_spelling(people: People, tree: Tree) -> None:
    program = Program(people, people.user(*Role, actor=tree.actor("a1")))
    code, court = tree.code_of("a1"), tree.courts["a1"].uid
    bad = {"number": f"（2021）{code}执", "outcome": "执行完毕", "filed_on": "2199-01-01",
           "enforced_by": court}  # fmt: skip
    told = problem(program.send(f"{ROOT}/case/", {"values": bad}), 422)
    assert set(told["errors"]) == {"number", "outcome", "filed_on"}
    sent = {"number": f"(2021){code}执41号", "enforced_by": court}
    made = program.send(f"{ROOT}/case/", {"values": sent})
    assert made.status_code == 201, made.text
    found = program.get(f"{ROOT}/case/【2021】{code}执41号")
    assert found.json["values"]["number"] == f"（2021）{code}执41号"
    assert (found.json["values"]["year"], found.json["values"]["serial"]) == (2021, 41)


def test_the_form_needs_the_number_only(people: People, tree: Tree) -> None:
    keeper = people.inside(*Role, actor=tree.actor("a1"))
    page = keeper.get("/case/add").text
    assert 'name="number"' in page
    assert not any(f'name="{name}"' in page for name in ("year", "serial", "type_code"))
    code, court = tree.code_of("a1"), tree.courts["a1"].uid
    told = keeper.post("/case/add", {"number": f"（2021）{code}执字1号", "enforced_by": court})
    assert "案号" in told.text
    assert f"（2021）{code}执字1号" in told.text
    saved = keeper.post("/case/add", {"number": f"（2021）{code}执他42号", "enforced_by": court})
    assert saved.status_code == 302, saved.text
    with tree.graph.reading() as tx:
        made = records.get(tx, tree.system, CASE, f"（2021）{code}执他42号")
    assert (made.type_code, made.serial) == ("other", 42)
