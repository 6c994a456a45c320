"""/api/v1/questions: the library for programs, under the same rules as its pages."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask_appbuilder.api import BaseApi, expose, protect
from flask_appbuilder.security.decorators import permission_name

from graph.audit import plain
from graph.errors import BadParameter, QuestionPurposeNeeded
from graph.operations import questions
from graph.questions import LibraryQuestion
from graph.text import Text
from views.api.shapes import answer
from views.questions import shown
from views.request import current_actor, reader, say


class QuestionsApi(BaseApi):
    """Prebuilt questions and their answers."""

    route_base = "/api/v1/questions"
    allow_browser_login = True

    @expose("/", methods=["GET"])
    @protect()
    @permission_name("read")
    def library(self) -> Response:
        """Questions
        ---
        get:
          summary: The prebuilt questions that the user may ask, with their parameters
          responses:
            200:
              description: The questions
              content:
                application/json:
                  schema: {type: object}
        """
        return answer({"items": [_question(each) for each in questions.offered(current_actor())]})

    @expose("/<string:code>", methods=["GET"])
    @protect()
    @permission_name("read")
    def question(self, code: str) -> Response:
        """The answer to a question
        ---
        get:
          summary: The rows of a question's answer
          description: >-
            Of the subtree of one court. Without since, of the last two years; with an empty one, of
            all. A question that gathers by officer needs a purpose stated on its page first, with
            the same parameters. more: there are rows beyond those given. Further parameters are
            those that the list of questions tells.
          parameters:
            - {in: path, name: code, required: true, schema: {type: string}}
            - {in: query, name: court, description: "Code; needed by readers of every tree",
               schema: {type: string}}
            - {in: query, name: since, schema: {type: string, format: date}}
            - {in: query, name: till, schema: {type: string, format: date}}
          responses:
            200:
              description: The answer
              content:
                application/json:
                  schema: {type: object}
            400:
              description: What is asked for can't be
            403:
              description: A purpose has to be stated first
            404:
              description: No such question, court or record in reach
        """
        found = questions.answer(reader(), current_actor(), code, request.args)
        if found.court is None:
            raise BadParameter(name="court", value="", why=Text("请指定一个法院", "name a court"))
        if found.purpose:
            raise QuestionPurposeNeeded()
        told = {"code": code, "title": say(found.question.title), "asked": shown.said(found)}
        return answer(plain(told | shown.plain(found)))


def _question(each: LibraryQuestion) -> dict[str, Any]:
    return {
        "code": each.code, "title": say(each.title), "explains": say(each.explains),
        "basis": each.basis, "people": each.people,
        "parameters": [
            *({"name": n.name, "label": say(n.label), "type": "integer", "default": n.usual,
               "minimum": n.least, "maximum": n.most} for n in each.numbers),
            *({"name": r.name, "label": say(r.label), "type": "record", "of": r.type}
              for r in each.records),
        ],
    }  # fmt: skip
