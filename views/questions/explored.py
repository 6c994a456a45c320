"""What the explorer's page asks: a question's answer as a picture, and records as a file."""

from __future__ import annotations

from typing import Any

from flask import jsonify, request
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name

from graph.errors import BadBody, QuestionPurposeNeeded
from graph.operations import questions
from graph.operations.explore.nodes import MOST, nodes
from graph.text import Text
from views.explore import asked
from views.explore.shown import answer_json
from views.questions import files, shown
from views.request import current_actor, reader, reread, say


class AnswerView(BaseView):
    """``/explore/question`` and ``/explore/export``."""

    route_base = "/explore"
    default_view = "question"
    base_permissions = ["can_read", "can_export"]

    @expose("/question", methods=["GET"])
    @has_access
    @permission_name("read")
    def question(self) -> Any:
        """A question's answer: nodes and edges, and the rows of its table. Where a purpose has to
        be stated first, 403 with the page that takes it."""
        actor = current_actor()
        found = questions.answer(reader(), actor, request.args.get("code", ""), request.args)
        if found.purpose:
            return jsonify(error=say(QuestionPurposeNeeded().text), page=shown.page(found)), 403
        drawn = questions.pictured(reader(), actor, found)
        return jsonify(
            **answer_json(drawn),
            **shown.plain(found),
            title=say(found.question.title),
            page=shown.page(found),
            choose_court=found.court is None,
        )

    @expose("/export", methods=["POST"])
    @has_access
    @permission_name("export")
    def export(self) -> Any:
        """``{ids, format}``: the records that the reader may read, and the relations among them,
        as GraphML, CSV (records, or relations) or Excel. Form fields do as well as JSON. With
        ``unnamed``, numbers by id, these stand in place of the names; with ``question``, it is an
        answer to that. PNG and SVG are drawn by who asks, once it is on record."""
        ids, form, unnamed, question = _sent()
        tx, actor = reader(), current_actor()
        answer = nodes(tx, actor, ids, questions.told(tx, actor, question))
        reread()
        return files.picture_file(answer, form, unnamed)


def _sent() -> tuple[list[str], str, dict[str, int] | None, dict[str, str]]:
    """The ids, the format, the numbers in place of names, and the question; raises BadBody."""
    body = request.get_json(silent=True) if request.is_json else None
    if body is None:
        body = {"ids": request.form.get("ids", "").split(","), "format": request.form.get("format")}
    if not isinstance(body, dict):
        raise BadBody(why=Text("应为一个对象", "an object is needed"))
    ids, form = body.get("ids"), body.get("format")
    if form not in files.FORMATS:
        known = ", ".join(files.FORMATS)
        raise BadBody(why=Text(f"format 应为 {known}", f"format is one of {known}"))
    if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
        raise BadBody(why=Text("ids 应为标识的列表", "ids is a list of identifiers"))
    ids = [each for each in dict.fromkeys(ids) if each]
    if not ids or len(ids) > MOST:
        raise BadBody(why=Text(f"ids 应有1到{MOST}个", f"from 1 to {MOST} ids are needed"))
    return asked.ids({"ids": ids}), form, _unnamed(body.get("unnamed")), asked.question(body)


def _unnamed(said: Any) -> dict[str, int] | None:
    """Numbers by id, as the canvas has them; None: names are shown. Raises BadBody."""
    if said is None:
        return None
    if not isinstance(said, dict) or not all(
        isinstance(n, int) and not isinstance(n, bool) and 0 < n < 10**6 for n in said.values()
    ):
        raise BadBody(why=Text("unnamed 应为各标识的序号", "unnamed gives a number for each id"))
    return said
