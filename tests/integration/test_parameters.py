"""Local parameters and holidays: what is taken and what is refused, on the page, in the API, in a
load and in graph/ alike. Values of rules are set in years to come: others' duties stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from pathlib import Path

import pytest

from graph import clock, records
from graph.duties import calendar, parameters, sync
from graph.duties.articles import cited
from graph.duties.calendar import DueDay
from graph.duties.table import RULES
from graph.errors import Invalid, NotAllowed, NotFound, NotUnique
from graph.ingest.folder import load_paths
from graph.model import type_of
from graph.operations import parameters as operations
from graph.progress import Progress
from graph.scope import Actor, Role
from graph.session import Graph
from tests.conftest import Tree
from tests.integration.people import People
from tests.integration.test_api import Program

PARAMETER, HOLIDAYS = type_of("Parameter"), type_of("HolidayYear")
DUE = "case-feedback.due"
RULE = RULES["case-feedback"]


@pytest.fixture(scope="module", autouse=True)
def synced(graph: Graph) -> None:
    """The records of the rules."""
    sync.rules(graph)


def set_(graph: Graph, system: Actor, since: str, value: object = 12, name: str = DUE) -> str:
    said = {"value": str(value), "valid_from": since}
    return str(operations.set_value(graph, system, name, said).number)


def values(graph: Graph) -> parameters.Values:
    with graph.reading() as tx:
        before = tx.statements
        found = parameters.load(tx)
        assert tx.statements == before + 1
    return found


def test_a_value_holds_from_its_day_on_and_the_earlier_ones_stay(
    graph: Graph, system: Actor
) -> None:
    set_(graph, system, "2090-03-01", 15)
    assert set_(graph, system, "2090-01-01", 12) == "case-feedback.due@2090-01-01"
    known = values(graph)
    days = ("2089-12-31", "2090-01-01", "2090-02-28", "2090-03-01")
    assert [known.amount(RULE, date.fromisoformat(day)) for day in days] == [10, 12, 12, 15]
    assert known.version(RULE, date(2089, 12, 31)) == f"v{RULE.version}"
    assert known.version(RULE, date(2090, 3, 5)) == f"v{RULE.version} due@2090-03-01"
    assert parameters.touched_rules(DUE) == {"case-feedback"}
    with graph.reading() as tx:
        shown = operations.one(tx, system, DUE)
        made = records.get(tx, system, PARAMETER, "case-feedback.due@2090-01-01")
    assert shown.value == 10
    coming = {str(r.valid_from): r.value for r in shown.coming}
    assert (coming["2090-01-01"], coming["2090-03-01"]) == ("12", "15")
    assert (made.unit, made.note, made.of_rule.key) == ("个工作日", "本地参数", "case-feedback")


def test_a_retired_value_no_longer_holds(graph: Graph, system: Actor) -> None:
    day = date(2091, 1, 1)
    before = values(graph).amount(RULE, day)
    number = set_(graph, system, str(day), 31)
    assert values(graph).amount(RULE, day) == 31
    records.retire(graph, system, PARAMETER, number, 1, "写错了")
    assert values(graph).amount(RULE, day) == before


REFUSED: list[tuple[dict[str, object], str, str]] = [
    ({"value": "0"}, "value", "须在1至"),
    ({"value": "3000"}, "value", "须在1至"),
    ({"value": "nan"}, "value", "须在1至"),
    ({"value": "2.5"}, "value", "须是整数"),
    ({"value": "十"}, "value", "须是数字"),
    ({"value": ""}, "value", "请填写"),
    ({"valid_from": "2021-12-29"}, "valid_from", "早于文件印发日2021-12-30"),
    ({"valid_from": ""}, "valid_from", "请填写"),
    ({"name": "case-feedback.dues"}, "name", "没有名为"),
    ({"name": "dispute-settlement.due"}, "name", "由文件确定（A12：1个月内），不能改"),
    ({"unit": "日"}, "unit", "应为“个工作日”"),
    ({"number": "P-1"}, "number", "应为 case-feedback.due@2092-01-01"),
]
"""What is changed of a good record, and the sentence, by the field that it stands at."""


@pytest.mark.parametrize(("said", "field", "sentence"), REFUSED)
def test_what_is_refused(
    graph: Graph, system: Actor, said: Mapping[str, object], field: str, sentence: str
) -> None:
    good = {"name": DUE, "value": "12", "valid_from": "2092-01-01"}
    with pytest.raises(Invalid) as refused:
        records.create(graph, system, PARAMETER, {**good, **said})
    assert sentence in refused.value.faults[field].zh


def test_what_is_set_is_never_overwritten(graph: Graph, system: Actor) -> None:
    number = set_(graph, system, "2093-01-01")
    with pytest.raises(NotUnique):
        records.create(
            graph, system, PARAMETER, {"name": DUE, "value": "9", "valid_from": "2093-01-01"}
        )
    with pytest.raises(Invalid) as same_day:
        set_(graph, system, "20930101", 9)
    assert list(same_day.value.faults) == ["valid_from"]
    with pytest.raises(Invalid) as changed:
        records.change(graph, system, PARAMETER, number, 1, {"value": "9"})
    assert list(changed.value.faults) == ["value"]
    noted = records.change(graph, system, PARAMETER, number, 1, {"note": "党组会议定"})
    assert (noted.value, noted.note) == ("12", "党组会议定")


def test_only_who_administers_all_courts_sets(graph: Graph, tree: Tree) -> None:
    for actor in (tree.actor("top", Role.SUPERVISOR), tree.actor("top", Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            set_(graph, actor, "2094-01-01")


@pytest.mark.usefixtures("tree")
def test_a_load_takes_and_refuses_the_same(graph: Graph, system: Actor, tmp_path: Path) -> None:
    number = set_(graph, system, "2095-06-01", 12)
    file = tmp_path / "parameter.csv"
    file.write_text(
        "number,name,value,valid_from\n"
        f"{DUE}@2095-01-01,{DUE},12.0,2095-01-01\n"
        f"{DUE}@2095-02-01,{DUE},0,2095-02-01\n"
        "dispute-settlement.due@2095-02-01,dispute-settlement.due,2,2095-02-01\n"
        f"P-1,{DUE},12,2095-03-01\n"
        f"{number},{DUE},13,2095-06-01\n",
        encoding="utf-8",
    )
    [loaded] = load_paths(graph, system, [file], Progress())
    assert loaded.outcome is not None
    found = loaded.outcome.refusals
    wanted = {3: "须在1至", 4: "由文件确定", 5: "应为 case-feedback.due@", 6: "登记后不能修改"}
    assert sorted(each.row for each in found) == sorted(wanted)
    assert [each.row for each in found if wanted[each.row] not in each.why.zh] == []
    with graph.reading() as tx:
        taken = records.get(tx, system, PARAMETER, f"{DUE}@2095-01-01")
    assert (taken.value, taken.unit) == ("12", "个工作日")


HOLIDAY_FAULTS: list[tuple[dict[str, str], str, str]] = [
    ({"year": "2026"}, "year", "内置日历已含"),
    ({"year": "202x"}, "year", "不是年份"),
    ({"days_off": "2031-01-01 2032-01-01"}, "days_off", "2032-01-01不在2031年"),
    ({"days_off": "2031-01-01 2031-02-30"}, "days_off", "“2031-02-30”不是日期"),
    ({"days_off": "2031-01-01、20310101"}, "days_off", "写了两次"),
    ({"days_off": "2031-01-01 2031-01-04"}, "days_off", "是星期六"),
    ({"working_days": "2031-01-06"}, "working_days", "是星期一"),
    ({"days_off": ""}, "days_off", "请填写"),
    ({"source": ""}, "source", "请填写"),
]


@pytest.mark.parametrize(("said", "field", "sentence"), HOLIDAY_FAULTS)
def test_holidays_that_are_refused(
    graph: Graph, system: Actor, said: Mapping[str, str], field: str, sentence: str
) -> None:
    good = {"year": "2031", "days_off": "2031-01-01", "source": "国办发明电〔2030〕1号"}
    with pytest.raises(Invalid) as refused:
        records.create(graph, system, HOLIDAYS, {**good, **said})
    assert sentence in refused.value.faults[field].zh


@pytest.mark.usefixtures("tree")
def test_a_year_that_is_entered_makes_its_days_definite(
    graph: Graph, system: Actor, tmp_path: Path
) -> None:
    """2030-12-31 is a Tuesday; 2031-01-01 and 02 are off, Saturday the 4th is worked."""
    since = date(2030, 12, 31)
    with graph.reading() as tx:
        before = calendar.of(tx).add_working_days(since, 2)
    assert before == DueDay(date(2031, 1, 2), True)
    file = tmp_path / "holiday_year.csv"
    file.write_text(
        "year,days_off,working_days,source\n"
        "2031,20310101、2031-01-02,2031-01-04,国办发明电〔2030〕1号\n"
        "2025,2025-01-01,,国办发明电〔2024〕1号\n",
        encoding="utf-8",
    )
    [loaded] = load_paths(graph, system, [file], Progress())
    assert [each.row for each in loaded.checked.refusals] == [3]
    with graph.reading() as tx:
        statements = tx.statements
        after = calendar.of(tx)
        assert tx.statements == statements + 1
    assert after.add_working_days(since, 2) == DueDay(date(2031, 1, 4), False)
    made = records.change(graph, system, HOLIDAYS, "2031", 1, {"days_off": "2031-01-01"})
    assert made.days_off == "2031-01-01"
    with graph.reading() as tx:
        assert calendar.of(tx).add_working_days(since, 2) == DueDay(date(2031, 1, 3), False)


def test_the_api_refuses_with_the_same_sentences(people: People) -> None:
    program = Program(people, people.user(Role.ADMINISTRATOR))
    sent = {"name": DUE, "value": "900", "valid_from": "2096-01-01"}
    where = "/api/v1/records/parameter/"
    answer = program.send(where, {"values": sent})
    assert answer.status_code == 422
    assert "900" in answer.text
    assert program.send(where, {"values": {**sent, "value": "9"}}).status_code == 201
    year = {"year": "2033", "days_off": "2033-01-01", "source": "x"}
    answer = program.send("/api/v1/records/holiday_year/", {"values": year})
    assert answer.status_code == 422
    assert "2033-01-01" in answer.text


OWNER = "escalation.owner"
BOTH = "责任法院的上级法院或者本院"


@pytest.mark.usefixtures("tree")
def test_a_choice_is_loaded_by_its_code_or_its_label(
    graph: Graph, system: Actor, tmp_path: Path
) -> None:
    file = tmp_path / "parameter.csv"
    said = ["own", BOTH, "A court above, or the own court, whoever owes it", "1"]
    rows = [
        f'{OWNER}@2095-0{n}-01,{OWNER},"{value}",2095-0{n}-01' for n, value in enumerate(said, 1)
    ]
    file.write_text("\n".join(["number,name,value,valid_from", *rows]), encoding="utf-8")
    [loaded] = load_paths(graph, system, [file], Progress())
    assert loaded.outcome is not None
    assert [each.row for each in loaded.outcome.refusals] == [5]
    assert "须是下列之一：above（" in loaded.outcome.refusals[0].why.zh
    with graph.reading() as tx:
        taken = [records.get(tx, system, PARAMETER, f"{OWNER}@2095-0{n}-01") for n in (1, 2, 3)]
    assert [(each.value, each.unit) for each in taken] == [("own", None)] * 3
    assert values(graph).on(OWNER, date(2095, 1, 1)) == "own"


def test_the_page_and_the_api_take_a_choice_and_show_its_label(people: People) -> None:
    admin = people.inside(Role.ADMINISTRATOR)
    path = f"/duties/parameters/{OWNER}"
    assert f'<option value="own">{BOTH}</option>' in admin.get(path).text
    refused = admin.post(path, {"value": "both", "valid_from": "2097-01-01"})
    assert refused.status_code == 422
    assert "须是下列之一" in refused.text
    assert admin.post(path, {"value": "own", "valid_from": "2097-01-01"}).status_code == 302
    history = admin.get(path).text.partition('id="history"')[2]
    assert f"<td>{BOTH} </td>" in history
    assert BOTH in admin.get("/duties/parameters/").text
    assert BOTH in admin.get(f"/parameter/show/{OWNER}@2097-01-01").text
    program = Program(people, people.user(Role.ADMINISTRATOR))
    sent = {"name": OWNER, "value": BOTH, "valid_from": "2097-02-01"}
    assert program.send("/api/v1/records/parameter/", {"values": sent}).status_code == 201
    answer = program.send("/api/v1/records/parameter/", {"values": {**sent, "value": "self"}})
    assert answer.status_code == 422
    assert "own" in answer.text


def test_the_page_of_a_rule_shows_what_is_chosen(people: People, tree: Tree) -> None:
    reader = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    page = reader.get("/duties/rules/roving-supervision").text
    assert "责任主体" in page
    assert "省法院" in page
    assert "提醒 → 通报 → 约谈 → 督办" in page
    assert "本地参数：" not in page
    admin = people.inside(Role.ADMINISTRATOR)
    said = {"value": "bureau", "valid_from": "2096-05-06"}
    assert admin.post("/duties/parameters/roving-supervision.owner", said).status_code == 302
    clock.fix_today(date(2096, 5, 6))
    try:
        page = reader.get("/duties/rules/roving-supervision").text
    finally:
        clock.fix_today(None)
    assert "（本地参数：省法院执行局）" in page


def test_rule_records_follow_the_table(graph: Graph, system: Actor) -> None:
    assert sync.rules(graph) == {}
    graph.write(
        lambda tx: tx.run(
            "MATCH (r:Rule {code: $code}) SET r.name = '旧名' "
            "CREATE (:Rule {uid: 'gone-rule', code: 'gone-rule', name: '没有了', version: 1})",
            code="case-feedback",
        )
    )
    assert sync.rules(graph) == {"changed": ["case-feedback"], "retired": ["gone-rule"]}
    assert sync.rules(graph) == {}
    with graph.reading() as tx:
        rule = records.get(tx, system, type_of("Rule"), "case-feedback")
    assert (rule.name, rule.article) == (RULE.name.zh, "A6")
    assert rule.applies_from == date(2021, 12, 30)


def test_the_page_shows_and_sets(graph: Graph, people: People) -> None:
    admin = people.inside(Role.ADMINISTRATOR)
    listed = admin.get("/duties/parameters/").text
    assert "duty.soon" in listed
    assert "由文件确定的数值" in listed
    path = f"/duties/parameters/{DUE}"
    assert "设定新的数值" in admin.get(path).text
    refused = admin.post(path, {"value": "0", "valid_from": "2097-01-01", "note": "理由"})
    assert refused.status_code == 422
    assert "须在1至" in refused.text
    assert "理由" in refused.text
    assert admin.post(path, {"value": "7", "valid_from": "20970101"}).status_code == 302
    assert values(graph).amount(RULE, date(2097, 1, 1)) == 7
    after = admin.get(path).text
    assert "尚未生效" in after
    assert "2097-01-01" in after
    assert admin.get("/duties/parameters/case-feedback.dues").status_code == 404


def test_the_forms_of_the_records_refuse_alike(people: People) -> None:
    admin = people.inside(Role.ADMINISTRATOR)
    admin.get("/holiday_year/add")
    year = {"year": "2034", "days_off": "2034-01-01", "source": "国办发明电〔2033〕1号"}
    refused = admin.post("/holiday_year/add", year)
    assert refused.status_code == 422
    assert "2034-01-01是星期日，本来就休息" in refused.text
    refused = admin.post("/parameter/add", {"name": "no.such", "value": "1", "number": ""})
    assert refused.status_code == 422
    assert "没有名为" in refused.text


def test_who_may_not_set_sees_the_values_only(people: People, tree: Tree) -> None:
    reader = people.inside(Role.SUPERVISOR, actor=tree.actor("a1", Role.SUPERVISOR))
    page = reader.get(f"/duties/parameters/{DUE}")
    assert page.status_code == 200
    assert "设定新的数值" not in page.text
    sent = {"value": "7", "valid_from": "2098-01-01"}
    assert reader.post(f"/duties/parameters/{DUE}", sent).status_code == 403


def test_the_page_of_rules_shows_each_with_its_article(people: People, tree: Tree) -> None:
    reader = people.inside(Role.RECORD_KEEPER, actor=tree.actor("a1", Role.RECORD_KEEPER))
    table = reader.get("/duties/rules/").text
    assert [code for code in RULES if f'id="rule-{code}"' not in table] == []
    said = [each.paragraphs[0] for rule in RULES.values() for each in cited(rule.basis)]
    assert [text for text in said if escape(text) not in table] == []
    page = reader.get("/duties/rules/case-feedback").text
    assert "撤销、变更实施行为裁定生效后，异议审查机构应就撤销、变更原因以及发现的问题" in page
    assert "◇ 本地参数" in page
    assert "由文件确定，不能修改" in reader.get("/duties/rules/dispute-settlement").text
    assert reader.get("/duties/rules/no-such-rule").status_code == 404


def test_an_unknown_parameter_is_not_found(graph: Graph, system: Actor) -> None:
    with graph.reading() as tx, pytest.raises(NotFound):
        operations.one(tx, system, "no.such")
    assert clock.today() < date(2089, 1, 1)
