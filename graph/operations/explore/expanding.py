"""Expanding a record: what there is around it, and the next so many of it with their relations.

A record may have millions of neighbours (a court), so nothing here reads them all: counts stop at
``CAP``, and of one relation at most ``SCAN`` ends are looked at; where there are more, the answer
says so. A court's own records come newest first from the index of its level, whatever their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from graph import records
from graph.errors import BadCursor, FileNeeded, NotFound, Unknown
from graph.model import type_of
from graph.operations.explore import around, ways
from graph.operations.explore.around import CAP, SCAN, Asked
from graph.operations.explore.elements import Answer, Node
from graph.operations.explore.files import open_files
from graph.operations.explore.gaps import gaps
from graph.operations.explore.nodes import among, made, read
from graph.operations.explore.ways import OFFICER, Way
from graph.records.query import Cursor
from graph.scope import Actor
from graph.session import Reader, Row
from graph.text import Text

MOST = 50
"""Neighbours that come at once; above that, the reader chooses which."""

KNOWN = 2000
"""Nodes of a canvas that edges are looked for to."""

RECORD = Text("记录", "record")

CUT = Text(
    f"邻居过多，只在前{SCAN}个中查找。",
    f"There are very many neighbours: only the first {SCAN} were looked at.",
)


class Order(StrEnum):
    """Which neighbours come first."""

    NEWEST = "newest"
    CONNECTED = "connected"


@dataclass(frozen=True)
class Expansion:
    """One relation of a record to records of one type, and how many of them the actor may see;
    ``capped``: at least so many."""

    way: Way
    count: int
    capped: bool


@dataclass(frozen=True)
class Wish:
    """What is asked of an expansion. Without ``rel``, ``direction`` and ``type``: whatever there
    is. ``known``: nodes that are on the canvas already."""

    rel: str = ""
    direction: str = ""
    type: str = ""
    order: Order | None = None
    words: str = ""
    since: date | None = None
    until: date | None = None
    problem: str = ""
    limit: int = MOST
    after: str = ""
    known: tuple[str, ...] = ()
    gaps: bool = False


@dataclass(frozen=True)
class Expanded:
    """Some neighbours of a record. ``ask``: there are too many to show without a choice, and none
    is given. ``total`` and ``more`` (those behind these): at least so many where ``capped``."""

    answer: Answer
    total: int
    capped: bool = False
    ask: bool = False
    more: int = 0
    after: str = ""
    expansions: tuple[Expansion, ...] = field(default=())


def expansions(tx: Reader, actor: Actor, uid: str) -> tuple[Expansion, ...]:
    """What the record can be expanded by, in the order of the declarations, with counts.

    Raises NotFound. Statements grow with the groups of types that its neighbours have.
    """
    node = _start(tx, actor, uid)
    along = _along(tx, actor, node, _open_ways(tx, actor, node), Asked())
    return tuple(each.expansion for each in along if each.expansion.count)


def expand(tx: Reader, actor: Actor, uid: str, wish: Wish) -> Expanded:
    """The neighbours that are asked for, with the relations among them, to the record and to the
    nodes that are known.

    Raises NotFound; Unknown for a relation that is not declared of its type; FileNeeded where it
    leads from an officer to what is about them, or a problem is asked for there, without the file
    open.
    """
    node = _start(tx, actor, uid)
    if wish.problem and node.type == OFFICER and not open_files(tx, actor, [node.uid]):
        raise FileNeeded()
    limit, order = max(1, min(wish.limit, MOST)), wish.order or Order.NEWEST
    passed, cursor = _place(wish.after, order)
    asked = _asked(tx, actor, wish, order is Order.CONNECTED, cursor, limit + 1)
    along = _along(tx, actor, node, _chosen(tx, actor, node, wish), asked)
    along = [each for each in along if each.expansion.count]
    found = [each.expansion for each in along]
    total, capped = sum(each.count for each in found), any(each.capped for each in found)
    if wish.order is None and total > MOST:
        return Expanded(Answer(), total, capped, ask=True, more=total, expansions=tuple(found))
    rows = [
        (row["s"], row["uid"], each.expansion.way.far, row)
        for each in along
        for row in _nearest(tx, actor, node, each, asked)
    ]
    rows = sorted({row[1]: row for row in rows}.values(), key=lambda r: r[:2], reverse=True)
    shown, behind = rows[:limit], len(rows) > limit
    if not behind and not passed:
        total, capped = len(shown), False
    answer = _answer(tx, actor, node, _nodes(shown), wish)
    if any(each.capped and each.count < CAP for each in found):
        answer = replace(answer, partial=CUT)
    at = passed + len(shown)
    after = _after(shown[-1], order, at) if behind else ""
    return Expanded(answer, total, capped, more=max(total - at, 1) if behind else 0, after=after)


@dataclass(frozen=True)
class _Along:
    """What there is along one way; ``rows`` where that is so little that all of it was read."""

    expansion: Expansion
    rows: list[Row] | None = None


def _along(
    tx: Reader, actor: Actor, node: Node, taken: Sequence[Way], asked: Asked
) -> list[_Along]:
    """What the record has along each of these ways, in the actor's sight: where it is little, by a
    statement for a few types of neighbours, else by one for each way."""
    if len(taken) == 1:
        return [_Along(_counted(tx, actor, node, taken[0], asked))]
    near = around.near(tx, node, ways.ways(type_of(node.type)))
    few = [way for way in taken if near.few(way)]
    wanted: dict[str, set[str]] = {}
    for way in few:
        uids = near.ends.get(way, [])
        if uids or ways.shut(type_of(way.far)):  # what is asked tells nothing of what is shut
            wanted.setdefault(way.far, set()).update(uids)
    seen = around.seen(tx, actor, wanted, asked)
    made = []
    for way in taken:
        if way in few:
            rows = seen.get(way.far, {})
            mine = [rows[uid] for uid in near.ends.get(way, ()) if uid in rows]
            made.append(_Along(Expansion(way, len(mine), False), mine))
        else:
            made.append(_Along(_counted(tx, actor, node, way, asked)))
    return made


def _nearest(tx: Reader, actor: Actor, node: Node, along: _Along, asked: Asked) -> list[Row]:
    """The next of what there is along a way."""
    way = along.expansion.way
    if along.rows is None:
        return around.nearest(tx, actor, node, way, asked)
    at = asked.cursor
    return [row for row in along.rows if at is None or (row["s"], row["uid"]) < (at.value, at.uid)]


def _start(tx: Reader, actor: Actor, uid: str) -> Node:
    found = read(tx, actor, [uid]).nodes.get(uid)
    if found is None:
        raise NotFound(type=RECORD, key=uid)
    return found


def _open_ways(tx: Reader, actor: Actor, node: Node) -> list[Way]:
    """The ways that lead from the record, but for those into a file that is closed."""
    declared = [w for w in ways.ways(type_of(node.type)) if actor.may_read(type_of(w.far))]
    if any(way.gathers for way in declared) and not open_files(tx, actor, [node.uid]):
        declared = [way for way in declared if not way.gathers]
    return declared


def _chosen(tx: Reader, actor: Actor, node: Node, wish: Wish) -> list[Way]:
    """The ways that are asked for. Raises Unknown or FileNeeded."""
    fitting = [
        way
        for way in ways.ways(type_of(node.type))
        if wish.rel in ("", way.rel)
        and wish.direction in ("", way.direction)
        and wish.type in ("", way.far)
    ]
    if not fitting:
        raise Unknown(what=Text("关系", "relation"), name=wish.rel or wish.type or wish.direction)
    taken = [way for way in _open_ways(tx, actor, node) if way in fitting]
    if not taken and all(way.gathers for way in fitting):
        raise FileNeeded()
    return taken


def _asked(
    tx: Reader, actor: Actor, wish: Wish, connected: bool, cursor: Cursor | None, limit: int
) -> Asked:
    """The filter, its problem looked up by code or uid; raises NotFound."""
    problem = ""
    if wish.problem:
        problem = records.get(tx, actor, type_of("Problem"), wish.problem).uid
    return Asked(wish.words.strip(), wish.since, wish.until, problem, connected, cursor, limit)


def _counted(tx: Reader, actor: Actor, node: Node, way: Way, asked: Asked) -> Expansion:
    count, capped = around.count(tx, actor, node, way, asked)
    return Expansion(way, count, capped)


def _nodes(rows: Sequence[tuple[Any, str, str, Row]]) -> dict[str, Node]:
    """The rows as nodes, in their order."""
    return {uid: made(type_of(label), [row])[uid] for _, uid, label, row in rows}


def _answer(tx: Reader, actor: Actor, node: Node, new: dict[str, Node], wish: Wish) -> Answer:
    """The neighbours and every relation that they add to the canvas."""
    others = [uid for uid in wish.known[:KNOWN] if uid not in new and uid != node.uid]
    kinds = read(tx, actor, others).kinds if others else {}
    kinds |= {uid: each.type for uid, each in new.items()} | {node.uid: node.type}
    edges, _hidden = among(tx, actor, kinds, fresh=set(new), telling=node.uid)
    answer = Answer(tuple(new.values()), edges)
    if wish.gaps:
        answer = answer.joined(gaps(tx, actor, {node.uid: node.type}))
    return answer


def _place(after: str, order: Order) -> tuple[int, Cursor | None]:
    """How many came before, and the last of them. Raises BadCursor."""
    if not after:
        return 0, None
    passed, dot, cursor = after.partition(".")
    if not dot or not (passed.isascii() and passed.isdigit() and len(passed) < 8):
        raise BadCursor()
    found = Cursor.read(cursor, order.value)
    if isinstance(found.value, str) is (order is Order.CONNECTED):
        raise BadCursor()
    return int(passed), found


def _after(row: tuple[Any, str, str, Row], order: Order, passed: int) -> str:
    return f"{passed}.{Cursor(row[0], row[1]).write(order.value)}"
