"""/api/v1/chain/<type>/<key>: the accountability chain of a record, as the picture draws it."""

from __future__ import annotations

from flask import Response
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph.model import type_of
from graph.operations.chain import chain
from views.api.shapes import answer
from views.chain_shape import shape
from views.request import current_actor, reader


class ChainApi(BaseApi):
    """From the event to what came of it, with what should be there and isn't."""

    route_base = "/api/v1/chain"
    allow_browser_login = True

    @expose("/<kind>/<path:key>", methods=["GET"])
    @protect()
    @permission_name("read")
    def chain(self, kind: str, key: str) -> Response:
        """The accountability chain of a record
        ---
        get:
          summary: The accountability chain of a record
          description: >-
            Events, findings, feedback, rectifications, filings and checks, recurrences, notices and
            measures that hang together with the record, as far as the asker may see them, and what
            should be there and is not (missing). A node that may exist out of sight has the state
            unseen. A link carries the ids of the duties that it discharges, and the state of the
            one to look at first; a duty says whose it is, of which rule, by when, and how it
            stands (open, due-soon, overdue, met, met-late, waived, void, unseen). A duty that no
            record in the picture discharges leads to a node of its own. A recurrence counts, or
            belongs to a class that is told apart (late_discovery, not_put_right, undetermined,
            same_kind). With more than two hundred records, more is true.
          parameters:
            - {in: path, name: kind, required: true, schema: {type: string}}
            - {in: path, name: key, required: true, schema: {type: string}}
          responses:
            200:
              description: The chain
              content:
                application/json:
                  schema:
                    type: object
                    required: [subject, stages, bodies, nodes, links, duties, words, more]
                    properties:
                      subject: {type: object}
                      stages: {type: array, items: {type: object}}
                      bodies: {type: array, items: {type: object}}
                      nodes: {type: array, items: {type: object}}
                      links:
                        type: array
                        items:
                          type: object
                          required: [from, to, name, missing, recurrence, duties, state]
                          properties: {duties: {type: array, items: {type: string}}}
                      duties:
                        type: array
                        items:
                          type: object
                          required: [id, rule, article, owner, opened, due, state, words, from, to]
                      words: {type: array, items: {type: string}}
                      more: {type: boolean}
        """
        return answer(shape(chain(reader(), current_actor(), type_of(kind), key)))
