"""The library of questions: each asks the file of its code in ``library/``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from graph.audit import Tag
from graph.queries.question import FOLDER, Fragment, Question, load, question
from graph.questions.declared import LibraryQuestion, Start
from graph.scope import Actor, parameters
from graph.session import Reader, Row

FILES = FOLDER / "library"


@cache
def library_question(code: str) -> Question:
    """The question of this code, read from its file once."""
    return load(code, (FILES / f"{code}.cypher").read_text(encoding="utf-8"))


def library_codes() -> list[str]:
    """The codes of every file of the library."""
    return sorted(path.stem for path in FILES.glob("*.cypher"))


def library_cypher(actor: Actor, asked: LibraryQuestion, level: str) -> str:
    """The statement of a question of the library, for this reader and a court of this level."""
    return library_question(asked.code).cypher(actor, start=_start(asked.start, level))


def library_rows(
    tx: Reader, actor: Actor, asked: LibraryQuestion, level: str, given: Mapping[str, Any]
) -> list[Row]:
    """The rows of an answer; ``given``: its own parameters."""
    return tx.run(library_cypher(actor, asked, level), **given, **parameters(actor))


def _start(start: Start, level: str) -> Fragment:
    """The records of the court's subtree whose rank (a date) lies in the period, in use and in
    sight; and those of other courts that one of the subtree takes part in."""
    kind, n = start.type, start.node
    home = (
        f"MATCH ({n}:{kind}) USING INDEX {n}:{kind}({level}, rank, uid)\n"
        f"  WHERE {n}.{level} = $court AND {n}.rank >= $first AND {n}.rank <= $last "
        f"AND {n}.uid IS NOT NULL\n  RETURN {n}"
    )
    if start.shared:
        home += (
            f"\n  UNION\n  MATCH ({n})-[s:SHARED_WITH]->(at:Court) "
            f"USING INDEX s:SHARED_WITH(label, {level}, rank, uid)\n"
            f"  WHERE s.label = '{kind}' AND s.{level} = $court AND s.rank >= $first "
            f"AND s.rank <= $last AND s.uid IS NOT NULL AND {n}:{kind} "
            f"AND {{{{visible:Court:at}}}}\n  RETURN {n}"
        )
    return Fragment(
        f"CALL {{\n  {home}\n}}\nWITH {n}\n"
        f"WHERE {n}.retired_at IS NULL AND {{{{visible:{kind}:{n}}}}}"
    )


def question_openings(
    tx: Reader, actor: Actor, code: str, since: datetime, limit: int
) -> list[Row]:
    """The actor's statements of purpose for this question since then, the latest first."""
    return tx.run(
        question("question_openings").cypher(actor),
        username=actor.username, code=code, tag=str(Tag.QUESTION_OPENED), since=since.isoformat(),
        limit=limit,
    )  # fmt: skip
