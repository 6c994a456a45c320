"""Leads, and measures of the four forms; the discipline bodies' own records (B4, B5)."""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import mark_findings
from graph.generate.plausible import NEVER, Ints, pick, series
from graph.generate.province import Province, days, ends, only

STATES = {"confirmed": 36, "unfounded": 52, "verifying": 7, "registered": 5}
FORMS = {
    "reminder": 46, "warning": 22, "criticism": 14, "reprimand": 5, "no_penalty": 5, "other": 3,
    "suspension": 2, "dismissal": 1, "resigned": 1, "not_served": 1, "reinstated": 1,
}  # fmt: skip
CITED = ("finding", "petition", "verification", "callback", "trip_report", "notice", "lead")
"""What a measure may rest on."""

SAID = {"reminder": "谈话提醒", "warning": "预警约谈", "criticism": "批评教育"}


def make_leads(province: Province) -> None:
    """Leads from petitions, call-backs and findings, and how they were disposed of."""
    rng = province.rng("leads")
    said = province.work["findings"].filter(
        pl.col("officer").is_not_null(),
        pl.col("petition").is_not_null() | pl.col("callback").is_not_null()
        | pl.col("trip_report").is_not_null() | pl.col("tracking").is_not_null()
        | pl.col("inspection").is_not_null(),
    )  # fmt: skip
    grave = said["problem"].str.contains(r"^[CT]|E02|E03|P08").to_numpy()
    many = min(province.many(4_000, 20), len(said))
    lot = rng.random(len(said)) / np.where(grave, 4.0, 1.0)
    for source in ("petition", "callback", "trip_report", "tracking", "inspection"):
        of_it = np.flatnonzero(said[source].is_not_null().to_numpy())
        lot[of_it[:1]] = -1  # each kind of source has one at least
    drawn = said[np.sort(np.argsort(lot, kind="stable")[:many])]
    registered = province.seen(drawn["day"].to_numpy() + 40 + rng.integers(0, 200, many))
    drawn = drawn.with_columns(registered=registered).filter(pl.col("registered") < NEVER)
    # some are young enough not to be through; none was registered before the source spoke
    young = province.last - rng.integers(0, 26, len(drawn))
    drawn = drawn.with_columns(registered=pl.Series(np.where(
        rng.random(len(drawn)) < 0.12, province.calendar.back(young), drawn["registered"].to_numpy()
    )))  # fmt: skip
    drawn = drawn.with_columns(registered=np.maximum(
        drawn["registered"].to_numpy(), _told(province, drawn)
    )).filter(pl.col("registered") <= province.last).sort("registered", "number")  # fmt: skip
    many, on = len(drawn), drawn["registered"].to_numpy()
    court = drawn["court"].to_numpy()
    state = series(rng, STATES, many)
    disposed = province.seen(
        on + rng.integers(6, 30, many) + np.where(rng.random(many) < 0.07, 25, 0)
    )
    ended = state.is_in(["confirmed", "unfounded"])
    state = state.set(ended & pl.Series(disposed == NEVER), "verifying")
    ended = state.is_in(["confirmed", "unfounded"])
    key = province.keys("XS", court, on)
    province.work["leads"] = drawn.with_columns(
        key=key, state=state, disposed=np.where(ended.to_numpy(), disposed, NEVER)
    )
    alone = pl.col("petition").is_null() & pl.col("callback").is_null()
    province.put("lead", drawn.select(
        key, state=state, registered_on=days(on),
        disposed_on=days(np.where(ended.to_numpy(), disposed, NEVER)),
        content=pl.lit("反映承办人存在违纪违法线索"),
        disposal=pl.when(ended).then(pl.lit("经核查处置完毕")),
        registered_by=province.department(court, "discipline_team"),
        **ends({"concerns.officer": pl.col("officer"), "concerns.case": pl.col("case"),
           "from_source.petition": pl.col("petition"), "from_source.callback": pl.col("callback"),
           "from_source.trip_report": pl.when(alone).then("trip_report"),
           "from_source.tracking": pl.col("tracking"),
           "from_source.inspection": pl.col("inspection"),
           "from_source.finding": pl.when(alone).then("number")}),
    ))  # fmt: skip


def _told(province: Province, drawn: pl.DataFrame) -> Ints:
    """The day on which the source spoke: the petition's, the call-back's, the report's."""
    tables = (
        ("petition", "received_on"), ("callback", "made_on"), ("trip_report", "reported_on"),
        ("tracking", "entered_on"), ("visit", "visited_on"),
    )  # fmt: skip
    made = drawn.select(name for name, _ in tables)
    for name, on in tables:
        said = province.table(name).select(pl.col("number").alias(name), pl.col(on).alias("on"))
        made = made.join(said, on=name, how="left", maintain_order="left").rename(
            {"on": name + "!"}
        )
    latest = made.select(pl.max_horizontal(f"{name}!" for name, _ in tables).alias("on"))["on"]
    told = latest.cast(pl.Int32).fill_null(0).to_numpy().astype(np.int64)
    return province.calendar.onward(np.maximum(told, province.first))


def make_measures(province: Province) -> None:
    """Measures that cite what they rest on: an established finding, a lead that was confirmed."""
    rng = province.rng("measures")
    known = province.work["findings"].filter(
        pl.col("status") == "established", pl.col("officer").is_not_null(),
        ~pl.col("problem").str.starts_with("X"),
    )  # fmt: skip
    many = min(province.many(12_000, 36), len(known))
    lot = rng.random(len(known))
    for source in ("petition", "callback"):
        lot[np.flatnonzero(known[source].is_not_null().to_numpy())[:2]] = -1
    drawn = known[np.sort(np.argsort(lot, kind="stable")[:many])]
    leads = province.work["leads"].filter(pl.col("state") == "confirmed")
    notices = province.work["notices"]
    signs, breaches = _early_signs(province, known), known.filter(
        pl.col("trip_report").is_not_null()
    )  # fmt: skip
    must = pl.concat([
        signs.select("court", "officer", "known", finding="number"),
        breaches.select("court", "officer", "known", "trip_report", finding="number"),
    ], how="diagonal_relaxed").with_columns(must=True)  # fmt: skip
    drawn = drawn.join(must, left_on="number", right_on="finding", how="anti")
    frame = pl.concat([
        must.filter(~pl.Series(province.left_out(rng, must["court"].to_numpy(), 0.06))),
        drawn.select("court", "officer", "known", "petition", "verification", "callback",
                     "trip_report", finding="number"),
        leads.select("court", "officer", pl.col("disposed").cast(pl.Int64).alias("known"),
                     lead="key"),
        notices.filter(pl.Series(rng.random(len(notices)) < 0.2)),
    ], how="diagonal_relaxed")  # fmt: skip
    soon = frame["must"].fill_null(False).to_numpy()
    wait = np.where(soon, rng.integers(2, 8, len(frame)), rng.integers(3, 30, len(frame)))
    applied = province.seen(frame["known"].to_numpy().clip(None, province.last + 30) + wait)
    frame = (
        frame.with_columns(applied=applied)
        .filter(pl.col("applied") < NEVER)
        .sort("applied", "officer")
    )
    many, on, court = len(frame), frame["applied"].to_numpy(), frame["court"].to_numpy()
    soon = frame["must"].fill_null(False).to_numpy()
    said = np.where(rng.random(many) < 0.7, "reminder", "warning").astype(object)
    said[~soon] = series(rng, FORMS, int((~soon).sum())).to_numpy()
    form = pl.Series(said.tolist(), dtype=pl.String)
    itself = pl.Series((rng.random(many) < 0.2) & ~soon)
    head = province.head(court, "discipline_team", on)
    days_off = np.where((form == "suspension").to_numpy(), rng.integers(3, 90, many), -1)
    other = pl.Series(pick(rng, {"other": 1}, many).tolist(), dtype=pl.String)
    province.put("measure", frame.select(
        number=province.keys("CZ", court, on), form=form, applied_on=days(on),
        days=pl.Series(days_off).set(pl.Series(days_off < 0), None),
        as_recorded=form.replace_strict(SAID, default=None, return_dtype=pl.String).fill_null(
            other.replace("other", "组织处理")),
        reason=pl.lit("经核查属实"), applied_to="officer",
        given_by=pl.when(head.ne_missing(frame["officer"])).then(head),
        **ends({
            "issued_by.department": only(province.department(court, "discipline_team"), ~itself),
            "issued_by.court": only(province.codes(court), itself),
            **{f"cites.{what}": pl.col(what) for what in CITED},
        }),
    ))  # fmt: skip


def _early_signs(province: Province, known: pl.DataFrame) -> pl.DataFrame:
    """Some of what inspections of one court found is an early sign: its finding says so (B5)."""
    alone = province.work["inspected"].filter(pl.len().over("inspection") == 1)
    those = known.filter(
        pl.col("inspection").is_in(alone["inspection"].implode())
    ).sort("number")  # fmt: skip
    rng = province.rng("early signs")
    many = min(province.many(1_500, 12), len(those))
    signs = those[np.sort(rng.choice(len(those), many, replace=False))]
    mark_findings(province, signs["number"], "early_sign")
    return signs
