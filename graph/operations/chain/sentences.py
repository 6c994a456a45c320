"""A duty in one sentence: because of what, who owed which act by when, and how that stands.

第6条：裁定2023-03-02生效，省院裁决庭应于03-16前个案反馈；逾期41天。
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.duties.reading import Owed
from graph.duties.status import Status
from graph.model import Link
from graph.text import Text

NAMED = 3
"""Debtors named in a sentence; the table has all."""

SHORT: dict[str, tuple[Text, Text]] = {
    "case-feedback": (
        Text("裁定{day}生效", "the ruling took effect on {day}"),
        Text("个案反馈", "give case feedback"),
    ),
    "rectification": (
        Text("{day}收到反馈、意见或者纪要", "feedback, an opinion or minutes of {day}"),
        Text("逐项整改", "put each item right"),
    ),
    "rectification-filing": (
        Text("整改{day}销号", "the rectification was closed on {day}"),
        Text("向本院执行专业法官会议备案", "file it with the own judges' meeting"),
    ),
    "rectification-check": (
        Text("{day}反馈的问题", "what was fed back on {day}"),
        Text("检查是否落实整改", "check whether it was put right"),
    ),
    "director-notice": (
        Text(
            "{day}检查发现未予落实，或者已反馈的问题再次出现",
            "a check failed, or a problem already fed back appeared again, on {day}",
        ),
        Text("向执行局长通报", "send a notice to the head of enforcement"),
    ),
    "petition-callback": (
        Text("信访{day}化解", "the petition was resolved on {day}"),
        Text("回访信访人", "call the petitioner back"),
    ),
}
"""Event and act of the duties that chains have most, as short as a sentence wants them."""

PARTS_OF_OPINION_8 = "一二三四五"


def article(basis: str) -> Text:
    """What a basis is called in a sentence: 第6条, 第二部分, 附件3."""
    first = basis.split(" ")[0]
    letter, number = first[:1], first[1:].split("–")[0]
    if letter == "B" and number.isdigit() and 0 < int(number) <= len(PARTS_OF_OPINION_8):
        return Text(f"机制意见第{PARTS_OF_OPINION_8[int(number) - 1]}部分", first)
    return Text({"A": f"第{number}条", "F": f"附件{number}"}.get(letter, first), first)


def owner(owed: Owed) -> Text:
    """Whose duty it is; a debtor out of the reader's sight isn't named."""
    if not owed.owed_by:
        return Text("责任主体（您无权查看）", "a debtor you may not see")
    named = _named(owed.owed_by)
    more = len(owed.owed_by) - NAMED
    if more > 0:
        return Text(f"{named}等{more + NAMED}个主体", f"{named} and {more} more")
    return Text(named, named)


def _named(links: Sequence[Link]) -> str:
    return "、".join(link.title for link in links[:NAMED])


def standing(owed: Owed, today: date) -> Text:
    """How it stands: days left, days late, when it was done, by whom and why it was waived."""
    state, days = owed.status_on(today), owed.days_overdue(today)
    done = _iso(owed.closed_on)
    if state is Status.OVERDUE:
        return Text(f"逾期{days}天", f"{_days(days)} overdue")
    if state is Status.MET:
        return Text(f"{done}按期履行", f"met on {done}")
    if state is Status.MET_LATE:
        return Text(f"{done}履行，迟{days}天", f"met on {done}, {_days(days)} late")
    if state is Status.WAIVED:
        by = (
            Text(f"由{owed.waived_by}", f" by {owed.waived_by}") if owed.waived_by else Text("", "")
        )
        why = Text(f"：{owed.why.zh}", f": {owed.why.en}") if owed.reason else Text("", "")
        return Text(f"{done}{by.zh}豁免{why.zh}", f"waived{by.en} on {done}{why.en}")
    if state is Status.VOID:
        why = Text(f"：{owed.why.zh}", f": {owed.why.en}") if owed.reason else Text("", "")
        return Text(f"已失效{why.zh}", f"void{why.en}")
    left = (owed.due_on - today).days if owed.due_on else None
    if left is None:
        return Text("未定期限", "no day is set")
    return Text(f"还有{left}天", f"{_days(left)} left") if left else Text("今日到期", "due today")


def _days(many: int) -> str:
    return f"{many} day" if many == 1 else f"{many} days"


def sentence(owed: Owed, today: date, told: bool = True) -> Text:
    """The duty without its full stop; ``told``: the reader may know how it stands."""
    said, rule = article(owed.rule.basis), owed.rule
    day = _iso(owed.opened_on)
    if rule.code in SHORT and day:
        event, act = (each.fill(day=day) for each in SHORT[rule.code])
    else:
        on = Text(f"（{day}）", f" ({day})") if day and not owed.period else Text("", "")
        event = Text(f"{rule.event.zh}{on.zh}", f"{rule.event.en}{on.en}")
        first = rule.act.en.split(";")[0]
        act = Text(rule.act.zh.split("；")[0], first[:1].lower() + first[1:])
    if owed.period:
        event = Text(f"{event.zh}（{owed.period}）", f"{event.en} ({owed.period})")
    who = owner(owed)
    due = _short(owed.due_on, owed.opened_on)
    by = Text(f"于{due}前", f" by {_iso(owed.due_on)}") if due else Text("", "")
    if owed.provisional:
        by = Text(f"{by.zh}（暂定）", f"{by.en} (provisional)")
    stands = standing(owed, today) if told else Text(
        "是否履行，您无权查看", "whether it was done you may not see"
    )  # fmt: skip
    return Text(
        f"{said.zh}：{event.zh}，{who.zh}应{by.zh}{act.zh}；{stands.zh}",
        f"{said.en}: {event.en}; owed by {who.en}{by.en}: {act.en}; {stands.en}",
    )


def _short(due: date | None, opened: date | None) -> str:
    """The due day, without the year where the sentence has it already."""
    if due is None:
        return ""
    same = opened is not None and opened.year == due.year
    return due.strftime("%m-%d") if same else due.isoformat()


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
