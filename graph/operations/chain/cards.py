"""Records of a chain as cards: stage, body, dates, standing, who acted and in which post."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from graph.model import Kind, RecordType, type_of
from graph.operations.chain.steps import BY_FUNCTION, PARTS, Body, Stage
from graph.operations.periods import posts_on
from graph.operations.postings import Held
from graph.scope import Actor
from graph.session import Reader, Row
from graph.text import Text

LINES = 5
LONGEST_LINE = 80
OFFICER = "Officer"


@dataclass(frozen=True)
class Person:
    """Somebody who acted, and the posts held on the day; ``held`` is None where the day isn't
    known."""

    uid: str
    name: str
    role: Text
    held: Held | None = None


@dataclass(frozen=True)
class Unit:
    """A department or court that acted or was addressed."""

    uid: str
    label: str
    name: str
    function: str
    place: tuple[str | None, str | None, str | None]

    @property
    def court(self) -> str:
        """The code of its court."""
        return next((code for code in reversed(self.place) if code), "")


@dataclass(frozen=True)
class Card:
    """One record of the chain.

    ``called`` says what it is beside its number: a finding's problem, a review's kind.
    ``standing`` is the code of how it stands, "" where the type has none.
    """

    uid: str
    kind: RecordType
    key: str
    title: str
    called: Text
    stage: Stage
    body: Body
    since: date | None
    until: date | None
    standing: str
    standing_name: Text
    people: tuple[Person, ...]
    lines: tuple[tuple[Text, Text], ...]
    values: Mapping[str, Any] = field(repr=False, default_factory=dict)
    ends: Mapping[str, tuple[Mapping[str, Any], ...]] = field(repr=False, default_factory=dict)

    @property
    def place(self) -> tuple[str | None, str | None, str | None]:
        """The codes of its home high, intermediate and basic court."""
        return (self.values.get("c1"), self.values.get("c2"), self.values.get("c3"))

    def units(self, ref: str) -> list[Unit]:
        """The departments and courts that a relation leads to."""
        return [unit(end) for end in self.ends.get(ref, ()) if end["label"] != OFFICER]


def unit(end: Mapping[str, Any]) -> Unit:
    """A department or court as the other end of a relation."""
    return Unit(
        end["uid"], end["label"], end["name"] or end["title"] or "", end["function"] or "",
        tuple(end["place"]),
    )  # fmt: skip


def refs_of(name: str) -> list[str]:
    """The relations that a card of this type needs: who acted, what it is, what lists show.

    Never those to the officers whom a record is about.
    """
    kind, part = type_of(name), PARTS[name]
    wanted = [part.by, *part.people, part.called if part.called in kind.refs else ""]
    wanted += [ref for ref in ("at", "addressed_to") if ref in kind.refs]
    wanted += [n for n, r in kind.refs.items() if r.listed and OFFICER not in r.targets]
    return [ref for ref in dict.fromkeys(wanted) if ref]


def cards(tx: Reader, actor: Actor, rows: Iterable[Row]) -> list[Card]:
    """Cards of the rows of ``queries.chain_records``; posts are read once for all people."""
    rows = list(rows)
    asked = {
        (uid, day)
        for row in rows
        for _, uid, _, day in _acted(row)
        if day is not None
    }  # fmt: skip
    held = posts_on(tx, actor, sorted(asked)) if asked else {}
    return [_card(row, held) for row in rows]


def _card(row: Row, held: Mapping[tuple[str, date], Held]) -> Card:
    kind, values = type_of(row["label"]), row["p"]
    part = PARTS[kind.name]
    standing = str(kind.stands(kind.standing, values) or "") if kind.standing else ""
    return Card(
        uid=values["uid"],
        kind=kind,
        key=str(values[kind.key]),
        title=values.get("headline") or str(values[kind.key]),
        called=_called(row, kind, part.called),
        stage=part.stage,
        body=_body(row, kind),
        since=_day(values.get(kind.dated)) if kind.dated else None,
        until=_day(values.get(kind.until)) if kind.until else None,
        standing=standing,
        standing_name=kind.fields[kind.standing].display(standing) if standing else Text("", ""),
        people=tuple(_people(row, held)),
        lines=tuple(_lines(row, kind))[:LINES],
        values=values,
        ends={name: tuple(ends) for name, ends in row["links"].items()},
    )


def _called(row: Row, kind: RecordType, name: str) -> Text:
    if name in kind.refs:
        titles = "、".join(end["title"] for end in row["links"].get(name, ()))
        return Text(titles, titles)
    return kind.fields[name].display(row["p"].get(name)) if name else Text("", "")


def _body(row: Row, kind: RecordType) -> Body:
    part = PARTS[kind.name]
    if part.body is not None:
        return part.body
    for end in row["links"].get(part.by, ()):
        if end["label"] == "Court":
            return Body.SUPERIOR
        return BY_FUNCTION.get(end["function"] or "", Body.REVIEW)
    return Body.REVIEW


def _acted(row: Row) -> Iterator[tuple[str, str, str, date | None]]:
    """Relation, officer's uid and name, and the day: the relation's own, else the record's."""
    kind = type_of(row["label"])
    for ref in PARTS[kind.name].people:
        for end in row["links"].get(ref, ()):
            own = _day(row["p"].get(kind.dated)) if kind.dated else None
            yield ref, end["uid"], end["name"] or end["title"], _day(end["on"]) or own


def _people(row: Row, held: Mapping[tuple[str, date], Held]) -> Iterator[Person]:
    kind = type_of(row["label"])
    for ref, uid, name, day in _acted(row):
        found = held.get((uid, day)) if day is not None else None
        yield Person(uid, name, kind.refs[ref].label, found)


def _lines(row: Row, kind: RecordType) -> Iterator[tuple[Text, Text]]:
    """What lists show besides what the card says already; never anything sensitive."""
    part, values = PARTS[kind.name], row["p"]
    said = {kind.key, kind.dated, kind.until, kind.standing, part.called, *kind.title}
    for name in (part.by, "at", "addressed_to"):
        yield from _ends(row, kind, name)
    for name, each in kind.own_fields.items():
        wanted = (each.listed or each.kind is Kind.DATE) and not each.sensitive
        if name not in said and wanted and values.get(name) not in (None, ""):
            shown = each.display(values[name])
            yield each.label, Text(_short(shown.zh), _short(shown.en))
    for name, ref in kind.refs.items():
        if name not in (part.by, "at", "addressed_to", part.called) and ref.listed:
            yield from _ends(row, kind, name)


def _ends(row: Row, kind: RecordType, name: str) -> Iterator[tuple[Text, Text]]:
    """A relation to others than officers as a line of a card."""
    ends = [e for e in row["links"].get(name, ()) if e["label"] != OFFICER]
    if ends and name not in PARTS[kind.name].people:
        titles = _short("、".join(end["title"] for end in ends))
        yield kind.refs[name].label, Text(titles, titles)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
