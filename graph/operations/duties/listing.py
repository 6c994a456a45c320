"""Duties as a list, open and closed: for the page and the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from graph import clock, queries, records
from graph.duties import parameters, reading
from graph.duties.engine import Frame
from graph.duties.reading import SOON, Owed
from graph.model import type_of
from graph.operations.duties import missing
from graph.operations.duties.asked import Asked, State
from graph.operations.duties.latent import latent, narrowed
from graph.operations.places import Courts, Known
from graph.operations.said import one_of, word
from graph.queries import Within
from graph.records import Filter, Op, Query
from graph.scope import Actor, require_read
from graph.session import Reader
from graph.text import Text

DUTY = type_of("Duty")
CLOSED: dict[str, Text] = {
    "met": Text("已履行", "Met"),
    "waived": Text("已豁免", "Waived"),
    "void": Text("已失效", "Void"),
}
UNDISCHARGED = "undischarged"


@dataclass
class Listing:
    """A page of duties. ``closure``: of closed ones, how; "" of open ones."""

    asked: Asked
    closure: str
    courts: Courts
    today: date
    soon: date
    court: Known | None
    rows: list[Owed]
    next: str

    @property
    def status(self) -> str:
        """The status asked for, as addresses say it."""
        if self.closure:
            return self.closure
        return UNDISCHARGED if self.asked.state is State.ALL else str(self.asked.state)


def listing(
    tx: Reader, actor: Actor, said: Mapping[str, str], after: str = "", limit: int = missing.PAGE
) -> Listing:
    """The duties that the parameters of an address ask for; raises BadParameter, NotFound,
    BadCursor."""
    require_read(DUTY, actor)
    closure, asked = _read(said)
    today = clock.today()
    soon = today + timedelta(days=int(parameters.load(tx).on(SOON, today)))
    courts = Courts(tx, actor)
    court = courts.own(asked.court) if asked.court else None
    made = Listing(asked, closure, courts, today, soon, court, [], "")
    narrow = narrowed(actor, court)
    if closure:
        made.rows, made.next = _closed(tx, narrow, asked, closure, after, limit)
        return made
    at = court or courts.all.get(actor.court or "")
    within = (
        missing.scope_of(tx, actor, at, asked.own, asked.rules) if at else Within(rules=asked.rules)
    )
    span = asked.span(today, soon)
    if span[0] <= span[1]:
        fresh = latent(tx, actor, at, within, span, today).within(span)
        made.rows, made.next = missing.page(
            tx, actor, within, span, asked.sort, after, limit, fresh
        )
    return made


def _read(said: Mapping[str, str]) -> tuple[str, Asked]:
    status = word(said, "status")
    open_ = {str(state): str(state) for state in State if state is not State.ALL}
    open_ |= {"": str(State.ALL), UNDISCHARGED: str(State.ALL)}
    one_of("status", status, [*open_, *CLOSED])
    asked = Asked.read({**said, "state": open_.get(status, str(State.ALL))})
    return (status if status in CLOSED else ""), asked


def _closed(
    tx: Reader, actor: Actor, asked: Asked, closure: str, after: str, limit: int
) -> tuple[list[Owed], str]:
    filters = [Filter("closure", Op.EQUAL, closure)]
    if asked.rules is not None:
        filters.append(Filter("rule_code", Op.IN, list(asked.rules)))
    found = records.find(tx, actor, Query(DUTY, filters=tuple(filters), after=after, limit=limit))
    rows = reading.hydrated(
        tx,
        actor,
        queries.duty_rows(tx, actor, [each.uid for each in found.rows]),
        [],
        Frame.now(tx),
    )
    place = {each.uid: n for n, each in enumerate(found.rows)}
    return sorted(rows, key=lambda each: place[str(each.uid)]), found.next
