"""The view of missing links (断链): what is owed in a scope and not done, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from flask import request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import clock
from graph.documents import BY_LETTER
from graph.duties.table import RULES
from graph.errors import BadParameter
from graph.model import type_of
from graph.operations import exporting
from graph.operations.duties.asked import STATES, Asked, Band, State, articles, month_name, month_of
from graph.operations.duties.missing import (
    DEBTORS,
    LOOKED_AT,
    PUNCTUAL,
    Debtor,
    Missing,
    Person,
    missing,
    named,
)
from graph.operations.exporting import MOST_ROWS
from graph.scope import Role
from graph.text import Text
from views.duties import shown
from views.exports import as_file, harmless
from views.problems.shown import courts as court_choices
from views.request import current_actor, graph, reader, reread, say

EXPORT_PAGE = 500
MONTHS = ("from", "to")
"""Typed by hand in the filter."""

PILL = {State.OVERDUE: "overdue", State.DUE_SOON: "due-soon", State.OPEN: "open"}


class MissingView(BaseView):
    """Undischarged duties of one scope."""

    route_base = "/duties/missing"
    default_view = "page"
    base_permissions = ["can_read", "can_export"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """By rule, court, department and person, month by month, and one by one."""
        asked, faults = _asked()
        found = missing(reader(), current_actor(), asked, request.args.get("after", ""))
        page = self.render_template(
            "zj/duty_missing.html",
            title=_("断链"),
            found=found,
            looked_for=shown.looked_for(),
            asked=found.asked,
            typed={name: request.args.get(name, "") for name in MONTHS},
            faults=faults,
            chips=_scope(found),
            narrowed=_chips(found),
            clear_url=url_for("MissingView.page"),
            courts=court_choices(found.courts, found.court),
            choices=_choices(),
            tiles=_tiles(found),
            tabs=_tabs(found),
            bands=_bands(found),
            trend=_trend(found),
            groups=_groups(found) if found.court else [],
            columns=shown.columns(),
            rows=[shown.row(each, found.today) for each in found.rows],
            sort_url=address(asked, sort="latest" if asked.sort == "oldest" else "oldest"),
            next_url=address(asked, after=found.next) if found.next else "",
            first_url=address(asked) if request.args.get("after") else "",
            exports={
                form: url_for("MissingView.export", form=form, **asked.said)
                for form in ("csv", "xlsx")
            },
        )
        return page, BadParameter.status if faults else 200

    @expose("/export.<any(csv, xlsx):form>", methods=["GET"])
    @has_access
    @permission_name("export")
    def export(self, form: str) -> Any:
        """The list as a file, as far as files go; recorded."""
        asked, actor = Asked.read(request.args), current_actor()
        reread()
        lines = list(_lines(asked))
        exporting.note(graph(), actor, type_of("Duty"), {
            "rows": len(lines) - 1, "format": form, "view": "missing",
            "query": request.query_string.decode(errors="replace"),
        })  # fmt: skip
        return as_file(form, lines, _("断链"), f"{_('断链')}-{clock.today()}")


def _asked() -> tuple[Asked, dict[str, str]]:
    """What is asked for, and by its name what is wrong with a month that was typed: then as if none
    were, so that the form is there to put it right."""
    try:
        return Asked.read(request.args), {}
    except BadParameter as fault:
        if (name := str(fault.values["name"])) not in MONTHS:
            raise
        others = {each: said for each, said in request.args.items() if each not in MONTHS}
        return Asked.read(others), {name: say(cast(Text, fault.values["why"]))}


def address(asked: Asked, after: str = "", **changed: Any) -> str:
    """The page that asks this, with some parts changed, from its first page on."""
    said = {**asked.said, **changed} | ({"after": after} if after else {})
    return url_for("MissingView.page", **{n: v for n, v in said.items() if v})


def _lines(asked: Asked) -> Iterator[list[Any]]:
    """Head and rows of the file, page by page in transactions of their own."""
    columns = shown.columns(shown.IN_FILE)
    yield [_("编号"), *(column["label"] for column in columns)]
    after, left = "", MOST_ROWS
    while left > 0:
        with graph().reading() as tx:
            found = missing(tx, current_actor(), asked, after, EXPORT_PAGE)
        for owed in found.rows[:left]:
            cells = shown.row(owed, found.today)["cells"]
            yield [owed.number, *(_plain(cells[column["name"]]) for column in columns)]
        left -= len(found.rows)
        after = found.next
        if not after:
            return


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        value = value["label"]
    if isinstance(value, list):
        value = "; ".join(each.get("name") or each.get("label") or "" for each in value)
    return harmless(str(value))


def _scope(found: Missing) -> list[dict[str, str]]:
    if found.court is None:
        return []
    alone = found.asked.own or found.court.level == "basic"
    name = (
        _("%(court)s本级", court=found.court.name)
        if alone and found.court.level != "basic"
        else found.court.name
        if alone
        else _("%(court)s及下级", court=found.court.name)
    )
    return [{"label": _("范围"), "value": name, "icon": "court"}]


def _chips(found: Missing) -> list[dict[str, str]]:
    """What narrows the view, each with the address without it."""
    asked, made = found.asked, []
    if asked.rule:
        made.append((_("规则"), say(named(asked.rule)), ["rule"]))
    if asked.article:
        document = BY_LETTER.get(asked.article)
        said = say(document.number) if document else asked.article
        made.append((_("条款"), said, ["article"]))
    if found.department:
        made.append((_("部门"), str(found.department["name"]), ["department"]))
    if asked.band:
        made.append((_("逾期时长"), say(asked.band.label), ["age"]))
    if asked.since is not None or asked.until is not None:
        since, until = (month_name(m) if m is not None else "…" for m in (asked.since, asked.until))
        made.append((_("到期月份"), f"{since} – {until}", ["from", "to"]))
    return [
        {"label": label, "value": value, "remove_url": address(asked, **dict.fromkeys(names, ""))}
        for label, value, names in made
    ]


def _choices() -> dict[str, list[list[str]]]:
    return {
        "rule": shown.rule_choices(),
        "article": [
            *([letter, name] for letter, name in (
                ("A", _("鲁高法〔2021〕76号")), ("B", _("鲁高法办〔2021〕8号")))),
            *([each, each] for each in articles()),
        ],
        "age": [[str(band), say(band.label)] for band in Band],
    }  # fmt: skip


def _tiles(found: Missing) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {
            "label": say(STATES[state]), "value": _number(found, state), "kind": pill,
            "url": address(found.asked, state=state, age=""),
        }
        for state, pill in PILL.items()
    ]  # fmt: skip
    rate = found.punctuality(found.court.code) if found.court and not found.department else None
    if rate:
        made.append({
            "label": _("按期履行"), "value": shown.share(*rate),
            "note": _("%(met)s / %(due)s，最近 %(n)s 个整月到期的", met=f"{rate[0]:,}",
                      due=f"{rate[1]:,}", n=PUNCTUAL),
        })  # fmt: skip
    return made


def _number(found: Missing, state: State) -> str:
    """How many; with a plus where latent ones beyond what was looked at may add to it."""
    more = found.latent.capped and state is not State.OVERDUE
    return f"{found.by_state[state]:,}{'+' if more else ''}"


def _tabs(found: Missing) -> list[dict[str, Any]]:
    return [
        {
            "label": say(text), "count": _number(found, state),
            "url": address(found.asked, state="" if state is State.OVERDUE else state, age=""),
            "current": state is found.asked.state,
        }
        for state, text in STATES.items()
    ]  # fmt: skip


def _bands(found: Missing) -> list[dict[str, Any]]:
    counted = found.by_band
    return [
        {"label": say(band.label), "count": counted[band],
         "url": address(replace(found.asked, band=None), age=band)}
        for band in Band
        if counted[band] and found.asked.state in (State.OVERDUE, State.ALL)
    ]  # fmt: skip


def _trend(found: Missing) -> dict[str, Any]:
    """By the month of the due day: what became of it."""
    lines = (
        ("open", _("至今未履行"), "overdue"),
        ("met_late", _("逾期履行"), "met-late"),
        ("met", _("按期履行"), "met"),
        ("waived", _("已豁免"), "void"),
    )
    months = found.months
    return {
        "columns": [month_name(month) for month in months],
        "series": [
            {"code": code, "name": name, "kind": kind, "values": values}
            for code, name, kind in lines
            if any(values := [_of_month(found, m, code) for m in months])
        ],
        "unit": _("件"),
    }


def _of_month(found: Missing, month: int, code: str) -> int:
    """How many that fell due in the month stand so; of the present month only what is overdue
    already counts as not done."""
    if code == "open" and month == month_of(found.today):
        return sum(
            count
            for cell, count in found.counts.cells.items()
            if cell.month == month and cell.state is State.OVERDUE
        )
    return found.counts.months.get(month, {}).get(code, 0)


def _groups(found: Missing) -> list[dict[str, Any]]:
    """Four tables: by rule, court, department and person."""
    asked = found.asked
    made = [{
        "title": _("按规则"), "rows": [
            {"label": f"{RULES[code].basis} {say(named(code))}" if code in RULES else code,
             "count": count, "url": address(asked, rule=code)}
            for code, count in found.by_rule.most_common()
        ],
    }]  # fmt: skip
    if courts := list(_by_court(found)):
        made.append({"title": _("按法院"), "rows": courts, "rates": True,
                     "hint": _not_grouped(found)})  # fmt: skip
    if found.departments is not None:
        made.append({
            "title": _("按部门"), "rates": any(d.punctual for d in found.departments),
            "rows": [_department(found, each) for each in found.departments],
            "hint": " ".join([
                _("人员的责任计入其当时所在部门。"),
                *_cut(found.departments, _("只列件数最多的 %(n)s 个部门。", n=DEBTORS)),
            ]),
        })  # fmt: skip
    if found.people is not None:
        made.append({
            "title": _("按人员"), "rows": [_person(each) for each in found.people],
            "hint": " ".join([
                _("每人只列最先到期的一件，不计件数：某一人员的全部责任须说明事由后在其履历中查阅。"),
                *_cut(found.people, _("只列 %(n)s 人。", n=DEBTORS)),
                *_looked_at(found),
            ]),
        })  # fmt: skip
    return made


def _not_grouped(found: Missing) -> str:
    if found.asked.state is State.OVERDUE or not found.latent.rows:
        return ""
    return _("随案产生、尚未登记的责任计入合计和规则，不计入法院、部门。")


def _by_court(found: Missing) -> Iterator[dict[str, Any]]:
    """The scope's own court first, then those below it, the most first."""
    counted = found.counts.by_court
    codes = {*counted, *found.counts.punctual}
    for code in sorted(codes, key=lambda c: (-counted[c], c)):
        court = found.courts.all.get(code)
        alone = bool(found.court and code == found.court.code)
        rate = None if alone else found.punctuality(code)
        told = rate and found.asked.state in (State.OVERDUE, State.ALL)
        if court is None or not (counted[code] or told):
            continue
        yield {
            "label": _("%(court)s本级", court=court.name) if alone else court.name,
            "count": counted[code],
            "rate": _rate(rate),
            "url": address(found.asked, court=code, own="1" if alone else "", department=""),
        }


def _department(found: Missing, each: Debtor) -> dict[str, Any]:
    court = found.courts.all.get(each.court)
    return {
        "label": each.name,
        "sub": _since(each),
        "count": each.count,
        "rate": _rate(each.punctual),
        "url": address(found.asked, department=each.key, court=court.code if court else ""),
    }


def _person(each: Person) -> dict[str, Any]:
    """Who owes something: their file, which asks for a purpose, and the one duty to begin with."""
    return {
        "label": each.name,
        "url": url_for("OfficerFileView.officer", number=each.key),
        "sub": each.department,
        "first": {"label": say(named(each.rule)), "day": str(each.due),
                  "url": url_for("DutiesView.duty", number=each.number)},
    }  # fmt: skip


def _cut(rows: Sequence[Any], sentence: str) -> list[str]:
    """What is said where there may be more than are listed."""
    return [sentence] if len(rows) >= DEBTORS else []


def _looked_at(found: Missing) -> list[str]:
    """What is said where who owes them is told of the first of the list alone."""
    if not found.partial:
        return []
    most = f"{LOOKED_AT:,}"
    return [
        _("只看最近到期的 %(n)s 件。", n=most) if found.asked.sort == "latest"
        else _("只看最早到期的 %(n)s 件。", n=most)
    ]  # fmt: skip


def _since(each: Debtor) -> str:
    return _("最早 %(day)s 到期", day=each.oldest)


def _rate(rate: tuple[int, int] | None) -> str:
    return f"{shown.share(*rate)} ({rate[0]:,}/{rate[1]:,})" if rate else ""


def register(appbuilder: Any) -> None:
    """Add the page, first in its group."""
    appbuilder.add_view(
        MissingView, "MissingLinks", icon="chain-gap", label=lazy_gettext("断链"),
        category="duties",
    )  # fmt: skip


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read duties; graph.operations says which."""
    given = {
        ("can_read", "MissingView"),
        ("can_export", "MissingView"),
        ("menu_access", "MissingLinks"),
        ("menu_access", "duties"),
    }
    return {Role(role): set(given) for role in type_of("Duty").access.read}
