"""Groups as read: the findings at a court of problems that mean the same, and what followed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph import queries
from graph.recurrence import (
    FeedbackFact,
    FindingFact,
    RectificationFact,
    Reopening,
    Why,
    same_codes,
)
from graph.scope import Actor
from graph.session import Reader, Row

KEEPER = Actor.system("recurrence")
CLOSED = "closed"
STEPS = 6
"""How far the question about problems that mean the same looks at once."""


@dataclass(frozen=True)
class Group:
    """The grounds of one court whose problems mean the same; ``codes`` are the problems'."""

    key: str
    grounds: frozenset[str]
    codes: frozenset[str]


@dataclass
class Groups:
    """Groups by ground, with the feedback on each."""

    by_ground: dict[str, Group] = field(default_factory=dict)
    feedback: dict[str, list[FeedbackFact]] = field(default_factory=dict)

    @property
    def grounds(self) -> set[str]:
        """Every ground of these groups."""
        return {ground for group in self.by_ground.values() for ground in group.grounds}

    @property
    def answering(self) -> set[str]:
        """Every rectification under a feedback of these groups."""
        return {r.uid for each in self.feedback.values() for b in each for r in b.rectifications}

    def since(self) -> dict[str, date | None]:
        """By ground, the day from which a finding may come after a feedback of the group."""
        first: dict[str, date | None] = {}
        for ground, group in self.by_ground.items():
            days = [b.received for b in self.feedback.get(group.key, []) if b.received]
            first[ground] = min(days, default=None)
        return first


@dataclass(frozen=True)
class Rectified:
    """A rectification as entered, and what is kept of its reopening."""

    uid: str
    fact: RectificationFact
    retired: bool
    reopened_on: date | None
    causes: frozenset[Reopening]


@dataclass(frozen=True)
class Subject:
    """A finding whose edges are worked out, and those that are kept."""

    fact: FindingFact
    ground: str | None
    edges: frozenset[tuple[str, str, int, bool]]


def place(court: str, problem: str) -> str:
    """The ground of a court and a problem (uids)."""
    return f"{court}|{problem}"


def meaning_the_same(tx: Reader, problems: Iterable[str]) -> dict[str, dict[str, str]]:
    """By problem (uid), all that mean the same, uid → code, however many steps apart."""
    known: dict[str, str] = {}
    alike: list[set[str]] = []
    asked: set[str] = set()
    ask = set(problems)
    while ask:
        rows = queries.kept_same(tx, KEEPER, sorted(ask))
        asked |= ask
        ask = set()
        for row in rows:
            same = dict(row["same"])
            known |= same
            alike.append(set(same))
            if len(same) > STEPS:
                ask |= set(same) - asked
    return {uid: {each: known[each] for each in same} for uid, same in same_codes(alike).items()}


def load(tx: Reader, grounds: Iterable[str]) -> Groups:
    """The groups of these grounds with the feedback on them, in three statements."""
    pairs = sorted({tuple(ground.split("|", 1)) for ground in grounds})
    same = meaning_the_same(tx, {problem for _court, problem in pairs}) if pairs else {}
    made = Groups()
    for court, problem in pairs:
        problems = same.get(problem, {problem: ""})
        group = Group(
            place(court, min(problems)),
            frozenset(place(court, each) for each in problems),
            frozenset(problems.values()),
        )
        made.by_ground |= dict.fromkeys(group.grounds, group)
    rows = queries.kept_feedback(tx, KEEPER, sorted(made.by_ground)) if made.by_ground else []
    answers = rectified(tx, {uid for row in rows for uid in row["answered_by"]})
    for row in rows:
        facts = tuple(answers[uid].fact for uid in row["answered_by"] if uid in answers)
        for key, covers in _by_group(made, row["covers"]).items():
            made.feedback.setdefault(key, []).append(
                FeedbackFact(row["uid"], row["received_on"], row["issued_on"], covers, facts)
            )
    return made


def _by_group(
    made: Groups, covers: Iterable[Mapping[str, Any]]
) -> dict[str, tuple[FindingFact, ...]]:
    found: dict[str, tuple[FindingFact, ...]] = {}
    for each in covers:
        group = made.by_ground[each["ground"]]
        fact = FindingFact(
            each["uid"], each["code"], group.key, "established",
            same_as=group.codes - {each["code"]}, officers=frozenset(each["officers"]),
        )  # fmt: skip
        found[group.key] = (*found.get(group.key, ()), fact)
    return found


def rectified(tx: Reader, uids: Collection[str]) -> dict[str, Rectified]:
    """Rectifications by uid; each as entered: what the product keeps of it is beside it."""
    rows = queries.kept_rectifications(tx, KEEPER, sorted(uids)) if uids else []
    return {row["uid"]: _rectified(row) for row in rows}


def _rectified(row: Row) -> Rectified:
    uid = row["uid"]
    fact = RectificationFact(
        uid, frozenset(row["fixes"]), row["opened_on"], row["closed_on"],
        reopened=row["state"] != CLOSED,
        failed=tuple((check, on) for check, on in row["failed"]),
    )  # fmt: skip
    causes = frozenset(Reopening(uid, cause, Why(why), on) for cause, why, on in row["causes"])
    return Rectified(uid, fact, row["retired"], row["reopened_on"], causes)


def subjects(
    tx: Reader, known: Groups, uids: Collection[str], whole: Collection[str]
) -> Iterator[Subject]:
    """The findings named, and of the grounds in ``whole`` all that matter."""
    if not uids and not whole:
        return
    days = known.since()
    since = {ground: days.get(ground) for ground in sorted(whole)}
    for row in queries.kept_subjects(tx, KEEPER, sorted(uids), since):
        group = known.by_ground.get(row["ground"])
        status = "retired" if row["retired"] else row["status"]
        fact = FindingFact(
            row["uid"], row["code"], group.key if group else "", status,
            row["occurred_on"], row["occurred_to"], officers=frozenset(row["officers"]),
        )  # fmt: skip
        kept = frozenset((target, kind, depth, personal)
                         for target, kind, depth, personal in row["edges"])  # fmt: skip
        yield Subject(fact, row["ground"], kept)
