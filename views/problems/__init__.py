"""Problems: where which recur, and everything about one problem or topic."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from graph.model import type_of
from graph.scope import Role
from views.problems.pages import ProblemMapView


def register(appbuilder: Any) -> None:
    """Add the pages, with their entry under 问题与复发."""
    appbuilder.add_view(
        ProblemMapView,
        "ProblemMap",
        icon="repeat",
        label=lazy_gettext("反复出现的问题"),
        category="problems",
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read findings; graph.operations has the last word."""
    given = {
        ("can_read", "ProblemMapView"),
        ("menu_access", "ProblemMap"),
        ("menu_access", "problems"),
    }
    return {Role(role): set(given) for role in type_of("Finding").access.read}
