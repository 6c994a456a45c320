"""News for the people of a court and for single officers: what was opened, is overdue, was urged,
recurred or was sent to them.

An ``InboxItem`` is stored, not derived: the number of unread ones stands on every page, and what it
counts comes from five types of records of which none has an index by recipient and day. It is no
record of enforcement, so it is no declared type: nobody lists, exports or corrects it, and it holds
nothing that its record doesn't say. Its recipient is a court (``court:鲁0102``, all who work there)
or an officer (``officer:鲁00024``): accounts are in SQL and unknown here. Who read it is on the
item, by user name. What is older than ``NEWS`` when it comes in is no news: loads fill no inbox.

A keeper (graph/kept.py): it stands behind those that keep recurrences and duties.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from graph import clock
from graph.kept import Announce, Changed
from graph.session import Reader, Writer
from graph.text import Text

NEWS = timedelta(days=30)
ACTS = timedelta(days=180)
"""How old the act of a recurrence may be: findings come late."""


class What(StrEnum):
    """What an item tells of."""

    OPENED = "opened"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    RECURRED = "recurred"
    NOTICE = "notice"


WHAT_NAMES: dict[What, Text] = {
    What.OPENED: Text("新的责任", "New duty"),
    What.OVERDUE: Text("责任逾期", "Duty overdue"),
    What.ESCALATED: Text("督促", "Escalation"),
    What.RECURRED: Text("问题复发", "Recurrence"),
    What.NOTICE: Text("通报", "Notice"),
}

_ITEM = (
    "MERGE (i:InboxItem {key: $what + '|' + n.uid + '|' + recipient}) "
    "ON CREATE SET i.recipient = recipient, i.at = $now, i.what = $what, i.label = $label, "
    "i.record = n.uid, i.title = n.headline, i.sealed = n.sealed, i.on = "
)
_DUE = ", i.rule = {0}.rule_code, i.period = {0}.period, i.title = about"
"""A rule has a name in each language, so its code is kept, and what the duty arises from."""

_COURT = "'court:' + coalesce({0}.c3, {0}.c2, {0}.c1)"
_OFFICERS = "[(n)-[:OWED_BY]->(o:Officer) | 'officer:' + o.number]"

_ABOUT = "coalesce(head([(n)-[:ARISES_FROM]->(t) | t.headline]), '')"
_TOLD = (
    f"WITH n, [{_COURT.format('n')}] + {_OFFICERS} AS recipients, {_ABOUT} AS about "
    "UNWIND recipients AS recipient "
)

OPENING = f"{_TOLD} {_ITEM} n.opened_on{_DUE.format('n')}"
"""What tells that duties ``n`` of a court were opened; also a part of the statement that makes
them, which then has ``$what``, ``$label`` and ``$now``."""

_OPENED = (
    "UNWIND $uids AS uid MATCH (n:Duty {uid: uid}) "
    "WHERE n.closure = 'open' AND n.opened_on >= $since AND n.c1 IS NOT NULL "
    f"{OPENING}"
)
_OVERDUE = (
    "MATCH (n:Duty) WHERE n.pending >= $since AND n.pending < $today AND n.uid IS NOT NULL "
    f"AND n.c1 IS NOT NULL {_TOLD} {_ITEM} n.pending{_DUE.format('n')}"
)
_NOTICE = (
    "UNWIND $uids AS uid MATCH (n:Notice {uid: uid}) "
    "WHERE n.issued_on >= $since AND n.retired_at IS NULL "
    "MATCH (n)-[:ADDRESSED_TO]->(to:Court|Department|Officer) "
    f"WITH n, CASE WHEN to:Officer THEN 'officer:' + to.number ELSE {_COURT.format('to')} END "
    f"AS recipient WHERE recipient IS NOT NULL {_ITEM} n.issued_on"
)
_RECURRED = (
    "UNWIND $uids AS uid MATCH (n:Finding {uid: uid}) "
    "WHERE n.retired_at IS NULL AND n.occurred_on >= $since "
    "AND EXISTS { (n)-[:RECURS_AFTER]->() } "
    "UNWIND [code IN [n.c1, n.c2, n.c3] WHERE code IS NOT NULL | 'court:' + code] AS recipient "
    f"{_ITEM} n.occurred_on"
)
_ESCALATED = (
    "UNWIND $uids AS uid MATCH (e:Escalation {uid: uid})-[:OF_DUTY]->(n:Duty) "
    f"WITH e, n AS d, [{_COURT.format('n')}] + {_OFFICERS} AS recipients, {_ABOUT} AS about "
    "UNWIND recipients AS recipient WITH e AS n, d, recipient, about WHERE recipient IS NOT NULL "
    f"{_ITEM} n.taken_on, i.step = n.step{_DUE.format('d')}"
)

KEPT = {
    "Notice": (_NOTICE, What.NOTICE, NEWS),
    "Finding": (_RECURRED, What.RECURRED, ACTS),
    "Escalation": (_ESCALATED, What.ESCALATED, NEWS),
}
"""By type of a written record: what is told of it, and how old it may be to be news."""


def before(_tx: Reader, _label: str, _uids: Sequence[str]) -> None:
    """What was there before doesn't matter: an item is told once."""


def after(
    tx: Writer, label: str, uids: Sequence[str], _said: Sequence[None], _announce: Announce
) -> Changed:
    """Tell of records just made or changed; of one that was told before, nothing again."""
    known = KEPT.get(label)
    if known and uids:
        text, what, age = known
        tx.run(
            text, uids=list(uids), what=what, label=label, now=clock.now(),
            since=clock.today() - age,
        )  # fmt: skip
    return Changed()


def opened(tx: Writer, uids: Sequence[str]) -> None:
    """Tell of duties just opened: whoever opens them says which are news (``recent``), since most
    that a load or a late entry brings are not."""
    if uids:
        tx.run(
            _OPENED, uids=list(uids), what=What.OPENED, label="Duty", now=clock.now(),
            since=clock.today() - NEWS,
        )  # fmt: skip


def recent(day: date) -> bool:
    """Whether what happened on the day is news."""
    return day >= clock.today() - NEWS


def overdue(tx: Writer, today: date | None = None) -> None:
    """Tell of duties that time alone made overdue within the last days: for the sweep."""
    day = today or clock.today()
    tx.run(_OVERDUE, what=What.OVERDUE, label="Duty", now=clock.now(), since=day - NEWS, today=day)
