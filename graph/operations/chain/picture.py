"""A chain's cards and lines as the rules on what is missing ask for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from graph.duties.calendar import Calendar
from graph.duties.parameters import Values
from graph.operations.chain.cards import Card
from graph.operations.chain.sight import Place, Sight
from graph.operations.chain.steps import Body, Stage
from graph.operations.chain.walk import Line
from graph.text import Text

if TYPE_CHECKING:
    from graph.operations.chain.debts import Debt


@dataclass(frozen=True)
class Missing:
    """A record that should be there. ``after`` are the records (uid) from which it is owed.

    ``certain``: it isn't there. Otherwise it isn't there or the reader may not see it. ``stands``:
    something is there that shouldn't stand as it does. ``debt``: the duty that asks for it; None
    where no rule of the table does.
    """

    rule: str
    kind: str
    stage: Stage
    body: Body
    what: Text
    owner: Text
    why: Text
    basis: str
    after: tuple[str, ...]
    since: date | None
    certain: bool
    stands: bool = False
    debt: Debt | None = None


@dataclass
class Picture:
    """A chain's cards and lines, and what the rules ask of them."""

    cards: dict[str, Card]
    lines: Collection[Line]
    onward: Collection[str]
    sight: Sight
    courts: dict[str, str]
    today: date
    values: Values = field(default_factory=lambda: Values({}))
    """The local parameters: who owes case feedback, and by when the quarter's is due."""
    calendar: Calendar = field(default_factory=lambda: Calendar({}))
    _after: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _before: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.lines:
            self._after.setdefault((line.before, line.relation), []).append(line.after)
            self._before.setdefault((line.after, line.relation), []).append(line.before)

    def after(self, uid: str, *relations: str) -> list[Card]:
        """The records that followed by these relations."""
        return [self.cards[u] for r in relations for u in self._after.get((uid, r), ())]

    def before(self, uid: str, *relations: str) -> list[Card]:
        """The records that came before by these relations."""
        return [self.cards[u] for r in relations for u in self._before.get((uid, r), ())]

    def walked(self, kind: str) -> Iterator[Card]:
        """Cards of a type whose consequences were followed."""
        for uid, card in self.cards.items():
            if card.kind.name == kind and uid in self.onward and not card.values.get("retired_at"):
                yield card

    def court(self, place: Place) -> Text:
        """The name of the court at this place."""
        code = next((c for c in reversed(place) if c), "")
        name = self.courts.get(code, code)
        return Text(name, name)
