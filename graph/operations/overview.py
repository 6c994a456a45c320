"""What the workbench shows first: how much there is in the actor's scope, and what was done last.

The number of statements is the same for every role and every amount of records.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from graph import scope
from graph.audit import Tag
from graph.model import Record, RecordType, type_of, types
from graph.records import Count, Query, find, links_to
from graph.records.cypher import Statement
from graph.records.cypher import count as counting
from graph.records.read import COUNT_CAP
from graph.scope import Actor
from graph.session import Reader

CHANGES = (Tag.RECORD_CREATED, Tag.RECORD_CHANGED, Tag.RECORD_RETIRED, Tag.RECORD_REINSTATED)


@dataclass(frozen=True)
class Change:
    """Something the actor did to a record that the actor may still see."""

    tag: Tag
    at: datetime
    kind: RecordType
    uid: str
    key: str
    title: str


def counts(tx: Reader, actor: Actor, cap: int = COUNT_CAP) -> dict[str, Count]:
    """How many records of each readable type are in use, by the type's name, counted up to
    ``cap``: one statement."""
    readable = [kind for kind in types().values() if actor.may_read(kind)]
    if not readable:
        return {}
    made = _side_by_side({kind.name: counting(Query(kind), actor, cap) for kind in readable})
    rows = tx.run(made.text, **made.parameters)
    return {row["label"]: Count(min(row["count"], cap), row["count"] > cap) for row in rows}


def imports(tx: Reader, actor: Actor, limit: int = 5) -> list[Record]:
    """The latest imports in the actor's scope; none where the roles may not see imports."""
    kind = type_of("Import")
    return find(tx, actor, Query(kind, limit=limit)).rows if actor.may_read(kind) else []


def changes(tx: Reader, actor: Actor, limit: int = 8) -> list[Change]:
    """The actor's own latest changes, newest first: three statements.

    Everybody may see what they did themselves; of records now out of sight nothing is told.
    """
    events = tx.run(
        "MATCH (e:AuditEvent) WHERE e.actor = $me AND e.rank IS NOT NULL AND e.tag IN $tags "
        "RETURN e.tag AS tag, e.happened_at AS at, e.record_uid AS uid "
        "ORDER BY e.actor DESC, e.rank DESC LIMIT $limit",
        me=actor.username, tags=[str(tag) for tag in CHANGES], limit=limit,
    )  # fmt: skip
    seen = links_to(tx, actor, sorted({event["uid"] for event in events}))
    return [
        Change(Tag(event["tag"]), event["at"], type_of(link.label), link.uid, link.key, link.title)
        for event in events
        if (link := seen.get(event["uid"]))
    ]


def _side_by_side(parts: dict[str, Statement]) -> Statement:
    """Statements that give ``count`` as one that gives ``label`` and ``count`` for each.

    Parameters are told apart by the label, except the scope's, which all share.
    """
    branches: list[str] = []
    made = Statement()
    shared = set(scope.parameters(Actor.system("names")))
    for label, part in parts.items():
        own = {name: f"{name}_{label}" for name in part.parameters if name not in shared}
        text = part.text
        for name, new in own.items():
            text = re.sub(rf"\${name}\b", f"${new}", text)
        branches.append(f"CALL {{ {text} }} RETURN '{label}' AS label, count")
        made.parameters |= {own.get(name, name): v for name, v in part.parameters.items()}
    made.text = "\nUNION ALL\n".join(branches)
    return made
