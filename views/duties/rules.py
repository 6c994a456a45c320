"""The rules of duties as a page, read off their table: who owes what by when, and the article that
says so, word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import g, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import clock
from graph.duties import escalation, parameters, words
from graph.duties.articles import Article, articles, cited
from graph.duties.parameters import Values
from graph.duties.rule import OWNER, STEPS, Rule, Waiver
from graph.duties.table import RULES
from graph.errors import NotFound
from graph.model import type_of
from graph.scope import ROLE_NAMES, Role
from graph.text import Text
from views.request import reader, say


class RuleTableView(BaseView):
    """All rules, and each with its articles."""

    route_base = "/duties/rules"
    default_view = "table"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def table(self) -> Any:
        """Every rule by the first article that it carries out."""
        values = parameters.load(reader())
        parts = [
            {"article": article, "heading": heading(article),
             "rules": [_line(rule, values) for rule in rules], "texts": _texts(rules)}
            for article in articles().values()
            if (rules := _first_of(article))
        ]  # fmt: skip
        return self.render_template(
            "zj/duty_rules.html",
            title=_("责任规则"),
            parts=parts,
            count=len(RULES),
            parameters_url=url_for("ParametersView.table"),
            say=say,
        )

    @expose("/<code>", methods=["GET"])
    @has_access
    @permission_name("read")
    def rule(self, code: str) -> Any:
        """One rule in full; an unknown code answers 404."""
        rule = RULES.get(code)
        if rule is None:
            raise NotFound(type=type_of("Rule").label, key=code)
        g.place = url_for("RuleTableView.table")
        values = parameters.load(reader())
        return self.render_template(
            "zj/duty_rule.html",
            title=say(rule.name),
            rule=rule,
            facts=_facts(rule, values),
            settings=[_setting(each, values) for each in parameters.of_rule(rule)],
            articles=[(heading(each), each) for each in cited(rule.basis)],
            replaced=[_link(RULES[code]) for code in rule.instead_of],
            replacing=[_link(each) for each in RULES.values() if rule.code in each.instead_of],
            say=say,
        )


@dataclass(frozen=True)
class Line:
    """A rule as a row of the table."""

    rule: Rule
    url: str
    name: str
    event: str
    debtor: str
    act: str
    due: str
    local: bool
    set_since: str
    more: int


def _line(rule: Rule, values: Values) -> Line:
    today = clock.today()
    record = values.in_force(f"{rule.code}.{parameters.DUE}", today)
    return Line(
        rule=rule,
        url=url_for("RuleTableView.rule", code=rule.code),
        name=say(rule.name),
        event=say(rule.event),
        debtor=_debtor(rule, values),
        act=say(rule.act),
        due=say(due_words(rule, values)),
        local=rule.due.local,
        set_since=str(record.since) if record and rule.due.local else "",
        more=len(rule.left_open),
    )


def due_words(rule: Rule, values: Values) -> Text:
    """The deadline in force today, with how often it comes."""
    return words.whole_deadline(rule, values.amount(rule, clock.today()))


def heading(article: Article) -> str:
    """``第6条 加强审查即时沟通和个案反馈``."""
    return f"{say(article.place)} {say(article.heading)}"


def _first_of(article: Article) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.basis.split()[0] == article.code]


def _texts(rules: Iterable[Rule]) -> list[tuple[str, Article]]:
    """Every article that one of these rules carries out, once."""
    found = {each.code: each for rule in rules for each in cited(rule.basis)}
    return [(heading(each), each) for each in found.values()]


def _link(rule: Rule) -> dict[str, str]:
    return {"label": say(rule.name), "url": url_for("RuleTableView.rule", code=rule.code)}


def _facts(rule: Rule, values: Values) -> list[dict[str, Any]]:
    document = cited(rule.basis)[0].document
    says = [
        (_("规则代码"), rule.code),
        (_("依据"), f"{rule.basis} · {say(document.number)}"),
        (_("因何事"), say(rule.event)),
        (_("责任主体"), _debtor(rule, values)),
        (_("应履行的行为"), say(rule.act)),
        (_("期限"), f"{say(due_words(rule, values))} · {origin(rule)}"),
        (_("逾期处置"), _steps(rule, values)),
        (_("可豁免者"), _waiver(rule.waiver)),
        (_("豁免理由"), listed(r.text for r in rule.waiver.reasons)),
        (_("适用起始日"), str(rule.applies_from)),
        (_("版本"), str(rule.version)),
    ]
    if rule.sealed:
        says.append((_("可见范围"), _("仅纪检监察机构可见")))
    wide = {_("因何事"), _("责任主体"), _("应履行的行为"), _("豁免理由")}
    facts = [{"label": label, "value": value, "wide": label in wide} for label, value in says]
    return [{"title": "", "facts": facts}]


def origin(rule: Rule) -> str:
    """Whether the text or the administrator says the deadline."""
    if not rule.due.local:
        return _("由文件确定，不能修改")
    if not any(each.name.endswith(f".{parameters.DUE}") for each in parameters.of_rule(rule)):
        return _("◇ 文件未定，按本产品的默认")
    return _("◇ 本地参数")


def _debtor(rule: Rule, values: Values) -> str:
    """Who owes it, and who does where that was set otherwise."""
    setting = parameters.settings().get(f"{rule.code}.{OWNER}")
    chosen = values.on(setting.name, clock.today()) if setting else ""
    if setting is None or chosen == setting.default:
        return say(rule.debtor)
    who = say(setting.shown(chosen))
    return _("%(debtor)s（本地参数：%(who)s）", debtor=say(rule.debtor), who=who)


def _steps(rule: Rule, values: Values) -> str:
    steps = escalation.steps_of(rule, values, clock.today())
    return " → ".join(say(STEPS[step]) for step in steps)


def _waiver(waiver: Waiver) -> str:
    who = listed(ROLE_NAMES[Role(role)] for role in sorted(waiver.roles))
    return _("%(who)s，须在责任法院的上级法院", who=who) if waiver.above else who


def listed(texts: Iterable[Text]) -> str:
    """Several phrases as one."""
    known = list(texts)
    return say(Text("、".join(each.zh for each in known), ", ".join(each.en for each in known)))


def _setting(setting: parameters.Setting, values: Values) -> dict[str, Any]:
    today = clock.today()
    record = values.in_force(setting.name, today)
    return {
        "name": setting.name,
        "label": say(setting.label),
        "unit": say(setting.unit),
        "default": say(setting.shown(setting.default)),
        "value": say(setting.shown(values.on(setting.name, today))),
        "since": str(record.since) if record else "",
        "url": url_for("ParametersView.parameter", name=setting.name),
    }


def register(appbuilder: Any) -> None:
    """Add the page to 责任与断链."""
    appbuilder.add_view(
        RuleTableView, "RuleTable", icon="gavel", label=lazy_gettext("责任规则"),
        category="duties",
    )  # fmt: skip


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Everybody who may read rules."""
    given = {("can_read", "RuleTableView"), ("menu_access", "RuleTable"), ("menu_access", "duties")}
    return {Role(role): set(given) for role in type_of("Rule").access.read}
