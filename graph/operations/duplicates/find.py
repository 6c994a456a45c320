"""Candidates: records that may be the same person, each pair with its reasons.

The index of names (as compared) and that of identity numbers are walked in order, so that equal
ones stand side by side; a page costs two questions and a bounded part of the index, whatever the
size of the province.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graph import queries, scope
from graph.errors import Unknown
from graph.model import RecordType
from graph.model.alike import ALIKE, MERGED_INTO
from graph.operations.duplicates import compare
from graph.operations.duplicates.compare import Person, doubts, reasons
from graph.schema import ALIKE_BY
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

SCAN = 20_000
"""Records of the index that one page looks at."""

GROUPS = 25
"""Names of one page."""

MEMBERS = 40
"""Records of one name that are compared with each other; a commoner name is said to be so."""

PAIRS = 20
"""Pairs shown of one name."""


@dataclass(frozen=True)
class Candidate:
    """Two records that may be the same person: why, and what speaks against it."""

    one: Person
    other: Person
    reasons: tuple[Text, ...]
    doubts: tuple[Text, ...]


@dataclass(frozen=True)
class Found:
    """A page of candidates, strongest reasons of a name first.

    ``after`` is the cursor of the next page (empty: that was all). ``common`` are names with so
    many records that not all were compared.
    """

    pairs: list[Candidate]
    after: str
    common: list[str]


def candidates(
    tx: Reader,
    actor: Actor,
    kind: RecordType,
    by: str = ALIKE,
    after: str = "",
    *,
    scan: int = SCAN,
    groups: int = GROUPS,
) -> Found:
    """Pairs among the records whose homes lie in the actor's courts.

    ``by``: what they have in common, the name or the identity number. Raises NotAllowed for who
    may not change records of the type: only who can merge needs to see what to merge.
    """
    scope.require_write(kind, actor)
    if by not in ALIKE_BY.get(kind.name, ()) or MERGED_INTO not in kind.refs:
        raise Unknown(what=Text("查重方式", "way to look for duplicates"), name=by)
    row = queries.duplicate_names(tx, actor, kind, by, after or None, scan, groups + 1)
    chosen, further = _page(row, scan, groups)
    uids = [uid for group in chosen for uid in group["uids"][:MEMBERS]]
    known = {person.uid: person for person in persons(tx, actor, kind, uids)}
    pairs: list[Candidate] = []
    common = []
    for group in chosen:
        members = [known[uid] for uid in group["uids"][:MEMBERS] if uid in known]
        pairs += _pairs(members)
        if len(group["uids"]) > MEMBERS and members:
            common.append(members[0].name)
    return Found(pairs, further, common)


def persons(tx: Reader, actor: Actor, kind: RecordType, uids: Sequence[str]) -> list[Person]:
    """The records as they are compared, in the order asked for."""
    if kind.name == "Officer":
        found = [compare.officer(row) for row in queries.duplicate_officers(tx, actor, uids)]
    else:
        found = [compare.party(row) for row in queries.duplicate_parties(tx, actor, uids)]
    order = {uid: place for place, uid in enumerate(uids)}
    return sorted(found, key=lambda person: order[person.uid])


def _page(row: dict[str, Any], scan: int, groups: int) -> tuple[list[dict[str, Any]], str]:
    """The groups to show, and a record of the last value that was looked at in full."""
    found, ends = row["groups"], row["ends"]
    if len(found) > groups:
        return found[:groups], found[groups - 1]["uids"][0]
    if row["scanned"] < scan:
        return found, ""
    if len(ends) < 2:  # one name fills the whole part of the index
        return found, ends[-1]
    return [group for group in found if group["uids"][0] != ends[-1]], ends[0]


def _pairs(members: Sequence[Person]) -> list[Candidate]:
    made = [
        Candidate(one, other, tuple(why), tuple(doubts(one, other)))
        for one, other in combinations(members, 2)
        if (why := reasons(one, other))
    ]
    made.sort(key=lambda pair: (len(pair.doubts), -len(pair.reasons)))
    return made[:PAIRS]
