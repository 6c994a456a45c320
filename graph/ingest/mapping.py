"""What a mapping says, checked against the declarations before a row is read.

A mapping is a data file (YAML, ``docs/loading.md``): which record types a row makes, how their
keys and values come from its columns, how they are related, and what counts as a contradiction.
Here is what it means once read; ``parse.py`` reads and checks it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Mapping_
from dataclasses import dataclass, field

from graph.model import RecordType, Ref
from graph.text import Text

PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Template:
    """Text with ``{column}`` places."""

    text: str

    @property
    def columns(self) -> list[str]:
        """The columns it takes, in order, each once."""
        return list(dict.fromkeys(PLACE.findall(self.text)))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Alternating ("text", …) and ("column", …)."""
        split = PLACE.split(self.text)
        named = [("column" if n % 2 else "text", part) for n, part in enumerate(split)]
        return [(kind, part) for kind, part in named if part]


@dataclass(frozen=True)
class Value:
    """How a value is made of a row, and what holds where rows of one record differ.

    ``extract`` keeps the first group of a pattern; ``translate`` maps what is left, and what it
    lacks becomes ``otherwise`` or, without one, is refused. Rows that differ: ``join`` strings
    all together, ``differ`` is put instead, else the first counts and the others are reported.
    ``only_differing``: there is a value only where rows differ.
    """

    template: Template
    extract: re.Pattern[str] | None = None
    translate: Mapping_[str, str] | None = None
    otherwise: Template | None = None
    join: str | None = None
    differ: str | None = None
    only_differing: bool = False

    @property
    def columns(self) -> list[str]:
        """Every column that it takes."""
        return self.template.columns + (self.otherwise.columns if self.otherwise else [])


@dataclass(frozen=True)
class Condition:
    """Which rows count: those whose column has, or has not, one of the values."""

    column: str
    values: frozenset[str]
    without: bool = False


@dataclass(frozen=True)
class LinkMap:
    """One relation: to another record of the same row, or to a record by type and key."""

    ref: Ref
    label: str
    key: Template
    record: str = ""
    split: str = ""
    properties: Mapping_[str, Value] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class RecordMap:
    """One kind of record that rows make, or (``existing``) only add to.

    ``elsewhere``: required relations that a file of their own states → that file's name.
    """

    name: str
    kind: RecordType
    key: Template
    fields: Mapping_[str, Value]
    links: tuple[LinkMap, ...]
    when: tuple[Condition, ...]
    line: int
    existing: bool = False
    elsewhere: Mapping_[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """Rows that agree in ``per`` and differ in one of ``differ`` contradict each other."""

    name: Text
    per: tuple[str, ...]
    differ: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """A checked mapping."""

    file: str
    title: str
    into: str
    encoding: str
    delimiter: str
    sheet: str
    columns: tuple[str, ...]
    ignored: frozenset[str]
    derived: Mapping_[str, Value]
    records: tuple[RecordMap, ...]
    rules: tuple[Rule, ...]
