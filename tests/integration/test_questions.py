"""Every named question: its head, its function, and the plan that the real server makes of it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from graph import queries
from graph.model import type_of
from graph.operations import officer_file
from graph.operations.chain.cards import refs_of
from graph.operations.chain.steps import PARTS, UP
from graph.queries import Lane, question, questions
from graph.queries.question import HEAD
from graph.questions import LIBRARY
from graph.schema import declared
from graph.scope import Actor, Opening, Role, parameters
from graph.session import Graph, Reader, Row
from tests.conftest import Tree
from tests.integration.populated import populated

SMALL = {"Court", "Topic", "Problem", "AuditHead", "AuditCheckpoint"}
"""Types that a scan of the label costs nothing."""

DAY = date(2024, 1, 1)

Asked = Callable[[Reader, Actor, Opening], object]

SAMPLES: dict[str, Asked] = {
    "officer_opening": lambda tx, who, file: queries.officer_opening(
        tx, who, file.officer, datetime.now(UTC) - timedelta(hours=12)
    ),
    "officer_posts": queries.officer_posts,
    "question_openings": lambda tx, who, _file: queries.question_openings(
        tx, who, "sharing-revoked-acts", datetime.now(UTC) - timedelta(hours=12), 50
    ),
    "duplicate_names": lambda tx, who, _file: queries.duplicate_names(
        tx, who, type_of("Officer"), "alike", None, 100, 10
    ),
    "duplicate_officers": lambda tx, who, file: queries.duplicate_officers(tx, who, [file.officer]),
    "duplicate_parties": lambda tx, who, file: queries.duplicate_parties(tx, who, [file.officer]),
    "duplicate_counts": lambda tx, who, file: queries.duplicate_counts(
        tx, who, type_of("Officer"), file.officer
    ),
    "both_sides": lambda tx, who, file: queries.both_sides(tx, who, file.officer, file.officer),
    "opposed_parties": lambda tx, who, file: queries.opposed_parties(
        tx, who, file.officer, file.officer
    ),
    "merges": lambda tx, who, _file: queries.merges(
        tx, who, type_of("Officer"), datetime.now(UTC), 10
    ),
    "officer_events": lambda tx, who, file: queries.officer_events(
        tx, who, file, queries.lanes(), 10
    ),
    "chain_records": lambda tx, who, file: queries.chain_records(
        tx, who, {"Finding": [file.officer]}, {"Finding": refs_of("Finding")}
    ),
    "chain_served": lambda tx, who, _file: queries.chain_served(tx, who),
    "chain_steps": lambda tx, who, file: queries.chain_steps(
        tx,
        who,
        [w for w in UP if w.near == "Finding"],
        {name: [file.officer] for name in PARTS},
        [],
        file.officer,
        10,
    ),
    "recurrence_findings": lambda tx, who, _file: queries.recurrence_findings(
        tx, who, [{"court": str(who.court), "problem": "C01"}], 10
    ),
    "courts_then": lambda tx, who, _file: queries.courts_then(tx, who, [str(who.court)]),
    "posts_then": lambda tx, who, file: queries.posts_then(tx, who, [file.officer]),
    "officer_counts": lambda tx, who, file: queries.officer_counts(tx, who, file, queries.lanes()),
    "court_departments": lambda tx, who, _file: queries.court_departments(tx, who, str(who.court)),
    "court_numbers": lambda tx, who, _file: queries.court_numbers(
        tx, who, queries.At(str(who.court), "c2"), queries.SORTS, date(2024, 1, 1), date.max
    ),
    "tallies": lambda tx, who, _file: queries.tallies(
        tx, who, ["problem_findings|", "findings|"], 8096, 8100
    ),
    "tally_depths": lambda tx, who, _file: queries.tally_depths(
        tx, who, ["recurred|"], 8096, 8100, True, True
    ),
    "courts_known": lambda tx, who, _file: queries.courts_known(tx, who),
    "finding_facts": lambda tx, who, _file: queries.finding_facts(
        tx, who, queries.At(str(who.court), "c2"), None, 10
    ),
    "kept_attributed": lambda tx, who, file: queries.kept_attributed(tx, who, [file.officer]),
    "kept_feedback": lambda tx, who, _file: queries.kept_feedback(tx, who, ["a|b"]),
    "kept_findings": lambda tx, who, file: queries.kept_findings(tx, who, [file.officer]),
    "kept_grounds": lambda tx, who, file: queries.kept_grounds(tx, who, "Feedback", [file.officer]),
    "kept_names": lambda tx, who, file: queries.kept_names(tx, who, [file.officer]),
    "kept_pages": lambda tx, who, _file: queries.kept_pages(tx, who, "findings", "", 10),
    "kept_rectifications": lambda tx, who, file: queries.kept_rectifications(
        tx, who, [file.officer]
    ),
    "kept_same": lambda tx, who, file: queries.kept_same(tx, who, [file.officer]),
    "kept_subjects": lambda tx, who, file: list(
        queries.kept_subjects(tx, who, [file.officer], {"a|b": date(2024, 1, 1)})
    ),
    "kept_under": lambda tx, who, file: queries.kept_under(tx, who, "Feedback", [file.officer]),
    "problem_recurred": lambda tx, who, _file: queries.problem_recurred(
        tx, who, str(who.court), ["C01"], ("2024-01-01", "x"), 10
    ),
    "problem_catalogue": lambda tx, who, _file: queries.problem_catalogue(tx, who),
    "duties_on": lambda tx, who, file: queries.duties_on(tx, who, {"Case": [file.officer]}),
    "duty_list": lambda tx, who, _file: queries.duty_list(
        tx, who, queries.Within(str(who.court), "c2"), DAY, date.max, 10, (DAY, "x")
    ),
    "duty_owed": lambda tx, who, file: queries.duty_owed(
        tx, who, queries.Within(units=(file.officer,)), DAY, date.max, 10, (DAY, "x")
    ),
    "duty_rows": lambda tx, who, file: queries.duty_rows(tx, who, [file.officer]),
    "duty_counts": lambda tx, who, _file: queries.duty_counts(
        tx, who, queries.Within(str(who.court), "c2"), DAY, date.max, DAY, DAY
    ),
    "duty_people": lambda tx, who, _file: queries.duty_people(
        tx, who, queries.Within(str(who.court), "c2"), DAY, date.max, 100
    ),
    "duty_departments": lambda tx, who, file: queries.duty_departments(
        tx, who, [file.officer], DAY, date.max, None
    ),
    "duty_punctual": lambda tx, who, file: queries.duty_punctual(
        tx, who, [file.officer], DAY, date.max
    ),
    "inbox_unread": lambda tx, who, _file: queries.inbox_unread(tx, who, datetime.now(UTC), 100),
    "inbox_items": lambda tx, who, _file: queries.inbox_items(
        tx, who, datetime.now(UTC), (datetime.now(UTC), ""), 10, "notice", True
    ),
    "notices_received": lambda tx, who, file: queries.notices_received(tx, who, file.officer, 10),
    "problem_cells": lambda tx, who, _file: queries.problem_cells(
        tx, who, queries.At(str(who.court), "c2"), queries.Column.CHANNEL
    ),
    "saved_views": lambda tx, who, _file: queries.saved_views(tx, who, 10),
    "saved_folders": lambda tx, who, _file: queries.saved_folders(tx, who, 10),
    "sign_offs": lambda tx, who, _file: queries.sign_offs(
        tx, who, queries.At(str(who.court), "c2"), date(2024, 1, 1), date(2025, 12, 31), 10
    ),
}
"""How each question is asked here: a question without a sample fails."""


class Watched(Reader):
    """A reader that keeps what it ran."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader._transaction)
        self.ran: list[tuple[str, dict[str, Any]]] = []

    def run(self, cypher: str, /, **parameters: Any) -> list[Row]:
        self.ran.append((cypher, parameters))
        return super().run(cypher, **parameters)

    def stream(self, cypher: str, /, **parameters: Any) -> Iterator[Row]:
        self.ran.append((cypher, parameters))
        return super().stream(cypher, **parameters)


@pytest.fixture(scope="module", autouse=True)
def many_of_each(graph: Graph) -> Iterator[None]:
    """Records of each type, while plans are looked at."""
    with populated(graph):
        yield


@pytest.fixture
def opening(graph: Graph, tree: Tree) -> tuple[Actor, Opening]:
    """An inspector, who is an officer too, with an open file: the longest conditions there are."""
    tree.officer("我")
    actor = tree.actor("a", Role.INSPECTOR, officer=f"{tree.code}-我")
    number = tree.officer("甲").number
    return actor, officer_file.open_file(graph, actor, number, "inspection", "检查查询计划")


def test_every_question_is_asked_here() -> None:
    assert {each.name for each in questions()} == set(SAMPLES)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_question_has_a_head_and_a_typed_function_of_its_name(name: str) -> None:
    asked = question(name)
    assert set(HEAD) <= set(asked.head)
    function = getattr(queries, name)
    signature = inspect.signature(function)
    assert function.__doc__
    assert list(signature.parameters)[:2] == ["tx", "actor"]
    assert signature.return_annotation is not inspect.Signature.empty
    said = set(re.findall(r"\$(\w+)", asked.head["parameters"]))
    used = set(re.findall(r"\$(\w+)", asked.text))
    assert used == said
    assert asked.head["starts from"] in declared()


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_question_starts_from_its_index_and_stays_bounded(
    graph: Graph, opening: tuple[Actor, Opening], name: str
) -> None:
    with graph.reading() as tx:
        watched = Watched(tx)
        SAMPLES[name](watched, *opening)
        assert len(watched.ran) == 1
        statement, given = watched.ran[0]
        plan = tx.plan(statement, **given)
    check_plan(plan, question(name).head["starts from"])


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_a_record_of_a_chain_is_read_by_its_uid(
    graph: Graph, opening: tuple[Actor, Opening], kind: str
) -> None:
    actor, opened = opening
    with graph.reading() as tx:
        watched = Watched(tx)
        queries.chain_records(watched, actor, {kind: [opened.officer]}, {kind: refs_of(kind)})
        ((statement, given),) = watched.ran
        plan = tx.plan(statement, **given)
    uid = next(n for n, i in declared().items() if i.on == kind and i.properties[:1] == ("uid",))
    check_plan(plan, uid)


@pytest.mark.parametrize("code", queries.library_codes())
def test_a_question_of_the_library_says_what_it_takes_and_starts_from_its_index(
    graph: Graph, opening: tuple[Actor, Opening], code: str
) -> None:
    asked, written = LIBRARY[code], queries.library_question(code)
    actor = opening[0]
    given: dict[str, Any] = {
        "court": str(actor.court), "first": "", "last": "9", "limit": 10,
        **{each.name: each.usual for each in asked.numbers},
        **{each.name: "x" for each in asked.records},
    }  # fmt: skip
    statement = queries.library_cypher(actor, asked, "c2")
    used = {name for name in re.findall(r"\$(\w+)", statement) if not name.startswith("scope_")}
    assert used == set(re.findall(r"\$(\w+)", written.head["parameters"]))
    assert used == {*given, *({"today"} & used)}
    assert written.head["rows"].split(", ") == [column.name for column in asked.columns]
    with graph.reading() as tx:
        plan = tx.plan(statement, **given, today=DAY, **parameters(actor))
    check_plan(plan, written.head["starts from"])


def check_plan(plan: list[str], start: str) -> None:
    """From its index, no scan of what is large, no product, every walk bounded."""
    operators = {line.split()[0] for line in plan}
    assert not operators & {"AllNodesScan", "CartesianProduct", "EagerAggregationAll"}
    scans = [line for line in plan if line.startswith(("NodeByLabelScan", "UnionNodeByLabels"))]
    assert [line for line in scans if not any(f":{small}" in line for small in SMALL)] == []
    index = declared()[start]
    starts = [line for line in plan if "Seek" in line.split()[0] and f":{index.on}(" in line]
    assert any(f"({', '.join(index.properties[:1])}" in line for line in starts), "\n".join(plan)
    for line in plan:
        if line.startswith("VarLength"):
            assert re.search(r"\*\d*\.\.\d+", line), line


@pytest.mark.parametrize(
    ("within", "index"),
    [
        (queries.Within(rules=("x",)), "Duty(rule_code"),
        (queries.Within("x", "c1", rules=("x",)), "Duty(c1, rule_code"),
        (queries.Within(units=("x", "y")), "OWED_BY(at|Department(uid"),
        (queries.Within(mine=True), "Officer(number"),
        (queries.Within(), "Duty(pending"),
    ],
)
def test_open_duties_are_found_by_an_index_whosever_they_are(
    graph: Graph, opening: tuple[Actor, Opening], within: queries.Within, index: str
) -> None:
    for ask in (
        lambda tx: queries.duty_list(tx, opening[0], within, DAY, date.max, 10),
        lambda tx: queries.duty_counts(tx, opening[0], within, DAY, date.max, DAY, DAY),
    ):
        with graph.reading() as tx:
            watched = Watched(tx)
            ask(watched)
            statement, given = watched.ran[0]
            plan = tx.plan(statement, **given)
        assert not [line for line in plan if "Scan" in line.split()[0] and "Index" not in line]
        seeks = [line for line in plan if "Seek" in line.split()[0]]
        assert any(f":{each}" in line for line in seeks for each in index.split("|")), plan


def test_lanes_are_the_declarations_and_nothing_else() -> None:
    made: list[Lane] = queries.lanes()
    assert len({lane.name for lane in made}) == len(made)
    assert {lane.name for lane in made} >= {"petition.officers", "review.bears_on"}
