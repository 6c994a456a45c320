"""The generated views behave as FAB's ModelView does on everything its users expect."""

from __future__ import annotations

import html
import re
import threading
from urllib.parse import quote, urlencode

import pytest

from graph import records
from graph.model import Record, type_of
from graph.scope import Role
from graph.session import Graph, Reader
from tests.conftest import Tree
from tests.integration.people import People, Visitor

PETITION = type_of("Petition")


def keys(page: str) -> list[str]:
    """The keys in the first column of a list page, in order."""
    cells = re.findall(r'<a class="row-link"[^>]*>(.*?)</a>', page, re.S)
    return [html.unescape(re.sub("<[^>]*>", "", cell)).strip() for cell in cells]


def short(page: str) -> list[str]:
    """The keys of petitions by their last part."""
    return [key.rpartition("XF")[2] for key in keys(page)]


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found.group(1))


@pytest.fixture
def keeper(people: People, tree: Tree) -> Visitor:
    """A record keeper of the tree's high court."""
    return people.inside(Role.RECORD_KEEPER, actor=tree.actor("top", Role.RECORD_KEEPER))


def stored(graph: Graph, tree: Tree, record: Record) -> Record:
    with graph.reading() as tx:
        return records.get(tx, tree.system, record.declared, record.uid)


# --- lists


TEXT = [
    (0, "拖延", "1"),  # begins with
    (1, "发放", "0"),  # ends with
    (2, "执行", "01"),  # contains
    (3, "拖延执行", "1"),  # equals
    (3, "", "2"),  # equals nothing: is empty
    (4, "拖延", "02"),
    (5, "发放", "12"),
    (6, "执行", "2"),
    (7, "拖延执行", "02"),
    (7, "", "01"),  # is not empty
    (8, "拖延执行,别的", "1"),  # one of
    (9, "拖延执行", "02"),  # none of
]
"""Place, value, and the petitions found."""

OTHERS = [
    ("received_on", 0, "2021-02-01", "1"),
    ("received_on", 0, "20210201", "1"),
    ("received_on", 1, "2021-01-15", "1"),  # after
    ("received_on", 2, "2021-01-15", "0"),  # before
    ("received_on", 3, "2021-02-01", "02"),
    ("received_on", 4, "2021-02-01,2021-01-01", "01"),
    ("received_on", 5, "2021-02-01", "02"),
    ("received_on", 6, "", "2"),
    ("received_on", 7, "", "01"),
    ("channel", 0, "visit", "0"),
    ("channel", 1, "visit", "12"),
    ("channel", 2, "visit,letter", "01"),
    ("channel", 3, "visit", "12"),
    ("channel", 4, "", "2"),
    ("channel", 5, "", "01"),
    ("went_to_capital", 0, "1", "0"),
    ("went_to_capital", 0, "0", "1"),
    ("went_to_capital", 1, "y", "12"),
    ("went_to_capital", 2, "", "2"),
    ("went_to_capital", 3, "", "01"),
]


def test_text_filters_by_place(keeper: Visitor, tree: Tree) -> None:
    for n, content in enumerate(["执行款未发放", "拖延执行", None]):
        tree.petition(str(n), content=content)
    for place, value, found in TEXT:
        page = keeper.get(f"/petition/list/?{urlencode({f'_flt_{place}_content': value})}")
        assert set(short(page.text)) == set(found), (place, value)


def test_filters_of_other_types_by_place(keeper: Visitor, tree: Tree) -> None:
    tree.petition("0", received_on="2021-01-01", channel="visit", went_to_capital=True)
    tree.petition("1", received_on="2021-02-01", channel="letter", went_to_capital=False)
    tree.petition("2")
    for column, place, value, found in OTHERS:
        page = keeper.get(f"/petition/list/?{urlencode({f'_flt_{place}_{column}': value})}")
        assert set(short(page.text)) == set(found), (column, place, value)


def test_number_filters(people: People, tree: Tree) -> None:
    keeper = people.inside(Role.RECORD_KEEPER, actor=tree.actor("top", Role.RECORD_KEEPER))
    for n, claim in enumerate(["100", "250.5", None]):
        tree.case(str(n + 1), claim=claim)
    wanted = {0: ("100", {"1"}), 1: ("100", {"2"}), 2: ("250.5", {"1"}), 3: ("100", {"2", "3"}),
              4: ("100,250.5", {"1", "2"}), 5: ("100", {"2", "3"}), 6: ("", {"3"}),
              7: ("", {"1", "2"})}  # fmt: skip
    for place, (value, found) in wanted.items():
        page = keeper.get(f"/case/list/?_flt_{place}_claim={quote(value)}")
        got = {re.search(r"执(\d)号", key).group(1) for key in keys(page.text)}  # type: ignore[union-attr]
        assert got == found, place


def test_relation_filters(keeper: Visitor, tree: Tree) -> None:
    one, other = tree.case("71"), tree.case("72")
    tree.petition("0", about_case=[one.uid])
    tree.petition("1", about_case=[one.uid, other.uid])
    tree.petition("2")
    department = tree.departments["a1"]["enforcement"].uid
    wanted = {
        f"_flt_0_about_case={one.uid}": {"0", "1"},
        f"_flt_0_about_case={one.uid}&_flt_0_about_case={other.uid}": {"1"},
        f"_flt_1_about_case={other.uid}": {"0", "2"},
        f"_flt_2_about_case={one.uid}&_flt_2_about_case={other.uid}": {"0", "1"},
        f"_flt_3_about_case={one.uid}&_flt_3_about_case={other.uid}": {"2"},
        "_flt_4_about_case=": {"2"},
        "_flt_5_about_case=": {"0", "1"},
        f"_flt_0_handled_by={department}": {"0", "1", "2"},
        f"_flt_1_handled_by={department}": set(),
    }
    for address, found in wanted.items():
        page = keeper.get(f"/petition/list/?{address}")
        assert set(short(page.text)) == found, address
    assert "执71号" in keeper.get(f"/petition/list/?_flt_0_about_case={one.uid}").text


def test_no_list_gathers_what_is_about_one_officer(keeper: Visitor, tree: Tree) -> None:
    officer = tree.officer("甲")
    made = tree.petition("0", officers=[officer.uid])
    gathered = keeper.get(f"/petition/list/?anchor=petition.officers&of={officer.uid}")
    assert gathered.status_code == 403
    assert "履历" in gathered.text or "人员" in gathered.text
    assert made.number not in gathered.text
    assert keeper.get(f"/petition/list/?_flt_0_officers={officer.uid}").status_code == 400
    by_api = f"/api/v1/records/petition/?filter=officers:related:{officer.uid}"
    assert keeper.get(by_api).status_code == 403


def test_several_filters_all_hold_and_each_can_be_taken_away(keeper: Visitor, tree: Tree) -> None:
    tree.petition("0", channel="visit", content="执行款")
    tree.petition("1", channel="visit")
    page = keeper.get("/petition/list/?_flt_0_channel=visit&_flt_2_content=执行").text
    assert short(page) == ["0"]
    remove = re.findall(r'class="chip-remove" href="([^"]*)"', page)
    assert len(remove) == 2
    left = keeper.get(html.unescape(remove[1])).text
    assert short(left) == ["1", "0"] or short(left) == ["0", "1"]


def test_words_order_cursor_and_sizes(keeper: Visitor, tree: Tree) -> None:
    for n in range(30):
        tree.petition(f"{n:02}", received_on=f"2021-01-{n + 1:02}", content="拖延" if n % 2 else "")
    first = keeper.get("/petition/list/?psize_PetitionView=1").text
    assert short(first)[:2] == ["29", "28"]
    assert len(short(first)) == 25
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following
    second = keeper.get(html.unescape(following.group(1))).text
    assert short(second) == ["04", "03", "02", "01", "00"]
    previous = re.search(r'rel="prev" href="([^"]*)"', second)
    assert previous
    assert short(keeper.get(html.unescape(previous.group(1))).text) == short(first)
    up = "/petition/list/?_oc_PetitionView=received_on&_od_PetitionView=asc"
    assert short(keeper.get(up).text)[:2] == ["00", "01"]
    third = keeper.get("/petition/list/?page_PetitionView=1&psize_PetitionView=25").text
    assert short(third) == short(second)
    assert len(short(keeper.get("/petition/list/?q=拖延").text)) == 15
    assert "共 30 条" in first


def test_a_list_of_one_record_s_own(keeper: Visitor, tree: Tree) -> None:
    officer, case = tree.officer("甲"), tree.case("71")
    tree.petition("0", about_case=[case.uid])
    tree.petition("1", about_case=[tree.case("72").uid])
    page = keeper.get(f"/petition/list/?anchor=petition.about_case&of={case.uid}").text
    assert short(page) == ["0"]
    assert "执71号" in page
    back = keeper.get(f"/department/list/?anchor=serves&of={officer.uid}").text
    assert keys(back) == [tree.departments["a1"]["enforcement"].number]
    assert keeper.get("/petition/list/?anchor=petition.nothing&of=x").status_code == 404
    wrong = keeper.get(f"/petition/list/?anchor=petition.nothing&of={officer.uid}")
    assert wrong.status_code == 400


def test_retired_records_show_on_request(keeper: Visitor, tree: Tree, graph: Graph) -> None:
    made = tree.petition("0")
    records.retire(graph, tree.system, PETITION, made.uid, 1, "重复")
    assert short(keeper.get("/petition/list/").text) == []
    assert short(keeper.get("/petition/list/?retired=1").text) == ["0"]


def test_an_empty_list_teaches(keeper: Visitor) -> None:
    page = keeper.get("/petition/list/").text
    assert "还没有" in page
    assert "/petition/add" in page


def test_statements_do_not_grow_with_rows(
    keeper: Visitor, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    run = Reader.run

    def counted(self: Reader, cypher: str, /, **parameters: object) -> object:
        ran.append(cypher)
        return run(self, cypher, **parameters)

    monkeypatch.setattr(Reader, "run", counted)
    counts = []
    officer = tree.officer("甲")
    for n in range(12):
        tree.petition(str(n), officers=[officer.uid])
        if n in (0, 11):
            ran.clear()
            keeper.get("/petition/list/")
            counts.append(len(ran))
    assert counts == [3, 3]  # the inbox, and the two of the list


# --- pages


def test_a_page_by_key_or_uid_with_related_lists(keeper: Visitor, tree: Tree) -> None:
    case = tree.case("1", handlers=[])
    act = tree.create("Act", number=f"{tree.code}-A1", sort_of_act="seizure", case=case.uid)
    by_key = keeper.get(f"/case/show/{quote(case.number)}")
    assert by_key.status_code == 200
    assert f"/act/show/{quote(act.number)}" in by_key.text
    assert f"/act/list/?anchor=act.case&amp;of={case.uid}" in by_key.text
    assert f"/act/add?case={case.uid}" in by_key.text
    assert keeper.get(f"/case/show/{case.uid}").status_code == 200
    assert f"/case/show/{quote(case.number)}" in keeper.get(f"/act/show/{act.uid}").text
    preview = keeper.get(f"/case/show/{case.uid}?preview=1").text
    assert "<html" not in preview
    assert case.number in preview
    assert keeper.get("/case/show/无此案").status_code == 404


def test_the_audit_is_on_the_page_of_who_may_read_it(people: People, tree: Tree) -> None:
    made = tree.petition("0")
    inspector = people.inside(Role.INSPECTOR, actor=tree.actor("a1", Role.INSPECTOR))
    supervisor = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    assert "新增记录" in inspector.get(f"/petition/show/{made.uid}").text
    assert "新增记录" not in supervisor.get(f"/petition/show/{made.uid}").text


def test_sensitive_values_are_masked_everywhere(keeper: Visitor, tree: Tree) -> None:
    made = tree.create(
        "Party", number=f"{tree.code}-P1", name="张三", phone="13812345678",
        registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    for path in ("/party/list/", f"/party/show/{made.uid}", f"/party/edit/{made.uid}"):
        page = keeper.get(path).text
        assert "138****5678" in page
        assert "13812345678" not in page


# --- forms


def test_add_and_back_to_where_one_came_from(keeper: Visitor, tree: Tree, graph: Graph) -> None:
    department = tree.departments["a1"]["enforcement"]
    page = keeper.get(f"/petition/add?handled_by={department.uid}&back=/petition/list/?q=1").text
    assert department.name in page
    saved = keeper.post(
        "/petition/add",
        {
            "number": f"{tree.code}-XF1", "received_on": "20211230", "channel": "visit",
            "handled_by": department.uid, "content": "诉求", "back": hidden(page, "back"),
        },
    )  # fmt: skip
    assert (saved.status_code, saved.location) == (302, "/petition/list/?q=1")
    with graph.reading() as tx:
        made = records.get(tx, tree.system, PETITION, f"{tree.code}-XF1")
    assert (str(made.received_on), made.channel, made.went_to_capital) == (
        "2021-12-30", "visit", False,
    )  # fmt: skip
    elsewhere = keeper.post(
        "/petition/add",
        {"number": f"{tree.code}-XF2", "handled_by": department.uid, "back": "//evil.example/"},
    )
    assert elsewhere.location == f"/petition/show/{quote(tree.code + '-XF2')}"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    keeper: Visitor, tree: Tree
) -> None:
    tree.petition("1")
    keeper.get("/petition/add")
    answer = keeper.post(
        "/petition/add",
        {
            "number": f"{tree.code}-XF1", "received_on": "2021-02-30", "content": "很长的诉求",
            "channel": "letter",
        },
    )  # fmt: skip
    assert answer.status_code == 422
    page = answer.text
    assert 'id="received_on-error"' in page
    assert 'id="handled_by-error"' in page
    assert "有 2 处需要改正" in page
    assert 'value="2021-02-30"' in page
    assert "很长的诉求" in page
    assert re.search(r'<option value="letter" selected', page)
    taken = keeper.post(
        "/petition/add",
        {
            "number": f"{tree.code}-XF1",
            "handled_by": tree.departments["a1"]["enforcement"].uid,
        },
    )
    assert taken.status_code == 422
    assert 'id="number-error"' in taken.text
    assert "已被另一条" in taken.text
    assert "执行实施处" in taken.text


def test_rows_of_a_relation_survive_a_refused_save(
    keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    officer, department = tree.officer("甲"), tree.departments["b1"]["enforcement"]
    said = {
        "number": f"{tree.code}-乙", "name": "乙某",
        "serves-0-record": tree.departments["a1"]["enforcement"].uid, "serves-0-post": "执行员",
        "serves-0-from": "2019-01-01", "serves-0-to": "20201231",
        "serves-3-record": department.uid, "serves-3-post": "庭长", "serves-3-from": "昨天",
        "serves-7-post": "没选部门",
    }  # fmt: skip
    keeper.get("/officer/add")
    refused = keeper.post("/officer/add", said)
    assert refused.status_code == 422
    for text in ("昨天", "没选部门", "庭长", "20201231", department.name):
        assert text in refused.text, text
    del said["serves-7-post"]
    saved = keeper.post("/officer/add", said | {"serves-3-from": "20210101"})
    assert saved.status_code == 302
    with graph.reading() as tx:
        made = records.get(tx, tree.system, type_of("Officer"), f"{tree.code}-乙")
    posts = sorted((p.properties["post"], str(p.properties["from"])) for p in made.serves)
    assert posts == [("庭长", "2021-01-01"), ("执行员", "2019-01-01")]
    edit = keeper.get(f"/officer/edit/{officer.uid}").text
    assert 'name="serves-0-record"' in edit


def test_edit_changes_what_was_changed_and_keeps_the_masked(
    keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    made = tree.create(
        "Party", number=f"{tree.code}-P1", name="张三", phone="13812345678",
        registered_by=tree.courts["a1"].uid,
    )  # fmt: skip
    page = keeper.get(f"/party/edit/{made.uid}").text
    saved = keeper.post(
        f"/party/edit/{made.uid}",
        {
            "version": hidden(page, "version"), "seen": hidden(page, "seen"),
            "number": made.number, "name": "张三丰", "nature": "person", "phone": "138****5678",
            "registered_by": tree.courts["a1"].uid,
        },
    )  # fmt: skip
    assert saved.status_code == 302
    phone = records.reveal(graph, tree.system, type_of("Party"), made.uid, "phone", "测试")
    assert (stored(graph, tree, made).name, phone) == ("张三丰", "13812345678")


def test_a_conflict_shows_both_and_keeps_what_was_typed(
    keeper: Visitor, tree: Tree, graph: Graph
) -> None:
    made = tree.petition("1", content="原文", channel="visit")
    page = keeper.get(f"/petition/edit/{made.uid}").text
    others = {"content": "对方的话", "channel": "letter"}
    records.change(graph, tree.actor("a1"), PETITION, made.uid, 1, others)
    mine = {
        "version": hidden(page, "version"), "seen": hidden(page, "seen"), "number": made.number,
        "content": "我的话", "channel": "visit", "resolution": "staged",
        "handled_by": tree.departments["a1"]["enforcement"].uid,
    }  # fmt: skip
    told = keeper.post(f"/petition/edit/{made.uid}", mine)
    assert told.status_code == 409
    assert "我的话</textarea>" in told.text
    assert "对方的话" in told.text
    assert tree.actor("a1").username in told.text
    assert re.search(r'<option value="letter" selected', told.text)  # only they changed it
    assert re.search(r'<option value="staged" selected', told.text)  # only I did
    assert hidden(told.text, "version") == "2"
    assert stored(graph, tree, made).content == "对方的话"
    again = mine | {
        "version": "2", "seen": hidden(told.text, "seen"), "channel": "letter",
    }  # fmt: skip
    assert keeper.post(f"/petition/edit/{made.uid}", again).status_code == 302
    now = stored(graph, tree, made)
    assert (now.content, now.channel, now.resolution) == ("我的话", "letter", "staged")


def test_who_may_not_write_gets_no_form(people: People, tree: Tree) -> None:
    made = tree.petition("1", "a1")
    supervisor = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    assert supervisor.get(f"/petition/show/{made.uid}").status_code == 200
    for path in ("/petition/add", f"/petition/edit/{made.uid}"):
        assert supervisor.get(path).status_code == 403
    assert supervisor.post(f"/petition/delete/{made.uid}", {"reason": "x"}).status_code == 403
    elsewhere = people.inside(Role.RECORD_KEEPER, actor=tree.actor("b1", Role.RECORD_KEEPER))
    for path in (f"/petition/show/{made.uid}", f"/petition/edit/{made.uid}"):
        assert elsewhere.get(path).status_code == 404
    assert elsewhere.post(f"/petition/delete/{made.uid}", {"reason": "x"}).status_code == 404


def test_one_s_own_record_is_refused_with_its_sentence(people: People, tree: Tree) -> None:
    me = tree.officer("我")
    actor = tree.actor("a1", Role.RECORD_KEEPER, officer=me.number)
    myself = people.inside(Role.RECORD_KEEPER, actor=actor)
    assert myself.get(f"/officer/edit/{me.uid}").status_code == 403
    myself.get("/petition/add")
    answer = myself.post(
        "/petition/add",
        {
            "number": f"{tree.code}-own", "officers": me.uid, "content": "留住",
            "handled_by": tree.departments["a1"]["enforcement"].uid,
        },
    )  # fmt: skip
    assert answer.status_code == 403
    assert "本人" in answer.text
    assert "留住" in answer.text


def test_types_that_only_the_product_writes_have_no_form(people: People, tree: Tree) -> None:
    administrator = people.inside(Role.ADMINISTRATOR, actor=tree.actor("top", Role.ADMINISTRATOR))
    assert administrator.get("/audit_event/list/").status_code == 200
    for path in ("/audit_event/add", "/import/add"):
        assert administrator.get(path).status_code == 404


def test_typeahead_is_scoped_and_knows_several_types(people: People, tree: Tree) -> None:
    here = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    there = people.inside(Role.RECORD_KEEPER, actor=tree.actor("b1", Role.RECORD_KEEPER))
    case = tree.case("77")
    url = f"/typeahead/petition.about_case?q={quote(case.number)}"
    assert [item["id"] for item in here.get(url).json["items"]] == [case.uid]
    assert there.get(url).json["items"] == []
    answer = here.get("/typeahead/petition.nothing?q=x")
    assert answer.status_code == 400


# --- retiring and actions


def test_retire_and_reinstate(keeper: Visitor, tree: Tree, graph: Graph) -> None:
    made = tree.petition("1")
    page = keeper.get(f"/petition/show/{made.uid}").text
    assert f"/petition/delete/{quote(made.number)}" in page
    assert keeper.client.get(f"/petition/delete/{made.uid}").status_code == 405
    asked = keeper.post(f"/petition/delete/{made.uid}")
    assert asked.status_code == 200
    assert 'name="reason"' in asked.text
    assert keeper.post(f"/petition/delete/{made.uid}", {"reason": " "}).status_code == 422
    gone = keeper.post(f"/petition/delete/{made.uid}", {"reason": "重复登记", "version": "1"})
    assert gone.status_code == 302
    assert stored(graph, tree, made).retired_reason == "重复登记"
    assert "重复登记" in keeper.get(f"/petition/show/{made.uid}").text
    back = keeper.post(f"/petition/reinstate/{made.uid}", {"version": "2"})
    assert back.status_code == 302
    assert stored(graph, tree, made).retired_at is None


def test_an_action_on_several_rows(keeper: Visitor, tree: Tree, graph: Graph) -> None:
    made = [tree.petition(str(n)) for n in range(3)]
    keeper.get("/petition/list/")
    rows = {"action": "retire", "rowid": [made[0].uid, made[1].uid]}
    asked = keeper.post("/petition/action_post", rows)
    assert "将停用 2 条记录" in asked.text
    assert keeper.post("/petition/action_post", rows | {"reason": "合并"}).status_code == 302
    assert [bool(stored(graph, tree, m).retired_at) for m in made] == [True, True, False]


# --- concurrency


def test_requests_at_once_do_not_share_filters(people: People, tree: Tree) -> None:
    for n in range(4):
        tree.petition(str(n), channel="visit" if n % 2 else "letter", content=f"内容{n}")
    actor = tree.actor("top", Role.SUPERVISOR)
    wanted = {
        "?_flt_0_channel=visit": {"1", "3"},
        "?_flt_0_channel=letter": {"0", "2"},
        "?_flt_2_content=内容3": {"3"},
        "": {"0", "1", "2", "3"},
    }
    visitors = {address: people.inside(Role.SUPERVISOR, actor=actor) for address in wanted}
    wrong: list[tuple[str, list[str]]] = []

    def ask(address: str, visitor: Visitor) -> None:
        for _ in range(6):
            got = short(visitor.get("/petition/list/" + address).text)
            if set(got) != wanted[address]:
                wrong.append((address, got))

    threads = [threading.Thread(target=ask, args=each) for each in visitors.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
