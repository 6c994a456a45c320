"""What people type is searched script by script, and every part has to occur."""

from __future__ import annotations

import re

import pytest

from graph.model import type_of
from graph.records.words import goes_inside, lucene, short_names, ways


def asked(typed: str, inside: bool = False) -> list[str]:
    """The terms that the case number has to have."""
    return re.findall(r"[(+]number:(.+?) OR cause:", lucene(type_of("Case"), typed, inside=inside))


@pytest.mark.parametrize(
    ("typed", "terms", "inside"),
    [
        ("执行款", ['"执行款"'], ['"执行款"']),
        ("款", ["款"], ["款"]),
        ("XF77", ["(xf77^4 OR xf77*)"], ["(xf77^4 OR xf77* OR *xf77*)"]),
        ("鲁0102执1234号", ["鲁", "(0102^4)", "执", "(1234^4)", "号"], None),
        ("1234号", ["(1234^4)", "号"], ["(1234^4 OR *1234)", "号"]),
        ("a1执行实施处", ["(a1^4)", '"执行实施处"'], ["(a1^4 OR *a1)", '"执行实施处"']),
        ("3.5", ["(3^4 OR 3*)", "(5^4 OR 5*)"], ["(3^4 OR 3* OR *3*)", "(5^4 OR 5* OR *5*)"]),
        ('") OR *:*', ["(or^4 OR or*)"], ["(or^4 OR or* OR *or*)"]),
        ("（）", [], []),
    ],
)  # fmt: skip
def test_words(typed: str, terms: list[str], inside: list[str] | None) -> None:
    assert asked(typed) == terms
    assert asked(typed, inside=True) == (terms if inside is None else inside)
    assert goes_inside(typed) == (asked(typed, inside=True) != terms)


def test_any_spelling_of_a_case_number_asks_for_the_same_parts() -> None:
    spellings = (
        "（2021）鲁0102执1234号", "(2021) 鲁0102 执 1234 号", "〔2021〕鲁0102执1234号",
        "２０２１鲁０１０２执１２３４号",
    )  # fmt: skip
    wanted = ["2021", "鲁", "0102", "执", "1234", "号"]
    for typed in spellings:
        terms = asked(typed)[:6]
        assert [re.sub(r"[^\w].*", "", term.strip("()")) for term in terms] == wanted, typed


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("第9001号", ["9001", "号"]),
        ("第９００１号", ["9001", "号"]),
        ("鲁执字第05号", ["鲁执", "5", "号"]),
        ("执 字 第 5 号", ["执", "5", "号"]),
        ("执字第5", ["执", "5"]),
        ("第3季度", None),
        ("字号", None),
    ],
)
def test_what_is_said_before_a_serial_is_in_no_number(typed: str, terms: list[str] | None) -> None:
    """Looked for as typed all the same: a text may have it."""
    first, *others = ways(type_of("Case"), typed)
    assert "".join(run.text for run in first)[0] == typed[0]
    assert [[run.text for run in way] for way in others[-1:]] == ([terms] if terms else [])


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("省院", [["高级", "法院"]]),
        ("山东高院", [["山东", "高级", "法院"], ["山东高", "法院"]]),
        ("济南中院", [["济南", "中级", "法院"], ["济南中", "法院"]]),
        ("市中院", [["中级", "法院"], ["市", "中级", "法院"], ["市中", "法院"]]),
        ("历下法院", [["历下", "法院"], ["历下法", "法院"]]),
        ("历下区人民法院", [["历下区", "法院"], ["历下区人民", "法院"], ["历下区人民法", "法院"]]),
        ("法院", [["法", "法院"]]),
        ("王五", []),
    ],
)  # fmt: skip
def test_a_court_goes_by_its_short_name(said: str, names: list[list[str]]) -> None:
    found = [[run.text for run in way] for way in short_names(said)]
    assert found == [way for way in names if way != ["法", "法院"]]
