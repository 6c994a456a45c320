"""Cases: numbers, days, outcomes, who handled them (A3; 法〔2015〕137号)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate import words
from graph.generate.organisation import HIGH
from graph.generate.plausible import (
    NEVER,
    Bools,
    Ints,
    before_quarter_end,
    delays,
    filing_days,
    pick,
    places,
    year_of,
)
from graph.generate.province import Province, by_place, days
from graph.model import type_of

TYPES = {
    "enforcement": 0.775, "resumed": 0.12, "preservation": 0.07, "other": 0.03,
    "coordination": 0.005,
}  # fmt: skip
"""Reviews have numbers and records of their own."""

OUTCOMES = {
    "executed": 0.40, "terminated_round": 0.40, "terminated": 0.11, "withdrawn": 0.05,
    "rejected": 0.02, "other": 0.02,
}  # fmt: skip

CONCLUDED_AFTER = 105
"""Median days from filing; the statutory period is six months."""


def make_cases(province: Province) -> None:
    """Cases and their handlers."""
    rng = province.rng("cases")
    courts = province.courts
    many = province.cases
    court = places(rng, courts.weight, many)
    filed = filing_days(rng, province.first, province.last, many, province.until)
    order = np.lexsort((court, filed))
    court, filed = court[order], filed[order]
    sort = pick(rng, TYPES, many)
    sort[(courts.level[court] == HIGH) & (sort == "preservation")] = "coordination"
    concluded = _concluded(province, rng, filed)
    department = courts.department(court, "enforcement")
    frame = pl.DataFrame({
        "place": np.arange(many), "court": court, "filed": filed, "concluded": concluded,
        "type_code": pl.Series(sort.tolist()),
        "chair": province.staff.member(rng, department),
        "clerk": province.staff.clerk(rng, department),
    })  # fmt: skip
    frame = frame.with_columns(
        number=case_numbers(by_place(courts.codes, court), filed, frame["type_code"])
    )
    province.work["cases"] = frame
    _write(province, rng, frame)


def _concluded(province: Province, rng: np.random.Generator, filed: Ints) -> Ints:
    """Most within the statutory period, some after years; NEVER where it is still open."""
    many = len(filed)
    slow = rng.random(many) < 0.02
    taken = np.where(slow, delays(rng, many, 700, 0.4), delays(rng, many, CONCLUDED_AFTER, 0.65))
    on = before_quarter_end(rng, filed + np.maximum(taken, 5), 0.3)
    on = np.minimum(on, NEVER - 400)
    inside = on <= province.last
    on = np.where(inside, province.calendar.onward(np.minimum(on, province.last)), NEVER)
    return np.where(on <= province.last, on, NEVER)


def case_numbers(code: pl.Series, filed: Ints, type_code: pl.Series) -> pl.Series:
    """（2021）鲁0102执1234号: serials in the order of filing per court, year and type.

    The frame must come in the order of filing.
    """
    types = {c: name.zh for c, name in type_of("Case").fields["type_code"].choices.items()}
    return pl.DataFrame({"code": code, "year": year_of(filed), "type": type_code}).select(
        pl.concat_str(
            pl.lit("（"), pl.col("year").cast(pl.String), pl.lit("）"), "code",
            pl.col("type").replace_strict(types),
            pl.int_range(1, pl.len() + 1).over("code", "year", "type").cast(pl.String),
            pl.lit("号"),
        ).alias("number")
    )["number"]  # fmt: skip


def _write(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    many = len(frame)
    concluded = frame["concluded"].to_numpy()
    outcome = pl.Series(pick(rng, OUTCOMES, many).tolist())
    known, more = _known(province, frame, outcome), province.rng("more of cases")
    claim = np.round(rng.lognormal(11.4, 1.7, many), -2).clip(500, 5e8)
    province.put("case", pl.DataFrame({
        "number": frame["number"], "type_code": frame["type_code"],
        "filed_on": days(frame["filed"]), "concluded_on": days(concluded),
        "outcome": outcome.set(pl.Series(concluded == NEVER), None),
        "claim": claim, "cause": pl.Series(pick(rng, words.CAUSES, many).tolist()),
        "enforced_by": by_place(province.courts.codes, frame["court"].to_numpy()),
        "has_property": pl.Series(known), "non_litigation": pl.Series(more.random(many) < 0.02),
        "extension_days": pl.Series(np.where(more.random(many) < 0.02, 90, 0)),
    }).with_columns(
        extension_days=pl.when(pl.col("extension_days") > 0).then("extension_days")
    ))  # fmt: skip
    province.work["cases"] = frame.with_columns(property=pl.Series(known))
    for role, chairs in (("handler", "chair"), ("clerk", "clerk")):
        _handlers(province, frame.filter(pl.col(chairs) >= 0), role, chairs)


def _known(province: Province, frame: pl.DataFrame, outcome: pl.Series) -> Bools:
    """Whether property is known to be there: of a share, never where a round ended without any."""
    drawn = province.rng("property").random(len(frame)) < 0.08
    made: Bools = drawn & (outcome != "terminated_round").to_numpy()
    return made


def _handlers(province: Province, frame: pl.DataFrame, role: str, chairs: str) -> None:
    """Who held the chair while the case was open, one after the other."""
    staff = province.staff
    chair, filed = frame[chairs].to_numpy(), frame["filed"].to_numpy()
    concluded = frame["concluded"].to_numpy()
    begins = staff.posting(chair, filed)
    ends = staff.posting(chair, np.minimum(concluded, province.last))
    many = ends - begins + 1
    case = np.repeat(np.arange(len(frame)), many)
    posting = (
        np.repeat(begins, many) + np.arange(len(case)) - np.repeat(np.cumsum(many) - many, many)
    )
    until = np.minimum(staff.until[posting], concluded[case])
    province.put("case.handlers", pl.DataFrame({
        "case": by_place(frame["number"], case),
        "officer": by_place(staff.numbers, staff.officer[posting]),
        "role": role,
        "from": days(np.maximum(staff.since[posting], filed[case])),
        "to": days(until),
    }))  # fmt: skip
