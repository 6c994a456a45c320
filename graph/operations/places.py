"""Which courts a reader may count at: those of the own subtree, one at a time, alone or with those
below. Of a whole province only what tallies are kept of can be counted (graph/tallies).
"""

from __future__ import annotations

from dataclasses import dataclass

from graph import queries
from graph.errors import NotFound
from graph.model import LEVELS, RecordType, backs, type_of
from graph.queries import At
from graph.records import Anchor, Filter, Op, Query
from graph.scope import LEVEL_KEY, Actor
from graph.session import Reader
from graph.text import Text


@dataclass(frozen=True)
class Known:
    """A court of the directory, with the codes of its high, intermediate and basic court."""

    uid: str
    code: str
    name: str
    level: str
    place: tuple[str | None, ...]

    @property
    def key(self) -> str:
        """Its level key: c1, c2, c3."""
        return LEVEL_KEY[self.level]

    def under(self, court: Known) -> bool:
        """Whether it is the court or one below it."""
        return self.place[LEVELS.index(court.key)] == court.code


class Courts:
    """The directory of courts, and which of them are the reader's. One statement."""

    def __init__(self, tx: Reader, actor: Actor) -> None:
        self.actor = actor
        rows = queries.courts_known(tx, actor)
        self.all = {
            row["code"]: Known(
                row["uid"], row["code"], row["name"], row["level"],
                tuple(row[level] for level in LEVELS),
            )
            for row in rows
        }  # fmt: skip

    def find(self, code: str) -> Known:
        """A court of the directory; raises NotFound."""
        if code not in self.all:
            raise NotFound(type=Text("法院", "court"), key=code)
        return self.all[code]

    def own(self, code: str) -> Known:
        """A court of the reader's subtree; raises NotFound for any other."""
        found = self.find(code)
        if not self.is_own(found):
            raise NotFound(type=Text("法院", "court"), key=code)
        return found

    def is_own(self, court: Known) -> bool:
        """Whether the court lies in the reader's subtree."""
        level = self.actor.level
        return level is None or court.place[LEVELS.index(level)] == self.actor.court

    def offered(self) -> list[Known]:
        """The courts that the reader may choose, each followed by those below it."""
        mine = [court for court in self.all.values() if self.is_own(court)]
        return sorted(mine, key=lambda court: tuple(code or "" for code in court.place))

    def usual(self) -> Known | None:
        """The reader's own court; of who reads every tree the only high court there is. None where
        there are several: one has to be chosen."""
        own = self.all.get(self.actor.court or "")
        high = [court for court in self.offered() if court.level == "high"]
        return own or (high[0] if len(high) == 1 else None)

    def next_below(self, court: Known) -> list[Known]:
        """Those right below the court."""
        return [
            each
            for each in self.offered()
            if each.under(court) and LEVELS.index(each.key) == LEVELS.index(court.key) + 1
        ]

    def below(self, court: Known) -> list[Known]:
        """The court and those below it, itself first."""
        return [each for each in self.offered() if each.under(court)]


def at(court: Known, own: bool) -> At:
    """Where to count: a basic court has none below it."""
    return At(court.code, court.key, own=own and court.level != "basic")


def at_court(kind: RecordType, ref: str, court: Known, own: bool) -> Query:
    """Records that lead by the relation to the court, or to a department of it; unless ``own``
    also to those below it. What leads to a high court itself hangs on it: there is no index of a
    province's own."""
    if court.level == "high" and own and kind.refs[ref].targets == ("Court",):
        back = next(each for each in backs(type_of("Court")) if each.name == f"{kind.slug}.{ref}")
        return Query(kind, anchor=Anchor.by_back(court.uid, type_of("Court"), back))
    op = Op.OWN if own else Op.WITHIN
    return Query(kind, filters=(Filter(ref, op, court.uid),))
