"""Names as they are compared: what tells that one person was perhaps entered twice.

A type whose records can be entered twice declares the system field ``alike`` and the derived
relation ``merged_into``; everything about duplicates follows from these two.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from graph.model.record import RecordType, types

ALIKE = "alike"
MERGED_INTO = "merged_into"
NAME = "name"


def alike(name: str) -> str:
    """A name without spaces, in half width and small letters: 张　三 and 张三 are the same."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def compared(kind: RecordType, values: Mapping[str, Any]) -> dict[str, str]:
    """The stored field ``alike`` of a record, for types that have it."""
    if ALIKE not in kind.fields or not values.get(NAME):
        return {}
    return {ALIKE: alike(str(values[NAME]))}


def mergeable() -> list[RecordType]:
    """The types whose records can be entered twice and merged."""
    return [kind for kind in types().values() if MERGED_INTO in kind.refs]
