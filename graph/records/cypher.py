"""Queries as Cypher. Names come from the declarations, values are parameters, scope is applied.

A list without words or anchor is a cursor on a composite index that starts with the actor's level
key; records shared with the subtree come from a second cursor on the ``SHARED_WITH`` index, and
the two are merged. Index and ORDER BY agree column by column, or the server would sort.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graph import scope
from graph.model import LEVELS, Back, Reach, RecordType, Ref, types
from graph.records.query import PLACING, Anchor, Cursor, Filter, Op, Query
from graph.records.rules import compared, stored_key
from graph.records.words import by_key, lucene
from graph.schema import words_index
from graph.scope import Actor, Place

LINKS_IN_LIST = 12
LINKS_IN_RECORD = 500

COMPARE = {
    Op.EQUAL: "{f} = {v}",
    Op.NOT_EQUAL: "({f} IS NULL OR {f} <> {v})",
    Op.CONTAINS: "{f} CONTAINS {v}",
    Op.NOT_CONTAINS: "({f} IS NULL OR NOT {f} CONTAINS {v})",
    Op.STARTS: "{f} STARTS WITH {v}",
    Op.NOT_STARTS: "({f} IS NULL OR NOT {f} STARTS WITH {v})",
    Op.ENDS: "{f} ENDS WITH {v}",
    Op.NOT_ENDS: "({f} IS NULL OR NOT {f} ENDS WITH {v})",
    Op.GREATER: "{f} > {v}",
    Op.SMALLER: "{f} < {v}",
    Op.IN: "{f} IN {v}",
    Op.NOT_IN: "({f} IS NULL OR NOT {f} IN {v})",
    Op.EMPTY: "{f} IS NULL",
    Op.FILLED: "{f} IS NOT NULL",
}


@dataclass
class Statement:
    """Cypher text with its parameters."""

    text: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)


def page(query: Query, actor: Actor, give: str = "") -> Statement:
    """The rows of one page: columns ``p`` (properties) and one list of links per listed relation,
    or the columns to ``give``.

    Asks for one row more than the page has, so that the caller knows whether there is a next.
    """
    cursor = Cursor.read(query.after, query.order) if query.after else None
    down = query.down != bool(cursor and cursor.back)
    made = Statement(parameters=scope.parameters(actor) | {"limit": query.limit + 1})
    conditions = _conditions(query, actor, made)
    if cursor:
        conditions.append(_behind(query.order, down))
        made.parameters |= {"at_value": cursor.value, "at_uid": cursor.uid}
    made.parameters["skip"] = query.skip
    take = "LIMIT $skip + $limit"
    branches = _branches(query, actor, made, conditions, down, take)
    direction = "DESC" if down else "ASC"
    order = f"ORDER BY n.{query.order} {direction}, n.uid {direction}"
    listed = {name: r for name, r in query.kind.refs.items() if r.listed}
    give = give or columns(listed, actor, LINKS_IN_LIST)
    made.text = (
        f"CALL {{ {branches} }}\nWITH DISTINCT n\n{order} SKIP $skip LIMIT $limit\n"
        f"RETURN {give}\n{order}"
    )
    return made


def count(query: Query, actor: Actor, cap: int) -> Statement:
    """How many rows there are, counting no further than ``cap``: column ``count``."""
    made = Statement(parameters=scope.parameters(actor) | {"limit": cap + 1, "skip": 0})
    conditions = _conditions(query, actor, made)
    branches = _branches(query, actor, made, conditions, None, "LIMIT $limit")
    made.text = f"CALL {{ {branches} }}\nRETURN count(DISTINCT n) AS count"
    return made


def columns(refs: dict[str, Ref], actor: Actor, cap: int) -> str:
    """The RETURN columns of a record ``n``: its properties and its links that may be seen."""
    parts = ["properties(n) AS p"]
    for name, ref in refs.items():
        seen = scope.visible_any(ref.targets, "m", actor)
        parts.append(
            f"[{ref.pattern('n', 'm')} WHERE {seen} | {{uid: m.uid, label: head(labels(m)), "
            f"title: m.headline, key: {_key('m', ref.targets)}, "
            f"properties: properties(r)}}][..{cap}] AS `{name}`"
        )
    return ",\n  ".join(parts)


def _key(node: str, labels: tuple[str, ...]) -> str:
    """The business key of a node of one of these types, by as few cases as there are names."""
    named: dict[str, list[str]] = {}
    for label in labels:
        named.setdefault(types()[label].key, []).append(label)
    *others, most = sorted(named, key=lambda key: len(named[key]))
    whens = " ".join(f"WHEN {node}:{'|'.join(named[key])} THEN {node}.{key}" for key in others)
    return f"CASE {whens} ELSE {node}.{most} END" if others else f"{node}.{most}"


def _asked(query: Query) -> str:
    return lucene(query.kind, query.words, inside=True) or '""'


def _branches(
    query: Query, actor: Actor, made: Statement, conditions: list[str], down: bool | None, take: str
) -> str:
    """One or two subqueries that yield ``n``, each ordered and cut."""
    kind = query.kind
    if query.words and not kind.search_fields:
        made.parameters["start"] = stored_key(kind, query.words.strip())
        conditions = [*conditions, by_key(kind)]
    elif query.words:
        made.parameters |= {"index": words_index(kind), "words": _asked(query)}
        start = "CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS n"
        seen = [scope.visible(kind, "n", actor), *conditions]
        if query.anchor:
            way = _anchored(query.anchor, kind, made)
            may = scope.visible(query.anchor.owner, "a", actor)
            seen.append(f"EXISTS {{ MATCH {way} WHERE {may} }}")
        return f"{start} WITH n {_where(seen)} RETURN n {_ordered(query, 'n', '', down)} {take}"
    if query.anchor:
        start = f"MATCH {_anchored(query.anchor, kind, made)}"
        may = scope.visible(query.anchor.owner, "a", actor)
        seen = [may, scope.visible(kind, "n", actor), *conditions]
        # Two relations to one anchor (two posts in a department) are one row.
        order = _ordered(query, "n", "", down)
        return f"{start} {_where(seen)} WITH DISTINCT n RETURN n {order} {take}"
    located = _located(query)
    if located:
        return _at_court(query, located, actor, conditions, down, take)
    level = _level(kind, actor)
    seen = [*_entry(query, level, actor), *scope.guards(kind, "n", actor), *conditions]
    home = (
        f"MATCH (n:{kind.name}) {_hint(query, level)} {_where(seen)} "
        f"RETURN n {_ordered(query, 'n', level, down)} {take}"
    )
    if not (level and kind.shared and kind.reach is Reach.COURT):
        return home
    return f"{home} UNION {_shared(query, actor, made, conditions, down, take)}"


def _at_court(
    query: Query, at: Place, actor: Actor, conditions: list[str], down: bool | None, take: str
) -> str:
    """Records of a named court, from the index of its level; the filter says which court."""
    seen = ["n.uid IS NOT NULL", scope.visible(query.kind, "n", actor), *conditions]
    if not query.after:
        seen.insert(0, f"n.{query.order} IS NOT NULL")
    return (
        f"MATCH (n:{query.kind.name}) "
        f"USING INDEX n:{query.kind.name}({at.level}, {query.order}, uid) {_where(seen)} "
        f"RETURN n {_ordered(query, 'n', at.level, down)} {take}"
    )


def _located(query: Query) -> Place | None:
    """The court that a filter on the type's home names: its index is where to start."""
    for each in query.filters:
        if each.op in PLACING and _is_home(query.kind, each.name) and not _pinned(query):
            found: Place = each.value
            return found
    return None


def _is_home(kind: RecordType, name: str) -> bool:
    """Whether a record's level keys are those of this relation's end."""
    return kind.reach is Reach.COURT and kind.home == (name,) and not kind.refs[name].many


def _shared(
    query: Query, actor: Actor, made: Statement, conditions: list[str], down: bool | None, take: str
) -> str:
    """Records of other courts that are shared with one in the subtree."""
    made.parameters["label"] = query.kind.name
    seen = [
        "s.label = $label",
        f"s.{actor.level} = $scope_court",
        "s.uid IS NOT NULL",
    ]
    if query.order == "rank" and "at_uid" in made.parameters and down is not None:
        # The exact place is a condition on n: an OR on s would make the planner read s twice.
        seen.append(f"s.rank {'<' if down else '>'}= $at_value")
    else:
        seen.append("s.rank IS NOT NULL")
    guards = [f"n:{query.kind.name}", *scope.guards(query.kind, "n", actor), *conditions]
    order = ""
    if down is not None:
        direction = "DESC" if down else "ASC"
        keys = ["s.label", f"s.{actor.level}", "s.rank", "s.uid"]
        order = "ORDER BY " + ", ".join(f"{k} {direction}" for k in keys)
        if query.order != "rank":
            order = f"ORDER BY n.{query.order} {direction}, n.uid {direction}"
    return (
        f"MATCH (n)-[s:SHARED_WITH]->(:Court) "
        f"USING INDEX s:SHARED_WITH(label, {actor.level}, rank, uid) {_where(seen)} "
        f"WITH n, s {_where(guards)} "
        f"RETURN n {order} {take}"
    )


def _level(kind: RecordType, actor: Actor) -> str:
    """The level key that the list's index starts with; none for an actor of every tree."""
    if actor.level is None or kind.reach is Reach.ALL:
        return ""
    return "c1" if kind.reach is Reach.TREE else actor.level


def _entry(query: Query, level: str, actor: Actor) -> list[str]:
    """The conditions that the composite index answers."""
    if not actor.may_read(query.kind):
        return [scope.NEVER]
    pinned = _pinned(query)
    parts = [] if pinned else ["n.uid IS NOT NULL"]
    if not pinned and not query.after:  # a cursor's bound says so already, and is what to seek
        parts.append(f"n.{query.order} IS NOT NULL")
    if level:
        court = "$scope_tree" if query.kind.reach is Reach.TREE else "$scope_court"
        parts.insert(0, f"n.{level} = {court}")
    return parts


def _hint(query: Query, level: str) -> str:
    """The list's own index: statistics of a young or lopsided graph must not choose another."""
    if _pinned(query):
        return ""
    keys = [*([level] if level else []), query.order, "uid"]
    return f"USING INDEX n:{query.kind.name}({', '.join(keys)})"


def _pinned(query: Query) -> bool:
    """Whether a filter names one record by a unique value: then that index is the start."""
    return any(
        each.op is Op.EQUAL
        and each.name in query.kind.fields
        and query.kind.fields[each.name].unique
        for each in query.filters
    )


def _ordered(query: Query, node: str, level: str, down: bool | None) -> str:
    if down is None:
        return ""
    direction = "DESC" if down else "ASC"
    keys = [*([f"{node}.{level}"] if level else []), f"{node}.{query.order}", f"{node}.uid"]
    return "ORDER BY " + ", ".join(f"{key} {direction}" for key in keys)


def _behind(order: str, down: bool) -> str:
    """Behind the cursor: a bound that the index seek uses, and the exact place as a CASE, since
    the planner splits an OR into two ranges, which it then has to sort."""
    sign = "<" if down else ">"
    return (
        f"n.{order} {sign}= $at_value "
        f"AND CASE WHEN n.{order} = $at_value THEN n.uid {sign} $at_uid ELSE true END"
    )


def _conditions(query: Query, actor: Actor, made: Statement) -> list[str]:
    parts = [] if query.retired else ["n.retired_at IS NULL"]
    for place, each in enumerate(query.filters):
        name = f"f{place}"
        made.parameters[name] = each.value.court if each.op in PLACING else each.value
        if each.op in PLACING and _is_home(query.kind, each.name):
            parts.append(_lies("n", each, name))
        elif each.name in query.kind.refs:
            parts.append(_related(query.kind.ref(each.name), each, name, actor))
        else:
            made.parameters[name] = compared(query.kind.field(each.name), each.value)
            parts.append(
                COMPARE[each.op].format(f=query.kind.standing_of(each.name, "n"), v=f"${name}")
            )
    return parts + [_without(back, actor) for back in query.without]


def _without(back: Back, actor: Actor) -> str:
    """That no record of the type in the actor's sight and in use leads here."""
    way = back.ref.pattern(f"m:{back.kind.name}", "n", "")
    seen = ["m.retired_at IS NULL", scope.visible(back.kind, "m", actor)]
    return f"NOT EXISTS {{ MATCH {way} {_where(seen)} }}"


def _related(ref: Ref, each: Filter, name: str, actor: Actor) -> str:
    """A condition on a relation: to one of these records, or to any at all. Ends that the actor
    may not see are as if they were not there."""
    to_any = each.op in (Op.EMPTY, Op.FILLED)
    not_ = "NOT " if each.op in (Op.NOT_RELATED, Op.NOT_EQUAL, Op.NOT_IN, Op.EMPTY) else ""
    targets = tuple(each.value) if each.op is Op.OF_TYPE else ref.targets
    target = "|".join(targets)
    seen = [scope.visible_any(targets, "m", actor)]
    if each.op in PLACING:
        seen.insert(0, _lies("m", each, name))
    elif not to_any and each.op is not Op.OF_TYPE:
        seen.insert(0, f"m.uid IN ${name}")
    return f"{not_}EXISTS {{ MATCH {ref.pattern('n', f'm:{target}', '')} {_where(seen)} }}"


def _lies(node: str, each: Filter, name: str) -> str:
    """Whether a node lies in the named court's subtree, or with OWN in no court below it."""
    place: Place = each.value
    below = LEVELS[LEVELS.index(place.level) + 1 :][:1] if each.op is Op.OWN else ()
    return " AND ".join(
        [f"{node}.{place.level} = ${name}", *(f"{node}.{level} IS NULL" for level in below)]
    )


def _anchored(anchor: Anchor, kind: RecordType, made: Statement) -> str:
    made.parameters["anchor"] = anchor.uid
    near, far = f"n:{kind.name}", f"a:{anchor.owner.name} {{uid: $anchor}}"
    if anchor.listed_declares:
        return anchor.ref.pattern(near, far, "")
    return anchor.ref.pattern(far, near, "")


def _where(parts: list[str]) -> str:
    return "WHERE " + " AND ".join(parts) if parts else ""
