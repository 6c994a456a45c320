"""/api/v1/problems/recurrence: findings by problem or topic, and by court or quarter."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph.audit import plain
from graph.errors import BadParameter
from graph.operations.problem_map import ProblemMap, problem_map
from graph.text import Text
from views.api.shapes import answer
from views.problems.asked import asked, said
from views.request import current_actor, reader, say


class ProblemsApi(BaseApi):
    """The map of recurring problems for programs, under the same rules as the page."""

    route_base = "/api/v1/problems"
    allow_browser_login = True

    @expose("/recurrence", methods=["GET"])
    @protect()
    @permission_name("read")
    def recurrence(self) -> Response:
        """Recurring problems
        ---
        get:
          summary: Findings of one status by problem or topic, and by court or quarter
          description: >-
            Of the subtree of one court, or of the court alone. A finding counts in the
            quarter of the day of the act; without one in the column "undated". depth: how many
            rectifications were closed and in vain before the last recurrence of the cell, null
            where nothing recurs. more: there were too many findings to compare all; only the latest
            were, and every depth is a least one.
          parameters:
            - {in: query, name: court, description: "Code; needed by readers of every tree",
               schema: {type: string}}
            - {in: query, name: own, schema: {type: boolean}}
            - {in: query, name: status,
               schema: {type: string, enum: [alleged, established, refuted, void]}}
            - {in: query, name: channel, schema: {type: string}}
            - {in: query, name: topic, schema: {type: string}}
            - {in: query, name: family, schema: {type: string}}
            - {in: query, name: rows, schema: {type: string, enum: [problem, topic]}}
            - {in: query, name: columns, schema: {type: string, enum: [quarter, court]}}
            - {in: query, name: from, schema: {type: string, pattern: "^[0-9]{4}[Qq][1-4]$"}}
            - {in: query, name: to, schema: {type: string, pattern: "^[0-9]{4}[Qq][1-4]$"}}
          responses:
            200:
              description: The map
              content:
                application/json:
                  schema: {type: object}
            400:
              description: What is asked for can't be
            404:
              description: No such court in reach
        """
        found = problem_map(reader(), current_actor(), asked(request.args))
        if found.court is None:
            why = Text(
                "请指定一个法院",
                "name a court",
            )
            raise BadParameter(name="court", value="", why=why)
        return answer(plain(shape(found)))


def shape(found: ProblemMap) -> dict[str, Any]:
    """A map as JSON, display names in the language of the answer."""
    return {
        "asked": said(found.asked) | {"status": found.asked.status},
        "court": found.court.code if found.court else None,
        "own": bool(found.at and found.at.own),
        "rows": [
            {
                "code": row.code,
                "name": row.name,
                "group": row.group,
                "problems": [each.code for each in row.problems],
            }
            for row in found.rows
        ],
        "columns": [{"code": each.code, "name": say(each.name)} for each in found.columns],
        "cells": [
            {"row": row, "column": column, "value": value, "depth": found.depths.get((row, column))}
            for (row, column), value in sorted(found.cells.items())
        ],
        "total": found.total,
        "undated": found.undated,
        "more": found.more,
        "by_status": found.by_status,
    }
