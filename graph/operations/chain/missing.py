"""What should be there in a chain and isn't, although no rule of the table asks for it by a day.

What a rule asks for is a duty (``debts``). Each function here looks only at records whose
consequences the walk has followed, so that nothing is called missing that was merely not looked
for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from graph.documents import applies
from graph.duties.calendar import quarter_end
from graph.duties.deadlines import due_day
from graph.duties.rule import Rule
from graph.duties.table import RULES as TABLE
from graph.model import type_of
from graph.operations.chain.cards import Card
from graph.operations.chain.picture import Missing, Picture
from graph.operations.chain.rulings import (
    copy_to_objection,
    name_of,
    owing,
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
    return [each for rule in RULES for each in rule(picture) if _applies(picture, each)]


def in_order(found: Iterable[Missing]) -> list[Missing]:
    """In the order of the stages, and of the days since when."""
    order = list(Stage)
    return sorted(found, key=lambda each: (order.index(each.stage), each.since or date.max))


def _applies(p: Picture, owed: Missing) -> bool:
    """Whether the document was there when it was triggered. Where that day isn't recorded, it can
    be said only of what the trigger can't be earlier than: a finding's act."""
    earliest = owed.since or next((p.cards[u].since for u in owed.after if p.cards[u].since), None)
    return earliest is None or applies(owed.basis, earliest)


def finding_feedback(p: Picture) -> Iterator[Missing]:
    """An established finding that nobody fed back (A7, A10): the duties of a quarter are of the
    department and the quarter, and don't say which finding was left out."""
    rulings_owe = {each.ruling for each in owing(p)}
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
        if rulings & rulings_owe:
            continue  # the duty of case feedback says so
        if any(p.after(ruling, "Feedback.about_ruling") for ruling in rulings):
            continue  # fed back with the ruling
        if not p.after(finding.uid, "CorrectionOrder.based_on", "Proposal.cites"):
            yield from _unfed(p, finding, sources)


def _later_rulings(p: Picture, source: Card) -> list[str]:
    return [each.uid for each in p.after(source.uid, "Review.reviews")]


def _unfed(p: Picture, finding: Card, sources: list[Card]) -> Iterator[Missing]:
    """What a finding of a review owes by A7, of a petition by A10; others have ways of their own.

    Where no source is in sight, who owes it isn't known, and so not certain. Both are fed back
    together by quarter: until that feedback is overdue, nothing is missing.
    """
    source = next((s for s in sources if s.kind.name in ("Review", *PETITIONS)), None)
    if sources and source is None:
        return
    since = _settled(source) if source else None
    review = source is not None and source.kind.name == "Review"
    by = "quarterly-review-feedback" if review else "quarterly-petition-feedback"
    if since is not None and p.today <= _due(p, TABLE[by], since):
        return
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
        article.en, (finding.uid,), since,
        place is not None and p.sight.sees(type_of("Feedback"), place, finding.place),
    )  # fmt: skip


def _due(p: Picture, rule: Rule, established: date) -> date:
    """By when the feedback of the quarter is due in which something was established."""
    opened = quarter_end(established) + timedelta(days=1)
    return due_day(rule.due, opened, None, p.values.amount(rule, opened), p.calendar).on


def _settled(source: Card) -> date | None:
    """The day on which a source established what it found."""
    effective = source.values.get("effective_on")
    return effective if isinstance(effective, date) else source.until or source.since


RULES: tuple[Callable[[Picture], Iterator[Missing]], ...] = (
    copy_to_objection,
    void_findings,
    finding_feedback,
)
