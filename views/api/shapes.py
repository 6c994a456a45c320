"""Records as JSON and JSON as values: one shape for reading and writing.

A record's ``values`` are its fields and relations by name. What is read may be changed and sent
back as it is: masked values that come back unchanged keep what is stored.
"""

from __future__ import annotations

from typing import Any

from flask import Response, json, make_response, request

from graph.audit import plain
from graph.errors import BadBody, Invalid
from graph.model import LEVELS, Link, Record, RecordType
from graph.records import cypher
from graph.text import Text

SIGNED = ("created_at", "created_by", "changed_at", "changed_by", "import_batch")
RETIRED = ("retired_at", "retired_by", "retired_reason")
BEYOND = 2**63


def answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON with Chinese as it is."""
    made = make_response(json.dumps(body, ensure_ascii=False), status, headers or {})
    made.content_type = "application/json; charset=utf-8"
    return made


def row(kind: RecordType, item: Record) -> dict[str, Any]:
    """A record of a list: its fields and the relations that lists read.

    A relation with more ends than a list reads is left out and named in ``incomplete``: sent back
    in part, it would lose the rest.
    """
    cut = [n for n, links in item.links.items() if len(links) >= cypher.LINKS_IN_LIST]
    made = record(kind, item)
    for name in cut:
        del made["values"][name]
    return made | {"incomplete": cut}


def record(kind: RecordType, item: Record) -> dict[str, Any]:
    """A record with every field that has a value and the relations that were read."""
    fields = {n: v for n in kind.own_fields if (v := getattr(item, n)) is not None}
    relations = {n: _links(kind, n, item.links[n]) for n in kind.refs if n in item.links}
    system = {n: getattr(item, n) for n in (*SIGNED, *RETIRED)}
    return plain({
        "type": kind.name,
        "uid": item.uid,
        "key": getattr(item, kind.key),
        "title": str(item),
        "version": item.version,
        "courts": {level: getattr(item, level) for level in LEVELS},
        "values": fields | relations,
        **{n: v for n, v in system.items() if v is not None},
    })  # fmt: skip


def _links(kind: RecordType, name: str, links: tuple[Link, ...]) -> Any:
    shown = [
        {"uid": e.uid, "type": e.label, "key": e.key, "title": e.title, "properties": e.properties}
        for e in links
    ]
    if kind.refs[name].many:
        return shown
    return shown[0] if shown else None


def body() -> dict[str, Any]:
    """The JSON object that was sent. Raises BadBody."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise BadBody(why=Text("须是 JSON 对象", "a JSON object is needed"))
    return sent


def sent_version(sent: dict[str, Any]) -> int:
    """The version that the change starts from. Raises Invalid."""
    version = sent.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise Invalid({"version": Text(
            "请给出所依据的版本号（读取时的 version）",
            "Give the version that the change starts from (as read)",
        )})  # fmt: skip
    return version


def sent_reason(sent: dict[str, Any]) -> str:
    """The reason that was sent; empty when it is none, which graph.records refuses."""
    reason = sent.get("reason")
    return reason if isinstance(reason, str) else ""


def sent_values(kind: RecordType, sent: dict[str, Any]) -> dict[str, Any]:
    """``values`` as graph.records takes them. Raises BadBody, or Invalid by field."""
    values = sent.get("values")
    if not isinstance(values, dict):
        raise BadBody(why=Text("缺少对象 values", "the object “values” is missing"))
    taken: dict[str, Any] = {}
    faults: dict[str, Text] = {}
    for name, value in values.items():
        try:
            taken[name] = _ends(value) if name in kind.refs else _scalar(value)
        except _Shape as bad:
            faults[name] = bad.text
    if faults:
        raise Invalid(faults)
    return taken


class _Shape(ValueError):
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def _scalar(value: Any) -> Any:
    if isinstance(value, dict | list):
        raise _Shape("须是单个值", "a single value is needed")
    if isinstance(value, int) and not -BEYOND <= value < BEYOND:
        raise _Shape("数字过大", "the number is too large")
    if isinstance(value, str):
        _storable(value)
    return value


def _storable(text: str) -> None:
    """JSON can say half a character, which no store takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _Shape("含有不完整的字符", "it has half a character") from None


def _ends(value: Any) -> tuple[Link, ...]:
    """Ends of a relation: null, a uid, {uid, properties}, or a list of those."""
    if value is None:
        return ()
    ends = value if isinstance(value, list) else [value]
    return tuple(_end(each) for each in ends)


def _end(value: Any) -> Link:
    said = {"uid": value} if isinstance(value, str) else value
    if not isinstance(said, dict) or not isinstance(said.get("uid"), str):
        raise _Shape(
            "须是记录的 uid，或 {uid, properties}", "a record's uid or {uid, properties} is needed"
        )
    properties = said.get("properties") or {}
    if not isinstance(properties, dict):
        raise _Shape("properties 须是对象", "“properties” must be an object")
    _storable(said["uid"])
    return Link(said["uid"], "", said["uid"], {n: _scalar(v) for n, v in properties.items()})
