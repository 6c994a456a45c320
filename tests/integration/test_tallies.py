"""Tallies are what a recount of the records gives, after every step of any sequence of changes."""

from __future__ import annotations

import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import records, tallies
from graph.ingest.folder import load_paths
from graph.model import Record, type_of
from graph.operations.problem_map import Asked, problem_map
from graph.progress import Progress
from graph.quarters import Quarter
from graph.queries import Column
from graph.scope import Role
from graph.session import Graph
from graph.tallies import depths, store
from graph.tallies.cells import ALL, OWN, Place, Said, quarter_of, read, running, spread, written
from tests.conftest import Tree

COURTS = ("top", "a", "b", "a1", "a2", "b1")
DAYS = (None, "2023-12-31", "2024-01-01", "2024-05-06", "2025-07-01")
STATUSES = ("alleged", "established", "refuted", "void")
Key = tuple[str, str, str, str, str, str]
Counts = dict[Key, Counter[int | None]]


class Recount:
    """All tallies of a tree, counted in Python from one plain list a type."""

    def __init__(self, graph: Graph, tree: Tree) -> None:
        self.counts: Counts = {}
        with graph.reading() as tx:
            courts = tx.run(
                "MATCH (c:Court) WHERE c.code STARTS WITH $code "
                "RETURN c.code AS code, c.level AS level, head([(c)-[:UNDER]->(u) | u.code]) AS up",
                code=tree.code,
            )
            self.up = {row["code"]: row["up"] for row in courts if row["code"] in codes(tree)}
            self.level = {row["code"]: row["level"] for row in courts}
            for label, home in (
                ("Finding", "(n)-[:AT]->(c:Court)"), ("Case", "(n)-[:ENFORCED_BY]->(c:Court)"),
                ("Review", "(n)-[:DECIDED_BY]->(:Department)-[:OF]->(c:Court)"),
                ("Feedback", "(n)-[:ISSUED_BY]->(:Department)-[:OF]->(c:Court)"),
                ("Rectification", "(n)-[:CARRIED_OUT_BY]->(:Department)-[:OF]->(c:Court)"),
                ("Petition", "(n)-[:HANDLED_BY]->(:Department)-[:OF]->(c:Court)"),
                ("Callback", "(n)-[:ASKS_ABOUT]->(:Case)-[:ENFORCED_BY]->(c:Court)"),
            ):  # fmt: skip
                for row in tx.run(
                    f"MATCH {home.replace('(n)', f'(n:{label})')} "
                    "WHERE c.code IN $codes AND n.retired_at IS NULL "
                    "RETURN properties(n) AS p, c.code AS court, "
                    "[(n)-[:OF_PROBLEM]->(p) | p.code] AS problem, "
                    "[(n)<-[:FOUND]-(s) | labels(s)[0]] AS sources, "
                    "[(n)<-[:COVERS]-(b) WHERE b.retired_at IS NULL | b.uid] AS fed, "
                    "[(n)<-[:ANSWERS]-(r) WHERE r.retired_at IS NULL | r.uid] AS answers, "
                    "[(n)-[r:RECURS_AFTER]->() | r.depth] AS depths, "
                    "[(n)-[:ADDRESSED_TO]->(d)-[:OF]->(t:Court) | t.code] AS to, "
                    "[(n)-[:DECIDED_BY]->(d) | d.number] AS department",
                    codes=sorted(codes(tree)),
                ):  # fmt: skip
                    getattr(self, label.lower())(row["p"], row)
            duties = tx.run("MATCH (d:Duty) WHERE d.c1 = $top AND d.retired_at IS NULL "
                            "RETURN properties(d) AS p, COLLECT { "
                            "MATCH (d)-[:OWED_BY|OWED_AT]->(o:Department) "
                            "RETURN DISTINCT o.uid } AS owing", top=tree.code)  # fmt: skip
        for row in duties:
            self.duty(row["p"], row["owing"])

    def duty(self, p: dict[str, Any], owing: list[str]) -> None:
        standing, closed, due = p["closure"], p.get("closed_on"), p.get("due_on")
        if standing == "met" and closed and due and closed > due:
            standing = "met_late"
        month = due and due.year * 12 + due.month - 1
        at = [p.get("c3") or p.get("c2") or p["c1"]]
        measure = "duties_sealed" if p.get("sealed") is not None else "duties"
        self.add(measure, at, month, standing, of=p["rule_code"])
        if standing == "open" and due:
            day = (due - date(1970, 1, 1)).days
            self.add(f"{measure}_days", at, day, f"{due:%Y-%m}", of=p["rule_code"])
        for uid in owing if standing == "open" else ():
            for cell, period in (
                ((f"{measure}_owed", at[0], OWN, "", uid, p["rule_code"]), month),
                ((f"{measure}_days_owed", at[0], OWN, f"{due:%Y-%m}", uid, p["rule_code"]), day),
            ):
                self.counts.setdefault(cell, Counter())[period] += 1

    def add(
        self, measure: str, courts: Any, day: date | int | None, standing: str = "",
        channel: str = "", of: str = "",
    ) -> None:  # fmt: skip
        places = set()
        for code in courts:
            places.add((code, OWN))
            over = code if self.level[code] != "basic" else self.up[code]
            while over:
                places.add((over, ALL))
                over = self.up[over]
        period = day if day is None or isinstance(day, int) else quarter_of(day)
        for code, row in places:
            cell = (measure, code, row, channel, standing, of)
            self.counts.setdefault(cell, Counter())[period] += 1

    def finding(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        day, at, (problem,) = p.get("occurred_on"), [row["court"]], row["problem"]
        self.add("findings", at, day, p["status"])
        known = {"Petition": "petitions", "Review": "reviews"}
        channels = ["", *({known[each] for each in row["sources"]} or {"none"})]
        for channel in channels:
            self.add("problem_findings", at, day, p["status"], channel, problem)
            if p["status"] == "established" and row["depths"]:
                when = (quarter_of(day) if day else -1) * 1000 + max(row["depths"])
                self.add("recurred", at, when, channel=channel, of=problem)
        if p["status"] == "established" and not row["fed"]:
            self.add("not_fed_back", at, day, of=problem)

    def case(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        self.add("cases_filed", [row["court"]], p.get("filed_on"))
        if p.get("concluded_on"):
            self.add("cases_concluded", [row["court"]], p["concluded_on"], p.get("outcome", ""))

    def petition(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        self.add("petitions", [row["court"]], p.get("received_on"), p.get("resolution", ""))

    def review(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        sort, ruled = p["sort_of_review"], p.get("ruled_on")
        self.add("reviews_filed", [row["court"]], p["filed_on"], sort)
        if ruled is None:
            self.add("reviews_pending", [row["court"]], None)
            return
        standing = f"{sort}/{p['outcome']}"
        self.add("rulings", [row["court"]], ruled, standing)
        cell = ("rulings", row["department"][0], "dept", "", standing, "")
        self.counts.setdefault(cell, Counter())[quarter_of(ruled)] += 1

    def feedback(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        sort = p["sort_of_feedback"]
        self.add("feedback_issued", [row["court"]], p["issued_on"], sort)
        if p.get("received_on"):
            self.add("feedback_received", row["to"], p["received_on"], sort)
        if not row["answers"]:
            self.add("feedback_unanswered", row["to"], None)

    def rectification(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        state = "reopened" if p.get("reopened_on") else p["state"]
        self.add("rectifications", [row["court"]], p["opened_on"], state)
        if state in ("open", "reopened"):
            due = (p["due_on"] - date(1970, 1, 1)).days if p.get("due_on") else None
            self.add("rectifications_waiting", [row["court"]], due)

    def callback(self, p: dict[str, Any], row: dict[str, Any]) -> None:
        self.add("callbacks", [row["court"]], p["made_on"], f"{p['occasion']}/{p['answer']}")


def codes(tree: Tree) -> set[str]:
    return {tree.code_of(each) for each in COURTS}


def kept(graph: Graph, tree: Tree) -> Counts:
    """The tallies of the tree's courts and departments."""
    departments = {str(d.number) for of in tree.departments.values() for d in of.values()}
    with graph.reading() as tx:
        return {
            (c.measure, c.place.code, c.place.row, c.channel, c.standing, c.of): of
            for c, of in store.everything(tx)
            if c.place.code in codes(tree) | departments
        }


def check(graph: Graph, tree: Tree) -> None:
    assert kept(graph, tree) == Recount(graph, tree).counts
    with graph.reading() as tx:
        assert not [number for number in store.wrong_depths(tx) if f"|{tree.code}" in number]


class Where(NamedTuple):
    """What a step is drawn with: two courts, a day, a number to choose by."""

    court: str
    other: str
    day: str | None
    n: int


class World:
    """A tree and what is in it, changed step by step."""

    def __init__(self, graph: Graph, tree: Tree, folder: Path) -> None:
        self.graph, self.tree, self.folder = graph, tree, folder
        self.serial = itertools.count()
        self.problems = [
            tree.create("Problem", code=f"{tree.code}P{n}", name=f"问题{n}") for n in range(2)
        ]
        self.petition = tree.petition("1")
        self.case = tree.case("1", "a1")
        self.findings: list[str] = []

    def step(self, what: str, at: Where) -> None:
        getattr(self, what)(at)

    def create(self, at: Where) -> None:
        made = self.tree.create(
            "Finding", number=f"{self.tree.code}-F{next(self.serial)}", status=STATUSES[at.n % 4],
            at=self.tree.courts[at.court].uid, problem=self.problems[at.n % 2].uid,
            occurred_on=at.day,
            found_by=[self.petition.uid] if at.n % 3 else None,
        )  # fmt: skip
        self.findings.append(made.number)

    def correct(self, at: Where) -> None:
        self._change(at.n, occurred_on=at.day, status=STATUSES[at.n % 4],
                     problem=self.problems[at.n % 2].uid,
                     found_by=[self.petition.uid] if at.n % 2 else [])  # fmt: skip

    def move(self, at: Where) -> None:
        self._change(at.n, at=self.tree.courts[at.court].uid)

    def retire(self, at: Where) -> None:
        if record := self._some(at.n):
            do = records.reinstate if record.retired_at else records.retire
            reason = () if record.retired_at else ("登记有误",)
            do(self.graph, self.tree.system, record.declared, record.uid, record.version, *reason)

    def move_court(self, at: Where) -> None:
        moved = ("a1", "a2", "b1")[at.n % 3]
        kind = type_of("Court")
        with self.graph.reading() as tx:
            record = records.get(tx, self.tree.system, kind, self.tree.courts[moved].uid)
        above = self.tree.courts["ab"[at.n % 2]].uid
        records.change(
            self.graph, self.tree.system, kind, record.uid, record.version, {"under": above}
        )

    def load(self, at: Where) -> None:
        path = self.folder / "finding.csv"
        first = next(self.serial)
        lines = [
            f"{self.tree.code}-L{first}-{i},{STATUSES[(at.n + i) % 4]},{at.day or ''},"
            f"{self.problems[i % 2].code},{self.tree.code_of(court)}"
            for i, court in enumerate((at.court, at.other, at.court))
        ]
        if (again := self._some(at.n)) and not again.retired_at:
            court, code = self.tree.code_of(at.other), self.problems[0].code
            lines.append(f"{again.number},void,2022-02-02,{code},{court}")
        path.write_text("\n".join(["number,status,occurred_on,problem,at", *lines]), "utf-8")
        (loaded,) = load_paths(self.graph, self.tree.system, [path])
        assert not loaded.refused, loaded
        self.findings += [line.partition(",")[0] for line in lines[:3]]

    def feed_back(self, at: Where) -> None:
        """A feedback to two courts on a finding, answered every other time; a case is concluded,
        a review ruled, a call-back answered."""
        number, departments = next(self.serial), self.tree.departments
        record = self._some(at.n)
        feedback = self.tree.create(
            "Feedback", number=f"{self.tree.code}-FK{number}", sort_of_feedback="case",
            issued_on="2024-02-01", received_on="2024-02-03",
            covers=[record.uid] if record else [],
            addressed_to=[departments[c]["enforcement"].uid for c in (at.court, at.other)],
            issued_by=departments["top"]["review"].uid,
        )  # fmt: skip
        if at.n % 2:
            self.tree.create(
                "Rectification", number=f"{self.tree.code}-ZG{number}", opened_on="2024-02-09",
                state="open", due_on=at.day if at.day and at.day > "2024-02-09" else None,
                answers=[feedback.uid], carried_out_by=departments[at.court]["enforcement"].uid,
            )  # fmt: skip
        self.tree.create(
            "Review", number=f"（2024）{self.tree.code_of(at.court)}执异{number}号",
            sort_of_review="objection", filed_on="2024-01-01",
            decided_by=departments[at.court]["review"].uid,
            **({"ruled_on": "2024-04-05", "outcome": "revoked"} if at.n % 2 else {}),
        )  # fmt: skip
        kind, case = type_of("Case"), self.case
        with self.graph.reading() as tx:
            case = records.get(tx, self.tree.system, kind, case.uid)
        records.change(self.graph, self.tree.system, kind, case.uid, case.version,
                       {"enforced_by": self.tree.courts[at.other].uid})  # fmt: skip
        self.tree.create(
            "Callback", number=f"{self.tree.code}-HF{number}", way="phone", made_on="2024-06-01",
            occasion="routine", answer="satisfied", asks_about=case.uid,
            made_by=departments[at.court]["enforcement"].uid,
        )  # fmt: skip

    def _some(self, n: int) -> Record | None:
        if not self.findings:
            return None
        number = self.findings[n % len(self.findings)]
        with self.graph.reading() as tx:
            return records.get(tx, self.tree.system, type_of("Finding"), number)

    def _change(self, n: int, **values: object) -> None:
        record = self._some(n)
        if record and not record.retired_at:
            records.change(self.graph, self.tree.system, record.declared, record.uid,
                           record.version, values)  # fmt: skip


STEPS = ("create", "create", "correct", "move", "retire", "move_court", "load", "feed_back")
WHERE = st.builds(
    Where, st.sampled_from(COURTS), st.sampled_from(COURTS), st.sampled_from(DAYS),
    st.integers(0, 11),
)  # fmt: skip


def test_tallies_are_a_recount_after_every_step(graph: Graph, tree: Tree, tmp_path: Path) -> None:
    world = World(graph, tree, tmp_path)
    for what in dict.fromkeys(STEPS):  # every kind of step at least once, whatever is drawn
        world.step(what, Where("a1", "b1", "2024-05-06", 1))
        check(graph, tree)

    @settings(max_examples=4, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(st.tuples(st.sampled_from(STEPS), WHERE), min_size=3, max_size=5))
    def run(steps: list[tuple[str, Where]]) -> None:
        for step in steps:
            world.step(*step)
            check(graph, tree)

    run()


@pytest.mark.parametrize("of", [
    {}, {None: 2}, {8096: 3}, {8096: 1, 8099: -1}, {None: 1, 8090: 2, 8091: 0, 8095: 5},
])  # fmt: skip
def test_running_sums_tell_what_they_are_of(of: dict[int | None, int]) -> None:
    since, sums, undated = running(of)
    assert spread(since, sums, undated) == {p: n for p, n in of.items() if n}


def test_the_greatest_depth_of_a_quarter_is_what_is_left_of_it() -> None:
    was: Counter[int | None] = Counter({8096002: 1, 8096000: 3, 8098001: 2, -1000: 1})
    made = depths.stored(was)
    assert (made["since"], made["depths"], made["depth"]) == (8096, [2, -1, 1], 2)
    assert (made["undated"], made["value"], depths.read(made)) == (1, 7, was)
    was[8096002] -= 1
    made = depths.stored(was)
    assert (made["since"], made["depths"], made["depth"]) == (8096, [0, -1, 1], 1)
    assert depths.stored(Counter({8096002: 0}))["value"] == 0


def test_a_stamp_says_again_what_was_written_on_it() -> None:
    for said in (
        Said("recurred", ("鲁0102",), "petitions", "", "C|01", 8096002),
        Said("feedback_unanswered", ("鲁01", "鲁0102"), "", "", "", None),
    ):
        assert read(written(said)) == said


def test_sixteen_writers_lose_no_count(graph: Graph, tree: Tree) -> None:
    """All at once on the rows of the province and of one problem."""
    problem = tree.create("Problem", code=f"{tree.code}P", name="问题").uid

    def write(n: int) -> None:
        tree.create(
            "Finding", number=f"{tree.code}-F{n}", status="established", problem=problem,
            at=tree.courts[COURTS[n % 6]].uid, occurred_on=f"2024-{1 + n % 12:02}-01",
        )  # fmt: skip

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(48)))
    check(graph, tree)
    place = Place(tree.code, ALL)
    key = ("problem_findings", place.code, place.row, "", "established", f"{tree.code}P")
    assert sum(kept(graph, tree)[key].values()) == 48


def test_made_anew_they_are_the_same(graph: Graph, tree: Tree, tmp_path: Path) -> None:
    world = World(graph, tree, tmp_path)
    for what in ("create", "load", "feed_back"):
        world.step(what, Where("a1", "b1", "2024-05-06", 1))
    with graph.reading() as tx:
        rows = tx.run(
            "MATCH (t:Tally) WHERE t.c1 = $c1 AND t.sums IS NOT NULL RETURN t.number AS n LIMIT 2",
            c1=tree.code,
        )
    wrong, damaged = (row["n"] for row in rows)
    was = kept(graph, tree)
    graph.write(lambda tx: tx.run("MATCH (t:Tally {number: $n}) SET t.undated = 7", n=wrong))
    graph.write(lambda tx: tx.run("MATCH (t:Tally {number: $n}) REMOVE t.sums", n=damaged))
    told = [each.zh for each in tallies.verify(graph)]
    assert all(any(number in each for each in told) for number in (wrong, damaged))
    tallies.rebuild(graph, Progress())
    assert kept(graph, tree) == was
    assert tallies.verify(graph) == []


GONE = "MATCH (t:Tally) WHERE t.number STARTS WITH {0!r} OR t.number STARTS WITH {1!r} DELETE t"
"""What the totals of an earlier version lack."""


@pytest.mark.parametrize(
    "earlier",
    [
        "MATCH (t:Tally) DELETE t",
        GONE.format("duties_days|", "duties_sealed_days|"),
        GONE.format("duties_owed|", "duties_sealed_owed|"),
        "CREATE (t:Tally {uid: 'earlier', number: 'recurrences|1', value: 1, undated: 0})",
    ],
)
def test_what_an_earlier_version_wrote_is_counted_anew(
    graph: Graph, tree: Tree, tmp_path: Path, earlier: str
) -> None:
    world = World(graph, tree, tmp_path)
    for what in ("load", "feed_back"):
        world.step(what, Where("a1", "b1", "2024-05-06", 1))
    tallies.rebuild(graph, Progress())
    assert not tallies.lacking(graph)
    was = kept(graph, tree)
    graph.write(lambda tx: tx.run(earlier))
    assert tallies.lacking(graph)
    tallies.rebuild(graph, Progress())
    assert not tallies.lacking(graph)
    assert kept(graph, tree) == was


def test_a_reader_does_not_count_what_is_about_oneself(graph: Graph, tree: Tree) -> None:
    problem = tree.create("Problem", code=f"{tree.code}P", name="问题").uid
    me, other = tree.officer("我"), tree.officer("他")
    for number, whose in enumerate((me, me, other)):
        tree.create(
            "Finding", number=f"{tree.code}-F{number}", status="established", problem=problem,
            at=tree.courts["a1"].uid, occurred_on=f"2024-0{number + 1}-01" if number else None,
            attributed_to=[whose.uid],
        )  # fmt: skip

    def cells(officer: str | None, **said: object) -> dict[str, int]:
        actor = tree.actor("top", Role.SUPERVISOR, officer=officer)
        with graph.reading() as tx:
            asked = Asked(court=tree.code, **said)  # type: ignore[arg-type]
            return {column: n for (_, column), n in problem_map(tx, actor, asked).cells.items()}

    assert cells(None) == {"2024Q1": 2, "undated": 1}
    assert cells(str(me.number)) == {"2024Q1": 1}
    by_court = {"columns": Column.COURT}
    assert cells(None, **by_court) == {tree.code_of("a"): 2, "undated": 1}
    assert cells(str(me.number), **by_court) == {tree.code_of("a"): 1}
    assert cells(str(me.number), until=Quarter(2023, 4)) == {}


def test_a_reader_is_not_told_how_deep_own_findings_recur(graph: Graph, tree: Tree) -> None:
    problem = tree.create("Problem", code=f"{tree.code}P", name="问题").uid
    me, department = tree.officer("我"), tree.departments["a1"]["enforcement"].uid
    for day, more in (("2024-01-05", {}), ("2024-05-06", {"attributed_to": [me.uid]})):
        made = tree.create(
            "Finding", number=f"{tree.code}-F{day}", status="established", problem=problem,
            at=tree.courts["a1"].uid, occurred_on=day, **more,
        )  # fmt: skip
        if not more:
            tree.create(
                "Feedback", number=f"{tree.code}-FK", sort_of_feedback="case", covers=[made.uid],
                issued_on="2024-02-01", received_on="2024-02-03", addressed_to=[department],
                issued_by=tree.departments["top"]["review"].uid,
            )  # fmt: skip

    def told(officer: str | None, **said: object) -> dict[tuple[str, str], int]:
        actor = tree.actor("top", Role.SUPERVISOR, officer=officer)
        with graph.reading() as tx:
            asked = Asked(court=tree.code, **said)  # type: ignore[arg-type]
            return problem_map(tx, actor, asked).depths

    by_court = {"columns": Column.COURT}
    assert told(None) == {(f"{tree.code}P", "2024Q2"): 0}
    assert told(None, **by_court) == {(f"{tree.code}P", tree.code_of("a")): 0}
    assert told(None, since=Quarter(2024, 3), **by_court) == {}
    assert told(None, since=Quarter(2024, 2), until=Quarter(2024, 2), **by_court) != {}
    assert told(str(me.number)) == told(str(me.number), **by_court) == {}
