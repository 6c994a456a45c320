"""What a chain says in sentences: recurrences with their depth, what is missing and whose duty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from graph.duties.status import Status
from graph.operations.chain.cards import Card
from graph.operations.chain.debts import Debt
from graph.operations.chain.picture import Missing
from graph.recurrence import Kind, Likeness, Recurrence
from graph.text import Text


class Loop(Protocol):
    """A recurrence drawn as a link."""

    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def recurrence(self) -> Recurrence | None: ...
    @property
    def depth(self) -> int: ...


def in_words(
    cards: Mapping[str, Card],
    loops: Sequence[Loop],
    absent: Iterable[Missing],
    owing: Sequence[Debt],
    alike: int,
    more: bool,
) -> Iterator[Text]:
    """The sentences beside the picture, in the order in which they matter."""
    for loop in loops:
        if loop.recurrence is not None:
            yield _recurrence(cards, loop, loop.recurrence, more)
    for each in absent:
        if each.debt is not None:
            yield Text(f"{each.why.zh}。", f"{each.why.en}.")
            continue
        since = f"；自{each.since.isoformat()}起" if each.since else ""
        since_en = f"; since {each.since.isoformat()}" if each.since else ""
        if each.stands:
            yield Text(f"{each.why.zh}{since}。", f"{each.why.en}{since_en}.")
        elif each.certain:
            yield Text(f"{each.why.zh}{since}，没有记录。", f"{each.why.en}{since_en}: no record.")
        else:
            yield Text(
                f"{each.why.zh}{since}；没有记录，或者您无权查看。",
                f"{each.why.en}{since_en}: there is none, or you may not see it.",
            )
    yield from _settled(owing)
    if alike:
        yield Text(
            f"另有{alike}项同类（非同一）问题在反馈或整改后出现，不计入复发。",
            f"{alike} more of the same kind only came after feedback or rectification; they don't "
            "count as recurrences.",
        )
    if more:
        yield Text(
            "相关记录过多，只画出一部分；不判断有无缺失。",
            "There are too many records to draw all; nothing is said of what is missing.",
        )


def _settled(owing: Sequence[Debt]) -> Iterator[Text]:
    """What was done late or isn't owed any more, each; what was done in time by its number."""
    said = [each for each in owing if not each.undone or not each.alone]
    for state in (Status.MET_LATE, Status.WAIVED, Status.VOID):
        for each in said:
            if each.status is state:
                yield Text(f"{each.words.zh}。", f"{each.words.en}.")
    met = sum(each.status is Status.MET for each in said)
    if met:
        yield Text(f"按期履行的责任{met}项，见表格。", f"Duties met in time: {met}; see the table.")


def _recurrence(cards: Mapping[str, Card], loop: Loop, found: Recurrence, least: bool) -> Text:
    finding, target = cards[loop.after], cards[loop.before]
    day = finding.since.isoformat() if finding.since else ""
    personal = Text("（同一人员）", " (the same officer)") if found.personal else Text("", "")
    if found.likeness is not Likeness.PROBLEM:
        return Text(
            f"{day}，{finding.called.zh}与{target.key}所涉问题同类，但不是同一问题，不算复发。",
            f"{day}: {finding.called.en} is of the same kind as what {target.key} is about, but "
            "not the same problem: no recurrence.",
        )
    if found.kind is Kind.AFTER_RECTIFICATION:
        depth = Text("至少", "at least ") if least else Text("", "")
        return Text(
            f"{day}，{finding.called.zh}在整改{target.key}销号后复发{personal.zh}："
            f"此前{depth.zh}已有{loop.depth}次整改未见效。",
            f"{day}: {finding.called.en} recurred after rectification {target.key} was closed"
            f"{personal.en}; rectifications in vain so far: {depth.en}{loop.depth}.",
        )
    if found.kind is Kind.AFTER_FEEDBACK:
        return Text(
            f"{day}，{finding.called.zh}在反馈{target.key}后复发{personal.zh}，当时整改尚未销号。",
            f"{day}: {finding.called.en} recurred after feedback {target.key}{personal.en}; "
            "nothing had been closed by then.",
        )
    if found.kind is Kind.NOT_PUT_RIGHT:
        return Text(
            f"{finding.key}持续到整改{target.key}销号之后：未真正整改，应重新整改。",
            f"{finding.key} went on after rectification {target.key} was closed: not put right; "
            "the rectification is to be reopened.",
        )
    if found.kind is Kind.LATE_DISCOVERY:
        return Text(
            f"{finding.key}的行为在反馈{target.key}收到之前，属于后发现，不算复发。",
            f"The act of {finding.key} was before feedback {target.key} was received: discovered "
            "late, no recurrence.",
        )
    return Text(
        f"{finding.key}的行为日期不详，无法判断是否在反馈{target.key}后复发。",
        f"The date of the act of {finding.key} is unknown: whether it recurred after feedback "
        f"{target.key} can't be determined.",
    )
