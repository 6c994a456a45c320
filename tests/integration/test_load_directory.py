"""A directory of canonical files goes into the real graph: no mapping, in the right order."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from graph import clock, records
from graph.errors import GivenTwice, NotAllowed, NotFound, UnknownFile, WrongHeader
from graph.ingest import load as loading
from graph.ingest.files import Loaded
from graph.ingest.folder import load_paths
from graph.model import type_of
from graph.progress import Progress
from graph.records import placement
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree

SYSTEM = Actor.system("load")
_serial = itertools.count(1)

FILES = {
    # rows stand before those they refer to: courts, petitions
    "court.csv": """
code,name,level,under
{p}01a,基层法院,basic,{p}01
{p}01,中级法院,intermediate,{p}
{p},高级法院,high,
""",
    "department.csv": """
number,name,function,of
{p}-D1,执行局,enforcement,{p}01a
{p}-D2,裁决庭,review,{p}01
""",
    "officer.csv": """
number,name,phone
{p}-O1,甲某,13800000001
{p}-O2,乙某,
""",
    "officer.serves.csv": """
officer,department,post,from,to
{p}-O1,{p}-D1,法官,2020-01-01,2021-12-31
{p}-O1,{p}-D2,庭长,2022-01-01,
{p}-O2,{p}-D1,书记员,,
""",
    "case.csv": """
number,type_code,filed_on,enforced_by
（2021）{p}01a执1号,enforcement,2021-03-01,{p}01a
""",
    "case.handlers.csv": """
case,officer,role,from
（2021）{p}01a执1号,{p}-O1,handler,2021-03-02
（2021）{p}01a执1号,{p}-O2,clerk,
""",
    "petition.csv": """
number,received_on,channel,went_to_capital,handled_by,officers,about_case.case,repeats
{p}-XF2,2021-06-01,letter,false,{p}-D1,,,{p}-XF1
{p}-XF1,2021-05-01,visit,true,{p}-D1,{p}-O1;{p}-O2,（2021）{p}01a执1号,
""",
}


class Folder:
    """Canonical files of a court tree of one test's own, made by loading them."""

    def __init__(self, graph: Graph, path: Path, code: str) -> None:
        self.graph, self.path, self.code = graph, path, code
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text.lstrip("\n").format(p=self.code), encoding="utf-8")

    def add(self, name: str, line: str) -> None:
        with (self.path / name).open("a", encoding="utf-8") as file:
            file.write(line.format(p=self.code) + "\n")

    def keep(self, *names: str) -> None:
        for path in self.path.iterdir():
            if path.name not in names:
                path.unlink()

    def load(self, *paths: Path, dry_run: bool = False) -> dict[str, Loaded]:
        loaded = load_paths(self.graph, SYSTEM, paths or (self.path,), dry_run=dry_run)
        return {each.checked.mapping.file: each for each in loaded}

    def get(self, label: str, key: str) -> records.read.Record:
        with self.graph.reading() as tx:
            return records.get(tx, SYSTEM, type_of(label), key.format(p=self.code))

    def count(self, label: str) -> int:
        with self.graph.reading() as tx:
            rows = tx.run(f"MATCH (n:{label} {{c1: $c1}}) RETURN count(n) AS n", c1=self.code)
        return int(rows[0]["n"])


@pytest.fixture
def folder(graph: Graph, tmp_path: Path) -> Folder:
    return Folder(graph, tmp_path, f"典{next(_serial)}")


def counts(loaded: dict[str, Loaded]) -> dict[str, tuple[int, int, int]]:
    found = {}
    for name, each in loaded.items():
        assert each.outcome is not None
        totals = (each.outcome.total(n) for n in ("created", "changed", "unchanged"))
        found[name] = tuple(totals)
    return found  # type: ignore[return-value]


def refusals(loaded: Loaded) -> list[tuple[int, str, str]]:
    every = loaded.outcome.refusals if loaded.outcome else loaded.checked.refusals
    return [(r.row, r.column, r.value) for r in every]


def test_a_directory_becomes_records_with_all_their_relations(folder: Folder) -> None:
    assert counts(folder.load()) == {
        "court": (3, 0, 0), "department": (2, 0, 0), "officer": (2, 0, 0),
        "officer.serves": (0, 0, 2), "case": (1, 0, 0), "case.handlers": (0, 0, 1),
        "petition": (2, 0, 0),
    }  # fmt: skip
    p = folder.code
    officer = folder.get("Officer", "{p}-O1")
    posts = {(s.key, s.properties["post"], str(s.properties["from"])) for s in officer.serves}
    assert posts == {(f"{p}-D1", "法官", "2020-01-01"), (f"{p}-D2", "庭长", "2022-01-01")}
    assert (officer.c1, officer.c2, officer.c3) == (p, f"{p}01", None), "the present post's court"
    case = folder.get("Case", "（2021）{p}01a执1号")
    assert {(h.key, h.properties["role"]) for h in case.handlers} == {
        (f"{p}-O1", "handler"), (f"{p}-O2", "clerk")
    }  # fmt: skip
    petition = folder.get("Petition", "{p}-XF1")
    assert {link.key for link in petition.officers} == {f"{p}-O1", f"{p}-O2"}
    assert [link.key for link in petition.about_case] == [case.number]
    assert (petition.went_to_capital, str(petition.received_on)) == (True, "2021-05-01")
    assert folder.get("Petition", "{p}-XF2").repeats.key == petition.number
    with folder.graph.reading() as tx:
        for label in ("Court", "Department", "Officer", "Case", "Petition"):
            misplaced = placement.misplaced(tx, type_of(label), clock.today(), limit=100_000)
            assert [key for key in misplaced if p in key] == []


def test_loading_it_again_changes_nothing(folder: Folder) -> None:
    folder.load()
    again = counts(folder.load())
    assert {name: count[:2] for name, count in again.items()} == dict.fromkeys(again, (0, 0))
    assert folder.get("Case", "（2021）{p}01a执1号").version == 1


def test_each_file_is_an_import_of_the_tree(folder: Folder) -> None:
    folder.load()
    with folder.graph.reading() as tx:
        rows = tx.run(
            "MATCH (i:Import {c1: $c1}) RETURN i.file_name AS file, i.mapping AS mapping, "
            "i.state AS state ORDER BY i.number",
            c1=folder.code,
        )
    assert [(r["file"], r["mapping"], r["state"]) for r in rows] == [
        (f"{name}.csv", name, "done")
        for name in ("court", "department", "officer", "officer.serves", "case", "case.handlers",
                     "petition")
    ]  # fmt: skip


def test_a_column_that_leads_to_a_later_file_is_added_when_its_records_are_there(
    folder: Folder,
) -> None:
    """Findings come before meetings, since meetings consider feedback on findings."""
    folder.write("problem.csv", "code,name\n{p}S1,消极执行\n")
    folder.write("meeting.csv", "number,sort_of_meeting,held_by\n{p}-M1,joint,{p}01\n")
    folder.write(
        "finding.csv",
        "number,problem,at,found_by.petition,found_by.meeting\n"
        "{p}-F1,{p}S1,{p}01a,,{p}-M1\n"
        "{p}-F2,{p}S1,{p}01a,{p}-XF1,\n"
        "{p}-F3,{p}S1,{p}01a,,{p}-M9\n"
        "{p}-F4,{p}S9,{p}01a,,{p}-M1\n",
    )
    for dry_run in (True, False):
        loaded = folder.load(dry_run=dry_run)
        assert refusals(loaded["finding"]) == [(5, "problem", f"{folder.code}S9")]
        added = loaded["finding + found_by.meeting"]
        assert added.checked.sheet.rows == 2, "what is refused is refused once"
        assert refusals(added) == [(4, "found_by.meeting", f"{folder.code}-M9")]
    found_by = {
        n: [link.key for link in folder.get("Finding", f"{{p}}-F{n}").found_by] for n in (1, 2, 3)
    }
    assert found_by == {1: [f"{folder.code}-M1"], 2: [f"{folder.code}-XF1"], 3: []}
    again = counts(folder.load())
    assert (again["finding"], again["finding + found_by.meeting"]) == ((0, 0, 3), (0, 0, 1))


def test_a_row_whose_values_do_not_go_together_is_refused(folder: Folder) -> None:
    """A node beyond the ten of the text says which it is; here by the check of the forms."""
    folder.write(
        "disclosure.csv",
        "number,node,named,on.case\n"
        "{p}-N1,other,,（2021）{p}01a执1号\n"
        "{p}-N2,other,送达,（2021）{p}01a执1号\n"
        "{p}-N3,filing,,（2021）{p}01a执1号\n",
    )
    for dry_run in (True, False):
        loaded = folder.load(dry_run=dry_run)["disclosure"]
        assert refusals(loaded) == [(2, "named", "")]
    assert loaded.outcome
    assert "请写明是哪个节点" in loaded.outcome.refusals[0].why.zh
    assert folder.get("Disclosure", "{p}-N2").named == "送达"
    assert folder.get("Disclosure", "{p}-N3").node == "filing"
    with pytest.raises(NotFound):
        folder.get("Disclosure", "{p}-N1")


def test_a_dry_run_checks_the_files_against_each_other_and_writes_nothing(folder: Folder) -> None:
    folder.add("petition.csv", "{p}-XF3,2021-07-01,letter,false,{p}-D9,,,")
    loaded = folder.load(dry_run=True)
    assert {name: refusals(each) for name, each in loaded.items() if each.refused} == {
        "petition": [(4, "handled_by", f"{folder.code}-D9")]
    }
    assert folder.count("Court") == 0
    with pytest.raises(NotFound):
        folder.get("Petition", "{p}-XF1")


def test_a_record_without_its_required_relation_is_refused_not_made(folder: Folder) -> None:
    folder.add("officer.csv", "{p}-O3,丙某,")
    folder.add("officer.csv", "{p}-O4,丁某,")
    folder.add("officer.serves.csv", "{p}-O4,{p}-D9,法官,,")
    folder.add("officer.serves.csv", "{p}-O5,{p}-D1,法官,,")
    loaded = folder.load()
    assert refusals(loaded["officer"]) == [
        (4, "officer.serves.csv", ""), (5, "officer.serves.csv", "")
    ]  # fmt: skip
    assert "officer.serves.csv" in loaded["officer"].checked.refusals[0].why.en
    p = folder.code
    assert sorted(refusals(loaded["officer.serves"])) == [
        (5, "department", f"{p}-D9"), (5, "officer", f"{p}-O4"), (6, "officer", f"{p}-O5"),
    ]  # fmt: skip
    assert folder.count("Officer") == 2


def test_records_that_are_there_need_no_second_statement_of_what_is_required(
    folder: Folder,
) -> None:
    folder.load()
    folder.keep("officer.csv")
    folder.write("officer.csv", "number,name\n{p}-O1,甲乙某\n{p}-O9,新某\n")
    loaded = folder.load()
    assert refusals(loaded["officer"]) == [(3, "officer.serves.csv", "")]
    officer = folder.get("Officer", "{p}-O1")
    assert (officer.name, len(officer.serves)) == ("甲乙某", 2)


def test_refused_values_name_file_row_column_and_value(folder: Folder) -> None:
    folder.add("petition.csv", "{p}-XF3,2021-13-01,letter,false,{p}-D1,,,")
    folder.add("petition.csv", "{p}-XF4,2021-07-01,pigeon,false,{p}-D1,{p}-O1;{p}-O7,,")
    loaded = folder.load()["petition"]
    assert loaded.checked.sheet.file == "petition.csv"
    assert sorted(refusals(loaded)) == [
        (4, "received_on", "2021-13-01"), (5, "channel", "pigeon")
    ]  # fmt: skip
    assert folder.count("Petition") == 2


@pytest.mark.parametrize(
    ("name", "text", "error", "says"),
    [
        ("petitions.csv", "number\n1\n", UnknownFile, "petition.csv"),
        ("officer.server.csv", "officer\n1\n", UnknownFile, "officer.serves.csv"),
        ("officer.csv", "number,name,rank\n1,2,3\n", WrongHeader, "rank"),
        ("officer.csv", "number,number,name\n1,2,3\n", WrongHeader, "twice number"),
        ("petition.csv", "number\n1\n", WrongHeader, "missing handled_by"),
        ("case.handlers.csv", "case,role\n1,handler\n", WrongHeader, "missing officer"),
        ("import.csv", "number\n1\n", UnknownFile, "court.csv"),
    ],
)
def test_what_isnt_known_is_refused_before_anything_is_written(
    folder: Folder, name: str, text: str, error: type[Exception], says: str
) -> None:
    folder.write(name, text)
    with pytest.raises(error, match=says):
        folder.load()
    assert folder.count("Court") == 0


def test_a_file_is_given_once(folder: Folder) -> None:
    with pytest.raises(GivenTwice, match=r"court is given twice"):
        folder.load(folder.path, folder.path / "court.csv")


def test_what_is_no_table_stays_alone_in_a_directory_only(folder: Folder) -> None:
    folder.write("truth.json", "x")
    folder.load()
    with pytest.raises(UnknownFile):
        folder.load(folder.path / "truth.json")


def test_rights_and_scope_hold(folder: Folder, tree: Tree) -> None:
    folder.load()
    keeper = tree.actor("a", Role.RECORD_KEEPER)
    with pytest.raises(NotAllowed):
        list(load_paths(folder.graph, keeper, [folder.path / "court.csv"]))
    [loaded] = load_paths(folder.graph, keeper, [folder.path / "petition.csv"])
    assert loaded.refused == 2, "departments of another tree can't be led to"
    with folder.graph.reading() as tx:
        rows = tx.run(
            "MATCH (i:Import {number: $n}) RETURN i.c2 AS c2",
            n=loaded.outcome.number if loaded.outcome else "",
        )
    assert rows == [{"c2": tree.code_of("a")}]


class Stops(Progress):
    """Breaks off at the nth batch."""

    def __init__(self, after: int) -> None:
        self.left = after

    def percent(self, share: float, note: str = "") -> None:  # noqa: ARG002
        if share:
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt


@pytest.mark.parametrize("after", [1, 4, 6])
def test_a_load_that_was_cut_goes_on(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(loading, "BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        list(load_paths(folder.graph, SYSTEM, [folder.path], Stops(after)))
    folder.load()
    assert [folder.count(n) for n in ("Court", "Department", "Officer", "Case", "Petition")] == [
        3, 2, 2, 1, 2
    ]  # fmt: skip
    assert len(folder.get("Officer", "{p}-O1").serves) == 2
