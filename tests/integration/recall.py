"""What a search misses of all that contains the words, asked of a whole province."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from graph import scope
from graph.model import RecordType, types
from graph.operations import search
from graph.schema import words_of
from graph.scope import Actor
from graph.session import Graph, Reader

MANY = 100_000
PLAIN = re.compile(r"\w(?:.*\w)?", re.DOTALL)


def sampled(tx: Reader, seed: int, each: int = 1) -> list[str]:
    """Words cut out of what every searched field has: single characters, Chinese and not, and
    pieces of two to six that begin and end with a character or digit."""
    chance, words = random.Random(seed), set()  # noqa: S311
    for kind in searched():
        for name in words_of(kind):
            rows = tx.run(
                f"MATCH (n:{kind.name}) WHERE n.{name} IS NOT NULL "
                f"RETURN n.{name} AS text ORDER BY n.uid LIMIT 200"
            )
            for text in chance.sample([r["text"] for r in rows], min(each, len(rows))):
                words |= set(_pieces(chance, text))
    return sorted(words)


def _pieces(chance: random.Random, text: str) -> Iterator[str]:
    for length in (1, chance.randint(2, 6)):
        at = chance.randrange(max(1, len(text) - length))
        found = PLAIN.search(text[at : at + length])
        if found:
            yield found[0]


def searched() -> list[RecordType]:
    """The types that have words."""
    return [kind for kind in types().values() if kind.search_fields and kind.access.read]


def containing(tx: Reader, actor: Actor, words: list[str]) -> dict[str, set[str]]:
    """The records that the actor may read, in use, of which a searched field contains the word."""
    kinds = [kind for kind in searched() if actor.may_read(kind)]
    names = tuple(kind.name for kind in kinds)
    rows = tx.run(
        f"MATCH (n:{'|'.join(names)}) WHERE n.retired_at IS NULL "
        f"AND {scope.visible_any(names, 'n', actor)} "
        "WITH n, [f IN $fields[head(labels(n))] WHERE n[f] IS NOT NULL | n[f]] AS texts "
        "UNWIND $words AS word WITH n, texts, word "
        "WHERE any(text IN texts WHERE text CONTAINS word) "
        "RETURN word, collect(n.uid) AS uids",
        words=words, fields={k.name: list(words_of(k)) for k in kinds},
        **scope.parameters(actor),
    )  # fmt: skip
    return {row["word"]: set(row["uids"]) for row in rows}


def missed(graph: Graph, actor: Actor, words: list[str]) -> dict[str, set[str]]:
    """By word, the records that contain it and that the search doesn't give."""
    with graph.reading(seconds=0) as tx:
        wanted = containing(tx, actor, words)
        assert len(wanted) > len(words) // 2
        left = {}
        for word, uids in wanted.items():
            groups = search.search(tx, actor, word, searched(), shown=MANY, cap=MANY)
            left[word] = uids - {hit.uid for group in groups for hit in group.hits}
    return {word: uids for word, uids in left.items() if uids}
