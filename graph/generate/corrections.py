"""Correction orders, dual investigations, proposals: what findings lead to besides feedback
(A8, A14, B5)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import mark_findings
from graph.generate.organisation import problem_topics
from graph.generate.plausible import NEVER, Ints, series
from graph.generate.province import Province, days, ends, only

TOPICS = ("消极执行", "违法执行与执行错误")
UNORDERED = 0.06
SERIOUS = 0.12
FORMS = {"discipline_team": 60, "supervision_office": 40}


def make_corrections(province: Province) -> None:
    """Orders to correct what petitions proved, and what became a case of both sides."""
    rng = province.rng("corrections")
    proved = province.work["findings"].filter(
        pl.col("status") == "established", pl.col("petition").is_not_null(),
        ~pl.col("problem").str.starts_with("X"),
    )  # fmt: skip
    drawn = _owing(province, proved)
    drawn = drawn.filter(~pl.Series(
        province.left_out(rng, drawn["handled"].to_numpy(), UNORDERED)
    ))  # fmt: skip
    ordered = province.seen(drawn["known"].to_numpy() + rng.integers(1, 9, len(drawn)))
    orders = (
        drawn.with_columns(ordered=ordered)
        .filter(pl.col("ordered") < NEVER)
        .sort("ordered", "number")
    )
    many, ordered = len(orders), orders["ordered"].to_numpy()
    court = orders["court"].to_numpy()
    late = np.where(rng.random(many) < 0.06, 25, 0)
    corrected = province.seen(ordered + rng.integers(6, 28, many) + late)
    corrected = np.where(rng.random(many) < 0.05, NEVER, corrected)
    orders = orders.with_columns(key=province.keys("ZL", court, ordered))
    above = pl.Series(rng.random(many) < 0.3)
    own, by = pl.Series(rng.random(many) < 0.5), orders["handled"].to_numpy()
    province.work["orders"] = orders
    province.put("correction_order", orders.select(
        number="key", ordered_on=days(ordered), due_on=days(ordered + 30),
        corrected_on=days(corrected), content=pl.lit("责令限期纠正消极执行、违法执行行为"),
        based_on="number",
        **ends({
            "issued_by.court": only(province.codes(by), ~own),
            "issued_by.department": only(province.department(by, "petitions"), own),
            "addressed_to.department": province.department(court, "enforcement"),
            "addressed_to.court": only(province.codes(court), above),
        }),
    ))  # fmt: skip
    _dual(province, rng, _owing(province, proved))


def _owing(province: Province, proved: pl.DataFrame) -> pl.DataFrame:
    """Passive, unlawful or dishonest enforcement, with the court that handled the petition."""
    topics = problem_topics().filter(pl.col("topic").is_in(TOPICS))["code"]
    handled = province.work["petitions"].select(pl.col("number").alias("petition"), "handled")
    return proved.filter(
        pl.col("problem").is_in(topics.implode()) | (pl.col("problem") == "P08")
    ).join(handled, on="petition", maintain_order="left")  # fmt: skip


def _dual(province: Province, rng: np.random.Generator, proved: pl.DataFrame) -> None:
    """一案双查 by the superior court's enforcement body."""
    above = province.courts.above[proved["handled"].to_numpy()]
    drawn = proved.filter(pl.Series((rng.random(len(proved)) < SERIOUS) & (above >= 0)))
    mark_findings(province, drawn["number"], "grave")
    drawn = drawn.filter(pl.Series(rng.random(len(drawn)) < 0.95))
    opened = province.seen(drawn["known"].to_numpy() + rng.integers(1, 8, len(drawn)))
    drawn = (
        drawn.with_columns(opened=opened).filter(pl.col("opened") < NEVER).sort("opened", "number")
    )
    many, opened = len(drawn), drawn["opened"].to_numpy()
    above = province.superior(drawn["handled"].to_numpy())
    concluded = province.seen(opened + rng.integers(25, 120, many))
    over = pl.Series(concluded < NEVER)
    province.put("dual_investigation", drawn.select(
        number_of(province, "SC", above, opened), opened_on=days(opened),
        concluded_on=days(concluded), based_on="number",
        case_conclusion=pl.when(over).then(pl.lit("执行行为不当，已纠正")),
        officer_conclusion=pl.when(over).then(pl.lit("承办人履职不到位，予以提醒")),
        opened_by=province.department(above, "bureau"), investigates="officer",
    ).rename({"key": "number"}))  # fmt: skip


def number_of(province: Province, letters: str, court: Ints, day: Ints) -> pl.Series:
    """Keys as a column named ``key``."""
    return province.keys(letters, court, day).alias("key")


def make_proposals(province: Province) -> None:
    """Proposals of the discipline bodies on what is widespread at a court (B5)."""
    rng = province.rng("proposals")
    known = province.work["findings"].filter(
        pl.col("status") == "established", ~pl.col("problem").str.starts_with("X")
    )
    often = known.group_by("court", "problem").agg(
        pl.len().alias("many"), pl.col("known").max(), pl.col("number").sort()
    ).sort("many", "court", "problem", descending=[True, False, False])  # fmt: skip
    drawn = often.head(province.many(1_500, 12))
    issued = province.seen(drawn["known"].to_numpy() + rng.integers(5, 60, len(drawn)))
    drawn = drawn.with_columns(issued=issued, by=series(rng, FORMS, len(drawn))).filter(
        pl.col("issued") < NEVER
    ).sort("issued", "court", "problem")  # fmt: skip
    court = drawn["court"].to_numpy()
    team = (drawn["by"] == "discipline_team").alias("team")
    drawn = drawn.with_columns(key=province.keys("JY", court, drawn["issued"].to_numpy()))
    province.work["proposals"] = drawn
    wide = pl.Series(rng.random(len(drawn)) < 0.4)
    province.put("proposal", drawn.select(
        number="key", issued_on=days(drawn["issued"]), content=pl.lit("针对反复出现的问题完善制度"),
        issued_by=province.department(court, "discipline_team").zip_with(
            team, province.department(court, "supervision_office")
        ),
        **ends({"addressed_to.department": province.department(court, "bureau"),
           "addressed_to.court": only(province.codes(court), wide),
           "cites.problem": pl.col("problem"), "cites.finding": pl.col("number").list.join(";")}),
    ))  # fmt: skip
