"""Where a record of a type leads: every declared relation, from either of its ends.

Nothing here is a list of its own: a type or relation that is declared is an expansion, an edge and
a step of a path from then on.

What is about an officer, and what the officer reports or owes (``RecordType.guarded``), is gathered
in the officer's file alone. So these relations lead from the record to the officer, as the record's
own page tells them, and from the officer to the records only while the file is open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graph.model import RecordType, Ref, backs, type_of, types
from graph.text import Text

OFFICER = "Officer"


class Direction(StrEnum):
    """How a relationship stands to the record that is expanded."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Way:
    """From records of type ``near`` over a relation to those of type ``far``. ``owner`` declares
    it as ``ref``: the near type, or where ``back`` the far one."""

    near: str
    far: str
    rel: str
    direction: Direction
    owner: str
    ref: str
    back: bool

    @property
    def relation(self) -> Ref:
        """The declaration."""
        return type_of(self.owner).ref(self.ref)

    @property
    def name(self) -> Text:
        """What it is called at the near end."""
        ref = self.relation
        said: Text = (ref.back or type_of(self.far).plural) if self.back else ref.label
        return said

    @property
    def gathers(self) -> bool:
        """Whether it leads from an officer to what the officer's file is for."""
        return self.near == OFFICER and self.back and self.guarded

    @property
    def guarded(self) -> bool:
        """Whether the relation says whom a record is about."""
        return self.ref in type_of(self.owner).guarded

    @property
    def tells(self) -> bool:
        """Whether it leads from a record to an officer whom the record is about."""
        return self.far == OFFICER and not self.back and self.guarded

    def pattern(self, near: str = "n", far: str = "m", relationship: str = "r") -> str:
        """It as Cypher between these nodes, the far one by its label."""
        far = f"{far}:{self.far}"
        if self.direction is Direction.OUT:
            return f"({near})-[{relationship}:{self.rel}]->({far})"
        return f"({near})<-[{relationship}:{self.rel}]-({far})"


def ways(kind: RecordType) -> tuple[Way, ...]:
    """Every way that leads from records of the type, its own relations first."""
    found: dict[tuple[str, Direction, str], Way] = {}
    for way in (*_own(kind), *_back(kind)):
        found.setdefault((way.rel, way.direction, way.far), way)
    return tuple(found.values())


def shut(kind: RecordType) -> bool:
    """Whether there are readers for whom records of the type don't exist."""
    return kind.shut


def ranking(kind: RecordType) -> tuple[Way, ...]:
    """The ways that a record of the type may be ranked by: none to what some readers must not know
    of or may find sealed, none by which such might lead here, none that belongs into a file."""
    known = ways(kind)
    closed = {way.rel for way in known if shut(type_of(way.far)) or way.gathers}
    return tuple(
        way for way in known if way.rel not in closed and "sealed" not in type_of(way.far).fields
    )


@dataclass(frozen=True)
class Owned:
    """The relations that a type declares itself, as types of relationship by direction."""

    out: tuple[str, ...]
    into: tuple[str, ...]


def owned(kind: RecordType) -> Owned:
    """The relations to look along for edges: a record has few of its own, a court's page has
    millions that others lead to it by."""
    out = {ref.relationship_type for ref in kind.refs.values() if not ref.incoming}
    into = {ref.relationship_type for ref in kind.refs.values() if ref.incoming}
    return Owned(tuple(sorted(out)), tuple(sorted(into)))


def declared(owner: str, other: str, rel: str, incoming: bool) -> tuple[RecordType, Ref] | None:
    """The relation of ``owner`` to ``other`` by this type of relationship; None: there is none."""
    kind = types()[owner]
    for ref in kind.refs.values():
        if ref.relationship_type == rel and other in ref.targets and ref.incoming is incoming:
            return kind, ref
    return None


@cache
def relation_names() -> dict[str, Text]:
    """Every declared type of relationship and how it is called, for choosing among them; where two
    are called the same, with the type of record that has it."""
    found: dict[str, tuple[Text, Text]] = {}
    for kind in types().values():
        for ref in kind.refs.values():
            found.setdefault(ref.relationship_type, (ref.label, kind.label))
    often = Counter(word for label, _of in found.values() for word in (label.zh, label.en))

    def told(label: Text, of: Text) -> Text:
        if often[label.zh] == often[label.en] == 1:
            return label
        return Text(f"{label.zh}（{of.zh}）", f"{label.en} ({of.en})")

    return {rel: told(*words) for rel, words in found.items()}


def _own(kind: RecordType) -> Iterator[Way]:
    for ref in kind.refs.values():
        direction = Direction.IN if ref.incoming else Direction.OUT
        for far in ref.targets:
            yield Way(kind.name, far, ref.relationship_type, direction, kind.name, ref.name, False)


def _back(kind: RecordType) -> Iterator[Way]:
    for back in backs(kind):
        ref = back.ref
        direction = Direction.OUT if ref.incoming else Direction.IN
        yield Way(
            kind.name, back.kind.name, ref.relationship_type, direction, back.kind.name,
            ref.name, True,
        )  # fmt: skip
