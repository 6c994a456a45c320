"""Duties as the page's components take them: state, debtors, deadline, what is asked for next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from graph import clock
from graph.duties import sweep
from graph.duties.reading import Owed
from graph.duties.status import Status
from graph.duties.table import RULES
from graph.model import Link, types
from graph.operations.chain import takes_part
from graph.operations.duties.asked import articles
from views.cells import link_address
from views.request import reader, say

COLUMNS = ("what", "status", "due", "late", "owed_by", "next")
IN_FILE = (*COLUMNS, "act")


def pill(owed: Owed, today: date | None = None) -> dict[str, str]:
    """How it stands, as a status: colour, shape and word."""
    status = owed.status_on(today or clock.today())
    return {"kind": str(status).replace("_", "-"), "label": say(status.label)}


def looked_for() -> str:
    """How far it is while duties are looked for for the first time; else empty."""
    standing = sweep.first(reader())
    if standing is None:
        return ""
    done, rules = standing
    return _(
        "正在后台首次查找应履行的责任：%(rules)s 条规则已查完 %(done)s 条，数字还会变化。",
        done=done, rules=rules,
    )  # fmt: skip


def late(owed: Owed, today: date | None = None) -> str:
    """How many days late, in words; empty where it isn't."""
    days = owed.days_overdue(today or clock.today())
    return _("%(n)s 天", n=f"{days:,}") if days else ""


def duty_url(owed: Owed, **more: Any) -> str:
    """The duty's own page; a latent one is found by the record that it arises from."""
    if owed.uid is None and owed.triggers:
        first = owed.triggers[0]
        more["of"] = f"{types()[first.label].slug}:{first.uid}"
    return url_for("DutiesView.duty", number=owed.number, **more)


def chain_url(owed: Owed) -> str:
    """The chain in which it is a link: that of the record that it arises from."""
    for link in owed.triggers:
        if takes_part(link.label):
            slug = types()[link.label].slug
            return url_for("ChainView.page", kind=slug, key=link.uid)
    return ""


def rule_url(code: str) -> str:
    """The rule with its articles."""
    return url_for("RuleTableView.rule", code=code)


def rule_choices() -> list[list[str]]:
    """The rules as a filter offers them, in the order of the articles."""
    places = articles()
    rules = sorted(RULES.values(), key=lambda rule: places.index(rule.basis.split()[0]))
    return [[rule.code, f"{rule.basis} {say(rule.name)}"] for rule in rules]


def debtors(owed: Owed) -> list[dict[str, str]]:
    """Who owes it; an officer with the department of that day."""
    post = owed.owed_at.title if owed.owed_at else ""
    made = [
        {
            "name": link.title,
            "url": _person_url(link) if link.label == "Officer" else link_address(link),
            "post": post if link.label == "Officer" else "",
        }
        for link in owed.owed_by
    ]
    return made + (
        [{"name": _("您无权查看的责任人"), "url": "", "post": ""}] if owed.hidden else []
    )


def _person_url(link: Link) -> str:
    """The record of the person; what is theirs is in the file alone."""
    return link_address(link)


def links(found: Iterable[Link]) -> list[dict[str, str]]:
    """Records for a cell, each with its type."""
    return [
        {"label": f"{say(types()[link.label].label)} {link.title}", "url": link_address(link)}
        for link in found
    ]


def title(owed: Owed) -> str:
    """What is owed, for which period, and what of several things."""
    head = " ".join(part for part in (say(owed.rule.name), owed.period) if part)
    return " · ".join([head, *parts(owed)])


def parts(owed: Owed) -> list[str]:
    """What tells it from other duties of the same event: records, courts and problems."""
    return [*(link.title for link in owed.parts), *owed.codes]


def due_day(owed: Owed) -> str:
    """The due day; marked where the holidays of its year aren't known yet."""
    day = str(owed.due_on or "")
    return _("%(day)s（暂定）", day=day) if day and owed.provisional else day


def reason(owed: Owed) -> str:
    """Why it is waived or void, what the product itself says in the reader's language."""
    return say(owed.why)


def columns(shown: Iterable[str] = COLUMNS) -> list[dict[str, Any]]:
    """The table's columns."""
    named = {
        "what": (_("责任"), "titled"),
        "status": (_("状态"), "status"),
        "due": (_("期限"), "date"),
        "late": (_("逾期"), "number"),
        "owed_by": (_("责任人"), "links"),
        "next": (_("打开事由"), "links"),
        "act": (_("应做的事"), "text"),
    }
    return [{"name": n, "label": named[n][0], "kind": named[n][1]} for n in shown]


def row(owed: Owed, today: date | None = None) -> dict[str, Any]:
    """One line of a table."""
    return {
        "key": owed.number,
        "url": duty_url(owed),
        "cells": {
            "what": {"label": title(owed), "sub": say(owed.rule.act)},
            "status": pill(owed, today),
            "due": due_day(owed),
            "late": late(owed, today),
            "owed_by": [
                {"label": " · ".join(p for p in (each["name"], each["post"]) if p),
                 "url": each["url"]}
                for each in debtors(owed)
            ],
            "next": links(owed.triggers[:2]),
            "act": say(owed.rule.act),
        },
        "muted": owed.status_on(today or clock.today()) in (Status.WAIVED, Status.VOID),
    }  # fmt: skip


def item(owed: Owed, today: date) -> dict[str, Any]:
    """One line of a card."""
    trigger = owed.triggers[0].title if owed.triggers else ""
    parts = [say(owed.rule.act), trigger, "、".join(d["name"] for d in debtors(owed))]
    return {
        "label": title(owed),
        "sub": " · ".join(dict.fromkeys(part for part in parts if part)),
        "when": due_day(owed),
        "late": late(owed, today),
        "url": duty_url(owed),
    }


def share(met: int, due: int) -> str:
    """A share in per cent, rounded to a tenth: 100% means all, and 0% none."""
    tenths = (2_000 * met + due) // (2 * due)
    if 0 < met < due:
        tenths = min(max(tenths, 1), 999)
    return f"{tenths / 10:g}%"
