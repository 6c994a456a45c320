"""Account changes and logins in the audit: intent first, then SQL, then outcome.

The audit is in the graph and accounts are in SQL, so one transaction can't hold both. Where the
intent can't be written nothing is done. A row of ``zj_account_change`` stands for each change
under way and is marked in the change's own transaction: the sweep reads from it what became of a
change that was cut between, and writes the outcome.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import uuid6
from flask import g
from sqlalchemy import delete, insert, select, update

from app.sql import db
from app.tables import AccountChange, ZhijianUser, utcnow
from graph import audit
from graph.audit import Subject, Tag
from graph.errors import AuditUnavailable, ZhijianError
from graph.scope import Actor
from views.request import actor_of, current_actor, graph

log = logging.getLogger(__name__)

CUT = timedelta(minutes=2)
"""A change that has been under way for longer was cut between."""


@contextmanager
def audited(what: str, user: ZhijianUser, **detail: Any) -> Iterator[None]:
    """Write the intent, run the block, commit ``db.session``, write the outcome.

    Raises AuditUnavailable before the block when the intent can't be written; when the block
    raises, SQL is rolled back and the intent closed as abandoned.
    """
    sweep()
    actor, change = acting(), str(uuid6.uuid7())
    subject = Subject(key=user.username, uid=change, place=user.place)
    _begin(change, what, actor, subject)
    said = {"what": what, **detail}
    try:
        _write(actor, Tag.USER_INTENDED, subject, said)
    except AuditUnavailable:
        _forget(change)
        raise
    try:
        # first in the transaction: from here on SQLite lets no other change in between
        mine = update(AccountChange).where(AccountChange.id == change)
        db.session.execute(mine.values(applied=True))
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        _close(change, actor, Tag.USER_ABANDONED, subject, said)
        raise
    _close(change, actor, Tag.USER_DONE, subject, said)


def note(tag: Tag, user: ZhijianUser | None, **detail: Any) -> None:
    """Write a login, a failed one or a logout; ``user`` None is a name that is nobody's.

    Raises AuditUnavailable.
    """
    nobody = Actor(username="unknown", name="unknown", roles=frozenset())
    actor = actor_of(user, "zh") if user is not None else nobody
    place = user.place if user is not None else None
    _write(actor, tag, Subject(key=actor.username, place=place), detail)


def sweep() -> int:
    """Write the outcome of changes that were cut between intent and outcome; how many."""
    old = select(AccountChange).where(AccountChange.started_on < utcnow() - CUT)
    with db.engine.connect() as connection:
        cut = connection.execute(old.limit(20)).mappings().all()
    closed = 0
    for row in cut:
        if not _claim(row):
            continue
        subject = Subject(key=row["subject"], uid=row["id"], place=json.loads(row["court"]))
        tag = Tag.USER_DONE if row["applied"] else Tag.USER_ABANDONED
        said = {"what": row["what"], "by": row["actor"], "swept": True}
        _close(row["id"], Actor.system("sweep of account changes"), tag, subject, said)
        closed += 1
    return closed


def acting() -> Actor:
    """Who changes accounts: the user of the request, or the product itself.

    As the request began: whoever edits the own account gains nothing for the edit itself.
    """
    user: Any = g.get("user")
    if user is not None and user.is_authenticated:
        return current_actor()
    return Actor.system("accounts")


def _write(actor: Actor, tag: Tag, subject: Subject, detail: Mapping[str, Any]) -> None:
    try:
        graph().ping()  # a write would first be repeated for a quarter of a minute
        audit.note(graph(), actor, tag, subject, detail)
    except ZhijianError as error:
        raise AuditUnavailable() from error


def _begin(change: str, what: str, actor: Actor, subject: Subject) -> None:
    row = {
        "id": change,
        "what": what,
        "actor": actor.username,
        "subject": subject.key,
        "court": json.dumps(subject.place),
        "applied": False,
        "started_on": utcnow(),
    }
    with db.engine.begin() as connection:
        connection.execute(insert(AccountChange).values(row))


def _close(
    change: str, actor: Actor, tag: Tag, subject: Subject, detail: Mapping[str, Any]
) -> None:
    """Write the outcome; where that fails the row stays, and the sweep writes it later."""
    try:
        _write(actor, tag, subject, detail)
    except AuditUnavailable:
        log.warning("the outcome of account change %s is left to the sweep", change)
    else:
        _forget(change)


def _forget(change: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(delete(AccountChange).where(AccountChange.id == change))


def _claim(row: Mapping[str, Any]) -> bool:
    """Take a cut change for this sweep: of two sweeps at once one gets it."""
    mine = (AccountChange.id == row["id"]) & (AccountChange.started_on == row["started_on"])
    with db.engine.begin() as connection:
        taken = connection.execute(update(AccountChange).where(mine).values(started_on=utcnow()))
    return taken.rowcount == 1
