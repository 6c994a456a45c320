"""What opening duties costs the write that causes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from itertools import count, cycle

from graph import clock, kept
from graph.session import Graph
from tests.bench.report import Measured
from tests.bench.timing import medians, milliseconds
from tests.conftest import Tree
from tests.integration.stories import Story

ROUNDS = 60
GOAL = 1.5
TREES = 10
"""Court trees that take turns, court by court: one court doesn't hold a hundred meetings a quarter,
and one act isn't ruled on a hundred times."""

Write = Callable[[], object]
Prepared = Callable[[Story, str], Write]
"""Makes what a write at a court rests on, and returns the write."""


def opening(graph: Graph) -> list[Measured]:
    """An audited write that opens duties ÷ the same without them, all else kept in both."""
    stories = [Story(Tree(graph, f"量责{n}")) for n in range(TREES)]
    places = cycle([(story, court) for story in stories for court in story.tree.courts])
    made = []
    for name, prepared in _writes().items():
        times = medians(
            {"with": _beside(prepared, places), "without": _beside(prepared, places, "duties")},
            ROUNDS,
        )
        label = f"{name}: with duties ÷ without"
        made.append(Measured("8", label, times["with"] / times["without"], GOAL, times))
    return made


def _beside(
    prepared: Prepared, places: Iterator[tuple[Story, str]], *left_out: str
) -> Callable[[], float]:
    def work() -> float:
        write = prepared(*next(places))
        with kept.nothing_kept(*left_out) if left_out else nullcontext():
            return milliseconds(write)

    return work


def _writes() -> dict[str, Prepared]:
    """One write of each kind, of these days as most are, each opening one duty or more: a ruling in
    effect owes feedback, feedback a rectification and its check, a petition's resolution a
    call-back, a judges' meeting its minutes."""
    serial = count(1)

    def ruling(story: Story, court: str) -> Write:
        act = story.act(story.tree.case(str(next(serial)), court), _ago(100))
        return lambda: story.review(act, "revoked", _ago(5), court)

    def feedback(story: Story, court: str) -> Write:
        act = story.act(story.tree.case(str(next(serial)), court), _ago(100))
        review = story.review(act, "revoked", _ago(60), court)
        finding = story.finding(_ago(100), court, found_by=review)
        return lambda: story.feedback(finding, _ago(4), court, court)

    def petition(story: Story, court: str) -> Write:
        return lambda: story.tree.petition(
            str(next(serial)), court, received_on=_ago(20), entered_on=_ago(20),
            resolution="staged", staged_on=_ago(3),
        )  # fmt: skip

    def meeting(story: Story, court: str) -> Write:
        return lambda: story.meeting(_ago(2), court, agreed=True)

    return {"ruling": ruling, "feedback": feedback, "petition": petition, "meeting": meeting}


def _ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()
