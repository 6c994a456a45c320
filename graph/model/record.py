"""The base of all record types and the registry that everything else is derived from.

A record type is one class. From it come constraint and index, list, search, form, show page,
related lists, permissions, import check, masking, audit labels and a page of the data dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

import uuid6
from py2neo import Node
from py2neo.ogm import Model

from graph.errors import Unknown
from graph.model.fields import Access, Field, Kind, Link, Look, Ref
from graph.text import Text

ADMINISTRATOR, SUPERVISOR, INSPECTOR, RECORD_KEEPER = (
    "administrator",
    "supervisor",
    "inspector",
    "record_keeper",
)
EVERY_ROLE = frozenset({ADMINISTRATOR, SUPERVISOR, INSPECTOR, RECORD_KEEPER})
KEEPERS = Access(read=EVERY_ROLE, write=frozenset({ADMINISTRATOR, RECORD_KEEPER}))
DISCIPLINE = Access(read=frozenset({SUPERVISOR, INSPECTOR}), write=frozenset({INSPECTOR}))
ADMINISTRATION = Access(read=EVERY_ROLE, write=frozenset({ADMINISTRATOR}))
KEPT = Access(read=EVERY_ROLE, write=frozenset())
READ_ONLY = Access(read=frozenset({ADMINISTRATOR, INSPECTOR}), write=frozenset())


class Domain(StrEnum):
    """The part of the vocabulary that a type belongs to; pages are grouped by it.

    The value is the group of the navigation that its types are in.
    """

    ORGANISATION = "courts"
    CASES = "cases"
    REVIEW = "reviews"
    PETITIONS = "petitions"
    FEEDBACK = "feedback"
    CALLBACKS = "callbacks"
    MEETINGS = "meetings"
    OVERSIGHT = "inspections"
    INTEGRITY = "trips"
    DUTIES = "duties"
    SYSTEM = "administration"


DOMAINS: dict[Domain, Text] = {
    Domain.ORGANISATION: Text("法院与人员", "Courts and people"),
    Domain.CASES: Text("案件", "Cases"),
    Domain.REVIEW: Text("执行审查", "Enforcement review"),
    Domain.PETITIONS: Text("执行信访", "Petitions"),
    Domain.FEEDBACK: Text("反馈与整改", "Feedback and rectification"),
    Domain.CALLBACKS: Text("当事人回访", "Call-backs"),
    Domain.MEETINGS: Text("会商·争议·会议", "Meetings and disputes"),
    Domain.OVERSIGHT: Text("督导检查", "Oversight"),
    Domain.INTEGRITY: Text("外出与廉洁", "Trips and integrity"),
    Domain.DUTIES: Text("责任与断链", "Duties"),
    Domain.SYSTEM: Text("系统", "System"),
}


class Reach(StrEnum):
    """How far a user's reading of a type goes."""

    COURT = "court"
    TREE = "tree"
    ALL = "all"


LEVELS = ("c1", "c2", "c3")
"""Codes of a record's home high, intermediate and basic court; absent below its level."""


@dataclass(frozen=True)
class RecordType:
    """A declaration as data. ``graph.model.types()`` lists them all.

    ``home``: relations that lead to the record or court whose level keys this type inherits, the
    first that is set wins; empty for records that everybody reads.
    ``shared``: relations whose targets' courts may read as well.
    ``about``: relations through which it is about an officer, who may then not handle it.
    ``personal``: further relations to an officer that nobody may gather records by without opening
    that officer's file: the officer's own reports and what the officer owes.
    ``reach``: whether a user reads those of the own court's subtree, of the whole province
    (courts and departments: a directory), or all.
    ``dated``: the field that lists are ordered by; without one, by the key.
    ``until``: the field in which what begins on ``dated`` ends.
    ``standing``: the choice that says how it stands (a finding's status, a review's outcome).
    ``bears_on``: relations to records whose officers it touches as well: a review that
    challenges an act belongs in the history of who performed the act.
    ``confidential``: read by discipline bodies, by who gave it, and by the person's leaders.
    ``owner`` (declared as ``owned_by``): the field with the name of the user whose record it is.
    Nobody else reads it, but for those of the same court where ``audience`` isn't ``personal``.
    """

    name: str
    model: type[Record]
    label: Text
    plural: Text
    lede: Text
    domain: Domain
    basis: str
    key: str
    title: tuple[str, ...]
    dated: str
    until: str
    standing: str
    bears_on: tuple[str, ...]
    home: tuple[str, ...]
    shared: tuple[str, ...]
    about: tuple[str, ...]
    personal: tuple[str, ...]
    reach: Reach
    confidential: bool
    owner: str
    access: Access
    look: Look
    fields: dict[str, Field]
    refs: dict[str, Ref]

    @cached_property
    def slug(self) -> str:
        """The type in addresses and index names: ``audit_event``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.name).lower()

    @cached_property
    def own_fields(self) -> Mapping[str, Field]:
        """The fields that people fill in, without the system's."""
        return {n: f for n, f in self.fields.items() if not f.system}

    @property
    def search_fields(self) -> list[str]:
        """Fields of the type's full-text index."""
        return [n for n, f in self.fields.items() if f.search]

    @cached_property
    def sort_fields(self) -> tuple[str, ...]:
        """What its list may be ordered by: ``rank`` (date or key) first."""
        return ("rank", *(n for n, f in self.own_fields.items() if f.sort and n != self.dated))

    @property
    def guarded(self) -> tuple[str, ...]:
        """Relations by which records may be gathered in an officer's opened file alone."""
        return (*self.about, *self.personal)

    @property
    def shut(self) -> bool:
        """Whether there are readers for whom records of the type don't exist, wherever they are."""
        return bool(self.confidential or self.owner or self.access.read != EVERY_ROLE)

    @property
    def list_columns(self) -> list[str]:
        """Fields and relations shown as columns, in the order of declaration."""
        shown: dict[str, Field | Ref] = {**self.own_fields, **self.refs}
        return [n for n in self.model.__dict__ if n in shown and shown[n].listed]

    @property
    def form_columns(self) -> list[str]:
        """Fields and relations of the form, in the order of declaration."""
        entered = {*self.own_fields, *(n for n, r in self.refs.items() if not r.derived)}
        return [n for n in self.model.__dict__ if n in entered]

    @property
    def entered_columns(self) -> list[str]:
        """Those that somebody types: all but what a case number says anyway."""
        return [n for n in self.form_columns if n in self.refs or not self.fields[n].part_of]

    def stands(self, name: str, values: Mapping[str, Any]) -> Any:
        """A field's value among a record's as it stands: what was entered may be overruled."""
        return self.fields[name].stands(values.get)

    def standing_of(self, name: str, node: str) -> str:
        """The same as a Cypher expression over a node."""
        return self.fields[name].standing_in(node)

    def field(self, name: str) -> Field:
        """A declared field; raises Unknown, so that no unchecked name reaches Cypher."""
        try:
            return self.fields[name]
        except KeyError:
            raise Unknown(what=Text("字段", "field"), name=name) from None

    def ref(self, name: str) -> Ref:
        """A declared relation; raises Unknown."""
        try:
            return self.refs[name]
        except KeyError:
            raise Unknown(what=Text("关系", "relation"), name=name) from None


_types: dict[str, RecordType] = {}


def types() -> dict[str, RecordType]:
    """All record types by label, domain by domain, in the order of declaration."""
    order = list(Domain)
    return dict(sorted(_types.items(), key=lambda item: order.index(item[1].domain)))


def type_of(name: str) -> RecordType:
    """The type with this label or slug; raises Unknown."""
    found = _types.get(name) or next((t for t in _types.values() if t.slug == name), None)
    if found is None:
        raise Unknown(what=Text("记录类型", "record type"), name=name)
    return found


def forget(name: str) -> None:
    """Take a type out of the registry again: for the test that adds one."""
    _types.pop(name, None)


@dataclass(frozen=True)
class Back:
    """A relation seen from its other end: ``kind`` records that point at this one by ``ref``."""

    kind: RecordType
    ref: Ref

    @property
    def label(self) -> Text:
        """What the list is called on the other end's page."""
        return self.ref.back or self.kind.plural

    @property
    def name(self) -> str:
        """Its name in addresses: ``petition.handled_by``."""
        return f"{self.kind.slug}.{self.ref.name}"


def backs(kind: RecordType) -> Iterator[Back]:
    """Every declared relation of another record that leads to ``kind``."""
    for other in _types.values():
        for ref in other.refs.values():
            if kind.name in ref.targets:
                yield Back(other, ref)


class Record(Model):  # type: ignore[misc]
    """Base of all record types; a subclass declares one.

    Class attributes of a subclass: ``names`` and ``plural`` (Text), ``lede`` (one sentence on
    what it records), ``domain``, ``basis``, ``key`` (its business key), and optionally ``title``,
    ``dated``, ``until``, ``standing``, ``bears_on``, ``home``, ``shared``, ``about``, ``personal``,
    ``confidential``, ``access``, ``look``.
    """

    __primarykey__ = "uid"

    declared: ClassVar[RecordType]
    links: dict[str, tuple[Link, ...]]

    uid = Field(Kind.TEXT, "内部标识", "Identifier", unique=True, system=True)
    headline = Field(Kind.TEXT, "标题", "Title", system=True, max_length=500)
    rank = Field(Kind.TEXT, "排序", "Rank", system=True)
    c1 = Field(Kind.TEXT, "高级法院", "High court", system=True)
    c2 = Field(Kind.TEXT, "中级法院", "Intermediate court", system=True)
    c3 = Field(Kind.TEXT, "基层法院", "Basic court", system=True)
    version = Field(Kind.INTEGER, "版本", "Version", system=True)
    created_at = Field(Kind.MOMENT, "创建时间", "Created", system=True)
    created_by = Field(Kind.TEXT, "创建人", "Created by", system=True)
    changed_at = Field(Kind.MOMENT, "修改时间", "Changed", system=True)
    changed_by = Field(Kind.TEXT, "修改人", "Changed by", system=True)
    retired_at = Field(Kind.MOMENT, "停用时间", "Retired", system=True)
    retired_by = Field(Kind.TEXT, "停用人", "Retired by", system=True)
    retired_reason = Field(Kind.TEXT, "停用理由", "Reason for retiring", system=True)
    import_batch = Field(Kind.TEXT, "导入批次", "Import batch", system=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.__primarylabel__ = cls.__name__
        cls.declared = _declare(cls)
        _types[cls.__name__] = cls.declared

    def __init__(self, **values: Any) -> None:
        self.links = {}
        super().__init__()
        self.uid = values.pop("uid", None) or new_uid()
        for name, each in self.declared.own_fields.items():
            if each.initial is not None:
                setattr(self, name, each.initial)
        for name, value in values.items():
            if name not in self.declared.fields and name not in self.declared.refs:
                raise Unknown(what=Text("字段", "field"), name=name)
            setattr(self, name, value)

    @classmethod
    def hydrate(
        cls, properties: dict[str, Any], links: dict[str, tuple[Link, ...]] | None = None
    ) -> Record:
        """A record from a node's properties as read from the graph."""
        record: Record = cls.wrap(Node(cls.__name__, **properties))
        record.links = links or {}
        return record

    def __hash__(self) -> int:
        return hash(self.uid)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.uid == other.uid

    def __str__(self) -> str:
        return str(self.headline or headline(self.declared, self.values()))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"

    def __getattribute__(self, name: str) -> Any:
        if name == "links":  # Model.wrap makes instances without calling __init__
            return self.__dict__.setdefault("links", {})
        return super().__getattribute__(name)

    def stands(self, name: str) -> Any:
        """A field's value as it stands (see RecordType.stands)."""
        return self.declared.fields[name].stands(lambda each: getattr(self, each))

    def values(self) -> dict[str, Any]:
        """All fields that have a value, by name."""
        return {n: v for n in self.declared.fields if (v := getattr(self, n)) is not None}


def new_uid() -> str:
    """A new record's identifier (UUIDv7): unique, and in the order of making."""
    return str(uuid6.uuid7())


def headline(kind: RecordType, values: dict[str, Any]) -> str:
    """How a record is called in one line: its title fields, choices by their Chinese name."""
    parts = (kind.fields[n].display(values.get(n)).zh for n in kind.title)
    return " ".join(p for p in parts if p)


def rank(kind: RecordType, values: dict[str, Any]) -> str:
    """Where a record stands in its list: the ISO date (none: before all dates), else the key."""
    if not kind.dated:
        return str(values.get(kind.key, ""))
    value = values.get(kind.dated)
    return value.isoformat() if isinstance(value, date | datetime) else ""


def _declare(cls: type[Record]) -> RecordType:
    own = list(vars(cls))
    refs = {n: r for n in own if isinstance(r := vars(cls)[n], Ref)}
    fields = {n: f for n in own if isinstance(f := vars(cls)[n], Field)}
    fields |= {n: f for n, f in vars(Record).items() if isinstance(f, Field)}
    key: str = vars(cls)["key"]
    if not fields[key].unique or not fields[key].required:
        raise TypeError(f"{cls.__name__}.{key}: a business key is required and unique")
    declared = RecordType(
        name=cls.__name__,
        model=cls,
        label=vars(cls)["names"],
        plural=vars(cls)["plural"],
        lede=vars(cls)["lede"],
        domain=vars(cls)["domain"],
        basis=vars(cls).get("basis", ""),
        key=key,
        title=vars(cls).get("title", (key,)),
        dated=vars(cls).get("dated", ""),
        until=vars(cls).get("until", ""),
        standing=vars(cls).get("standing", ""),
        bears_on=vars(cls).get("bears_on", ()),
        home=vars(cls).get("home", ()),
        shared=vars(cls).get("shared", ()),
        about=vars(cls).get("about", ()),
        personal=vars(cls).get("personal", ()),
        reach=vars(cls).get("reach", Reach.COURT if vars(cls).get("home") else Reach.ALL),
        confidential=vars(cls).get("confidential", False),
        owner=vars(cls).get("owned_by", ""),
        access=vars(cls).get("access", KEEPERS),
        look=vars(cls).get("look", Look()),
        fields=fields,
        refs=refs,
    )
    unknown = {
        *declared.home,
        *declared.shared,
        *declared.about,
        *declared.personal,
        *declared.bears_on,
    } - set(refs)
    named = {*declared.title, declared.dated, declared.until, declared.standing} - {""}
    unknown |= named - set(fields)
    if unknown:
        raise TypeError(f"{cls.__name__}: undeclared {', '.join(sorted(unknown))}")
    if any(fields[name].choices for name in declared.title):
        raise TypeError(f"{cls.__name__}: a title is stored once, a choice has two names")
    return declared
