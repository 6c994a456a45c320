"""Periods of a file: none ends before it begins, and none overlaps where the declaration forbids.

The rules are those of forms (graph.records.rules). What the graph has already is compared when a
batch is written (batch.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from graph.ingest.draft import END, KEY, PROPERTY, Draft, LinkDraft
from graph.ingest.read import ROW
from graph.ingest.refusal import Refusal
from graph.records import rules
from graph.text import Text


def backwards(draft: Draft) -> Iterator[Refusal]:
    """Rows with a date before the one that it can't precede."""
    kind, frame = draft.map.kind, draft.frame
    for name, field in kind.own_fields.items():
        first = field.not_before
        if not first or not {name, first} <= set(frame.columns):
            continue
        late = frame.filter(pl.col(name) < pl.col(first)).select(ROW, name, first)
        for row, end, start in late.iter_rows():
            where = "、".join(draft.map.fields[name].columns) or name
            why = rules.before(field, kind.fields[first], end, start)
            yield Refusal(row, where, str(end), why, kind.confidential)


def ends_first(link: LinkDraft, secret: bool) -> Iterator[Refusal]:
    """Rows with a relation that ends before it begins."""
    start, end = PROPERTY + "from", PROPERTY + "to"
    label = link.map.ref.label
    if not {start, end} <= set(link.frame.columns):
        return
    why = Text(f"“{label.zh}”的止日早于起日", f"“{label.en}” ends before it begins")
    for row, said in link.frame.filter(pl.col(end) < pl.col(start)).select(ROW, end).iter_rows():
        yield Refusal(row, end.removeprefix(PROPERTY), str(said), why, secret)


def overlaps(drafts: list[Draft], bad: set[int]) -> list[Refusal]:
    """Rows still taken whose relation holds on a day on which an earlier row's does, at one record
    and alike in what the declaration names."""
    found: list[Refusal] = []
    for draft in drafts:
        for link in draft.links:
            if link.map.ref.no_overlap is not None:
                found += _overlapping(draft, link, bad)
    return found


def _overlapping(draft: Draft, link: LinkDraft, bad: set[int]) -> Iterator[Refusal]:
    ref = link.map.ref
    alike = [KEY, END, *(PROPERTY + n for n in ref.no_overlap or () if n in link.map.properties)]
    frame = link.frame.filter(~pl.col(ROW).is_in(sorted(bad)))
    several = frame.filter(pl.struct(alike).is_duplicated())
    properties = [name for name in frame.columns if name.startswith(PROPERTY)]
    taken: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = {}
    for row, key, end, *values in several.select(ROW, KEY, END, *properties).iter_rows():
        said = {
            name.removeprefix(PROPERTY): value
            for name, value in zip(properties, values, strict=True)
            if value is not None
        }
        have = taken.setdefault((key, end), [])
        clash = next(((r, each) for r, each in have if rules.overlap(ref, each, said)), None)
        if clash is None:
            have.append((row, said))
            continue
        why = rules.overlapping(ref, clash[1], said, end)
        yield Refusal(
            row,
            "、".join(link.map.key.columns) or ref.name,
            end,
            Text(f"与第{clash[0]}行冲突：{why.zh}", f"Against row {clash[0]}: {why.en}"),
            draft.map.kind.confidential,
        )
