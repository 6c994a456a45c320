"""Splitting one record that is two people: what belongs to the other moves to a record of its own.

Who splits names what moves: posts or cases of the record itself, and other records by their key
(the case, the petition). Nothing is listed for choosing among, since a list of what is about one
officer is the officer's file. Merging the two again takes the split back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from graph import clock, records, scope
from graph.audit import Tag, append
from graph.case_number import stored
from graph.errors import Invalid
from graph.model import Back, Kind, Link, Record, RecordType
from graph.operations.duplicates import moves, refusals
from graph.operations.duplicates.merge import Done
from graph.operations.duplicates.moves import Moved, Pair
from graph.records.write import change_in, create_in, locked, written
from graph.scope import Actor
from graph.session import Graph, Reader, Writer
from graph.text import Text

MOST_KEYS = 500


def split(
    graph: Graph,
    actor: Actor,
    kind: RecordType,
    key: str,
    version: int,
    values: Mapping[str, Any],
    own: Mapping[str, Sequence[int]],
    others: Iterable[str],
    reason: str,
) -> Done:
    """Make a record of ``values`` (its key, its name) and move to it, from the record ``key``:

    ``own``: by name of a relation of the type, places in the record's list of such relations
    (``links``); ``others``: keys of records that name the person. Returns the two records, the one
    that was there first. Raises Invalid (also for a key that doesn't name the person), NotUnique,
    NotAllowed, NotFound, OwnFile, Conflict.
    """
    wanted = list(dict.fromkeys(each.strip() for each in others if each.strip()))

    def work(tx: Writer) -> Done:
        said = refusals.explained(reason)
        old = locked(tx, actor, kind, key, version)
        if why := refusals.out_of_use(kind, old):
            raise Invalid({"record": why})
        theirs, left = _parted(kind, old, own)
        found = _named(tx, actor, kind, old, wanted)
        if not found and not any(theirs.values()):
            raise Invalid({"others": Text("请选择或填写要移走的内容",
                                          "Choose or enter what is to move")})  # fmt: skip
        single = {n: old.links[n] for n, r in kind.refs.items() if r.required and not r.many}
        made = create_in(tx, actor, kind, {**single, **theirs, **values})
        if any(theirs.values()):
            change_in(tx, actor, kind, old.uid, version, left)
        only: dict[str, list[str]] = {}
        for back, uid in found:
            only.setdefault(back.name, []).append(uid)
        moved = moves.repoint(tx, Pair(kind, made.uid, old.uid), clock.today(), only)
        _say(tx, actor, old, made, moved, said)
        return Done(records.get(tx, actor, kind, old.uid), records.get(tx, actor, kind, made.uid))

    return written(graph, kind, work)


def _say(
    tx: Writer, actor: Actor, old: Record, made: Record, moved: list[Moved], reason: str
) -> None:
    """An event for each record; in full numbers for the discipline bodies alone, as of a merge."""
    kind = old.declared
    names = {"from": getattr(old, kind.key), "to": getattr(made, kind.key)}
    told = {each.name: each.count for each in moved if not each.untold}
    for record in (old, made):
        detail = {**names, "reason": reason, "moved": told}
        append(tx, actor, Tag.RECORD_SPLIT, records.subject(kind, record), detail)
    if len(told) < len(moved):
        sealed = replace(records.subject(kind, old), discipline=True)
        full = {each.name: each.count for each in moved}
        append(tx, actor, Tag.RECORD_SPLIT, sealed, {**names, "all": full})


def _parted(
    kind: RecordType, old: Record, own: Mapping[str, Sequence[int]]
) -> tuple[dict[str, tuple[Link, ...]], dict[str, tuple[Link, ...]]]:
    """The record's own relations: those that move, and of the same ones those that stay."""
    theirs, left = {}, {}
    for name, places in own.items():
        links = old.links[kind.ref(name).name]
        chosen = {place for place in places if 0 <= place < len(links)}
        if chosen:
            theirs[name] = tuple(link for place, link in enumerate(links) if place in chosen)
            left[name] = tuple(link for place, link in enumerate(links) if place not in chosen)
    return theirs, left


def _named(
    tx: Reader, actor: Actor, kind: RecordType, old: Record, keys: list[str]
) -> list[tuple[Back, str]]:
    """The records of these keys that name the person. Raises Invalid for a key that is of none."""
    if len(keys) > MOST_KEYS:
        raise Invalid({"others": Text(f"一次最多{MOST_KEYS}条", f"At most {MOST_KEYS} at a time")})
    if not keys:
        return []
    ways = [back for back in moves.inward(kind) if actor.may_read(back.kind)]
    parts = [
        f"MATCH (p:{kind.name} {{uid: $uid}}) UNWIND $keys AS key "
        f"MATCH (n:{back.kind.name} {{{back.kind.key}: {_spelt(back.kind)}}}) "
        f"WHERE EXISTS {{ {back.ref.pattern('n', 'p', '')} }} "
        f"AND {scope.visible(back.kind, 'n', actor)} "
        f"RETURN DISTINCT key.said AS key, {place} AS place, n.uid AS uid"
        for place, back in enumerate(ways)
    ]
    spelt = [{"said": key, "stored": stored(key)} for key in keys]
    rows = tx.run(" UNION ALL ".join(parts), uid=old.uid, keys=spelt, **scope.parameters(actor))
    missing = [key for key in keys if key not in {row["key"] for row in rows}]
    if missing:
        listed = "、".join(missing[:10])
        raise Invalid({"others": Text(
            f"这些编号没有涉及此人的记录，或您无权查看：{listed}",
            f"no record of these numbers names this person, or you may not see it: {listed}",
        )})  # fmt: skip
    return [(ways[row["place"]], row["uid"]) for row in rows]


def _spelt(kind: RecordType) -> str:
    """The key as the type stores it: any spelling of a case number is the same number."""
    return "key.stored" if kind.fields[kind.key].kind is Kind.CASE_NUMBER else "key.said"
