"""The real Neo4j, started once a session; each test works in a court tree of its own."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

from graph import records
from graph.migrate import migrate
from graph.model import Record, type_of
from graph.progress import Progress
from graph.scope import Actor, Role, place
from graph.server import STEADY_PLANS, LocalServer
from graph.session import Connection, Graph, Writer

_serial = itertools.count(1)

PROVINCES = ("test_stories", "test_demonstration", "test_tour")
"""Files that load a province whole: given to one worker, since most of that is planning, and the
second province has its statements planned."""

FIRST = ("test_server_run",)
PAGES = frozenset({"make_app", "sqlite_store", "product"})
"""Fixtures of tests that ask for pages."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long stands at both ends, where the workers begin; what asks for pages stands
    together, what asks the graph alone too: each worker's server plans few statements of both."""
    many = Counter(item.path for item in items)
    pages = {i.path for i in items if PAGES.intersection(getattr(i, "fixturenames", ()))}

    def place(item: pytest.Item) -> tuple[int, int, str]:
        file, tests = item.path, many[item.path]
        if file.stem in FIRST:
            return 0, 0, str(file)
        if file.stem in PROVINCES:
            return 4, 0, str(file)
        if file not in pages:
            return 1, -tests, str(file)
        return 3 if file.parent.name == "browser" else 2, tests, str(file)

    items.sort(key=place)


class ByFile(LoadFileScheduling):
    """A file's tests go to one worker, those of all files that load provinces too. Of two workers
    one begins with the first file, the other with the last: they meet at small ones."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return "provinces" if Path(file).stem in PROVINCES else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        if self.nodes.index(node) % 2:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByFile:
    """How tests are given to workers."""
    return ByFile(config, log)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A template is compiled once a session, not once for each application that a test makes."""
    folder = str(tmp_path_factory.mktemp("templates"))
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": FileSystemBytecodeCache(folder)}


THROUGHPUT = ("-XX:-UseG1GC", "-XX:+UseParallelGC")
"""A collector that stops the server now and then and takes a sixth less of the processor in all
(205 instead of 250 s for the same 300 tests): no test waits for one answer as a person does."""


@contextmanager
def migrated(home: Path) -> Iterator[Connection]:
    """A Neo4j of the tests' own, migrated; stopped at the end."""
    # Planning is most of what it does, so it lives long enough for the fastest code.
    server = LocalServer(home, settings=STEADY_PLANS, options=THROUGHPUT, port=0)
    try:
        connection = server.start(Progress())
        migrate(connection, Progress())
        yield connection
    finally:
        server.stop()


@pytest.fixture(scope="session")
def graph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The server of most tests."""
    with migrated(tmp_path_factory.mktemp("neo4j")) as connection:
        yield connection


@pytest.fixture(scope="session")
def graph(graph_server: Connection) -> Iterator[Graph]:
    """The tests' graph. Records stay: a test never counts on what others leave or not."""
    made = Graph(graph_server)
    yield made
    made.close()


@pytest.fixture(scope="session")
def province_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """Another one, for provinces: their courts are the same real ones, so one at a time."""
    with migrated(tmp_path_factory.mktemp("provinces")) as connection:
        yield connection


@pytest.fixture(scope="module")
def province_graph(province_server: Connection) -> Iterator[Graph]:
    """An empty graph for the provinces of a module."""
    made = Graph(province_server)
    made.write(lambda tx: tx.run("MATCH (n) WHERE NOT n:__Neo4jMigration DETACH DELETE n"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def system() -> Actor:
    """The product itself, of every tree."""
    return Actor.system("tests")


class Tree:
    """A court tree of one test's own: a high court, two intermediate, three basic ones.

    ``a1`` and ``a2`` are basic courts under ``a``, ``b1`` is one under ``b``. Departments:
    ``enforcement`` and ``review`` of each court, by ``departments[court][function]``.
    """

    def __init__(self, graph: Graph, code: str) -> None:
        self.graph = graph
        self.code = code
        self.system = Actor.system("tests")
        self.courts: dict[str, Record] = {}
        self.departments: dict[str, dict[str, Record]] = {}
        graph.write(self._plant)

    def _plant(self, tx: Writer) -> None:
        """All courts and departments in one transaction: most of a test's time otherwise."""
        self.courts.clear()
        for name, level, under in (
            ("top", "high", None), ("a", "intermediate", "top"), ("b", "intermediate", "top"),
            ("a1", "basic", "a"), ("a2", "basic", "a"), ("b1", "basic", "b"),
        ):  # fmt: skip
            code = self.code if name == "top" else self.code + name
            self.courts[name] = records.create_in(tx, self.system, type_of("Court"), {
                "code": code, "name": f"{self.code}{name}法院", "level": level,
                "under": self.courts[under].uid if under else None,
            })  # fmt: skip
            self.departments[name] = {
                function: records.create_in(tx, self.system, type_of("Department"), {
                    "number": f"{self.code}{name}-{function}", "name": f"{self.code}{name}{zh}",
                    "function": function, "of": self.courts[name].uid,
                })
                for function, zh in (("enforcement", "执行实施处"), ("review", "执行裁决庭"))
            }  # fmt: skip

    def create(self, label: str, actor: Actor | None = None, **values: object) -> Record:
        """A record, created as the product itself unless by somebody."""
        return records.create(self.graph, actor or self.system, type_of(label), values)

    def code_of(self, court: str) -> str:
        """The code of one of the tree's courts."""
        return str(self.courts[court].code)

    def actor(self, court: str, *roles: Role, officer: str | None = None) -> Actor:
        """A user of one of the courts; all roles unless some are named."""
        with self.graph.reading() as tx:
            at = place(tx, self.code_of(court))
        return Actor(
            username=f"user-{at.court}", name=f"用户{at.court}", roles=frozenset(roles or Role),
            court=at.court, level=at.level, tree=at.tree, officer=officer,
        )  # fmt: skip

    def officer(self, number: str, court: str = "a1", function: str = "enforcement") -> Record:
        """An officer with one open posting."""
        return self.create(
            "Officer",
            number=f"{self.code}-{number}",
            name=f"{number}某",
            serves=self.departments[court][function].uid,
        )

    def case(self, number: str, court: str = "a1", **values: object) -> Record:
        """An enforcement case."""
        values = {"filed_on": "2021-03-01", **values}
        return self.create(
            "Case", number=f"（2021）{self.code_of(court)}执{number}号",
            enforced_by=self.courts[court].uid, **values,
        )  # fmt: skip

    def petition(self, number: str, court: str = "a1", **values: object) -> Record:
        """A petition handled by the court's enforcement department."""
        return self.create(
            "Petition", number=f"{self.code}-XF{number}",
            handled_by=self.departments[court]["enforcement"].uid, **values,
        )  # fmt: skip


@pytest.fixture
def tree(graph: Graph) -> Tree:
    """A court tree that no other test knows."""
    return Tree(graph, f"试{next(_serial)}")


@pytest.fixture
def reading(graph: Graph) -> Callable[[], object]:
    """``with reading() as tx``: a read transaction."""
    return graph.reading
