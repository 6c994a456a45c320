"""Which groups, findings and rectifications a written record may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph import queries
from graph.queries.recurrence_kept import GROUNDS, UNDER
from graph.recurrence_kept.groups import KEEPER, meaning_the_same, place
from graph.session import Reader, Row, Writer

TYPES = frozenset({"Finding", "Officer", *GROUNDS})
"""What recurrence is decided from. Topics aren't: what is of one topic only never recurs."""


@dataclass
class Touched:
    """``whole``: grounds whose groups are worked out anew. ``alone``: findings that no feedback
    covers: of these only what they are themselves. ``grounds``: where those are; ``marked``:
    whether something is kept of one of them. The rest is what two looks are compared by:
    ``same``, the problems that mean the same as a written one; ``attributed``, the findings of
    written officers."""

    whole: set[str] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)
    grounds: set[str] = field(default_factory=set)
    marked: bool = False
    rectifications: set[str] = field(default_factory=set)
    same: dict[str, frozenset[str]] = field(default_factory=dict)
    attributed: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, other: Touched) -> None:
        """What another look saw besides; a problem or an officer that it saw otherwise touches
        all that either saw."""
        self.whole |= other.whole
        self.alone |= other.alone
        self.grounds |= other.grounds
        self.marked |= other.marked
        self.rectifications |= other.rectifications
        for key in self.attributed.keys() ^ other.attributed.keys():
            self.whole.add(self.attributed.get(key) or other.attributed[key])


def look(tx: Reader, label: str, uids: Sequence[str]) -> Touched:
    """What these records lead to as they stand now."""
    found = Touched()
    if label == "Finding":
        _findings(found, queries.kept_findings(tx, KEEPER, uids))
    elif label == "Problem":
        found.same = {u: frozenset(same) for u, same in meaning_the_same(tx, uids).items()}
    elif label == "Officer":
        found.attributed = {
            (row["officer"], row["finding"]): row["ground"]
            for row in queries.kept_attributed(tx, KEEPER, uids)
        }
    elif label in GROUNDS:
        found.whole = queries.kept_grounds(tx, KEEPER, label, uids)
        if label in UNDER:
            found.rectifications = queries.kept_under(tx, KEEPER, label, uids)
        elif label == "Rectification":
            found.rectifications = set(uids)
    return found


def look_again(tx: Writer, label: str, uids: Sequence[str], before: Sequence[Touched]) -> Touched:
    """What they lead to after the change, with what they led to before; findings get the ground
    that they have now."""
    if label == "Finding":
        found = Touched()
        rows = queries.kept_findings(tx, KEEPER, uids)
        _stand(tx, rows)
        _findings(found, rows)
    else:
        found = look(tx, label, uids)
    for each in before:
        found.add(each)
    if label == "Problem":
        found.whole |= _otherwise_alike(tx, found, before)
    return found


def standing(tx: Reader, uids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """By finding, the ground that is kept and the one that it should have."""
    rows = queries.kept_findings(tx, KEEPER, uids)
    return {row["uid"]: (row["ground"], _now(row)) for row in rows}


def _now(row: Row) -> str | None:
    return place(row["court"], row["problem"]) if row["court"] and row["problem"] else None


def _findings(found: Touched, rows: Sequence[Row]) -> None:
    for row in rows:
        at = row["ground"]
        if not (row["counts"] or row["covered"] or row["marked"]):
            continue
        found.alone.add(row["uid"])
        found.marked |= row["marked"]
        if at:
            found.grounds.add(at)
        if at and row["covered"]:
            found.whole.add(at)


def _stand(tx: Writer, rows: Sequence[Row]) -> None:
    """Give findings the ground that their court and problem make."""
    moved = []
    for row in rows:
        now = _now(row)
        if now != row["ground"]:
            row["ground"] = now
            moved.append({"uid": row["uid"], "ground": now})
    if moved:
        tx.run(
            "UNWIND $moved AS row MATCH (f:Finding {uid: row.uid}) SET f.ground = row.ground",
            moved=moved,
        )


def _otherwise_alike(tx: Reader, found: Touched, before: Sequence[Touched]) -> set[str]:
    """The grounds of all problems that mean something else now than before."""
    looks = [found.same, *(each.same for each in before)]
    uids = {uid for each in looks for uid in each}
    alone = {uid: frozenset({uid}) for uid in uids}
    changed: set[str] = set()
    for uid in uids:
        views = {each.get(uid, alone[uid]) for each in looks}
        if len(views) > 1:
            changed |= {each for view in views for each in view}
    return queries.kept_grounds(tx, KEEPER, "Problem", sorted(changed)) if changed else set()
