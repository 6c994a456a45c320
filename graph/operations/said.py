"""What an address says, read alike for pages and programs: a word, a switch, one of several; what
can't be asked is refused in the same words everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from graph.errors import BadParameter
from graph.text import Text

Choice = TypeVar("Choice", bound=StrEnum)

ON, OFF = ("1", "true"), ("", "0", "false")


def word(said: Mapping[str, str], name: str) -> str:
    """The word said, "" where nothing is."""
    return said.get(name, "").strip()


def switch(said: Mapping[str, str], name: str) -> bool:
    """Whether it is switched on; raises BadParameter."""
    value = word(said, name)
    if value not in (*ON, *OFF):
        refuse(name, value, "须是 0 或 1", "write 0 or 1")
    return value in ON


def day(said: Mapping[str, str], name: str) -> date | None:
    """The day said, None where none is; raises BadParameter."""
    value = word(said, name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        refuse(name, value, "请写作 2021-12-30", "write 2021-12-30")


def choice(said: Mapping[str, str], name: str, allowed: Iterable[Choice], usual: Choice) -> Choice:
    """The one said of those allowed, the usual one where nothing is; raises BadParameter."""
    value, known = word(said, name), {str(each): each for each in allowed}
    if value:
        one_of(name, value, known)
    return known[value] if value else usual


def one_of(name: str, value: str, allowed: Iterable[str]) -> None:
    """Raise BadParameter unless it is one of these."""
    known = list(allowed)
    if value not in known:
        names = ", ".join(known)
        refuse(name, value, f"可用：{names}", f"use one of: {names}")


def refuse(name: str, value: object, zh: str, en: str) -> NoReturn:
    """Say why it can't be asked: raises BadParameter."""
    raise BadParameter(name=name, value=value, why=Text(zh, en))
