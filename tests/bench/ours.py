"""The product's own pages, as a supervisor of the high court sees them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from app import sql
from app.factory import create_app
from app.web import settle
from config import Settings
from graph import clock
from graph.progress import Progress
from graph.scope import Actor, Role, place
from graph.session import Graph, Reader
from tests.integration.people import People, Visitor

Statement = tuple[str, dict[str, Any]]


class Ours:
    """The application on SQLite, and one browser in it."""

    def __init__(self, graph: Graph, people: People, visitor: Visitor) -> None:
        self.graph = graph
        self.people = people
        self.visitor = visitor

    def seen_by(self, actor: Actor) -> Ours:
        """The same with another user logged in, in a browser of its own."""
        return Ours(self.graph, self.people, self.people.inside(*actor.roles, actor=actor))

    def ask(self, address: str) -> None:
        """Fetch a page. Raises RuntimeError when it isn't a 200."""
        answer = self.visitor.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status}: {answer.text[:300]}")

    def statements(self, address: str) -> list[Statement]:
        """The statements to the graph that a page takes."""
        seen: list[Statement] = []
        plain = Reader.run

        def run(reader: Reader, cypher: str, /, **parameters: Any) -> Any:
            seen.append((cypher, parameters))
            return plain(reader, cypher, **parameters)

        with mock.patch.object(Reader, "run", run):
            self.ask(address)
        return seen

    def hits(self, statements: list[Statement]) -> int:
        """How often these statements touch the store: the same on a busy machine."""
        total = 0
        with self.graph.driver.session(default_access_mode="READ") as session:
            for cypher, parameters in statements:
                result = session.run(f"PROFILE {cypher}", parameters)
                list(result)
                profile = result.consume().profile
                total += _hits(profile) if profile else 0
        return total

    def raw(self, statements: list[Statement]) -> Callable[[], None]:
        """The same statements by the driver alone: one read transaction, rows fetched."""

        def work() -> None:
            with self.graph.driver.session(default_access_mode="READ") as session:
                transaction = session.begin_transaction()
                for cypher, parameters in statements:
                    list(transaction.run(cypher, parameters))
                transaction.close()

        return work


def _hits(plan: Mapping[str, Any]) -> int:
    return int(plan.get("dbHits", 0)) + sum(_hits(child) for child in plan.get("children", ()))


@contextmanager
def running(graph: Graph, court: str) -> Iterator[Ours]:
    """The application, with a supervisor of this court logged in."""
    with tempfile.TemporaryDirectory(prefix="zhijian-bench-") as folder:
        settings = Settings(home=Path(folder), today=clock.today())
        sql.migrate(create_app(settings, graph), Progress())
        app = create_app(settings, graph)
        people = People(app)
        visitor = people.inside(Role.SUPERVISOR, actor=actor(graph, court))
        settle()
        yield Ours(graph, people, visitor)


def actor(graph: Graph, court: str, *roles: Role, officer: str | None = None) -> Actor:
    """A user of this court, who may be an officer of it."""
    with graph.reading() as tx:
        at = place(tx, court)
    return Actor(
        username="bench", name="bench", roles=frozenset(roles or {Role.SUPERVISOR}),
        court=at.court, level=at.level, tree=at.tree, officer=officer,
    )  # fmt: skip
