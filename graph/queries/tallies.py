"""The questions that give kept totals; pages ask them through graph.tallies.reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graph import scope
from graph.model import type_of
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


def within_own(actor: Actor) -> Fragment:
    """That the tally ``t`` is of a court of the actor's: nobody reads tallies raw, so there is no
    other right to them."""
    return Fragment(scope.placed(type_of("Tally"), "t", actor) or "true")


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
  CASE WHEN since IS NULL OR $since IS NULL OR $since <= since THEN 0
    WHEN $since > last THEN sums[-1] ELSE sums[$since - since - 1] END AS before,
  CASE WHEN since IS NULL OR $until < since THEN 0
    WHEN $until IS NULL OR $until >= last THEN sums[-1] ELSE sums[$until - since] END AS upto
"""
_SPAN = Fragment(f"""{_UPTO}RETURN t.number AS number, before, upto, t.undated AS undated,
  CASE WHEN $whole THEN since END AS since,
  CASE WHEN $whole THEN sums END AS sums""")
_SUM = Fragment(
    f"{_UPTO}WHERE upto <> before AND ($of IS NULL OR split(t.number, '|')[{CELL.index('of')}] "
    "IN $of)\nRETURN shelf AS name, sum(upto - before) AS count"
)
"""What each shelf comes to, added up by the server: nothing of each tally is given."""
_STANDINGS = Fragment(
    f"{_UPTO}WITH split(t.number, '|') AS cell, upto - before AS many\n"
    f"WHERE many <> 0 AND ($of IS NULL OR cell[{CELL.index('of')}] IN $of)\n"
    f"RETURN cell[{CELL.index('standing')}] AS name, sum(many) AS count"
)
"""The same by standing, of all shelves together."""

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
        shelves=list(shelves),
        since=since,
        until=until,
        whole=whole,
        **parameters(actor),
    )
    return _with_cells(rows)


def tally_sums(
    tx: Reader, actor: Actor, shelves: Sequence[str], since: int, until: int,
    of: Collection[str] | None = None, by_standing: bool = False,
) -> dict[str, int]:  # fmt: skip
    """What the tallies of each shelf come to from one period to another, of these alone where they
    are named; or of all the shelves together, by standing. Raw, like ``tallies``; nothing of what
    comes to nothing."""
    told = _STANDINGS if by_standing else _SUM
    rows = tx.run(
        question("tallies").cypher(actor, within=within_own(actor), told=told),
        shelves=list(shelves),
        since=since,
        until=until,
        of=None if of is None else list(of),
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
