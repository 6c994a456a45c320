"""People entered twice: candidates with their reasons, two records side by side, merges, undo.

For who may change records of the type; graph.operations.duplicates has the last word on each.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import flash, redirect, request
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from graph import records
from graph.errors import BadParameter, Conflict, Invalid, NotAllowed, NotUnique
from graph.model import RecordType, type_of
from graph.model.alike import ALIKE, mergeable
from graph.operations import duplicates
from graph.operations.duplicates.merge import PAGE
from graph.scope import Role
from graph.text import Text
from views.cells import label, record_address
from views.duplicates_shown import (
    choices,
    common,
    counts,
    kind_of,
    merge_shown,
    named,
    own_relations,
    pair_shown,
    places,
    side_by_side,
    to,
    typeahead,
)
from views.request import current_actor, graph, reader, reread, say


class DuplicatesView(BaseView):
    """``/duplicates/officer/`` and ``/duplicates/party/``, and what hangs on them."""

    route_base = "/duplicates"
    default_view = "candidates"
    base_permissions = ["can_read", "can_merge"]

    @expose("/<string:slug>/", methods=["GET"])
    @has_access
    @permission_name("read")
    def candidates(self, slug: str) -> Any:
        """Pairs that may be the same person, by name or by identity number."""
        kind = kind_of(slug)
        by = request.args.get("by", ALIKE)
        found = duplicates.candidates(
            reader(), current_actor(), kind, by, request.args.get("after", "")
        )
        return self.render_template(
            "zj/duplicates.html",
            **common(kind, "candidates" if by == ALIKE else by),
            pairs=[pair_shown(kind, pair) for pair in found.pairs],
            common=found.common,
            first_url=to(kind, "candidates", by=by) if request.args.get("after") else "",
            next_url=to(kind, "candidates", by=by, after=found.after) if found.after else "",
            typeahead=typeahead(kind),
            compare_url=to(kind, "compare"),
        )

    @expose("/<string:slug>/compare", methods=["GET"])
    @has_access
    @permission_name("read")
    def compare(self, slug: str) -> Any:
        """Two records side by side: what differs, what would move."""
        return self._compare(kind_of(slug), request.args)

    @expose("/<string:slug>/merge", methods=["POST"])
    @has_access
    @permission_name("merge")
    def merge(self, slug: str) -> Any:
        kind, form = kind_of(slug), request.form
        kept, gone = form.get("kept", ""), form.get("gone", "")
        try:
            refuse_accounts(self.appbuilder.session, self.appbuilder.sm.user_model, kind, gone)
            done = duplicates.merge(
                graph(), current_actor(), kind, kept, gone, _versions(),
                form.get("reason", ""), confirmed=form.get("confirmed") == "y",
            )  # fmt: skip
        except (Invalid, Conflict) as error:
            reread()
            return self._compare(kind, form, error), error.status
        reread()
        flash(_("已将 %(gone)s 并入 %(kept)s。", gone=named(done.gone), kept=named(done.kept)),
              "success")  # fmt: skip
        return redirect(to(kind, "merges"))

    @expose("/<string:slug>/merges", methods=["GET"])
    @has_access
    @permission_name("read")
    def merges(self, slug: str) -> Any:
        """The merges that hold, each with its undo."""
        return self._merges(kind_of(slug))

    @expose("/<string:slug>/undo", methods=["POST"])
    @has_access
    @permission_name("merge")
    def undo(self, slug: str) -> Any:
        kind, gone = kind_of(slug), request.form.get("gone", "")
        reason = request.form.get("reason", "")
        try:
            done = duplicates.undo(graph(), current_actor(), kind, gone, _versions(), reason)
        except (Invalid, Conflict) as error:
            reread()
            return self._merges(kind, error), error.status
        reread()
        names = {"gone": named(done.gone), "kept": named(done.kept)}
        flash(_("已撤销合并：%(gone)s 与 %(kept)s 重新分开。", **names), "success")
        if done.stayed:
            flash(_("有 %(n)s 项关系在合并后被改动过，仍留在 %(kept)s，请逐一核对。",
                    n=done.stayed, **names), "warning")  # fmt: skip
        return redirect(to(kind, "merges"))

    @expose("/<string:slug>/split", methods=["GET"])
    @has_access
    @permission_name("read")
    def split(self, slug: str) -> Any:
        """One record that is two people: what belongs to the other, and how to call it."""
        return self._split(kind_of(slug))

    @expose("/<string:slug>/split", methods=["POST"])
    @has_access
    @permission_name("merge")
    def do_split(self, slug: str) -> Any:
        kind, form = kind_of(slug), request.form
        try:
            done = duplicates.split(
                graph(), current_actor(), kind, form.get("record", ""), _number("version"),
                {kind.key: form.get("key", ""), "name": form.get("name", "")},
                {name: places(name) for name in own_relations(kind)},
                form.get("others", "").splitlines(), form.get("reason", ""),
            )  # fmt: skip
        except (Invalid, NotUnique, Conflict) as error:
            reread()
            return self._split(kind, error), error.status
        reread()
        flash(_("已从 %(old)s 拆出 %(new)s。", old=named(done.kept), new=named(done.gone)),
              "success")  # fmt: skip
        return redirect(record_address(done.gone))

    def _compare(
        self, kind: RecordType, asked: Any, error: Invalid | Conflict | None = None
    ) -> str:
        kept, gone = asked.get("kept", ""), asked.get("gone", "")
        found = duplicates.compare(reader(), current_actor(), kind, kept, gone)
        return self.render_template(
            "zj/duplicate_compare.html",
            **common(kind, ""),
            found=found,
            kept=named(found.kept),
            gone=named(found.gone),
            urls=[record_address(found.kept), record_address(found.gone)],
            rows=side_by_side(found),
            counts=counts(found),
            reasons=[say(text) for text in found.reasons],
            doubts=[say(text) for text in found.doubts],
            refused=say(found.refused) if found.refused else "",
            swap_url=to(kind, "compare", kept=found.gone.uid, gone=found.kept.uid),
            action=to(kind, "merge"),
            reason=request.form.get("reason", ""),
            faults=_faults(error),
        )

    def _merges(self, kind: RecordType, error: Invalid | Conflict | None = None) -> str:
        before = _moment(request.args.get("before", ""))
        found = duplicates.merged(reader(), current_actor(), kind, before)
        more = len(found) > PAGE
        found = found[:PAGE]
        return self.render_template(
            "zj/duplicate_merges.html",
            **common(kind, "merges"),
            merges=[merge_shown(kind, each) for each in found],
            next_url=to(kind, "merges", before=found[-1].at.isoformat()) if more else "",
            first_url=to(kind, "merges") if before else "",
            action=to(kind, "undo"),
            faults=_faults(error),
        )

    def _split(self, kind: RecordType, error: Invalid | Conflict | None = None) -> str:
        actor, form = current_actor(), request.form
        record = records.get(reader(), actor, kind, request.values.get("record", ""))
        if not records.may_change(actor, record):
            raise NotAllowed(what=Text(
                "拆分其他法院的记录，或关于本人的记录", "split records of other courts, or your own"
            ))  # fmt: skip
        return self.render_template(
            "zj/duplicate_split.html",
            **common(kind, ""),
            record=record,
            named=named(record),
            url=record_address(record),
            own=[choices(record, name) for name in own_relations(kind)],
            key=form.get("key", ""),
            key_label=label(kind, kind.key),
            name=form.get("name", record.name),
            others=form.get("others", ""),
            reason=form.get("reason", ""),
            action=to(kind, "do_split"),
            faults=_faults(error),
        )


def _versions() -> tuple[int, int]:
    return _number("kept_version"), _number("gone_version")


def _number(name: str) -> int:
    said = request.form.get(name, "")
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        why = Text("页面缺少版本号，请重新打开", "the page has no version: open it again")
        raise BadParameter(name=name, value=said, why=why)
    return int(said)


def _moment(said: str) -> datetime | None:
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        why = Text("不是时间", "no moment")
        raise BadParameter(name="before", value=said, why=why) from None
    return moment


def _faults(error: Invalid | Conflict | None) -> dict[str, list[str]]:
    """Sentences by field; what belongs to no field of the page is under ``page``."""
    if error is None:
        return {}
    if not isinstance(error, Invalid):
        return {"page": [say(error.text)]}
    found: dict[str, list[str]] = {}
    for name, text in error.faults.items():
        where = name if name in ("reason", "confirmed", "others", "key", "name") else "page"
        found.setdefault(where, []).append(say(text))
    return found


def refuse_accounts(session: Any, users: Any, kind: RecordType, gone: str) -> None:
    """Raise Invalid while an account says that its user is the officer who goes: who that user
    may not read, the own file, would not follow to the record that is kept."""
    if kind.name != "Officer":
        return
    number = records.get(reader(), current_actor(), kind, gone).number
    held = select(users.id).where(users.officer == number).limit(1)
    if session.scalars(held).first() is not None:
        raise Invalid({"gone": Text(
            f"有用户账号以{number}为本人的人员编号：请管理员先在“用户”中改为保留的编号，再合并",
            f"an account names {number} as its user's own number: let an administrator change it "
            "to the number that is kept, then merge",
        )})  # fmt: skip


def _writers() -> Iterable[Role]:
    return {Role(role) for kind in mergeable() for role in kind.access.write}


def register(appbuilder: Any) -> None:
    """Add the pages, with an entry beside each type."""
    appbuilder.add_view_no_menu(DuplicatesView)
    for name, category, title in (
        ("Officer", "courts", lazy_gettext("重复人员")),
        ("Party", "cases", lazy_gettext("重复当事人")),
    ):
        appbuilder.add_link(
            f"{name}Duplicates", href=f"/duplicates/{type_of(name).slug}/", icon="copy",
            label=title, category=category,
        )  # fmt: skip


def rights() -> dict[Role, set[tuple[str, str]]]:
    """Who may change records of the types."""
    given = {
        ("can_read", "DuplicatesView"),
        ("can_merge", "DuplicatesView"),
        ("menu_access", "OfficerDuplicates"),
        ("menu_access", "PartyDuplicates"),
        ("menu_access", "courts"),
        ("menu_access", "cases"),
    }
    return {role: set(given) for role in _writers()}
