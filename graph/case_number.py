"""Case numbers (法〔2015〕137号): one parser for everything that reads one.

``（2021）鲁0102执1234号``: year in brackets, the court's code, the type code, the serial, 号.
Whatever brackets, widths and spaces were written, the number is stored in this one spelling.
Whether a court has the code is for the graph to say (graph.records.numbers).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from graph.text import Text

TYPE_CODES: dict[str, str] = {
    "执": "enforcement",
    "执恢": "resumed",
    "执保": "preservation",
    "执异": "objection",
    "执复": "reconsideration",
    "执监": "supervision",
    "执协": "coordination",
    "执他": "other",
}
"""Type codes of enforcement cases, and the choice that each is stored as."""

FIRST_YEAR = 1949
LONGEST_SERIAL = 8

EXAMPLE = "（2021）鲁0102执1234号"
_KNOWN = "、".join(TYPE_CODES)
_BRACKETS = str.maketrans(
    {"(": "（", "〔": "（", "[": "（", "【": "（", ")": "）", "〕": "）", "]": "）", "】": "）"}
)
_LONGEST_FIRST = sorted(TYPE_CODES, key=len, reverse=True)


class BadCaseNumber(ValueError):
    """A text that is no case number; ``text`` says which part is wrong and how it should be."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


@dataclass(frozen=True)
class CaseNumber:
    """A case number by its parts; ``str()`` gives the stored spelling."""

    year: int
    court: str
    """The court's code, 法院代字."""
    code: str
    """The type code as written: 执恢."""
    serial: int

    @property
    def type_code(self) -> str:
        """The type code as the choice that is stored: ``resumed``."""
        return TYPE_CODES[self.code]

    def __str__(self) -> str:
        return f"（{self.year}）{self.court}{self.code}{self.serial}号"


def tidy(text: str) -> str:
    """A case number, or the beginning or a part of one, as it is stored: brackets （）, half-width
    digits and letters, no space. Says nothing about whether it is right."""
    plain = unicodedata.normalize("NFKC", text)
    bare = "".join(c for c in plain if not c.isspace() and unicodedata.category(c) != "Cf")
    return bare.translate(_BRACKETS)


def stored(text: str) -> str:
    """The stored spelling of a case number for looking it up; of any other text, the text tidied
    as far as that goes."""
    try:
        return str(parse(text))
    except BadCaseNumber:
        return tidy(text)


def parse(text: str, this_year: int | None = None) -> CaseNumber:
    """The case number that the text spells in any brackets, widths and spaces.

    Raises BadCaseNumber; also for a year after ``this_year``, where that is given.
    """
    said = tidy(text)
    year, rest = _year(said, this_year)
    body, end, after = rest.partition("号")
    if "字第" in body:
        raise BadCaseNumber(
            f"“{text}”是2016年以前的写法（字第），请按法〔2015〕137号写作 {EXAMPLE}",
            f"“{text}” is written as before 2016 (字第): write it as {EXAMPLE} (法〔2015〕137号)",
        )
    if not end:
        raise BadCaseNumber(
            f"案号“{text}”末尾缺少“号”，如 {EXAMPLE}",
            f"the case number “{text}” lacks 号 at its end, as in {EXAMPLE}",
        )
    if after:
        raise BadCaseNumber(
            f"案号“{text}”应到“号”为止，后面多出“{after}”",
            f"the case number “{text}” has to end with 号; “{after}” comes after it",
        )
    court, code, serial = _body(body, text)
    return CaseNumber(year, court, code, serial)


def _year(said: str, this_year: int | None) -> tuple[int, str]:
    """The year and what follows it."""
    found = re.match(r"（(\d+)）", said, re.ASCII)
    if not found:
        raise BadCaseNumber(
            f"案号“{said}”应以带括号的年份开头，如 {EXAMPLE}",
            f"the case number “{said}” has to begin with its year in brackets, as in {EXAMPLE}",
        )
    digits = found[1]
    if len(digits) != 4 or int(digits) < FIRST_YEAR:
        raise BadCaseNumber(
            f"案号“{said}”的年份“{digits}”不可能：须是四位年份，{FIRST_YEAR}年以后",
            f"the year “{digits}” of the case number “{said}” is impossible: "
            f"it has four digits and is {FIRST_YEAR} or later",
        )
    year = int(digits)
    if this_year is not None and year > this_year:
        raise BadCaseNumber(
            f"案号“{said}”的年份{year}尚未到来",
            f"the year {year} of the case number “{said}” is still to come",
        )
    return year, said[found.end() :]


def _body(body: str, text: str) -> tuple[str, str, int]:
    """Court code, type code and serial: the longest type code that stands before the serial."""
    found = re.fullmatch(r"(.*?)(\d*)", body, re.ASCII)
    head, digits = found.groups() if found else (body, "")
    code = next((each for each in _LONGEST_FIRST if head.endswith(each)), "")
    if not code:
        raise _unreadable(head, digits, text)
    if not digits:
        raise BadCaseNumber(
            f"案号“{text}”缺少编号：“{code}”与“号”之间应是数字",
            f"the case number “{text}” has no serial: digits belong between {code} and 号",
        )
    if int(digits) == 0 or len(digits) > LONGEST_SERIAL:
        raise BadCaseNumber(
            f"案号“{text}”的编号“{digits}”不可能：从1起，最多{LONGEST_SERIAL}位",
            f"the serial “{digits}” of the case number “{text}” is impossible: "
            f"from 1, with at most {LONGEST_SERIAL} digits",
        )
    court = head.removesuffix(code)
    if not court:
        raise BadCaseNumber(
            f"案号“{text}”缺少法院代字，如 {EXAMPLE} 中的“鲁0102”",
            f"the case number “{text}” has no court code, like 鲁0102 in {EXAMPLE}",
        )
    return court, code, int(digits)


def _unreadable(head: str, digits: str, text: str) -> BadCaseNumber:
    """Why no known type code stands before the serial."""
    place = head.find("执")
    if place >= 0 and not digits:
        code = next(each for each in _LONGEST_FIRST if head.startswith(each, place))
        serial = head[place + len(code) :]
        return BadCaseNumber(
            f"案号“{text}”的编号“{serial}”须是数字",
            f"the serial “{serial}” of the case number “{text}” must be digits",
        )
    said = head[place:] if place >= 0 else "".join(re.findall(r"\d(\D+)$", head))
    if not said:
        return BadCaseNumber(
            f"案号“{text}”缺少类型代字：应是 {_KNOWN} 之一",
            f"the case number “{text}” has no type code: it is one of {_KNOWN}",
        )
    return BadCaseNumber(
        f"案号“{text}”的类型代字“{said}”不识别：应是 {_KNOWN} 之一",
        f"the type code “{said}” of the case number “{text}” is not known: it is one of {_KNOWN}",
    )
