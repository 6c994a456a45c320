"""The pages: search, purpose, history, one event, export. What may be read is decided in graph/."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, request, send_file, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from werkzeug.urls import iri_to_uri

from graph import clock, records
from graph.errors import BadParameter, Invalid, NotFound, OwnFile, PurposeNeeded
from graph.model import Record, type_of
from graph.operations import officer_file
from graph.operations.officer_file import PURPOSE_NAMES, Purpose
from graph.operations.officer_history import event as read_event
from graph.operations.officer_history import history as read_history
from graph.records import Filter, Op, Query
from graph.scope import LEVEL_KEY
from graph.text import Text
from views.cells import record_address
from views.officers import files, shown
from views.officers.asked import address, said, selection
from views.request import current_actor, graph, reader, reread, say
from views.shows import facts

LONGEST_QUESTION = 100
FORMS = ("csv", "xlsx", "print")


class OfficerFileView(BaseView):
    """An officer's file: found by name, number or court, opened for a purpose, read as one."""

    route_base = "/officers"
    default_view = "search"
    base_permissions = ["can_read", "can_open", "can_export"]

    @expose("/", methods=["GET"])
    @has_access
    @permission_name("read")
    def search(self) -> Any:
        """Officers in reach. ``officer`` (a uid, chosen by typing) leads to the file at once."""
        if request.args.get("officer"):
            found = records.get(
                reader(), current_actor(), type_of("Officer"), request.args["officer"]
            )
            return redirect(url_for(".officer", number=found.number))
        words = request.args.get("q", "").strip()[:LONGEST_QUESTION]
        court = _court(request.args.get("court", ""))
        page = records.find(reader(), current_actor(), _query(words, court))
        return self.render_template(
            "zj/officer_search.html",
            title=_("人员履历"),
            words=words,
            court=court,
            columns=_columns(),
            rows=[_row(each) for each in page.rows],
            next_url=_turned(page.next),
            previous_url=_turned(page.previous),
        )

    @expose("/suggest", methods=["GET"])
    @has_access
    @permission_name("read")
    def suggest(self) -> Any:
        """Officers, or with ``of=court`` courts, whose name or number begins so."""
        kind = type_of("Court" if request.args.get("of") == "court" else "Officer")
        words = request.args.get("q", "")[:LONGEST_QUESTION]
        found = records.suggest(reader(), current_actor(), [kind], words)
        return jsonify(
            items=[
                {"id": s.uid, "title": s.title, "sub": s.detail.partition(" · ")[2]} for s in found
            ]
        )

    @expose("/<path:number>", methods=["GET"])
    @has_access
    @permission_name("read")
    def officer(self, number: str) -> Any:
        """Who it is, and the question for what purpose the file is opened."""
        return self._purpose(number)

    @expose("/<path:number>", methods=["POST"])
    @has_access
    @permission_name("open")
    def open(self, number: str) -> Any:
        """Record the opening, then on to what was asked for."""
        purpose, note = request.form.get("purpose", ""), request.form.get("note", "")
        try:
            officer_file.open_file(graph(), current_actor(), number, purpose, note)
        except Invalid as error:
            return self._purpose(number, error), 422
        return redirect(_onward(number))

    @expose("/<path:number>/history", methods=["GET"])
    @has_access
    @permission_name("read")
    def history(self, number: str) -> Any:
        """The time line, or with ``view=table`` the same as a table."""
        chosen = selection(request.args)
        try:
            found = read_history(reader(), current_actor(), number, chosen)
        except PurposeNeeded:
            return _purpose_first(number)
        return self.render_template(
            "zj/officer_history.html",
            **_common(found),
            table=request.args.get("view") == "table",
            tallies=shown.tallies(found, chosen),
            chips=shown.chips(found, chosen),
            clear_url=address(number, type(chosen)()),
            timeline_url=address(number, chosen, view=None),
            table_url=address(number, chosen, view="table"),
            export_url=url_for(".export", number=number, **said(chosen)),
            chosen=chosen,
            said=said(chosen),
            period=bool(chosen.since or chosen.until),
            lanes=shown.lanes(found),
            events=shown.events(found),
            columns=shown.columns(),
            rows=shown.rows(found),
        )

    @expose("/<path:number>/history/<string:lane>/<string:uid>", methods=["GET"])
    @has_access
    @permission_name("read")
    def event(self, number: str, lane: str, uid: str) -> Any:
        """One record of the file, also of another court; in the drawer with ``preview=1``."""
        preview = request.args.get("preview") == "1"
        try:
            event, record = read_event(reader(), current_actor(), number, lane, uid)
        except PurposeNeeded:
            return _purpose_first(number)
        names = [n for n in record.declared.form_columns if n in record.declared.fields]
        return self.render_template(
            "zj/officer_event.html",
            layout="zj/fragment.html" if preview else "zj/frame.html",
            title=str(record),
            kind=record.declared,
            say=say,
            event=event,
            status=shown.status(event),
            post=shown.held_text(event.held),
            facts=facts(record, names, ""),
            ties=_ties(record),
            record_url=_own_page(record),
            back=url_for(".history", number=number),
        )

    @expose("/<path:number>/history/export", methods=["POST"])
    @has_access
    @permission_name("export")
    def export(self, number: str) -> Any:
        """What the page shows as a file or for the printer; recorded before it is handed over."""
        form = request.form.get("form", "")
        if form not in FORMS:
            why = Text("应为 csv、xlsx 或 print", "use csv, xlsx or print")
            raise BadParameter(name="form", value=form, why=why)
        chosen = selection(request.args)
        found = read_history(reader(), current_actor(), number, chosen)
        file = None if form == "print" else files.made(form, found)
        filters = {name: ",".join(values) for name, values in said(chosen).items()}
        reread()
        officer_file.record_export(
            graph(), current_actor(), number, form, len(found.events), filters
        )
        if file is None:
            return self.render_template(
                "zj/officer_print.html", **_common(found), columns=shown.columns(),
                rows=shown.rows(found), tallies=shown.tallies(found, chosen),
                chips=shown.chips(found, chosen), printed_on=clock.today(),
                printed_by=current_actor().name,
            )  # fmt: skip
        name = f"{found.officer.name}-{number}-{clock.today()}.{form}"
        return send_file(
            file, mimetype=files.MIMETYPES[form], as_attachment=True, download_name=name
        )

    def _purpose(self, number: str, error: Invalid | None = None) -> str:
        """The officer's page with the form; one's own file has none."""
        actor = current_actor()
        officer_file.require_opener(actor)
        try:
            officer, own = officer_file.reachable(reader(), actor, number), False
            opening = officer_file.opened(reader(), actor, officer)
        except OwnFile:
            officer, own = records.get(reader(), actor, type_of("Officer"), number), True
            opening = None
        faults = error.faults if error else {}
        return self.render_template(
            "zj/officer_purpose.html",
            title=str(officer),
            officer=officer,
            own=own,
            opening=opening,
            opened_for=say(PURPOSE_NAMES[Purpose(opening.purpose)]) if opening else "",
            hours=int(officer_file.VALID.total_seconds() // 3600),
            purposes=[
                [str(p), say(name)] for p, name in officer_file.purposes(current_actor()).items()
            ],
            shortest=officer_file.SHORTEST_NOTE,
            purpose=request.form.get("purpose", ""),
            note=request.form.get("note", ""),
            onward=_onward(number),
            history_url=url_for(".history", number=number),
            faults={name: [say(text)] for name, text in faults.items()},
            facts=facts(officer, ["number", "name"], ""),
            posts=_posts(officer),
        )


def _common(found: Any) -> dict[str, Any]:
    """What the page and its printed form say of the officer and of the opening."""
    undated = [p for p in found.postings if p.undated]
    return {
        "title": _("%(name)s的履历", name=found.officer.name),
        "officer": found.officer,
        "opening": found.opening,
        "opened_for": say(PURPOSE_NAMES[Purpose(found.opening.purpose)]),
        "posts": shown.posts(found.postings),
        "undated_posts": shown.listed(map(shown.unit_name, undated)),
        "undated_count": len(undated),
        "more": found.more,
        "told": len(found.events),
        "nothing": not found.tallies,
    }


def _purpose_first(number: str) -> Any:
    """To the question for the purpose, and from there back to the address at hand."""
    wanted = iri_to_uri(request.full_path.rstrip("?"))
    return redirect(url_for("OfficerFileView.officer", number=number, next=wanted))


def _onward(number: str) -> str:
    """Where the user wanted to go: only addresses of this very history are taken."""
    here = url_for("OfficerFileView.history", number=number)
    wanted = request.values.get("next", "")
    ours = wanted == here or wanted.startswith((here + "?", here + "/"))
    return wanted if ours else here


def _query(words: str, court: Record | None) -> Query:
    filters = ()
    if court is not None:
        filters = (Filter(LEVEL_KEY[court.level], Op.EQUAL, court.code),)
    return Query(
        type_of("Officer"), filters, words=words, order="name",
        after=request.args.get("after", ""),
    )  # fmt: skip


def _court(uid: str) -> Record | None:
    """The court chosen, None when none is or it can't be seen."""
    if not uid:
        return None
    try:
        return records.get(reader(), current_actor(), type_of("Court"), uid)
    except NotFound:
        return None


def _columns() -> list[dict[str, str]]:
    return [
        {"name": "name", "label": _("姓名"), "kind": "text"},
        {"name": "number", "label": _("人员编号"), "kind": "text"},
        {"name": "posts", "label": _("任职"), "kind": "text"},
        {"name": "court", "label": _("法院代码"), "kind": "text"},
    ]


def _row(officer: Record) -> dict[str, Any]:
    return {
        "key": officer.number,
        "url": url_for("OfficerFileView.officer", number=officer.number),
        "cells": {
            "name": officer.name,
            "number": officer.number,
            "posts": _("；").join(_post(link) for link in _in_order(officer)),
            "court": officer.c3 or officer.c2 or officer.c1,
        },
    }


def _posts(officer: Record) -> list[dict[str, str]]:
    return [{"title": link.title, "said": _said(link)} for link in _in_order(officer)]


def _in_order(officer: Record) -> list[Any]:
    """Postings, earliest first, those without dates last."""

    def began(link: Any) -> tuple[bool, str]:
        day = link.properties.get("from") or link.properties.get("to")
        return day is None, str(day or link.title)

    return sorted(officer.serves, key=began)


def _post(link: Any) -> str:
    said = _said(link)
    return f"{link.title} {said}".strip()


def _said(link: Any) -> str:
    """Post and dates of a posting; without dates that is said."""
    known = link.properties
    since, until = known.get("from"), known.get("to")
    span = f"{since or '…'} – {until or _('至今')}" if since or until else _("任职时间不详")
    return " · ".join(p for p in (known.get("post"), span) if p)


def _ties(record: Record) -> list[dict[str, str]]:
    """The relations of a record of the file: titles only, since they may be of other courts."""
    return [
        {"label": say(record.declared.refs[name].label), "value": "、".join(x.title for x in links)}
        for name, links in record.links.items()
        if links
    ]


def _own_page(record: Record) -> str:
    """The record's own page, for who may read it there as well."""
    try:
        found = records.get(reader(), current_actor(), record.declared, record.uid)
    except NotFound:
        return ""
    return record_address(found)


def _turned(cursor: str) -> str:
    """This page's address at another place of the list."""
    if not cursor:
        return ""
    kept = {n: request.args[n] for n in ("q", "court") if request.args.get(n)}
    return url_for("OfficerFileView.search", after=cursor, **kept)
