"""The map of recurring problems: statuses, quarters, channels and courts, counted by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

from graph import queries, records
from graph.errors import BadParameter, NotFound
from graph.model import type_of
from graph.operations.problem_map import Asked, Line, ProblemMap, findings, problem_map
from graph.quarters import Quarter, span
from graph.queries import Column
from graph.records import Filter, Op, Query
from graph.scope import Actor, Role
from graph.session import Graph, Writer
from tests.conftest import Tree
from tests.integration.stories import Story

Ask = Callable[..., ProblemMap]


@pytest.fixture
def problems(tree: Tree) -> dict[str, str]:
    """Uids of four codes: S and its like T in one topic, E in another, N in none."""
    one = tree.create("Topic", name=f"{tree.code}消极")
    two = tree.create("Topic", name=f"{tree.code}超标")
    made: dict[str, str] = {}
    for code, within in (("S", one.uid), ("T", one.uid), ("E", two.uid), ("N", None)):
        problem = tree.create(
            "Problem",
            code=tree.code + code,
            name=f"问题{code}",
            family=f"{tree.code}组",
            within=within,
            same_as=[made["S"]] if code == "T" else None,
        )
        made[code] = problem.uid
    return made


@pytest.fixture
def found(tree: Tree, problems: dict[str, str]) -> Callable[..., str]:
    """Makes a finding, established unless said; returns its number."""
    count = iter(range(1000))

    def make(problem: str, court: str = "a1", on: str = "", **values: object) -> str:
        number = f"{tree.code}-F{next(count)}"
        given = {"status": "established", "occurred_on": on or None, **values}
        tree.create(
            "Finding", number=number, problem=problems[problem], at=tree.courts[court].uid, **given
        )
        return number

    return make


@pytest.fixture
def ask(graph: Graph, tree: Tree) -> Ask:
    """Asks for the map of the intermediate court's user unless another is named."""

    def asked(actor: Actor | None = None, court: str = "a", **said: object) -> ProblemMap:
        with graph.reading() as tx:
            code = tree.code_of(court) if court else ""
            said = {"court": code, **said}
            return problem_map(tx, actor or tree.actor("a", Role.SUPERVISOR), Asked(**said))  # type: ignore[arg-type]

    return asked


def cells(tree: Tree, made: ProblemMap) -> dict[tuple[str, str], int]:
    """Cells with the tree's own prefix left out."""
    return {
        (row.removeprefix(tree.code), column.removeprefix(tree.code)): count
        for (row, column), count in made.cells.items()
    }


def test_quarters_end_where_the_calendar_says() -> None:
    assert [str(Quarter.of(q.last)) for q in span(Quarter(2023, 4), Quarter(2024, 2))] == [
        "2023Q4", "2024Q1", "2024Q2",
    ]  # fmt: skip
    assert Quarter(2024, 1).first.isoformat() == "2024-01-01"
    assert Quarter(2024, 1).last.isoformat() == "2024-03-31"
    assert Quarter.read("from", "2021q4") == Quarter(2021, 4)
    with pytest.raises(BadParameter):
        Quarter.read("from", "2021Q5")


def test_a_finding_counts_in_the_quarter_of_its_first_day(
    tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    for day in ("2024-02-29", "2024-03-31", "2024-04-01", "2023-12-31", "2024-01-01"):
        found("S", on=day)
    found("S", on="2023-12-30", occurred_to="2024-06-30")
    found("S")
    made = ask()
    assert cells(tree, made) == {
        ("S", "2023Q4"): 2, ("S", "2024Q1"): 3, ("S", "2024Q2"): 1, ("S", "undated"): 1,
    }  # fmt: skip
    assert [column.code for column in made.columns] == ["2023Q4", "2024Q1", "2024Q2", "undated"]
    assert (made.total, made.undated) == (7, 1)


def test_a_period_leaves_out_other_quarters_and_keeps_what_has_no_date(
    tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    for day in ("2023-12-31", "2024-01-01", "2024-06-30", "2024-07-01", ""):
        found("S", on=day)
    made = ask(since=Quarter(2024, 1), until=Quarter(2024, 3))
    assert cells(tree, made) == {
        ("S", "2024Q1"): 1, ("S", "2024Q2"): 1, ("S", "2024Q3"): 1, ("S", "undated"): 1,
    }  # fmt: skip


def test_statuses_are_never_added_up(tree: Tree, found: Callable[..., str], ask: Ask) -> None:
    for status, count in (("established", 3), ("alleged", 2), ("refuted", 1), ("void", 1)):
        for _ in range(count):
            found("S", on="2024-01-01", status=status)
    assert cells(tree, ask()) == {("S", "2024Q1"): 3}
    assert cells(tree, ask(status="void")) == {("S", "2024Q1"): 1}
    counted = {"alleged": 2, "established": 3, "refuted": 1, "void": 1}
    assert ask(status="alleged").by_status == counted


def test_a_code_counts_for_itself_and_a_topic_counts_each_finding_once(
    tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    for problem in ("S", "S", "T", "E", "N"):
        found(problem, on="2024-05-05")
    assert cells(tree, ask()) == {
        ("S", "2024Q2"): 2, ("T", "2024Q2"): 1, ("E", "2024Q2"): 1, ("N", "2024Q2"): 1,
    }  # fmt: skip
    assert cells(tree, ask(rows=Line.TOPIC)) == {
        ("消极", "2024Q2"): 3, ("超标", "2024Q2"): 1, ("", "2024Q2"): 1,
    }  # fmt: skip
    assert cells(tree, ask(topic=f"{tree.code}超标")) == {("E", "2024Q2"): 1}
    assert ask(family=f"{tree.code}组").total == 5
    by_code = {each.code: each for each in ask().catalogue}
    assert by_code[f"{tree.code}S"].same_as == (f"{tree.code}T",)
    assert by_code[f"{tree.code}T"].same_as == (f"{tree.code}S",)


def test_courts_are_those_of_the_readers_subtree(
    tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    for court in ("top", "a", "a1", "a1", "a2", "b1"):
        found("S", court, on="2024-05-05")
    found("S", "a2")
    by_court = {"columns": Column.COURT}
    assert cells(tree, ask(**by_court)) == {
        ("S", "a"): 1, ("S", "a1"): 2, ("S", "a2"): 1, ("S", "undated"): 1,
    }  # fmt: skip
    assert cells(tree, ask(own=True, **by_court)) == {("S", "a"): 1}
    assert cells(tree, ask(court="a2", **by_court)) == {("S", "a2"): 1, ("S", "undated"): 1}
    high = tree.actor("top", Role.SUPERVISOR)
    assert cells(tree, ask(high, "top", own=True, **by_court)) == {("S", ""): 1}
    province = {("S", ""): 1, ("S", "a"): 4, ("S", "b"): 1, ("S", "undated"): 1}
    assert cells(tree, ask(high, "", **by_court)) == province
    assert cells(tree, ask(high)) == {("S", "2024Q2"): 4, ("S", "undated"): 1}
    every = ask(Actor("u", "u", frozenset(Role)), "")
    tops = [court for court in every.courts.offered() if court.level == "high"]
    assert every.court == (tops[0] if len(tops) == 1 else None)
    assert ask(high, "b").total == 1
    for other in ("b", "b1", "top"):
        with pytest.raises(NotFound):
            ask(court=other)
    with pytest.raises(NotFound):
        ask(tree.actor("a1", Role.SUPERVISOR), "a")


def test_channels_are_what_found_the_finding(
    graph: Graph, tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    review = tree.create(
        "Review", number=f"（2024）{tree.code_of('a1')}执异1号", sort_of_review="objection",
        filed_on="2024-01-01",
        decided_by=tree.departments["a1"]["review"].uid,
    )  # fmt: skip
    petition = tree.petition("1")
    found("S", on="2024-05-05", found_by=[review.uid])
    found("S", on="2024-05-05", found_by=[review.uid, petition.uid])
    found("S", on="2024-05-05")
    by_channel = {name: ask(channel=name).total for name in queries.channels()}
    assert by_channel["reviews"] == 2
    assert by_channel["petitions"] == 1
    assert by_channel["none"] == 1
    with pytest.raises(BadParameter):
        ask(channel="rumour")


def test_retired_findings_do_not_count(
    graph: Graph, tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    number = found("S", on="2024-05-05")
    found("S", on="2024-05-05")
    records.retire(graph, tree.system, type_of("Finding"), number, 1, "重复登记")
    assert ask().total == 1


def test_the_lists_behind_a_map_count_the_same(
    graph: Graph, tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    petition = tree.petition("1")
    for court in ("top", "a", "a1", "a2", "b1"):
        found("S", court, on="2024-05-05", found_by=[petition.uid])
        found("E", court)
    kind = type_of("Finding")

    def count(actor: Actor, *filters: Filter) -> int:
        with graph.reading() as tx:
            query = Query(kind, filters=filters)
            rows = records.find(tx, actor, query).rows
            assert len(rows) == records.count(tx, actor, query).value
            return len(rows)

    high, middle = tree.actor("top"), tree.actor("a")
    at_a, at_top = tree.courts["a"].uid, tree.courts["top"].uid
    for actor in (high, middle, tree.system):
        assert count(actor, Filter("at", Op.WITHIN, at_a)) == 6
        assert count(actor, Filter("at", Op.OWN, at_a)) == 2
        within = Filter("at", Op.WITHIN, tree.code_of("a"))
        assert count(actor, within, Filter("found_by", Op.OF_TYPE, ["Petition"])) == 3
        assert count(actor, within, Filter("found_by", Op.OF_TYPE, ["Review"])) == 0
    assert count(high, Filter("at", Op.WITHIN, at_top)) == 10
    assert count(high, Filter("at", Op.OWN, at_top)) == 2
    # Records of others that are shared with the own court stay readable, and no more than those.
    assert count(middle, Filter("at", Op.WITHIN, tree.courts["b"].uid)) == 1
    with pytest.raises(NotFound):
        count(middle, Filter("at", Op.WITHIN, "没有"))


def test_every_cell_leads_to_as_many_findings_as_it_says(
    graph: Graph, tree: Tree, found: Callable[..., str], ask: Ask
) -> None:
    petition = tree.petition("1")
    days = ("2023-12-31", "2024-01-01", "2024-03-31", "2024-04-01", "")
    for court, problem in (("a", "S"), ("a1", "S"), ("a1", "E"), ("a2", "T"), ("top", "S")):
        for day in days:
            found(problem, court, day, found_by=[petition.uid] if day < "2024-01-02" else None)
    high, middle = tree.actor("top", Role.SUPERVISOR), tree.actor("a", Role.SUPERVISOR)
    for actor, court in ((middle, "a"), (middle, "a2"), (high, "a"), (high, "top")):
        for columns in (Column.QUARTER, Column.COURT):
            for rows in Line:
                for more in (
                    {}, {"own": True}, {"channel": "petitions"}, {"channel": "none"},
                    {"since": Quarter(2024, 1)}, {"until": Quarter(2024, 1)},
                ):  # fmt: skip
                    made = ask(actor, court, columns=columns, rows=rows, **more)
                    _same(graph, actor, made)


def test_the_depth_of_a_cell_is_of_the_findings_that_it_counts(tree: Tree, ask: Ask) -> None:
    """By hand: fed back on 2021-02-01, put right on 2021-03-01; found again on 2021-05-01, under
    a code that means the same on 2021-08-01. The petition's finding was discovered late."""
    story = Story(tree)
    story.problems["T"] = tree.create(
        "Problem", code=f"{tree.code}-T", name="同义", family=f"{tree.code}他组",
        within=story.topic, same_as=[story.problems["P1"].uid],
    )  # fmt: skip
    story.round(story.finding("2021-01-10"), "2021-02-01", "2021-02-05", "2021-03-01")
    story.finding("2021-01-20", found_by=tree.petition("1"))
    story.finding("2021-05-01")
    story.finding("2021-08-01", problem="T")
    one, same = ("-P1", "-T")
    a1 = tree.code_of("a1").removeprefix(tree.code)

    def depths(**said: object) -> dict[tuple[str, str], int]:
        made = ask(**said)
        return {
            (row.removeprefix(tree.code), column.removeprefix(tree.code)): depth
            for (row, column), depth in made.depths.items()
        }

    assert depths() == {(one, "2021Q2"): 1, (same, "2021Q3"): 1}
    assert depths(columns=Column.COURT) == {(one, a1): 1, (same, a1): 1}
    assert depths(columns=Column.COURT, until=Quarter(2021, 1)) == {}
    assert depths(columns=Column.COURT, channel="petitions") == {}
    assert depths(family=f"{tree.code}他组") == {(same, "2021Q3"): 1}


def _same(graph: Graph, actor: Actor, made: ProblemMap) -> None:
    rows = {row.code: row for row in made.rows}
    columns = {column.code: column for column in made.columns}
    with graph.reading() as tx:
        for (row, column), count in made.cells.items():
            query = findings(made, rows[row].problems, columns[column])
            assert query is not None
            assert records.count(tx, actor, query).value == count, (made.asked, row, column)


def test_a_few_hundred_findings_are_counted_as_polars_counts_them(
    graph: Graph, tree: Tree, problems: dict[str, str], ask: Ask
) -> None:
    chance = random.Random(76)  # noqa: S311  no secret
    first = date(2021, 1, 1)
    rows = [
        {
            "number": f"{tree.code}-R{n}",
            "problem": chance.choice(sorted(problems)),
            "court": chance.choice(["a", "a1", "a2", "b1"]),
            "status": chance.choice(["established", "established", "alleged", "void"]),
            "day": first + timedelta(chance.randrange(1500)) if chance.random() < 0.9 else None,
        }
        for n in range(300)
    ]
    kind = type_of("Finding")

    def plant(tx: Writer) -> None:
        for row in rows:
            records.create_in(tx, tree.system, kind, {
                "number": row["number"], "problem": problems[str(row["problem"])],
                "at": tree.courts[str(row["court"])].uid, "status": row["status"],
                "occurred_on": row["day"],
            })  # fmt: skip

    graph.write(plant)
    frame = pl.DataFrame(rows).filter(pl.col("court") != "b1")
    quarter = pl.col("day").dt.year().cast(str) + "Q" + pl.col("day").dt.quarter().cast(str)
    frame = frame.with_columns(
        quarter=quarter.fill_null("undated"),
        place=pl.when(pl.col("day").is_null()).then(pl.lit("undated")).otherwise(pl.col("court")),
    )
    for status in ("established", "alleged", "void"):
        for columns, name in ((Column.QUARTER, "quarter"), (Column.COURT, "place")):
            counted = frame.filter(pl.col("status") == status).group_by("problem", name).len()
            expected = {(row[0], row[1]): row[2] for row in counted.iter_rows()}
            assert cells(tree, ask(status=status, columns=columns)) == expected
