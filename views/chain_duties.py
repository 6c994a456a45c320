"""The duties of a chain as the picture, the table and the API tell them."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from graph import clock
from graph.duties.status import Status
from graph.model import type_of
from graph.operations.chain import Chain, Debt
from graph.operations.chain.sentences import owner
from views.cells import address
from views.duties.shown import parts
from views.request import say

UNSEEN = "unseen"


def node_of(debt: Debt) -> str:
    """What the card of a duty without a record is called in the picture."""
    return f"owed-{debt.owed.number}"


def state(debt: Debt) -> str:
    """The state as pills have it; "unseen" where the reader may not know."""
    return str(debt.status).replace("_", "-") if debt.told else UNSEEN


def state_name(debt: Debt) -> str:
    """The state's word."""
    return say(debt.status.label) if debt.told else _("不可见或不存在")


def note(debt: Debt) -> str:
    """How late or how soon, when it was done, by whom and why it was waived."""
    if not debt.told:
        return ""
    owed, today = debt.owed, clock.today()
    late, done = owed.days_overdue(today), owed.closed_on.isoformat() if owed.closed_on else ""
    if debt.status is Status.OVERDUE:
        return ngettext("逾期 %(num)s 天", "逾期 %(num)s 天", late)
    if debt.status is Status.MET_LATE:
        return ngettext("%(day)s，迟 %(num)s 天", "%(day)s，迟 %(num)s 天", late, day=done)
    if debt.status in (Status.WAIVED, Status.VOID):
        return "：".join(part for part in (owed.waived_by, say(owed.why)) if part)
    if debt.status is Status.MET:
        return done
    left = (owed.due_on - today).days if owed.due_on else None
    return "" if left is None else ngettext("还有 %(num)s 天", "还有 %(num)s 天", left)


def duty(debt: Debt) -> dict[str, Any]:
    """One duty, with where it stands in the picture."""
    owed = debt.owed
    return {
        "id": owed.number,
        "rule": owed.rule.code,
        "name": say(owed.rule.name),
        "article": say(debt.article),
        "act": say(owed.rule.name),
        "owner": say(owner(owed)),
        "department": owed.owed_at.title if owed.owed_at and _person(debt) else "",
        "period": owed.period,
        "part": "、".join(parts(owed)),
        "opened": _day(owed.opened_on),
        "due": _day(owed.due_on),
        "provisional": owed.provisional,
        "state": state(debt),
        "state_name": state_name(debt),
        "note": note(debt),
        "closed": _day(owed.closed_on) if debt.told else "",
        "waived_by": owed.waived_by if debt.told else "",
        "reason": say(owed.why) if debt.told else "",
        "words": say(debt.words),
        "url": _address(debt),
        "from": list(debt.after),
        "to": [*debt.by, *([node_of(debt)] if debt.alone else [])],
    }


def _address(debt: Debt) -> str:
    """The duty's own page; a latent one has none yet."""
    owed = debt.owed
    return address(type_of("Duty"), owed.number, owed.uid) if owed.uid else ""


def _person(debt: Debt) -> bool:
    """Whether an officer owes it, whose department of that day matters."""
    return any(link.label == "Officer" for link in debt.owed.owed_by)


def absent(debt: Debt) -> dict[str, Any]:
    """The card of a duty that no record in the picture discharges."""
    code = state(debt)
    waiting = debt.undone and debt.told
    who, part = say(owner(debt.owed)), "、".join(parts(debt.owed))
    return {
        "id": node_of(debt),
        "type": type_of(debt.act.kind).slug,
        "label": say(debt.owed.rule.name),
        "key": "",
        "title": _("应由%(owner)s作出", owner=who) if debt.undone else who,
        "url": _address(debt),
        "stage": str(debt.act.stage),
        "body": str(debt.act.body),
        "date": "",
        "until": "",
        "standing": "neutral" if code == UNSEEN else "",
        "standing_name": state_name(debt) if code == UNSEEN else "",
        "people": [],
        "lines": [[_("依据"), say(debt.article)], *([[_("所涉"), part]] if part else [])],
        "subject": False,
        "missing": waiting,
        "why": "",
        "since": _day(debt.owed.opened_on),
        "due": _day(debt.owed.due_on),
        "provisional": debt.owed.provisional,
        "note": note(debt),
        "state": code,
        "state_name": "" if code == UNSEEN else state_name(debt),
        "duties": [debt.owed.number],
    }


def on_links(found: Chain, links: list[dict[str, Any]]) -> None:
    """Put each duty on the links that lead from where it arises to what discharges it: on the last
    step of the way that is drawn, else on a link of its own."""
    onward: dict[str, set[str]] = {}
    plain = [link for link in links if not link["recurrence"]]
    for link in plain:
        onward.setdefault(link["from"], set()).add(link["to"])
    for debt in found.debts:
        for start in debt.after:
            for end in (uid for uid in debt.by if uid != start):  # an entry discharges itself
                direct = [x for x in plain if x["from"] == start and x["to"] == end]
                reach = _reached(onward, start)
                last = [x for x in plain if x["to"] == end and x["from"] in reach]
                for link in direct or last or [_between(links, start, end, debt)]:
                    _carry(link, debt)
            if debt.alone:
                link = _between(links, start, node_of(debt), debt)
                link["missing"] = debt.undone and debt.told
                _carry(link, debt)


def _reached(onward: dict[str, set[str]], start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        fresh = onward.get(todo.pop(), set()) - found
        found |= fresh
        todo += fresh
    return found


def _between(links: list[dict[str, Any]], start: str, end: str, debt: Debt) -> dict[str, Any]:
    link = {
        "from": start, "to": end, "name": say(debt.owed.rule.name), "missing": False,
        "recurrence": None, "duties": [], "state": "",
    }  # fmt: skip
    links.append(link)
    return link


WORSE = ["", UNSEEN, "void", "met", "waived", "met-late", "open", "due-soon", "overdue"]
"""From the state that needs least looking at to the one that needs most."""


def _carry(link: dict[str, Any], debt: Debt) -> None:
    # a link to what was done is not coloured by what is still to be done besides
    own = state(debt) if debt.status in DONE or link["to"] == node_of(debt) else "met"
    if debt.owed.number not in link["duties"]:
        link["duties"].append(debt.owed.number)
    link["state"] = max(link["state"], own, key=WORSE.index)


DONE = frozenset({Status.MET, Status.MET_LATE, Status.WAIVED, Status.VOID})


def _day(value: Any) -> str:
    return value.isoformat() if value else ""
