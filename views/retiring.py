"""Retiring and reinstating: what takes the place of deleting, always for a reason."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request
from flask_appbuilder import ModelView, action, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from graph import records
from graph.errors import ZhijianError
from graph.model import Record, RecordType
from views import shows
from views.cells import record_address
from views.datamodel import GraphInterface
from views.request import current_actor, graph, reread, say
from views.sent import back as came_from
from views.sent import is_ours, version


class Retiring(ModelView):
    """The part of a record type's view that takes records out of use and brings them back."""

    kind: RecordType
    datamodel: GraphInterface
    retire_template = "zj/record_retire.html"

    def _record(self, pk: str) -> Record:
        """The record, or the error that doesn't tell whether there is one."""
        raise NotImplementedError

    @expose("/delete/<path:pk>", methods=["POST"])
    @has_access
    @permission_name("retire")
    def delete(self, pk: str) -> Any:
        """FAB's address for deleting: retires, for a reason; without one the page asks for it."""
        record = self._record(pk)
        return self._retire([record], record_address(record))

    @expose("/reinstate/<path:pk>", methods=["POST"])
    @has_access
    @permission_name("retire")
    def reinstate(self, pk: str) -> Any:
        record = self._record(pk)
        records.reinstate(graph(), current_actor(), self.kind, record.uid, version(record))
        reread()
        flash(_("已恢复 %(title)s。", title=str(record)), "success")
        return redirect(record_address(record))

    @action("retire", lazy_gettext("停用"), icon="archive", single=False)
    def retire_several(self, items: Any) -> Any:
        """Retire the ticked records, for one reason."""
        return self._retire(items, shows.list_address(self.kind))

    def _retire(self, items: Any, back: str) -> Any:
        reason = request.form.get("reason")
        if reason is None:
            return self._ask_reason(items, back)
        if not reason.strip():
            return self._ask_reason(items, back, _("请说明停用理由"))
        done, refused = [], []
        for record in items:
            try:
                self.pre_delete(record)
                record.version = version(record)
                self.datamodel.delete(record, reason=reason)
            except ZhijianError as error:
                refused.append(f"{record}：{say(error.text)}")
            else:
                self.post_delete(record)
                done.append(record)
        if done:
            flash(_("已停用 %(n)s 条记录。", n=len(done)), "success")
        for said in refused:
            flash(said, "danger")
        asked_back = request.form.get("back", "")
        return redirect(asked_back if is_ours(asked_back) else back)

    def _ask_reason(self, items: Any, back: str, error: str = "") -> Any:
        page = self.render_template(
            self.retire_template,
            title=_("停用%(type)s", type=say(self.kind.label)),
            kind=self.kind,
            items=[(each, record_address(each)) for each in items],
            back=came_from() or back,
            action_url=f"{self.route_base}/action_post",
            list_url=shows.list_address(self.kind),
            say=say,
            error=error,
        )
        return page, 422 if error else 200
