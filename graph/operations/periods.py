"""Which court, which post, on that day: the one place that answers it, for many at a time.

The rules are pure functions: graph.operations.postings says which post was held, and
graph.operations.court_periods what a court was. Here they are given what the graph has, in a number
of statements that doesn't depend on how many are asked for.

An officer whom the actor may read (home or any post in the actor's subtree) is read with all posts
of the same province, courts and departments being its directory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from graph import queries
from graph.operations.court_periods import CourtOn, CourtRecord, Span, court_on
from graph.operations.postings import Held, Posting, held
from graph.scope import Actor
from graph.session import Reader, Row

OfficerDay = tuple[str, date]
"""An officer's uid and a day."""

CourtDay = tuple[str, date]
"""A court's code and a day."""


def posts_on(tx: Reader, actor: Actor, pairs: Iterable[OfficerDay]) -> dict[OfficerDay, Held]:
    """The posts that each officer held on the day, the court named as it was called then.

    Officers that the actor may not see are left out. On the day of a transfer both posts are held;
    on a day that no posting covers none is, and ``gap`` says so. Two statements, whatever asked.
    """
    asked = list(dict.fromkeys(pairs))
    by_officer = postings_of(tx, actor, {uid for uid, _ in asked})
    found = {
        (uid, day): held(by_officer[uid], day, None) for uid, day in asked if uid in by_officer
    }
    named = courts_on(tx, actor, (
        (post.court, day) for (_, day), each in found.items() for post in _all(each) if post.court
    ))  # fmt: skip
    return {(uid, day): _named(each, day, named) for (uid, day), each in found.items()}


def courts_on(tx: Reader, actor: Actor, pairs: Iterable[CourtDay]) -> dict[CourtDay, CourtOn]:
    """Each court as it was on the day: name, superior, whether it existed, else its successors.

    Codes that no court has, or whose court the actor may not see, are left out. One statement.
    """
    asked = list(dict.fromkeys(pairs))
    courts = court_records(tx, actor, {code for code, _ in asked})
    found = {(code, day): court_on(courts, code, day) for code, day in asked}
    return {pair: court for pair, court in found.items() if court is not None}


def court_records(tx: Reader, actor: Actor, codes: Iterable[str]) -> dict[str, CourtRecord]:
    """These courts with their former names and superiors, and the courts that those lead to, by
    code. One statement."""
    return {row["code"]: _court(row) for row in queries.courts_then(tx, actor, set(codes))}


def postings_of(
    tx: Reader, actor: Actor, officers: Iterable[str]
) -> dict[str, tuple[Posting, ...]]:
    """All postings of these officers (uids) that the actor may see, earliest first."""
    found: dict[str, tuple[Posting, ...]] = {}
    for row in queries.posts_then(tx, actor, set(officers)):
        have = found.setdefault(row["officer"], ())
        if row["uid"]:
            found[row["officer"]] = (*have, posting(row))
    return found


def posting(row: Row) -> Posting:
    """A posting as the questions about posts give it."""
    return Posting(
        row["post"] or "",
        row["department"],
        row["department_name"] or "",
        row["court"] or "",
        row["court_name"] or "",
        row["since"],
        row["until"],
        row["uid"],
    )


def _all(each: Held) -> tuple[Posting, ...]:
    return (*each.certain, *each.candidates, *each.named)


def _named(each: Held, day: date, courts: dict[CourtDay, CourtOn]) -> Held:
    """The same with the courts' names of that day."""

    def then(posts: tuple[Posting, ...]) -> tuple[Posting, ...]:
        return tuple(
            replace(post, court_name=courts[post.court, day].name)
            if (post.court, day) in courts
            else post
            for post in posts
        )

    return replace(each, certain=then(each.certain), candidates=then(each.candidates))


def _court(row: Row) -> CourtRecord:
    return CourtRecord(
        uid=row["uid"],
        code=row["code"],
        name=row["name"],
        level=row["level"],
        since=row["since"],
        until=row["until"],
        under=row["under"] or "",
        formerly=tuple(Span(**each) for each in row["formerly"]),
        names=tuple(Span(**each) for each in row["names"]),
        successors=tuple(Span(**each) for each in row["successors"]),
    )
