"""What courts and departments state from time to time: division of work, published standards,
reports to the congress, statistics of call-backs, heads' yearly accounts (A16, B1, B2, B4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from graph.generate.organisation import BASIC, body_number
from graph.generate.plausible import NEVER, number
from graph.generate.province import Province, days, ends

STANDARDS = ("filing", "fees", "risks", "norms", "procedure")
LEFT_OUT = {"division_of_work": 0.03, "standards": 0.008, "congress_report": 0.03,
            "callback_statistics": 0.05, "head_account": 0.06}  # fmt: skip
"""Share of what is owed that isn't stated."""
DIVIDED = date(2021, 3, 4)
"""When most courts divided the work: within the month after the document."""
LATE = 0.05

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
    every = pl.DataFrame(rows, schema=STATED, orient="row")
    share = every["sort"].replace_strict(LEFT_OUT, return_dtype=pl.Float64).to_numpy()
    out = rng.random(len(every)) < share * province.slack[every["court"].to_numpy()]
    every = every.filter(pl.Series(~out))
    late = rng.integers(0, 9, len(every))
    part = (every["sort"] == "standards").to_numpy()  # five of them make one duty
    slow = rng.random(len(every)) < np.where(part, LATE / len(STANDARDS), LATE)
    late += np.where(slow, rng.integers(25, 70, len(every)), 0)
    every = every.with_columns(day=province.seen(every["day"].to_numpy() + late)).filter(
        pl.col("day") < NEVER
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
    for court in range(len(courts.codes)):
        yield {"sort": "division_of_work", "court": court, "day": number(DIVIDED)}
        area = court if courts.level[court] < BASIC else int(courts.above[court])
        body = body_number(courts.codes[area], "RD") if courts.active[area] else None
        for year in range(province.kept_from, province.until.year + 1):
            for standard in STANDARDS:
                day = number(date(year, 11, 4)) + court % 40
                yield {"sort": "standards", "court": court, "day": day, "standard": standard,
                       "period": str(year)}  # fmt: skip
            day = number(date(year, 1, 10)) + court % 9
            yield {"sort": "congress_report", "court": court, "day": day,
                   "period": str(year), "body": body}  # fmt: skip


def _of_command_centres(province: Province) -> Iterator[dict[str, Any]]:
    """The statistics of each month with call-backs, to both discipline bodies."""
    courts = province.courts
    centres = {
        str(province.department(np.array([court]), "command")[0]): court
        for court in np.flatnonzero(courts.active).tolist()
    }
    made = province.tables["callback"].filter(
        pl.col("made_on") >= date(province.kept_from - 1, 12, 1)  # owed from January on
    ).select(
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
    sent = province.tables["trip"].filter(
        pl.col("left_on").dt.year() >= province.kept_from
    ).group_by(
        "sent_by", pl.col("left_on").dt.year().alias("year")
    ).len().sort("sent_by", "year")  # fmt: skip
    for by, year, many in sent.iter_rows():
        if by in of:
            last = number(date(year, 12, 31))
            head = province.head(np.array([of[by]]), "enforcement", np.array([last]))[0]
            yield {"sort": "head_account", "court": of[by], "day": last - 10, "by": by,
                   "period": str(year), "who": head, "trips": many}  # fmt: skip
