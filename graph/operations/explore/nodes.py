"""Records as nodes and the relations among them, as far as their reader may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graph import scope
from graph.clock import SHANGHAI
from graph.model import LEVELS, RecordType, type_of, types
from graph.operations.explore import ways
from graph.operations.explore.elements import Answer, Edge, Node, unique_edges
from graph.operations.explore.files import open_files
from graph.operations.explore.ways import OFFICER
from graph.scope import Actor
from graph.session import Reader, Row
from graph.text import Text

MOST = 2000
"""Nodes that may be asked for at once: twice what a canvas holds."""

CANVAS = 200
"""With more known nodes than this, lines among these are not read to be dropped again."""

Pair = tuple[str, str]
"""An officer and a record, by uid."""

IN_FILE = Text(
    "人员与多条关于其本人的记录之间的连线，须说明事由打开其档案后才显示。",
    "Lines between a person and several records about them are drawn while that person's file is "
    "open, for a purpose.",
)


@dataclass(frozen=True)
class Found:
    """What became of the records that were asked for."""

    nodes: dict[str, Node]
    left_out: int = 0

    @property
    def kinds(self) -> dict[str, str]:
        """Type by uid."""
        return {uid: node.type for uid, node in self.nodes.items()}


def nodes(
    tx: Reader, actor: Actor, uids: Sequence[str], said: Collection[Pair] = frozenset()
) -> Answer:
    """Those of the records that the actor may read, in the order asked for, and every relation
    among them. ``left_out`` counts those at other courts; what is confidential, about the actor or
    simply not there counts alike: not at all. ``said``: pairs of an officer and a record that the
    reader has been told of already, as in a row of a table: their lines are drawn."""
    found = read(tx, actor, list(dict.fromkeys(uids))[:MOST])
    edges, hidden = among(tx, actor, found.kinds, said=said)
    return Answer(
        tuple(found.nodes.values()),
        edges,
        left_out=found.left_out,
        partial=IN_FILE if hidden else Text("", ""),
    )


def read(tx: Reader, actor: Actor, uids: Sequence[str]) -> Found:
    """The records with these uids as nodes, by uid, in the order asked for."""
    found: dict[str, Node] = {}
    left_out = 0
    for label, those in by_type(kinds_of(tx, uids)).items():
        rows, outside = of_type(tx, actor, type_of(label), those)
        left_out += outside
        found |= made(type_of(label), rows)
    return Found({uid: found[uid] for uid in uids if uid in found}, left_out)


def kinds_of(tx: Reader, uids: Collection[str]) -> dict[str, str]:
    """The type of each record with one of these uids, whoever may read it. The statement is the
    same for everybody, so it is planned once; what is read of the records is asked by type."""
    if not uids:
        return {}
    parts = (
        f"MATCH (m:{name}) WHERE m.uid IN $uids RETURN m.uid AS uid, '{name}' AS label"
        for name in types()
    )
    rows = tx.run(" UNION ALL ".join(parts), uids=list(uids))
    return {row["uid"]: row["label"] for row in rows}


def by_type(kinds: Mapping[str, str]) -> dict[str, list[str]]:
    """Uids by type, from types by uid."""
    found: dict[str, list[str]] = defaultdict(list)
    for uid, label in kinds.items():
        found[label].append(uid)
    return dict(found)


def of_type(
    tx: Reader, actor: Actor, kind: RecordType, uids: Sequence[str]
) -> tuple[list[Row], int]:
    """What a node says of each of these records that the actor may read, and how many more there
    are of which that may be said: records of an open type that belong to other courts."""
    if not actor.may_read(kind) or not uids:
        return [], 0
    rows = tx.run(
        f"MATCH (n:{kind.name}) WHERE n.uid IN $uids "
        f"WITH n, ({scope.visible(kind, 'n', actor)}) AS seen, ({_countable(kind, actor)}) AS told "
        f"RETURN n.uid AS uid, seen, told, CASE WHEN seen THEN {said(kind, actor)} END AS p",
        uids=list(uids), **scope.parameters(actor),
    )  # fmt: skip
    seen = [row for row in rows if row["seen"]]
    return seen, sum(bool(row["told"]) for row in rows if not row["seen"])


def tellable(tx: Reader, actor: Actor, uids: Sequence[str]) -> set[str]:
    """Those of the records of which the actor may be told that they are there: what the actor may
    read, and records of an open type that belong to other courts."""
    found: set[str] = set()
    for label, those in by_type(kinds_of(tx, uids)).items():
        kind = type_of(label)
        if actor.may_read(kind):
            rows = tx.run(
                f"MATCH (n:{label}) WHERE n.uid IN $uids AND (({scope.visible(kind, 'n', actor)}) "
                f"OR ({_countable(kind, actor)})) RETURN n.uid AS uid",
                uids=those, **scope.parameters(actor),
            )  # fmt: skip
            found |= {row["uid"] for row in rows}
    return found


def _countable(kind: RecordType, actor: Actor) -> str:
    """Whether it may be said that there is a record which the actor may not read."""
    if ways.shut(kind):
        return scope.NEVER
    return " AND ".join(scope.guards(kind, "n", actor)) or "true"


def said(kind: RecordType, actor: Actor, node: str = "n") -> str:
    """What a node says of a record, as a map in Cypher; the name of its court as far as the
    directory is the actor's."""
    fields = {
        "key": kind.key, "title": "headline", "dated": kind.dated, "retired": "retired_at",
    }  # fmt: skip
    parts = [f"{name}: {node}.{field}" for name, field in fields.items() if field]
    court = f"{node}.code" if kind.name == "Court" else f"coalesce({node}.c3, {node}.c2, {node}.c1)"
    if kind.standing:
        parts.append(f"standing: {kind.standing_of(kind.standing, node)}")
    known = scope.visible(type_of("Court"), "at", actor)
    name = f"head(COLLECT {{ MATCH (at:Court {{code: {court}}}) WHERE {known} RETURN at.name }})"
    parts += [f"court: {court}", f"court_name: {name}", f"problem: {_problem(kind, node, 'code')}"]
    parts.append(f"problem_name: {_problem(kind, node, 'headline')}")
    parts.append(f"place: [{', '.join(f'{node}.{level}' for level in LEVELS)}]")
    return "{" + ", ".join(parts) + "}"


def _problem(kind: RecordType, node: str, field: str) -> str:
    """A field of the problem that a record of the type names, or null."""
    if kind.name == "Problem":
        return f"{node}.{field}"
    for ref in kind.refs.values():
        if "Problem" in ref.targets:
            return f"head([{ref.pattern(node, 'x:Problem', '')} | x.{field}])"
    return "null"


def _node(kind: RecordType, row: Row) -> Node:
    p = row["p"]
    standing = Text("", "")
    if kind.standing:
        standing = kind.fields[kind.standing].display(p.get("standing"))
    return Node(
        uid=row["uid"],
        type=kind.name,
        key=str(kind.fields[kind.key].masked(p["key"]) or ""),
        title=p["title"] or str(p["key"] or ""),
        sub=standing,
        court=p["court"] or "",
        court_name=p["court_name"] or "",
        place=tuple(p["place"]),
        date=day(p.get("dated")),
        file=kind.name == OFFICER,
        problem=p["problem"] or "",
        problem_name=p["problem_name"] or "",
        retired=p["retired"] is not None,
    )


def day(value: Any) -> date | None:
    """The civil day of a date or moment."""
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).date() if value.tzinfo else value.date()
    return value if isinstance(value, date) else None


def made(kind: RecordType, rows: Iterable[Row]) -> dict[str, Node]:
    """Rows of ``uid`` and ``p`` (as ``said``) of records that the actor may read, as nodes."""
    return {row["uid"]: _node(kind, row) for row in rows}


def among(
    tx: Reader,
    actor: Actor,
    kinds: Mapping[str, str],
    fresh: Collection[str] | None = None,
    telling: str | None = None,
    said: Collection[Pair] = frozenset(),
) -> tuple[tuple[Edge, ...], bool]:
    """The relations among these records (type by uid), all of which the actor may read; with
    ``fresh`` only those that begin or end at one of them.

    What says that a record is about an officer is drawn where the file is open, and else for one
    record at a time: for the record ``telling`` when that is what is expanded, or, without one,
    where it is the only one here about that officer; and where ``said`` has the two, being told
    already. The second value says whether such lines are left out.
    """
    new = {uid: label for uid, label in kinds.items() if fresh is None or uid in fresh}
    old = {uid: label for uid, label in kinds.items() if uid not in new}
    if len(old) > CANVAS:
        rows = _lines(tx, new, list(kinds)) + _lines(tx, old, list(new))
    else:
        rows = [r for r in _lines(tx, kinds, list(kinds)) if r["near"] in new or r["far"] in new]
    told = [edge for row in rows for edge in _edges(row, kinds)]
    return _outside_files(tx, actor, told, telling, said)


def _lines(tx: Reader, kinds: Mapping[str, str], others: Sequence[str]) -> list[Row]:
    """Relations that these records themselves have to the others. Both are known to be readable,
    so the statement asks for no right: it is the same for everybody, and planned once."""
    give = "n.uid AS near, m.uid AS far, type(r) AS rel, r.kind AS kind, r.depth AS depth"
    parts = [
        f"UNWIND $near['{kind.name}'] AS uid MATCH (n:{kind.name} {{uid: uid}}){left}"
        f"[r:{'|'.join(names)}]{right}(m) WHERE m.uid IN $others "
        f"RETURN '{kind.name}' AS label, {give}, {incoming} AS incoming"
        for kind in types().values()
        for names, left, right, incoming in (
            (ways.owned(kind).out, "-", "->", "false"),
            (ways.owned(kind).into, "<-", "-", "true"),
        )
        if names
    ]
    return tx.run("\nUNION ALL\n".join(parts), near=by_type(kinds), others=list(others))


@dataclass(frozen=True)
class _Told:
    """An edge, and where it says that a record is about an officer, of whom and which record."""

    edge: Edge
    officer: str = ""
    record: str = ""


def _edges(row: Row, kinds: Mapping[str, str]) -> list[_Told]:
    near, far, rel = row["near"], row["far"], row["rel"]
    found = ways.declared(row["label"], kinds[far], rel, row["incoming"])
    if found is None:
        return []
    kind, ref = found
    start, end = (far, near) if row["incoming"] else (near, far)
    about = kinds[far] == OFFICER and ref.name in kind.guarded
    edge = Edge(
        start, end, rel, ref.label, kind.domain.value,
        kind=row["kind"] or "", depth=row["depth"] or 0, about=about,
    )  # fmt: skip
    return [_Told(edge, far, near) if about else _Told(edge)]


def _outside_files(
    tx: Reader,
    actor: Actor,
    told: Sequence[_Told],
    telling: str | None,
    said: Collection[Pair],
) -> tuple[tuple[Edge, ...], bool]:
    """The edges but for those that would gather what is about an officer whose file is closed."""

    def known(each: _Told) -> bool:
        return each.record == telling or (each.officer, each.record) in said

    about: dict[str, set[str]] = defaultdict(set)
    for each in told:
        if each.officer and not known(each):
            about[each.officer].add(each.record)
    begun = {each.officer for each in told if each.officer and known(each)}
    alone = 0 if telling is not None else 1
    many = [who for who, of in about.items() if len(of) > (0 if who in begun else alone)]
    closed = set(many) - open_files(tx, actor, many)
    kept = [each.edge for each in told if each.officer not in closed or known(each)]
    return unique_edges(kept), len(kept) < len(told)
