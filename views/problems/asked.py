"""What an address asks of the pages on problems, and addresses that ask so."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from graph.operations.problem_map import Asked, Line
from graph.operations.said import choice, switch, word
from graph.quarters import Quarter
from graph.queries import Column

NAMES = {"since": "from", "until": "to"}
"""Parameters that are not called as the question's own parts."""

COLUMNS = (Column.QUARTER, Column.COURT)


def asked(arguments: MultiDict[str, str]) -> Asked:
    """The question in the arguments; raises BadParameter with the sentence."""
    return Asked(
        court=word(arguments, "court"),
        own=switch(arguments, "own"),
        status=word(arguments, "status") or Asked.status,
        channel=word(arguments, "channel"),
        topic=word(arguments, "topic"),
        family=word(arguments, "family"),
        rows=choice(arguments, "rows", Line, Asked.rows),
        columns=choice(arguments, "columns", COLUMNS, Asked.columns),
        since=Quarter.read("from", word(arguments, "from")),
        until=Quarter.read("to", word(arguments, "to")),
    )


def said(chosen: Asked) -> dict[str, str]:
    """The question as parameters, what is usual left out."""
    usual = Asked()
    made: dict[str, str] = {}
    for each in fields(Asked):
        value: Any = getattr(chosen, each.name)
        if value and value != getattr(usual, each.name):
            made[NAMES.get(each.name, each.name)] = "1" if value is True else str(value)
    return made


def address(chosen: Asked, endpoint: str = "ProblemMapView.recurrence", **changed: Any) -> str:
    """The page that asks this, with some parts changed."""
    return url_for(endpoint, **said(replace(chosen, **changed)))
