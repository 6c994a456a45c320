"""The search for paths: from both ends at once, in scope at every step, bounded in time.

Each round walks one step further from the end that costs less. A record that the actor may not
read, or that is out of use, is no step of any path: it is left out as it is met, not afterwards.
Where very much hangs on a record (a court, a problem) everything is two steps from everything, so
such records end a path and are walked through only if their type is asked for.

What is about an officer is gathered in the officer's file alone. So a relation that says it is
walked where it belongs to one of the two ends, whose own pages tell it, or while the file is open.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph import scope
from graph.model import types
from graph.operations.explore import ways
from graph.operations.explore.elements import Edge, Node
from graph.operations.explore.files import open_files
from graph.operations.explore.nodes import by_type
from graph.operations.explore.ways import Direction, Way
from graph.scope import Actor
from graph.session import Reader, Row

HUBS = frozenset({"Court", "Department", "Body", "Problem", "Topic", "Rule", "Parameter"})
"""Types on which very much hangs by their nature."""

HEAVY = 1000
"""With more relations than this a record of any type is one on which very much hangs."""

EACH = 5000
"""Relations of one record that are looked at."""

STEP = 20_000
"""Relations of one type of record that one round looks at."""


@dataclass(frozen=True)
class Asked:
    """Which paths: between which records, over which relations (none: any), through which types
    on which very much hangs, along the stored direction only or not, of how many steps."""

    start: str
    end: str
    rels: frozenset[str] = frozenset()
    through: frozenset[str] = frozenset()
    directed: bool = False
    longest: int = 6


@dataclass
class Side:
    """What has been reached from one end: the records of the last round, how many rounds."""

    frontier: list[str]
    seen: set[str]
    rounds: int = 0


@dataclass
class Walk:
    """A search under way. ``kinds``: type of each record that was met and may be read; ``lines``:
    edges by pair of records; ``out_of_time``, ``cut``: why there may be more."""

    tx: Reader
    actor: Actor
    asked: Asked
    kinds: dict[str, str]
    deadline: float
    lines: dict[str, dict[str, list[Edge]]] = field(default_factory=lambda: defaultdict(dict))
    heavy: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)
    opened: dict[str, bool] = field(default_factory=dict)
    out_of_time: bool = False
    cut: bool = False

    @classmethod
    def between(
        cls, tx: Reader, actor: Actor, asked: Asked, ends: Sequence[Node], seconds: float
    ) -> Walk:
        """A search between two records that the actor may read."""
        deadline = time.monotonic() + seconds
        return cls(tx, actor, asked, {node.uid: node.type for node in ends}, deadline)

    @cached_property
    def ends(self) -> frozenset[str]:
        """The two ends."""
        return frozenset({self.asked.start, self.asked.end})

    @property
    def late(self) -> bool:
        """Whether the time is over; once it is, it stays so."""
        self.out_of_time = self.out_of_time or time.monotonic() >= self.deadline
        return self.out_of_time

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Every path, the shortest first, as uids from start to end."""
        near = Side([self.asked.start], {self.asked.start})
        far = Side([self.asked.end], {self.asked.end})
        weights = self._weights()
        for length in range(1, self.asked.longest + 1):
            if self.late:
                return
            if near.frontier and far.frontier:  # else all that one end leads to is known
                self._step(min((near, far), key=lambda s: self._cost(s, weights)))
            yield from self._of_length(length)

    def passable(self, uid: str) -> bool:
        """Whether a path may go on through the record."""
        if self.kinds[uid] in self.asked.through:
            return True
        return self.kinds[uid] not in HUBS and uid not in self.heavy

    # --- walking

    def _weights(self) -> dict[str, int]:
        """How much hangs on each end."""
        found: dict[str, int] = {}
        for label, uids in by_type({uid: self.kinds[uid] for uid in self.ends}).items():
            rows = self.tx.run(
                f"MATCH (n:{label}) WHERE n.uid IN $uids RETURN n.uid AS uid, "
                "COUNT { (n)--() } AS degree",
                uids=uids,
            )
            found |= {row["uid"]: row["degree"] for row in rows}
        return found

    @staticmethod
    def _cost(side: Side, weights: dict[str, int]) -> int:
        return sum(weights.get(uid, 20) for uid in side.frontier)

    def _step(self, side: Side) -> None:
        """Go one step further from this end."""
        there: dict[str, None] = {}
        fresh = [uid for uid in side.frontier if uid not in self.walked]
        for label, uids in by_type({uid: self.kinds[uid] for uid in fresh}).items():
            if self.late:
                return
            self._take(label, uids)
        self.walked.update(fresh)
        for uid in side.frontier:
            there |= dict.fromkeys(self.lines[uid])
        new = [uid for uid in there if uid not in side.seen]
        side.seen.update(new)
        side.frontier = [uid for uid in new if self.passable(uid)]
        side.rounds += 1

    def _take(self, label: str, uids: list[str]) -> None:
        """Take in the relations of these records of one type."""
        known = {
            (way.rel, way.direction, way.far): way
            for way in ways.ways(types()[label])
            if self._wanted(way)
        }
        if not known:
            return
        rows = self.tx.run(step(label, {way.rel for way in known.values()}), uids=uids,
                           each=EACH, most=STEP)  # fmt: skip
        most = max(Counter(row["near"] for row in rows).values(), default=0)
        self.cut = self.cut or len(rows) >= STEP or most >= EACH
        found = []
        for row in rows:
            direction = Direction.OUT if row["out"] else Direction.IN
            way = known.get((row["rel"], direction, row["label"]))
            if way is not None:
                found.append((way, row))
        found = [pair for pair in found if self._allowed(*pair)]
        self._see({row["far"]: way.far for way, row in found})
        for way, row in found:
            if row["far"] in self.kinds:
                self._join(way, row)

    def _wanted(self, way: Way) -> bool:
        rels = self.asked.rels
        return (not rels or way.rel in rels) and self.actor.may_read(types()[way.far])

    def _allowed(self, way: Way, row: Row) -> bool:
        """Whether the relation may be walked: see the head of this file."""
        if not (way.gathers or way.tells):
            return True
        record, officer = row["near"], row["far"]
        if way.gathers:
            record, officer = officer, record
        return record in self.ends or self._open(officer)

    def _open(self, officer: str) -> bool:
        if officer not in self.opened:
            self.opened[officer] = bool(open_files(self.tx, self.actor, [officer]))
        return self.opened[officer]

    def _see(self, met: dict[str, str]) -> None:
        """Take in those of the records that the actor may read."""
        new = {u: label for u, label in met.items() if u not in self.kinds and u not in self.hidden}
        for label, uids in by_type(new).items():
            rows = self.tx.run(seen(label, self.actor), uids=uids, **scope.parameters(self.actor))
            self.kinds |= {row["uid"]: label for row in rows}
            self.heavy |= {row["uid"] for row in rows if row["degree"] > HEAVY}
        self.hidden |= {uid for uid in new if uid not in self.kinds}

    def _join(self, way: Way, row: Row) -> None:
        out = way.direction is Direction.OUT
        start, end = (row["near"], row["far"]) if out else (row["far"], row["near"])
        edge = Edge(
            start, end, way.rel, way.relation.label, types()[way.owner].domain.value,
            kind=row["kind"] or "", depth=row["depth"] or 0, about=way.gathers or way.tells,
        )  # fmt: skip
        for one, other in ((start, end), (end, start)):
            if edge not in self.lines[one].setdefault(other, []):
                self.lines[one][other].append(edge)

    # --- reading off

    def _of_length(self, length: int) -> Iterator[tuple[str, ...]]:
        """The paths of so many steps among what is known, in the order of their records."""
        left = self._distances()
        if self.asked.start not in left:
            return
        stack: list[tuple[str, ...]] = [(self.asked.start,)]
        while stack:
            path = stack.pop()
            here = path[-1]
            if here == self.asked.end:
                if len(path) == length + 1:
                    yield path
                continue
            steps = length + 1 - len(path)
            if steps <= 0 or (len(path) > 1 and not self.passable(here)) or self.late:
                continue
            stack += [
                (*path, there)
                for there in sorted(self._next(here), reverse=True)
                if there not in path and left.get(there, length) < steps
            ]

    def _next(self, uid: str, back: bool = False) -> Collection[str]:
        """Where one step leads from a record, or with ``back`` from where it leads there."""
        known = self.lines.get(uid, {})
        if not self.asked.directed:
            return known
        return [
            other
            for other, edges in known.items()
            if any((edge.end if back else edge.start) == uid for edge in edges)
        ]

    def _distances(self) -> dict[str, int]:
        """How many steps each known record is from the end, at least."""
        found = {self.asked.end: 0}
        frontier, away = [self.asked.end], 0
        while frontier:
            here = [
                there
                for uid in frontier
                if uid == self.asked.end or self.passable(uid)
                for there in self._next(uid, back=True)
            ]
            frontier = [uid for uid in dict.fromkeys(here) if uid not in found]
            away += 1
            found |= dict.fromkeys(frontier, away)
        return found


def step(label: str, rels: Collection[str]) -> str:
    """The statement of one step from records of a type; it asks for no right, shows nothing, and
    is the same for everybody. ``seen`` says what may be known of what it meets."""
    return (
        f"MATCH (n:{label}) WHERE n.uid IN $uids "
        f"CALL (n) {{ MATCH (n)-[r:{'|'.join(sorted(rels))}]-(m) WHERE m.retired_at IS NULL "
        "RETURN r, m LIMIT $each } "
        "RETURN n.uid AS near, m.uid AS far, head(labels(m)) AS label, type(r) AS rel, "
        "startNode(r) = n AS out, r.kind AS kind, r.depth AS depth LIMIT $most"
    )


def seen(label: str, actor: Actor) -> str:
    """The statement that says which records of a type the actor may read, and how much hangs on
    them."""
    return (
        f"MATCH (n:{label}) WHERE n.uid IN $uids AND {scope.visible(types()[label], 'n', actor)} "
        "RETURN n.uid AS uid, COUNT { (n)--() } AS degree"
    )
