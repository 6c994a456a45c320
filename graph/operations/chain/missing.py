"""What should be there in a chain and isn't: structural breaks, each with whose duty it is.

The first form: no due days beyond those that a record states; deadlines come with the duties. Each
rule looks only at records whose consequences the walk has followed, so that nothing is called
missing that was merely not looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from graph.documents import applies
from graph.duties import table as duties
from graph.model import type_of
from graph.operations.chain.cards import Card
from graph.operations.chain.picture import Missing, Picture, above
from graph.operations.chain.recurring import CLOSED
from graph.operations.chain.rulings import (
    case_feedback,
    copy_to_objection,
    name_of,
    owing,
    ruling_feedback,
    to_be_void,
    void_findings,
)
from graph.operations.chain.sight import Place
from graph.operations.chain.steps import Body, Stage
from graph.recurrence.facts import ESTABLISHED
from graph.text import Text

PETITIONS = ("Petition", "Verification")


def missing(picture: Picture) -> list[Missing]:
    """Everything that should be there by no rule of the table, and isn't; nothing for what came
    before the document was issued."""
    return [
        each
        for rule in RULES
        for each in rule(picture)
        if each.rule not in duties.RULES and _applies(picture, each)
    ]


def in_order(found: Iterable[Missing]) -> list[Missing]:
    """In the order of the stages, and of the days since when."""
    order = list(Stage)
    return sorted(found, key=lambda each: (order.index(each.stage), each.since or date.max))


def _applies(p: Picture, owed: Missing) -> bool:
    """Whether the rule was there when it was triggered. Where that day isn't recorded, it can be
    said only of what the trigger can't be earlier than: a petition's receipt, a finding's act."""
    earliest = owed.since or next((p.cards[u].since for u in owed.after if p.cards[u].since), None)
    return earliest is None or applies(owed.basis, earliest)


def finding_feedback(p: Picture) -> Iterator[Missing]:
    """An established finding that nobody fed back (A6, A7, A10)."""
    rulings_owe = owing(p)
    said = {each.after[0] for each in ruling_feedback(p)}
    void = {finding.uid for finding, _owed in to_be_void(p)}
    for finding in p.walked("Finding"):
        if (
            finding.standing != ESTABLISHED
            or finding.uid in void
            or p.after(finding.uid, "Feedback.covers")
        ):
            continue
        sources = p.before(finding.uid, "Finding.found_by")
        direct = {"Inspection", "Visit"} & {each.kind.name for each in sources}
        if direct or p.after(finding.uid, "Rectification.fixes"):
            continue  # put right upon the inspection, or already
        rulings = {r for s in sources for r in (s.uid, *_later_rulings(p, s))}
        if rulings & said:
            continue  # the ruling's own feedback is missing, and said so
        if any(p.after(ruling, "Feedback.about_ruling") for ruling in rulings):
            continue  # fed back with the ruling
        owed = next((each for each in rulings_owe if each.ruling in rulings), None)
        if owed is not None:
            yield case_feedback(p, owed, finding.uid)
        elif not p.after(finding.uid, "CorrectionOrder.based_on", "Proposal.cites"):
            yield from _unfed(p, finding, sources)


def _later_rulings(p: Picture, source: Card) -> list[str]:
    return [each.uid for each in p.after(source.uid, "Review.reviews")]


def _unfed(p: Picture, finding: Card, sources: list[Card]) -> Iterator[Missing]:
    """What a finding of a review owes by A7, of a petition by A10; others have ways of their own.

    Where no source is in sight, who owes it isn't known, and so not certain.
    """
    source = next((s for s in sources if s.kind.name in ("Review", *PETITIONS)), None)
    if sources and source is None:
        return
    review = source is not None and source.kind.name == "Review"
    place: Place | None = None
    owner = Text("发现问题的部门", "the department that found it")
    if review and source is not None and source.units("decided_by"):
        unit = source.units("decided_by")[0]
        owner, place = name_of(unit), unit.place
    elif source is not None and not review:
        place = (finding.place[0], None, None)
        court = p.court(place)
        owner = Text(f"{court.zh}执行信访部门", f"the petition department of {court.en}")
    article = Text("第10条", "A10") if source and not review else Text("第7条", "A7")
    rule = "review-feedback" if article.en == "A7" else "petition-feedback"
    yield Missing(
        rule, "Feedback", Stage.FEEDBACK, Body.REVIEW, Text("反馈", "Feedback"), owner,
        Text(
            f"{article.zh}：问题已查实，{owner.zh}应向实施机构反馈并提出整改建议",
            f"{article.en}: the problem is established; {owner.en} owes the implementing body "
            "feedback with suggestions",
        ),
        article.en, (finding.uid,), _settled(source) if source else None,
        place is not None and p.sight.sees(type_of("Feedback"), place, finding.place),
    )  # fmt: skip


def _settled(source: Card) -> date | None:
    """The day on which a source established what it found."""
    effective = source.values.get("effective_on")
    return effective if isinstance(effective, date) else source.until or source.since


def rectification(p: Picture) -> Iterator[Missing]:
    """Feedback of established findings that nobody has put right (A15)."""
    for feedback in p.walked("Feedback"):
        covered = [c for c in p.before(feedback.uid, "Feedback.covers") if _counts(c)]
        whole = [
            r for r in p.after(feedback.uid, "Rectification.answers")
            if not p.before(r.uid, "Rectification.fixes")
        ]  # fmt: skip
        open_ones = [c for c in covered if not p.after(c.uid, "Rectification.fixes")]
        if whole or not open_ones:
            continue
        units = feedback.units("addressed_to")
        owner = name_of(units[0]) if units else p.court(open_ones[0].place)
        place = units[0].place if units else open_ones[0].place
        since = feedback.values.get("received_on") or feedback.since
        yield Missing(
            "rectification", "Rectification", Stage.RECTIFICATION, Body.IMPLEMENTING,
            Text("整改", "Rectification"), owner,
            Text(
                f"第15条：反馈的问题应列入台账、明确责任人并整改，{owner.zh}负责；"
                f"尚有{len(open_ones)}项没有整改",
                f"A15: what was fed back is to be itemised and put right by {owner.en}; "
                f"{len(open_ones)} item(s) have no rectification",
            ),
            "A15", (feedback.uid,), since,
            p.sight.sees(type_of("Rectification"), place, feedback.place, "answers"),
        )  # fmt: skip


def _counts(card: Card) -> bool:
    return card.standing == ESTABLISHED


def filing(p: Picture) -> Iterator[Missing]:
    """A rectification that was closed without being filed with the judges' meeting (A15)."""
    for each in p.walked("Rectification"):
        if each.standing != CLOSED or p.after(each.uid, "Rectification.filed_with"):
            continue
        owner = p.court(each.place)
        yield Missing(
            "rectification-filing", "Meeting", Stage.CHECK, Body.MEETING,
            Text("整改备案", "Filing of the rectification"), owner,
            Text(
                f"第15条：整改情况应定期向{owner.zh}执行专业法官会议备案",
                f"A15: what was put right is to be filed with the judges' meeting of {owner.en}",
            ),
            "A15", (each.uid,), each.until,
            p.sight.sees(type_of("Meeting"), each.place, each.place),
        )  # fmt: skip


def check(p: Picture) -> Iterator[Missing]:
    """A closed rectification that the superior court never checked (A15)."""
    for each in p.walked("Rectification"):
        checked = p.after(each.uid, "Check.checks") or any(
            p.after(b.uid, "Check.checks") for b in p.before(each.uid, "Rectification.answers")
        )
        superior = above(each.place)
        if each.standing != CLOSED or checked or superior is None:
            continue
        owner = p.court(superior)
        yield Missing(
            "rectification-check", "Check", Stage.CHECK, Body.SUPERIOR,
            Text("整改检查", "Check"), owner,
            Text(
                f"第15条：{owner.zh}应检查反馈问题是否落实整改、是否反复出现",
                f"A15: {owner.en} is to check whether it was put right and doesn't recur",
            ),
            "A15", (each.uid,), each.until,
            p.sight.sees(type_of("Check"), superior, each.place, "checks"),
        )  # fmt: skip


def failed_check_notice(p: Picture) -> Iterator[Missing]:
    """A check that found it not carried out, or recurring, without a notice (A15)."""
    for each in p.walked("Check"):
        checked = p.before(each.uid, "Check.checks")
        told = _noticed(p, [each.uid]) or _noticed(p, [c.uid for c in checked], each.since)
        if each.standing in ("not_carried_out", "recurring") and not told:
            at = checked[0].place if checked else each.place
            if above(at) is None:
                continue
            yield _notice(p, each.uid, at, each.since, Text(
                f"检查结论为“{each.standing_name.zh}”",
                f"the check says “{each.standing_name.en}”",
            ))  # fmt: skip


def recurrence_notice(p: Picture) -> Iterator[Missing]:
    """A recurrence without a notice to the head of enforcement (A15)."""
    targets: dict[str, list[str]] = {}
    for each in p.recurred:
        targets.setdefault(each.finding, []).extend((each.target, each.finding))
    for finding, cited in targets.items():
        card = p.cards.get(finding)
        if card is None or finding not in p.onward or above(card.place) is None:
            continue
        later = [x.uid for uid in cited for x in p.after(uid, "Check.checks") if _failed(x, card)]
        if not _noticed(p, [*cited, *later], card.since):
            yield _notice(p, finding, card.place, card.since, Text(
                "已反馈的问题再次出现", "a problem already fed back appeared again"
            ))  # fmt: skip


def _failed(check: Card, finding: Card) -> bool:
    """Whether the check says that it recurs, after the finding's act."""
    after = bool(check.since and finding.since and check.since >= finding.since)
    return after and check.standing == "recurring"


def _noticed(p: Picture, uids: Iterable[str], since: date | None = None) -> bool:
    """Whether a notice proper cites one of these, not before that day."""
    return any(
        n.values.get("sort_of_notice") == "notice" and not (since and n.since and n.since < since)
        for uid in uids
        for n in p.after(uid, "Notice.cites")
    )


def _notice(p: Picture, after: str, at: Place, since: date | None, because: Text) -> Missing:
    superior = above(at)
    owner = p.court(superior) if superior else Text("上级法院", "The superior court")
    court = p.court(at)
    return Missing(
        "director-notice", "Notice", Stage.NOTICE, Body.SUPERIOR,
        Text("向执行局长通报", "Notice to the head of enforcement"), owner,
        Text(
            f"第15条：{because.zh}，{owner.zh}应向{court.zh}执行局长通报",
            f"A15: {because.en}; {owner.en} owes a notice to the head of enforcement of "
            f"{court.en}",
        ),
        "A15", (after,), since, p.sight.sees(type_of("Notice"), superior, at),
    )  # fmt: skip


def petition_callback(p: Picture) -> Iterator[Missing]:
    """A petition resolved in stages or finally that nobody called back (A8)."""
    for each in p.walked("Petition"):
        superior = above(each.place)
        resolved = each.standing in ("staged", "final")
        if not resolved or superior is None or p.after(each.uid, "Callback.asks_about"):
            continue
        owner = p.court(superior)
        yield Missing(
            "petition-callback", "Callback", Stage.CHECK, Body.SUPERIOR,
            Text("信访回访", "Call-back"), owner,
            Text(
                f"第8条：信访达到“{each.standing_name.zh}”，上一级法院{owner.zh}应回访",
                f"A8: the petition is resolved ({each.standing_name.en}); the court one level up, "
                f"{owner.en}, is to call back",
            ),
            "A8", (each.uid,), None,
            p.sight.sees(type_of("Callback"), superior, each.place, "asks_about"),
        )  # fmt: skip


RULES: tuple[Callable[[Picture], Iterator[Missing]], ...] = (
    ruling_feedback,
    copy_to_objection,
    void_findings,
    finding_feedback,
    rectification,
    filing,
    check,
    failed_check_notice,
    recurrence_notice,
    petition_callback,
)
