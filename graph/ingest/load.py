"""Step 4, load: batch after batch, each one transaction with its audit; safe to stop and repeat.

Records of one type are written after those they lead to. What was written before a stop is found
unchanged by the next run, which goes on where this one ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from graph import scope
from graph.errors import LoadFailed, NotAllowed, NotFound
from graph.ingest import batch, journal
from graph.ingest.batch import End, Line, Source, Written
from graph.ingest.check import Checked, Known, Table
from graph.ingest.draft import END, KEY, PROPERTY
from graph.ingest.numbers import Courts
from graph.ingest.read import ROW
from graph.ingest.refusal import Refusal
from graph.model import RecordType, new_uid, type_of
from graph.progress import Progress
from graph.records import rules
from graph.records.numbers import Years, court_years
from graph.records.write import written
from graph.scope import Actor
from graph.session import Graph, Reader
from graph.text import Text

BATCH = 4_000
"""Records a transaction: keeps its memory and the time of its locks small."""

PLACE = "#place"


@dataclass
class Outcome:
    """What a load did."""

    number: str = ""
    rows: int = 0
    records: dict[str, Written] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def total(self, what: str, *, confidential: bool = True) -> int:
        """Records created, changed or unchanged; those of confidential types on request."""
        return sum(
            getattr(each, what) for label, each in self.records.items()
            if confidential or not type_of(label).confidential
        )  # fmt: skip


def known(graph: Graph, actor: Actor) -> Known:
    """Which keys are records that the actor may read, for validation."""

    def ask(kind: RecordType, keys: list[str]) -> set[str]:
        def work(tx: Reader) -> set[str]:
            rows = tx.run(
                f"UNWIND $keys AS key MATCH (n:{kind.name} {{{kind.key}: key}}) "
                f"WHERE {scope.visible(kind, 'n', actor)} RETURN key",
                keys=keys,
                **scope.parameters(actor),
            )
            return {row["key"] for row in rows}

        with graph.reading() as tx:
            return work(tx)

    return ask


def court_dates(graph: Graph, actor: Actor) -> Courts:
    """From when to when the courts with these codes existed, for validation."""

    def ask(codes: list[str]) -> Years:
        with graph.reading() as tx:
            return court_years(tx, actor, codes)

    return ask


def require_court(checked: Checked, graph: Graph, actor: Actor) -> None:
    """Raise NotFound unless the import's court is there or among the records to be loaded, and
    NotAllowed for a court outside the actor's own."""
    court, into = type_of("Court"), checked.mapping.into
    if actor.level:
        with graph.reading() as tx:
            at = scope.place(tx, into)
            row = tx.one(
                f"MATCH (c:Court {{code: $code}}) RETURN c.{actor.level} AS own", code=at.court
            )
        if row is None or row["own"] != actor.court:
            raise NotAllowed(what=Text("导入到其他法院", "load into another court"))
        return
    coming = any(into in table.frame[KEY] for table in checked.tables if table.map.kind is court)
    if not coming and not known(graph, actor)(court, [into]):
        raise NotFound(type=court.label, key=into)


def load(checked: Checked, graph: Graph, actor: Actor, progress: Progress | None = None) -> Outcome:
    """Write all tables. Raises NotAllowed, LoadFailed, GraphUnavailable; then, as after Ctrl-C,
    what is written stays and the import is marked as stopped."""
    progress = progress or Progress()
    for table in checked.tables:
        scope.require_write(table.map.kind, actor)
    require_court(checked, graph, actor)
    source = Source(journal.number(checked.sheet.digest), new_uid(), actor)
    outcome = Outcome(source.number, checked.sheet.rows, refusals=list(checked.refusals))
    total = sum(len(table.frame) for table in checked.tables)
    progress.step(Text(f"导入 {total:,} 条记录", f"Loading {total:,} records"))
    begun = journal.begin(graph, source, checked)
    done = 0
    try:
        for table in checked.tables:
            for lines in _batches(table):
                _write(graph, source, table, lines, outcome)
                done += len(lines)
                begun = begun or journal.begin(graph, source, checked)
                progress.percent(done / total, f"{done:,}")
    except BaseException:
        if begun:
            journal.end(graph, source, checked, outcome, "stopped")
        raise
    journal.end(graph, source, checked, outcome, "done")
    progress.done()
    return outcome


def _write(graph: Graph, source: Source, table: Table, lines: list[Line], outcome: Outcome) -> None:
    kind = table.map.kind
    made = written(graph, kind, lambda tx: batch.write(tx, source, table.map, lines))
    have = outcome.records.setdefault(kind.name, Written())
    have.created += made.created
    have.changed += made.changed
    have.unchanged += made.unchanged
    outcome.refusals += made.refusals


def _batches(table: Table) -> Iterator[list[Line]]:
    """A table's records with their relations, in the order they can be written."""
    frame = _ordered(table).with_row_index(PLACE).with_columns(pl.col(PLACE).cast(pl.Int64))
    places = frame.select(KEY, PLACE)
    links = [
        link.frame.join(places, on=KEY).sort(PLACE, maintain_order=True) for link in table.links
    ]
    kind, names = table.map.kind, list(table.map.fields)
    for start in range(0, len(frame), BATCH):
        part = frame.slice(start, BATCH)
        ends: list[list[End]] = [[] for _ in range(len(part))]
        for place, link in enumerate(links):
            _collect(ends, place, link, start, start + len(part))
        yield [
            Line(row, key, _with_parts(kind, key, zip(names, values, strict=True)), own)
            for (row, key, *values), own in zip(
                part.select(ROW, KEY, *names).iter_rows(), ends, strict=True
            )
        ]


def _with_parts(kind: RecordType, key: str, said: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The fields that are filled, with what the record's case number says."""
    values = {name: value for name, value in said if value is not None}
    return values | rules.parts(kind, {kind.key: key, **values})


def _collect(ends: list[list[End]], place: int, link: pl.DataFrame, start: int, stop: int) -> None:
    low = link[PLACE].search_sorted(start)
    high = link[PLACE].search_sorted(stop)
    part = link.slice(low, high - low)
    names = [name for name in part.columns if name.startswith(PROPERTY)]
    bare = [name.removeprefix(PROPERTY) for name in names]
    for at, key, *values in part.select(PLACE, END, *names).iter_rows():
        said = {n: v for n, v in zip(bare, values, strict=True) if v is not None}
        ends[at - start].append(End(place, key, said))


def _ordered(table: Table) -> pl.DataFrame:
    """Records that others of the same table lead to come first; circles stay together at the end.

    Raises LoadFailed for more records in circles than a batch holds.
    """
    own = [link for link in table.links if link.map.label == table.map.kind.name]
    if not own:
        return table.frame
    wants: dict[str, set[str]] = {}
    keys = set(table.frame[KEY])
    for link in own:
        for key, end in link.frame.select(KEY, END).iter_rows():
            if end in keys and end != key:
                wants.setdefault(key, set()).add(end)
    order: dict[str, int] = {}
    depth, waiting = 0, list(table.frame[KEY])
    while waiting:
        ready = [key for key in waiting if wants.get(key, set()) <= order.keys()]
        if not ready:
            break
        order |= dict.fromkeys(ready, depth)
        waiting = [key for key in waiting if key not in order]
        depth += 1
    if len(waiting) > BATCH // 2:
        raise LoadFailed(what=Text(
            f"{len(waiting)}条{table.map.kind.label.zh}互相指向，成了环",
            f"{len(waiting)} {table.map.kind.plural.en} lead to each other in circles",
        ))  # fmt: skip
    order |= dict.fromkeys(waiting, depth)
    made = table.frame.with_columns(
        pl.col(KEY).replace_strict(order, return_dtype=pl.Int64).alias(PLACE)
    )
    return made.sort(PLACE, maintain_order=True).drop(PLACE)


def as_dict(outcome: Outcome) -> dict[str, Any]:
    """The outcome for a program to read."""
    return {
        "import": outcome.number,
        "rows": outcome.rows,
        "refused": len({each.row for each in outcome.refusals}),
        "created": outcome.total("created"),
        "changed": outcome.total("changed"),
        "unchanged": outcome.total("unchanged"),
        "records": {
            label: {n: getattr(each, n) for n in ("created", "changed", "unchanged")}
            for label, each in outcome.records.items()
        },
    }  # fmt: skip
