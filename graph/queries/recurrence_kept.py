"""Questions of the keeper of recurrence: what is decided from, for every court.

They are asked as the product itself; what is kept is read by others within their scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from graph.queries.question import Fragment, question
from graph.scope import Actor
from graph.session import Reader, Row

_FEEDBACK = "(b:Feedback{uid})-[:COVERS]->(f:Finding)"
_RIGHT = "WHERE {{unscoped:Feedback:b}} AND {{unscoped:Finding:f}}"
_ANSWERING = "(r:Rectification{uid})-[:ANSWERS]->(b:Feedback)"
_RECTIFICATION = "{{unscoped:Rectification:r}}"

GROUNDS: dict[str, str] = {
    "Feedback": f"MATCH {_FEEDBACK.replace('{uid}', ' {uid: uid}')} {_RIGHT}",
    "Rectification": (
        f"MATCH {_ANSWERING.replace('{uid}', ' {uid: uid}')} "
        f"MATCH (b)-[:COVERS]->(f:Finding) {_RIGHT} AND {_RECTIFICATION}"
    ),
    "Check": (
        "MATCH (k:Check {uid: uid}) WHERE {{unscoped:Check:k}} "
        "CALL (k) { MATCH (k)-[:CHECKS]->(b:Feedback) WHERE {{unscoped:Feedback:b}} RETURN b "
        f"UNION MATCH (k)-[:CHECKS]->{_ANSWERING.replace('{uid}', '')} "
        f"WHERE {_RECTIFICATION} AND {{{{unscoped:Feedback:b}}}} RETURN b }} "
        f"MATCH (b)-[:COVERS]->(f:Finding) {_RIGHT}"
    ),
    "Problem": (
        "MATCH (p:Problem {uid: uid})<-[:OF_PROBLEM]-(f:Finding) "
        "WHERE {{unscoped:Problem:p}} AND {{unscoped:Finding:f}}"
    ),
}
"""By type of a written record, the walk to the findings ``f`` whose recurrence it may change."""

UNDER: dict[str, str] = {
    "Feedback": (
        f"MATCH {_ANSWERING.replace('{uid}', '').replace('b:Feedback', 'b:Feedback {uid: uid}')} "
        f"WHERE {_RECTIFICATION} AND {{{{unscoped:Feedback:b}}}}"
    ),
    "Check": (
        "MATCH (k:Check {uid: uid}) WHERE {{unscoped:Check:k}} "
        f"CALL (k) {{ MATCH (k)-[:CHECKS]->(r:Rectification) WHERE {_RECTIFICATION} RETURN r "
        f"UNION MATCH (k)-[:CHECKS]->(b:Feedback)<-[:ANSWERS]-(r:Rectification) "
        f"WHERE {_RECTIFICATION} AND {{{{unscoped:Feedback:b}}}} RETURN r }}"
    ),
}
"""By type of a written record, the walk to the rectifications ``r`` that it may reopen."""

PAGES: dict[str, str] = {
    "findings": (
        "MATCH (f:Finding) USING INDEX f:Finding(uid) "
        "WHERE f.uid > $after AND {{unscoped:Finding:f}} WITH f.uid AS at"
    ),
    "grounds": (
        "MATCH (f:Finding) USING INDEX f:Finding(ground, uid) "
        "WHERE f.ground > $after AND f.uid IS NOT NULL AND {{unscoped:Finding:f}} "
        "WITH DISTINCT f.ground AS at"
    ),
    "rectifications": (
        "MATCH (r:Rectification) USING INDEX r:Rectification(uid) "
        "WHERE r.uid > $after AND {{unscoped:Rectification:r}} WITH r.uid AS at"
    ),
}
"""What is gone through when everything is worked out anew, in this order."""


def kept_pages(tx: Reader, actor: Actor, part: str, after: str, limit: int) -> list[str]:
    """The next page of a part (``PAGES``)."""
    asked = question("kept_pages").cypher(actor, start=Fragment(PAGES[part]))
    return [row["at"] for row in tx.run(asked, after=after, limit=limit)]


def kept_findings(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """Court, problem and stored ground of findings, and whether feedback covers them."""
    return tx.run(question("kept_findings").cypher(actor), uids=list(uids))


def kept_grounds(tx: Reader, actor: Actor, label: str, uids: Sequence[str]) -> set[str]:
    """The grounds of the findings that written records of a type lead to (``GROUNDS``)."""
    asked = question("kept_grounds").cypher(actor, start=Fragment(GROUNDS[label]))
    return {row["ground"] for row in tx.run(asked, uids=list(uids))}


def kept_under(tx: Reader, actor: Actor, label: str, uids: Sequence[str]) -> set[str]:
    """The rectifications that written records of a type may reopen (``UNDER``)."""
    asked = question("kept_under").cypher(actor, start=Fragment(UNDER[label]))
    return {row["uid"] for row in tx.run(asked, uids=list(uids))}


def kept_same(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """Problems with those that mean the same, a few steps around."""
    return tx.run(question("kept_same").cypher(actor), uids=list(uids))


def kept_feedback(tx: Reader, actor: Actor, grounds: Sequence[str]) -> list[Row]:
    """The feedback on established findings of these grounds."""
    return tx.run(question("kept_feedback").cypher(actor), grounds=list(grounds))


def kept_rectifications(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """Rectifications with the checks that failed and what is kept of their reopening."""
    return tx.run(question("kept_rectifications").cypher(actor), uids=list(uids))


def kept_subjects(
    tx: Reader, actor: Actor, uids: Sequence[str], since: Mapping[str, date | None]
) -> Iterator[Row]:
    """The findings named, and of each ground those that may come after its day; a ground without
    a day: only those that something is kept of. One by one: a ground may have thousands."""
    grounds = [{"ground": ground, "since": day} for ground, day in since.items()]
    asked = question("kept_subjects").cypher(actor)
    return tx.stream(asked, uids=list(uids), grounds=grounds)


def kept_attributed(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """The findings attributed to these officers."""
    return tx.run(question("kept_attributed").cypher(actor), uids=list(uids))


def kept_names(tx: Reader, actor: Actor, uids: Sequence[str]) -> dict[str, str]:
    """Numbers by uid."""
    rows = tx.run(question("kept_names").cypher(actor), uids=list(uids))
    return {row["uid"]: row["number"] for row in rows}
