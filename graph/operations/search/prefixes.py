"""``案件: 民间借贷``, ``officer: 王``: a type's name and a colon keep a search to that type."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.model import RecordType

_SAID = re.compile(r"\s*([^:：]{1,40}?)\s*[:：]\s*(.*)", re.DOTALL)


def split(words: str, kinds: Sequence[RecordType]) -> tuple[RecordType | None, str]:
    """The type that the words begin with, of those given, and the rest; None and all the words
    where they name none."""
    said = _SAID.fullmatch(words)
    kind = _named(said[1], kinds) if said else None
    return (kind, said[2].strip()) if said and kind else (None, words.strip())


def prefix(kind: RecordType, language: str) -> str:
    """What keeps a search to the type, in one language: ``案件:``, ``case:``."""
    return f"{kind.label.zh if language == 'zh' else kind.label.en.lower()}:"


def _named(name: str, kinds: Sequence[RecordType]) -> RecordType | None:
    """The type of this name in either language, of one or of many, as in addresses, or by the end
    of its Chinese name where no other ends so: 人员 is 执行人员."""
    wanted = name.casefold()
    for kind in kinds:
        if wanted in {n.casefold() for n in _names(kind)}:
            return kind
    ending = [kind for kind in kinds if kind.label.zh.endswith(name)]
    return ending[0] if len(ending) == 1 else None


def _names(kind: RecordType) -> tuple[str, ...]:
    return (kind.label.zh, kind.label.en, kind.plural.zh, kind.plural.en, kind.slug, kind.name)
