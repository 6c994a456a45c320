"""Officers: finding one, opening the file for a purpose, the whole history, also by API."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from graph.operations.officer_file import OPENERS
from graph.scope import Role
from views.officers.api import OfficerHistoryApi
from views.officers.pages import OfficerFileView


def register(appbuilder: Any) -> None:
    """Add the pages, with their entry under 人员, and the API."""
    appbuilder.add_view(
        OfficerFileView,
        "OfficerFile",
        icon="people",
        label=lazy_gettext("人员履历"),
        category="officers",
    )
    appbuilder.add_api(OfficerHistoryApi)


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may open files sees the pages; graph.operations.officer_file has the last word."""
    given = {
        ("can_read", "OfficerFileView"),
        ("can_open", "OfficerFileView"),
        ("can_export", "OfficerFileView"),
        ("can_read", "OfficerHistoryApi"),
        ("can_open", "OfficerHistoryApi"),
        ("menu_access", "OfficerFile"),
        ("menu_access", "officers"),
    }
    return {role: set(given) for role in OPENERS}
