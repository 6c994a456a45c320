"""find, count, get, suggest: every read of records, under the actor's scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph import scope
from graph.errors import FileNeeded, NotFound
from graph.model import Link, Record, RecordType, backs, groups_of, types
from graph.records import cypher
from graph.records.query import LONGEST_PAGE, PLACING, Cursor, Query
from graph.records.rules import stored_key
from graph.records.words import by_key, lucene
from graph.schema import words_index
from graph.scope import LEVEL_KEY, Actor, Place
from graph.session import Reader, Row

COUNT_CAP = 10_000
"""Counts go no further: a page says “10 000+”, and counting costs the same at any size."""


@dataclass(frozen=True)
class Page:
    """Rows of a list, and the cursors of its neighbours (empty where there is none)."""

    rows: list[Record]
    next: str = ""
    previous: str = ""


@dataclass(frozen=True)
class Count:
    """How many; ``capped`` when there are more than that."""

    value: int
    capped: bool = False


@dataclass(frozen=True)
class Suggestion:
    """A record offered by a type-ahead: what to store, what to show."""

    uid: str
    label: str
    title: str
    detail: str


def find(tx: Reader, actor: Actor, query: Query) -> Page:
    """One page of a list. Sensitive values come masked. One statement, whatever the rows."""
    scope.require_read(query.kind, actor)
    _not_a_file(tx, actor, query)
    query = _located(tx, actor, query)
    query = replace(query, limit=max(1, min(query.limit, LONGEST_PAGE)))
    made = cypher.page(query, actor)
    rows = tx.run(made.text, **made.parameters)
    back = bool(query.after) and Cursor.read(query.after, query.order).back
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    if back:
        rows.reverse()
    records = [_record(query.kind, row) for row in rows]
    has_next, has_previous = (bool(query.after), more) if back else (more, bool(query.after))
    return Page(
        records,
        next=_cursor(records[-1], query.order) if has_next and records else "",
        previous=_cursor(records[0], query.order, back=True) if has_previous and records else "",
    )


def every(tx: Reader, actor: Actor, query: Query) -> Iterator[Record]:
    """All rows of a question, page by page: for exports."""
    query = replace(query, limit=LONGEST_PAGE, after="", skip=0)
    while True:
        page = find(tx, actor, query)
        yield from page.rows
        if not page.next:
            return
        query = replace(query, after=page.next)


def count(tx: Reader, actor: Actor, query: Query, cap: int = COUNT_CAP) -> Count:
    """How many rows the question has in the actor's scope, counted up to ``cap``."""
    scope.require_read(query.kind, actor)
    _not_a_file(tx, actor, query)
    made = cypher.count(_located(tx, actor, replace(query, after="")), actor, cap)
    value = tx.run(made.text, **made.parameters)[0]["count"]
    return Count(min(value, cap), value > cap)


def get(tx: Reader, actor: Actor, kind: RecordType, key: str) -> Record:
    """The record with this uid or business key, with all its links; retired ones too.

    Raises NotFound where there is none or the actor may not read it; the two look alike.
    """
    scope.require_read(kind, actor)
    made = cypher.columns(kind.refs, actor, cypher.LINKS_IN_RECORD)
    statement = (
        f"CALL {{ MATCH (n:{kind.name} {{uid: $key}}) RETURN n "
        f"UNION MATCH (n:{kind.name} {{{kind.key}: $key}}) RETURN n }}\n"
        f"WITH n WHERE {scope.visible(kind, 'n', actor)}\nRETURN {made}"
    )
    rows = tx.run(statement, key=stored_key(kind, key), **scope.parameters(actor))
    if not rows:
        raise NotFound(type=kind.label, key=key)
    return _record(kind, rows[0])


def get_many(tx: Reader, actor: Actor, kind: RecordType, uids: list[str]) -> list[Record]:
    """Those of the records that the actor may read, in the order asked for."""
    scope.require_read(kind, actor)
    statement = (
        f"MATCH (n:{kind.name}) WHERE n.uid IN $uids AND {scope.visible(kind, 'n', actor)}\n"
        f"RETURN {cypher.columns(kind.refs, actor, cypher.LINKS_IN_LIST)}"
    )
    rows = tx.run(statement, uids=uids, **scope.parameters(actor))
    found = {record.uid: record for record in (_record(kind, row) for row in rows)}
    return [found[uid] for uid in uids if uid in found]


def suggest(
    tx: Reader, actor: Actor, kinds: list[RecordType], words: str, limit: int = 10
) -> list[Suggestion]:
    """The record whose key the words are, whatever its type; then type by type those whose key
    begins with them and those whose text has them. Without words, the first ones of the list."""
    found: dict[str, Suggestion] = {}
    meant = ""
    for kind in kinds:
        if not actor.may_read(kind):
            continue
        if words.strip():
            rows = tx.run(
                _suggesting(kind, actor), words=lucene(kind, words) or '""',
                start=stored_key(kind, words.strip()), index=words_index(kind), limit=limit,
                **scope.parameters(actor),
            )  # fmt: skip
        else:
            made = cypher.page(Query(kind, limit=limit), actor, _OFFERED.format(key=kind.key))
            rows = tx.run(made.text, **made.parameters)[:limit]
        for row in rows:
            detail = " · ".join(
                p for p in (kind.label.in_(actor.language), row["key"], row["court"]) if p
            )
            found.setdefault(row["uid"], Suggestion(row["uid"], kind.name, row["title"], detail))
            if words.strip() and row["key"] == stored_key(kind, words.strip()):
                meant = meant or row["uid"]
    best_first = sorted(found.values(), key=lambda each: each.uid != meant)
    return best_first[: limit * max(1, len(kinds))]


def links_to(
    tx: Reader, actor: Actor, uids: Collection[str], likely: Iterable[str] = ()
) -> dict[str, Link]:
    """The records with these uids, of any type, as far as the actor may see them.

    ``likely``: types that most are of. What isn't found among these is looked for among all. The
    number of statements grows with the groups of types (``groups_of``), never with the records.
    """
    found: dict[str, Link | None] = {}

    def look(names: Collection[str]) -> None:
        for group in groups_of(names):
            found.update(_links(tx, actor, group, set(uids) - found.keys()))

    look(set(likely))
    look(_types_of(tx, set(uids) - found.keys()))
    return {uid: link for uid, link in found.items() if link}


def _links(
    tx: Reader, actor: Actor, kinds: Sequence[RecordType], uids: Collection[str]
) -> dict[str, Link | None]:
    """Those of these records that are of these types; None where the actor may not see one."""
    if not kinds or not uids:
        return {}
    parts = [
        f"MATCH (m:{kind.name}) WHERE m.uid IN $uids "
        f"RETURN m.uid AS uid, '{kind.name}' AS label, m.headline AS title, m.{kind.key} AS key, "
        f"{scope.visible(kind, 'm', actor) if actor.may_read(kind) else 'false'} AS seen"
        for kind in kinds
    ]
    rows = tx.run(" UNION ALL ".join(parts), uids=sorted(uids), **scope.parameters(actor))
    return {
        r["uid"]: Link(r["uid"], r["label"], r["title"], {}, r["key"]) if r["seen"] else None
        for r in rows
    }


def _types_of(tx: Reader, uids: Collection[str]) -> set[str]:
    """The types of the records with these uids. The statement looks at every type and is the same
    for everybody, so it is planned once; what is read of the records is asked of few types."""
    if not uids:
        return set()
    parts = (
        f"MATCH (m:{name}) WHERE m.uid IN $uids RETURN DISTINCT '{name}' AS label"
        for name in types()
    )
    return {row["label"] for row in tx.run(" UNION ALL ".join(parts), uids=sorted(uids))}


def leading_here(tx: Reader, record: Record) -> set[str]:
    """The names (``Back.name``) of the relations of others by which any record leads here, whoever
    may read it: a page asks for those lists only. Cheap at any number: it looks at degrees.

    What not everybody may read counts as there, and with it all relations called alike: what a
    page asks for never depends on a record that is to be as if it did not exist.
    """
    found = {back.name: back.ref.pattern("", "a", "") for back in backs(record.declared)}
    shut = {found[back.name] for back in backs(record.declared) if _shut(back.kind)}
    ways = {way: f"w{n}" for n, way in enumerate(found.values()) if way not in shut}
    if not ways:
        return set(found)
    there = ", ".join(f"EXISTS {{ {way} }} AS {name}" for way, name in ways.items())
    row = tx.one(f"MATCH (a:{record.declared.name} {{uid: $uid}}) RETURN {there}", uid=record.uid)
    return {name for name, way in found.items() if way in shut or (row and row[ways[way]])}


def _shut(kind: RecordType) -> bool:
    """Whether there are readers for whom records of the type don't exist."""
    return kind.shut


def _located(tx: Reader, actor: Actor, query: Query) -> Query:
    """The question with its courts' places looked up. Raises NotFound for a court that the actor
    doesn't know."""
    named = {str(each.value) for each in query.filters if each.op in PLACING}
    if not named:
        return query
    kind = types()["Court"]
    rows = tx.run(
        "UNWIND $named AS at CALL (at) { MATCH (n:Court {uid: at}) RETURN n "
        "UNION MATCH (n:Court {code: at}) RETURN n } "
        f"WITH at, n WHERE {scope.visible(kind, 'n', actor)} "
        "RETURN at, n.code AS code, n.level AS level, n.c1 AS tree",
        named=sorted(named), **scope.parameters(actor),
    )  # fmt: skip
    known = {r["at"]: Place(r["code"], LEVEL_KEY[r["level"]], r["tree"]) for r in rows}
    for missing in sorted(named - set(known)):
        raise NotFound(type=kind.label, key=missing)
    placed = (
        replace(each, value=known[str(each.value)]) if each.op in PLACING else each
        for each in query.filters
    )
    return replace(query, filters=tuple(placed))


def _not_a_file(tx: Reader, actor: Actor, query: Query) -> None:
    """Raise FileNeeded where a list would gather what is about one officer, or tell whether
    anything is: that is the officer's file, which opens for a recorded purpose."""
    if query.tells_apart and not actor.trusted:
        raise FileNeeded()
    people = query.people
    if people and not actor.trusted:
        statement = "MATCH (o:Officer) WHERE o.uid IN $uids RETURN o.uid AS uid LIMIT 1"
        if tx.one(statement, uids=people) is not None:
            raise FileNeeded()


_OFFERED = "n.uid AS uid, n.headline AS title, n.{key} AS key, coalesce(n.c3, n.c2, n.c1) AS court"
"""The columns of a suggestion."""


def _suggesting(kind: RecordType, actor: Actor) -> str:
    seen = scope.visible(kind, "n", actor)
    give = _OFFERED.format(key=kind.key)
    keyed = (
        f"MATCH (n:{kind.name}) WHERE {by_key(kind)} "
        f"AND n.retired_at IS NULL AND {seen} RETURN n, 1000.0 AS score LIMIT $limit"
    )
    if not kind.search_fields:
        return f"CALL {{ {keyed} }} RETURN {give}"
    return (
        f"CALL {{ {keyed}\n"
        "UNION CALL db.index.fulltext.queryNodes($index, $words) YIELD node AS n, score "
        f"WITH n, score WHERE n.retired_at IS NULL AND {seen} RETURN n, score LIMIT $limit }}\n"
        f"WITH n, max(score) AS score ORDER BY score DESC, n.headline LIMIT $limit RETURN {give}"
    )


def _record(kind: RecordType, row: Row) -> Record:
    properties = {
        name: kind.fields[name].masked(value) if name in kind.fields else value
        for name, value in row["p"].items()
    }
    links = {name: tuple(Link(**link) for link in row[name]) for name in kind.refs if name in row}
    return kind.model.hydrate(properties, links)


def _cursor(record: Record, order: str, back: bool = False) -> str:
    value: Any = getattr(record, order)
    return Cursor(value, record.uid, back).write(order)
