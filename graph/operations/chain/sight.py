"""Whether a record that isn't there can be called missing, or may only be out of sight.

Decided from what the reader may see at all, never from what there is: so that "missing" is never a
lie, and tells nobody of a record that they may not see.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph import queries
from graph.model import LEVELS, Reach, RecordType
from graph.scope import Actor
from graph.session import Reader

Place = tuple[str | None, str | None, str | None]
"""The codes of a high, intermediate and basic court."""


@dataclass(frozen=True)
class Sight:
    """What a reader would see if it were there. ``served``: the courts where the reader has had a
    post, and so may be whom a record is about."""

    actor: Actor
    served: frozenset[str] = frozenset()

    @classmethod
    def of(cls, tx: Reader, actor: Actor) -> Sight:
        """The sight of this reader."""
        if actor.officer is None:
            return cls(actor)
        return cls(actor, frozenset(row["court"] for row in queries.chain_served(tx, actor)))

    def sees(self, kind: RecordType, owner: Place | None, at: Place, by: str = "") -> bool:
        """Whether the reader would see a record of the type that ``owner`` owes for one at ``at``.

        ``by`` is the relation of the missing record to that one: where it shares or places the
        record, who sees the one sees the other. A confidential type is never certain.
        """
        if kind.confidential or not self.actor.may_read(kind):
            return False
        if kind.about and self.served & {code for code in (*at, *(owner or ())) if code}:
            return False
        if self.actor.level is None or kind.reach is Reach.ALL:
            return True
        tied = bool(by) and by in (*kind.home, *kind.shared)
        return self._mine(owner) or (tied and self._mine(at))

    def knows(self, kind: RecordType, at: Place) -> bool:
        """Whether the reader, who sees a duty that arises at ``at``, may know if a record of the
        type discharged it: not where that may be about the reader, or for others' eyes alone."""
        if kind.confidential or not self.actor.may_read(kind):
            return False
        return not (kind.about and self.served & {code for code in at if code})

    def _mine(self, place: Place | None) -> bool:
        level = self.actor.level
        return (
            place is not None
            and level is not None
            and place[LEVELS.index(level)] == self.actor.court
        )
