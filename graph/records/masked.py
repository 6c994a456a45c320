"""Masked values: shown in full for a reason, on record."""

from __future__ import annotations

from graph import audit
from graph.audit import Tag
from graph.errors import Invalid, NotAllowed
from graph.model import RecordType
from graph.records import read
from graph.records.write import subject
from graph.scope import Actor
from graph.session import Graph, Writer
from graph.text import Text


def reveal(graph: Graph, actor: Actor, kind: RecordType, key: str, name: str, reason: str) -> str:
    """The unmasked value of a sensitive field; who saw it and why goes into the audit.

    Raises Invalid without a reason.
    """
    if not kind.field(name).sensitive:
        raise NotAllowed(what=Text("显示此项", "reveal this field"))
    if not reason.strip():
        raise Invalid({"reason": Text("请说明查看原因", "Say why you need to see it")})

    def work(tx: Writer) -> str:
        record = read.get(tx, actor, kind, key)
        statement = f"MATCH (n:{kind.name} {{uid: $uid}}) RETURN n.{name} AS value"
        value = tx.run(statement, uid=record.uid)[0]["value"]
        audit.append(
            tx, actor, Tag.VALUE_REVEALED, subject(kind, record),
            {"field": name, "reason": reason.strip()},
        )  # fmt: skip
        return str(value or "")

    return graph.write(work)
