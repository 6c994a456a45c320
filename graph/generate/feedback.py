"""Feedback of established findings: case by case, by quarter, by year (A6, A7, A10)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.organisation import BASIC, HIGH, IMPLEMENTING, department_number
from graph.generate.plausible import NEVER, Ints, delays, quarter_end, year_of
from graph.generate.province import Province, by_place, days

FED_BACK = {"case": 0.95, "quarterly": 0.94, "annual": 0.93, "petition_quarterly": 0.96}
"""Share of what is owed that is done."""

LETTERS = {
    "case": "GA", "quarterly": "JD", "annual": "ND", "petition_quarterly": "XJ",
    "annual_focus": "ZD", "analysis": "FX",
}  # fmt: skip

SUGGESTION = "逐项整改，明确责任人和时限，定期报送进展"


def make_feedback(province: Province) -> None:
    """Feedback of every kind; ``feedback`` and ``covered`` hand it on."""
    rng = province.rng("feedback")
    known = province.work["findings"].filter(
        pl.col("status") == "established", pl.col("known") <= province.last,
        ~pl.col("problem").str.starts_with("X"),
    )  # fmt: skip
    known = _issuers(province, known)
    quarters = _periods(province, rng, known.filter(pl.col("review").is_not_null()), "quarterly")
    petitions = _petitions(province, rng, known)
    covered = pl.concat([
        _cases(province, rng, known), quarters, petitions,
        _periods(province, rng, known.filter(pl.col("review").is_not_null()), "annual"),
        _analysis(province, rng, known), _focus(province, petitions),
    ])  # fmt: skip
    _write(province, rng, covered)


def _issuers(province: Province, known: pl.DataFrame) -> pl.DataFrame:
    """With the court whose body found it, and the area of the court where it was."""
    reviews = province.work["reviews"].select(pl.col("number").alias("review"), "ruled", by="court")
    courts, at = province.courts, known["court"].to_numpy()
    return known.select("number", "problem", "court", "known", "review", "officer", "petition",
                        "verification").with_columns(
        area=np.where(courts.level[at] == BASIC, courts.above[at], at),
    ).join(reviews, on="review", how="left", maintain_order="left")  # fmt: skip


def _cases(province: Province, rng: np.random.Generator, known: pl.DataFrame) -> pl.DataFrame:
    """Case feedback by the body that found it, within some working days of effect (A6)."""
    owed = known.filter(pl.col("review").is_not_null())
    owed = owed.filter(
        ~pl.Series(province.left_out(rng, owed["by"].to_numpy(), 1 - FED_BACK["case"]))
    )
    issued = province.calendar.after(
        owed["known"].to_numpy(), np.minimum(delays(rng, len(owed), 5, 0.5), 90)
    )
    return _in_time(province, owed.with_columns(
        sort=pl.lit("case"), issued=issued, group=pl.concat_str(pl.lit("case"), "review"),
    ))  # fmt: skip


def _in_time(province: Province, owed: pl.DataFrame) -> pl.DataFrame:
    return owed.filter(pl.col("issued") <= province.last).select(
        "sort", "group", "by", "issued", "number", "court", "area", "problem", "known",
        who="officer",
    ).with_columns(pl.col("issued").cast(pl.Int64), pl.col("by").cast(pl.Int64))  # fmt: skip


def _end(days_: Ints, sort: str) -> Ints:
    """The last day of the quarter or year of each day."""
    if sort != "annual":
        return quarter_end(days_)
    return (year_of(days_) - 1970 + 1).astype("datetime64[Y]").astype(
        "datetime64[D]").astype(np.int64) - 1  # fmt: skip


def _periods(
    province: Province, rng: np.random.Generator, known: pl.DataFrame, sort: str
) -> pl.DataFrame:
    """Collected feedback of a review department, some working days after the period's end (A7):
    of what it ruled in the period and is in effect by then; the rest comes with the next one."""
    owed = known.with_columns(
        sort=pl.lit(sort), end=_end(known["ruled"].to_numpy(), sort)
    ).with_columns(group=pl.concat_str("sort", "by", "end", separator="/"))
    given = _after_end(province, rng, owed, sort)
    early = given.filter(pl.col("known") > pl.col("issued")).select("number", "sort")
    left = owed.join(early, on="number", how="semi", maintain_order="left")
    left = left.with_columns(end=_end(left["known"].to_numpy(), sort)).with_columns(
        group=pl.concat_str("sort", "by", "end", separator="/")
    ).drop("issued", strict=False)  # fmt: skip
    dates = given.select("group", "issued").unique(maintain_order=True)
    left = left.join(dates, on="group", maintain_order="left").filter(
        pl.col("known") <= pl.col("issued")
    )
    given = given.filter(pl.col("known") <= pl.col("issued"))
    return _in_time(province, pl.concat([given, left.select(given.columns)]))


def _after_end(
    province: Province, rng: np.random.Generator, owed: pl.DataFrame, sort: str
) -> pl.DataFrame:
    """One day of issue a group; some groups are never issued."""
    groups = owed.group_by("group").agg(pl.col("end").first()).sort("end", "group")
    late = np.minimum(delays(rng, len(groups), 10 if sort != "annual" else 20, 0.42), 80)
    end = np.minimum(groups["end"].to_numpy(), province.last + 200)
    groups = groups.with_columns(issued=province.calendar.after(end, late)).filter(
        pl.Series(rng.random(len(groups)) < FED_BACK[sort])
    )
    return owed.join(groups.select("group", "issued"), on="group", maintain_order="left")


def _petitions(province: Province, rng: np.random.Generator, known: pl.DataFrame) -> pl.DataFrame:
    """The high court's petition department to each area, quarter by quarter (A10)."""
    owed = known.filter(pl.col("verification").is_not_null() | pl.col("petition").is_not_null())
    owed = owed.with_columns(
        sort=pl.lit("petition_quarterly"), by=_high(province),
        end=quarter_end(owed["known"].to_numpy()),
    ).with_columns(group=pl.concat_str("sort", "area", "end", separator="/"))  # fmt: skip
    return _in_time(province, _after_end(province, rng, owed, "petition_quarterly"))


def _high(province: Province) -> pl.Expr:
    return pl.lit(int(np.flatnonzero(province.courts.level == HIGH)[0]), pl.Int64)


def _analysis(province: Province, rng: np.random.Generator, known: pl.DataFrame) -> pl.DataFrame:
    """The high court's review department on all of it, every other quarter or so (A7)."""
    owed = known.filter(pl.col("review").is_not_null())
    owed = owed.filter(pl.Series(rng.random(len(owed)) < 0.2)).with_columns(
        sort=pl.lit("analysis"), by=_high(province),
    )  # fmt: skip
    owed = owed.with_columns(end=quarter_end(owed["known"].to_numpy())).with_columns(
        group=pl.concat_str("sort", "end", separator="/")
    )
    groups = owed.select("group", "end").unique().sort("group")
    issued = province.calendar.after(
        np.minimum(groups["end"].to_numpy(), province.last + 200), rng.integers(10, 30, len(groups))
    )
    groups = groups.with_columns(issued=issued)
    return _in_time(province, owed.join(groups.select("group", "issued"), on="group",
                                        maintain_order="left"))  # fmt: skip


def _focus(province: Province, quarters: pl.DataFrame) -> pl.DataFrame:
    """The year's 整改重点: what came back in two or more of an area's quarters (A10)."""
    dated = quarters.rename({"who": "officer"}).with_columns(
        year=year_of(quarters["issued"].to_numpy())
    )
    often = dated.group_by("area", "year", "problem").agg(pl.col("group").n_unique().alias("n"))
    owed = dated.join(often.filter(pl.col("n") > 1), on=["area", "year", "problem"],
                      how="semi", maintain_order="left")  # fmt: skip
    start = (owed["year"].to_numpy() - 1970 + 1).astype("datetime64[Y]").astype("datetime64[D]")
    issued = province.calendar.after(
        np.minimum(start.astype(np.int64), province.last + 200),
        20 + (owed["area"].to_numpy() * 7 + owed["year"].to_numpy()) % 30,
    )
    return _in_time(province, owed.with_columns(
        sort=pl.lit("annual_focus"), issued=issued,
        group=pl.concat_str(pl.lit("annual_focus"), "area", "year", separator="/"),
    ))  # fmt: skip


def _write(province: Province, rng: np.random.Generator, covered: pl.DataFrame) -> None:
    """One feedback a group, numbered in the order of issue."""
    code = by_place(province.courts.codes, covered["court"].to_numpy())
    frame = covered.with_columns(
        code=code, to=code + f"-{_letters(IMPLEMENTING)}", area=by_place(
            province.courts.codes, covered["area"].to_numpy()
        ),
    ).group_by("group", maintain_order=True).agg(
        pl.col("sort", "by", "issued").first(),
        pl.col("number").alias("covers"), pl.col("to").unique(maintain_order=True),
        pl.col("area").unique(maintain_order=True), pl.col("who").drop_nulls().first(),
    ).sort("issued", "group")  # fmt: skip
    issuer = by_place(province.courts.codes, frame["by"].to_numpy())
    frame = frame.with_columns(
        issuer=issuer, year=year_of(frame["issued"].to_numpy()),
        letters=pl.col("sort").replace_strict(LETTERS),
        received=np.minimum(
            province.calendar.onward(frame["issued"].to_numpy() + rng.integers(0, 5, len(frame))),
            NEVER,
        ),
    )  # fmt: skip
    frame = frame.with_columns(
        feedback=pl.concat_str(
            pl.lit("FK-"), "issuer", pl.lit("-"), pl.col("year").cast(pl.String), "letters",
            pl.int_range(1, pl.len() + 1).over("issuer", "year", "sort").cast(pl.String)
            .str.zfill(3),
        ),
        received=pl.when(pl.col("received") <= province.last).then("received").otherwise(NEVER),
    )  # fmt: skip
    province.work["feedback"] = frame
    province.work["covered"] = covered.select("group", "number", "court", "problem").join(
        frame.select("group", "feedback", "sort", "issued", "received"), on="group",
        maintain_order="left",
    )  # fmt: skip
    petitions = pl.col("sort").is_in(["petition_quarterly", "annual_focus"])
    focus = pl.col("sort") == "annual_focus"
    personal = pl.Series(rng.random(len(frame)) < 0.2)
    _disputed(province, rng, frame)
    province.put("feedback", frame.select(
        number="feedback", sort_of_feedback="sort", issued_on=days(frame["issued"]),
        received_on=days(frame["received"]),
        content=pl.concat_str(pl.lit("发现的问题共"), pl.col("covers").list.len().cast(pl.String),
                              pl.lit("项，原因见各项发现")),
        suggestion=pl.lit(SUGGESTION), covers=pl.col("covers").list.join(";"),
        about_ruling=pl.when(pl.col("sort") == "case").then(
            pl.col("group").str.strip_prefix("case")
        ),
        **{"issued_by.department": pl.when(~focus).then(pl.concat_str(
            "issuer", pl.lit("-"), pl.when(petitions).then(pl.lit(_letters("petitions")))
            .otherwise(pl.lit(_letters("review"))))),
           "issued_by.court": pl.when(focus).then("issuer"),
           "addressed_to.officer": pl.when((pl.col("sort") == "case") & personal).then("who"),
           "addressed_to.department": pl.col("to").list.join(";"),
           "addressed_to.court": pl.when(petitions).then(pl.col("area").list.join(";"))},
    ))  # fmt: skip


def _disputed(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    """The implementing body disagrees with some case feedback (A13)."""
    drawn = frame.filter(
        pl.col("sort") == "case", pl.col("received") < NEVER,
        pl.Series(rng.random(len(frame)) < 0.06),
    )  # fmt: skip
    province.put("feedback.disputed_by", drawn.select(
        "feedback", pl.col("to").list.first().alias("department"),
        reason=pl.lit("执行行为发生时相关规定尚未施行"),
    ))  # fmt: skip


def _letters(function: str) -> str:
    return department_number("", function)[1:]
