"""What an address asks of the pages on problems, and addresses that ask so."""

from __future__ import annotations

from dataclasses import fields, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask import url_for
from werkzeug.datastructures import MultiDict

from graph.errors import BadParameter
from graph.operations.problem_map import Asked, Line
from graph.quarters import Quarter
from graph.queries import Column
from graph.text import Text

Choice = TypeVar("Choice", bound=StrEnum)

NAMES = {"since": "from", "until": "to"}
"""Parameters that are not called as the question's own parts."""

COLUMNS = (Column.QUARTER, Column.COURT)


def asked(arguments: MultiDict[str, str]) -> Asked:
    """The question in the arguments; raises BadParameter with the sentence."""

    def said(name: str) -> str:
        return arguments.get(name, "").strip()

    return Asked(
        court=said("court"),
        own=said("own") in ("1", "true", "y"),
        status=said("status") or Asked.status,
        channel=said("channel"),
        topic=said("topic"),
        family=said("family"),
        rows=_one("rows", said("rows"), tuple(Line), Asked.rows),
        columns=_one("columns", said("columns"), COLUMNS, Asked.columns),
        since=Quarter.read("from", said("from")),
        until=Quarter.read("to", said("to")),
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


def _one(name: str, value: str, allowed: tuple[Choice, ...], usual: Choice) -> Choice:
    if not value:
        return usual
    for each in allowed:
        if each == value:
            return each
    known = ", ".join(allowed)
    why = Text(f"可用：{known}", f"use one of: {known}")
    raise BadParameter(name=name, value=value, why=why)
