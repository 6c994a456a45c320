"""The tables of a province in the making, and what every domain needs to make them.

``tables`` has a frame a file: under ``<slug>`` the records, under ``<slug>.<relation>`` the
relations with properties of their own, with the columns of the canonical CSV.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from graph.errors import Unknown
from graph.generate.plausible import (
    NEVER,
    Bools,
    Calendar,
    Floats,
    Ints,
    calendar,
    civil,
    number,
    year_of,
)
from graph.ingest.canonical import form_named
from graph.model import Kind, type_of
from graph.text import Text

if TYPE_CHECKING:
    from graph.generate.organisation import Courts
    from graph.generate.people import Staff

FULL_SIZE = 5_000_000
SMALL = 10_000
FEW = 1_000
YEARS = 5

STORED: dict[Kind, Any] = {
    Kind.INTEGER: pl.Int64, Kind.AMOUNT: pl.Float64, Kind.BOOLEAN: pl.Boolean, Kind.DATE: pl.Date,
    Kind.MOMENT: pl.Datetime("us", "UTC"),
}  # fmt: skip


@dataclass
class Reserved:
    """What the background leaves alone, so that something can be told there undisturbed."""

    problems: set[tuple[str, str]] = field(default_factory=set)
    """(court, problem): no finding of it is made there."""
    courts: set[str] = field(default_factory=set)
    """Cases and acts only: no review, petition, finding, nor anything that follows them."""
    officers: set[str] = field(default_factory=set)
    """They have cases and acts; nobody challenges those, nothing is said about them."""


class Province:
    """A province of so many cases, of the five years up to ``until``, as the seed has it."""

    courts: Courts
    staff: Staff

    def __init__(self, cases: int, seed: int, until: date) -> None:
        self.cases = cases
        self.seed = seed
        self.until = until
        self.last = number(until)
        self.first = number(date(until.year - YEARS, until.month, min(until.day, 28)))
        self.calendar: Calendar = calendar(until)
        self.tables: dict[str, pl.DataFrame] = {}
        self.work: dict[str, pl.DataFrame] = {}
        """Frames that domains hand on to each other; days as numbers, courts by place."""
        self.reserved = Reserved()

    def rng(self, domain: str) -> np.random.Generator:
        """The domain's own stream of chance: what others draw changes nothing in it."""
        return np.random.default_rng([self.seed, zlib.crc32(domain.encode())])

    def many(self, at_full_size: int, least: int = 1) -> int:
        """How many there are here, of so many at full size; small provinces have more to show."""
        small = np.clip(np.log(FULL_SIZE / self.cases) / np.log(FULL_SIZE / SMALL), 0, 1)
        return max(least, round(at_full_size * self.cases / FULL_SIZE * (1 + float(small))))

    def codes(self, court: Ints) -> pl.Series:
        """The codes of courts by place; none for -1."""
        return by_place(self.courts.codes, court)

    def department(self, court: Ints, function: str) -> pl.Series:
        """The numbers of these courts' departments with the function."""
        return by_place(self.work["departments"]["number"], self.courts.department(court, function))

    def head(self, court: Ints, function: str, day: Ints) -> pl.Series:
        """Who led the department with this function on the day: the officer's number."""
        chair = self.staff.head(self.courts.department(court, function))
        return self.holder(chair, day)

    def member(self, rng: np.random.Generator, court: Ints, function: str, day: Ints) -> pl.Series:
        """Some member of the department on the day, its head where it has no other."""
        return self.holder(self.staff.member(rng, self.courts.department(court, function)), day)

    def holder(self, chair: Ints, day: Ints) -> pl.Series:
        """Who held the chair on the day; on the last day for days after it."""
        known = np.minimum(day, self.last)
        held = self.staff.holder(np.maximum(chair, 0), known)
        return by_place(self.staff.numbers, np.where(np.asarray(chair) >= 0, held, -1))

    def superior(self, court: Ints) -> Ints:
        """The court above; the high court itself where there is none."""
        above = self.courts.above[court]
        return np.where(above >= 0, above, court)

    def seen(self, day: Ints) -> Ints:
        """A day that came, on a working day; NEVER where it lies after the last one."""
        inside = self.calendar.onward(np.minimum(day, self.last + 60))
        return np.where(inside <= self.last, inside, NEVER)

    def keys(self, letters: str, court: Ints, day: Ints) -> pl.Series:
        """鲁0102-XF-2023-0001: numbered by court and year, in the order given."""
        return pl.DataFrame({"code": self.codes(court), "year": year_of(day)}).select(
            pl.concat_str(
                "code", pl.lit(f"-{letters}-"), pl.col("year").cast(pl.String), pl.lit("-"),
                pl.int_range(1, pl.len() + 1).over("code", "year").cast(pl.String).str.zfill(4),
            ).alias("number")
        )["number"]  # fmt: skip

    def open_cases(self) -> pl.DataFrame:
        """The cases of courts that nobody reserved and whose handler nobody reserved."""
        cases = self.work["cases"]
        courts = [self.courts.at[code] for code in sorted(self.reserved.courts)]
        kept = self.staff.numbers.is_in(sorted(self.reserved.officers)).to_numpy()
        chairs = np.unique(self.staff.chair[kept[self.staff.officer]])
        return cases.filter(~pl.col("court").is_in(courts), ~pl.col("chair").is_in(chairs.tolist()))

    def reserve(
        self,
        court: str = "",
        problem: str | Iterable[str] = (),
        officers: Iterable[str] = (),
    ) -> None:
        """Keep the background away: from these problems at the court (its codes of the same
        meaning too), from the whole court where no problem is given, from the officers."""
        codes = [problem] if isinstance(problem, str) else list(problem)
        if court and not codes:
            self.reserved.courts.add(court)
        for code in codes:
            self.reserved.problems |= {(court, each) for each in same_as(code)}
        self.reserved.officers |= set(officers)

    @cached_property
    def kept_from(self) -> int:
        """The year from which on what stands (meetings, draws, statements) is on record here: every
        court has it, so that a province of few cases would be full of nothing else."""
        return self.until.year - (1 if self.cases >= FEW else 0)

    @cached_property
    def slack(self) -> Floats:
        """By court, how much oftener than others it leaves undone what it owes."""
        drawn = self.rng("slack").random(len(self.courts.codes))
        return np.where(drawn < 0.12, 4.0, 0.6)

    def left_out(self, rng: np.random.Generator, court: Ints, share: float) -> Bools:
        """What isn't done of what these courts owe: about the share, more of it at some courts."""
        at = np.asarray(court)
        made: Bools = rng.random(len(at)) < share * self.slack[at]
        return made

    def put(self, name: str, frame: pl.DataFrame) -> None:
        """Add a frame to a table; columns that the declaration doesn't know raise Unknown."""
        columns = columns_of(name)
        for column in frame.columns:
            if column not in columns:
                raise Unknown(what=Text("列", "column"), name=f"{name}: {column}")
        made = frame.select(
            (pl.col(c) if c in frame.columns else pl.lit(None)).cast(kind).alias(c)
            for c, kind in columns.items()
        )
        before = self.tables.get(name)
        self.tables[name] = made if before is None else pl.concat([before, made])

    def add(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows to a table: values by column, dates as dates; "" says nothing."""
        if rows:
            none: dict[str, Any] = {c: None for row in rows for c in row}
            said = [{**none, **{c: v for c, v in row.items() if v != ""}} for row in rows]
            self.put(name, pl.DataFrame(said, infer_schema_length=None))

    def table(self, name: str) -> pl.DataFrame:
        """A table, also where it has no row yet."""
        return self.tables.get(name, pl.DataFrame(schema=columns_of(name)))

    def fresh(self, name: str, prefix: str) -> str:
        """A key of the table that nobody has: the prefix and the next number after it."""
        key = type_of(name).key
        taken = self.table(name)[key]
        taken = taken.filter(taken.str.starts_with(prefix))
        tails = taken.str.slice(len(prefix)).str.extract(r"^(\d+)").cast(pl.Int64).drop_nulls()
        return f"{prefix}{max(tails.to_list(), default=0) + 1:05d}"

    def write(self, out: Path) -> None:
        """Write every table that has rows, one CSV each."""
        out.mkdir(parents=True, exist_ok=True)
        for name, frame in self.tables.items():
            if len(frame):
                frame.write_csv(out / f"{name}.csv", float_precision=2)


def columns_of(name: str) -> dict[str, Any]:
    """The columns of a canonical CSV with their types; raises UnknownFile."""
    form = form_named(f"{name}.csv")
    own = form.ref.fields if form.ref else form.kind.own_fields
    return {c: STORED.get(own[c].kind, pl.String) if c in own else pl.String for c in form.columns}


def same_as(code: str) -> set[str]:
    """A problem's code and those that mean the same."""
    from graph.generate.organisation import problem_topics

    pairs = [(r["code"], r["same_as"]) for r in problem_topics().iter_rows(named=True)]
    return {code, *(b for a, b in pairs if a == code and b), *(a for a, b in pairs if b == code)}


def ends(columns: dict[str, Any]) -> dict[str, Any]:
    """Columns of relations that lead to records of several types: their names have a dot."""
    return columns


def only(values: pl.Series, where: pl.Series) -> pl.Series:
    """The values where it is so, none elsewhere."""
    return values.set(~where, None)


def days(numbers: Ints | pl.Series) -> pl.Series:
    """Day numbers as dates; none where there is NEVER."""
    made = pl.Series(np.asarray(numbers, dtype=np.int32))
    return made.set(made >= NEVER, None).cast(pl.Date)


def by_place(values: pl.Series, place: Ints) -> pl.Series:
    """The values at these places; none where the place is negative."""
    where = pl.Series(np.asarray(place, dtype=np.int64))
    return values.gather(where.set(where < 0, None))


def iso(day: int) -> str:
    """A day number as 2021-12-30."""
    return civil(day).isoformat()
