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
            stands. A duty that no record in the picture discharges leads to a node of its own. A
            recurrence counts, or belongs to a class that is told apart (late_discovery,
            not_put_right, undetermined, same_kind). With more than two hundred records, more is
            true, and what no rule asks for isn't called missing.
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
                          properties:
                            from: {type: string, description: id of a node}
                            to: {type: string, description: id of a node}
                            name: {type: string}
                            missing: {type: boolean}
                            recurrence:
                              type: object
                              nullable: true
                              properties:
                                kind: {type: string}
                                name: {type: string}
                                depth: {type: integer}
                                counts: {type: boolean}
                            duties: {type: array, items: {type: string}, description: ids}
                            state: {type: string, description: as of a duty, or empty}
                      duties:
                        type: array
                        items:
                          type: object
                          required: [id, rule, article, owner, due, state, from, to, words]
                          properties:
                            id: {type: string, description: number of the duty}
                            rule: {type: string, description: code of the rule}
                            name: {type: string}
                            article: {type: string}
                            owner: {type: string}
                            department: {type: string, description: the debtor's on that day}
                            period: {type: string}
                            opened: {type: string}
                            due: {type: string, description: a date, or empty}
                            provisional: {type: boolean}
                            state:
                              type: string
                              enum: [open, due-soon, overdue, met, met-late, waived, void, unseen]
                            state_name: {type: string}
                            note: {type: string}
                            closed: {type: string}
                            waived_by: {type: string}
                            reason: {type: string}
                            words: {type: string, description: the duty in one sentence}
                            from: {type: array, items: {type: string}, description: ids of nodes}
                            to: {type: array, items: {type: string}, description: ids of nodes}
                      words: {type: array, items: {type: string}}
                      more: {type: boolean}
        """
        return answer(shape(chain(reader(), current_actor(), type_of(kind), key)))
