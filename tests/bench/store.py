"""The graph of a measurement: a Neo4j of its own, filled by bare batches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from graph.migrate import migrate
from graph.progress import Progress
from graph.server import LocalServer
from graph.session import Graph, Writer
from tests.bench.rows import Province

BATCH = 5_000


@contextmanager
def started(home: Path, progress: Progress) -> Iterator[Graph]:
    """A migrated, empty Neo4j; stopped at the end."""
    server = LocalServer(home)
    connection = server.start(progress)
    try:
        migrate(connection, progress)
        graph = Graph(connection)
        yield graph
        graph.close()
    finally:
        server.stop()


def fill(graph: Graph, province: Province) -> None:
    """Write all rows, and wait until every index has them."""
    for label, nodes in province.nodes.items():
        for batch in _batches(nodes):
            _run(graph, f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", batch)
    for (near, type, far), edges in province.edges.items():
        statement = (
            f"UNWIND $rows AS row MATCH (a:{near} {{uid: row[0]}}) MATCH (b:{far} {{uid: row[1]}}) "
            f"CREATE (a)-[r:{type}]->(b) SET r = row[2]"
        )
        for batch in _batches([list(edge) for edge in edges]):
            _run(graph, statement, batch)
    graph.schema("CALL db.awaitIndexes(600)")
    graph.schema("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")


def _run(graph: Graph, statement: str, rows: list[Any]) -> None:
    def work(tx: Writer) -> None:
        tx.run(statement, rows=rows)

    graph.write(work)


def _batches(rows: list[Any]) -> Iterator[list[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
