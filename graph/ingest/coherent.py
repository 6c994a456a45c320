"""Rows whose values don't go together, of the types for which graph.records.coherent says how."""

from __future__ import annotations

import polars as pl

from graph.ingest.draft import KEY, Draft
from graph.ingest.read import ROW
from graph.ingest.refusal import Refusal
from graph.records import coherent


def checked(draft: Draft) -> tuple[Draft, list[Refusal]]:
    """The draft with its values as they are stored, and the rows that are refused."""
    kind, frame = draft.map.kind, draft.frame
    if kind.name not in coherent.CHECKS:
        return draft, []
    names = list(draft.map.fields)
    spelt: dict[str, list[object]] = {name: [] for name in names}
    refusals = []
    for row in frame.iter_rows(named=True):
        known = {kind.key: row[KEY], **{name: row[name] for name in names}}
        follows, faults = coherent.checked(kind, known)
        for name in names:
            spelt[name].append(row[name] if row[name] is None else follows.get(name, row[name]))
        for name, why in faults.items():
            value = draft.map.fields.get(name)
            columns = value.columns if value else draft.map.key.columns
            where = "、".join(columns) or name
            said = known.get(name)  # a file need not have the column
            told = "" if said is None else str(said)
            refusals.append(Refusal(row[ROW], where, told, why, kind.confidential))
    series = [pl.Series(name, spelt[name], dtype=frame[name].dtype) for name in names]
    return Draft(draft.map, frame.with_columns(series), draft.links), refusals
