"""Petitions about cases and reviews: channels, repeats, how far they are resolved (A8, A10)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.plausible import NEVER, Ints, delays, pick, year_of
from graph.generate.province import Province, by_place, days
from graph.generate.reviews import reserved_courts

CHANNELS = {
    "visit": 34, "letter": 22, "online": 20, "hotline": 11, "transferred": 10, "other": 3,
}  # fmt: skip

LEVELS_UP = (0.64, 0.22, 0.14)
"""Shares handled by the case's own court, the one above it, the one above that."""

AGAIN = 0.3
"""Share of petitions that are repeated; the repetition may be repeated too."""

STUCK = 0.05
"""Share that never comes to final resolution."""

CONTENT = {
    "S": "反映案件长期没有进展，要求督促执行",
    "E": "反映执行措施违法，要求纠正",
    "C": "反映执行人员作风不正",
    "P": "反映信访诉求没有得到回应",
    "X": "反映案件受到外部干预",
}
"""What is complained of, by the first letter of the problem."""

SAID = {
    "S02": 6, "S03": 6, "S04": 4, "S05": 9, "S06": 11, "S07": 5, "S08": 5, "S09": 6, "S10": 9,
    "S12": 9, "S01": 2, "S11": 2, "S13": 2, "E01": 5, "E02": 3, "E03": 4, "E04": 4, "E05": 2,
    "E07": 3, "E08": 3, "E09": 1, "E06": 2, "C04": 6, "C05": 5, "C02": 1, "C03": 1, "C06": 1,
    "C01": 1, "P06": 7, "P07": 4, "X01": 1, "X02": 2, "X03": 1,
}  # fmt: skip
"""Problems that petitions speak of, with their weights."""


def make_petitions(province: Province) -> None:
    """Petitions and their repetitions; the frame under ``petitions`` hands them on."""
    rng = province.rng("petitions")
    frame = before = _first(province, rng)
    for _ in range(3):
        before = _repeated(province, rng, before, len(frame))
        frame = pl.concat([frame, before])
    frame = _numbered(province, frame.sort("received", "id"))
    province.work["petitions"] = _resolved(province, rng, frame)
    _write(province, rng)


def _first(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    cases, courts = province.work["cases"], province.courts
    fine = cases.filter(~pl.col("court").is_in(reserved_courts(province)))
    many = min(province.many(90_000, 40), len(fine))
    drawn = fine[np.sort(rng.choice(len(fine), many, replace=False))]
    received = drawn["filed"].to_numpy() + 15 + delays(rng, many, 170, 0.8)
    received = province.calendar.onward(np.minimum(received, province.last + 30))
    chair = drawn["chair"].to_numpy()
    since = drawn["filed"].to_numpy() + (
        (received - drawn["filed"].to_numpy()) * rng.uniform(0.1, 0.9, many)
    ).astype(np.int64)
    since = province.calendar.back(np.minimum(since, province.last))
    officer = by_place(province.staff.numbers, province.staff.holder(chair, since))
    frame = drawn.select(
        "court", pl.col("place").alias("case"), pl.col("number").alias("case_number"),
        party=drawn["applicant"].zip_with(pl.Series(rng.random(many) < 0.72), drawn["respondent"]),
        received=received, since=since, officer=officer,
        named=officer.set(pl.Series(rng.random(many) > 0.55), None),
        problem=pl.Series(pick(rng, SAID, many).tolist(), dtype=pl.String),
        handled=_handled(courts.above, drawn["court"].to_numpy(), rng),
        of=pl.lit(-1, pl.Int64), round=pl.lit(0, pl.Int64),
    ).filter(
        pl.col("received") <= province.last,
        ~pl.col("officer").is_in(sorted(province.reserved.officers)),
    )  # fmt: skip
    return frame.with_columns(id=pl.int_range(pl.len()))


def _handled(above: Ints, court: Ints, rng: np.random.Generator) -> Ints:
    up = np.searchsorted(np.cumsum(LEVELS_UP), rng.random(len(court)))
    once = np.where(above[court] >= 0, above[court], court)
    twice = np.where(above[once] >= 0, above[once], once)
    return np.where(up == 0, court, np.where(up == 1, once, twice))


def _repeated(
    province: Province, rng: np.random.Generator, before: pl.DataFrame, start: int
) -> pl.DataFrame:
    """The same party again, often with the court above."""
    again = before.filter(pl.Series(rng.random(len(before)) < AGAIN))
    many = len(again)
    handled = again["handled"].to_numpy()
    above = province.courts.above[handled]
    higher = np.where((above >= 0) & (rng.random(many) < 0.4), above, handled)
    received = again["received"].to_numpy() + 10 + delays(rng, many, 70, 0.6)
    made = again.with_columns(
        of="id", handled=higher, round=pl.col("round") + 1,
        received=province.calendar.onward(np.minimum(received, province.last + 30)),
    ).filter(pl.col("received") <= province.last)  # fmt: skip
    return made.with_columns(id=pl.int_range(start, start + pl.len()))


def _numbered(province: Province, frame: pl.DataFrame) -> pl.DataFrame:
    """鲁0102-XF-2023-0001, in the order of receipt."""
    code = by_place(province.courts.codes, frame["handled"].to_numpy())
    frame = frame.with_columns(code=code, year=year_of(frame["received"].to_numpy())).with_columns(
        number=pl.concat_str(
            "code", pl.lit("-XF-"), pl.col("year").cast(pl.String), pl.lit("-"),
            pl.int_range(1, pl.len() + 1).over("code", "year").cast(pl.String).str.zfill(4),
        )
    )  # fmt: skip
    names = frame.select(pl.col("id").alias("of"), pl.col("number").alias("repeats"))
    return frame.join(names, on="of", how="left", maintain_order="left")


def _resolved(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    """A petition goes from procedural to staged to final as time passes; a repeated one isn't."""
    many, last = len(frame), province.last
    repeated = frame["id"].is_in(frame["of"].to_list()).to_numpy()
    on, day = {}, frame["received"].to_numpy()
    for name, middle in (("procedural", 22), ("staged", 30), ("final", 26)):
        day = day + delays(rng, many, middle, 0.45)
        if name == "final":  # who comes again isn't through yet; some matters stay as they are
            day = np.where(repeated, day + delays(rng, many, 150, 0.4), day)
            day = np.where(rng.random(many) < STUCK, NEVER, day)
        on[name] = np.where(day <= last, day, NEVER)
    state = np.select([on[name] < NEVER for name in ("final", "staged", "procedural")],
                      ["final", "staged", "procedural"], "open")  # fmt: skip
    return frame.with_columns(
        resolution=pl.Series(state.tolist(), dtype=pl.String),
        **{f"{name}_on": pl.Series(day, dtype=pl.Int64) for name, day in on.items()},
    )


def _write(province: Province, rng: np.random.Generator) -> None:
    frame = province.work["petitions"]
    many = len(frame)
    reviews = (
        province.work["reviews"]
        .filter(pl.col("ruled") <= province.last)
        .group_by("case")
        .agg(pl.col("number").first().alias("review"), pl.col("ruled").min())
    )
    frame = frame.join(reviews, on="case", how="left", maintain_order="left")
    on_review = (pl.col("ruled") <= pl.col("received")).fill_null(False)
    entry = province.rng("entry of petitions")
    late = np.where(entry.random(many) < 0.03, entry.integers(1, 5, many), 0)
    capital = rng.random(many) < 0.02 + 0.05 * frame["round"].to_numpy()
    province.put("petition", frame.select(
        "number", "resolution", "repeats", received_on=days(frame["received"]),
        entered_on=days(np.minimum(frame["received"].to_numpy() + late, province.last)),
        procedural_on=days(frame["procedural_on"]), staged_on=days(frame["staged_on"]),
        final_on=days(frame["final_on"]),
        channel=pl.Series(pick(rng, CHANNELS, many).tolist(), dtype=pl.String),
        content=pl.col("problem").str.slice(0, 1).replace_strict(CONTENT),
        went_to_capital=pl.Series(capital), officers="named", filed_by="party",
        handled_by=by_place(
            province.work["departments"]["number"],
            province.courts.department(frame["handled"].to_numpy(), "petitions"),
        ),
    ).with_columns(
        frame.select(pl.when(on_review).then("review").alias("about_case.review")).to_series(),
        frame["case_number"].alias("about_case.case"),
    ))  # fmt: skip
