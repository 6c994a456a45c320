"""Duty records: found by their anchors, made, altered, void. Derived data: only the engine and the
waiver write them, in the transaction of what caused it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from graph import clock, kept
from graph.duties import inbox
from graph.duties.rule import Rule
from graph.model import new_uid, rank, type_of
from graph.records import placement
from graph.scope import Actor
from graph.session import Writer
from graph.tallies.keeper import HERE, THERE, Before, stamp_of
from graph.text import Text

if TYPE_CHECKING:
    from graph.duties.engine import Judged

DUTY = type_of("Duty")
BY = Actor.system("duties").username


class End(NamedTuple):
    """A record at the other end of a relation: its uid, and the server's own handle of it."""

    uid: str
    id: str


@dataclass(frozen=True)
class Stored:
    """A duty as the graph has it."""

    uid: str
    number: str
    anchor: str
    closure: str
    opened_on: date | None
    due_on: date | None
    provisional: bool
    closed_on: date | None
    reason: str
    version: str
    facts: str
    flagged: bool
    owed_by: frozenset[str]
    owed_at: str
    by: frozenset[str]


def read(rows: Iterable[Mapping[str, Any]]) -> dict[str, Stored]:
    """Duties as the graph gives them (p, owed_by, owed_at, by), by number."""
    return {row["p"]["number"]: _read(row) for row in rows}


def _read(row: Mapping[str, Any]) -> Stored:
    p = row["p"]
    return Stored(
        p["uid"], p["number"], p.get("anchor", ""), p["closure"], p.get("opened_on"),
        p.get("due_on"), bool(p.get("provisional")), p.get("closed_on"), p.get("reason", ""),
        p.get("rule_version", ""), p.get("facts", ""), bool(p.get("flagged")),
        frozenset(row["owed_by"]),
        row["owed_at"] or "", frozenset(row["by"]),
    )  # fmt: skip


def differs(new: Judged, old: Stored) -> bool:
    """Whether the stored duty has to be altered."""
    return (
        new.closure, new.opened_on, new.due_on, new.provisional, new.closed_on, new.version,
        new.facts, bool(new.flags and new.closure == "open"),
    ) != (
        old.closure, old.opened_on, old.due_on, old.provisional, old.closed_on, old.version,
        old.facts, old.flagged,
    )  # fmt: skip


class Written(NamedTuple):
    """Duties made or altered: their uids, and what the keeper of the tallies is to know of them."""

    uids: list[str]
    counted: Before

    @property
    def unstamped(self) -> list[str]:
        """Those that the keeper has to look at itself: their court was looked up, or may have
        changed."""
        return [uid for uid in self.uids if uid not in self.counted.made]


def create(tx: Writer, fresh: Sequence[Judged]) -> Written:
    """Make these duties, stamped as they count, and tell of those that are news."""
    if not fresh:
        return Written([], Before())
    now = {"changed_at": clock.now(), "changed_by": BY, "version": 1}
    rows: list[dict[str, Any]] = []
    for each in fresh:
        p = _properties(each) | now
        p |= {"uid": new_uid(), "created_at": p["changed_at"], "created_by": BY}
        home = each.owed_at or each.owed_by[0]
        ends = {"trigger": each.arises_from.id, "home": home.id, **_ends(each)}
        rows.append({"p": p, "news": is_news(each), "stamp": _stamp(p), **ends})
    found = tx.run(
        "UNWIND $rows AS row MATCH (t) WHERE elementId(t) = row.trigger "
        "MATCH (h) WHERE elementId(h) = row.home "
        "MERGE (r:Rule {code: row.p.rule_code}) ON CREATE SET r += $rules[row.p.rule_code] "
        "CREATE (d:Duty)-[:ARISES_FROM]->(t) CREATE (d)-[:UNDER_RULE]->(r) "
        "SET d = row.p, d.summary = left(row.p.summary + ' ' + coalesce(t.headline, ''), 300) "
        "SET d.headline = d.summary, d.c1 = h.c1, d.c2 = h.c2, d.c3 = h.c3 "
        f"WITH d, row, h:Officer OR t:Officer AS odd, {_AWAY} AS away, {_OWING} AS owing "
        f"SET d.tallied = CASE WHEN NOT odd AND d.c1 IS NOT NULL THEN {_STAMP} END {_RELATE} "
        "WITH d AS n, row.news AS news, odd, away "
        "CALL (n, odd, away) { WITH n, odd, away WHERE away AND NOT odd "
        f"{placement.sharing(DUTY)} }} "
        "CALL (n, odd, news) { WITH n, odd, news WHERE news AND NOT odd AND n.c1 IS NOT NULL "
        f"{inbox.OPENING} }} RETURN n.uid AS uid, odd, news, n.tallied AS stamp, "
        "[n.c1, n.c2, n.c3] AS keys",
        label=DUTY.name,
        here=HERE,
        there=THERE,
        what=inbox.What.OPENED,
        now=clock.now(),
        rows=rows,
        rules={each.rule.code: rule_record(each.rule) for each in fresh},
    )
    if odd := [row for row in found if row["odd"]]:
        placement.place(tx, DUTY, [row["uid"] for row in odd], clock.today(), fresh=True)
        inbox.opened(tx, [row["uid"] for row in odd if row["news"]])
    return Written([row["uid"] for row in found], _counted(found))


def _stamp(properties: Mapping[str, Any]) -> list[str] | None:
    """What a duty counts as, as far as its properties say; None where nobody counts."""
    return stamp_of(DUTY.name, properties) if kept.keeps("tallies") else None


def _counted(rows: Iterable[Mapping[str, Any]]) -> Before:
    """Duties that were stamped (uid, stamp, keys, and which stamp they had, if any)."""
    counted = Before()
    for row in rows:
        if row["stamp"] is not None:
            counted.count(row["uid"], row["stamp"], row["keys"], row.get("was") or ())
    return counted


_AWAY = "t.c1 <> d.c1 OR t.c2 <> coalesce(d.c2, '') OR t.c3 <> coalesce(d.c3, '')"
"""Whether the event stands elsewhere than the duty, which is then shared (graph.records.placement;
an officer's place is that of the post then held, and is looked up there)."""


_OWING = (
    "COLLECT { UNWIND row.owed_by + row.owed_at AS id MATCH (x:Department) WHERE elementId(x) = id "
    "RETURN DISTINCT x.uid }"
)
_STAMP = (
    "[line IN reduce(made = [], each IN row.stamp | made + CASE WHEN each CONTAINS $there "
    "THEN [one IN owing | replace(each, $there, one)] ELSE [each] END) "
    "| replace(line, $here, coalesce(d.c3, d.c2, d.c1))]"
)
"""What a duty counts as, now that its court and the departments that owe it are known."""


def is_news(each: Judged) -> bool:
    """Whether people are to be told that it was opened."""
    return each.closure == "open" and inbox.recent(each.opened_on) and kept.keeps("inbox")


def alter(tx: Writer, altered: Sequence[tuple[Judged, Stored]]) -> Written:
    """Bring these stored duties to the judgement. What stays with the same people until the same
    day stays in its place and is stamped at once; the place of the others is looked up."""
    if not altered:
        return Written([], Before())
    moved = {old.uid for new, old in altered if _moves(new, old)}
    rows = []
    for new, old in altered:
        p = _properties(new)
        stamp = None if old.uid in moved else _stamp(p)
        p = {n: v for n, v in p.items() if n not in ("number", "summary")}
        p |= {"changed_at": clock.now(), "changed_by": BY}
        rows.append({"uid": old.uid, "p": p, "stamp": stamp, **_ends(new)})
    found = tx.run(
        "UNWIND $rows AS row MATCH (d:Duty {uid: row.uid}) WITH d, row, d.tallied AS was "
        "SET d += row.p, d.version = d.version + 1 WITH d, row, was "
        "CALL (d) { MATCH (d)-[gone:OWED_BY|OWED_AT|DISCHARGED_BY]->() DELETE gone } "
        f"{_RELATE} WITH d, row, was, {_OWING} AS owing "
        "WHERE row.stamp IS NOT NULL AND d.c1 IS NOT NULL "
        f"SET d.tallied = {_STAMP} "
        "RETURN d.uid AS uid, was, d.tallied AS stamp, [d.c1, d.c2, d.c3] AS keys",
        rows=rows,
        here=HERE,
        there=THERE,
    )
    if moved:
        placement.place(tx, DUTY, sorted(moved), clock.today())
    return Written([old.uid for _new, old in altered], _counted(found))


def _moves(new: Judged, old: Stored) -> bool:
    """Whether the duty's place may be another: of what an officer owes it is that of the post held
    on the due day."""
    owed_by = frozenset(end.uid for end in new.owed_by)
    owed_at = new.owed_at.uid if new.owed_at else ""
    return (owed_by, owed_at, new.due_on) != (old.owed_by, old.owed_at, old.due_on)


def void(tx: Writer, gone: Sequence[Stored], why: Text, today: date) -> Written:
    """Close these duties as void."""
    if gone:
        tx.run(
            "UNWIND $uids AS uid MATCH (d:Duty {uid: uid}) SET d.closure = 'void', "
            "d.closed_on = $today, d.reason = $zh, d.reason_en = $en, d.facts = '', "
            "d.version = d.version + 1, d.changed_at = $now, d.changed_by = $by "
            "REMOVE d.pending, d.flagged, d.provisional "
            f"WITH d CALL (d) {{ {EDGES} }}",
            uids=[old.uid for old in gone], zh=why.zh, en=why.en, today=today, now=clock.now(),
            by=BY,
        )  # fmt: skip
    return Written([old.uid for old in gone], Before())


_EDGE = "{at: x.uid, due: d.pending, duty: d.uid}"
"""What an edge to a debtor carries: the list of what somebody owes is read off an index of edges.
``due`` is there while the duty is open."""

EDGES = "MATCH (d)-[e:OWED_BY|OWED_AT]->(x) SET e.at = x.uid, e.due = d.pending, e.duty = d.uid"
"""The same, for a duty ``d`` whose closure is written by others than the engine."""

_RELATE = (
    "WITH * "
    "CALL (d, row) { UNWIND row.owed_by AS id MATCH (x) WHERE elementId(x) = id "
    f"CREATE (d)-[:OWED_BY {_EDGE}]->(x) }} "
    "CALL (d, row) { UNWIND row.owed_at AS id MATCH (x) WHERE elementId(x) = id "
    f"CREATE (d)-[:OWED_AT {_EDGE}]->(x) }} "
    "CALL (d, row) { UNWIND row.by AS id MATCH (x) WHERE elementId(x) = id "
    "CREATE (d)-[:DISCHARGED_BY]->(x) }"
)


def _ends(each: Judged) -> dict[str, list[str]]:
    return {
        "owed_by": [end.id for end in each.owed_by],
        "owed_at": [each.owed_at.id] if each.owed_at else [],
        "by": [end.id for end in each.by],
    }


def _properties(each: Judged) -> dict[str, Any]:
    """The node's properties; None takes one away."""
    fields: dict[str, Any] = {
        "number": each.number,
        "summary": each.rule.name.zh,
        "rule_code": each.rule.code,
        "anchor": each.anchor,
        "part": each.part or None,
        "period": each.trigger.period.name if each.trigger.period else None,
        "facts": each.facts,
        "pending": each.due_on if each.closure == "open" else None,
        "sealed": True if each.rule.sealed else None,
        "flagged": True if each.flags and each.closure == "open" else None,
        "rule_version": each.version,
        "opened_on": each.opened_on,
        "due_on": each.due_on,
        "provisional": True if each.provisional else None,
        "closure": each.closure,
        "closed_on": each.closed_on,
        "reason": each.reason.zh if each.reason else None,
        "reason_en": each.reason.en if each.reason and each.closure == "void" else None,
    }
    return fields | {"rank": rank(DUTY, fields)}


def rule_record(rule: Rule) -> dict[str, Any]:
    """A rule as the record of its name, article and first day."""
    now = clock.now()
    return {
        "uid": new_uid(), "code": rule.code, "name": rule.name.zh, "article": rule.basis,
        "applies_from": rule.applies_from, "rank": rule.code, "version": 1,
        "headline": f"{rule.code} {rule.name.zh}",
        "created_at": now, "created_by": BY, "changed_at": now, "changed_by": BY,
    }  # fmt: skip
