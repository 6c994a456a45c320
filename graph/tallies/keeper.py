"""Keeps the tallies in step with every write, in its transaction (see graph/kept.py).

Before a write, what the records count as is read; after it, again; the difference is added. What
depends on other records too (a feedback that covers a finding, a recurrence, a duty) is compared
with what is stamped on the record instead. A court that moves takes its totals along.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.session import Reader, Writer
from graph.tallies import facts, store
from graph.tallies.cells import (
    ALL,
    Counts,
    CourtKeys,
    Place,
    Said,
    counted,
    court_at,
    court_keys,
    difference,
    keys_of,
    own_only,
    read,
    without_zeros,
    written,
)
from graph.tallies.measures import MANY_COURTS, SOURCES, STAMP

COURT = "Court"
Changed = dict[str, set[str]]


@dataclass
class Before:
    """What the records counted as, of which others they told, and where the courts stood.

    ``made``: by uid, what records add whose writer has stamped them (``stamp_of``). ``at``: courts
    whose place is known.
    """

    plain: dict[str, facts.Plain] = field(default_factory=dict)
    told_of: dict[str, set[str]] = field(default_factory=dict)
    courts: dict[str, CourtKeys] = field(default_factory=dict)
    made: dict[str, Counter[Said]] = field(default_factory=dict)
    at: dict[str, CourtKeys] = field(default_factory=dict)

    def add(self, more: Before) -> None:
        """Take in what was said later: how a record stood first stands; what it adds adds up."""
        self.plain = more.plain | self.plain
        self.courts = more.courts | self.courts
        self.at = more.at | self.at
        for uid, said in more.made.items():
            self.made.setdefault(uid, Counter()).update(said)
        for name, some in more.told_of.items():
            self.told_of.setdefault(name, set()).update(some)

    def count(
        self, uid: str, stamp: Sequence[str], keys: Sequence[str | None], was: Sequence[str] = ()
    ) -> None:
        """A record was given this stamp, in the court of these level keys; ``was``: the one that
        it had."""
        self.made[uid] = difference(Counter(map(read, stamp)), Counter(map(read, was)))
        home = court_at(*keys)
        self.at[home.code] = home


HERE = "@"
"""The court of a record in its stamp, as long as its maker doesn't know it."""
THERE = "#"
"""A department that owes it, likewise: for each of them there is such a line."""


def stamp_of(label: str, properties: Mapping[str, object]) -> list[str]:
    """The stamp of a record about to be made, with ``HERE`` for its court and ``THERE`` for a
    department."""
    source = SOURCES[label]
    if source.made is None or source.stamped is None:
        raise TypeError(f"{label} isn't counted by its properties alone")
    said = source.stamped({**source.made(properties), "home": (HERE,), "departments": (THERE,)})
    return sorted(map(written, said))


def before(tx: Reader, label: str, uids: Sequence[str]) -> Before:
    """What the records that are about to change count as."""
    if label == COURT:
        return Before(courts=_standing(tx, uids))
    return Before(facts.plain(tx, label, uids), facts.told_of(tx, label, uids))


def after(
    tx: Writer,
    written_: Mapping[str, Sequence[str]],
    before: Mapping[str, Sequence[Before]],
    _announce: object = None,
) -> Changed:
    """Add what changed among these records, by type, all at once: the tallies of a transaction are
    locked in one order, and in one statement."""
    changed: Counter[Said] = Counter()
    at: dict[str, CourtKeys] = {}
    for label, uids in written_.items():
        was = Before()
        for each in before.get(label, ()):
            was.add(each)
        at |= was.at
        for made in was.made.values():
            changed.update(made)
        if label == COURT:
            if was.courts:
                _moved(tx, was.courts, _standing(tx, uids))
        elif uids or was.told_of:
            changed.update(_changed(tx, label, uids, was))
    add(tx, Counter({said: n for said, n in changed.items() if n}), at)
    return {}


def _changed(tx: Writer, label: str, uids: Sequence[str], was: Before) -> Counter[Said]:
    """What these records add. What was said first of a record is how it stood. Of a type that is
    stamped, a record without a stamp is new, whatever was said; of another, one of which nothing
    was said."""
    changed: Counter[Said] = Counter()
    own = set(uids)
    for uid, now in facts.plain(tx, label, uids).items():
        old = was.plain.get(uid)
        new = old is None if now.stamped is None else not now.stamped
        if uid in own and new:
            changed.update(now.said)
        elif old is not None:
            changed.update(difference(now.said, old.said))
    changed.update(stamp(tx, facts.stamped(tx, label, uids, was.told_of)))
    return changed


def add(tx: Writer, said: Counter[Said], at: Mapping[str, CourtKeys]) -> None:
    """Add this to the tallies of every place that it touches. ``at``: courts known already."""
    if said:
        codes = {code for each in said for code in each.courts}
        known = {code: at[code] for code in codes & at.keys()}
        courts = known | facts.courts(tx, codes - known.keys())
        store.increase(tx, counted(said, courts), keys_of(said, courts))


def stamp(tx: Writer, records: Sequence[facts.Stamped]) -> Counter[Said]:
    """Write on these records what they count as now; returns what that changes."""
    changed: Counter[Said] = Counter()
    by_type: dict[str, list[dict[str, object]]] = defaultdict(list)
    for each in records:
        if each.fresh or each.was != each.now:
            changed.update(difference(each.now, each.was))
            stamp_ = sorted(written(said) for said in each.now.elements())
            by_type[each.type].append({"uid": each.uid, "now": stamp_})
    for name, rows in by_type.items():
        tx.run(
            f"UNWIND $rows AS row MATCH (n:{name} {{uid: row.uid}}) SET n.{STAMP} = row.now",
            rows=rows,
        )
    return changed


def _standing(tx: Reader, uids: Sequence[str]) -> dict[str, CourtKeys]:
    """These courts and those below them, as they stand, by code."""
    return court_keys(tx.run(
        "UNWIND $uids AS uid MATCH (:Court {uid: uid})<-[:UNDER*0..2]-(c:Court) "
        "RETURN DISTINCT c.code AS code, c.level AS level, c.c1 AS c1, c.c2 AS c2, c.c3 AS c3",
        uids=list(uids),
    ))  # fmt: skip


def _moved(tx: Writer, was: Mapping[str, CourtKeys], now: Mapping[str, CourtKeys]) -> None:
    """Take the totals of courts that moved out of the rows of those once above them and add them
    to the rows of those above them now."""
    moved = [each for code, each in now.items() if code in was and was[code] != each]
    if not moved:
        return
    codes = {each.code for each in moved}
    changes: Counts = defaultdict(Counter)
    for cell, of in store.own_rows(tx, codes):
        if cell.measure in MANY_COURTS or own_only(cell.measure):
            continue
        old, new = ({p for p in at[cell.place.code].places if p.row == ALL} for at in (was, now))
        _shift(changes, cell, of, old - new, -1)
        _shift(changes, cell, of, new - old, 1)
    said = Counter({s: n for s, n in facts.named_by(tx, codes).items() if s.measure in MANY_COURTS})
    courts = facts.courts(tx, {code for s in said for code in s.courts})
    for at, sign in ((courts | dict(was), -1), (courts | dict(now), 1)):
        for cell, of in counted(said, at).items():
            for period, count in of.items():
                changes[cell][period] += sign * count
    store.place(tx, moved, was)
    over = keys_of((), was) | keys_of((), courts | dict(now))
    store.increase(tx, without_zeros(changes), over)


def _shift(changes: Counts, cell: object, of: Counter[int | None], to: set[Place], by: int) -> None:
    for place in to:
        target = cell._replace(place=place)  # type: ignore[attr-defined]
        for period, count in of.items():
            changes[target][period] += by * count
