"""The walk: from some records towards the event and onward, bounded, in scope.

Each round is one statement for all records that the round before reached, so the number of
statements is bounded by the length of a chain, whatever the number of records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from graph import queries
from graph.operations.chain.steps import DOWN, PARTS, UP, UPSTREAM, Stage
from graph.queries import Way
from graph.scope import Actor
from graph.session import Reader

ROUNDS = 12
"""From a measure back to the case is eleven steps; further is not the same chain."""


class Line(NamedTuple):
    """A relation of the walk, from what came first to what followed, by uid."""

    before: str
    after: str
    relation: str


@dataclass
class Walk:
    """What a walk has reached. ``kinds``: type by uid, in the order of reaching; ``onward``: those
    whose consequences were walked, of which alone can be said what is missing after them."""

    actor: Actor
    most: int
    subject: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    lines: dict[Line, None] = field(default_factory=dict)
    onward: set[str] = field(default_factory=set)
    more: bool = False

    def of_type(self, *names: str) -> list[str]:
        """The records of these types."""
        return [uid for uid, name in self.kinds.items() if name in names]

    def add(self, uid: str, kind: str) -> bool:
        """Take a record in; False where it is there already or there is no more room."""
        if uid in self.kinds:
            return False
        if len(self.kinds) >= self.most:
            self.more = True
            return False
        self.kinds[uid] = kind
        return True

    def both_ways(self, tx: Reader, start: Iterable[str]) -> None:
        """Walk up and then down from these records, which the walk has."""
        start = list(start)
        self._go(tx, start, UP)
        self.onward.update(start)
        self.onward.update(self._go(tx, start, DOWN))

    def _go(self, tx: Reader, start: Sequence[str], ways: Sequence[Way]) -> set[str]:
        """All that is reached in one direction."""
        reached = set(start)
        frontier = list(start)
        for _ in range(ROUNDS):
            by_type = {
                name: list(uids)
                for name, uids in groupby(sorted(frontier, key=self._kind), self._kind)
            }
            taken = [way for way in ways if way.near in by_type and self._leads(way)]
            rows = queries.chain_steps(
                tx, self.actor, taken, by_type, list(self.kinds), self.subject, self.most + 1
            )
            if rows and max(Counter(row["way"] for row in rows).values()) > self.most:
                self.more = True  # the way was cut, perhaps among records that are known
            frontier = [uid for uid in self._taken(taken, rows) if uid not in reached]
            frontier = list(dict.fromkeys(frontier))
            reached.update(frontier)
            frontier = [uid for uid in frontier if not PARTS[self.kinds[uid]].leaf]
            if not frontier:
                break
        else:
            self.more = True
        return reached

    def _kind(self, uid: str) -> str:
        return self.kinds[uid]

    def _leads(self, way: Way) -> bool:
        """A feedback that the walk met on its way up leads to all that it covered only where
        nothing nearer says which findings the chain is about."""
        climbs = "Finding" in way.far and not way.back
        if not climbs or PARTS[way.near].stage is not Stage.FEEDBACK:
            return True
        return self.kinds.get(self.subject) == way.near or not self.of_type("Finding")

    def _taken(self, ways: Sequence[Way], rows: Iterable[dict[str, str]]) -> Iterator[str]:
        """Take the rows in; the records that there was room for."""
        by_name = {way.name: way for way in ways}
        for row in rows:
            way = by_name[row["way"]]
            near, far = row["near"], row["far"]
            new = self.add(far, row["kind"])
            if not new and far not in self.kinds:
                continue
            relation = f"{way.owner}.{way.ref}"
            owner, other = (far, near) if way.back else (near, far)
            ends = (other, owner) if relation in UPSTREAM else (owner, other)
            self.lines.setdefault(Line(*ends, relation))
            yield far
