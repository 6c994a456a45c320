"""Named questions: one ``.cypher`` file each, read once, scope put in by declaration.

A file says on top what it answers, its parameters, its rows and the index it starts from. It names
no right itself: every declared type that it reads carries a placeholder, which graph.scope fills.

    {{visible:Type:node}}   the actor's ordinary right to the node
    {{file:Type:node}}      the right that a recorded opening of an officer's file gives
    {{file:A|B:node}}       the same where the node may be of several types
    {{unscoped:Type:node}}  nothing; the head has to say why (``unscoped:``)
    {{name}}                a fragment made from the declarations by the question's function

A file (or a fragment) that reads a declared type without its placeholder raises ``Unscoped``: when
the file is loaded, and again when it is filled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NewType

from graph import scope
from graph.model import RecordType, types
from graph.schema import COMMON
from graph.scope import Actor, Opening

FOLDER = Path(__file__).resolve().parent
HEAD = ("answers", "parameters", "rows", "starts from")

Fragment = NewType("Fragment", str)
"""A piece of Cypher made of declared names only, never of a value."""

_PLACEHOLDER = re.compile(r"\{\{([\w:|]+)\}\}")
_LABELLED = re.compile(r"\(\s*(\w*)\s*:\s*(\w+(?:\s*\|\s*\w+)*)")
_AFTER_EDGE = re.compile(r"[-\]]->?\s*\(\s*(\w*)\s*[){]")
_BEFORE_EDGE = re.compile(r"(?<![\w}])\(\s*(\w*)\s*(?:\{[^}]*\}\s*)?\)\s*<?-")
_FULLTEXT = re.compile(r"YIELD\s+node(?:\s+AS\s+(\w+))?", re.IGNORECASE)


class Unscoped(Exception):
    """A question reads a declared type without saying by which right."""


class BadQuestion(Exception):
    """A question's head is incomplete, or a placeholder is unknown or unfilled."""


@dataclass(frozen=True)
class Question:
    """A named question as written, before anybody's scope is put in."""

    name: str
    head: Mapping[str, str]
    text: str

    def cypher(self, actor: Actor, opening: Opening | None = None, **fragments: Fragment) -> str:
        """The statement for this actor.

        Raises PurposeNeeded where the question asks for the right of an opening and there is
        none, Unscoped where a fragment reads what no placeholder covers.
        """
        filled = _with_fragments(self.name, self.text, tuple(sorted(fragments.items())))
        return _PLACEHOLDER.sub(lambda m: _right(m[1], actor, opening), filled)


def load(name: str, source: str) -> Question:
    """A question from its text; raises BadQuestion or Unscoped."""
    lines = source.splitlines()
    comments = [line[2:].strip() for line in lines if line.startswith("//")]
    head: dict[str, str] = {}
    last = ""
    for line in comments:
        key, colon, said = line.partition(":")
        if colon and key in (*HEAD, "unscoped"):
            head[key], last = said.strip(), key
        elif last:
            head[last] += " " + line
    text = "\n".join(line for line in lines if not line.startswith("//")).strip()
    missing = [key for key in HEAD if not head.get(key)]
    if missing:
        raise BadQuestion(f"{name}: the head doesn't say {', '.join(missing)}")
    if "{{unscoped:" in text and not head.get("unscoped"):
        raise BadQuestion(f"{name}: the head doesn't say why a read is unscoped")
    if not any(":" not in place for place in _PLACEHOLDER.findall(text)):
        _check(name, text)
    return Question(name, head, text)


@cache
def question(name: str) -> Question:
    """The question of this name, read from its file once."""
    return load(name, (FOLDER / f"{name}.cypher").read_text(encoding="utf-8"))


def questions() -> list[Question]:
    """Every question there is."""
    return [question(path.stem) for path in sorted(FOLDER.glob("*.cypher"))]


@lru_cache(maxsize=1024)
def _with_fragments(name: str, text: str, fragments: tuple[tuple[str, Fragment], ...]) -> str:
    """The text with its fragments, every read covered by a placeholder."""
    given = dict(fragments)

    def put(match: re.Match[str]) -> str:
        if ":" in match[1]:
            return match[0]
        if match[1] not in given:
            raise BadQuestion(f"{name}: nothing was given for {match[0]}")
        return given[match[1]]

    filled = _PLACEHOLDER.sub(put, text)
    _check(name, filled)
    return filled


def _check(name: str, text: str) -> None:
    """Raise Unscoped unless each node that is read carries the placeholder of its type."""
    covered = {
        (node, label)
        for _, labels, node in (p.split(":") for p in _PLACEHOLDER.findall(text) if ":" in p)
        for label in labels.split("|")
    }
    bare = re.sub(r"'[^']*'|//[^\n]*", "''", _PLACEHOLDER.sub("true", text))
    labelled = [(node, re.split(r"\s*\|\s*", labels)) for node, labels in _LABELLED.findall(bare)]
    system = {item.on for item in COMMON}
    for node, labels in labelled:
        for label in labels:
            if label not in types() and label not in system:
                raise Unscoped(f"{name}: no type {label} is declared")
            if label in types() and (node, label) not in covered:
                raise Unscoped(f"{name}: ({node}:{label}) is read without a scope")
    known = {node for node, _ in labelled if node} | {node for node, _ in covered}
    for pattern in (_AFTER_EDGE, _BEFORE_EDGE, _FULLTEXT):
        for node in pattern.findall(bare):
            if node not in known:
                raise Unscoped(f"{name}: node ({node}) is read without a type and a scope")


def _right(place: str, actor: Actor, opening: Opening | None) -> str:
    """A placeholder as the condition that graph.scope gives."""
    way, labels, node = place.split(":")
    kinds = [types()[label] for label in labels.split("|")]
    if len(kinds) == 1:
        return _one_right(way, kinds[0], node, actor, opening)
    return scope.either(node, {k.name: _one_right(way, k, node, actor, opening) for k in kinds})


def _one_right(way: str, kind: RecordType, node: str, actor: Actor, opening: Opening | None) -> str:
    if way == "visible":
        return scope.visible(kind, node, actor)
    if way == "file":
        return scope.in_file(kind, node, actor, opening)
    if way == "unscoped":
        return "true"
    raise BadQuestion(f"unknown placeholder {way}")
