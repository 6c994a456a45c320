"""The table of what is counted: one ``Source`` a type of record, and what each record counts as.

Add a measure here; reading, keeping, rebuilding and verifying follow. A measure that depends on the
record and on where it hangs alone is told by ``plain``; one that depends on what other records say
of it (a feedback that covers it, a recurrence, a duty's engine) by ``stamped``: what it was last
counted as is written on the record, since nobody can say before a write which ones will change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.model import LEVELS, type_of
from graph.queries.findings import UNSOURCED, channels
from graph.tallies import depths
from graph.tallies.cells import DAYS, DUTIES, OWED, Said, day, day_of, month_code, month_of

Fact = Mapping[str, Any]
Told = Callable[[Fact], Iterator[Said]]

HOME = f"[coalesce({', '.join(f'n.{level}' for level in reversed(LEVELS))})]"
WAITING = ("open", "reopened")


def _quarter(name: str) -> str:
    return f"n.{name}.year * 4 + n.{name}.quarter - 1"


@dataclass(frozen=True)
class Source:
    """Records of one type as they are counted.

    ``facts``: what is read of a record ``n``, as Cypher by name; ``home`` (the codes of its court)
    comes of itself. ``hangs``: by type of a record ``m`` whose change may move ``n`` to another
    court, the patterns between them. ``tells``: by type of a record ``m`` that says something of
    ``n``, the same. ``made``: the same facts but ``home`` and ``departments``, of a record about to
    be made with these properties; None where they rest on more than properties.
    """

    type: str
    facts: Mapping[str, str]
    plain: Told | None = None
    stamped: Told | None = None
    hangs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made: Callable[[Fact], Fact] | None = None


def _case(fact: Fact) -> Iterator[Said]:
    yield Said("cases_filed", fact["home"], "", "", "", fact["filed"])
    if fact["concluded"] is not None:
        yield Said(
            "cases_concluded", fact["home"], "", fact["outcome"] or "", "", fact["concluded"]
        )


def _review(fact: Fact) -> Iterator[Said]:
    sort = fact["sort"] or ""
    yield Said("reviews_filed", fact["home"], "", sort, "", fact["filed"])
    if fact["ruled"] is None:
        yield Said("reviews_pending", fact["home"], "", "", "", None)
        return
    standing = f"{sort}/{fact['outcome'] or ''}"
    yield Said("rulings", fact["home"], "", standing, "", fact["ruled"], fact["department"] or "")


def _petition(fact: Fact) -> Iterator[Said]:
    yield Said("petitions", fact["home"], "", fact["resolution"] or "", "", fact["received"])


def _callback(fact: Fact) -> Iterator[Said]:
    standing = f"{fact['occasion'] or ''}/{fact['answer'] or ''}"
    yield Said("callbacks", fact["home"], "", standing, "", fact["made"])


def _message(fact: Fact) -> Iterator[Said]:
    yield Said("messages", fact["home"], "", fact["state"] or "", "", fact["sent"])


def _feedback(fact: Fact) -> Iterator[Said]:
    sort = fact["sort"] or ""
    yield Said("feedback_issued", fact["home"], "", sort, "", fact["issued"])
    if fact["received"] is not None:
        yield Said("feedback_received", fact["to"], "", sort, "", fact["received"])


def _unanswered(fact: Fact) -> Iterator[Said]:
    if not fact["answered"]:
        yield Said("feedback_unanswered", fact["to"], "", "", "", None)


def _rectification(fact: Fact) -> Iterator[Said]:
    state = fact["state"] or ""
    yield Said("rectifications", fact["home"], "", state, "", fact["opened"])
    if state in WAITING:
        yield Said("rectifications_waiting", fact["home"], "", "", "", fact["due"])


def _nothing(_fact: Fact) -> Iterator[Said]:
    """Only the stamp: what is reopened in the transaction that made it is new all the same."""
    yield from ()


def _finding(fact: Fact) -> Iterator[Said]:
    status = fact["status"] or ""
    yield Said("findings", fact["home"], "", status, "", fact["occurred"])
    if fact["problem"]:
        for channel in _channels(fact):
            yield Said(
                "problem_findings", fact["home"], channel, status, fact["problem"], fact["occurred"]
            )


def _followed(fact: Fact) -> Iterator[Said]:
    """Of an established finding: that no feedback covers it, and how deep it recurs."""
    if fact["status"] != "established":
        return
    home, problem, occurred = fact["home"], fact["problem"] or "", fact["occurred"]
    if not fact["fed_back"]:
        yield Said("not_fed_back", home, "", "", problem, occurred)
    if fact["depth"] is not None and problem:
        deep = depths.period(occurred, fact["depth"])
        for channel in _channels(fact):
            yield Said(depths.RECURRED, home, channel, "", problem, deep)


def _channels(fact: Fact) -> tuple[str, ...]:
    """All together, and each channel that found it."""
    return ("", *(sorted(set(fact["channels"])) or (UNSOURCED,)))


def _duty(fact: Fact) -> Iterator[Said]:
    """Sealed ones apart: their number would tell of them. Open ones also by the day, in one tally
    a month, and both by the departments that owe them."""
    standing = fact["closure"] or ""
    if standing == "met" and fact["late"]:
        standing = "met_late"
    measure = DUTIES[1 if fact["sealed"] else 0]
    home, rule, due, on = fact["home"], fact["rule"] or "", fact["due"], fact["day"]
    yield Said(measure, home, "", standing, rule, due)
    if standing != "open":
        return
    owing, month = sorted(set(fact["departments"])), "" if on is None else month_code(day(on))
    yield from (Said(measure + OWED, home, "", each, rule, due) for each in owing)
    if on is not None:
        yield Said(measure + DAYS, home, "", month, rule, on)
        yield from (Said(measure + DAYS + OWED, home, month, each, rule, on) for each in owing)


def _new_duty(p: Fact) -> Fact:
    """What the engine writes of a duty, as it counts: every write that opens one counts it, and
    reading it back would cost each a statement. Where it is and who owes it aren't properties."""
    due, closed = p["due_on"], p["closed_on"]
    return {
        "rule": p["rule_code"], "closure": p["closure"],
        "late": due is not None and closed is not None and closed > due,
        "sealed": p["sealed"] is not None,
        "due": month_of(due) if due else None, "day": day_of(due) if due else None,
    }  # fmt: skip


def _found_by() -> str:
    """The channels of what found ``n``, one a source."""
    whens = " ".join(
        f"WHEN s:{'|'.join(each.labels)} THEN '{each.code}'"
        for each in channels().values()
        if each.labels
    )
    pattern = type_of("Finding").refs["found_by"].pattern("n", "s", "")
    return f"[x IN [{pattern} | CASE {whens} END] WHERE x IS NOT NULL]"


SOURCES: dict[str, Source] = {
    each.type: each
    for each in (
        Source(
            "Case",
            {"filed": _quarter("filed_on"), "concluded": _quarter("concluded_on"),
             "outcome": "n.outcome"},
            plain=_case,
        ),
        Source(
            "Review",
            {"filed": _quarter("filed_on"), "ruled": _quarter("ruled_on"),
             "sort": "n.sort_of_review", "outcome": "n.outcome",
             "department": "head([(n)-[:DECIDED_BY]->(d:Department) | d.number])"},
            plain=_review,
            hangs={"Department": ("(n)-[:DECIDED_BY]->(m)",)},
        ),
        Source(
            "Petition",
            {"received": _quarter("received_on"), "resolution": "n.resolution"},
            plain=_petition,
            hangs={"Department": ("(n)-[:HANDLED_BY]->(m)",)},
        ),
        Source(
            "Callback",
            {"made": _quarter("made_on"), "occasion": "n.occasion", "answer": "n.answer"},
            plain=_callback,
            hangs={
                "Case": ("(n)-[:ASKS_ABOUT]->(m)",), "Petition": ("(n)-[:ASKS_ABOUT]->(m)",),
                "Department": ("(n)-[:ASKS_ABOUT]->(:Petition)-[:HANDLED_BY]->(m)",),
            },
        ),
        Source(
            "Message",
            {"sent": _quarter("sent_on"), "state": "n.state"},
            plain=_message,
            hangs={
                "Callback": ("(n)-[:SENT_FOR]->(m)",),
                "Case": ("(n)-[:SENT_FOR]->(:Callback)-[:ASKS_ABOUT]->(m)",),
                "Petition": ("(n)-[:SENT_FOR]->(:Callback)-[:ASKS_ABOUT]->(m)",),
                "Department": (
                    "(n)-[:SENT_FOR]->(:Callback)-[:ASKS_ABOUT]->(:Petition)-[:HANDLED_BY]->(m)",
                ),
            },
        ),
        Source(
            "Feedback",
            {"issued": _quarter("issued_on"), "received": _quarter("received_on"),
             "sort": "n.sort_of_feedback",
             "to": "[(n)-[:ADDRESSED_TO]->(e) WHERE e.c1 IS NOT NULL"
                   " | coalesce(e.c3, e.c2, e.c1)]",
             "answered": "EXISTS { (n)<-[:ANSWERS]-(r:Rectification)"
                         " WHERE r.retired_at IS NULL }"},
            plain=_feedback,
            stamped=_unanswered,
            hangs={
                "Department": ("(n)-[:ISSUED_BY]->(m)", "(n)-[:ADDRESSED_TO]->(m)"),
                "Officer": ("(n)-[:ADDRESSED_TO]->(m)",),
            },
            tells={"Rectification": ("(n)<-[:ANSWERS]-(m)",)},
        ),
        Source(
            "Rectification",
            {"opened": _quarter("opened_on"),
             "state": type_of("Rectification").standing_of("state", "n"),
             "due": "duration.inDays(date('1970-01-01'), n.due_on).days"},
            plain=_rectification,
            stamped=_nothing,
            hangs={"Department": ("(n)-[:CARRIED_OUT_BY]->(m)",)},
        ),
        Source(
            "Finding",
            {"status": "n.status", "occurred": _quarter("occurred_on"),
             "problem": "head([(n)-[:OF_PROBLEM]->(p:Problem) | p.code])",
             "channels": _found_by(),
             "fed_back": "EXISTS { (n)<-[:COVERS]-(b:Feedback) WHERE b.retired_at IS NULL }",
             "depth": "reduce(most = null, r IN [(n)-[r:RECURS_AFTER]->() | r.depth] |"
                      " CASE WHEN most IS NULL OR r > most THEN r ELSE most END)"},
            plain=_finding,
            stamped=_followed,
            hangs={"Problem": ("(n)-[:OF_PROBLEM]->(m)",)},
            tells={"Feedback": ("(n)<-[:COVERS]-(m)",)},
        ),
        Source(
            "Duty",
            {"rule": "n.rule_code", "closure": "n.closure",
             "late": "coalesce(n.closed_on > n.due_on, false)",
             "sealed": "n.sealed IS NOT NULL",
             "departments": "[(n)-[:OWED_BY|OWED_AT]->(x:Department) | x.uid]",
             "due": "n.due_on.year * 12 + n.due_on.month - 1",
             "day": "duration.inDays(date('1970-01-01'), n.due_on).days"},
            stamped=_duty,
            hangs={
                "Department": ("(n)-[:OWED_AT]->(m)", "(n)-[:OWED_BY]->(m)"),
                "Officer": ("(n)-[:OWED_BY]->(m)",),
            },
            made=_new_duty,
        ),
    )
}  # fmt: skip
"""Every type of record that is counted."""

MANY_COURTS = ("feedback_received", "feedback_unanswered")
"""Measures of which one record may name several courts."""

STAMP = "tallied"
"""The property of a record that says what it was last counted as by a stamped measure."""
