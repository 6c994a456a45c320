"""A chain as the page's picture and the API tell it, in the language of the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from graph.model import Record, type_of
from graph.operations.chain import (
    BODIES,
    STAGES,
    Card,
    Chain,
    Link,
    Missing,
    Person,
    takes_part,
)
from graph.operations.postings import Held, Posting
from graph.recurrence import RECURRED, Likeness
from views import chain_duties
from views.cells import PILLS, address
from views.chain_duties import UNSEEN, duty, on_links
from views.request import say

SAME_KIND = "same_kind"
"""What came after is of the same kind only: no recurrence."""


def shape(found: Chain) -> dict[str, Any]:
    """The chain as JSON: stages, bodies, nodes, links, the duties on them, words."""
    absent = {_missing_id(each): each for each in found.missing if each.debt is None}
    on: dict[str, list[str]] = {}
    for debt in found.debts:
        for uid in () if debt.undone else debt.by:  # what is done in part is told where it is owed
            on.setdefault(uid, []).append(debt.owed.number)
    links = [
        *(_link(each) for each in found.links),
        *(_owed(before, id_, each) for id_, each in absent.items() for before in each.after),
    ]
    on_links(found, links)
    return {
        "subject": subject(found.subject),
        "stages": [{"code": str(code), "name": say(name)} for code, name in STAGES.items()],
        "bodies": [{"code": str(code), "name": say(name)} for code, name in BODIES.items()],
        "nodes": [
            *(
                _node(card, card.uid == found.subject.uid, on.get(card.uid, []))
                for card in found.cards
            ),
            *(_absent(id_, each) for id_, each in absent.items()),
            *(chain_duties.absent(debt) for debt in found.debts if debt.alone),
        ],
        "links": links,
        "duties": [duty(debt) for debt in found.debts],
        "words": [say(each) for each in found.words],
        "more": found.more,
    }


def _missing_id(each: Missing) -> str:
    return f"missing-{each.rule}-{each.after[0]}"


def subject(card: Card) -> dict[str, str]:
    """The record whose chain it is."""
    return {
        "type": card.kind.slug,
        "key": card.key,
        "title": card.title,
        "url": address(card.kind, card.key, card.uid),
    }


def chain_address(record: Record) -> str:
    """Where a record's chain is; empty for types that have none."""
    kind = record.declared
    if not takes_part(kind.name):
        return ""
    key = str(getattr(record, kind.key) or "")
    plain = key and not key.startswith((".", "/")) and "//" not in key and "/." not in key
    return url_for("ChainView.page", kind=kind.slug, key=key if plain else record.uid)


def _node(card: Card, is_subject: bool, duties: list[str]) -> dict[str, Any]:
    code = card.standing.replace("_", "-")
    return {
        "id": card.uid,
        "type": card.kind.slug,
        "label": say(card.kind.label),
        "key": card.key,
        "title": say(card.called) or (card.title if card.title != card.key else ""),
        "url": address(card.kind, card.key, card.uid),
        "stage": str(card.stage),
        "body": str(card.body),
        "date": _day(card.since),
        "until": _day(card.until if card.until != card.since else None),
        "standing": (code if code in PILLS else "neutral") if code else "",
        "standing_name": say(card.standing_name),
        "people": [_person(each) for each in _once(card.people)],
        "lines": [[say(name), say(value)] for name, value in card.lines],
        "subject": is_subject,
        "missing": False,
        "why": "",
        "since": "",
        "due": "",
        "provisional": False,
        "note": "",
        "state": "",
        "state_name": "",
        "duties": duties,
    }


def _absent(id_: str, each: Missing) -> dict[str, Any]:
    """A card for what isn't there: dashed red where that is certain."""
    kind = type_of(each.kind)
    return {
        "id": id_,
        "type": kind.slug,
        "label": say(each.what),
        "key": "",
        "title": _("应由%(owner)s作出", owner=say(each.owner)),
        "url": "",
        "stage": str(each.stage),
        "body": str(each.body),
        "date": "",
        "until": "",
        "standing": "" if each.certain else "neutral",
        "standing_name": "" if each.certain else _("不可见或不存在"),
        "people": [],
        "lines": [] if each.certain else [[_("依据"), say(each.why)]],
        "subject": False,
        "missing": each.certain,
        "why": say(each.why),
        "since": _day(each.since),
        "due": "",
        "provisional": False,
        "note": "",
        "state": "gap" if each.certain else UNSEEN,
        "state_name": "",
        "duties": [],
    }


def _link(each: Link) -> dict[str, Any]:
    return {
        "from": each.before,
        "to": each.after,
        "name": say(each.name),
        "missing": False,
        "recurrence": _again(each),
        "duties": [],
        "state": "",
    }


def _again(each: Link) -> dict[str, Any] | None:
    """What a finding is to what came before it; only ``counts`` makes it a recurrence."""
    loop = each.recurrence
    if loop is None:
        return None
    kind = str(loop.kind) if loop.likeness is Likeness.PROBLEM else SAME_KIND
    counts = loop.recurs and loop.kind in RECURRED
    return {"kind": kind, "name": say(each.name), "depth": each.depth, "counts": counts}


def _owed(before: str, after: str, each: Missing) -> dict[str, Any]:
    return {
        "from": before,
        "to": after,
        "name": _("应有"),
        "missing": each.certain,
        "recurrence": None,
        "duties": [],
        "state": "overdue" if each.certain else UNSEEN,
    }


def _once(people: Iterable[Person]) -> list[Person]:
    """Each person once: who answers for it may have signed it off as well."""
    return list({each.uid: each for each in people}.values())


def _person(each: Person) -> dict[str, str]:
    named = {"name": each.name, "post": "", "department": "", "court": ""}
    posts = _posts(each.held)
    if posts:
        named["post"] = _joined(p.post for p in posts)
        named["department"] = _joined(p.department_name for p in posts)
        named["court"] = _joined(p.court_name for p in posts)
        if each.held is not None and not each.held.certain:
            named["post"] = _("可能：%(post)s", post=named["post"]) if named["post"] else _("可能")
    elif each.held is not None and each.held.gap:
        named["post"] = _("当日无任职记录")
    return named


def _posts(held: Held | None) -> tuple[Posting, ...]:
    if held is None:
        return ()
    return held.certain or held.named or held.candidates


def _joined(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(name for name in names if name))


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
