"""The example of a first start: whole, placed, with something to show on every page."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from graph import clock, records
from graph.errors import LoadFailed
from graph.model import type_of, types
from graph.operations import example
from graph.progress import Progress
from graph.records import placement
from graph.scope import Actor
from graph.session import Graph

SHOWN = [
    name for name, kind in types().items()
    if name not in ("Import", "AuditEvent") and kind.access.write
]  # fmt: skip


@pytest.fixture(scope="module")
def loaded(graph: Graph) -> Graph:
    """The example in the tests' graph, which isn't empty: other tests have trees there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(example, "is_empty", lambda _graph: True)
        assert example.load_example(graph)
    return graph


def test_an_empty_graph_is_told_from_one_that_has_courts(loaded: Graph) -> None:
    assert not example.is_empty(loaded)
    assert not example.load_example(loaded)


def test_every_type_has_records_and_they_are_where_they_belong(loaded: Graph) -> None:
    with loaded.reading() as tx:
        for name in SHOWN:
            kind = type_of(name)
            where = "n.import_batch IS NOT NULL" + (" AND n.c1 = '鲁'" if kind.home else "")
            many = tx.run(f"MATCH (n:{name}) WHERE {where} RETURN count(n) AS many")[0]["many"]
            assert many >= 5, name
            assert placement.misplaced(tx, kind, clock.today()) == [], name


def test_findings_of_every_status_and_reviews_of_several_outcomes(loaded: Graph) -> None:
    with loaded.reading() as tx:
        statuses = {r["s"] for r in tx.run("MATCH (f:Finding {c1: '鲁'}) RETURN f.status AS s")}
        outcomes = {r["o"] for r in tx.run("MATCH (r:Review {c1: '鲁'}) RETURN r.outcome AS o")}
    assert statuses == set(type_of("Finding").fields["status"].choices)
    assert len(outcomes) >= 8


def test_it_is_of_the_last_two_years(loaded: Graph) -> None:
    system = Actor.system("tests")
    with loaded.reading() as tx:
        page = records.find(tx, system, records.Query(type_of("Petition"), words="鲁0102"))
    assert page.rows
    today = clock.today()
    for petition in page.rows:
        assert today - timedelta(days=731) <= petition.received_on <= today


def test_a_load_of_it_that_was_cut_short_is_taken_up(loaded: Graph) -> None:
    """As if the last file had never been loaded: the next start goes on, with the same dates."""

    def work(state: str) -> None:
        loaded.write(lambda tx: tx.run(
            "MATCH (i:Import {mapping: 'example-measures.yaml'}) SET i.state = $state", state=state
        ))  # fmt: skip

    work("stopped")
    assert example.is_empty(loaded)
    assert example.load_example(loaded, Progress())
    assert not example.is_empty(loaded)
    work("done")


def test_a_broken_example_says_where(loaded: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "is_empty", lambda _graph: True)
    monkeypatch.setattr(example, "_dated", _spoilt)
    monkeypatch.setattr(example, "_begun", lambda _tx: None)
    monkeypatch.setattr(example, "FILES", {"problem_topics": "example-problem-topics"})
    with pytest.raises(LoadFailed, match="row 2"):
        example.load_example(loaded)


def _spoilt(source: Path, folder: Path, _today: date) -> Path:
    made = folder / source.name
    made.write_text("code,topic,same_as\nZZZ,消极执行,\n", encoding="utf-8")
    return made
