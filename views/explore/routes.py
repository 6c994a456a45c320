"""A search for paths as the address asks it, in a transaction that ends within its ten seconds."""

from __future__ import annotations

from typing import Any

from flask import request, session

from graph.errors import BadParameter, GraphTooSlow
from graph.operations.explore import Asked, Found, out_of_time, paths
from graph.operations.explore.paths import LONGEST, MOST, SERVER_SECONDS, USUAL
from graph.text import Text
from views.explore import asked
from views.explore.shown import answer_json
from views.request import BOOKMARKS, current_actor, graph


def found() -> dict[str, Any]:
    """The answer as JSON: the path asked for, its records and edges, and whether there is a next.

    Raises what ``paths`` raises, and BadParameter.
    """
    what, skip = _asked()
    try:
        with graph().reading(session.get(BOOKMARKS), seconds=SERVER_SECONDS) as tx:
            return _json(paths(tx, current_actor(), what, skip))
    except GraphTooSlow:
        return _json(out_of_time())


def _asked() -> tuple[Asked, int]:
    said = request.args.to_dict()
    directed = said.get("directed", "0")
    if directed not in ("0", "1", "true", "false"):
        why = Text("须是 0 或 1", "0 or 1 is needed")
        raise BadParameter(name="directed", value=directed, why=why)
    what = Asked(
        start=asked.one_id(said, "from"),
        end=asked.one_id(said, "to"),
        rels=frozenset(asked.several("types")),
        through=frozenset(asked.several("through")),
        directed=directed in ("1", "true"),
        longest=asked.whole(said, "longest", USUAL, 1, LONGEST),
    )
    return what, asked.whole(said, "skip", 0, 0, MOST)


def _json(told: Found) -> dict[str, Any]:
    shown = answer_json(told.answer)
    path = {"nodes": list(told.path), "edges": [edge["id"] for edge in shown["edges"]]}
    return shown | {"paths": [path] if told.path else [], "more": told.more}
