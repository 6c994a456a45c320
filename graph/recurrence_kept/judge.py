"""What has to be kept of groups, and how that differs from what is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from graph import queries
from graph.recurrence import Edge, Reopening, Way, Why, edges, failing, outlasting, reopened, ways
from graph.recurrence_kept.groups import KEEPER, Groups, Rectified, Subject, load, rectified
from graph.recurrence_kept.groups import subjects as read_subjects
from graph.session import Reader


@dataclass
class Differences:
    """What has to be written: edges by finding (those gone, those new), rectifications whose
    reopening changed, with the day (None: closed for good after all)."""

    gone: list[tuple[str, str]] = field(default_factory=list)
    new: list[Edge] = field(default_factory=list)
    no_cause: list[Reopening] = field(default_factory=list)
    cause: list[Reopening] = field(default_factory=list)
    reopened_on: dict[str, date | None] = field(default_factory=dict)

    @property
    def findings(self) -> set[str]:
        """The findings whose edges change."""
        return {finding for finding, _target in self.gone} | {each.finding for each in self.new}

    @property
    def rectifications(self) -> set[str]:
        """The rectifications whose reopening changes."""
        causes = {each.rectification for each in (*self.no_cause, *self.cause)}
        return causes | set(self.reopened_on)

    def __bool__(self) -> bool:
        return bool(self.findings or self.rectifications)


def differences(
    tx: Reader,
    grounds: Collection[str],
    whole: Collection[str],
    alone: Collection[str],
    rectifications: Collection[str],
    marked: bool = True,
) -> Differences:
    """Work out the groups of these grounds: of those in ``whole`` all findings, of the others
    those in ``alone``; and these rectifications with all that answer their feedback. ``marked``:
    whether something may be kept of those in ``alone``."""
    made = Differences()
    known = load(tx, {*grounds, *whole})
    if not (known.feedback or whole or rectifications or marked):
        return made
    wide = _complete(known, whole)
    looked = _Look(known, [])
    looked.subjects = list(read_subjects(tx, known, alone, wide))
    answers = rectified(tx, {*rectifications, *known.answering})
    turned = _reopenings(made, looked, answers)
    if turned:
        further = queries.kept_grounds(tx, KEEPER, "Rectification", sorted(turned)) - wide
        if further:
            looked.join(tx, further)
            answers |= rectified(tx, looked.known.answering - answers.keys())
    _edges(made, looked, answers)
    return made


@dataclass
class _Look:
    """Groups and the findings that are judged in them."""

    known: Groups
    subjects: list[Subject]

    def join(self, tx: Reader, grounds: Collection[str]) -> None:
        """Look at all findings of further groups too."""
        more = load(tx, grounds)
        self.known.by_ground |= more.by_ground
        self.known.feedback |= more.feedback
        seen = {each.fact.uid for each in self.subjects}
        found = read_subjects(tx, more, (), _complete(more, grounds))
        self.subjects += [each for each in found if each.fact.uid not in seen]

    def ways(self, open_again: Collection[str] = ()) -> dict[str, list[Way]]:
        """By ground, the ways in which findings may come after its feedback."""
        by_group = {
            key: ways(reopened(each, open_again) for each in feedback)
            for key, feedback in self.known.feedback.items()
        }
        return {
            ground: by_group.get(group.key, []) for ground, group in self.known.by_ground.items()
        }


def _complete(known: Groups, grounds: Iterable[str]) -> set[str]:
    """These grounds with all others of their groups."""
    return {each for ground in grounds for each in known.by_ground[ground].grounds}


def _reopenings(made: Differences, looked: _Look, answers: dict[str, Rectified]) -> set[str]:
    """Differences of reopening; returns the rectifications that are open again or no longer."""
    by_ground = looked.ways()
    wanted: dict[str, set[Reopening]] = {uid: set() for uid in answers}
    judged = set()
    for subject in looked.subjects:
        judged.add(subject.fact.uid)
        for each in outlasting(subject.fact, by_ground.get(subject.ground or "", [])):
            wanted[each.rectification].add(each)
    turned = set()
    for uid, answer in answers.items():
        causes = set() if answer.retired else wanted[uid] | set(failing(answer.fact))
        if not answer.retired:
            causes |= {
                kept for kept in answer.causes
                if kept.why is Why.NOT_PUT_RIGHT and kept.cause not in judged
            }  # fmt: skip
        made.no_cause += sorted(answer.causes - causes, key=_order)
        made.cause += sorted(causes - answer.causes, key=_order)
        closed = answer.fact.closed_on
        day = min((d for c in causes if (d := c.on or closed) is not None), default=None)
        if day != answer.reopened_on:
            made.reopened_on[uid] = day
        if (day is None) != (answer.reopened_on is None):
            turned.add(uid)
    return turned


def _edges(made: Differences, looked: _Look, answers: dict[str, Rectified]) -> None:
    open_again = {
        uid for uid, answer in answers.items()
        if made.reopened_on.get(uid, answer.reopened_on) is not None
    }  # fmt: skip
    by_ground = looked.ways(open_again)
    for subject in looked.subjects:
        fact = subject.fact
        wanted = {
            (each.target, str(each.kind), each.depth, each.personal): each
            for each in edges(fact, by_ground.get(subject.ground or "", []))
        }
        made.gone += sorted((fact.uid, kept[0]) for kept in subject.edges - wanted.keys())
        made.new += [wanted[each] for each in sorted(wanted.keys() - subject.edges)]


def _order(each: Reopening) -> tuple[str, str, str]:
    return each.rectification, each.cause, each.why
