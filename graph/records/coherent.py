"""What all values of a record have to be together, of the types for which no declaration of single
fields can say it. Forms, the API and loads ask here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from graph import clock
from graph.duties import holidays, setting
from graph.model import RecordType
from graph.model.procedure import FURTHER
from graph.text import Text

Checked = tuple[dict[str, Any], dict[str, Text]]
"""Values as they are to be stored, further ones that follow among them; and faults by field."""


def _disclosure(known: Mapping[str, Any]) -> Checked:
    """A node beyond the ten of the text says which it is."""
    if known.get("node") not in FURTHER or known.get("named"):
        return {}, {}
    return {}, {"named": Text(
        "选择了“其他节点”，请写明是哪个节点，如送达、和解、终本",
        "“A further node” is chosen: say which, such as service, settlement, end of the round",
    )}  # fmt: skip


def _finding(known: Mapping[str, Any]) -> Checked:
    """An act that has not happened yet is no finding: it would count as a recurrence."""
    today = clock.today()
    return {}, {
        name: Text(
            f"行为日期不能在将来（今天是{today}）",
            f"the day of an act can't be in the future (today is {today})",
        )
        for name in ("occurred_on", "occurred_to")
        if isinstance(known.get(name), date) and known[name] > today
    }


CHECKS: dict[str, Callable[[Mapping[str, Any]], Checked]] = {
    "Disclosure": _disclosure,
    "Finding": _finding,
    "HolidayYear": holidays.checked,
    "Parameter": setting.checked,
}
"""By type: functions of what is known of a record, and of the day."""


def checked(kind: RecordType, known: Mapping[str, Any]) -> Checked:
    """What follows from these values, and what is wrong with them."""
    check = CHECKS.get(kind.name)
    return check(known) if check else ({}, {})


def completed(kind: RecordType, known: Mapping[str, Any]) -> dict[str, Any]:
    """These values of a new record with what follows from them."""
    follows, _faults = checked(kind, known)
    return {**known, **{n: v for n, v in follows.items() if known.get(n) is None}}
