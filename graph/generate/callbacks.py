"""The monthly draw of 5 % of the cases concluded, messages, and call-backs that go on from them
(B2, F3)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.calls_owed import calls_owed
from graph.generate.findings import found
from graph.generate.organisation import BASIC, HIGH
from graph.generate.plausible import NEVER, Bools, Ints, pick, series
from graph.generate.province import Province, days

SHARE = 0.05
LOCAL, OF_AREA = 1_000_000, 100_000
"""From so many cases on each court, or each area, draws for itself; before, the high court."""

ANSWERS = {"silent": 52, "satisfied": 29, "dissatisfied": 12, "unknown": 7}
BY_PHONE = {"satisfied": 55, "dissatisfied": 22, "unknown": 11, "silent": 12}
ON_SITE = {"satisfied": 55, "dissatisfied": 45}
WISH = "执行进展未告知，希望尽快处理"
REPLY = {"satisfied": "满意", "dissatisfied": "不满意", "unknown": "不知道"}

CODES = {
    "S02": 7, "S03": 5, "S05": 9, "S06": 10, "S07": 4, "S09": 6, "S10": 14, "S12": 9, "S08": 4,
    "S04": 3, "S01": 2, "S11": 2, "S13": 2, "E01": 4, "E02": 2, "E03": 3, "E04": 3, "E05": 2,
    "E06": 2, "E07": 2, "E08": 3, "E09": 1, "C01": 1, "C02": 1, "C03": 1, "C04": 6, "C05": 6,
    "C06": 1, "X01": 1, "X02": 3, "X03": 2, "X04": 1,
}  # fmt: skip
"""The 32 codes of F3 with their weights."""

KEYS = ("case", "court", "officer", "party", "petition", "of", "day", "answered", "occasion",
        "answer", "way", "number", "executed", "since")  # fmt: skip


def make_callbacks(province: Province) -> None:
    """Draws, messages, phone calls, visits."""
    rng = province.rng("callbacks")
    routine = _draws(province, rng)
    calls = pl.concat([_escalated(province, rng, routine, "phone"), _owed(province, rng)])
    visits = _escalated(province, rng, calls.filter(pl.col("answer") == "dissatisfied"), "visit")
    _consultations(province, visits)
    every = pl.concat([routine, calls, visits])
    problem = pl.Series(pick(rng, CODES, len(every)).tolist(), dtype=pl.String)
    named = pl.when(pl.col("answer") == "dissatisfied").then(problem)
    every = every.with_columns(problem=named)
    every = every.with_columns(problem=_same_words(every))
    _messages(province, rng, every.filter(pl.col("way") == "message"))
    _write(province, rng, every)


def _same_words(every: pl.DataFrame) -> pl.Series:
    """Who goes on being dissatisfied goes on saying the same."""
    root = pl.col("number").str.replace(r"-[SDX]$", "")
    return every.select(pl.when(pl.col("problem").is_not_null()).then(
        pl.col("problem").drop_nulls().first().over(root)).alias("problem"))["problem"]  # fmt: skip


def _draws(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    """Each month's draw; the message to every case drawn."""
    cases = province.work["cases"].filter(
        pl.col("concluded") < NEVER, pl.col("type_code").is_in(["enforcement", "resumed"])
    )
    court, courts = cases["court"].to_numpy(), province.courts
    high = np.full(len(court), int(np.flatnonzero(courts.level == HIGH)[0]))
    area = np.where(courts.level[court] == BASIC, courts.above[court], court)
    concluded = cases["concluded"].to_numpy()
    month = concluded.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    by = court if province.cases >= LOCAL else area if province.cases >= OF_AREA else np.where(
        month >= (province.kept_from - 1970) * 12, area, high
    )  # fmt: skip
    next_first = (month + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    kept = cases["place"].is_in(province.open_cases()["place"].implode()).to_numpy()
    lot = rng.random(len(cases)) + np.where(kept, 0, 1)  # who is left alone is drawn last
    cases = cases.with_columns(by=by, month=month, start=next_first, lot=lot)
    cases = cases.filter(pl.col("start") + 10 <= province.last)
    place = pl.col("lot").rank("ordinal").over("by", "month")
    many = pl.len().over("by", "month")
    drawn = cases.with_columns(concluded_then=many).filter(
        place <= (many * SHARE).round().clip(1)
    ).sort("month", "by", "place")  # fmt: skip
    turn = drawn["by"].to_numpy() * 1000 + drawn["month"].to_numpy()
    late = np.where(province.rng("late draws").permutation(997)[turn % 997] < 40, 14, 0)
    day = drawn["start"].to_numpy() + drawn["month"].to_numpy() % 4 + late
    day = province.calendar.onward(np.minimum(day, province.last - 3))
    name = drawn["month"].cast(pl.Int64).to_numpy().astype("datetime64[M]").astype(str)
    drawn = drawn.with_columns(
        drawn_on=day, name=pl.Series(name.tolist(), dtype=pl.String),
        draw=pl.concat_str(province.codes(drawn["by"].to_numpy()), pl.lit("-CQ-"),
                           pl.Series(name.tolist(), dtype=pl.String)),
    )  # fmt: skip
    _write_draws(province, drawn)
    open_ = drawn.join(province.open_cases().select("place"), on="place", how="semi",
                       maintain_order="left")  # fmt: skip
    return _messaged(province, rng, open_)


def _write_draws(province: Province, drawn: pl.DataFrame) -> None:
    draws = drawn.group_by("draw", maintain_order=True).agg(
        pl.col("by", "drawn_on", "concluded_then", "name").first(), pl.col("number")
    )
    province.put("draw", draws.select(
        number="draw", month="name", drawn_on=days(draws["drawn_on"]), concluded="concluded_then",
        seed=pl.concat_str(pl.lit("抽取种子 "), "name"), selected=pl.col("number").list.join(";"),
        drawn_by=province.department(draws["by"].to_numpy(), "command"),
    ))  # fmt: skip


def _messaged(province: Province, rng: np.random.Generator, drawn: pl.DataFrame) -> pl.DataFrame:
    many, day = len(drawn), drawn["drawn_on"].to_numpy()
    answer = series(rng, ANSWERS, many)
    answered = province.seen(day + rng.integers(0, 5, many))
    waiting = (day > province.last - 32) & (answer == "silent").to_numpy()
    recent = pl.Series(waiting | (answered == NEVER))
    answer = answer.set(recent, "pending")
    replied = answer.is_in(list(REPLY)).to_numpy()
    return _callbacks(province, rng, drawn.with_columns(
        day=day, answer=answer, answered=np.where(replied, answered, NEVER), way=pl.lit("message"),
        occasion=pl.lit("routine"), of=pl.lit(None, pl.String), petition=pl.lit(None, pl.String),
        key=pl.col("number") + "-HF-S", party="applicant", case="number",
    ))  # fmt: skip


def _callbacks(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    """Call-backs with the columns that all of them have."""
    filed = frame["filed"].to_numpy()
    end = np.minimum(frame["concluded"].to_numpy(), frame["day"].to_numpy())
    since = province.calendar.back(
        filed + ((end - filed) * rng.uniform(0.2, 0.8, len(frame))).astype(np.int64)
    )
    frame = frame.with_columns(
        number="key",
        since=since,
        executed=pl.col("concluded") <= pl.col("day"),
        officer=province.holder(frame["chair"].to_numpy(), since),
    )
    return frame.select(*KEYS, "filed", "concluded", "chair").with_columns(
        pl.col("day", "answered", "since").cast(pl.Int64)
    )


def _owed(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    """Call-backs for a reason (B2, A8), by phone."""
    return _callbacks(province, rng, calls_owed(province).with_columns(
        number="key", answered="day", way=pl.lit("phone"), of=pl.lit(None, pl.String),
        party="applicant",
    ).unique("key", keep="first", maintain_order=True))  # fmt: skip


def _escalated(
    province: Province, rng: np.random.Generator, before: pl.DataFrame, way: str
) -> pl.DataFrame:
    """Who isn't satisfied, or doesn't know, is called; who still isn't is visited."""
    again = before.filter(
        pl.col("answer").is_in(["dissatisfied", "unknown"]) & (pl.col("answered") < NEVER)
        & pl.Series(~province.left_out(rng, before["court"].to_numpy(), 0.06))
    )  # fmt: skip
    many = len(again)
    wait = 11 if way == "phone" else 24
    day = province.seen(again["answered"].to_numpy() + rng.integers(2, wait, many))
    letter = "D" if way == "phone" else "X"
    made = again.with_columns(
        of="number",
        number=pl.col("number").str.replace(r"-?[SD]$", "") + f"-{letter}",
        day=day,
        answered=day,
        way=pl.lit(way),
        answer=series(rng, BY_PHONE if way == "phone" else ON_SITE, many),
    )
    return made.filter(pl.col("day") < NEVER)


def _consultations(province: Province, visits: pl.DataFrame) -> None:
    """Before a visit bureau, discipline team and supervision office consult (B2)."""
    courts = province.codes(visits["court"].to_numpy())
    province.put("meeting", visits.select(
        pl.col("number") + "-HS", sort_of_meeting=pl.lit("three_party"), agreed=pl.lit(False),
        held_on=days(province.calendar.back(visits["day"].to_numpy() - 1)),
        subject=pl.lit("实地回访前会商"), held_by=courts, **{"considered.case": pl.col("case")},
    ))  # fmt: skip


def _messages(province: Province, rng: np.random.Generator, sent: pl.DataFrame) -> None:
    phones = province.tables["party"].select("number", "phone")
    sent = sent.join(phones, left_on="party", right_on="number", how="left", maintain_order="left")
    replied = pl.col("answer").is_in(list(REPLY))
    failed = pl.Series(rng.random(len(sent)) < 0.05)
    said = pl.col("answer").replace_strict(REPLY, default=None, return_dtype=pl.String)
    province.put("message", sent.select(
        pl.col("number") + "-DX", sent_on=days(sent["day"]), phone="phone", sent_for="number",
        state=pl.when(replied).then(pl.lit("replied")).when(failed).then(pl.lit("failed"))
        .otherwise(pl.lit("sent")),
        reply=pl.concat_str(said, pl.col("problem").fill_null("")),
        replied_on=days(sent["answered"]),
    ))  # fmt: skip


def _write(province: Province, rng: np.random.Generator, every: pl.DataFrame) -> None:
    court, day = every["court"].to_numpy(), every["day"].to_numpy()
    way = every["way"].to_numpy()
    by = province.department(court, "command").zip_with(
        pl.Series(way != "visit"), province.department(court, "bureau")
    )
    who = province.head(court, "command", day).zip_with(
        pl.Series(way != "visit"), province.head(court, "bureau", day)
    )
    province.put("callback", every.select(
        "number", "way", "occasion", "answer", "executed", "party", made_on=days(day),
        answered_on=days(every["answered"]), escalates="of", names_problems="problem",
        opinion=pl.when(pl.col("answer") == "dissatisfied").then(pl.lit(WISH)),
        measures=pl.when(pl.col("way") == "visit").then(pl.lit("当场释明，责成承办人限期回复")),
        made_by=by, recorded_by=who.set(pl.Series(way == "message"), None),
        visitors=_visitors(province, court, day).set(pl.Series(way != "visit"), None),
        **{"asks_about.petition": pl.col("petition"),
           "asks_about.case": pl.when(pl.col("petition").is_null()).then("case")},
    ))  # fmt: skip
    _findings(province, rng, every)


def _visitors(province: Province, court: Ints, day: Ints) -> pl.Series:
    """The persons whom the discipline bodies send along on a visit; now and then only one does."""
    rng = province.rng("visitors")
    team, office = (
        province.head(court, f, day).set(pl.Series(rng.random(len(court)) > sent), None)
        for f, sent in (("discipline_team", 0.97), ("supervision_office", 0.95))
    )
    both = pl.DataFrame({"team": team, "office": office})
    return both.select(
        pl.concat_str("team", "office", separator=";", ignore_nulls=True).replace("", None)
        .alias("visitors")
    )["visitors"]  # fmt: skip


def _findings(province: Province, rng: np.random.Generator, every: pl.DataFrame) -> None:
    """What the last call-back of a case complains of: alleged; some is verified later."""
    told = every.filter(
        pl.col("problem").is_not_null(), ~pl.col("number").is_in(every["of"].drop_nulls().to_list())
    )
    many = len(told)
    verified: Bools = (told["way"] == "visit").to_numpy() & (rng.random(many) < 0.55)
    known: Ints = province.seen(told["day"].to_numpy() + rng.integers(10, 40, many))
    settled = verified & (known < NEVER)
    refuted = settled & (rng.random(many) < 0.3)
    status = np.select([refuted, settled], ["refuted", "established"], "alleged")
    found(province, told.select(
        "court", "problem", "officer", "case", day="since",
        status=pl.Series(status.tolist(), dtype=pl.String),
        known=np.where(status == "established", known, NEVER), callback="number",
        conclusion=pl.lit("回访反映"),
    ))  # fmt: skip
