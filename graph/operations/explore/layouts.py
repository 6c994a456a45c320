"""Where nodes lie on a canvas: kept under the digest of what is kept, for addresses to name it.

A ``Layout`` is no record of enforcement and no declared type: it holds identifiers and positions,
never a word of a record, and whoever opens it is asked for rights anew. It never changes; the same
canvas kept twice is one layout. One that no saved view names goes after ``KEPT``: it was an address
that somebody sent on or went back to.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from graph import clock
from graph.errors import BadBody, NotFound
from graph.operations.explore.gaps import MISSING, MOST_GAPS, gaps
from graph.operations.explore.nodes import read, tellable
from graph.scope import Actor
from graph.session import Graph, Reader, Writer
from graph.text import Text

KEPT = timedelta(days=180)
"""How long a layout stays after it was last kept, unless a saved view names it."""

MOST = 2000
"""Nodes of one layout."""

UNNAMED = 200
"""Layouts that one user may have and that no saved view names; the oldest go."""

_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-[0-9]{1,6})?|gap:[!-\ud7ff\ue000-\uffff]{1,190}"
)
"""A record's uid, or the number of a duty that is not done."""

FARTHEST = 1e7
NAMED = re.compile(r"[?&]layout=([0-9a-f]{32})(?![0-9a-f])")

LAYOUT = Text("图谱布局", "layout")


@dataclass(frozen=True)
class Spot:
    """A node's place. ``pinned``: it stays where it is when others come."""

    id: str
    x: float
    y: float
    pinned: bool = False


@dataclass(frozen=True)
class Layout:
    """A canvas as it was kept: by whom and when, which nodes where, which of them hidden."""

    id: str
    owner: str
    kept_at: datetime
    spots: tuple[Spot, ...]
    hidden: tuple[str, ...]


def keep(graph: Graph, actor: Actor, said: Mapping[str, Any]) -> str:
    """Keep ``nodes`` (id, x, y, pinned) and ``hidden`` (ids); returns the id. Raises BadBody."""
    body = json.dumps(
        {"nodes": _spots(said.get("nodes")), "hidden": sorted(set(_ids(said.get("hidden") or [])))},
        ensure_ascii=False, separators=(",", ":"),
    )  # fmt: skip
    digest = hashlib.sha256(body.encode()).hexdigest()[:32]

    def work(tx: Writer) -> str:
        tx.run(
            "MERGE (l:Layout {digest: $digest}) "
            "ON CREATE SET l.owner = $owner, l.made_at = $now, l.body = $body "
            "SET l.kept_at = $now",
            digest=digest, owner=actor.username, now=clock.now(), body=body,
        )  # fmt: skip
        return digest

    return graph.write(work)


def kept(tx: Reader, actor: Actor, digest: str) -> Layout:
    """The layout with this id, whoever kept it, as far as the actor may be told of what lies on it:
    of leads, and of duties that arise from them, not even how many there are. Raises NotFound."""
    row = tx.one(
        "MATCH (l:Layout {digest: $digest}) "
        "RETURN l.owner AS owner, l.made_at AS at, l.body AS body",
        digest=digest,
    )
    if row is None:
        raise NotFound(type=LAYOUT, key=digest)
    body = json.loads(row["body"])
    spots = [Spot(*spot) for spot in body["nodes"]]
    told = _told(tx, actor, [*(spot.id for spot in spots), *body["hidden"]])
    return Layout(
        digest,
        row["owner"],
        row["at"],
        tuple(spot for spot in spots if spot.id in told),
        tuple(uid for uid in body["hidden"] if uid in told),
    )


def _told(tx: Reader, actor: Actor, ids: Sequence[str]) -> set[str]:
    """Those that the actor may be told of; of what is missing, what those records lack."""
    uids = [uid for uid in ids if not uid.startswith(MISSING)]
    told = tellable(tx, actor, uids)
    if len(uids) == len(ids):
        return told
    kinds = read(tx, actor, [uid for uid in uids if uid in told]).kinds
    lacking = gaps(tx, actor, dict(list(kinds.items())[:MOST_GAPS]))
    return told | {node.uid for node in lacking.nodes}


def purge(graph: Graph, now: datetime | None = None) -> int:
    """Delete layouts that no saved view names: those last kept longer than ``KEPT`` ago, and of
    each user all but the ``UNNAMED`` last kept; returns how many."""
    before = (now or clock.now()) - KEPT

    def work(tx: Writer) -> int:
        rows = tx.run(
            "MATCH (v:SavedView) WHERE v.address CONTAINS 'layout=' RETURN v.address AS address"
        )
        named = {found for row in rows for found in NAMED.findall(row["address"])}
        gone = tx.run(
            "MATCH (l:Layout) WHERE l.kept_at < $before AND NOT l.digest IN $named "
            "DELETE l RETURN count(*) AS gone",
            before=before, named=sorted(named),
        )  # fmt: skip
        beyond = tx.run(
            "MATCH (l:Layout) WHERE NOT l.digest IN $named "
            "WITH l ORDER BY l.kept_at DESC, l.digest "
            "WITH l.owner AS owner, collect(l) AS own UNWIND own[$most..] AS l "
            "DELETE l RETURN count(*) AS gone",
            named=sorted(named), most=UNNAMED,
        )  # fmt: skip
        return int(gone[0]["gone"]) + int(beyond[0]["gone"])

    return graph.write(work)


def _spots(said: object) -> list[tuple[str, float, float, bool]]:
    if not isinstance(said, list) or not 0 < len(said) <= MOST:
        raise BadBody(why=Text(f"nodes 须有1到{MOST}个节点", f"“nodes” needs 1 to {MOST} nodes"))
    found: dict[str, tuple[str, float, float, bool]] = {}
    for each in said:
        if not isinstance(each, Mapping):
            raise _bad_node()
        (uid,) = _ids([each.get("id")])
        found[uid] = (uid, _place(each.get("x")), _place(each.get("y")), each.get("pinned") is True)
    return [found[uid] for uid in sorted(found)]


def _place(said: object) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise _bad_node()
    if abs(said) > FARTHEST or not math.isfinite(said):
        raise _bad_node()
    return round(float(said), 1)


def _ids(said: Sequence[object]) -> list[str]:
    if not isinstance(said, list) or len(said) > MOST:
        raise _bad_node()
    found = [each for each in said if isinstance(each, str) and _ID.fullmatch(each)]
    if len(found) < len(said):
        raise _bad_node()
    return found


def _bad_node() -> BadBody:
    why = Text("每个节点须有标识 id 和位置 x、y", "each node needs its “id” and its place “x”, “y”")
    return BadBody(why=why)
