"""The local Neo4j: its jars, its folder, its process. Nothing to install but this product."""

from __future__ import annotations

from config import Settings
from graph.server.local import QUICK_START, LocalServer, ServerStatus, State
from graph.session import Connection

__all__ = ["QUICK_START", "LocalServer", "ServerStatus", "State", "connect", "local_server"]


def local_server(settings: Settings) -> LocalServer:
    """The local server of these settings, whether or not it runs."""
    return LocalServer(settings.home / "neo4j")


def connect(settings: Settings) -> Connection:
    """Where the graph is: the external server that is set, else the running local one.

    Raises ServerNotRunning; starts nothing.
    """
    if not settings.local_graph:
        return Connection(settings.neo4j_uri, settings.neo4j_user, settings.neo4j_password)
    return local_server(settings).connection()
