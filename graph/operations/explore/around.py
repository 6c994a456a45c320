"""The statements of an expansion: what a record has along one way, counted and in order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph import scope
from graph.model import RecordType, groups_of, type_of
from graph.operations.explore import ways
from graph.operations.explore.elements import Node
from graph.operations.explore.nodes import said
from graph.operations.explore.ways import OFFICER, Direction, Way
from graph.records.query import Cursor
from graph.scope import Actor
from graph.session import Reader, Row

CAP = 1000
"""Counts go no further."""

SCAN = 20_000
"""So many ends of one relation are looked at: a count takes as long at any size."""

LOOKED, RANKED = 2000, 100
"""Of each neighbour so many of its own are looked at to rank it, and so many of these count."""


FEW = 200
"""Up to so many relationships of one kind are read at once and judged by the type of their ends."""

_BEHIND = "(s < $at OR (s = $at AND m.uid < $at_uid))"
"""What comes after a cursor."""


@dataclass(frozen=True)
class Asked:
    """Which neighbours are meant: with these words in title or key, of these days, with this
    problem (uid); and which of them are read: the first ``limit`` after the cursor, the newest or
    the most connected first."""

    words: str = ""
    since: date | None = None
    until: date | None = None
    problem: str = ""
    connected: bool = False
    cursor: Cursor | None = None
    limit: int = 0

    @property
    def parameters(self) -> dict[str, Any]:
        """Its values."""
        return {
            "words": self.words.lower(),
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() + "~" if self.until else "",
            "problem": self.problem,
            "at": self.cursor.value if self.cursor else None,
            "at_uid": self.cursor.uid if self.cursor else None,
            "limit": self.limit,
        }


@dataclass(frozen=True)
class Near:
    """What hangs on a record, whoever may read it: by type and direction, how many relationships
    there are, and by way the uids at the other ends of those of which there are few."""

    degrees: dict[tuple[str, str], int]
    ends: dict[Way, list[str]]

    def few(self, way: Way) -> bool:
        """Whether the ends of such relationships were read."""
        return self.degrees[way.rel, way.direction.value] <= FEW


def near(tx: Reader, node: Node, declared: Sequence[Way]) -> Near:
    """What hangs on the record by these ways; ``seen`` says what of it may be read. The same
    statement for everybody."""
    keys = list(dict.fromkeys((way.rel, way.direction.value) for way in declared))
    counts = (f"COUNT {{ {_bare(*key)} }} AS w{place}" for place, key in enumerate(keys))
    ends = (
        f"CASE WHEN w{place} <= $few THEN COLLECT {{ MATCH {_bare(*key, 'm')} "
        f"WHERE m.retired_at IS NULL RETURN DISTINCT [head(labels(m)), m.uid] }} END AS e{place}"
        for place, key in enumerate(keys)
    )
    row = tx.one(
        f"MATCH (n:{node.type} {{uid: $uid}}) WITH n, {', '.join(counts)} "
        f"RETURN {', '.join(f'w{place}' for place in range(len(keys)))}, {', '.join(ends)}",
        uid=node.uid, few=FEW,
    ) if keys else None  # fmt: skip
    row = row or {}
    ways_by = {(way.rel, way.direction.value, way.far): way for way in declared}
    found: dict[Way, list[str]] = {}
    for place, key in enumerate(keys):
        for label, uid in row.get(f"e{place}") or ():
            if way := ways_by.get((*key, label)):
                found.setdefault(way, []).append(uid)
    return Near({key: row.get(f"w{place}", 0) for place, key in enumerate(keys)}, found)


def seen(
    tx: Reader, actor: Actor, wanted: Mapping[str, Collection[str]], asked: Asked
) -> dict[str, dict[str, Row]]:
    """Those of the records (uids by type) that the actor may read and that are meant, as
    ``nearest`` gives them, by type and uid. What a node says (p) is read of those alone that are to
    be read: the others are there to be counted. Statements grow with the groups of types."""
    found: dict[str, dict[str, Row]] = {label: {} for label in wanted}
    for group in groups_of(wanted):
        kinds = [kind for kind in group if actor.may_read(kind)]
        if kinds:
            rows = tx.run(
                "\nUNION ALL\n".join(_seen(actor, kind, asked) for kind in kinds),
                uids={kind.name: sorted(wanted.get(kind.name, ())) for kind in kinds},
                **asked.parameters, **scope.parameters(actor),
            )  # fmt: skip
            for row in rows:
                found[row["label"]][row["uid"]] = row
    return found


def _seen(actor: Actor, far: RecordType, asked: Asked) -> str:
    behind = f"{_BEHIND} DESC, " if asked.cursor else ""
    return (
        f"MATCH (m:{far.name}) WHERE m.uid IN $uids['{far.name}'] AND {_meant(actor, far, asked)} "
        f"WITH m, {_sort(far, actor, asked)} AS s ORDER BY {behind}s DESC, m.uid DESC "
        "WITH collect({m: m, s: s}) AS those UNWIND range(0, size(those) - 1) AS place "
        "WITH place, those[place].m AS m, those[place].s AS s "
        f"RETURN '{far.name}' AS label, m.uid AS uid, s, "
        f"CASE WHEN place < $limit THEN {said(far, actor, 'm')} END AS p"
    )


def count(tx: Reader, actor: Actor, node: Node, way: Way, asked: Asked) -> tuple[int, bool]:
    """How many there are in the actor's sight, up to CAP, and whether there may be more."""
    row = tx.one(
        count_statement(actor, way, asked),
        uid=node.uid, scan=SCAN, most=CAP + 1, **asked.parameters, **scope.parameters(actor),
    )  # fmt: skip
    if row is None:
        return 0, False
    found = row["count"]
    cut = row["degree"] > SCAN and not ways.shut(type_of(way.far))
    return min(found, CAP), found > CAP or (cut and found > 0)


def count_statement(actor: Actor, way: Way, asked: Asked) -> str:
    """The statement of ``count``."""
    return (
        f"MATCH (n:{way.near} {{uid: $uid}}) "
        f"CALL (n) {{ {_ends(way)} WITH m WHERE {_meant(actor, type_of(way.far), asked)} "
        "WITH m LIMIT $most RETURN count(m) AS count } "
        f"RETURN count, COUNT {{ {_bare(way.rel, way.direction)} }} AS degree"
    )


def nearest(tx: Reader, actor: Actor, node: Node, way: Way, asked: Asked) -> list[Row]:
    """The next of them: uid, s (what they are ordered by), p (what a node says)."""
    more: dict[str, Any] = {"scan": SCAN}
    statement = nearest_statement(actor, way, asked)
    if not asked.connected and not asked.words and _own_court(actor, node, way):
        statement = by_index(actor, way, asked)
        more = {"code": node.court}
    return tx.run(statement, uid=node.uid, **more, **asked.parameters, **scope.parameters(actor))


def nearest_statement(actor: Actor, way: Way, asked: Asked) -> str:
    """The statement of ``nearest`` along the relation."""
    far = type_of(way.far)
    behind = f"WHERE {_BEHIND} " if asked.cursor else ""
    return (
        f"MATCH (n:{way.near} {{uid: $uid}}) {_ends(way)} "
        f"WITH m WHERE {_meant(actor, type_of(way.far), asked)} "
        f"WITH m, {_sort(far, actor, asked)} AS s {behind}"
        "ORDER BY s DESC, m.uid DESC LIMIT $limit "
        f"RETURN m.uid AS uid, s, {said(far, actor, 'm')} AS p"
    )


def by_index(actor: Actor, way: Way, asked: Asked) -> str:
    """The statement of ``nearest`` for a basic court's own records: read newest first from the
    index of its level, so that it takes as long at any number."""
    far = type_of(way.far)
    bound = "m.rank <= $at" if asked.cursor else "m.rank IS NOT NULL"
    exact = "AND CASE WHEN m.rank = $at THEN m.uid < $at_uid ELSE true END " if asked.cursor else ""
    court = way.relation.pattern("m", ":Court {uid: $uid}", "")
    return (
        f"MATCH (m:{way.far}) USING INDEX m:{way.far}(c3, rank, uid) "
        f"WHERE m.c3 = $code AND {bound} AND m.uid IS NOT NULL {exact}"
        f"AND EXISTS {{ {court} }} AND {_meant(actor, type_of(way.far), asked)} "
        f"WITH m ORDER BY m.c3 DESC, m.rank DESC, m.uid DESC LIMIT $limit "
        f"RETURN m.uid AS uid, m.rank AS s, {said(far, actor, 'm')} AS p"
    )


def _own_court(actor: Actor, node: Node, way: Way) -> bool:
    """Whether the way leads from a basic court of the actor's to the records whose home it is."""
    far = type_of(way.far)
    if node.type != "Court" or not way.back or far.home != (way.ref,) or not far.dated:
        return False
    basic = bool(node.place) and node.place[-1] == node.court
    return basic and (actor.level is None or actor.court in node.place)


def _ends(way: Way) -> str:
    return f"MATCH {way.pattern('n', 'm', '')} WITH DISTINCT m LIMIT $scan"


def _bare(rel: str, direction: str, far: str = "") -> str:
    """Relationships of a type on one side of ``n``, which the store knows the number of."""
    return f"(n)-[:{rel}]->({far})" if direction == Direction.OUT else f"(n)<-[:{rel}]-({far})"


def _sort(far: RecordType, actor: Actor, asked: Asked) -> str:
    """What they are ordered by, which a cursor carries: the day, or how many records hang on one
    that the actor may read too."""
    if not asked.connected:
        return "m.rank" if far.dated else "''"
    known = [way for way in ways.ranking(far) if actor.may_read(type_of(way.far))]
    if not known or "sealed" in far.fields:
        return "0"
    rels = "|".join(dict.fromkeys(way.rel for way in known))
    readable = scope.visible_any(tuple(dict.fromkeys(way.far for way in known)), "x", actor)
    return (
        f"COUNT {{ MATCH (m)-[:{rels}]-(x) WITH x LIMIT {LOOKED} "
        f"WHERE x.retired_at IS NULL AND {readable} RETURN x LIMIT {RANKED} }}"
    )


def _meant(actor: Actor, far: RecordType, asked: Asked) -> str:
    parts = ["m.retired_at IS NULL", scope.visible(far, "m", actor)]
    if asked.words:
        key = "" if far.fields[far.key].sensitive else f" OR toLower(m.{far.key}) CONTAINS $words"
        parts.append(f"(toLower(m.headline) CONTAINS $words{key})")
    if asked.since or asked.until:
        parts += ["m.rank >= $since", "m.rank <> ''"] if far.dated else [scope.NEVER]
        if asked.until:
            parts.append("m.rank <= $until")
    if asked.problem:
        parts.append(with_problem(far, actor))
    return " AND ".join(parts)


def with_problem(kind: RecordType, actor: Actor) -> str:
    """Whether a record has to do with the problem: it is the one, names it, or has a relation to a
    finding of it that the actor may read. Of an officer that is for the file to say."""
    if kind.name == "Problem":
        return "m.uid = $problem"
    if kind.name == OFFICER:
        return scope.NEVER
    target = ":Problem {uid: $problem}"
    parts = [
        f"EXISTS {{ {ref.pattern('m', target, '')} }}"
        for ref in kind.refs.values()
        if "Problem" in ref.targets
    ]
    finding = type_of("Finding")
    if actor.may_read(finding):
        rels = {way.rel for way in ways.ways(kind) if way.far == "Finding"}
        if rels and kind.name != "Finding":
            of = finding.refs["problem"].pattern("f", target, "")
            parts.append(
                f"EXISTS {{ MATCH (m)-[:{'|'.join(sorted(rels))}]-(f:Finding), {of} "
                f"WHERE {scope.visible(finding, 'f', actor)} }}"
            )
    return "(" + " OR ".join(parts) + ")" if parts else scope.NEVER
