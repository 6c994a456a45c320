"""The view of a record type: list, page, form, retiring, all from its declaration.

``GraphModelView`` is FAB's ModelView over ``GraphInterface``: its attributes (``list_columns``,
``search_columns``, ``base_filters``, ``base_order``, ``add_columns``, ``validators`` aside), its
hooks (``pre_add`` …) and its ``@action`` work as FAB documents them. What differs: nothing is
changed by GET, nothing is deleted, filters belong to the request, and pages are our own.
"""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, has_request_context, redirect, request, session
from flask_appbuilder import expose
from flask_appbuilder.models.filters import Filters
from flask_appbuilder.security.decorators import has_access
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from graph import records
from graph.errors import BadParameter, Conflict, Invalid, NotAllowed, NotFound, ZhijianError
from graph.model import Record, RecordType
from graph.text import Text
from views import forms, lists, shows
from views.cells import record_address
from views.chain_shape import chain_address
from views.conflicts import Differences, compare
from views.datamodel import GraphInterface
from views.lists import Addresses, Asked
from views.request import current_actor, reader, reread, say
from views.retiring import Retiring
from views.sent import back, is_ours, version

READING = ["can_list", "can_show"]
WRITING = ["can_add", "can_edit", "can_retire"]

FAB_ONLY = {"download", "action"}
"""Routes of FAB's ModelView that are not offered: files are elsewhere, and its ``action`` on one
record reads past the base filters."""

MOST_AT_ONCE = 100


class GraphModelView(Retiring):
    """Everything that people do with records of one type. ``kind`` is the declaration."""

    kind: RecordType
    datamodel: GraphInterface

    list_template = "zj/record_list.html"
    show_template = "zj/record_show.html"
    add_template = edit_template = "zj/record_form.html"

    page_size = 50

    # --- set-up

    def _init_properties(self) -> None:
        kind = self.kind
        self.list_columns = self.list_columns or kind.list_columns
        self.show_columns = self.show_columns or kind.form_columns
        self.add_columns = self.add_columns or kind.entered_columns
        self.edit_columns = self.edit_columns or kind.entered_columns
        super()._init_properties()

    def _init_forms(self) -> None:
        """Ours instead of FAB's, whose selects load every record."""
        self.search_form = None
        self.add_form = forms.form_class(self.kind, self.add_columns)
        self.edit_form = forms.form_class(self.kind, self.edit_columns)

    def _init_titles(self) -> None:
        """Titles are said in the language of each request."""

    @property
    def _filters(self) -> Filters:
        """The request's own filters: FAB keeps one set for all requests of the process."""
        if not has_request_context():
            return self._new_filters()
        known = g.setdefault("record_filters", {})
        return known.setdefault(self.endpoint, self._new_filters())

    @_filters.setter
    def _filters(self, _value: Filters) -> None:
        """FAB's set-up assigns one; there is none to keep."""

    def _new_filters(self) -> Filters:
        return self.datamodel.get_filters(self.search_columns)

    # --- list

    @expose("/list/")
    @has_access
    def list(self) -> Any:
        found = self._asked(request.args)
        page = records.find(reader(), current_actor(), found.query)
        count = records.count(reader(), current_actor(), found.query)
        at = Addresses(type(self).__name__)
        return self.render_template(
            self.list_template,
            title=say(self.kind.plural),
            kind=self.kind,
            found=found,
            at=at,
            say=say,
            columns=lists.columns(self.kind, self.list_columns, found.query, at),
            rows=[self._row(record) for record in page.rows],
            filter_columns=lists.filter_columns(self.datamodel, found.filters),
            active=lists.active_filters(self.datamodel, found, at),
            anchor=self._anchor_chip(found, at),
            bulk=self._bulk(),
            previous_url=at.changed(after=page.previous) if page.previous else "",
            next_url=at.changed(after=page.next) if page.next else "",
            first_url=at.changed() if found.query.after or found.page else "",
            count_text=lists.count_text(count),
            sizes=lists.sizes(found, at),
            exports={fmt: lists.export_url(self.route_base, fmt, at) for fmt in ("csv", "xlsx")},
            add_url=self._add_url(found),
        )

    def _asked(self, arguments: MultiDict[str, str]) -> Asked:
        """The list that an address asks for. Exports ask the same."""
        return lists.asked(
            reader(), current_actor(), self.datamodel, self._filters, arguments,
            view=type(self).__name__, base=self._base_filters, order=self.base_order,
            size=self.page_size,
        )  # fmt: skip

    def _row(self, record: Record) -> dict[str, Any]:
        line = lists.row(record, self.list_columns)
        if self._writable(record):
            line["actions"] = [
                {"label": _("修改"), "url": record_address(record, "edit"), "icon": "edit"}
            ]
        return line

    def _anchor_chip(self, found: Asked, at: Addresses) -> dict[str, str] | None:
        """Whose list it is, and the address of the list of all."""
        anchor = found.query.anchor
        if anchor is None:
            return None
        link = found.links[anchor.uid]
        ref = anchor.ref
        named = (ref.back or self.kind.plural) if anchor.listed_declares else ref.label
        return {
            "label": say(named), "value": link.title, "url": shows.link_address(link),
            "remove_url": at.changed(drop=("anchor", "of")),
        }  # fmt: skip

    def _bulk(self) -> list[dict[str, str]]:
        """FAB's actions on several rows that the user has a right to."""
        return [
            {"label": str(each.text), "url": f"{self.route_base}/action_post", "name": name,
             "icon": each.icon, "confirm": str(each.confirmation or "")}
            for name, each in self.actions.items()
            if each.multiple and self._has(self.get_action_permission_name(name))
        ]  # fmt: skip

    def _add_url(self, found: Asked) -> str:
        """Where a record is added; in a list that hangs on a record, leading to it."""
        if not self._has("can_add"):
            return ""
        anchor = found.query.anchor
        if anchor is not None and anchor.listed_declares:
            return f"{self.route_base}/add?{anchor.ref.name}={anchor.uid}"
        return f"{self.route_base}/add"

    # --- page

    @expose("/show/<path:pk>", methods=["GET"])
    @has_access
    def show(self, pk: str) -> Any:
        record = self._record(pk)
        actor = current_actor()
        preview = request.args.get("preview") == "1"
        return self.render_template(
            self.show_template,
            layout="zj/fragment.html" if preview else "zj/frame.html",
            preview=preview,
            title=str(record),
            kind=self.kind,
            record=record,
            say=say,
            facts=shows.facts(record, self.show_columns, shows.reveal_url(record)),
            panels=shows.own_panels(record) if preview else shows.panels(reader(), actor, record),
            additions=[] if preview else shows.additions(record, actor),
            events=[] if preview else shows.events(reader(), actor, record),
            address=record_address(record),
            file_url=shows.file_url(record),
            chain_url=chain_address(record),
            overview_url=shows.overview_url(record),
            list_url=shows.list_address(self.kind),
            edit_url=record_address(record, "edit") if self._writable(record) else "",
            retire_url=record_address(record, "delete") if self._retirable(record) else "",
            reinstate_url=record_address(record, "reinstate") if self._retirable(record) else "",
        )

    # --- forms

    @expose("/add", methods=["GET", "POST"])
    @has_access
    def add(self) -> Any:
        record = self.datamodel.obj()
        if request.method == "GET":
            self._prefill(record)
            return self._form(self.add_form(obj=record), record)
        form = self.add_form(request.form, obj=record)
        form.fill(record)
        try:
            self.pre_add(record)
            self.datamodel.add(record)
        except (Invalid, NotAllowed, BadParameter) as error:
            return self._refused(form, self.datamodel.obj(), error)
        self.post_add(record)
        return self._saved(record, _("已登记 %(title)s。", title=str(record)))

    @expose("/edit/<path:pk>", methods=["GET", "POST"])
    @has_access
    def edit(self, pk: str) -> Any:
        record = self._record(pk)
        if not records.may_change(current_actor(), record):
            raise NotAllowed(what=Text("修改这条记录", "change this record"))
        if request.method == "GET":
            return self._form(self.edit_form(obj=record), record)
        form = self.edit_form(request.form, obj=record)
        form.fill(record)
        record.version = version()
        try:
            self.pre_update(record)
            self.datamodel.edit(record)
        except Conflict as error:
            return self._overtaken(form, pk, error)
        except (Invalid, NotAllowed, BadParameter) as error:
            return self._refused(form, record, error)
        self.post_update(record)
        return self._saved(record, _("已保存 %(title)s。", title=str(record)))

    def _prefill(self, record: Record) -> None:
        """Take values and relations from the address: ``?about_case=<uid>``."""
        for name in self.add_columns:
            values = [value for value in request.args.getlist(name) if value]
            if values:
                setattr(record, name, values if name in self.kind.refs else values[0])

    def _form(
        self, form: forms.RecordForm, record: Record, *, summary: Any = (), error: str = "",
        differences: Differences | None = None, status: int = 200, seen: str = "",
    ) -> Any:  # fmt: skip
        """The form's page. ``summary``: what to correct; ``error``: why nothing is saved."""
        stored = record.version is not None
        known = forms.titles(form, record, reader(), current_actor())
        differences = differences or Differences()
        page = self.render_template(
            self.edit_template if stored else self.add_template,
            title=_("修改%(type)s", type=say(self.kind.label)) if stored
            else _("登记%(type)s", type=say(self.kind.label)),
            kind=self.kind,
            record=record if stored else None,
            say=say,
            groups=forms.groups(form, known, differences.notes),
            summary=list(summary),
            error=error,
            differences=differences.lines,
            version=record.version if stored else "",
            seen=seen or (forms.seen(record, self.edit_columns) if stored else ""),
            back=back(),
            draft=f"{self.kind.slug}:{record.uid}:{record.version}" if stored
            else f"{self.kind.slug}:new",
            list_url=shows.list_address(self.kind),
            address=record_address(record) if stored else "",
        )  # fmt: skip
        return page, status

    def _refused(self, form: forms.RecordForm, record: Record, error: ZhijianError) -> Any:
        """The form again, with everything as it was typed and a sentence for what is wrong."""
        faults = error.faults if isinstance(error, Invalid) else {}
        summary = form.refuse(faults)
        return self._form(
            form, record, summary=summary, error="" if faults else say(error.text),
            status=error.status, seen=request.form.get("seen", ""),
        )  # fmt: skip

    def _overtaken(self, form: forms.RecordForm, pk: str, error: Conflict) -> Any:
        """The form again, now at the version that the other user left, their values beside."""
        reread()
        theirs = self._record(pk)
        known = forms.titles(form, theirs, reader(), current_actor())
        differences = compare(form, request.form.get("seen", ""), theirs, known)
        return self._form(
            form, theirs, error=say(error.text), differences=differences, status=error.status
        )

    def _saved(self, record: Record, said: str) -> Response:
        """Back to where the user came from, else to the record."""
        flash(said, "success")
        session["draft_clear"] = request.form.get("draft", "")
        wanted = request.form.get("back", "")
        return redirect(wanted if is_ours(wanted) else record_address(record))

    # --- actions

    @expose("/action_post", methods=["POST"])
    def action_post(self) -> Any:
        """An action on the ticked rows. All of them have to be in the user's sight."""
        name = request.form.get("action", "")
        if name not in self.actions:
            abort(404)
        if not self._has(self.get_action_permission_name(name)):
            raise NotAllowed(what=Text("执行此操作", "do this"))
        keys = request.form.getlist("rowid")
        if not 1 <= len(keys) <= MOST_AT_ONCE:
            why = Text(f"一次选择1到{MOST_AT_ONCE}条记录", f"choose 1 to {MOST_AT_ONCE} records")
            raise BadParameter(name="rowid", value=len(keys), why=why)
        return self.actions[name].func([self._record(key) for key in keys])

    # --- rights and records

    def _record(self, pk: str) -> Record:
        """The record, or the error that doesn't tell whether there is one."""
        found = self.datamodel.get(pk, self._base_filters)
        if found is None:
            raise NotFound(type=self.kind.label, key=pk)
        return found

    def _has(self, permission: str) -> bool:
        return bool(
            permission in self.base_permissions
            and self.appbuilder.sm.has_access(permission, self.class_permission_name)
        )

    def _writable(self, record: Record) -> bool:
        return (
            not record.retired_at
            and self._has("can_edit")
            and records.may_change(current_actor(), record)
        )

    def _retirable(self, record: Record) -> bool:
        return self._has("can_retire") and records.may_change(current_actor(), record)


def view_for(kind: RecordType) -> type[GraphModelView]:
    """The view class of a type; its name (``PetitionView``) is FAB's name for rights."""
    writable = bool(kind.access.write)
    members: dict[str, Any] = {
        "kind": kind,
        "datamodel": GraphInterface(kind),
        "route_base": f"/{kind.slug}",
        "base_permissions": [*READING, *(WRITING if writable else [])],
        "method_permission_name": {"retire_several": "retire"},
        "exclude_route_methods": FAB_ONLY | (set() if writable else _WRITING_ROUTES),
        "__doc__": kind.lede.en,
    }
    if not writable:
        members["retire_several"] = None
    return type(f"{kind.name}View", (GraphModelView,), members)


_WRITING_ROUTES = {"add", "edit", "delete", "reinstate", "action_post"}
