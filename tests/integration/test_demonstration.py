"""The demonstration province: whole, nothing refused, taken up where it was cut short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import accounts
from app.sql import db
from app.tables import ZhijianUser
from graph import audit, clock
from graph.errors import NotEmpty
from graph.generate import generate
from graph.ingest.canonical import form_named
from graph.ingest.folder import load_paths
from graph.operations import demonstration
from graph.scope import Actor, Role, place
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.recall import missed, sampled

CASES, SEED = 300, 8
UNTIL = date(2026, 6, 30)


@pytest.fixture(scope="module")
def loaded(province_graph: Graph) -> Graph:
    """The province, loaded in two goes: the first stops after some files, on the day before."""

    def cut(*given: Any) -> Iterator[Any]:
        yield from islice(load_paths(*given), 5)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_fixed", UNTIL)
        patch.setattr(demonstration, "load_paths", cut)
        with pytest.raises(KeyboardInterrupt):
            demonstration.load_demonstration(province_graph, cases=CASES, seed=SEED)
        patch.setattr(demonstration, "load_paths", load_paths)
        patch.setattr(clock, "_fixed", date(2026, 7, 1))
        assert demonstration.begun(province_graph) == (UNTIL, CASES)
        more = 10 * CASES  # it goes on as begun
        assert demonstration.load_demonstration(province_graph, cases=more, seed=SEED)
    return province_graph


@pytest.mark.graph
def test_every_record_of_the_files_is_in_the_graph(loaded: Graph, tmp_path: Path) -> None:
    """The numbers per type equal polars' from the files; it ends on the day that it began with."""
    made = generate(CASES, SEED, UNTIL, tmp_path)
    wanted, found = {}, {}
    with loaded.reading() as tx:
        for name, frame in made.tables.items():
            form = form_named(f"{name}.csv")
            if form.ref is None and len(frame):
                wanted[name] = len(frame)
                rows = tx.run(f"MATCH (n:{form.kind.name}) RETURN count(n) AS many")
                found[name] = rows[0]["many"]
    assert found == wanted


@pytest.mark.graph
def test_search_misses_nothing_that_contains_the_words(loaded: Graph) -> None:
    """Against CONTAINS over every searched field: pieces of the texts, single characters among
    them; for the product itself, and for users of one intermediate and one basic court, who see
    what other courts share with theirs."""
    with loaded.reading(seconds=0) as tx:
        tx.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
        words = sampled(tx, SEED)
        officer = tx.run("MATCH (o:Officer {c3: '鲁0102'}) RETURN o.number AS n ORDER BY n LIMIT 1")
        places = [place(tx, code) for code in ("鲁01", "鲁0102")]
    assert sum(len(word) == 1 for word in words) >= 15
    assert any(word.isascii() for word in words)
    for actor in (
        Actor.system("tests"),
        Actor("u1", "用户", frozenset({Role.SUPERVISOR}), *places[0]),
        Actor("u2", "用户", frozenset(Role), *places[1], officer[0]["n"] if officer else None),
    ):
        assert missed(loaded, actor, words) == {}, actor.court


@pytest.mark.graph
def test_its_audit_is_whole(loaded: Graph) -> None:
    with loaded.reading(seconds=0) as tx:
        read, faults = audit.verify(tx, "secret", None)
    assert read > CASES
    assert faults == []


@pytest.mark.graph
def test_with_the_accounts_of_the_roles_come_two_of_its_courts(
    loaded: Graph, make_app: Callable[..., Flask], sqlite_store: Callable[[], str]
) -> None:
    app = make_app(sqlite_store(), loaded)
    made = accounts.ensure_accounts(app)
    roles = dict.fromkeys([role.value for role in Role])
    assert [name for name, _role, _password in made] == [
        *roles, "supervisor_lu01", "record_keeper_lu0102"
    ]  # fmt: skip
    with app.app_context():
        users = {user.username: user for user in db.session.query(ZhijianUser)}
        assert {
            name: (user.court, user.court_level, user.court_middle, user.court_name)
            for name, user in users.items()
        } == {
            **dict.fromkeys(roles, (None, None, None, None)),
            "supervisor_lu01": ("鲁01", "c2", "鲁01", "山东省济南市中级人民法院"),
            "record_keeper_lu0102": ("鲁0102", "c3", "鲁01", "济南市历下区人民法院"),
        }
        assert [role.name for role in users["record_keeper_lu0102"].roles] == ["record_keeper"]
    assert accounts.ensure_accounts(app) == made


@pytest.mark.graph
def test_a_second_time_changes_nothing(loaded: Graph) -> None:
    assert demonstration.is_loaded(loaded)
    assert demonstration.begun(loaded) is None
    assert not demonstration.load_demonstration(loaded, cases=CASES, seed=SEED)


@pytest.mark.graph
def test_a_graph_with_other_data_is_left_alone(tree: Tree) -> None:
    assert not demonstration.is_empty(tree.graph)
    with pytest.raises(NotEmpty, match="empty one only"):
        demonstration.load_demonstration(tree.graph)
