"""Case numbers of a file: keys in their stored spelling, parts that agree, courts that exist.

The rules are those of forms (graph.records.rules, graph.records.numbers), asked for a whole file at
a time: each distinct number is read once, all court codes in one question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import polars as pl

from graph.ingest.draft import END, KEY, Draft, LinkDraft
from graph.ingest.read import ROW
from graph.ingest.refusal import Refusal
from graph.model import Kind, RecordType, type_of
from graph.records import rules
from graph.records.numbers import Years, court_fault

Courts = Callable[[list[str]], Years]
"""The courts with these codes, with their first and last days, that are there or to come."""


def normal(frame: pl.DataFrame, column: str, kind: RecordType) -> pl.DataFrame:
    """The keys of this type in the column as they are stored; what is no number stays to be
    found missing."""
    if kind.fields[kind.key].kind is not Kind.CASE_NUMBER:
        return frame
    spelt = {said: rules.stored_key(kind, said) for said in frame[column].unique() if said}
    return frame.with_columns(pl.col(column).replace(spelt))


def normal_link(kind: RecordType, link: LinkDraft) -> LinkDraft:
    """A relation with the keys of both ends as they are stored."""
    frame = normal(normal(link.frame, KEY, kind), END, type_of(link.map.label))
    return LinkDraft(link.map, frame)


def contradictions(draft: Draft) -> Iterator[Refusal]:
    """Rows in which a part of a case number is given otherwise than the number says."""
    kind = draft.map.kind
    for name, field in kind.own_fields.items():
        column = _column(draft, field.part_of)
        if not field.part_of or column is None or name not in draft.frame.columns:
            continue
        rows = draft.frame.select(ROW, column, name).drop_nulls()
        for row, number, given in rows.iter_rows():
            part = rules.parts(kind, {field.part_of: number}).get(name)
            if part is not None and given != part:
                where = "、".join(draft.map.fields[name].columns) or name
                why = rules.contradicted(field, number, part)
                yield Refusal(row, where, str(given), why, kind.confidential)


def courtless(drafts: list[Draft], bad: set[int], courts: Courts) -> list[Refusal]:
    """Rows whose case number has the code of no court, neither in the graph nor in the rows still
    taken, or of one that wasn't there in that year."""
    found: list[Refusal] = []
    coming = _coming(drafts, bad)
    for draft in drafts:
        kind = draft.map.kind
        for name, field in kind.own_fields.items():
            column = _column(draft, name)
            if field.kind is not Kind.CASE_NUMBER or column is None:
                continue
            rows = draft.frame.filter(~pl.col(ROW).is_in(sorted(bad))).select(ROW, column)
            numbers = {said: rules.number_in(said) for said in rows[column].unique()}
            codes = {number.court for number in numbers.values() if number}
            known = {**courts(sorted(codes - coming.keys())), **coming} if codes else coming
            faults = {
                said: fault
                for said, number in numbers.items()
                if number and (fault := court_fault(number, known))
            }
            where = "、".join(_sources(draft, name)) or name
            for row, said in rows.filter(pl.col(column).is_in(list(faults))).iter_rows():
                found.append(Refusal(row, where, said, faults[said], kind.confidential))
    return found


def _coming(drafts: list[Draft], bad: set[int]) -> Years:
    """The courts that the file itself brings."""
    found: dict[str, tuple[date | None, date | None]] = {}
    for draft in drafts:
        if draft.map.kind.name == "Court":
            frame = draft.frame.filter(~pl.col(ROW).is_in(sorted(bad)))
            days = [frame[n] if n in frame.columns else [None] * len(frame)
                    for n in ("valid_from", "valid_to")]  # fmt: skip
            found |= {code: (a, b) for code, a, b in zip(frame[KEY], *days, strict=True)}
    return found


def _column(draft: Draft, name: str) -> str | None:
    """The column of the frame that holds a field."""
    if name == draft.map.kind.key:
        return KEY
    return name if name in draft.frame.columns else None


def _sources(draft: Draft, name: str) -> tuple[str, ...]:
    """The columns of the file that a field comes from."""
    if name == draft.map.kind.key:
        return tuple(draft.map.key.columns)
    return tuple(draft.map.fields[name].columns)
