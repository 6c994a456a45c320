"""Rectification of what was fed back: opened, carried out, signed off, sometimes reopened (A15)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.judges import judges_meetings
from graph.generate.plausible import NEVER, Ints, delays, quarter_end
from graph.generate.province import Province, by_place, days

ANSWERED = {
    "case": 0.96, "quarterly": 0.96, "annual": 0.96, "analysis": 0.96, "petition_quarterly": 0.98,
    "annual_focus": 0.98,
}  # fmt: skip
"""Share of feedback that a rectification is opened for, by its kind."""

KINDS = ("feedback", "inspection", "opinion", "proposal", "correction_order")
"""What a rectification may answer."""

REOPENED = 0.035
ABANDONED = 0.04
"""Share that nobody closes."""

MEASURES = "组织学习相关规范，复核在办案件，逐项落实整改建议"
EVIDENCE = "整改报告、复核清单、会议记录"


def make_rectifications(province: Province) -> None:
    """One for each court that a feedback, an inspection, an opinion, a proposal or a correction
    order names; ``rectifications`` hands them on."""
    rng = province.rng("rectifications")
    items = pl.concat([
        _of_feedback(province, rng), _of_inspections(province), _of_orders(province),
        _of_proposals(province), _of_opinions(province, rng),
    ])  # fmt: skip
    _write(province, rng, _carried_out(province, rng, items.sort("received", "source", "court")))


def _of_feedback(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    items = province.work["covered"].filter(
        pl.col("sort").is_in(list(ANSWERED)) & (pl.col("received") < NEVER)
    ).group_by("feedback", "court", maintain_order=True).agg(
        pl.col("number").alias("fixes"), pl.col("sort", "received").first()
    )  # fmt: skip
    share = items["sort"].replace_strict(ANSWERED, return_dtype=pl.Float64)
    items = items.filter(pl.Series(rng.random(len(items))) < share)
    return _items(items, "feedback", "feedback")


def _items(frame: pl.DataFrame, kind: str, source: str) -> pl.DataFrame:
    """What calls for rectification: kind and key of the source, court, day, findings."""
    sort = pl.col("sort") if "sort" in frame.columns else pl.lit(kind)
    return frame.select(
        pl.col(source).alias("source"), "court", pl.col("received").cast(pl.Int64), "fixes",
        kind=pl.lit(kind), sort=sort,
    ).filter(pl.col("received") < NEVER)  # fmt: skip


def _of_inspections(province: Province) -> pl.DataFrame:
    """Of every inspection that ended with an opinion, and each court inspected."""
    stated = province.work["findings"].filter(pl.col("inspection").is_not_null())
    found = stated.group_by("inspection", "court", maintain_order=True).agg(
        pl.col("number").alias("fixes")
    )
    items = province.work["inspected"].join(
        found, on=["inspection", "court"], how="left", maintain_order="left"
    )
    return _items(items, "inspection", "inspection")


def _of_orders(province: Province) -> pl.DataFrame:
    orders = province.work["orders"].select(
        "key", "court", received="ordered", fixes=pl.concat_list("number")
    )
    return _items(orders, "correction_order", "key")


def _of_proposals(province: Province) -> pl.DataFrame:
    proposals = province.work["proposals"].select("key", "court", received="issued", fixes="number")
    return _items(proposals, "proposal", "key")


def _of_opinions(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    """What the minutes of judges' meetings require: the ledger takes it up."""
    stated = province.work["findings"].filter(pl.col("meeting").is_not_null()).group_by(
        "meeting", maintain_order=True).agg(pl.col("number").alias("fixes"))  # fmt: skip
    opinions = (
        province.work["opinions"]
        .filter(pl.col("meeting").is_not_null(), pl.col("form") == "minutes")
        .join(stated, on="meeting", how="left", maintain_order="left")
    )
    opinions = opinions.filter(pl.Series(rng.random(len(opinions)) < 0.96))
    return _items(opinions.select("number", "court", "fixes", received="issued"),
                  "opinion", "number")  # fmt: skip


def _carried_out(province: Province, rng: np.random.Generator, items: pl.DataFrame) -> pl.DataFrame:
    """Days and state of each; what isn't opened yet is left out."""
    many = len(items)
    received = items["received"].to_numpy()
    opened = province.calendar.onward(received + rng.integers(0, 6, many))
    closed = province.calendar.onward(opened + 3 + delays(rng, many, 13, 0.5))
    left = rng.random(many) < ABANDONED
    closed = np.where(left | (closed > province.last), NEVER, closed)
    quarterly = (items["sort"] == "petition_quarterly").to_numpy()
    reopened = (closed < NEVER) & (closed < province.last - 170) & (rng.random(many) < REOPENED)
    code = by_place(province.courts.codes, items["court"].to_numpy())
    return items.with_columns(
        code=code, opened=opened, signed=closed,
        closed=np.where(reopened, NEVER, closed),
        due=np.where(quarterly, quarter_end(quarter_end(received) + 1), opened + 30),
        state=pl.Series(
            np.where(reopened, "reopened", np.where(closed < NEVER, "closed", "open")).tolist(),
            dtype=pl.String,
        ),
        feedback=pl.when(pl.col("kind") == "feedback").then("source"),
    ).with_columns(
        number=pl.concat_str("source", pl.lit("-ZG-"), "code")
    ).filter(pl.col("opened") <= province.last)  # fmt: skip


def _reported(province: Province, frame: pl.DataFrame) -> Ints:
    """What answers the high court's quarterly feedback is reported to it, nearly always (A10)."""
    rng, closed = province.rng("reports on rectification"), frame["closed"].to_numpy()
    after = rng.integers(0, 9, len(frame))
    day = province.calendar.onward(np.minimum(closed, province.last) + after)
    reported = (frame["sort"] == "petition_quarterly").to_numpy() & (closed < NEVER)
    reported &= (day <= province.last) & (rng.random(len(frame)) < 0.97)
    made: Ints = np.where(reported, day, NEVER)
    return made


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
        closed_on=days(frame["closed"]), reported_on=days(_reported(province, frame)),
        measures=pl.lit(MEASURES),
        evidence=pl.when(started).then(pl.lit(EVIDENCE)), carried_out_by="department",
        fixes=pl.col("fixes").list.join(";").replace("", None),
        **{f"answers.{kind}": pl.when(pl.col("kind") == kind).then("source") for kind in KINDS},
    ))  # fmt: skip
    _filed(province, frame)
    done = frame.filter(pl.col("signed") < NEVER)
    province.put("rectification.signed_off_by", done.select(
        pl.col("number").alias("rectification"), pl.col("signer").alias("officer"),
        on=days(done["signed"]),
    ))  # fmt: skip


def _filed(province: Province, frame: pl.DataFrame) -> None:
    """Filed with the next judges' meeting of the court, where one was held in time (A15)."""
    meetings = judges_meetings(province, frame).sort("day")
    closed = frame.filter(pl.col("closed") < NEVER).select(
        "court", pl.col("number").alias("rectification"), day=pl.col("closed").cast(pl.Int64)
    ).sort("day", "rectification")  # fmt: skip
    filed = closed.join_asof(
        meetings, on="day", by="court", strategy="forward", tolerance=120, check_sortedness=False
    ).drop_nulls("meeting")
    rng = province.rng("filed")
    filed = filed.filter(~pl.Series(province.left_out(rng, filed["court"].to_numpy(), 0.04)))
    province.put("rectification.filed_with", filed.select(
        "rectification", "meeting", on=days(filed["held"])
    ))  # fmt: skip
