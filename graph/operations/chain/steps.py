"""The steps of an accountability chain, declared once: stages, bodies, and what leads where.

A record type takes part by an entry in ``PARTS``; its relations lead upstream, towards the event,
unless they are named under ``down``. Every name is checked against the declarations at import.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.model import type_of
from graph.queries import Way
from graph.text import Text


class Stage(StrEnum):
    """The columns, from left to right."""

    EVENT = "event"
    FINDING = "finding"
    FEEDBACK = "feedback"
    RECTIFICATION = "rectification"
    CHECK = "check"
    RECURRENCE = "recurrence"
    NOTICE = "notice"


class Body(StrEnum):
    """The rows, from top to bottom."""

    IMPLEMENTING = "implementing"
    REVIEW = "review"
    SUPERIOR = "superior"
    MEETING = "meeting"
    DISCIPLINE = "discipline"


STAGES: dict[Stage, Text] = {
    Stage.EVENT: Text("事由", "Event"),
    Stage.FINDING: Text("发现", "Finding"),
    Stage.FEEDBACK: Text("反馈", "Feedback"),
    Stage.RECTIFICATION: Text("整改", "Rectification"),
    Stage.CHECK: Text("备案/检查", "Filing and check"),
    Stage.RECURRENCE: Text("复发", "Recurrence"),
    Stage.NOTICE: Text("通报/措施", "Notice and measure"),
}
BODIES: dict[Body, Text] = {
    Body.IMPLEMENTING: Text("实施部门", "Enforcement"),
    Body.REVIEW: Text("审查/信访部门", "Review and petitions"),
    Body.SUPERIOR: Text("上级法院", "Superior court"),
    Body.MEETING: Text("执行专业法官会议", "Judges' meeting"),
    Body.DISCIPLINE: Text("纪检监察", "Discipline"),
}
BY_FUNCTION: dict[str, Body] = {
    "bureau": Body.IMPLEMENTING,
    "enforcement": Body.IMPLEMENTING,
    "command": Body.IMPLEMENTING,
    "review": Body.REVIEW,
    "petitions": Body.REVIEW,
    "supervision_office": Body.DISCIPLINE,
    "discipline_team": Body.DISCIPLINE,
}
"""The row of a department, by its function."""


@dataclass(frozen=True)
class Part:
    """How records of one type take part.

    ``body`` is their row; ``by`` the relation to the unit that acted, whose function decides the
    row where ``body`` is None. ``people``: relations to the officers who acted, never to those
    whom the record is about. ``called``: the field or relation that says what it is. ``up`` and
    ``down``: relations of its own that lead towards the event, or onward. ``leaf``: the walk ends
    here unless it began here. ``climbed``: reached from what follows only, not from its cause,
    since a case has very many. ``needed``: shown only where something follows from it.
    """

    stage: Stage
    body: Body | None = None
    by: str = ""
    people: tuple[str, ...] = ()
    called: str = ""
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    leaf: bool = False
    climbed: bool = False
    needed: bool = False


E, F, B, R, C, N = (
    Stage.EVENT, Stage.FINDING, Stage.FEEDBACK, Stage.RECTIFICATION, Stage.CHECK, Stage.NOTICE
)  # fmt: skip
IMPLEMENTING = Body.IMPLEMENTING

PARTS: dict[str, Part] = {
    "Case": Part(E, IMPLEMENTING, "enforced_by", ("handlers",), "type_code"),
    "Act": Part(E, IMPLEMENTING, "", ("performed_by",), "sort_of_act", ("case",), needed=True),
    "Step": Part(E, IMPLEMENTING, "", (), "sort_of_step", ("case",), climbed=True),
    "Event": Part(E, IMPLEMENTING, "", (), "sort_of_event", ("on",), climbed=True),
    "Disclosure": Part(E, IMPLEMENTING, "", (), "node", ("on",), climbed=True),
    "Account": Part(E, IMPLEMENTING, "", (), "", ("case",), climbed=True),
    "Entry": Part(E, IMPLEMENTING, "", (), "sort_of_entry", ("account",), climbed=True),
    "Transfer": Part(E, None, "ordered_by", (), "sort_of_transfer", ("on",), climbed=True),
    "Interference": Part(E, Body.DISCIPLINE, "", (), "by", ("on",), climbed=True),
    "IntegrityReport": Part(E, IMPLEMENTING, "", ("by",), "", ("on",), climbed=True),
    "Trip": Part(E, IMPLEMENTING, "sent_by", ("made_by",), "destination", ("case",), climbed=True),
    "TripReport": Part(E, IMPLEMENTING, "", ("written_by",), "", ("reports",), climbed=True),
    "Review": Part(
        E, Body.REVIEW, "decided_by", ("deciders",), "sort_of_review", ("challenges", "reviews")
    ),
    "Exchange": Part(E, None, "sent_from", (), "sort_of_exchange", ("review",), climbed=True),
    "Petition": Part(E, None, "handled_by", (), "channel", ("about_case", "repeats")),
    "Verification": Part(E, None, "handled_by", (), "", ("verifies",)),
    "Callback": Part(
        E, None, "made_by", ("recorded_by",), "way", ("asks_about", "escalates")
    ),
    "Message": Part(E, IMPLEMENTING, "", (), "", ("sent_for",), climbed=True),
    "Inspection": Part(E, Body.SUPERIOR, "carried_out_by", (), "sort_of_inspection"),
    "Visit": Part(E, Body.SUPERIOR, "", ("members",), "", ("inspection",)),
    "KeyCase": Part(E, Body.DISCIPLINE, "proposed_by", ("members",), "", ("tracks",), climbed=True),
    "Tracking": Part(E, Body.DISCIPLINE, "", (), "", ("of_key_case",), climbed=True),
    "Dispute": Part(E, Body.SUPERIOR, "coordinated_by", (), "subject", ("over",), climbed=True),
    "Finding": Part(F, None, "", (), "problem", ("found_by", "in_case", "concerns")),
    "Feedback": Part(B, None, "issued_by", (), "sort_of_feedback", ("covers", "about_ruling")),
    "CorrectionOrder": Part(B, None, "issued_by", (), "", ("based_on",)),
    "TypicalCase": Part(B, Body.REVIEW, "published_by", (), "", ("exemplifies",), climbed=True),
    "Proposal": Part(B, Body.DISCIPLINE, "issued_by", (), "", ("cites",)),
    "Opinion": Part(B, Body.MEETING, "", (), "form", ("arises_from",)),
    "Rectification": Part(
        R, IMPLEMENTING, "carried_out_by", ("responsible", "signed_off_by"), "",
        ("answers", "fixes"), ("filed_with",),
    ),
    "Check": Part(C, Body.SUPERIOR, "made_by", ("checked_by",), "", ("checks",)),
    "Meeting": Part(C, Body.MEETING, "held_by", (), "sort_of_meeting", leaf=True),
    "Notice": Part(N, Body.SUPERIOR, "issued_by", (), "sort_of_notice", ("cites",)),
    "DualInvestigation": Part(N, Body.SUPERIOR, "opened_by", (), "", ("based_on",)),
    "Lead": Part(N, Body.DISCIPLINE, "registered_by", (), "", ("from_source",)),
    "Measure": Part(N, Body.DISCIPLINE, "issued_by", ("given_by",), "form", ("cites",)),
}  # fmt: skip
"""Who takes part. An officer doesn't: what is about a person opens for a recorded purpose."""

NAMED = {"Rectification.answers": "fixes"}
"""Of the rectifications that answer a feedback, those belong to a finding's chain that fix it, or
don't say what they fix: a quarterly feedback covers hundreds."""

TOGETHER = {"Review.reviews"}
"""Walked both ways wherever it is met: a ruling stands and falls with those on it."""

ASIDE = {
    ("Rectification", "answers", "Inspection"),
    ("Check", "checks", "Feedback"),
    ("Feedback", "about_ruling", "Review"),
}
"""Walked downward from what lies upstream: an inspection's findings are put right without a
feedback between, a feedback is checked for each of its rectifications, and what explains a ruling
explains its findings."""


def _ways() -> Iterator[tuple[Way, bool]]:
    """Every step from the record that declares it, and whether that leads upstream."""
    for owner, part in PARTS.items():
        for ref in (*part.up, *part.down):
            far = tuple(name for name in type_of(owner).ref(ref).targets if name in PARTS)
            yield Way(owner, ref, owner, far), ref in part.up


def _back(way: Way) -> Iterator[Way]:
    """The same step from each of its other ends."""
    named = NAMED.get(_relation(way), "")
    for near in way.far:
        yield Way(way.owner, way.ref, near, (way.owner,), named, back=True)


def _relation(way: Way) -> str:
    return f"{way.owner}.{way.ref}"


def _upward() -> Iterator[Way]:
    for way, up in _ways():
        if up:
            yield way
        if not up or _relation(way) in TOGETHER:
            yield from _back(way)
        else:
            yield from (b for b in _back(way) if (b.owner, b.ref, b.near) in ASIDE)


def _downward() -> Iterator[Way]:
    for way, up in _ways():
        if not up or _relation(way) in TOGETHER:
            yield way
        if up and not PARTS[way.owner].climbed:
            yield from _back(way)


UP: tuple[Way, ...] = tuple(_upward())
"""The ways towards the event."""

DOWN: tuple[Way, ...] = tuple(_downward())
"""The ways onward."""

UPSTREAM: frozenset[str] = frozenset(_relation(way) for way, up in _ways() if up)
"""Relations that lead from what follows to what it follows from."""


def takes_part(name: str) -> bool:
    """Whether records of this type have a chain."""
    return name in PARTS


def _check() -> None:
    """Raise where a name isn't declared."""
    for name, part in PARTS.items():
        kind = type_of(name)
        for ref in (part.by, *part.people, *part.up, *part.down):
            if ref:
                kind.ref(ref)
        if part.called and part.called not in kind.refs:
            kind.field(part.called)


_check()
