"""Call-backs that are owed for a reason: petitions, cases long open or past their period, orders
from above (B2), resolution reached (A8), and what follows a petition up until it is final (A10)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.organisation import BASIC
from graph.generate.plausible import NEVER, Ints, series
from graph.generate.province import Province

ANSWERS = {"satisfied": 56, "dissatisfied": 12, "unknown": 16, "silent": 16}
FOLLOWED = {"satisfied": 50, "unknown": 25, "silent": 25}
LEFT_OUT = 0.06
LATE = 0.04
MONTHS_18, MONTHS_6 = 549, 184
WITHIN = 28
"""Days within which a petition in the ledger is followed up again."""


def calls_owed(province: Province) -> pl.DataFrame:
    """Calls with day, court that makes them, occasion, answer, and the columns of their case."""
    petitions = _petitions(province)
    received = petitions.filter(pl.col("type_code").is_in(["enforcement", "resumed"]))
    key = [
        _called(province, received, "petition", "received", "P", received["own"]),
        *(_above(province, petitions, state, letter)
          for state, letter in (("staged", "S"), ("final", "F"))),
        *_of_cases(province),
    ]  # fmt: skip
    calls = pl.concat(key)
    return pl.concat([calls, _followed(province, petitions, calls)])


def _petitions(province: Province) -> pl.DataFrame:
    """Petitions with the columns of their case; ``own`` is the court of the case."""
    cases = province.work["cases"].select(
        pl.col("number").alias("case"), "place", "filed", "concluded", "chair", "applicant",
        "type_code",
    )  # fmt: skip
    return province.work["petitions"].select(
        pl.col("case").alias("place"), pl.col("number").alias("petition"), "handled", "received",
        "procedural_on", "staged_on", "final_on", "resolution", own="court",
    ).join(cases, on="place", maintain_order="left")  # fmt: skip


def _called(
    province: Province, frame: pl.DataFrame, occasion: str, since: str, letter: str,
    court: pl.Series, within: int = 20,
) -> pl.DataFrame:  # fmt: skip
    """Calls some days after the reason; a few late, a few never made."""
    rng, many = province.rng(f"calls {occasion} {letter}"), len(frame)
    by = court.to_numpy()
    late = np.where(rng.random(many) < LATE, rng.integers(15, 50, many), 0)
    day = province.seen(
        np.minimum(frame[since].to_numpy(), NEVER - 400) + rng.integers(1, within, many) + late
    )
    out = province.left_out(rng, by, LEFT_OUT)
    petition = "petition" if "petition" in frame.columns else pl.lit(None, pl.String)
    base = "petition" if "petition" in frame.columns else "case"
    return frame.select(
        "case", "applicant", "filed", "concluded", "chair", petition=petition,
        court=pl.Series(by, dtype=pl.Int64), day=pl.Series(day, dtype=pl.Int64),
        occasion=pl.lit(occasion), answer=series(rng, ANSWERS, many),
        key=pl.concat_str(base, pl.lit(f"-HF{letter}D")),
    ).filter(pl.col("day") < NEVER, pl.Series(~out))  # fmt: skip


def _above(province: Province, petitions: pl.DataFrame, state: str, letter: str) -> pl.DataFrame:
    """After staged and final resolution, by the court one level up."""
    above = province.courts.above[petitions["handled"].to_numpy()]
    there = petitions.with_columns(above=above).filter(
        pl.col("above") >= 0, pl.col(f"{state}_on") < NEVER
    )
    return _called(province, there, "resolved", f"{state}_on", letter, there["above"], WITHIN)


def _of_cases(province: Province) -> list[pl.DataFrame]:
    """Cases open for 18 months; with property and past the period; under an order from above."""
    cases = province.open_cases().filter(
        pl.col("type_code").is_in(["enforcement", "resumed"])
    ).with_columns(
        pl.col("number").alias("case"),
        long=pl.col("filed") + MONTHS_18, over=pl.col("filed") + MONTHS_6,
    )  # fmt: skip
    ordered = cases.join(province.work["supervised"], on="place", maintain_order="left")
    return [
        _called(province, each, occasion, since, letter, each["court"])
        for each, occasion, since, letter in (
            (cases.filter(pl.col("concluded") > pl.col("long")), "long_open", "long", "L"),
            (cases.filter("property", pl.col("concluded") > pl.col("over")), "overdue", "over",
             "O"),
            (ordered, "supervised", "ordered", "U"),
        )
    ]  # fmt: skip


def _followed(province: Province, petitions: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """Where nothing else of the intermediate court came shortly before final resolution, or before
    today: its call-back to the petitioner."""
    area = _areas(province, petitions)
    done = pl.when(pl.col("final_on") < NEVER).then("final_on").otherwise(province.last)
    ledger = petitions.with_columns(area=area, end=done).filter(pl.col("procedural_on") < NEVER)
    last = calls.filter(pl.col("petition").is_not_null()).select(
        "petition", pl.col("court").alias("area"), pl.col("day").alias("step")
    )
    steps = ledger.join(last, on=["petition", "area"], how="left", maintain_order="left").filter(
        (pl.col("step") <= pl.col("end")).fill_null(True)
    ).group_by("petition").agg(pl.col("step").max())  # fmt: skip
    ledger = ledger.join(steps, on="petition", how="left", maintain_order="left").with_columns(
        step=pl.max_horizontal(
            pl.col("step").fill_null(0), "procedural_on",
            pl.when(pl.col("staged_on") <= pl.col("end")).then("staged_on").otherwise(0),
        )
    ).filter(pl.col("end") - pl.col("step") > WITHIN)  # fmt: skip
    rng, many = province.rng("followed up"), len(ledger)
    back = np.maximum(ledger["end"].to_numpy() - rng.integers(2, WITHIN - 3, many),
                      ledger["step"].to_numpy())  # fmt: skip
    out = province.left_out(rng, ledger["area"].to_numpy(), LEFT_OUT)
    return ledger.select(
        "case", "applicant", "filed", "concluded", "chair", "petition",
        court=pl.col("area").cast(pl.Int64),
        day=pl.Series(province.calendar.back(back), dtype=pl.Int64),
        occasion=pl.lit("petition"), answer=series(rng, FOLLOWED, many),
        key=pl.concat_str("petition", pl.lit("-HFGD")),
    ).filter(pl.Series(~out))  # fmt: skip


def _areas(province: Province, petitions: pl.DataFrame) -> Ints:
    """The intermediate court of each: of who handles it, else of the case; -1 for the high court's
    own."""
    courts = province.courts

    def area(place: Ints) -> Ints:
        return np.where(courts.level[place] == BASIC, courts.above[place],
                        np.where(courts.above[place] >= 0, place, -1))  # fmt: skip

    mine, own = area(petitions["handled"].to_numpy()), area(petitions["own"].to_numpy())
    made: Ints = np.where(mine >= 0, mine, np.maximum(own, 0))
    return made
