"""Duties as pages and questions read them: stored and latent alike, in the reader's scope.

A latent duty (of a rule that comes with every case) is judged when it is asked for; once it is
overdue, done late, waived or escalated it is stored. Readers can't tell the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graph import clock, queries, records
from graph.duties import deadlines, questions
from graph.duties.engine import Frame, Judged, Trigger, judged
from graph.duties.rule import Rule
from graph.duties.status import Status, status
from graph.duties.table import RULES
from graph.model import Link
from graph.scope import Actor
from graph.session import Reader, Row
from graph.text import Text

OWING = ("Department", "Officer", "Court")
"""Who owes duties."""

DIRECTORY = frozenset({"Court", "Department", "Officer", "Party", "Body", "Problem", "Topic"})
"""Records from which, or by which, very many duties arise: theirs are lists, not a chain's."""

SOON = "duty.soon"

PEOPLE = frozenset({"Officer", "Party"})
"""Whom a duty names as its debtors, or not at all."""

_PROBLEM = re.compile(r"[A-Z][A-Z0-9]{1,5}", re.ASCII)
"""A problem's code, as a duty's part names it."""


@dataclass(frozen=True)
class Owed:
    """One duty in the reader's sight. ``uid`` is None while it is latent. Of ``triggers``,
    ``owed_by``, ``owed_at`` and ``by`` only what the reader may see is named; ``hidden`` says
    whether a debtor is not."""

    rule: Rule
    number: str
    uid: str | None
    triggers: tuple[Link, ...]
    owed_by: tuple[Link, ...]
    owed_at: Link | None
    by: tuple[Link, ...]
    period: str
    opened_on: date | None
    due_on: date | None
    provisional: bool
    closure: str
    closed_on: date | None
    reason: str
    waived_by: str
    rule_version: str
    soon: int
    hidden: bool = False
    flags: tuple[Text, ...] = ()
    version: int = 0
    parts: tuple[Link, ...] = ()
    """What tells it from other duties of the same event, beside who owes it."""
    codes: tuple[str, ...] = ()
    """The same, of what is named by a code: problems."""
    reason_en: str = ""
    reason_code: str = ""

    @property
    def stored(self) -> bool:
        """Whether there is a Duty record of it."""
        return self.uid is not None

    @property
    def why(self) -> Text:
        """Why it is waived or void: what the product itself says in both languages, what a person
        wrote as it is."""
        if self.reason_en:
            return Text(self.reason, self.reason_en)
        chosen = self.rule.waiver.called(self.reason_code)
        if chosen is not None:
            head = chosen.text
            return Text(f"{head.zh}：{self.reason}", f"{head.en}: {self.reason}")
        return Text(self.reason, self.reason)

    @property
    def status(self) -> Status:
        """How it stands today."""
        return self.status_on(clock.today())

    def status_on(self, today: date) -> Status:
        """How it stands on a day."""
        return status(self.closure, self.due_on, self.closed_on, today, self.soon)

    def days_overdue(self, today: date) -> int:
        """Days since the due day: of an open one until today, of one met late until it was met;
        0 where it isn't late."""
        if self.due_on is None or self.closure not in ("open", "met"):
            return 0
        end = today if self.closure == "open" else self.closed_on or self.due_on
        return max((end - self.due_on).days, 0)


def on(tx: Reader, actor: Actor, kinds: Mapping[str, str]) -> list[Owed]:
    """The duties that arise from these records (type by uid) or that they discharge, oldest first.

    The number of statements grows with the latent rules alone, never with the records.
    """
    wanted: dict[str, list[str]] = {}
    for uid, label in kinds.items():
        if label not in DIRECTORY:
            wanted.setdefault(label, []).append(uid)
    rows = {row["d"]["uid"]: row for row in queries.duties_on(tx, actor, wanted)}
    frame = Frame.now(tx)
    known = {row["d"]["number"] for row in rows.values()}
    latent = [
        each
        for rule in RULES.values()
        if rule.latent and (actor.trusted or not rule.sealed)
        for each in judged(
            tx,
            rule,
            [Trigger(u) for label in rule.trigger for u in wanted.get(label, ())],
            frame,
        )
        if each.number not in known
    ]
    return hydrated(tx, actor, rows.values(), latent, frame)


def live(tx: Reader, rule: Rule, trigger: Trigger) -> list[Judged]:
    """What the records say now of one event, with the flags: for a duty's own page, whose reader
    is known to see the duty."""
    return judged(tx, rule, [trigger])


def owes(owed: Owed, officer: str | None) -> bool:
    """Whether it is owed by the officer of this number."""
    return any(link.label == "Officer" and link.key == officer for link in owed.owed_by)


def latent_due(
    tx: Reader, actor: Actor, span: tuple[date, date], limit: int,
    rules: Collection[str] | None = None, *, mine: bool = False,
) -> tuple[list[Judged], bool]:  # fmt: skip
    """Latent duties not stored yet that fall due in these days, open ones only, by due day; of
    these rules, or of all. At most ``limit`` events a rule are looked at, the first first; whether
    there may be more is told too. With ``mine`` of those cases alone that are the actor's own as an
    officer: others may owe them besides (``owes``). They are ``hydrated`` with the rest of a page.
    """
    found: list[Judged] = []
    capped, frame = False, Frame.now(tx)
    asked = questions.mine if mine else questions.window
    for rule in RULES.values():
        days = events_due(rule, frame, *span) if rule.latent else None
        if days is None or (rules is not None and rule.code not in rules):
            continue
        uids = asked(tx, actor, rule, *days, limit)
        capped = capped or len(uids) == limit
        found += [
            each
            for each in judged(tx, rule, [Trigger(uid) for uid in uids], frame)
            if each.closure == "open" and each.due_on and span[0] <= each.due_on <= span[1]
        ]
    have = stored_numbers(tx, found)
    known = [each for each in found if each.number not in have]
    return sorted(known, key=lambda each: (each.due_on or span[1], each.number)), capped


def events_due(rule: Rule, frame: Frame, since: date, until: date) -> tuple[date, date] | None:
    """The first and last day of events, today at the latest, that a rule makes due in these days;
    None where there is none. Each day by the deadline then in force."""
    day, back = min(until, frame.today), since - frame.values.reach(rule)
    days = []
    while day >= back:
        amount = frame.values.amount(rule, day)
        if since <= deadlines.due_day(rule.due, day, None, amount, frame.calendar).on <= until:
            days.append(day)
        day -= timedelta(days=1)
    return (days[-1], days[0]) if days else None


def stored_numbers(tx: Reader, found: Sequence[Judged]) -> set[str]:
    """Of these, the numbers of those that are stored."""
    if not found:
        return set()
    rows = tx.run(
        "UNWIND $numbers AS number MATCH (d:Duty {number: number}) RETURN number",
        numbers=[each.number for each in found],
    )
    return {row["number"] for row in rows}


def hydrated(
    tx: Reader, actor: Actor, rows: Iterable[Row], latent: Sequence[Judged], frame: Frame
) -> list[Owed]:
    """Rows of ``queries.duties_on`` (or of their shape) and judgements as the reader sees them."""
    rows = list(rows)
    uids = {
        uid
        for row in rows
        for name in ("triggers", "debtors", "department", "acts")
        for uid in row[name]
    }
    uids |= {part for row in rows for part in _parts(row["d"].get("part"))}
    uids |= {part for each in latent for part in _parts(each.part)}
    uids |= {
        end.uid
        for each in latent
        for end in (
            each.arises_from,
            *each.owed_by,
            *each.by,
            *([each.owed_at] if each.owed_at else []),
        )
    }
    codes = {row["d"]["rule_code"] for row in rows} | {each.rule.code for each in latent}
    events = {label for code in codes & RULES.keys() for label in RULES[code].trigger}
    links = records.links_to(tx, actor, uids, (*OWING, *sorted(events))) if uids else {}
    soon = int(frame.values.on(SOON, frame.today))
    made = [_stored(row, links, soon) for row in rows if row["d"]["rule_code"] in RULES]
    made += [_latent(each, links, soon) for each in latent]
    return sorted(made, key=lambda each: (each.opened_on or date.max, each.number))


def _stored(row: Row, links: Mapping[str, Link], soon: int) -> Owed:
    d = row["d"]
    return Owed(
        rule=RULES[d["rule_code"]],
        number=d["number"],
        uid=d["uid"],
        triggers=_seen(row["triggers"], links),
        owed_by=_seen(row["debtors"], links),
        owed_at=next(iter(_seen(row["department"], links)), None),
        by=_seen(row["acts"], links),
        period=d.get("period") or "",
        opened_on=d.get("opened_on"),
        due_on=d.get("due_on"),
        provisional=bool(d.get("provisional")),
        closure=d["closure"],
        closed_on=d.get("closed_on"),
        reason=d.get("reason") or "",
        reason_en=d.get("reason_en") or "",
        reason_code=d.get("reason_code") or "",
        waived_by=d.get("waived_by") or "",
        rule_version=d.get("rule_version") or "",
        soon=soon,
        hidden=any(uid not in links for uid in row["debtors"]),
        version=d.get("version") or 0,
        parts=_apart(d.get("part"), {*row["triggers"], *row["debtors"]}, links),
        codes=_codes(d.get("part")),
    )


def _latent(each: Judged, links: Mapping[str, Link], soon: int) -> Owed:
    return Owed(
        rule=each.rule,
        number=each.number,
        uid=None,
        triggers=_seen([each.arises_from.uid], links),
        owed_by=_seen([end.uid for end in each.owed_by], links),
        owed_at=links.get(each.owed_at.uid) if each.owed_at else None,
        by=_seen([end.uid for end in each.by], links),
        period=each.trigger.period.name if each.trigger.period else "",
        opened_on=each.opened_on,
        due_on=each.due_on,
        provisional=each.provisional,
        closure=each.closure,
        closed_on=each.closed_on,
        reason=each.reason.zh if each.reason else "",
        reason_en=each.reason.en if each.reason else "",
        waived_by="",
        rule_version=each.version,
        soon=soon,
        hidden=any(end.uid not in links for end in each.owed_by),
        flags=each.flags,
        parts=_apart(each.part, {each.arises_from.uid, *(e.uid for e in each.owed_by)}, links),
        codes=_codes(each.part),
    )


def _parts(part: str | None) -> list[str]:
    return part.split("|") if part else []


def _apart(part: str | None, known: Collection[str], links: Mapping[str, Link]) -> tuple[Link, ...]:
    """The records that a duty's part names, other than its event, its debtors and people."""
    found = _seen((uid for uid in _parts(part) if uid not in known), links)
    return tuple(link for link in found if link.label not in PEOPLE)


def _codes(part: str | None) -> tuple[str, ...]:
    return tuple(each for each in _parts(part) if _PROBLEM.fullmatch(each))


def _seen(uids: Iterable[str], links: Mapping[str, Link]) -> tuple[Link, ...]:
    return tuple(links[uid] for uid in uids if uid in links)
