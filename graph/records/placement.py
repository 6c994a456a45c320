"""Where records belong: level keys from the home, and edges to courts they are shared with.

What leads to a court through an officer leads to the court of the post held on the record's day: a
notice to a director stays with the court that he led, wherever he goes.

Both are derived data: recomputed for a set of records at a time, by a save, a load or a check, so
that there is one way to compute them. A record whose place changed takes along those that have
their home in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.errors import Invalid
from graph.model import LEVELS, RecordType, Ref, types
from graph.session import Reader, Writer
from graph.text import Text

SUPERIOR: dict[str, list[str]] = {
    "high": [],
    "intermediate": ["high"],
    "basic": ["intermediate"],
}
"""The level of the court above, by level (A2)."""

OFFICER = "Officer"

STAMPED = 2_000
"""Records per statement: bounds memory and the time locks are held."""


def place(
    tx: Writer, kind: RecordType, uids: list[str], today: date, *, fresh: bool = False
) -> None:
    """Recompute level keys and shared courts of these records and of all that follow them.

    ``today`` decides which of an officer's posts is the present one. ``fresh``: the records were
    made in this transaction, so that nothing follows them and no edge is old. Raises Invalid for
    a court that doesn't stand one level below its superior.
    """
    if kind.name == "Court":
        _require_levels(tx, uids)
    for start in range(0, len(uids), STAMPED):
        batch = uids[start : start + STAMPED]
        moved = _stamp(tx, kind, batch, today)
        share(tx, kind, batch, fresh=fresh)
        followed = batch if kind.name == OFFICER else moved  # an earlier post may have changed
        if followed and not fresh:
            _follow(tx, kind, followed, today)


def _require_levels(tx: Writer, uids: list[str]) -> None:
    """Refuse a court that isn't exactly one level below its superior (A2), or whose courts below
    would no longer be: no circle, no gap in the level keys."""
    rows = tx.run(
        "UNWIND $uids AS uid MATCH (c:Court {uid: uid}) "
        "RETURN c.code AS code, c.level AS level, [(c)-[:UNDER]->(u) | u.level] AS above, "
        "[(c)<-[:UNDER]-(b) | b.level] AS below",
        uids=uids,
    )
    for row in rows:
        if row["above"] != SUPERIOR[row["level"]]:
            raise Invalid({"under": Text(
                f"法院{row['code']}：高级法院不填上级法院，中级法院的上级是高级法院，"
                "基层法院的上级是中级法院",
                f"Court {row['code']}: a high court has no superior here; an intermediate court "
                "is under a high court, a basic court under an intermediate one",
            )})  # fmt: skip
        if any(SUPERIOR[level] != [row["level"]] for level in row["below"]):
            raise Invalid({"level": Text(
                f"法院{row['code']}：先为下级法院另选上级法院，再改本院层级",
                f"Court {row['code']}: give the courts below another superior before changing "
                "this court's level",
            )})  # fmt: skip


def share(tx: Writer, kind: RecordType, uids: list[str], *, fresh: bool = False) -> None:
    """Recompute the ``SHARED_WITH`` edges of these records.

    An edge carries only the level keys in which the court differs from the record's home and from
    the courts of the edges before it, so that a list never meets a record twice.
    """
    if not kind.shared:
        return
    if not fresh:
        tx.run(
            f"UNWIND $uids AS uid MATCH (n:{kind.name} {{uid: uid}})-[old:SHARED_WITH]->() "
            "DELETE old",
            uids=uids,
        )
    tx.run(
        f"UNWIND $uids AS uid MATCH (n:{kind.name} {{uid: uid}}) WITH n {sharing(kind)}",
        uids=uids,
        label=kind.name,
    )


def sharing(kind: RecordType) -> str:
    """What makes the ``SHARED_WITH`` edges of records ``n`` that have none; takes ``$label``."""
    ends = " UNION ".join(end for name in kind.shared for end in _ends(kind, kind.refs[name]))
    carried = ", ".join(
        f"s.{c} = CASE WHEN p.{c} <> coalesce(n.{c}, '') "
        f"AND none(b IN before WHERE coalesce(b.{c}, '') = p.{c}) THEN p.{c} END"
        for c in LEVELS
    )
    return f"""
        CALL {{ WITH n CALL {{ WITH n {_imported(ends)} }} RETURN DISTINCT
               m.c1 AS m1, m.c2 AS m2, m.c3 AS m3 }}
        WITH n, m1, m2, m3
        WHERE m1 <> n.c1 OR m2 <> coalesce(n.c2, '') OR m3 <> coalesce(n.c3, '')
        WITH n, collect({{c1: m1, c2: m2, c3: m3}}) AS places
        UNWIND range(0, size(places) - 1) AS at
        WITH n, places[at] AS p, places[..at] AS before
        MATCH (court:Court {{code: coalesce(p.c3, p.c2, p.c1)}})
        CREATE (n)-[s:SHARED_WITH]->(court)
        SET s.label = $label, s.uid = n.uid, s.rank = n.rank, {carried}
        """


def misplaced(tx: Reader, kind: RecordType, today: date, limit: int = 100) -> list[str]:
    """Keys of records whose stored level keys differ from what their home says now."""
    if not kind.home and kind.name != "Court":
        return []
    rows = tx.run(
        f"MATCH (n:{kind.name}) WITH n, {_home(kind)} AS h "
        f"WITH n, {_keys(kind)} AS k "
        "WHERE coalesce(n.c1, '') <> coalesce(k[0], '') OR coalesce(n.c2, '') <> coalesce(k[1], '')"
        " OR coalesce(n.c3, '') <> coalesce(k[2], '') "
        f"RETURN n.{kind.key} AS key ORDER BY key LIMIT $limit",
        today=today,
        limit=limit,
    )
    return [row["key"] for row in rows]


def _stamp(tx: Writer, kind: RecordType, uids: list[str], today: date) -> list[str]:
    """Set the level keys; returns the uids of those that were elsewhere before."""
    if not kind.home and kind.name != "Court":
        return []
    rows = tx.run(
        f"""
        UNWIND $uids AS uid
        MATCH (n:{kind.name} {{uid: uid}})
        WITH n, {_home(kind)} AS h
        WITH n, {_keys(kind)} AS k, [n.c1, n.c2, n.c3] AS was
        SET n.c1 = k[0], n.c2 = k[1], n.c3 = k[2]
        WITH n, [x IN was | coalesce(x, '')] AS was, [x IN k | coalesce(x, '')] AS k
        WHERE was <> k
        RETURN n.uid AS uid
        """,
        uids=uids,
        today=today,
    )
    return [row["uid"] for row in rows]


def _follow(tx: Writer, kind: RecordType, uids: list[str], today: date) -> None:
    """Recompute the places of records that have their home in, or are shared through, these."""
    for other in types().values():
        for name in dict.fromkeys((*_homes(other), *other.shared)):
            ref = other.refs[name]
            if kind.name not in ref.targets:
                continue
            pattern = ref.pattern("n", f"m:{kind.name}", "")
            rows = tx.run(
                f"UNWIND $uids AS uid MATCH (m:{kind.name} {{uid: uid}}) "
                f"MATCH {pattern} WHERE n:{other.name} RETURN DISTINCT n.uid AS uid",
                uids=uids,
            )
            found = [row["uid"] for row in rows]
            if found and name in _homes(other):
                place(tx, other, found, today)
            elif found:
                share(tx, other, found)


def _homes(kind: RecordType) -> tuple[str, ...]:
    """The relations that lead to a record's home; a court's is the court above it."""
    return ("under",) if kind.name == "Court" else kind.home


def _home(kind: RecordType) -> str:
    """The node whose level keys ``n`` takes over: for posts, the present or latest one; a court or
    department before an officer."""
    ways = [_way(kind, kind.refs[name]) for name in _homes(kind)]
    return "head(" + " + ".join(ways) + ")"


def _ends(kind: RecordType, ref: Ref) -> Iterator[str]:
    """What a relation shares with, as statements: officers by the department they then served."""
    if OFFICER not in ref.targets:
        yield f"MATCH {ref.pattern('n', 'm', '')} RETURN m"
        return
    then = _then(kind)
    yield (
        f"MATCH {ref.pattern('n', 'm', '')} WHERE NOT m:{OFFICER} "
        f"OR NOT EXISTS {{ MATCH (m)-[s:SERVES]->(:Department) WHERE {then} }} RETURN m"
    )
    yield (
        f"MATCH {ref.pattern('n', f'o:{OFFICER}', '')} "
        f"MATCH (o)-[s:SERVES]->(m:Department) WHERE {then} RETURN m"
    )


def _then(kind: RecordType) -> str:
    """Whether the posting ``s`` held on the day of the record ``n``; never, without a day."""
    if not kind.dated:
        return "false"
    day = f"n.{kind.dated}"
    return (
        f"{day} IS NOT NULL AND coalesce(s.from <= {day}, true) AND coalesce(s.to >= {day}, true)"
    )


def _way(kind: RecordType, ref: Ref) -> str:
    if OFFICER in ref.targets:
        return (
            f"COLLECT {{ MATCH {ref.pattern('n', 'o')} "
            f"OPTIONAL MATCH (o)-[s:SERVES]->(d:Department) WHERE {_then(kind)} "
            "RETURN coalesce(d, o) AS h "
            f"ORDER BY o:{OFFICER}, coalesce(s.from, date('0001-01-01')) DESC, h.uid LIMIT 1 }}"
        )
    dated = "from" in ref.fields and "to" in ref.fields
    order = (
        "ORDER BY (coalesce(r.from <= $today, true) AND coalesce(r.to >= $today, true)) DESC, "
        "coalesce(r.from, date('0001-01-01')) DESC, h.uid"
        if dated
        else "ORDER BY h.uid"
    )
    return f"COLLECT {{ MATCH {ref.pattern('n', 'h')} RETURN h {order} LIMIT 1 }}"


def _keys(kind: RecordType) -> str:
    if kind.name != "Court":
        return "[h.c1, h.c2, h.c3]"
    return (
        "CASE n.level WHEN 'high' THEN [n.code, null, null] "
        "WHEN 'intermediate' THEN [h.c1, n.code, null] ELSE [h.c1, h.c2, n.code] END"
    )


def _imported(union: str) -> str:
    """Each branch of a UNION inside a subquery has to import ``n`` itself."""
    return union.replace(" UNION ", " UNION WITH n ")
