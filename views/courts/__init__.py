"""Courts: what happened at each, what is open, who its departments are."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from graph.model import type_of
from graph.scope import Role
from views.courts.pages import CourtPageView


def register(appbuilder: Any) -> None:
    """Add the pages, with their entry under 法院."""
    appbuilder.add_view(
        CourtPageView,
        "CourtPages",
        icon="court",
        label=lazy_gettext("法院概况"),
        category="courts",
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read courts; graph.operations says what of them."""
    given = {
        ("can_read", "CourtPageView"),
        ("menu_access", "CourtPages"),
        ("menu_access", "courts"),
    }
    return {Role(role): set(given) for role in type_of("Court").access.read}
