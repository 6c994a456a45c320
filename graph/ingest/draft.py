"""Step 2, map: what each row says about each record of the mapping, as text, ungrouped.

All of it is done by column (polars), never row by row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import polars as pl

from graph.ingest.mapping import Condition, LinkMap, Mapping, RecordMap, Template, Value
from graph.ingest.read import ROW, Sheet
from graph.ingest.refusal import Refusal
from graph.text import Text

KEY, END = "#key", "#end"

PROPERTY = "property:"
"""Prefix of the columns that hold a relation's own properties."""


@dataclass(frozen=True)
class LinkDraft:
    """One relation of the mapping: frame of ``#row``, ``#key``, ``#end`` and its properties."""

    map: LinkMap
    frame: pl.DataFrame


@dataclass(frozen=True)
class Draft:
    """One record of the mapping: frame of ``#row``, ``#key`` and its fields, one line a row."""

    map: RecordMap
    frame: pl.DataFrame
    links: tuple[LinkDraft, ...]


@dataclass(frozen=True)
class Drafts:
    """All drafts of a sheet, and the rows that could not be mapped."""

    sheet: Sheet
    mapping: Mapping
    frame: pl.DataFrame
    records: tuple[Draft, ...]
    refusals: list[Refusal]


def draft(sheet: Sheet, mapping: Mapping) -> Drafts:
    """Map every row; values that a value map lacks and missing keys are refused."""
    refusals = list(sheet.refusals)
    frame = sheet.frame
    for name, value in mapping.derived.items():
        frame = frame.with_columns(_evaluated(frame, value, name, refusals, False).alias(name))
    records = tuple(_draft(frame, record, mapping, refusals) for record in mapping.records)
    return Drafts(sheet, mapping, frame, records, refusals)


def _draft(
    frame: pl.DataFrame, record: RecordMap, mapping: Mapping, refusals: list[Refusal]
) -> Draft:
    rows = frame.filter(_when(record.when))
    secret = record.kind.confidential
    columns = [rows[ROW], text(rows, record.key, every=True).alias(KEY)]
    for name, value in record.fields.items():
        columns.append(_evaluated(rows, value, _column(value, name), refusals, secret).alias(name))
    values = pl.DataFrame(columns)
    _keyless(values, record, refusals)
    whens = {each.name: each.when for each in mapping.records}
    links = tuple(
        _linked(rows.filter(_when(whens.get(link.record, ()))), record, link, refusals)
        for link in record.links
    )
    return Draft(record, values, links)


def _linked(
    rows: pl.DataFrame, record: RecordMap, link: LinkMap, refusals: list[Refusal]
) -> LinkDraft:
    columns = [
        rows[ROW],
        text(rows, record.key, every=True).alias(KEY),
        text(rows, link.key, every=True).alias(END),
    ]
    for name, value in link.properties.items():
        made = _evaluated(rows, value, _column(value, name), refusals, record.kind.confidential)
        columns.append(made.alias(PROPERTY + name))
    frame = pl.DataFrame(columns)
    if link.split:
        frame = frame.with_columns(pl.col(END).str.split(link.split)).explode(END)
        frame = frame.with_columns(pl.col(END).str.strip_chars())
    return LinkDraft(link, frame.filter((pl.col(END) != "") & (pl.col(KEY) != "")))


def text(rows: pl.DataFrame, template: Template, every: bool = False) -> pl.Series:
    """A template filled by each row; empty where all its columns, or (``every``) one, are."""
    if not template.columns:
        return pl.repeat(template.text, len(rows), dtype=pl.String, eager=True)
    parts = [pl.lit(p) if kind == "text" else pl.col(p) for kind, p in template.parts]
    blank = [pl.col(name) == "" for name in template.columns]
    empty = pl.any_horizontal(blank) if every else pl.all_horizontal(blank)
    made = pl.when(empty).then(pl.lit("")).otherwise(pl.concat_str(parts))
    return rows.select(made.alias("text"))["text"]


def _evaluated(
    rows: pl.DataFrame, value: Value, column: str, refusals: list[Refusal], secret: bool
) -> pl.Series:
    made = text(rows, value.template)
    if value.extract:
        made = made.str.extract(value.extract.pattern, 1).fill_null("").str.strip_chars()
    if value.otherwise is not None:
        other = text(rows, value.otherwise)
        if value.translate is not None:
            made = made.replace_strict(value.translate, default=None, return_dtype=pl.String)
        return made.zip_with((made != "").fill_null(False), other)
    if value.translate is None:
        return made
    known = {"": "", **value.translate}
    mapped = made.replace_strict(known, default=None, return_dtype=pl.String)
    lacking = pl.DataFrame([rows[ROW], made.alias("said")]).filter(mapped.is_null())
    for row, said in lacking.iter_rows():
        refusals.append(Refusal(row, column, said, Text(
            f"映射中没有值“{said}”：请更正，或在映射的 map 中补上",
            f"the mapping doesn't know “{said}”: correct it, or add it to the mapping's map",
        ), secret))  # fmt: skip
    return mapped.fill_null("")


def _keyless(values: pl.DataFrame, record: RecordMap, refusals: list[Refusal]) -> None:
    label = record.kind.label
    for row in values.filter(pl.col(KEY) == "")[ROW]:
        refusals.append(
            Refusal(
                row,
                "、".join(record.key.columns),
                "",
                Text(
                    f"{label.zh}的编号缺少组成部分：请填写",
                    f"the key of the {label.en} is incomplete: fill it in",
                ),
                record.kind.confidential,
            )
        )


def _column(value: Value, name: str) -> str:
    """Where a reader of the file finds the value: its columns, or the field's name."""
    return "、".join(value.columns) or name


def _when(conditions: Iterable[Condition]) -> pl.Expr:
    each = [pl.col(c.column).is_in(sorted(c.values)) ^ c.without for c in conditions]
    return reduce(lambda a, b: a & b, each, pl.lit(True))
