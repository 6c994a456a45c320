"""What the canvas asks for, read from bodies and addresses; each refusal has its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request

from graph.errors import BadBody, BadParameter
from graph.model import types
from graph.operations.explore import Order, Wish
from graph.operations.explore.expanding import MOST
from graph.operations.explore.nodes import MOST as MOST_NODES
from graph.text import Text
from views.api.shapes import body

_ID = re.compile(r"[^\s\x00-\x1f\ud800-\udfff]{1,200}")
_HALF = re.compile(r"[\ud800-\udfff]")
"""JSON can say half a character, which no store takes."""

LONGEST = 100


def sent() -> dict[str, Any]:
    """The JSON object that was sent. Raises BadBody."""
    return body()


def ids(said: Mapping[str, Any], name: str = "ids") -> list[str]:
    """A list of identifiers. Raises BadBody."""
    found = said.get(name, [])
    if not isinstance(found, list) or not all(
        isinstance(x, str) and _ID.fullmatch(x) for x in found
    ):
        raise BadBody(
            why=Text(f"{name} 须是标识的列表", f"“{name}” has to be a list of identifiers")
        )
    if len(found) > MOST_NODES:
        why = Text(f"{name} 最多{MOST_NODES}个", f"“{name}”: at most {MOST_NODES}")
        raise BadBody(why=why)
    return list(dict.fromkeys(found))


def one_id(said: Mapping[str, Any], name: str = "id") -> str:
    """One identifier. Raises BadParameter."""
    found = said.get(name)
    if not isinstance(found, str) or not _ID.fullmatch(found):
        why = Text("须给出一条记录的标识", "the identifier of a record is needed")
        raise BadParameter(name=name, value="…" if found else "", why=why)
    return found


def text(said: Mapping[str, Any], name: str) -> str:
    """A short text, empty where there is none. Raises BadParameter."""
    found = said.get(name) or ""
    if not isinstance(found, str) or len(found) > 4000 or _HALF.search(found):
        raise BadParameter(name=name, value="…", why=Text("须是文字", "a text is needed"))
    return found


def question(said: Mapping[str, Any]) -> dict[str, str]:
    """The question that a canvas answers, ``code`` and parameters; empty where it answers none.
    Raises BadBody."""
    found = said.get("question") or {}
    if not isinstance(found, dict) or len(found) > LONGEST:
        raise BadBody(why=Text("question 须是对象", "“question” has to be an object"))
    return {name: text(found, name) for name in found}


def yes(said: Mapping[str, Any], name: str) -> bool:
    """Whether something is asked for, in a body or an address."""
    return said.get(name) in (True, "1", "true", "yes")


def whole(said: Mapping[str, Any], name: str, usual: int, least: int, most: int) -> int:
    """A whole number within bounds. Raises BadParameter."""
    found = said.get(name, usual)
    if isinstance(found, str) and re.fullmatch(r"[0-9]{1,6}", found):
        found = int(found)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        why = Text(f"须是{least}到{most}的整数", f"a whole number from {least} to {most} is needed")
        raise BadParameter(name=name, value=found, why=why)
    return found


def day(said: Mapping[str, Any], name: str) -> date | None:
    """A day as 2021-12-30, or None. Raises BadParameter."""
    found = text(said, name)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        why = Text("日期须形如 2021-12-30", "a day is written like 2021-12-30")
        raise BadParameter(name=name, value=found, why=why) from None


def wish(said: Mapping[str, Any]) -> Wish:
    """What an expansion asks for. Raises BadParameter or BadBody."""
    direction, order = text(said, "direction"), text(said, "order")
    if direction not in ("", "in", "out"):
        why = Text("须是 in 或 out", "in or out is needed")
        raise BadParameter(name="direction", value=direction, why=why)
    if order not in ("", *Order):
        why = Text("须是 newest 或 connected", "newest or connected is needed")
        raise BadParameter(name="order", value=order, why=why)
    chosen = text(said, "type")
    if chosen and chosen not in types():
        why = Text("没有这种记录", "there is no such record type")
        raise BadParameter(name="type", value=chosen, why=why)
    found = said.get("filter") or {}
    if not isinstance(found, Mapping):
        raise BadBody(why=Text("filter 须是对象", "“filter” has to be an object"))
    return Wish(
        rel=text(said, "rel"),
        direction=direction,
        type=chosen,
        order=Order(order) if order else None,
        words=text(found, "words")[:LONGEST],
        since=day(found, "from"),
        until=day(found, "until"),
        problem=text(found, "problem"),
        limit=whole(said, "limit", MOST, 1, MOST),
        after=text(said, "after"),
        known=tuple(ids(said, "known")),
        gaps=yes(said, "gaps"),
    )


def several(name: str) -> list[str]:
    """A parameter of the address that may be repeated, or have several values by commas."""
    return [
        part for value in request.args.getlist(name) for part in value.split(",") if part.strip()
    ]
