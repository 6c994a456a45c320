"""A court's records of every type, full of a word that nobody else may read, and who looks on.

Court A is ``a1`` of a tree of its own, ``a`` is its superior, ``b1`` has nothing to do with it.
"""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from graph import clock, records
from graph.duties import sync
from graph.model import Kind, Reach, Record, RecordType, new_uid, order, types
from graph.records import placement
from graph.scope import Role
from graph.session import Graph, Writer
from tests.conftest import Tree
from tests.integration.people import People, Visitor

SECRET = "隐甲密"
"""In every text of every record of A; a person's name and a complaint alike."""

ABSENT = "隐乙密"
"""A word of the same length that no record has."""

COURTS = ("a1", "a", "b1")
_serial = itertools.count(1)
_day, _year = itertools.count(1), itertools.count(2040)


def _fitting(kind: RecordType) -> dict[str, Any]:
    """Values of the types whose values have to go together: harmless to whoever reads them."""
    if kind.name == "Parameter":
        since = date(2021, 12, 30) + timedelta(days=next(_day))
        return {
            "name": "rates.withheld_under", "value": "30", "unit": None, "valid_from": since,
            "number": None,
        }  # fmt: skip
    if kind.name == "Duty":
        return {"sealed": None, "flagged": None}
    if kind.owner:
        return {"audience": "court"}
    if kind.name == "HolidayYear":
        first = date(next(_year), 1, 1)
        while first.weekday() > 4:
            first += timedelta(days=1)
        return {"year": str(first.year), "days_off": str(first), "working_days": None}
    return {}


class World:
    """The records of A by type, and a browser for each role and court."""

    def __init__(self, graph: Graph, tree: Tree, people: People) -> None:
        self.graph, self.tree, self.people = graph, tree, people
        sync.rules(graph)  # as `zhijian migrate` does: no duty makes the record of its rule
        self.made: dict[str, Record] = {
            "Court": tree.courts["a1"],
            "Department": tree.departments["a1"]["enforcement"],
        }
        for kind in order.in_order(types().values()):
            if kind.name not in {*self.made, "AuditEvent"} and not kind.confidential:
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

    def confide(self) -> dict[str, Record]:
        """A confidential record of each type that is (a measure against A's officer, a lead),
        made at the first call."""
        confidential = [kind for kind in order.in_order(types().values()) if kind.confidential]
        for kind in confidential:
            if kind.name not in self.made:
                self.made[kind.name] = self._make(kind)
        return {kind.name: self.made[kind.name] for kind in confidential}

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
        return self.confide()[kind.name] if kind.confidential else self.made[kind.name]

    def key(self, kind: RecordType) -> str:
        """The business key of A's record, as part of an address."""
        return quote(str(getattr(self.record(kind), kind.key)))

    def words(self, kind: RecordType) -> set[str]:
        """By what A's record of the type is known: the word, and a key that can't contain it."""
        key = str(getattr(self.record(kind), kind.key))
        return {SECRET} if SECRET in key else {SECRET, key}

    def secrets(self) -> set[str]:
        """What nobody outside may read: the word, and the uids of what only A's line reads."""
        kinds = types()
        hidden = [kinds[name] for name in self.made if kinds[name].reach is Reach.COURT]
        uids = {self.made[kind.name].uid for kind in hidden}
        return uids.union(*(self.words(kind) for kind in hidden))

    def _make(self, kind: RecordType) -> Record:
        values: dict[str, Any] = {n: self._value(kind, n) for n in kind.own_fields}
        values |= _fitting(kind)
        for ref in order.entered(kind):
            end = next((self.made[t] for t in ref.targets if t in self.made), None)
            if end is not None and end.declared is not kind:
                values[ref.name] = end.uid
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
        if kind.reach is not Reach.COURT:
            stored |= {"headline": f"公开 {kind.name}", "changed_by": "公开"}
        tx.run(f"CREATE (n:{kind.name}) SET n = $stored", stored=stored)
        for ref in order.entered(kind):
            if ref.name in values:
                far = f"m:{'|'.join(ref.targets)} {{uid: $end}}"
                tx.run(
                    f"MATCH (n:{kind.name} {{uid: $uid}}), ({far}) CREATE {ref.pattern('n', 'm')}",
                    uid=uid, end=values[ref.name],
                )  # fmt: skip
        placement.place(tx, kind, [uid], clock.today())
        if not kind.access.read:  # nobody reads it raw: a total
            return kind.model.hydrate(stored)
        return records.get(tx, self.tree.system, kind, uid)

    def _value(self, kind: RecordType, name: str) -> Any:
        """A value that the field takes; what is read from a case number is left to it."""
        field = kind.own_fields[name]
        needed = name == kind.dated or field.required
        match field.kind:
            case _ if getattr(field, "part_of", ""):
                return None
            case Kind.TEXT | Kind.LONG_TEXT:
                word = SECRET if kind.reach is Reach.COURT else "公开"
                return f"{word}{self.tree.code}{kind.slug}{next(_serial)}"[: field.max_length]
            case _ if field.kind.value == "case_number":
                return f"（2021）{self.tree.code_of('a1')}执{next(_serial)}号"
            case Kind.CHOICE:
                return next(iter(field.choices))
            case Kind.DATE:
                return clock.today() if needed else None
            case Kind.MOMENT:
                return clock.now() if needed else None
            case Kind.INTEGER | Kind.AMOUNT:
                return 1
            case Kind.BOOLEAN:
                return True
        return None

    def _event(self) -> Record:
        """The audit event of the petition's making."""
        query = records.Query(types()["AuditEvent"], filters=(
            records.Filter("record_uid", records.Op.EQUAL, self.made["Petition"].uid),
        ))  # fmt: skip
        with self.graph.reading() as tx:
            return records.find(tx, self.tree.system, query).rows[0]


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
