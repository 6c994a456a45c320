"""Reviews: objections, reconsiderations, supervision, and what they challenge (A5–A7).

First the objections and their like, each against an act or a case; then reconsiderations of those
rulings by the court above, new objections after a remand, supervision of what is in effect. Numbers
come last, in the order of filing.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate import parties
from graph.generate.cases import case_numbers
from graph.generate.plausible import NEVER, Ints, delays, pick
from graph.generate.province import Province, by_place, days

FIRST = {
    "objection": {
        "rejected": 50, "revoked": 14, "changed": 8, "partly": 6, "withdrawn": 12,
        "not_admitted": 6, "upheld": 4,
    },
    "joinder": {"granted": 45, "rejected": 45, "withdrawn": 7, "not_admitted": 3},
    "third_party": {"rejected": 60, "revoked": 20, "withdrawn": 10, "not_admitted": 10},
    "arbitration": {"rejected": 75, "granted": 15, "withdrawn": 10},
    "reconsideration": {"upheld": 60, "revoked": 15, "changed": 15, "partly": 5, "withdrawn": 5},
}  # fmt: skip
"""Kind → outcomes with their weights; the reconsideration here is that of a sanction itself."""

AGAIN = {
    "upheld": 64, "changed": 11, "revoked": 11, "partly": 4, "remanded": 7, "withdrawn": 3,
}  # fmt: skip
WATCHED = {
    "rejected": 48, "upheld": 12, "revoked": 16, "changed": 12, "partly": 4, "remanded": 4,
    "withdrawn": 4,
}  # fmt: skip

AGAINST = ("revoked", "changed", "partly")
"""Outcomes that don't leave things as they were."""

TYPE = {"reconsideration": "reconsideration", "supervision": "supervision"}
FUTILE = ("withdrawn", "not_admitted")

REASONS = {
    "upheld": "原行为认定事实清楚，适用法律正确，予以维持",
    "revoked": "实施行为缺乏事实依据，予以撤销",
    "changed": "实施行为部分不当，予以变更",
    "partly": "部分实施行为超出必要范围，部分撤销",
    "rejected": "理由不能成立，予以驳回",
    "remanded": "原裁定认定基本事实不清，发回重新审查",
    "withdrawn": "申请人自愿撤回，予以准许",
    "not_admitted": "不符合受理条件，不予受理",
    "granted": "理由成立，予以准许",
}


def make_reviews(province: Province) -> None:
    """All reviews; the frame under ``reviews`` hands them on."""
    rng = province.rng("reviews")
    first = _first(province, rng)
    again = _again(province, rng, first)
    anew = _anew(province, rng, again, len(first) + len(again))
    frame = pl.concat([first, again, anew])
    frame = pl.concat([frame, _watched(province, rng, frame)])
    frame = _numbered(province, _in_effect(province, rng, frame))
    frame = frame.with_columns(deciders=_deciders(province, rng, frame))
    province.work["reviews"] = frame
    _write(province, rng, frame)


def _first(province: Province, rng: np.random.Generator) -> pl.DataFrame:
    """Objections and their like against acts that nobody reserved."""
    acts = province.work["acts"].with_row_index("act")
    open_ = acts.filter(
        ~pl.col("officer").is_in(sorted(province.reserved.officers))
        & ~pl.col("clerk").is_in(sorted(province.reserved.officers)).fill_null(False)
        & ~pl.col("court").is_in(reserved_courts(province))
    )
    # what is filed late hangs over the end of the five years: some are drawn and never filed
    many = min(province.many(160_000, 40), len(open_))
    drawn = open_[np.sort(rng.choice(len(open_), many, replace=False))]
    chance = pl.Series(rng.random(many))
    kind = (
        pl.when(pl.col("sort") == "joinder").then(pl.lit("joinder"))
        .when((pl.col("sort") == "sanction") & (chance < 0.7)).then(pl.lit("reconsideration"))
        .when(pl.col("sort").is_in(["seizure", "auction", "eviction"]) & (chance < 0.3))
        .then(pl.lit("third_party"))
        .when(chance > 0.96).then(pl.lit("arbitration"))
        .otherwise(pl.lit("objection"))
    )  # fmt: skip
    drawn = drawn.with_columns(kind=kind)
    court = drawn["court"].to_numpy()
    up = drawn["kind"].to_numpy() == "reconsideration"
    above = province.courts.above[court]
    drawn = drawn.with_columns(
        court=np.where(up & (above >= 0), above, court),
        filed=province.calendar.onward(drawn["day"].to_numpy() + delays(rng, many, 20, 0.7)),
        ruled_after=delays(rng, many, 17, 0.45),
        outcome=_outcomes(rng, drawn["kind"]),
    )
    return _ruled(province, drawn.with_columns(
        act=pl.when(pl.col("kind") == "arbitration").then(None).otherwise("act").cast(pl.Int64),
        of=pl.lit(-1, pl.Int64),
    ), 0)  # fmt: skip


def reserved_courts(province: Province) -> list[int]:
    """Places of the courts that the background leaves alone."""
    return [province.courts.at[code] for code in sorted(province.reserved.courts)]


def _outcomes(rng: np.random.Generator, kinds: pl.Series) -> pl.Series:
    made = np.full(len(kinds), "", dtype=object)
    for kind, weights in FIRST.items():
        where = (kinds == kind).to_numpy()
        made[where] = pick(rng, weights, int(where.sum()))
    return pl.Series(made.tolist(), dtype=pl.String)


def _ruled(province: Province, frame: pl.DataFrame, start: int) -> pl.DataFrame:
    """Only what is filed in time, with its ruling where there is one yet."""
    frame = frame.filter(pl.col("filed") <= province.last)
    ruled = province.calendar.onward(frame["filed"].to_numpy() + frame["ruled_after"].to_numpy())
    ruled = np.where(ruled <= province.last, ruled, NEVER)
    return frame.select(
        pl.int_range(start, start + pl.len()).alias("id"),
        "kind",
        "court",
        "act",
        "case",
        "of",
        pl.col("filed").cast(pl.Int64),
        ruled=ruled,
        outcome=pl.when(pl.Series(ruled) < NEVER).then("outcome"),
    )


def _again(province: Province, rng: np.random.Generator, first: pl.DataFrame) -> pl.DataFrame:
    """Reconsiderations by the court above, applied for within ten days of service."""
    above = province.courts.above[first["court"].to_numpy()]
    before = first.with_columns(court=above).filter(
        pl.col("kind").is_in(["objection", "joinder"]) & (pl.col("ruled") < NEVER)
        & ~pl.col("outcome").is_in(FUTILE) & (pl.col("court") >= 0)
        & (pl.Series(rng.random(len(first))) < 0.38)
    )  # fmt: skip
    many = len(before)
    return _ruled(province, before.with_columns(
        of="id", kind=pl.lit("reconsideration"),
        filed=province.calendar.onward(before["ruled"].to_numpy() + rng.integers(4, 20, many)),
        ruled_after=delays(rng, many, 26, 0.4),
        outcome=pl.Series(pick(rng, AGAIN, many).tolist(), dtype=pl.String),
    ), len(first))  # fmt: skip


def _anew(
    province: Province, rng: np.random.Generator, again: pl.DataFrame, start: int
) -> pl.DataFrame:
    """The objection is heard again where it was remanded."""
    back = again.filter((pl.col("outcome") == "remanded") & (pl.col("ruled") < NEVER))
    many = len(back)
    court = province.work["cases"]["court"].to_numpy()[back["case"].to_numpy()]
    return _ruled(province, back.with_columns(
        of=pl.lit(-1, pl.Int64), kind=pl.lit("objection"), court=court,
        filed=province.calendar.onward(back["ruled"].to_numpy() + rng.integers(8, 25, many)),
        ruled_after=delays(rng, many, 20, 0.4),
        outcome=pl.Series(pick(rng, FIRST["objection"], many).tolist(), dtype=pl.String),
    ), start)  # fmt: skip


def _watched(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    """Supervision by the court above of rulings in effect."""
    above = province.courts.above[frame["court"].to_numpy()]
    before = frame.with_columns(court=above).filter(
        (pl.col("ruled") < NEVER) & ~pl.col("outcome").is_in([*FUTILE, "remanded"])
        & (pl.col("court") >= 0) & ~pl.col("id").is_in(frame["of"].to_list())
        & (pl.Series(rng.random(len(frame))) < 0.1)
    )  # fmt: skip
    many = len(before)
    return _ruled(province, before.with_columns(
        of="id", kind=pl.lit("supervision"),
        filed=province.calendar.onward(
            np.minimum(before["ruled"].to_numpy() + 20 + delays(rng, many, 90, 0.6), NEVER - 400)
            .clip(None, province.last + 60)
        ),
        ruled_after=delays(rng, many, 60, 0.4),
        outcome=pl.Series(pick(rng, WATCHED, many).tolist(), dtype=pl.String),
    ), len(frame))  # fmt: skip


def _in_effect(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    """The day of effect, by kind; a ruling under reconsideration waits for it or falls."""
    later = frame.filter(pl.col("kind") == "reconsideration", pl.col("of") >= 0).select(
        pl.col("of").alias("id"),
        pl.col("outcome").alias("then"),
        pl.col("ruled").alias("then_on"),
    )
    frame = frame.join(later, on="id", how="left", maintain_order="left")
    chance = pl.Series(rng.integers(0, 6, len(frame)))
    alone = (
        pl.when(pl.col("outcome").is_in(FUTILE)).then(0)
        .when(pl.col("kind") == "third_party").then(15 + chance)
        .when(pl.col("kind").is_in(["reconsideration", "supervision"])).then(2 + chance)
        .otherwise(10 + chance)
    )  # fmt: skip
    stands = pl.col("then").is_in(["upheld", "withdrawn", "partly"])
    return frame.with_columns(
        effective=pl.when(pl.col("then_on").is_null()).then(pl.col("ruled") + alone)
        .when(stands).then(pl.col("then_on") + 2 + chance).otherwise(NEVER),
    ).with_columns(
        effective=pl.when(pl.col("effective") <= province.last).then("effective").otherwise(NEVER),
        overturned=pl.col("then").is_in(["revoked", "changed", "remanded"]).fill_null(False),
    ).drop("then", "then_on")  # fmt: skip


def _numbered(province: Province, frame: pl.DataFrame) -> pl.DataFrame:
    frame = frame.sort("filed", "id")
    types = frame["kind"].replace(TYPE)
    types = types.set(~types.is_in(list(TYPE)), "objection")
    codes = by_place(province.courts.codes, frame["court"].to_numpy())
    frame = frame.with_columns(number=case_numbers(codes, frame["filed"].to_numpy(), types))
    names = frame.select(pl.col("id").alias("of"), pl.col("number").alias("reviewed"))
    return frame.join(names, on="of", how="left", maintain_order="left")


def _deciders(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> pl.Series:
    """A panel of those who sit there on the day; without whoever did what is reviewed."""
    department = province.courts.department(frame["court"].to_numpy(), "review")
    day = np.minimum(frame["ruled"].to_numpy(), province.last)
    chairs = province.staff.panel(department, 3, rng.integers(0, 50, len(frame)))
    acts = province.work["acts"]
    act = frame["act"].fill_null(-1).to_numpy()
    done = pl.DataFrame({
        "id": frame["id"], "a": by_place(acts["officer"], act), "b": by_place(acts["clerk"], act),
    })  # fmt: skip
    sat = pl.concat([
        pl.DataFrame({
            "id": frame["id"], "of": frame["of"],
            "who": by_place(province.staff.numbers, np.where(
                chair >= 0, province.staff.holder(np.maximum(chair, 0), day), -1
            )),
        }) for chair in chairs
    ]).drop_nulls("who")  # fmt: skip
    barred = pl.concat([
        done.select("id", who="a"), done.select("id", who="b"),
        frame.filter(pl.col("of") >= 0).select("id", "of").join(
            sat.select(pl.col("id").alias("of"), "who"), on="of"
        ).select("id", "who"),
    ])  # fmt: skip
    fine = sat.join(barred, on=["id", "who"], how="anti").sort("id", "who")
    panels = fine.group_by("id").agg(pl.col("who").str.join(";"))
    return frame.join(panels, on="id", how="left", maintain_order="left")["who"]


def _write(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    cases, acts = province.work["cases"], province.work["acts"]
    case = frame["case"].to_numpy()
    outside = (frame["kind"] == "third_party").to_numpy()
    by_applicant = rng.random(len(frame)) < 0.35
    filed_by = by_place(cases["applicant"], case).zip_with(
        pl.Series(by_applicant), by_place(cases["respondent"], case)
    )
    others = parties.newcomers(province, rng, case[outside], "outsider")
    filed_by = filed_by.scatter(np.flatnonzero(outside), others)
    departments = province.work["departments"]["number"]
    direct = pl.col("of") < 0
    named = frame.with_columns(
        act_number=by_place(acts["number"], frame["act"].fill_null(-1).to_numpy()),
        case_number=by_place(cases["number"], case),
    )
    province.put("review", named.select(
        "number", "outcome", sort_of_review="kind", filed_on=days(frame["filed"]),
        ruled_on=days(frame["ruled"]), effective_on=days(frame["effective"]),
        reasons=pl.col("outcome").replace_strict(REASONS, default=None),
        reviews="reviewed", deciders="deciders", filed_by=filed_by,
        decided_by=by_place(
            departments, _department(province, frame["court"].to_numpy())
        ),
    ).with_columns(
        named.select(pl.when(direct).then("act_number").alias("challenges.act"))["challenges.act"],
        named.select(
            pl.when(direct & pl.col("act").is_null()).then("case_number").alias("challenges.case")
        )["challenges.case"],
    ))  # fmt: skip


def _department(province: Province, court: Ints) -> Ints:
    return province.courts.department(court, "review")
