"""Trips outside the court's area and what was reported of them (B4, F1)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import found
from graph.generate.plausible import NEVER, pick, series
from graph.generate.province import Province, days

PLACES = (
    "北京市", "上海市", "河南省郑州市", "江苏省徐州市", "河北省石家庄市", "浙江省杭州市",
    "陕西省西安市",
)  # fmt: skip
TASK = "赴外地查询、冻结被执行人财产"
FLAGS = ("with_parties", "gifts", "clubs", "kickbacks", "official_cars", "private_gain",
         "misconduct")  # fmt: skip
PROBLEM = dict(zip(FLAGS, ("T01", "T02", "T03", "T04", "T05", "T06", "T07"), strict=True))
TRUTH = {"truthful": 58, "unverified": 37, "untruthful": 5}
REPORTED = 0.97


def make_trips(province: Province) -> None:
    """Trips and reports; what was verified as not so is a finding."""
    rng, cases = province.rng("trips"), province.open_cases()
    many = min(province.many(60_000, 40), len(cases))
    drawn = cases[np.sort(rng.choice(len(cases), many, replace=False))]
    end = np.minimum(drawn["concluded"].to_numpy(), province.last)
    filed = drawn["filed"].to_numpy()
    left = province.calendar.back(
        filed + ((end - filed) * rng.uniform(0.1, 0.9, many)).astype(np.int64)
    )
    court = drawn["court"].to_numpy()
    clerk = pl.Series(rng.random(many) < 0.6)
    frame = drawn.select(
        "court", pl.col("number").alias("case"), left=left,
        officer=province.holder(drawn["chair"].to_numpy(), left),
        beside=province.holder(drawn["clerk"].to_numpy(), left).set(~clerk, None),
        head=province.head(court, "enforcement", left),
        back=province.seen(left + rng.integers(1, 7, many)),
    ).sort("left", "case")  # fmt: skip
    left = frame["left"].to_numpy()
    frame = frame.with_columns(number=province.keys("WC", frame["court"].to_numpy(), left))
    briefed = ~pl.Series(province.left_out(rng, frame["court"].to_numpy(), 0.05))
    province.put("trip", frame.select(
        "number", "case", destination=pl.Series(np.array(PLACES)[rng.integers(0, 7, many)]),
        task=pl.lit(TASK), left_on=days(left), returned_on=days(frame["back"]),
        briefed_on=days(province.calendar.back(left - rng.integers(0, 3, many))).set(
            ~briefed, None
        ),
        case_briefing=pl.when(briefed).then(pl.lit("两人以上同行，全程留痕")),
        conduct_briefing=pl.when(briefed).then(pl.lit("不得接受当事人安排的食宿和交通")),
        made_by=pl.concat_str("officer", "beside", separator=";", ignore_nulls=True),
        sent_by=province.department(frame["court"].to_numpy(), "enforcement"),
        briefed_by=pl.when(briefed).then("head"),
    ))  # fmt: skip
    _reports(province, rng, frame)


def _reports(province: Province, rng: np.random.Generator, trips: pl.DataFrame) -> None:
    back = trips.filter(pl.col("back") < NEVER, pl.Series(rng.random(len(trips)) < REPORTED))
    many = len(back)
    late = np.where(rng.random(many) < 0.05, rng.integers(2, 8, many), 0)
    on = province.calendar.after(back["back"].to_numpy(), rng.integers(1, 4, many) + late)
    back = back.with_columns(on=on, truth=series(rng, TRUTH, many)).filter(
        pl.col("on") <= province.last
    )
    many = len(back)
    report = pl.col("number") + "-BG"
    head = province.head(back["court"].to_numpy(), "enforcement", back["on"].to_numpy())
    _beside(province, back, head)
    flags = {flag: pl.Series(rng.random(many) < 0.01) for flag in FLAGS}
    written = back.select(
        report.alias("number"),
        reported_on=days(back["on"]),
        truthfulness="truth",
        case_execution=pl.lit("已完成查询和冻结"),
        reports="number",
        written_by="officer",
        received_by=head.set((head == back["officer"]).fill_null(False), None),
        leader_required=pl.lit(False),
        remarks=pl.when(pl.any_horizontal(list(flags.values()))).then(pl.lit("情况已当场说明")),
        **flags,
    )
    again = written.filter(pl.col("truthfulness") == "untruthful").with_columns(
        supplements="number", number=pl.col("number") + "2", truthfulness=pl.lit("truthful"),
        reported_on=pl.col("reported_on") + pl.duration(days=21), with_parties=pl.lit(True),
    ).filter(pl.col("reported_on") <= province.until)  # fmt: skip
    province.put("trip_report", written)
    province.put("trip_report", again)
    untrue = back.filter(pl.col("truth") == "untruthful")
    known = province.seen(untrue["on"].to_numpy() + 20)
    problem = pl.Series(pick(rng, {"D01": 6, "T01": 2, "T05": 1, "T08": 1}, len(untrue)).tolist(),
                        dtype=pl.String)  # fmt: skip
    status = pl.when(pl.Series(known) < NEVER).then(pl.lit("established"))
    found(province, untrue.select(
        report.alias("trip_report"), "court", "officer", "case", problem=problem, day="left",
        to="back", status=status.otherwise(pl.lit("alleged")), known=known, trip="number",
        conclusion=pl.lit("经核查未如实报告"),
    ))  # fmt: skip
    _flagged(province, back.with_columns(**flags))


def _beside(province: Province, back: pl.DataFrame, head: pl.Series) -> None:
    """Who went along reports for themselves, mostly on the same day."""
    there = pl.Series(province.rng("went along").random(len(back)) < 0.95)
    province.put("trip_report", back.with_columns(head=head).filter(
        there, pl.col("beside").is_not_null()
    ).select(
        number=pl.col("number") + "-BGS", reported_on=days(back.filter(
            there & back["beside"].is_not_null())["on"]),
        truthfulness=pl.lit("truthful"), case_execution=pl.lit("已完成查询和冻结"),
        reports="number", written_by="beside", received_by="head", leader_required=pl.lit(False),
    ))  # fmt: skip


def _flagged(province: Province, back: pl.DataFrame) -> None:
    """What officers themselves reported: alleged until somebody looks into it."""
    for flag in FLAGS:
        told = back.filter(pl.col(flag), pl.col("truth") != "untruthful")
        found(province, told.select(
            (pl.col("number") + "-BG").alias("trip_report"), "court", "officer", "case",
            problem=pl.lit(PROBLEM[flag]), day="left", to="back", status=pl.lit("alleged"),
            trip="number", conclusion=pl.lit("本人报告"),
        ))  # fmt: skip
