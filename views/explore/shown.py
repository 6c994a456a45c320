"""An explorer's answer as JSON: what graph/operations/explore gives, with addresses and words."""

from __future__ import annotations

from typing import Any

from flask import url_for

from graph.model import DOMAINS, type_of, types
from graph.operations.explore import Answer, Edge, Expanded, Expansion, Node
from graph.text import Text
from views.cells import address
from views.request import say

GAP_LABEL = Text("断链", "Missing link")
GAP_COLOUR, GAP_ICON, GAP_GROUP = "#b3261e", "chain-gap", "duties"


def answer_json(answer: Answer) -> dict[str, Any]:
    """Nodes, edges, how many are left out (null: not said), and why there may be more."""
    return {
        "nodes": [node_json(node) for node in answer.nodes],
        "edges": [edge_json(edge) for edge in answer.edges],
        "left_out": answer.left_out,
        "partial": say(answer.partial),
    }


def node_json(node: Node) -> dict[str, Any]:
    """A node as the canvas takes it."""
    kind = node.kind
    shown: dict[str, Any] = {
        "id": node.uid,
        "type": node.type,
        "type_name": say(kind.label if kind else GAP_LABEL),
        "key": node.key,
        "title": node.title,
        "sub": say(node.sub),
        "court": node.court,
        "court_name": node.court_name,
        "date": node.date.isoformat() if node.date else "",
        "url": address(kind, node.key, node.uid) if kind else _gap_url(node),
        "colour": kind.look.colour if kind else GAP_COLOUR,
        "icon": kind.look.icon if kind else GAP_ICON,
        "group": kind.domain.value if kind else GAP_GROUP,
        "problem": node.problem,
        "problem_name": node.problem_name,
        "file": node.file,
        "retired": node.retired,
    }
    if node.gap:
        shown["gap"] = node.gap
    if node.degree is not None:
        shown["degree"] = node.degree
    if node.more is not None:
        shown |= {"more": node.more, "more_capped": node.more_capped}
    return shown


def _gap_url(node: Node) -> str:
    return url_for("DutiesView.duty", number=node.gap, of=node.gap_of or None)


def edge_json(edge: Edge) -> dict[str, Any]:
    """An edge as the canvas takes it."""
    shown: dict[str, Any] = {
        "id": edge.id,
        "from": edge.start,
        "to": edge.end,
        "rel": edge.rel,
        "name": say(edge.name),
        "domain": edge.domain,
        "about": edge.about,
    }
    if edge.kind:
        shown |= {"kind": edge.kind, "depth": edge.depth}
    return shown


def expansion_json(found: Expansion) -> dict[str, Any]:
    """One line of the menu: a relation, in which direction, to records of which type, how many."""
    way = found.way
    return {
        "rel": way.rel,
        "direction": way.direction.value,
        "type": way.far,
        "type_name": say(type_of(way.far).label),
        "name": say(way.name),
        "count": found.count,
        "capped": found.capped,
    }


def expanded_json(found: Expanded) -> dict[str, Any]:
    """Some neighbours, or the question which of them."""
    shown = answer_json(found.answer) | {
        "total": found.total,
        "capped": found.capped,
        "more": found.more,
        "next": found.after,
    }
    if found.ask:
        shown["ask"] = True
        shown["expansions"] = [expansion_json(each) for each in found.expansions]
    return shown


def legend() -> list[dict[str, Any]]:
    """Every declared type as the canvas draws it."""
    return [
        {
            "type": kind.name,
            "slug": kind.slug,
            "name": say(kind.label),
            "icon": kind.look.icon,
            "colour": kind.look.colour,
            "domain": kind.domain.value,
            "domain_name": say(DOMAINS[kind.domain]),
        }
        for kind in types().values()
    ]
