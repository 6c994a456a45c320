"""The API's address parameters as a question to graph.records.

    filter=<name>:<operator>:<value>   may be repeated; all have to hold
    without=<type>.<relation>          no such record leads to it; may be repeated
    words=…   order=<name> or -<name>   cursor=…   limit=1…500   retired=true   count=true

The operators of a field follow from its kind (``OPERATORS``); ``in`` and ``not_in`` take values
parted by commas, ``empty`` and ``filled`` take none. A relation is compared with uids; by
``of_type`` with names of types, by ``within`` and ``own`` with a court's code or uid: its end lies
in the court's subtree, or in the court itself.
"""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from graph.errors import BadParameter
from graph.model import Back, Field, Kind, RecordType, backs
from graph.records import Filter, Op, Query
from graph.records.query import LONGEST_PAGE, PAGE, PLACING
from graph.records.values import BadValue, read_value
from graph.text import Text

Arguments = MultiDict[str, str]

PRESENT = (Op.EMPTY, Op.FILLED)
ONE_OF = (Op.EQUAL, Op.NOT_EQUAL, Op.IN, Op.NOT_IN, *PRESENT)
ORDERED = (*ONE_OF, Op.GREATER, Op.SMALLER)
WORDED = (
    *ORDERED, Op.CONTAINS, Op.NOT_CONTAINS, Op.STARTS, Op.NOT_STARTS, Op.ENDS, Op.NOT_ENDS,
)  # fmt: skip
RELATING = (Op.RELATED, Op.NOT_RELATED, Op.OF_TYPE, Op.WITHIN, Op.OWN, *PRESENT)

OPERATORS: dict[Kind, tuple[Op, ...]] = {
    Kind.TEXT: WORDED,
    Kind.LONG_TEXT: WORDED,
    Kind.CASE_NUMBER: WORDED,
    Kind.INTEGER: ORDERED,
    Kind.AMOUNT: ORDERED,
    Kind.BOOLEAN: (Op.EQUAL, Op.NOT_EQUAL, *PRESENT),
    Kind.DATE: ORDERED,
    Kind.MOMENT: ORDERED,
    Kind.CHOICE: ONE_OF,
}
"""What a field can be compared by."""

MOST_FILTERS = 20

LONGEST = 100
"""Characters of words to look for; what is longer is cut, as on the pages."""


def asked(kind: RecordType, arguments: Arguments) -> Query:
    """The question in the arguments. Raises BadParameter or BadCursor with the sentence."""
    said = arguments.getlist("filter")
    if len(said) > MOST_FILTERS:
        raise _bad("filter", "…", f"最多{MOST_FILTERS}个条件", f"at most {MOST_FILTERS} filters")
    order, descending = _order(kind, arguments.get("order", ""))
    return Query(
        kind,
        filters=tuple(_filter(kind, each) for each in said),
        words=arguments.get("words", "").strip()[:LONGEST],
        order=order,
        descending=descending,
        after=arguments.get("cursor", ""),
        limit=number(arguments, "limit", PAGE, LONGEST_PAGE),
        retired=yes(arguments, "retired"),
        without=_lacking(kind, arguments),
    )


def _lacking(kind: RecordType, arguments: Arguments) -> tuple[Back, ...]:
    known = {back.name: back for back in backs(kind)}
    said = list(dict.fromkeys(arguments.getlist("without")))
    for name in said:
        if name not in known:
            all_ = ", ".join(sorted(known))
            raise _bad("without", name, f"可用的关系：{all_}", f"relations that lead here: {all_}")
    return tuple(known[name] for name in said)


def number(arguments: Arguments, name: str, usual: int, most: int) -> int:
    """A whole number from 1 to ``most``. Raises BadParameter."""
    text = arguments.get(name, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most and len(text) < 9):
        raise _bad(name, text, f"须是1到{most}的整数", f"a whole number from 1 to {most} is needed")
    return int(text)


def yes(arguments: Arguments, name: str) -> bool:
    """Whether a switch is on. Raises BadParameter."""
    text = arguments.get(name, "")
    if text not in ("", "true", "false", "1", "0"):
        raise _bad(name, text, "须是 true 或 false", "write true or false")
    return text in ("true", "1")


def operators(kind: RecordType, name: str) -> tuple[Op, ...]:
    """What a field or relation of the type can be filtered by; none where it can't be."""
    if name in kind.refs:
        return RELATING
    field = kind.fields.get(name)
    return OPERATORS[field.kind] if field is not None and not field.sensitive else ()


def _filter(kind: RecordType, text: str) -> Filter:
    name, _, rest = text.partition(":")
    op, _, value = rest.partition(":")
    allowed = operators(kind, name)
    if not allowed:
        raise _bad(
            "filter", text, f"没有可筛选的字段“{name}”", f"there is no field to filter by “{name}”"
        )
    if op not in allowed:
        known = ", ".join(allowed)
        raise _bad("filter", text, f"“{name}”可用的比较：{known}", f"“{name}” takes: {known}")
    return Filter(name, Op(op), _value(kind, name, Op(op), value, text))


def _value(kind: RecordType, name: str, op: Op, value: str, text: str) -> Any:
    if op in PRESENT:
        return None
    if not value:
        raise _bad("filter", text, "缺少比较的值", "the value to compare with is missing")
    if op in PLACING:
        return value
    if op is Op.OF_TYPE and not set(value.split(",")) <= set(kind.ref(name).targets):
        known = ", ".join(kind.ref(name).targets)
        raise _bad("filter", text, f"可用的类型：{known}", f"types that it may lead to: {known}")
    if name in kind.refs:
        return value.split(",")
    field = kind.fields[name]
    try:
        if op in (Op.IN, Op.NOT_IN):
            return [_stored(field, each) for each in value.split(",")]
        return _stored(field, value)
    except BadValue as bad:
        raise BadParameter(name="filter", value=text, why=bad.text) from None


def _stored(field: Field, value: str) -> Any:
    """A value to compare with: parts of texts may be longer than a text, and are taken as given."""
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.CASE_NUMBER):
        return value
    if field.kind is Kind.CHOICE:  # who asks may ask in words; who enters enters the code
        codes = {name: code for code, said in field.choices.items() for name in (said.zh, said.en)}
        value = codes.get(value.strip(), value)
    return read_value(field, value)


def _order(kind: RecordType, text: str) -> tuple[str, bool | None]:
    """The field and the direction; a dated type's date and a type's key stand for ``rank``."""
    if not text:
        return "rank", None
    name = text.removeprefix("-")
    if name in (kind.dated or kind.key, "rank"):
        name = "rank"
    if name not in kind.sort_fields:
        known = ", ".join(sort_names(kind))
        raise _bad("order", text, f"可用的排序：{known}", f"the list can be ordered by: {known}")
    return name, text.startswith("-")


def sort_names(kind: RecordType) -> list[str]:
    """What ``order`` takes, by the fields' own names."""
    return [kind.dated or kind.key, *(n for n in kind.sort_fields if n != "rank")]


def _bad(name: str, value: str, zh: str, en: str) -> BadParameter:
    return BadParameter(name=name, value=value, why=Text(zh, en))
