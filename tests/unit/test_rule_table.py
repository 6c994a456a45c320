"""What of the table of rules is fixed by the texts, what an administrator may set, and that every
rule has its articles. By hand from SPEC.md."""

from __future__ import annotations

import re

import pytest

from graph.duties import fixed, words
from graph.duties.articles import articles, cited
from graph.duties.parameters import GENERAL, settings
from graph.duties.rule import Due, Unit
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
        if not each.least <= each.default <= each.most
        or (each.whole and each.default != int(each.default))
    ]  # fmt: skip
    assert wrong == []


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
