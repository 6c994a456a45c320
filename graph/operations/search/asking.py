"""The statements of a search: one asks all full-text indexes at once, a second what the first cut
short.

The statement names no type: which indexes to ask with which words is a parameter, so each kind of
user has one plan, and a small one. Words are asked of the index together with the actor's court
(graph.records.words), so what comes back is in scope but for what is withdrawn or guarded; each hit
passes graph.scope all the same. Records that another court shares with the actor's have no such
mark in the index: they are found among the ``WIDEST`` best of all other courts.

Each type that the actor's roles may read is asked, whatever there is in it, a confidential one too:
the statements never depend on a record that is to be as if it did not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph import scope
from graph.errors import NotFound
from graph.model import Domain, Kind, Reach, RecordType
from graph.operations.search.found import Facet, Found, Group, Hit, Narrowed, Page
from graph.operations.search.reasons import reasons
from graph.records import Count
from graph.records.rules import stored_key
from graph.records.words import by_key, goes_inside, lucene, within
from graph.schema import words_index, words_of
from graph.scope import Actor, Place
from graph.session import Reader, Row

SHARED_FIRST = 300
"""Of the records of other courts, how many of a type are looked at for shared ones at first."""

WIDEST = 5_000
"""Records of a type that are looked at in all."""

FACETS = 12

LEVEL_OF = {
    "c1": "n.c1 IS NOT NULL AND n.c2 IS NULL",
    "c2": "n.c2 IS NOT NULL AND n.c3 IS NULL",
    "c3": "n.c3 IS NOT NULL",
}


@dataclass
class Met:
    """What has been met of one type so far."""

    kind: RecordType
    hits: dict[str, Row] = field(default_factory=dict)
    places: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Court, its level and the year, by uid: of all hits, also those not shown."""
    cut: bool = False
    """Whether the index had more than it was asked for."""


class Looking:
    """One search, over its statements."""

    def __init__(
        self, tx: Reader, actor: Actor, words: str, kinds: list[RecordType], shown: int,
        wanted: int, to: Narrowed, *, whole: bool = False,
    ) -> None:  # fmt: skip
        """With ``whole`` of each hit only what puts it in order is read: ``page`` reads the rest
        of those that it shows."""
        self.tx, self.actor, self.words, self.to = tx, actor, words, to
        self.kinds, self.shown, self.wanted = kinds, shown, wanted
        self.columns = ORDER if whole else COLUMNS
        self.text = self._statement([k for k in kinds if words_of(k)])
        self.at = _place(tx, to.court) if to.court else None
        self.met = {kind.name: Met(kind) for kind in kinds}
        self.inside = goes_inside(words)

    def first(self, shared: int = SHARED_FIRST) -> None:
        """Ask every type for about as much as is wanted."""
        self._ask(self.kinds, inside=False, home=self.wanted, shared=shared)
        self._by_key()

    def all(self) -> None:
        """Ask every type for as much as is wanted, records that are shared among it."""
        self._ask(self.kinds, inside=self.inside, home=self.wanted, shared=self.wanted)
        self._by_key()

    def ready(self) -> None:
        """Have the statements planned, looking for nothing."""
        self.wanted = 0
        if self.kinds:
            self.first()

    def again(self, widest: int = WIDEST) -> None:
        """Ask those once more that had too little, of as much as this."""
        less = [
            m.kind for m in self.met.values()
            if len(m.places) < self.wanted and words_of(m.kind) and (m.cut or self.inside)
        ]  # fmt: skip
        if less:
            self._ask(less, inside=self.inside, home=widest, shared=widest)

    def found(self, cap: int) -> Found:
        """What was met, best first: the record whose key was typed, then as the index says."""
        groups = []
        for met in self.met.values():
            if not met.places:
                continue
            rows = self._ordered(met)
            count = len(met.places)
            groups.append(
                Group(
                    met.kind,
                    tuple(self._hit(met.kind, row) for row in rows[: self.shown]),
                    Count(min(count, cap), count > cap or met.cut),
                )
            )
        return Found(self.words, tuple(groups))

    def page(self, after: str, size: int) -> Page:
        """The hits of the one type that come after this one; from the first where it isn't met."""
        (met,) = self.met.values()
        order = [row["uid"] for row in self._ordered(met)]
        first = order.index(after) + 1 if after in order else 0
        shown = order[first : first + size]
        rows = {row["uid"]: row for row in self._in_full(met.kind, shown)}
        back = first - size
        return Page(
            met.kind, self.words,
            hits=tuple(self._hit(met.kind, rows[uid]) for uid in shown),
            count=Count(len(order), met.cut or len(order) >= self.wanted),
            first=first,
            lost=bool(after) and after not in order,
            back=order[back - 1] if back > 0 else "",
            on=shown[-1] if first + size < len(order) else "",
        )  # fmt: skip

    def _ordered(self, met: Met) -> list[Row]:
        key = stored_key(met.kind, self.words)
        return sorted(
            met.hits.values(), key=lambda r: (r["key"] != key, -r["score"], str(r["key"]))
        )

    def _in_full(self, kind: RecordType, uids: list[str]) -> list[Row]:
        """What is shown of these hits."""
        fields = list(words_of(kind) or (kind.key,))
        row = self.tx.one(
            f"MATCH (n:{kind.name}) WHERE n.uid IN $uids AND n.retired_at IS NULL "
            f"AND {scope.visible(kind, 'n', self.actor)} "
            "WITH collect({n: n, score: 0.0}) AS found, $ask AS ask "
            f"RETURN {HITS}",
            uids=uids, shown=len(uids), ask=_named(kind) | {"fields": fields},
            **scope.parameters(self.actor),
        )  # fmt: skip
        return row["hits"] if row else []

    def _ask(self, kinds: list[RecordType], *, inside: bool, home: int, shared: int) -> None:
        asks = [a for k in kinds if words_of(k) for a in self._asks(k, inside, home, shared)]
        if not (asks or (self.words == "" and any(words_of(k) for k in kinds))):
            return
        rows = self.tx.run(
            self.text, asks=asks, shown=self.shown, wanted=self.wanted, year=self.to.year,
            **scope.parameters(self.actor),
        )  # fmt: skip
        for name in {ask["label"] for ask in asks}:
            self.met[name].cut = False
        for row in rows:
            self._take(row)

    def _asks(
        self, kind: RecordType, inside: bool, home: int, shared: int
    ) -> Iterator[dict[str, Any]]:
        asked = lucene(kind, self.words, inside=inside)
        if not asked:
            return
        named = _named(kind)
        keep = within(kind, self.actor, self.at)
        if keep:
            yield named | {"words": f"+({asked}) {keep}", "limit": home}
            if self.at is None and kind.shared and kind.reach is Reach.COURT:
                # What is at home has been asked for: each hit here is another court's.
                away = f"-{keep.removeprefix('+')}"
                yield named | {"words": f"+({asked}) {away}", "limit": shared}
        else:
            yield named | {"words": asked, "limit": home}

    def _statement(self, kinds: list[RecordType]) -> str:
        """Hits with their places; the first ones with what is shown of them."""
        seen = scope.visible_any(tuple(k.name for k in kinds), "n", self.actor)
        return (
            "UNWIND $asks AS ask\n"
            "CALL db.index.fulltext.queryNodes(ask.index, ask.words, {limit: ask.limit}) "
            "YIELD node AS n, score\n"
            f"WITH ask, n, score, n.retired_at IS NULL AND {self._narrowing()} AND {seen} AS seen\n"
            "WITH ask, n, score, seen ORDER BY score DESC, n[ask.key]\n"
            "WITH ask, count(*) AS met, "
            "collect(CASE WHEN seen THEN {n: n, score: score} END)[..$wanted] AS found\n"
            f"RETURN ask.label AS label, met >= ask.limit AS cut, {self.columns}"
        )

    def _narrowing(self) -> str:
        parts = ["true"]
        if self.to.year:
            parts.append("ask.dated AND n.rank STARTS WITH $year")
        if self.to.level in LEVEL_OF:
            parts.append(LEVEL_OF[self.to.level])
        return " AND ".join(parts)

    def _by_key(self) -> None:
        """Types without words are found by their key."""
        parts = []
        for kind in [k for k in self.kinds if _keyed(k) and (k.dated or not self.to.year)]:
            seen = f"n.retired_at IS NULL AND {scope.visible(kind, 'n', self.actor)}"
            at = f" AND n.{self.at.level} = $court" if self.at else ""
            parts.append(
                f"CALL {{ MATCH (n:{kind.name}) WHERE {by_key(kind)} AND {seen} "
                f"AND {self._narrowing()}{at} RETURN n LIMIT $wanted }}\n"
                f"WITH collect({{n: n, score: 0.0}}) AS found, "
                f"{{key: '{kind.key}', fields: ['{kind.key}'], dated: {bool(kind.dated)}}} AS ask\n"
                f"RETURN '{kind.name}' AS label, false AS cut, {self.columns}"
            )
        if not parts:
            return
        text = "\nUNION ALL\n".join(part.replace("ask.dated AND ", "") for part in parts)
        rows = self.tx.run(
            text, start=self.words, wanted=self.wanted, shown=self.shown, year=self.to.year,
            court=self.to.court, **scope.parameters(self.actor),
        )  # fmt: skip
        for row in rows:
            self._take(row)

    def _take(self, row: Row) -> None:
        met = self.met[row["label"]]
        met.cut = met.cut or row["cut"]
        for uid, c1, c2, c3, year in row["places"]:
            level = "c3" if c3 else "c2" if c2 else "c1" if c1 else ""
            met.places.setdefault(uid, (c3 or c2 or c1 or "", level, year))
        for hit in row["hits"]:
            old = met.hits.get(hit["uid"])
            if old is None or old["score"] < hit["score"]:
                met.hits[hit["uid"]] = hit

    def _hit(self, kind: RecordType, row: Row) -> Hit:
        values = dict(zip(words_of(kind) or (kind.key,), row["values"], strict=True))
        return Hit(
            uid=row["uid"], key=str(row["key"] or ""), title=row["title"] or "",
            court=row["court"] or "", court_name=row["court_name"] or "",
            year=met_year(row["year"]), reasons=reasons(kind, self.words, values),
        )  # fmt: skip

    def facets(self) -> tuple[tuple[Facet, ...], tuple[Facet, ...], tuple[Facet, ...]]:
        """How all hits met fall on levels, courts and years: the courts with most, all years."""
        levels: Counter[str] = Counter()
        courts: Counter[str] = Counter()
        years: Counter[str] = Counter()
        for met in self.met.values():
            for court, level, year in met.places.values():
                levels[level] += 1
                courts[court] += 1
                years[met_year(year)] += 1
        courts.pop("", None)
        most = courts.most_common(FACETS)
        cut = any(m.cut or len(m.places) >= self.wanted for m in self.met.values())
        return (
            _facet([(level, levels[level]) for level in LEVEL_OF], {}, cut),
            _facet(most, _names(self.tx, [code for code, _ in most]), cut),
            _facet(sorted(years.items(), reverse=True), {}, cut),
        )


_COURT = "coalesce(f.n.c3, f.n.c2, f.n.c1)"
_YEAR = "CASE WHEN ask.dated THEN left(f.n.rank, 4) ELSE '' END"
PLACES = f"[f IN found | [f.n.uid, f.n.c1, f.n.c2, f.n.c3, {_YEAR}]] AS places"
HITS = (
    "[f IN found[..$shown] | {uid: f.n.uid, key: f.n[ask.key], title: f.n.headline, "
    f"score: f.score, court: {_COURT}, year: {_YEAR}, values: [name IN ask.fields | f.n[name]], "
    f"court_name: head(COLLECT {{ MATCH (c:Court {{code: {_COURT}}}) RETURN c.name }})}}] AS hits"
)
COLUMNS = f"{PLACES}, {HITS}"
"""Of all hits where they are, of the first ones what is shown of them."""

ORDER = (
    f"{PLACES}, [f IN found[..$wanted] | {{uid: f.n.uid, key: f.n[ask.key], score: f.score}}] "
    "AS hits"
)


def _keyed(kind: RecordType) -> bool:
    """Whether a type is found by its key alone."""
    return (
        not words_of(kind)
        and kind.domain is not Domain.SYSTEM
        and kind.fields[kind.key].kind is Kind.TEXT
    )


def _named(kind: RecordType) -> dict[str, Any]:
    """A type as the statements take it."""
    return {"label": kind.name, "index": words_index(kind), "key": kind.key,
            "fields": list(words_of(kind)), "dated": bool(kind.dated)}  # fmt: skip


def met_year(text: str | None) -> str:
    """A year, empty for what has none."""
    return text if text and text.isdigit() else ""


def _place(tx: Reader, code: str) -> Place | None:
    """Where a court stands; None where there is none, which finds as little as one out of sight."""
    try:
        return scope.place(tx, code)
    except NotFound:
        return None


def _names(tx: Reader, codes: list[str]) -> dict[str, str]:
    rows = tx.run(
        "MATCH (c:Court) WHERE c.code IN $codes RETURN c.code AS code, c.name AS name", codes=codes
    )
    return {row["code"]: row["name"] for row in rows}


def _facet(counts: list[tuple[str, int]], names: dict[str, str], cut: bool) -> tuple[Facet, ...]:
    return tuple(
        Facet(value, names.get(value) or value, Count(count, cut))
        for value, count in counts
        if value and count
    )
