"""Whether a server answers: a look at the port, then a login and a first statement."""

from __future__ import annotations

import logging
import socket

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.session import Connection

LOOK_SECONDS = 1.0

# A server that is still starting is expected here, not worth a warning each time.
logging.getLogger("neo4j.pool").addHandler(logging.NullHandler())


def listens(port: int) -> bool:
    """Whether anything takes a connection on the port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=LOOK_SECONDS):
            return True
    except OSError:
        return False


def answers(connection: Connection) -> bool:
    """Whether the server lets us in and its database runs a statement."""
    if not listens(int(connection.uri.rsplit(":", 1)[1])):
        return False
    login = (connection.user, connection.password)
    try:
        with (
            neo4j.GraphDatabase.driver(connection.uri, auth=login) as driver,
            driver.session() as session,
        ):
            session.run("RETURN 1").consume()
    except AuthError:
        return False
    except (DriverError, Neo4jError):
        return False
    return True
