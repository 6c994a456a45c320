"""The pages: which questions there are, and one question with its answer."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.errors import Invalid, QuestionPurposeNeeded
from graph.operations import officer_file, question_purpose, questions
from graph.operations.questions import MOST_ROWS, Answered
from graph.questions import LibraryQuestion
from views.problems import shown as problems_shown
from views.questions import files, shown
from views.request import current_actor, graph, reader, reread, say

LONGEST = 100
"""Characters of a search among the questions."""


class QuestionsView(BaseView):
    """Prebuilt questions in the users' words."""

    route_base = "/questions"
    default_view = "library"
    base_permissions = ["can_read", "can_open", "can_export"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def library(self) -> Any:
        """All questions that the reader may ask, by theme; ``q`` narrows them."""
        words = request.args.get("q", "").strip()[:LONGEST]
        mine = questions.offered(current_actor())
        found = [each for each in mine if shown.fits(each, words)]
        return self.render_template(
            "zj/questions.html",
            title=_("常用问题"),
            words=words,
            themes=shown.themes(found),
            count=len(found),
        )

    @expose("/<string:code>", methods=["GET"])
    @has_access
    @permission_name("read")
    def question(self, code: str) -> Any:
        """A question, its parameters and its answer."""
        found = questions.answer(reader(), current_actor(), code, request.args)
        return self._page(found, request.args.get("note", ""))

    @expose("/<string:code>", methods=["POST"])
    @has_access
    @permission_name("open")
    def open(self, code: str) -> Any:
        """Record what a question about people is asked for, then on to its answer."""
        actor = current_actor()
        found = questions.answer(reader(), actor, code, request.form)
        if found.court is None or not found.question.people:
            return redirect(shown.page(found))
        purpose, note = request.form.get("purpose", ""), request.form.get("note", "")
        reread()
        try:
            question_purpose.state(
                graph(), actor, found.question, found.asked.said, found.court, purpose, note
            )
        except Invalid as error:
            return self._page(found, note, error), 422
        return redirect(shown.page(found))

    @expose("/<string:code>/export.<any(csv, xlsx, graphml):form>", methods=["GET"])
    @has_access
    @permission_name("export")
    def export(self, code: str, form: str) -> Any:
        """The answer as a file; recorded."""
        actor = current_actor()
        found = questions.answer(reader(), actor, code, request.args, MOST_ROWS)
        if found.purpose:
            raise QuestionPurposeNeeded()
        return files.answer_file(found, form)

    def _page(self, found: Answered, note: str, error: Invalid | None = None) -> str:
        question = found.question
        faults = error.faults if error else {}
        return self.render_template(
            "zj/question.html",
            title=say(question.title),
            found=found,
            question=question,
            say=say,
            articles=[(shown.heading(each), each) for each in question.articles],
            courts=problems_shown.courts(found.courts, found.court),
            form_url=url_for("QuestionsView.question", code=question.code),
            chosen={
                name: [{"id": link.uid, "title": link.title, "sub": link.key}]
                for name, link in found.chosen.items()
            },
            columns=shown.columns(found),
            rows=shown.rows(found),
            explore_url=shown.explored(found),
            here=shown.page(found),
            exports={} if found.purpose else _exports(found),
            statement=shown.statement(found),
            faults={name: [say(text)] for name, text in faults.items()},
            **self._purpose(question, note),
        )

    def _purpose(self, question: LibraryQuestion, note: str) -> dict[str, Any]:
        """What the form for the purpose offers: what was stated last, as a beginning."""
        if not question.people:
            return {}
        actor = current_actor()
        last = question_purpose.latest(reader(), actor, question)
        return {
            "purposes": [[str(p), say(name)] for p, name in officer_file.purposes(actor).items()],
            "purpose": request.form.get("purpose", last.purpose if last else ""),
            "note": request.form.get("note", note or (last.note if last else "")),
            "shortest": officer_file.SHORTEST_NOTE,
            "hours": int(officer_file.VALID.total_seconds() // 3600),
        }


def _exports(found: Answered) -> dict[str, str]:
    if not found.rows:
        return {}
    return {
        form: url_for(
            "QuestionsView.export", code=found.question.code, form=form, **shown.said(found)
        )
        for form in ("csv", "xlsx", "graphml")
    }
