"""Questions about people entered twice. Each function asks the ``.cypher`` file of its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from graph.model import LEVELS, Reach, RecordType, backs, type_of
from graph.queries.lanes import OFFICER, lane
from graph.queries.question import Fragment, question
from graph.schema import ALIKE_BY
from graph.scope import Actor, parameters
from graph.session import Reader, Row

REVIEW = "Review"

_NODE = re.compile(r"\((\w+):(\w+)\)")


def duplicate_names(
    tx: Reader, actor: Actor, kind: RecordType, by: str, after: str | None, scan: int, limit: int
) -> Row:
    """Groups of records whose homes lie in the actor's courts and whose ``by`` is the same.

    ``by`` is one of the type's ``ALIKE_BY``; ``after`` the uid of the last record of before.
    """
    if by not in ALIKE_BY[kind.name]:
        raise ValueError(by)
    level = actor.level if kind.reach is Reach.COURT and actor.level in LEVELS else None
    keys = [*([level] if level else []), by, "uid"]
    cypher = question("duplicate_names").cypher(
        actor,
        label=Fragment(kind.name),
        by=Fragment(by),
        index=Fragment(f"USING INDEX n:{kind.name}({', '.join(keys)})"),
        home=Fragment(f"n.{level} = $scope_court" if level else "true"),
        order=Fragment(", ".join(f"n.{key}" for key in keys)),
        known=Fragment(f"{{{{visible:{kind.name}:a}}}}"),
        seen=Fragment(f"{{{{visible:{kind.name}:n}}}}"),
    )
    return tx.run(cypher, after=after, scan=scan, limit=limit, **parameters(actor))[0]


def duplicate_officers(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """Posts and phone of these officers. The phone is for comparing, never for showing."""
    cypher = question("duplicate_officers").cypher(actor)
    return tx.run(cypher, uids=list(uids), **parameters(actor))


def duplicate_parties(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """Court, phone, identity number and cases of these parties; the numbers for comparing only."""
    cypher = question("duplicate_parties").cypher(actor)
    return tx.run(cypher, uids=list(uids), **parameters(actor))


def both_sides(tx: Reader, actor: Actor, one: str, other: str, limit: int = 5) -> list[str | None]:
    """Numbers of reviews that stand between two officers (uids); None for one out of sight."""
    cypher = question("both_sides").cypher(actor, ways=Fragment("\n  UNION ".join(_sides())))
    rows = tx.run(cypher, one=one, other=other, limit=limit, **parameters(actor))
    return [row["number"] for row in rows]


def opposed_parties(
    tx: Reader, actor: Actor, one: str, other: str, limit: int = 5
) -> list[str | None]:
    """Numbers of cases in which two parties (uids) face each other; None for one out of sight."""
    cypher = question("opposed_parties").cypher(actor)
    rows = tx.run(cypher, one=one, other=other, limit=limit, **parameters(actor))
    return [row["number"] for row in rows]


def duplicate_counts(tx: Reader, actor: Actor, kind: RecordType, uid: str) -> dict[str, int]:
    """Relations of a record by way (``case.handlers``, or ``serves`` for its own).

    Of an officer, never those of what is about the person: how many petitions name somebody is
    for the officer's file, which opens for a recorded purpose.
    """
    cypher = question("duplicate_counts").cypher(
        actor,
        label=Fragment(kind.name),
        seen=Fragment(f"{{{{visible:{kind.name}:p}}}}"),
        ways=Fragment("\n  UNION ALL ".join(_ways(kind, actor))),
    )
    rows = tx.run(cypher, uid=uid, **parameters(actor))
    return {row["way"]: row["count"] for row in rows}


def merges(tx: Reader, actor: Actor, kind: RecordType, before: datetime, limit: int) -> list[Row]:
    """Merges of records of the type made before the moment, latest first."""
    cypher = question("merges").cypher(
        actor,
        label=Fragment(kind.name),
        key=Fragment(kind.key),
        gone=Fragment(f"{{{{visible:{kind.name}:g}}}}"),
        kept=Fragment(f"{{{{visible:{kind.name}:k}}}}"),
    )
    return tx.run(cypher, before=before, limit=limit, **parameters(actor))


def _sides() -> Iterator[str]:
    """The ways from a review that the other decided to ``o``, on whose doing it bears."""
    review = type_of(REVIEW)
    sight = f"{{{{unscoped:{OFFICER}:d}}}}"
    decided = [
        ref.pattern("n", f"d:{OFFICER} {{uid: decider}}", "")
        for name, ref in review.refs.items()
        if name in review.about and OFFICER in ref.targets
    ]
    for path in lane(f"{review.slug}.bears_on").paths:
        rights = [f"{{{{unscoped:{label}:{node}}}}}" for node, label in _NODE.findall(path)]
        for way in decided:
            where = " AND ".join(
                [*dict.fromkeys(rights), f"EXISTS {{ MATCH {way} WHERE {sight} }}"]
            )
            yield f"MATCH {path} WHERE {where} RETURN DISTINCT n"


def _ways(kind: RecordType, actor: Actor) -> Iterator[str]:
    for back in backs(kind):
        if back.ref.derived or back.kind.confidential or not actor.may_read(back.kind):
            continue
        if kind.name == OFFICER and back.ref.name in back.kind.guarded:
            continue
        way = back.ref.pattern(f"n:{back.kind.name}", "p", "")
        yield (
            f"MATCH {way} WHERE {{{{visible:{back.kind.name}:n}}}} "
            f"RETURN '{back.name}' AS way, count(*) AS count"
        )
    for ref in kind.refs.values():
        labels = "|".join(ref.targets)
        if ref.many and not ref.derived:
            yield (
                f"MATCH {ref.pattern('p', f'n:{labels}', '')} WHERE {{{{visible:{labels}:n}}}} "
                f"RETURN '{ref.name}' AS way, count(*) AS count"
            )
