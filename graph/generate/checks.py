"""Checks of rectification by the court above, and the notices that follow a failed one (A15)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.organisation import problem_topics
from graph.generate.plausible import NEVER, Ints, series
from graph.generate.province import Province, days, ends, only

UNCHECKED = 0.06
NOTIFIED = 0.94
FAILED = {"not_carried_out": 65, "recurring": 35}
STEP_NOTICES = {"reminder": 60, "interview": 20, "order": 20}
REMARKS = {
    "carried_out": "整改落实，资料齐全", "not_carried_out": "未按要求落实整改",
    "recurring": "同类问题再次出现",
}  # fmt: skip


def make_checks(province: Province) -> None:
    """Checks: what was closed was carried out, what was reopened or is still open wasn't."""
    rng = province.rng("checks")
    work = province.work["rectifications"]
    begin = np.where(work["state"].to_numpy() == "open", work["due"].to_numpy(),
                     np.minimum(work["signed"].to_numpy(), NEVER - 400))  # fmt: skip
    day = province.seen(np.minimum(begin, province.last) + 20 + rng.integers(0, 110, len(work)))
    reopened = work["state"] == "reopened"
    drawn = (
        work.with_columns(day=day)
        .filter(
            (pl.col("day") < NEVER)
            & (
                reopened
                | ~pl.Series(
                    province.left_out(rng, province.superior(work["court"].to_numpy()), UNCHECKED)
                )
            )
        )
        .sort("day", "number")
    )
    result = (
        pl.when(pl.col("state") == "closed")
        .then(pl.lit("carried_out"))
        .otherwise(series(rng, FAILED, len(drawn)))
    )
    frame = drawn.select("number", "feedback", "court", "day", "fixes", result=result)
    frame = pl.concat([frame, *_again(province, frame)])
    others = _unanswered(province, rng, frame.columns)
    frame = pl.concat([frame.with_columns(checks=pl.lit("rectification")), others])
    frame = frame.sort("day", "number")
    above = province.superior(frame["court"].to_numpy())
    day = frame["day"].to_numpy()
    frame = frame.with_columns(key=province.keys("JC", above, day), above=above)
    of_work = pl.col("checks") == "rectification"
    itself = pl.Series(rng.random(len(frame)) < 0.25)
    province.put("check", frame.select(
        "result", number="key", checked_on=days(day),
        remarks=pl.col("result").replace_strict(REMARKS),
        checked_by=province.head(above, "bureau", day),
        **ends({"checks.rectification": pl.when(of_work).then("number"),
           "checks.feedback": pl.when(~of_work).then("feedback"),
           "made_by.department": only(province.department(above, "bureau"), ~itself),
           "made_by.court": only(province.codes(above), itself)}),
    ))  # fmt: skip
    _notices(province, rng, frame.filter(pl.col("result") != "carried_out"))


def _again(province: Province, checked: pl.DataFrame) -> list[pl.DataFrame]:
    """What failed is checked again by the end of the next half-year, as often as it fails."""
    rng, found = province.rng("checked again"), []
    while len(checked := checked.filter(pl.col("result") != "carried_out")):
        day = province.seen(checked["day"].to_numpy() + rng.integers(110, 200, len(checked)))
        checked = checked.with_columns(day=pl.Series(day)).filter(
            pl.col("day") < NEVER, pl.Series(rng.random(len(checked)) < 0.92)
        )
        found.append(checked)
    return found


def _unanswered(province: Province, rng: np.random.Generator, columns: list[str]) -> pl.DataFrame:
    """Feedback that nobody opened a rectification for is checked itself."""
    answered = province.work["rectifications"]["feedback"].drop_nulls()
    left = province.work["covered"].filter(
        ~pl.col("feedback").is_in(answered.to_list()), pl.col("received") < NEVER
    ).group_by("feedback", maintain_order=True).agg(
        pl.col("court", "received").first(), pl.col("number").alias("fixes")
    )  # fmt: skip
    left = left.filter(pl.Series(rng.random(len(left)) < 0.8))
    day = province.seen(left["received"].to_numpy() + 60 + rng.integers(0, 120, len(left)))
    return left.with_columns(day=day).filter(pl.col("day") < NEVER).select(
        number=pl.col("feedback"), feedback="feedback", court="court",
        day=pl.col("day").cast(pl.Int64), fixes="fixes", result=pl.lit("not_carried_out"),
        checks=pl.lit("feedback"),
    ).select(*columns, "checks")  # fmt: skip


def _notices(province: Province, rng: np.random.Generator, failed: pl.DataFrame) -> None:
    """The notice to the court's 执行局长, some working days after the check."""
    told = failed.filter(pl.Series(rng.random(len(failed)) < NOTIFIED))
    issued: Ints = province.seen(
        province.calendar.after(told["day"].to_numpy(), rng.integers(1, 11, len(told)))
    )
    told = told.with_columns(issued=issued).filter(pl.col("issued") < NEVER).sort("issued", "key")
    above, issued = told["above"].to_numpy(), told["issued"].to_numpy()
    court = told["court"].to_numpy()
    of_work = pl.col("checks") == "rectification"
    itself = pl.Series(rng.random(len(told)) < 0.25)
    director = told.select(
        number=province.keys("TB", above, issued), sort_of_notice=pl.lit("notice"),
        issued_on=days(issued), content=pl.lit("对整改不落实情况予以通报"),
        **ends({"issued_by.department": only(province.department(above, "bureau"), ~itself),
           "issued_by.court": only(province.codes(above), itself),
           "addressed_to.court": only(province.codes(court), itself),
           "addressed_to.officer": province.head(court, "bureau", issued),
           "addressed_to.department": province.department(court, "bureau"),
           "cites.check": pl.col("key"), "cites.feedback": pl.when(~of_work).then("feedback"),
           "cites.rectification": pl.when(of_work).then("number"),
           "cites.finding": pl.col("fixes").list.first()}),
    )  # fmt: skip
    province.put("notice", director)
    province.work["notices"] = told.select(
        "court", officer=director["addressed_to.officer"], known="issued",
        notice=director["number"],
    )  # fmt: skip
    _recurrence_notices(province)
    _opinion_notices(province, rng)
    _step_notices(province, rng)


def _recurrence_notices(province: Province) -> None:
    """What was fed back or put right and is found again: the court above tells the 执行局局长."""
    rng, same = (
        province.rng("recurrences told"),
        problem_topics().select(pl.col("code").alias("problem"), pl.col("same_as")),
    )
    known = province.work["findings"].filter(
        pl.col("status") == "established", pl.col("known") <= province.last
    ).join(same, on="problem", how="left", maintain_order="left").with_columns(
        meaning=pl.coalesce("same_as", "problem"))  # fmt: skip
    told = province.work["covered"].filter(pl.col("received") < NEVER).join(
        same, on="problem", how="left", maintain_order="left"
    ).group_by("court", meaning=pl.coalesce("same_as", "problem")).agg(
        pl.col("received").min())  # fmt: skip
    again = known.join(told, on=["court", "meaning"], maintain_order="left").filter(
        pl.col("day") >= pl.col("received"))  # fmt: skip
    court = again["court"].to_numpy()
    issued = province.seen(province.calendar.after(
        np.minimum(again["known"].to_numpy(), province.last), rng.integers(1, 10, len(again))
    ))  # fmt: skip
    again = again.with_columns(issued=pl.Series(issued)).filter(
        pl.col("issued") < NEVER, ~pl.Series(province.left_out(rng, court, 0.07)),
        pl.Series(province.courts.above[court] >= 0),
    ).sort("issued", "number")  # fmt: skip
    court, issued = again["court"].to_numpy(), again["issued"].to_numpy()
    above = province.courts.above[court]
    province.put("notice", again.select(
        number=province.keys("FF", above, issued), sort_of_notice=pl.lit("notice"),
        issued_on=days(issued), content=pl.lit("已反馈的问题再次出现，通报执行局局长"),
        **ends({"issued_by.department": province.department(above, "bureau"),
                "addressed_to.department": province.department(court, "bureau"),
                "cites.finding": pl.col("number")}),
    ))  # fmt: skip


def _step_notices(province: Province, rng: np.random.Generator) -> None:
    """Reminders, interviews, orders to handlers whose step is overdue, and on warnings (A4)."""
    late = province.work["steps"].filter(
        pl.col("due") < province.last - 5,
        (pl.col("done") > pl.col("due") + 10) | (pl.col("done") == NEVER),
    )  # fmt: skip
    drawn = late.filter(pl.Series(rng.random(len(late)) < 0.04))
    issued = province.seen(drawn["due"].to_numpy() + rng.integers(3, 12, len(drawn)))
    frame = drawn.with_columns(issued=issued).filter(pl.col("issued") < NEVER).select(
        "court", "issued", step="number", event=pl.lit(None, pl.String), to=province.holder(
            drawn["chair"].to_numpy(), issued).filter(pl.Series(issued < NEVER)),
    )  # fmt: skip
    events = province.work["events"].filter(
        pl.col("state") == "confirmed",
        pl.col("sort") != "reminder",
        pl.Series(rng.random(len(province.work["events"])) < 0.3),
    )
    told = events.with_columns(
        issued=province.seen(events["verified"].to_numpy() + rng.integers(2, 10, len(events)))
    ).filter(pl.col("issued") < NEVER)
    both = pl.concat([frame, told.select(
        "court", "issued", step=pl.lit(None, pl.String), event="number", to="officer"
    )]).sort("issued", "court")  # fmt: skip
    court, issued = both["court"].to_numpy(), both["issued"].to_numpy()
    province.put("notice", both.select(
        number=province.keys("TX", court, issued), issued_on=days(issued),
        sort_of_notice=series(rng, STEP_NOTICES, len(both)),
        content=pl.lit("请按期办理并说明原因"),
        **ends({"issued_by.department": province.department(court, "enforcement"),
           "addressed_to.officer": pl.col("to"), "cites.step": pl.col("step"),
           "cites.event": pl.col("event")}),
    ))  # fmt: skip


def _opinion_notices(province: Province, rng: np.random.Generator) -> None:
    """Follow-up orders (督办) where an opinion's day passed and it wasn't implemented (A11)."""
    late = province.work["opinions"].filter(
        pl.col("done") == NEVER, pl.col("issued") < province.last - 60
    )
    drawn = late.filter(pl.Series(rng.random(len(late)) < 0.5))
    issued = province.seen(drawn["issued"].to_numpy() + rng.integers(35, 60, len(drawn)))
    drawn = drawn.with_columns(day=issued).sort("day", "number").filter(pl.col("day") < NEVER)
    court, issued = drawn["court"].to_numpy(), drawn["day"].to_numpy()
    above = province.superior(court)
    province.put("notice", drawn.select(
        number=province.keys("DB", above, issued), sort_of_notice=pl.lit("order"),
        issued_on=days(issued), content=pl.lit("会商意见逾期未落实，予以督办"),
        **ends({"issued_by.court": province.codes(above),
                "addressed_to.court": province.codes(court), "cites.opinion": pl.col("number")}),
    ))  # fmt: skip
