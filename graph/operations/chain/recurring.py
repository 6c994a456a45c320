"""Recurrence at a court as the graph has it, and the recurrences that belong to a chain."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph import queries
from graph.recurrence import (
    FeedbackFact,
    FindingFact,
    Kind,
    RectificationFact,
    Recurrence,
    depth,
    depths,
    same_codes,
)
from graph.recurrence import recurrences as recurrences_of
from graph.scope import Actor
from graph.session import Reader, Row

MOST = 2_000
"""Findings compared for one chain."""

PAIRS = 30
"""Courts and problems looked at for one chain."""

CLOSED = "closed"


@dataclass(frozen=True)
class Recurrences:
    """What is known of a problem's recurrence at a court, as far as the reader sees it.

    ``found``: every relation of a finding to what a feedback had covered. ``depths``: by finding
    (uid), the number of rectifications closed and in vain by then; ``depth``: by now. ``acts``:
    the day of the act by finding. ``more``: there were too many findings to compare all; then
    earlier feedback and rectifications may be left out, and every depth is a least one.
    """

    found: tuple[Recurrence, ...]
    depths: dict[str, int]
    depth: int
    acts: dict[str, date | None]
    more: bool = False

    @property
    def recurred(self) -> list[Recurrence]:
        """Those that are recurrences of the same problem (RECURS_AFTER)."""
        return [each for each in self.found if each.recurs]


def recurrences(tx: Reader, actor: Actor, court_code: str, problem_code: str) -> Recurrences:
    """Recurrence of one problem at one court; depth and all are of what the actor may see."""
    rows = queries.recurrence_findings(
        tx, actor, [{"court": court_code, "problem": problem_code}], MOST + 1
    )
    return compared(rows, problem_code)


def recurrences_at(
    tx: Reader, actor: Actor, pairs: Iterable[tuple[str, str]]
) -> tuple[list[Recurrences], bool]:
    """The same for several courts and problems (codes), in one statement; whether some were left
    out."""
    asked = sorted(set(pairs))
    if not asked:
        return [], False
    rows = queries.recurrence_findings(
        tx, actor, [{"court": c, "problem": p} for c, p in asked[:PAIRS]], MOST + 1
    )
    more = len(asked) > PAIRS or len(rows) > MOST
    by_pair: dict[tuple[str, str], list[Row]] = {}
    for row in rows[:MOST]:
        by_pair.setdefault((row["court"], row["problem"]), []).append(row)
    return [compared(each, problem) for (_court, problem), each in by_pair.items()], more


def compared(rows: list[Row], problem: str = "") -> Recurrences:
    """Recurrence among findings as read (court, f, feedback), the latest first; of one ``problem``:
    what others of its topic are to each other is not its own."""
    more, rows = len(rows) > MOST, rows[:MOST]
    findings = {row["f"]["uid"]: _finding(row) for row in rows}
    same = same_codes(f.codes for f in findings.values())
    asked = {u for u, f in findings.items() if not problem or problem in same[f.problem]}
    found = [
        each
        for each in recurrences_of(findings.values(), _feedback(rows, findings))
        if {each.finding, each.covered} & asked
    ]
    return Recurrences(
        tuple(found), depths(found), depth(found),
        {uid: each.occurred_on for uid, each in findings.items()}, more,
    )  # fmt: skip


def _finding(row: Row) -> FindingFact:
    fact: dict[str, Any] = row["f"]
    return FindingFact(
        fact["uid"], fact["problem"], row["court"], fact["status"], fact["occurred_on"],
        fact["occurred_to"], fact["topic"], frozenset(fact["same_as"]), frozenset(fact["officers"]),
    )  # fmt: skip


def _feedback(rows: Iterable[Row], findings: dict[str, FindingFact]) -> list[FeedbackFact]:
    """Each feedback once, with all of the findings that it covers among these."""
    covers: dict[str, list[FindingFact]] = {}
    known: dict[str, Any] = {}
    for row in rows:
        for each in row["feedback"]:
            known[each["uid"]] = each
            covers.setdefault(each["uid"], []).append(findings[row["f"]["uid"]])
    return [
        FeedbackFact(
            uid, each["received_on"], each["issued_on"], tuple(covers[uid]),
            tuple(_rectification(r) for r in each["rectifications"]),
        )
        for uid, each in known.items()
    ]  # fmt: skip


def _rectification(fact: dict[str, Any]) -> RectificationFact:
    return RectificationFact(
        fact["uid"], frozenset(fact["fixes"]), fact["opened_on"], fact["closed_on"],
        reopened=fact["state"] != CLOSED or fact["reopened_on"] is not None,
    )  # fmt: skip


def told(recurrences: Recurrences, drawn: Collection[str]) -> list[Recurrence]:
    """What a picture shows of these: for each finding the rectification closed last, or the
    feedback received last, that is drawn; late discoveries and the undetermined once each."""
    order = [Kind.AFTER_RECTIFICATION, Kind.NOT_PUT_RIGHT, Kind.AFTER_FEEDBACK]
    best: dict[tuple[str, bool], Recurrence] = {}
    for each in recurrences.found:
        if each.finding not in drawn or each.target not in drawn:
            continue
        slot = (each.finding, each.recurs)
        rank = _rank(each, recurrences, order)
        if slot not in best or rank > _rank(best[slot], recurrences, order):
            best[slot] = each
    settled = {finding for finding, recurs in best if recurs}
    return [each for (finding, recurs), each in best.items() if recurs or finding not in settled]


def _rank(each: Recurrence, known: Recurrences, order: list[Kind]) -> tuple[int, date, str]:
    """After a rectification counts before after a feedback; then the latest that was covered."""
    weight = -order.index(each.kind) if each.kind in order else -len(order)
    return weight, known.acts.get(each.covered) or date.min, each.target
