"""Recurrence kept as edges: every class by hand, and what undoes it; equal to working it out anew.

The beginning of each story: an act of 1 December 2020, fed back and received on 1 March 2021, put
right from 10 March, closed on 30 June.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from graph import records
from graph.ingest.folder import load_paths
from graph.model import Record, type_of
from graph.operations import duplicates
from graph.operations.chain import chain
from graph.queries import question
from graph.queries.question import Fragment
from graph.queries.recurrence_kept import GROUNDS, PAGES, UNDER
from graph.recurrence_kept import rollup
from graph.recurrence_kept.groups import KEEPER
from graph.session import Connection, Graph
from tests.conftest import Tree
from tests.integration.stories import Story

Edge = tuple[str, str, str, int]


class Kept(Story):
    """A story of which the edges are read."""

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree)
        self.f = self.finding("2020-12-01")
        self.b = self.feedback(self.f, "2021-03-01")
        self.r = self.rectification(self.b, self.f, "2021-03-10", "2021-06-30")

    def edges(self, *of: Record) -> set[Edge]:
        """(finding, target, kind, depth) of this tree."""
        with self.tree.graph.reading() as tx:
            rows = tx.run(
                "MATCH (f:Finding)-[e:RECURS_AFTER]->(t) WHERE f.c1 = $tree "
                "RETURN f.number AS f, t.number AS t, e.kind AS kind, e.depth AS depth",
                tree=self.tree.code,
            )
        keys = {each.number for each in of}
        return {
            (row["f"], row["t"], row["kind"], row["depth"])
            for row in rows
            if not keys or row["f"] in keys
        }

    def reopened(self) -> tuple[date | None, set[tuple[str, str]]]:
        """Since when the rectification is open again, and because of what."""
        with self.tree.graph.reading() as tx:
            row = tx.run(
                "MATCH (r:Rectification {uid: $uid}) RETURN r.reopened_on AS day, "
                "[(r)-[e:REOPENED_BY]->(x) | [x.number, e.why]] AS causes", uid=self.r.uid,
            )[0]  # fmt: skip
        return row["day"], {(number, why) for number, why in row["causes"]}

    def change(self, record: Record, **values: object) -> Record:
        kind = type_of(type(record).__name__)
        with self.tree.graph.reading() as tx:
            version = records.get(tx, self.tree.system, kind, record.uid).version
        return records.change(self.tree.graph, self.tree.system, kind, record.uid, version, values)

    def retire(self, record: Record) -> None:
        kind = type_of(type(record).__name__)
        with self.tree.graph.reading() as tx:
            version = records.get(tx, self.tree.system, kind, record.uid).version
        records.retire(self.tree.graph, self.tree.system, kind, record.uid, version, "登记有误")

    def after_feedback(self, g: Record, depth: int = 0) -> Edge:
        return g.number, self.b.number, "after_feedback", depth

    def after_rectification(self, g: Record, depth: int = 1) -> Edge:
        return g.number, self.r.number, "after_rectification", depth


@pytest.fixture
def kept(tree: Tree) -> Kept:
    return Kept(tree)


def test_every_day_and_class_that_is_an_edge_and_none_else(kept: Kept) -> None:
    on = {day: kept.finding(day) for day in
          ("2021-02-28", "2021-03-01", "2021-06-29", "2021-06-30", "2022-01-01")}  # fmt: skip
    kept.finding(None)  # undetermined
    kept.finding("2021-07-01", problem="P2")  # of the same topic only
    kept.finding("2021-07-01", court="a2")
    for status in ("alleged", "refuted", "void"):
        kept.finding("2021-07-01", status=status)
    kept.finding("2021-02-01", occurred_to="2021-05-01")  # over before the closing
    assert kept.edges() == {
        kept.after_feedback(on["2021-03-01"]),
        kept.after_feedback(on["2021-06-29"]),
        kept.after_rectification(on["2021-06-30"]),
        kept.after_rectification(on["2022-01-01"]),
    }
    assert kept.reopened() == (None, set())


def test_what_comes_later_makes_edges_of_what_was_there(tree: Tree) -> None:
    """The recurrence is entered first; feedback and rectification follow."""
    story = Kept.__new__(Kept)
    Story.__init__(story, tree)
    story.f, g = story.finding("2020-12-01"), story.finding("2021-07-01")
    assert story.edges() == set()
    story.b = story.feedback(story.f, "2021-03-01")
    assert story.edges() == {story.after_feedback(g)}
    story.r = story.rectification(story.b, story.f, "2021-03-10")
    assert story.edges() == {story.after_feedback(g)}
    story.change(story.r, state="closed", closed_on="2021-06-30")
    assert story.edges() == {story.after_rectification(g)}
    story.change(story.r, closed_on="2021-07-02")
    assert story.edges() == {story.after_feedback(g)}
    story.retire(story.b)
    assert story.edges() == set()


def test_a_corrected_day_moves_the_class(kept: Kept) -> None:
    g = kept.finding("2021-07-01")
    assert kept.edges() == {kept.after_rectification(g)}
    kept.change(kept.b, issued_on="2021-07-05", received_on="2021-07-05")
    assert kept.edges() == set()  # late discovery
    kept.change(kept.b, issued_on="2021-07-01", received_on="2021-07-01")
    kept.change(kept.r, closed_on="2021-12-31")
    assert kept.edges() == {kept.after_feedback(g)}  # the very day of receipt
    kept.change(g, occurred_on="2021-12-31")
    assert kept.edges() == {kept.after_rectification(g)}
    kept.change(g, occurred_on=None)
    assert kept.edges() == set()


def test_void_and_back(kept: Kept) -> None:
    g = kept.finding("2021-07-01")
    kept.change(g, status="void")
    assert kept.edges() == set()
    kept.change(g, status="established")
    assert kept.edges() == {kept.after_rectification(g)}
    kept.change(kept.f, status="refuted")  # what had been fed back was none
    assert kept.edges() == set()
    kept.change(kept.f, status="established")
    kept.retire(g)
    assert kept.edges() == set()


def test_a_failed_check_reopens_until_it_is_taken_back(kept: Kept) -> None:
    g = kept.finding("2021-07-01")
    check = kept.check(kept.r, "recurring", "2021-09-01")
    assert kept.reopened() == (date(2021, 9, 1), {(check.number, "failed_check")})
    assert kept.edges() == {kept.after_feedback(g)}  # never closed for good
    kept.retire(check)
    assert kept.reopened() == (None, set())
    assert kept.edges() == {kept.after_rectification(g)}
    check = kept.check(kept.b, "not_carried_out", "2021-06-30")  # the feedback's, on the very day
    assert kept.reopened() == (date(2021, 6, 30), {(check.number, "failed_check")})
    kept.change(check, result="carried_out")
    assert kept.reopened() == (None, set())
    kept.change(check, result="recurring", checked_on="2021-06-29")  # before it was closed
    assert kept.reopened() == (None, set())
    assert kept.edges() == {kept.after_rectification(g)}


def test_a_chain_shows_it_as_reopened(kept: Kept) -> None:
    def standing() -> str:
        with kept.tree.graph.reading() as tx:
            found = chain(tx, kept.tree.system, type_of("Rectification"), kept.r.number)
        return next(card.standing for card in found.cards if card.uid == kept.r.uid)

    assert standing() == "closed"
    kept.check(kept.r, "not_carried_out", "2021-09-01")
    assert standing() == "reopened"


def test_closed_again_after_the_check(kept: Kept) -> None:
    between, later = kept.finding("2021-08-01"), kept.finding("2022-02-01")
    kept.check(kept.r, "not_carried_out", "2021-09-01")
    assert kept.edges() == {kept.after_feedback(between), kept.after_feedback(later)}
    kept.change(kept.r, closed_on="2021-12-01")
    assert kept.reopened() == (None, set())
    assert kept.edges() == {kept.after_feedback(between), kept.after_rectification(later)}


def test_what_was_not_put_right_reopens_and_is_no_edge(kept: Kept) -> None:
    g = kept.finding("2021-08-01")
    assert kept.edges() == {kept.after_rectification(g)}
    omission = kept.finding("2021-02-01", occurred_to="2021-07-15")
    assert kept.reopened() == (date(2021, 7, 15), {(omission.number, "not_put_right")})
    assert kept.edges() == {kept.after_feedback(g)}
    kept.change(kept.r, closed_on="2021-07-15")  # closed again when it was over
    assert kept.reopened() == (None, set())
    assert kept.edges() == {kept.after_rectification(g)}
    kept.change(kept.r, closed_on="2021-06-30")
    kept.change(omission, status="refuted")
    assert kept.reopened() == (None, set())
    assert kept.edges() == {kept.after_rectification(g)}


def test_what_reopens_in_one_group_is_open_in_the_others(kept: Kept) -> None:
    """One feedback and one rectification of two problems: the omission of the one reopens both."""
    other = kept.finding("2020-12-02", problem="P2")
    b = kept.feedback([kept.f, other], "2021-03-01")
    r = kept.rectification(b, [kept.f, other], "2021-03-10", "2021-06-30")
    g = kept.finding("2021-08-01")
    assert (g.number, r.number, "after_rectification", 2) in kept.edges()
    omission = kept.finding("2021-02-01", occurred_to="2021-07-15", problem="P2")
    assert kept.edges(g) == {
        kept.after_rectification(g), (g.number, b.number, "after_feedback", 1)
    }  # fmt: skip
    kept.retire(omission)
    assert (g.number, r.number, "after_rectification", 2) in kept.edges()


def test_two_feedbacks_on_one_finding_and_depth(kept: Kept) -> None:
    yearly = kept.feedback(kept.f, "2022-02-01", sort="annual")
    g, h = kept.finding("2021-08-01"), kept.finding("2022-03-01")
    _, second = kept.round(g, "2021-09-01", "2021-09-02", "2021-12-01")
    assert kept.edges() == {
        kept.after_rectification(g),
        kept.after_rectification(h, 2),
        (h.number, second.number, "after_rectification", 2),
        (h.number, yearly.number, "after_feedback", 2),
    }


def test_codes_that_come_to_mean_the_same_and_no_longer(kept: Kept) -> None:
    g = kept.finding("2021-07-01", problem="P2")
    p3 = kept.problems["P3"] = kept.tree.create(
        "Problem", code=f"{kept.tree.code}-P3", name="问题P3", same_as=kept.problems["P2"]
    )
    assert kept.edges() == set()
    kept.change(p3, same_as=[kept.problems["P1"], kept.problems["P2"]])  # P1 = P3 = P2
    assert kept.edges() == {kept.after_rectification(g)}
    kept.change(p3, name="改名")
    assert kept.edges() == {kept.after_rectification(g)}
    kept.change(p3, same_as=[kept.problems["P1"]])
    assert kept.edges() == set()


def test_a_finding_moved_to_another_court_or_problem(kept: Kept) -> None:
    g, h = kept.finding("2021-07-01"), kept.finding("2021-07-02", court="a2")
    kept.change(g, at=kept.tree.courts["a2"])
    assert kept.edges() == set()
    kept.change(kept.f, at=kept.tree.courts["a2"])  # what was fed back moves after it
    assert kept.edges() == {kept.after_rectification(g), kept.after_rectification(h)}
    kept.change(h, problem=kept.problems["P2"])
    assert kept.edges() == {kept.after_rectification(g)}


def test_the_same_officer_is_told_on_the_edge_and_follows_a_merge(kept: Kept) -> None:
    graph, tree = kept.tree.graph, kept.tree
    one, twin = tree.officer("甲"), tree.officer("乙")
    kept.change(kept.f, attributed_to=one)
    g = kept.finding("2021-07-01", attributed_to=twin)

    def personal() -> bool:
        with graph.reading() as tx:
            row = tx.run("MATCH (:Finding {uid: $uid})-[e:RECURS_AFTER]->() RETURN e.personal AS p",
                         uid=g.uid)[0]  # fmt: skip
        return bool(row["p"])

    def versions() -> tuple[int, int]:
        with graph.reading() as tx:
            found = [records.get(tx, tree.system, type_of("Officer"), o.uid) for o in (one, twin)]
        return found[0].version, found[1].version

    assert not personal()
    kind = type_of("Officer")
    duplicates.merge(
        graph, tree.system, kind, one.number, twin.number, versions(), "重复登记", confirmed=True
    )
    assert personal()
    duplicates.undo(graph, tree.system, kind, twin.number, versions(), "不是同一人")
    assert not personal()


def test_verify_finds_what_was_changed_by_hand_and_rebuild_mends_it(
    graph: Graph, kept: Kept
) -> None:
    g = kept.finding("2021-07-01")
    check = kept.check(kept.r, "recurring", "2021-09-01")
    right, open_again = kept.edges(), kept.reopened()
    mine = (kept.f.number, g.number, kept.b.number, kept.r.number)

    def differences() -> list[str]:
        return [text.en for text in rollup.verify(graph) if any(n in text.en for n in mine)]

    assert differences() == []
    for wrong in (
        "MATCH (f:Finding {uid: $g})-[e:RECURS_AFTER]->() DELETE e",
        "MATCH (f:Finding {uid: $g})-[e:RECURS_AFTER]->() SET e.depth = 7",
        "MATCH (f:Finding {uid: $f}), (b:Feedback {uid: $b}) "
        "CREATE (f)-[:RECURS_AFTER {kind: 'after_feedback', depth: 0, personal: false}]->(b)",
        "MATCH (r:Rectification {uid: $r})-[e:REOPENED_BY]->() DELETE e REMOVE r.reopened_on",
        "MATCH (f:Finding {uid: $g}) REMOVE f.ground",
    ):
        graph.write(lambda tx, wrong=wrong: tx.run(  # type: ignore[misc]
            wrong, f=kept.f.uid, g=g.uid, b=kept.b.uid, r=kept.r.uid
        ))  # fmt: skip
        assert rollup.verify(graph), wrong
        rollup.rebuild(graph)
        assert rollup.verify(graph) == []
        assert (kept.edges(), kept.reopened()) == (right, open_again), wrong
    assert open_again == (date(2021, 9, 1), {(check.number, "failed_check")})


def test_the_command_lists_what_differs_and_mends_it(
    graph: Graph, graph_server: Connection, kept: Kept, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in zip(("URI", "USER", "PASSWORD"), graph_server, strict=True):
        monkeypatch.setenv(f"NEO4J_{name}", value)
    monkeypatch.setenv("ZHIJIAN_HOME", str(tmp_path))

    def zhijian(*words: str) -> Result:
        return CliRunner().invoke(main, ["rollup", *words])

    g = kept.finding("2021-07-01")
    assert zhijian().exit_code == 0
    assert not (tmp_path / "rollup.json").exists()
    assert zhijian("--verify").exit_code == 0
    graph.write(lambda tx: tx.run(
        "MATCH (:Finding {uid: $g})-[e:RECURS_AFTER]->() DELETE e", g=g.uid
    ))  # fmt: skip
    found = zhijian("--verify", "--json")
    assert found.exit_code == 1
    assert f"{g.number}应复发于{kept.r.number}（整改后复发，深度1）" in {
        each["zh"] for each in json.loads(found.stdout)["differences"]
    }
    assert kept.edges() == set()
    assert json.loads(zhijian("--json").stdout) == {"changed": 1}
    assert kept.edges() == {kept.after_rectification(g)}


def test_a_rebuild_goes_on_where_it_stopped(graph: Graph, kept: Kept) -> None:
    kept.finding("2021-07-01")
    marks: list[tuple[str, str]] = []
    rollup.rebuild(graph, mark=lambda part, after: marks.append((part, after)))
    assert [part for part, _ in marks] == sorted(
        (part for part, _ in marks), key=["findings", "grounds", "rectifications"].index
    )
    again: list[tuple[str, str]] = []
    rollup.rebuild(graph, begun=marks[-1], mark=lambda part, after: again.append((part, after)))
    assert again == []


@pytest.mark.parametrize(
    ("name", "start"),
    [*(("kept_grounds", w) for w in GROUNDS.values()), *(("kept_under", w) for w in UNDER.values()),
     *(("kept_pages", w) for w in PAGES.values())],
)  # fmt: skip
def test_every_walk_starts_from_an_index(graph: Graph, name: str, start: str) -> None:
    asked = question(name).cypher(KEEPER, start=Fragment(start))
    with graph.reading() as tx:
        plan = tx.plan(asked, uids=["a"], after="", limit=10)
    operators = {line.split()[0] for line in plan}
    assert not operators & {"AllNodesScan", "CartesianProduct", "NodeByLabelScan"}, plan
    assert any("Seek" in operator for operator in operators), plan


def test_a_load_keeps_the_same_as_single_writes(graph: Graph, kept: Kept, tmp_path: Path) -> None:
    """The same story from files: findings first, then all that makes edges of them."""
    p, a1 = kept.tree.code, kept.tree.code_of("a1")
    files = {
        "finding.csv": "number,status,occurred_on,problem,at\n"
        f"{p}-L1,established,2020-12-01,{p}-P2,{a1}\n{p}-L2,established,2021-07-01,{p}-P2,{a1}\n",
        "feedback.csv": "number,sort_of_feedback,received_on,covers,issued_by.department\n"
        f"{p}-LB,case,2021-03-01,{p}-L1,{a1}-review\n",
        "rectification.csv": "number,state,opened_on,closed_on,answers.feedback,fixes,"
        "carried_out_by\n"
        f"{p}-LR,closed,2021-03-10,2021-06-30,{p}-LB,{p}-L1,{a1}-enforcement\n",
        "check.csv": "number,result,checked_on,checks.rectification,made_by.department\n"
        f"{p}-LC,recurring,2021-09-01,{p}-LR,{p}a-review\n",
    }  # fmt: skip
    after = []
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        for loaded in load_paths(graph, kept.tree.system, [tmp_path / name]):
            assert loaded.refused == 0
        after.append(kept.edges())
    assert after == [
        set(),
        {(f"{p}-L2", f"{p}-LB", "after_feedback", 0)},
        {(f"{p}-L2", f"{p}-LR", "after_rectification", 1)},
        {(f"{p}-L2", f"{p}-LB", "after_feedback", 0)},
    ]
