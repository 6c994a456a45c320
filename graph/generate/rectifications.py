"""Rectification of what was fed back: opened, carried out, signed off, sometimes reopened (A15)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.plausible import NEVER, delays, quarter_end
from graph.generate.province import Province, by_place, days

ANSWERED = {"case": 0.9, "quarterly": 0.9, "petition_quarterly": 0.95, "annual_focus": 0.9}
"""Share of feedback that a rectification is opened for, by its kind."""

REOPENED = 0.05
ABANDONED = 0.1
"""Share that nobody closes."""

MEASURES = "组织学习相关规范，复核在办案件，逐项落实整改建议"
EVIDENCE = "整改报告、复核清单、会议记录"


def make_rectifications(province: Province) -> None:
    """One for each court that a feedback names; ``rectifications`` hands them on."""
    rng, covered = province.rng("rectifications"), province.work["covered"]
    items = covered.filter(
        pl.col("sort").is_in(list(ANSWERED)) & (pl.col("received") < NEVER)
    ).group_by("feedback", "court", maintain_order=True).agg(
        pl.col("number").alias("fixes"), pl.col("sort", "received").first()
    )  # fmt: skip
    share = items["sort"].replace_strict(ANSWERED, return_dtype=pl.Float64)
    items = items.filter(pl.Series(rng.random(len(items))) < share)
    frame = _carried_out(province, rng, items)
    _write(province, rng, frame)


def _carried_out(province: Province, rng: np.random.Generator, items: pl.DataFrame) -> pl.DataFrame:
    """Days and state of each; what isn't opened yet is left out."""
    many = len(items)
    received = items["received"].to_numpy()
    opened = province.calendar.onward(received + rng.integers(0, 9, many))
    closed = province.calendar.onward(opened + 3 + delays(rng, many, 38, 0.7))
    left = rng.random(many) < ABANDONED
    closed = np.where(left | (closed > province.last), NEVER, closed)
    quarterly = (items["sort"] == "petition_quarterly").to_numpy()
    reopened = (closed < NEVER) & (rng.random(many) < REOPENED)
    code = by_place(province.courts.codes, items["court"].to_numpy())
    return items.with_columns(
        code=code, opened=opened, signed=closed,
        closed=np.where(reopened, NEVER, closed),
        due=np.where(quarterly, quarter_end(quarter_end(received) + 1), opened + 30),
        state=pl.Series(
            np.where(reopened, "reopened", np.where(closed < NEVER, "closed", "open")).tolist(),
            dtype=pl.String,
        ),
    ).with_columns(
        number=pl.concat_str("feedback", pl.lit("-ZG-"), "code")
    ).filter(pl.col("opened") <= province.last)  # fmt: skip


def _write(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    courts, staff = province.courts, province.staff
    court, opened = frame["court"].to_numpy(), frame["opened"].to_numpy()
    department = courts.department(court, "enforcement")
    head = staff.holder(staff.head(department), opened)
    member = staff.holder(staff.member(rng, department), opened)
    both = np.where((member != head) & (rng.random(len(frame)) < 0.6), member, -1)
    signed = frame["signed"].to_numpy()
    signer = staff.holder(
        staff.head(courts.department(court, "bureau")), np.minimum(signed, province.last)
    )
    frame = frame.with_columns(
        department=by_place(province.work["departments"]["number"], department),
        responsible=pl.concat_str(
            by_place(staff.numbers, head), by_place(staff.numbers, both),
            separator=";", ignore_nulls=True,
        ),
        signer=by_place(staff.numbers, signer),
    )  # fmt: skip
    province.work["rectifications"] = frame
    started = pl.col("state") != "open"
    province.put("rectification", frame.select(
        "number", "state", "responsible", opened_on=days(opened), due_on=days(frame["due"]),
        closed_on=days(frame["closed"]), measures=pl.lit(MEASURES),
        evidence=pl.when(started).then(pl.lit(EVIDENCE)), carried_out_by="department",
        fixes=pl.col("fixes").list.join(";"),
        **{"answers.feedback": pl.col("feedback")},
    ))  # fmt: skip
    done = frame.filter(pl.col("signed") < NEVER)
    province.put("rectification.signed_off_by", done.select(
        pl.col("number").alias("rectification"), pl.col("signer").alias("officer"),
        on=days(done["signed"]),
    ))  # fmt: skip
