"""A question to a list, as an immutable value: FAB's filters, the API and exports all make one."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from graph.errors import BadCursor, Unknown
from graph.model import Back, RecordType, Ref
from graph.text import Text

PAGE = 50
LONGEST_PAGE = 500


class Op(StrEnum):
    """How a filter compares. All filters of a query have to hold."""

    EQUAL = "eq"
    NOT_EQUAL = "ne"
    CONTAINS = "contains"
    NOT_CONTAINS = "not_contains"
    STARTS = "starts"
    NOT_STARTS = "not_starts"
    ENDS = "ends"
    NOT_ENDS = "not_ends"
    GREATER = "gt"
    SMALLER = "lt"
    IN = "in"
    NOT_IN = "not_in"
    EMPTY = "empty"
    FILLED = "filled"
    RELATED = "related"
    NOT_RELATED = "not_related"
    OF_TYPE = "of_type"
    WITHIN = "within"
    OWN = "own"


PLACING = (Op.WITHIN, Op.OWN)
"""To a record of a court's subtree, or of the court itself; compared with the court."""


@dataclass(frozen=True)
class Filter:
    """One condition on a declared field or relation (then the value is a uid, or several; for
    OF_TYPE names of types, for WITHIN and OWN a court's uid or code)."""

    name: str
    op: Op
    value: Any = None


@dataclass(frozen=True)
class Anchor:
    """The record whose related ones are listed: by a relation of the listed type (``back``),
    or by a relation of its own (``ref``)."""

    uid: str
    ref: Ref
    owner: RecordType
    listed_declares: bool

    @classmethod
    def by_back(cls, uid: str, kind: RecordType, back: Back) -> Anchor:
        """``back.kind`` records that lead to this record of type ``kind``."""
        return cls(uid, back.ref, kind, True)

    @classmethod
    def by_ref(cls, uid: str, kind: RecordType, ref: Ref) -> Anchor:
        """Records that this one of type ``kind`` leads to."""
        return cls(uid, ref, kind, False)


@dataclass(frozen=True)
class Query:
    """What to list: filters, words, order, where to go on, how many.

    ``order`` is one of the type's ``sort_fields``. ``after`` is the cursor of a page's first or
    last row. ``skip`` serves FAB's page numbers; cursors don't use it.
    """

    kind: RecordType
    filters: tuple[Filter, ...] = ()
    words: str = ""
    order: str = "rank"
    descending: bool | None = None
    after: str = ""
    limit: int = PAGE
    skip: int = 0
    retired: bool = False
    anchor: Anchor | None = None
    without: tuple[Back, ...] = ()
    """Relations that nothing in sight has to the record: findings that no feedback covers."""

    def __post_init__(self) -> None:
        if self.order not in self.kind.sort_fields:
            raise Unknown(what=Text("排序字段", "sort field"), name=self.order)
        for each in self.filters:
            if each.name in self.kind.refs:
                continue
            field = self.kind.field(each.name)
            if field.sensitive:
                raise Unknown(what=Text("可筛选字段", "filter field"), name=each.name)

    @property
    def down(self) -> bool:
        """Whether the order is descending: by default newest first, keys from A."""
        return bool(self.kind.dated) if self.descending is None else self.descending

    @property
    def people(self) -> list[str]:
        """Uids that the question gathers records about, by a relation that the type guards:
        of officers, or of departments and courts where the relation takes those too. All but
        theirs tells the same."""
        uids = [
            uid
            for each in self.filters
            if each.name in self.kind.guarded
            and each.op not in (Op.EMPTY, Op.FILLED, Op.OF_TYPE, *PLACING)
            for uid in (each.value if isinstance(each.value, list | tuple) else [each.value])
        ]
        anchor = self.anchor
        if anchor and anchor.listed_declares and anchor.ref.name in self.kind.guarded:
            uids.append(anchor.uid)
        return uids

    @property
    def tells_apart(self) -> bool:
        """Whether it parts officers by whether records are about them: with one that it names, or
        by who is left out, it says of each person what only the person's file may."""
        return self.kind.name == "Officer" and any(
            back.ref.name in back.kind.guarded for back in self.without
        )

    def where(self, *filters: Filter) -> Query:
        """The same question with further conditions."""
        return replace(self, filters=(*self.filters, *filters))


@dataclass(frozen=True)
class Cursor:
    """A place in a list: behind (or, ``back``, before) the row with this order value and uid."""

    value: Any
    uid: str
    back: bool = False

    def write(self, order: str) -> str:
        """The cursor as text for an address; it holds for lists in this order only."""
        raw = json.dumps([order, self.value, self.uid, int(self.back)], ensure_ascii=False)
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str, order: str) -> Cursor:
        """The cursor from an address; raises BadCursor."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
            named, value, uid, back = json.loads(raw)
            json.dumps([uid, value], ensure_ascii=False).encode()
        except (binascii.Error, ValueError, TypeError, RecursionError):
            raise BadCursor() from None
        if named != order or not isinstance(uid, str) or not isinstance(value, str | int | float):
            raise BadCursor()
        if isinstance(value, int) and value.bit_length() > 63:
            raise BadCursor()
        return cls(value, uid, bool(back))
