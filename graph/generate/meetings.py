"""Judges' meetings, consultations, disputes, and the opinions that come of them (A11–A13, B1).

Meetings are made before feedback, since they find problems, and written after it, since they
consider it.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from graph.generate.findings import found
from graph.generate.organisation import BASIC, INTERMEDIATE
from graph.generate.plausible import NEVER, Ints, civil, pick, quarter_end, series
from graph.generate.province import Province, days, ends
from graph.generate.reviews import reserved_courts

SORTS = {"judges": 70, "joint": 14, "three_party": 10, "regional": 6}
SUBJECTS = {
    "judges": "执行异议案件中的法律适用问题", "joint": "重大执行案件联合会商",
    "three_party": "重点案件会商", "regional": "信访案件片会反馈",
}  # fmt: skip
AGREED = 0.8
STATES = {"negotiating": 9, "agreed": 27, "reported": 9, "settled": 7, "implemented": 48}
FORMS = {"letter": 40, "decision": 60}
DEPARTED = 0.08


def make_meetings(province: Province) -> None:
    """Meetings with what they are about; the frame under ``meetings`` hands them on."""
    rng, courts = province.rng("meetings"), province.courts
    active = np.setdiff1d(np.flatnonzero(courts.active), reserved_courts(province))
    quarters = np.unique(quarter_end(np.arange(province.first, province.last)))
    court, end = (a.ravel() for a in np.meshgrid(active, quarters))
    share = float(np.clip(province.cases / 60_000, 0.1, 1))
    held = rng.random(len(court)) < share
    court, end = court[held], end[held]
    day = province.seen(end - rng.integers(5, 80, len(court)))
    sort = series(rng, SORTS, len(court))
    sort = sort.set(pl.Series((courts.level[court] == BASIC) & (sort == "regional").to_numpy()),
                    "judges")  # fmt: skip
    frame = pl.DataFrame({"court": court, "day": day, "sort": sort}).filter(
        pl.col("day") < NEVER, pl.col("day") >= province.first + 60
    ).sort("day", "court")  # fmt: skip
    many, day = len(frame), frame["day"].to_numpy()
    court = frame["court"].to_numpy()
    agreed = rng.random(many) < AGREED
    frame = frame.with_columns(
        number=province.keys("HY", court, day), agreed=pl.Series(agreed),
        minutes=np.where(agreed & (rng.random(many) < 0.95),
                         province.seen(day + rng.integers(1, 8, many)), NEVER),
    )  # fmt: skip
    frame = frame.with_columns(review=_about(province, frame))
    province.work["meetings"] = frame
    told = frame.filter("agreed", pl.Series(rng.random(many) < 0.2), pl.col("minutes") < NEVER)
    act = province.calendar.back(told["day"].to_numpy() - rng.integers(20, 150, len(told)))
    found(province, told.select(
        "court", problem=pl.Series(pick(rng, {"R02": 3, "R03": 4, "R01": 2}, len(told)).tolist(),
                                   dtype=pl.String),
        day=np.maximum(act, province.first), status=pl.lit("established"), known="minutes",
        meeting="number", department=province.department(told["court"].to_numpy(), "enforcement"),
        conclusion=pl.lit("会议认定"),
    ).filter(pl.col("day") < pl.col("known")))  # fmt: skip


def _about(province: Province, frame: pl.DataFrame) -> pl.Series:
    """A review of the court that is pending about then, for the judges to discuss."""
    reviews = province.work["reviews"].select("court", "number", day="filed").sort("day")
    made = frame.with_row_index("place").sort("day").join_asof(
        reviews, on="day", by="court", tolerance=60, check_sortedness=False
    ).sort("place")  # fmt: skip
    return made.rename({"number_right": "about"})["about"]


def write_meetings(province: Province) -> None:
    """The meetings, with the feedback, cases, problems, disputes that they considered."""
    rng, frame = province.rng("meetings, written"), province.work["meetings"]
    many = len(frame)
    court, day = frame["court"].to_numpy(), frame["day"].to_numpy()
    feedback = province.work["covered"].filter(pl.col("received") < NEVER).select(
        "court", "feedback", day=pl.col("received").cast(pl.Int64)
    ).unique(maintain_order=True).sort("day")  # fmt: skip
    case = _case_then(province, frame)
    frame = frame.with_row_index("place").sort("day").join_asof(
        feedback, on="day", by="court", tolerance=50, check_sortedness=False
    ).sort("place").drop("place")  # fmt: skip
    judges, joint = pl.col("sort") == "judges", pl.col("sort").is_in(["joint", "three_party"])
    people = pl.DataFrame({
        "a": province.head(court, "review", day), "b": province.head(court, "bureau", day),
        "c": province.member(rng, court, "review", day),
    })  # fmt: skip
    attended = people.select(pl.concat_list("a", "b", "c").list.unique(maintain_order=True)
                             .list.join(";").alias("who"))["who"]  # fmt: skip
    courts, up = province.courts, province.superior(court)
    applied = (frame["sort"] == "joint") & pl.Series(courts.above[court] >= 0)
    # a basic court may apply to the high court directly; the court between sends people (A11)
    direct = applied & pl.Series((courts.level[court] == BASIC) & (rng.random(many) < 0.5))
    above = province.codes(np.where(direct.to_numpy(), province.superior(up), up))
    came = direct & pl.Series(~province.left_out(rng, up, 0.08))
    present = pl.DataFrame({
        "a": province.codes(court), "b": province.codes(up).set(~came, None)
    }).select(pl.concat_str("a", "b", separator=";", ignore_nulls=True))["a"]  # fmt: skip
    problem = pl.Series(pick(rng, {"R02": 3, "R03": 3, "S12": 1}, many).tolist(), dtype=pl.String)
    province.put("meeting", frame.select(
        "number", "agreed", sort_of_meeting="sort", held_on=days(day),
        subject=pl.col("sort").replace_strict(SUBJECTS),
        applied_on=days(np.where(applied.to_numpy(), day - 12, NEVER)),
        minutes_on=days(frame["minutes"]),
        minutes=pl.when(pl.col("minutes") < NEVER).then(pl.lit("会议形成一致意见，纳入问题台账")),
        held_by=pl.when(applied).then(above).otherwise(province.codes(court)),
        applied_by=pl.when(applied).then(province.codes(court)),
        **ends({"considered.review": pl.when(judges).then("review"),
           "considered.feedback": pl.when(judges).then("feedback"),
           "considered.case": pl.when(joint).then(case),
           "considered.problem": pl.when(pl.col("sort") == "regional").then(problem),
           "considered.dispute": _disputes_then(province, frame),
           "attended.officer": attended,
           "attended.court": pl.when(applied).then(present)}),
    ))  # fmt: skip


def _case_then(province: Province, frame: pl.DataFrame) -> pl.Series:
    """A case of the court that was open on the day."""
    cases = province.open_cases().select("court", "concluded", case="number", day="filed")
    made = frame.with_row_index("place").select("place", "court", "day").sort("day").join_asof(
        cases.sort("day"), on="day", by="court", check_sortedness=False
    ).sort("place")  # fmt: skip
    return made["case"]


def _disputes_then(province: Province, frame: pl.DataFrame) -> pl.Series:
    """The area's last dispute, at a joint consultation that isn't long after it."""
    courts = province.courts
    above = np.where(courts.above >= 0, courts.above, 0)
    area = np.where(courts.level == BASIC, above, np.arange(len(above)))
    disputes = province.work["disputes"].select(
        dispute="number", day="arose", area=area[province.work["disputes"]["court"].to_numpy()]
    )
    asked = frame.select("day", "sort", area=area[frame["court"].to_numpy()])
    made = asked.with_row_index("place").sort("day").join_asof(
        disputes.sort("day"), on="day", by="area", tolerance=400, check_sortedness=False
    ).sort("place")  # fmt: skip
    return made.select(pl.when(pl.col("sort") == "joint").then("dispute").alias("dispute"))[
        "dispute"
    ]


def _slow(rng: np.random.Generator, many: int, days_more: int) -> Ints:
    """A few take so many days more."""
    return np.where(rng.random(many) < 0.06, days_more, 0)


def make_disputes(province: Province) -> None:
    """Disputes between two courts, agreed between them or settled by their superior (A12)."""
    rng, courts = province.rng("disputes"), province.courts
    many = province.many(2_500, 24)
    there = np.setdiff1d(np.flatnonzero(courts.active & (courts.level == BASIC)),
                         reserved_courts(province))  # fmt: skip
    court = there[rng.integers(0, len(there), many)]
    other = there[rng.integers(0, len(there), many)]
    other = np.where(other == court, there[(np.searchsorted(there, court) + 1) % len(there)], other)
    arose = province.calendar.onward(rng.integers(province.first + 60, province.last - 10, many))
    goal = series(rng, STATES, many)
    frame = pl.DataFrame({
        "court": court, "other": other, "arose": _pending(province, goal, arose), "goal": goal,
        "above": np.where(courts.above[court] == courts.above[other], courts.above[court], 0),
    }).sort("arose", "court")  # fmt: skip
    arose = frame["arose"].to_numpy()
    agreed = (frame["goal"] == "agreed").to_numpy()
    goes_up = frame["goal"].is_in(["reported", "settled", "implemented"]).to_numpy()
    reported = np.where(
        goes_up, province.seen(arose + rng.integers(4, 14, many) + _slow(rng, many, 15)), NEVER
    )
    ends = frame["goal"].is_in(["settled", "implemented"]).to_numpy()
    settled = np.where(
        agreed, province.seen(arose + rng.integers(3, 14, many) + _slow(rng, many, 12)), NEVER
    )
    later = province.seen(
        np.minimum(reported, province.last) + rng.integers(8, 28, many) + _slow(rng, many, 14)
    )
    settled = np.where(ends & (reported < NEVER), later, settled)
    done = (frame["goal"] == "implemented").to_numpy() & (settled < NEVER)
    after = province.seen(
        np.minimum(settled, province.last) + rng.integers(4, 19, many) + _slow(rng, many, 20)
    )
    implemented = np.where(done, after, NEVER)
    state = np.select([implemented < NEVER, agreed & (settled < NEVER), settled < NEVER,
                       reported < NEVER], ["implemented", "agreed", "settled", "reported"],
                      "negotiating")  # fmt: skip
    province.work["disputes"] = frame.with_columns(
        number=province.keys("ZY", frame["court"].to_numpy(), arose), reported=reported,
        settled=settled, implemented=implemented, state=pl.Series(state.tolist(), dtype=pl.String),
    )  # fmt: skip
    _write_disputes(province)


def _pending(province: Province, goal: pl.Series, arose: Ints) -> Ints:
    """When each arose: what isn't settled yet is mostly young."""
    rng, many = province.rng("pending disputes"), len(arose)
    age = goal.replace_strict({"negotiating": 9, "reported": 24}, default=0,
                              return_dtype=pl.Int64).to_numpy()  # fmt: skip
    young = (age > 0) & (rng.random(many) < 0.8)
    day = province.last - (age * rng.uniform(0.3, 1, many)).astype(np.int64)
    return np.where(young, province.calendar.back(day), arose)


def _write_disputes(province: Province) -> None:
    frame = province.work["disputes"]
    cases = province.open_cases().select("court", case="number", arose="filed").sort("arose")
    frame = frame.with_row_index("place").join_asof(
        cases, on="arose", by="court", check_sortedness=False
    ).sort("place")  # fmt: skip
    court, other = frame["court"].to_numpy(), frame["other"].to_numpy()
    both = pl.DataFrame({"a": province.codes(court), "b": province.codes(other)})
    up = pl.col("reported") < NEVER
    province.put("dispute", frame.select(
        "number", "state", subject=pl.lit("轮候查封财产的处置权"), arose_on=days(frame["arose"]),
        reported_on=days(frame["reported"]), settled_on=days(frame["settled"]),
        implemented_on=days(frame["implemented"]), raised_by=both["a"],
        between=both.select(pl.concat_str("a", "b", separator=";"))["a"],
        coordinated_by=pl.when(up).then(province.codes(frame["above"].to_numpy())), over="case",
    ))  # fmt: skip


def make_regional_meetings(province: Province) -> None:
    """片会 of the high court after each quarter, for the areas that got no feedback on petitions in
    writing (A10)."""
    rng, courts = province.rng("regional meetings"), province.courts
    areas = np.flatnonzero(courts.level == INTERMEDIATE)
    written = province.work["feedback"].filter(pl.col("sort") == "petition_quarterly")
    told = {(name, int(end)) for names, end in zip(
        written["area"].to_list(), quarter_end(written["issued"].to_numpy()), strict=True
    ) for name in names}  # fmt: skip
    rows = []
    for end in np.unique(quarter_end(np.arange(province.first, province.last - 40))):
        day = int(province.calendar.onward(np.array([end + 8 + int(rng.integers(0, 15))]))[0])
        missed = province.left_out(rng, areas, 0.04)
        came = [courts.codes[int(area)] for area, out in zip(areas, missed, strict=True)
                if not out and (courts.codes[int(area)], int(quarter_end(np.array([day]))[0]))
                not in told]  # fmt: skip
        if came and day <= province.last:
            held = civil(day)
            rows.append({
                "number": f"{courts.codes[0]}-PH-{held.year}-{held.month:02d}",
                "sort_of_meeting": "regional", "subject": "信访突出问题片会反馈", "held_on": held,
                "agreed": False, "held_by": courts.codes[0], "attended.court": ";".join(came),
            })  # fmt: skip
    province.add("meeting", rows)


def make_opinions(province: Province) -> None:
    """What meetings concluded and superiors decided, whom it binds, whether it was followed."""
    rng = province.rng("opinions")
    meetings = province.work["meetings"].filter(
        pl.col("minutes") < NEVER, pl.col("sort").is_in(["joint", "three_party", "judges"]),
        (pl.col("sort") != "judges") | pl.Series(rng.random(len(
            province.work["meetings"])) < 0.35),
    )  # fmt: skip
    of_meetings = meetings.select(
        "court", "review", pl.col("number").alias("meeting"), dispute=pl.lit(None, pl.String),
        issued="minutes", case=_case_then(province, meetings), other=pl.lit(-1, pl.Int64),
        form=pl.when(pl.col("sort") == "judges").then(pl.lit("minutes")).otherwise(
            pl.lit("opinion")), done=pl.lit(NEVER, pl.Int64), by="court",
    )  # fmt: skip
    disputes = province.work["disputes"].filter(pl.col("settled") < NEVER)
    of_disputes = disputes.select(
        "court", meeting=pl.lit(None, pl.String), dispute="number", review=pl.lit(None, pl.String),
        issued="settled", case=pl.lit(None, pl.String), other="other",
        form=pl.when(pl.col("state") == "agreed").then(pl.lit("minutes")).otherwise(
            series(rng, FORMS, len(disputes))), done="implemented", by="above",
    )  # fmt: skip
    frame = pl.concat([of_meetings.select(of_disputes.columns), of_disputes]).sort(
        "issued", "by", "court"
    )
    _write_opinions(province, rng, frame)


def _write_opinions(province: Province, rng: np.random.Generator, frame: pl.DataFrame) -> None:
    many, issued = len(frame), frame["issued"].to_numpy()
    due: Ints = np.where(frame["dispute"].is_not_null().to_numpy(),
                         province.calendar.after(issued, 15), issued + 30)  # fmt: skip
    court = frame["court"].to_numpy()
    later = province.seen(issued + rng.integers(5, 29, many) + _slow(rng, many, 25))
    agreed = frame["dispute"].is_null() | (frame["form"] == "minutes")
    left = province.left_out(rng, court, 0.06)
    done = np.where(agreed.to_numpy() & ~left, later, frame["done"])
    number = province.keys("YJ", frame["by"].to_numpy(), issued)
    binds = pl.DataFrame({
        "a": province.codes(court), "b": province.codes(frame["other"].to_numpy())
    })  # fmt: skip
    departs = pl.Series(rng.random(many) < DEPARTED)
    meets = pl.col("dispute").is_null()
    frame = frame.with_columns(number=number, done=done)
    province.work["opinions"] = frame
    province.put("opinion", frame.select(
        "number", "form", issued_on=days(issued), due_on=days(due), implemented_on=days(done),
        content=pl.lit("统一法律适用，限期落实并报送情况"),
        **ends({"arises_from.meeting": pl.col("meeting"), "arises_from.dispute": pl.col("dispute"),
           "binds.court": binds.select(
               pl.concat_str("a", "b", separator=";", ignore_nulls=True))["a"],
           "binds.department": pl.when(meets).then(province.department(court, "enforcement")),
           "followed_by.case": pl.when(~departs).then("case"),
           "followed_by.review": pl.when(~departs).then("review"),
           "departed_from_by.case": pl.when(departs).then("case"),
           "departed_from_by.review": pl.when(departs).then("review")}),
    ))  # fmt: skip
