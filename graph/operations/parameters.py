"""Local parameters (本地参数): what may be set, what is in force, how it came; and setting one.

A new value is a new record: what was in force before stays as it was, with who set it and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph import clock, records
from graph.duties import parameters
from graph.duties.parameters import Setting
from graph.duties.rule import Value
from graph.errors import Invalid, NotFound, NotUnique
from graph.model import Record, type_of
from graph.records import Filter, Op, Query
from graph.scope import Actor
from graph.session import Graph, Reader
from graph.text import Text

PARAMETER = type_of("Parameter")


@dataclass(frozen=True)
class Shown:
    """One parameter as it stands. ``records``: all that were ever made, the latest day first;
    retired ones among them."""

    setting: Setting
    records: tuple[Record, ...]
    today: date

    @property
    def in_force(self) -> Record | None:
        """The record in force today, None where the default is."""
        return next((r for r in self._used if r.valid_from <= self.today), None)

    @property
    def coming(self) -> tuple[Record, ...]:
        """Those that take effect later, the next one first."""
        return tuple(r for r in reversed(self._used) if r.valid_from > self.today)

    @property
    def value(self) -> Value:
        """The value in force today."""
        record = self.in_force
        return self.setting.read(record.value) if record else self.setting.default

    @property
    def _used(self) -> tuple[Record, ...]:
        return tuple(r for r in self.records if r.retired_at is None)


def every(tx: Reader, actor: Actor) -> list[Shown]:
    """All parameters, the general ones first, then rule by rule."""
    return _shown(tx, actor, parameters.settings())


def one(tx: Reader, actor: Actor, name: str) -> Shown:
    """One parameter with its history. Raises NotFound for a name that is none."""
    setting = parameters.settings().get(name)
    if setting is None:
        raise NotFound(type=PARAMETER.label, key=name)
    return _shown(tx, actor, {name: setting}, Filter("name", Op.EQUAL, name))[0]


def may_set(actor: Actor) -> bool:
    """Whether the actor may set parameters: they hold for all courts, so who administers all."""
    return actor.may_write(PARAMETER) and not actor.level


def set_value(graph: Graph, actor: Actor, name: str, said: Mapping[str, Any]) -> Record:
    """Set a parameter from a day on: ``value``, ``valid_from``, ``note``.

    Raises Invalid with a sentence by field (out of range, none of its choices, before its
    document's day, a day on which it is set already), NotAllowed.
    """
    values = {n: v for n, v in said.items() if n in ("value", "valid_from", "note") and v}
    try:
        return records.create(graph, actor, PARAMETER, {**values, "name": name})
    except NotUnique as taken:
        raise Invalid({"valid_from": Text(
            "从这一天起的数值已经设定（可能已停用）：请另选生效日期，或恢复原有设定",
            "a value is set from that day on already (it may be retired): choose another day, "
            "or reinstate it",
        )}) from taken  # fmt: skip


def _shown(
    tx: Reader, actor: Actor, settings: Mapping[str, Setting], *filters: Filter
) -> list[Shown]:
    query = Query(PARAMETER, filters, retired=True)
    found: dict[str, list[Record]] = {name: [] for name in settings}
    for record in records.every(tx, actor, query):
        if record.name in found:
            found[record.name].append(record)
    today = clock.today()
    return [Shown(settings[name], tuple(made), today) for name, made in found.items()]
