"""The data dictionary in the product: read off the declarations at every request, by every role."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Response
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph import dictionary
from graph.ingest.canonical import form_named, forms_of
from graph.model import DOMAINS, type_of
from views.request import say


class DictionaryView(BaseView):
    """What each record type holds, who reads it, how it hangs together with the others."""

    route_base = "/dictionary"
    default_view = "overview"

    @expose("/")
    @has_access
    @permission_name("read")
    def overview(self) -> Any:
        """All types by domain."""
        domains = [
            (say(DOMAINS[domain]), [dictionary.entry(kind) for kind in kinds])
            for domain, kinds in dictionary.by_domain().items()
        ]
        return self.render_template(
            "zj/dictionary.html", title=_("数据字典"), domains=domains, say=say
        )

    @expose("/<slug>")
    @has_access
    @permission_name("read")
    def of_type(self, slug: str) -> Any:
        """One type; an unknown name answers 404."""
        entry = dictionary.entry(type_of(slug))
        return self.render_template(
            "zj/dictionary_type.html",
            title=say(entry.kind.label),
            entry=entry,
            index_names=dictionary.INDEX_NAMES,
            files=[form.name for form in forms_of(entry.kind)] if entry.kind.access.write else [],
            say=say,
        )

    @expose("/template/<string:name>.csv")
    @has_access
    @permission_name("read")
    def template(self, name: str) -> Response:
        """The header of a type's file, to be filled in; an unknown name answers 404."""
        text = io.StringIO()
        csv.writer(text).writerow(form_named(f"{name}.csv").columns)
        return Response(
            text.getvalue().encode("utf-8-sig"),
            mimetype="text/csv",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )
