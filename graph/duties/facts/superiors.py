"""Which court stood above which on a day, courts having been moved: for whoever owes because of it.

The rule for one court is graph.operations.court_periods; here it is asked for many at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.operations.court_periods import CourtRecord, Span, court_on
from graph.queries import question
from graph.scope import Actor
from graph.session import Reader

ENGINE = Actor.system("duties")

KEEP_PLAN = "CYPHER replan=skip "
"""What every write asks starts from unique keys, whatever the amounts: its plan stays, however fast
a load grows the graph. Planning these anew took longer than the load."""

OUTSIDE = "责任法院不在本省法院体系内|the court that owes it is outside of the tree"
UNKNOWN = "当时的上级法院没有登记|which court stood above it on that day isn't recorded"

End = dict[str, str]
"""A record as facts rows name it: uid, and id (the server's own handle)."""


@dataclass(frozen=True)
class Courts:
    """Every court by uid, with all that stand or stood above it. Few thousand in a country, and
    they hardly ever change: read once for as long as the graph's stamp stays (Frame)."""

    records: Mapping[str, CourtRecord]
    ids: Mapping[str, str]
    retired: frozenset[str] = frozenset()
    _below: dict[str, list[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def read(cls, tx: Reader) -> Courts:
        """As the graph has them now. One statement."""
        rows = tx.run(KEEP_PLAN + question("duties/courts").cypher(ENGINE))
        return cls(
            {
                row["uid"]: CourtRecord(
                    uid=row["uid"], code=row["uid"], name=row["name"], level=row["level"],
                    since=row["since"], until=row["until"], under=row["under"] or "",
                    formerly=tuple(Span(**each) for each in row["formerly"]),
                )
                for row in rows
            },
            {row["uid"]: row["id"] for row in rows},
            frozenset(row["uid"] for row in rows if row["retired"]),
        )  # fmt: skip

    def end(self, uid: str) -> End:
        """The court as facts rows name it."""
        return {"uid": uid, "id": self.ids[uid]}

    def name(self, uid: str) -> str:
        """What the court is called."""
        return self.records[uid].name

    def level(self, uid: str) -> str:
        """The court's level: high, intermediate, basic."""
        return self.records[uid].level if uid in self.records else ""

    def there(self, uid: str, day: date) -> bool:
        """Whether the court existed on that day."""
        court = court_on(self.records, uid, day)
        return court is not None and court.there

    def above(self, uid: str, day: date) -> tuple[str, ...]:
        """The courts above it on that day, the nearest first: up to the first that isn't known."""
        found: list[str] = []
        while len(found) < 3:
            court = court_on(self.records, uid, day)
            if court is None or not court.superior or court.superior not in self.records:
                break
            uid = court.superior
            found.append(uid)
        return tuple(found)

    def one_up(self, uid: str, day: date) -> str | None:
        """The court one level up on that day; None: a high court's, or not known."""
        return next(iter(self.above(uid, day)), None)

    def common(self, uids: Sequence[str], day: date) -> str | None:
        """The lowest court that stood above all of them on that day, whatever their levels."""
        chains = [self.above(uid, day) for uid in uids]
        shared = set(chains[0]).intersection(*chains[1:]) if chains else set()
        return next((each for each in chains[0] if each in shared), None) if chains else None

    def area(self, uid: str, day: date) -> str | None:
        """The intermediate court in whose area it stood on that day: itself, or one above."""
        return next(
            (each for each in (uid, *self.above(uid, day)) if self.level(each) == "intermediate"),
            None,
        )

    def below(self, top: str) -> list[str]:
        """The courts that stand or stood below it at any time, in the order of their uids."""
        if not self._below:
            for uid, court in self.records.items():
                for above in {court.under, *(each.what for each in court.formerly)} - {""}:
                    self._below.setdefault(above, []).append(uid)
        found: set[str] = set()
        todo = [top]
        while todo:
            todo = [u for above in todo for u in self._below.get(above, ()) if u not in found]
            found.update(todo)
        return sorted(found - self.retired - {top})

    def why_none(self, uids: Iterable[str]) -> str:
        """Why no court of the tree stands above these: one is the high court, or it isn't known."""
        return OUTSIDE if any(self.level(uid) == "high" for uid in uids) else UNKNOWN


Departments = dict[tuple[str, date, str], list[End]]
"""Departments by court, day and function."""


def departments(tx: Reader, pairs: Iterable[tuple[str, date]]) -> Departments:
    """The departments that these courts (uids) had on these days. One statement."""
    asked = [{"court": court, "day": day} for court, day in sorted(set(pairs))]
    statement = KEEP_PLAN + question("duties/departments-then").cypher(ENGINE)
    found: Departments = {}
    for row in tx.run(statement, asked=asked) if asked else ():
        key = row["court"], row["day"], row["function"]
        found.setdefault(key, []).append({"uid": row["uid"], "id": row["id"]})
    return found


def of(found: Departments, court: str | None, day: date, function: str) -> list[End]:
    """Those of one court, day and function."""
    return found.get((court or "", day, function), [])
