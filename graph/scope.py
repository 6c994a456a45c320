"""Who may read what: the one place that says so, for every list, count, walk and page.

A user reads the subtree of the own court: records whose home lies in it (an equality on one level
key), and records shared with a court in it (``SHARED_WITH`` edges, made by graph.records from the
declaration's ``shared``). Courts and departments are a directory, read by the whole province.
Types without a home (Problem, Topic) are read by all. A confidential
type is read by the discipline bodies, by who gave the measure and by the person's present leaders;
for all others it is as if it did not exist. A sealed duty (it tells of a measure to come) is read
by the discipline bodies and by who owes it, one that arises from a lead by the discipline bodies
alone. Nobody meets records about themself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from graph import clock
from graph.errors import NotAllowed, NotFound, PurposeNeeded
from graph.model import LEVELS, Reach, RecordType, types
from graph.model.record import ADMINISTRATOR, INSPECTOR, RECORD_KEEPER, SUPERVISOR
from graph.session import Reader
from graph.text import Text

LEVEL_KEY = {"high": "c1", "intermediate": "c2", "basic": "c3"}


NEVER = "$scope_never"
"""Holds for no record. A parameter, since the planner drops a branch that says ``false``."""


class Role(StrEnum):
    """The four kinds of users."""

    ADMINISTRATOR = ADMINISTRATOR
    SUPERVISOR = SUPERVISOR
    INSPECTOR = INSPECTOR
    RECORD_KEEPER = RECORD_KEEPER


ROLE_NAMES: dict[Role, Text] = {
    Role.ADMINISTRATOR: Text("系统管理员", "Administrator"),
    Role.SUPERVISOR: Text("监督人员", "Supervisor"),
    Role.INSPECTOR: Text("纪检监察人员", "Discipline inspector"),
    Role.RECORD_KEEPER: Text("记录员", "Record keeper"),
}


@dataclass(frozen=True)
class Actor:
    """Who asks. Every read and every write in graph/ takes one.

    ``court`` and ``level`` (c1, c2, c3) name the subtree and ``tree`` its high court's code; all
    None: every tree. ``officer`` is the actor's own officer number, if an officer in the graph.
    """

    username: str
    name: str
    roles: frozenset[Role]
    court: str | None = None
    level: str | None = None
    tree: str | None = None
    officer: str | None = None
    language: str = "zh"
    trusted: bool = False
    """The product itself: only ``Actor.system`` sets it."""

    def __post_init__(self) -> None:
        if len({self.court is None, self.level is None, self.tree is None}) != 1:
            raise ValueError("a court, its level key and its tree go together")
        if self.level not in (None, *LEVEL_KEY.values()):
            raise ValueError(f"unknown level key {self.level!r}")

    @classmethod
    def system(cls, why: str) -> Actor:
        """The product itself, at work on every tree for a stated reason (jobs, loads, tests)."""
        return cls(username="system", name=f"system: {why}", roles=frozenset(Role), trusted=True)

    def may_read(self, kind: RecordType) -> bool:
        """Whether some record of the type may be readable at all."""
        return bool(self.roles & kind.access.read)

    def may_write(self, kind: RecordType) -> bool:
        """Whether the roles let the actor create and change records of the type."""
        return bool(self.roles & kind.access.write)


@dataclass(frozen=True)
class Opening:
    """A recorded opening of one officer's file, by one user, for a stated purpose.

    Only graph.operations.officer_file makes one, from the audit.
    """

    event: str
    username: str
    officer: str
    purpose: str
    note: str
    at: datetime
    until: datetime

    def holds_for(self, actor: Actor) -> bool:
        """Whether it still gives this actor the right to the file."""
        return self.username == actor.username and self.at <= clock.now() < self.until


class Place(NamedTuple):
    """A court's place: its code, its level key (c1, c2, c3), the code of its tree's high court."""

    court: str
    level: str
    tree: str


def place(tx: Reader, code: str) -> Place:
    """Where a court stands; raises NotFound."""
    row = tx.one("MATCH (c:Court {code: $code}) RETURN c.level AS level, c.c1 AS tree", code=code)
    if row is None:
        raise NotFound(type=Text("法院", "court"), key=code)
    return Place(code, LEVEL_KEY[row["level"]], row["tree"])


def require_read(kind: RecordType, actor: Actor) -> None:
    """Raise NotAllowed unless the actor's roles may read the type."""
    if not actor.may_read(kind):
        raise NotAllowed(what=Text(f"查看{kind.label.zh}", f"see {kind.plural.en.lower()}"))


def require_write(kind: RecordType, actor: Actor) -> None:
    """Raise NotAllowed unless the actor's roles may change records of the type."""
    if not actor.may_write(kind):
        raise NotAllowed(what=Text(f"修改{kind.label.zh}", f"change {kind.plural.en.lower()}"))


def parameters(actor: Actor) -> dict[str, Any]:
    """The parameters that the fragments of this module refer to."""
    return {
        "scope_court": actor.court,
        "scope_tree": actor.tree,
        "scope_me": actor.officer,
        "scope_user": actor.username,
        "scope_never": False,
        "scope_today": clock.today(),
        "scope_inbox": recipients(actor),
    }


def recipients(actor: Actor) -> list[str]:
    """Under which names the actor gets news: the own court's, and as an officer the own one."""
    named = (("court", actor.court), ("officer", actor.officer))
    return [f"{kind}:{code}" for kind, code in named if code]


def own_items(node: str, actor: Actor) -> str:
    """The condition under which an InboxItem is the actor's: sent to the own court or to oneself,
    and to be told."""
    return f"{node}.recipient IN $scope_inbox AND {to_be_told(node, actor)}"


def to_be_told(node: str, actor: Actor) -> str:
    """The condition under which an InboxItem sent to the actor's court is the actor's too: what is
    sealed is told the discipline bodies, and who owes it by name. No OR: the server would look for
    each side by itself, and lose the order of the index."""
    if Role.INSPECTOR in actor.roles:
        return "true"
    named = f"{node}.recipient = 'officer:' + $scope_me"
    return f"CASE WHEN {node}.sealed IS NULL THEN true ELSE {named} END"


def visible(kind: RecordType, node: str, actor: Actor) -> str:
    """The condition under which ``node`` of type ``kind`` may be read by ``actor``."""
    if not actor.may_read(kind):
        return NEVER
    parts = [placed(kind, node, actor), *guards(kind, node, actor)]
    return " AND ".join(p for p in parts if p) or "true"


def visible_any(labels: tuple[str, ...], node: str, actor: Actor) -> str:
    """The condition for a node that may be of several types: the far end of a relation."""
    declared = types()
    return either(node, {name: visible(declared[name], node, actor) for name in labels})


def either(node: str, conditions: Mapping[str, str]) -> str:
    """The condition for a node of one of these types, from each type's own.

    Types with the same condition share it, and the whole is a CASE: of an OR of many the planner
    makes a product, which took it a second for a relation to twenty types.
    """
    alike: dict[str, list[str]] = {}
    for name, seen in conditions.items():
        alike.setdefault(seen, []).append(name)
    if len(alike) == 1:
        return "".join(f"({node}:{'|'.join(names)} AND {seen})" for seen, names in alike.items())
    whens = (f"WHEN {node}:{'|'.join(names)} THEN {seen}" for seen, names in alike.items())
    return f"CASE {' '.join(whens)} ELSE false END"


def in_file(kind: RecordType, node: str, actor: Actor, opening: Opening | None) -> str:
    """The condition under which ``node`` may be read as part of an opened officer's file.

    An opening lifts the limit to the own court's subtree, and nothing else: rights by role,
    confidentiality and the rule about oneself hold as ever, and a confidential type keeps the
    whole of its ordinary rule. Raises PurposeNeeded without a valid opening.
    """
    if opening is None or not opening.holds_for(actor):
        raise PurposeNeeded()
    if kind.confidential or not actor.may_read(kind):
        return visible(kind, node, actor)
    return " AND ".join(guards(kind, node, actor)) or "true"


def placed(kind: RecordType, node: str, actor: Actor) -> str:
    """The part on courts: home in the actor's subtree, or shared with a court in it."""
    if actor.level is None or kind.reach is Reach.ALL:
        return ""
    if kind.reach is Reach.TREE:
        return f"{node}.c1 = $scope_tree"
    home = f"{node}.{actor.level} = $scope_court"
    if not kind.shared:
        return home
    shared = (
        f"EXISTS {{ ({node})-[shared:SHARED_WITH]->() WHERE shared.{actor.level} = $scope_court }}"
    )
    return f"({home} OR {shared})"


def guards(kind: RecordType, node: str, actor: Actor) -> list[str]:
    """The parts that hold whatever the court: confidentiality, and nothing about oneself."""
    parts = []
    if kind.owner and not actor.trusted:
        parts.append(_owned(kind, node))
    if kind.confidential and Role.INSPECTOR not in actor.roles:
        parts.append(_trusted(kind, node, actor))
    if "sealed" in kind.fields:
        parts += _unsealed(kind, node, actor)
    if actor.officer:
        parts += [f"NOT {_self(kind, name, node)}" for name in kind.about]
        if kind.name == "AuditEvent":
            parts += _audit_of_self(node)
        if kind.name == "Attachment":
            parts += _attached_to_own(kind, node)
    return parts


def _owned(kind: RecordType, node: str) -> str:
    """Whether it is the actor's own, or shared with those of the actor's very court."""
    home = ", ".join(f"{node}.{level}" for level in reversed(LEVELS))
    return (
        f"({node}.{kind.owner} = $scope_user "
        f"OR ({node}.audience <> 'personal' AND coalesce({home}) = $scope_court))"
    )


def _self(kind: RecordType, ref: str, node: str) -> str:
    """Whether the relation leads from the node to the actor's own officer."""
    path = kind.refs[ref].pattern(node, ":Officer {number: $scope_me}", "")
    return f"EXISTS {{ {path} }}"


def _unsealed(kind: RecordType, node: str, actor: Actor) -> list[str]:
    """What is sealed is for the discipline bodies; a duty, and the steps about it, also for who
    owes it, who couldn't do it otherwise. Neither shows what is behind it."""
    inspecting = Role.INSPECTOR in actor.roles
    if kind.name not in ("Duty", "Escalation") or not actor.officer:
        return [] if inspecting else [f"{node}.sealed IS NULL"]
    duty = node if kind.name == "Duty" else "duty"
    told = _owing(duty)
    if inspecting:
        told = f"({told} OR NOT {_arises_from_self(duty)})"
    if duty != node:
        told = f"EXISTS {{ MATCH ({node})-[:OF_DUTY]->(duty:Duty) WHERE {told} }}"
    return [f"({node}.sealed IS NULL OR {told})"]


def _owing(duty: str) -> str:
    """Whether the actor owes the duty: by name, or as today's leader of a department that does,
    unless it arises from the leader's own doing. Of a duty from a lead no debtor is told."""
    me = ":Officer {number: $scope_me}"
    leader = (
        f"MATCH ({duty})-[:OWED_BY]->(:Department)<-[leads:LEADS]-({me}) "
        f"WHERE {_today('leads')} AND NOT {_arises_from_self(duty)}"
    )
    return (
        f"(NOT EXISTS {{ ({duty})-[:ARISES_FROM]->(:Lead) }} "
        f"AND (EXISTS {{ ({duty})-[:OWED_BY]->({me}) }} OR EXISTS {{ {leader} }}))"
    )


def _arises_from_self(duty: str) -> str:
    """Whether the duty arises from a record about the actor, or of the actor's own doing (a trip).
    In one pattern, whatever the types: planning many takes the server long."""
    declared = types()
    sources = [declared[name] for name in declared["Duty"].refs["arises_from"].targets]
    ways = sorted({k.refs[n].relationship_type for k in sources for n in k.guarded})
    me = ":Officer {number: $scope_me}"
    return f"EXISTS {{ ({duty})-[:ARISES_FROM]->()-[:{'|'.join(ways)}]-({me}) }}"


def _audit_of_self(node: str) -> list[str]:
    """An event tells what its record says, and who opened a file and why: so for each type, that
    the event isn't about a record that is about the actor."""
    mine = {"Officer": [f"(:Officer {{number: $scope_me, uid: {node}.record_uid}})"]}
    for kind in types().values():
        about = f":{kind.name} {{uid: {node}.record_uid}}"
        ways = [kind.refs[n].pattern(about, ":Officer {number: $scope_me}", "") for n in kind.about]
        mine.setdefault(kind.name, []).extend(ways)
    return [
        f"NOT ({node}.record_type = '{name}' AND EXISTS {{ MATCH {way} }})"
        for name, ways in mine.items()
        for way in ways
    ]


def _attached_to_own(kind: RecordType, node: str) -> list[str]:
    """An attachment tells what its record does: none of a record that is about the actor."""
    held, me = kind.refs["attached_to"], ":Officer {number: $scope_me}"
    about = [(name, ref) for name in held.targets for ref in types()[name].about]
    return [
        f"NOT EXISTS {{ MATCH {held.pattern(node, f'holder:{name}', '')}, "
        f"{types()[name].refs[ref].pattern('holder', me, '')} }}"
        for name, ref in about
    ]


def _today(relation: str) -> str:
    """Whether a relation with dates holds today."""
    return (
        f"coalesce({relation}.from <= $scope_today, true) "
        f"AND coalesce({relation}.to >= $scope_today, true)"
    )


def _trusted(kind: RecordType, node: str, actor: Actor) -> str:
    """Whether the actor gave the measure or leads a department of its person today."""
    if not actor.officer:
        return NEVER
    me = ":Officer {number: $scope_me}"
    ways = [kind.refs[n].pattern(node, me, "") for n in ("given_by",) if n in kind.refs]
    ways += [
        f"({me})-[leads:LEADS]->(:Department)<-[serves:SERVES]-(person:Officer), "
        f"{kind.refs[n].pattern(node, 'person', '')} "
        f"WHERE {_today('leads')} AND {_today('serves')}"
        for n in kind.about
    ]
    return "(" + " OR ".join(f"EXISTS {{ MATCH {way} }}" for way in ways) + ")"
