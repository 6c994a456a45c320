"""The explorer: records as nodes, their relations as edges, expanded step by step in scope."""

from graph.operations.explore.elements import GAP, Answer, Edge, Node
from graph.operations.explore.expanding import (
    Expanded,
    Expansion,
    Order,
    Wish,
    expand,
    expansions,
)
from graph.operations.explore.gaps import gaps
from graph.operations.explore.nodes import nodes

__all__ = [
    "GAP",
    "Answer",
    "Edge",
    "Expanded",
    "Expansion",
    "Node",
    "Order",
    "Wish",
    "expand",
    "expansions",
    "gaps",
    "nodes",
]
