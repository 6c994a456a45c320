"""Search over all types at once: by key, beginning of a key, or words, under the actor's scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph import scope
from graph.model import RecordType, types
from graph.records import Count
from graph.records.cypher import lucene
from graph.scope import Actor
from graph.session import Reader

COUNT_CAP = 100
"""A facet counts no further: “100+”."""

SHOWN = 5


@dataclass(frozen=True)
class Hit:
    """A record found: its key, title, and the code and name of its court, as far as it has one."""

    uid: str
    key: str
    title: str
    court: str = ""
    court_name: str = ""


@dataclass(frozen=True)
class Group:
    """The hits of one type: the best ones, and how many there are."""

    kind: RecordType
    hits: tuple[Hit, ...]
    count: Count


def search(
    tx: Reader,
    actor: Actor,
    words: str,
    kinds: Sequence[RecordType],
    shown: int = SHOWN,
    cap: int = COUNT_CAP,
) -> list[Group]:
    """Hits by type, in the order of ``kinds``; types without a hit are left out.

    Two statements at most, whatever is found. Types that the actor's roles may not read have no
    hits.
    """
    readable = {kind.name: kind for kind in kinds if actor.may_read(kind)}
    if not words.strip() or not readable:
        return []
    asked = {"start": words.strip(), "words": lucene(words) or '""'}
    anywhere = _somewhere(tx, asked)
    met = [kind for name, kind in readable.items() if kind.confidential or name in anywhere]
    if not met:
        return []
    rows = tx.run(
        "\nUNION ALL\n".join(_of_type(kind, actor) for kind in met),
        limit=cap + 1, shown=shown, **asked, **scope.parameters(actor),
    )  # fmt: skip
    return [
        Group(
            readable[row["label"]],
            tuple(Hit(**{n: v or "" for n, v in hit.items()}) for hit in row["hits"]),
            Count(min(row["count"], cap), row["count"] > cap),
        )
        for row in rows
    ]


def _somewhere(tx: Reader, asked: dict[str, str]) -> set[str]:
    """The types of which some record has these words, whoever may read it: only those are worth a
    scoped look. The statement is the same for everybody, so it is planned once; one with every
    type's scope takes the planner seconds, and each kind of user has their own.

    Confidential types are looked at in any case: else the time of an answer would tell of a record
    that is to be as if it did not exist.
    """
    parts = []
    for kind in types().values():
        if kind.confidential:
            continue
        found = (
            f"MATCH (n:{kind.name}) WHERE n.{kind.key} STARTS WITH $start RETURN 1 AS hit LIMIT 1"
        )
        if kind.search_fields:
            words = f"'{kind.slug}_text', $words, {{limit: 1}}"
            found += (
                f" UNION CALL db.index.fulltext.queryNodes({words}) YIELD score RETURN 1 AS hit"
            )
        parts.append(f"CALL () {{ {found} }} RETURN '{kind.name}' AS label")
    return {row["label"] for row in tx.run("\nUNION ALL\n".join(parts), **asked)}


def _of_type(kind: RecordType, actor: Actor) -> str:
    """One row (label, hits, count) when there is a hit. Keys that begin so come first."""
    seen = f"n.retired_at IS NULL AND {scope.visible(kind, 'n', actor)}"
    found = (
        f"MATCH (n:{kind.name}) WHERE n.{kind.key} STARTS WITH $start AND {seen} "
        "RETURN n, 1000.0 AS score LIMIT $limit"
    )
    if kind.search_fields:
        found += (
            f" UNION CALL db.index.fulltext.queryNodes('{kind.slug}_text', $words) "
            f"YIELD node AS n, score WITH n, score WHERE {seen} RETURN n, score LIMIT $limit"
        )
    court = "coalesce(n.c3, n.c2, n.c1)"
    hit = (
        f"{{uid: n.uid, key: n.{kind.key}, title: n.headline, court: {court}, "
        f"court_name: head(COLLECT {{ MATCH (c:Court {{code: {court}}}) RETURN c.name }})}}"
    )
    return (
        f"CALL {{ {found} }}\n"
        f"WITH n, max(score) AS score ORDER BY score DESC, n.{kind.key}\n"
        "WITH collect(n)[..$limit] AS found WHERE size(found) > 0\n"
        f"RETURN '{kind.name}' AS label, [n IN found[..$shown] | {hit}] AS hits, "
        "size(found) AS count"
    )
