"""Tallies as the graph has them: read, increased, made anew.

A tally keeps the running sums of its periods (``sums``, from ``since`` on), so that any span of
time is one subtraction and any cell costs the same however much it counts. ``undated`` is what has
no date, ``value`` all together. How deep problems recur is kept otherwise (see depths).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph import clock
from graph.model import LEVELS, new_uid
from graph.session import Reader, Row, Writer
from graph.tallies import depths
from graph.tallies.cells import Cell, Counts, CourtKeys, Place, running, spread

BATCH = 500
"""Tallies a statement."""

NUMBERS = (
    "t.measure AS measure, t.place AS place, t.row AS row, t.channel AS channel, "
    "t.standing AS standing, t.of AS of, t.since AS since, t.sums AS sums, t.undated AS undated, "
    "t.periods AS periods, t.counts AS counts"
)

_MADE = (
    "t = row.cell, t += {uid: row.uid, number: row.number, rank: row.number, headline: row.number, "
    "version: 1, created_at: $now, created_by: 'system', changed_by: 'system', "
    + ", ".join(f"{key}: $courts[row.cell.place][{n}]" for n, key in enumerate(LEVELS))
    + "}"
)
"""Makes of ``t`` a tally without its numbers, of a row's ``uid``, ``number`` and ``cell``."""

_INCREASE = f"""
UNWIND $rows AS row
MERGE (t:Tally {{number: row.number}})
ON CREATE SET {_MADE}, t.sums = [], t.undated = 0, t.value = 0
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

_LOCK = f"""
UNWIND $rows AS row
MERGE (t:Tally {{number: row.number}})
ON CREATE SET {_MADE}
SET t.changed_at = $now
RETURN t.number AS number, t.periods AS periods, t.counts AS counts
"""

_DEEPEN = """
UNWIND $rows AS row
MATCH (t:Tally {number: row.number})
SET t += row.stored
WITH t
WHERE t.value = 0
DELETE t
"""


def increase(tx: Writer, counts: Counts, courts: Mapping[str, CourtKeys]) -> None:
    """Add these differences, the lowest number first; what comes to nothing goes."""
    deep = {cell: of for cell, of in counts.items() if cell.measure == depths.RECURRED}
    plain = {cell: of for cell, of in counts.items() if cell not in deep}
    for rows in _batches(_row(cell) | _running(of) for cell, of in plain.items()):
        tx.run(_INCREASE, rows=rows, **_made(rows, courts))
    more = {cell.number: of for cell, of in deep.items()}
    for rows in _batches(map(_row, deep)):
        have = tx.run(_LOCK, rows=rows, **_made(rows, courts))
        changed = []
        for row in have:
            of = depths.read(row)
            of.update(more[row["number"]])
            changed.append({"number": row["number"], "stored": depths.stored(of)})
        tx.run(_DEEPEN, rows=changed)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    ordered = sorted(rows, key=lambda row: str(row["number"]))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def create(tx: Writer, counts: Counts, courts: Mapping[str, CourtKeys]) -> None:
    """Make these tallies, of which there is none yet."""
    rows = [_row(cell) | {"numbers": _numbers(cell, of)} for cell, of in counts.items()]
    tx.run(
        f"UNWIND $rows AS row CREATE (t:Tally) SET {_MADE}, t += row.numbers, "
        "t.changed_at = $now",
        rows=rows, **_made(rows, courts),
    )  # fmt: skip


def _numbers(cell: Cell, of: Counter[int | None]) -> dict[str, Any]:
    """A tally's numbers as they are stored."""
    if cell.measure == depths.RECURRED:
        return depths.stored(of)
    made = _running(of)
    return made | {"value": made["undated"] + (made["sums"][-1] if made["sums"] else 0)}


def wrong_depths(tx: Reader) -> Iterator[str]:
    """The numbers of tallies whose greatest depths aren't those of what they count."""
    for row in tx.stream(
        f"MATCH (t:Tally) WHERE t.number STARTS WITH '{depths.RECURRED}|' "
        "RETURN t.number AS number, t { .periods, .counts, .since, .depths, .depth, .undated, "
        ".value } AS has"
    ):
        if row["has"] != depths.stored(depths.read(row["has"])):
            yield row["number"]


def everything(tx: Reader) -> Iterator[tuple[Cell, Counter[int | None]]]:
    """Every tally there is."""
    for row in tx.stream(f"MATCH (t:Tally) RETURN {NUMBERS}"):
        yield cell(row), _counts(row)


def own_rows(tx: Reader, codes: Iterable[str]) -> Iterator[tuple[Cell, Counter[int | None]]]:
    """The rows of these courts by themselves."""
    for row in tx.run(
        f"UNWIND $codes AS code MATCH (t:Tally) WHERE {_at('code')} AND t.place = code "
        f"AND t.row = 'own' RETURN DISTINCT {NUMBERS}",
        codes=sorted(codes),
    ):
        yield cell(row), _counts(row)


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


def _counts(row: Row) -> Counter[int | None]:
    if row["measure"] == depths.RECURRED:
        return depths.read(row)
    return spread(row["since"], row["sums"] or [], row["undated"] or 0)  # a damaged one is told so


def _row(cell: Cell) -> dict[str, Any]:
    """What a tally is of, as ``_MADE`` takes it."""
    code, row = cell.place
    return {"uid": new_uid(), "number": cell.number, "cell": {
        "measure": cell.measure, "place": code, "row": row, "channel": cell.channel,
        "standing": cell.standing, "of": cell.of,
    }}  # fmt: skip


def _running(of: Counter[int | None]) -> dict[str, Any]:
    since, sums, undated = running(of)
    return {"since": since, "sums": sums, "undated": undated}


def _made(rows: Iterable[Row], courts: Mapping[str, CourtKeys]) -> dict[str, Any]:
    """The parameters of ``_MADE`` beside its rows."""
    codes = {row["cell"]["place"] for row in rows}
    return {"now": clock.now(), "courts": {code: list(courts[code].keys) for code in codes}}
