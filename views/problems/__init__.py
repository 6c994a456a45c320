"""Problems: where which recur, what is concentrated or widespread, whose sign-offs were in vain."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from graph.model import type_of
from graph.operations.sign_offs import READERS
from graph.scope import Role
from views.problems.concentration import ConcentrationView
from views.problems.pages import ProblemMapView
from views.problems.sign_offs import SignOffView


def register(appbuilder: Any) -> None:
    """Add the pages, with their entries under 问题与复发."""
    appbuilder.add_view(
        ProblemMapView,
        "ProblemMap",
        icon="repeat",
        label=lazy_gettext("反复出现的问题"),
        category="problems",
    )
    appbuilder.add_view(
        ConcentrationView,
        "Concentration",
        icon="search",
        label=lazy_gettext("集中与普遍"),
        category="problems",
    )
    appbuilder.add_view(
        SignOffView,
        "SignOffs",
        icon="check",
        label=lazy_gettext("销号后复发"),
        category="problems",
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read findings; graph.operations has the last word."""
    given = {
        ("can_read", "ProblemMapView"),
        ("menu_access", "ProblemMap"),
        ("can_read", "ConcentrationView"),
        ("can_export", "ConcentrationView"),
        ("menu_access", "Concentration"),
        ("menu_access", "problems"),
    }
    people = {
        ("can_read", "SignOffView"),
        ("can_export", "SignOffView"),
        ("menu_access", "SignOffs"),
    }
    made = {Role(role): set(given) for role in type_of("Finding").access.read}
    for role in READERS:
        made.setdefault(Role(role), set()).update(people)
    return made
