"""Looking for words over all types, through one type's hits, and while somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.model import RecordType
from graph.operations.search.asking import WIDEST, Looking
from graph.operations.search.found import EVERYWHERE, Found, Group, Hit, Narrowed, Page
from graph.operations.search.prefixes import split
from graph.scope import Actor
from graph.session import Reader

COUNT_CAP = 100
"""A facet counts no further: “100+”."""

SHOWN = 5

SUGGESTED = 3
"""Suggestions of one type, among several."""

LOOKED_AT = 30
"""Records of a type that are looked at while somebody types: for those that other courts share, and
where nothing begins with the words, for those that have them inside. The results page looks at
more."""

PAGE = 30
"""Hits of one type on a page."""


def search(
    tx: Reader,
    actor: Actor,
    words: str,
    kinds: Sequence[RecordType],
    shown: int = SHOWN,
    cap: int = COUNT_CAP,
) -> list[Group]:
    """Hits by type, in the order of ``kinds``; types without a hit are left out.

    Three statements at most, whatever is found. Types that the actor's roles may not read have no
    hits.
    """
    made = _looked(tx, actor, words, kinds, shown, cap, EVERYWHERE)
    return list(made.found(cap).groups) if made else []


def look(
    tx: Reader,
    actor: Actor,
    words: str,
    kinds: Sequence[RecordType],
    shown: int = SHOWN,
    cap: int = COUNT_CAP,
    to: Narrowed = EVERYWHERE,
) -> Found:
    """Hits by type with facets. Words may begin with a type's name and a colon."""
    made = _looked(tx, actor, words, kinds, shown, cap, to)
    if made is None:
        return Found(words)
    levels, courts, years = made.facets()
    return replace(made.found(cap), levels=levels, courts=courts, years=years)


def _looked(
    tx: Reader, actor: Actor, words: str, kinds: Sequence[RecordType], shown: int, cap: int,
    to: Narrowed,
) -> Looking | None:  # fmt: skip
    """A search that has met all it will; None where there is nothing to look for."""
    readable = [kind for kind in kinds if actor.may_read(kind)]
    named, words = split(words, readable)
    made = Looking(tx, actor, words, [named] if named else readable, shown, cap + 1, to)
    if not words or not made.kinds or (to.court and made.at is None):
        return None
    made.first()
    made.again()
    return made


def page(
    tx: Reader,
    actor: Actor,
    words: str,
    kind: RecordType,
    to: Narrowed = EVERYWHERE,
    after: str = "",
    size: int = PAGE,
    widest: int = WIDEST,
) -> Page:
    """One type's hits, those after a record of this uid, and facets of that type alone. All that
    the index has is put in order first, up to ``widest``: what a page costs doesn't depend on how
    far down it is. A uid that isn't among the hits (any more) gives the first page."""
    words = words.strip()
    if not words or not actor.may_read(kind):
        return Page(kind, words)
    made = Looking(tx, actor, words, [kind], size, widest, to, whole=True)
    if to.court and made.at is None:
        return Page(kind, words)
    made.all()
    levels, courts, years = made.facets()
    return replace(made.page(after, size), levels=levels, courts=courts, years=years)


def suggest(
    tx: Reader, actor: Actor, words: str, kinds: Sequence[RecordType], most: int = 12
) -> list[tuple[RecordType, Hit]]:
    """The best hits over all types, those whose key or title begins with the words first, a few of
    each type. Looks further only where there would be none.

    Without words nothing is found, but the statements are planned: who asks when the box is entered
    has them ready by the first word."""
    readable = [kind for kind in kinds if actor.may_read(kind)]
    named, words = split(words, readable)
    each = most if named else SUGGESTED
    made = Looking(tx, actor, words, [named] if named else readable, each, each, EVERYWHERE)
    if not words or not made.kinds:
        made.ready()
        return []
    made.first(LOOKED_AT)
    if not any(met.places for met in made.met.values()):
        made.again(LOOKED_AT)
    found = [(group.kind, hit) for group in made.found(each).groups for hit in group.hits]
    return sorted(found, key=lambda each: _begins(each[1], words))[:most]


def _begins(hit: Hit, words: str) -> int:
    if words in (hit.key, hit.title):
        return 0
    return 1 if hit.title.startswith(words) or hit.key.startswith(words) else 2
