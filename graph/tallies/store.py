"""Tallies as the graph has them: read, increased, made anew.

A tally keeps the running sums of its periods (``sums``, from ``since`` on), so that any span of
time is one subtraction and any cell costs the same however much it counts. ``undated`` is what has
no date, ``value`` all together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph import clock
from graph.model import LEVELS, new_uid
from graph.session import Reader, Row, Writer
from graph.tallies.cells import Cell, Counts, CourtKeys, Place, running, spread

BATCH = 500
"""Tallies a statement."""

NUMBERS = (
    "t.measure AS measure, t.place AS place, t.row AS row, t.channel AS channel, "
    "t.standing AS standing, t.of AS of, t.since AS since, t.sums AS sums, t.undated AS undated"
)

_INCREASE = """
UNWIND $rows AS row
MERGE (t:Tally {number: row.number})
ON CREATE SET t = row.made, t.sums = [], t.undated = 0, t.value = 0
SET t.changed_at = $now
WITH t, row, t.since AS since, t.sums AS sums, row.since AS from, row.sums AS more
WITH t, row, since, sums, from, more,
  CASE WHEN since IS NULL OR from < since THEN coalesce(from, since) ELSE since END AS first,
  CASE
    WHEN since IS NULL OR from + size(more) > since + size(sums)
      THEN coalesce(from + size(more), since + size(sums))
    ELSE since + size(sums)
  END AS end
WITH t, row, first, CASE WHEN first IS NULL THEN [] ELSE [at IN range(first, end - 1) |
  CASE WHEN since IS NULL OR at < since THEN 0
    WHEN at < since + size(sums) THEN sums[at - since] ELSE sums[-1] END +
  CASE WHEN from IS NULL OR at < from THEN 0
    WHEN at < from + size(more) THEN more[at - from] ELSE more[-1] END] END AS sums
SET t.since = first, t.sums = sums, t.undated = t.undated + row.undated
SET t.value = t.undated + coalesce(sums[-1], 0)
WITH t
WHERE t.undated = 0 AND all(sum IN t.sums WHERE sum = 0)
DELETE t
"""
"""The first SET takes the lock before the sums are read; rows come in one order everywhere, so that
two writers wait for each other at most one way round."""


def increase(tx: Writer, counts: Counts, courts: Mapping[str, CourtKeys]) -> None:
    """Add these differences, the lowest number first; what comes to nothing goes."""
    rows = sorted(
        (_row(cell, of, courts) for cell, of in counts.items()), key=lambda row: str(row["number"])
    )
    for start in range(0, len(rows), BATCH):
        tx.run(_INCREASE, rows=rows[start : start + BATCH], now=clock.now())


def create(tx: Writer, counts: Counts, courts: Mapping[str, CourtKeys]) -> None:
    """Make these tallies, of which there is none yet."""
    rows = [_row(cell, of, courts) for cell, of in counts.items()]
    for row in rows:
        made = row["made"]
        made |= {"since": row["since"], "sums": row["sums"], "undated": row["undated"]}
        made["value"] = row["undated"] + (row["sums"][-1] if row["sums"] else 0)
    tx.run(
        "UNWIND $rows AS row CREATE (t:Tally) SET t = row.made, t.changed_at = $now",
        rows=rows,
        now=clock.now(),
    )


def everything(tx: Reader) -> Iterator[tuple[Cell, Counter[int | None]]]:
    """Every tally there is."""
    for row in tx.stream(f"MATCH (t:Tally) RETURN {NUMBERS}"):
        yield cell(row), spread(row["since"], row["sums"], row["undated"])


def own_rows(tx: Reader, codes: Iterable[str]) -> Iterator[tuple[Cell, Counter[int | None]]]:
    """The rows of these courts by themselves."""
    for row in tx.run(
        f"UNWIND $codes AS code MATCH (t:Tally) WHERE {_at('code')} AND t.place = code "
        f"AND t.row = 'own' RETURN DISTINCT {NUMBERS}",
        codes=sorted(codes),
    ):
        yield cell(row), spread(row["since"], row["sums"], row["undated"])


def place(tx: Writer, courts: Iterable[CourtKeys], was: Mapping[str, CourtKeys]) -> None:
    """Give the tallies of moved courts their new level keys."""
    for each in courts:
        old = was[each.code].keys
        level = max(place for place, code in enumerate(old) if code)
        keys = dict(zip(LEVELS, each.keys, strict=True))
        tx.run(
            f"MATCH (t:Tally) WHERE t.{LEVELS[level]} = $code AND t.rank IS NOT NULL "
            "AND t.uid IS NOT NULL AND coalesce(t.c3, t.c2, t.c1) = $code SET t += $keys",
            code=each.code, keys=keys,
        )  # fmt: skip


def cell(row: Row) -> Cell:
    """A tally's cell."""
    place_ = Place(row["place"], row["row"])
    return Cell(row["measure"], place_, row["channel"], row["standing"], row["of"])


def _at(name: str) -> str:
    some = (
        f"(t.{level} = {name} AND t.rank IS NOT NULL AND t.uid IS NOT NULL)" for level in LEVELS
    )
    return "(" + " OR ".join(some) + ")"


def _row(cell: Cell, of: Counter[int | None], courts: Mapping[str, CourtKeys]) -> dict[str, Any]:
    since, sums, undated = running(of)
    made: dict[str, Any] = {
        "uid": new_uid(), "number": cell.number, "rank": cell.number, "headline": cell.number,
        "measure": cell.measure, "place": cell.place.code, "row": cell.place.row,
        "channel": cell.channel, "standing": cell.standing, "of": cell.of, "version": 1,
        "created_at": clock.now(), "created_by": "system", "changed_by": "system",
    }  # fmt: skip
    made |= dict(zip(LEVELS, courts[cell.place.code].keys, strict=True))
    return {
        "number": cell.number, "since": since, "sums": sums, "undated": undated, "made": made,
    }  # fmt: skip
