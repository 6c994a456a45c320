"""Judges' meetings as they are due: one each quarter at every court, and one wherever something
that was put right has to be filed by the quarter's end (A13, A15)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.plausible import NEVER, quarter_end
from graph.generate.province import Province, days

LEFT_OUT = 0.05
SUBJECTS = ("重大、复杂执行案件研究", "疑难法律适用问题研究", "整改情况备案和近期案件研究")


def judges_meetings(province: Province, rectifications: pl.DataFrame) -> pl.DataFrame:
    """Write them; returns all judges' meetings: court, meeting, day, held."""
    rng = province.rng("judges' meetings")
    before = province.work["meetings"].filter(pl.col("sort") == "judges").select(
        "court", meeting="number", day="day"
    )  # fmt: skip
    frame = _due(province, rectifications, before)
    many, court, end = len(frame), frame["court"].to_numpy(), frame["end"].to_numpy()
    least = frame["closed"].fill_null(0).to_numpy()
    day = np.maximum(end - rng.integers(1, 30, many), least)
    late = np.where(rng.random(many) < 0.04, rng.integers(3, 40, many), 0)
    day = np.where(late > 0, province.calendar.onward(np.minimum(end, province.last) + late),
                   province.calendar.back(day))  # fmt: skip
    out = province.left_out(rng, court, LEFT_OUT)
    frame = frame.with_columns(day=pl.Series(day, dtype=pl.Int64)).filter(
        pl.col("day") <= province.last, pl.Series(~out)
    ).sort("day", "court")  # fmt: skip
    many, court, day = len(frame), frame["court"].to_numpy(), frame["day"].to_numpy()
    agreed = rng.random(many) < 0.3
    minutes = np.where(agreed & (rng.random(many) < 0.95),
                       province.seen(day + rng.integers(1, 13, many)), NEVER)  # fmt: skip
    active = province.courts.active[court]
    head = province.head(court, "review", day).set(pl.Series(~active), None)
    frame = frame.with_columns(meeting=province.keys("FG", court, day))
    province.put("meeting", frame.select(
        number="meeting", sort_of_meeting=pl.lit("judges"), agreed=pl.Series(agreed),
        subject=pl.Series(np.array(SUBJECTS)[rng.integers(0, 3, many)]), held_on=days(day),
        held_by=province.codes(court), minutes_on=days(minutes),
        minutes=pl.when(pl.Series(minutes < NEVER)).then(pl.lit("会议形成一致意见")),
        **{"attended.officer": head},
    ))  # fmt: skip
    both = pl.concat([before, frame.select(before.columns)])
    return both.with_columns(held="day")


def _due(province: Province, rectifications: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Court and quarter end of each, with the last day on which something was closed there."""
    courts = np.arange(len(province.courts.codes))
    start = (province.kept_from - 1970) * 12
    begun = np.arange(start, start + 24, 3).astype("datetime64[M]").astype("datetime64[D]")
    ends = np.array([end for end in quarter_end(begun.astype(np.int64)) if end <= province.last])
    court, end = (each.ravel() for each in np.meshgrid(courts, ends))
    standing = pl.DataFrame({"court": court, "end": end}).cast(pl.Int64)
    held = before.select("court", end=quarter_end(before["day"].to_numpy())).cast(pl.Int64)
    standing = standing.join(held, on=["court", "end"], how="anti", maintain_order="left")
    closed = rectifications.filter(pl.col("closed") < NEVER).select(
        pl.col("court").cast(pl.Int64), closed=pl.col("closed").cast(pl.Int64)
    )
    closed = closed.with_columns(end=quarter_end(closed["closed"].to_numpy())).group_by(
        "court", "end").agg(pl.col("closed").max())  # fmt: skip
    return standing.join(closed, on=["court", "end"], how="full", coalesce=True).sort(
        "end", "court")  # fmt: skip
