"""What should be there and isn't: the open duties of records, as nodes of their own."""

from __future__ import annotations

from collections.abc import Mapping

from graph.duties import reading
from graph.duties.reading import Owed
from graph.model import Domain, Link, type_of
from graph.operations.explore.elements import GAP, Answer, Edge, Node
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

MISSING = "gap:"
"""What the id of such a node begins with; the duty's number follows."""

MOST_GAPS = 50
"""Records of a canvas whose missing links are looked for at once."""

OWED = "GAP"
OWED_NAME = Text("应有而无", "Missing")


def gaps(tx: Reader, actor: Actor, kinds: Mapping[str, str]) -> Answer:
    """The duties that arise from these records (type by uid; the actor may read them) and that
    nothing has discharged yet, each as a node that its record leads to."""
    nodes, edges = [], []
    for owed in reading.on(tx, actor, kinds):
        mine = [link for link in owed.triggers if link.uid in kinds]
        if owed.closure != "open" or not mine:
            continue
        node = _node(owed, mine[0], actor)
        nodes.append(node)
        edges += [Edge(link.uid, node.uid, OWED, OWED_NAME, Domain.DUTIES.value) for link in mine]
    return Answer(tuple(nodes), tuple(edges))


def _node(owed: Owed, first: Link, actor: Actor) -> Node:
    return Node(
        uid=f"{MISSING}{owed.number}",
        type=GAP,
        key=owed.number,
        title=owed.rule.name.in_(actor.language),
        sub=owed.status.label,
        date=owed.due_on,
        gap=owed.number,
        gap_of=f"{type_of(first.label).slug}:{first.uid}",
    )
