"""From what a form, an API call or a file's row says to values that can be stored, or faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graph import clock
from graph.case_number import BadCaseNumber, parse
from graph.clock import SHANGHAI
from graph.model import Field, Kind, Link, RecordType, Ref
from graph.model.fields import as_links
from graph.records import coherent, rules
from graph.text import Text

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
TRUE = frozenset({"true", "1", "y", "yes", "on", "是", "有"})
FALSE = frozenset({"false", "0", "n", "no", "off", "否", "无"})

Faults = dict[str, Text]


class BadValue(ValueError):
    """A value that a field can't take, with the sentence."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh, en)


def read_fields(
    kind: RecordType, said: Mapping[str, Any], old: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], Faults]:
    """The declared fields in ``said`` as stored values, and the faults by field name.

    What a case number, or other values together, say is filled in. A masked value that comes back
    unchanged keeps the ``old`` one. Names that are no field of the type (relations aside) are a
    fault. Required fields must be there unless ``old`` has them.
    """
    values: dict[str, Any] = {}
    faults: Faults = {}
    own = kind.own_fields
    for name, value in said.items():
        if name in kind.refs:
            continue
        if name not in own:
            faults[name] = Text(f"没有名为“{name}”的字段", f"there is no field “{name}”")
            continue
        field = own[name]
        if old and field.sensitive and value and value == field.masked(old.get(name)):
            continue
        try:
            values[name] = read_value(field, value)
        except BadValue as bad:
            faults[name] = bad.text
    known = {**(old or {}), **values}
    for name, part in rules.parts(kind, known).items():
        if values.get(name) not in (None, part):
            faults[name] = rules.contradicted(own[name], known[own[name].part_of], part)
        known[name] = values[name] = part
    follows, wrong = coherent.checked(kind, known)
    for name, value in follows.items():
        if known.get(name) is None or name in values:
            known[name] = values[name] = value
    before = coherent.checked(kind, old)[1] if old else {}
    there = before.keys() - values.keys()
    faults |= {n: why for n, why in wrong.items() if n not in faults and n not in there}
    touched = {n for n, f in own.items() if n in values or f.not_before in values}
    faults |= {n: why for n, why in rules.backwards(kind, known).items() if n in touched}
    for name, field in own.items():
        if field.required and known.get(name) is None and name not in faults:
            faults[name] = _missing(field.label)
    return values, faults


def read_value(field: Field, value: Any) -> Any:
    """One value as the field stores it, None for empty; raises BadValue."""
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    stored: Any = _READ[field.kind](field, value)
    if field.minimum is not None and stored < field.minimum:
        raise BadValue(
            f"“{field.label.zh}”不能小于{field.minimum:g}",
            f"“{field.label.en}” can't be less than {field.minimum:g}",
        )
    return stored


def read_links(
    kind: RecordType, said: Mapping[str, Any], old: Mapping[str, tuple[Link, ...]] | None = None
) -> tuple[dict[str, tuple[Link, ...]], Faults]:
    """The declared relations in ``said`` as links with checked properties, and the faults."""
    links: dict[str, tuple[Link, ...]] = {}
    faults: Faults = {}
    for name, ref in kind.refs.items():
        if name in said and ref.derived:
            kept = {link.uid for link in (old or {}).get(name, ())}
            if {link.uid for link in as_links(said[name])} == kept:
                continue  # a program sends back what it read
            faults[name] = Text(
                f"“{ref.label.zh}”由系统维护，不能填写",
                f"“{ref.label.en}” is kept by the system and can't be entered",
            )
            continue
        if name in said:
            try:
                links[name] = tuple(_link(ref, link) for link in as_links(said[name]))
                _apart(ref, links[name])
            except BadValue as bad:
                faults[name] = bad.text
                continue
        known = links.get(name, (old or {}).get(name, ()))
        if ref.required and not known:
            faults[name] = _missing(ref.label)
        elif not ref.many and len(known) > 1:
            faults[name] = Text(f"“{ref.label.zh}”只能选一项", f"“{ref.label.en}” takes one only")
    return links, faults


def _link(ref: Ref, link: Link) -> Link:
    unknown = set(link.properties) - set(ref.fields)
    if unknown:
        name = sorted(unknown)[0]
        raise BadValue(f"关系上没有名为“{name}”的字段", f"the relation has no field “{name}”")
    read = {n: read_value(ref.fields[n], v) for n, v in link.properties.items()}
    start, end = read.get("from"), read.get("to")
    if start and end and end < start:
        raise BadValue(f"“{ref.label.zh}”的止日早于起日", f"“{ref.label.en}” ends before it begins")
    return link._replace(properties={n: v for n, v in read.items() if v is not None})


def _apart(ref: Ref, links: tuple[Link, ...]) -> None:
    """Raise BadValue for two links that hold on the same day where the declaration forbids it."""
    for place, link in enumerate(links if ref.no_overlap is not None else ()):
        for other in links[:place]:
            if link.uid == other.uid and rules.overlap(ref, other.properties, link.properties):
                text = rules.overlapping(ref, other.properties, link.properties)
                raise BadValue(text.zh, text.en)


def _missing(label: Text) -> Text:
    return Text(f"请填写“{label.zh}”", f"“{label.en}” is needed")


def _text(field: Field, value: Any) -> str:
    text = str(value)
    if field.max_length and len(text) > field.max_length:
        raise BadValue(
            f"“{field.label.zh}”最多{field.max_length}字，现有{len(text)}字",
            f"“{field.label.en}” takes {field.max_length} characters, there are {len(text)}",
        )
    if any((ord(c) < 32 and c not in "\n\r\t") or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise BadValue(
            f"“{field.label.zh}”含有控制字符", f"“{field.label.en}” has control characters"
        )
    return text


def _number(field: Field, value: Any) -> float:
    try:
        number = float(str(value).replace(",", "").replace("，", ""))
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e15:
        raise BadValue(f"“{field.label.zh}”须是数字", f"“{field.label.en}” must be a number")
    return number


def _integer(field: Field, value: Any) -> int:
    number = _number(field, value)
    if number != int(number):
        raise BadValue(f"“{field.label.zh}”须是整数", f"“{field.label.en}” must be whole")
    return int(number)


def _boolean(field: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).lower()
    if text not in TRUE | FALSE:
        raise BadValue(f"“{field.label.zh}”须是“是”或“否”", f"“{field.label.en}” is yes or no")
    return text in TRUE


def _date(field: Field, value: Any) -> date:
    day: date | None
    if isinstance(value, datetime):
        day = value.date()
    elif isinstance(value, date):
        day = value
    else:
        day = _day(str(value))
    if day is None:
        raise BadValue(
            f"“{field.label.zh}”不是日期：{value}。请写作 2021-12-30 或 20211230",
            f"“{field.label.en}” is no date: {value}. Write 2021-12-30 or 20211230",
        )
    _in_range(field, day)
    return day


def _day(text: str) -> date | None:
    found = re.fullmatch(
        r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))",
        text,
    )
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(field: Field, value: Any) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
        day = moment.astimezone(SHANGHAI).date()
    except (ValueError, OverflowError):
        raise BadValue(
            f"“{field.label.zh}”不是时间：{value}", f"“{field.label.en}” is no time: {value}"
        ) from None
    _in_range(field, day)
    return moment


def _in_range(field: Field, day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise BadValue(
            f"“{field.label.zh}”超出{EARLIEST.year}–{LATEST.year}年：{day}",
            f"“{field.label.en}” is outside {EARLIEST.year}–{LATEST.year}: {day}",
        )


def _choice(field: Field, value: Any) -> str:
    """A code as declared: names differ by language and may be improved, a code never changes. A
    name in either language, or a code written otherwise, is told its code."""
    text = str(value)
    if text in field.choices:
        return text
    for code, name in field.choices.items():
        if text.casefold() in (code, name.zh.casefold(), name.en.casefold()):
            raise BadValue(
                f"“{field.label.zh}”不能写“{text}”：请用代码 {code}",
                f"“{field.label.en}” can't be “{text}”: use the code {code}",
            )
    known = [Text(f"{code}（{n.zh}）", f"{code} ({n.en})") for code, n in field.choices.items()]
    raise BadValue(
        f"“{field.label.zh}”没有“{text}”这一项，可用代码：{'、'.join(n.zh for n in known)}",
        f"“{field.label.en}” has no choice “{text}”: use {', '.join(n.en for n in known)}",
    )


def _case_number(field: Field, value: Any) -> str:
    try:
        return _text(field, str(parse(str(value), clock.today().year)))
    except BadCaseNumber as bad:
        raise BadValue(bad.text.zh, bad.text.en) from None


_READ = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.INTEGER: _integer,
    Kind.AMOUNT: _number,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
    Kind.CHOICE: _choice,
    Kind.CASE_NUMBER: _case_number,
}
