"""An answer taken out of the product: as GraphML, or as lines for a table; and who took it.

What leaves is what the canvas shows: numbers, titles, how a record stands, court and day, never a
masked field. The rights were checked when the answer was made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as Xml

from graph.audit import Subject, Tag, append
from graph.model import types
from graph.operations import officer_file
from graph.operations.explore.elements import Answer, Edge, Node
from graph.operations.explore.ways import OFFICER
from graph.operations.exporting import place_of
from graph.operations.questions import read_by
from graph.scope import Actor
from graph.session import Graph, Writer
from graph.text import Text

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"

NODE_COLUMNS: dict[str, Text] = {
    "type": Text("类型", "Type"),
    "key": Text("编号", "Number"),
    "title": Text("标题", "Title"),
    "sub": Text("状态", "Standing"),
    "court": Text("法院代字", "Court code"),
    "court_name": Text("法院", "Court"),
    "date": Text("日期", "Date"),
}
EDGE_COLUMNS: dict[str, Text] = {
    "start": Text("起", "From"),
    "name": Text("关系", "Relation"),
    "end": Text("止", "To"),
    "rel": Text("关系代码", "Relationship"),
    "kind": Text("种类", "Kind"),
    "depth": Text("深度", "Depth"),
}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold."""


def node_values(node: Node, language: str) -> dict[str, Any]:
    """What is said of a node, by column."""
    kind = types().get(node.type)
    return {
        "type": kind.label.in_(language) if kind else node.type,
        "key": node.key, "title": node.title, "sub": node.sub.in_(language),
        "court": node.court, "court_name": node.court_name, "date": node.date or "",
    }  # fmt: skip


def edge_values(edge: Edge, names: Mapping[str, str], language: str) -> dict[str, Any]:
    """What is said of an edge, by column; ``names``: its ends by uid."""
    return {
        "start": names.get(edge.start, edge.start), "name": edge.name.in_(language),
        "end": names.get(edge.end, edge.end), "rel": edge.rel, "kind": edge.kind,
        "depth": edge.depth or "",
    }  # fmt: skip


def node_lines(answer: Answer, language: str) -> Iterator[list[Any]]:
    """Head and one line a record."""
    yield [label.in_(language) for label in NODE_COLUMNS.values()]
    for node in answer.nodes:
        yield list(node_values(node, language).values())


def edge_lines(answer: Answer, language: str) -> Iterator[list[Any]]:
    """Head and one line a relation, its ends by number."""
    yield [label.in_(language) for label in EDGE_COLUMNS.values()]
    names = {node.uid: node.key or node.title for node in answer.nodes}
    for edge in answer.edges:
        yield list(edge_values(edge, names, language).values())


def graphml(answer: Answer, language: str) -> bytes:
    """The answer for other graph tools: every value as text, directed, ids are the records'."""
    Xml.register_namespace("", NAMESPACE)
    root = Xml.Element(_tag("graphml"))
    for what, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        for name in columns:
            if name not in ("start", "end"):
                _key(root, what, name)
    drawn = Xml.SubElement(root, _tag("graph"), id="zhijian", edgedefault="directed")
    for node in answer.nodes:
        made = Xml.SubElement(drawn, _tag("node"), id=node.uid)
        _data(made, "node", node_values(node, language))
    for edge in answer.edges:
        made = Xml.SubElement(drawn, _tag("edge"), id=edge.id, source=edge.start, target=edge.end)
        values = edge_values(edge, {}, language)
        _data(made, "edge", {n: v for n, v in values.items() if n not in ("start", "end")})
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def without_names(answer: Answer, numbers: Mapping[str, int], language: str) -> Answer:
    """The answer with a word and a number in place of each name, key and court, and of the
    identifiers too; ``numbers``: those that its reader has before them, by uid."""
    ids = {node.uid: f"n{place}" for place, node in enumerate(answer.nodes, 1)}
    nodes = []
    for place, node in enumerate(answer.nodes, 1):
        word = node_values(node, language)["type"]
        title = f"{word} {numbers.get(node.uid, place)}"
        nodes.append(replace(node, uid=ids[node.uid], key="", title=title, court="", court_name=""))
    edges = [replace(each, start=ids[each.start], end=ids[each.end]) for each in answer.edges]
    return replace(answer, nodes=tuple(nodes), edges=tuple(edges))


def note(graph: Graph, actor: Actor, key: str, detail: Mapping[str, Any], discipline: bool) -> str:
    """Record the export in the chain of the actor's court; returns the event's number. What is for
    the discipline bodies alone (``discipline``) is recorded for them alone."""

    def work(tx: Writer) -> str:
        subject = Subject(key=key, place=place_of(tx, actor), discipline=discipline)
        return append(tx, actor, Tag.ANSWER_EXPORTED, subject, detail)

    return graph.write(work)


def note_question(graph: Graph, actor: Actor, code: str, detail: Mapping[str, Any]) -> str:
    """Record that a question's answer leaves; sealed where the question looks at what is."""
    return note(graph, actor, code, detail, any(kind.confidential for kind in read_by(code)))


def note_picture(
    graph: Graph, actor: Actor, answer: Answer, form: str, detail: Mapping[str, Any]
) -> str:
    """Record that records of the canvas leave, and which; and with each officer of whom they
    gather what the open file is for, that it leaves. Raises PurposeNeeded if one closed since."""
    for officer, about in gathered(answer).items():
        officer_file.record_export(graph, actor, officer, form, len(about), {"page": "explore"})
    sealed = any(node.kind is not None and node.kind.confidential for node in answer.nodes)
    said = {
        "nodes": len(answer.nodes), "edges": len(answer.edges), "left_out": answer.left_out,
        "format": form, "records": [node.uid for node in answer.nodes],
    }  # fmt: skip
    return note(graph, actor, "explore", said | dict(detail), sealed)


def gathered(answer: Answer) -> dict[str, set[str]]:
    """Officers (uid) of whom the answer holds several records that are about them: which."""
    kinds = {node.uid: node.type for node in answer.nodes}
    found: dict[str, set[str]] = defaultdict(set)
    for edge in answer.edges:
        if edge.about:
            ends = (edge.start, edge.end)
            officer, record = ends if kinds.get(edge.start) == OFFICER else reversed(ends)
            found[officer].add(record)
    return {officer: about for officer, about in found.items() if len(about) > 1}


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _key(root: Xml.Element, what: str, name: str) -> None:
    said = {"id": f"{what}_{name}", "for": what, "attr.name": name, "attr.type": "string"}
    Xml.SubElement(root, _tag("key"), said)


def _data(element: Xml.Element, what: str, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value != "":
            made = Xml.SubElement(element, _tag("data"), key=f"{what}_{name}")
            made.text = _NOT_XML.sub("", str(value))
