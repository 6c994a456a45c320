"""What a question that gathers by officer is asked for: said beforehand, on record.

As with an officer's file, but the event is of the question: who asked it, of which court and period
and with what else, for which purpose and why, and never who was found. It holds for the same user
and the same question with the same parameters for as long as an opened file does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from graph import clock, queries
from graph.audit import Subject, Tag, append
from graph.errors import NotAllowed
from graph.model import LEVELS
from graph.operations.officer_file import OPENERS, VALID, Purpose, explained
from graph.operations.places import Known
from graph.questions import LibraryQuestion
from graph.scope import Actor
from graph.session import Graph, Reader, Writer
from graph.text import Text

LOOKED = 50
"""The latest statements of one user about one question that are looked at."""


@dataclass(frozen=True)
class Stated:
    """A purpose as it was stated, and the number of its audit event."""

    event: str
    purpose: str
    note: str


def state(
    graph: Graph,
    actor: Actor,
    question: LibraryQuestion,
    said: Mapping[str, str],
    court: Known,
    purpose: str,
    note: str,
) -> str:
    """Record for what the question is asked of this court with these parameters (``Asked.said``);
    returns the event's number. Raises NotAllowed, or Invalid by field."""
    if not actor.roles & OPENERS:
        raise NotAllowed(what=Text("提出按人员归集的问题", "ask questions that gather by officer"))
    chosen, words = explained(actor, purpose, note)
    place = dict(zip(LEVELS, court.place, strict=True))
    subject = Subject(key=question.code, place=place, discipline=chosen is Purpose.LEAD_CHECK)
    detail = {"purpose": str(chosen), "note": words, "asked": _asked(said, court)}

    def work(tx: Writer) -> str:
        return append(tx, actor, Tag.QUESTION_OPENED, subject, detail)

    return graph.write(work)


def stated(
    tx: Reader, actor: Actor, question: LibraryQuestion, said: Mapping[str, str], court: Known
) -> Stated | None:
    """The statement that holds for exactly this, or None."""
    wanted = _asked(said, court)
    return next((each for each, asked in _lately(tx, actor, question) if asked == wanted), None)


def latest(tx: Reader, actor: Actor, question: LibraryQuestion) -> Stated | None:
    """What the actor lately asked the question for, whatever the parameters: offered again."""
    return next((each for each, _ in _lately(tx, actor, question)), None)


def _lately(
    tx: Reader, actor: Actor, question: LibraryQuestion
) -> list[tuple[Stated, dict[str, str]]]:
    rows = queries.question_openings(tx, actor, question.code, clock.now() - VALID, LOOKED)
    made = []
    for row in rows:
        said = json.loads(row["detail"])
        made.append((Stated(row["number"], said["purpose"], said["note"]), said["asked"]))
    return made


def _asked(said: Mapping[str, str], court: Known) -> dict[str, str]:
    """What was asked, the court by its code even where it is the own one."""
    return {**said, "court": court.code}
