"""What review and implementing bodies tell each other during a review; typical cases (A6, A7)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.plausible import NEVER, delays
from graph.generate.province import Province, days, iso

ROUNDS = {
    "evidence_list": (0.45, 2, "请提供查控、送达及裁定等全部材料清单所列证据"),
    "question": (0.2, 5, "请说明查封财产价值的认定依据"),
    "consultation": (0.12, 9, "拟撤销该执行行为，征求实施部门意见"),
}  # fmt: skip
"""Kind → share of reviews that have it, days from filing, what it says."""


def make_exchanges(province: Province) -> None:
    """Lists, questions, opinions asked for and answers, self-correction agreed on."""
    rng = province.rng("exchanges")
    reviews = province.work["reviews"]
    cases = province.work["cases"]["court"].to_numpy()
    reviews = reviews.with_columns(at=cases[reviews["case"].to_numpy()])
    parts = []
    for turn, (sort, (share, start, text)) in enumerate(ROUNDS.items()):
        asked = _asked(province, rng, reviews, share, start)
        parts.append(_sent(asked, sort, text, f"-WJ{2 * turn + 1}", "review"))
        replied = asked.filter(pl.col("done") < NEVER).with_columns(
            sent="done", due=pl.lit(NEVER), done=pl.lit(NEVER)
        )
        parts.append(_sent(replied, "answer", "已按要求提供材料并作书面说明",
                           f"-WJ{2 * turn + 2}", "enforcement"))  # fmt: skip
    own = reviews.filter(
        pl.col("outcome") == "withdrawn", pl.Series(rng.random(len(reviews)) < 0.6)
    ).with_columns(sent="filed", due=pl.col("filed") + 15, done="ruled")
    parts.append(_sent(own, "self_correction", "实施部门同意自行纠正，申请人撤回申请", "-WJ9",
                       "review"))  # fmt: skip
    frame = pl.concat(parts).sort("sent", "number")
    there = frame["from_review"]
    by, at = frame["court"].to_numpy(), frame["at"].to_numpy()
    review, enforcement = province.department(by, "review"), province.department(at, "enforcement")
    province.put("exchange", frame.select(
        "number", "content", "review", sort_of_exchange="sort", sent_on=days(frame["sent"]),
        due_on=days(frame["due"]), done_on=days(frame["done"]),
        sent_from=review.zip_with(there, enforcement),
        sent_to=enforcement.zip_with(there, review),
    ))  # fmt: skip


def _asked(
    province: Province, rng: np.random.Generator, reviews: pl.DataFrame, share: float, start: int
) -> pl.DataFrame:
    drawn = reviews.filter(pl.Series(rng.random(len(reviews)) < share))
    many = len(drawn)
    sent = province.seen(drawn["filed"].to_numpy() + start)
    inside = drawn.with_columns(sent=sent).filter(
        pl.col("sent") < NEVER, pl.col("sent") <= pl.col("ruled")
    )
    many = len(inside)
    sent = inside["sent"].to_numpy()
    done = province.seen(sent + np.minimum(delays(rng, many, 3.5, 0.5), 60))
    done = np.minimum(done, np.maximum(inside["ruled"].to_numpy(), sent))
    done = np.where(
        (done > province.last) | province.left_out(rng, inside["at"].to_numpy(), 0.04), NEVER, done
    )
    return inside.with_columns(due=province.calendar.after(sent, 5), done=done)


def _sent(frame: pl.DataFrame, sort: str, text: str, tail: str, sender: str) -> pl.DataFrame:
    return frame.select(
        (pl.col("number") + tail), pl.col("number").alias("review"), "court", "at",
        pl.col("sent", "due", "done").cast(pl.Int64), sort=pl.lit(sort), content=pl.lit(text),
        from_review=pl.lit(sender == "review"),
    )  # fmt: skip


def make_typical_cases(province: Province) -> None:
    """Each year's typical rulings, published by the high court and by some areas."""
    rng = province.rng("typical cases")
    reviews = province.work["reviews"].filter(
        pl.col("effective") < NEVER, pl.col("outcome").is_in(["revoked", "changed", "upheld"])
    )
    rows = []
    for year in range(province.until.year - 4, province.until.year + 1):
        day = int(np.datetime64(f"{year}-02-10").astype(np.int64))
        past = reviews.filter(pl.col("effective") < day, pl.col("effective") >= day - 400)
        if day > province.last or not len(past):
            continue
        drawn = past[np.sort(rng.choice(len(past), min(len(past), 6), replace=False))]
        for turn, review in enumerate(drawn.iter_rows(named=True)):
            rows.append({
                "number": f"鲁-DX-{year}-{turn + 1:02d}", "gist": "执行行为应当以生效法律文书为限",
                "published_on": np.datetime64(iso(int(day + rng.integers(0, 200)))).item()
                if day + 200 <= province.last else np.datetime64(iso(day)).item(),
                "published_by": "鲁-CJ", "exemplifies": review["number"],
            })  # fmt: skip
    province.add("typical_case", rows)
