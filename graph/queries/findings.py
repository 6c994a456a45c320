"""Questions about findings, courts and problems. Each function asks the file of its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.errors import BadParameter
from graph.model import DOMAINS, LEVELS, type_of, types
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row
from graph.text import Text

UNSOURCED = "none"
"""The channel of findings with no source in sight."""


class Column(StrEnum):
    """What findings are told apart by, beside the problem."""

    COURT = "court"
    QUARTER = "quarter"
    CHANNEL = "channel"
    COURT_QUARTER = "court_quarter"


@dataclass(frozen=True)
class Channel:
    """What findings come from: the source types of one domain; none for no source."""

    code: str
    label: Text
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class At:
    """A court as a place to count at: its code and level key, alone or with those below it."""

    court: str
    level: str
    own: bool = False


def channels() -> dict[str, Channel]:
    """Every channel, by its code, derived from what is declared to find; confidential sources
    are none."""
    made: dict[str, Channel] = {}
    for name in type_of("Finding").refs["found_by"].targets:
        kind = types()[name]
        if not kind.confidential:
            code = str(kind.domain)
            known = made.get(code, Channel(code, DOMAINS[kind.domain]))
            made[code] = Channel(code, known.label, (*known.labels, name))
    return made | {UNSOURCED: Channel(UNSOURCED, Text("未注明来源", "No source recorded"))}


def channel(code: str) -> Channel:
    """The channel with this code; raises BadParameter."""
    found = channels().get(code)
    if found is None:
        known = ", ".join(channels())
        why = Text(f"可用：{known}", f"use one of: {known}")
        raise BadParameter(name="channel", value=code, why=why)
    return found


def courts_known(tx: Reader, actor: Actor) -> list[Row]:
    """Every court that the actor knows: the directory of the own tree."""
    return tx.run(question("courts_known").cypher(actor), **parameters(actor))


def problem_catalogue(tx: Reader, actor: Actor) -> list[Row]:
    """Every problem code, by group and code."""
    return tx.run(question("problem_catalogue").cypher(actor), **parameters(actor))


def problem_cells(
    tx: Reader,
    actor: Actor,
    at: At,
    column: Column,
    source: Channel | None = None,
    problems: list[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[Row]:
    """Counts of findings by status, problem and column; a quarter's column is ``20214``."""
    asked = question("problem_cells").cypher(
        actor,
        start=_start(at),
        channel=Fragment(_found_by(source) if source else "true"),
        column=Fragment(_columns(column)),
    )
    return tx.run(
        asked,
        court=at.court,
        since=str(since or date.min),
        until=str(until or date.max),
        problems=problems,
        **parameters(actor),
    )


def finding_facts(
    tx: Reader,
    actor: Actor,
    at: At,
    problems: list[str] | None,
    limit: int,
    source: Channel | None = None,
) -> list[Row]:
    """Established findings with what was done about them: what decides recurrence. ``counted``
    says whether the channel found it."""
    channel = Fragment(_found_by(source) if source else "true")
    return tx.run(
        question("finding_facts").cypher(actor, start=_start(at), channel=channel),
        court=at.court,
        problems=problems,
        limit=limit,
        **parameters(actor),
    )


def problem_recurred(
    tx: Reader, actor: Actor, court: str, problems: list[str], after: tuple[str, str], limit: int
) -> list[Row]:
    """The latest recurrences of problems in a high court's tree, behind this rank and uid (both
    "": from the first)."""
    return tx.run(
        question("problem_recurred").cypher(actor),
        court=court, problems=problems, at=after[0], at_uid=after[1], limit=limit,
        **parameters(actor),
    )  # fmt: skip


def _start(at: At) -> Fragment:
    """Findings ``f`` of the court: from the index of its level, or from the court itself."""
    if at.own and at.level != LEVELS[-1]:
        return Fragment(
            "MATCH (c:Court {code: court})<-[:AT]-(f:Finding) WHERE {{visible:Court:c}}"
        )
    return Fragment(
        f"MATCH (f:Finding) USING INDEX f:Finding({at.level}, rank, uid) "
        f"WHERE f.{at.level} = court AND f.uid IS NOT NULL"
    )


def _columns(column: Column) -> str:
    if column is Column.COURT:
        return "[coalesce(f.c3, f.c2, f.c1)]"
    if column is Column.QUARTER:
        return "[toString(f.occurred_on.year * 10 + f.occurred_on.quarter)]"
    if column is Column.COURT_QUARTER:
        return (
            "[coalesce(f.c3, f.c2, f.c1) + ' ' + "
            "coalesce(toString(f.occurred_on.year * 10 + f.occurred_on.quarter), '')]"
        )
    named = (
        f"CASE WHEN {_found_by(each)} THEN ['{each.code}'] ELSE [] END"
        for each in channels().values()
    )
    return "(" + " + ".join(named) + ")"


def _found_by(source: Channel) -> str:
    """Whether a source of the channel, in the actor's sight, found ``f``."""
    labels = source.labels or type_of("Finding").refs["found_by"].targets
    either = "|".join(labels)
    some = f"EXISTS {{ MATCH (f)<-[:FOUND]-(s:{either}) WHERE {{{{visible:{either}:s}}}} }}"
    return some if source.labels else f"NOT {some}"
