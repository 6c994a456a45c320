"""What is missing when reconsideration restored the act, besides the case feedback itself, which
is a duty: its copy to the objection body, and that the objection's findings become void (A6)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.duties.table import RULES
from graph.duties.who_owes import Open, Owed, Ruling, who_owes_feedback
from graph.model import type_of
from graph.operations.chain.cards import Card, Unit
from graph.operations.chain.picture import Missing, Picture
from graph.operations.chain.steps import Body, Stage
from graph.recurrence.facts import ESTABLISHED
from graph.text import Text


def owing(p: Picture) -> list[Owed]:
    """Who owes case feedback for the rulings of the chain; nobody whom the reader may not see (a
    department of another province)."""
    reviews = [_ruling(p, card) for card in p.cards.values() if card.kind.name == "Review"]
    rule = RULES["case-feedback"]
    return [
        each
        for said in p.values.each_locals(rule)
        for each in who_owes_feedback(reviews, p.today, Open.of(said))
        if each.department and p.values.locals_of(rule, each.since) == said
    ]


def _ruling(p: Picture, card: Card) -> Ruling:
    units = card.units("decided_by")
    found = p.after(card.uid, "Finding.found_by")
    return Ruling(
        card.uid,
        card.values.get("sort_of_review", ""),
        card.standing or None,
        units[0].uid if units else "",
        card.until,
        card.values.get("effective_on"),
        next((c.uid for c in p.before(card.uid, "Review.reviews")), None),
        any(each.standing == ESTABLISHED for each in found),
    )


def _given(p: Picture, ruling: Card, owed: Owed) -> list[Card]:
    """Case feedback that the department, or its court, gave: on the ruling itself, or since it was
    made on what it and the rulings on it found. What was said before explained another."""
    family = [
        ruling,
        *p.before(ruling.uid, "Review.reviews"),
        *p.after(ruling.uid, "Review.reviews"),
    ]
    issuers = {owed.department, *(u.court for u in ruling.units("decided_by"))}
    given = p.after(ruling.uid, "Feedback.about_ruling")
    for review in family:
        for finding in p.after(review.uid, "Finding.found_by"):
            given += [
                b for b in p.after(finding.uid, "Feedback.covers")
                if not (b.since and ruling.until and b.since < ruling.until)
            ]  # fmt: skip
    return [
        feedback
        for feedback in given
        if feedback.values.get("sort_of_feedback") == "case"
        and issuers & {x for u in feedback.units("issued_by") for x in (u.uid, _court_code(u))}
    ]


def _court_code(unit: Unit) -> str:
    """A court's own code; a department stands for itself alone."""
    return unit.court if unit.label == "Court" else ""


def copy_to_objection(p: Picture) -> Iterator[Missing]:
    """The act was restored on reconsideration, and the objection body got no copy (A6)."""
    for owed in owing(p):
        ruling, objection = p.cards[owed.ruling], p.cards.get(owed.voided)
        if not owed.copy_to or objection is None or owed.ruling not in p.onward:
            continue
        body = next((u for u in objection.units("decided_by") if u.uid == owed.copy_to), None)
        if body is None or any(_reached(given, body) for given in _given(p, ruling, owed)):
            continue
        unit = next(u for u in ruling.units("decided_by") if u.uid == owed.department)
        yield Missing(
            "case-feedback-copy", "Feedback", Stage.FEEDBACK, Body.REVIEW,
            Text("个案反馈抄送", "Copy of the case feedback"), name_of(unit),
            Text(
                f"第6条：复议恢复原执行行为，{unit.name}的个案反馈应抄送异议审查部门{body.name}",
                f"A6: reconsideration restored the act; {unit.name} owes the objection body, "
                f"{body.name}, a copy of its case feedback",
            ),
            "A6", (ruling.uid,), owed.since,
            p.sight.sees(type_of("Feedback"), unit.place, ruling.place),
        )  # fmt: skip


def _reached(feedback: Card, body: Unit) -> bool:
    """Whether the feedback went to the department, or to its court."""
    return any(
        u.uid == body.uid or (u.label == "Court" and u.court == body.court)
        for u in feedback.units("addressed_to")
    )


def to_be_void(p: Picture) -> Iterator[tuple[Card, Owed]]:
    """Findings of an objection that stand as established although their ruling was reversed."""
    for owed in owing(p):
        for finding in p.after(owed.voided, "Finding.found_by") if owed.voided else ():
            sources = p.before(finding.uid, "Finding.found_by")
            if finding.standing == ESTABLISHED and all(s.uid == owed.voided for s in sources):
                yield finding, owed


def void_findings(p: Picture) -> Iterator[Missing]:
    """Each such finding: it is to become void (A6)."""
    for finding, owed in to_be_void(p):
        body = next(u for u in p.cards[owed.voided].units("decided_by"))
        yield Missing(
            "finding-void", "Finding", Stage.FINDING, Body.REVIEW,
            Text("问题应失效", "Finding to become void"), name_of(body),
            Text(
                f"第6条：复议恢复原执行行为，异议审查认定的问题{finding.key}应随之失效，现仍为“查实”",
                f"A6: reconsideration restored the act, so finding {finding.key} of the objection "
                "is to become void; it still stands as established",
            ),
            "A6", (finding.uid,), owed.since, True, stands=True,
        )  # fmt: skip


def name_of(unit: Unit) -> Text:
    """A unit's name, which isn't translated."""
    return Text(unit.name, unit.name)
