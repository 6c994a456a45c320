"""Makes all tallies anew, and says where those kept differ from those that should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from graph.progress import Progress
from graph.session import Graph, Reader, Writer
from graph.tallies import facts, keeper, store
from graph.tallies.cells import (
    DAYS,
    DUTIES,
    OWED,
    Counts,
    CourtKeys,
    Said,
    counted,
    court_keys,
    keys_of,
)
from graph.tallies.measures import SOURCES, Source
from graph.text import Text

PAGE = 5_000
"""Records a transaction, or tallies."""


def rebuild(graph: Graph, progress: Progress) -> int:
    """Recompute every tally and every stamp; returns how many tallies there are. Nothing else may
    be written meanwhile. Cut short, it is begun anew."""
    progress.step(Text("重新统计", "Counting anew"))
    _clear(graph)
    for source in SOURCES.values():
        if source.stamped:
            for records in _pages(graph, source):
                graph.write(partial(_stamp, records=records))
    with graph.reading(seconds=0) as tx:
        courts, said = _courts(tx), _said(tx)
    wanted, keys = counted(said, courts), keys_of(said, courts)
    cells = sorted(wanted)
    for start in range(0, len(cells), PAGE):
        part = {each: wanted[each] for each in cells[start : start + PAGE]}
        graph.write(partial(_create, counts=part, courts=keys))
        progress.percent(min(start + PAGE, len(cells)) / len(cells))
    progress.done()
    return len(cells)


def verify(graph: Graph) -> list[Text]:
    """Where the tallies or the stamps differ from what the records say; empty: nowhere."""
    found = [
        Text(f"{each.type} {each.uid} 的统计标记与记录不符",
             f"{each.type} {each.uid} is stamped as it doesn't count")
        for source in SOURCES.values()
        if source.stamped
        for records in _pages(graph, source)
        for each in records
        if each.fresh or each.was != each.now
    ]  # fmt: skip
    with graph.reading(seconds=0) as tx:
        wanted = counted(_said(tx), _courts(tx))
        kept = dict(store.everything(tx))
        wrong = list(store.wrong_depths(tx))
    found += [
        Text(f"{number}：最大复发次数与其计数不符",
             f"{number}: the greatest depths aren't those of what it counts")
        for number in wrong
    ]  # fmt: skip
    return found + list(differences(wanted, kept))


def differences(wanted: Counts, kept: Counts) -> Iterator[Text]:
    """Each cell in which the two aren't the same, in words."""
    for cell in sorted(wanted.keys() | kept.keys()):
        should, has = wanted.get(cell, Counter()), kept.get(cell, Counter())
        if should != has or cell not in wanted:
            yield Text(
                f"{cell.number}：应为{_told(should)}，现为{_told(has)}",
                f"{cell.number}: should be {_told(should)}, is {_told(has)}",
            )


def _stamp(tx: Writer, records: list[facts.Stamped]) -> None:
    keeper.stamp(tx, records)


def _create(tx: Writer, counts: Counts, courts: dict[str, CourtKeys]) -> None:
    store.create(tx, counts, courts)


def _told(of: Counter[int | None]) -> str:
    return "{" + ", ".join(f"{p}: {of[p]}" for p in sorted(of, key=lambda p: p or 0)) + "}"


def _said(tx: Reader) -> Counter[Said]:
    """What all records count as."""
    said: Counter[Said] = Counter()
    for source in SOURCES.values():
        said.update(facts.everything(tx, source))
        if source.stamped:
            for records in _read(tx, source):
                for each in records:
                    said.update(each.now)
    return said


def _pages(graph: Graph, source: Source) -> Iterator[list[facts.Stamped]]:
    after = ""
    while True:
        with graph.reading(seconds=0) as tx:
            records = facts.page(tx, source, after, PAGE)
        if not records:
            return
        yield records
        after = records[-1].uid


def _read(tx: Reader, source: Source) -> Iterator[list[facts.Stamped]]:
    after = ""
    while records := facts.page(tx, source, after, PAGE):
        yield records
        after = records[-1].uid


def _courts(tx: Reader) -> dict[str, CourtKeys]:
    return court_keys(tx.run(
        "MATCH (c:Court) RETURN c.code AS code, c.level AS level, c.c1 AS c1, c.c2 AS c2, "
        "c.c3 AS c3"
    ))  # fmt: skip


def _clear(graph: Graph) -> None:
    def some(tx: Writer) -> int:
        row = tx.one("MATCH (t:Tally) WITH t LIMIT $size DELETE t RETURN count(*) AS gone",
                     size=2 * PAGE)  # fmt: skip
        return row["gone"] if row else 0

    while graph.write(some):
        pass


OUTDATED = ("recurrences|",)
"""The beginnings of numbers that no tally has any more: of an earlier version's measures."""

PENDING = {
    DAYS: "MATCH (d:Duty)",
    OWED: "MATCH (:Department)<-[:OWED_BY|OWED_AT]-(d:Duty)",
}
"""Which open duties are counted by measures of this ending, too."""


def lacking(graph: Graph) -> bool:
    """Whether an earlier version wrote the records: there are cases and not one total, totals that
    aren't kept any more, or open duties and no totals of them by day, or of those that departments
    owe."""
    uncounted = (
        f"EXISTS {{ {duties} WHERE d.pending IS NOT NULL }} AND NOT {_begun(f'$duties{ending}')}"
        for ending, duties in PENDING.items()
    )
    with graph.reading() as tx:
        row = tx.one(
            "RETURN EXISTS { MATCH (:Case) } AND NOT EXISTS { MATCH (:Tally) } OR "
            f"{' OR '.join((_begun('$outdated'), *uncounted))} AS lacking",
            outdated=list(OUTDATED),
            **{f"duties{ending}": [f"{each}{ending}|" for each in DUTIES] for ending in PENDING},
        )  # fmt: skip
    return bool(row and row["lacking"])


def _begun(numbers: str) -> str:
    """That a tally's number begins with one of these."""
    some = "EXISTS { MATCH (t:Tally) WHERE t.number STARTS WITH begin }"
    return f"any(begin IN {numbers} WHERE {some})"
