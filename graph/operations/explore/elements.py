"""What an explorer's answer is made of: nodes, edges between them, and what is to be said of them.

Everything that is drawn on a canvas or shown as its table comes in these: expansions, paths, the
answers of questions. A view turns them into JSON; nothing here knows addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph.model import RecordType, types
from graph.text import Text

GAP = "Gap"
"""The type of a node that stands for a record that should be there and isn't."""


@dataclass(frozen=True)
class Node:
    """A record on the canvas, as its reader may see it.

    ``court`` is the code of its home court, ``place`` those of the levels down to it. ``sub`` says
    how it stands. ``more``: how many neighbours it has that are not on the canvas, as far as
    counted (``more_capped``: at least). ``problem`` and ``problem_name``: the problem that it
    names, by code and in words.
    ``file``: an officer, what is about whom opens as a file. ``gap``: number of the duty that
    nothing discharged, ``gap_of`` the record that it arises from (``slug:uid``); such a node is no
    record.
    """

    uid: str
    type: str
    key: str
    title: str
    sub: Text = Text("", "")
    court: str = ""
    court_name: str = ""
    date: date | None = None
    degree: int | None = None
    more: int | None = None
    more_capped: bool = False
    file: bool = False
    gap: str = ""
    gap_of: str = ""
    problem: str = ""
    problem_name: str = ""
    retired: bool = False
    place: tuple[str | None, ...] = ()

    @property
    def kind(self) -> RecordType | None:
        """Its declaration; None for a gap."""
        return types().get(self.type)


@dataclass(frozen=True)
class Edge:
    """A relation between two nodes, in the direction in which it is stored.

    ``rel`` is the relationship's type, ``name`` its words as seen from ``start``, ``domain`` that
    of the type that declares it. ``kind`` and ``depth`` belong to a recurrence. ``about``: it says
    that a record is about an officer; several of one officer are for the officer's file.
    """

    start: str
    end: str
    rel: str
    name: Text
    domain: str = ""
    kind: str = ""
    depth: int = 0
    about: bool = False

    @property
    def id(self) -> str:
        """What names it: two relations of one type between the same two nodes are one edge."""
        return f"{self.start}|{self.rel}|{self.end}"


@dataclass(frozen=True)
class Answer:
    """Nodes and the edges between them.

    ``left_out``: how many of the nodes that were asked for are not given; None where saying so
    would tell of what the reader may not know. ``partial``: why there may be more; empty: all.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    left_out: int | None = None
    partial: Text = Text("", "")

    def joined(self, other: Answer) -> Answer:
        """Both answers as one; what both have counts once, as the first has it."""
        return replace(
            self,
            nodes=unique_nodes((*self.nodes, *other.nodes)),
            edges=unique_edges((*self.edges, *other.edges)),
            partial=self.partial if self.partial.zh else other.partial,
        )


def unique_nodes(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Each node once, in the order of first mention."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.uid, node)
    return tuple(found.values())


def unique_edges(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Each edge once, in the order of first mention."""
    found: dict[str, Edge] = {}
    for edge in edges:
        found.setdefault(edge.id, edge)
    return tuple(found.values())
