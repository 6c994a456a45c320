"""The data dictionary in the product: read off the declarations at every request, by every role."""

from __future__ import annotations

from typing import Any

from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph import dictionary
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
            say=say,
        )
