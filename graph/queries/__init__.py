"""Named questions: *.cypher files, one typed function each."""

from graph.queries.lanes import Lane, lane, lanes
from graph.queries.officers import (
    officer_counts,
    officer_events,
    officer_opening,
    officer_posts,
)
from graph.queries.question import BadQuestion, Question, Unscoped, load, question, questions

__all__ = [
    "BadQuestion",
    "Lane",
    "Question",
    "Unscoped",
    "lane",
    "lanes",
    "load",
    "officer_counts",
    "officer_events",
    "officer_opening",
    "officer_posts",
    "question",
    "questions",
]
