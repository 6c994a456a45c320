"""Words that people type, as queries to the full-text indexes.

Text is cut where the script changes: a run of Chinese characters is looked for as it stands, a run
of letters and digits as a word, or where the text ends with it as the start of one, or with
``inside`` anywhere in one. All runs have to occur, in any of the type's fields. So brackets, dashes
and spaces make no difference, and a case number is found in any spelling, or by its serial alone.
With ``inside``, whatever contains the text is found.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from graph import schema
from graph.model import Reach, RecordType
from graph.model.record import KEPT
from graph.scope import Actor, Place

HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_HAN = re.compile(rf"[{HAN}]")

KEY_FIRST = 8
"""How much more a record weighs whose key has the words in this order."""

SHORT_FOR = (
    ("高级人民法院", ("高级", "法院")), ("中级人民法院", ("中级", "法院")),
    ("人民法院", ("法院",)), ("中级法院", ("中级", "法院")), ("高级法院", ("高级", "法院")),
    ("省高院", ("高级", "法院")), ("省院", ("高级", "法院")), ("高院", ("高级", "法院")),
    ("市中院", ("中级", "法院")), ("中院", ("中级", "法院")), ("法院", ("法院",)),
    ("院", ("法院",)),
)  # fmt: skip
"""How courts are called for short, by the end of what is said, and what their names then have."""

COURTS = ("Court", "CourtName")

BETWEEN = 3
"""Characters that a court's name may have between what its short name says, to come first: 济南中院
is 济南市中级人民法院 before 济南铁路运输中级法院."""

SAID = re.compile(r"(?:字\s*第|第(?=\s*\d+\s*号))\s*0*(?=\d)")
"""What is said before a serial and stands in no case number: 第9001号, 执字第5号."""

JOINING = "._,;:'’·‧"
"""Marks that the index may keep inside one word, between letters or digits: 3.5, a_b."""


class Run(NamedTuple):
    """Characters of one script, and whether a longer word may go on at either end."""

    text: str
    before: bool = False
    after: bool = False


Way = tuple[Run, ...]


def runs(words: str) -> Way:
    """The runs that a text is made of, in its order, small letters."""
    return tuple(run for part in words.lower().split() for run in _cut(part))


def ways(kind: RecordType, words: str) -> list[Way]:
    """The runs any one set of which a record of the type may have: as typed, with full-width
    letters and digits as plain ones, a serial without 第, and for courts what a short name stands
    for."""
    plain = unicodedata.normalize("NFKC", words)
    found = [runs(plain), runs(words), runs(SAID.sub(" ", plain))]
    if kind.name in COURTS:
        found += short_names(plain)
    return [way for way in dict.fromkeys(found) if way]


def short_names(words: str) -> list[Way]:
    """What a court's short name stands for: 济南中院 is a name with 济南, 中级 and 法院; 历下法院
    one with 历下 and 法院; 省院 one with 高级 and 法院. Nothing for what doesn't end so."""
    said = "".join(words.split())
    made = []
    for end, parts in SHORT_FOR:
        if said.endswith(end):
            start = said.removesuffix(end)
            if end == "院" and len(start) < 2:
                continue  # 省院 is no court with 省 in its name
            if start or parts != ("法院",):
                made.append((*runs(start), *(Run(part) for part in parts)))
    return made


def by_key(kind: RecordType) -> str:
    """That the key of ``n`` begins with ``$start``. What the product itself makes and nobody looks
    for by words is found by its whole key: so many begin alike that it would take longer the more
    there are to find one's own among them."""
    whole = kind.access is KEPT and not kind.search_fields
    return f"n.{kind.key} {'=' if whole else 'STARTS WITH'} $start"


def lucene(kind: RecordType, words: str, *, inside: bool = False) -> str:
    """The query to the type's index; empty where there is nothing to look for."""
    fields = schema.words_of(kind)
    if not fields:
        return ""
    short = short_names(unicodedata.normalize("NFKC", words)) if kind.name in COURTS else []
    made = [
        _query(kind, fields, way, inside) + (_near(way) if way in short else "")
        for way in ways(kind, words)
    ]
    return made[0] if len(made) == 1 else " OR ".join(f"({each})" for each in made)


def goes_inside(words: str) -> bool:
    """Whether ``inside`` could find more: the text begins with letters or digits."""
    return any(run.before for run in runs(unicodedata.normalize("NFKC", words)))


def within(kind: RecordType, actor: Actor, at: Place | None = None) -> str:
    """The part of a query that keeps to the actor's courts, or to those at and below a place;
    empty where the type has no courts, or the actor all. Records that other courts share with
    the actor's are not among them."""
    if at is not None:
        return _court(at.level, at.court)
    if actor.level is None or kind.reach is Reach.ALL:
        return ""
    if kind.reach is Reach.TREE:
        return _court("c1", actor.tree or "")
    return _court(actor.level, actor.court or "")


def _cut(part: str) -> list[Run]:
    """The runs of a text without spaces."""
    met = list(_RUN.finditer(part))
    made = []
    for at, each in enumerate(met):
        if _HAN.match(each[0]):
            made.append(Run(each[0]))
            continue
        before = part[met[at - 1].end() if at else 0 : each.start()]
        after = part[each.end() : met[at + 1].start() if at + 1 < len(met) else len(part)]
        made.append(Run(each[0], _open(before, at == 0), _open(after, at == len(met) - 1)))
    return made


def _open(between: str, end: bool) -> bool:
    """Whether a word may go on over what stands between it and the next run, or the text's end."""
    return (end and not between) or (len(between) == 1 and between in JOINING)


def _query(kind: RecordType, fields: tuple[str, ...], way: Way, inside: bool) -> str:
    needed = " ".join(
        "+(" + " OR ".join(f"{field}:{_term(run, inside)}" for field in fields) + ")" for run in way
    )
    return f'{needed} {kind.key}:"{" ".join(run.text for run in way)}"^{KEY_FIRST}'


def _near(way: Way) -> str:
    """More weight for a court whose name has the parts of its short name close together."""
    return f' name:"{" ".join(run.text for run in way)}"~{BETWEEN}^{KEY_FIRST}'


def _term(run: Run, inside: bool) -> str:
    if _HAN.match(run.text):
        return f'"{run.text}"' if len(run.text) > 1 else run.text
    said = [f"{run.text}^4"]
    if run.after:
        said.append(f"{run.text}*")
    if run.before and inside:
        said.append(f"*{run.text}*" if run.after else f"*{run.text}")
    return f"({' OR '.join(said)})"


def _court(level: str, code: str) -> str:
    return f'+{level}:"{" ".join(run.text for run in runs(code))}"^0'
