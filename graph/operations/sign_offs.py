"""Sign-offs that later recurred: who signed off, who checked, and what came back (A15).

A rectification was in vain when the same problem recurred after it was closed, when a later check
failed, or when what it was to end went on. Who signed is told with how many of all that the person
signed in the period were in vain, who checked with how many of those found carried out; the records
themselves are listed one by one, never gathered about one person: that is the officer's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from graph import clock, queries
from graph.errors import NotAllowed
from graph.model import type_of
from graph.model.record import INSPECTOR, SUPERVISOR
from graph.operations.places import Courts, Known, at
from graph.operations.said import one_of, refuse
from graph.quarters import Quarter
from graph.queries import At
from graph.scope import Actor, require_read
from graph.session import Reader, Row
from graph.text import Text

MOST = 20_000
"""Rectifications looked at, the latest first."""

USUAL = 8
"""Quarters of the usual period: the last two years."""

CARRIED_OUT = "carried_out"
READERS = frozenset({SUPERVISOR, INSPECTOR})
"""Who may see how often a person's sign-offs were in vain."""


class Vain(StrEnum):
    """Why a sign-off was in vain."""

    RECURRED = "recurred"
    FAILED_CHECK = "failed_check"
    NOT_PUT_RIGHT = "not_put_right"


VAIN: dict[Vain, Text] = {
    Vain.RECURRED: Text("整改后复发", "Recurred afterwards"),
    Vain.FAILED_CHECK: Text("检查未落实或反复出现", "Failed check"),
    Vain.NOT_PUT_RIGHT: Text("未真正整改", "Not put right"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked for; ``why`` empty: all ways of being in vain."""

    court: str = ""
    own: bool = False
    since: Quarter | None = None
    until: Quarter | None = None
    why: str = ""

    def __post_init__(self) -> None:
        if self.why:
            one_of("why", self.why, Vain)
        if self.since and self.until and self.until < self.since:
            refuse("to", self.until, "止于起之前", "it ends before it begins")


@dataclass(frozen=True)
class SignOff:
    """A rectification that was signed off in vain: why, by which records (number, uid, type)."""

    uid: str
    number: str
    court: str
    closed_on: date
    signers: tuple[dict[str, Any], ...]
    checkers: tuple[dict[str, Any], ...]
    why: dict[Vain, tuple[tuple[str, str, str], ...]]


@dataclass
class Person:
    """Somebody who signed or checked: ``total`` in the period, ``vain`` of them."""

    uid: str
    key: str
    name: str
    total: int = 0
    vain: int = 0
    by_why: dict[Vain, int] = field(default_factory=lambda: dict.fromkeys(Vain, 0))


@dataclass
class SignOffs:
    """The page. ``signers`` and ``checkers``: those with anything in vain, the most first.
    ``more``: there were too many, and only the latest ``MOST`` were looked at."""

    asked: Asked
    courts: Courts
    court: Known | None = None
    at: At | None = None
    since: Quarter | None = None
    until: Quarter | None = None
    total: int = 0
    unsigned: int = 0
    vain: list[SignOff] = field(default_factory=list)
    signers: list[Person] = field(default_factory=list)
    checkers: list[Person] = field(default_factory=list)
    more: bool = False

    @property
    def listed(self) -> list[SignOff]:
        """Those in vain for the reason asked for."""
        why = self.asked.why
        return [each for each in self.vain if not why or Vain(why) in each.why]


def sign_offs(tx: Reader, actor: Actor, asked: Asked) -> SignOffs:
    """The page; without a court, where one has to be chosen, only the courts. Raises NotAllowed for
    who may not see numbers about people, NotFound for a court outside the actor's subtree."""
    require_read(type_of("Rectification"), actor)
    if not actor.roles & READERS:
        raise NotAllowed(what=Text("查看签字销号后复发的统计", "see sign-offs that recurred"))
    made = SignOffs(asked, Courts(tx, actor))
    made.court = made.courts.own(asked.court) if asked.court else made.courts.usual()
    made.since, made.until = period(asked)
    if made.court is None:
        return made
    made.at = at(made.court, asked.own)
    rows = queries.sign_offs(
        tx, actor, made.at, made.since.first, made.until.last, MOST + 1
    )  # fmt: skip
    made.more = len(rows) > MOST
    _count(made, rows[:MOST])
    return made


def period(asked: Asked) -> tuple[Quarter, Quarter]:
    """The period asked for; where an end is open the last two years."""
    until = asked.until or max(Quarter.of(clock.today()), asked.since or Quarter(1, 1))
    number = until.year * 4 + until.number - USUAL
    return asked.since or min(Quarter(number // 4, number % 4 + 1), until), until


def _count(made: SignOffs, rows: list[Row]) -> None:
    signers: dict[str, Person] = {}
    checkers: dict[str, Person] = {}
    for row in rows:
        made.total += 1
        made.unsigned += not row["signers"]
        why = _why(row)
        for person in _once(row["signers"]):
            _add(signers, person, why)
        passed = [each for each in row["checks"] if each["result"] == CARRIED_OUT]
        people = list(_once(p for each in passed for p in each["by"]))
        for person in people:
            _add(checkers, person, why)
        if why:
            made.vain.append(SignOff(
                row["uid"], row["number"], row["court"], row["closed_on"],
                tuple(_once(row["signers"])), tuple(people), why,
            ))  # fmt: skip
    made.signers, made.checkers = (_listed(people) for people in (signers, checkers))


def _why(row: Row) -> dict[Vain, tuple[tuple[str, str, str], ...]]:
    """Why it was in vain, by the records that show it: number, uid, type."""
    found: dict[Vain, list[tuple[str, str, str]]] = {}
    for each in row["recurred"]:
        found.setdefault(Vain.RECURRED, []).append((each["number"], each["uid"], "Finding"))
    for each in row["reopened"]:
        kind = "Check" if each["why"] == Vain.FAILED_CHECK else "Finding"
        found.setdefault(Vain(each["why"]), []).append((each["number"], each["uid"], kind))
    if row["again"]:  # entered as reopened: its failed checks since the closing say why
        for each in row["checks"]:
            day = each["on"]
            if each["result"] != CARRIED_OUT and (day is None or day >= row["closed_on"]):
                told = (each["number"], each["uid"], "Check")
                known = found.setdefault(Vain.FAILED_CHECK, [])
                known += [told] if told not in known else []
    return {why: tuple(sorted(records)) for why, records in found.items()}


def _once(people: Any) -> Iterator[dict[str, Any]]:
    yield from {each["uid"]: each for each in people}.values()


def _add(people: dict[str, Person], said: dict[str, Any], why: dict[Vain, Any]) -> None:
    person = people.setdefault(said["uid"], Person(said["uid"], said["key"], said["name"]))
    person.total += 1
    person.vain += bool(why)
    for each in why:
        person.by_why[each] += 1


def _listed(people: dict[str, Person]) -> list[Person]:
    failed = [each for each in people.values() if each.vain]
    return sorted(failed, key=lambda each: (-each.vain, -each.vain / each.total, each.key))
