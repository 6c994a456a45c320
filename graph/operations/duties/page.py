"""One duty as its page shows it: how it stands, what was done about it, what may be done now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph import clock, queries, records
from graph.duties import escalation, reading, waiver
from graph.duties.engine import Frame, Trigger
from graph.duties.escalation import Offer
from graph.duties.reading import Owed
from graph.duties.waiver import Origin
from graph.errors import NotFound
from graph.model import Record, backs, type_of
from graph.records import Anchor, Query
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

DUTY = type_of("Duty")


@dataclass
class DutyPage:
    """A duty. ``record`` is None while it is latent; ``no_waiver`` and ``no_step``: why the reader
    can't release the debtors or take a step, None where that can be done."""

    owed: Owed
    today: date
    record: Record | None = None
    origin: Origin | None = None
    flags: tuple[Text, ...] = ()
    steps: list[Record] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    measures: list[Record] = field(default_factory=list)
    no_waiver: Text | None = None
    no_step: Text | None = None


def duty_page(tx: Reader, actor: Actor, number: str, origin: Origin | None = None) -> DutyPage:
    """The duty of this number; a latent one by the record that it arises from.

    Raises NotFound where there is none, or none that the actor may read.
    """
    today = clock.today()
    try:
        record = records.get(tx, actor, DUTY, number)
    except NotFound:
        return _latent(tx, actor, number, origin, today)
    owed = _owed(tx, actor, record)
    made = DutyPage(owed, today, record)
    made.flags = _flags(tx, owed, record)
    kind = type_of("Escalation")
    back = next(each for each in backs(DUTY) if each.kind is kind)
    made.steps = records.find(
        tx, actor, Query(kind, anchor=Anchor.by_back(record.uid, DUTY, back), descending=False)
    ).rows
    made.measures = _measures(tx, actor, record)
    made.offers = escalation.next_steps(tx, owed.rule, record, today)
    made.no_step = escalation.why_not(tx, actor, record)
    made.no_waiver = waiver.why_not(tx, actor, record, owed.rule)
    return made


def _owed(tx: Reader, actor: Actor, record: Record) -> Owed:
    rows = queries.duty_rows(tx, actor, [record.uid])
    found = reading.hydrated(tx, actor, rows, [], Frame.now(tx))
    if not found:  # its rule is no longer in the table
        raise NotFound(type=DUTY.label, key=record.number)
    return found[0]


def _latent(tx: Reader, actor: Actor, number: str, origin: Origin | None, today: date) -> DutyPage:
    if origin is not None and origin[1] in records.links_to(tx, actor, [origin[1]]):
        for each in reading.on(tx, actor, {origin[1]: origin[0]}):
            if each.number == number:
                return DutyPage(each, today, origin=origin, flags=each.flags)
    raise NotFound(type=DUTY.label, key=number)


def _flags(tx: Reader, owed: Owed, record: Record) -> tuple[Text, ...]:
    """What the records say now that looks like its discharge and is none."""
    _code, _bar, rest = str(record.anchor or "").partition("|")
    uid, _bar, period = rest.partition("|")
    if not uid:
        return ()
    trigger = Trigger(uid, waiver.period_of(owed.rule, period))
    found = reading.live(tx, owed.rule, trigger)
    return next((each.flags for each in found if each.number == owed.number), ())


def _measures(tx: Reader, actor: Actor, record: Record) -> list[Record]:
    """Interviews that cite it, for those who may know of them."""
    kind = type_of("Measure")
    if not actor.may_read(kind):
        return []
    back = next(e for e in backs(DUTY) if e.kind is kind and e.ref.name == "cites")
    query = Query(kind, anchor=Anchor.by_back(record.uid, DUTY, back), descending=False)
    return records.find(tx, actor, query).rows
