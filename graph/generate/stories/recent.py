"""What is new in the last month at one court, at any size of the province: an account of the court
is printed at the first start (app.accounts), and its inbox isn't to be empty."""

from __future__ import annotations

from graph.generate.stories.owed import PROBLEMS
from graph.generate.stories.recurring import Wheel
from graph.generate.stories.teller import Story, Teller

COURT = "鲁0102"

ACTS = ((68, False), (80, False), (90, True))
"""Days before the last day on which each act was done, and whether its revocation was fed back:
the rulings took effect 55 days later."""


def awaiting_feedback(teller: Teller) -> None:
    """Acts that were revoked lately: one ruling is to be fed back in the next days, one is late;
    the decoy's was fed back."""
    for ago, fed_back in ACTS:
        problem, officer = teller.free(COURT, PROBLEMS), teller.officer(COURT)
        story = Story("awaiting_feedback", fed_back, COURT, problem, [officer])
        wheel = Wheel(teller, story, officer)
        cycle = wheel.found(teller.later(teller.province.until, -ago))
        since = cycle.received
        story.expected.update(
            review=cycle.review, since=since, due=teller.working(since, 10), done=None,
            recurrences=[], depth=0,
        )  # fmt: skip
        if fed_back:
            wheel.fed_back(cycle)
            story.expected["done"] = teller.working(since, 4)
        teller.stories.append(story)


TOLD = (awaiting_feedback,)
