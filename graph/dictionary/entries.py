"""What the declaration of a record type says, worded for readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph import schema
from graph.model import (
    DOMAINS,
    Back,
    Choices,
    Domain,
    Field,
    Kind,
    Reach,
    RecordType,
    Ref,
    Sensitivity,
    backs,
    types,
)
from graph.scope import ROLE_NAMES, Role
from graph.text import Text

KIND_NAMES: dict[Kind, Text] = {
    Kind.TEXT: Text("文本", "text"),
    Kind.LONG_TEXT: Text("长文本", "long text"),
    Kind.CASE_NUMBER: Text("案号", "case number"),
    Kind.INTEGER: Text("整数", "whole number"),
    Kind.AMOUNT: Text("金额", "amount"),
    Kind.BOOLEAN: Text("是否", "yes or no"),
    Kind.DATE: Text("日期", "date"),
    Kind.MOMENT: Text("时间", "date and time"),
    Kind.CHOICE: Text("选项", "choice"),
}

SENSITIVITY_NAMES: dict[Sensitivity, Text] = {
    Sensitivity.PHONE: Text("电话，只显示掩码", "phone, shown masked"),
    Sensitivity.IDENTITY_NUMBER: Text("证件号码，只显示掩码", "identity number, shown masked"),
}

REACH_NAMES: dict[Reach, Text] = {
    Reach.COURT: Text("本法院及下级法院的记录", "records of one's own court and the courts below"),
    Reach.TREE: Text("全省（名录）", "the whole province (a directory)"),
    Reach.ALL: Text("所有人", "everybody"),
}

INDEX_NAMES: dict[str, Text] = {
    "UNIQUE": Text("唯一", "unique"),
    "RANGE": Text("范围", "range"),
    "FULLTEXT": Text("全文", "full text"),
}


@dataclass(frozen=True)
class FieldEntry:
    """One field as the dictionary shows it."""

    name: str
    label: Text
    kind: Text
    required: bool
    unique: bool
    choices: Choices
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class RelationEntry:
    """One relation, declared by the type itself or (``declared_by``) by the other end."""

    name: str
    label: Text
    pattern: str
    targets: tuple[RecordType, ...]
    many: bool
    required: bool
    other_end: Text | None
    properties: tuple[FieldEntry, ...]
    help: Text | None
    declared_by: RecordType | None = None


@dataclass(frozen=True)
class Entry:
    """One record type's page."""

    kind: RecordType
    domain: Text
    key: Text
    dated: Text | None
    home: tuple[Text, ...]
    shared: tuple[Text, ...]
    about: tuple[Text, ...]
    reach: Text
    readers: tuple[Text, ...]
    writers: tuple[Text, ...]
    fields: tuple[FieldEntry, ...]
    system_fields: tuple[FieldEntry, ...]
    relations: tuple[RelationEntry, ...]
    incoming: tuple[RelationEntry, ...]
    indexes: tuple[schema.Item, ...]


def entry(kind: RecordType) -> Entry:
    """What the declaration of one type says."""
    return Entry(
        kind=kind,
        domain=DOMAINS[kind.domain],
        key=kind.fields[kind.key].label,
        dated=kind.fields[kind.dated].label if kind.dated else None,
        home=tuple(kind.refs[name].label for name in kind.home),
        shared=tuple(kind.refs[name].label for name in kind.shared),
        about=tuple(kind.refs[name].label for name in kind.about),
        reach=REACH_NAMES[kind.reach],
        readers=_roles(kind.access.read),
        writers=_roles(kind.access.write),
        fields=tuple(_field(each) for each in kind.own_fields.values()),
        system_fields=tuple(_field(each) for each in kind.fields.values() if each.system),
        relations=tuple(_relation(kind, ref) for ref in kind.refs.values()),
        incoming=tuple(_back(back) for back in backs(kind)),
        indexes=tuple(schema.of_type(kind)),
    )


def by_domain() -> dict[Domain, list[RecordType]]:
    """The types of each domain that has any, in the order of declaration."""
    found: dict[Domain, list[RecordType]] = {}
    for kind in types().values():
        found.setdefault(kind.domain, []).append(kind)
    return found


def _roles(names: frozenset[str]) -> tuple[Text, ...]:
    return tuple(label for role, label in ROLE_NAMES.items() if role in {Role(n) for n in names})


def _field(field: Field) -> FieldEntry:
    return FieldEntry(
        name=field.name,
        label=field.label,
        kind=KIND_NAMES[field.kind],
        required=field.required,
        unique=field.unique,
        choices=field.choices,
        notes=tuple(_notes(field)),
    )


def _notes(field: Field) -> Iterator[Text]:
    if field.help:
        yield field.help
    if field.sensitive:
        yield SENSITIVITY_NAMES[field.sensitive]
    if field.basis:
        yield Text(f"依据：{field.basis}", f"basis: {basis_in_english(field.basis)}")
    if field.initial is not None:
        shown = field.display(field.initial)
        yield Text(f"默认：{shown.zh}", f"default: {shown.en}")
    if field.part_of:
        yield Text(f"取自 {field.part_of}，不必填写", f"read from {field.part_of}, not entered")
    if field.not_before:
        yield Text(f"不早于 {field.not_before}", f"not before {field.not_before}")
    if field.minimum is not None:
        yield Text(f"不小于 {field.minimum:g}", f"at least {field.minimum:g}")
    if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and field.max_length:
        yield Text(f"最长 {field.max_length} 字", f"up to {field.max_length} characters")
    if field.search:
        yield Text("可全文搜索", "in the text search")


def basis_in_english(basis: str) -> str:
    """The source of a rule: article codes stay; the one notice with a Chinese number is spelt."""
    return basis.replace("法〔2015〕137号", "Fa [2015] No. 137")


def _relation(kind: RecordType, ref: Ref) -> RelationEntry:
    return RelationEntry(
        name=ref.name,
        label=ref.label,
        pattern=ref.pattern(f":{kind.name}", f":{'|'.join(ref.targets)}", ""),
        targets=_known(ref),
        many=ref.many,
        required=ref.required,
        other_end=ref.back,
        properties=tuple(_field(each) for each in ref.fields.values()),
        help=ref.help,
    )


def _back(back: Back) -> RelationEntry:
    return RelationEntry(
        name=back.name,
        label=back.label,
        pattern=back.ref.pattern(f":{back.kind.name}", f":{'|'.join(back.ref.targets)}", ""),
        targets=(back.kind,),
        many=True,
        required=False,
        other_end=back.ref.label,
        properties=tuple(_field(each) for each in back.ref.fields.values()),
        help=None,
        declared_by=back.kind,
    )


def _known(ref: Ref) -> tuple[RecordType, ...]:
    return tuple(types()[name] for name in ref.targets if name in types())
