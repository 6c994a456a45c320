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
from graph.operations.explore.layouts import Layout, keep, kept, purge
from graph.operations.explore.neighbours import Neighbours, neighbours
from graph.operations.explore.nodes import nodes
from graph.operations.explore.paths import Found, out_of_time, paths
from graph.operations.explore.walking import HUBS, Asked

__all__ = [
    "GAP",
    "HUBS",
    "Answer",
    "Asked",
    "Edge",
    "Expanded",
    "Expansion",
    "Found",
    "Layout",
    "Neighbours",
    "Node",
    "Order",
    "Wish",
    "expand",
    "expansions",
    "gaps",
    "keep",
    "kept",
    "neighbours",
    "nodes",
    "out_of_time",
    "paths",
    "purge",
]
