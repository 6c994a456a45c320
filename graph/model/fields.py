"""What a declaration is made of: fields, relations, choices, and how each is shown and guarded.

py2neo's OGM declares label, key, property and relationship type and hydrates nodes; what it
can't declare (type, required, unique, choices, names, cardinality, index, sensitivity) is carried
by ``Field`` and ``Ref``. Nothing here connects to a server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from py2neo.ogm import Property, Related

from graph.clock import minute
from graph.text import Text

INCOMING = -1
OUTGOING = 1


class Kind(StrEnum):
    """The type of a field's value, and with it the form control, the filters, the check."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    AMOUNT = "amount"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    CASE_NUMBER = "case_number"


class Sensitivity(StrEnum):
    """Personal data shown masked; the value itself only by a recorded disclosure."""

    PHONE = "phone"
    IDENTITY_NUMBER = "identity_number"


Choices = Mapping[str, Text]
"""Stored code → display name. Codes are English and never change once used."""


def choices(**names: tuple[str, str]) -> Choices:
    """Declare choices: ``choices(upheld=("维持", "Upheld"))``; a trailing ``_`` is dropped."""
    return {code.rstrip("_"): Text(*pair) for code, pair in names.items()}


class Field(Property):  # type: ignore[misc]
    """One property of a record.

    Class access gives the declaration, instance access the value. ``search`` puts it into the
    type's full-text index, ``listed`` makes it a column of the list, ``sort`` gives the list a
    cursor over it (only a required field can, since an index leaves out nodes without a value).
    ``fixed`` keeps the first value for good: accounts and the audit go by it. ``part_of`` names the
    case number that the field is read from (its year, type_code or serial, by the field's own
    name): it need not be given, and can't contradict it. ``not_before`` names the date that this
    one can't precede. ``overruled`` names a field that the system keeps, and the choice that stands
    while that has a value, whatever was entered.
    """

    def __init__(
        self,
        kind: Kind,
        zh: str,
        en: str,
        *,
        required: bool = False,
        unique: bool = False,
        choices: Choices | None = None,
        default: Any = None,
        max_length: int | None = None,
        minimum: float | None = None,
        search: bool = False,
        listed: bool = False,
        sort: bool = False,
        fixed: bool = False,
        part_of: str = "",
        not_before: str = "",
        overruled: tuple[str, str] | None = None,
        sensitive: Sensitivity | None = None,
        system: bool = False,
        group: Text | None = None,
        help: Text | None = None,
        basis: str = "",
    ) -> None:
        super().__init__(default=None)
        if sort and not required:
            raise TypeError(f"{en}: only a required field can be sorted by")
        if (kind is Kind.CHOICE) != (choices is not None):
            raise TypeError(f"{en}: choices belong to a choice, and a choice needs them")
        self.name = ""
        self.kind = kind
        self.label = Text(zh, en)
        self.required = required
        self.unique = unique
        self.choices: Choices = choices or {}
        self.initial = default
        self.max_length = max_length or (200 if kind is Kind.TEXT else None)
        self.minimum = minimum
        self.search = search
        self.listed = listed
        self.sort = sort
        self.fixed = fixed
        self.part_of = part_of
        self.not_before = not_before
        self.overruled = overruled
        self.sensitive = sensitive
        self.system = system
        self.group = group
        self.help = help
        self.basis = basis

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.key = name

    def __get__(self, instance: Any, owner: type) -> Any:
        return self if instance is None else super().__get__(instance, owner)

    def stands(self, value_of: Callable[[str], Any]) -> Any:
        """The value as it stands, of a record whose values are asked by name."""
        over = self.overruled
        return over[1] if over and value_of(over[0]) is not None else value_of(self.name)

    def standing_in(self, node: str) -> str:
        """The same as a Cypher expression over a node."""
        over, own = self.overruled, f"{node}.{self.name}"
        return (
            f"CASE WHEN {node}.{over[0]} IS NULL THEN {own} ELSE '{over[1]}' END" if over else own
        )

    def display(self, value: Any) -> Text:
        """A value as a reader sees it (choices by name, dates as 2021-12-30), never masked."""
        if value is None or value == "":
            return Text("", "")
        if self.kind is Kind.CHOICE:
            return self.choices.get(value, Text(str(value), str(value)))
        if self.kind is Kind.BOOLEAN:
            return Text("是", "Yes") if value else Text("否", "No")
        if self.kind is Kind.AMOUNT:
            return Text(f"{value:,.2f}", f"{value:,.2f}")
        if self.kind is Kind.MOMENT:
            shown = minute(value)
            return Text(shown, shown)
        return Text(str(value), str(value))

    def masked(self, value: Any) -> Any:
        """The value with its middle hidden when the field is sensitive, else the value itself."""
        if not self.sensitive or not value:
            return value
        shown = str(value)
        head, tail = (3, 4) if len(shown) >= 11 else (1, 1)
        return shown[:head] + "*" * max(len(shown) - head - tail, 3) + shown[-tail:]


def business_key(
    zh: str = "编号", en: str = "Number", max_length: int = 80, *, search: bool = True
) -> Field:
    """The field that people know a record by: required, unique, listed, its words searched."""
    return Field(
        Kind.TEXT,
        zh,
        en,
        required=True,
        unique=True,
        search=search,
        listed=True,
        max_length=max_length,
    )


class Link(NamedTuple):
    """One end of a relation as read: enough to show it and to open it."""

    uid: str
    label: str
    title: str
    properties: Mapping[str, Any] = MappingProxyType({})
    key: str = ""

    def __str__(self) -> str:
        return self.title


class Ref(Related):  # type: ignore[misc]
    """A relation to records of one or several types, declared where it is edited.

    ``incoming`` relations are drawn from the other end (an Officer HANDLES a Case, edited at the
    case). ``fields`` are the relationship's own properties. ``back`` names the list of this type's
    records on the other end's page. ``derived`` ones are kept by the product as records change
    (a recurrence): nobody enters them. ``no_overlap``: two links to one record that agree in these
    of their properties (none named: any two) can't hold on the same day. Instance access gives a
    tuple of Links (many) or a Link or None, as loaded by graph.records; assigning replaces them for
    the next save.
    """

    def __init__(
        self,
        to: str | tuple[str, ...],
        type: str,
        zh: str,
        en: str,
        *,
        back: Text | None = None,
        incoming: bool = False,
        many: bool = False,
        required: bool = False,
        listed: bool = False,
        derived: bool = False,
        no_overlap: tuple[str, ...] | None = None,
        fields: Mapping[str, Field] | None = None,
        group: Text | None = None,
        help: Text | None = None,
    ) -> None:
        self.targets: tuple[str, ...] = (to,) if isinstance(to, str) else to
        super().__init__(self.targets[0], type)
        self.name = ""
        self.direction = INCOMING if incoming else OUTGOING
        self.label = Text(zh, en)
        self.back = back
        self.many = many
        self.required = required
        self.listed = listed
        self.derived = derived
        self.no_overlap = no_overlap
        self.fields: Mapping[str, Field] = fields or {}
        for name, each in self.fields.items():
            each.name = each.key = name
        self.group = group
        self.help = help

    @property
    def incoming(self) -> bool:
        """Whether the relationship points at the record that declares it."""
        return bool(self.direction == INCOMING)

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type) -> Any:
        if instance is None:
            return self
        links: tuple[Link, ...] = instance.links.get(self.name, ())
        return links if self.many else (links[0] if links else None)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.links[self.name] = as_links(value)

    def pattern(self, near: str, far: str, relationship: str = "r") -> str:
        """The relation as Cypher, e.g. ``(n)-[r:OF]->(m)``; names come from the caller."""
        if self.incoming:
            return f"({near})<-[{relationship}:{self.relationship_type}]-({far})"
        return f"({near})-[{relationship}:{self.relationship_type}]->({far})"


def as_links(value: Any) -> tuple[Link, ...]:
    """What a caller may assign to a relation: None, a uid, a Link, a record, or several."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (Link(value, "", value),)
    if isinstance(value, Link):
        return (value,)
    if hasattr(value, "uid"):
        return (Link(value.uid, type(value).__name__, str(value)),)
    return tuple(link for item in value for link in as_links(item))


@dataclass(frozen=True)
class Look:
    """How a type is drawn in pictures: colour, icon name of the sprite."""

    colour: str = "#5b6b7f"
    icon: str = "list"


@dataclass(frozen=True)
class Access:
    """Who may do what with a type, by role name; scope and confidentiality come on top."""

    read: frozenset[str] = field(default_factory=frozenset)
    write: frozenset[str] = field(default_factory=frozenset)
