"""One record's chain: walked, the recurrences added, cards made, what is missing found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph import clock, queries, records
from graph.duties import reading
from graph.duties.engine import Frame
from graph.duties.reading import Owed
from graph.errors import FileNeeded, NoChain
from graph.model import RecordType, type_of
from graph.operations.chain.cards import Card, cards, refs_of
from graph.operations.chain.debts import Debt, debts, to_be_drawn
from graph.operations.chain.elsewhere import where_instead
from graph.operations.chain.missing import in_order, missing
from graph.operations.chain.picture import Missing, Picture
from graph.operations.chain.recurring import Recurrences, recurrences_at, told
from graph.operations.chain.sight import Sight
from graph.operations.chain.steps import PARTS, Body, Stage, takes_part
from graph.operations.chain.walk import Line, Walk
from graph.operations.chain.words import in_words
from graph.operations.periods import courts_on
from graph.recurrence import Kind, Likeness, Recurrence
from graph.recurrence.facts import ESTABLISHED
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

MOST = 200
"""Records of one chain; where there are more, ``more`` says so and nothing is called missing."""

LATER = 20
"""Recurrences taken in from outside of the walk."""


SAME_KIND = Text("同类问题（不计复发）", "Of the same kind only (no recurrence)")


@dataclass(frozen=True)
class Link:
    """From what came first to what followed, by uid. ``recurrence``: the second recurs after the
    first, as the ``depth``-th time that a rectification was in vain."""

    before: str
    after: str
    name: Text
    recurrence: Recurrence | None = None
    depth: int = 0


@dataclass(frozen=True)
class Chain:
    """The chain of ``subject``: cards in the order of stages and days, links, the duties on them,
    and what is missing.

    ``alike``: how many findings of the same topic only came after, told apart from recurrences.
    """

    subject: Card
    cards: tuple[Card, ...]
    links: tuple[Link, ...]
    debts: tuple[Debt, ...]
    missing: tuple[Missing, ...]
    recurrences: tuple[Recurrences, ...]
    alike: int
    words: tuple[Text, ...]
    more: bool


def chain(tx: Reader, actor: Actor, kind: RecordType | str, key: str, most: int = MOST) -> Chain:
    """The accountability chain of the record with this business key or uid.

    Raises NotFound (absent and out of scope look alike), NotAllowed, FileNeeded for an officer,
    and NoChain for a type that takes no part. The number of statements doesn't depend on the
    number of records.
    """
    declared = type_of(kind) if isinstance(kind, str) else kind
    if declared.name == "Officer":
        raise FileNeeded()
    if not takes_part(declared.name):
        raise NoChain(type=declared.label, where=where_instead(declared.name))
    subject = records.get(tx, actor, declared, key)
    walk = Walk(actor, most, subject.uid)
    walk.add(subject.uid, declared.name)
    walk.both_ways(tx, [subject.uid])
    first = walk.of_type("Finding")
    known, cut = recurrences_at(tx, actor, _pairs(tx, walk))
    _take_in(tx, walk, first, known)
    owed = reading.on(tx, actor, walk.kinds)
    for uid, label in to_be_drawn(owed, walk.kinds, walk.subject).items():
        walk.add(uid, label)
    made = _placed(_read(tx, walk), walk)
    return _made(tx, walk, made, known, cut, owed)


def _read(tx: Reader, walk: Walk) -> dict[str, Card]:
    """The walk's records as cards, by uid."""
    wanted: dict[str, list[str]] = {}
    for uid, name in walk.kinds.items():
        wanted.setdefault(name, []).append(uid)
    rows = queries.chain_records(tx, walk.actor, wanted, {name: refs_of(name) for name in wanted})
    return {card.uid: card for card in cards(tx, walk.actor, rows)}


def _pairs(tx: Reader, walk: Walk) -> list[tuple[str, str]]:
    """Court and problem of each established finding of the walk."""
    wanted = {"Finding": walk.of_type("Finding")}
    rows = queries.chain_records(tx, walk.actor, wanted, {"Finding": ["at", "problem"]})
    return [
        (str(court["code"]), str(problem["code"]))
        for row in rows
        if row["p"]["status"] == ESTABLISHED
        for court in row["links"]["at"]
        for problem in row["links"]["problem"]
    ]


def _take_in(tx: Reader, walk: Walk, first: Sequence[str], known: Iterable[Recurrences]) -> None:
    """Add to the walk what recurred after its findings, and what its findings recurred after."""
    mine = set(first)
    later: dict[str, None] = {}
    earlier: dict[str, None] = {}
    for each in known:
        for found in sorted(each.found, key=lambda f: each.acts.get(f.finding) or date.max):
            if found.likeness is not Likeness.PROBLEM:
                continue
            if found.covered in mine and (found.recurs or found.kind is Kind.NOT_PUT_RIGHT):
                later.setdefault(found.finding)
            if found.finding in mine:
                earlier.setdefault(found.covered)
    fresh = [uid for uid in (*earlier, *later) if uid not in mine]
    walk.more = walk.more or len(fresh) > LATER
    added = [uid for uid in fresh[:LATER] if walk.add(uid, "Finding")]
    again = [uid for uid in (*earlier, *later) if uid in mine and uid not in walk.onward]
    if added or again:
        walk.both_ways(tx, [*added, *again])


def _placed(found: dict[str, Card], walk: Walk) -> dict[str, Card]:
    """Cards that belong into the picture, findings in the row of those who found them."""
    leads = {line.before for line in walk.lines}
    kept = {
        uid: card
        for uid, card in found.items()
        if uid == walk.subject or not PARTS[card.kind.name].needed or uid in leads
    }
    source = {line.after: line.before for line in walk.lines if line.relation == "Finding.found_by"}
    return {
        uid: replace(card, body=kept[source[uid]].body)
        if uid in source and source[uid] in kept
        else card
        for uid, card in kept.items()
    }


def _made(
    tx: Reader,
    walk: Walk,
    made: dict[str, Card],
    known: list[Recurrences],
    cut: bool,
    owed: list[Owed],
) -> Chain:
    lines = [x for x in walk.lines if x.before in made and x.after in made]
    loops = tuple(sorted(_loops(made, known), key=lambda loop: _when(made[loop.after])))
    again = {each.after for each in loops if each.recurrence and each.recurrence.recurs}
    made = {u: replace(c, stage=Stage.RECURRENCE) if u in again else c for u, c in made.items()}
    more = walk.more or cut or any(each.more for each in known)
    picture = _picture(tx, walk, made, lines)
    owing = debts(owed, made, walk.onward, walk.subject, picture.sight, picture.today)
    absent = [each.gap for each in owing if each.alone and each.undone]
    absent = in_order([*absent, *([] if more else missing(picture))])
    order = list(Stage), list(Body)
    ordered = sorted(
        made.values(),
        key=lambda c: (order[0].index(c.stage), order[1].index(c.body), *_when(c)),
    )
    links = (*(_link(line) for line in lines), *loops)
    alike = {
        (e.finding, e.covered)
        for each in known for e in each.found
        if e.likeness is Likeness.TOPIC and e.covered in made
    }  # fmt: skip
    return Chain(
        made[walk.subject], tuple(ordered), links, tuple(owing), tuple(absent), tuple(known),
        len(alike), tuple(in_words(made, loops, absent, owing, len(alike), more)), more,
    )  # fmt: skip


def _when(card: Card) -> tuple[date, str]:
    """The place of a card among those of its stage and body: by date, what has none last."""
    return card.since or date.max, card.key


def _link(line: Line) -> Link:
    owner, _, name = line.relation.partition(".")
    return Link(line.before, line.after, type_of(owner).refs[name].label)


def _loops(made: dict[str, Card], known: Iterable[Recurrences]) -> tuple[Link, ...]:
    """Recurrences between records of the picture."""
    found: dict[tuple[str, str], Link] = {}
    for each in known:
        for r in told(each, made):
            depth = each.depths.get(r.finding, 0)
            name = r.kind.label if r.likeness is Likeness.PROBLEM else SAME_KIND
            found.setdefault((r.target, r.finding), Link(r.target, r.finding, name, r, depth))
    return tuple(found.values())


def _picture(tx: Reader, walk: Walk, made: dict[str, Card], lines: list[Line]) -> Picture:
    today = clock.today()
    codes = {code for card in made.values() for code in card.place if code}
    courts = courts_on(tx, walk.actor, [(code, today) for code in sorted(codes)])
    frame = Frame.now(tx)
    return Picture(
        made,
        lines,
        walk.onward,
        Sight.of(tx, walk.actor),
        {code: court.name for (code, _), court in courts.items()},
        today,
        frame.values,
        frame.calendar,
    )
