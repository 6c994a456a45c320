"""A history as the page's components take it: tallies, chips, posts, events, table rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from graph.operations.officer_history import Event, History, Selection, Tally
from graph.operations.postings import Held, Posting
from graph.queries import Lane
from views.cells import PILLS
from views.officers.asked import address
from views.officers.groups import group, group_name, rank
from views.request import say

TRUTH = frozenset({"alleged", "established", "refuted", "void"})
"""Standings that are never added up into one number."""

TITLES_IN_GROUP = 60


def tallies(found: History, chosen: Selection) -> list[dict[str, Any]]:
    """A tile a lane, in the order of the groups: its number, its numbers by standing, each the
    address that shows only that."""
    ordered = sorted(found.tallies, key=lambda tally: rank(tally.lane))
    return [_tally(found, each, chosen) for each in ordered]


def lanes(found: History) -> list[dict[str, Any]]:
    """Lanes of the time line, in the order of their groups; ``apart``: no number of all."""
    return [
        {
            "name": lane.name,
            "label": say(lane.label),
            "group": group_name(group(lane)),
            "apart": _apart(lane),
        }
        for lane in sorted(found.lanes, key=rank)
    ]


def _tally(found: History, tally: Tally, chosen: Selection) -> dict[str, Any]:
    name, number = tally.lane.name, found.officer.number
    on = name in chosen.lanes
    others = tuple(lane for lane in chosen.lanes if lane != name)
    toggled = replace(chosen, lanes=others if on else (*chosen.lanes, name), standing=())
    parts = [
        {
            "kind": pill(code),
            "label": standing_name(tally.lane, code),
            "count": count,
            "url": address(number, replace(chosen, lanes=(name,), standing=(code,)))
            if code
            else "",
            "current": on and code in chosen.standing,
        }
        for code, count in tally.by_standing.items()
    ]
    apart = _apart(tally.lane)
    return {
        "label": say(tally.lane.label),
        "group": group_name(group(tally.lane)),
        "count": None if apart else tally.count,
        "parts": parts if apart or any(part["url"] for part in parts) else [],
        "undated": tally.undated,
        "url": address(number, toggled),
        "current": on,
    }


def _apart(lane: Lane) -> bool:
    """Whether its records are alleged, established or refuted, and so never counted together."""
    return bool(TRUTH & set(choices_of(lane)))


def standing_name(lane: Lane, code: str) -> str:
    """How a standing is called; records without one are named as such."""
    if not code:
        return _("未填")
    return say(lane.kind.fields[lane.kind.standing].display(code))


def choices_of(lane: Lane) -> tuple[str, ...]:
    """The standings that records of a lane may have."""
    return tuple(lane.kind.fields[lane.kind.standing].choices) if lane.kind.standing else ()


def pill(code: str) -> str:
    """The shape of a standing's pill: its own where it has a meaning, else the neutral one."""
    return code if code in PILLS else "neutral"


def chips(found: History, chosen: Selection) -> list[dict[str, str]]:
    """What narrows the page, each with the address without it."""
    number, lanes = found.officer.number, {lane.name: lane for lane in found.lanes}
    made = []
    for name in chosen.lanes:
        left = tuple(lane for lane in chosen.lanes if lane != name)
        label = say(lanes[name].label) if name in lanes else name
        made.append((_("类别"), label, replace(chosen, lanes=left)))
    for code in chosen.standing:
        names = (standing_name(lane, code) for lane in found.lanes if code in choices_of(lane))
        left = tuple(each for each in chosen.standing if each != code)
        made.append((_("状态"), next(names, code), replace(chosen, standing=left)))
    if chosen.since:
        made.append((_("起"), str(chosen.since), replace(chosen, since=None)))
    if chosen.until:
        made.append((_("止"), str(chosen.until), replace(chosen, until=None)))
    return [
        {"label": label, "value": value, "remove_url": address(number, without)}
        for label, value, without in made
    ]


def posts(postings: Iterable[Posting]) -> list[dict[str, str]]:
    """Bands of the time line."""
    return [
        {
            "label": posting.post or posting.department_name,
            "sub": " ".join(
                p
                for p in (posting.court_name, posting.department_name if posting.post else "")
                if p
            ),
            "from": str(posting.since or ""),
            "to": str(posting.until or ""),
            "url": "",
        }
        for posting in postings
    ]


def post_name(posting: Posting) -> str:
    """A post in one line: ``执行员，历下区法院 执行实施处``."""
    place = " ".join(p for p in (posting.court_name, posting.department_name) if p)
    return _("%(post)s，%(place)s", post=posting.post, place=place) if posting.post else place


def held_text(held: Held) -> str:
    """The posts of the day in words; what isn't known is said to be unknown."""
    return _("；").join(part for part in (certain_text(held), doubt_text(held)) if part)


def certain_text(held: Held) -> str:
    """The posts that were held on the day."""
    return _("；").join(map(post_name, held.certain))


def doubt_text(held: Held) -> str:
    """What can't be said of the post: which ones are possible, or that none is on record."""
    if held.gap:
        return _("当日没有任职记录")
    if held.named:
        return _("记录载明的单位：%(posts)s", posts=listed(map(unit_name, held.named)))
    if not held.candidates:
        return ""
    names = listed(map(unit_name, held.candidates))
    return _("任职时间不详，可能为：%(posts)s", posts=names)


def unit_name(posting: Posting) -> str:
    """A posting by its department alone, for lists of several."""
    return posting.department_name or post_name(posting)


def listed(names: Iterable[str]) -> str:
    """Names one after the other."""
    return _("、").join(names)


def events(found: History) -> list[dict[str, Any]]:
    """Cards of the time line: dated ones newest first, then undated ones by their petition."""
    groups = _groups(found)
    order = [lane.name for lane in found.lanes]
    dated = [_card(found, e) for e in found.events if e.since]
    undated = sorted(
        (e for e in found.events if not e.since),
        key=lambda e: (groups.get(e.belongs_to, ""), e.belongs_to, order.index(e.lane), e.key),
    )
    return dated + [
        _card(found, e) | {"group": groups.get(e.belongs_to, ""), "group_key": e.belongs_to}
        for e in undated
    ]


def _groups(found: History) -> dict[str, str]:
    """Headings of the undated: the petition (or other record) that several events go back to."""
    return {
        e.uid: f"{say(e.kind.label)} {say(e.title)[:TITLES_IN_GROUP]}"
        for e in found.events
        if e.uid == e.belongs_to
    }


def _card(found: History, event: Event) -> dict[str, Any]:
    title = say(event.title)
    return {
        "lane": event.lane,
        "on": str(event.since or ""),
        "until": str(event.until or ""),
        "title": title,
        "number": event.key if event.key not in title else "",
        "url": url_for(
            "OfficerFileView.event", number=found.officer.number, lane=event.lane, uid=event.uid
        ),
        "text": told(event),
        "post": certain_text(event.held),
        "extra": _doubt(event.held),
        "status": status(event),
    }


def _doubt(held: Held) -> Markup:
    text = doubt_text(held)
    return Markup('<p class="tl-post tl-doubt">{}</p>').format(text) if text else Markup()


def status(event: Event) -> dict[str, str] | None:
    """The event's pill, where it has a standing."""
    if not event.standing:
        return None
    return {"kind": pill(event.standing), "label": say(event.standing_name)}


def told(event: Event) -> str:
    """What else is known, in one line."""
    colon = _("：")
    return _("；").join(f"{say(name)}{colon}{say(value)}" for name, value in event.told)


def columns() -> list[dict[str, Any]]:
    """Columns of the table and of files."""
    return [
        {"name": "on", "label": _("日期"), "kind": "date"},
        {"name": "until", "label": _("至"), "kind": "date"},
        {"name": "lane", "label": _("类别"), "kind": "text"},
        {"name": "title", "label": _("标题"), "kind": "text"},
        {"name": "number", "label": _("编号"), "kind": "case_no"},
        {"name": "status", "label": _("状态"), "kind": "status"},
        {"name": "post", "label": _("时任岗位"), "kind": "text", "wide": True},
        {"name": "told", "label": _("内容"), "kind": "text", "wide": True},
    ]


def rows(found: History) -> list[dict[str, Any]]:
    """Rows of the table, in the order of the time line."""
    lanes = {lane.name: lane for lane in found.lanes}
    return [
        {
            "key": f"{event.lane}:{event.uid}",
            "url": url_for(
                "OfficerFileView.event",
                number=found.officer.number,
                lane=event.lane,
                uid=event.uid,
            ),
            "cells": {
                "on": str(event.since or "") or _("未注明"),
                "until": str(event.until or ""),
                "lane": say(lanes[event.lane].label),
                "title": say(event.title),
                "number": event.key,
                "status": status(event),
                "post": held_text(event.held),
                "told": told(event),
            },
        }
        for event in found.events
    ]
