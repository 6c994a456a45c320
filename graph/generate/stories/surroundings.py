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

COLLECTED = {"quarterly": 8, "annual": 15}
"""Kind of collected feedback → working days from the period's end to its issue."""


def surround(teller: Teller) -> None:
    """Add it to what the stories told, before that is written."""
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
