"""The engine: what the facts say is owed, and Duty records kept in step with it.

``judged`` is a pure function of the facts, the parameters in force on the day of the event and the
calendar. ``keep`` compares it with the stored duties of the same events and writes the
differences, so that doing it twice, from a change or from a sweep, gives the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graph import clock
from graph.duties import calendar, deadlines, inbox, parameters, questions, stored
from graph.duties.facts.superiors import Courts
from graph.duties.periods import Period
from graph.duties.rule import Rule, Value
from graph.duties.stored import End, Stored, Written
from graph.duties.table import RULES
from graph.kept import Announce
from graph.session import Reader, Row, Writer
from graph.tallies.keeper import Before
from graph.text import Text


def _nobody(_label: str, _uids: Sequence[str]) -> None:
    """Nothing builds on the duties of this caller."""


FUTURE = Text(
    "履行记录的日期在将来：到了那一天才算履行",
    "the record that discharges it is dated in the future: it counts from that day on",
)
EARLY = Text(
    "履行记录的日期早于事由：不算履行，请核对日期",
    "the record that would discharge it is dated before the event: it doesn't count; check the "
    "date",
)
GONE = Text("引起该责任的事由已不存在", "what it arose from is no longer there")


@dataclass(frozen=True)
class Trigger:
    """What a duty arises from: a record, and for a period rule the period of that unit."""

    uid: str
    period: Period | None = None

    def asked(self, rule: Rule, locals_: Mapping[str, Value]) -> dict[str, Any]:
        """As the facts questions take it. ``from``: the first day of so many periods as once is
        enough in (``Local.once_in``), of which its own is the last."""
        each, every = self.period, rule.every
        if each is None or every is None:
            return {"uid": self.uid, "period": None, "first": None, "last": None, "from": None}
        begin = each.since(every, int(locals_.get(f"{every}s", 1)))
        return {
            "uid": self.uid, "period": each.name, "first": each.first, "last": each.last,
            "from": begin,
        }  # fmt: skip

    def anchor(self, rule: Rule) -> str:
        """What its duties under the rule are found by."""
        return f"{rule.code}|{self.uid}|{self.period.name if self.period else ''}"


@dataclass(frozen=True)
class Frame:
    """What judgements of one transaction share: the day, the calendar, the parameters, the courts
    with what stood above them."""

    today: date
    calendar: calendar.Calendar
    values: parameters.Values
    courts: Courts

    @classmethod
    def of(cls, tx: Reader, today: date | None = None) -> Frame:
        """As the graph has them now."""
        return cls(today or clock.today(), calendar.of(tx), parameters.load(tx), Courts.read(tx))

    @classmethod
    def now(cls, tx: Reader) -> Frame:
        """The same, from what this process keeps while nothing changed: one statement."""
        return cls.stamped(tx, questions.stamp(tx))

    @classmethod
    def stamped(cls, tx: Reader, stamp: str | None) -> Frame:
        """As they were when the graph was last stamped (parameter_keeper): read once by each
        process, since every write needs them and they hardly ever change. Of a graph without a
        stamp nothing is kept."""
        if stamp is None:
            return cls.of(tx)
        if stamp not in _frames:
            while len(_frames) >= FRAMES:
                _frames.pop(next(iter(_frames)))
            _frames[stamp] = cls.of(tx)
        return replace(_frames[stamp], today=clock.today())


@dataclass(frozen=True)
class Judged:
    """One duty as the facts have it. ``flags``: records that look like its discharge and are
    none, each with the sentence to read."""

    rule: Rule
    trigger: Trigger
    part: str
    arises_from: End
    owed_by: tuple[End, ...]
    owed_at: End | None
    opened_on: date
    due_on: date | None
    provisional: bool
    closure: str
    closed_on: date | None
    reason: Text | None
    by: tuple[End, ...]
    version: str
    facts: str
    flags: tuple[Text, ...] = ()

    @property
    def anchor(self) -> str:
        """What the duties of its event are found by."""
        return self.trigger.anchor(self.rule)

    @property
    def number(self) -> str:
        """Its number: the same whenever and however it is judged."""
        made = hashlib.sha256(f"{self.anchor}|{self.part}".encode()).hexdigest()
        return f"{self.rule.code}-{made[:12]}"

    def exceptional(self, today: date) -> bool:
        """Whether a latent duty is to be stored: overdue, or done late."""
        if self.closure == "open":
            return self.due_on is not None and self.due_on < today
        late = self.due_on is not None and self.closed_on is not None
        return bool(late and self.closed_on and self.due_on and self.closed_on > self.due_on)


FRAMES = 8
_frames: dict[str, Frame] = {}


@dataclass
class Kept:
    """What keeping duties did: their numbers by what happened to them, and all that changed."""

    opened: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    void: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    uids: set[str] = field(default_factory=set)
    altered: set[str] = field(default_factory=set)
    """Of these, what the keepers behind have to look at, beside what they are told."""
    counted: Before = field(default_factory=Before)
    """What the keeper of the tallies is told."""

    def add(self, more: Kept) -> None:
        """Take in what another did."""
        self.opened += more.opened
        self.met += more.met
        self.void += more.void
        self.changed += more.changed
        self.uids |= more.uids
        self.altered |= more.altered
        self.counted.add(more.counted)

    def wrote(self, made: Written) -> None:
        """These were made or altered."""
        self.uids |= set(made.uids)
        self.altered |= set(made.unstamped)
        self.counted.add(made.counted)

    @property
    def said(self) -> dict[str, list[str]]:
        """What an audit event says of it: nothing of what didn't happen."""
        every = {"opened": self.opened, "met": self.met, "void": self.void, "changed": self.changed}
        return {name: sorted(numbers) for name, numbers in every.items() if numbers}


def judged(
    tx: Reader, rule: Rule, triggers: Iterable[Trigger], frame: Frame | None = None
) -> list[Judged]:
    """What is owed by the rule because of these triggers, open and done, void ones among them.

    What happened before the rule's document was issued, or hasn't happened yet, owes nothing.
    """
    return all_judged(tx, {rule.code: list(triggers)}, frame or Frame.now(tx))[rule.code]


def all_judged(
    tx: Reader, wanted: Mapping[str, Sequence[Trigger]], frame: Frame
) -> dict[str, list[Judged]]:
    """The same for several rules at once: triggers by rule."""
    made: dict[str, list[Judged]] = {code: [] for code in wanted}
    each = {code: frame.values.each_locals(RULES[code]) for code, asked in wanted.items() if asked}
    for turn in range(max(map(len, each.values()), default=0)):
        asked = {
            code: (
                [t.asked(RULES[code], said[turn]) for t in wanted[code]],
                said[turn] | {"today": frame.today},
            )
            for code, said in each.items()
            if turn < len(said)
        }
        for code, rows in questions.facts(tx, asked, frame.courts).items():
            made[code] += _judged(RULES[code], wanted[code], rows, each[code][turn], frame)
    return made


def _judged(
    rule: Rule,
    triggers: Iterable[Trigger],
    rows: Iterable[Row],
    locals_: Mapping[str, Value],
    frame: Frame,
) -> list[Judged]:
    """Rows of facts as judgements; ``locals_``: the values by which the rows were asked for."""
    by_key = {(t.uid, t.period.name if t.period else None): t for t in triggers}
    begin = frame.values.tracked_from(rule, frame.today)
    made = []
    for row in rows:
        since = row["since"]
        if since is None or not begin <= since <= frame.today:
            continue
        if row["owed_by"] and frame.values.locals_of(rule, since) == locals_:
            trigger = by_key[row["trigger"], row.get("period")]
            made.append(_judge(rule, trigger, row, frame))
    return made


def keep(
    tx: Writer,
    wanted: Mapping[str, Iterable[Trigger]],
    frame: Frame | None = None,
    announce: Announce = _nobody,
    known: Mapping[str, Sequence[Row]] | None = None,
) -> Kept:
    """Bring the stored duties of these triggers, by rule, in step with the facts. ``known``: by
    anchor, stored duties that were read already.

    The number of statements grows with the rules that have a trigger among these, never with the
    triggers (graph/duties/together.py).
    """
    asked = _with_rivals(wanted)
    if not asked:
        return Kept()
    frame = frame or Frame.now(tx)
    have = known or {}
    anchors = {t.anchor(RULES[code]) for code, triggers in asked.items() for t in triggers}
    rows = [row for anchor in sorted(anchors & have.keys()) for row in have[anchor]]
    rows += questions.stored(tx, anchors - have.keys())
    said = all_judged(tx, asked, frame)
    every = [each for code in asked for each in _without_replaced(RULES[code], said)]
    return _compare(tx, every, stored.read(rows), frame, announce)


def _with_rivals(wanted: Mapping[str, Iterable[Trigger]]) -> dict[str, list[Trigger]]:
    """The triggers by rule, each also under the rules that replace or are replaced by it."""
    asked = {code: dict.fromkeys(triggers) for code, triggers in wanted.items() if triggers}
    for special in RULES.values():
        for general in special.instead_of:
            both = {**asked.get(special.code, {}), **asked.get(general, {})}
            if both:
                asked[special.code] = asked[general] = both
    return {code: list(triggers) for code, triggers in asked.items()}


def _judge(rule: Rule, trigger: Trigger, row: Row, frame: Frame) -> Judged:
    since, done_on = row["since"], row["done_on"]
    base = row.get("base") or since
    amount = frame.values.amount(rule, since)
    due = deadlines.due_day(rule.due, base, row.get("set_on"), amount, frame.calendar)
    flags = [_text(each) for each in row.get("flags") or ()]
    if done_on is not None and done_on > frame.today:
        done_on, flags = None, [*flags, FUTURE]
    elif done_on is not None and done_on < since and not rule.early:
        done_on, flags = None, [*flags, EARLY]
    why = row.get("void")
    closure = "void" if why else "open" if done_on is None else "met"
    return Judged(
        rule=rule,
        trigger=trigger,
        part=row.get("part") or "",
        arises_from=End(row["trigger"], row["id"]),
        owed_by=tuple(sorted({End(each["uid"], each["id"]) for each in row["owed_by"]})),
        owed_at=End(row["owed_at"]["uid"], row["owed_at"]["id"]) if row.get("owed_at") else None,
        opened_on=since,
        due_on=due.on,
        provisional=due.provisional,
        closure=closure,
        closed_on=since if why else done_on,
        reason=_text(why) if why else None,
        by=tuple(sorted({End(each["uid"], each["id"]) for each in row["by"] or ()})),
        version=frame.values.version(rule, since),
        facts=_digest(row),
        flags=tuple(flags),
    )


def _digest(row: Row) -> str:
    """What the judgement rests on, apart from parameters and calendar."""
    said = [
        row["since"], row.get("base"), row.get("set_on"), row["done_on"], row.get("void"),
        sorted(each["uid"] for each in row["owed_by"]),
        row["owed_at"]["uid"] if row.get("owed_at") else None,
        sorted(each["uid"] for each in row["by"] or ()),
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _text(said: str) -> Text:
    zh, _bar, en = said.partition("|")
    return Text(zh, en or zh)


def _without_replaced(rule: Rule, said: Mapping[str, list[Judged]]) -> list[Judged]:
    """The rule's duties without those that a more specific rule replaces for the same trigger."""
    instead = {
        each.trigger.uid
        for special in RULES.values()
        if rule.code in special.instead_of
        for each in said.get(special.code, ())
    }
    return [each for each in said[rule.code] if each.trigger.uid not in instead]


def _compare(
    tx: Writer,
    said: Sequence[Judged],
    known: Mapping[str, Stored],
    frame: Frame,
    announce: Announce,
) -> Kept:
    """Write what differs between the judgement and the stored duties."""
    done, fresh, altered = Kept(), [], []
    for each in said:
        old = known.get(each.number)
        if old is None:
            if not each.rule.latent or each.exceptional(frame.today):
                fresh.append(each)
            continue
        new = _settled(each, old)
        if stored.differs(new, old):
            altered.append((new, old))
    there = {each.number for each in said}
    closed = ("void", "waived")  # a waiver stands, whatever becomes of its cause
    gone = [
        old for number, old in known.items() if number not in there and old.closure not in closed
    ]
    for each in fresh:
        (done.met if each.closure == "met" else done.opened).append(each.number)
    for new, old in altered:
        kind = done.met if new.closure == "met" != old.closure else done.changed
        (done.void if new.closure == "void" != old.closure else kind).append(new.number)
    done.void += [old.number for old in gone]
    if altered or gone:
        announce("Duty", sorted({old.uid for _new, old in altered} | {old.uid for old in gone}))
    done.wrote(stored.create(tx, fresh))
    done.wrote(stored.alter(tx, altered))
    inbox.opened(tx, [old.uid for new, old in altered if stored.is_news(new)])
    done.wrote(stored.void(tx, gone, GONE, frame.today))
    return done


def _settled(new: Judged, old: Stored) -> Judged:
    """The judgement as it is to be stored: what was closed stays as it was judged while its facts
    stay, and a waiver stands whatever is corrected afterwards."""
    if old.closure == "waived":
        return replace(
            new, closure="waived", closed_on=old.closed_on, reason=Text(old.reason, old.reason)
        )
    if old.closure == "met" and old.facts == new.facts:
        return replace(
            new, due_on=old.due_on, provisional=old.provisional, version=old.version,
            opened_on=old.opened_on or new.opened_on,
        )  # fmt: skip
    return new
