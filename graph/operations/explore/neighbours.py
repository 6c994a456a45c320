"""How many neighbours a record has in its reader's sight: the "+N" beside what is on a canvas.

A canvas asks for it once it has drawn, so that no expansion waits for it. It costs no more than
``LOOKED`` relationships of each of ``MOST`` records, whatever hangs on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph import scope
from graph.model import RecordType, type_of
from graph.operations.explore import ways
from graph.operations.explore.files import open_files
from graph.operations.explore.nodes import by_type, kinds_of
from graph.operations.explore.ways import OFFICER, Way
from graph.scope import Actor
from graph.session import Reader

MOST = 100
"""Records that may be asked about at once."""

LOOKED = 2000
"""So many relationships of one record are looked at."""


@dataclass(frozen=True)
class Neighbours:
    """Different records next to one, in its reader's sight; ``capped``: at least so many."""

    count: int
    capped: bool


def neighbours(tx: Reader, actor: Actor, uids: Sequence[str]) -> dict[str, Neighbours]:
    """For each of these records that the actor may read: as many as expanding it would lead to.

    Of an officer whose file is closed, what the file is for doesn't count.
    """
    found: dict[str, Neighbours] = {}
    for label, those in by_type(kinds_of(tx, list(dict.fromkeys(uids))[:MOST])).items():
        kind = type_of(label)
        if not actor.may_read(kind):
            continue
        opened = open_files(tx, actor, those) if label == OFFICER else frozenset()
        known = [way for way in ways.ways(kind) if actor.may_read(type_of(way.far))]
        closed = [way for way in known if not way.gathers]
        for group, along in (
            ([uid for uid in those if uid in opened], known),
            ([uid for uid in those if uid not in opened], closed),
        ):
            if group and along:
                found |= _counted(tx, actor, kind, group, along)
    return found


def statement(actor: Actor, kind: RecordType, along: Sequence[Way]) -> str:
    """The statement that counts along these ways. Whether very much hangs on a record is asked of
    relations alone that lead to nothing which some must not know of."""
    rels = "|".join(dict.fromkeys(way.rel for way in along))
    shut = {way.rel for way in along if ways.shut(type_of(way.far))}
    told = "|".join(dict.fromkeys(way.rel for way in along if way.rel not in shut))
    many = f"COUNT {{ (n)-[:{told}]-() }} > $looked" if told else "false"
    seen = scope.visible_any(tuple(dict.fromkeys(way.far for way in along)), "x", actor)
    return (
        f"MATCH (n:{kind.name}) WHERE n.uid IN $uids AND {scope.visible(kind, 'n', actor)} "
        f"CALL (n) {{ MATCH (n)-[:{rels}]-(x) WITH n, x LIMIT $looked "
        f"WITH DISTINCT n, x WHERE x <> n AND x.retired_at IS NULL AND {seen} "
        "RETURN count(x) AS count } "
        f"RETURN n.uid AS uid, count, {many} AS many"
    )


def _counted(
    tx: Reader, actor: Actor, kind: RecordType, uids: Sequence[str], along: Sequence[Way]
) -> dict[str, Neighbours]:
    rows = tx.run(
        statement(actor, kind, along), uids=list(uids), looked=LOOKED, **scope.parameters(actor)
    )
    return {row["uid"]: Neighbours(row["count"], row["many"] and row["count"] > 0) for row in rows}
