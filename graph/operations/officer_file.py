"""Opening an officer's file: for a purpose, on record, never one's own (SPEC.md, Fairness).

Supervisors and discipline inspectors may. Who opens a file chooses a purpose and explains it; that
goes into the audit chain of the officer's court. The opening holds for the same user and officer
for twelve hours: a working day of reading on one explanation, and a new one the next day. It is
looked up in the audit at every read of a history, so no view can forget it; what else gives the
right (role, scope, not oneself) is asked anew each time as well.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from graph import clock, queries, records
from graph.audit import Tag, append
from graph.errors import Invalid, NotAllowed, OwnFile, PurposeNeeded
from graph.model import Record, type_of
from graph.scope import Actor, Opening, Role
from graph.session import Graph, Reader, Writer
from graph.text import Text

OPENERS = frozenset({Role.SUPERVISOR, Role.INSPECTOR})
VALID = timedelta(hours=12)
SHORTEST_NOTE = 5
LONGEST_NOTE = 1000


class Purpose(StrEnum):
    """Why a file is opened. Codes never change once used: the audit has them."""

    PETITION_CHECK = "petition_check"
    LEAD_CHECK = "lead_check"
    INSPECTION = "inspection"
    RECTIFICATION_CHECK = "rectification_check"
    APPRAISAL = "appraisal"
    CALLBACK = "callback"
    OTHER = "other"


PURPOSE_NAMES: dict[Purpose, Text] = {
    Purpose.PETITION_CHECK: Text("信访核查", "Verification of a petition"),
    Purpose.LEAD_CHECK: Text("线索初核", "First check of a lead"),
    Purpose.INSPECTION: Text("专项督察", "Special inspection"),
    Purpose.RECTIFICATION_CHECK: Text("整改检查", "Check of a rectification"),
    Purpose.APPRAISAL: Text("干部考核", "Appraisal of staff"),
    Purpose.CALLBACK: Text("当事人回访", "Call-back to parties"),
    Purpose.OTHER: Text("其他", "Other"),
}


def open_file(graph: Graph, actor: Actor, number: str, purpose: str, note: str) -> Opening:
    """Record that the actor opens this officer's file, and why.

    Raises NotAllowed (role), NotFound (no such officer within reach), OwnFile, or Invalid with
    faults on ``purpose`` and ``note``.
    """

    def work(tx: Writer) -> Opening:
        officer = reachable(tx, actor, number)
        chosen, said = explained(actor, purpose, note)
        subject = records.subject(officer.declared, officer)
        about_a_lead = replace(subject, discipline=chosen is Purpose.LEAD_CHECK)
        said_so = {"purpose": str(chosen), "note": said}
        append(tx, actor, Tag.FILE_OPENED, about_a_lead, said_so)
        made = opened(tx, actor, officer)
        if made is None:
            raise PurposeNeeded()
        return made

    return graph.write(work)


def reachable(tx: Reader, actor: Actor, number: str) -> Record:
    """The officer whose file the actor may ask to open: by a present or an earlier post.

    Raises NotAllowed, NotFound (absent and out of scope look alike) or OwnFile.
    """
    require_opener(actor)
    officer = records.get(tx, actor, type_of("Officer"), number)
    if actor.officer == officer.number:
        raise OwnFile()
    return officer


def require_opener(actor: Actor) -> None:
    """Raise NotAllowed unless the actor's roles open officers' files."""
    if not actor.roles & OPENERS:
        raise NotAllowed(what=Text("查阅人员档案", "open officers' files"))


def opened(tx: Reader, actor: Actor, officer: Record) -> Opening | None:
    """The actor's opening of this officer's file that still holds, or None."""
    row = queries.officer_opening(tx, actor, officer.uid, clock.now() - VALID)
    if row is None:
        return None
    said = json.loads(row["detail"])
    made = Opening(
        row["number"],
        actor.username,
        officer.uid,
        said["purpose"],
        said["note"],
        row["at"],
        row["at"] + VALID,
    )
    return made if made.holds_for(actor) else None


def require_opening(tx: Reader, actor: Actor, number: str) -> tuple[Record, Opening]:
    """The officer and the opening that holds; raises as ``reachable`` does, or PurposeNeeded."""
    officer = reachable(tx, actor, number)
    opening = opened(tx, actor, officer)
    if opening is None:
        raise PurposeNeeded()
    return officer, opening


def record_export(
    graph: Graph, actor: Actor, number: str, form: str, events: int, filters: dict[str, str]
) -> str:
    """Record that the actor takes the file out of the system, before it is handed over.

    ``form`` is csv, xlsx or print. Returns the number of the audit event.
    """

    def work(tx: Writer) -> str:
        officer, opening = require_opening(tx, actor, number)
        return append(
            tx, actor, Tag.FILE_EXPORTED, records.subject(officer.declared, officer),
            {"form": form, "events": events, "filters": filters, "opening": opening.event},
        )  # fmt: skip

    return graph.write(work)


def purposes(actor: Actor) -> dict[Purpose, Text]:
    """The purposes that the actor may state. A lead is known to the discipline bodies alone, so
    only they check one, and the event is sealed: that there is a lead shows to nobody else."""
    return {
        purpose: name
        for purpose, name in PURPOSE_NAMES.items()
        if purpose is not Purpose.LEAD_CHECK or Role.INSPECTOR in actor.roles
    }


def explained(actor: Actor, purpose: str, note: str) -> tuple[Purpose, str]:
    """The purpose and its explanation; raises Invalid."""
    faults = {}
    if purpose not in purposes(actor):
        faults["purpose"] = Text("请选择查阅事由", "Choose a purpose")
    said = " ".join(note.split())
    if len(said) < SHORTEST_NOTE:
        faults["note"] = Text(
            f"请说明查阅事由，至少{SHORTEST_NOTE}个字",
            f"Explain the purpose in at least {SHORTEST_NOTE} characters",
        )
    if len(said) > LONGEST_NOTE:
        faults["note"] = Text(
            f"说明请不超过{LONGEST_NOTE}个字", f"At most {LONGEST_NOTE} characters"
        )
    if faults:
        raise Invalid(faults)
    return Purpose(purpose), said
