"""The questions that give kept totals; pages ask them through graph.tallies.reading."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from graph import scope
from graph.model import type_of
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


def within_own(actor: Actor) -> Fragment:
    """That the tally ``t`` is of a court of the actor's: nobody reads tallies raw, so there is no
    other right to them."""
    return Fragment(scope.placed(type_of("Tally"), "t", actor) or "true")


Span = dict[str, str | int | None]
"""A beginning of numbers, and the periods from which and up to which is asked."""

CELL = ("measure", "place", "row", "channel", "standing", "of")
"""What a tally's number is made of: the index has the number, so that nothing else is read."""


_ALL = Fragment(
    "RETURN t.number AS number, 0 AS before, t.value - t.undated AS upto, t.undated AS undated, "
    "null AS since, null AS sums"
)
"""Of all time without the sums: the server reads every property that a statement names."""
_UPTO = """WITH shelf, t, t.since AS since, t.sums AS sums
WITH shelf, t, since, sums, since + size(sums) - 1 AS last
WITH shelf, t, since, sums,
  CASE WHEN since IS NULL OR shelf.since IS NULL OR shelf.since <= since THEN 0
    WHEN shelf.since > last THEN sums[-1] ELSE sums[shelf.since - since - 1] END AS before,
  CASE WHEN since IS NULL OR shelf.until < since THEN 0
    WHEN shelf.until IS NULL OR shelf.until >= last THEN sums[-1]
    ELSE sums[shelf.until - since] END AS upto
"""
_SPAN = Fragment(f"""{_UPTO}RETURN t.number AS number, before, upto, t.undated AS undated,
  CASE WHEN $whole THEN since END AS since,
  CASE WHEN $whole THEN sums END AS sums""")
_SUM = Fragment(
    f"{_UPTO}WHERE upto <> before AND ($of IS NULL OR split(t.number, '|')[{CELL.index('of')}] "
    "IN $of)\nRETURN shelf.begin AS name, sum(upto - before) AS count"
)
"""What each shelf comes to, added up by the server: nothing of each tally is given."""
_STANDINGS = Fragment(
    f"{_UPTO}WITH split(t.number, '|') AS cell, upto - before AS many\n"
    f"WHERE many <> 0 AND ($of IS NULL OR cell[{CELL.index('of')}] IN $of)\n"
    f"WITH cell[{CELL.index('standing')}] AS name, sum(many) AS count WHERE count > 0\n"
    "RETURN name, count ORDER BY count DESC, name LIMIT $most"
)
"""The same by standing, of all shelves together: the greatest."""

_DEPTH = """CASE WHEN t.since IS NULL THEN -1
  ELSE reduce(most = -1, at IN range(
      CASE WHEN $since IS NULL OR $since <= t.since THEN 0 ELSE $since - t.since END,
      CASE WHEN $until IS NULL OR $until >= t.since + size(t.depths) THEN size(t.depths) - 1
        ELSE $until - t.since END) |
    CASE WHEN t.depths[at] > most THEN t.depths[at] ELSE most END) END"""


def tallies(
    tx: Reader,
    actor: Actor,
    shelves: Sequence[str],
    since: int | None = None,
    until: int | None = None,
    whole: bool = False,
) -> list[Row]:
    """Tallies of the actor's courts whose numbers begin with one of these. Raw: what is about the
    actor is still in."""
    told = _SPAN if whole or since is not None or until is not None else _ALL
    rows = tx.run(
        question("tallies").cypher(actor, within=within_own(actor), told=told),
        shelves=spans(shelves, since, until),
        whole=whole,
        **parameters(actor),
    )
    return _with_cells(rows)


def spans(shelves: Iterable[str], since: int | None, until: int | None) -> list[Span]:
    """Beginnings of numbers, each with the periods from which and up to which is asked."""
    return [{"begin": shelf, "since": since, "until": until} for shelf in shelves]


def tally_sums(
    tx: Reader, actor: Actor, shelves: Sequence[str], since: int, until: int,
    of: Collection[str] | None = None,
) -> dict[str, int]:  # fmt: skip
    """What the tallies of each shelf come to from one period to another, of these alone where they
    are named. Raw, like ``tallies``; nothing of a shelf that comes to nothing."""
    return _added_up(tx, actor, _SUM, spans(shelves, since, until), of)


def tally_standings(
    tx: Reader, actor: Actor, shelves: Iterable[Span], most: int,
    of: Collection[str] | None = None,
) -> dict[str, int]:  # fmt: skip
    """What the tallies of all these shelves together come to by standing, the greatest first."""
    return _added_up(tx, actor, _STANDINGS, list(shelves), of, most=most)


def _added_up(
    tx: Reader, actor: Actor, told: Fragment, shelves: list[Span],
    of: Collection[str] | None, **more: int,
) -> dict[str, int]:  # fmt: skip
    rows = tx.run(
        question("tallies").cypher(actor, within=within_own(actor), told=told),
        shelves=shelves,
        of=None if of is None else list(of),
        **more,
        **parameters(actor),
    )
    return {row["name"]: row["count"] for row in rows}


def tally_depths(
    tx: Reader,
    actor: Actor,
    shelves: Sequence[str],
    since: int | None = None,
    until: int | None = None,
    whole: bool = False,
    exact: bool = False,
) -> list[Row]:
    """How deep problems recur at the actor's courts. Raw: what is about the actor is still in."""
    told = {
        "depth": "t.depth" if since is None and until is None else _DEPTH,
        "since": "t.since" if whole else "null",
        "depths": "t.depths" if whole else "null",
        "periods": "t.periods" if exact else "null",
        "counts": "t.counts" if exact else "null",
    }
    columns = Fragment(", ".join(f"{how} AS {name}" for name, how in told.items()))
    rows = tx.run(
        question("tally_depths").cypher(actor, within=within_own(actor), told=columns),
        shelves=list(shelves),
        since=since,
        until=until,
        **parameters(actor),
    )
    return _with_cells(rows)


def _with_cells(rows: list[Row]) -> list[Row]:
    for row in rows:
        row.update(zip(CELL, row["number"].split("|", len(CELL) - 1), strict=True))
    return rows
