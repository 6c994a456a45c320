"""What courts and departments state from time to time: division of work, published standards,
reports to the congress, statistics of call-backs, heads' yearly accounts (A16, B1, B2, B4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from graph.generate.organisation import body_number
from graph.generate.plausible import NEVER, number
from graph.generate.province import Province, days, ends

STANDARDS = ("filing", "fees", "risks", "norms", "procedure")
KEPT = {"division_of_work": 0.96, "standards": 0.98, "congress_report": 0.97,
        "callback_statistics": 0.9, "head_account": 0.88}  # fmt: skip
"""Share of what is owed that is stated."""

SAID = {
    "division_of_work": "明确派驻纪检监察组、监察室和执行局的职责分工",
    "standards": "复核并公开",
    "congress_report": "报告全年执行工作",
    "callback_statistics": "回访情况统计分析，廉洁情况列前",
    "head_account": "行前谈话、返回报告情况述职",
}

STATED: dict[str, Any] = {
    "sort": pl.String, "court": pl.Int64, "day": pl.Int64, "standard": pl.String,
    "period": pl.String, "by": pl.String, "to": pl.String, "body": pl.String, "who": pl.String,
    "trips": pl.Int64,
}  # fmt: skip


def make_statements(province: Province) -> None:
    """Nearly all that is owed, some of it late."""
    rng = province.rng("statements")
    rows = [*_of_courts(province), *_of_command_centres(province), *_of_heads(province)]
    every = pl.DataFrame(
        [row for row in rows if rng.random() < KEPT[row["sort"]]], schema=STATED, orient="row"
    )
    late = rng.integers(0, 12, len(every))
    day = province.seen(every["day"].to_numpy() + late)
    every = every.with_columns(day=day).filter(
        pl.col("day") < NEVER, pl.col("day") >= province.first
    ).sort("day", "court", "sort", "standard", "period")  # fmt: skip
    of_court = pl.col("by").is_null()
    province.put("statement", every.select(
        number=province.keys("GK", every["court"].to_numpy(), every["day"].to_numpy()),
        sort_of_statement="sort", standard="standard", issued_on=days(every["day"]),
        period="period", content=pl.col("sort").replace_strict(SAID, return_dtype=pl.String),
        talks_given="trips", reports_filed="trips", made_by="who",
        **ends({
            "issued_by.court": pl.when(of_court).then(province.codes(every["court"].to_numpy())),
            "issued_by.department": pl.col("by"),
            "addressed_to.department": pl.col("to"),
            "addressed_to.body": pl.col("body"),
        }),
    ))  # fmt: skip


def _of_courts(province: Province) -> Iterator[dict[str, Any]]:
    """The division of work once, standards and the report to the congress every year."""
    courts = province.courts
    for court in np.flatnonzero(courts.active).tolist():
        yield {"sort": "division_of_work", "court": court, "day": province.first + 5}
        above = courts.codes[int(court)] if courts.level[court] < 2 else (
            courts.codes[int(courts.above[court])]
        )  # fmt: skip
        for year in range(province.until.year - 5, province.until.year + 1):
            for standard in STANDARDS:
                day = number(date(year, 11, 4))
                yield {"sort": "standards", "court": court, "day": day, "standard": standard,
                       "period": str(year)}  # fmt: skip
            yield {"sort": "congress_report", "court": court, "day": number(date(year, 1, 10)),
                   "period": str(year), "body": body_number(above, "RD")}  # fmt: skip


def _of_command_centres(province: Province) -> Iterator[dict[str, Any]]:
    """The statistics of each month with call-backs, to both discipline bodies."""
    courts = province.courts
    centres = {
        str(province.department(np.array([court]), "command")[0]): court
        for court in np.flatnonzero(courts.active).tolist()
    }
    made = province.tables["callback"].select(
        pl.col("made_by"), pl.col("made_on").dt.strftime("%Y-%m").alias("month"),
        pl.col("made_on").dt.month_end().alias("end"),
    ).unique().sort("made_by", "month")  # fmt: skip
    for by, month, end in made.iter_rows():
        if by in centres:
            court = np.array([centres[by]])
            bodies = [province.department(court, f)[0]
                      for f in ("discipline_team", "supervision_office")]  # fmt: skip
            yield {"sort": "callback_statistics", "court": centres[by], "day": number(end) + 6,
                   "period": month, "by": by, "to": ";".join(bodies)}  # fmt: skip


def _of_heads(province: Province) -> Iterator[dict[str, Any]]:
    """The yearly account of each head whose department sent people on trips."""
    of = {
        str(province.department(np.array([court]), "enforcement")[0]): court
        for court in np.flatnonzero(province.courts.active).tolist()
    }
    sent = province.tables["trip"].group_by(
        "sent_by", pl.col("left_on").dt.year().alias("year")
    ).len().sort("sent_by", "year")  # fmt: skip
    for by, year, many in sent.iter_rows():
        if by in of:
            last = number(date(year, 12, 31))
            head = province.head(np.array([of[by]]), "enforcement", np.array([last]))[0]
            yield {"sort": "head_account", "court": of[by], "day": last - 10, "by": by,
                   "period": str(year), "who": head, "trips": many}  # fmt: skip
