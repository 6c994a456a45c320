"""What opening duties costs the write that causes them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from itertools import count

from graph import clock, kept
from graph.session import Graph
from tests.bench.report import Measured
from tests.bench.timing import medians, timed
from tests.conftest import Tree
from tests.integration.stories import Story

ROUNDS = 60
GOAL = 1.5

Write = Callable[[], object]


def opening(graph: Graph) -> list[Measured]:
    """An audited write that opens duties ÷ the same without them, all else kept in both."""
    made = []
    for name, write in _writes(Tree(graph, "量责")).items():
        times = medians(
            {"with": timed(_beside(write)), "without": timed(_beside(write, "duties"))}, ROUNDS
        )
        label = f"{name}: with duties ÷ without"
        made.append(Measured("8", label, times["with"] / times["without"], GOAL, times))
    return made


def _beside(write: Write, *left_out: str) -> Write:
    def work() -> object:
        with kept.nothing_kept(*left_out) if left_out else nullcontext():
            return write()

    return work


def _writes(tree: Tree) -> dict[str, Write]:
    """One write of each kind, of these days as most are, each opening one duty or more: a ruling in
    effect owes feedback, feedback a rectification and its check, a petition's resolution a
    call-back, a judges' meeting its minutes."""
    story, serial = Story(tree), count(1)
    act = story.act(tree.case("1"), _ago(100))
    finding = story.finding(_ago(100), found_by=story.review(act, "revoked", _ago(60)))

    def petition() -> object:
        return tree.petition(
            str(next(serial)), received_on=_ago(20), entered_on=_ago(20),
            resolution="staged", staged_on=_ago(3),
        )  # fmt: skip

    return {
        "ruling": lambda: story.review(act, "revoked", _ago(5)),
        "feedback": lambda: story.feedback(finding, _ago(4)),
        "petition": petition,
        "meeting": lambda: story.meeting(_ago(2), agreed=True),
    }


def _ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()
