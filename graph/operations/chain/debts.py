"""The duties of a chain: between the record from which each arises and those that discharge it, or
with a place of its own where nothing does.

What is owed and what is done are facts of the duties themselves (graph/duties), so a gap drawn here
and a line of the missing-link view are the same truth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.duties.reading import Owed
from graph.duties.status import Status
from graph.model import type_of
from graph.operations.chain.acts import Act, act_of
from graph.operations.chain.cards import Card
from graph.operations.chain.picture import Missing
from graph.operations.chain.sentences import article, owner, sentence
from graph.operations.chain.sight import Sight
from graph.operations.chain.steps import PARTS
from graph.text import Text

UNDONE = frozenset({Status.OPEN, Status.DUE_SOON, Status.OVERDUE})


@dataclass(frozen=True)
class Debt:
    """A duty in the picture: ``after`` are the cards from which it arises, ``by`` those that
    discharge it. ``alone``: it has a card of its own, since what would discharge it isn't drawn.
    ``told``: the reader may know how it stands."""

    owed: Owed = field(repr=False)
    act: Act
    after: tuple[str, ...]
    by: tuple[str, ...]
    alone: bool
    told: bool
    status: Status
    words: Text

    @property
    def undone(self) -> bool:
        """Whether it is owed still, or may be."""
        return not self.told or self.status in UNDONE

    @property
    def gap(self) -> Missing:
        """The record that should be there."""
        return Missing(
            self.owed.rule.code, self.act.kind, self.act.stage, self.act.body,
            self.owed.rule.name, owner(self.owed), self.words, self.owed.rule.basis, self.after,
            self.owed.opened_on, self.told, debt=self,
        )  # fmt: skip

    @property
    def article(self) -> Text:
        """The article that it rests on."""
        return article(self.owed.rule.basis)


def to_be_drawn(owed: Iterable[Owed], kinds: Mapping[str, str], subject: str) -> dict[str, str]:
    """The records (type by uid) that discharge what arises in a walk, and are not in it yet."""
    return {
        link.uid: link.label
        for each in owed
        if _wanted(each, kinds, subject)
        for link in each.by
        if link.uid not in kinds and link.label in PARTS
    }


def debts(
    owed: Iterable[Owed],
    cards: Mapping[str, Card],
    onward: Collection[str],
    subject: str,
    sight: Sight,
    today: date,
) -> list[Debt]:
    """The duties between these cards, the oldest first.

    One that was met by what isn't drawn, or is void, is told of records only whose consequences
    were walked (``onward``).
    """
    found = []
    for each in owed:
        after = tuple(link.uid for link in each.triggers if link.uid in cards)
        by = tuple(link.uid for link in each.by if link.uid in cards)
        state = each.status_on(today)
        alone = bool(after) and (state in UNDONE or not by) and _wanted(each, cards, subject)
        if alone and state not in (*UNDONE, Status.WAIVED):
            alone = any(uid in onward for uid in after)
        if not (alone or by):
            continue
        act = act_of(each.rule.code)
        told = bool(by) or _told(act, cards.values(), sight)
        words = sentence(each, today, told)
        found.append(Debt(each, act, after, by, alone, told, state, words))
    return found


def _wanted(owed: Owed, known: Collection[str], subject: str) -> bool:
    """Whether the duty may bring a card of its own. A case's own duties (its steps, disclosures,
    call-backs for its age) don't, unless the chain is about the case."""
    arises = [link for link in owed.triggers if link.uid in known]
    if any(link.uid == subject for link in arises):
        return True
    near = [link for link in arises if link.label != "Case"]
    return bool(near) and not act_of(owed.rule.code).many


def _told(act: Act, cards: Iterable[Card], sight: Sight) -> bool:
    """Whether an act that isn't there would be seen if it were: what may be about the reader, at
    one of the courts of the chain, is not."""
    return all(sight.knows(type_of(act.kind), card.place) for card in cards)
