"""When two records can't be one person, and when that has to be confirmed."""

from __future__ import annotations

from graph import queries
from graph.errors import Invalid
from graph.model import Record, RecordType
from graph.model.alike import MERGED_INTO
from graph.operations.duplicates.compare import doubts
from graph.operations.duplicates.find import persons
from graph.scope import Actor
from graph.session import Reader
from graph.text import Text

LONGEST_REASON = 500


def refuse(tx: Reader, actor: Actor, kind: RecordType, kept: Record, gone: Record) -> None:
    """Raise Invalid for two records that can't be merged, whoever confirms it."""
    if kept.uid == gone.uid:
        raise Invalid({"gone": Text("不能把一条记录并入它自己",
                                    "A record can't be merged with itself")})  # fmt: skip
    for name, record in (("kept", kept), ("gone", gone)):
        if why := out_of_use(kind, record):
            raise Invalid({name: why})
    if why := conflict(tx, actor, kind, kept, gone):
        raise Invalid({"gone": why})


def out_of_use(kind: RecordType, record: Record) -> Text | None:
    """Why a record takes part in no merge: merged already, or retired."""
    key = getattr(record, kind.key)
    if into := record.links.get(MERGED_INTO):
        kept = into[0].key
        return Text(f"{key}已并入{kept}，不能再合并；请对{kept}操作",
                    f"{key} was merged into {kept} already: work with {kept}")  # fmt: skip
    if record.retired_at:
        return Text(f"{key}已停用，不能合并；确需合并请先恢复",
                    f"{key} is retired: reinstate it before merging")  # fmt: skip
    return None


def conflict(tx: Reader, actor: Actor, kind: RecordType, kept: Record, gone: Record) -> Text | None:
    """Why two records are two people: they stood on both sides of one review, or of one case."""
    one, other = (getattr(record, kind.key) for record in (kept, gone))
    if kind.name == "Officer":
        found = queries.both_sides(tx, actor, kept.uid, gone.uid)
        listed = _listed(found, "review")
        return (found and Text(
            f"{one}与{other}在同一审查中分处两方：一人审查，另一人实施或承办了被审查的事项"
            f"（{listed.zh}）。同一人不可能如此，不能合并；如登记有误，请先更正该审查",
            f"{one} and {other} stood on both sides of one review ({listed.en}): one decided it, "
            "the other did or handled what was reviewed. They can't be merged; if the review is "
            "wrong, correct it first",
        )) or None  # fmt: skip
    found = queries.opposed_parties(tx, actor, kept.uid, gone.uid)
    listed = _listed(found, "case")
    return (found and Text(
        f"{one}与{other}在同一案件中分别是申请执行人和被执行人（{listed.zh}），不能合并；"
        "如登记有误，请先更正",
        f"{one} and {other} are applicant and respondent in one case ({listed.en}) and can't be "
        "merged; if that is wrong, correct it first",
    )) or None  # fmt: skip


def require_confirmed(
    tx: Reader, actor: Actor, kind: RecordType, kept: Record, gone: Record, confirmed: bool
) -> None:
    """Raise Invalid where something speaks against the merge and nobody confirmed it."""
    if confirmed:
        return
    one, other = persons(tx, actor, kind, [kept.uid, gone.uid])
    found = doubts(one, other)
    if found:
        listed = Text("；".join(t.zh for t in found), "; ".join(t.en for t in found))
        raise Invalid({"confirmed": Text(
            f"两条记录有不一致之处（{listed.zh}）。确认是同一人的，请勾选“已核实是同一人”",
            f"The two records differ ({listed.en}). If they are the same person, confirm so",
        )})  # fmt: skip


def explained(reason: str) -> str:
    """The reason, with single spaces. Raises Invalid without one."""
    said = " ".join(reason.split())
    if not said:
        raise Invalid({"reason": Text("请说明理由", "Give a reason")})
    if len(said) > LONGEST_REASON:
        raise Invalid({"reason": Text(f"理由请不超过{LONGEST_REASON}字",
                                      f"At most {LONGEST_REASON} characters")})  # fmt: skip
    return said


def _listed(numbers: list[str | None], what: str) -> Text:
    """The numbers that may be named, and that there is one that may not."""
    named = [number for number in numbers if number]
    hidden = len(named) < len(numbers)
    review = what == "review"
    out_of_sight = Text(
        "另有您无权查看的审查" if review else "另有您无权查看的案件",
        f"a {what} that you may not see",
    )
    zh = "、".join([*named, *([out_of_sight.zh] if hidden else [])])
    en = ", ".join([*named, *([out_of_sight.en] if hidden else [])])
    return Text(zh, en)
