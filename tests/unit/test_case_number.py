"""Case numbers: every way to write one, and every way to write one wrong."""

from __future__ import annotations

import pytest

from graph.case_number import TYPE_CODES, BadCaseNumber, CaseNumber, parse, stored, tidy
from graph.model import type_of

ONE = "（2021）鲁0102执1234号"


@pytest.mark.parametrize(
    "said",
    [
        "（2021）鲁0102执1234号",
        "(2021)鲁0102执1234号",
        "〔2021〕鲁0102执1234号",
        "[2021]鲁0102执1234号",
        "【2021】鲁0102执1234号",
        "［2021］鲁0102执1234号",
        "（2021)鲁0102执1234号",
        " (2021) 鲁 0102 执 1234 号 ",
        "（2021）　鲁0102　执1234号",
        "（２０２１）鲁０１０２执１２３４号",
        "（2021）\u00a0鲁0102\u200b执1234号\ufeff",
        "（2021）鲁0102执\n1234号\t",
        "（2021）鲁0102执01234号",
    ],
)
def test_however_it_is_written_it_is_the_same_number(said: str) -> None:
    assert parse(said) == CaseNumber(2021, "鲁0102", "执", 1234)
    assert str(parse(said)) == stored(said) == ONE


@pytest.mark.parametrize(
    ("said", "code", "choice"),
    [
        ("（2021）鲁0102执1号", "执", "enforcement"),
        ("（2021）鲁0102执恢1号", "执恢", "resumed"),
        ("（2021）鲁0102执保1号", "执保", "preservation"),
        ("（2021）鲁0102执异1号", "执异", "objection"),
        ("（2021）鲁01执复1号", "执复", "reconsideration"),
        ("（2021）鲁执监1号", "执监", "supervision"),
        ("（2021）鲁执协1号", "执协", "coordination"),
        ("（2021）鲁0102执他1号", "执他", "other"),
    ],
)
def test_every_type_code(said: str, code: str, choice: str) -> None:
    made = parse(said)
    assert (made.code, made.type_code, made.serial) == (code, choice, 1)
    assert str(made) == said


def test_the_choices_of_a_case_are_the_type_codes() -> None:
    declared = type_of("Case").fields["type_code"].choices
    assert {name.zh: code for code, name in declared.items()} == TYPE_CODES


@pytest.mark.parametrize(
    ("said", "court"),
    [
        ("（2021）鲁执监15号", "鲁"),
        ("（2021）鲁01执复11号", "鲁01"),
        ("（2021）鲁0102执恢101号", "鲁0102"),
        ("（2021）鲁7101执1号", "鲁7101"),
        ("（2021）最高法执监3号", "最高法"),
        ("（2021）试1a1执异2号", "试1a1"),
        ("（2021）试12top执2号", "试12top"),
    ],
)
def test_the_court_is_what_stands_between_year_and_type(said: str, court: str) -> None:
    assert parse(said).court == court
    assert str(parse(said)) == said


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        ("", "带括号的年份", "its year in brackets"),
        ("2021鲁0102执1号", "带括号的年份", "its year in brackets"),
        ("（二〇二一）鲁0102执1号", "带括号的年份", "its year in brackets"),
        ("鲁0102执1号", "带括号的年份", "its year in brackets"),
        ("（21）鲁0102执1号", "年份“21”不可能", "“21”"),
        ("（20211）鲁0102执1号", "年份“20211”不可能", "“20211”"),
        ("（1021）鲁0102执1号", "年份“1021”不可能", "“1021”"),
        ("（2199）鲁0102执1号", "年份2199尚未到来", "2199 of the case number"),
        ("（2027）鲁0102执1号", "年份2027尚未到来", "still to come"),
        ("（2021）鲁0102执1", "末尾缺少“号”", "lacks 号"),
        ("（2021）鲁0102执1号之一", "后面多出“之一”", "“之一” comes after it"),
        ("（2021）鲁0102执1号-1", "后面多出“-1”", "“-1” comes after it"),
        ("（2021）鲁0102号", "缺少类型代字", "has no type code"),
        ("（2021）鲁01021号", "缺少类型代字", "has no type code"),
        ("（2021）鲁0102民初1号", "类型代字“民初”不识别", "“民初”"),
        ("（2021）鲁0102执信1号", "类型代字“执信”不识别", "“执信”"),
        ("（2021）鲁0102恢1号", "类型代字“恢”不识别", "“恢”"),
        ("（2021）鲁0102执号", "缺少编号", "has no serial"),
        ("（2021）鲁0102执恢号", "“执恢”与“号”之间应是数字", "between 执恢 and 号"),
        ("（2021）鲁0102执甲号", "编号“甲”须是数字", "“甲”"),
        ("（2021）鲁0102执恢一号", "编号“一”须是数字", "“一”"),
        ("（2021）鲁0102执0号", "编号“0”不可能", "“0”"),
        ("（2021）鲁0102执123456789号", "编号“123456789”不可能", "at most 8 digits"),
        ("（2021）执1号", "缺少法院代字", "has no court code"),
        ("（2015）历执字第12号", "2016年以前的写法", "before 2016"),
    ],
)
def test_each_way_to_be_wrong_has_its_sentence(said: str, zh: str, en: str) -> None:
    with pytest.raises(BadCaseNumber) as refused:
        parse(said, this_year=2026)
    assert zh in refused.value.text.zh
    assert en in refused.value.text.en


def test_the_present_year_is_possible() -> None:
    assert parse("（2026）鲁0102执1号", this_year=2026).year == 2026
    assert parse("（1949）鲁0102执1号").year == 1949


def test_the_beginning_of_a_number_is_tidied_for_a_search() -> None:
    assert tidy("(２０２１) 鲁0102执") == "（2021）鲁0102执"
    assert stored("鲁-XF-1") == "鲁-XF-1"
