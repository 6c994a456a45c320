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
from graph.operations.explore.ways import Way
from graph.records.query import Cursor
from graph.scope import Actor
from graph.session import Reader
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

    Raises NotFound. The number of statements grows with the relations that the record has.
    """
    node = _start(tx, actor, uid)
    found = [_counted(tx, actor, node, way, Asked()) for way in _open_ways(tx, actor, node)]
    return tuple(each for each in found if each.count)


def expand(tx: Reader, actor: Actor, uid: str, wish: Wish) -> Expanded:
    """The neighbours that are asked for, with the relations among them, to the record and to the
    nodes that are known.

    Raises NotFound; Unknown for a relation that is not declared of its type; FileNeeded where it
    leads from an officer to what is about them, without the file open.
    """
    node = _start(tx, actor, uid)
    taken = _chosen(tx, actor, node, wish)
    asked = _asked(tx, actor, wish)
    counted = [_counted(tx, actor, node, way, asked) for way in taken]
    counted = [each for each in counted if each.count]
    total, capped = sum(each.count for each in counted), any(each.capped for each in counted)
    limit = max(1, min(wish.limit, MOST))
    if wish.order is None and total > MOST:
        return Expanded(Answer(), total, capped, ask=True, more=total, expansions=tuple(counted))
    order = wish.order or Order.NEWEST
    passed, cursor = _place(wish.after, order)
    rows = [
        (row["s"], row["uid"], each.way.far, row)
        for each in counted
        for row in around.nearest(
            tx, actor, node, each.way, asked, order is Order.CONNECTED, cursor, limit + 1
        )
    ]
    rows = sorted({row[1]: row for row in rows}.values(), key=lambda r: r[:2], reverse=True)
    shown, behind = rows[:limit], len(rows) > limit
    if not behind and not passed:
        total = len(shown)
    new = _nodes(tx, actor, shown)
    answer = _answer(tx, actor, node, new, wish)
    if any(each.capped and each.count < CAP for each in counted):
        answer = replace(answer, partial=CUT)
    at = passed + len(shown)
    after = _after(shown[-1], order, at) if behind else ""
    return Expanded(answer, total, capped, more=max(total - at, 1) if behind else 0, after=after)


def _start(tx: Reader, actor: Actor, uid: str) -> Node:
    found = read(tx, actor, [uid]).nodes.get(uid)
    if found is None:
        raise NotFound(type=RECORD, key=uid)
    return found


def _open_ways(tx: Reader, actor: Actor, node: Node) -> list[Way]:
    """The ways along which the record has anything at all, but for those into a closed file."""
    declared = [w for w in ways.ways(type_of(node.type)) if actor.may_read(type_of(w.far))]
    if any(way.gathers for way in declared) and not open_files(tx, actor, [node.uid]):
        declared = [way for way in declared if not way.gathers]
    return around.present(tx, node, declared)


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


def _asked(tx: Reader, actor: Actor, wish: Wish) -> Asked:
    """The filter, its problem looked up by code or uid; raises NotFound."""
    problem = ""
    if wish.problem:
        problem = records.get(tx, actor, type_of("Problem"), wish.problem).uid
    return Asked(wish.words.strip(), wish.since, wish.until, problem)


def _counted(tx: Reader, actor: Actor, node: Node, way: Way, asked: Asked) -> Expansion:
    count, capped = around.count(tx, actor, node, way, asked)
    return Expansion(way, count, capped)


def _nodes(tx: Reader, actor: Actor, rows: Sequence[tuple[Any, str, str, Any]]) -> dict[str, Node]:
    """The rows as nodes, in their order."""
    found: dict[str, Node] = {}
    for label in dict.fromkeys(row[2] for row in rows):
        mine = [row[3] for row in rows if row[2] == label]
        found |= made(tx, actor, type_of(label), mine)
    return {row[1]: found[row[1]] for row in rows}


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


def _after(row: tuple[Any, str, str, Any], order: Order, passed: int) -> str:
    return f"{passed}.{Cursor(row[0], row[1]).write(order.value)}"
