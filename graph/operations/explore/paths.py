"""How two records hang together: the shortest path between them, and the next ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from graph.errors import BadParameter, GraphTooSlow, NotFound
from graph.model import types
from graph.operations.explore import ways
from graph.operations.explore.elements import Answer, Edge, Node
from graph.operations.explore.expanding import RECORD
from graph.operations.explore.nodes import read
from graph.operations.explore.walking import Asked, Walk
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

SECONDS = 10.0
"""A search ends after so long, with what it has found."""

SERVER_SECONDS = 8.0
"""So long the server works on one. It looks every two seconds whose time is over, and then stops
what runs: so a single slow statement ends within ``SECONDS`` too."""

LONGEST, USUAL = 10, 6
"""Steps of a path: at most, and where nothing is said."""

MOST = 50
"""So many alternatives may be asked for, one after the other."""

SLOW = Text(
    f"查找在{int(SECONDS)}秒后停止，可能还有其他路径。请限定关系类型或缩短路径。",
    f"The search was stopped after {int(SECONDS)} seconds; there may be other paths. "
    "Choose relations or a shorter length.",
)
CUT = Text(
    "有的记录关系过多，只查找了其中一部分，可能还有其他路径。",
    "Some records have very many relations, of which only a part was searched; there may be other "
    "paths.",
)


@dataclass(frozen=True)
class Found:
    """One path: its records from start to end with their edges, or nothing. ``more``: whether
    there is a next one."""

    answer: Answer
    path: tuple[str, ...] = ()
    more: bool = False


def paths(tx: Reader, actor: Actor, asked: Asked, skip: int = 0, seconds: float = SECONDS) -> Found:
    """The shortest path, or with ``skip`` the one after so many.

    Every record on it is one that the actor may read. Raises NotFound for an end that is not,
    BadParameter for relations, types and lengths that there are not.
    """
    _check(asked, skip)
    ends = read(tx, actor, [asked.start, asked.end]).nodes
    for uid in (asked.start, asked.end):
        if uid not in ends:
            raise NotFound(type=RECORD, key=uid)
    walk = Walk.between(tx, actor, asked, list(ends.values()), seconds)
    found: list[tuple[str, ...]] = []
    nodes: dict[str, Node] = {}
    try:
        for path in islice(walk.paths(), skip, skip + 2):
            nodes = nodes or read(tx, actor, path).nodes  # at once: the next step may be the last
            found.append(path)
    except GraphTooSlow:  # one statement took the rest of the time, and the server stopped it
        walk.out_of_time = True
    partial = SLOW if walk.out_of_time else CUT if walk.cut else Text("", "")
    if not found:
        return Found(Answer(partial=partial))
    answer = Answer(tuple(nodes.values()), _edges(walk, found[0]), partial=partial)
    return Found(answer, found[0], len(found) > 1)


def out_of_time() -> Found:
    """What is answered where the server stopped even the look at the two ends."""
    return Found(Answer(partial=SLOW))


def _edges(walk: Walk, path: Sequence[str]) -> tuple[Edge, ...]:
    return tuple(
        edge
        for one, other in pairwise(path)
        for edge in walk.lines[one][other]
        if not walk.asked.directed or edge.start == one
    )


def _check(asked: Asked, skip: int) -> None:
    """Raise BadParameter for what can't be asked."""
    if asked.start == asked.end:
        why = Text("起点和终点须是两条记录", "start and end have to be two records")
        raise BadParameter(name="to", value=asked.end, why=why)
    known = ways.relation_names()
    for rel in sorted(asked.rels - set(known)):
        why = Text("没有这种关系", "there is no such relation")
        raise BadParameter(name="types", value=rel, why=why)
    for label in sorted(asked.through - set(types())):
        why = Text("没有这种记录", "there is no such record type")
        raise BadParameter(name="through", value=label, why=why)
    for name, value, most in (("longest", asked.longest, LONGEST), ("skip", skip, MOST)):
        least = 1 if name == "longest" else 0
        if not least <= value <= most:
            why = Text(f"须在{least}到{most}之间", f"from {least} to {most}")
            raise BadParameter(name=name, value=value, why=why)
