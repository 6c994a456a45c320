"""The lanes of a history in groups, so that some thirty of them can be taken in."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from graph.model import Domain
from graph.queries import Lane

_NAMES: dict[str, Callable[[], str]] = {
    "cases": lambda: _("案件与行为"),
    "reviews": lambda: _("执行审查"),
    "petitions": lambda: _("执行信访"),
    "findings": lambda: _("问题与反馈"),
    "rectifications": lambda: _("整改与检查"),
    "trips": lambda: _("外出与廉洁"),
    "callbacks": lambda: _("当事人回访"),
    "measures": lambda: _("通报与处置"),
    "other": lambda: _("其他"),
}
"""In the order of the page; looked up in the language of the request."""

_OF_DOMAIN = {
    Domain.CASES: "cases",
    Domain.REVIEW: "reviews",
    Domain.PETITIONS: "petitions",
    Domain.FEEDBACK: "findings",
    Domain.INTEGRITY: "trips",
    Domain.CALLBACKS: "callbacks",
}

_OF_TYPE = {
    "rectification": "rectifications",
    "check": "rectifications",
    "notice": "measures",
    "proposal": "measures",
    "measure": "measures",
    "lead": "measures",
}
"""Types that stand apart from the rest of their domain; a new type goes with its domain."""


def group(lane: Lane) -> str:
    """The code of the group that a lane belongs to."""
    return _OF_TYPE.get(lane.kind.slug, _OF_DOMAIN.get(lane.kind.domain, "other"))


def group_name(code: str) -> str:
    """What a group is called."""
    return _NAMES[code]()


def rank(lane: Lane) -> int:
    """Lanes sorted by this stand in the order of their groups."""
    return list(_NAMES).index(group(lane))
