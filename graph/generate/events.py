"""What the system noticed, and cases that changed hands (A2, A4)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import found
from graph.generate.organisation import BASIC
from graph.generate.plausible import NEVER, Ints, delays, pick, series
from graph.generate.province import Province, days, ends

SORTS = {"reminder": 30, "warning": 35, "interception": 22, "account_misuse": 13}
STATES = {"confirmed": 48, "cleared": 49, "open": 3}
PROBLEM = {"warning": "M02", "interception": "M03", "account_misuse": "M01"}
SAID = {
    "reminder": "流程节点即将到期", "warning": "流程节点超期", "interception": "违规操作被系统拦截",
    "account_misuse": "审批账号使用异常",
}  # fmt: skip
TRANSFERS = {
    "taken_up": 22, "concentrated": 22, "crossed": 22, "linked": 10, "assisted": 10,
    "supervised": 14,
}  # fmt: skip


def make_events(province: Province) -> None:
    """Reminders, warnings, interceptions, misuse of accounts, and what came of them."""
    rng = province.rng("events")
    cases = province.open_cases()
    many = min(province.many(60_000, 40), len(cases))
    drawn = cases[np.sort(rng.choice(len(cases), many, replace=False))]
    end = np.minimum(drawn["concluded"].to_numpy(), province.last)
    filed = drawn["filed"].to_numpy()
    day = province.calendar.back(filed + ((end - filed) * rng.random(many)).astype(np.int64))
    frame = drawn.select(
        "court", pl.col("number").alias("case"), day=day,
        sort=series(rng, SORTS, many), state=series(rng, STATES, many),
        officer=province.holder(drawn["chair"].to_numpy(), day),
        verified=province.seen(day + 1 + delays(rng, many, 2.4, 0.6)),
    ).sort("day", "case")  # fmt: skip
    frame = frame.with_columns(
        state=pl.when(pl.col("sort") == "reminder").then(pl.lit("cleared"))
        .when(pl.col("verified") == NEVER).then(pl.lit("open")).otherwise("state"),
    ).with_columns(
        verified=pl.when((pl.col("state") == "open") | (pl.col("sort") == "reminder"))
        .then(NEVER).otherwise("verified"),
        number=province.keys("SJ", frame["court"].to_numpy(), frame["day"].to_numpy()),
    )  # fmt: skip
    province.work["events"] = frame
    province.put("event", frame.select(
        "number", "state", sort_of_event="sort", happened_on=days(frame["day"]),
        verified_on=days(frame["verified"]), description=pl.col("sort").replace_strict(SAID),
        by="officer", **{"on.case": pl.col("case")},
    ))  # fmt: skip
    confirmed = frame.filter(pl.col("state") == "confirmed", pl.col("sort") != "reminder")
    found(province, confirmed.select(
        "court", "day", "officer", "case", problem=pl.col("sort").replace_strict(PROBLEM),
        status=pl.lit("established"), known="verified", event="number",
        conclusion=pl.lit("核实确认"),
    ))  # fmt: skip


def make_step_warnings(province: Province) -> None:
    """Warnings that a step passed its due day; confirmed ones are findings (A4)."""
    rng = province.rng("step warnings")
    kept = province.open_cases().select(pl.col("place").alias("case"))
    late = province.work["steps"].filter(
        (pl.col("done") > pl.col("due") + 3), pl.col("due") < province.last - 3
    ).join(kept, on="case", how="semi", maintain_order="left")  # fmt: skip
    drawn = late.filter(pl.Series(rng.random(len(late)) < 0.05))
    drawn = drawn.with_columns(day=province.seen(drawn["due"].to_numpy() + 1)).sort("day", "number")
    day = drawn["day"].to_numpy()
    verified = province.seen(day + 1 + delays(rng, len(drawn), 6, 0.6))
    state = series(rng, STATES, len(drawn)).set(pl.Series(verified == NEVER), "open")
    number = province.keys("YQ", drawn["court"].to_numpy(), day)
    officer = province.holder(drawn["chair"].to_numpy(), day)
    shown = np.where((state == "open").to_numpy(), NEVER, verified)
    province.put("event", drawn.select(
        number=number, state=state, sort_of_event=pl.lit("warning"), happened_on=days(day),
        verified_on=days(shown), description=pl.lit(SAID["warning"]), by=officer,
        **ends({"on.step": pl.col("number")}),
    ))  # fmt: skip
    found(province, drawn.select(
        "court", "day", pl.col("number").alias("step"), problem=pl.lit("M02"), officer=officer,
        case="case_number", status=pl.lit("established"), known=verified, event=number,
        conclusion=pl.lit("核实确认"),
    ).filter(state == "confirmed"))  # fmt: skip


def make_transfers(province: Province) -> None:
    """提级、集中、交叉 …: cases that came from another court of the area, by order of the court
    above; and follow-up orders (督办), which leave them where they are."""
    rng, courts = province.rng("transfers"), province.courts
    cases = province.open_cases()
    cases = cases.filter(pl.Series(courts.above[cases["court"].to_numpy()] >= 0))
    many = min(province.many(15_000, 24), len(cases))
    drawn = cases[np.sort(rng.choice(len(cases), many, replace=False))]
    court = drawn["court"].to_numpy()
    siblings = _sibling(province, rng, court)
    sort = series(rng, TRANSFERS, many)
    stays = (sort == "supervised") | pl.Series(siblings < 0)
    ordered = drawn["filed"].to_numpy()
    frame = drawn.with_columns(
        above=courts.above[court], ordered=ordered, sort=sort.set(stays, "supervised"),
        ended=np.where(drawn["concluded"].to_numpy() < NEVER, drawn["concluded"].to_numpy(), NEVER),
        source=province.codes(siblings).set(stays, None), target=province.codes(court).set(
            stays, None
        ),
    ).sort("ordered", "number")  # fmt: skip
    province.work["supervised"] = frame.filter(pl.col("sort") == "supervised").select(
        "place", "ordered"
    )
    province.put("transfer", frame.select(
        number=province.keys("YS", frame["above"].to_numpy(), frame["ordered"].to_numpy()),
        sort_of_transfer="sort", ordered_on=days(frame["ordered"]), ended_on=days(frame["ended"]),
        reason=pl.Series(pick(rng, {"原执行法院执行受阻": 5, "案件影响较大": 3, "关联案件集中": 2},
                              many).tolist(), dtype=pl.String),
        from_court="source", to_court="target",
        ordered_by=province.codes(frame["above"].to_numpy()), **{"on.case": pl.col("number")},
    ))  # fmt: skip


def _sibling(province: Province, rng: np.random.Generator, court: Ints) -> Ints:
    """Another basic court at work in the same area; -1 for courts that aren't basic ones."""
    courts = province.courts
    found_ = np.full(len(court), -1)
    for place, mine in enumerate(court):
        if courts.level[mine] != BASIC:
            continue
        near = np.flatnonzero((courts.above == courts.above[mine]) & courts.active)
        near = near[near != mine]
        if len(near):
            found_[place] = rng.choice(near)
    return found_
