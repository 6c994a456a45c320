"""Verification of petitions by the court above, and what it finds (A9)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import found
from graph.generate.plausible import NEVER, delays, pick
from graph.generate.province import Province, by_place, days

RESULTS = {
    "true": 30, "partly": 15, "untrue": 22, "lawful": 13, "not_proved": 12, "contradictory": 8,
}  # fmt: skip

STATUS = {
    "true": "established", "partly": "established", "untrue": "refuted", "lawful": "refuted",
}  # fmt: skip
"""What the petition's allegation becomes; else it stays alleged."""

SAID = {
    "true": "属实", "partly": "部分属实", "untrue": "不属实", "lawful": "执行行为合法",
    "not_proved": "无法查实", "contradictory": "材料相互矛盾",
}  # fmt: skip

HANDLING = {"P01": 20, "P02": 25, "P03": 25, "P04": 18, "P05": 8, "P08": 4}
"""Faults in handling the petition itself, found where it is returned."""

SENT_UP = 0.75
RETURNED = 0.2


def make_verifications(province: Province) -> None:
    """Verifications, a second one after rework, and the findings of petitions."""
    rng, petitions = province.rng("verifications"), province.work["petitions"]
    first = _verified(province, rng, petitions.filter(
        pl.Series(rng.random(len(petitions)) < SENT_UP)
    ), "received", 1, 40)  # fmt: skip
    second = _verified(province, rng, first.filter(
        pl.col("returned"), pl.Series(rng.random(len(first)) < 0.94)
    ), "verified", 2, 22).with_columns(returned=pl.lit(False))  # fmt: skip
    frame = _sent_up(province, pl.concat([first, second]).sort("verified", "key"))
    _write(province, rng, frame)
    _petition_findings(province, rng, petitions, frame)
    _handling_findings(province, rng, first.filter("returned"))


def _verified(
    province: Province, rng: np.random.Generator, frame: pl.DataFrame, after: str, turn: int,
    middle: float,
) -> pl.DataFrame:  # fmt: skip
    many = len(frame)
    day = frame[after].to_numpy() + 5 + delays(rng, many, middle, 0.5)
    above = province.courts.above[frame["handled"].to_numpy()]
    made = frame.with_columns(
        verified=province.calendar.onward(np.minimum(day, province.last + 30)),
        key=pl.concat_str("number", pl.lit(f"-HC{turn}")),
        verifier=np.where(above >= 0, above, frame["handled"].to_numpy()),
        result=pl.Series(pick(rng, RESULTS, many).tolist(), dtype=pl.String),
        returned=pl.Series(rng.random(many) < RETURNED),
    )
    return made.filter(pl.col("verified") <= province.last)


def _sent_up(province: Province, frame: pl.DataFrame) -> pl.DataFrame:
    """The day on which each was sent up, a second time after rework; the petition itself says the
    last one, and the department that it went to."""
    rng, many = province.rng("sent up"), len(frame)
    again = frame["key"].str.ends_with("-HC2").to_numpy()
    before = np.where(again, rng.integers(4, 16, many), rng.integers(2, 19, many))
    before += np.where(rng.random(many) < 0.05, rng.integers(10, 30, many), 0)
    sent = np.maximum(frame["verified"].to_numpy() - before, frame["received"].to_numpy() + 1)
    first = frame.filter(~pl.Series(again)).select("number", before_it="verified")
    returned = frame.join(first, on="number", how="left", maintain_order="left")["before_it"]
    sent = np.where(again, np.maximum(sent, returned.to_numpy() + 1), sent)
    department = province.courts.department(frame["verifier"].to_numpy(), "petitions")
    frame = frame.with_columns(
        sent=sent, to=by_place(province.work["departments"]["number"], department)
    )
    last = frame.unique("number", keep="last", maintain_order=True)
    petitions = province.tables["petition"]
    province.tables["petition"] = petitions.drop("sent_up_on", "sent_up_to").join(
        last.select("number", sent_up_on=days(last["sent"]), sent_up_to="to"),
        on="number", how="left", maintain_order="left",
    ).select(petitions.columns)  # fmt: skip
    return frame


def _write(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    department = province.courts.department(frame["verifier"].to_numpy(), "petitions")
    day = frame["verified"].to_numpy()
    staff = province.staff
    who = by_place(staff.numbers, staff.holder(staff.member(rng, department), day))
    province.put("verification", frame.select(
        "result", "returned", number="key", verifies="number", verified_on=days(day),
        sent_up_on=days(frame["sent"]),
        problems=pl.concat_str(pl.lit("核查情况："), pl.col("result").replace_strict(SAID)),
        suggestions=pl.when(pl.col("result").is_in(["true", "partly"]) | pl.col("returned"))
        .then(pl.lit("限期整改，加强节点管理，定期回复信访人")),
        return_reason=pl.when("returned").then(pl.lit("诉求回应不具体，退回重新办理")),
        contacted_on=pl.when("returned").then(days(day)),
        handled_by=by_place(province.work["departments"]["number"], department),
        officers=pl.when(who.ne_missing(frame["named"])).then(who),
    ))  # fmt: skip


def _petition_findings(
    province: Province, rng: np.random.Generator, petitions: pl.DataFrame, frame: pl.DataFrame
) -> None:
    """What each first petition alleges, with the status that its last verification gives it."""
    last = frame.unique("number", keep="last", maintain_order=True).select(
        "number", pl.col("key").alias("verification"), "result", "verified"
    )
    told = petitions.filter(pl.col("of") < 0).join(
        last, on="number", how="left", maintain_order="left"
    )
    status = pl.col("result").replace_strict(STATUS, default="alleged", return_dtype=pl.String)
    lasting = pl.col("problem").str.starts_with("S") & pl.Series(rng.random(len(told)) < 0.5)
    found(province, told.select(
        "problem", "court", "officer", day="since",
        to=pl.when(lasting).then("received").otherwise(NEVER), status=status.fill_null("alleged"),
        known=pl.when(status == "established").then("verified").otherwise(NEVER),
        petition="number", verification="verification", case="case_number",
        conclusion=pl.col("result").replace_strict(SAID, default=None, return_dtype=pl.String),
    ))  # fmt: skip


def _handling_findings(
    province: Province, rng: np.random.Generator, returned: pl.DataFrame
) -> None:
    many = len(returned)
    found(province, returned.select(
        problem=pl.Series(pick(rng, HANDLING, many).tolist(), dtype=pl.String),
        court="handled", day="received", known="verified", status=pl.lit("established"),
        verification="key", case="case_number", about_petition="number",
        department=by_place(
            province.work["departments"]["number"],
            province.courts.department(returned["handled"].to_numpy(), "petitions"),
        ),
    ))  # fmt: skip
