"""How a duty stands today: computed from the clock and the stored facts, never stored."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from graph.text import Text


class Status(StrEnum):
    """The states that a reader sees, each with a word, a shape and a colour (UI.md)."""

    OPEN = "open"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    WAIVED = "waived"
    VOID = "void"

    @property
    def label(self) -> Text:
        """Its name."""
        return STATUS_NAMES[self]


STATUS_NAMES: dict[Status, Text] = {
    Status.OPEN: Text("未到期", "Open"),
    Status.DUE_SOON: Text("即将到期", "Due soon"),
    Status.OVERDUE: Text("逾期", "Overdue"),
    Status.MET: Text("按期履行", "Met"),
    Status.MET_LATE: Text("逾期履行", "Met late"),
    Status.WAIVED: Text("已豁免", "Waived"),
    Status.VOID: Text("已失效", "Void"),
}


def status(
    closure: str, due_on: date | None, closed_on: date | None, today: date, soon: int
) -> Status:
    """The state on ``today``: the due day itself is still in time. ``soon``: how many days before
    the due day a duty counts as due soon."""
    if closure in (Status.WAIVED, Status.VOID):
        return Status(closure)
    if closure == "met":
        late = due_on is not None and closed_on is not None and closed_on > due_on
        return Status.MET_LATE if late else Status.MET
    if due_on is None or due_on > today + timedelta(days=soon):
        return Status.OPEN
    return Status.OVERDUE if due_on < today else Status.DUE_SOON
