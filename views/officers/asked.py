"""What of a history an address asks for: lanes, standings, a period; and addresses that ask so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from graph.operations.officer_history import Selection
from graph.operations.said import day

NAMES = ("lane", "standing", "from", "to")


def selection(arguments: MultiDict[str, str]) -> Selection:
    """The parameters ``lane`` and ``standing`` (several), ``from`` and ``to``; BadParameter."""
    return Selection(
        lanes=tuple(dict.fromkeys(arguments.getlist("lane"))),
        standing=tuple(dict.fromkeys(arguments.getlist("standing"))),
        since=day(arguments, "from"),
        until=day(arguments, "to"),
    )


def said(chosen: Selection) -> dict[str, list[str]]:
    """A selection as parameters of an address, empty ones left out."""
    made = {
        "lane": list(chosen.lanes),
        "standing": list(chosen.standing),
        "from": [str(chosen.since)] if chosen.since else [],
        "to": [str(chosen.until)] if chosen.until else [],
    }
    return {name: values for name, values in made.items() if values}


def address(number: str, chosen: Selection, **changed: Any) -> str:
    """The history's address with this selection; ``changed`` replaces parameters (None: none).

    The way of showing (``view``) stays as the page at hand has it.
    """
    parameters: dict[str, Any] = dict(said(chosen))
    if request.args.get("view") == "table":
        parameters["view"] = "table"
    parameters |= changed
    kept: Mapping[str, Any] = {n: v for n, v in parameters.items() if v}
    return url_for("OfficerFileView.history", number=number, **kept)
