"""What the audit says of somebody, for tests."""

from __future__ import annotations

import json
from typing import Any

from graph.session import Graph


def events(graph: Graph, username: str) -> list[str]:
    """The tags of the events about a user, in order."""
    return [event["tag"] for event in _events(graph, username)]


def changes(graph: Graph, username: str) -> list[tuple[str, dict[str, Any]]]:
    """Account changes of a user: (tag, detail), in order."""
    return [
        (event["tag"], json.loads(event["detail"]))
        for event in _events(graph, username)
        if event["tag"].startswith("user_change:")
    ]


def _events(graph: Graph, username: str) -> list[dict[str, Any]]:
    with graph.reading() as tx:
        return tx.run(
            "MATCH (e:AuditEvent) WHERE e.record_key = $name "
            "RETURN e.tag AS tag, e.detail AS detail, e.actor AS actor, e.chain AS chain "
            "ORDER BY e.place",
            name=username,
        )
