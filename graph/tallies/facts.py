"""What records say that counts: statements made from the table of measures.

A keeper counts for every court, whoever reads: nothing here is scoped, and nothing of it leaves
graph/tallies but as a sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from graph.model import type_of
from graph.session import Reader, Row
from graph.tallies.cells import CourtKeys, Said, court_keys, read
from graph.tallies.measures import HOME, SOURCES, STAMP, Fact, Source


class Stamped(NamedTuple):
    """A record with what it was last counted as, and what it counts as now."""

    type: str
    uid: str
    was: Counter[Said]
    now: Counter[Said]
    fresh: bool
    """Whether it bears no stamp yet."""


class Plain(NamedTuple):
    """What a record counts as by plain measures, and whether it bears a stamp; None: its type bears
    none."""

    said: Counter[Said]
    stamped: bool | None


def plain(tx: Reader, label: str, uids: Sequence[str]) -> dict[str, Plain]:
    """What these records, and those that hang on them, count as by plain measures, by uid."""
    statement = _plain(label)
    made: dict[str, Plain] = {}
    if statement and uids:
        for row in tx.run(statement, uids=list(uids)):
            source = SOURCES[row["type"]]
            told, fact = source.plain, row["fact"]
            said = Counter(told(_whole(fact))) if told and fact else Counter()
            made[row["uid"]] = Plain(said, row["was"] is not None if source.stamped else None)
    return made


def stamped(tx: Reader, label: str, uids: Sequence[str], also: Mapping[str, set[str]]
            ) -> list[Stamped]:  # fmt: skip
    """These records, those of which they tell or that hang on them, and ``also`` (uids by type),
    each once, by stamped measures."""
    parts = [part for part in (_by_uid(name) for name in also if also[name]) if part]
    reached = _reaching(label)
    if not reached and not parts:
        return []
    given = {f"also_{name}": sorted(some) for name, some in also.items()}
    statement = "\nUNION\n".join([*reached, *parts])
    return [_one(row) for row in tx.run(statement, uids=list(uids), **given)]


def told_of(tx: Reader, label: str, uids: Sequence[str]) -> dict[str, set[str]]:
    """The records that these tell of, by type: they may tell of others after a change."""
    branches = [
        f"{_start(source, label, patterns)} RETURN '{source.type}' AS type, n.uid AS uid"
        for source in SOURCES.values()
        if source.stamped and (patterns := source.tells.get(label))
    ]
    made: dict[str, set[str]] = {}
    if branches and uids:
        for row in tx.run("\nUNION\n".join(branches), uids=list(uids)):
            made.setdefault(row["type"], set()).add(row["uid"])
    return made


def everything(tx: Reader, source: Source) -> Counter[Said]:
    """What all records of a type count as by plain measures, summed by the server."""
    if source.plain is None:
        return Counter()
    return _told(tx.run(f"MATCH (n:{source.type}) {_grouped(source)}"))


def page(tx: Reader, source: Source, after: str, size: int) -> list[Stamped]:
    """Records of a type behind a uid, by stamped measures."""
    rows = tx.run(
        f"MATCH (n:{source.type}) WHERE n.uid > $after WITH n ORDER BY n.uid LIMIT $size "
        f"{_single(source)}",
        after=after,
        size=size,
    )
    return [_one(row) for row in rows]


def about(tx: Reader, types: Iterable[str], officer: str) -> Counter[Said]:
    """What the records about an officer count as, of these types: by every measure."""
    made: Counter[Said] = Counter()
    branches = [branch for name in types if (branch := _about(name))]
    if not branches:
        return made
    for row in tx.run("\nUNION ALL\n".join(branches), officer=officer):
        source = SOURCES[row["type"]]
        for told in (source.plain, source.stamped):
            for said in told(_whole(row["fact"])) if told else ():
                made[said] += row["count"]
    return made


def courts(tx: Reader, codes: Collection[str]) -> dict[str, CourtKeys]:
    """Where these courts stand, by code."""
    if not codes:
        return {}
    return court_keys(tx.run(
        "UNWIND $codes AS code MATCH (c:Court {code: code}) RETURN c.code AS code, "
        "c.level AS level, c.c1 AS c1, c.c2 AS c2, c.c3 AS c3",
        codes=sorted(set(codes)),
    ))  # fmt: skip


def named_by(tx: Reader, codes: Iterable[str]) -> Counter[Said]:
    """What the records count as that may name several courts, one of these among them."""
    source = SOURCES["Feedback"]
    rows = tx.run(
        "UNWIND $codes AS code MATCH (c:Court {code: code}) CALL { WITH c "
        "MATCH (c)<-[:ADDRESSED_TO]-(n:Feedback) RETURN n UNION WITH c "
        "MATCH (c)<-[:OF|STATIONED_AT]-(:Department)<-[:ADDRESSED_TO]-(n:Feedback) RETURN n "
        "UNION WITH c MATCH (c)<-[:OF|STATIONED_AT]-(:Department)<-[:SERVES]-(:Officer)"
        f"<-[:ADDRESSED_TO]-(n:Feedback) RETURN n }} {_grouped(source)}",
        codes=sorted(codes),
    )
    made: Counter[Said] = Counter()
    for row in rows:
        for told in (source.plain, source.stamped):
            for said in told(_whole(row["fact"])) if told else ():
                made[said] += row["count"]
    return made


@cache
def _plain(label: str) -> str:
    return "\nUNION\n".join(
        f"{_start(source, label, source.hangs.get(label, ()))} WITH DISTINCT n {_single(source)}"
        for source in SOURCES.values()
        if source.plain and (source.type == label or label in source.hangs)
    )


@cache
def _reaching(label: str) -> list[str]:
    return [
        f"{_start(source, label, (*source.hangs.get(label, ()), *source.tells.get(label, ())))} "
        f"WITH DISTINCT n {_single(source)}"
        for source in SOURCES.values()
        if source.stamped
        and (source.type == label or label in source.hangs or label in source.tells)
    ]


def _by_uid(name: str) -> str:
    source = SOURCES[name]
    return f"UNWIND $also_{name} AS uid MATCH (n:{name} {{uid: uid}}) {_single(source)}"


def _about(name: str) -> str:
    kind, source = type_of(name), SOURCES[name]
    ways = "\nUNION WITH me ".join(
        f"MATCH {kind.refs[ref].pattern(f'n:{name}', 'me', '')} RETURN n" for ref in kind.about
    )
    if not ways:
        return ""
    return f"MATCH (me:Officer {{number: $officer}}) CALL {{ WITH me {ways} }} {_grouped(source)}"


def _start(source: Source, label: str, patterns: Sequence[str]) -> str:
    """Records ``n`` of the source: those written, or those that these patterns lead to."""
    if source.type == label:
        return f"UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}})"
    ways = "\nUNION WITH m ".join(
        f"MATCH {pattern.replace('(n)', f'(n:{source.type})')} RETURN n" for pattern in patterns
    )
    return f"UNWIND $uids AS uid MATCH (m:{label} {{uid: uid}}) CALL {{ WITH m {ways} }}"


def _grouped(source: Source) -> str:
    return (
        f"WITH DISTINCT n WHERE n.retired_at IS NULL WITH {_map(source)} AS fact "
        f"RETURN '{source.type}' AS type, fact, count(*) AS count"
    )


def _single(source: Source) -> str:
    return (
        f"RETURN '{source.type}' AS type, n.uid AS uid, n.{STAMP} AS was, "
        f"CASE WHEN n.retired_at IS NULL THEN {_map(source)} END AS fact"
    )


def _map(source: Source) -> str:
    facts = ", ".join(f"{name}: {how}" for name, how in source.facts.items())
    return f"{{home: {HOME}, {facts}}}"


def _told(rows: Iterable[Row]) -> Counter[Said]:
    made: Counter[Said] = Counter()
    for row in rows:
        told = SOURCES[row["type"]].plain
        for said in told(_whole(row["fact"])) if told else ():
            made[said] += row["count"]
    return made


def _one(row: Row) -> Stamped:
    told, fact = SOURCES[row["type"]].stamped, row["fact"]
    now = Counter(told(_whole(fact))) if told and fact else Counter()
    was = Counter(map(read, row["was"] or ()))
    return Stamped(row["type"], row["uid"], was, now, row["was"] is None)


def _whole(fact: Mapping[str, Any]) -> Fact:
    """Courts as they are compared: each once, in order, none that is empty."""
    made = dict(fact)
    for name in ("home", "to"):
        if name in made:
            made[name] = tuple(sorted({code for code in made[name] if code}))
    return made
