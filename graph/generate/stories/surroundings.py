"""What goes on around the stories as everywhere: call-backs about their cases and petitions, the
collected feedback of their review departments. It says nothing of a problem or of a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from graph.generate.calls_owed import MONTHS_18
from graph.generate.organisation import department_number
from graph.generate.plausible import civil, number, quarter_end
from graph.generate.stories.teller import Teller

OFTEN = ("revoked_more_often_than_peers", "high_caseload", "concentrated_in_one_court")

COLLECTED = {"quarterly": 8, "annual": 15}
"""Kind of collected feedback → working days from the period's end to its issue."""


def surround(teller: Teller) -> None:
    """Add it to what the stories told, before that is written."""
    months = set()
    for case, court, since, occasion in [*_long_open(teller), *_petitioned(teller)]:
        day = teller.working(since, 5)
        if day > teller.province.until:
            continue
        teller.add("callback", **{
            "number": f"{case}-HF{teller.serial('callback', case)}D", "way": "phone",
            "occasion": occasion, "made_on": day, "answered_on": day, "answer": "satisfied",
            "asks_about.case": case, "made_by": department_number(court, "command"),
            "recorded_by": teller.head(court, "command", day),
        })  # fmt: skip
        if day >= date(teller.province.kept_from - 1, 12, 1):  # owed from January on
            months.add((court, day.replace(day=1)))
    _statistics(teller, months)
    _answers(teller)
    for sort, department, end in sorted(_periods(teller)):
        issued = teller.working(end, COLLECTED[sort])
        if issued > teller.province.until:
            continue
        court = department.rpartition("-")[0]
        serial = teller.serial("feedback", court, str(issued.year))
        teller.add("feedback", **{
            "number": f"{court}-FK-{issued.year}-{serial}", "sort_of_feedback": sort,
            "issued_on": issued, "content": "本期审查情况归纳", "suggestion": "统一审查尺度",
            "issued_by.department": department,
        })  # fmt: skip


def _statistics(teller: Teller, months: set[tuple[str, date]]) -> None:
    """Of the call-backs of months of which the command centre states nothing yet."""
    before = set(
        teller.province.table("statement").select("issued_by.department", "period").iter_rows()
    )
    for court, first in sorted(months):
        by, period = department_number(court, "command"), f"{first:%Y-%m}"
        end = first + timedelta(days=31)
        issued = teller.working(end.replace(day=1) - timedelta(days=1), 6)
        if (by, period) in before or issued > teller.province.until:
            continue
        serial = teller.serial("statement", court, str(issued.year))
        teller.add("statement", **{
            "number": f"{court}-GK-{issued.year}-{serial}", "issued_on": issued, "period": period,
            "sort_of_statement": "callback_statistics", "content": "回访情况统计分析",
            "issued_by.department": by, "addressed_to.department": ";".join(
                department_number(court, f) for f in ("discipline_team", "supervision_office")),
        })  # fmt: skip


def _answers(teller: Teller) -> None:
    """Of stories about how often acts are revoked: feedback on each such ruling, which
    says why and lists no problem."""
    officers = {
        officer for story in teller.stories if story.kind in OFTEN
        for officer in (*story.officers, *story.expected.get("peers", ()))
    }  # fmt: skip
    rulings: dict[str, Any] = {row["number"]: row for row in teller.told("review")}
    for row in teller.told("finding"):
        ruling = rulings.get(row.get("found_by.review") or "")
        if not ruling or row["attributed_to.officer"] not in officers:
            continue
        effective = ruling["effective_on"]
        if effective is None or (day := teller.working(effective, 5)) >= teller.province.until:
            continue
        teller.feedback(row["at"], day, teller.working(day, 1), [], ruling=ruling["number"])


Call = tuple[str, str, date, str]


def _long_open(teller: Teller) -> Iterator[Call]:
    for row in teller.told("case"):
        since = row["filed_on"] + timedelta(days=MONTHS_18)
        if since < (row["concluded_on"] or teller.province.until):
            yield row["number"], row["enforced_by"], since, "long_open"


def _petitioned(teller: Teller) -> Iterator[Call]:
    courts = {row["number"]: row["enforced_by"] for row in teller.told("case")}
    for row in teller.told("petition"):
        if row.get("about_case.case") in courts:
            case = row["about_case.case"]
            yield case, courts[case], row["received_on"], "petition"


def _periods(teller: Teller) -> set[tuple[str, str, date]]:
    """Kind, review department and last day of each period in which something was established."""
    rulings: dict[str, Any] = {row["number"]: row for row in teller.told("review")}
    found = set()
    for row in teller.told("finding"):
        ruling = rulings.get(row.get("found_by.review") or "")
        if ruling and row["status"] == "established" and ruling["ruled_on"]:
            end = civil(int(quarter_end(np.array([number(ruling["ruled_on"])]))[0]))
            found.add(("quarterly", ruling["decided_by"], end))
            found.add(("annual", ruling["decided_by"], date(end.year, 12, 31)))
    return found
