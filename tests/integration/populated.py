"""A graph that has some of everything, for tests of plans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.model import types
from graph.schema import declared
from graph.session import Graph

MADE = "made for plans "
"""What their uids begin with."""


@contextmanager
def populated(graph: Graph) -> Iterator[None]:
    """Some hundreds of records of each type, of no court and retired, in all their indexes, while
    plans are looked at: of what it thinks empty the server scans the index instead of seeking in
    it, and what others have made must not decide here."""
    _make(graph)
    graph.schema("CALL db.prepareForReplanning(120)")
    try:
        yield
    finally:
        for label in types():
            graph.write(lambda tx, label=label: tx.run(
                f"MATCH (n:{label}) WHERE n.uid STARTS WITH '{MADE}' DETACH DELETE n"
            ))  # fmt: skip


def _make(graph: Graph) -> None:
    for label in types():
        names = {n for i in declared().values() if i.on == label and i.kind != "FULLTEXT"
                 for n in i.properties}  # fmt: skip
        said = ", ".join(f"n.{name} = '{MADE}' + i" for name in sorted({*names, "uid"}))
        graph.write(lambda tx, label=label, said=said: tx.run(
            f"UNWIND range(1, 300) AS i CREATE (n:{label}) SET {said}, n.retired_at = datetime()"
        ))  # fmt: skip
    for kind in types().values():
        for ref in kind.refs.values():
            pattern = ref.pattern("a", "b", "")
            graph.write(lambda tx, near=kind.name, far=ref.targets[0], pattern=pattern: tx.run(
                f"UNWIND range(1, 300) AS i MATCH (a:{near} {{uid: '{MADE}' + i}}) "
                f"MATCH (b:{far} {{uid: '{MADE}' + i}}) CREATE {pattern}"
            ))  # fmt: skip
    for item in declared().values():
        if item.relationship:
            said = ", ".join(f"r.{name} = '{MADE}' + i" for name in item.properties)
            graph.write(lambda tx, rel=item.on, said=said: tx.run(
                f"UNWIND range(1, 300) AS i MATCH (a:Officer {{uid: '{MADE}' + i}}) "
                f"MATCH (b:Duty {{uid: '{MADE}' + i}}) CREATE (a)-[r:{rel}]->(b) SET {said}"
            ))  # fmt: skip
