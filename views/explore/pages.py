"""/explore: the page, and the JSON that its canvas lives on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import current_app, jsonify, request, url_for
from flask_appbuilder import BaseView, expose
from flask_appbuilder.security.decorators import has_access, permission_name
from flask_babel import gettext as _

from graph import records
from graph.errors import BadParameter
from graph.model import type_of, types
from graph.operations import questions
from graph.operations.explore import (
    HUBS,
    Answer,
    expand,
    expansions,
    gaps,
    keep,
    kept,
    neighbours,
    nodes,
)
from graph.operations.explore.gaps import MOST_GAPS
from graph.operations.explore.ways import OFFICER, relation_names
from graph.text import Text
from views.explore import asked, routes
from views.explore.panel import panel
from views.explore.shown import answer_json, expanded_json, expansion_json, legend
from views.questions.shown import samples
from views.request import current_actor, graph, reader, say
from views.shows import file_url

MOST_NAMED = 20
"""Records that one address begins with."""


class ExploreView(BaseView):
    """Records and their relations on a canvas, from one record to the next."""

    route_base = "/explore"
    default_view = "page"
    base_permissions = ["can_read"]

    @expose("", methods=["GET"])
    @has_access
    @permission_name("read")
    def page(self) -> Any:
        """The page is empty: its canvas loads what the address says."""
        return self.render_template("zj/explore.html", title=_("图谱探索"), config=_config())

    @expose("/nodes", methods=["POST"])
    @has_access
    @permission_name("read")
    def nodes(self) -> Any:
        """The records with these ids, or named ``type:key``, and the relations among them; as the
        answer to ``question``, with what its table says of officers."""
        said = asked.sent()
        tx, actor = reader(), current_actor()
        uids = [*_named(asked.ids(said, "at")), *asked.ids(said)]
        found = nodes(tx, actor, uids, questions.told(tx, actor, asked.question(said)))
        if asked.yes(said, "gaps"):
            found = found.joined(_gaps(found))
        return jsonify(answer_json(found))

    @expose("/expansions", methods=["GET"])
    @has_access
    @permission_name("read")
    def expansions(self) -> Any:
        """What a record can be expanded by, with counts; an officer's file where there is one."""
        uid = asked.one_id(request.args)
        tx, actor = reader(), current_actor()
        shown: dict[str, Any] = {
            "expansions": [expansion_json(each) for each in expansions(tx, actor, uid)]
        }
        url = _file(uid)
        if url:
            shown["file"] = {"url": url, "name": _("打开人员档案")}
        return jsonify(shown)

    @expose("/expand", methods=["POST"])
    @has_access
    @permission_name("read")
    def expand(self) -> Any:
        """Neighbours of a record; the question which of them, where there are more than fifty."""
        said = asked.sent()
        found = expand(reader(), current_actor(), asked.one_id(said), asked.wish(said))
        return jsonify(expanded_json(found))

    @expose("/neighbours", methods=["POST"])
    @has_access
    @permission_name("read")
    def neighbours(self) -> Any:
        """How many neighbours each of these records has in the reader's sight."""
        found = neighbours(reader(), current_actor(), asked.ids(asked.sent()))
        return jsonify(
            nodes=[
                {"id": uid, "degree": each.count, "more_capped": each.capped}
                for uid, each in found.items()
            ]
        )

    @expose("/record", methods=["GET"])
    @has_access
    @permission_name("read")
    def record(self) -> Any:
        """A record for the panel beside the canvas."""
        return panel(self, asked.one_id(request.args))

    @expose("/paths", methods=["GET"])
    @has_access
    @permission_name("read")
    def paths(self) -> Any:
        """How two records hang together: the shortest path, or the one after so many."""
        return jsonify(routes.found())

    @expose("/layouts", methods=["POST"])
    @has_access
    @permission_name("read")
    def layouts(self) -> Any:
        """Keep where the nodes lie; answers the id that an address may name."""
        return jsonify(id=keep(graph(), current_actor(), asked.sent()))

    @expose("/layouts/<string:digest>", methods=["GET"])
    @has_access
    @permission_name("read")
    def layout(self, digest: str) -> Any:
        """Where the nodes lay of which the reader may be told; what may be seen of them is asked
        for with ``nodes``."""
        found = kept(reader(), current_actor(), digest)
        return jsonify(
            id=found.id,
            owner=found.owner,
            kept_at=found.kept_at.isoformat(),
            nodes=[asdict(spot) for spot in found.spots],
            hidden=list(found.hidden),
        )


def _named(said: list[str]) -> list[str]:
    """The uids of records named ``<type>:<key or uid>``. Raises NotFound, Unknown or
    BadParameter."""
    if len(said) > MOST_NAMED:
        why = Text(f"最多{MOST_NAMED}条记录", f"at most {MOST_NAMED} records")
        raise BadParameter(name="at", value="…", why=why)
    found = []
    for each in said:
        slug, colon, key = each.partition(":")
        if not colon or not key:
            why = Text("须形如 类型:编号，如 case:（2021）鲁0102执1234号", "written type:key")
            raise BadParameter(name="at", value=each, why=why)
        found.append(records.get(reader(), current_actor(), type_of(slug), key).uid)
    return found


def _gaps(found: Answer) -> Answer:
    kinds = {node.uid: node.type for node in found.nodes[:MOST_GAPS]}
    return gaps(reader(), current_actor(), kinds)


def _file(uid: str) -> str:
    """Where an officer's file is opened; empty for other records and for who opens none."""
    found = records.links_to(reader(), current_actor(), [uid]).get(uid)
    if found is None or found.label != OFFICER:
        return ""
    return file_url(records.get(reader(), current_actor(), type_of(OFFICER), uid))


def _config() -> dict[str, Any]:
    """What the page's script is told: addresses, types, relations."""
    here = {
        name: url_for(f"ExploreView.{name}")
        for name in (
            "nodes",
            "expansions",
            "expand",
            "neighbours",
            "record",
            "layouts",
            "paths",
        )
        if f"ExploreView.{name}" in current_app.view_functions
    }
    here |= {
        "question": url_for("AnswerView.question"),
        "export": url_for("AnswerView.export"),
        "views": url_for("SavedViewsView.save"),
        "folders": url_for("SavedViewsView.folders"),
    }
    return {
        "urls": {"page": url_for("ExploreView.page"), "suggest": url_for("SearchView.suggest")}
        | here,
        "types": legend(),
        "relations": [
            {"rel": rel, "name": say(name)} for rel, name in sorted(relation_names().items())
        ],
        "supernodes": [
            {"type": name, "name": say(kind.label)}
            for name, kind in types().items()
            if name in HUBS
        ],
        "questions": samples(current_actor()),
        "shares": current_actor().court is not None,
    }
