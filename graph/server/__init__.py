"""The local Neo4j: its jars, its folder, its process. Nothing to install but this product."""

from __future__ import annotations

from config import Settings
from graph.server.local import QUICK_START, STEADY_PLANS, LocalServer, ServerStatus, State
from graph.session import Connection

__all__ = [
    "QUICK_START",
    "STEADY_PLANS",
    "LocalServer",
    "ServerStatus",
    "State",
    "address",
    "connect",
    "local_server",
]


def local_server(settings: Settings) -> LocalServer:
    """The local server of these settings, whether or not it runs."""
    return LocalServer(settings.home / "neo4j")


def address(settings: Settings) -> Connection:
    """Where the graph is, whether or not it answers now: a web worker that is born while the
    local Neo4j is down lives, and says so on its pages. Raises ServerNotRunning where a local
    server has never been started.
    """
    if not settings.local_graph:
        return connect(settings)
    server = local_server(settings)
    return server.connection_of_run() if server.started_before else server.connection()


def connect(settings: Settings) -> Connection:
    """Where the graph is: the external server that is set, else the running local one.

    Raises ServerNotRunning; starts nothing.
    """
    if not settings.local_graph:
        return Connection(settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password)
    return local_server(settings).connection()
