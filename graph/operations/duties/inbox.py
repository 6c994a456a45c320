"""The reader's inbox: what is new for the own court or for oneself, read or not.

Unread items are counted within ``WINDOW``: the number on every page stands for what is new, and
what it costs doesn't grow with the years.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from graph import clock, queries, records, scope
from graph.duties.inbox import What
from graph.errors import BadCursor, NotFound
from graph.model import Link
from graph.operations.said import one_of
from graph.records.query import Cursor
from graph.scope import Actor
from graph.session import Graph, Reader, Row, Writer
from graph.text import Text

WINDOW = timedelta(days=30)
CAP = 100
"""Unread ones are counted no further: the page says 99+."""

PAGE = 50
ORDER = "inbox"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Item:
    """One item. ``link``: its record, None where the reader may not open it."""

    key: str
    what: What
    step: str
    at: datetime
    on: date | None
    rule: str
    """The code of a duty's rule; "" for what is about no duty."""
    period: str
    title: str
    """The record that it is about; of a duty the one that it arises from."""
    read: bool
    link: Link | None


@dataclass(frozen=True)
class Inbox:
    """A page of the inbox; ``unread`` up to ``CAP``."""

    items: list[Item]
    next: str
    unread: int


def unread(tx: Reader, actor: Actor) -> int:
    """How many items of the last days the actor hasn't read, up to ``CAP``: one statement."""
    if not scope.recipients(actor):
        return 0
    return queries.inbox_unread(tx, actor, clock.now() - WINDOW, CAP)


def inbox(
    tx: Reader, actor: Actor, what: str = "", only_unread: bool = False, after: str = "",
    limit: int = PAGE,
) -> Inbox:  # fmt: skip
    """Items, the latest first; of one sort, or those unread. Raises BadParameter, BadCursor."""
    if what:
        one_of("what", what, What)
    place = _place(after)
    if not scope.recipients(actor):
        return Inbox([], "", 0)
    since = clock.now() - WINDOW if only_unread else BEGINNING
    rows = queries.inbox_items(tx, actor, since, place, limit + 1, what or None, only_unread)
    items = _items(tx, actor, rows[:limit])
    last = items[-1] if len(rows) > limit else None
    next_ = Cursor(last.at.isoformat(), last.key, False).write(ORDER) if last else ""
    return Inbox(items, next_, unread(tx, actor))


def _items(tx: Reader, actor: Actor, rows: Sequence[Row]) -> list[Item]:
    labels = sorted({row["label"] for row in rows})
    links = records.links_to(tx, actor, {row["record"] for row in rows}, labels)
    return [
        Item(
            row["key"], What(row["what"]), row["step"] or "", row["at"], row["on"],
            row["rule"] or "", row["period"] or "", row["title"] or "",
            row["read"], links.get(row["record"]),
        )
        for row in rows
    ]  # fmt: skip


def latest(tx: Reader, actor: Actor, what: What, limit: int) -> list[Item]:
    """The latest items of one sort: for the workbench."""
    if not scope.recipients(actor):
        return []
    rows = queries.inbox_items(tx, actor, BEGINNING, _place(""), limit, what)
    return _items(tx, actor, rows)


def mark(graph: Graph, actor: Actor, keys: Sequence[str], read: bool) -> int:
    """Mark items read, or unread again; how many. Raises NotFound where one isn't the actor's."""
    wanted = sorted(set(keys))

    def work(tx: Writer) -> int:
        rows = tx.run(
            "UNWIND $keys AS key MATCH (i:InboxItem {key: key}) "
            f"WHERE {scope.own_items('i', actor)} SET i.touched = true "
            "WITH i, [name IN coalesce(i.read_by, []) WHERE name <> $me] AS others "
            "SET i.read_by = others + CASE WHEN $read THEN [$me] ELSE [] END "
            "REMOVE i.touched RETURN i.key AS key",
            keys=wanted, me=actor.username, read=read, **scope.parameters(actor),
        )  # fmt: skip
        missing = set(wanted) - {row["key"] for row in rows}
        if missing:
            raise NotFound(type=Text("收件", "item of the inbox"), key=min(missing))
        return len(rows)

    return graph.write(work) if wanted else 0


def mark_all(graph: Graph, actor: Actor) -> int:
    """Mark every item read that counts as unread; how many."""

    def work(tx: Writer) -> int:
        rows = tx.run(
            f"MATCH (i:InboxItem) WHERE {scope.own_items('i', actor)} AND i.at >= $since "
            "AND i.key IS NOT NULL AND NOT $me IN coalesce(i.read_by, []) SET i.touched = true "
            "WITH i SET i.read_by = coalesce(i.read_by, []) + $me REMOVE i.touched "
            "RETURN count(i) AS count",
            since=clock.now() - WINDOW, me=actor.username, **scope.parameters(actor),
        )  # fmt: skip
        return int(rows[0]["count"])

    return graph.write(work)


def _place(after: str) -> tuple[datetime, str]:
    """A cursor as the moment and key before which to go on; raises BadCursor."""
    if not after:
        return clock.now() + timedelta(days=1), ""
    read = Cursor.read(after, ORDER)
    try:
        return datetime.fromisoformat(str(read.value)), read.uid
    except ValueError:
        raise BadCursor() from None
