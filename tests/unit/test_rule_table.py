"""What of the table of rules is fixed by the texts, what an administrator may set, and that every
rule has its articles. By hand from SPEC.md."""

from __future__ import annotations

import re
from datetime import date

import pytest

from graph.duties import fixed, words
from graph.duties.articles import articles, cited
from graph.duties.parameters import GENERAL, settings
from graph.duties.periods import Period
from graph.duties.rule import Due, Every, Unit
from graph.duties.setting import checked
from graph.duties.table import RULES
from graph.operations.duties.asked import Asked
from graph.queries import question

FIXED = {
    "step-overdue": "当日",
    "roving-supervision": "每年，12月31日前",
    "next-quarter-rectification": "次季度末前",
    "annual-focus": "每年，次年第一季度末前",
    "consultation-attendance": "在此之前，最迟当日",
    "dispute-settlement": "1个月内",
    "dispute-implementation": "15个工作日内",
    "node-push": "当日",
    "procuratorate-invitation": "在此之前，最迟当日",
    "pre-trip-talk": "在此之前，最迟当日",
    "head-account": "每年，12月31日前",
}
"""Deadlines without ◇."""

BESIDE = {
    "monthly-draw.share": "5%",
    "key-callback.open_for": "18个月",
    "key-callback.statutory": "6个月",
    "key-callback.non_litigation": "3个月",
}


def test_what_the_texts_fix() -> None:
    said = {each.name: each.value.zh for each in fixed.values().values()}
    assert said == {f"{code}.due": zh for code, zh in FIXED.items()} | BESIDE
    assert not said.keys() & settings().keys()


def test_words_and_questions_say_what_is_fixed() -> None:
    assert fixed.values()["key-callback.statutory"].basis == "B2 法发〔2006〕35号第一条"
    assert "18个月" in RULES["key-callback"].event.zh
    assert "5%" in RULES["monthly-draw"].act.zh
    span = question("duties/key-callback.candidates").text  # a span is bounded by the longest
    assert set(re.findall(r"months: (\w+)", span)) == {"18", "6", "3"}
    for code in ("key-callback", "monthly-draw"):
        text = question(f"duties/{code}").text
        assert not re.search(r"months: \d|THEN \d+ ELSE \d+ END|\d+ \* ", text), code
        assert {each.name for each in RULES[code].locals_} <= set(re.findall(r"\$(\w+)", text))


@pytest.mark.parametrize("name", sorted([f"{code}.due" for code in FIXED] + list(BESIDE)))
def test_nobody_sets_what_is_fixed(name: str) -> None:
    _values, faults = checked({"name": name, "value": "2"})
    assert "由文件确定" in faults["name"].zh


def test_defaults_are_within_their_range() -> None:
    assert {each.name for each in GENERAL} <= settings().keys()
    wrong = [
        each.name for each in settings().values()
        if not each.choices and (
            not each.least <= float(each.default) <= each.most
            or (each.whole and each.default != int(each.default))
        )
    ]  # fmt: skip
    assert wrong == []


CHOICES = {
    "account-misuse.owner": "head department",
    "annual-focus.owner": "court bureau petitions",
    "case-feedback.parts": "each reconsideration",
    "case-feedback.sanction": "reconsideration own",
    "case-feedback.supervision": "court none",
    "case-feedback.upheld": "found always never",
    "case-integrity-report.asked": "each none",
    "correction-order.owner": "handling superior",
    "dual-investigation.owner": "both enforcement supervision",
    "escalation.order": "remind-notice-interview-order remind-interview-notice-order "
    "remind-notice-order remind-interview-order",
    "escalation.owner": "above own",
    "monthly-draw.span": "month year",
    "next-quarter-rectification.after_issue": "issue reported",
    "node-disclosure.nodes": "named all",
    "node-disclosure.owner": "court department",
    "node-push.nodes": "named all",
    "node-push.owner": "court department",
    "phone-callback.silent": "counted called",
    "resolution-conversion.order": "procedural staged any",
    "roving-supervision.owner": "court bureau petitions",
    "trip-reminder.both": "both either",
    "typical-cases.levels": "high intermediate basic",
}
"""What is chosen among named values: the default first."""


def test_what_is_chosen_among_named_values() -> None:
    known = {each.name: each for each in settings().values() if each.choices}
    assert {n: " ".join(c.code for c in each.choices) for n, each in known.items()} == CHOICES
    for each in known.values():
        assert each.default == each.choices[0].code
        said = [word for c in each.choices for word in (c.code, *c.text)]
        assert len({word.casefold() for word in said}) == len(said), each.name
        assert all(len(c.code) <= 60 and " " not in c.code and "@" not in c.code
                   for c in each.choices), each.name  # fmt: skip


@pytest.mark.parametrize("said", ["department", "所在部门", "The department", " the department "])
def test_a_choice_is_said_by_its_code_or_its_label(said: str) -> None:
    values, faults = checked({"name": "account-misuse.owner", "value": said})
    assert (values, faults) == ({"value": "department", "unit": None}, {})


@pytest.mark.parametrize("said", ["1", "部门", "Head of department", "head|department"])
def test_another_word_is_refused_with_all_that_there_are(said: str) -> None:
    _values, faults = checked({"name": "account-misuse.owner", "value": said})
    assert faults["value"].zh == (
        f"“数值”须是下列之一：head（部门负责人）、department（所在部门）；不能是“{said}”"
    )
    assert "head (The head of the department), department (The department)" in faults["value"].en


def test_a_choice_has_no_unit() -> None:
    _values, faults = checked({"name": "monthly-draw.span", "value": "year", "unit": "月"})
    assert faults["unit"].zh == "这个参数没有单位，不能填“月”"


def test_once_in_so_many_periods() -> None:
    names = {
        name for name, each in settings().items()
        if name.rpartition(".")[2] in ("months", "quarters", "years") and RULES[each.rule].every
    }  # fmt: skip
    assert names == {
        "review-analysis.quarters", "judges-meeting.quarters", "typical-cases.years",
        "standards-disclosure.years", "congress-report.years", "special-inspection.years",
        "callback-statistics.months",
    }  # fmt: skip
    for name in names:
        rule = RULES[settings()[name].rule]
        assert name.rpartition(".")[2] == f"{rule.every}s"
        assert rule.early, name  # what discharges may lie before the period
        assert re.search(r"\b\w+\.from\b", question(f"duties/{rule.code}").text), name
    assert Period.read("2024Q1").since(Every.QUARTER, 3) == date(2023, 7, 1)
    assert Period.read("2024M02").since(Every.MONTH, 1) == date(2024, 2, 1)


def test_every_rule_has_its_articles_and_every_article_its_text() -> None:
    for rule in RULES.values():
        assert cited(rule.basis), rule.code
    wanted = [
        *(f"A{n}" for n in range(1, 17)),
        *(f"B{n}" for n in range(1, 6)),
        *(f"F{n}" for n in range(1, 4)),
    ]
    assert list(articles()) == wanted
    for article in articles().values():
        assert article.paragraphs[-1], article.code
    assert "必须在15个工作日内有效落实，无正当理由不得拖延" in articles()["A12"].paragraphs[0]
    assert articles()["B2"].place.zh == "第二部分"


def test_deadlines_in_words() -> None:
    assert words.deadline(Due(Unit.DAYS, 0), 0).zh == "当日"
    assert words.deadline(Due(Unit.WORKING_DAYS, 5), 5).en == "within 5 working days"
    rule = RULES["quarterly-petition-feedback"]
    assert words.whole_deadline(rule, 20).zh == "每季度，20个工作日内"


def test_a_document_is_its_articles_and_its_attachments() -> None:
    rules = Asked(article="B").rules or ()
    assert {"monthly-draw", "trip-report", "case-integrity-report"} <= set(rules)
    assert not {"case-feedback", "rectification"} & set(rules)
