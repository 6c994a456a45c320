"""The driver, its transactions and its errors: every byte to the server passes through here.

A request does all its reads in one read transaction (``Graph.reading``); a write is one managed
transaction (``Graph.write``) that the driver repeats after a deadlock or a change of leader, so
the work handed to it must be safe to repeat: it changes the graph and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeVar

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.errors import GraphRefusedLogin, GraphTooSlow, GraphUnavailable

T = TypeVar("T")

Row = dict[str, Any]

READ_SECONDS = 30.0
"""A page's reads may take so long before the server stops them."""

WRITE_SECONDS = 120.0


class Connection(NamedTuple):
    """Where the graph is and who enters."""

    uri: str
    user: str
    password: str

    def __repr__(self) -> str:
        return f"Connection({self.uri!r}, {self.user!r}, ***)"


class UniqueTaken(Exception):
    """The server refused a write because a unique value is taken; records.py words it."""


class Statement(Protocol):
    """What runs a statement: the driver's explicit and managed transactions both do."""

    def run(self, query: str, parameters: dict[str, Any]) -> neo4j.Result: ...


class Reader:
    """An open transaction: runs statements and gives rows of plain Python values."""

    def __init__(self, transaction: Statement) -> None:
        self._transaction = transaction
        self.statements = 0
        """Statements run so far: tests hold that it never grows with the rows of a page."""

    def run(self, cypher: str, /, **parameters: Any) -> list[Row]:
        """All rows of a statement, dates and times as Python's own. Raises GraphTooSlow."""
        self.statements += 1
        try:
            return [_row(record) for record in self._ran(cypher, parameters)]
        except ClientError as error:
            if _timed_out(error):
                raise GraphTooSlow() from error
            raise

    def one(self, cypher: str, /, **parameters: Any) -> Row | None:
        """The first row, or None."""
        rows = self.run(cypher, **parameters)
        return rows[0] if rows else None

    def plan(self, cypher: str, /, **parameters: Any) -> list[str]:
        """The operators of a statement's plan with what they read, without running it."""
        summary = self._ran("EXPLAIN " + cypher, parameters).consume()
        return list(_operators(summary.plan or {}))

    def stream(self, cypher: str, /, **parameters: Any) -> Iterator[Row]:
        """Rows one by one, for answers that needn't fit in memory."""
        self.statements += 1
        for record in self._ran(cypher, parameters):
            yield _row(record)

    def _ran(self, cypher: str, parameters: dict[str, Any]) -> neo4j.Result:
        said, names = _in_one(cypher)
        missing = names - parameters.keys()
        if missing:
            raise KeyError(f"a statement lacks parameters: {', '.join(sorted(missing))}")
        return self._transaction.run(said, {"p": parameters} if names else {})


class Writer(Reader):
    """A Reader inside a managed write transaction; only ``Graph.write`` makes one."""


class Graph:
    """One graph database. Making it costs nothing; the driver connects at the first use."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._driver: neo4j.Driver | None = None
        self.bookmarks = neo4j.GraphDatabase.bookmark_manager()
        """Within one process, each read sees the writes before it, on any cluster member."""

    @property
    def driver(self) -> neo4j.Driver:
        """The process's driver (a connection pool), made at the first use."""
        if self._driver is None:
            self._driver = neo4j.GraphDatabase.driver(
                self.connection.uri,
                auth=(self.connection.user, self.connection.password),
                connection_acquisition_timeout=10.0,
                max_transaction_retry_time=15.0,
                notifications_min_severity="OFF",
            )
        return self._driver

    @contextmanager
    def reading(
        self, bookmarks: list[str] | None = None, seconds: float = READ_SECONDS
    ) -> Iterator[Reader]:
        """One read transaction; ``bookmarks`` are writes of other processes it has to see.

        ``seconds``: how long the server lets it run; 0 is without limit, for commands.
        """
        with self._translated(), self._session(neo4j.READ_ACCESS, bookmarks) as session:
            transaction = session.begin_transaction(timeout=seconds)
            try:
                yield Reader(transaction)
            finally:
                transaction.close()

    def write(self, work: Callable[[Writer], T]) -> T:
        """Run ``work`` in one managed write transaction: all of it happens or nothing does.

        Raises UniqueTaken, GraphUnavailable, GraphTooSlow, and whatever ``work`` raises.
        """

        @neo4j.unit_of_work(timeout=WRITE_SECONDS)
        def unit(transaction: neo4j.ManagedTransaction) -> T:
            return work(Writer(transaction))

        with self._translated(), self._session(neo4j.WRITE_ACCESS, None) as session:
            return session.execute_write(unit)

    def schema(self, cypher: str) -> None:
        """One schema statement (constraint, index), in a transaction of its own."""
        with self._translated(), self._session(neo4j.WRITE_ACCESS, None) as session:
            session.run(cypher).consume()

    def last_bookmarks(self) -> list[str]:
        """Where this process's writes stand, for the next process to wait for."""
        return sorted(self.bookmarks.get_bookmarks())

    def ping(self) -> None:
        """Answer, or raise GraphUnavailable or GraphRefusedLogin."""
        with self._translated():
            self.driver.verify_connectivity()

    def close(self) -> None:
        """Give the connections back; the next use opens new ones."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def _session(self, access: str, bookmarks: list[str] | None) -> neo4j.Session:
        known = neo4j.Bookmarks.from_raw_values(bookmarks) if bookmarks else None
        return self.driver.session(
            default_access_mode=access, bookmark_manager=self.bookmarks, bookmarks=known
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """The driver's errors as the product's."""
        where = self.connection.uri
        try:
            yield
        except AuthError as error:
            raise GraphRefusedLogin(where=where) from error
        except ConstraintError as error:
            raise UniqueTaken(error.message or "") from error
        except (ServiceUnavailable, SessionExpired) as error:
            raise GraphUnavailable(where=where) from error
        except TransientError as error:
            raise GraphTooSlow() from error
        except ClientError as error:
            if _timed_out(error):
                raise GraphTooSlow() from error
            raise
        except Neo4jError:
            raise
        except DriverError as error:
            raise GraphUnavailable(where=where) from error


_PARAMETER = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `[^`]*` | //[^\n]* | \$(?P<name>\w+)""",
    re.VERBOSE,
)


@lru_cache(maxsize=4096)
def _in_one(cypher: str) -> tuple[str, frozenset[str]]:
    """The statement with its parameters as entries of a single one, a map; and their names.

    The server plans a statement anew for each type of each parameter, and takes the length of a
    list or a text for a part of its type (none, one, up to ten, up to a hundred …): a statement
    with three lists was planned a dozen times, a second each. Of what is in a map it knows nothing,
    so every statement is planned once.
    """
    names: set[str] = set()

    def entry(found: re.Match[str]) -> str:
        if found["name"] is None:
            return found[0]
        names.add(found["name"])
        return f"$p.{found['name']}"

    return _PARAMETER.sub(entry, cypher), frozenset(names)


def _timed_out(error: ClientError) -> bool:
    return "TransactionTimedOut" in (error.code or "")


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield f"{plan.get('operatorType', '').split('@')[0]} {plan.get('args', {}).get('Details', '')}"
    for child in plan.get("children", []):
        yield from _operators(child)


def _row(record: neo4j.Record) -> Row:
    return {key: native(value) for key, value in zip(record.keys(), record.values(), strict=True)}


def native(value: Any) -> Any:
    """A driver's value as plain Python: its dates and times know neither strftime nor JSON."""
    if hasattr(value, "to_native"):
        return value.to_native()
    if isinstance(value, neo4j.graph.Node | neo4j.graph.Relationship):
        return {k: native(v) for k, v in value.items()}
    if isinstance(value, list):
        return [native(v) for v in value]
    if isinstance(value, Mapping):
        return {k: native(v) for k, v in value.items()}
    return value
