"""Step 3, validate: values as the declarations want them, one line a record, nothing dangling.

A row is taken or refused as a whole. Each distinct value is checked once, by the check that forms
use, so that checking costs little where values repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from graph.ingest import coherent, numbers, periods
from graph.ingest.draft import END, KEY, PROPERTY, Draft, Drafts, LinkDraft
from graph.ingest.mapping import LinkMap, Mapping, RecordMap, Rule, Value
from graph.ingest.numbers import Courts
from graph.ingest.read import ROW, Sheet
from graph.ingest.refusal import Contradiction, Refusal
from graph.model import Field, Kind, RecordType, type_of, types
from graph.records.numbers import Years
from graph.records.values import BadValue, read_value
from graph.text import Text

EXAMPLES = 20

MOST_NAMED = 200
"""Keys that are looked for among other types, to say what they are."""

Known = Callable[[RecordType, list[str]], set[str]]
"""Which of these keys are records that the actor may lead to."""

STORED: dict[Kind, Any] = {
    Kind.TEXT: pl.String, Kind.LONG_TEXT: pl.String, Kind.CHOICE: pl.String,
    Kind.INTEGER: pl.Int64, Kind.AMOUNT: pl.Float64, Kind.BOOLEAN: pl.Boolean,
    Kind.CASE_NUMBER: pl.String, Kind.DATE: pl.Date, Kind.MOMENT: pl.Datetime("us", "UTC"),
}  # fmt: skip


@dataclass(frozen=True)
class LinkTable:
    """Relations to be: ``#key``, ``#end``, properties; each once."""

    map: LinkMap
    frame: pl.DataFrame


@dataclass(frozen=True)
class Table:
    """Records to be: ``#key``, ``#row`` (the first that says so), typed fields; each key once."""

    map: RecordMap
    frame: pl.DataFrame
    links: tuple[LinkTable, ...]


@dataclass(frozen=True)
class Checked:
    """What may be loaded, and everything that is not as it should be."""

    sheet: Sheet
    mapping: Mapping
    tables: tuple[Table, ...]
    refusals: list[Refusal] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    @property
    def refused_rows(self) -> int:
        """Rows of the file that are not loaded."""
        return len({each.row for each in self.refusals})

    @property
    def taken_rows(self) -> int:
        """Rows of the file that are: with the refused ones, all of them."""
        return self.sheet.rows - self.refused_rows


def check(drafts: Drafts, known: Known, years: Courts | None = None) -> Checked:
    """Validate all drafts; ``known`` says which ends outside the file exist, ``years`` from when to
    when courts did."""
    refusals = list(drafts.refusals)
    typed = [_typed_draft(each, refusals, known) for each in drafts.records]
    _idle(drafts, typed, refusals)
    refusals = list({(each.row, each.column): each for each in reversed(refusals)}.values())[::-1]
    bad = {each.row for each in refusals}
    courts = _courts(known, years)
    while more := (
        _dangling(typed, bad, known)
        or numbers.courtless(typed, bad, courts)
        or periods.overlaps(typed, bad)
    ):
        refusals += more
        bad |= {each.row for each in more}
    found: list[Contradiction] = []
    tables = tuple(_table(each, bad, found) for each in typed)
    rows = _without(drafts.frame, bad)
    found = [
        _repeats(drafts.mapping, rows),
        *(_contradicting(r, rows) for r in drafts.mapping.rules),
        *found,
    ]
    return Checked(drafts.sheet, drafts.mapping, tables, refusals, [f for f in found if f.groups])


def _courts(known: Known, years: Courts | None) -> Courts:
    """The courts that case numbers may have."""

    def ask(codes: list[str]) -> Years:
        there = known(type_of("Court"), codes) if codes else set()
        dates = years(sorted(there)) if years and there else {}
        return {code: dates.get(code, (None, None)) for code in there}

    return ask


def _typed_draft(draft: Draft, refusals: list[Refusal], known: Known) -> Draft:
    kind, secret = draft.map.kind, draft.map.kind.confidential
    frame = _typed(draft.frame, KEY, kind.fields[kind.key], draft.map.key.columns, refusals, secret)
    for name, value in draft.map.fields.items():
        frame = _typed(frame, name, kind.fields[name], value.columns, refusals, secret)
    links = []
    for link in draft.links:
        made = link.frame
        for name, value in link.map.properties.items():
            its = link.map.ref.fields[name]
            made = _typed(made, PROPERTY + name, its, value.columns, refusals, secret)
        links.append(numbers.normal_link(kind, LinkDraft(link.map, made)))
        refusals += periods.ends_first(links[-1], secret)
    _unlinked(draft, links, refusals, known)
    typed, incoherent = coherent.checked(Draft(draft.map, frame, tuple(links)))
    refusals += [*numbers.contradictions(typed), *periods.backwards(typed), *incoherent]
    return typed


def _typed(
    frame: pl.DataFrame, column: str, its: Field, sources: Iterable[str],
    refusals: list[Refusal], secret: bool,
) -> pl.DataFrame:  # fmt: skip
    """The column as the field stores it; rows whose value it can't take are refused."""
    series = frame[column]
    stored: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for said in series.unique().to_list():
        try:
            stored[said] = read_value(its, said)
            if stored[said] is None and its.required and its.initial is None:
                faults[said] = Text(f"请填写“{its.label.zh}”", f"“{its.label.en}” is needed")
        except BadValue as bad:
            stored[said], faults[said] = None, bad.text
    if faults:
        where = "、".join(sources) or column.removeprefix(PROPERTY)
        for row, said in frame.filter(series.is_in(list(faults))).select(ROW, column).iter_rows():
            if column != KEY or said:  # an empty key was refused by the step before
                refusals.append(Refusal(row, where, said, faults[said], secret))
    if all(said == value for said, value in stored.items()):
        return frame
    made = series.replace_strict(stored, return_dtype=STORED[its.kind])
    return frame.with_columns(made.alias(column))


def _unlinked(draft: Draft, links: list[LinkDraft], refusals: list[Refusal], known: Known) -> None:
    """Rows without an end for a required relation; where another file states it, a record that is
    in the graph has one already."""
    kind = draft.map.kind
    for ref in kind.refs.values():
        if not ref.required or draft.map.existing:
            continue
        mine = [link for link in links if link.map.ref is ref]
        have = {row for link in mine for row in link.frame[ROW]}
        lacking = draft.frame.filter(~pl.col(ROW).is_in(sorted(have)))
        sources = "、".join(c for link in mine for c in link.map.key.columns)
        why = Text(f"请填写“{ref.label.zh}”", f"“{ref.label.en}” is needed")
        if elsewhere := draft.map.elsewhere.get(ref.name):
            there = known(kind, lacking[KEY].unique().to_list())
            lacking = lacking.filter(~pl.col(KEY).is_in(sorted(there)))
            why = Text(
                f"缺少“{ref.label.zh}”：请在 {elsewhere} 中给出，一起导入",
                f"“{ref.label.en}” is needed: state it in {elsewhere} and load both together",
            )
        refusals += [Refusal(row, sources or elsewhere or "", "", why, kind.confidential)
                     for row in lacking[ROW]]  # fmt: skip


def _idle(drafts: Drafts, typed: list[Draft], refusals: list[Refusal]) -> None:
    """Rows that no condition of the mapping takes are said, not skipped."""
    made = pl.concat([each.frame[ROW] for each in typed]).unique()
    for row in drafts.frame.filter(~pl.col(ROW).is_in(made.implode()))[ROW]:
        refusals.append(Refusal(row, "", "", Text(
            "映射没有为这一行规定任何记录：请检查 when 条件",
            "the mapping makes no record of this row: check its conditions (when)",
        )))  # fmt: skip


def _dangling(typed: list[Draft], bad: set[int], known: Known) -> list[Refusal]:
    """Relations that lead nowhere, neither in the rows still taken nor in the graph."""
    taken = {each.map.name: _without(each.frame, bad) for each in typed}
    found: list[Refusal] = []
    for each in typed:
        if each.map.existing:
            found += _unknown(each, bad, known)
        for link in each.links:
            if link.map.record:
                continue
            frame = _without(link.frame, bad)
            ends = set(frame[END].unique().to_list())
            for other in typed:
                if other.map.kind.name == link.map.label:
                    ends -= set(taken[other.map.name][KEY].to_list())
            ends -= known(type_of(link.map.label), sorted(ends)) if ends else set()
            gone = frame.filter(pl.col(END).is_in(sorted(ends)))
            wanted = type_of(link.map.label)
            others = _of_another_type(wanted, sorted(ends), known)
            for row, end in gone.select(ROW, END).iter_rows():
                why = others.get(end) or _missing(wanted)
                where = "、".join(link.map.key.columns)
                found.append(Refusal(row, where, end, why, each.map.kind.confidential))
    return found


def _missing(wanted: RecordType) -> Text:
    return Text(
        f"没有这条{wanted.label.zh}记录，或无权查看：请先导入或更正编号",
        f"there is no such {wanted.label.en.lower()}, or you may not see it: "
        "load it first, or correct the key",
    )


def _of_another_type(wanted: RecordType, ends: list[str], known: Known) -> dict[str, Text]:
    """The sentences about keys that are records of a type that the relation doesn't take."""
    found: dict[str, Text] = {}
    for kind in types().values() if ends else ():
        if kind is wanted or kind.confidential:
            continue
        for end in known(kind, ends[:MOST_NAMED]):
            found[end] = Text(
                f"这里须是{wanted.label.zh}，{end}是{kind.label.zh}：请更正编号",
                f"this has to be: {wanted.label.en.lower()}; {end} is: {kind.label.en.lower()}. "
                "Correct the key",
            )
    return found


def _unknown(draft: Draft, bad: set[int], known: Known) -> list[Refusal]:
    """Rows about records that should be there and are not."""
    kind, frame = draft.map.kind, _without(draft.frame, bad)
    keys = set(frame[KEY].unique().to_list())
    keys -= known(kind, sorted(keys))
    return [
        Refusal(row, "、".join(draft.map.key.columns), key, Text(
            f"没有这条{kind.label.zh}记录，或无权查看：此映射只补充已有记录",
            f"there is no such {kind.label.en.lower()}, or you may not see it: "
            "this mapping only adds to records that are there",
        ), kind.confidential)
        for row, key in frame.filter(pl.col(KEY).is_in(sorted(keys))).select(ROW, KEY).iter_rows()
    ]  # fmt: skip


def _table(draft: Draft, bad: set[int], found: list[Contradiction]) -> Table:
    """One line a record: rows of the same key become one."""
    frame = _without(draft.frame, bad)
    names = list(draft.map.fields)
    frame = frame.unique(subset=[KEY, *names], keep="first", maintain_order=True)
    if frame[KEY].n_unique() < len(frame):
        frame = _merged(draft.map, frame, found)
    else:
        frame = frame.with_columns(
            pl.lit(None, dtype=frame[n].dtype).alias(n)
            for n, v in draft.map.fields.items() if v.only_differing
        )  # fmt: skip
    links = []
    for link in draft.links:
        rows = _without(link.frame, bad).drop(ROW)
        links.append(LinkTable(link.map, rows.unique(keep="first", maintain_order=True)))
    _one_end(draft, links, found)
    return Table(draft.map, frame, tuple(links))


def _merged(record: RecordMap, frame: pl.DataFrame, found: list[Contradiction]) -> pl.DataFrame:
    """Rows of a key put together, field by field as the mapping says."""
    grouped = frame.group_by(KEY, maintain_order=True)
    made = grouped.agg(
        pl.col(ROW).first(),
        *(_combined(name, value).alias(name) for name, value in record.fields.items()),
        *(pl.col(n).drop_nulls().n_unique().alias(f"n:{n}") for n in record.fields),
    )
    for name, value in record.fields.items():
        if value.join is not None or value.differ is not None:
            continue
        keys = made.filter(pl.col(f"n:{name}") > 1)[KEY]
        if len(keys):
            label = record.kind.fields[name].label
            rows = frame.filter(pl.col(KEY).is_in(keys.implode()))
            found.append(_found(Text(
                f"同一{record.kind.label.zh}的“{label.zh}”不一，保留最先一行的值",
                f"rows differ in “{label.en}” of one {record.kind.label.en.lower()}; "
                "the first row's value is kept",
            ), rows, [KEY], record.kind.confidential))  # fmt: skip
    return made.select(KEY, ROW, *record.fields)


def _combined(name: str, value: Value) -> pl.Expr:
    said = pl.col(name).drop_nulls()
    if value.join is not None:
        made = said.unique(maintain_order=True).str.join(value.join)
        made = pl.when(made == "").then(None).otherwise(made)
    else:
        made = said.first()
    if value.differ is not None:
        made = pl.when(said.n_unique() > 1).then(pl.lit(value.differ)).otherwise(made)
    if value.only_differing:
        made = pl.when(said.n_unique() > 1).then(made).otherwise(None)
    return made


def _one_end(draft: Draft, links: list[LinkTable], found: list[Contradiction]) -> None:
    """A relation that takes one record and is given several: the first is kept, and said."""
    kind = draft.map.kind
    for ref in kind.refs.values():
        mine = [place for place, link in enumerate(links) if link.map.ref is ref]
        if ref.many or not mine:
            continue
        every = pl.concat(links[place].frame.select(KEY) for place in mine)
        keys = every.filter(pl.col(KEY).is_duplicated())[KEY].unique(maintain_order=True)
        if keys.is_empty():
            continue
        name = Text(
            f"同一{kind.label.zh}的“{ref.label.zh}”不一，保留最先一行的值",
            f"rows differ in “{ref.label.en}” of one {kind.label.en.lower()}; "
            "the first row's value is kept",
        )
        examples = tuple((key, ()) for key in keys[:EXAMPLES])
        found.append(Contradiction(name, len(keys), examples, kind.confidential))
        taken = pl.Series(KEY, [], dtype=pl.String)
        for place in mine:
            frame = links[place].frame.filter(~pl.col(KEY).is_in(taken.implode()))
            frame = frame.unique(subset=[KEY], keep="first", maintain_order=True)
            links[place] = LinkTable(links[place].map, frame)
            taken = pl.concat([taken, frame[KEY]])


def _repeats(mapping: Mapping, rows: pl.DataFrame) -> Contradiction:
    """Rows that say exactly the same, column by column."""
    columns = list(mapping.columns)
    same = rows.filter(pl.struct(columns).is_duplicated())
    return _found(Text("整行重复", "rows that repeat another in full"), same, columns)


def _contradicting(rule: Rule, rows: pl.DataFrame) -> Contradiction:
    counts = rows.group_by(list(rule.per)).agg(pl.struct(list(rule.differ)).n_unique().alias("#n"))
    keys = counts.filter(pl.col("#n") > 1).select(list(rule.per))
    return _found(rule.name, rows.join(keys, on=list(rule.per), how="semi"), list(rule.per))


def _found(name: Text, rows: pl.DataFrame, per: list[str], secret: bool = False) -> Contradiction:
    grouped = rows.group_by(per, maintain_order=True).agg(pl.col(ROW))
    examples = tuple(
        (" ".join(str(v) for v in group[:-1]), tuple(group[-1]))
        for group in grouped.head(EXAMPLES).iter_rows()
    )
    return Contradiction(name, len(grouped), examples, secret)


def _without(frame: pl.DataFrame, bad: set[int]) -> pl.DataFrame:
    return frame.filter(~pl.col(ROW).is_in(sorted(bad))) if bad else frame
