"""What the audit says of one record: its latest events, as far as the actor may read them."""

from __future__ import annotations

from graph import scope
from graph.model import Record, type_of
from graph.scope import Actor
from graph.session import Reader


def trail(tx: Reader, actor: Actor, uid: str, limit: int = 10) -> list[Record]:
    """The record's latest audit events, newest first; none for an actor who reads no audit.

    Starts from the index on ``record_uid``: a list of all events would walk the whole court's.
    """
    kind = type_of("AuditEvent")
    if not actor.may_read(kind):
        return []
    rows = tx.run(
        "MATCH (n:AuditEvent) WHERE n.record_uid = $uid AND n.tag IS NOT NULL "
        f"AND {scope.visible(kind, 'n', actor)} "
        "RETURN properties(n) AS p ORDER BY n.rank DESC, n.place DESC LIMIT $limit",
        uid=uid,
        limit=limit,
        **scope.parameters(actor),
    )
    return [kind.model.hydrate(row["p"]) for row in rows]
