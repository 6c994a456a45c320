"""Questions about open duties of a scope, and about inboxes. Each asks the file of its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from graph import scope
from graph.queries.duties import ends
from graph.queries.question import Fragment, question
from graph.scope import Actor, parameters
from graph.session import Reader, Row


@dataclass(frozen=True)
class Within:
    """Whose open duties: of a court with all below it (``court`` and ``level``; "" for every
    court), of ``units`` (uids of departments and a court), or the reader's own as an officer.
    ``rules``: codes; None: all."""

    court: str = ""
    level: str = ""
    units: tuple[str, ...] | None = None
    mine: bool = False
    rules: tuple[str, ...] | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """As parameters."""
        return {
            "court": self.court,
            "units": list(self.units or ()),
            "rules": list(self.rules or ()),
        }


def duty_list(
    tx: Reader,
    actor: Actor,
    within: Within,
    low: date,
    high: date,
    limit: int,
    after: tuple[date, str] | None = None,
    latest_first: bool = False,
) -> list[Row]:
    """Open duties with their ends, by due day; ``after``: behind this day and uid."""
    if within.units is not None or within.mine:
        return duty_owed(tx, actor, within, low, high, limit, after, latest_first)
    asked = question("duty_list").cypher(
        actor,
        None,
        **_asked(within),
        **_page(after, latest_first),
        order=_by_due(within, latest_first),
    )
    return _run_page(tx, actor, asked, within, low, high, limit, after)


def duty_owed(
    tx: Reader,
    actor: Actor,
    within: Within,
    low: date,
    high: date,
    limit: int,
    after: tuple[date, str] | None = None,
    latest_first: bool = False,
) -> list[Row]:
    """The same for the duties that some units or the reader owe: as many of each as the page has
    lines."""
    way = "DESC" if latest_first else "ASC"
    me = "MATCH (m:Officer {number: $scope_me}) WHERE {{unscoped:Officer:m}} RETURN m.uid"
    asked = question("duty_owed").cypher(
        actor,
        None,
        **_page(after, latest_first),
        mine=Fragment(f" + COLLECT {{ {me} }}" if within.mine else ""),
        order=Fragment(f"ORDER BY e.at {way}, e.due {way}, e.duty {way}"),
        kept=_asked(within)["kept"],
    )
    return _run_page(tx, actor, asked, within, low, high, limit, after)


def _page(after: tuple[date, str] | None, latest_first: bool) -> dict[str, Fragment]:
    """What a page's statement says of its beginning and its order."""
    sign, way = ("<", "DESC") if latest_first else (">", "ASC")
    behind = (
        f"d.pending {sign}= $at AND CASE WHEN d.pending = $at THEN d.uid {sign} $at_uid "
        "ELSE true END"
        if after
        else "true"
    )
    again = f"ORDER BY d.pending {way}, d.uid {way}"
    return {
        "behind": Fragment(behind), "order_again": Fragment(again), "ends": Fragment(ends()),
    }  # fmt: skip


def _run_page(
    tx: Reader, actor: Actor, asked: str, within: Within, low: date, high: date, limit: int,
    after: tuple[date, str] | None,
) -> list[Row]:  # fmt: skip
    at, uid = after or (None, "")
    return tx.run(
        asked, low=low, high=high, limit=limit, at=at, at_uid=uid, **within.asked,
        **parameters(actor),
    )  # fmt: skip


def duty_rows(tx: Reader, actor: Actor, uids: Sequence[str]) -> list[Row]:
    """These duties with their ends, as far as the actor may read them."""
    asked = question("duty_rows").cypher(actor, None, ends=Fragment(ends()))
    return tx.run(asked, uids=list(uids), **parameters(actor))


def duty_counts(
    tx: Reader, actor: Actor, within: Within, low: date, high: date, today: date, soon: date
) -> list[Row]:
    """Open duties by rule, court, month and state."""
    asked = question("duty_counts").cypher(actor, None, **_asked(within))
    return tx.run(
        asked, low=low, high=high, today=today, soon=soon, **within.asked, **parameters(actor)
    )


def duty_people(
    tx: Reader, actor: Actor, within: Within, low: date, high: date, most: int,
    latest_first: bool = False,
) -> list[Row]:  # fmt: skip
    """The officers who owe the first ``most`` of these duties."""
    order = _by_due(within, latest_first)
    asked = question("duty_people").cypher(actor, None, **_asked(within), order=order)
    said = {**within.asked, **parameters(actor)}
    return tx.run(asked, low=low, high=high, most=most, **said)


def duty_departments(
    tx: Reader, actor: Actor, uids: Sequence[str], low: date, high: date,
    rules: Sequence[str] | None,
) -> list[Row]:  # fmt: skip
    """These departments, each with the first day on which a duty of theirs falls due within the
    span, of these rules where they are named."""
    asked = question("duty_departments").cypher(actor, None, kept=_of_rules(rules))
    said = {"rules": list(rules or ()), **parameters(actor)}
    return tx.run(asked, units=list(uids), low=low, high=high, **said)


def duty_punctual(
    tx: Reader, actor: Actor, departments: Sequence[str], low: date, high: date
) -> list[Row]:
    """What became of the duties of these departments that fell due in the span."""
    return tx.run(
        question("duty_punctual").cypher(actor),
        departments=list(departments), low=low, high=high, **parameters(actor),
    )  # fmt: skip


def notices_received(tx: Reader, actor: Actor, court: str, limit: int) -> list[Row]:
    """The latest notices to a court (uid) or a department of it."""
    asked = question("notices_received").cypher(actor)
    return tx.run(asked, court=court, limit=limit, **parameters(actor))


def inbox_unread(tx: Reader, actor: Actor, since: datetime, cap: int) -> int:
    """How many items since a moment the actor hasn't read, up to ``cap``."""
    asked = question("inbox_unread").cypher(actor, own=Fragment(scope.own_items("i", actor)))
    return int(tx.run(asked, since=since, me=actor.username, cap=cap, **parameters(actor))[0]
               ["unread"])  # fmt: skip


def inbox_items(
    tx: Reader,
    actor: Actor,
    since: datetime,
    until: tuple[datetime, str],
    limit: int,
    what: str | None = None,
    only_unread: bool = False,
) -> list[Row]:
    """Items of the actor's inbox, the latest first; ``what``: of one sort."""
    keys = ("recipient", "at", "key") if what is None else ("recipient", "what", "at", "key")
    asked = question("inbox_items").cypher(
        actor,
        index=Fragment(f"USING INDEX i:InboxItem({', '.join(keys)})"),
        told=Fragment(scope.to_be_told("i", actor)),
        sort=Fragment("true" if what is None else "i.what = $what"),
        latest=Fragment("ORDER BY " + ", ".join(f"i.{key} DESC" for key in keys)),
    )
    return tx.run(
        asked, since=since, until={"at": until[0], "key": until[1]}, me=actor.username, what=what,
        only_unread=only_unread, limit=limit, **parameters(actor),
    )  # fmt: skip


def _by_due(within: Within, latest_first: bool) -> Fragment:
    """The order of the due days, as the index has it that the scope starts from."""
    keys = ["d.pending", "d.uid"]
    plain = within.units is None and not within.mine and within.rules is None
    if plain and within.level:
        keys.insert(0, f"d.{within.level}")
    way = "DESC" if latest_first else "ASC"
    return Fragment("ORDER BY " + ", ".join(f"{key} {way}" for key in keys))


def _of_rules(rules: Sequence[str] | None) -> Fragment:
    return Fragment("d.rule_code IN $rules" if rules is not None else "true")


def _asked(within: Within) -> dict[str, Fragment]:
    """Where a scope's open duties ``d`` are looked for, and what is asked of them besides."""
    rules = _of_rules(within.rules)
    if within.mine:
        start = (
            "(o:Officer {number: $scope_me}) WHERE {{unscoped:Officer:o}} "
            "MATCH (o)<-[:OWED_BY]-(d:Duty) WHERE d.pending IS NOT NULL"
        )
        return {"start": Fragment(start), "kept": rules}
    if within.units is not None:
        start = (
            "(o:Department|Court) WHERE o.uid IN $units AND {{visible:Department|Court:o}} "
            "WITH DISTINCT o "  # or the planner may begin with all duties
            "MATCH (o)<-[:OWED_BY|OWED_AT]-(d:Duty) WHERE d.pending IS NOT NULL"
        )
        return {"start": Fragment(start), "kept": rules}
    keys = [*([within.level] if within.level else []), "pending", "uid"]
    if within.rules is not None:
        keys.insert(1 if within.level else 0, "rule_code")
    start = f"(d:Duty) USING INDEX d:Duty({', '.join(keys)}) WHERE {rules}"
    if within.level:
        start += f" AND d.{within.level} = $court"
    return {"start": Fragment(start), "kept": Fragment("true")}
