"""The lanes of an officer's history, derived from the declarations.

Every relation of a record to Officer is a lane, and so are the records that bear on what an officer
did (``bears_on``: a review that challenges an act belongs to who performed it). A new type with a
relation to Officer has its lane by being declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import Unknown
from graph.model import Kind, RecordType, Ref, backs, type_of, types
from graph.queries.question import Fragment
from graph.text import Text

OFFICER = "Officer"
FARTHEST = 2
"""A ruling on a ruling on a ruling is followed back to the act; further is not."""

LINKS = 5
"""Titles shown of each relation of an event."""


_NODE = re.compile(r"\((\w+):(\w+)\)")


@dataclass(frozen=True)
class Lane:
    """Records of one type that lead to an officer in one way.

    ``ref`` is the relation to Officer, None where the record bears on what the officer did; then
    ``paths`` are the patterns from ``n`` to the officer ``o``.
    """

    name: str
    kind: RecordType
    label: Text
    ref: Ref | None
    paths: tuple[str, ...] = ()

    def fragments(self) -> dict[str, Fragment]:
        """The lane as pieces of Cypher: for records ``n`` of the officer ``o``."""
        standing = self.kind.standing_of(self.kind.standing, "n") if self.kind.standing else "null"
        return {
            "lane": Fragment(f"'{self.name}'"),
            "ways": Fragment("\n  UNION ".join(self._ways())),
            "began": Fragment(self._began()),
            "ended": Fragment(self._ended()),
            "standing": Fragment(standing),
            "links": Fragment(_links(self.kind)),
        }

    def _ways(self) -> Iterator[str]:
        near = f"n:{self.kind.name}"
        mine = f"{{{{file:{self.kind.name}:n}}}}"
        if self.ref is not None:
            way = self.ref.pattern(near, "o")
            yield f"MATCH {way} WHERE {mine} RETURN n, properties(r) AS r"
        for path in self.paths:
            rights = " AND ".join(
                f"{{{{file:{label}:{node}}}}}" for node, label in _NODE.findall(path)
            )
            yield f"MATCH {path} WHERE {rights} RETURN DISTINCT n, {{}} AS r"

    def _began(self) -> str:
        """The day of the event: when the officer came in, else the record's own."""
        own = self._day(self.kind.dated)
        for name in ("on", "from"):
            if self.ref is not None and name in self.ref.fields:
                return f"coalesce(r.{name}, {own})"
        return own

    def _ended(self) -> str:
        own = self._day(self.kind.until)
        if self.ref is not None and "on" in self.ref.fields:
            return "null"
        if self.ref is not None and "to" in self.ref.fields:
            return f"coalesce(r.to, {own})"
        return own

    def _day(self, name: str) -> str:
        if not name:
            return "null"
        moment = self.kind.fields[name].kind is Kind.MOMENT
        return f"date(n.{name})" if moment else f"n.{name}"


def lanes() -> list[Lane]:
    """Every lane, in the order of the declarations."""
    officer = type_of(OFFICER)
    others = [back for back in backs(officer) if back.kind is not officer]
    direct = [Lane(b.name, b.kind, b.label, b.ref) for b in others]
    indirect = []
    for kind in types().values():
        paths = tuple(_paths(kind, "n", FARTHEST))
        if paths:
            label = Text(
                f"针对其经办事项的{kind.plural.zh}", f"{kind.plural.en} of what they handled"
            )
            indirect.append(Lane(f"{kind.slug}.bears_on", kind, label, None, paths))
    order = list(types())
    return sorted(direct + indirect, key=lambda lane: order.index(lane.kind.name))


def lane(name: str) -> Lane:
    """The lane of this name; raises Unknown."""
    for each in lanes():
        if each.name == name:
            return each
    raise Unknown(what=Text("履历类别", "lane of a history"), name=name)


def parents(kind: RecordType) -> list[str]:
    """Relations of a type that lead to other records of a history, in order of declaration."""
    known = {each.kind.name for each in lanes()}
    return [name for name, ref in shown_links(kind).items() if known & set(ref.targets)]


def shown_links(kind: RecordType) -> dict[str, Ref]:
    """The relations told with an event: its columns in lists, and ties to other events.

    Never other officers, for a history is about one; but the unit that a finding names beside.
    """
    known = {each.kind.name for each in lanes()}
    return {
        name: ref
        for name, ref in kind.refs.items()
        if _others(ref) and (ref.listed or known & set(_others(ref)))
    }


def _others(ref: Ref) -> list[str]:
    """The types that a relation leads to, officers left out."""
    return [label for label in ref.targets if label != OFFICER]


def _paths(kind: RecordType, near: str, left: int) -> Iterator[str]:
    """Patterns from ``near`` over ``bears_on`` relations to the officers behind their targets.

    A relation to the own type (a ruling on a ruling) is walked up to ``FARTHEST`` times.
    """
    refs = [kind.refs[name] for name in kind.bears_on]
    chain = "|".join(ref.relationship_type for ref in refs if kind.name in ref.targets)
    if chain:
        last = f"{near}{left}"
        yield from _behind(kind, f"({near}:{kind.name})-[:{chain}*1..{FARTHEST}]->", last)
        near, start = last, f"({near}:{kind.name})-[:{chain}*0..{FARTHEST}]->"
    else:
        start = ""
    for ref in refs:
        for target in (type_of(name) for name in ref.targets if name != kind.name):
            far = f"{near}x"
            step = ref.pattern(f"{near}:{kind.name}", "", "").removesuffix("()")
            yield from _behind(target, start + step, far)
            if left > 1 and target.bears_on:
                further = _paths(target, far, left - 1)
                yield from (start + step + path for path in further)


def _behind(kind: RecordType, way: str, node: str) -> Iterator[str]:
    """The way on from a node of the type to the officers who stand behind it."""
    for ref in kind.refs.values():
        if OFFICER in ref.targets:
            yield way + ref.pattern(f"{node}:{kind.name}", "o", "")


def _links(kind: RecordType) -> str:
    parts = []
    for name, ref in shown_links(kind).items():
        labels = "|".join(_others(ref))
        parts.append(
            f"{name}: [{ref.pattern('n', f'm:{labels}', '')} WHERE {{{{file:{labels}:m}}}} "
            f"| {{uid: m.uid, label: head(labels(m)), title: m.headline}}][..{LINKS}]"
        )
    return "{" + ", ".join(parts) + "}"
