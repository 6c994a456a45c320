"""One test for each pitfall of Flask-AppBuilder, numbered as in our notes on it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlencode

import pytest
from flask import Flask, g
from flask_appbuilder import ModelView
from flask_appbuilder.api import ModelRestApi
from flask_appbuilder.charts.views import BaseChartView
from flask_appbuilder.forms import GeneralModelConverter
from flask_appbuilder.models.filters import BaseFilter, map_args_filter
from flask_appbuilder.models.sqla.base import SQLA
from flask_login import login_user
from sqlalchemy import select
from wtforms.validators import InputRequired

from app.sql import db
from app.tables import ZhijianUser
from graph import records
from graph.errors import Conflict, Unknown
from graph.model import Record, type_of
from graph.scope import Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People, Visitor
from tests.integration.test_model_views import hidden
from views import request as requests
from views.base import GraphModelView, view_for
from views.datamodel import GraphInterface
from views.filters import FilterEqual, GraphFilterConverter

PETITION, CASE, DEPARTMENT = (type_of(n) for n in ("Petition", "Case", "Department"))


@pytest.fixture
def keeper(people: People, tree: Tree) -> Visitor:
    return people.inside(Role.RECORD_KEEPER, actor=tree.actor("top", Role.RECORD_KEEPER))


class Acting:
    """Calls the interface as a user's request does."""

    def __init__(self, people: People, tree: Tree, court: str = "top") -> None:
        self.app = people.app
        roles = (Role.RECORD_KEEPER, Role.SUPERVISOR)
        self.name = people.user(*roles, actor=tree.actor(court, *roles))

    def __enter__(self) -> None:
        self.context = self.app.test_request_context("/")
        self.context.push()
        user = db.session.scalars(select(ZhijianUser).where(ZhijianUser.username == self.name))
        g.user = user.one()
        login_user(g.user)

    def __exit__(self, *_error: object) -> None:
        requests.reread()
        self.context.pop()


def test_01_the_order_in_the_address_is_one_of_a_list(keeper: Visitor, tree: Tree) -> None:
    tree.petition("1")
    for column in ("n.uid; MATCH (x) DETACH DELETE x", "headline", "content", "phone", "c1"):
        address = urlencode({"_oc_PetitionView": column, "_od_PetitionView": "asc"})
        assert keeper.get(f"/petition/list/?{address}").status_code == 400, column
    bad = "/petition/list/?_oc_PetitionView=received_on&_od_PetitionView=asc;x"
    assert keeper.get(bad).status_code == 400
    with pytest.raises(Unknown):
        GraphInterface(PETITION).order("n.uid")


def test_02_bad_filters_pages_and_sizes_are_told(keeper: Visitor, tree: Tree) -> None:
    tree.petition("1")
    for address in (
        "_flt_7_channel=visit", "_flt_99_content=x", "_flt_x_content=x", "_flt_0_nothing=x",
        "_flt_0_received_on=gestern", "_flt_1_received_on=", "_flt_0_channel=nothing",
        "page_PetitionView=abc", "page_PetitionView=-1", "psize_PetitionView=-5",
        "psize_PetitionView=0", "psize_PetitionView=x", "page_PetitionView=99999999",
        "after=nonsense", "retired=yes",
    ):  # fmt: skip
        answer = keeper.get(f"/petition/list/?{address}")
        assert answer.status_code == 400, address
        assert re.search(r"[一-鿿]{4}", answer.text), address
    huge = keeper.get("/petition/list/?psize_PetitionView=100000000")
    assert huge.status_code == 200
    assert re.search(r'aria-current="true">100<', huge.text)


def test_03_nothing_is_deleted_by_get(keeper: Visitor, tree: Tree, graph: Graph) -> None:
    made = tree.petition("1")
    for path in (f"/petition/delete/{made.uid}", f"/petition/reinstate/{made.uid}",
                 "/petition/action_post", f"/petition/action/retire/{made.uid}"):  # fmt: skip
        assert keeper.client.get(path).status_code in (404, 405), path
    untokened = keeper.client.post(f"/petition/delete/{made.uid}", data={"reason": "x"})
    assert untokened.status_code == 400
    with graph.reading() as tx:
        assert records.get(tx, tree.system, PETITION, made.uid).retired_at is None


def test_04_actions_check_scope_and_base_filters_again(
    people: People, tree: Tree, graph: Graph
) -> None:
    mine, theirs = tree.petition("1", "a1"), tree.petition("2", "b1")
    keeper = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    rows = {"action": "retire", "rowid": [mine.uid, theirs.uid], "reason": "试"}
    keeper.get("/petition/list/")
    assert keeper.post("/petition/action_post", rows).status_code == 404
    supervisor = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    supervisor.get("/petition/list/")
    alone = rows | {"rowid": [mine.uid]}
    assert supervisor.post("/petition/action_post", alone).status_code == 403
    with graph.reading() as tx:
        left = [records.get(tx, tree.system, PETITION, r.uid) for r in (mine, theirs)]
    assert [r.retired_at for r in left] == [None, None]


def test_04_base_filters_hold_for_list_get_and_what_hangs_on_them(
    people: People, tree: Tree
) -> None:
    visit, letter = (tree.petition(str(n), channel=c) for n, c in enumerate(("visit", "letter")))
    model = GraphInterface(PETITION)
    base = model.get_filters().add_filter_list([["channel", FilterEqual, "visit"]])
    with Acting(people, tree):
        count, found = model.query(base)
        assert (count, [r.uid for r in found]) == (1, [visit.uid])
        assert model.get(visit.uid, base) == visit
        assert model.get(letter.uid, base) is None
        assert model.get(letter.uid) == letter


def test_05_filters_belong_to_the_request(app: Flask) -> None:
    view = view_for(PETITION)()
    view.endpoint = "PetitionView"
    with app.test_request_context("/"):
        view._filters.add_filter("channel", FilterEqual, "visit")
        assert len(view._filters.filters) == 1
    with app.test_request_context("/"):
        assert view._filters.filters == []


def test_06_the_audit_has_the_values_read_inside_the_write(
    keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    made = tree.petition("1", content="甲")
    page = keeper.get(f"/petition/edit/{made.uid}").text
    said = {
        "number": made.number, "content": "乙", "seen": hidden(page, "seen"), "version": "1",
        "handled_by": tree.departments["a1"]["enforcement"].uid,
    }  # fmt: skip
    assert keeper.post(f"/petition/edit/{made.uid}", said).status_code == 302
    with graph.reading() as tx:
        row = tx.run(
            "MATCH (e:AuditEvent {record_uid: $uid, tag: 'record:changed'}) RETURN e.detail AS d",
            uid=made.uid,
        )
    assert '"content":["甲","乙"]' in row[0]["d"]


def test_06_an_item_is_saved_only_at_the_version_it_was_read_at(
    people: People, tree: Tree, graph: Graph
) -> None:
    made = tree.petition("1", content="甲")
    model = GraphInterface(PETITION)
    with Acting(people, tree):
        item = model.get(made.uid)
        assert item is not None
        records.change(graph, tree.system, PETITION, made.uid, 1, {"content": "先"})
        item.content = "后"
        with pytest.raises(Conflict):
            model.edit(item)


def test_07_two_relations_to_one_type_take_two_interfaces() -> None:
    court = type_of("Court").model
    assert GraphInterface(DEPARTMENT).get_related_fk(court) == "of"
    assert GraphInterface(DEPARTMENT, via="stationed_at").get_related_fk(court) == "stationed_at"
    with pytest.raises(Unknown):
        GraphInterface(DEPARTMENT, via="nothing")


def test_08_an_unticked_box_validates(
    app: Flask, keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    model = GraphInterface(PETITION)
    assert model.is_nullable("went_to_capital")
    with app.test_request_context("/", method="POST", data={}):
        form = GeneralModelConverter(model).create_form({}, ["went_to_capital", "number"])
        fields = form(meta={"csrf": False})
        assert not any(isinstance(v, InputRequired) for v in fields.went_to_capital.validators)
        assert not fields.validate()
        assert set(fields.errors) == {"number"}
    keeper.get("/petition/add")
    said = {
        "number": f"{tree.code}-XF8",
        "handled_by": tree.departments["a1"]["enforcement"].uid,
    }
    assert keeper.post("/petition/add", said).status_code == 302
    with graph.reading() as tx:
        assert records.get(tx, tree.system, PETITION, said["number"]).went_to_capital is False


def test_09_dates_and_times_are_python_s_own(people: People, tree: Tree) -> None:
    made = tree.petition("1", received_on="2021-12-30")
    with Acting(people, tree):
        item = GraphInterface(PETITION).get(made.number)
    assert item is not None
    assert (type(item.received_on), type(item.created_at)) == (date, datetime)
    assert item.created_at.astimezone(UTC).strftime("%Y") == f"{datetime.now(UTC):%Y}"


def test_10_the_application_is_put_together_in_its_context(app: Flask) -> None:
    assert isinstance(db, SQLA)
    assert not any(
        rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("GraphModelView.")
    )


def test_11_a_view_has_few_rights(app: Flask) -> None:
    views = [v for v in app.appbuilder.baseviews if isinstance(v, GraphModelView)]
    offered = {permission for view in views for permission in view.base_permissions}
    assert offered == {"can_list", "can_show", "can_add", "can_edit", "can_retire"}
    audit = next(v for v in views if v.kind.name == "AuditEvent")
    assert set(audit.base_permissions) == {"can_list", "can_show"}


def test_12_what_fab_lacks_is_here_and_what_leaks_is_not(keeper: Visitor, tree: Tree) -> None:
    tree.petition("1")
    answer = keeper.get("/petition/list/")
    assert "unsafe-eval" not in answer.headers["Content-Security-Policy"]
    hosts = set(re.findall(r'(?:src|href|action)="(?:https?:)?//([^/"]+)', answer.text))
    assert hosts == set()
    assert "/petition/export.csv" in answer.text
    assert keeper.get("/petition/export.csv").status_code == 200


def test_13_nothing_is_built_on_fab_s_sql_only_parts(app: Flask) -> None:
    for view in app.appbuilder.baseviews:
        assert not isinstance(view, ModelRestApi | BaseChartView), view


# --- what the interface owes to FAB's own ModelView


class PlainView(ModelView):
    """FAB's own view over the graph, as its documentation would have it."""

    route_base = "/plain"
    datamodel = GraphInterface(type_of("Topic"))
    list_columns = ("name",)
    base_permissions = ("can_list", "can_show", "can_add", "can_edit")


def test_the_interface_serves_fab_s_own_model_view(
    people: People, tree: Tree, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        app._got_first_request = False
        app.appbuilder.add_view_no_menu(PlainView)
    monkeypatch.setattr(app.appbuilder.sm, "has_access", lambda *_right: True)
    made = tree.create("Topic", name=f"{tree.code}类别")
    administrator = people.inside(Role.ADMINISTRATOR)
    listed = administrator.get(f"/plain/list/?{urlencode({'_flt_3_name': made.name})}")
    assert listed.status_code == 200
    assert made.name in listed.text
    assert made.name in administrator.get(f"/plain/show/{made.uid}").text
    administrator.get("/plain/add")
    added = administrator.post("/plain/add", {"name": f"{tree.code}新"})
    assert added.status_code == 302
    again = administrator.post("/plain/add", {"name": f"{tree.code}新"})
    assert again.status_code == 200
    administrator.get(f"/plain/edit/{made.uid}")
    changed = administrator.post(f"/plain/edit/{made.uid}", {"name": f"{tree.code}改"})
    assert changed.status_code == 302
    page = administrator.get(f"/plain/list/?{urlencode({'_flt_0_name': tree.code})}").text
    assert f"{tree.code}改" in page
    assert f"{tree.code}新" in page


def test_query_counts_unpaged_and_pages_from_zero(people: People, tree: Tree) -> None:
    for n in range(5):
        tree.petition(str(n), received_on=f"2021-01-0{n + 1}")
    model = GraphInterface(PETITION)
    with Acting(people, tree):
        pages = [model.query(None, "received_on", "asc", page, 2) for page in range(3)]
        assert [count for count, _ in pages] == [5, 5, 5]
        got = [[r.number.rpartition("XF")[2] for r in rows] for _, rows in pages]
    assert got == [["0", "1"], ["2", "3"], ["4"]]


def test_get_takes_uid_or_key_and_obeys_the_scope(people: People, tree: Tree) -> None:
    made = tree.petition("1", "a1")
    model = GraphInterface(PETITION)
    with Acting(people, tree, "a1"):
        assert model.get(made.uid) == model.get(made.number) == made
    with Acting(people, tree, "b1"):
        assert model.get(made.uid) is None


def test_an_item_filled_in_by_a_form_is_added_and_retired(people: People, tree: Tree) -> None:
    model = GraphInterface(PETITION)
    with Acting(people, tree):
        item = model.obj()
        item.number = f"{tree.code}-新"
        item.handled_by = model.get_related_obj(
            "handled_by", tree.departments["a1"]["enforcement"].uid
        )
        model.add(item)
        found = model.get(item.number)
        assert found == item
        assert isinstance(found, Record)
        assert hash(found) == hash(item)
        assert str(found) == item.number
        model.delete(found, reason="重复")
        assert found.retired_reason == "重复"
        assert model.query()[0] == 0


def test_columns_tell_fab_what_they_are() -> None:
    model = GraphInterface(PETITION)
    assert model.model_name == "Petition"
    assert (model.is_string("number"), model.is_text("content"), model.is_date("received_on")) == (
        True, True, True,
    )  # fmt: skip
    assert (model.is_unique("number"), model.is_nullable("number")) == (True, False)
    assert (model.get_max_length("number"), model.get_min_length("number")) == (60, -1)
    assert model.is_relation_many_to_one("handled_by")
    assert model.is_relation_many_to_many("officers")
    assert model.get_related_model("officers") is type_of("Officer").model
    assert GraphInterface(type_of("Party")).get_col_default("nature") == "person"
    assert "phone" not in GraphInterface(type_of("Party")).get_search_columns_list()
    assert model.get_order_columns_list(["received_on", "content"]) == ["received_on"]


def test_filter_places_are_an_api_of_ten_at_most() -> None:
    for _check, filters in GraphFilterConverter.conversion_table:
        assert len(filters) <= 10
        assert all(issubclass(each, BaseFilter) for each in filters)
    words = dict(GraphFilterConverter.conversion_table)["is_string"]
    assert [each.arg_name for each in words] == [
        "sw", "ew", "ct", "eq", "nsw", "new", "nct", "neq", "in", "not_in",
    ]  # fmt: skip
    assert not any(f.__module__.startswith("views.") for f in map_args_filter.values())
