"""The page of a record's accountability chain: the picture, and the same as tables."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph import clock
from graph.model import type_of
from graph.operations import exporting
from graph.operations.chain import Chain, chain
from graph.scope import Role
from views.chain_shape import shape
from views.chain_table import cells, link_columns, link_rows, record_columns, record_rows
from views.exports import FORMS, as_file, harmless
from views.request import current_actor, graph, reader, reread, say

Rights = dict[Role, set[tuple[str, str]]]


class ChainView(BaseView):
    """From the event to what came of it, with what should be there and isn't."""

    route_base = "/chain"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("/<kind>/<path:key>", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self, kind: str, key: str) -> Any:
        """The chain of one record, with ``as=csv`` or ``as=xlsx`` its links as a file; out of scope
        and absent look alike."""
        declared = type_of(kind)
        g.place = url_for(f"{declared.name}View.list")
        found = chain(reader(), current_actor(), declared, key)
        data = shape(found)
        form = request.args.get("as", "")
        if form in FORMS:
            return _file(found, data, form)
        missing = [node for node in data["nodes"] if node["missing"]]
        late = sum(node["state"] in ("gap", "overdue") for node in missing)
        return self.render_template(
            "zj/chain.html",
            title=_("责任链：%(title)s", title=found.subject.title),
            data=data,
            kind=declared,
            say=say,
            list_url=g.place,
            link_columns=link_columns(),
            link_rows=link_rows(data),
            columns=record_columns(),
            rows=record_rows(data),
            gaps=late,
            waiting=len(missing) - late,
            again=sum(bool(x["recurrence"] and x["recurrence"]["counts"]) for x in data["links"]),
            files={form: url_for(".page", kind=kind, key=key, **{"as": form}) for form in FORMS},
        )


def _file(found: Chain, data: dict[str, Any], form: str) -> Any:
    """The links of the chain as a file, and the event that says who took it."""
    kind, title = found.subject.kind, _("责任链")
    lines = cells(link_rows(data), link_columns())
    reread()
    exporting.note(graph(), current_actor(), kind, {
        "rows": len(lines) - 1, "capped": found.more, "format": form, "query": request.path,
    })  # fmt: skip
    safe = [[harmless(cell) for cell in line] for line in lines]
    return as_file(form, safe, title, f"{title}-{found.subject.key}-{clock.today()}")


def register(appbuilder: Any) -> None:
    """Add the page; it is reached from records, so it has no menu entry."""
    appbuilder.add_view_no_menu(ChainView)


def rights() -> Rights:
    """Every role reads; of what, is for graph.scope to say."""
    return {role: {("can_read", ChainView.__name__)} for role in Role}
