"""/api/v1/paths: how two records hang together."""

from __future__ import annotations

from flask import Response
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from views.api.shapes import answer
from views.explore import routes


class PathsApi(BaseApi):
    """The shortest path between two records, and the next ones, as the explorer draws them."""

    route_base = "/api/v1/paths"
    allow_browser_login = True

    @expose("", methods=["GET"])
    @protect()
    @permission_name("read")
    def paths(self) -> Response:
        """A path between two records
        ---
        get:
          summary: The shortest path between two records, or the one after so many
          description: >-
            Every record on the path is one that the asker may read. Records on which very much
            hangs (a court, a problem, a department, and any with more than a thousand relations)
            are walked through only if their type is named. What is about an officer is walked from
            one of the two ends alone, unless the asker has that officer's file open. After ten
            seconds the search ends with what it has, and partial says so; without a path and with
            an empty partial there is none of that length.
          parameters:
            - {in: query, name: from, required: true, description: "uid of a record",
               schema: {type: string, minLength: 1, maxLength: 200}}
            - {in: query, name: to, required: true, description: "uid of another record",
               schema: {type: string, minLength: 1, maxLength: 200}}
            - {in: query, name: types, description: "Types of relation, by commas; none: all",
               schema: {type: string}}
            - {in: query, name: through, description: "Types of record to walk through, by commas",
               schema: {type: string}}
            - {in: query, name: directed, description: "1: along the stored direction only",
               schema: {type: string, enum: ["0", "1", "true", "false"]}}
            - {in: query, name: longest, description: "Steps at most",
               schema: {type: integer, minimum: 1, maximum: 10, default: 6}}
            - {in: query, name: skip, description: "How many paths came before",
               schema: {type: integer, minimum: 0, maximum: 50, default: 0}}
          responses:
            200:
              description: The path, or none
              content:
                application/json:
                  schema:
                    type: object
                    required: [nodes, edges, paths, more, partial]
                    properties:
                      nodes:
                        type: array
                        items:
                          type: object
                          required: [id, type, key, title, url]
                      edges:
                        type: array
                        items:
                          type: object
                          required: [id, from, to, rel, name]
                      paths:
                        type: array
                        maxItems: 1
                        items:
                          type: object
                          required: [nodes, edges]
                          properties:
                            nodes: {type: array, items: {type: string}}
                            edges: {type: array, items: {type: string}}
                      more: {type: boolean}
                      partial: {type: string}
                      left_out: {type: integer, nullable: true}
        """
        return answer(routes.found())
