"""What all values of a record have to be together, of the types for which no declaration of single
fields can say it. Forms, the API and loads ask here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

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


CHECKS: dict[str, Callable[[Mapping[str, Any]], Checked]] = {
    "Disclosure": _disclosure,
    "HolidayYear": holidays.checked,
    "Parameter": setting.checked,
}
"""By type: pure functions of what is known of a record."""


def checked(kind: RecordType, known: Mapping[str, Any]) -> Checked:
    """What follows from these values, and what is wrong with them."""
    check = CHECKS.get(kind.name)
    return check(known) if check else ({}, {})


def completed(kind: RecordType, known: Mapping[str, Any]) -> dict[str, Any]:
    """These values of a new record with what follows from them."""
    follows, _faults = checked(kind, known)
    return {**known, **{n: v for n, v in follows.items() if known.get(n) is None}}
