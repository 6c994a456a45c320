"""A lease: one holder at a time does a job, whatever schedulers there are.

It is held for a while and renewed in the very transactions of the work, so that a holder that was
cut off writes nothing more once another has it.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from graph import clock
from graph.errors import Leased
from graph.model import new_uid
from graph.session import Graph, Writer

HELD = timedelta(minutes=5)
"""How long a lease stands without being renewed: longer than any transaction of the work."""


@dataclass(frozen=True)
class Lease:
    """A job, and who does it."""

    name: str
    holder: str

    def renew(self, tx: Writer) -> None:
        """Hold it on, in the transaction of the work; raises Leased where another has it now."""
        now = clock.now()
        rows = tx.run(
            "MATCH (l:Lease {name: $name}) WHERE l.holder = $holder SET l.until = $until "
            "RETURN 1 AS held",
            name=self.name, holder=self.holder, until=now + HELD,
        )  # fmt: skip
        if not rows:
            raise Leased(job=self.name)


@contextmanager
def leased(graph: Graph, name: str) -> Iterator[Lease]:
    """Hold the job's lease; raises Leased while another holds it."""
    mine = Lease(name, f"{socket.gethostname()}:{os.getpid()}:{new_uid()}")
    graph.write(lambda tx: _take(tx, mine))
    try:
        yield mine
    finally:
        graph.write(lambda tx: _give_back(tx, mine))


def _take(tx: Writer, lease: Lease) -> None:
    now = clock.now()
    tx.run("MERGE (l:Lease {name: $name}) SET l.asked_at = $now", name=lease.name, now=now)
    rows = tx.run(
        "MATCH (l:Lease {name: $name}) WHERE l.holder IS NULL OR l.until < $now "
        "SET l.holder = $holder, l.until = $until RETURN 1 AS taken",
        name=lease.name, holder=lease.holder, now=now, until=now + HELD,
    )  # fmt: skip
    if not rows:
        raise Leased(job=lease.name)


def _give_back(tx: Writer, lease: Lease) -> None:
    tx.run(
        "MATCH (l:Lease {name: $name}) WHERE l.holder = $holder REMOVE l.holder, l.until",
        name=lease.name, holder=lease.holder,
    )  # fmt: skip
