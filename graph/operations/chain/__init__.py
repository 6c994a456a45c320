"""The accountability chain of a record: event → finding → feedback → rectification → check →
recurrence → notice → measure, with what should be there and isn't (SPEC.md, One idea).

``chain(tx, actor, kind, key)`` walks it for one record, ``recurrences(tx, actor, court, problem)``
answers for a problem at a court. Both read in the actor's scope only.
"""

from graph.operations.chain.cards import Card, Person
from graph.operations.chain.debts import Debt
from graph.operations.chain.made import MOST, Chain, Link, chain
from graph.operations.chain.picture import Missing
from graph.operations.chain.recurring import Recurrences, recurrences
from graph.operations.chain.steps import BODIES, STAGES, Body, Stage, takes_part

__all__ = [
    "BODIES",
    "MOST",
    "STAGES",
    "Body",
    "Card",
    "Chain",
    "Debt",
    "Link",
    "Missing",
    "Person",
    "Recurrences",
    "Stage",
    "chain",
    "recurrences",
    "takes_part",
]
