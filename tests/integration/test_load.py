"""Files go into the real graph by a mapping: whole, audited, repeatable, under scope."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph import audit, records
from graph.errors import LoadFailed, NotAllowed, NotFound
from graph.ingest import load as loading
from graph.ingest.files import Loaded, load_file
from graph.model import type_of
from graph.progress import Progress
from graph.scope import Actor, Role
from graph.session import Graph
from graph.text import Text
from tests.conftest import Tree

HEAD = "no,day,dept,who,what"

MAPPING = """\
title: 信访
into: "{court}"
columns: [no, day, dept, who, what]
records:
  - name: person
    type: Officer
    when: {{who: filled}}
    key: "{code}-{{who}}"
    fields: {{name: "{{who}}某"}}
    links:
      serves: {{type: Department, key: "{{dept}}", properties: {{post: 法官}}}}
  - name: petition
    type: Petition
    key: "{code}-{{no}}"
    fields: {{received_on: "{{day}}", content: "{{what}}", channel: letter}}
    links:
      handled_by: {{type: Department, key: "{{dept}}"}}
      officers: person
  - name: talk
    type: Measure
    when: {{what: {{in: [谈话]}}}}
    key: "{code}-{{no}}-T"
    fields: {{form: reminder, applied_on: "{{day}}"}}
    links: {{applied_to: person, cites: petition}}
"""


class Files:
    """A mapping of one tree's own, and files for it."""

    def __init__(self, tree: Tree, folder: Path) -> None:
        self.tree, self.folder, self.graph = tree, folder, tree.graph
        self.mapping = self._mapping(MAPPING)

    def _mapping(self, text: str) -> Path:
        path = self.folder / "m.yaml"
        text = text.format(court=self.tree.code_of("top"), code=self.tree.code)
        path.write_text(text, encoding="utf-8")
        return path

    def department(self, court: str) -> str:
        return str(self.tree.departments[court]["enforcement"].number)

    def line(self, number: str, court: str = "a1", **cells: str) -> str:
        said = {"day": "2024-05-06", "who": "甲", "what": "诉求", **cells}
        return ",".join([number, said["day"], self.department(court), said["who"], said["what"]])

    def load(
        self, *lines: str, actor: Actor | None = None, progress: Progress | None = None,
        dry_run: bool = False,
    ) -> Loaded:  # fmt: skip
        path = self.folder / "f.csv"
        path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        return load_file(
            self.graph, actor or Actor.system("load"), path, self.mapping, progress,
            dry_run=dry_run, reports=self.folder / "reports",
        )  # fmt: skip

    def petition(self, number: str) -> records.read.Record:
        with self.graph.reading() as tx:
            return records.get(
                tx, self.tree.system, type_of("Petition"), f"{self.tree.code}-{number}"
            )

    def events(self) -> list[dict[str, object]]:
        """The audit of this tree, chain by chain."""
        with self.graph.reading() as tx:
            return tx.run(
                "MATCH (e:AuditEvent {c1: $top}) RETURN e.chain AS chain, e.tag AS tag, "
                "e.record_type AS type, e.detail AS detail ORDER BY e.chain, e.place",
                top=self.tree.code_of("top"),
            )

    def imports(self) -> list[dict[str, object]]:
        with self.graph.reading() as tx:
            return tx.run(
                "MATCH (i:Import {c1: $top}) RETURN i.state AS state, i.rows AS rows, "
                "i.created AS created, i.changed AS changed, i.unchanged AS unchanged, "
                "i.refused AS refused, i.report AS report ORDER BY i.number",
                top=self.tree.code_of("top"),
            )


@pytest.fixture
def files(tree: Tree, tmp_path: Path) -> Files:
    return Files(tree, tmp_path)


def counts(loaded: Loaded) -> tuple[int, int, int]:
    assert loaded.outcome is not None
    return tuple(loaded.outcome.total(n) for n in ("created", "changed", "unchanged"))  # type: ignore[return-value]


def verified(graph: Graph, chains_of: str) -> list[object]:
    """Faults in the chains of one tree: other tests break theirs on purpose."""
    with graph.reading() as tx:
        return [f for f in audit.verify(tx)[1] if f.chain.startswith(chains_of)]


def test_a_file_becomes_records_in_their_courts(files: Files) -> None:
    loaded = files.load(files.line("1"), files.line("2", "b1", who="乙", what="谈话"))
    assert counts(loaded) == (5, 0, 0)
    made = files.petition("1")
    tree = files.tree
    assert (made.version, made.created_by, str(made.received_on)) == (1, "system", "2024-05-06")
    assert made.import_batch == loaded.outcome.number
    assert (made.c1, made.c2, made.c3) == tuple(tree.code_of(c) for c in ("top", "a", "a1"))
    assert made.rank == "2024-05-06"
    assert made.headline == made.number
    assert [link.key for link in made.officers] == [f"{tree.code}-甲"]
    with files.graph.reading() as tx:
        assert records.find(tx, tree.actor("a1"), records.Query(type_of("Petition"))).rows == [made]
        officer = records.get(tx, tree.system, type_of("Officer"), f"{tree.code}-甲")
    assert officer.serves[0].properties["post"] == "法官"


def test_a_batch_is_audited_once_in_each_chain_it_touches(files: Files) -> None:
    files.load(files.line("1"), files.line("2"), files.line("3", "b1", who="乙", what="谈话"))
    tree = files.tree
    told = [
        (e["chain"], e["type"], json.loads(str(e["detail"]))["created"])
        for e in files.events() if e["tag"] == "import:batch"
    ]  # fmt: skip
    a1, b1 = tree.code_of("a1"), tree.code_of("b1")
    assert sorted(told) == sorted([
        (a1, "Officer", 1), (b1, "Officer", 1), (a1, "Petition", 2), (b1, "Petition", 1),
        (f"{b1}/discipline", "Measure", 1),
    ])  # fmt: skip
    tags = [e["tag"] for e in files.events() if e["type"] == "Import"]
    assert tags == ["import:started", "import:finished"]
    assert verified(files.graph, tree.code) == []


def test_loading_twice_changes_nothing(files: Files) -> None:
    lines = [files.line("1"), files.line("2", who="乙", what="谈话"), files.line("3", who="")]
    files.load(*lines)
    before = [e for e in files.events() if e["tag"] == "import:batch"]
    again = files.load(*lines)
    assert counts(again) == (0, 0, 6)
    assert [e for e in files.events() if e["tag"] == "import:batch"] == before
    assert files.petition("1").version == 1
    first, second = files.imports()
    assert (first["created"], first["unchanged"]) == (5, 0), "a measure is no business of this list"
    assert (second["state"], second["created"], second["unchanged"]) == ("done", 0, 5)
    assert verified(files.graph, files.tree.code) == []


def test_only_what_differs_is_changed_and_the_old_value_is_kept(files: Files) -> None:
    files.load(files.line("1"), files.line("2"))
    changed = files.load(files.line("1", what="新诉求"), files.line("2", day=""), files.line("3"))
    assert counts(changed) == (1, 1, 2)
    first, second = files.petition("1"), files.petition("2")
    assert (first.version, first.content, first.changed_by) == (2, "新诉求", "system")
    assert (second.version, str(second.received_on)) == (1, "2024-05-06"), (
        "an empty cell says nothing"
    )
    detail = json.loads(
        str([e for e in files.events() if e["tag"] == "import:batch"][-1]["detail"])
    )
    assert detail["changes"] == {first.number: {"content": ["诉求", "新诉求"]}}


def test_a_relation_to_one_follows_the_file_and_takes_the_record_along(files: Files) -> None:
    files.load(files.line("1"))
    files.load(files.line("1", "b1"))
    made = files.petition("1")
    assert made.handled_by.key == files.department("b1")
    assert made.c3 == files.tree.code_of("b1")
    with files.graph.reading() as tx:
        officer = records.get(tx, files.tree.system, type_of("Officer"), f"{files.tree.code}-甲")
    assert len(officer.serves) == 2, "a load takes no posting away"


def test_refused_rows_are_listed_and_the_others_are_in(files: Files) -> None:
    loaded = files.load(
        files.line("1", day="2024-13-01"), files.line("2"), files.line("3").replace(",甲", "") , "x"
    )  # fmt: skip
    assert (loaded.checked.sheet.rows, loaded.refused, loaded.checked.taken_rows) == (4, 3, 1)
    assert files.petition("2")
    with pytest.raises(NotFound):
        files.petition("1")
    last = files.imports()[-1]
    assert (last["rows"], last["refused"]) == (4, 3)
    assert "第2行 day“2024-13-01”" in str(last["report"])
    written = next((files.folder / "reports").glob("*.csv")).read_text(encoding="utf-8-sig")
    assert "refused,2,day,2024-13-01" in written


def test_what_is_said_of_a_measure_stays_out_of_the_import(files: Files) -> None:
    files.load(files.line("1", who="乙", what="谈话"))
    last = files.imports()[-1]
    assert last["created"] == 2
    assert "Measure" not in str(last["report"])
    told = [e for e in files.events() if not str(e["chain"]).endswith("/discipline")]
    assert not [e for e in told if e["type"] == "Measure"]


def test_a_dry_run_writes_nothing(files: Files) -> None:
    loaded = files.load(files.line("1"), "x", dry_run=True)
    assert (loaded.outcome, loaded.refused) == (None, 1)
    assert files.imports() == []
    with pytest.raises(NotFound):
        files.petition("1")


class Stops(Progress):
    """Breaks off when the load says how far it is for the nth time, as Ctrl-C would."""

    def __init__(self, after: int) -> None:
        self.left = after

    def percent(self, share: float, note: str = "") -> None:  # noqa: ARG002
        if share:
            self.left -= 1
            if self.left == 0:
                raise KeyboardInterrupt


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "BATCH", 2)


@pytest.mark.parametrize("after", [1, 3, 5])
def test_a_load_that_was_stopped_goes_on_where_it_ended(
    files: Files, small_batches: None, after: int
) -> None:
    lines = [files.line(str(n), who=f"人{n % 3}") for n in range(7)]
    with pytest.raises(KeyboardInterrupt):
        files.load(*lines, progress=Stops(after))
    there = files.imports()[0]
    assert there["state"] == "stopped"
    again = files.load(*lines)
    created, changed, unchanged = counts(again)
    assert (created + unchanged, changed) == (10, 0)
    assert (there["created"], created) == (unchanged, 10 - unchanged)
    assert {files.petition(str(n)).version for n in range(7)} == {1}
    assert verified(files.graph, files.tree.code) == []


def test_a_batch_that_fails_leaves_nothing_of_itself(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise LoadFailed(what=Text("坏", "broken"))

    monkeypatch.setattr("graph.ingest.batch._audit", broken)
    with pytest.raises(LoadFailed):
        files.load(files.line("1"))
    monkeypatch.undo()
    with pytest.raises(NotFound):
        files.petition("1")
    assert counts(files.load(files.line("1"))) == (2, 0, 0)


def test_records_lead_to_others_of_the_same_file(files: Files, small_batches: None) -> None:
    """The court tree: superiors first, whatever the order of rows; places follow."""
    code = files.tree.code
    files.mapping.write_text(f"""\
title: 法院
into: {code}
columns: [code, level, under]
records:
  - type: Court
    key: "{{code}}"
    fields: {{name: "{{code}}法院", level: "{{level}}"}}
    links: {{under: {{type: Court, key: "{{under}}"}}}}
""", encoding="utf-8")  # fmt: skip
    path = files.folder / "courts.csv"
    rows = [
        f"{code}z1,basic,{code}z",
        f"{code}z2,basic,{code}z",
        f"{code}z,intermediate,{code}",
        f"{code}y,basic,{code}x",
    ]
    path.write_text("\n".join(["code,level,under", *rows]) + "\n", encoding="utf-8")
    loaded = load_file(files.graph, files.tree.system, path, files.mapping)
    assert [(r.row, r.value) for r in loaded.checked.refusals] == [(5, f"{code}x")]
    with files.graph.reading() as tx:
        places = tx.run("MATCH (c:Court) WHERE c.code STARTS WITH $z RETURN c.code AS code, "
                        "[c.c1, c.c2, c.c3] AS place ORDER BY code", z=f"{code}z")  # fmt: skip
    assert [p["place"] for p in places] == [
        [code, f"{code}z", None],
        [code, f"{code}z", f"{code}z1"],
        [code, f"{code}z", f"{code}z2"],
    ]


def test_nobody_loads_for_other_courts(files: Files) -> None:
    text = files.mapping.read_text(encoding="utf-8").partition("  - name: talk")[0]
    text = text.replace(
        f'into: "{files.tree.code_of("top")}"', f'into: "{files.tree.code_of("a1")}"'
    )
    files.mapping.write_text(text, encoding="utf-8")
    keeper = files.tree.actor("a1", Role.RECORD_KEEPER)
    assert counts(files.load(files.line("1"), actor=keeper)) == (2, 0, 0)
    with pytest.raises(NotAllowed):
        files.load(files.line("2", "b1", who="乙"), actor=keeper)
    files.load(files.line("3", "b1", who="丙"))
    taken = files.load(files.line("3", who=""), actor=keeper)
    assert [r.row for r in taken.outcome.refusals] == [2]
    assert files.petition("3").handled_by.key == files.department("b1")
    with pytest.raises(NotAllowed):
        files.load(files.line("4"), actor=files.tree.actor("a1", Role.SUPERVISOR))


def test_a_retired_record_is_not_changed(files: Files) -> None:
    files.load(files.line("1", who=""))
    records.retire(
        files.graph, files.tree.system, type_of("Petition"), f"{files.tree.code}-1", 1, "重复"
    )
    again = files.load(files.line("1", who="", what="新"))
    assert [(r.row, "停用" in r.why.zh) for r in again.outcome.refusals] == [(2, True)]
    assert again.refused == 1


def test_nobody_loads_into_records_about_themself(files: Files) -> None:
    files.load(files.line("1", who="甲"))
    with files.graph.reading() as tx:
        me = records.get(tx, files.tree.system, type_of("Officer"), f"{files.tree.code}-甲")
    text = files.mapping.read_text(encoding="utf-8").partition("  - name: talk")[0]
    text = text.replace("      officers: person\n", "")
    text = text.replace(
        f'into: "{files.tree.code_of("top")}"', f'into: "{files.tree.code_of("a1")}"'
    )
    files.mapping.write_text(text, encoding="utf-8")
    myself = files.tree.actor("a1", Role.RECORD_KEEPER, officer=me.number)
    again = files.load(files.line("1", who="", what="改写"), actor=myself)
    assert [r.row for r in again.outcome.refusals] == [2]
    assert files.petition("1").content == "诉求"


def test_what_a_measure_lacks_stays_out_of_the_import_as_well(files: Files) -> None:
    loaded = files.load(
        files.line("1"), files.line("", what="谈话"), files.line("3", who="", what="谈话")
    )
    secret = [r for r in loaded.checked.refusals if "处置措施" in r.why.zh or "对象" in r.why.zh]
    assert {r.row for r in secret} == {3, 4}
    report = str(files.imports()[-1]["report"])
    assert "处置措施" not in report
    assert "对象" not in report
