"""The explorer: its page, and what its canvas asks for."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from graph.scope import Role
from views.explore.pages import ExploreView


def register(appbuilder: Any) -> None:
    """Add the page under its heading of the navigation."""
    appbuilder.add_view(
        ExploreView, "Explorer", icon="graph", label=_("图谱探索"), category="explore"
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Every role explores; what there is to be met, graph.scope says."""
    given = {
        ("can_read", "ExploreView"), ("menu_access", "Explorer"), ("menu_access", "explore"),
    }  # fmt: skip
    return {role: set(given) for role in Role}
