"""The calendar of a case, of those that are open or recent: steps, what is disclosed (A4, A16).

Older ones are folded into their case.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import found
from graph.generate.plausible import NEVER
from graph.generate.province import Province, by_place, days

CALENDAR = {
    "notice": (1.0, 10), "inquiry": (1.0, 25), "seizure": (0.6, 45), "appraisal": (0.15, 90),
    "auction": (0.15, 140), "payment": (0.3, 165), "conclusion": (1.0, 180),
}  # fmt: skip
"""Kind of step → share of cases that have it, days from filing to its due day."""

NODES = {
    "notice": "filing", "inquiry": "property", "seizure": "control", "appraisal": "documents",
    "auction": "disposal", "payment": "distribution", "conclusion": "conclusion",
}  # fmt: skip
RARE = ("suspension", "objection", "hearing")
"""Nodes that no step stands for."""

RECENT = 240
DISCLOSED = 0.15
"""Share of steps passed whose disclosure is on record."""

LATE_REPORTS, MISSING_REPORTS = 0.02, 0.015
"""Shares of reports on integrity: filed past their five days, and never."""


def make_steps(province: Province) -> None:
    """Steps of cases that are open or were filed lately; their disclosures."""
    rng = province.rng("steps")
    cases = province.work["cases"].filter(
        (pl.col("filed") >= province.last - RECENT)
        | ((pl.col("concluded") == NEVER) & (pl.col("filed") >= province.last - 900))
    )
    frames = []
    for sort, (share, due) in CALENDAR.items():
        mine = cases.filter(pl.Series(rng.random(len(cases)) < share))
        frames.append(_steps(province, rng, mine, sort, due))
    frame = pl.concat(frames).sort("case", "due").with_columns(
        number=pl.concat_str(
            "case_number", pl.lit("-JD"),
            pl.int_range(1, pl.len() + 1).over("case").cast(pl.String),
        )
    )  # fmt: skip
    province.work["steps"] = frame
    late = pl.col("done") > pl.col("due")
    explained = pl.Series(rng.random(len(frame)) < 0.85)
    province.put("step", frame.select(
        "number", sort_of_step="sort", started_on=days(frame["filed"]), due_on=days(frame["due"]),
        done_on=days(frame["done"]), case="case_number",
        explanation=pl.when(late & (pl.col("due") <= province.last) & explained)
        .then(pl.lit("被执行人下落不明，财产线索需进一步核实")),
        explained_on=days(frame.select(
            pl.when(late & (pl.col("due") < province.last) & explained)
            .then(pl.min_horizontal(pl.col("due") + 1, pl.lit(province.last)))
            .otherwise(NEVER).alias("on"))["on"]),
    ))  # fmt: skip
    _disclosures(province, rng, frame)


def _steps(
    province: Province, rng: np.random.Generator, cases: pl.DataFrame, sort: str, due: int
) -> pl.DataFrame:
    many = len(cases)
    filed, concluded = cases["filed"].to_numpy(), cases["concluded"].to_numpy()
    on = province.calendar.onward(filed + due)
    taken = due * rng.lognormal(-0.25, 0.35, many)
    done = province.seen(filed + np.maximum(1, taken).astype(np.int64))
    done = np.where(rng.random(many) < 0.06, NEVER, done)
    if sort == "conclusion":
        done = concluded
    done = np.where(concluded < NEVER, np.minimum(done, concluded), done)
    return cases.select(
        pl.col("place").alias("case"), pl.col("number").alias("case_number"), "court", "chair",
        "filed", sort=pl.lit(sort), due=on, done=done,
    )  # fmt: skip


def _disclosures(province: Province, rng: np.random.Generator, steps: pl.DataFrame) -> None:
    passed = steps.filter(pl.col("done") < NEVER, pl.Series(rng.random(len(steps)) < DISCLOSED))
    many = len(passed)
    day = passed["done"].to_numpy()
    node = passed["sort"].replace_strict(NODES).to_numpy().astype(object)
    rare = rng.random(many) < 0.12
    node[rare] = np.array(RARE, dtype=object)[rng.integers(0, len(RARE), int(rare.sum()))]
    disclosed = province.seen(day + np.minimum(1 + (rng.exponential(0.8, many)).astype(int), 40))
    out = [province.left_out(rng, passed["court"].to_numpy(), 0.05) for _ in range(2)]
    pushed, shown = np.where(out[0], NEVER, day), ~out[1]
    by_step = pl.Series(~rare)
    number = pl.concat_str("number", pl.lit("-GK"))
    silent = passed.filter(pl.Series(~shown & (rng.random(many) < 0.5)), pl.col("done") <
                           province.last - 40)  # fmt: skip
    found(province, silent.select(
        "court", number.alias("disclosure"), problem=pl.lit("S10"), case="case_number",
        officer=province.holder(silent["chair"].to_numpy(), silent["done"].to_numpy()),
        day="done", status=pl.lit("established"), known=pl.col("done") + 30,
        conclusion=pl.lit("节点未公开"),
    ))  # fmt: skip
    province.put("disclosure", passed.select(
        number, node=pl.Series(node.tolist(), dtype=pl.String), passed_on=days(day),
        disclosed_on=days(np.where(shown, disclosed, NEVER)), pushed_on=days(pushed),
        **{"on.step": pl.when(by_step).then("number"),
           "on.case": pl.when(~by_step).then("case_number")},
    ))  # fmt: skip


def make_accounts(province: Province) -> None:
    """One account a case, of a share of cases; what came in and went out (一案一账号)."""
    rng = province.rng("accounts")
    cases = province.work["cases"].filter(pl.col("type_code") != "coordination")
    claims = province.tables["case"]["claim"]
    drawn = cases.filter(pl.Series(rng.random(len(cases)) < 0.15))
    many, last = len(drawn), province.last
    filed = drawn["filed"].to_numpy()
    end = np.minimum(drawn["concluded"].to_numpy(), last)
    opened = np.minimum(province.calendar.onward(filed + rng.integers(0, 10, many)), end)
    received = opened + ((end - opened) * rng.uniform(0.1, 0.8, many)).astype(np.int64)
    paid = province.seen(received + 3 + rng.exponential(18, many).astype(np.int64))
    paid = np.where(rng.random(many) < 0.08, NEVER, paid)
    claim = claims.gather(drawn["place"].to_numpy()).to_numpy()
    amount = np.round(claim * rng.uniform(0.1, 1, many), 2)
    number = pl.concat_str("number", pl.lit("-ZH"))
    concluded = drawn["concluded"].to_numpy()
    closed = np.where((paid < NEVER) & (concluded < NEVER), np.maximum(paid, concluded), NEVER)
    province.put("account", drawn.select(
        number, opened_on=days(opened), closed_on=days(closed), case="number",
    ))  # fmt: skip
    keys = drawn.select(number)["number"] if many else drawn["number"]
    fee = np.round(amount * 0.01, 2)
    back = (rng.random(many) < 0.05) & (paid < NEVER)
    for sort, letter, where, day, sums in (
        ("receipt", "1", np.ones(many, dtype=bool), received, amount),
        ("payment", "2", paid < NEVER, paid, amount - fee),
        ("refund", "3", back, paid, fee),
    ):
        province.put("entry", pl.DataFrame({
            "number": keys + f"-{letter}", "sort_of_entry": [sort] * many,
            "booked_on": days(day), "amount": sums, "account": keys,
        }).filter(pl.Series(where)))  # fmt: skip


def make_integrity_reports(province: Province) -> None:
    """F2 of each who handled a case at its conclusion, nearly always within the five days."""
    rng = province.rng("integrity reports")
    staff = province.staff
    cases = province.work["cases"].filter(
        pl.col("concluded") < NEVER, pl.col("type_code").is_in(["enforcement", "resumed"])
    )
    for letters, chairs in (("LZ", "chair"), ("LZ2", "clerk")):
        mine = cases.filter(pl.col(chairs) >= 0)
        many, concluded = len(mine), mine["concluded"].to_numpy()
        late = np.where(rng.random(many) < LATE_REPORTS, rng.integers(5, 30, many), 0)
        filed = province.calendar.after(concluded, rng.integers(1, 6, many) + late)
        out = province.left_out(rng, mine["court"].to_numpy(), MISSING_REPORTS)
        officer = by_place(staff.numbers, staff.holder(mine[chairs].to_numpy(), concluded))
        observed = rng.random(many) < 0.995
        province.put("integrity_report", mine.select(
            pl.concat_str("number", pl.lit(f"-{letters}")), filed_on=days(filed), on="number",
            by=officer, observed=pl.Series(observed),
            remarks=pl.when(pl.Series(~observed)).then(pl.lit("当事人曾邀请用餐，已当场拒绝")),
        ).filter(pl.Series(~out & (filed <= province.last))))  # fmt: skip
