"""The library of questions: pages, files, JSON for the explorer, and the API."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from graph.operations.officer_file import OPENERS
from graph.scope import Role
from views.questions.api import QuestionsApi
from views.questions.explored import AnswerView
from views.questions.pages import QuestionsView


def register(appbuilder: Any) -> None:
    """Add the pages, their place in the navigation, and the API."""
    appbuilder.add_view(
        QuestionsView, "Questions", label=_("常用问题"), icon="search", category="explore"
    )
    appbuilder.add_view_no_menu(AnswerView)
    appbuilder.add_api(QuestionsApi)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody asks; which questions, and what is answered, is decided in graph/. A purpose is
    stated by those who may open files."""
    everybody = {
        ("menu_access", "explore"),
        ("menu_access", "Questions"),
        ("can_read", "QuestionsView"),
        ("can_export", "QuestionsView"),
        ("can_read", "AnswerView"),
        ("can_export", "AnswerView"),
        ("can_read", "QuestionsApi"),
    }
    return {
        role: everybody | ({("can_open", "QuestionsView")} if role in OPENERS else set())
        for role in Role
    }
