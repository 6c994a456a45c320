"""The whole history of one officer, from every relation that the declarations have to Officer.

Read under an opened file (graph.operations.officer_file): then records of other courts are part of
it; confidential ones keep their own rule, and nobody meets records about themself. Allegations and
established findings are told apart and never added up. The number of statements is the same
whatever the number of events.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph import queries
from graph.errors import NotFound
from graph.model import Kind, Link, Reach, Record, RecordType, type_of
from graph.operations.officer_file import require_opening
from graph.operations.periods import posting
from graph.operations.postings import Held, Posting, held
from graph.queries import Lane
from graph.queries.lanes import parents, shown_links
from graph.scope import Actor, Opening
from graph.session import Reader, Row
from graph.text import Text

MOST = 2_000
"""Events of one history; where there are more, the newest are told and ``more`` says so."""

LONGEST_DETAIL = 300


@dataclass(frozen=True)
class Selection:
    """What of a history is asked for; nothing: all of it. ``lanes`` by name, ``standing`` codes.

    A period leaves undated events out: they can't be said to lie in it.
    """

    lanes: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Event:
    """One record of the history, in one lane.

    ``since`` is the day, None when undated; ``until`` the end of a span. ``standing`` is the code
    that says how it stands ("" where the type has none), ``told`` what else is known: (name,
    value) pairs. ``belongs_to`` is the uid of the event that this one goes back to (a finding to
    its petition), its own where it goes back to none.
    """

    lane: str
    kind: RecordType
    uid: str
    key: str
    title: Text
    since: date | None
    until: date | None
    standing: str
    standing_name: Text
    told: tuple[tuple[Text, Text], ...]
    held: Held
    belongs_to: str


@dataclass(frozen=True)
class Tally:
    """How many records a lane has: ``by_standing`` (code → number) is never added up."""

    lane: Lane
    count: int
    undated: int
    by_standing: dict[str, int]


@dataclass(frozen=True)
class History:
    """An officer's file as opened: posts, tallies of all lanes, and the events asked for."""

    officer: Record
    opening: Opening
    postings: tuple[Posting, ...]
    tallies: tuple[Tally, ...]
    events: tuple[Event, ...]
    more: bool
    lanes: tuple[Lane, ...] = field(default=())


def history(
    tx: Reader, actor: Actor, number: str, selection: Selection | None = None, most: int = MOST
) -> History:
    """The history of the officer with this number, newest first, undated events last.

    Raises NotAllowed, NotFound, OwnFile, PurposeNeeded without a valid opening, and Unknown for a
    lane that isn't declared.
    """
    asked = selection or Selection()
    officer, opening = require_opening(tx, actor, number)
    lanes = [lane for lane in queries.lanes() if actor.may_read(lane.kind)]
    wanted = [lane for lane in map(queries.lane, asked.lanes) if lane in lanes]
    postings = _postings(queries.officer_posts(tx, actor, opening))
    tallies = _tallies(lanes, queries.officer_counts(tx, actor, opening, lanes))
    rows = queries.officer_events(
        tx, actor, opening, wanted if asked.lanes else lanes, most + 1,
        asked.since, asked.until, asked.standing,
    )  # fmt: skip
    rows = sorted(_distinct(rows), key=_newest_first, reverse=True)
    events = _events(rows[:most], lanes, postings)
    return History(
        officer, opening, postings, tallies, events, len(rows) > most, tuple(lanes)
    )  # fmt: skip


def event(tx: Reader, actor: Actor, number: str, lane_name: str, uid: str) -> tuple[Event, Record]:
    """One event of an opened file with its whole record, sensitive values masked.

    Raises as ``history`` does; NotFound where the record is not in that lane of the file.
    """
    _officer, opening = require_opening(tx, actor, number)
    lane = queries.lane(lane_name)
    rows = (
        queries.officer_events(tx, actor, opening, [lane], 1, only=uid)
        if actor.may_read(lane.kind)
        else []
    )
    if not rows:
        raise NotFound(type=lane.kind.label, key=uid)
    postings = _postings(queries.officer_posts(tx, actor, opening))
    row = rows[0]
    kind = lane.kind
    values = {n: kind.fields[n].masked(v) if n in kind.fields else v for n, v in row["p"].items()}
    links = {
        name: tuple(Link(x["uid"], x["label"], x["title"]) for x in ends)
        for name, ends in row["links"].items()
    }
    return _events([row], [lane], postings)[0], kind.model.hydrate(values, links)


def _postings(rows: Iterable[Row]) -> tuple[Posting, ...]:
    return tuple(posting(row) for row in rows)


def _tallies(lanes: Sequence[Lane], rows: Iterable[Row]) -> tuple[Tally, ...]:
    """One tally a lane that has anything, in the order of the declarations."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["lane"], []).append(row)
    return tuple(
        Tally(
            lane,
            sum(row["count"] for row in found[lane.name]),
            sum(row["undated"] for row in found[lane.name]),
            _by_standing(lane.kind, found[lane.name]),
        )
        for lane in lanes
        if lane.name in found
    )


def _by_standing(kind: RecordType, rows: Iterable[Row]) -> dict[str, int]:
    """Numbers by standing in the order of the declaration; none for types without one."""
    if not kind.standing:
        return {}
    numbers = {row["standing"] or "": row["count"] for row in rows}
    order = [*kind.fields[kind.standing].choices, ""]
    return {code: numbers[code] for code in order if code in numbers}


def _distinct(rows: Iterable[Row]) -> list[Row]:
    """Rows once each: a record may be in a lane twice only with different days."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        seen.setdefault((row["lane"], row["p"]["uid"], row["since"], row["until"]), row)
    return list(seen.values())


def _newest_first(row: Row) -> tuple[bool, date, str]:
    since = row["since"] or row["until"]
    return since is not None, since or date.min, row["p"]["uid"]


def _events(
    rows: Sequence[Row], lanes: Sequence[Lane], postings: Sequence[Posting]
) -> tuple[Event, ...]:
    by_name = {lane.name: lane for lane in lanes}
    origin = _origins(rows, by_name)
    return tuple(_event(row, by_name[row["lane"]], postings, origin) for row in rows)


def _event(row: Row, lane: Lane, postings: Sequence[Posting], origin: dict[str, str]) -> Event:
    kind, values = lane.kind, row["p"]
    standing = str(kind.stands(kind.standing, values) or "") if kind.standing else ""
    named = kind.fields[kind.standing].display(standing) if standing else Text("", "")
    return Event(
        lane=lane.name,
        kind=kind,
        uid=values["uid"],
        key=str(values[kind.key]),
        title=_title(kind, row),
        since=row["since"],
        until=row["until"] if row["until"] != row["since"] else None,
        standing=standing,
        standing_name=named,
        told=tuple(_told(lane, row)),
        held=held(postings, row["since"], row["until"]).beside(_named(lane, row)),
        belongs_to=origin[values["uid"]],
    )


def _named(lane: Lane, row: Row) -> set[str]:
    """What the relation to the officer names besides: the unit of an allegation."""
    ends = row["links"].get(lane.ref.name, ()) if lane.ref else ()
    return {end["uid"] for end in ends}


def _title(kind: RecordType, row: Row) -> Text:
    """How the event is called: by its problem or other catalogue entry where it has one."""
    for name in _catalogues(kind):
        for end in row["links"].get(name, ()):
            return Text(end["title"], end["title"])
    for name in kind.title:
        if name != kind.key and kind.fields[name].kind is Kind.CHOICE:
            return kind.fields[name].display(row["p"].get(name))
    headline = row["p"]["headline"]
    return Text(headline, headline)


def _catalogues(kind: RecordType) -> list[str]:
    """Relations to what everybody reads and nobody's court owns: problems, not places."""
    return [
        name
        for name, ref in kind.refs.items()
        if all(type_of(label).reach is Reach.ALL for label in ref.targets)
    ]


def _told(lane: Lane, row: Row) -> Iterable[tuple[Text, Text]]:
    """What a card says besides title, date and standing: the listed fields and relations, the
    relation's own choices, and the first lines of the record's text."""
    kind, values = lane.kind, row["p"]
    for name, each in (lane.ref.fields if lane.ref else {}).items():
        if each.kind is not Kind.DATE and (row["r"] or {}).get(name):
            yield each.label, each.display(row["r"][name])
    said = {kind.key, kind.dated, kind.until, kind.standing}
    for name, each in kind.own_fields.items():
        value = values.get(name)
        wanted = each.listed or each.kind is Kind.LONG_TEXT
        if name in said or not wanted or each.sensitive or value in (None, ""):
            continue
        shown = each.display(value)
        yield each.label, Text(_short(shown.zh), _short(shown.en))
    for name, ref in shown_links(kind).items():
        ends = row["links"].get(name)
        if ends and name not in _catalogues(kind):
            titles = "、".join(end["title"] for end in ends)
            yield ref.label, Text(titles, titles)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_DETAIL else text[: LONGEST_DETAIL - 1] + "…"


def _origins(rows: Sequence[Row], lanes: dict[str, Lane]) -> dict[str, str]:
    """For each event the event that it goes back to, by its relations to others of this file."""
    present = {row["p"]["uid"] for row in rows}
    up: dict[str, str] = {}
    for row in rows:
        uid = row["p"]["uid"]
        ends = (
            end["uid"]
            for name in parents(lanes[row["lane"]].kind)
            for end in row["links"].get(name, ())
        )
        parent = next((end for end in ends if end in present and end != uid), None)
        if parent:
            up[uid] = parent
    return {uid: _top(uid, up) for uid in present}


def _top(uid: str, up: dict[str, str]) -> str:
    walked = {uid}
    while uid in up and up[uid] not in walked:
        uid = up[uid]
        walked.add(uid)
    return uid
