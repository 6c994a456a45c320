"""A court's records of every type, full of a word that nobody else may read, and who looks on.

Court A is ``a1`` of a tree of its own, ``a`` is its superior, ``b1`` has nothing to do with it.
"""

from __future__ import annotations

import itertools
import re
from typing import Any
from urllib.parse import quote

from graph import clock, records
from graph.model import Kind, Reach, Record, RecordType, new_uid, types
from graph.records import placement
from graph.scope import Role
from graph.session import Graph, Writer
from tests.conftest import Tree
from tests.integration.people import People, Visitor

SECRET = "隐甲密"
"""In every text of every record of A; a person's name and a complaint alike."""

ABSENT = "隐乙密"
"""A word of the same length that no record has."""

ORDER = (
    "Officer", "Party", "Case", "Act", "Review", "Petition", "Verification", "Topic", "Problem",
    "Finding", "Feedback", "Rectification", "Measure", "Import",
)  # fmt: skip
COURTS = ("a1", "a", "b1")
_serial = itertools.count(1)


class World:
    """The records of A by type, and a browser for each role and court."""

    def __init__(self, graph: Graph, tree: Tree, people: People) -> None:
        self.graph, self.tree, self.people = graph, tree, people
        self.made: dict[str, Record] = {
            "Court": tree.courts["a1"],
            "Department": tree.departments["a1"]["enforcement"],
        }
        left = [kind for kind in types().values() if kind.name not in self.made]
        left.sort(key=lambda k: ORDER.index(k.name) if k.name in ORDER else len(ORDER))
        for kind in left:
            if kind.name not in ("AuditEvent", "Measure"):
                self.made[kind.name] = self._make(kind)
        self.made["AuditEvent"] = self._event()
        self.visitors = {
            (role, court): people.inside(role, actor=tree.actor(court, role))
            for role in Role
            for court in COURTS
        }
        """All log in before anything is compared: a login is an event of the court's audit."""
        self.stranger = people.visitor()
        self.stranger.get("/login/")

    def measure(self) -> Record:
        """A confidential measure against A's officer, made at the first call."""
        if "Measure" not in self.made:
            self.made["Measure"] = self._make(types()["Measure"])
        return self.made["Measure"]

    def visitor(self, role: Role, court: str) -> Visitor:
        """A user with this one role of this court."""
        return self.visitors[role, court]

    def open_file(self, role: Role, court: str) -> None:
        """Let the user open the file of A's officer."""
        visitor = self.visitor(role, court)
        path = f"/officers/{self.key(types()['Officer'])}"
        visitor.get(path)
        answer = visitor.post(path, {"purpose": "inspection", "note": "例行检查核对"})
        assert answer.status_code == 302, answer.text

    def record(self, kind: RecordType) -> Record:
        """A's record of the type."""
        return self.measure() if kind.name == "Measure" else self.made[kind.name]

    def key(self, kind: RecordType) -> str:
        """The business key of A's record, as part of an address."""
        return quote(str(getattr(self.record(kind), kind.key)))

    def secrets(self) -> set[str]:
        """What nobody outside may read: the word, and the uids of what only A's line reads."""
        kinds = types()
        hidden = {r.uid for n, r in self.made.items() if kinds[n].reach is Reach.COURT}
        return hidden | {SECRET}

    def _make(self, kind: RecordType) -> Record:
        values: dict[str, Any] = {n: _value(kind, n) for n in kind.own_fields}
        for name, ref in kind.refs.items():
            end = next((self.made[t] for t in ref.targets if t in self.made), None)
            if end is not None and end.declared is not kind:
                values[name] = end.uid
        if kind.access.write:
            return records.create(self.graph, self.tree.system, kind, values)
        return self.graph.write(lambda tx: self._plant(tx, kind, values))

    def _plant(self, tx: Writer, kind: RecordType, values: dict[str, Any]) -> Record:
        """A record that only the product itself makes."""
        uid = new_uid()
        stored = {n: values[n] for n in kind.own_fields} | {
            "uid": uid, "headline": f"{SECRET} {kind.name}", "rank": "2026-01-01", "version": 1,
            "changed_at": clock.now(), "changed_by": SECRET,
        }  # fmt: skip
        tx.run(f"CREATE (n:{kind.name}) SET n = $stored", stored=stored)
        for name, ref in kind.refs.items():
            tx.run(
                f"MATCH (n:{kind.name} {{uid: $uid}}), (m {{uid: $end}}) "
                f"CREATE {ref.pattern('n', 'm')}",
                uid=uid, end=values[name],
            )  # fmt: skip
        placement.place(tx, kind, [uid], clock.today())
        return records.get(tx, self.tree.system, kind, uid)

    def _event(self) -> Record:
        """The audit event of the petition's making."""
        query = records.Query(types()["AuditEvent"], filters=(
            records.Filter("record_uid", records.Op.EQUAL, self.made["Petition"].uid),
        ))  # fmt: skip
        with self.graph.reading() as tx:
            return records.find(tx, self.tree.system, query).rows[0]


def _value(kind: RecordType, name: str) -> Any:
    field = kind.own_fields[name]
    match field.kind:
        case Kind.TEXT | Kind.LONG_TEXT:
            shared = kind.reach is not Reach.COURT
            word = "公开" if shared else SECRET
            return f"{word}{kind.slug}{next(_serial)}"[: field.max_length]
        case Kind.CHOICE:
            return next(iter(field.choices))
        case Kind.DATE:
            return clock.today() if name == kind.dated or field.required else None
        case Kind.MOMENT:
            return clock.now() if name == kind.dated or field.required else None
        case Kind.INTEGER | Kind.AMOUNT:
            return 1
    return None


def plain(text: str, *named: str) -> str:
    """An answer without what differs from one answer to the next anyway, and without ``named``."""
    text = without(text, *named)
    for pattern in (
        r'nonce="[^"]*"', r'name="csrf_token" value="[^"]*"', r'name="csrf-token" content="[^"]*"',
        r"\b[0-9a-f]{12}\b", r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d[:\d.+]*",
    ):  # fmt: skip
        text = re.sub(pattern, "…", text)
    return text


def without(text: str, *named: str) -> str:
    """A text without these words, however an address writes them."""
    for name in named:
        for said in {name, quote(name), quote(name, safe="")}:
            text = text.replace(said, "‹asked›")
    return text
