"""Inspections and their visits, key cases, interference (A10, A14, B1, B3, the three rules)."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from graph.generate.findings import found
from graph.generate.organisation import BASIC, INTERMEDIATE
from graph.generate.plausible import NEVER, Ints, pick, series
from graph.generate.province import Province, by_place, days, ends, only

SORTS = {
    "judicial": 20, "administrative": 18, "special": 16, "on_site": 20, "case_review": 26,
}  # fmt: skip
STANDING = {"campaigns": 25, "evaluation": 30, "style": 20, "funds": 25}
SUBJECTS = {"campaigns": 20, "evaluation": 25, "style": 22, "funds": 23, "other": 10}
FOUND = {
    "S06": 9, "S10": 8, "S12": 9, "S05": 7, "R02": 10, "R03": 6, "E01": 6, "M02": 12, "M01": 5,
    "C04": 5, "E08": 4, "S02": 6, "P03": 4, "S03": 5,
}  # fmt: skip
"""What inspections find, with weights."""

REASONS = {"influence": 20, "opinion": 15, "report": 20, "petition": 30, "other": 15}
METHODS = {"procedure": 30, "online": 25, "asked": 25, "analysis": 20}
SUBJECTS_TRACKED = {"procedure": 35, "conduct": 25, "discipline": 20, "public": 20}
BY = {"leader": 25, "colleague": 45, "contact": 30}


def make_inspections(province: Province) -> None:
    """Every year's roving supervision of all areas, and inspections of single courts."""
    rng = province.rng("inspections")
    frame = pl.concat([_roving(province), _single(province, rng), _own(province)]).sort(
        "began", "sort", "court"
    )
    visited = frame["visited"]
    frame = frame.with_columns(
        number=province.keys("DC", frame["by"].to_numpy(), frame["began"].to_numpy()),
        ended=province.seen(frame["began"].to_numpy() + frame["lasts"].to_numpy()),
    )
    first = pl.Series(rng.random(len(frame)) < 0.6)
    by = frame["by"].to_numpy()
    bureau, team = province.department(by, "bureau"), province.department(by, "discipline_team")
    office = province.department(by, "supervision_office")
    both = pl.DataFrame({"a": bureau, "b": team.set(first, None), "c": office.set(~first, None)})
    whole = frame["sort"] == "judicial"
    province.put("inspection", frame.select(
        "number", sort_of_inspection="sort", subject="subject", began_on=days(frame["began"]),
        ended_on=days(frame["ended"]),
        opinion=pl.when(pl.col("ended") < NEVER).then(pl.lit("总体规范，个别环节存在问题")),
        measures=pl.when(pl.col("ended") < NEVER).then(pl.lit("限期整改并报送情况")),
        inspects=pl.Series([";".join(province.courts.codes[int(c)] for c in v) or None
                            for v in visited], dtype=pl.String),
        **ends({
            "carried_out_by.department": only(both.select(
                pl.concat_str("a", "b", "c", separator=";", ignore_nulls=True))["a"], ~whole),
            "carried_out_by.court": only(province.codes(by), whole),
        }),
    ))  # fmt: skip
    province.work["inspected"] = frame.select(
        pl.col("number").alias("inspection"), received="ended", court="visited"
    ).explode("court").drop_nulls("court")  # fmt: skip
    _visits(province, rng, frame)


def _own(province: Province) -> pl.DataFrame:
    """Each court's own special inspection or review of cases, in the years that are kept (B3)."""
    courts, rng, frames = province.courts, province.rng("own inspections"), []
    there = np.flatnonzero(courts.active)
    for year in range(province.kept_from, province.until.year + 1):
        many, start = len(there), int(np.datetime64(f"{year}-03-01").astype(np.int64))
        late = np.where(rng.random(many) < 0.04, 60, 0)
        began = province.calendar.onward(start + rng.integers(0, 290, many) + late)
        looked = rng.random(many) < 0.25  # on site; the others read files
        frames.append(pl.DataFrame({
            "sort": np.where(rng.random(many) < 0.5, "special", "case_review").tolist(),
            "subject": pick(rng, STANDING, many).tolist(), "court": there, "by": there,
            "began": began, "lasts": rng.integers(2, 15, many),
            "visited": [[int(c)] if v else [] for c, v in zip(there, looked, strict=True)],
        }, schema=INSPECTED).filter(
            pl.Series((began <= province.last - 10) & ~province.left_out(rng, there, 0.05))
        ))  # fmt: skip
    return pl.concat(frames)


def _roving(province: Province) -> pl.DataFrame:
    """One a year by the high court, to every area at work, in turn (A10)."""
    courts = province.courts
    areas = np.flatnonzero((courts.level == INTERMEDIATE) & courts.active)
    rows = []
    for year in range(province.until.year - 5, province.until.year + 1):
        began = int(np.datetime64(f"{year}-04-11").astype(np.int64))
        if province.first <= began <= province.last - 10:
            rows.append({"sort": "roving", "subject": "evaluation", "court": 0, "by": 0,
                         "began": began, "lasts": 200, "visited": areas.tolist()})  # fmt: skip
    return pl.DataFrame(rows, schema=INSPECTED)


INSPECTED: dict[str, Any] = {
    "sort": pl.String, "subject": pl.String, "court": pl.Int64, "by": pl.Int64, "began": pl.Int64,
    "lasts": pl.Int64, "visited": pl.List(pl.Int64),
}  # fmt: skip


def _single(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    courts, many = province.courts, province.many(4_000, 20)
    kept = [courts.at[code] for code in province.reserved.courts]
    there = np.flatnonzero(courts.active & (courts.above >= 0)
                           & ~np.isin(np.arange(len(courts.codes)), kept))  # fmt: skip
    court = there[rng.integers(0, len(there), many)]
    began = province.calendar.onward(rng.integers(province.first, province.last - 20, many))
    return pl.DataFrame({
        "sort": series(rng, SORTS, many), "subject": series(rng, SUBJECTS, many), "court": court,
        "by": courts.above[court], "began": began, "lasts": rng.integers(1, 15, many),
        "visited": [[int(c)] for c in court],
    }, schema=INSPECTED)  # fmt: skip


def _visits(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    visits = frame.select("number", "by", "began", "lasts", "visited").explode(
        "visited").drop_nulls("visited")  # fmt: skip
    turn = pl.int_range(pl.len()).over("number")
    visits = visits.with_columns(
        turn=turn, day=pl.col("began") + turn * pl.col("lasts") // pl.len().over("number")
    )
    day = province.seen(visits["day"].to_numpy())
    visits = visits.with_columns(
        day=day, key=pl.concat_str("number", pl.lit("-"), (turn + 1).cast(pl.String))
    )
    visits = visits.filter(pl.col("day") < NEVER)
    by, day = visits["by"].to_numpy(), visits["day"].to_numpy()
    people = pl.DataFrame({
        "a": province.head(by, "bureau", day), "b": province.head(by, "discipline_team", day)
    })  # fmt: skip
    province.put("visit", visits.select(
        number="key", visited_on=days(day), inspection="number",
        visits=province.codes(visits["visited"].to_numpy()),
        members=people.select(pl.concat_str("a", "b", separator=";"))["a"],
        remarks=pl.lit("查阅卷宗、座谈、查看现场"),
    ))  # fmt: skip
    stated = visits.sample(fraction=1.0, seed=0).head(0)
    for share in (0.7, 0.4, 0.2):
        stated = pl.concat([stated, visits.filter(pl.Series(rng.random(len(visits)) < share))])
    many = len(stated)
    act = stated["day"].to_numpy() - rng.integers(20, 240, many)
    at = stated["visited"].to_numpy()
    problem = pl.Series(pick(rng, FOUND, many).tolist(), dtype=pl.String)
    person = pl.Series(rng.random(many) < 0.4)
    found(province, stated.select(
        court="visited", problem=problem, day=np.maximum(province.calendar.back(act),
                                                         province.first),
        status=pl.lit("established"), known="day", inspection="number", visit="key",
        officer=province.member(rng, at, "enforcement", act).set(~person, None),
        department=province.department(at, "enforcement").set(person, None),
        conclusion=pl.lit("督察认定"),
    ).filter(pl.col("day") < pl.col("known")))  # fmt: skip


def make_key_cases(province: Province) -> None:
    """Key cases of the five kinds, their working groups, what tracking entered (B1)."""
    rng, cases = province.rng("key cases"), province.open_cases()
    many = min(province.many(2_500, 30), len(cases))
    drawn = cases[np.sort(rng.choice(len(cases), many, replace=False))]
    proposed = province.seen(drawn["filed"].to_numpy() + rng.integers(20, 150, many))
    drawn = drawn.with_columns(proposed=proposed).filter(
        pl.col("proposed") < NEVER, pl.col("proposed") < pl.col("concluded")
    ).sort("proposed", "number")  # fmt: skip
    many, proposed = len(drawn), drawn["proposed"].to_numpy()
    court = drawn["court"].to_numpy()
    consulted = province.seen(
        proposed + rng.integers(2, 13, many) + np.where(rng.random(many) < 0.06, 15, 0)
    )
    closed = np.where(drawn["concluded"].to_numpy() < NEVER, drawn["concluded"].to_numpy(), NEVER)
    fate = series(rng, {"tracked": 80, "declined": 17, "proposed": 3}, many)
    consulted = np.where((fate == "proposed").to_numpy(), NEVER, consulted)
    declined = (fate == "declined").to_numpy() | ((consulted < NEVER) & (consulted >= closed))
    state = np.select([consulted == NEVER, declined, (closed < NEVER) & (closed > consulted)],
                      ["proposed", "declined", "closed"], "tracked")  # fmt: skip
    tracked = (state == "tracked") | (state == "closed")
    functions = ("bureau", "discipline_team", "supervision_office")
    people = pl.DataFrame({f: province.head(court, f, consulted) for f in functions})
    frame = drawn.select(
        pl.col("number").alias("case"), "court", "chair", proposed=proposed, consulted=consulted,
        closed=np.where(state == "closed", closed, NEVER), state=pl.Series(state.tolist()),
        number=province.keys("ZD", court, proposed), tracked=tracked,
    )  # fmt: skip
    province.put("key_case", frame.select(
        "number", "state", reason=series(rng, REASONS, many), proposed_on=days(proposed),
        consulted_on=days(consulted), closed_on=days(frame["closed"]), tracks="case",
        proposed_by=province.department(court, "bureau"),
        members=people.select(
            pl.when(pl.Series(tracked)).then(pl.concat_str(*functions, separator=";"))
            .alias("members"))["members"],
    ))  # fmt: skip
    _tracking(province, rng, frame.filter("tracked"))


def _tracking(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    """About one entry a month while the case is tracked."""
    start = frame["consulted"].to_numpy()
    end = np.minimum(frame["closed"].to_numpy(), province.last)
    many = np.clip((end - start) // 26, 0, 40)
    place = np.repeat(np.arange(len(frame)), many)
    turn = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
    day = np.minimum(
        province.calendar.onward(start[place] + 26 * (turn + 1) + rng.integers(-1, 3, len(place))),
        province.calendar.back(end[place]),
    )
    key = by_place(frame["number"], place)
    number = pl.DataFrame({"k": key, "t": turn + 1}).select(
        pl.concat_str("k", pl.lit("-"), pl.col("t").cast(pl.String))
    )["k"]
    province.put("tracking", pl.DataFrame({
        "number": number, "entered_on": days(day), "of_key_case": key,
        "method": series(rng, METHODS, len(place)),
        "subject": series(rng, SUBJECTS_TRACKED, len(place)),
        "opinion": ["流程推进正常，建议加快财产处置"] * len(place),
    }))  # fmt: skip
    told = rng.random(len(place)) < 0.15
    act = province.calendar.back(day - rng.integers(3, 25, len(place)))
    found(province, pl.DataFrame({
        "court": by_place(frame["court"], place), "case": by_place(frame["case"], place),
        "officer": province.holder(frame["chair"].to_numpy()[place], act), "day": act,
        "problem": pl.Series(pick(rng, FOUND, len(place)).tolist(), dtype=pl.String),
        "status": ["established"] * len(place), "known": day, "tracking": number,
        "conclusion": ["跟踪监督认定"] * len(place),
    }).filter(pl.Series(told)))  # fmt: skip


def make_interference(province: Province) -> None:
    """Records under the three rules (三个规定)."""
    rng, cases = province.rng("interference"), province.work["cases"]
    cases = cases.filter(pl.Series(province.courts.level[cases["court"].to_numpy()] <= BASIC))
    many = min(province.many(3_000, 24), len(cases))
    drawn = cases[np.sort(rng.choice(len(cases), many, replace=False))]
    end = np.minimum(drawn["concluded"].to_numpy(), province.last)
    filed: Ints = drawn["filed"].to_numpy()
    day = province.calendar.back(filed + ((end - filed) * rng.random(many)).astype(np.int64))
    order = np.argsort(day, kind="stable")
    drawn, day = drawn[order], day[order]
    province.put("interference", drawn.select(
        number=province.keys("GD", drawn["court"].to_numpy(), day), happened_on=days(day),
        by=series(rng, BY, many), description=pl.lit("过问案件办理进度，已如实记录"), on="number",
    ))  # fmt: skip
