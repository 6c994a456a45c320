"""How many records of each sort a court has: the sorts, and the question that counts them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from graph import clock
from graph.model import LEVELS, RecordType, Ref, type_of
from graph.queries.findings import At
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row
from graph.text import Text


@dataclass(frozen=True)
class Sort:
    """Records of a type that are a court's by the relation ``ref``, by their ``day``; told apart
    by the choice ``by``."""

    code: str
    type: str
    ref: str
    day: str
    label: Text
    by: str = ""

    @property
    def kind(self) -> RecordType:
        """The type's declaration."""
        return type_of(self.type)

    @property
    def whole(self) -> bool:
        """Whether every record is of the sort, also without a day: cases filed, not concluded."""
        return self.day == self.kind.dated


SORTS = (
    Sort("cases_filed", "Case", "enforced_by", "filed_on", Text("新收案件", "Cases filed")),
    Sort(
        "cases_concluded", "Case", "enforced_by", "concluded_on",
        Text("办结案件", "Cases concluded"), "outcome",
    ),
    Sort(
        "reviews_filed", "Review", "decided_by", "filed_on",
        Text("受理的执行审查", "Reviews filed"), "sort_of_review",
    ),
    Sort(
        "reviews_ruled", "Review", "decided_by", "ruled_on",
        Text("作出的审查裁定", "Review rulings"), "outcome",
    ),
    Sort(
        "petitions", "Petition", "handled_by", "received_on",
        Text("办理的执行信访", "Petitions handled"), "resolution",
    ),
    Sort("findings", "Finding", "at", "occurred_on", Text("问题发现", "Findings"), "status"),
    Sort(
        "feedback_received", "Feedback", "addressed_to", "received_on",
        Text("收到的反馈", "Feedback received"), "sort_of_feedback",
    ),
    Sort(
        "feedback_issued", "Feedback", "issued_by", "issued_on",
        Text("签发的反馈", "Feedback issued"), "sort_of_feedback",
    ),
    Sort(
        "rectifications", "Rectification", "carried_out_by", "opened_on",
        Text("整改", "Rectifications"), "state",
    ),
)  # fmt: skip
"""What a court's page counts. None of it is confidential."""


def court_numbers(
    tx: Reader, actor: Actor, at: At, sorts: Sequence[Sort], since: date, until: date
) -> list[Row]:
    """Counts of these sorts by quarter and standing, in the period or without a date. One
    statement, whatever the sorts."""
    if not sorts:
        return []
    asked = question("court_numbers")
    statement = "\nUNION ALL\n".join(
        asked.cypher(
            actor,
            start=Fragment(_start(each, at)),
            sort=Fragment(each.code),
            day=Fragment(f"n.{each.day}"),
            kept=Fragment("true" if each.whole else "day IS NOT NULL"),
            standing=Fragment(each.kind.standing_of(each.by, "n") if each.by else "null"),
        )
        for each in sorts
    )
    return tx.run(
        statement, court=at.court, since=str(since), until=str(until), **parameters(actor)
    )


def court_departments(tx: Reader, actor: Actor, court: str) -> list[Row]:
    """Departments of the court (code) and teams stationed at it, with their leaders of today."""
    return tx.run(
        question("court_departments").cypher(actor),
        court=court,
        today=clock.today(),
        **parameters(actor),
    )


def _start(sort: Sort, at: At) -> str:
    """Records ``n`` of the sort at the court: from the index of its level where the relation is
    the type's home, else over its departments."""
    kind = sort.kind
    own = at.own and at.level != LEVELS[-1]
    if own or kind.home != (sort.ref,):
        ways = "\n  UNION ".join(_ways(kind, kind.refs[sort.ref], at, own))
        return f"CALL (court) {{\n  {ways}\n}}"
    since = "n.rank >= span[0] AND n.rank <= span[1]" if sort.whole else "n.rank <= until"
    spans = "UNWIND [['', ''], [since, until]] AS span\n" if sort.whole else ""
    return (
        f"{spans}MATCH (n:{kind.name}) USING INDEX n:{kind.name}({at.level}, rank, uid) "
        f"WHERE n.{at.level} = court AND {since} AND n.uid IS NOT NULL "
        f"AND {{{{visible:{kind.name}:n}}}}"
    )


def _ways(kind: RecordType, ref: Ref, at: At, own: bool) -> Iterator[str]:
    """One walk from the court for each type that the relation may lead to."""
    below = LEVELS[LEVELS.index(at.level) + 1 :][:1] if own else ()
    top = "(t:Court {code: court})<-[:UNDER*0..2]-(c:Court)"
    court = "(c:Court {code: court})" if own else top
    of = "(c)<-[:OF|STATIONED_AT]-(d:Department)"
    walks = {
        "Court": (court, "c"),
        "Department": (f"{court} MATCH {of}", "d"),
        "Officer": (f"{court} MATCH {of}<-[:SERVES]-(o:Officer)", "o"),
    }
    for target in ref.targets:
        walk, end = walks[target]
        there = [f"{end}.{at.level} = court", *(f"{end}.{level} IS NULL" for level in below)]
        names = {"t": "Court", "c": "Court", "d": "Department", "o": "Officer"}
        rights = [f"{{{{visible:{names[n]}:{n}}}}}" for n in names if f"({n}:" in walk]
        conditions = " AND ".join([*there, *rights, f"{{{{visible:{kind.name}:n}}}}"])
        yield (
            f"MATCH {walk} MATCH {ref.pattern(f'n:{kind.name}', end, '')} "
            f"WHERE {conditions} RETURN n"
        )
