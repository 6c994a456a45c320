"""Findings: what every source stated, with its status and the day of the act (A5, A8, A9).

Each domain states what it found by ``found``; ``write_findings`` takes out what is reserved,
numbers the rest and writes it. The frame under ``findings`` hands it on: ``known`` is the day from
which an established one may be fed back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from graph.generate.organisation import BASIC, problem_list
from graph.generate.plausible import NEVER, pick, year_of
from graph.generate.province import Province, by_place, days
from graph.generate.reviews import AGAINST

SOURCES = (
    "review", "petition", "verification", "inspection", "visit", "callback", "meeting", "tracking",
    "trip_report", "event", "disclosure",
)  # fmt: skip
CONCERNS = {"act": "act", "step": "step", "trip": "trip", "about_petition": "petition"}

STATED: dict[str, Any] = {
    "problem": pl.String, "court": pl.Int64, "status": pl.String, "day": pl.Int64, "to": pl.Int64,
    "known": pl.Int64, "officer": pl.String, "department": pl.String,
    "case": pl.String, "conclusion": pl.String,
    **dict.fromkeys((*SOURCES, *CONCERNS), pl.String),
}  # fmt: skip
"""The columns of a statement. ``court`` by place; days as numbers, NEVER for none."""

GENERAL = {"R01": 24, "R02": 30, "R03": 22, "R04": 6, "R05": 12, "R06": 6}
BY_ACT = {
    "inquiry": ("S02", "S02"), "seizure": ("E01", "S03", "E04"), "appraisal": ("E02", "S04"),
    "auction": ("E03", "S05"), "payment": ("S06", "S06"), "distribution": ("E07", "S11"),
    "joinder": ("R03", "R01"), "blacklist": ("E06", "E08"), "consumption": ("E09", "S09"),
    "sanction": ("E09", "R02"), "eviction": ("S07", "R02"), "suspension": ("E05", "S12"),
    "other": ("R02", "R02"),
}  # fmt: skip
"""Kind of act → problems that it goes wrong by."""

SPECIFIC = 0.5
ALTHOUGH_UPHELD = 0.12
"""Share of rejecting rulings that state a problem all the same (A5)."""


def found(province: Province, frame: pl.DataFrame) -> None:
    """Keep what a source states, to be written by ``write_findings``."""
    made = frame.select(
        (pl.col(c) if c in frame.columns else pl.lit(NEVER if c in ("to", "known") else None))
        .cast(kind).alias(c) for c, kind in STATED.items()
    )  # fmt: skip
    before = province.work.get("stated")
    province.work["stated"] = made if before is None else pl.concat([before, made])


def from_reviews(province: Province) -> None:
    """What reviews found: established once in effect, void where the ruling fell."""
    rng = province.rng("review findings")
    reviews, acts = province.work["reviews"], province.work["acts"]
    drawn = pl.Series(rng.random(len(reviews)) < ALTHOUGH_UPHELD)
    stating = reviews.filter(
        pl.col("act").is_not_null()
        & ((pl.col("outcome").is_in(AGAINST))
           | (pl.col("outcome").is_in(["rejected", "upheld"]) & drawn))
    )  # fmt: skip
    many, act = len(stating), stating["act"].to_numpy()
    sorts = by_place(acts["sort"], act)
    status = (
        pl.when("overturned").then(pl.lit("void"))
        .when(pl.col("effective") < NEVER).then(pl.lit("established"))
        .otherwise(pl.lit("alleged"))
    )  # fmt: skip
    found(province, stating.select(
        problem=_problems(rng, sorts), court=acts["court"].gather(act), day=acts["day"].gather(act),
        status=status,
        known=pl.when(status == "established").then("effective").otherwise(NEVER),
        officer=by_place(acts["officer"], np.where(rng.random(many) < 0.85, act, -1)),
        review="number", case=by_place(acts["case_number"], act), act=by_place(acts["number"], act),
        conclusion=pl.lit("审查认定"),
    ))  # fmt: skip


def _problems(rng: np.random.Generator, sorts: pl.Series) -> pl.Series:
    many = len(sorts)
    made = pick(rng, GENERAL, many)
    specific = rng.random(many) < SPECIFIC
    for sort, codes in BY_ACT.items():
        where = specific & (sorts == sort).to_numpy()
        made[where] = np.array(codes, dtype=object)[rng.integers(0, len(codes), int(where.sum()))]
    return pl.Series(made.tolist(), dtype=pl.String)


def write_findings(province: Province) -> None:
    """Number and write what was stated, in the order of the days of the acts."""
    stated = _unreserved(province, province.work["stated"])
    code = by_place(province.courts.codes, stated["court"].to_numpy())
    frame = stated.with_columns(code=code, year=year_of(stated["day"].to_numpy())).sort(
        "day", "code", "problem", "case", "known", maintain_order=True
    )
    frame = frame.with_columns(number=pl.concat_str(
        pl.lit("FX-"), "code", pl.lit("-"), pl.col("year").cast(pl.String), pl.lit("-"),
        pl.int_range(1, pl.len() + 1).over("code", "year").cast(pl.String).str.zfill(4),
    ))  # fmt: skip
    province.work["findings"] = frame
    names = dict(problem_list().select("code", "name").iter_rows())
    outside = pl.col("problem").str.starts_with("X")
    courts, at = province.courts, frame["court"].to_numpy()
    area = province.codes(np.where(courts.level[at] == BASIC, courts.above[at], at))
    body = pl.when(outside).then(pl.concat_str(area, pl.lit("-WB-"), "problem"))
    nobody = pl.col("officer").is_null() & pl.col("department").is_null() & ~outside
    province.put("finding", frame.select(
        "number", "status", "problem", "conclusion", in_case="case", at="code",
        occurred_on=days(frame["day"]), occurred_to=days(frame["to"]),
        description=pl.col("problem").replace_strict(names),
        suggestion=pl.when(pl.col("status") == "established").then(
            pl.lit("举一反三，完善流程管理，限期整改")
        ),
        **{f"found_by.{s}": pl.col(s) for s in SOURCES},
        **{f"concerns.{target}": pl.col(c) for c, target in CONCERNS.items()},
        **{"attributed_to.officer": pl.when(~outside).then("officer"),
           "attributed_to.department": pl.when(~outside).then("department"),
           "attributed_to.body": body,
           "attributed_to.court": pl.when(nobody).then("code")},
    ))  # fmt: skip


def mark_findings(province: Province, numbers: pl.Series, field: str) -> None:
    """Say of these findings, which are written, that they are so."""
    province.tables["finding"] = province.tables["finding"].with_columns(
        pl.when(pl.col("number").is_in(numbers.implode())).then(True).otherwise(field).alias(field)
    )


def _unreserved(province: Province, stated: pl.DataFrame) -> pl.DataFrame:
    """Without what others keep for themselves."""
    kept = province.reserved
    at = province.courts.at
    pairs = pl.DataFrame(
        [(at[court], problem) for court, problem in sorted(kept.problems)],
        schema={"court": pl.Int64, "problem": pl.String}, orient="row",
    )  # fmt: skip
    stated = stated.join(pairs, on=["court", "problem"], how="anti", maintain_order="left")
    return stated.filter(
        ~pl.col("officer").is_in(sorted(kept.officers)).fill_null(False)
        & ~pl.col("court").is_in([at[code] for code in sorted(kept.courts)])
    )
