"""The library of questions: who may ask which, what is asked, and what is answered.

A question reads what its reader may read and nothing else, so an answer of two readers differs
where their courts do. It is offered to those who may read every type that it looks at: the lack of
a record that the reader couldn't see anyway would tell nothing, or tell of what is confidential.

**Questions that gather by officer** (``people``) put together what several records say of one
person, as an officer's file does. So the rule of the file holds for them: only those who may open
files are answered, after they said what for; that goes into the audit with all that was asked
(graph/operations/question_purpose.py), holds for exactly this question with exactly these
parameters, and for as long as an opened file does. Unlike a file it widens nobody's scope. No
question takes an officer as a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

from graph import clock, records
from graph.errors import BadParameter, NotAllowed, NotFound
from graph.model import Link, RecordType, types
from graph.operations import question_purpose
from graph.operations.explore.elements import Answer as Elements
from graph.operations.explore.nodes import Pair, nodes
from graph.operations.explore.ways import OFFICER
from graph.operations.officer_file import OPENERS
from graph.operations.places import Courts, Known
from graph.operations.said import day, word
from graph.queries.library import library_cypher, library_question, library_rows
from graph.questions import LIBRARY, Cell, LibraryQuestion, Number
from graph.records.read import links_to
from graph.scope import Actor, Role
from graph.session import Reader, Row
from graph.text import Text

ROWS = 100
"""Rows of an answer on a page."""

MOST_ROWS = 1000
"""Rows of an answer as a file."""

NODES = 300
"""Records of an answer that are drawn: what a canvas takes without asking."""

PARTIAL = Text(
    "只画出了答案的前一部分；缩短期间或选一个下级法院可看全。",
    "Only the first part of the answer is drawn; choose a shorter period or a court below.",
)

USUAL = timedelta(days=730)
"""The usual period: the last two years."""

PLACE, SINCE, TILL = "court", "since", "till"
"""Parameters that every question has. They are not called as what the explorer filters by."""

EVERYTHING = "~"
"""Behind every day: an open end, and the end of a day."""


@dataclass(frozen=True)
class Asked:
    """A question with its parameters: ``court`` empty, the reader's own; ``chosen``: records by
    parameter, each by uid or key."""

    court: str = ""
    since: date | None = None
    till: date | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> dict[str, str]:
        """As parameters of an address."""
        made = {PLACE: self.court, SINCE: str(self.since or ""), TILL: str(self.till or "")}
        made |= {name: str(value) for name, value in self.numbers.items()}
        made |= dict(self.chosen)
        return {name: value for name, value in made.items() if value or name == SINCE}


@dataclass(frozen=True)
class Answered:
    """A question and its rows. ``court`` None: one has to be chosen first. ``purpose``: it gathers
    by officer, and nobody has yet said what for. ``more``: there are rows beyond ``rows``."""

    question: LibraryQuestion
    asked: Asked
    courts: Courts
    court: Known | None = None
    chosen: Mapping[str, Link] = field(default_factory=dict)
    purpose: bool = False
    rows: tuple[Row, ...] = ()
    links: Mapping[str, Link] = field(default_factory=dict)
    more: bool = False
    cypher: str = ""
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def uids(self) -> list[str]:
        """The records of the answer, in its order, each once."""
        return _uids(self.question, self.rows)


def offered(actor: Actor) -> list[LibraryQuestion]:
    """The questions that this reader may ask, in the order of the library."""
    return [each for each in LIBRARY.values() if may_ask(actor, each)]


def may_ask(actor: Actor, question: LibraryQuestion) -> bool:
    """Whether the reader's roles give what the question needs."""
    if question.guarded and not actor.roles & OPENERS:
        return False
    kinds = read_by(question.code)
    if any(kind.confidential for kind in kinds) and Role.INSPECTOR not in actor.roles:
        return False
    return all(actor.may_read(kind) for kind in kinds)


@cache
def read_by(code: str) -> tuple[RecordType, ...]:
    """The types that a question looks at, as its statement names them."""
    text = library_question(code).text
    names = {name for found in re.findall(r"\{\{visible:([\w|]+):\w+\}\}", text)
             for name in found.split("|")}  # fmt: skip
    return tuple(types()[name] for name in sorted({*names, LIBRARY[code].start.type}))


def question_of(actor: Actor, code: str) -> LibraryQuestion:
    """The question; raises NotFound where there is none or the reader may not ask it: for the
    inspectors alone is as if it were not there."""
    found = LIBRARY.get(code)
    if found is None or not may_ask(actor, found):
        raise NotFound(type=Text("问题", "question"), key=code)
    return found


def asked(question: LibraryQuestion, said: Mapping[str, str]) -> Asked:
    """What an address asks; raises BadParameter. Without ``since`` the last two years, with an
    empty one everything."""

    usual = clock.today() - USUAL if SINCE not in said else None
    made = Asked(
        word(said, PLACE),
        day(said, SINCE) or usual,
        day(said, TILL),
        {each.name: _number(each, word(said, each.name)) for each in question.numbers},
        {each.name: key for each in question.records if (key := word(said, each.name))},
    )
    if made.since and made.till and made.till < made.since:
        raise BadParameter(
            name=TILL, value=made.till, why=Text("止于起之前", "it ends before it begins")
        )
    return made


def answer(
    tx: Reader, actor: Actor, code: str, said: Mapping[str, str], most: int = ROWS
) -> Answered:
    """The answer to a question. Raises NotFound (question, court, record) or BadParameter."""
    question = question_of(actor, code)
    wanted = asked(question, said)
    courts = Courts(tx, actor)
    court = courts.own(wanted.court) if wanted.court else courts.usual()
    chosen = _chosen(tx, actor, question, wanted)
    made = Answered(question, wanted, courts, court, chosen)
    if court is None:
        return made
    given = _given(question, wanted, court, chosen, most)
    statement = library_cypher(actor, question, court.key)
    given |= {"today": clock.today()} if "$today" in statement else {}
    if question.people and not question_purpose.stated(tx, actor, question, wanted.said, court):
        return replace(made, purpose=True, cypher=statement, given=given)
    rows = library_rows(tx, actor, question, court.key, given)
    kept = tuple(rows[:most])
    links = links_to(tx, actor, _uids(question, kept))
    return replace(
        made, rows=kept, links=links, more=len(rows) > most, cypher=statement, given=given
    )


def _given(
    question: LibraryQuestion, wanted: Asked, court: Known, chosen: Mapping[str, Link], most: int
) -> dict[str, Any]:
    """The parameters of the statement; one row more than are kept tells whether there are more."""
    return {
        "court": court.code,
        "first": str(wanted.since or ""),
        "last": f"{wanted.till}{EVERYTHING}" if wanted.till else EVERYTHING,
        "limit": most + 1,
        **wanted.numbers,
        **{each.name: _uid(chosen, each.name) for each in question.records},
    }


def _uid(chosen: Mapping[str, Link], name: str) -> str | None:
    return chosen[name].uid if name in chosen else None


def _chosen(tx: Reader, actor: Actor, question: LibraryQuestion, wanted: Asked) -> dict[str, Link]:
    made = {}
    for each in question.records:
        if each.name in wanted.chosen:
            kind = types()[each.type]
            found = records.get(tx, actor, kind, wanted.chosen[each.name])
            key = str(getattr(found, kind.key))
            made[each.name] = Link(found.uid, kind.name, str(found), {}, key)
    return made


def _uids(question: LibraryQuestion, rows: tuple[Row, ...]) -> list[str]:
    found: dict[str, None] = {}
    for row in rows:
        for column in question.columns:
            value = row[column.name]
            if column.cell is Cell.RECORD and value:
                found[value] = None
            elif column.cell is Cell.RECORDS:
                found |= dict.fromkeys(value or ())
    return list(found)


def _number(each: Number, text: str) -> int:
    if not text:
        return each.usual
    whole = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    if not each.least <= whole <= each.most:
        why = Text(
            f"须是{each.least}到{each.most}的整数",
            f"a whole number from {each.least} to {each.most} is needed",
        )
        raise BadParameter(name=each.name, value=text, why=why)
    return whole


def pictured(tx: Reader, actor: Actor, found: Answered) -> Elements:
    """The answer as nodes and the relations among them, the first ``NODES`` of them. Beyond what a
    row of the table says of an officer, a picture follows the rule of the file: of several records
    about one officer the lines are drawn while the file is open."""
    uids = found.uids
    drawn = nodes(tx, actor, uids[:NODES], _rows_say(found))
    if found.more or len(uids) > NODES:
        return replace(drawn, partial=drawn.partial if drawn.partial.zh else PARTIAL)
    return drawn


def told(tx: Reader, actor: Actor, said: Mapping[str, str]) -> frozenset[Pair]:
    """What the answer to a question (``code`` and its parameters) says of officers, for a canvas
    that shows it again; nothing where the reader may not ask it, or not without a purpose."""
    try:
        return _rows_say(answer(tx, actor, said.get("code", ""), said))
    except (NotFound, NotAllowed, BadParameter):
        return frozenset()


def _rows_say(found: Answered) -> frozenset[Pair]:
    """Officers and records that stand in one row: a reader of the table knows them to belong
    together."""
    pairs: set[Pair] = set()
    for row in found.rows:
        uids = _uids(found.question, (row,))
        who = [uid for uid in uids if uid in found.links and found.links[uid].label == OFFICER]
        pairs |= set(product(who, uids))
    return frozenset(pairs)
