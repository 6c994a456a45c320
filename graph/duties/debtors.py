"""Whose duty it is, and who stands above: asked before anybody is released or urged."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import NotFound, OwnFile
from graph.model import LEVELS
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

Place = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Debtors:
    """Who owes a duty: the places of their courts, and the numbers of officers among them."""

    places: frozenset[Place]
    officers: frozenset[str]
    courts: bool
    """Whether a whole court owes it, not one of its departments or officers."""

    def below(self, actor: Actor) -> bool:
        """Whether the actor's court stands above all of them, or they are of the high court and
        the actor is too."""
        if actor.level is None or actor.court is None:
            return True
        own = LEVELS.index(actor.level)
        return all(
            place[own] == actor.court and (own == 0 or place[own] != lowest(place))
            for place in self.places
        )

    def within(self, actor: Actor) -> bool:
        """Whether all of them are in the actor's court or below it."""
        if actor.level is None or actor.court is None:
            return True
        own = LEVELS.index(actor.level)
        return all(place[own] == actor.court for place in self.places)

    def refuse_oneself(self, actor: Actor) -> None:
        """Raise OwnFile where the actor is one of them."""
        if actor.officer in self.officers:
            raise OwnFile()


def lowest(place: Place) -> str | None:
    """The code of the court that a place is."""
    return next((code for code in reversed(place) if code), None)


def of(tx: Reader, uid: str) -> Debtors:
    """Those who owe a stored duty; an officer counts at the department of that day. Raises
    NotFound."""
    row = tx.one(
        "MATCH (d:Duty {uid: $uid}) "
        "RETURN [d.c1, d.c2, d.c3] AS home, "
        "[(d)-[:OWED_BY]->(o) WHERE NOT o:Officer | [o.c1, o.c2, o.c3]] AS places, "
        "[(d)-[:OWED_BY]->(o:Officer) | o.number] AS officers, "
        "EXISTS { (d)-[:OWED_BY]->(:Court) } AS courts",
        uid=uid,
    )
    if row is None:
        raise NotFound(type=Text("责任事项", "duty"), key=uid)
    known = {tuple(place) for place in row["places"]} or {tuple(row["home"])}
    return Debtors(frozenset(known), frozenset(row["officers"]), row["courts"])
