"""Stores of many cases, made once and kept: the generated province through ``neo4j-admin import``.

``running(folder, cases)`` gives a running, migrated Neo4j with that many cases, made in ``folder``
where it isn't there yet (500,000 cases: some minutes and 6 GB). What is derived is as the product
would keep it: level keys, ranks, titles, shared courts, recurrences, tallies, duties (``derived``,
which brings them up to date at every start). Today is the last day of the records while a store
runs, so that what is open isn't all overdue. What a sweep writes is audited, nothing else is: a
store for measuring.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl

from graph import clock, schema
from graph.errors import MigrationFailed
from graph.generate import generate
from graph.ingest.canonical import SEPARATOR, Form, forms_of, loadable
from graph.migrate import await_indexes, migrate
from graph.model import LEVELS, RecordType, Ref, order, type_of, types
from graph.model.fields import Kind
from graph.progress import Progress
from graph.records import placement
from graph.server import LocalServer, java
from graph.server.local import ADMIN_TOOL
from graph.session import Connection, Graph, Writer
from graph.text import Text
from tests.bench import derived

FOLDER = Path("/tmp/zhijian-bench")  # noqa: S108  remade wherever it is missing
SEED = 8
UNTIL = date(2026, 9, 30)
TYPED = {Kind.INTEGER: "long", Kind.AMOUNT: "double", Kind.BOOLEAN: "boolean", Kind.DATE: "date",
         Kind.MOMENT: "datetime"}  # fmt: skip
MADE_AT = "2026-09-30T12:00:00+08:00"
PLACED = ("Officer", "Measure")
"""Types whose home depends on a day: placed by the product itself."""


@contextmanager
def running(
    cases: int, progress: Progress, folder: Path = FOLDER, port: int = 0
) -> Iterator[Graph]:
    """The store with so many cases; stopped at the end, and kept for the next run."""
    home = folder / f"cases-{cases}"
    ready = home / "ready"
    server = LocalServer(home / "neo4j", port=port)
    clock.fix_today(UNTIL)
    if not ready.exists():
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
        _import(server, home, cases, progress)
    connection = server.start(progress)
    try:
        graph = Graph(connection)
        if ready.exists():
            _renew(graph)
        else:
            _migrate(connection, progress)
            _finish(graph, progress)
            ready.write_text("", encoding="ascii")
        derived.bring_up_to_date(graph, home / "derived.json", progress)
        yield graph
        graph.close()
    finally:
        clock.fix_today(None)
        server.stop()


def _import(server: LocalServer, home: Path, cases: int, progress: Progress) -> None:
    """Generate, write what the import tool reads, and import."""
    made, files = home / "generated", home / "import"
    files.mkdir(parents=True)
    generate(cases, SEED, UNTIL, made, progress)
    progress.step(Text("准备导入文件", "Preparing the import"))
    arguments = _Files(made, files).write()
    server.start(progress)  # makes the folder and the password
    server.stop()
    progress.step(Text("导入", "Importing"))
    said = java.run(
        [
            *java.command(server.resolve(progress), ADMIN_TOOL, ("-Xmx2g",)),
            *("database", "import", "full", "neo4j", "--overwrite-destination=true"),
            *("--id-type=string", "--ignore-empty-strings=true", "--skip-duplicate-nodes=false"),
            *("--bad-tolerance=0", "--multiline-fields=true"),
            *(f"--report-file={files / 'import.report'}", *arguments),
        ],
        {"NEO4J_HOME": str(server.folder.home), "NEO4J_CONF": str(server.folder.conf)},
    )
    if said.returncode:
        raise RuntimeError(said.stdout[-3000:])
    shutil.rmtree(made)
    shutil.rmtree(files)


class _Files:
    """Canonical CSVs as files of nodes and of relations for the import tool."""

    def __init__(self, made: Path, files: Path) -> None:
        self.made, self.files = made, files
        self.places: dict[str, pl.DataFrame] = {}
        """Level keys by type and key."""
        self.arguments: list[str] = []

    def write(self) -> list[str]:
        """Returns the tool's arguments."""
        for number, kind in enumerate(order.in_order(loadable())):
            frame = self._read(Form(kind))
            if frame is not None:
                self._nodes(kind, number, frame)
                self._relations(kind, frame)
        return self.arguments

    def _read(self, form: Form) -> pl.DataFrame | None:
        path = self.made / f"{form.name}.csv"
        return pl.read_csv(path, infer_schema=False) if path.exists() else None

    def _nodes(self, kind: RecordType, number: int, frame: pl.DataFrame) -> None:
        own = [name for name in kind.own_fields if name in frame.columns]
        place = self._place(kind, frame)
        nodes = frame.select(own).hstack(place.select(LEVELS))
        self.places[kind.name] = nodes.select(pl.col(kind.key).alias("key"), *LEVELS)
        title = [pl.col(name) for name in kind.title if name in own]
        rank = pl.col(kind.dated).fill_null("") if kind.dated in own else pl.col(kind.key)
        if kind.dated and kind.dated not in own:
            rank = pl.lit("")
        nodes = nodes.with_row_index("at").with_columns(
            uid=pl.lit(f"01980000-{number:04x}-7000-8000-")
            + pl.col("at").map_elements(lambda at: f"{at:012x}", return_dtype=pl.String),
            headline=pl.concat_str(title, separator=" ", ignore_nulls=True),
            rank=rank,
            version=pl.lit("1"),
            created_at=pl.lit(MADE_AT), changed_at=pl.lit(MADE_AT),
            created_by=pl.lit("bench"), changed_by=pl.lit("bench"),
        ).drop("at")  # fmt: skip
        parts = {"year": r"（(\d{4})）", "serial": r"(\d+)号"}
        nodes = nodes.with_columns(
            pl.col(kind.key).str.extract(parts[name]).alias(name)
            for name in own
            if name in parts and kind.fields[name].part_of
        )
        if "alike" in kind.fields and "name" in own:
            nodes = nodes.with_columns(alike=pl.col("name").str.replace_all(r"\s", ""))
        header = {
            name: f"{name}:ID({kind.name})" if name == kind.key else self._typed(kind, name)
            for name in nodes.columns
        }
        path = self.files / f"{kind.slug}.csv"
        nodes.rename(header).write_csv(path)
        self.arguments.append(f"--nodes={kind.name}={path}")

    def _typed(self, kind: RecordType, name: str) -> str:
        typed = TYPED.get(kind.fields[name].kind)
        return f"{name}:{typed}" if typed else name

    def _place(self, kind: RecordType, frame: pl.DataFrame) -> pl.DataFrame:
        """The level keys of each row: of the first home that is set."""
        if kind.name == "Court":
            return self._courts(frame)
        made = frame.select(pl.col(kind.key)).with_columns(
            *(pl.lit(None, pl.String).alias(level) for level in LEVELS)
        )
        for name in reversed(kind.home):
            for column, (ref, end) in self._homes(kind, name):
                ends = self._ends(kind, ref, column, frame)
                if ends is None or end not in self.places:
                    continue
                there = ends.unique("key", keep="last").join(
                    self.places[end], left_on="end", right_on="key", how="inner"
                )
                found = made.select(kind.key).join(
                    there, left_on=kind.key, right_on="key", how="left", maintain_order="left"
                )
                known = found["c1"].is_not_null()
                made = made.with_columns(
                    *(pl.when(known).then(found[c]).otherwise(made[c]).alias(c) for c in LEVELS)
                )
        return made

    def _homes(self, kind: RecordType, name: str) -> list[tuple[str, tuple[Ref, str]]]:
        for form in forms_of(kind):
            found = [(c, e) for c, e in form.ends.items() if e[0].name == name]
            if found:
                return found
        return []

    def _ends(
        self, kind: RecordType, ref: Ref, column: str, frame: pl.DataFrame
    ) -> pl.DataFrame | None:
        """Keys of records and of what the relation leads them to, with its properties."""
        if ref.fields:
            own = self._read(Form(kind, ref))
            if own is None or column not in own.columns:
                return None
            properties = [name for name in ref.fields if name in own.columns]
            key, far = pl.col(kind.slug).alias("key"), pl.col(column).alias("end")
            made = own.select(key, far, *properties)
        elif column in frame.columns:
            made = frame.select(key=pl.col(kind.key), end=pl.col(column))
            if ref.many:
                made = made.with_columns(pl.col("end").str.split(SEPARATOR)).explode("end")
        else:
            return None
        made = made.with_columns(pl.col("end").str.strip_chars())
        return made.filter(pl.col("end").is_not_null() & (pl.col("end") != ""))

    def _courts(self, frame: pl.DataFrame) -> pl.DataFrame:
        above = dict(frame.select("code", "under").iter_rows())
        rows = []
        for code, level in frame.select("code", "level").iter_rows():
            path = [code]
            while above.get(path[-1]):
                path.append(above[path[-1]])
            keys = [*reversed(path), None, None][:3]
            rows.append({"code": code, **dict(zip(LEVELS, keys, strict=True)), "level": level})
        return pl.DataFrame(rows, schema_overrides=dict.fromkeys(LEVELS, pl.String))

    def _relations(self, kind: RecordType, frame: pl.DataFrame) -> None:
        for form in forms_of(kind):
            for column, (ref, end) in form.ends.items():
                ends = self._ends(kind, ref, column, frame)
                if ends is None or not len(ends):
                    continue
                near, far = f"({kind.name})", f"({end})"
                start, stop = ("end", "key") if ref.incoming else ("key", "end")
                labels = {"key": near, "end": far}
                typed = {n: TYPED.get(f.kind) for n, f in ref.fields.items() if n in ends.columns}
                path = self.files / f"{kind.slug}.{ref.name}.{type_of(end).slug}.csv"
                ends.rename({
                    start: f":START_ID{labels[start]}", stop: f":END_ID{labels[stop]}",
                    **{name: f"{name}:{t}" for name, t in typed.items() if t},
                }).write_csv(path)  # fmt: skip
                self.arguments.append(f"--relationships={ref.relationship_type}={path}")


def _migrate(connection: Connection, progress: Progress) -> None:
    """Migrate a store with records in it: while hundreds of indexes fill, the server refuses to
    plan a statement now and then, and the tool doesn't say that this was why."""
    for _each in range(3):
        try:
            migrate(connection, progress)
            return
        except MigrationFailed:
            await_indexes(connection)
    migrate(connection, progress)


def _finish(graph: Graph, progress: Progress) -> None:
    """What the import can't make."""
    graph.schema("CALL db.awaitIndexes(1800)")
    progress.step(Text("共享范围", "Courts that records are shared with"))
    for kind in types().values():
        if kind.shared or kind.name in PLACED:
            for uids in _uids(graph, kind):
                graph.write(partial(_derive, kind=kind, uids=uids))
    graph.schema("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")


def _renew(graph: Graph) -> None:
    """Constraints and indexes declared since the store was made, those that no longer are dropped;
    not by migrations, which may have been edited since, before they landed."""
    with graph.reading(seconds=0) as tx:
        have = schema.live(tx)
    declared = schema.declared()
    for name, item in have.items():
        if name not in declared and item.kind != "UNIQUE":
            graph.schema(f"DROP INDEX {name}")
    for name, item in declared.items():
        if name not in have:
            graph.schema(item.cypher)
    graph.schema("CALL db.awaitIndexes(600)")


def _derive(tx: Writer, kind: RecordType, uids: list[str]) -> None:
    if kind.name in PLACED:
        placement.place(tx, kind, uids, UNTIL, fresh=True)
    else:
        placement.share(tx, kind, uids, fresh=True)


def _uids(graph: Graph, kind: RecordType) -> Iterator[list[str]]:
    after = ""
    while True:
        with graph.reading(seconds=0) as tx:
            rows = tx.run(
                f"MATCH (n:{kind.name}) WHERE n.uid > $after "
                f"RETURN n.uid AS uid ORDER BY n.uid LIMIT {placement.STAMPED}",
                after=after,
            )
        if not rows:
            return
        yield [row["uid"] for row in rows]
        after = rows[-1]["uid"]
