"""Duties as a list, and each on a page of its own: what the generic page of a record can't say."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph.duties.escalation import REMINDED, Offer
from graph.duties.rule import STEPS, Step
from graph.duties.waiver import Origin
from graph.errors import BadParameter
from graph.model import Record, type_of, types
from graph.operations.duties.asked import STATES, State
from graph.operations.duties.listing import CLOSED, UNDISCHARGED, Listing, listing
from graph.operations.duties.missing import named
from graph.operations.duties.page import DutyPage, duty_page
from graph.scope import Role
from graph.text import Text
from views import shows
from views.duties import shown
from views.problems.shown import courts as court_choices
from views.request import current_actor, reader, say

KEPT_NAMES = ("status", "rule", "article", "court", "own", "from", "to", "sort")


class DutiesView(BaseView):
    """``/duties/`` and ``/duties/<number>``."""

    route_base = "/duties"
    default_view = "list"
    base_permissions = ["can_read"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def list(self) -> Any:
        """Duties of the reader's courts, open or closed."""
        found = listing(reader(), current_actor(), request.args, request.args.get("after", ""))
        return self.render_template(
            "zj/duty_list.html",
            title=_("责任事项"),
            found=found,
            tabs=_tabs(found),
            narrowed=_chips(found),
            clear_url=url_for("DutiesView.list"),
            courts=court_choices(found.courts, found.court),
            rules=shown.rule_choices(),
            columns=shown.columns(),
            rows=[shown.row(each, found.today) for each in found.rows],
            next_url=_address(after=found.next) if found.next else "",
            first_url=_address() if request.args.get("after") else "",
        )

    @expose("/<number>", methods=["GET"])
    @has_access
    @permission_name("read")
    def duty(self, number: str) -> Any:
        """One duty."""
        g.place = url_for("DutiesView.list")
        found = duty_page(reader(), current_actor(), number, origin())
        return self.page(found)

    def page(
        self, found: DutyPage, faults: dict[str, Text] | None = None, error: str = "",
        status: int = 200,
    ) -> Any:  # fmt: skip
        """The page of a duty, with what was wrong with a form that was sent."""
        owed, record = found.owed, found.record
        preview = request.args.get("preview") == "1"
        page = self.render_template(
            "zj/duty.html",
            layout="zj/fragment.html" if preview else "zj/frame.html",
            preview=preview,
            title=shown.title(owed),
            found=found,
            owed=owed,
            say=say,
            pill=shown.pill(owed, found.today),
            late=shown.late(owed, found.today),
            facts=_facts(found),
            rule_url=shown.rule_url(owed.rule.code),
            chain_url=shown.chain_url(owed),
            address=shown.duty_url(owed),
            record_url=url_for("DutyView.show", pk=owed.number) if record else "",
            flags=[say(each) for each in found.flags],
            steps=[_step(each) for each in [*found.steps, *found.measures]],
            offers=[_offer(each, found) for each in found.offers],
            reasons=[[str(n), say(r.text)] for n, r in enumerate(owed.rule.waiver.reasons)],
            of=request.args.get("of", ""),
            sent=request.form,
            faults={name: say(text) for name, text in (faults or {}).items()},
            error=error,
            events=shows.events(reader(), current_actor(), record)
            if record and not preview else [],
        )  # fmt: skip
        return page, status


def origin() -> Origin | None:
    """The record that a latent duty arises from, as the address says it: ``of=petition:<uid>``."""
    said = request.values.get("of", "")
    if not said:
        return None
    slug, _bar, uid = said.partition(":")
    known = {kind.slug: kind.name for kind in types().values()}
    if slug not in known or not uid:
        why = Text("请写作 of=类型:标识", "write of=type:uid")
        raise BadParameter(name="of", value=said, why=why)
    return known[slug], uid


def _address(**changed: str) -> str:
    said = {n: request.args[n] for n in KEPT_NAMES if request.args.get(n)} | changed
    return url_for("DutiesView.list", **{n: v for n, v in said.items() if v})


def _tabs(found: Listing) -> list[dict[str, Any]]:
    every = {UNDISCHARGED: STATES[State.ALL]}
    every |= {str(state): text for state, text in STATES.items() if state is not State.ALL}
    every |= CLOSED
    return [
        {
            "label": say(text), "current": status == found.status,
            "url": _address(status="" if status == UNDISCHARGED else status),
        }
        for status, text in every.items()
    ]  # fmt: skip


def _chips(found: Listing) -> list[dict[str, str]]:
    asked, made = found.asked, []
    if found.court is not None:
        made.append((_("法院"), found.court.name, ["court", "own"]))
    if asked.rule:
        made.append((_("规则"), say(named(asked.rule)), ["rule"]))
    if asked.article:
        made.append((_("条款"), asked.article, ["article"]))
    return [
        {"label": label, "value": value, "remove_url": _address(**dict.fromkeys(names, ""))}
        for label, value, names in made
    ]


def _facts(found: DutyPage) -> list[dict[str, Any]]:
    owed = found.owed
    made = [
        (_("规则"), "link", {"label": f"{owed.rule.basis} {say(owed.rule.name)}",
                           "url": shown.rule_url(owed.rule.code)}),
        (_("因何事"), "text", say(owed.rule.event)),
        (_("应做的事"), "text", say(owed.rule.act)),
        (_("责任人"), "people", shown.debtors(owed)),
        (_("期间"), "text", owed.period),
        (_("所涉"), "links", shown.links(owed.parts)),
        (_("产生日期"), "date", str(owed.opened_on or "")),
        (_("期限"), "text" if owed.provisional else "date", shown.due_day(owed)),
        (_("事由记录"), "links", shown.links(owed.triggers)),
        (_("履行记录"), "links", shown.links(owed.by)),
        (_("了结日期"), "date", str(owed.closed_on or "")),
    ]  # fmt: skip
    if owed.closure == "waived":
        made.append((_("豁免人"), "text", owed.waived_by))
    if owed.reason:
        made.append((_("理由"), "text", shown.reason(owed)))
    if owed.rule_version:
        made.append((_("依据版本"), "text", owed.rule_version))
    return [
        {"title": "", "facts": [
            {"label": label, "kind": kind, "value": value, "wide": kind == "links"}
            for label, kind, value in made if value
        ]}
    ]  # fmt: skip


def _step(record: Record) -> dict[str, Any]:
    """A step that was taken: an escalation, or an interview among measures."""
    kind = record.declared
    on = record.taken_on if kind.name == "Escalation" else record.applied_on
    what = kind.fields[kind.standing].display(record.stands(kind.standing))
    return {
        "label": say(what),
        "when": str(on or ""),
        "who": (record.given_name or _("系统自动")) if kind.name == "Escalation" else "",
        "note": (_note(record) if kind.name == "Escalation" else record.reason) or "",
        "url": url_for(f"{kind.name}View.show", pk=record.uid),
    }


def _note(record: Record) -> str:
    """What a step says; the product's own reminder in the reader's language."""
    return _("逾期自动提醒") if record.note == REMINDED else record.note or ""


def _offer(offer: Offer, found: DutyPage) -> dict[str, Any]:
    """A step that comes next: when, and how it is taken."""
    made: dict[str, Any] = {
        "step": str(offer.step),
        "label": say(STEPS[offer.step]),
        "since": str(offer.since),
        "now": offer.since <= found.today,
        "measure_url": "",
    }
    if offer.step is Step.INTERVIEW:
        actor, record = current_actor(), found.record
        if record is not None and actor.may_write(type_of("Measure")):
            people = [link.uid for link in found.owed.owed_by if link.label == "Officer"]
            made["measure_url"] = url_for(
                "MeasureView.add", cites=record.uid, form="warning", applied_to=people or None
            )
    return made


def register(appbuilder: Any) -> None:
    """Add the pages, with their entry in the group of duties."""
    appbuilder.add_view(
        DutiesView, "Duties", icon="list", label=lazy_gettext("责任事项"), category="duties"
    )


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may read duties; graph.operations says which."""
    given = {("can_read", "DutiesView"), ("menu_access", "Duties"), ("menu_access", "duties")}
    return {Role(role): set(given) for role in type_of("Duty").access.read}
