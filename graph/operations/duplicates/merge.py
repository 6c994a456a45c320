"""Merging two records of one person, and undoing it.

The record that goes is retired and leads to the one kept (``merged_into``); what names it means
that one from then on (graph.records.merged). One transaction, with an event in the chain of each
record; what confidential types are about goes into the sealed chain alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from graph import clock, queries, records, scope
from graph import kept as kept_beside
from graph.audit import Tag, append
from graph.errors import Invalid, NotAllowed
from graph.model import Record, RecordType
from graph.model.alike import MERGED_INTO
from graph.operations.duplicates import moves, refusals
from graph.operations.duplicates.compare import Person, doubts, reasons
from graph.operations.duplicates.find import persons
from graph.operations.duplicates.moves import Moved, Pair
from graph.records import placement
from graph.records.write import locked, signed, written
from graph.scope import Actor
from graph.session import Graph, Reader, Writer
from graph.text import Text

PAGE = 50


@dataclass(frozen=True)
class Comparison:
    """Two records side by side before a merge.

    ``counts`` are the relations that would move, by way; ``refused`` is why they can't be merged.
    """

    kept: Record
    gone: Record
    reasons: list[Text]
    doubts: list[Text]
    refused: Text | None
    counts: dict[str, int]
    kept_counts: dict[str, int]


@dataclass(frozen=True)
class Done:
    """A merge made or undone: both records as they are now, and relations that stayed where they
    were since somebody changed them in between."""

    kept: Record
    gone: Record
    stayed: int = 0


@dataclass(frozen=True)
class Merge:
    """One merge as the list tells it. ``open``: the kept record was not merged further."""

    uid: str
    key: str
    title: str
    version: int
    kept_uid: str
    kept_key: str
    kept_title: str
    kept_version: int
    reason: str
    by: str
    at: datetime
    open: bool


def compare(tx: Reader, actor: Actor, kind: RecordType, kept: str, gone: str) -> Comparison:
    """What a merge of these two would be. Raises NotAllowed, NotFound, OwnFile."""
    scope.require_write(kind, actor)
    one, other = (records.get(tx, actor, kind, key) for key in (kept, gone))
    if not all(records.may_change(actor, record) for record in (one, other)):
        raise NotAllowed(what=Text(
            "合并其他法院的记录，或关于本人的记录", "merge records of other courts, or your own"
        ))  # fmt: skip
    refused: Text | None = None
    try:
        refusals.refuse(tx, actor, kind, one, other)
    except Invalid as why:
        refused = next(iter(why.faults.values()))
    seen: list[Person] = persons(tx, actor, kind, [one.uid, other.uid])
    pair = (seen[0], seen[-1])
    return Comparison(
        one, other, reasons(*pair), doubts(*pair), refused,
        queries.duplicate_counts(tx, actor, kind, other.uid),
        queries.duplicate_counts(tx, actor, kind, one.uid),
    )  # fmt: skip


def merge(
    graph: Graph,
    actor: Actor,
    kind: RecordType,
    kept: str,
    gone: str,
    versions: tuple[int, int],
    reason: str,
    *,
    confirmed: bool = False,
) -> Done:
    """Merge ``gone`` into ``kept`` (keys or uids; versions as they were seen, in this order).

    Raises NotAllowed, NotFound, OwnFile, Conflict; Invalid with the sentence for what can't be
    merged, and, unless ``confirmed``, for what speaks against it.
    """

    def work(tx: Writer) -> Done:
        said = refusals.explained(reason)
        one = locked(tx, actor, kind, kept, versions[0])
        other = locked(tx, actor, kind, gone, versions[1])
        refusals.refuse(tx, actor, kind, one, other)
        refusals.require_confirmed(tx, actor, kind, one, other, confirmed)
        counts = queries.duplicate_counts(tx, actor, kind, other.uid)
        pair = Pair(kind, one.uid, other.uid)
        marks = kept_beside.before(tx, kind.name, [one.uid, other.uid])
        moved = [*moves.copy(tx, pair), *moves.repoint(tx, pair, clock.today())]
        _close(tx, actor, pair, one, other, said)
        placement.place(tx, kind, [one.uid, other.uid], clock.today())
        kept_beside.after(tx, kind.name, [one.uid, other.uid], marks)
        _say(tx, actor, Tag.RECORD_MERGED, one, other, moved, said, {"moved": counts})
        return _now(tx, actor, kind, one, other)

    return written(graph, kind, work)


def undo(
    graph: Graph, actor: Actor, kind: RecordType, gone: str, versions: tuple[int, int], reason: str
) -> Done:
    """Take a merge back: what came from the gone record goes back to it, what came later stays.

    ``versions``: of the kept and of the gone record as seen. Raises as ``merge`` does.
    """

    def work(tx: Writer) -> Done:
        said = refusals.explained(reason)
        other = locked(tx, actor, kind, gone, versions[1])
        into = other.links.get(MERGED_INTO)
        if not into:
            raise Invalid({"gone": Text("这条记录没有并入其他记录",
                                        "This record was not merged into another")})  # fmt: skip
        one = locked(tx, actor, kind, into[0].uid, versions[0])
        if why := refusals.out_of_use(kind, one):
            raise Invalid({"kept": Text(
                f"先撤销后来的合并：{why.zh}", f"Undo the later merge first: {why.en}"
            )})  # fmt: skip
        pair = Pair(kind, one.uid, other.uid)
        marks = kept_beside.before(tx, kind.name, [one.uid, other.uid])
        back = [*moves.take_back(tx, pair), *moves.give_back(tx, pair, clock.today())]
        _reopen(tx, actor, pair, one, other)
        placement.place(tx, kind, [one.uid, other.uid], clock.today())
        _still_somewhere(tx, pair, one)
        kept_beside.after(tx, kind.name, [one.uid, other.uid], marks)
        stayed = sum(each.stayed for each in back)
        _say(tx, actor, Tag.MERGE_UNDONE, one, other, back, said, {"stayed": stayed})
        return replace(_now(tx, actor, kind, one, other), stayed=stayed)

    return written(graph, kind, work)


def merged(
    tx: Reader, actor: Actor, kind: RecordType, before: datetime | None = None, limit: int = PAGE
) -> list[Merge]:
    """Merges that still hold, latest first; one more than ``limit`` where there are more."""
    scope.require_write(kind, actor)
    rows = queries.merges(tx, actor, kind, before or clock.now(), limit + 1)
    return [
        Merge(**{name: row[name] for name in row if name != "closed"}, open=not row["closed"])
        for row in rows
    ]


def _close(tx: Writer, actor: Actor, pair: Pair, one: Record, other: Record, reason: str) -> None:
    """Retire the gone record and lead from it to the kept one."""
    gone = signed(actor, other.version)
    gone |= {
        "retired_at": gone["changed_at"],
        "retired_by": actor.username,
        "retired_reason": reason,
    }
    pair.run(
        tx,
        f"{pair.match} SET g += $said, k += $signed CREATE (g)-[:MERGED_INTO {{at: $at}}]->(k)",
        said=gone, signed=signed(actor, one.version), at=gone["changed_at"],
    )  # fmt: skip


def _reopen(tx: Writer, actor: Actor, pair: Pair, one: Record, other: Record) -> None:
    pair.run(
        tx,
        f"{pair.match} MATCH (g)-[m:MERGED_INTO]->(k) DELETE m "
        "SET g += $said, k += $signed REMOVE g.retired_at, g.retired_by, g.retired_reason",
        said=signed(actor, other.version), signed=signed(actor, one.version),
    )  # fmt: skip


def _still_somewhere(tx: Reader, pair: Pair, one: Record) -> None:
    """Raise Invalid where the kept record has nothing left that says which court it belongs to."""
    kind = pair.kind
    left = tx.one(f"MATCH (n:{kind.name} {{uid: $uid}}) RETURN n.c1 AS c1", uid=pair.kept)
    if kind.home and (left is None or left["c1"] is None):
        key = getattr(one, kind.key)
        label = kind.refs[kind.home[0]].label
        raise Invalid({"kept": Text(
            f"撤销后{key}将没有“{label.zh}”，无法确定所属法院：请先为它登记，再撤销合并",
            f"{key} would be left without “{label.en}” and belong to no court: "
            "enter it first, then undo the merge",
        )})  # fmt: skip


def _say(
    tx: Writer,
    actor: Actor,
    tag: Tag,
    one: Record,
    other: Record,
    moved: list[Moved],
    reason: str,
    known: dict[str, Any],
) -> None:
    """An event for each record; in full numbers for the discipline bodies alone, since who did
    this may not know of all that moved."""
    kind = one.declared
    key = kind.key
    subjects = [records.subject(kind, record) for record in (one, other)]
    told = {"kept": getattr(one, key), "gone": getattr(other, key), "reason": reason} | known
    for subject in subjects:
        append(tx, actor, tag, subject, told)
    if any(each.untold for each in moved):
        full = {each.name: each.count for each in moved}
        sealed = replace(subjects[0], discipline=True)
        append(tx, actor, tag, sealed, {"kept": told["kept"], "gone": told["gone"], "all": full})


def _now(tx: Reader, actor: Actor, kind: RecordType, one: Record, other: Record) -> Done:
    return Done(records.get(tx, actor, kind, one.uid), records.get(tx, actor, kind, other.uid))
