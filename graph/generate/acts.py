"""Acts of enforcement: what was done in a case, when, by whom (A4, A5)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.plausible import NEVER, Ints, pick
from graph.generate.province import Province, by_place, days

PER_CASE = (0.52, 0.33, 0.12, 0.03)
"""Shares of cases with none, one, two, three acts on record."""

SORTS = {
    "inquiry": 16, "seizure": 24, "appraisal": 6, "auction": 9, "payment": 12, "distribution": 4,
    "joinder": 5, "blacklist": 8, "consumption": 7, "sanction": 3, "eviction": 3, "suspension": 2,
    "other": 1,
}  # fmt: skip

CONTENT = {
    "inquiry": "通过网络查控系统查询被执行人名下财产",
    "seizure": "裁定冻结被执行人银行存款，查封其名下房产",
    "appraisal": "委托评估机构对查封房产进行评估",
    "auction": "在网络司法拍卖平台拍卖查封房产",
    "payment": "向申请执行人发放执行案款",
    "distribution": "制作参与分配方案并送达各债权人",
    "joinder": "审查追加股东为被执行人的申请",
    "blacklist": "将被执行人纳入失信被执行人名单",
    "consumption": "对被执行人及其法定代表人限制高消费",
    "sanction": "因拒不报告财产对被执行人罚款",
    "eviction": "张贴腾房公告，责令限期迁出",
    "suspension": "裁定中止执行",
    "other": "向协助执行单位发出协助执行通知",
}


def make_acts(province: Province) -> None:
    """Acts, each within its case's days and by those who handled it then."""
    rng, cases, staff = province.rng("acts"), province.work["cases"], province.staff
    many = np.searchsorted(np.cumsum(PER_CASE), rng.random(len(cases)) * sum(PER_CASE))
    case = np.repeat(np.arange(len(cases)), many)
    filed = cases["filed"].to_numpy()[case]
    ended = np.minimum(cases["concluded"].to_numpy()[case], province.last)
    span = (ended - filed) * rng.beta(1.2, 2.0, len(case))
    day = province.calendar.onward(filed + span.astype(np.int64))
    day = np.minimum(day, province.calendar.back(ended))
    order = np.lexsort((day, case))
    case, day = case[order], day[order]
    chair, clerk = cases["chair"].to_numpy()[case], cases["clerk"].to_numpy()[case]
    frame = pl.DataFrame({
        "case": case, "court": cases["court"].to_numpy()[case], "day": day,
        "sort": pl.Series(pick(rng, SORTS, len(case)).tolist()),
        "officer": by_place(staff.numbers, staff.holder(chair, day)),
        "clerk": by_place(staff.numbers, np.where(
            (clerk >= 0) & (rng.random(len(case)) < 0.3),
            staff.holder(np.maximum(clerk, 0), day), -1,
        )),
        "case_number": by_place(cases["number"], case),
    }).with_columns(
        number=pl.concat_str(
            "case_number", pl.lit("-"),
            pl.int_range(1, pl.len() + 1).over("case").cast(pl.String),
        )
    )  # fmt: skip
    province.work["acts"] = frame
    scene, more = _scenes(province, frame)
    province.put("act", frame.select(
        "number", sort_of_act="sort", done_on=days(frame["day"]),
        content=pl.col("sort").replace_strict(CONTENT), case="case_number",
        performed_by=pl.concat_str("officer", "clerk", separator=";", ignore_nulls=True),
        major_scene=scene, invited_on=days(more),
    ))  # fmt: skip


def _scenes(province: Province, acts: pl.DataFrame) -> tuple[pl.Series, Ints]:
    """Which evictions were major scenes, and when the procuratorate was invited to them (A16)."""
    rng = province.rng("scenes")
    scene = (acts["sort"] == "eviction").to_numpy() & (rng.random(len(acts)) < 0.25)
    invited = scene & ~province.left_out(rng, acts["court"].to_numpy(), 0.08)
    day = province.calendar.back(acts["day"].to_numpy() - rng.integers(1, 6, len(acts)))
    return pl.Series(scene), np.where(invited, day, NEVER)
