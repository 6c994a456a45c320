"""Relations from one record to another of its type, in such a way that they can go back.

What others say of the gone record (a case its handler) is re-pointed to the kept one. Its own
relations (an officer's posts) stay on it, as they do on any retired record, and are copied. Beside
each, the gone record keeps a *trace*: a relationship of the same type with a prefix, to the same
end, with the same properties. No declaration names a trace, so no list, page, load or export reads
one, and the relations themselves look as if they had always been there.

    MERGED_<TYPE>    is at the kept record now, and was not before
    DOUBLED_<TYPE>   the kept record had the very same already
    REPLACED_<TYPE>  the kept record's own, which became one with the gone record's
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.model import Back, RecordType, Ref, backs
from graph.records import placement
from graph.session import Reader, Row, Writer

MERGED, DOUBLED, REPLACED = "MERGED_", "DOUBLED_", "REPLACED_"

Properties = dict[str, Any]


@dataclass(frozen=True)
class Pair:
    """The two records: of which type, which is kept, which goes (uids)."""

    kind: RecordType
    kept: str
    gone: str

    @property
    def match(self) -> str:
        """Both as Cypher, ``k`` and ``g``; parameters ``$kept`` and ``$gone``."""
        return f"MATCH (k:{self.kind.name} {{uid: $kept}}), (g:{self.kind.name} {{uid: $gone}})"

    def run(self, tx: Writer, cypher: str, **more: Any) -> list[Row]:
        """A statement about the two."""
        return tx.run(cypher, kept=self.kept, gone=self.gone, **more)


@dataclass(frozen=True)
class Moved:
    """How many relations of one declared way moved, went back, or could not."""

    name: str
    kind: RecordType
    count: int
    stayed: int = 0

    @property
    def untold(self) -> bool:
        """Whether it is counted for the discipline bodies alone: confidential, or about a
        person."""
        return self.kind.confidential or self.name.partition(".")[2] in self.kind.guarded


def inward(kind: RecordType) -> list[Back]:
    """Relations of other records that lead to records of the type. Duties are none of them: the
    keeper judges anew who owes them, after a merge and after its undo."""
    return [back for back in backs(kind) if not back.ref.derived and back.kind.name != "Duty"]


def outward(kind: RecordType) -> list[Ref]:
    """The type's own relations that a merge copies: to several records. Of a relation to one
    record (the court that registered a party) each keeps its own."""
    return [ref for ref in kind.refs.values() if ref.many and not ref.derived]


def repoint(
    tx: Writer, pair: Pair, today: date, only: Mapping[str, list[str]] | None = None
) -> list[Moved]:
    """Everything that others say of the gone record is said of the kept one.

    ``only``: by name of the way, the uids of the others whose relations move; then no others do,
    and for good: there is no trace.
    """
    found = []
    for back in inward(pair.kind):
        if only is not None and not only.get(back.name):
            continue
        some = "" if only is None else "WHERE n.uid IN $only "
        real = f"CREATE {back.ref.pattern('n', 'k', 'made')} SET made = p"
        traces = [
            f"CREATE {_way(back, 'n', 'g', 'trace', prefix, typed=False)} SET trace = p"
            for prefix in (MERGED, DOUBLED)
        ]
        moved, doubled = traces if only is None else ("", "SET r = p")
        rows = pair.run(
            tx,
            f"{pair.match} MATCH {_way(back, 'n', 'g')} {some}"
            "WITH k, g, n, r, properties(r) AS p "
            f"WITH k, g, n, r, p, EXISTS {{ MATCH {_way(back, 'n', 'k', 'x')} "
            "WHERE properties(x) = p } AS double "
            f"FOREACH (_ IN CASE WHEN double THEN [] ELSE [1] END | {real} {moved}) "
            f"FOREACH (_ IN CASE WHEN double THEN [1] ELSE [] END | {doubled}) "
            "DELETE r RETURN n.uid AS uid",
            only=(only or {}).get(back.name, []),
        )
        if rows:
            found.append(Moved(back.name, back.kind, len(rows)))
            _place(tx, back, [row["uid"] for row in rows], today)
    return found


def give_back(tx: Writer, pair: Pair, today: date) -> list[Moved]:
    """What came by the merge goes back to the gone record; what came later, and what was changed
    since, stays with the kept one."""
    found = []
    for back in inward(pair.kind):
        uids: list[str] = []
        stayed = 0
        for prefix in (MERGED, DOUBLED):
            take = "DELETE x " if prefix == MERGED else ""
            rows = pair.run(
                tx,
                f"{pair.match} MATCH {_way(back, 'n', 'g', 't', prefix)} "
                "WITH k, g, n, t, properties(t) AS p "
                f"WITH g, n, t, p, head(COLLECT {{ MATCH {_way(back, 'n', 'k', 'x')} "
                "WHERE properties(x) = p RETURN x LIMIT 1 }) AS x "
                "WITH g, n, t, p, x, x IS NOT NULL AS there "
                "FOREACH (_ IN CASE WHEN there THEN [1] ELSE [] END | "
                f"CREATE {back.ref.pattern('n', 'g', 'made')} SET made = p {take}) "
                "DELETE t RETURN n.uid AS uid, there",
            )
            uids += [row["uid"] for row in rows if row["there"]]
            stayed += sum(not row["there"] for row in rows)
        if uids or stayed:
            found.append(Moved(back.name, back.kind, len(uids), stayed))
            _place(tx, back, uids, today)
    return found


def copy(tx: Writer, pair: Pair) -> list[Moved]:
    """The kept record gets the gone one's own relations that it lacks.

    Posts of the same name in the same department that overlap or touch become one.
    """
    found = []
    for ref in outward(pair.kind):
        mine, theirs = _own(tx, pair, ref, pair.kept), _own(tx, pair, ref, pair.gone)
        count = 0
        for row in theirs:
            if row["end"] == pair.kept or row["p"] in [m["p"] for m in mine if _same(m, row)]:
                continue
            joined, replaced = _joined(ref, row, mine)
            if any(m["p"] == joined for m in replaced):
                continue  # one of the kept record's covers it
            for each in replaced:
                mine.remove(each)
                _change(tx, pair, ref, each["end"], each["p"], None)
                _trace(tx, pair, ref, REPLACED, each["end"], each["p"])
            _change(tx, pair, ref, row["end"], None, joined)
            _trace(tx, pair, ref, MERGED, row["end"], joined)
            mine.append({"end": row["end"], "p": joined})
            count += 1
        if count:
            found.append(Moved(ref.name, pair.kind, count))
    return found


def take_back(tx: Writer, pair: Pair) -> list[Moved]:
    """The kept record loses what ``copy`` gave it and has what that replaced; a relation that was
    changed since stays as it is."""
    found = []
    for ref in outward(pair.kind):
        mine = _own(tx, pair, ref, pair.kept)
        came = _own(tx, pair, ref, pair.gone, MERGED)
        was = _own(tx, pair, ref, pair.gone, REPLACED)
        changed = {row["end"] for row in came if row not in mine}
        for row in came:
            if row["end"] not in changed:
                _change(tx, pair, ref, row["end"], row["p"], None)
        for row in was:
            if row["end"] not in changed:
                _change(tx, pair, ref, row["end"], None, row["p"])
        for prefix in (MERGED, REPLACED):
            pair.run(tx, f"{pair.match} MATCH {_own_way(ref, 'g', 't', prefix)} DELETE t")
        if came:
            stayed = sum(row["end"] in changed for row in came)
            found.append(Moved(ref.name, pair.kind, len(came) - stayed, stayed))
    return found


def _place(tx: Writer, back: Back, uids: list[str], today: date) -> None:
    """Where records belong whose home or sharing leads through the person."""
    if uids and back.ref.name in (*back.kind.home, *back.kind.shared):
        placement.place(tx, back.kind, sorted(set(uids)), today)


def _way(
    back: Back, near: str, far: str, name: str = "r", prefix: str = "", *, typed: bool = True
) -> str:
    """A relation of another record as Cypher, or its trace."""
    kind = f"{near}:{back.kind.name}" if typed else near
    return _prefixed(back.ref, back.ref.pattern(kind, far, name), name, prefix)


def _own_way(ref: Ref, node: str, name: str, prefix: str = "", far: str = "m") -> str:
    """One of the record's own relations as Cypher, or its trace."""
    return _prefixed(ref, ref.pattern(node, far, name), name, prefix)


def _prefixed(ref: Ref, pattern: str, name: str, prefix: str) -> str:
    kind = str(ref.relationship_type)
    return pattern.replace(f"[{name}:{kind}]", f"[{name}:{prefix}{kind}]")


def _own(tx: Reader, pair: Pair, ref: Ref, uid: str, prefix: str = "") -> list[Row]:
    """A record's own relations: ``end`` (uid) and ``p`` (properties), earliest made first."""
    return tx.run(
        f"MATCH (n:{pair.kind.name} {{uid: $uid}}) MATCH {_own_way(ref, 'n', 'r', prefix)} "
        "RETURN m.uid AS end, properties(r) AS p ORDER BY end, toString(p['from'])",
        uid=uid,
    )


def _change(
    tx: Writer, pair: Pair, ref: Ref, end: str, old: Properties | None, new: Properties | None
) -> None:
    """Remove one relation of the kept record, or make one."""
    match = f"{pair.match} MATCH (m:{'|'.join(ref.targets)} {{uid: $end}})"
    if old is not None:
        pair.run(
            tx,
            f"{match} MATCH {_own_way(ref, 'k', 'r')} WHERE properties(r) = $old "
            "WITH r LIMIT 1 DELETE r",
            end=end, old=old,
        )  # fmt: skip
    if new is not None:
        pair.run(tx, f"{match} CREATE {_own_way(ref, 'k', 'r')} SET r = $new", end=end, new=new)


def _trace(tx: Writer, pair: Pair, ref: Ref, prefix: str, end: str, said: Properties) -> None:
    pair.run(
        tx,
        f"{pair.match} MATCH (m:{'|'.join(ref.targets)} {{uid: $end}}) "
        f"CREATE {_own_way(ref, 'g', 'r', prefix)} SET r = $said",
        end=end, said=said,
    )  # fmt: skip


def _joined(ref: Ref, row: Row, mine: list[Row]) -> tuple[Properties, list[Row]]:
    """The relation as one with those of the kept record that it overlaps or touches: the same
    end, the same properties but for the dates. And which those are."""
    said = dict(row["p"])
    if not {"from", "to"} <= set(ref.fields):
        return said, []
    replaced: list[Row] = []
    again = True
    while again:
        again = False
        for each in mine:
            if each in replaced or not _same(each, row) or _else(each["p"]) != _else(said):
                continue
            if touch(each["p"], said):
                said = _else(said) | _span(each["p"], said)
                replaced.append(each)
                again = True
    return said, replaced


def touch(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two periods overlap or follow each other without a day between; a period of which
    nothing is known touches none."""
    if not any(p.get(n) for p in (one, other) for n in ("from", "to")):
        return True
    if not all(p.get("from") or p.get("to") for p in (one, other)):
        return False
    day = timedelta(days=1)
    starts = [p.get("from") or date.min + day for p in (one, other)]
    ends = [p.get("to") or date.max - day for p in (one, other)]
    return bool(max(starts) - day <= min(ends))


def _span(one: Properties, other: Properties) -> Properties:
    """Both periods as one; an open end stays open."""
    starts: list[date | None] = [one.get("from"), other.get("from")]
    ends: list[date | None] = [one.get("to"), other.get("to")]
    start = None if None in starts else min(day for day in starts if day)
    end = None if None in ends else max(day for day in ends if day)
    return {name: day for name, day in (("from", start), ("to", end)) if day is not None}


def _else(said: Properties) -> Properties:
    return {name: value for name, value in said.items() if name not in ("from", "to")}


def _same(one: Row, other: Row) -> bool:
    return bool(one["end"] == other["end"])
