"""Rules that a declaration states about several values at once; forms, the API and loads ask here.

Parts of a case number can't contradict it, a period can't end before it begins, and where
``no_overlap`` says so two links to one record can't hold on the same day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.case_number import BadCaseNumber, CaseNumber, parse, stored
from graph.model import Field, Kind, Link, RecordType, Ref, type_of
from graph.text import Text

Properties = Mapping[str, Any]


def number_in(value: Any) -> CaseNumber | None:
    """The case number that a value spells, None where it spells none."""
    try:
        return parse(value) if isinstance(value, str) else None
    except BadCaseNumber:
        return None


def stored_key(kind: RecordType, key: str) -> str:
    """A business key as it is stored: any spelling of a case number is the same number."""
    return stored(key) if kind.fields[kind.key].kind is Kind.CASE_NUMBER else key


def compared(field: Field, value: Any) -> Any:
    """A value to compare a field with: case numbers, whole or in part, as they are stored."""
    if field.kind is not Kind.CASE_NUMBER:
        return value
    if isinstance(value, list | tuple):
        return [compared(field, each) for each in value]
    return stored(value) if isinstance(value, str) else value


def parts(kind: RecordType, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the case numbers among ``known`` say of the fields that are parts of them."""
    found = {}
    for name, field in kind.own_fields.items():
        number = number_in(known.get(field.part_of)) if field.part_of else None
        if number is not None:
            found[name] = getattr(number, name)
    return found


def contradicted(field: Field, number: str, part: Any) -> Text:
    """The sentence about a part that is given otherwise than the number says."""
    name = field.choices[part].zh if field.choices else ""
    return Text(
        f"“{field.label.zh}”与案号{number}不符：按案号应为 {part}{f'（{name}）' if name else ''}，"
        "也可以不填",
        f"“{field.label.en}” contradicts the case number {number}, which says {part}"
        f"{f' ({name})' if name else ''}; it may be left out",
    )


def backwards(kind: RecordType, known: Mapping[str, Any]) -> dict[str, Text]:
    """The dates among ``known`` that lie before the one that they can't precede."""
    faults: dict[str, Text] = {}
    for name, field in kind.own_fields.items():
        end, start = known.get(name), known.get(field.not_before)
        if end is not None and start is not None and end < start:
            faults[name] = before(field, kind.fields[field.not_before], end, start)
    return faults


def before(field: Field, first: Field, end: date, start: date) -> Text:
    """The sentence about an end before its beginning."""
    return Text(
        f"“{field.label.zh}”{end}早于“{first.label.zh}”{start}",
        f"“{field.label.en}” {end} is before “{first.label.en}” {start}",
    )


def overlap(ref: Ref, one: Properties, other: Properties) -> bool:
    """Whether two different links to one record certainly hold on a common day, though they agree
    in what ``no_overlap`` names.

    First and last day count; without a last day a link holds on; of one without a first day only
    the last is known; one without any date may hold at any time, and clashes with none.
    """
    if ref.no_overlap is None or dict(one) == dict(other):
        return False
    if any(one.get(name) != other.get(name) for name in ref.no_overlap):
        return False
    (first, last), (start, end) = _days(one), _days(other)
    if first is None or start is None:
        return False
    return (end is None or first <= end) and (last is None or start <= last)


def _days(link: Properties) -> tuple[date | None, date | None]:
    """The first and last day that a link is known to hold; no last day: it holds on."""
    start, end = link.get("from"), link.get("to")
    return (end if start is None else start), end


def overlapping(ref: Ref, one: Properties, other: Properties, where: str = "") -> Text:
    """The sentence about two links that overlap; ``where`` they lead: a title or a key."""
    named = [ref.fields[name].display(one.get(name)) for name in ref.no_overlap or ()]
    post = Text("".join(n.zh for n in named), "".join(n.en for n in named))
    spans = [
        Text(f"{each.get('from') or '不详'}至{each.get('to') or '今'}",
             f"{each.get('from') or '?'} to {each.get('to') or 'now'}")
        for each in (one, other)
    ]  # fmt: skip
    at = " ".join(part for part in (where, post.zh) if part)
    return Text(
        f"“{ref.label.zh}”{at}的两段期间重叠（{spans[0].zh}，{spans[1].zh}）："
        "首日和末日都算在内，请更正起止日期",
        f"“{ref.label.en}” {at}: two periods overlap ({spans[0].en}; {spans[1].en}). "
        "First and last day count: correct the dates",
    )


def wrong_type(ref: Ref, end: Link) -> Text:
    """The sentence about an end of a type that the relation doesn't take: what it
    is and what may be."""
    its = type_of(end.label).label
    wanted = [type_of(name).label for name in ref.targets]
    return Text(
        f"“{ref.label.zh}”须是{'或'.join(t.zh for t in wanted)}，所选“{end.title}”是{its.zh}",
        f"“{ref.label.en}” leads to: {', '.join(t.en.lower() for t in wanted)}; "
        f"“{end.title}” is: {its.en.lower()}",
    )


def stays(field: Field) -> Text:
    """The sentence about a value that stays as first entered."""
    return Text(
        f"“{field.label.zh}”登记后不能修改，账号和审计以它为准；登记有误请停用后重新登记",
        f"“{field.label.en}” stays as first entered, since accounts and the audit go by it; "
        "if it is wrong, retire the record and enter it anew",
    )
