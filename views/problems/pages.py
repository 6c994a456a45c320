"""The pages: the map of recurring problems. What is counted is decided in graph/."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph.model import type_of
from graph.operations.problem_map import Asked as MapAsked
from graph.operations.problem_map import ProblemMap, problem_map
from graph.operations.problem_page import Asked, ProblemPage, problem_page, waiting
from views.cells import address
from views.list_address import list_url
from views.problems import page, shown
from views.problems.asked import address as map_address
from views.problems.asked import asked
from views.request import current_actor, reader


class ProblemMapView(BaseView):
    """Problems or topics by court or quarter; one status at a time."""

    route_base = "/problems"
    default_view = "recurrence"
    base_permissions = ["can_read"]

    @expose("/recurrence", methods=["GET"])
    @has_access
    @permission_name("read")
    def recurrence(self) -> Any:
        """The map of one court's subtree; a provincial reader chooses the court."""
        found = problem_map(reader(), current_actor(), asked(request.args))
        urls = shown.cell_urls(found)
        columns, rows = shown.table(found, urls)
        return self.render_template(
            "zj/problem_map.html",
            title=_("反复出现的问题"),
            found=found,
            asked=found.asked,
            chips=_scope(found),
            narrowed=shown.chips(found),
            clear_url=map_address(
                found.asked, channel="", topic="", family="", since=None, until=None
            ),
            statuses=shown.statuses(found),
            meaning=" ".join(x for x in (shown.meaning(found.asked.status), shown.cut(found)) if x),
            courts=shown.courts(found.courts, found.court),
            choices=shown.choices(found),
            heat=shown.heat(found, urls),
            columns=columns,
            rows=rows,
        )

    @expose("/topics/<path:name>", methods=["GET"])
    @has_access
    @permission_name("read")
    def topic(self, name: str) -> Any:
        """Everything about the problems of a topic."""
        return self._page(Asked(topic=name, **_place()), "ProblemMapView.topic", name=name)

    @expose("/<path:code>", methods=["GET"])
    @has_access
    @permission_name("read")
    def problem(self, code: str) -> Any:
        """Everything about a problem and the codes that mean the same."""
        return self._page(Asked(code=code, **_place()), "ProblemMapView.problem", code=code)

    def _page(self, said: Asked, endpoint: str, **address_of: str) -> Any:
        g.place = url_for("ProblemMapView.recurrence")
        after = request.args.get("after", "")
        found = problem_page(reader(), current_actor(), said, after)
        this = found.problems[0]
        kind = type_of("Topic" if said.topic else "Problem")
        return self.render_template(
            "zj/problem_page.html",
            title=said.topic or f"{this.code} {this.name}",
            found=found,
            said=said,
            chips=_scope(found),
            record_url=address(kind, *((said.topic, "") if said.topic else (this.code, this.uid))),
            form_url=url_for(endpoint, **address_of),
            map_url=_map_url(found),
            courts=shown.courts(found.courts, found.court),
            facts=[] if said.topic else page.facts(found),
            problems=page.problem_links(found) if said.topic else [],
            statuses=page.statuses(found, endpoint, **address_of),
            meaning=shown.meaning(said.status),
            heat=page.heat(found),
            trend=page.trend(found),
            channels=page.channels(found) if found.court else [],
            waiting_url=list_url(waiting(found)) if found.court else "",
            unanswered=page.unanswered(found),
            seen_columns=page.seen_columns(),
            seen_rows=page.seen_rows(found),
            last_seen=page.last_seen(found),
            **page.paging(found, endpoint, after, **address_of),
        )


def _place() -> dict[str, Any]:
    """Court, own and status in the address."""
    chosen = asked(request.args)
    return {"court": chosen.court, "own": chosen.own, "status": chosen.status}


def _map_url(found: ProblemPage) -> str:
    """The map at the same court, of the topic where there is one."""
    topic = found.asked.topic or found.problems[0].topic
    court = found.court.code if found.court else ""
    return map_address(MapAsked(court=court, own=found.asked.own, topic=topic))


def _scope(found: ProblemMap | ProblemPage) -> list[dict[str, str]]:
    if found.court is None or found.at is None:
        return []
    return [
        {"label": _("范围"), "value": shown.scope_name(found.court, found.at), "icon": "court"},
        {"label": _("期间"), "value": _period(found), "icon": "calendar"},
    ]  # fmt: skip


def _period(found: ProblemMap | ProblemPage) -> str:
    if isinstance(found, ProblemPage):
        return _("全部")
    return shown.period_name(found.asked.since, found.asked.until)
