"""Named questions: *.cypher files, one typed function each."""

from graph.queries.findings import (
    At,
    Channel,
    Column,
    channel,
    channels,
    courts_known,
    problem_catalogue,
    problem_cells,
)
from graph.queries.lanes import Lane, lane, lanes
from graph.queries.officers import (
    officer_counts,
    officer_events,
    officer_opening,
    officer_posts,
)
from graph.queries.periods import courts_then, posts_then
from graph.queries.question import BadQuestion, Question, Unscoped, load, question, questions

__all__ = [
    "At",
    "BadQuestion",
    "Channel",
    "Column",
    "Lane",
    "Question",
    "Unscoped",
    "channel",
    "channels",
    "courts_known",
    "courts_then",
    "lane",
    "lanes",
    "load",
    "officer_counts",
    "officer_events",
    "officer_opening",
    "officer_posts",
    "posts_then",
    "problem_catalogue",
    "problem_cells",
    "question",
    "questions",
]
