"""Read, draft and check, each alone, without a graph."""

from __future__ import annotations

import gzip
from pathlib import Path

import openpyxl
import pytest

from graph.errors import FileUnreadable, WrongColumns
from graph.ingest.check import Checked, check
from graph.ingest.draft import KEY, draft
from graph.ingest.files import MAPPINGS
from graph.ingest.parse import read_mapping
from graph.ingest.read import ROW, Sheet, read

POLICE = read_mapping(MAPPINGS / "police-complaints.yaml")
HEAD = ",".join(POLICE.columns)
FORCE = "EXCESSIVE FORCE:  TRAFFIC"

PETITIONS = """\
title: 信访
into: 鲁
columns: [no, day, dept, who, what]
records:
  - type: Petition
    key: "{no}"
    fields: {received_on: "{day}", content: "{what}"}
    links:
      handled_by: {type: Department, key: "{dept}"}
      officers: {type: Officer, key: "{who}", split: "；"}
"""


def row(
    officer: str, complaint: str, finding: str = "NS", discipline: str = "600", **more: str
) -> str:
    """One line of the police file."""
    findings = {"SU": "SUSTAINED", "NS": "NOT SUSTAINED", "UN": "UNFOUNDED", "EX": "EXONERATED"}
    words = {"600": "NO ACTION TAKEN", "5": "5 DAY SUSPENSION", "100": "REPRIMAND"}
    cells = [officer, complaint, more.get("unit", "7"), more.get("category", "05E"), FORCE, finding,
             findings.get(finding, "?"), discipline, words.get(discipline, "?")]  # fmt: skip
    return ",".join(cells)


def file(tmp_path: Path, *lines: str, head: str = HEAD, name: str = "f.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def checked(tmp_path: Path, *lines: str) -> Checked:
    return check(draft(read(file(tmp_path, *lines), POLICE), POLICE), lambda _kind, _keys: set())


def table(made: Checked, name: str) -> dict[str, dict[str, object]]:
    found = next(t for t in made.tables if t.map.name == name)
    rows = found.frame.to_dicts()
    return {r[KEY]: {k: v for k, v in r.items() if k not in (KEY, ROW)} for r in rows}


def said(sheet: Sheet) -> list[tuple[object, ...]]:
    return sheet.frame.rows()


def test_read_numbers_rows_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(PETITIONS, encoding="utf-8")
    mapping = read_mapping(path)
    head = "no,day,dept,who,what"
    lines = ['1, 2021-01-02 ,d,甲,"两行\n内容"', "", "2,,d,,x", "3,,d", "4,,d,,y,z"]
    sheet = read(file(tmp_path, *lines, head="\ufeff" + head), mapping)
    assert said(sheet) == [
        (2, "1", "2021-01-02", "d", "甲", "两行\n内容"),
        (4, "2", "", "d", "", "x"),
    ]
    assert [(r.row, r.value) for r in sheet.refusals] == [(5, "3,,d"), (6, "4,,d,,y,z")]
    assert sheet.rows == 4

    gz = tmp_path / "f.csv.gz"
    gz.write_bytes(gzip.compress(f"{head}\n1,,d,,x\n".encode()))
    assert said(read(gz, mapping)) == [(2, "1", "", "d", "", "x")]

    book = openpyxl.Workbook()
    book.active.append(head.split(","))
    book.active.append([1, __import__("datetime").date(2021, 1, 2), "d", None, 2.5])
    book.save(tmp_path / "f.xlsx")
    assert said(read(tmp_path / "f.xlsx", mapping)) == [(2, "1", "2021-01-02", "d", "", "2.5")]

    path.write_text(PETITIONS + "encoding: gb18030\n", encoding="utf-8")
    (tmp_path / "gb.csv").write_bytes(f"{head}\n1,,d,,内容\n".encode("gb18030"))
    assert said(read(tmp_path / "gb.csv", read_mapping(path))) == [(2, "1", "", "d", "", "内容")]
    with pytest.raises(FileUnreadable, match="encoding"):
        read(tmp_path / "gb.csv", mapping)


def test_read_refuses_what_it_cannot_read_to_the_end(tmp_path: Path) -> None:
    whole = gzip.compress(
        (HEAD + "\n" + "\n".join(row(str(n), str(n)) for n in range(5000))).encode()
    )
    broken = tmp_path / "f.csv.gz"
    broken.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileUnreadable, match="broken or incomplete"):
        read(broken, POLICE)
    broken.write_bytes(b"not gzip")
    with pytest.raises(FileUnreadable, match="broken or incomplete"):
        read(broken, POLICE)
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    with pytest.raises(FileUnreadable, match="empty"):
        read(empty, POLICE)
    with pytest.raises(FileUnreadable, match="no CSV"):
        read(file(tmp_path, '1,"unclosed'), POLICE)
    (tmp_path / "f.xlsx").write_text("no workbook")
    with pytest.raises(FileUnreadable, match="Excel"):
        read(tmp_path / "f.xlsx", POLICE)


def test_read_compares_the_header_with_the_mapping(tmp_path: Path) -> None:
    with pytest.raises(WrongColumns) as told:
        read(file(tmp_path, head=HEAD.replace("unit", "station")), POLICE)
    assert "missing unit" in told.value.text.en
    assert "station" in told.value.text.en


def test_a_header_alone_is_no_rows(tmp_path: Path) -> None:
    made = checked(tmp_path)
    assert (made.sheet.rows, made.refused_rows) == (0, 0)
    assert all(t.frame.is_empty() for t in made.tables if t.map.key.columns)


def test_rows_become_records_and_relations(tmp_path: Path) -> None:
    made = checked(
        tmp_path, row("1", "10", "SU", "5"), row("2", "10", unit="8"), row("1", "11", "EX", unit="")
    )
    assert {
        n: len(table(made, n)) for n in ("officer", "unit", "complaint", "finding", "discipline")
    } == {
        "officer": 2,
        "unit": 3,
        "complaint": 2,
        "finding": 3,
        "discipline": 1,
    }
    assert table(made, "unit")["CPD-UUNKNOWN"]["name"] == "Unknown unit"
    assert table(made, "finding")["CPD-10-1-05E"] == {
        "status": "established", "conclusion": "SUSTAINED", "description": None,
    }  # fmt: skip
    assert table(made, "discipline") == {
        "CPD-10-1-05E-5": {
            "form": "suspension",
            "days": 5,
            "as_recorded": "5 DAY SUSPENSION",
            "reason": "SUSTAINED",
        }
    }
    officer = next(t for t in made.tables if t.map.name == "officer")
    assert officer.links[0].frame.rows() == [
        ("CPD-1", "CPD-U7"), ("CPD-2", "CPD-U8"), ("CPD-1", "CPD-UUNKNOWN"),
    ]  # fmt: skip


def test_contradicting_rows_are_kept_both_and_reported(tmp_path: Path) -> None:
    made = checked(
        tmp_path, row("1", "10", "SU", "5"), row("1", "10", "NS", "600"), row("2", "10", "UN"),
        row("3", "12"), row("3", "12"),
    )  # fmt: skip
    finding = table(made, "finding")["CPD-10-1-05E"]
    assert finding == {
        "status": "alleged",
        "conclusion": "SUSTAINED; NOT SUSTAINED",
        "description": "SUSTAINED / 5 DAY SUSPENSION / unit 7; "
        "NOT SUSTAINED / NO ACTION TAKEN / unit 7",
    }
    assert table(made, "inquiry")["CPD-10-1-05E"]["result"] == "contradictory"
    assert [(c.name.en.split(",")[0], c.groups, c.examples[0][1]) for c in made.contradictions] == [
        ("rows that repeat another in full", 1, (5, 6)),
        ("findings differ within a complaint", 1, (2, 3, 4)),
        ("one officer in one complaint", 1, (2, 3)),
        ("one officer in one complaint and category", 1, (2, 3)),
    ]
    assert (made.refused_rows, made.taken_rows) == (0, 5)


def test_a_row_is_refused_whole_with_place_value_and_what_to_do(tmp_path: Path) -> None:
    made = checked(
        tmp_path, row("1", "10", "XX"), row("", "11"), row("2", "12", "SU", "77"), row("3", "13")
    )
    assert [(r.row, r.column, r.value, r.secret) for r in made.refusals if r.row == 2][:1] == [
        (2, "final_finding", "XX", False)
    ]
    assert {r.row for r in made.refusals} == {2, 3, 4}
    assert all("映射" in r.why.zh or "请填写" in r.why.zh for r in made.refusals)
    assert [r.secret for r in made.refusals if r.row == 4] == [True], "discipline is confidential"
    assert set(table(made, "complaint")) == {"CPD-13"}
    assert (made.refused_rows, made.taken_rows) == (3, 1)


def test_relations_that_lead_nowhere_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(PETITIONS, encoding="utf-8")
    mapping = read_mapping(path)
    lines = ["1,2021-02-30,d,,x", "2,20210203,d,甲；乙,x", "3,,gone,,x", "4,,,,x", "2,,d,丙,y"]
    sheet = read(file(tmp_path, *lines, head="no,day,dept,who,what"), mapping)
    there = {"Department": {"d"}, "Officer": {"甲", "丙"}, "Court": {"gone"}}
    made = check(draft(sheet, mapping), lambda kind, keys: there.get(kind.name, set()) & set(keys))
    assert {(r.row, r.column, r.value) for r in made.refusals} == {
        (2, "day", "2021-02-30"), (3, "who", "乙"), (4, "dept", "gone"), (5, "dept", ""),
    }  # fmt: skip
    [(court, lacking)] = [
        (r.why.zh, other.why.zh)
        for r in made.refusals if r.value == "gone"
        for other in made.refusals if other.value == "乙"
    ]  # fmt: skip
    assert court == "这里须是部门，gone是法院：请更正编号"
    assert lacking.startswith("没有这条执行人员记录")
    assert list(table(made, "Petition")) == ["2"]
    assert made.taken_rows == 1


def test_a_relation_to_one_that_is_given_several_keeps_the_first_and_says_so(
    tmp_path: Path,
) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(PETITIONS, encoding="utf-8")
    mapping = read_mapping(path)
    lines = ["1,2021-01-01,d,,x", "1,2021-01-02,e,,x"]
    sheet = read(file(tmp_path, *lines, head="no,day,dept,who,what"), mapping)
    made = check(draft(sheet, mapping), lambda _kind, keys: set(keys))
    assert made.tables[0].links[0].frame.rows() == [("1", "d")]
    assert [(c.name.en.split(" of ")[0], c.groups) for c in made.contradictions] == [
        ("rows differ in “Received”", 1), ("rows differ in “Handled by”", 1),
    ]  # fmt: skip
