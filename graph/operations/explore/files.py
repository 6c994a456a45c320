"""Which officers' files the reader has open: what is about them may be gathered in those alone."""

from __future__ import annotations

from collections.abc import Collection

from graph import clock, queries
from graph.operations.officer_file import OPENERS, VALID
from graph.scope import Actor
from graph.session import Reader

MOST = 50
"""Officers whose openings are looked up at once; the files of further ones count as closed."""


def open_files(tx: Reader, actor: Actor, uids: Collection[str]) -> frozenset[str]:
    """Of these officers, those whose file the actor has opened for a purpose that still holds.

    The product itself has all of them open. Nobody has their own.
    """
    if actor.trusted:
        return frozenset(uids)
    if not actor.roles & OPENERS:
        return frozenset()
    since = clock.now() - VALID
    return frozenset(
        uid
        for uid in list(uids)[:MOST]
        if queries.officer_opening(tx, actor, uid, since) is not None and not _me(tx, actor, uid)
    )


def _me(tx: Reader, actor: Actor, uid: str) -> bool:
    """Whether the officer is the actor."""
    if not actor.officer:
        return False
    row = tx.one("MATCH (o:Officer {uid: $uid}) RETURN o.number AS number", uid=uid)
    return row is not None and row["number"] == actor.officer
