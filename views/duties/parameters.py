"""Local parameters: the values that the documents leave open, with who set them since when; and
those that the texts fix."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, g, redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import clock
from graph.duties import calendar, fixed
from graph.duties.parameters import Setting
from graph.duties.table import RULES
from graph.errors import Invalid
from graph.model import Record, type_of
from graph.operations import parameters
from graph.operations.duties.asked import articles
from graph.operations.parameters import Shown
from graph.scope import Role
from views.cells import in_words, label, record_address
from views.request import current_actor, graph, reader, say

FIELDS = ("value", "valid_from", "note")
PLACE = {"number": "valid_from", "unit": "value", "name": "value"}
"""Beside which field of the form a sentence about another one stands."""

AHEAD = timedelta(days=90)
"""So long before a year begins its holidays are missed: deadlines reach into it."""


class ParametersView(BaseView):
    """All ◇, and each with its history and the form that sets it."""

    route_base = "/duties/parameters"
    default_view = "table"
    base_permissions = ["can_read", "can_set"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def table(self) -> Any:
        """Every parameter as it stands, and what the texts fix."""
        known = parameters.every(reader(), current_actor())
        return self.render_template(
            "zj/duty_parameters.html",
            title=_("本地参数"),
            general=[_line(each) for each in known if not each.setting.rule],
            of_rules=sorted(
                (_line(each) for each in known if each.setting.rule),
                key=lambda line: articles().index(line["basis"].split()[0]),
            ),
            fixed=[_fixed(each) for each in fixed.values().values()],
            may_set=parameters.may_set(current_actor()),
            uncovered=_uncovered_year(),
            holidays_url=url_for("HolidayYearView.list"),
            records_url=url_for("ParameterView.list"),
        )

    @expose("/<name>", methods=["GET"])
    @has_access
    @permission_name("read")
    def parameter(self, name: str) -> Any:
        """One parameter with its history; an unknown name answers 404."""
        typed = {"value": "", "valid_from": str(clock.today()), "note": ""}
        return self._page(name, typed, {})

    @expose("/<name>", methods=["POST"])
    @has_access
    @permission_name("set")
    def set(self, name: str) -> Any:
        """Set it from a day on; what can't be set is said beside its field."""
        typed = {each: request.form.get(each, "").strip() for each in FIELDS}
        try:
            made = parameters.set_value(graph(), current_actor(), name, typed)
        except Invalid as refused:
            faults: dict[str, list[str]] = {}
            for field, why in refused.faults.items():
                faults.setdefault(PLACE.get(field, field), []).append(say(why))
            return self._page(name, typed, faults), refused.status
        flash(
            _("已设定：自 %(day)s 起为 %(value)s。", day=made.valid_from, value=in_words(made)),
            "success",
        )
        return redirect(url_for("ParametersView.parameter", name=name))

    def _page(self, name: str, typed: dict[str, str], faults: dict[str, list[str]]) -> Any:
        g.place = url_for("ParametersView.table")
        shown = parameters.one(reader(), current_actor(), name)
        kind = type_of("Parameter")
        return self.render_template(
            "zj/duty_parameter.html",
            title=say(shown.setting.label),
            line=_line(shown),
            range=_range(shown.setting),
            choices=[[each.code, say(each.text)] for each in shown.setting.choices],
            since=str(shown.setting.applies_from),
            history=[_entry(record, shown) for record in shown.records],
            may_set=parameters.may_set(current_actor()),
            typed=typed,
            faults=faults,
            summary=[
                {"name": field, "label": label(kind, field), "text": text}
                for field, texts in faults.items() for text in texts
            ],
        )  # fmt: skip


def _uncovered_year() -> int | None:
    """The year that is near and whose holidays nobody has entered."""
    day = clock.today() + AHEAD
    return day.year if calendar.of(reader()).provisional(day) else None


def _line(shown: Shown) -> dict[str, Any]:
    """A parameter as a row: what it is, its value today, since when and by whom."""
    setting, record = shown.setting, shown.in_force
    rule = RULES.get(setting.rule)
    return {
        "name": setting.name,
        "label": say(setting.label),
        "rule": say(rule.name) if rule else "",
        "rule_url": url_for("RuleTableView.rule", code=rule.code) if rule else "",
        "basis": setting.basis,
        "unit": say(setting.unit),
        "default": say(setting.shown(setting.default)),
        "value": say(setting.shown(shown.value)),
        "is_default": record is None,
        "since": str(record.valid_from) if record else "",
        "by": record.created_by if record else "",
        "coming": [{"since": str(r.valid_from), "value": in_words(r)} for r in shown.coming],
        "changes": len(shown.records),
        "url": url_for("ParametersView.parameter", name=setting.name),
    }


def _range(setting: Setting) -> str:
    if setting.choices:
        return " / ".join(say(each.text) for each in setting.choices)  # some have 、 in them
    said = _(
        "%(least)s 至 %(most)s %(unit)s",
        least=f"{setting.least:g}", most=f"{setting.most:g}", unit=say(setting.unit),
    )  # fmt: skip
    return _("%(range)s，整数", range=said) if setting.whole else said


def _entry(record: Record, shown: Shown) -> dict[str, Any]:
    """A record of the history."""
    unsaid = record.declared.fields["note"].default  # the product's own word, not somebody's
    state = _("在用") if record is shown.in_force else ""
    if record.valid_from > shown.today:
        state = _("尚未生效")
    if record.retired_at is not None:
        state = _("已停用")
    return {
        "since": str(record.valid_from),
        "value": in_words(record),
        "by": record.created_by,
        "on": record.created_at,
        "note": _("本地参数") if record.note == unsaid else record.note or "",
        "state": state,
        "retired": record.retired_at is not None,
        "url": record_address(record),
    }


def _fixed(each: fixed.Fixed) -> dict[str, str]:
    return {
        "rule": say(RULES[each.rule].name),
        "rule_url": url_for("RuleTableView.rule", code=each.rule),
        "label": say(each.label),
        "value": say(each.value),
        "basis": each.basis,
    }


def register(appbuilder: Any) -> None:
    """Add the page to 责任与断链."""
    appbuilder.add_view(
        ParametersView, "Parameters", icon="settings", label=lazy_gettext("本地参数"),
        category="duties",
    )  # fmt: skip


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read parameters; who may write their records may set them."""
    access = type_of("Parameter").access
    given = {("can_read", "ParametersView"), ("menu_access", "Parameters"),
             ("menu_access", "duties")}  # fmt: skip
    rights = {Role(role): set(given) for role in access.read}
    for role in access.write:
        rights[Role(role)].add(("can_set", "ParametersView"))
    return rights
